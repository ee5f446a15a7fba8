"""Views of what graduates earn by program, and of when a degree is earned back; held against the files by other code."""

import csv
import itertools
import re
import statistics

import pandas as pd
import pytest
from conftest import ROOT
from test_views import cells, drawn, table_of

from mlcareer import data
from mlcareer.metros import NATION
from mlcareer.views import degree, payback
from predrawn import svg

FIELD, BACHELOR, MASTER = "computer science", "bachelor's", "master's"

#: What no page may show: figures that are not there, and words that lack theirs.
FAULTS = re.compile(r"\b(nan|None(?! of)|NaT|inf)\b|<NA>|\$(?!\d)|\s[.,;:]|\(\)|  ")


def rows_of(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def programs():
    counts = data.load("degree_counts").set_index(["state", "field", "level"])
    names = data.load("states").set_index("state")["name"]
    return degree.Programs(data.load("degree_programs"), counts, names.to_dict(), "May 1999")


def test_every_state_field_and_level_equals_a_recomputation(programs):
    listed = rows_of("degree_programs")
    names = {row["state"]: row["name"] for row in rows_of("states")}
    for number in rows_of("degree_counts"):
        code, field, level = number["state"], number["field"], number["level"]
        own = [row for row in listed if (row["field"], row["level"]) == (field, level) and code in ("US", row["state"])]
        view = programs.shown(field, level, NATION if code == "US" else code)
        assert FAULTS.findall(view.sentence) == [] and len(view.sentence) < 320, view.sentence
        assert ("the USA" if code == "US" else names[code]) in view.sentence
        assert int(number["published"]) == len(own)
        if not own:
            assert view.table is None and ("USA" in view.sentence or "not published" in view.sentence)
            continue
        shown = cells(view.table)
        assert len(shown) == len(own)
        four = [int(row["earnings_four_years"]) for row in own if row["earnings_four_years"]]
        assert len([row for row in shown if row[1] != "not published"]) == len(four)
        for figure in (min(four), max(four)) if four else ():
            assert f"${figure:,.0f}" in view.sentence
        if len(four) >= degree.ENOUGH:
            assert f"in the middle stands ${statistics.median(four):,.0f}" in view.sentence


def test_a_table_has_the_figures_of_each_program(programs):
    rows = {row[0]: row[1:] for row in table_of(programs.shown(FIELD, BACHELOR, "AZ"))}
    for row in rows_of("degree_programs"):
        if (row["field"], row["level"], row["state"]) == (FIELD, BACHELOR, "AZ"):
            names = ("earnings_four_years", "earnings_one_year", "debt", "net_price")
            money = [f"${int(row[name]):,}" if row[name] else "not published" for name in names]
            assert rows[row["school"]] == [*money, row["completers"] or "not published"]


def test_a_masters_has_no_price_and_closed_campuses_are_the_nations(programs):
    assert "Net price a year" not in programs.table(FIELD, MASTER, NATION).frame
    schools = [row[0] for row in cells(programs.table(FIELD, BACHELOR, NATION))]
    assert len(schools) == len(set(schools)) and any(school.endswith("(closed)") for school in schools)


def made_up(figures: list[int | None], total: int, nation: int = 0) -> degree.Programs:
    """Programs of one state, with earnings four years after or, where None, another figure."""
    rows = pd.DataFrame(
        {
            "school": [f"<b>{number}</b>" for number in range(len(figures))],
            "state": "ZZ",
            "field": "x",
            "level": BACHELOR,
            "earnings_four_years": pd.array(figures, "Int64"),
            "earnings_one_year": pd.array([1000] * len(figures), "Int64"),
            "debt": pd.array([None] * len(figures), "Int64"),
            "net_price": pd.array([None] * len(figures), "Int64"),
            "completers": pd.array([None] * len(figures), "Int64"),
        }
    )
    counts = pd.DataFrame(
        {
            "state": ["US", "ZZ"],
            "field": "x",
            "level": BACHELOR,
            "programs": [total + 9, total],
            "published": [nation, len(figures)],
        }
    )
    return degree.Programs(rows, counts.set_index(["state", "field", "level"]), {"ZZ": "Zed"}, "May 1999")


@pytest.mark.parametrize(
    "figures, total, nation, words",
    [
        ([], 0, 3, "The source lists no bachelor's program in x in Zed. In the whole USA 3 of 9 have a figure: choose the USA."),
        ([], 0, 0, "The source lists no bachelor's program in x in Zed. Of the 9 in the whole USA none has a figure. What"),
        ([], 1, 3, "The only bachelor's program in x in Zed has no published figure. In the whole USA 3 of 10 have"),
        ([], 4, 0, "None of the 4 bachelor's programs in x in Zed has a published figure. Of the 13 in the whole USA none"),
        ([50_000], 1, 1, "The only bachelor's program in x in Zed has published figures. Median earnings of its graduates four"),
        ([50_000], 2, 1, "1 of 2 bachelor's programs in x in Zed has published figures; the other has none and is not listed."),
        ([50_000, None], 4, 2, "2 of 4 bachelor's programs in x in Zed have published figures; the other 2 have none and are not listed."),
        ([50_000, None], 2, 2, "four years after are $50,000 a year, and known of one program alone."),
        ([50_000, 70_000], 2, 2, "All 2 bachelor's programs in x in Zed have published figures."),
        ([50_000, 70_000], 2, 2, "run from $50,000 to $70,000 a year (2 programs)."),
        ([None], 1, 1, "Median earnings of its graduates four years after are not among them."),
        ([5, 1, 4, 2, 3], 5, 5, "run from $1 to $5 a year (5 programs); in the middle stands $3."),
    ],
)  # fmt: skip
def test_what_is_not_published_is_said(figures, total, nation, words):
    own = made_up(figures, total, nation)
    assert words in own.told("x", BACHELOR, "ZZ")
    assert (own.shown("x", BACHELOR, "ZZ").table is None) == (not figures)


def test_names_of_schools_are_text():
    shown = made_up([50_000], 1).table("x", BACHELOR, "ZZ").html()
    assert "<b>0" not in shown and "&lt;b&gt;0&lt;/b&gt;" in shown


def test_a_state_is_found_by_its_code():
    choice = degree.states({"ZZ": "Zed"}, "ZZ")
    assert choice.default == "ZZ" and choice.options == {"USA": NATION, "Zed": "ZZ"} and choice.aliases["Zed"] == ["ZZ"]


def test_a_field_without_a_figure_has_one_row_that_says_so():
    fields = data.load("degree_fields")
    chart = degree.spread(fields, FIELD, title="t", subtitle="s", source="c", alt="a")
    words = svg.render(chart.figure, "x")
    assert words.count("not published") == 1 and "Data science<" in words
    assert "$98,882, n = 334" in words and len(cells(chart.table)) == 10


def test_pay_by_age_says_what_is_not_released():
    pay = data.load("ncses_pay").query("occupation != 'all'")
    chart = degree.by_age(pay, ["29 and younger", "30 to 39"], title="t", of="May 1999", source="c")
    assert cells(chart.table)[0] == ["29 and younger", "$77,000", "$92,000", "not released", "$81,000"]


# ---- when it is earned back ----


@pytest.mark.parametrize(
    "chosen, years, words",
    [
        ((4, 18_000, 30_000, 20_000), 10, "earned it back 10 years after you finish, 14 years after"),
        ((1, 10_000, 0, 10_000), 1, "earned it back 1 year after you finish, 2 years after"),
        ((1, 10_000, 2_000, 10_000), 2, "earned it back 2 years after you finish, 3 years after"),
        ((4, 0, 0, 20_000), 0, "nothing to earn back"),
        ((4, 0, 0, 0), 0, "nothing to earn back"),
        ((4, 18_000, 0, 0), payback.NEVER, "you never earn it back"),
        ((8, 80_000, 98_000, 2_000), payback.LATE, "you do not earn it back within 50 years"),
        ((2, 24_000, 0, 1_000), 48, "48 years after you finish, 50 years after"),
        ((2, 24_500, 0, 1_000), payback.LATE, "within 50 years"),
    ],
)
def test_years_follow_from_what_is_set(chosen, years, words):
    assert payback.back(*chosen) == years
    assert words in payback.told(chosen[0], years)


def test_every_state_is_one_sentence_and_one_size():
    sizes = set()
    for years, back in itertools.product((1, 4, 8), (payback.NEVER, payback.LATE, 0, 1, 30)):
        view = payback.shown(years, back)
        assert FAULTS.findall(view.sentence) == [], view.sentence
        sizes.add(re.search(r'viewBox="([^"]*)"', drawn(view))[1])
    assert len(sizes) == 1


def test_the_sum_is_every_year_of_price_and_pay():
    assert payback.cost(4, 18_000, 30_000) == 192_000 and "$192,000 in all" in payback.summed(192_000)


def test_controls_begin_where_they_are_told_and_no_derived_value_asks_for_too_much():
    controls = payback.choices(18_411, 4, 30_000, 20_000)
    assert {name: choice.default for name, choice in controls.items()} == {
        "years": 4, "price": 18_000, "forgone": 30_000, "gain": 20_000,
    }  # fmt: skip
    (low, high), amounts = payback.YEARS, (payback.PRICES, payback.PAY, payback.GAINS)
    number = high - low + 1
    for most in amounts:
        number *= most // payback.STEP + 1
    assert number <= 1_000_000
