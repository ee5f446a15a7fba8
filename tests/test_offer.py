"""What an offer is worth: two hundred offers against the tables read by other code, every place looked through, and the way there."""

import csv
import random
import re

import pytest
from conftest import ROOT
from playwright.sync_api import expect

from mlcareer import anywhere, taxes
from mlcareer.occupations import PROXIES
from mlcareer.views import offer

HTML = ROOT / "_build" / "html"
SPOILED = re.compile(r"\b(?:nan|None|NaT|NA|inf)\b|<NA>|\$-|  |\.\.")


@pytest.fixture(scope="module")
def known():
    return anywhere.taxed(anywhere.cards())


def lines(name):
    with open(ROOT / "data" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


WAGES = {
    (line.get("area") or line.get("state") or "00000", line["occupation"]): line
    for name in ("oews_metro", "oews_state", "oews_national")
    for line in lines(name)
}
LEVEL = {line["area"]: float(line["all_items"]) for line in lines("price_parities")}
STATES = {line["area"]: line["name"].rsplit(", ", 1)[1].split("-") for line in lines("metros")}
TAKEN = {(line["state"], int(line["pay"])): line for line in lines("take_home")}
ORDINALS = {"p10": "10th", "p25": "25th", "median": "50th", "p75": "75th", "p90": "90th"}


def expected(place, occupation, salary):
    """The percentiles next to a salary, found by looking at each of the five."""
    line = WAGES.get((place, occupation), {})
    if not all(line.get(name) for name in ORDINALS):
        return None
    wages = {ordinal: int(line[name]) for name, ordinal in ORDINALS.items()}
    below = [(wage, ordinal) for ordinal, wage in wages.items() if wage < salary]
    above = [(wage, ordinal) for ordinal, wage in wages.items() if wage > salary]
    return (
        max(below, default=None),
        [ordinal for ordinal, wage in wages.items() if wage == salary],
        min(above, default=None),
    )


def sample(number, seed):
    draw = random.Random(seed)
    places = sorted({*STATES, *(place for place, _ in WAGES), "GU", "VI", "PR"})
    return [
        (draw.choice(places), draw.choice(list(PROXIES)), draw.randrange(30_000, 400_001, 1_000)) for _ in range(number)
    ]


def test_two_hundred_offers_lie_where_other_code_finds_them(known):
    placed = offer.placed(known)
    told = 0
    for place, occupation, salary in sample(200, 170):
        said = offer.standing(placed(place, occupation, salary))
        found = expected(place, occupation, salary)
        if found is None:
            assert said.startswith("The offer cannot be placed"), said
            continue
        below, at, above = found
        if at:
            assert f"at the {at[0]}" in said
        elif below and above:
            assert said.startswith(f"Your offer: {below[1]} to {above[1]} percentile."), (said, found)
        else:
            assert said.startswith(
                f"Your offer: {f'above the {below[1]}' if below else f'below the {above[1]}'} percentile"
            )
        for words, end in (("Next above", above), ("Next below", below)):
            assert (f"{words}: the {end[1]} percentile, ${end[0]:,}." if end else words) in said or not end
        told += 1
    assert told > 100


def test_two_hundred_offers_after_taxes_are_what_other_code_finds(known):
    every = anywhere.places()
    taxed, nearest = offer.taxed(every, anywhere.states_of_areas()), offer.step(known.taxes)
    told = offer.left_of(known.taxes, every["label"])
    counted = 0
    for place, _, salary in sample(200, 171):
        said = told(taxed(place), nearest(salary))
        state = STATES[place][0] if place in STATES else place
        step = min(range(40_000, 300_001, 5_000), key=lambda step: abs(step - salary))
        if (state, step) in TAKEN and abs(step - salary) <= 2_500:
            taken = sum(int(value) for name, value in TAKEN[state, step].items() if name.endswith("_tax"))
            assert f"keeps about ${round((step - taken) / 100) * 100:,} of ${step:,}," in said, said
            assert ("into which the area reaches" in said) == (len(STATES.get(place, [])) > 1)
            counted += 1
        else:
            assert "Taxes" in said or "no taxes" in said
    assert counted > 100


def test_two_hundred_amounts_that_buy_the_same_elsewhere(known):
    worth, there = offer.worth(known.levels["all_items"]), offer.level_there(known.levels["all_items"])
    same = offer.same("2024")
    draw, places, counted = random.Random(172), sorted(STATES), 0
    for place, _, salary in sample(200, 172):
        other = draw.choice(places)
        said = same(worth(place, salary), there(other))
        if place not in LEVEL or other not in LEVEL:
            assert said.startswith("There is no price level")
            continue
        amount = int(re.search(r"\$([\d,]+)", said)[1].replace(",", ""))
        exact = salary / LEVEL[place] * LEVEL[other]
        assert abs(amount - exact) < 1.5 * max(1_000, exact / 100), (said, exact)
        counted += 1
    assert counted > 100


def test_every_sentence_is_whole(known):
    """Of every place and occupation at salaries between, at and beyond all percentiles; of every state, step and price level."""
    placed, every = offer.placed(known), anywhere.places()
    taxed, step = offer.taxed(every, anywhere.states_of_areas()), offer.step(known.taxes)
    told = offer.left_of(known.taxes, every["label"])
    worth, there = offer.worth(known.levels["all_items"]), offer.level_there(known.levels["all_items"])
    lies = {
        placed(place, code, salary)
        for place in every.index
        for code in PROXIES
        for salary in range(30_000, 400_001, 7_000)
    }
    texts = [offer.standing(one) for one in lies]
    texts += [
        told(*one)
        for one in {(taxed(place), step(salary)) for place in every.index for salary in range(30_000, 400_001, 5_000)}
    ]
    pairs = {(worth(place, 150_000), there(other)) for place in every.index[::9] for other in every.index[::7]}
    texts += [offer.same("2024")(*pair) for pair in pairs]
    assert [text for text in texts if not text.strip() or SPOILED.search(text)] == []
    assert taxes.load().steps == list(range(40_000, 300_001, 5_000))


# ---- in a page ----


@pytest.mark.parametrize(
    ("typed", "taken", "note"),
    [
        ("165k", "$165,000", ""),
        ("$165,000", "$165,000", ""),
        ("165,432 a year", "$165,000", "Nearest step: $165,000"),
        ("1,000,000", "$400,000", "The most is $400,000"),
        ("12", "$30,000", "The least is $30,000"),
        ("a lot", "$130,000", "“a lot” is no number"),
    ],
)
def test_a_typed_salary_is_taken_or_told(visit, typed, taken, note):
    page = visit(HTML / "book" / "salaries.html")
    own = page.locator("figure[data-explorer=offer]")
    field = own.get_by_label("Offered base pay a year, typed")
    field.fill(typed)
    field.press("Enter")
    expect(field).to_have_value(taken)
    expect(own.locator("[data-explorer-control=salary] small")).to_have_text(note)
    expect(own.locator("[data-explorer-mark] text").first).to_contain_text(taken)


def test_a_developer_has_an_answer_in_three_actions_on_the_first_screen_of_a_phone(visit):
    page = visit(HTML / "index.html", viewport={"width": 390, "height": 844})
    page.get_by_role("link", name="as a software developer").first.click()
    own = page.locator("figure[data-explorer=offer]")
    field = own.get_by_label("Offered base pay a year, typed")
    field.fill("$165,000")
    field.press("Enter")
    place = own.get_by_role("combobox", name="Place", exact=True)
    place.click()
    place.fill("Chicago")
    own.get_by_role("option", name="Chicago, IL").first.click()
    sentence = own.locator("[data-explorer-sentence]").first
    expect(sentence).to_have_text(
        "Your offer: 50th to 75th percentile. Next above: the 75th percentile, $167,650. Next below: the 50th percentile, $134,380."
    )
    expect(own.locator("[data-explorer-sentence]").nth(2)).to_contain_text(
        "a single person in Illinois keeps about $116,000 of $165,000"
    )
    own.locator(".explorer-title").evaluate("title => title.scrollIntoView()")
    box = sentence.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 844
