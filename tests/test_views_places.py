"""Views of places: rankings, the map, the table of all areas, the article's ten."""

from types import SimpleNamespace

import pandas as pd
import pytest
from test_views import cells, drawn, page, table_of

from mlcareer import claims, data, metros
from mlcareer.occupations import DATA_SCIENTISTS, FIRST, OTHERS, PROXIES, RESEARCH_SCIENTISTS, SHORT
from mlcareer.views import atlas, hotspots, rankings
from predrawn import Choice


def areas(number=20, rse=0.001, **columns) -> pd.DataFrame:
    """Areas "0", "1", … of which the first has the most of everything; so well measured that nothing is tied."""
    order = range(number)
    start = {
        "area": [str(position) for position in order],
        "short_name": [f"Town{position}, ST" for position in order],
        "city": [f"Town{position}" for position in order],
        "employment": pd.array([10_000 - 100 * position for position in order], dtype="Int64"),
        "employment_rse": rse,
        "mean": [200_000.0 - 1000 * position for position in order],
        "mean_rse": rse,
        "location_quotient": [3 - position / 10 for position in order],
        "jobs_per_1000": 2.5,
        "at_prices": [150_000.0 - 100 * position for position in order],
        "top_coded": "",
        "x": 100.0,
        "y": 100.0,
    }
    return pd.DataFrame(start | columns)


NAMED = areas().iloc[[0, 2, 17]]


def city(measure="employment", least=0, frame=None, named=NAMED):
    frames = dict.fromkeys(PROXIES, areas() if frame is None else frame)
    return rankings.city(frames, named, "May 1999", measure, DATA_SCIENTISTS, least)


def test_a_ranking_says_who_leads_and_where_the_named_are():
    view = city()
    assert view.sentence == (
        "Town0, ST leads 20 areas. By the estimates, two of the three named areas are among the first 15. Further down comes "
        "Town17 (rank 18)."
    )
    every = city(named=NAMED[NAMED["city"] != "Town17"]).sentence
    assert every == "Town0, ST leads 20 areas. By the estimates, all two named areas are among the first 15."
    assert view.table.caption == (
        "Jobs, data scientists, May 1999: the first 15 of 20 areas, and the named areas below them"
    )
    assert [row[0] for row in table_of(view)] == [*(f"Town{number}, ST" for number in range(15)), "Town17, ST"]
    assert table_of(view)[0][1:] == ["10,000", "10,000", "10,000", "1"]  # the interval is narrow
    assert "rank range" in drawn(view)


def test_a_ranking_without_any_of_the_named():
    last = areas().tail(2)
    assert "By the estimates, none of the two named areas is among the first 15." in city(named=last).sentence
    assert "None of them is among the two named areas." in city(least=9_800, named=last).sentence


def test_a_ranking_of_those_with_enough_jobs():
    view = city(least=9_800)
    assert view.sentence == (
        "Town0, ST leads 3 areas with 9,800 such jobs or more. Two of them are among the three named areas. Town17 has "
        "fewer such jobs."
    )
    larger = city(least=10_000)
    assert "One of them is among the three named areas." in larger.sentence
    assert larger.sentence.endswith("Town17 and Town2 have fewer such jobs.")
    assert city(least=20_000).sentence == "No area with 20,000 jobs or more has a published figure for data scientists."


def test_an_area_without_a_count_has_not_enough_jobs():
    frame = areas(3)
    frame.loc[1, "employment"] = pd.NA
    assert "leads 2 areas with 1 such jobs or more" in city(least=1, frame=frame).sentence
    assert city(least=1, frame=frame, named=frame.tail(2)).sentence.endswith("Town1 has no published figure.")
    assert city("mean", least=9_900, frame=frame, named=frame.tail(2)).sentence.endswith(
        "Town2 has fewer such jobs. Town1 has no published figure."
    )
    assert [row[0] for row in table_of(city("mean", least=1, frame=frame))] == ["Town0, ST", "Town2, ST"]


def test_nothing_published_is_said():
    for frame in (areas(0), areas(2, employment=pd.array([None, None], dtype="Int64"))):
        view = city(frame=frame)
        assert "No area has" in view.sentence and view.figure is None and view.table is None


def test_ties_are_called_ties():
    frame = areas(employment_rse=10.0)
    view = city(frame=frame)
    assert "Town0, ST, Town1, ST" in view.sentence and "cannot be told apart at the top of 20 areas" in view.sentence
    assert "Within sampling error, Town17 may be among the first 15, too." in view.sentence
    assert table_of(view)[0][-1] == "1–20"


