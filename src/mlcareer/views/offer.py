"""What an offer is worth: where an amount lies among published wages, and the same amount at other places' prices.

Salaries and places multiply to tens of thousands. So what is said of an offer names neither, and is drawn once for all offers of
which it is true; what is published of a place is drawn once for each place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from mlcareer.anywhere import within
from mlcareer.occupations import PROXIES
from mlcareer.tables import Table
from mlcareer.text import NOT_RELEASED, PERCENTILES, count, listing, money, pay, released, times, words
from mlcareer.views import headings
from predrawn import View

#: US dollars to which an offer at national prices is rounded, and to which amounts that buy the same elsewhere are. These come of
#: the first and are rounded less finely, so that an offer in thousands comes back to itself at its own place.
STEP, STEP_ELSEWHERE = 500, 1000


def band(row: pd.Series | Mapping, amount: float) -> str:
    """Between which two published percentiles of an OEWS row an annual amount in US dollars lies, in words.

    Nothing between two percentiles is interpolated. A percentile that is only a lower bound ("at least $239,200") has
    no amount above it that is known to be above it, so a higher amount is not placed there. "not released" where one of
    the five is missing.
    """
    if not released(row):
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


def bands(paid: Mapping[str, pd.DataFrame]) -> Callable[[str, int], tuple[str, ...]]:
    """Gives of a place and a salary, US dollars a year, what ``band`` says of it for each occupation of PROXIES.

    ``paid``: occupation -> ``anywhere.wages``.
    """
    columns = [*PERCENTILES, "top_coded"]
    # Asked of each salary at each place: a row of pandas' would be read ten times as slowly.
    rows = [paid[code][columns].to_dict("index") for code in PROXIES]
    return lambda place, salary: tuple(band(row[place], salary) for row in rows)


def worth(level: pd.Series) -> Callable[[str, int], float | None]:
    """Gives of a place and a salary the salary at national prices, to the nearest STEP; None where there is no price level.

    ``level``: place -> regional price parities, all items, nation = 100. US dollars a year, before tax.
    """
    known = level.dropna().to_dict()
    return lambda place, salary: round(salary / known[place] * 100 / STEP) * STEP if place in known else None


def standing(bands: tuple[str, ...]) -> str:
    """Where an offer lies among the published wages of each occupation, in sentences. ``bands``: of ``bands``."""
    said = dict(zip(PROXIES.values(), bands))
    known = {name: band for name, band in said.items() if band != NOT_RELEASED}
    untold = listing(name.lower() for name in said if name not in known)
    if known and len(set(bands)) == 1:
        lies = _placed(next(iter(known.values())), f" in all {words(len(bands))} occupations")
    else:
        lies = listing(_placed(band, f" of {name.lower()}' wages") for name, band in known.items())
    sentences = [f"This offer lies {lies}."] if known else []
    sentences += [f"No wages of {untold} are published for this place."] if untold else []
    return " ".join(sentences)


def _placed(band: str, of: str) -> str:
    """What ``band`` says, with whose wages these are: ``above the median of bakers' wages (the 75th percentile is at least $1)``."""
    lies, _, bound = band.partition("; ")
    return f"{lies}{of} ({bound})" if bound else f"{lies}{of}"


def published(paid: Mapping[str, pd.DataFrame], of: str, place: str) -> View:
    """The published wages of each occupation at a place, in a table. ``paid``: of ``bands``; ``of``: their period."""
    rows = {name: paid[code].loc[place] for code, name in PROXIES.items()}
    where = within(next(iter(rows.values()))["label"])
    medians = [f"{pay(row, 'median')} for {name.lower()}" for name, row in rows.items() if released(row)]
    are = "medians are" if len(medians) > 1 else "median is"
    said = f"In {where} the {are} {listing(medians)}." if medians else f"No such wages are published in {where}."
    return View(
        sentence=said + of_state(paid, place),
        table=Table(
            pd.DataFrame(
                [
                    [name, *(pay(row, point) for point in PERCENTILES), count(row["employment"])]
                    for name, row in rows.items()
                ],
                columns=["Occupation", *headings.PERCENTILES.values(), *headings.JOBS.values()],
            ),
            f"Published percentiles of annual wages in {where}, {of}, US dollars",
        ),
    )


def of_state(paid: Mapping[str, pd.DataFrame], place: str) -> str:
    """A sentence, after a space, on wages that are published for an area's state and not for the area; nothing where there are none."""
    found, state = [], ""
    for code, name in PROXIES.items():
        rows = paid[code]
        state = rows.at[place, "state"]
        if state and not released(rows.loc[place]) and released(rows.loc[state]):
            found.append(name.lower())
    if not found:
        return ""
    label = within(next(iter(paid.values())).at[state, "label"])
    return f" Wages of {listing(found)} are published for {label} as a whole. You can choose it as the place."


def elsewhere(offered: Mapping[str, str], level: Mapping[str, float], prices_of: str, worth: float | None) -> View:
    """What an offer is worth at national prices, and what buys the same in other places.

    ``offered``: name -> place, each with a price ``level``; ``prices_of``: their period; ``worth``: of ``worth``.
    """
    if worth is None:
        return View(
            sentence="There is no price level for this place: this report has none for states and territories, nor for areas of Puerto "
            "Rico. So we cannot tell what would buy the same elsewhere."
        )
    amounts = {
        name: round(worth * level[place] / 100 / STEP_ELSEWHERE) * STEP_ELSEWHERE for name, place in offered.items()
    }
    least, most = (
        f"{money(end)} ({listing(name for name in amounts if amounts[name] == end)})"
        for end in (min(amounts.values()), max(amounts.values()))
    )
    return View(
        sentence=f"At national prices the offer is worth about {money(worth)} (derived, to the nearest {money(STEP)}, before tax). To buy the same "
        f"in the places listed below, you would need from about {least} to about {most}.",
        table=Table(
            pd.DataFrame(
                [[name, money(amounts[name]), times(level[place])] for name, place in offered.items()],
                columns=["Place", "Buys the same", headings.PRICE_LEVEL],
            ),
            f"{money(worth)} at national prices times the price level of {prices_of}, before tax, to the nearest "
            f"{money(STEP_ELSEWHERE)} (derived)",
        ),
    )
