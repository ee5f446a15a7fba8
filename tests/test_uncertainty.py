"""Ties and ranks, against figures worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from mlcareer import uncertainty

pytestmark = pytest.mark.filterwarnings("error")


def test_interval():
    low, high = uncertainty.interval(1000.0, 10.0)
    assert (low, high) == pytest.approx((804, 1196))


def test_overlapping_intervals_may_still_differ():
    # SE 10 each: intervals 80.4–119.6 and 110.4–149.6 overlap; 30 > 1.96 * sqrt(200) = 27.7
    assert uncertainty.differ(100.0, 10.0, 130.0, 1000 / 130)
    assert not uncertainty.differ(100.0, 10.0, 127.0, 1000 / 127)


def test_equal_figures_without_error_do_not_differ():
    assert not uncertainty.differ(5.0, 0.0, 5.0, 0.0) and uncertainty.differ(5.0, 0.0, 5.1, 0.0)


def test_rank_ranges_by_hand():
    # SE 10 each. 130 and 100 differ (30 > 27.7), 115 is tied with both: "tied with" is not transitive.
    estimates = pd.Series([115.0, 130.0, 100.0, 10.0], index=list("abcd"))
    ranges = uncertainty.rank_ranges(estimates, 1000 / estimates)
    assert ranges.loc["b"].tolist() == [1, 1, 2]
    assert ranges.loc["a"].tolist() == [2, 1, 3]
    assert ranges.loc["c"].tolist() == [3, 2, 3]
    assert ranges.loc["d"].tolist() == [4, 4, 4]


def test_joint_ranges_are_wider():
    # Of 46 places z is 4.06: a gap of 4.05 standard errors is a tie, one of 4.07 is none.
    assert uncertainty.joint_z(46 * 45 // 2) == pytest.approx(4.06, abs=0.01)
    assert uncertainty.joint_z(1) == uncertainty.Z
    for gap, worst in ((4.05, 46), (4.07, 1)):
        estimates = pd.Series([1000.0 + gap * 2**0.5] + [1000.0] * 45)
        ranges = uncertainty.rank_ranges(estimates, 100 / estimates, joint=True)
        assert ranges["worst"].iloc[0] == worst
        assert uncertainty.rank_ranges(estimates, 100 / estimates)["worst"].iloc[0] == 1


def test_difference_by_hand():
    assert uncertainty.difference((10.0, 7.0, 14.0), (5.0, 1.0, 9.0)) == (5.0, 0.0, 5 + 32**0.5)


def test_share_interval_by_hand():
    low, high = uncertainty.share_interval(69, 70)
    assert (round(low, 3), round(high, 3)) == (0.923, 0.997)


def test_rank_is_always_inside_its_range():
    random = np.random.default_rng(7)
    estimates = pd.Series(random.uniform(10, 1000, 80))
    ranges = uncertainty.rank_ranges(estimates, pd.Series(random.uniform(0, 40, 80)))
    assert (ranges["best"] <= ranges["rank"]).all() and (ranges["rank"] <= ranges["worst"]).all()
    assert ranges["best"].min() == 1 and ranges["worst"].max() == 80


def test_exact_figures_have_one_rank():
    ranges = uncertainty.rank_ranges(pd.Series([3.0, 1.0, 2.0]), pd.Series([0.0, 0.0, 0.0]))
    assert ranges["best"].tolist() == ranges["worst"].tolist() == [1, 3, 2]


def test_missing_estimates_are_refused():
    with pytest.raises(ValueError, match="not released"):
        uncertainty.rank_ranges(pd.Series([1.0, None]), pd.Series([1.0, 1.0]))


def test_more_than_all_is_all():
    """Tables that are wrong may say so; a share of it has an interval all the same."""
    assert uncertainty.share_interval(9, 6) == uncertainty.share_interval(6, 6)
    assert uncertainty.share_interval(-1, 6) == uncertainty.share_interval(0, 6)


def test_a_sum_of_shares_by_hand():
    """Errors of 3 and 4 points together are 5; the rest, one share, has 6. A half with an error of 5 points is of 100 people."""
    shares, errors = pd.Series([20.0, 30.0, 50.0]), pd.Series([3.0, 4.0, 6.0])
    share, low, high = uncertainty.sum_of_shares(shares, errors, [True, True, False], 1000)
    assert (share, low, high) == (50, pytest.approx(40.38, abs=0.01), pytest.approx(59.62, abs=0.01))
    rest = uncertainty.sum_of_shares(shares, errors, [False, False, True], 1000)
    assert rest == (50, pytest.approx(low), pytest.approx(high))
    few = uncertainty.sum_of_shares(shares, errors, [True, True, False], 10)
    assert few == (50, pytest.approx(23.66, abs=0.01), pytest.approx(76.34, abs=0.01))  # never more than were asked
    none = uncertainty.sum_of_shares(shares, errors * 0, [False] * 3, 10)
    assert none == (0, pytest.approx(0), pytest.approx(27.75, abs=0.01))
