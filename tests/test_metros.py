"""The computations behind the prose, against figures worked out by hand from the published ones."""

import pytest

from mlcareer import data, metros
from mlcareer.occupations import DATA_SCIENTISTS, PROXIES


def test_nine_areas_stand_for_ten_names():
    named = metros.figures(DATA_SCIENTISTS).query("named")
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
    named = metros.figures(DATA_SCIENTISTS).query("named")["employment"].sum()
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
    assert frame.loc[frame["named"], ["x", "y"]].notna().all(axis=None)


def test_unknown_occupation():
    with pytest.raises(ValueError, match="99-9999"):
        metros.figures("99-9999")
