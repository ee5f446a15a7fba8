"""What an offer is worth: where an amount lies among published wages, and the same amount at another place's prices."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mlcareer.occupations import FIRST, NAMES, PROXIES
from mlcareer.tables import Table
from mlcareer.text import NOT_RELEASED, PERCENTILES, count, listing, money, pay, times, words
from mlcareer.views import headings
from predrawn import View


def band(row: pd.Series | Mapping, amount: float) -> str:
    """Between which two published percentiles of an OEWS row an annual amount in US dollars lies, in words.

    Nothing between two percentiles is interpolated. A percentile that is only a lower bound ("at least $239,200") has
    no amount above it that is known to be above it, so a higher amount is not placed there. "not released" where one of
    the five is missing.
    """
    if any(pd.isna(row[name]) for name in PERCENTILES):
        return NOT_RELEASED
    bounds = str(row["top_coded"]).split()
    below, above = "", ""
    for name, percentile in PERCENTILES.items():
        if name in bounds:
            # All that is known of this percentile is that it lies at or above the bound.
            if amount >= row[name]:
                return (
                    f"above the {below}; the {percentile} is {pay(row, name)}"
                    if below
                    else f"the {percentile} is {pay(row, name)}"
                )
            above = percentile
            break
        if amount == row[name]:
            return f"at the {percentile}"
        if amount < row[name]:
            above = percentile
            break
        below = percentile
    if not below:
        return f"below the {above}"
    return f"between the {below} and the {above}" if above else f"above the {below}"


def elsewhere(amount: float, here: float, there: float) -> float:
    """The amount that buys in one place what ``amount`` buys in another: times the ratio of the price levels.

    ``here`` and ``there`` are regional price parities, all items, nation = 100. US dollars, before tax; derived, so
    round it before it is shown. Missing where a price level is missing.
    """
    return amount * there / here


def standing(paid: Mapping[str, pd.DataFrame], of: str, salary: float, place: str) -> View:
    """Where a salary lies among the published wages of each occupation at a place. No figure: nothing is interpolated.

    ``paid``: occupation -> ``metros.with_nation``; ``salary`` in US dollars a year; ``place``: an area.
    """
    rows = {name: paid[code].loc[place] for code, name in PROXIES.items()}
    bands = {name: band(row, salary) for name, row in rows.items()}
    where = rows[NAMES[FIRST]]["short_name"].replace("USA", "the USA")
    return View(
        sentence=told(bands, salary, where),
        table=Table(
            pd.DataFrame(
                [
                    [name, bands[name], *(pay(row, point) for point in PERCENTILES), count(row["employment"])]
                    for name, row in rows.items()
                ],
                columns=[
                    "Occupation",
                    f"{money(salary)} lies",
                    *headings.PERCENTILES.values(),
                    *headings.JOBS.values(),
                ],
            ),
            f"Published percentiles of annual wages in {where}, {of}, US dollars",
        ),
    )


def told(bands: Mapping[str, str], salary: float, where: str) -> str:
    """The sentence of ``standing``; ``bands``: name of an occupation -> what ``band`` says of it."""
    known = {name: said for name, said in bands.items() if said != NOT_RELEASED}
    untold = listing(name.lower() for name in bands if name not in known)
    if known and len(set(bands.values())) == 1:
        lies = f"{next(iter(known.values()))} in all {words(len(bands))} occupations"
    else:
        lies = listing(f"{said} of {name.lower()}' wages" for name, said in known.items())
    return (f"In {where}, {money(salary)} a year lies {lies}." if known else "") + (
        f" No such wages of {untold} are published in {where}." if untold else ""
    )


def other_places(
    offered: Mapping[str, str], level: Mapping[str, float], prices_of: str, salary: float, place: str
) -> View:
    """What buys the same in the other places offered. ``offered``: name -> area; ``level``: area -> price level."""
    there = {name: area for name, area in offered.items() if area != place}
    amounts = {name: round(elsewhere(salary, level[place], level[area]), -2) for name, area in there.items()}
    known = [amount for amount in amounts.values() if pd.notna(amount)]
    ends = [
        f"{money(end)} ({listing(name for name in amounts if amounts[name] == end)})"
        for end in ((min(known), max(known)) if known else ())
    ]
    said = f"takes from about {ends[0]} to about {ends[1]}, before tax" if ends else f"is {NOT_RELEASED}"
    return View(
        sentence=f"In the other places offered here, the same purchasing power {said}.",
        table=Table(
            pd.DataFrame(
                [[name, amounts[name], times(level[area])] for name, area in there.items()],
                columns=["Place", "Buys the same", headings.PRICE_LEVEL],
            ),
            f"{money(salary)} times the ratio of the price levels of {prices_of}, before tax, to the nearest $100 (derived)",
            formats={"Buys the same": money},
        ),
    )