@pytest.mark.parametrize("jobs, perhaps", [(4_990, True), (4_000, False)])
def test_who_may_be_among_the_first_within_sampling_error(jobs, perhaps):
    last = [5_000, jobs]  # of these two, the better rank is the last one shown
    frame = areas(16, employment=[*range(10_000, 8_600, -100), *last], employment_rse=[0.001] * 14 + [1.0] * 2)
    sentence = city(frame=frame, named=frame.tail(1)).sentence
    assert (
        "Within sampling error, Town15 may be among" in sentence
    ) is perhaps and "Further down comes Town15" in sentence


def test_a_measure_without_standard_errors_has_plain_ranks():
    view = city("location_quotient")
    assert view.sentence.startswith(
        "By the published figures, Town0, ST comes first of 20 areas. They have no published errors, so close ranks may be "
        "ties. By the estimates,"
    )
    assert table_of(view)[1] == ["Town1, ST", "2.90", "2", "9,900"]
    assert table_of(city("at_prices"))[0][:2] == ["Town0, ST", "$150,000"]
    assert view.table.frame.columns.tolist() == ["Metropolitan area", "Concentration", "Rank", "Jobs"]


def test_equal_values_at_the_cut_are_all_in_or_all_out():
    frame = metros.ordered(areas(location_quotient=[3.0] * 10 + [2.0] * 10), "location_quotient")
    assert len(rankings.first(frame)) == 10
    assert len(rankings.first(metros.ordered(areas(location_quotient=1.0), "location_quotient"))) == rankings.SHOWN
    assert len(rankings.first(metros.ordered(areas(), "location_quotient"))) == rankings.SHOWN
    assert len(rankings.first(metros.ordered(areas(4), "location_quotient"))) == 4


def test_concentration():
    frame = areas(2)
    words = {
        "occupation": DATA_SCIENTISTS,
        "title": "T",
        "among": "areas that are large",
        "of": "May 1999",
        "source": "S",
        "alt": "A",
    }
    chart = rankings.concentration(frame, [True, False], **words)
    assert cells(chart.table) == [["Town0, ST", "3.00", "2.50", "10,000"], ["Town1, ST", "2.90", "2.50", "9,900"]]
    assert "Location quotient of data scientists, May 1999: the first 2 of the areas that are large." in page(chart)
    assert "nation = 1" in page(chart)
    other = rankings.concentration(frame, [True, False], **words | {"occupation": RESEARCH_SCIENTISTS})
    assert "Location quotient of research scientists, May 1999" in page(other)
    assert other.table.caption == "Concentration of research scientists, May 1999, areas that are large"
    with pytest.raises(data.MissingRow, match="There is no area to draw"):
        rankings.concentration(frame.head(0), [], **words)


def test_orders_by_occupation():
    quotients = dict(
        zip(PROXIES, (pd.Series({"0": 3.0, "2": 2.0, "17": 1.0}), pd.Series({"17": 3.0, "0": 2.0, "2": 2.0})))
    )
    quotients |= {list(PROXIES)[2]: pd.Series({"0": 1.0, "2": None})}
    frame = rankings.by_occupation(NAMED.iloc[::-1], quotients)
    assert frame.index.tolist() == ["0", "2", "17"]
    assert frame[["rank_0", "rank_1", "rank_2"]].to_numpy().tolist() == [[1, 2, 1], [2, 3, 3], [3, 1, 2]]
    assert frame["moves"].tolist() == [1, 1, 2]
    chart = rankings.orders(frame, [False, False, True], title="T", of="May 1999", source="S", alt="A")
    assert "Order of the three named areas by location quotient, May 1999." in page(chart)
    assert cells(chart.table)[2] == ["Town17, ST", "1.00", "3.00", "not released"]
    with pytest.raises(data.MissingRow, match="There is no named area"):
        rankings.orders(frame.head(0), [], title="T", of="May 1999", source="S", alt="A")


OUTLINE = pd.DataFrame({"line": 1, "point": [0, 1], "x": [0, 10], "y": [0, 10]})


