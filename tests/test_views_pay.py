"""Views of pay: wages at a place and by occupation, an offer, kinds of pay, pay by experience."""

import cProfile

import pandas as pd
import pytest
from test_views import cells, drawn, everybody, page, table_of, with_nation

from mlcareer import data, metros
from mlcareer.occupations import DATA_SCIENTISTS, NAMES, PROXIES, RESEARCH_SCIENTISTS
from mlcareer.views import earnings, experience, kinds_of_pay, offer
from predrawn.view import draw_text

WORDS = {"title": "T", "source": "S", "alt": "A"}


def at(place, occupation=DATA_SCIENTISTS, at_national=False):
    paid, priced = everybody(a=120_000, b=100_500), everybody(a=90_000, b=80_000)
    return earnings.at_place(paid, priced, (40_000, 300_000), "May 1999", "1998", place, occupation, at_national)


def test_wages_at_a_place_against_the_nation():
    view = at("a")
    assert view.sentence == (
        "Half of the data scientists in A-town, ST earn more than $120,000 a year, $20,000 more than in the USA as a whole; "
        "the mean is $22,000 higher. The middle half lies between $90,000 and $150,000. There are about 1,000 such jobs."
    )
    assert table_of(view)[0] == [
        "A-town, ST", "$60,000", "$90,000", "$120,000", "$150,000", "$240,000", "$132,000", "$120,000", "$144,000",
        "1,000", "2.0",
    ]  # fmt: skip
    assert view.table.caption == "Annual wages of data scientists, May 1999, US dollars"
    assert "$40,000" not in drawn(view) and "$100,000" in drawn(view)


def test_wages_at_national_prices_say_so():
    view = at("a", at_national=True)
    assert "earn more than $90,000 a year at national prices, $10,000 less than in the USA" in view.sentence
    assert view.table.caption.endswith(
        "US dollars, at national prices (derived, price level of 1998, to the nearest $100)"
    )


def test_a_small_gap_is_called_none():
    assert "a year, about as much as in the USA as a whole; the means do not differ by more" in at("b").sentence
    assert earnings.against(999) == earnings.against(-999) == "about as much as"
    assert (earnings.against(1000), earnings.against(-1000)) == ("$1,000 more than", "$1,000 less than")


def test_a_state_stays_cheap(monkeypatch):
    """Each place, occupation and level of prices is a state. Counted in calls, for a clock would see what else a machine does.

    Some 29,000 calls are 10 ms of a core; with axes of matplotlib's they were 52,000.
    """
    monkeypatch.delattr(pd.DataFrame, "iterrows")
    wages = everybody(a=120_000, b=100_500)

    def draw():
        view = earnings.at_place(wages, wages, (40_000, 300_000), "May 1999", "1998", "b", DATA_SCIENTISTS, False)
        return draw_text(view, "b")

    draw()  # what is made once: imports, fonts, words measured
    with cProfile.Profile() as profile:
        draw()
    calls = sum(entry.callcount for entry in profile.getstats())
    assert calls < 35_000, f"{calls:,}"


@pytest.mark.parametrize(
    ("mean", "rse", "words"),
    [
        (110_000, 1.0, "the mean is $10,000 higher"),
        (90_000, 1.0, "the mean is $10,000 lower"),
        (110_000, 5.1, "the means do not differ by more than sampling error"),  # 1.96 errors are $10,996
        (110_000, 4.5, "the mean is $10,000 higher"),  # $9,702
        (100_000, 0.0, "the means do not differ by more than sampling error"),
        (None, 1.0, "no mean is published"),
    ],
)
def test_the_mean_is_held_against_its_error(mean, rse, words):
    here, whole = (
        pd.Series({"mean": value, "mean_rse": error}, dtype=float) for value, error in ((mean, rse), (1e5, 0))
    )
    assert earnings.mean_against(here, whole) == words


def test_the_mean_is_told_whichever_way_the_median_goes():
    here, whole = everybody(a=120_000, b=1)[DATA_SCIENTISTS].loc[["a", metros.NATION]].itertuples(index=False)
    here, whole = pd.Series(here._asdict()), pd.Series(whole._asdict())
    assert "as a whole; the mean is $22,000 higher. The" in earnings.told(here, whole, "x", False)
    here["mean"] = 100_000.0
    assert "$20,000 more than in the USA as a whole; but the mean is $10,000 lower. The" in earnings.told(
        here, whole, "x", False
    )


