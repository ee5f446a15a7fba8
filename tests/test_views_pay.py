"""Views of pay: wages at a place and by occupation, an offer, kinds of pay, pay by experience."""

import cProfile
import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

import pandas as pd
import pytest
from test_views import cells, drawn, page, table_of, with_nation

from mlcareer import anywhere, data, metros, taxes
from mlcareer.occupations import DATA_SCIENTISTS, NAMES, PROXIES
from mlcareer.views import card, earnings, experience, kinds_of_pay, offer
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


#: A third of all is taken in Kansas, by steps of $5,000 from $40,000 to $160,000.
TAXES = taxes.Taxes(
    "1999", {("KS", pay): taxes.Left(pay, pay // 5, pay // 15, pay // 15) for pay in range(40_000, 160_001, 5_000)}
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
    return anywhere.Cards("May 1999", facts, levels, {}, {}, TAXES)


def at(place, occupation=DATA_SCIENTISTS, **medians):
    return card.pay_there(cards(**medians or {"s": 120_000, "KS": 99_500}), place, occupation)


def test_wages_at_a_place_against_the_nation():
    view = at("s")
    assert view.sentence == (
        "Half of the data scientists in Salina, KS earn more than $120,000 a year, $20,000 more than in the USA as a whole; at "
        "national prices that is worth $150,000. One in four earns less than $90,000, one in ten less than $60,000: look there for a "
        "first post. There are about 1,000 such jobs, rank 1 to 3 of 3 areas. Of $120,000, a step near the median, taxes leave a single "
        "person in Kansas about $80,000 (1999, without city and county taxes)."
    )
    assert "at national prices (derived)" in drawn(view) and "Salina, KS" in drawn(view)
    assert ["Median", "$120,000", "$150,000", "$100,000"] in table_of(view)
    assert ["Left after taxes of $120,000, a step near the median, 1999", "$80,000", "–", "–"] in table_of(view)


def test_where_no_wages_of_an_area_are_released_those_of_its_state_are_told_as_that():
    assert at("w").sentence == (
        "No wages of data scientists in Wichita, KS are published. Half of the data scientists in Kansas as a whole earn more than "
        "$99,500 a year, about as much as in the USA as a whole. There is no price level for Kansas as a whole. One in four "
        "earns less than $74,625, one in ten less than $49,750: look there for a first post. How many such jobs there are in Wichita, "
        "KS is not released. Of $100,000, a step near the median, taxes leave a single person in Kansas about $66,700 (1999, "
        "without city and county taxes)."
    )
    assert "Kansas, the whole state" in drawn(at("w"))
    assert "Guam, the whole territory" in drawn(at("d", GU=90_000))


def test_without_any_wages_the_nations_alone_are_told():
    assert at("d").sentence == (
        "No wages of data scientists in Dededo, GU are published, nor in Guam. In the USA as a whole half of them earn more than "
        "$100,000 a year. How many such jobs there are in Dededo, GU is not released."
    )


def test_taxes_are_told_where_they_are_known():
    """Not of the nation, of a territory, of a median that is a bound, or beyond the last step."""
    assert "taxes" not in at(metros.NATION).sentence and "taxes" not in at("d", GU=90_000).sentence
    assert "taxes" not in at("s", s=170_000).sentence and "$160,000" in at("s", s=162_000).sentence
    known = cards(s=120_000)
    known.facts[DATA_SCIENTISTS].paid.loc["s", "top_coded"] = "median p75 p90"
    assert known.left("s", DATA_SCIENTISTS) is None
    assert ["Left after taxes, 1999", "not known", "–", "–"] in table_of(at(metros.NATION))


def test_moving_tells_what_taxes_leave_of_both():
    known = replace(cards(s=120_000, w=90_000), parts={place: frozenset() for place in PLACES.index})
    moving = card.Moving(known, ["w"])
    said = moving.differ("s", "w", DATA_SCIENTISTS)
    assert (
        "Taxes leave a single person about $80,000 of $120,000 here and $60,000 of $90,000 there, at the steps near the medians (1999, without city and county taxes)."
        in said
    )
    assert "Taxes" not in moving.differ("s", "d", DATA_SCIENTISTS)


def test_without_a_mean_nothing_is_tested():
    own = cards(s=120_000).facts[DATA_SCIENTISTS]
    own.paid.loc["s", "mean"] = float("nan")
    assert card.against_nation(own, "s") == ""


def test_the_mean_is_tested_at_national_prices_by_itself():
    known = cards(s=90_000)  # at prices of 80 that is 112,500
    said = card.against_nation(known.facts[DATA_SCIENTISTS], "s")
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
        return draw_text(card.pay_there(known, "s", DATA_SCIENTISTS), "s")

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


def lies(amount, **points) -> str:
    amounts, said = offer.slots(row(**points))
    return offer.standing(said[bisect_left(amounts, amount) + bisect_right(amounts, amount)])


@pytest.mark.parametrize(
    "amount, words",
    [
        (49, "Your offer: below the 10th percentile. Next above: the 10th percentile, $50."),
        (50, "Your offer: at the 10th percentile. Next above: the 25th percentile, $60."),
        (
            55,
            "Your offer: 10th to 25th percentile. Next above: the 25th percentile, $60. Next below: the 10th percentile, $50.",
        ),
        (
            69,
            "Your offer: 25th to 50th percentile. Next above: the 50th percentile, $70. Next below: the 25th percentile, $60.",
        ),
        (
            70,
            "Your offer: at the 50th percentile. Next above: the 75th percentile, $80. Next below: the 25th percentile, $60.",
        ),
        (90, "Your offer: at the 90th percentile. Next below: the 75th percentile, $80."),
        (
            91,
            "Your offer: above the 90th percentile, the highest that is published. Next below: the 90th percentile, $90.",
        ),
    ],
)
def test_where_an_offer_lies(amount, words):
    assert lies(amount) == words


def test_an_offer_beside_a_lower_bound():
    """All that is known of a bound is that the percentile lies there or higher: an amount above it is not placed there."""
    below = "Next below: the 75th percentile, $80."
    assert lies(89, top_coded="p90") == (
        f"Your offer: above the 75th percentile. The 90th percentile is published only as at least $90. {below}"
    )
    assert lies(95, top_coded="p90") == lies(89, top_coded="p90")
    assert lies(85, top_coded="p75 p90") == (
        "Your offer: above the 50th percentile. The 75th percentile is published only as at least $80. Next below: the 50th "
        "percentile, $70."
    )
    assert lies(1, top_coded="p10 p25 median p75 p90") == (
        "Your offer: above all that is published. The 10th percentile is published only as at least $50."
    )


def test_an_offer_where_two_percentiles_are_one_and_where_none_is_published():
    assert lies(80, p90=80).startswith(
        "Your offer: at the 75th and 90th percentile. Next below: the 50th percentile, $70."
    )
    assert "cannot be placed" in lies(80, p25=None) and "Choose the state" in lies(80, p25=None)


def test_an_offer_is_placed_by_place_and_occupation():
    placed = offer.placed(cards(s=100_000, w=120_000))
    assert placed("s", DATA_SCIENTISTS, 100_000).at == "50th percentile"
    assert placed("w", DATA_SCIENTISTS, 100_000).above == ("50th percentile", "$120,000")
    assert placed("d", DATA_SCIENTISTS, 100_000) == offer.UNKNOWN


def test_what_is_published_of_a_place():
    view = offer.published(cards(s=100_000, KS=90_000), "s", DATA_SCIENTISTS)
    assert view.sentence == (
        "Half of the data scientists in Salina, KS earn more than $100,000 a year, one in four less than $75,000, one in ten less "
        "than $50,000."
    )
    assert table_of(view)[0] == ["Salina, KS", "$50,000", "$75,000", "$100,000", "$125,000", "$200,000", "1,000"]
    assert view.table.caption == "Annual wages of data scientists by percentile, May 1999, US dollars"
    assert len(table_of(offer.published(cards(), metros.NATION, DATA_SCIENTISTS))) == 1
    assert offer.published(cards(s=1, KS=90_000), "w", DATA_SCIENTISTS).sentence == (
        "No wages of data scientists in Wichita, KS are published. In Kansas as a whole, which you can choose as the place, half of "
        "them earn more than $90,000 a year."
    )
    assert (
        offer.published(cards(), "GU", DATA_SCIENTISTS).sentence == "No wages of data scientists in Guam are published."
    )


def test_the_offer_is_a_mark_on_the_scale_of_the_wages():
    view = offer.published(cards(s=100_000), "s", DATA_SCIENTISTS)
    (low, left), (high, right) = view.marks["salary"].ends
    assert (low, high) == (30_000, 300_000) and left < right
    assert view.figure.scale(low) == left and view.figure.scale(high) == right


def test_what_is_left_after_taxes():
    every = PLACES.assign(state=PLACES["state"])
    taxed, step = offer.taxed(every, {"s": ["KS", "GU"], "w": ["KS"]}), offer.step(TAXES)
    left_of = offer.left_of(TAXES, every["label"])

    def told(place, salary):
        return left_of(taxed(place), step(salary))

    assert told("w", 121_000) == (
        "After taxes a single person in Kansas keeps about $80,000 of $120,000, $6,700 a month (1999; worked out by steps of $5,000). "
        "Not counted are city and county taxes, health insurance and saving for retirement."
    )
    assert told("s", 121_000).endswith(" In Guam, into which the area reaches, it is another amount.")
    assert told("d", 121_000) == "This report has no taxes for Guam, so what is left is not known."
    assert told("w", 200_000) == "Taxes are worked out for salaries of $40,000 to $160,000 alone."
    assert told(metros.NATION, 100_000).startswith("Taxes differ by state")


def test_between_two_steps_no_tax_is_made_up():
    assert [TAXES.nearest(salary) for salary in (37_499, 37_500, 42_500, 42_501, 162_500, 162_501)] == [
        None, 40_000, 40_000, 45_000, 160_000, None,
    ]  # fmt: skip
    assert TAXES.nearest(None) is TAXES.nearest(float("nan")) is None
    assert TAXES.left("KS", 42_000).left == 40_000 - 8_000 - 2_666 - 2_666


def test_an_offer_at_national_prices_is_rounded_and_missing_without_a_price_level():
    worth = offer.worth(pd.Series({"a": 110.0, "b": 100.24, "c": None}, dtype=float))
    assert worth("a", 130_000) == 118_000  # 118,182
    assert worth("b", 100_000) == 100_000 and worth("b", 105_000) == 105_000  # 99,761 and 104,749
    assert worth("c", 100_000) is None


def test_what_buys_the_same_elsewhere():
    level_there = offer.level_there(pd.Series({"a": 110.4, "b": 90.5, "c": None}, dtype=float))
    assert level_there("a") == 110 and level_there("c") is None
    same = offer.same("1998")
    assert same(100_000, 110).startswith(
        "About $110,000 buys the same at the other place, and $100,000 at the nation's prices"
    )
    assert "of 1998" in same(100_000, 110)
    assert "no price level for this place" in same(None, 110) and "no price level for the other place" in same(1, None)


def test_what_buys_the_same_is_off_by_no_more_than_is_said():
    level = pd.Series({"a": 115.551, "b": 79.501, "c": 99.99, "d": 86.73})
    worth, level_there, same = offer.worth(level), offer.level_there(level), offer.same("1998")
    worst = 0.0
    for salary in range(40_000, 400_001, 1_000):
        for place in level.index:
            for there in level.index.drop(place):
                amount = float(
                    re.search(r"\$([\d,]+)", same(worth(place, salary), level_there(there)))[1].replace(",", "")
                )
                exact = salary / level[place] * level[there]
                worst = max(worst, abs(amount - exact) / max(1_000, exact / 100))
    assert worst < 1.5


def test_what_is_advertised_at_a_level():
    rows = pd.DataFrame({"ranges": [100, 4], "low_median": [5, 1000], "high_median": [9, 2000]}, index=["all", "entry"])
    told = offer.advertised(rows, "1998")
    assert told("entry").sentence.startswith(
        "Advertised under the title at entry level, in the whole USA: half of the 4 ranges (4.0% of all, 1998, without copies) begin "
        "above $1,000 and half end above $2,000."
    )
    assert told("").sentence == " "


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
