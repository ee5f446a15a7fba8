"""Figures by metropolitan area, with names, map positions and the article's ten places joined to them."""

from __future__ import annotations

import pandas as pd

from mlcareer import data, uncertainty
from mlcareer.text import PERCENTILES, ranks

#: The nation's code in ``price_parities``.
NATION = "00000"

#: The wages of OEWS: percentiles and mean.
WAGES = [*PERCENTILES, "mean"]


def figures(occupation: str) -> pd.DataFrame:
    """One row a metropolitan area with a row for the occupation in OEWS.

    Columns: those of ``oews_metro``; ``short_name`` ("San Jose, CA"), ``city`` ("San Jose"), ``x`` and ``y`` of
    ``metros``. Raises data.MissingRow where the release has no such row.
    """
    frame = data.load("oews_metro")
    frame = frame[frame["occupation"] == occupation].merge(data.load("metros").drop(columns="name"), on="area")
    if frame.empty:
        raise data.MissingRow(f"data/oews_metro.csv has no row with occupation {occupation!r}, which is needed here.")
    frame["city"] = frame["short_name"].str.rsplit(", ", n=1).str[0]
    return frame


def is_named(frame: pd.DataFrame) -> pd.Series:
    """Which rows of a frame with ``area`` are of the nine areas that the article's ten place names stand for: true or false.

    Not a column of ``figures``: then all that comes from there would rest on the article's places.
    """
    return frame["area"].isin(data.load("places")["area"])


def holding_half(jobs: pd.Series, whole: float) -> int:
    """How many areas, those with the most jobs, hold half of the nation's ``whole``. Raises MissingRow where all hold less."""
    held = jobs.dropna().sort_values(ascending=False).cumsum()
    if held.empty or held.iloc[-1] < whole / 2:
        raise data.MissingRow("The areas with a job count hold less than half of the nation's jobs.")
    return int((held < whole / 2).sum()) + 1


def priced(rows: pd.DataFrame) -> pd.DataFrame:
    """Wages by area (``anywhere.wages``) and their interval at national prices, to the nearest $100 because they are derived."""
    rows, amounts = rows.rename_axis("area").reset_index(), [*WAGES, "mean_low", "mean_high"]
    rows[amounts] = pd.DataFrame({name: at_national_prices(rows, name).round(-2) for name in amounts})
    return rows.set_index("area")


def ranked(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Rank the areas by ``measure`` (employment or mean), largest first; areas without a figure drop out.

    Adds ``rank``, ``best``, ``worst`` (see ``uncertainty.rank_ranges``), ``ranks`` ("4–7"), and ``low`` and ``high``,
    the 95 % interval in the measure's unit. The number of rows is the ranking's n.
    """
    if f"{measure}_rse" not in frame.columns:
        raise ValueError(f"No standard error is published for {measure!r}: it cannot be ranked with ties.")
    _refuse_bounds(frame, measure)
    frame = frame[frame[measure].notna()].reset_index(drop=True)
    value, rse = frame[measure].astype(float), frame[f"{measure}_rse"]
    frame = frame.join(uncertainty.rank_ranges(value, rse))
    frame["ranks"] = [ranks(best, worst) for best, worst in zip(frame["best"], frame["worst"])]
    frame["low"], frame["high"] = uncertainty.interval(value, rse)
    return frame.sort_values(["rank", "area"], ignore_index=True)


def ordered(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Like ``ranked``, for a measure without a published standard error.

    Ties cannot be told: ``ranks`` is the plain rank (equal values share one), ``low`` and ``high`` are the value.
    """
    _refuse_bounds(frame, measure)
    frame = frame[frame[measure].notna()].reset_index(drop=True)
    value = frame[measure].astype(float)
    rank = value.rank(ascending=False, method="min").astype(int)
    frame = frame.assign(rank=rank, best=rank, worst=rank, ranks=rank.astype(str), low=value, high=value)
    return frame.sort_values(["rank", "area"], ignore_index=True)


def at_national_prices(frame: pd.DataFrame, measure: str) -> pd.Series:
    """The wage ``measure`` divided by the area's price level: what it buys where prices are the nation's average.

    Wages over price parities, all items, nation = 100; each is of its own period (``data.period``). Derived; missing
    where either is missing (there are no parities for Puerto Rico). No taxes.
    """
    _refuse_bounds(frame, measure)
    level = frame["area"].map(data.load("price_parities").set_index("area")["all_items"])
    return frame[measure].astype(float) / level * 100


def _refuse_bounds(frame: pd.DataFrame, measure: str) -> None:
    """Raise ValueError where a figure is only a lower bound: it has no rank, and no ratio of it is a figure."""
    bounds = frame["top_coded"].str.split().map(lambda names: measure in names)
    if bounds.any():
        raise ValueError(
            f"{measure} is top-coded in {', '.join(frame.loc[bounds, 'short_name'])}: leave these areas out."
        )