def test_how_many_they_are_is_said():
    here, whole = (everybody(a=120_000, b=1)[DATA_SCIENTISTS].loc[area] for area in ("a", metros.NATION))
    assert earnings.told(here, whole, "x", False).endswith(" There are about 1,000 such jobs.")
    unknown = here.where(here.index != "employment")
    assert earnings.told(unknown, whole, "x", False).endswith(" How many such jobs there are is not released.")


def test_a_place_without_wages():
    view = at("b", RESEARCH_SCIENTISTS)
    assert view.sentence == (
        "No wages of computer research scientists in B-town, ST are published. In the USA as a whole half of them earn more "
        "than $100,000 a year."
    )
    assert table_of(view)[0] == ["B-town, ST", *["not released"] * 10]


def test_a_scale_fits_all_rows_and_passes_over_areas_without_figures():
    frames = [with_nation(a=100_000, b=200_000), with_nation(a=80_000, b=None)]
    assert earnings.scale(frames, ["a", "b"]) == (40_000, 400_000)


NATION = pd.concat({code: with_nation(a=1).loc[metros.NATION] for code in reversed(PROXIES)}, axis=1).T
NATION = NATION.rename_axis("occupation")


def test_occupations_in_their_order_with_their_names():
    rows = earnings.occupations(NATION)
    assert rows["occupation"].tolist() == list(PROXIES) and rows["name"].tolist() == list(PROXIES.values())
    assert earnings.medians(rows).startswith("data scientists $100,000, computer research scientists $100,000 and")
    with pytest.raises(KeyError):
        earnings.occupations(NATION.drop(index=DATA_SCIENTISTS))


def test_wages_by_percentile_as_a_chart():
    rows = earnings.occupations(NATION).assign(top_coded=["p90", "", ""])
    more = WORDS | {"what": "Wages in May 1999", "caption": "Wages, May 1999", "marked": [True, False, False]}
    chart = earnings.spread(rows, {"name": "Occupation"}, **more)
    assert (
        chart.subtitle == f"Wages in May 1999: {earnings.MARKS}"
        and chart.table.caption == "Wages, May 1999, US dollars"
    )
    assert cells(chart.table)[0][-3:] == ["at least $200,000", "$110,000", "1.0"]
    assert chart.table.frame.columns.tolist()[-2:] == ["Mean", "RSE of the mean, %"]
    short = earnings.spread(rows, {"name": "Occupation"}, **more, means=False, start=0)
    assert short.table.frame.columns.tolist()[-1] == "90th percentile"
    assert ">$0<" in page(short) and ">$0<" not in page(chart)
    with pytest.raises(data.MissingRow, match="no row with wages by percentile"):
        earnings.spread(rows.head(0), {"name": "Occupation"}, **more)


def test_the_trend():
    rows = pd.DataFrame({code: [1.0, 2.0] for code in PROXIES}, index=["May 1998", "May 1999"]) * [1000, 2000, 3000]
    chart = earnings.trend(rows, title="T", finding="It rises.", source="S")
    assert chart.alt == (
        "It rises. May 1998 and May 1999: data scientists $1,000 and $2,000; research scientists $2,000 and $4,000; software "
        "developers $3,000 and $6,000."
    )
    assert cells(chart.table) == [
        ["May 1998", "$1,000", "$2,000", "$3,000"],
        ["May 1999", "$2,000", "$4,000", "$6,000"],
    ]
    assert ">Developers<" in page(chart)
    with pytest.raises(data.MissingRow, match="no release"):
        earnings.trend(rows.head(0), title="T", finding="F", source="S")


def test_wages_at_national_prices_as_a_chart():
    rows = pd.DataFrame({"short_name": ["A"], "median": [120_000], "adjusted": [110_000.0], "level": [109.1]})
    rows = pd.concat([rows, rows.assign(short_name="B", median=90_000)])
    told = WORDS | {"who": "bakers", "of": "May 1999", "prices_of": "1998"}
    chart = earnings.at_national_prices(rows, **told)
    assert "wage of bakers, as paid (May 1999)" in chart.subtitle and "price level of 1998" in chart.subtitle
    assert cells(chart.table)[0] == ["A", "$120,000", "109.1", "$110,000"]
    assert chart.table.caption == "Median annual wage of bakers, May 1999, and price level, 1998"
    with pytest.raises(data.MissingRow, match="no area with a median wage"):
        earnings.at_national_prices(rows.head(0), **told)


