"""Which metropolitan areas come first: by a measure that the reader chooses, by concentration, by occupation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from mlcareer import charts, data, metros
from mlcareer.charts import Chart
from mlcareer.occupations import NAMES, PLURAL, PROXIES
from mlcareer.tables import Table
from mlcareer.text import count, listing, money, times, words
from mlcareer.views import headings
from mlcareer.views.headings import headed
from predrawn import View

#: How many areas a ranking draws.
SHOWN = 15


class Measure(NamedTuple):
    """What areas are ranked by: its name, and how a value is written."""

    name: str
    write: Callable


def quotient(value: float) -> str:
    """A location quotient: ``1.48``."""
    return times(value, 2)


def thousands(value: float) -> str:
    """US dollars on a scale: ``$120k``."""
    return f"${value / 1000:.0f}k"


#: Column of the frames of ``city`` -> measure.
MEASURES = {
    "employment": Measure("Jobs", count),
    "mean": Measure("Mean pay", money),
    "location_quotient": Measure("Concentration", quotient),
    "at_prices": Measure("Median pay at national prices", money),
}


def city(
    areas: Mapping[str, pd.DataFrame],
    named: pd.DataFrame,
    of: str,
    measure: str,
    occupation: str,
    least: int,
) -> View:
    """The first areas by a measure of MEASURES, among those with ``least`` jobs of an occupation (0: any).

    ``areas``: occupation -> rows of ``metros.figures`` with ``at_prices``, US dollars a year. ``named``: area and city of
    the areas that the article names. Where standard errors are published, ranks are ranges and ties are called ties.
    """
    (name, write), who, frame = MEASURES[measure], NAMES[occupation].lower(), areas[occupation]
    fewer = set(frame.loc[(frame["employment"] < least).fillna(False), "area"])
    frame = frame[(frame["employment"] >= least).fillna(False)] if least else frame
    tested = f"{measure}_rse" in frame
    order = metros.ranked(frame, measure) if tested else metros.ordered(frame, measure)
    if order.empty:
        return View(
            sentence=f"No area{f' with {count(least)} jobs or more' if least else ''} has a published figure for {who}."
        )
    top = first(order)
    figure = charts.ranking(
        top,
        label="short_name",
        value=measure,
        low="low",
        high="high",
        note="ranks",
        note_title="rank range" if tested else "rank",
        marked=top["area"].isin(named["area"]),
        start=60_000 if write is money else 0,
        tick=thousands if write is money else write,
        write=write,
        room=SHOWN,
    )
    columns = headings.AREA | {measure: name}
    columns |= headings.INTERVAL | headings.RANKS if tested else {"ranks": "Rank"}
    columns |= headings.JOBS
    table = Table(
        headed(order[order["area"].isin([*named["area"], *top["area"]])], columns),
        f"{name}, {who}, {of}: the first {len(top)} of {len(order)} areas, and the named areas below them",
        formats={heading: write for heading in (name, *headings.INTERVAL.values()) if heading in columns.values()}
        | {"Jobs": count},
    )
    return View(figure, told(order, top, named, fewer, least, tested), table)


def first(order: pd.DataFrame) -> pd.DataFrame:
    """The first SHOWN of a ranking; of equal values at the cut all or none, unless all are equal."""
    top = order[order["rank"] <= SHOWN]
    if len(top) <= SHOWN:
        return top
    before = order[order["rank"] < top["rank"].max()]
    return before if len(before) else order.head(SHOWN)


def told(order: pd.DataFrame, top: pd.DataFrame, named: pd.DataFrame, fewer: set[str], least: int, tested: bool) -> str:
    """The sentence of ``city``: who is first, and what became of the named areas; ``fewer``: those below ``least``."""
    size = f"{len(order)} areas{f' with {count(least)} such jobs or more' if least else ''}"
    ours, nine = order[order["area"].isin(named["area"])], f"the {words(len(named))} named areas"
    shown, below = ours[ours["area"].isin(top["area"])], ours[~ours["area"].isin(top["area"])]
    perhaps = below[below["best"] <= len(top)]
    absent = named[~named["area"].isin(ours["area"])]
    small = absent["area"].isin(fewer)
    be = "is" if len(shown) <= 1 else "are"
    number = words(len(shown)) if len(shown) else "none"
    parts = [leaders(order, size, tested)]
    if len(order) == len(top):
        parts.append(f"{number.capitalize()} of them {be} among {nine}.")
    else:
        many = f"all {words(len(named))} named areas" if len(shown) == len(named) else f"{number} of {nine}"
        parts.append(f"By the estimates, {many} {be} among the first {len(top)}.")
    if len(below):
        further = listing(f"{row.city} (rank {row.ranks})" for row in below.itertuples())
        parts.append(f"Further down {'comes' if len(below) == 1 else 'come'} {further}.")
    if len(perhaps):
        parts.append(f"Within sampling error, {listing(perhaps['city'])} may be among the first {len(top)}, too.")
    for cities, what in (
        (absent.loc[small, "city"], "fewer such jobs"),
        (absent.loc[~small, "city"], "no published figure"),
    ):
        if len(cities):
            parts.append(f"{listing(sorted(cities))} {'has' if len(cities) == 1 else 'have'} {what}.")
    return " ".join(parts)


def leaders(order: pd.DataFrame, size: str, tested: bool) -> str:
    """Who comes first, as far as the figures can say; ``size`` says of how many."""
    best = order.loc[order["best"] == 1, "short_name"]
    if not tested:
        return (
            f"By the published figures, {best.iloc[0]} comes first of {size}. They have no published errors, so close ranks may be "
            "ties."
        )
    if len(best) > 1:
        return f"{listing(best)} cannot be told apart at the top of {size}."
    return f"{best.iloc[0]} leads {size}."


def concentration(
    dense: pd.DataFrame,
    marked: Sequence[bool],
    *,
    occupation: str,
    title: str,
    among: str,
    of: str,
    source: str,
    alt: str,
) -> Chart:
    """Areas by location quotient of an occupation, as bars beside the nation's 1.

    ``dense``: rows of ``metros.figures`` in the order to draw; ``marked``: which are named; ``among``: which areas they are.
    """
    data.some(dense, "area to draw")
    columns = (
        headings.AREA | {"location_quotient": "Location quotient", "jobs_per_1000": "Per 1,000 jobs"} | headings.JOBS
    )
    return Chart(
        charts.bars(
            dense,
            label="short_name",
            value="location_quotient",
            marked=marked,
            write=quotient,
            reference=(1, "nation = 1"),
        ),
        title=title,
        subtitle=f"Location quotient of {PLURAL[occupation]}, {of}: the first {len(dense)} of the {among}. Bold: named areas. "
        "A quotient is at least as uncertain as its number of jobs, so close values may be ties",
        source=source,
        alt=alt,
        table=Table(
            headed(dense, columns),
            f"Concentration of {PLURAL[occupation]}, {of}, {among}",
            formats={"Location quotient": quotient, "Per 1,000 jobs": quotient, "Jobs": count},
        ),
    )


def by_occupation(named: pd.DataFrame, quotients: Mapping[str, pd.Series]) -> pd.DataFrame:
    """The named areas by location quotient, once for each occupation of PROXIES.

    ``quotients``: occupation -> location quotient by area. Returns ``short_name`` and ``city`` by area, and for each
    occupation ``quotient_0`` and ``rank_0`` (from 1 without gaps; equal values in alphabetical order), ``quotient_1`` …;
    ``moves`` is the number of ranks between an area's first and last. Sorted by ``rank_0``.
    """
    frame = named.set_index("area")[["short_name", "city"]].copy()
    for place, code in enumerate(PROXIES):
        frame[f"quotient_{place}"] = quotients[code].reindex(frame.index)
        order = frame.sort_values([f"quotient_{place}", "city"], ascending=[False, True]).index
        frame[f"rank_{place}"] = pd.Series(range(1, len(frame) + 1), index=order)
    ranks = frame.filter(like="rank_")
    return frame.assign(moves=ranks.max(axis=1) - ranks.min(axis=1)).sort_values("rank_0")


def orders(frame: pd.DataFrame, marked: Sequence[bool], *, title: str, of: str, source: str, alt: str) -> Chart:
    """How the order of the named areas changes with the occupation. ``frame``: of ``by_occupation``."""
    data.some(frame, "named area")
    columns = headings.AREA | {f"quotient_{place}": name for place, name in enumerate(PROXIES.values())}
    return Chart(
        charts.orders(
            frame,
            label="city",
            columns=[f"rank_{place}" for place in range(len(PROXIES))],
            names=headings.BROKEN,
            marked=marked,
        ),
        title=title,
        subtitle=f"Order of the {words(len(frame))} named areas by location quotient, {of}. A quotient is at least "
        "as uncertain as its number of jobs, so neighbors may be tied. Equal values stand in alphabetical order",
        source=source,
        alt=alt,
        table=Table(
            headed(frame, columns),
            f"Location quotient by occupation, {of}",
            formats=dict.fromkeys(PROXIES.values(), quotient),
        ),
    )
