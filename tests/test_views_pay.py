"""Views of pay: wages at a place and by occupation, an offer, kinds of pay, pay by experience."""

import cProfile

import pandas as pd
import pytest
from test_views import cells, drawn, page, table_of, with_nation

from mlcareer import anywhere, data, metros
from mlcareer.occupations import DATA_SCIENTISTS, NAMES, PROXIES, RESEARCH_SCIENTISTS
from mlcareer.text import money
from mlcareer.views import earnings, experience, kinds_of_pay, local_pay, offer
from predrawn.view import draw_text

WORDS = {"title": "T", "source": "S", "alt": "A"}


PLACES = pd.DataFrame(
    {
        "label": ["USA", "Kansas", "Guam", "Salina, KS", "Wichita, KS", "Dededo, GU"],
        "kind": ["nation", "state", "state", "area", "area", "area"],
        "state": ["", "KS", "GU", "KS", "KS", "GU"],
        "hint": ["the nation", "the whole state", "the whole territory", *["an area"] * 3],
    },
    index=[metros.NATION, "KS", "GU", "s", "w", "d"],
)


def cards(**medians) -> anywhere.Cards:
    """What is known of PLACES: medians of the nation are 100,000; of places not named here nothing is released."""
    known = with_nation(**dict.fromkeys(PLACES.index[1:]) | medians).drop(columns="short_name")
    paid = PLACES.join(known).assign(location_quotient=1.0, short_name=PLACES["label"]).fillna({"top_coded": ""})
    levels = pd.DataFrame({"all_items": [100.0, None, None, 80.0, 90.0, None], "housing": 50.0}, PLACES.index)
    real = paid.assign(**{name: paid[name] / levels["all_items"] * 100 for name in metros.WAGES})
    shown = anywhere.shown(paid)
    ranked = paid[paid["kind"] == "area"].assign(best=1, worst=3)
    facts = {code: anywhere.Facts(code, paid, real, shown, ranked, {}, (30_000, 300_000)) for code in PROXIES}
    return anywhere.Cards("May 1999", facts, levels, {}, {})


def at(place, occupation=DATA_SCIENTISTS, **medians):
    return local_pay.at_place(cards(**medians or {"s": 120_000, "KS": 99_500}), place, occupation)


def test_wages_at_a_place_against_the_nation():
    view = at("s")
    assert view.sentence == (
        "Half of the data scientists in Salina, KS earn more than $120,000 a year, $20,000 more than in the USA as a whole; at "
        "national prices that is worth $150,000. One in four earns less than $90,000. There are about 1,000 such jobs, rank 1 to 3 "
        "of 3 areas. One in four earns more than $150,000. Compared with the whole USA, the mean is $22,000 higher; at national prices, the mean is "
        "$55,000 higher."
    )
    assert "at national prices (derived)" in drawn(view) and "Salina, KS" in drawn(view)
    assert ["Median", "$120,000", "$150,000", "$100,000"] in table_of(view)


def test_where_no_wages_of_an_area_are_released_those_of_its_state_are_told_as_that():
    assert at("w").sentence == (
        "No wages of data scientists in Wichita, KS are published. Half of the data scientists in Kansas as a whole earn more than "
        "$99,500 a year, about as much as in the USA as a whole. There is no price level for Kansas as a whole. One in four "
        "earns less than $74,625. How many such jobs there are in Wichita, KS is not released. One in four in Kansas as a whole "
        "earns more than $124,375. "
        "Compared with the whole USA, the means do not differ by more than sampling error."
    )
    assert "Kansas, the whole state" in drawn(at("w"))
    assert "Guam, the whole territory" in drawn(at("d", GU=90_000))


def test_without_any_wages_the_nations_alone_are_told():
    assert at("d").sentence == (
        "No wages of data scientists in Dededo, GU are published, nor in Guam. In the USA as a whole half of them earn more than "
        "$100,000 a year. How many such jobs there are in Dededo, GU is not released."
    )


def test_the_nation_is_not_held_against_itself():
    assert at(metros.NATION).sentence.endswith(" One in four earns more than $125,000.")


def test_without_a_mean_nothing_is_tested():
    known = cards(s=120_000)
    own = known.facts[DATA_SCIENTISTS]
    own.paid.loc["s", "mean"] = float("nan")
    assert local_pay.more(own, "s") == "One in four earns more than $150,000."


def test_the_mean_is_tested_at_national_prices_by_itself():
    known = cards(s=90_000)  # at prices of 80 that is 112,500
    said = local_pay.more(known.facts[DATA_SCIENTISTS], "s")
    assert said.endswith("the mean is $11,000 lower; at national prices, the mean is $13,750 higher.")


def test_a_small_gap_is_called_none():
    assert earnings.against(999) == earnings.against(-999) == "about as much as"
    assert (earnings.against(1000), earnings.against(-1000)) == ("$1,000 more than", "$1,000 less than")