def job_map(frame, occupation=DATA_SCIENTISTS):
    points = atlas.located(frame)
    marked = points["area"].isin(["0", "2"])
    ranked = metros.ranked(frame, "employment") if len(frame) else frame
    words = {"occupation": occupation, "title": "T", "of": "May 1999", "source": "S", "alt": "A"}
    return atlas.job_map(OUTLINE, points, marked, ranked, **words)


def test_the_map_says_what_is_not_on_it():
    chart = job_map(areas(40, x=[None] + [100.0] * 39))
    assert "Data scientist jobs in 39 metropolitan areas, May 1999." in chart.subtitle
    assert chart.subtitle.endswith("the one named areas are labeled. Counted, but not on the map: Town0, ST.")
    assert chart.table.caption == "The 30 areas with the most data scientist jobs, May 1999, of 40"
    assert cells(chart.table)[0] == ["Town0, ST", "10,000", "1"]
    with pytest.raises(data.MissingRow, match="no area with a job count and a place on the map"):
        job_map(areas(2, x=None))


def test_the_map_names_the_occupation_whose_jobs_it_shows():
    chart = job_map(areas(3), RESEARCH_SCIENTISTS)
    assert chart.subtitle.startswith("Research scientist jobs in 3 metropolitan areas")
    assert chart.table.caption == "The 3 areas with the most research scientist jobs, May 1999, of 3"


def pay_by_size(frame):
    return atlas.pay_by_size(frame, occupation=DATA_SCIENTISTS, of="May 1999", source="S")


def test_pay_by_size_counts_each_area_once_and_names_the_ends():
    jobs = pd.array([5000, 4000, 3000, 2999, 100, 99, 40, None], dtype="Int64")
    median = [120_000.0, 150_000, 110_000, 90_000, 80_000, 70_000, 100_000, 60_000]
    chart = pay_by_size(areas(8, employment=jobs, median=median))
    assert chart.alt == (
        "Scatter plot. The three areas with 3,000 jobs or more have a typical median of $120,000, those with fewer than 100 of "
        "$85,000. The first market is Town0, ST, the highest median is that of Town1, ST ($150,000), the lowest that of Town5, ST "
        "($70,000)."
    )
    assert "in 7 metropolitan areas with both figures, May 1999" in chart.subtitle
    assert [words for _, _, words in chart.figure.points][0] == "Town0, ST: about 5,000 jobs, median $120,000"
    assert len(chart.figure.points) == 7 and cells(chart.table)[6] == ["Town6, ST", "40", "$100,000"]


@pytest.mark.parametrize(
    "jobs, told", [(5000, "fewer than 100 jobs"), (50, "3,000 jobs or more"), (None, "a job count")]
)
def test_pay_by_size_needs_large_and_small_markets(jobs, told):
    with pytest.raises(data.MissingRow, match=told):
        pay_by_size(areas(3, employment=pd.array([jobs] * 3, dtype="Int64"), median=1e5))


def test_names_on_the_map_keep_apart():
    rows = atlas.located(areas(3, city=["San Jose", "San Francisco", "Town"], area=["41940", "41860", "10000"]))
    assert rows["side"].tolist() == ["below right", "above right", "right"]


def test_all_areas_with_a_dash_where_something_is_missing():
    rows = pd.DataFrame({name: [None, 1.0, 1.0] for name in atlas.COLUMNS}, index=["1", "3", "2"])
    rows = rows.assign(
        **{"Metropolitan area": ["A", "C", "B"], "Rank range": [None, "1–2", "1–2"], "Price level": 99.95}
    )
    file = pd.DataFrame({"Area code": rows.index}, index=rows.index).iloc[::-1]
    table = atlas.directory(
        rows, file, Choice(list("ABCD"), kind="search"), of="May 1999", prices_of="1998", source="S"
    )
    assert cells(table) == [
        ["B", "1", "1", "1–2", "1.00", "$1", "$1", "$1", "$1", "100.0", "1", "1", "1", "1"],
        ["C", "1", "1", "1–2", "1.00", "$1", "$1", "$1", "$1", "100.0", "1", "1", "1", "1"],
        ["A", "–", "–", "–", "–", "–", "–", "–", "–", "100.0", "–", "–", "–", "–"],
    ]
    assert table._csv["Area code"].tolist() == ["2", "3", "1"]  # in the order of the table
    assert table.caption.startswith(
        f"{SHORT[FIRST]} by metropolitan area, May 1999. Wages are in US dollars a year, price levels of 1998"
    )
    assert table.filterable
    columns = table.frame.columns.tolist()
    assert [name for name in columns if name.endswith(" jobs")] == [
        atlas.jobs_of(code) for code in (FIRST, *reversed(OTHERS))
    ]
    assert columns[5:8] == ["25th", "Median pay", "75th"]
    for code in PROXIES:  # each count has its error beside it
        assert columns[columns.index(atlas.jobs_of(code)) + 1] == atlas.error_of(code)


