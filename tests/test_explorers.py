"""The report's own explorers: what the built pages show is what ``draw`` gives, and what it gives is right.

Needs a built book. The chapters' code is run here once more, to the end and without pre-drawing, to have the functions
that draw. So a name that a later cell gives to something else, which would spoil the live controls, is found as well.
"""

import re
import sys
from functools import cache

import pytest
from conftest import ROOT

from chores import chapters
from mlcareer import anywhere, metros
from predrawn import Explorer

sys.path.insert(0, str(ROOT / "packages" / "predrawn"))
from tests.test_published import SAME, walk  # noqa: E402

HTML = ROOT / "_build" / "html" / "book"
CHAPTERS = {
    "city": "cities",
    "pay": "salaries",
    "offer": "salaries",
    "place": "place",
    "self-check": "qualifications",
}


@cache
def explorers_of(chapter: str) -> dict[str, Explorer]:
    """The explorers of a chapter by name, after its code has run to the end."""
    return chapters.explorers((ROOT / "book" / f"{chapter}.ipynb").read_text(encoding="utf-8"))


def explorer(name: str) -> Explorer:
    return explorers_of(CHAPTERS[name])[name]


def test_every_explorer_of_the_pages_is_tested_here():
    pages = {path.stem: path.read_text("utf-8") for path in HTML.glob("*.html")}
    published = {name: page for page, text in pages.items() for name in re.findall(r'data-explorer="([^"]+)"', text)}
    assert published == CHAPTERS


@pytest.mark.parametrize("name", CHAPTERS)
def test_title_is_a_question(name):
    assert explorer(name).title.endswith("?")


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_control_moves_through_its_values_from_disk_without_a_network(visit, name):
    own = explorer(name)
    page = visit(HTML / f"{CHAPTERS[name]}.html")
    number = page.evaluate(
        "name => [...document.querySelectorAll('[data-explorer-part]')].findIndex(view => view.closest('figure').dataset.explorer === name)",
        name,
    )
    for chosen in walk(page.locator(f"[data-explorer={name}]"), own, most=50):
        for index, part in enumerate(own.parts):
            state = list(own.drawn(part, chosen))
            page.wait_for_function(
                f"([state, part]) => ({SAME})(state, part)", arg=[state, number + index], timeout=5000
            )
    assert page.locator(".explorer-message").all_text_contents() == [""] * page.locator("figure[data-explorer]").count()


@pytest.mark.parametrize("chapter", sorted(set(CHAPTERS.values())))
def test_without_javascript_the_start_and_its_table_stand_there(visit, chapter):
    page = visit(HTML / f"{chapter}.html", java_script_enabled=False)
    for name, own in explorers_of(chapter).items():
        figure = page.locator(f"[data-explorer={name}]")
        drawn = own.drawn(own.parts[0])
        assert drawn.sentence in " ".join(figure.text_content().split())
        assert figure.locator("form").is_hidden()
        if figure.locator("summary").count():
            figure.locator("summary").first.click()
        assert figure.locator("table").first.is_visible()


def test_no_page_holds_states_and_none_loads_widget_scripts():
    for path in HTML.glob("*.html"):
        text = path.read_text("utf-8")
        assert "carrier" not in text and "require.js" not in text and "html-manager" not in text
        assert "application/vnd.jupyter.widget" not in text


def test_pay_and_offer_agree_with_published_wages():
    pay = explorer("pay")
    pay.choose(place="41860", occupation="15-2051")
    sentence = pay.drawn(pay.parts[0]).sentence
    row = anywhere.wages("15-2051").loc["41860"]
    assert f"San Francisco, CA earn more than ${row['median']:,.0f} a year" in sentence
    offer = explorer("offer")
    offer.choose(salary=130_000, place=metros.NATION)
    assert "lies between the median and the 75th percentile of data" in offer.drawn(offer.parts[0]).sentence


#: What people type -> how many areas it shows, and some of them.
FOUND = [
    ("jose", "7", ["San Jose, CA"]),
    ("columbus ohio", "1", ["Columbus, OH"]),
    ("franklin county, oh", "2", ["Columbus, OH"]),
    ("Silicon Valley", "1", ["San Jose, CA"]),
    ("CO", "7 of", ["Denver, CO", "Pueblo, CO"]),
    ("NJ", "6", ["New York, NY", "Philadelphia, PA", "Trenton, NJ"]),
    ("VA", "11", ["Washington, DC", "Richmond, VA"]),
    ("columbus austin", "7 of 393; none with all words", ["Columbus, OH", "Austin, TX"]),
    ("dodge city", "0 of 393: Dodge City, in no metropolitan area", []),
]


def test_all_places_can_be_sorted_and_searched(visit):
    page = visit(HTML / "places.html")
    rows = page.locator("table[data-explorer-table] tbody tr")
    assert rows.count() == 393
    for typed, number, among in FOUND:
        page.get_by_label("Show rows with").fill(typed)
        page.locator(".filter [role=status]").filter(has_text=re.compile(rf"^{number}\b")).wait_for()
        assert set(among) <= set(page.locator("tbody tr:visible th").all_text_contents()), typed
    page.get_by_label("Show rows with").fill("")
    page.get_by_role("button", name="Median pay").click()
    medians = page.locator("tbody td:nth-child(7)").all_text_contents()
    known = [int(text[1:].replace(",", "")) for text in medians if text != "–"]
    assert known == sorted(known, reverse=True) and medians[len(known) :] == ["–"] * (393 - len(known))


def test_wages_at_national_prices():
    rows = anywhere.wages("15-2051")
    priced = metros.priced(rows)
    assert priced.loc[metros.NATION, "median"] == round(rows.loc[metros.NATION, "median"], -2)
    assert priced.loc["41860", "median"] == pytest.approx(rows.loc["41860", "median"] / 1.15551, abs=200)
    assert rows.loc["41620"].isna().sum() == 0 and anywhere.wages("15-1221").loc["41620", metros.WAGES].isna().all()