def row(top_coded="", **points):
    return {"p10": 50, "p25": 60, "median": 70, "p75": 80, "p90": 90, "top_coded": top_coded} | points


@pytest.mark.parametrize(
    "amount, words",
    [
        (49, "below the 10th percentile"),
        (50, "at the 10th percentile"),
        (55, "between the 10th percentile and the 25th percentile"),
        (69, "between the 25th percentile and the median"),
        (70, "at the median"),
        (85, "between the 75th percentile and the 90th percentile"),
        (90, "at the 90th percentile"),
        (91, "above the 90th percentile"),
    ],
)
def test_band(amount, words):
    assert offer.band(row(), amount) == words


def test_band_beside_a_lower_bound_and_where_nothing_was_released():
    assert offer.band(row("p90"), 89) == "between the 75th percentile and the 90th percentile"
    assert offer.band(row("p90"), 95) == "above the 75th percentile; the 90th percentile is at least $90"
    assert offer.band(row("p75 p90"), 80) == "above the median; the 75th percentile is at least $80"
    assert offer.band(row(p10=None), 70) == "not released"


def test_elsewhere_is_the_ratio_of_price_levels():
    assert offer.elsewhere(100_000, 100, 110) == pytest.approx(110_000)
    assert offer.elsewhere(offer.elsewhere(100_000, 110, 98), 98, 110) == pytest.approx(100_000)


def standing(salary, place, **medians):
    return offer.standing(everybody(**medians or {"a": 120_000, "b": 100_000}), "May 1999", salary, place)


def test_where_an_offer_stands():
    view = standing(100_000, "a")
    assert view.sentence == (
        "In A-town, ST, $100,000 a year lies between the 25th percentile and the median in all three occupations."
    )
    assert table_of(view)[0][:3] == ["Data scientists", "between the 25th percentile and the median", "$60,000"]
    assert view.table.frame.columns[-1] == "Jobs" and table_of(view)[0][-1] == "1,000"
    assert view.table.frame.columns[1] == "$100,000 lies"
    assert view.table.caption == "Published percentiles of annual wages in A-town, ST, May 1999, US dollars"
    assert standing(1, metros.NATION).sentence.startswith("In the USA, $1 a year lies below the 10th percentile in all")


def test_an_offer_where_wages_of_one_occupation_are_not_published():
    assert standing(100_000, "b").sentence == (
        "In B-town, ST, $100,000 a year lies at the median of data scientists' wages and at the median of software "
        "developers' wages. No such wages of computer research scientists are published in B-town, ST."
    )


def test_an_offer_where_nothing_is_published():
    view = standing(100_000, "a", a=None)
    assert view.sentence == (
        " No such wages of data scientists, computer research scientists and software developers are published in A-town, ST."
    )
    assert table_of(view)[0][1:] == ["not released"] * 7


OFFERED = {"USA": metros.NATION, "A": "a", "B": "b", "C": "c"}


def test_what_buys_the_same_elsewhere():
    view = offer.other_places(
        OFFERED, {metros.NATION: 100.0, "a": 110.0, "b": 110.0, "c": 90.0}, "1998", 100_000, "00000"
    )
    assert view.sentence == (
        "In the other places offered here, the same purchasing power takes from about $90,000 (C) to about $110,000 (A and "
        "B), before tax."
    )
    assert table_of(view) == [["A", "$110,000", "110.0"], ["B", "$110,000", "110.0"], ["C", "$90,000", "90.0"]]
    assert view.table.caption.startswith(
        "$100,000 times the ratio of the price levels of 1998, before tax, to the nearest $100"
    )


def test_what_buys_the_same_is_rounded_to_hundreds():
    view = offer.other_places({"A": "a", "B": "b"}, {"a": 100.0, "b": 101.23}, "1998", 100_000, "a")
    assert table_of(view) == [["B", "$101,200", "101.2"]]


def test_all_places_but_the_one_of_the_offer_are_compared():
    level = dict.fromkeys(OFFERED.values(), 100.0)
    assert [row[0] for row in table_of(offer.other_places(OFFERED, level, "1998", 100_000, "b"))] == ["USA", "A", "C"]


