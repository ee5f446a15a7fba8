"""What an offer is worth: where an amount lies among published wages, and the same amount at another place's prices."""

from __future__ import annotations

import pandas as pd

from mlcareer.text import NOT_RELEASED, pay

#: The published percentiles in order: column -> words.
POINTS = {
    "p10": "10th percentile",
    "p25": "25th percentile",
    "median": "median",
    "p75": "75th percentile",
    "p90": "90th percentile",
}


def band(row, amount: float) -> str:
    """Between which two published percentiles of an OEWS row an annual amount in US dollars lies, in words.

    Nothing between two percentiles is interpolated. A percentile that is only a lower bound ("at least $239,200") has
    no amount above it that is known to be above it, so a higher amount is not placed there. "not released" where one of
    the five is missing.
    """
    if any(pd.isna(row[name]) for name in POINTS):
        return NOT_RELEASED
    bounds = str(row["top_coded"]).split()
    below, above = "", ""
    for name, words in POINTS.items():
        if name in bounds:
            # All that is known of this percentile is that it lies at or above the bound.
            if amount >= row[name]:
                return (
                    f"above the {below}; the {words} is {pay(row, name)}"
                    if below
                    else f"the {words} is {pay(row, name)}"
                )
            above = words
            break
        if amount == row[name]:
            return f"at the {words}"
        if amount < row[name]:
            above = words
            break
        below = words
    if not below:
        return f"below the {above}"
    return f"between the {below} and the {above}" if above else f"above the {below}"


def elsewhere(amount: float, here: float, there: float) -> float:
    """The amount that buys in one place what ``amount`` buys in another: times the ratio of the price levels.

    ``here`` and ``there`` are regional price parities, all items, nation = 100. US dollars, before tax; derived, so
    round it before it is shown. Missing where a price level is missing.
    """
    return amount * there / here
