"""Standard errors, differences and rank ranges.

OEWS publishes a relative standard error (RSE, in percent of the estimate) for employment and for mean wages, and none
for medians, percentiles or quotients. So ties can be told for the first two only.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import TypeVar

import numpy as np
import pandas as pd

#: A number, or an array or column of numbers.
Numbers = TypeVar("Numbers", float, np.ndarray, pd.Series)

#: Two-sided 95 % point of the normal distribution.
Z = 1.96


def standard_error(estimate: Numbers, rse: Numbers) -> Numbers:
    """Standard error, in the estimate's unit, from a relative standard error in percent.

    Numbers, or arrays of one shape; missing in, missing out.
    """
    return estimate * rse / 100


def interval(estimate: Numbers, rse: Numbers) -> tuple[Numbers, Numbers]:
    """Bounds (low, high) of the 95 % confidence interval, in the estimate's unit; shapes as in ``standard_error``."""
    half = Z * standard_error(estimate, rse)
    return estimate - half, estimate + half


def share_interval(part: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % interval (low, high) of a share ``part`` / ``n``, between 0 and 1; ``n`` may be an effective size.

    More than all is taken as all, and less than none as none: tables that are wrong give a wrong share, and no complex number.
    """
    share, square = min(max(part / n, 0.0), 1.0), Z * Z / n
    middle, half = share + square / 2, Z * ((share * (1 - share) + square / 4) / n) ** 0.5
    return (middle - half) / (1 + square), (middle + half) / (1 + square)


def sum_of_shares(
    shares: pd.Series, errors: pd.Series, within: Sequence[bool] | np.ndarray, n: int
) -> tuple[float, float, float]:
    """The sum of some shares of one whole with its 95 % interval: ``(estimate, low, high)``, in percent.

    ``shares`` and their published standard ``errors``, in percent, of all ``n`` who were asked, both of shape (k,); ``within``
    says which of them are added. No error is published for a sum. Shares of one whole go against each other, so the sum's
    error is at most that of independent ones, counted over the shares added or over the rest; the smaller stands here.
    Wilson's interval then takes as n the size of a simple sample with that error, never more than were asked.
    """
    added = np.asarray(within, dtype=bool)
    share = float(shares[added].sum()) / 100
    error = min(float((errors[part] ** 2).sum()) ** 0.5 for part in (added, ~added)) / 100
    size = min(n, share * (1 - share) / error**2) if error and 0 < share < 1 else n
    low, high = share_interval(share * size, size)
    return share * 100, low * 100, high * 100


def difference(a: tuple[float, float, float], b: tuple[float, float, float]) -> tuple[float, float, float]:
    """The difference of two independent estimates with its 95 % interval, each ``(estimate, low, high)``.

    Made from the two intervals, which need not be symmetric (MOVER): Zou and Donner, Construction of confidence limits
    about effect measures, Statistics in Medicine 27 (2008).
    """
    gap = a[0] - b[0]
    return gap, gap - float(np.hypot(a[0] - a[1], b[2] - b[0])), gap + float(np.hypot(a[2] - a[0], b[0] - b[1]))


def differ(a: Numbers, rse_a: Numbers, b: Numbers, rse_b: Numbers, z: float = Z) -> np.bool_ | np.ndarray | pd.Series:
    """Do two estimates differ at the 95 % level, the samples taken as independent?

    True where ``|a - b| > 1.96 * sqrt(SE_a^2 + SE_b^2)``. Overlapping intervals are not this test: they may overlap
    although the estimates differ. Source: US Census Bureau, "Statistical Testing", in Understanding and
    Using American Community Survey Data (2020). Works on numbers and on arrays that broadcast; a missing estimate
    differs from nothing. ``z`` is another point of the normal distribution, where many differences are read together.
    """
    spread = np.hypot(standard_error(a, rse_a), standard_error(b, rse_b))
    return np.abs(a - b) > z * spread


def joint_z(tests: int) -> float:
    """The two-sided 95 % point for so many tests read together (Bonferroni)."""
    return NormalDist().inv_cdf(1 - 0.025 / tests) if tests > 1 else Z


def rank_ranges(estimates: pd.Series, rse: pd.Series, joint: bool = False) -> pd.DataFrame:
    """Rank of each estimate, largest first, and the range of ranks that sampling error allows.

    Returns a frame with the index of ``estimates`` and integer columns ``rank`` (ties share the better rank), ``best``
    and ``worst``: ``best`` is one more than the number of estimates significantly larger, ``worst`` is n less the
    number significantly smaller. "Tied with" is not transitive, so a range stands for each place by itself.

    Both inputs have shape (n,), no missing values (ValueError otherwise). Many pairs are compared; with
    ``joint`` all of them are tested so that the ranges hold together at 95 %, else each is for a place by itself and a
    little narrow. Sources of the idea: Klein, Wright and Wieczorek, A joint confidence region for an overall ranking of
    populations, JRSS C 69 (2020); by differences: Mogstad, Romano, Shaikh and Wilhelm, Review of Economic Studies 91
    (2024).
    """
    if estimates.isna().any() or rse.isna().any():
        raise ValueError("rank_ranges needs an estimate and an RSE for each place; drop those not released first.")
    value, error = estimates.to_numpy(float), rse.to_numpy(float)
    z = joint_z(len(value) * (len(value) - 1) // 2) if joint else Z
    different = differ(value[:, None], error[:, None], value[None, :], error[None, :], z)
    larger = (different & (value[None, :] > value[:, None])).sum(axis=1)
    smaller = (different & (value[None, :] < value[:, None])).sum(axis=1)
    return pd.DataFrame(
        {
            "rank": estimates.rank(ascending=False, method="min").astype(int),
            "best": larger + 1,
            "worst": len(value) - smaller,
        },
        index=estimates.index,
    )