def test_the_rows_of_all_areas():
    known = areas(2, rse=[2.0, None], employment=pd.array([500, None], dtype="Int64"))
    known = known.assign(p25=80_000.0, median=100_000.0, p75=[120_000.0, None]).set_index("area")
    figures = dict.fromkeys(PROXIES, known) | {OTHERS[0]: known.head(0)}
    ranked = pd.DataFrame({"ranks": ["4–7"]}, index=["0"])
    rows = atlas.rows(known, figures, ranked, pd.Series({"1": 98.765}), pd.Series({"0": 90_000.0}))
    first, other = rows.astype(object).to_numpy().tolist()
    assert first[:3] == ["Town0, ST", 500, 2.0 * 1.96] and first[3:9] == ["4–7", 3.0, 80_000, 100_000, 120_000, 90_000]
    assert other[0] == "Town1, ST" and other[4:7] == [2.9, 80_000, 100_000] and other[9] == 98.8
    assert all(pd.isna(value) for value in [*other[1:4], other[7], other[8], first[9]])
    nobody = [atlas.jobs_of(OTHERS[0]), atlas.error_of(OTHERS[0])]
    assert rows[nobody].isna().all(axis=None) and rows.columns.tolist() == list(atlas.COLUMNS)


def test_the_file_of_all_areas_has_codes_full_numbers_units_and_dates():
    rows = areas(2).assign(name=["Town0-Other, ST", "Town1, ST"], employment_rse=3.25)
    rows = rows.assign(p25=[80_000.0, None], median=[100_000.0, None], p75=[120_000.0, None]).set_index("area")
    figures = dict.fromkeys(PROXIES, rows.head(1))
    ranked = pd.DataFrame({"best": [4], "worst": [7]}, index=["0"])
    file = atlas.file(rows, figures, ranked, pd.Series({"1": 98.765}), of="May 1999", prices_of="1998")
    assert file.columns.tolist()[:11] == [
        "Area code",
        "Metropolitan area",
        "Title",
        "Data scientist jobs, May 1999",
        "Data scientist jobs, relative standard error in percent, May 1999",
        "Best rank by data scientist jobs, 95% level, May 1999",
        "Worst rank by data scientist jobs, 95% level, May 1999",
        "Concentration of data scientists, nation = 1, May 1999",
        "Data scientists, 25th percentile wage, US dollars a year, May 1999",
        "Data scientists, median wage, US dollars a year, May 1999",
        "Data scientists, 75th percentile wage, US dollars a year, May 1999",
    ]
    assert file.columns[-1] == "Price level, all items, nation = 100, 1998" and len(file.columns) == 16
    first, other = file.astype(object).to_numpy().tolist()
    assert first[:11] == ["0", "Town0, ST", "Town0-Other, ST", 10_000, 3.25, 4, 7, 3.0, 80_000, 100_000, 120_000]
    assert other[:3] == ["1", "Town1, ST", "Town1, ST"] and other[-1] == 98.765
    assert all(pd.isna(value) for value in [*other[3:-1], first[-1]])


def test_the_articles_places_with_their_verdicts():
    verdict = next(iter(claims.VERDICTS))
    changes = {"a cut": "refuted", "another": "open", "a second": "refuted"}
    judged = [
        SimpleNamespace(id="C1", verdict=verdict, figure="ranks 1 and 2", changes={}),
        SimpleNamespace(id="C2", verdict=verdict, figure="rank 9", changes=changes),
    ]
    table = hotspots.table(["Here", "There"], judged, caption="C", of="May 1999", source="S")
    assert [row[:2] + row[3:] for row in cells(table)] == [
        ["Here", "C1", "ranks 1 and 2", "No, none of those tried"],
        ["There", "C2", "rank 9", "Yes. Refuted: a cut; a second. Open: another"],
    ]
    assert "Ranks, May 1999" in table.frame.columns
    with pytest.raises(ValueError, match="length"):
        hotspots.table(["Here"], judged, caption="C", of="May 1999", source="S")
