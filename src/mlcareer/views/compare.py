"""How two places differ: wages as paid and at national prices, jobs, and what sampling error can explain."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from mlcareer import charts, metros, uncertainty
from mlcareer.occupations import NAMES
from mlcareer.tables import Table
from mlcareer.text import NOT_RELEASED, count, money, pay, times
from mlcareer.views import headings
from predrawn import View

#: Said of the nation and a part of it: the samples are not independent.
UNTESTED = "not tested: one is part of the other"


def contrast(first: pd.Series, other: pd.Series, measure: str, write: Callable) -> str:
    """Two estimates with standard errors in words: higher, lower, or a tie; and what is not to be tested.

    ``one`` and ``other`` are rows of ``metros.with_nation``, ``write`` writes a difference of the measure.
    """
    if first.name == other.name:
        return "–"
    if metros.NATION in (first.name, other.name):
        return UNTESTED
    a, b = first[measure], other[measure]
    if pd.isna(a) or pd.isna(b):
        return NOT_RELEASED
    if not uncertainty.differ(a, first[f"{measure}_rse"], b, other[f"{measure}_rse"]):
        return "not told apart by the survey"
    return f"{write(abs(a - b))} {'higher' if a > b else 'lower'}, more than sampling error explains"


def with_reach(row: pd.Series, measure: str, write: Callable) -> str:
    """An estimate and the reach of its 95 % interval to either side, if that is known: ``8,370 (± 540)``."""
    if pd.isna(row[measure]):
        return NOT_RELEASED
    reach = uncertainty.Z * uncertainty.standard_error(row[measure], row[f"{measure}_rse"])
    return write(row[measure]) + ("" if pd.isna(reach) else f" (±\u00a0{write(round(reach, -1))})")


def places(
    paid: Mapping[str, pd.DataFrame],
    priced: Mapping[str, pd.DataFrame],
    level: Mapping[str, float],
    ends: tuple[float, float],
    of: str,
    prices_of: str,
    one: str,
    other: str,
    occupation: str,
) -> View:
    """Two areas side by side, for one occupation.

    ``paid`` and ``priced``: occupation -> ``metros.with_nation`` and ``metros.priced``. ``level``: area -> price level, nation =
    100. ``ends``: those of the scale, US dollars a year. ``of``, ``prices_of``: periods of wages and of price levels.
    """
    here, there, who = paid[occupation].loc[one], paid[occupation].loc[other], NAMES[occupation]
    a, b = (row["short_name"].replace("USA", "the USA") for row in (here, there))
    jobs, mean = contrast(here, there, "employment", count), contrast(here, there, "mean", money)
    at_prices = [money(priced[occupation].loc[area, "median"]) for area in (one, other)]
    rows = pd.concat(
        [
            table[occupation].loc[[area]].assign(label=f"{table[occupation].loc[area, 'short_name']}, {how}")
            for area in (one, other)
            for table, how in ((paid, "as paid"), (priced, "at national prices"))
        ]
    )
    figures = [
        ("Jobs", *(with_reach(row, "employment", count) for row in (here, there)), jobs),
        ("Mean pay", *(with_reach(row, "mean", money) for row in (here, there)), mean),
        ("Median pay", pay(here, "median"), pay(there, "median"), "no standard error"),
        (headings.PRICE_LEVEL, times(level[one]), times(level[other]), "no standard error"),
    ]
    columns = ["Measure", a, b if one != other else f"{b} again", "The first against the second"]
    return View(
        charts.spread(rows, label="label", marked=[True, True, False, False], start=ends[0], end=ends[1]),
        told(here, there, who.lower(), mean, at_prices),
        Table(
            pd.DataFrame(figures, columns=columns),
            f"{who}, {of}; price level of {prices_of}; ±: 95% interval where it is known",
        ),
    )


def told(here: pd.Series, there: pd.Series, who: str, mean: str, at_prices: list[str]) -> str:
    """The sentence of ``places``; ``mean`` is the contrast of the means, ``at_prices`` the medians at national prices."""
    a, b = (row["short_name"].replace("USA", "the USA") for row in (here, there))
    if here.name == there.name:
        return f"Both are {a}. Choose two different places."
    if mean == NOT_RELEASED:
        means = "the means cannot be compared, for one was not released"
    elif mean.startswith("$"):
        means = f"the mean in {a} is {mean}"
    else:
        verb = mean.replace("not tested", "are not tested").replace("not told", "are not told")
        means = f"the means ({money(here['mean'])} and {money(there['mean'])}) {verb}"
    return (
        f"As paid, the median of {who} is {money(here['median'])} in {a} and {money(there['median'])} in {b}; {means}. At "
        f"national prices the medians are {at_prices[0]} and {at_prices[1]}, which cannot be tested: neither medians nor price "
        "levels have standard errors."
    )
