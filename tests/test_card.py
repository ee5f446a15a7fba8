"""Cards of places: each figure against the tables read by other code, every place looked through, and what is missing said."""

import csv
import math
import random
import re

import pandas as pd
import pytest
from conftest import ROOT
from matplotlib.text import Text

from mlcareer import anywhere
from mlcareer.occupations import PROXIES
from mlcareer.views import card

NATION = "00000"
SPOILED = re.compile(r"\b(?:nan|None|NaT|NA|inf)\b|<NA>|\$-|  ")


@pytest.fixture(scope="module")
def known():
    return anywhere.taxed(anywhere.cards())


@pytest.fixture(scope="module")
def labels():
    return dict(zip(anywhere.places().index, anywhere.places()["label"]))


# ---- other code: the files as text, line by line ----


def lines(name):
    with open(ROOT / "data" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


METRO, STATE, NATIONAL = ({} for _ in range(3))
for line in lines("oews_metro"):
    METRO[line["area"], line["occupation"]] = line
for line in lines("oews_state"):
    STATE[line["state"], line["occupation"]] = line
for line in lines("oews_national"):
    NATIONAL[NATION, line["occupation"]] = line
LEVEL = {line["area"]: float(line["all_items"]) for line in lines("price_parities")}
STATE_OF = {line["area"]: line["state"] for line in lines("metros")}
TAKEN = {
    (line["state"], int(line["pay"])): sum(int(value) for name, value in line.items() if name.endswith("_tax"))
    for line in lines("take_home")
}
FIVE = ("p10", "p25", "median", "p75", "p90")


def row(place, occupation):
    for table in (METRO, STATE, NATIONAL):
        if (place, occupation) in table:
            return table[place, occupation]
    return {}


def whole(line):
    return all(line.get(name) for name in FIVE)


def dollars(amount):
    return f"${amount:,.0f}"


def to_hundred(amount):
    return int(round(amount / 100.0)) * 100


def after_taxes(state, median):
    """The step near a median and what taxes leave of it, to the hundred; nothing where there are no taxes or the step is beyond."""
    step = min(range(40_000, 300_001, 5_000), key=lambda step: abs(step - median))
    if state not in {state for state, _ in TAKEN} or abs(step - median) > 2_500:
        return []
    return [dollars(step), dollars(to_hundred(step - TAKEN[state, step]))]


def rank_range(place, occupation):
    """Best and worst rank by jobs, counted pair by pair, and of how many areas."""
    counted = {
        area: (int(line["employment"]), int(line["employment"]) * float(line["employment_rse"]) / 100)
        for (area, code), line in METRO.items()
        if code == occupation and line["employment"]
    }
    jobs, error = counted[place]
    larger = smaller = 0
    for other, other_error in counted.values():
        if abs(other - jobs) > 1.96 * math.sqrt(error**2 + other_error**2):
            larger, smaller = larger + (other > jobs), smaller + (other < jobs)
    return larger + 1, len(counted) - smaller, len(counted)


def expected(place, occupation):
    """The amounts that the card's sentence must tell, in order, and the words of its rank."""
    own, nation = row(place, occupation), row(NATION, occupation)
    stands, told = place, []
    if not whole(own):
        stands = STATE_OF.get(place, place)
    line = row(stands, occupation)
    if not whole(line):
        told = [dollars(int(nation["median"]))]
    else:
        median = int(line["median"])
        told = [dollars(median)]
        gap = abs(median - int(nation["median"]))
        if stands != NATION and gap >= 1000:
            told.append(dollars(gap))
        if stands in LEVEL and stands != NATION:
            told.append(dollars(to_hundred(median / LEVEL[stands] * 100)))
        told += [dollars(int(line["p25"])), dollars(int(line["p10"]))]
        told += after_taxes(STATE_OF.get(place, place), median)
    words = "is not released"
    if own.get("employment"):
        words = f"about {int(own['employment']):,} such jobs"
        if place in STATE_OF:
            best, worst, of = rank_range(place, occupation)
            words += f", rank {best}" + (f" to {worst}" if worst > best else "") + f" of {of} areas"
    return told, words


def test_two_hundred_cards_are_what_other_code_makes_of_the_tables(known, labels):
    every = [(place, occupation) for place in labels for occupation in PROXIES]
    for place, occupation in random.Random(15).sample(every, 200):
        sentence = card.pay_there(known, place, occupation).sentence
        told, words = expected(place, occupation)
        assert re.findall(r"\$[\d,]*\d", sentence) == told, (labels[place], sentence)
        assert words in sentence, (labels[place], sentence)


def test_two_hundred_tables_are_what_other_code_makes_of_the_tables(known, labels):
    every = [(place, occupation) for place in labels for occupation in PROXIES]
    for place, occupation in random.Random(16).sample(every, 200):
        own = row(place, occupation)
        shown = card.table(known, place, occupation).frame
        figures = dict(zip(shown["Measure"], shown.iloc[:, 1]))
        real = dict(zip(shown["Measure"], shown["At national prices"]))
        for name, measure in (
            ("p10", "10th"),
            ("p25", "25th"),
            ("median", "Median"),
            ("p75", "75th"),
            ("p90", "90th percentile"),
        ):
            assert figures[measure] == (dollars(int(own[name])) if own.get(name) else "not released")
            if own.get(name) and place in LEVEL and place != NATION:
                assert real[measure] == dollars(to_hundred(int(own[name]) / LEVEL[place] * 100))
        jobs = f"{int(own['employment']):,}" if own.get("employment") else "not released"
        assert figures["Jobs"].split(" (")[0] == jobs
        if own.get("location_quotient"):
            assert float(figures["Concentration"]) == pytest.approx(float(own["location_quotient"]), abs=0.005)


# ---- all of them ----


#: In order to be quick, every ninth; and all of them.
@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.slow)])
def test_every_card_is_whole(known, labels, step):
    for place, name in list(labels.items())[::step]:
        for occupation in PROXIES:
            view = card.pay_there(known, place, occupation)
            texts = [view.sentence, card.around(known, place, occupation), view.table.caption]
            texts += [str(value) for value in view.table.frame.to_numpy().ravel()]
            for drawn in (view.figure, card.short(known, place, occupation).figure):
                texts += [text.get_text() for text in drawn.findobj(Text)]
            for text in texts:
                assert text.strip() and not SPOILED.search(text), (name, text)


