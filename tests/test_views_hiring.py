"""Views of postings, filings, openings and exposure: on small made-up tables, and held against the files by other code."""

import csv
import random
import re

import pandas as pd
import pytest
from conftest import ROOT
from matplotlib.text import Text
from test_views import cells, drawn, page, table_of

from mlcareer import anywhere, careers, charts, data
from mlcareer.occupations import ALL, FIRST, PROXIES
from mlcareer.views import exposed, hiring, outlook

#: What no page may show: figures that are not there, and words that lack theirs.
FAULTS = re.compile(r"\b(nan|None|NaT|inf)\b|<NA>|\s[.,;:]|\(\)|  ")


def rows_of(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def series(*figures: float, column: str = "postings") -> pd.DataFrame:
    """A figure on the first of each month from January 1999."""
    days = [f"{1999 + number // 12}-{number % 12 + 1:02}-01" for number in range(len(figures))]
    return pd.DataFrame({"date": days, column: figures})


YEAR = series(100, 90, 200, 150, 60, 70, 70, 70, 70, 70, 70, 70, 80)


# ---- series ----


@pytest.mark.parametrize(
    "now, before, words",
    [
        (95.6, 100, "4% fewer"),
        (103.1, 100, "3% more"),
        (100.4, 100, hiring.NO_CHANGE),
        (99.6, 100, hiring.NO_CHANGE),
    ],
)
def test_a_change_in_words(now, before, words):
    assert hiring.change(now, before) == words


def test_turns_of_a_series():
    told = hiring.turns(YEAR, "postings")
    assert [row["date"] for row in told] == ["1999-01-01", "1999-03-01", "1999-05-01", "1999-01-01", "2000-01-01"]


@pytest.mark.parametrize(
    "rows, words",
    [
        (YEAR.head(0), "no figure of this series"),
        (YEAR.head(3), "no figure after the highest"),
        (YEAR.tail(12), "no figure of 1 January 1999"),
    ],
)
def test_a_series_that_has_no_such_turn_is_refused_in_one_line(rows, words):
    with pytest.raises(data.MissingRow, match=words):
        hiring.turns(rows, "postings")


def test_the_line_of_postings_names_its_turns():
    shown = page(hiring.software(YEAR, hiring.turns(YEAR, "postings"), title="T", source="S"))
    assert "the most 200 on 1 March 1999, the fewest since 60 on 1 May 1999 and newest 80 on 1 January 2000." in shown
    for words in ("200, March 1999", "60, May 1999", "80, January 2000", "1 January 1999 = 100"):
        assert f">{words}<" in shown


def test_each_share_has_an_axis_of_its_own_and_its_own_days():
    named, remote = series(1.0, 5.0, 4.0, column="percent"), series(20.0, 40.0, column="percent")
    chart = hiring.shares(named, remote, title="T", source="S")
    assert "1.0% on 1 January 1999, 5.0% on 1 February 1999 and 4.0% on 1 March 1999." in chart.alt
    assert chart.alt.endswith("20.0% on 1 January 1999 and 40.0% on 1 February 1999.")
    assert cells(chart.table)[-1] == ["1 March 1999", "4.0%", "not released"]
    heights = {words: y for _, y, words in chart.figure.points}
    most = (
        heights["Name artificial intelligence, 1 February 1999: 5.0%"],
        heights["Offer remote or hybrid work, 1 February 1999: 40.0%"],
    )
    assert most[1] - most[0] == pytest.approx(140, abs=0.2)  # as high in its own panel


def test_a_line_leads_over_a_day_without_a_figure_and_notes_stand_where_they_are_told():
    frame = series(1.0, None, 3.0, column="a")
    chart = charts.course(
        frame,
        time="date",
        series={"a": ""},
        notes={"a": [("1999-01-01", "first", True), ("1999-03-01", "last", False)]},
        write=str,
        tick=str,
        height=100,
    )
    assert [words for _, _, words in chart.points] == ["1 January 1999: 1.0", "1 March 1999: 3.0"]
    placed = {text.get_text(): text.get_position() for text in chart.artists if isinstance(text, Text)}
    assert placed["first"][1] > chart.points[0][1] and placed["last"][1] < chart.points[1][1]


def test_days_to_check_again_are_marked_for_the_page():
    dates = pd.DataFrame({"newest": ["1999-05-01"], "check_again": ["1999-12-31"]}, index=["postings_all"])
    table = hiring.newest({"postings_all": ("All <b>", "72")}, dates, "S")
    assert '<time datetime="1999-12-31" data-check-again="1999-12-31">1999-12-31</time>' in table.html()
    assert '<time datetime="1999-05-01">1999-05-01</time>' in table.html() and "&lt;b&gt;" in table.html()


# ---- filings and jobs ----


def test_filings_are_compared_with_the_year_before():
    months = pd.DataFrame({"FY1": [10, 5], "FY2": [20, 8], "FY3": [15, 12]}, index=["a", "b"])
    table = hiring.filed(months, {"b": "Bees", "a": "Ants"}, "May", "S")
    assert cells(table) == [["Bees", "5", "8", "12", "50.0%"], ["Ants", "10", "20", "15", "−25.0%"]]


def test_jobs_of_each_release_stand_side_by_side():
    jobs = pd.DataFrame({"May 1": [1000, 2], "May 2": [3000, None]}, index=["a", "b"])
    assert cells(hiring.employed(jobs, {"a": "Ants", "b": "Bees"}, "S")) == [
        ["Ants", "1,000", "3,000"],
        ["Bees", "2", "not released"],
    ]


def projection(**figures) -> pd.DataFrame:
    columns = {"employment": 1_000, "change": 200, "growth_percent": 20.0, "annual_openings": 50} | figures
    return pd.DataFrame(
        {name: [figure] * len(PROXIES) for name, figure in columns.items()}, index=list(PROXIES)
    ).convert_dtypes()


@pytest.mark.parametrize(
    "figures, shown",
    [
        ({}, ["200", "50", "60%"]),
        ({"change": None}, ["about 200", "50", "60%"]),
        ({"change": None, "employment": None}, ["not at hand", "50", "not at hand"]),
        ({"annual_openings": None}, ["200", "not at hand", "not at hand"]),
    ],
)
def test_openings_and_what_only_replaces(figures, shown):
    table = outlook.numbers({"1988–98": outlook.reckoned(projection(**figures), "1988–98")}, "S")
    assert [row[1:] for row in cells(table)] == [shown] * len(PROXIES)


def test_vintages_stand_below_one_another():
    both = {period: outlook.reckoned(projection(), period) for period in ("1988–98", "1987–97")}
    names = [row[0] for row in cells(outlook.numbers(both, "S"))]
    assert names[:2] == ["Data scientists, 1988–98", "Data scientists, 1987–97"] and len(names) == 2 * len(PROXIES)


# ---- postings by state ----


@pytest.fixture(scope="module")
def states():
    rows = data.load("postings_states").set_index("state")
    return hiring.ByState(rows, anywhere.places(), anywhere.states_of_areas(), "May 1999")


def test_random_places_equal_the_file(states):
    rows = {row["state"]: row for row in rows_of("postings_states")}
    for place in random.Random(0).sample(list(states.places.index), 150):
        state = states.state(place)
        row = rows[state]
        view = states.shown(state)
        said = view.sentence
        assert f"there were {float(row['postings']):.0f} postings on 14 August 2026 for every 100 in May 1999." in said
        change = round((float(row["postings"]) / float(row["year_before"]) - 1) * 100)
        expected = f"{abs(change)}% {'more' if change > 0 else 'fewer'} than" if change else "about as many as"
        assert f"That is {expected} a year before." in said and not FAULTS.search(said), said
        assert table_of(view)[-1][1] == f"{float(row['postings']):.1f}"


@pytest.mark.parametrize(
    "place, begin",
    [
        ("00000", "These are postings for all occupations together, not for this title."),
        ("OH", "These are postings"),
        ("DC", "These are postings"),
        ("18140", "Columbus, OH lies in Ohio. These are"),
        ("35620", "New York, NY lies in New York and reaches into New Jersey. These are"),
        ("PR", "No index of Puerto Rico is published, so that of the nation is shown. These are"),
        ("41980", "No index of San Juan, PR is published, so that of the nation is shown. These are"),
    ],
)
def test_a_place_says_whose_postings_are_shown(states, place, begin):
    assert states.about(place).sentence.startswith(begin)


@pytest.mark.parametrize(
    "state, begin",
    [
        ("US", "In the USA there were 102"),
        ("DC", "In the District of Columbia there were"),
        ("OH", "In Ohio there were 106"),
    ],
)
def test_the_nation_stands_beside_each_state(states, state, begin):
    said = states.shown(state).sentence
    assert said.startswith(begin) and ("In the USA as a whole there were 102." in said) == (state != "US")


def test_pictures_of_all_states_have_one_size_and_one_scale(states):
    shown = {state: drawn(states.shown(state)) for state in states.rows.index}
    assert len({re.search(r'viewBox="([^"]*)"', words)[1] for words in shown.values()}) == 1
    places = {(words, x) for state in shown for x, _, words in states.shown(state).figure.points}
    assert max(x for _, x in places) < charts.WIDTH and all("May 1999 = 100" in words for words in shown.values())


# ---- exposure ----


@pytest.fixture(scope="module")
def exposures():
    return exposed.Exposures(
        careers.figures(),
        data.load("exposure").set_index("occupation"),
        "May 1999",
        "1998",
        "1988–98",
        {FIRST: 12.34},
        "1989–99",
    )


def test_random_occupations_equal_the_file(exposures):
    rows = {row["occupation"]: row for row in rows_of("exposure")}
    observed = [float(row["observed"]) for row in rows.values() if row["observed"]]
    for code in [*random.Random(1).sample(sorted(rows), 150), *PROXIES]:
        said, own = exposures.observed(code).sentence, rows[code]["observed"]
        if not own:
            assert "no score of the use that one vendor saw is published (May 1999)." in said
            continue
        more, equal = sum(one > float(own) for one in observed), observed.count(float(own))
        rank = f"rank {more + 1}" if equal == 1 else f"ranks {more + 1} to {more + equal}"
        assert f"the score is {float(own):.2f}, {rank} of {len(observed)}" in said
        assert ("Too little use was seen" in said) == (float(own) == 0)
        assert table_of(exposures.rated(code))[0][1] == f"{float(own):.2f}"


def test_every_occupation_is_told_in_full(exposures, monkeypatch):
    monkeypatch.setattr(exposures, "picture", lambda *_: None)  # 1,600 of them take a quarter of a minute
    for code in exposures.known:
        views = exposures.observed(code), exposures.rated(code), exposures.prospects(code)
        for words in (*(view.sentence for view in views), *(cell for row in table_of(views[1]) for cell in row)):
            assert words and not FAULTS.search(words), (code, words)
        assert "Exposure is no job loss" in views[2].sentence


@pytest.mark.parametrize(
    "code, words",
    [
        (FIRST, "Data Scientists, one of the three stand-ins: in the use that one vendor saw"),
        (ALL, "All occupations together have no score. The picture shows the three stand-ins"),
        ("39-7010", "Tour and Travel Guides: no score of the use that one vendor saw is published"),
        ("21-1029", "Social Workers, All Other: no score of the use that one vendor saw is published"),
    ],
)
def test_unusual_occupations(exposures, code, words):
    assert exposures.observed(code).sentence.startswith(words)


def test_a_newer_projection_is_told_where_there_is_one(exposures):
    newer = "a newer one, 1989–99, says 12.3% here."
    assert newer in exposures.prospects(FIRST).sentence and "newer" not in exposures.prospects("39-7010").sentence


def test_people_and_a_model_that_disagree_are_told(exposures):
    """By the file: ranks over the occupations that have the score, the highest first."""
    scores = {
        measure: {row["occupation"]: float(row[measure]) for row in rows_of("exposure") if row[measure]}
        for measure in ("rated_by_people", "rated_by_model")
    }
    apart = {
        code: [sum(one > own[code] for one in own.values()) / len(own) for own in scores.values()]
        for code in scores["rated_by_people"]
    }
    for code in random.Random(3).sample(sorted(apart), 60):
        people, model = apart[code]
        assert ("far apart" in exposures.rated(code).sentence) == (abs(people - model) > 0.25), code


def test_one_rating_alone_disagrees_with_nothing():
    scores = pd.DataFrame({"observed": [0.1], "rated_by_people": [0.2], "rated_by_model": [None]}, index=[FIRST])
    alone = exposed.Exposures(careers.figures(), scores, "May 1999", "1998", "1988–98", {}, "1989–99")
    assert alone.rated(FIRST).sentence.endswith(": a score of 0.20, rank 1 of 1. No score of a model is published.")


def test_what_has_no_rating_says_so(exposures):
    assert exposures.rated("21-1029").sentence == "What people thought possible (1998): no score is published."


def test_pictures_have_one_size_and_say_what_is_missing(exposures):
    codes = [FIRST, ALL, "39-7010", "21-1029", *random.Random(2).sample(sorted(exposures.known), 40)]
    for draw in (exposures.observed, exposures.rated):
        assert len({re.search(r'viewBox="([^"]*)"', drawn(draw(code)))[1] for code in codes}) == 1
    assert ">no score<" in drawn(exposures.observed("39-7010"))
    assert ">0.37<" in drawn(exposures.rated("39-7010"))


def test_equal_scores_share_their_ranks():
    found = exposed.ranked(pd.Series({"a": 0.5, "b": 0.0, "c": 0.0, "d": None}))
    assert found.to_dict("index") == {
        "a": {"best": 1, "worst": 1},
        "b": {"best": 2, "worst": 3},
        "c": {"best": 2, "worst": 3},
    }
