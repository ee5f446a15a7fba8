"""The computations behind the prose, against figures worked out by hand from the published ones."""

import pandas as pd
import pytest
from conftest import named_areas

from mlcareer import anywhere, data, metros, occupations
from mlcareer.occupations import DATA_SCIENTISTS, PROXIES


def test_nine_areas_stand_for_ten_names():
    named = named_areas()
    assert len(named) == 9
    assert set(named["city"]) == {
        "San Francisco",
        "Seattle",
        "New York",
        "Boston",
        "Austin",
        "San Jose",
        "Chicago",
        "Los Angeles",
        "Atlanta",
    }


def test_share_of_the_nine():
    named = named_areas()["employment"].sum()
    assert named == 10460 + 8370 + 23160 + 7930 + 3730 + 6060 + 7940 + 9850 + 6820
    nation = data.load("oews_national").set_index("occupation").loc[DATA_SCIENTISTS, "employment"]
    assert round(named / nation * 100) == 32


def test_each_ranking_has_its_own_n():
    by_jobs, by_mean = (metros.ranked(metros.figures(DATA_SCIENTISTS), name) for name in ("employment", "mean"))
    assert len(by_jobs) != len(by_mean)
    assert by_jobs["employment"].notna().all() and by_mean["mean"].notna().all()


def test_san_francisco_and_dallas_are_tied():
    # SE 659 and 708; the difference of 340 is far below 1.96 * 967
    ranked = metros.ranked(metros.figures(DATA_SCIENTISTS), "employment").set_index("city")
    assert ranked.loc["New York", "ranks"] == "1"
    assert ranked.loc["San Francisco", "best"] == ranked.loc["Dallas", "best"] == 2


def test_medians_cannot_be_ranked_with_ties():
    with pytest.raises(ValueError, match="No standard error"):
        metros.ranked(metros.figures(DATA_SCIENTISTS), "median")


def test_wages_at_national_prices():
    frame = metros.figures(DATA_SCIENTISTS)
    adjusted = metros.at_national_prices(frame, "median")
    san_jose = frame.index[frame["area"] == "41940"][0]
    assert adjusted[san_jose] == pytest.approx(185_080 / 1.10423)
    puerto_rico = frame["short_name"].str.endswith(", PR")
    assert puerto_rico.any() and adjusted[puerto_rico].isna().all()


@pytest.mark.parametrize("code", PROXIES)
def test_names_and_places_on_the_map(code):
    frame = metros.figures(code)
    assert frame["short_name"].is_unique
    assert frame.loc[metros.is_named(frame), ["x", "y"]].notna().all(axis=None)


def test_unknown_occupation():
    with pytest.raises(data.MissingRow, match="data/oews_metro.csv has no row with occupation '99-9999'"):
        metros.figures("99-9999")


def test_names_of_occupations_are_those_of_the_classification():
    """Held against the official titles: a swapped name would turn every figure into another occupation's."""
    title = data.load("occupations").set_index("occupation")["title"]
    key_word = {
        "15-2051": "Data",
        "15-1221": "Research",
        "15-1252": "Developers",
        "15-1299": "Other",
        "00-0000": "All",
    }
    own = {"15-2051": "Data", "15-1221": "research", "15-1252": "developers", "15-1299": "other", "00-0000": "All"}
    for code, name in occupations.NAMES.items():
        assert key_word[code] in title[code] and own[code] in name, code
    assert (
        list(PROXIES)
        == ["15-2051", "15-1221", "15-1252"]
        == data.load("occupations").query("proxy")["occupation"].tolist()
    )
    assert occupations.onet("15-2051") == "15-2051.00"


def test_prices_are_rounded_to_hundreds():
    rows = anywhere.wages(DATA_SCIENTISTS)
    assert rows.loc["41940", "median"] == 185_080 and rows.loc["41940", "short_name"] == "San Jose, CA"
    priced = metros.priced(rows)
    assert priced.loc["41940", "median"] == 167_600  # 185,080 / 1.10423 = 167,610
    assert priced.loc["41940", "p10"] == round(rows.loc["41940", "p10"] / 1.10423, -2)
    assert priced.loc["41940", "mean_low"] == round(rows.loc["41940", "mean_low"] / 1.10423, -2)
    assert priced.index.equals(rows.index) and priced.loc[metros.NATION, "median"] == 120_200
    assert priced.loc["41940", "employment"] == rows.loc["41940", "employment"]


def test_the_nation_stands_first_and_areas_without_a_row_have_a_name_only():
    rows = anywhere.wages("15-1221")
    assert rows.index[0] == metros.NATION == "00000" and rows.iloc[0]["short_name"] == "USA"
    assert len(rows) == len(data.load("metros")) + len(data.load("states")) + 1
    absent = rows[rows["mean"].isna() & rows["employment"].isna()]
    assert len(absent) and absent["short_name"].notna().all() and (absent["top_coded"] == "").all()
    nation = anywhere.wages(DATA_SCIENTISTS).iloc[0]
    half = 1.96 * nation["mean"] * nation["mean_rse"] / 100
    assert (nation["mean_low"], nation["mean_high"]) == pytest.approx((nation["mean"] - half, nation["mean"] + half))


def frame(**columns):
    start = {"area": ["1", "2", "3"], "short_name": ["A", "B", "C"], "top_coded": ["", "", ""]}
    return pd.DataFrame(start | columns)


def test_ranked_by_hand():
    ranked = metros.ranked(frame(mean=[100.0, 200.0, None], mean_rse=[10.0, 1.0, None]), "mean")
    assert ranked["area"].tolist() == ["2", "1"] and ranked["ranks"].tolist() == ["1", "2"]
    assert ranked["low"].tolist() == pytest.approx([196.08, 80.4])
    assert ranked["high"].tolist() == pytest.approx([203.92, 119.6])
    tied = metros.ranked(frame(mean=[100.0, 101.0, 300.0], mean_rse=[10.0, 10.0, 1.0]), "mean")
    assert tied["ranks"].tolist() == ["1", "2–3", "2–3"]


def test_ordered_by_hand():
    ordered = metros.ordered(frame(quotient=[1.5, 1.5, None]), "quotient")
    assert ordered["area"].tolist() == ["1", "2"] and ordered["ranks"].tolist() == ["1", "1"]
    assert (ordered[["low", "high"]].to_numpy() == 1.5).all() and (ordered[["best", "worst"]].to_numpy() == 1).all()
    assert metros.ordered(frame(quotient=[1.0, 3.0, 2.0]), "quotient")["area"].tolist() == ["2", "3", "1"]


@pytest.mark.parametrize("function", [metros.ranked, metros.ordered, metros.at_national_prices])
def test_lower_bounds_are_not_ranked(function):
    bounded = frame(mean=[100.0, 200.0, 300.0], mean_rse=[1.0, 1.0, 1.0], top_coded=["", "p90 mean", "p90"])
    with pytest.raises(ValueError, match="mean is top-coded in B: leave"):
        function(bounded, "mean")


def test_how_many_areas_hold_half():
    jobs = pd.Series([10, pd.NA, 40, 30], dtype="Int64")
    assert (
        metros.holding_half(jobs, 80) == 1
        and metros.holding_half(jobs, 82) == 2
        and metros.holding_half(jobs, 160) == 3
    )
    with pytest.raises(data.MissingRow, match="less than half"):
        metros.holding_half(jobs, 162)
