"""Standard errors, differences and rank ranges.

OEWS publishes a relative standard error (RSE, in percent of the estimate) for employment and for mean wages, and none
for medians, percentiles or quotients. So ties can be told for the first two only.
"""

from __future__ import annotations

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


def differ(a: Numbers, rse_a: Numbers, b: Numbers, rse_b: Numbers) -> np.bool_ | np.ndarray | pd.Series:
    """Do two estimates differ at the 95 % level, the samples taken as independent?

    True where ``|a - b| > 1.96 * sqrt(SE_a^2 + SE_b^2)``. Overlapping intervals are not this test: they may overlap
    although the estimates differ. Source: US Census Bureau, "Statistical Testing", in Understanding and
    Using American Community Survey Data (2020). Works on numbers and on arrays that broadcast; a missing estimate
    differs from nothing.
    """
    spread = np.hypot(standard_error(a, rse_a), standard_error(b, rse_b))
    return np.abs(a - b) > Z * spread


def rank_ranges(estimates: pd.Series, rse: pd.Series) -> pd.DataFrame:
    """Rank of each estimate, largest first, and the range of ranks that sampling error allows.

    Returns a frame with the index of ``estimates`` and integer columns ``rank`` (ties share the better rank), ``best``
    and ``worst``: ``best`` is one more than the number of estimates significantly larger, ``worst`` is n less the
    number significantly smaller. "Tied with" is not transitive, so a range stands for each place by itself.

    Both inputs have shape (n,), no missing values (ValueError otherwise). Many pairs are compared and no correction is
    made for that, so ranges are a little narrow. Source of the idea: Klein, Wright and
    Wieczorek, A joint confidence region for an overall ranking of populations, JRSS C 69 (2020).
    """
    if estimates.isna().any() or rse.isna().any():
        raise ValueError("rank_ranges needs an estimate and an RSE for each place; drop those not released first.")
    value, error = estimates.to_numpy(float), rse.to_numpy(float)
    different = differ(value[:, None], error[:, None], value[None, :], error[None, :])
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
