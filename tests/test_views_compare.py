"""Views of an occupation beside the stand-ins, and of every occupation at a place; held against the files by other code."""

import csv
import random
import re

import pandas as pd
import pyarrow.parquet as parquet
import pytest
from conftest import ROOT
from test_views import cells, drawn, table_of

from mlcareer import anywhere, careers, data, text
from mlcareer.occupations import ALL, FIRST, PROXIES
from mlcareer.views import compare, jobs_there
from predrawn import carrier, progress

#: Actors; elementary school teachers; surgeons.
BY_HOUR, BY_YEAR, RICH = "27-2011", "25-2021", "29-1249"

#: What no page may show: figures that are not there, and words that lack theirs.
FAULTS = re.compile(r"\b(nan|None|NaT|inf)\b|<NA>|\$(?!\d)|\s[.,;:]|\(\)|  ")


@pytest.fixture(scope="module")
def known():
    return careers.figures()


@pytest.fixture(scope="module")
def comparison(known):
    return compare.Comparison(known, data.period("oews_national"), data.period("projections_detailed"))


@pytest.fixture(scope="module")
def everywhere():
    return jobs_there.Everywhere(careers.occupations(), careers.everywhere(), anywhere.places(), "May 1999")


# ---- read by other code ----


def rows_of(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def raw():
    """(place, occupation) -> row of the wage survey, all occupations together among them; figures are numbers or None."""
    found = {
        (row["place"], row["occupation"]): row
        for row in parquet.read_table(ROOT / "data" / "oews_detailed.parquet").to_pylist()
    }
    for name, key in (("oews_national", None), ("oews_state", "state"), ("oews_metro", "area")):
        for row in rows_of(name):
            if row["occupation"] == ALL:
                place = row[key] if key else "00000"
                figures = {field: float(value) for field, value in row.items() if re.fullmatch(r"[\d.]+", value)}
                found[place, ALL] = {"basis": "", "top_coded": row["top_coded"], **figures}
    return found


@pytest.fixture(scope="module")
def prospects():
    return {row["occupation"]: row for row in rows_of("projections_detailed")}


def written(row: dict, name: str) -> str:
    """A wage as it must be written."""
    if row.get(name) is None:
        return "not published"
    before = "at least " if name in (row["top_coded"] or "").split() else ""
    return f"{before}${row[name]:,.2f} an hour" if row["basis"] == "hour" else f"{before}${row[name]:,.0f}"


def compared(raw, prospects, titles, code: str) -> tuple[list[str], list[list[str]]]:
    """Parts of the sentence, and the first columns of the table, of an occupation in the nation."""
    row, plan = raw["00000", code], prospects[code]
    other = next(one for one in PROXIES if one != code)
    hourly = row["basis"] == "hour"
    parts = [titles[code], f"half earn more than {written(row, 'median')}{'' if hourly else ' a year'}."]
    theirs = raw["00000", other]["median"]
    if hourly:
        parts += ["Pay by the year is not published", f"earns ${theirs:,.0f} a year."]
        ratios = ["–"] * 4
    else:
        exact = theirs / row["median"]
        ratio = f"{exact:.1f}"
        parts.append(
            "earns about as much."
            if ratio == "1.0"
            else f"earns {ratio} times as much."
            if exact > 1
            else f"earns {exact * 100:.0f}% of that."
        )
        ratios = [f"{raw['00000', one]['median'] / row['median']:.2f}" for one in (code, *PROXIES)]
    rate = float(plan["growth_percent"])
    verb = "stay as many" if rate == 0 else f"{'grow' if rate > 0 else 'shrink'} by {abs(rate):.1f}%"
    number = f"{int(plan['annual_openings']):,}" if int(plan["annual_openings"]) else "under 50"
    parts += [f"projected to {verb} from 2024 to 2034", f"Openings a year: {number}."]
    if code != ALL:
        parts.append(f"Typical entry: {plan['education'].lower()}")
    lines = [
        ["10th", written(row, "p10")],
        ["25th", written(row, "p25")],
        ["Median", written(row, "median")],
        ["75th", written(row, "p75")],
        ["90th percentile", written(row, "p90")],
        ["Median, yours = 1", *ratios],
        [
            "Growth 2024–34",
            *(f"{float(prospects[one]['growth_percent']):.1f}%".replace("-", "−") for one in (code, *PROXIES)),
        ],
        ["Openings a year, 2024–34", number],
    ]
    return parts, lines


def test_random_occupations_equal_a_recomputation(comparison, raw, prospects):
    titles = {row["occupation"]: row["title"].replace("--", "—") for row in rows_of("occupations_detailed")}
    titles[ALL] = "All occupations"
    for code in [*random.Random(0).sample(sorted(titles), 200), ALL, BY_HOUR, BY_YEAR, RICH, *PROXIES]:
        parts, lines = compared(raw, prospects, titles, code)
        sentence, table = comparison.told(code), {row[0]: row for row in cells(comparison.table(code))}
        assert [part for part in parts if part not in sentence] == [], sentence
        for name, *figures in lines:
            assert table[name][1 : 1 + len(figures)] == figures, (code, name)
        assert table["Jobs"][1].startswith(f"{int(raw['00000', code]['employment']):,}")


def test_random_places_and_occupations_equal_a_recomputation(everywhere, raw):
    chosen = random.Random(1)
    tables: dict[str, list[list[str]]] = {}
    for _ in range(200):
        place, row = chosen.choice(everywhere.places.index), chosen.randrange(len(everywhere.rows))
        if place not in tables:
            tables[place] = cells(everywhere.table(place))
        source = raw.get((place, everywhere.rows[row]), {"basis": "", "top_coded": ""})
        jobs = "not published" if source.get("employment") is None else f"{source['employment']:,.0f}"
        expected = [*(written(source, name) for name in ("median", "p25", "p75")), jobs]
        assert tables[place][row] == [everywhere.labels[row], *expected], (place, everywhere.rows[row])
    codes = {code for _, code in raw} - {ALL}
    for place in tables:
        number = sum(raw.get((place, code), {}).get("median") is not None for code in codes)
        all_of_them = (
            f"Pay is published for {'all ' if number == len(codes) else f'{number} of '}{len(codes)} occupations"
        )
        assert all_of_them in everywhere.told(place)
        first = raw.get((place, FIRST), {"basis": "", "top_coded": ""})
        assert written(first, "median") in everywhere.told(place)


def faults(words: str) -> list[str]:
    return [found[0] for found in FAULTS.finditer(words)]


def test_every_occupation_is_told_in_full(comparison, known):
    for code in known.index:
        sentence, table = comparison.told(code), comparison.table(code)
        assert faults(sentence) == [] and len(sentence) < 420, sentence
        assert [cell for row in cells(table) for cell in row if not cell or faults(cell)] == [], code


def test_every_place_is_told_in_full(everywhere):
    for place in everywhere.places.index:
        sentence, rows = everywhere.told(place), cells(everywhere.table(place))
        assert faults(sentence) == [] and len(rows) == 831, sentence
        assert {cell for row in rows for cell in row if not cell or faults(cell)} == set(), place


def drawn_in_full(comparison, codes) -> None:
    sizes = set()
    for code in codes:
        words = drawn(comparison.shown(code))
        shown = re.findall(r"<text[^>]*>([^<]*)<", words)
        assert shown and not [one for one in shown if not one.strip() or re.search(r"\b(nan|None)\b", one)], code
        sizes.add(re.search(r'viewBox="([^"]*)"', words)[1])
    assert len(sizes) == 1


def test_pictures_of_some_occupations_are_whole(comparison, known):
    drawn_in_full(comparison, [*random.Random(2).sample(list(known.index), 60), ALL, BY_HOUR, BY_YEAR, RICH])


@pytest.mark.slow
def test_pictures_of_all_occupations_are_whole(comparison, known):
    drawn_in_full(comparison, known.index)


# ---- unusual states ----


def test_pay_by_the_hour_has_no_bar_and_no_ratio(comparison):
    view = comparison.shown(BY_HOUR)
    assert "half earn more than $29.05 an hour. Pay by the year is not published" in view.sentence
    table = {row[0]: row[1:] for row in table_of(view)}
    assert table["Median, yours = 1"] == ["–"] * 4 and table["Mean"][0].startswith("$58.29 an hour (±")
    assert "Actors, median" not in str(view.figure.points) and "median $29.05 an hour" in drawn(view)


def test_wages_beyond_the_scale_are_cut_off_and_told(comparison):
    view = comparison.shown(RICH)
    low, high = comparison.scale
    assert (low, high) == (18_100, 250_000)
    assert "half earn more than $414,010 a year. The median data scientist earns 29% of that." in view.sentence
    points = {words: x for x, _, words in view.figure.points if words.startswith("Surgeons")}
    assert max(points.values()) <= view.figure.scale(high)
    assert {"Surgeons, All Other, median: $414,010", "Surgeons, All Other, 90th percentile: $655,320"} <= set(points)


def test_all_occupations_are_the_comparison_for_who_has_none(comparison):
    view = comparison.shown(ALL)
    assert "if you have no occupation yet" in view.sentence and "Typical entry" not in view.sentence
    assert {row[0]: row[1] for row in table_of(view)}["Typical education"] == "–"


def test_a_stand_in_is_told_so_and_compared_with_another(comparison):
    assert comparison.told(FIRST).startswith(
        "Data Scientists, one of the three stand-ins: half earn more than $120,230"
    )
    assert "The median research scientist earns" in comparison.told(FIRST)


def altered(known, **figures) -> compare.Comparison:
    changed = known.copy()
    for name, value in figures.items():
        changed.loc["29-1141", name] = value
    return compare.Comparison(changed, "May 1999", "1988–98")


def test_a_top_coded_median_gives_no_ratio(known):
    own = altered(known, median=239_200.0, p75=239_200.0, p90=239_200.0, top_coded="median p75 p90")
    sentence = own.told("29-1141")
    assert "half earn at least $239,200 a year. The median data scientist earns $120,230; no ratio is told" in sentence
    table = {row[0]: row[1] for row in cells(own.table("29-1141"))}
    assert table["Median"] == "at least $239,200" and table["Median, yours = 1"] == "–"


@pytest.mark.parametrize(
    "figures, words",
    [
        (
            {"growth_percent": 0.0},
            "projected to stay as many from 1988 to 1998, those of data scientists to grow by 33.5%",
        ),
        (
            {"growth_percent": -2.0},
            "projected to shrink by 2.0% from 1988 to 1998, those of data scientists to grow by 33.5%",
        ),
        ({"growth_percent": 2.0}, "projected to grow by 2.0% from 1988 to 1998, those of data scientists by 33.5%"),
        ({"annual_openings": 0}, "Openings a year: under 50."),
        ({"median": 120_000.0}, "The median data scientist earns about as much."),
        ({"median": 240_460.0}, "The median data scientist earns 50% of that."),
        ({"median": 60_115.0}, "The median data scientist earns 2.0 times as much."),
        ({"experience": "5 years or more"}, "Typical entry: bachelor's degree, with 5 years or more in related work."),
    ],
)
def test_words_follow_the_figures(known, figures, words):
    assert words in altered(known, **figures).told("29-1141")


def test_the_choice_is_searched_and_begins_where_it_is_told():
    choice = compare.choice(careers.occupations(), {}, "29-1141")
    assert (choice.kind, choice.default, choice.nothing) == ("search", "29-1141", careers.NOTHING)
    assert choice.hints == {"All occupations": "if you have none yet"}


def test_stand_ins_come_first_and_are_marked_then_all_then_by_jobs(everywhere):
    assert everywhere.rows[:4] == [*PROXIES, ALL]
    assert [label for label in everywhere.labels if label.endswith(careers.STANDS_IN)] == everywhere.labels[:3]
    jobs = careers.occupations()["jobs"][everywhere.rows[4:]]
    assert jobs.is_monotonic_decreasing


@pytest.mark.parametrize(
    "place, words",
    [
        ("00000", "Pay is published for all 830 occupations."),
        ("KS", "occupations; for the others try the USA."),
        ("14260", "occupations; for the others try Idaho as a whole."),
        ("GU", "What data scientists earn in Guam is not published."),
    ],
)
def test_a_place_says_what_it_lacks_and_what_to_do(everywhere, place, words):
    assert words in everywhere.told(place)


def test_pay_by_the_hour_and_bounds_are_told_in_the_table(everywhere):
    rows = {row[0]: row[1:] for row in cells(everywhere.table("00000"))}
    assert rows["Actors"][0] == "$29.05 an hour"
    rows = {row[0]: row[1:] for row in cells(everywhere.table("12060"))}
    assert rows["Orthopedic Surgeons, Except Pediatric"][:3] == ["at least $239,200"] * 3
    guam = everywhere.table("GU")
    assert ["not published"] * 4 in [row[1:] for row in cells(guam)]
    assert guam.numeric == everywhere.table("00000").numeric == [False, True, True, True, True]


def test_rows_are_found_by_the_names_that_people_type(monkeypatch):
    monkeypatch.setattr(progress, "building", lambda: True)
    every = careers.occupations()
    choice = compare.choice(every, {"Registered Nurses": ["RN"]}, ALL)
    own = jobs_there.Everywhere(every, careers.everywhere(), anywhere.places(), "May 1999", choice)
    (packed,) = carrier.take(own.table("KS").html())[1].values()
    names = carrier.unpacked(packed)
    assert ["Registered Nurses", "", "RN"] in names and len(names) == 831


@pytest.mark.parametrize(
    "row, words",
    [
        ({"basis": "hour", "median": 29.05, "top_coded": ""}, "$29.05 an hour"),
        ({"basis": "hour", "median": 1115.0, "top_coded": "median p75"}, "at least $1,115.00 an hour"),
        ({"basis": "hour", "median": None, "top_coded": ""}, "not released"),
        ({"basis": "year", "median": 63_970.0, "top_coded": ""}, "$63,970"),
        ({"basis": "year and hour", "median": 239_200.0, "top_coded": "median"}, "at least $239,200"),
    ],
)
def test_a_wage_is_written_by_its_basis(row, words):
    assert text.wage(pd.Series(row), "median") == text.wage(row, "median") == words