def test_a_state_stays_cheap(monkeypatch):
    """Each place and occupation is a state. Counted in calls, for a clock would see what else a machine does.

    They are some 37,500, of which the picture takes most; with axes of matplotlib's it would take 20,000 more.
    """
    monkeypatch.delattr(pd.DataFrame, "iterrows")
    known = cards(s=120_000)

    def draw():
        return draw_text(local_pay.at_place(known, "s", DATA_SCIENTISTS), "s")

    draw()  # what is made once: imports, fonts, words measured
    with cProfile.Profile() as profile:
        draw()
    calls = sum(entry.callcount for entry in profile.getstats())
    assert calls < 45_000, f"{calls:,}"


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


def paid(**medians) -> dict[str, pd.DataFrame]:
    """Wages at PLACES as ``anywhere.wages`` has them; of research scientists none in Salina."""
    frames = {code: own.paid for code, own in cards(**medians).facts.items()}
    none = cards(**medians | {"s": None}).facts[RESEARCH_SCIENTISTS].paid
    return frames | {RESEARCH_SCIENTISTS: none}


def test_an_offer_lies_where_the_published_percentiles_say():
    bands = offer.bands(paid(s=100_000, w=120_000))
    same = "between the 25th percentile and the median"
    assert bands("w", 100_000) == (same, same, same)
    assert offer.standing(bands("w", 100_000)) == f"This offer lies {same} in all three occupations."
    assert offer.standing(bands("s", 100_000)) == (
        "This offer lies at the median of data scientists' wages and at the median of software developers' wages. No wages of "
        "computer research scientists are published for this place."
    )
    assert offer.standing(bands("d", 1)) == (
        "No wages of data scientists, computer research scientists and software developers are published for this place."
    )
    assert offer.standing(bands(metros.NATION, 1)).startswith("This offer lies below the 10th percentile in all")


def test_a_bound_stands_after_whose_wages_these_are():
    beyond = "above the 75th percentile; the 90th percentile is at least $90"
    assert offer.standing((beyond, "at the median", "not released")) == (
        "This offer lies above the 75th percentile of data scientists' wages (the 90th percentile is at least $90) and at the median "
        "of computer research scientists' wages. No wages of software developers are published for this place."
    )
    assert offer.standing((beyond,) * 3) == (
        "This offer lies above the 75th percentile in all three occupations (the 90th percentile is at least $90)."
    )


def test_one_median_is_one():
    one = offer.published(
        {code: rows if code == DATA_SCIENTISTS else rows.assign(p10=None) for code, rows in paid().items()},
        "",
        metros.NATION,
    )
    assert one.sentence.startswith("In the USA the median is $")


def test_what_is_published_of_a_place():
    view = offer.published(paid(s=100_000, KS=90_000), "May 1999", "s")
    assert view.sentence == (
        "In Salina, KS the medians are $100,000 for data scientists and $100,000 for software developers. Wages of computer "
        "research scientists are published for Kansas as a whole. You can choose it as the place."
    )
    assert table_of(view)[0] == ["Data scientists", "$50,000", "$75,000", "$100,000", "$125,000", "$200,000", "1,000"]
    assert table_of(view)[1][1:] == ["not released"] * 6
    assert view.table.caption == "Published percentiles of annual wages in Salina, KS, May 1999, US dollars"
    assert offer.published(paid(), "May 1999", metros.NATION).sentence.startswith("In the USA the medians are $1")
    assert offer.published(paid(), "May 1999", "GU").sentence == "No such wages are published in Guam."


def test_an_offer_at_national_prices_is_rounded_and_missing_without_a_price_level():
    worth = offer.worth(pd.Series({"a": 110.0, "b": 100.24, "c": None}, dtype=float))
    assert worth("a", 130_000) == 118_000  # 118,182
    assert worth("b", 100_000) == 100_000 and worth("b", 105_000) == 104_500  # 99,761 and 104,749
    assert worth("c", 100_000) is None


OFFERED = {"A": "a", "B": "b", "C": "c"}


def test_what_buys_the_same_elsewhere():
    view = offer.elsewhere(OFFERED, {"a": 110.0, "b": 110.0, "c": 90.5}, "1998", 100_500)
    assert view.sentence == (
        "At national prices the offer is worth about $100,500 (derived, to the nearest $500, before tax). To buy the same in the places "
        "listed below, you would need from about $91,000 (C) to about $111,000 (A and B)."
    )
    assert table_of(view) == [["A", "$111,000", "110.0"], ["B", "$111,000", "110.0"], ["C", "$91,000", "90.5"]]
    assert view.table.caption == (
        "$100,500 at national prices times the price level of 1998, before tax, to the nearest $1,000 (derived)"
    )
    assert "no price level for this place" in offer.elsewhere(OFFERED, {}, "1998", None).sentence


def test_an_offer_comes_back_to_itself_at_its_own_place():
    level = pd.Series({str(level): float(level) for level in (80, 86.73, 99.99, 115.551, 119)})
    worth = offer.worth(level)
    for salary in range(60_000, 301_000, 1_000):
        for place in level.index:
            view = offer.elsewhere({"here": place}, level, "1998", worth(place, salary))
            assert table_of(view)[0][1] == money(salary)


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
    assert table.caption.startswith("Four kinds of pay in the USA,")
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
    assert (
        "n = 15" in page(chart)
        and ">Senior<" in page(chart)
        and "in the USA, 1999, without copies. The dot" in page(chart)
    )
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
