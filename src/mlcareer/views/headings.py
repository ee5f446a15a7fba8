"""Headings of tables, each spelled once: column -> heading."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mlcareer import text
from mlcareer.settings import edition

AREA = {"short_name": "Metropolitan area"}
JOBS = {"employment": "Jobs"}
RANKS = {"ranks": "Rank range"}
FROM, TO = "95% from", "95% to"
INTERVAL = {"low": FROM, "high": TO}

#: Wages by percentile, in short words, for these columns are many.
PERCENTILES = {name: words.removesuffix(" percentile").capitalize() for name, words in text.PERCENTILES.items()} | {
    "p90": text.PERCENTILES["p90"]
}
MEAN = {"mean": "Mean"}

#: The middle half and what lies in its middle.
QUARTILES = {name: PERCENTILES[name] for name in ("p25", "median", "p75")}

#: The three occupations where room is short: column -> heading, in the order of PROXIES.
OCCUPATIONS = {occupation.key: occupation.short for occupation in edition().occupations}

#: The same in two lines each, as headings of a chart.
BROKEN = [name.replace(" ", "\n") for name in OCCUPATIONS.values()]

PRICE_LEVEL = "Price level, nation = 100"


def headed(frame: pd.DataFrame, headings: Mapping[str, str]) -> pd.DataFrame:
    """The columns of a frame that have a heading, in the order of the headings, under these."""
    return frame[list(headings)].rename(columns=dict(headings))