def test_every_difference_is_whole(known, labels):
    markets = anywhere.markets()
    moving = card.Moving(known, markets)
    texts = {
        moving.differ(place, market, occupation) for place in labels for market in markets for occupation in PROXIES
    }
    spoiled = [text for text in texts if not text.strip() or SPOILED.search(text)]
    assert spoiled == []


def test_moving_tells_what_other_code_tells(known, labels):
    markets = anywhere.markets()
    moving = card.Moving(known, markets)
    draw = random.Random(17)
    pairs = [(draw.choice(sorted(STATE_OF)), draw.choice(markets), draw.choice(list(PROXIES))) for _ in range(300)]
    tested = 0
    for place, market, occupation in pairs:
        here, there = row(place, occupation), row(market, occupation)
        said = moving.differ(place, market, occupation)
        if place == market:
            assert said.startswith("Both are one place")
            continue
        if not (here.get("median") and there.get("median")):
            assert said.startswith("No median wage is published for")
            continue
        gap = int(there["median"]) - int(here["median"])
        words = "about the same" if abs(gap) < 1000 else f"{dollars(abs(gap))} {'higher' if gap > 0 else 'lower'}"
        assert f"the median is {words} as paid" in said
        if place in LEVEL and market in LEVEL:
            gap = to_hundred(int(there["median"]) / LEVEL[market] * 100) - to_hundred(
                int(here["median"]) / LEVEL[place] * 100
            )
            words = "about the same" if abs(gap) < 1000 else f"{dollars(abs(gap))} {'higher' if gap > 0 else 'lower'}"
            assert f"and {words} at national prices" in said
        kept = [
            after_taxes(STATE_OF.get(code, code), int(line["median"]))
            for code, line in ((place, here), (market, there))
        ]
        if all(map(whole, (here, there))) and all(kept):
            (pay, left), (other_pay, other_left) = kept
            assert f"about {left} of {pay} here and {other_left} of {other_pay} there" in said, said
        if all(line.get(name) for line in (here, there) for name in ("mean", "mean_rse")):
            errors = [int(line["mean"]) * float(line["mean_rse"]) / 100 for line in (here, there)]
            apart = abs(int(here["mean"]) - int(there["mean"])) > 1.96 * math.hypot(*errors)
            assert ("do not differ by" not in said) == apart, said
            if here["employment"] and there["employment"]:
                errors = [int(line["employment"]) * float(line["employment_rse"]) / 100 for line in (here, there)]
                more = abs(int(here["employment"]) - int(there["employment"])) > 1.96 * math.hypot(*errors)
                assert f"sampling error, the job counts {'do' if more else 'do not'}. Medians" in said, said
            tested += 1
    assert tested > 100


