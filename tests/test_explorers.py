"""The report's own explorers: what the built pages show is what ``draw`` gives, and what it gives is right.

Needs a built book. The chapters' code is run here once more, to the end and without pre-drawing, to have the functions
that draw. So a name that a later cell gives to something else, which would spoil the live controls, is found as well.
"""

import re
import sys
from functools import cache

import pytest
from conftest import ROOT
from pypdf import PdfReader

from chores import chapters
from mlcareer import anywhere, careers, metros
from predrawn import Explorer

sys.path.insert(0, str(ROOT / "packages" / "predrawn"))
from tests.test_published import SAME, walk  # noqa: E402

HTML = ROOT / "_build" / "html" / "book"
CHAPTERS = {
    "city": "cities",
    "offer": "salaries",
    "place": "place",
    "compare": "compare",
    "jobs": "compare",
    "payback": "degree",
    "programs": "degree",
    "hiring": "now",
    "software": "now",
    "industry": "employers",
    "start": "index",
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


#: ``SAME`` of a table that readers search, in which the page's script has put its own.
SAME_CELLS = """([sentence, figure, table], part) => {
    const view = document.querySelectorAll("[data-explorer-part]")[part];
    const expected = Object.assign(document.createElement("template"), {innerHTML: table}).content;
    const cells = (root) => [...root.querySelectorAll("caption, th, td")].map((cell) => cell.textContent).join("\\n");
    return view.querySelector("[data-explorer-sentence] > span").textContent === sentence
        && cells(view.querySelector("[data-explorer-figures]")) === cells(expected);
}"""


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
            same = SAME_CELLS if "data-explorer-table" in state[2] else SAME
            page.wait_for_function(
                f"([state, part]) => ({same})(state, part)", arg=[state, number + index], timeout=5000
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
        assert figure.locator("table" if any(own.drawn(part).table for part in own.parts) else "svg").first.is_visible()


def test_no_page_holds_states_and_none_loads_widget_scripts():
    for path in HTML.glob("*.html"):
        text = path.read_text("utf-8")
        assert "carrier" not in text and "require.js" not in text and "html-manager" not in text
        assert "application/vnd.jupyter.widget" not in text


def test_pay_and_offer_agree_with_published_wages():
    offer = explorer("offer")
    offer.choose(place="41860", occupation="15-2051")
    row = anywhere.wages("15-2051").loc["41860"]
    assert f"San Francisco, CA earn more than ${row['median']:,.0f} a year" in offer.drawn(offer.parts[1]).sentence
    offer.choose(salary=130_000, place=metros.NATION)
    assert offer.drawn(offer.parts[0]).sentence.startswith("Your offer: 50th to 75th percentile.")


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


#: What people call their work, and the label that must come first.
CALLED = {
    "teacher": "Elementary School Teachers, Except Special Education",
    "nurse": "Registered Nurses",
    "RN": "Registered Nurses",
    "CNA": "Nursing Assistants",
    "welder": "Welders, Cutters, Solderers, and Brazers",
    "police officer": "Police and Sheriff's Patrol Officers",
    "HR": "Human Resources Specialists",
    "driver": "Heavy and Tractor-Trailer Truck Drivers",
    "cashier": "Cashiers",
    "mechanic": "Automotive Service Technicians and Mechanics",
    "student": "All occupations",
}

#: What people type for a place, and the label that must come first.
TYPED = {
    "columbus ohio": "Columbus, OH",
    "Columbus, Ohio": "Columbus, OH",
    "COLUMBUS OH": "Columbus, OH",
    "columbus ga": "Columbus, GA",
    "dublin ohio": "Columbus, OH",
    "franklin county ohio": "Columbus, OH",
    "silicon valley": "San Jose, CA",
    "palo alto": "San Jose, CA",
    "santa clara county": "San Jose, CA",
    "nyc": "New York, NY",
    "brooklyn": "New York, NY",
    "newark nj": "New York, NY",
    "st louis": "St. Louis, MO",
    "Saint Louis": "St. Louis, MO",
    "saint paul": "Minneapolis, MN",
    "boise": "Boise City, ID",
    "dodge city": "Kansas",
    "san juan": "San Juan, PR",
    "mayaguez": "Mayagüez, PR",
    "washington dc": "Washington, DC",
    "bellevue wa": "Seattle, WA",
    "bellevue ne": "Omaha, NE",
    "overland park": "Kansas City, MO",
    "texas": "Texas",
    "CO": "Colorado",
    "VA": "Virginia",
    "usa": "USA",
    "united states": "USA",
    "guam": "Guam",
    "puerto rico": "Puerto Rico",
    "juneau": "Alaska",
    "hilo": "Hawaii",
    "winston salem": "Winston-Salem, NC",
    "raleigh": "Raleigh, NC",
    "cambridge ma": "Boston, MA",
    "fort worth": "Dallas, TX",
    "scottsdale": "Phoenix, AZ",
    "ann arbor": "Ann Arbor, MI",
    "coeur d'alene": "Coeur d'Alene, ID",
    "manhattan ks": "Manhattan, KS",
    "new york": "New York",
    "new york city": "New York, NY",
}


def test_forty_places_are_found_as_people_type_them(visit):
    page = visit(HTML / "place.html")
    own, figure = explorer("place"), page.locator("[data-explorer=place]")
    field = figure.get_by_role("combobox", name="Place", exact=True)
    found = {}
    for typed in TYPED:
        field.fill(typed)
        figure.locator("[role=listbox]:not([hidden])").get_by_role("option").first.click()
        found[typed] = field.input_value()
    assert found == TYPED
    own.choose(place=own.controls["place"].values[own.controls["place"].labels.index("New York, NY")])
    expected = own.drawn(own.parts[0]).sentence
    assert figure.locator("[data-explorer-sentence]").first.text_content().strip() == expected


def test_a_name_that_leads_nowhere_says_what_to_try(visit):
    page = visit(HTML / "place.html")
    figure = page.locator("[data-explorer=place]")
    figure.get_by_role("combobox", name="Place", exact=True).fill("qqqq")
    figure.locator("[data-explorer-control=place]").get_by_text(anywhere.NOTHING).wait_for()


def test_from_the_landing_page_a_reader_has_the_answer_on_the_first_screen(visit):
    page = visit(HTML / "index.html", viewport={"width": 390, "height": 844})
    figure = page.locator("[data-explorer=start]")
    figure.get_by_role("combobox", name="Your place").fill("columbus ohio")  # one
    figure.locator("[role=listbox]:not([hidden])").get_by_role("option").first.click()  # two
    sentence = figure.locator("[data-explorer-sentence] > span")
    figure.get_by_text("data scientists in Columbus, OH earn more than $107,950").wait_for()
    assert "at national prices that is worth $113,100" in sentence.text_content()
    box = sentence.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 844


PHONE = {"width": 390, "height": 844}


def chosen(figure, name: str, words: str) -> str:
    """Type words into a control that is searched and take the first that is found; its label."""
    field = figure.get_by_role("combobox", name=name, exact=True)
    field.fill(words)
    figure.locator("[role=listbox]:not([hidden])").get_by_role("option").first.click()
    return field.input_value()


def test_occupations_are_found_as_people_call_them(visit):
    page = visit(HTML / "compare.html")
    figure = page.locator("[data-explorer=compare]")
    assert {words: chosen(figure, "What you do now", words) for words in CALLED} == CALLED
    own = explorer("compare")
    own.choose(
        occupation=own.controls["occupation"].values[own.controls["occupation"].labels.index("Registered Nurses")]
    )
    assert chosen(figure, "What you do now", "nurse") == "Registered Nurses"
    expected = own.drawn(own.parts[0]).sentence
    figure.get_by_text("Registered Nurses: half earn more than").wait_for()
    assert figure.locator("[data-explorer-sentence]").first.text_content().strip() == expected


def test_an_occupation_that_is_not_found_says_what_to_try(visit):
    figure = visit(HTML / "compare.html").locator("[data-explorer=compare]")
    figure.get_by_role("combobox", name="What you do now").fill("soldier")
    figure.locator("[data-explorer-control=occupation]").get_by_text(careers.NOTHING).wait_for()


@pytest.mark.parametrize(
    "place, occupation, row",
    [
        ("boise", "nurse", "Registered Nurses"),
        ("kansas", "teacher", "Elementary School Teachers, Except Special Education"),
    ],
)
def test_from_the_landing_page_an_occupation_in_a_place_is_three_actions_away(visit, place, occupation, row):
    page = visit(HTML / "index.html", viewport=PHONE)
    page.get_by_role("link", name="What does every occupation earn in your place?").click()  # one
    figure = page.locator("[data-explorer=jobs]")
    page.wait_for_function("document.querySelector('[data-explorer=jobs]')?.getBoundingClientRect().top < 200")
    field = figure.get_by_role("combobox", name="Place", exact=True)
    field.fill(place)  # two
    figure.get_by_role("option").first.wait_for()
    field.press("Enter")
    own = explorer("jobs")
    labels = own.controls["place"].labels
    own.choose(place=own.controls["place"].values[labels.index({"boise": "Boise City, ID", "kansas": "Kansas"}[place])])
    drawn = own.drawn(own.parts[0])
    figure.get_by_text(drawn.sentence).wait_for()
    figure.get_by_label("Show rows with").fill(occupation)  # three
    figure.get_by_text(re.compile(r"^\d+ of 831$")).wait_for()
    shown = figure.locator("tbody tr:visible", has=page.get_by_role("rowheader", name=row)).first
    shown.wait_for()
    expected = re.search(rf">{re.escape(row)}</th>(.*?)</tr>", drawn.table)[1]
    assert shown.locator("td").all_text_contents() == re.findall(r"<td[^>]*>([^<]*)", expected)
    box = shown.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]


def test_what_was_typed_stays_at_another_place(visit):
    page = visit(HTML / "compare.html", "#jobs.place=Columbus%2C+OH&jobs.rows=civil+engineer")
    figure = page.locator("[data-explorer=jobs]")
    figure.get_by_text("In Columbus, OH the median data scientist earns $107,950 a year").wait_for()
    row = figure.locator("tbody tr:visible").first
    before = row.text_content()
    assert before.startswith("Civil Engineers") and chosen(figure, "Place", "guam") == "Guam"
    figure.get_by_text("What data scientists earn in Guam is not published").wait_for()
    assert figure.get_by_label("Show rows with").input_value() == "civil engineer"
    assert row.text_content().startswith("Civil Engineers") and row.text_content() != before


def test_a_second_and_a_third_place_stand_beside_the_first_and_moving_is_told(visit):
    page = visit(HTML / "place.html", "#place.place=Columbus%2C%20OH&place.place_2=Austin%2C%20TX")
    figure = page.locator("[data-explorer=place]")
    figure.get_by_text("From Columbus, OH to Austin, TX the median is").wait_for()
    figure.get_by_role("combobox", name="Place 3").fill("boise")
    figure.locator("[role=listbox]:not([hidden])").get_by_role("option").first.click()
    for label in ("Columbus, OH", "Austin, TX", "Boise City, ID"):
        figure.get_by_text(f"Half of the data scientists in {label} earn more than").first.wait_for()
    figure.get_by_role("combobox", name="Place 2").fill("hilo")
    figure.locator("[role=listbox]:not([hidden])").get_by_role("option").first.click()
    figure.get_by_text("Sentences of difference are told for").wait_for()


def test_a_card_is_printed_whole_on_one_page(visit, tmp_path):
    page = visit(HTML / "place.html", "#place.place=Columbus%2C%20OH")
    page.get_by_text("data scientists in Columbus, OH earn more than").first.wait_for()
    page.pdf(path=tmp_path / "card.pdf", format="Letter")
    first = " ".join(PdfReader(tmp_path / "card.pdf").pages[0].extract_text().split())
    for words in ("Half of the data scientists in Columbus, OH", "Rank by jobs", "Housing", "Cincinnati, OH (about"):
        assert words in first