def test_a_price_level_that_is_missing():
    level = {metros.NATION: 100.0, "a": None, "b": 120.0, "c": float("nan")}
    view = offer.other_places(OFFERED, pd.Series(level, dtype=float), "1998", 100_000, metros.NATION)
    assert "takes from about $120,000 (B) to about $120,000 (B)" in view.sentence
    assert table_of(view)[0] == ["A", "not released", "not released"]
    nowhere = offer.other_places(OFFERED, pd.Series(level, dtype=float), "1998", 100_000, "a")
    assert nowhere.sentence == "In the other places offered here, the same purchasing power is not released."


def test_kinds_of_pay():
    ranges = pd.DataFrame(
        {"middle_p25": 1.0, "middle_median": 2.0, "middle_p75": 3.0, "ranges": 1234}, index=["one way", "another way"]
    )
    row = {"p25": 1.0, "median": None, "p75": 3.0, "n": 5, "filings": 6, "employers": 4}
    rows = [
        *kinds_of_pay.paid(NATION, "May 1999"),
        *kinds_of_pay.advertised(ranges, "1999 to June"),
        kinds_of_pay.stated(row, "1998"),
        kinds_of_pay.filed(row, "spring"),
    ]
    assert kinds_of_pay.kinds(rows) == {"Paid", "Advertised", "Stated", "Filed"}
    table = kinds_of_pay.table(rows, "S")
    assert table.caption.startswith("Four kinds of pay,")
    shown = [row[:1] + row[2:] for row in cells(table)]
    assert shown[0] == ["Paid: data scientists", "$75,000", "$100,000", "$125,000", "1,000 jobs, May 1999"]
    assert shown[4] == ["Advertised: the title, another way", "$1", "$2", "$3", "1,234 ranges, 1999 to June"]
    assert shown[5] == ["Stated: AI/ML engineers", "$1", "not released", "$3", "5 people, 1998"]
    assert shown[6] == [
        "Filed: machine learning titles",
        "$1",
        "not released",
        "$3",
        "6 filings of 4 employers, spring",
    ]
    assert [row[0].split(": ")[1] for row in cells(table)[:3]] == [NAMES[code].lower() for code in PROXIES]


LEVELS = pd.DataFrame(
    {
        "experience": ["entry", "senior"] * 2,
        "treatment": ["all", "all", "without copies", "without copies"],
        "ranges": [10, 20, 5, 15],
        "low_median": 100_000.0,
        "middle_median": [1e5, 2e5, 1.1e5, 2.1e5],
        "high_median": 220_000.0,
    }
)


def test_advertised_pay_by_seniority():
    chart = experience.advertised(LEVELS, "without copies", title="T", year=1999, source="S")
    assert (
        chart.alt == "Median middle of advertised ranges in 1999: entry $110,000 (n = 5) and senior $210,000 (n = 15)."
    )
    assert len(cells(chart.table)) == 4 and cells(chart.table)[1][3:] == ["$100,000", "$200,000", "$220,000"]
    assert "n = 15" in page(chart) and ">Senior<" in page(chart) and "in the USA, 1999, without copies:" in page(chart)
    with pytest.raises(data.MissingRow, match="no advertised pay with copies"):
        experience.advertised(LEVELS, "with copies", title="T", year=1999, source="S")


YEARS = pd.DataFrame(
    {
        "role": ["AI/ML engineer", "Data scientist"],
        "group": ["20 years or more", "under 5 years"],
        "n": [9, 12],
        "p25": [1e5, 2e5],
        "median": [150_000, 120_000],
        "p75": [2e5, 3e5],
        "median_low": [1e5, None],
        "median_high": [2e5, None],
    }
)


def test_stated_pay_by_years_of_coding():
    chart = experience.stated(YEARS, title="T", of="1999", source="S")
    assert chart.alt == (
        "Median stated pay. AI/ML engineers: 20 years or more $150,000 (n = 9). Data scientists: under 5 years $120,000 (n = 12)."
    )
    assert "if these people had been drawn at random" in chart.subtitle  # an interval alone would suggest a sample
    assert chart.table.frame.columns.tolist()[-2:] == ["If drawn at random, 95% from", "95% to"]
    assert cells(chart.table)[1][-2:] == ["not released", "not released"]
    assert "AI/ML, 20 years or more" in page(chart) and "Data sc., under 5 years" in page(chart)
    assert "Stated pay a year, USA, 1999, by years of coding" in chart.subtitle
    with pytest.raises(data.MissingRow, match="no stated pay of the role AI/ML engineer"):
        experience.stated(YEARS.tail(1), title="T", of="1999", source="S")