# ---- what is missing is said ----


def sentence(known, label, occupation="15-2051"):
    place = next(code for code, name in anywhere.places()["label"].items() if name == label)
    return card.pay_there(known, place, occupation).sentence


def test_a_suppressed_area_shows_its_state_and_says_so(known):
    said = sentence(known, "Hinesville, GA")
    assert said.startswith(
        "No wages of data scientists in Hinesville, GA are published. Half of the data scientists in Georgia as a whole"
    )
    assert "How many such jobs there are in Hinesville, GA is not released." in said


def test_a_place_whose_state_is_suppressed_too_says_so(known):
    said = sentence(known, "Cheyenne, WY")
    assert said.startswith(
        "No wages of data scientists in Cheyenne, WY are published, nor in Wyoming. In the USA as a whole"
    )


def test_puerto_rico_and_a_state_have_no_price_level(known):
    assert "There is no price level for San Juan, PR" in sentence(known, "San Juan, PR")
    assert "There is no price level for Kansas" in sentence(known, "Kansas")
    assert "price level" not in sentence(known, "USA")


def test_jobs_without_pay_and_pay_without_jobs(known):
    assert "No wages" in sentence(known, "Bangor, ME") and "such jobs, rank" in sentence(known, "Bangor, ME")
    assert "earn more than" in sentence(known, "Tyler, TX") and "is not released" in sentence(known, "Tyler, TX")


@pytest.mark.parametrize(
    ("place", "market", "words"),
    [
        ("OH", "18140", "One is a part of the other"),
        ("41980", "12420", "there is no price level for San Juan, PR"),
        ("12420", "12420", "Both are one place"),
        ("12420", card.OTHER, "Sentences of difference are told for 2 markets"),
        ("GU", "12420", "No median wage is published for Guam"),
    ],
)
def test_what_cannot_be_compared_is_said(known, place, market, words):
    assert words in card.Moving(known, ["12420", "18140"]).differ(place, market, "15-2051")


def test_job_counts_are_told_where_a_mean_is_missing():
    figures = {"a": ("A", 1, 1, float("nan"), 1, 1000, 1.0), "b": ("B", 1, 1, 1, 1, 5000, 1.0)}
    moving = card.Moving.__new__(card.Moving)
    moving.parts, moving.figures = {"a": {"a"}, "b": {"b"}}, {"15-2051": figures}
    assert moving.tested("a", "b", "15-2051") == (
        "A mean with its error is missing, so pay cannot be tested. The job counts differ by more than sampling error."
    )


def test_only_the_markets_have_sentences():
    told = card.market(["12420"])
    assert [told(None), told("12420"), told("18140")] == ["", "12420", card.OTHER]


# ---- around a place ----


def test_the_nearest_larger_markets_are_by_distance_and_larger(known):
    (first, miles), *_ = anywhere.nearest_larger(known.facts["15-2051"].paid)["18140"]
    assert first == "17140" and 95 < miles < 105  # Columbus and Cincinnati: about 100 miles as the crow flies
    paid = known.facts["15-2051"].paid
    for area, near in anywhere.nearest_larger(paid).items():
        distances = [miles for _, miles in near]
        assert distances == sorted(distances)
        own = paid.at[area, "employment"]
        assert all(paid.at[other, "employment"] > (0 if pd.isna(own) else own) for other, _ in near)


def test_areas_of_its_size_are_the_nearest_by_all_jobs(known):
    jobs = {area: int(line["employment"]) for (area, code), line in METRO.items() if code == "00-0000"}
    own = known.peers["18140"]
    assert len(own) == anywhere.PEERS and "18140" not in own
    ordered = sorted(jobs, key=jobs.get)
    at = ordered.index("18140")
    assert set(own) == set(ordered[at - 20 : at + 21]) - {"18140"}


def test_no_two_places_have_one_label():
    every = anywhere.places()
    assert every["label"].is_unique and len(every) == 393 + 54 + 1
