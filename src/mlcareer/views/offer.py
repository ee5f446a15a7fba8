"""What an offer is worth: where a salary lies among published wages, what is left of it, what buys the same at another place.

Salaries, places and occupations multiply to half a million. So what is said of an offer names neither place nor occupation, and is
drawn once for all offers of which it is true; what is published of a place is drawn once, and the salary is a mark on it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from mlcareer import anywhere, charts
from mlcareer.anywhere import Cards, within
from mlcareer.metros import NATION
from mlcareer.tables import Table
from mlcareer.taxes import Taxes, uncounted
from mlcareer.text import PERCENTILES, count, hundreds, listing, money, pay, percent, released
from mlcareer.views import headings
from predrawn import View

#: US dollars to which an offer at national prices is rounded, and what buys the same elsewhere; and the step of the price level there,
#: nation = 100. A level is near 100, so half a step is half a percent.
STEP, LEVEL_STEP = 1000, 1

#: Units that the label of the mark needs above the rows.
ROOM = 14


# ---- between which percentiles ----


class Lies(NamedTuple):
    """Where an amount lies: ``at`` a percentile or between two, each as its name and its wage as published; empty where there is none.

    ``bound``: the percentile above is known only to be at least its wage, which is no more than the amount.
    """

    below: tuple[str, str] | None
    at: str
    above: tuple[str, str] | None
    bound: bool = False


#: No wages are published.
UNKNOWN = Lies(None, "", None)


def slots(row: pd.Series | Mapping) -> tuple[list[float], list[Lies]]:
    """The different wages of an OEWS row from the 10th to the 90th percentile, and what is to be said between and at them.

    An amount's place in the second list is ``bisect_left + bisect_right`` in the first. Nothing between two percentiles is
    interpolated. A percentile that is only a lower bound ("at least $239,200") has no amount above it that is known to be above it.
    Without all five percentiles there is one slot, UNKNOWN.
    """
    if not released(row):
        return [], [UNKNOWN]
    bounds = str(row["top_coded"]).split()
    named: dict[float, list[str]] = {}
    for name in PERCENTILES:
        if name not in bounds:
            named.setdefault(float(row[name]), []).append(name)
    known = [(listing(short(name) for name in names) + " percentile", pay(row, names[0])) for names in named.values()]
    first_bound = next(((f"{short(name)} percentile", pay(row, name)) for name in PERCENTILES if name in bounds), None)
    ends = [None, *known, first_bound]
    said: list[Lies] = []
    for place in range(len(known) + 1):
        below, above = ends[place], ends[place + 1]
        said.append(Lies(below, "", above, bound=place == len(known) and first_bound is not None))
        if place < len(known):
            said.append(Lies(below, known[place][0], ends[place + 2]))
    return list(named), said


def short(percentile: str) -> str:
    """A percentile's ordinal: ``10th``; the median is the 50th."""
    return "50th" if percentile == "median" else PERCENTILES[percentile].removesuffix(" percentile")


def placed(known: Cards) -> Callable[[str, str, int], Lies]:
    """Gives of a place, an occupation and a salary, US dollars a year, between which published percentiles it lies."""
    # Asked of each salary, place and occupation: half a million times.
    every = {
        (code, place): slots(row)
        for code, own in known.facts.items()
        for place, row in own.paid[[*PERCENTILES, "top_coded"]].to_dict("index").items()
    }

    def lies(place: str, occupation: str, salary: int) -> Lies:
        amounts, said = every[occupation, place]
        return said[bisect_left(amounts, salary) + bisect_right(amounts, salary)]

    return lies


def standing(lies: Lies) -> str:
    """Where an offer lies, in a few words, and the wages of the percentiles next to it. ``lies``: of ``placed``."""
    if lies == UNKNOWN:
        return (
            "The offer cannot be placed: no wages of this occupation are published here. Choose the state as the place, or the USA, "
            "or another occupation."
        )
    up = f"Next above: the {lies.above[0]}, {lies.above[1]}." if lies.above and not lies.bound else ""
    down = f"Next below: the {lies.below[0]}, {lies.below[1]}." if lies.below else ""
    if lies.at:
        head = f"At the {lies.at}."
    elif lies.bound and lies.above:
        head = f"Above the {lies.below[0]}." if lies.below else "Above all that is published."
        up = f"The {lies.above[0]} is published only as {lies.above[1]}."
    elif not lies.below:
        head = f"Below the {lies.above[0] if lies.above else ''}."
    elif not lies.above:
        head = f"Above the {lies.below[0]}, the highest that is published."
    else:
        head = f"{lies.below[0].removesuffix(' percentile')} to {lies.above[0]}."
    return " ".join(filter(None, (f"Your offer: {head[0].lower()}{head[1:]}", up, down)))


# ---- the place's wages, with the offer as a mark on them ----


def published(known: Cards, place: str, occupation: str) -> View:
    """The wages of an occupation at a place beside the nation's, the salary as a mark across them."""
    own = known.facts[occupation]
    rows = own.paid.loc[[NATION] if place == NATION else [place, NATION]]
    rows = rows.assign(name=[*rows["label"][:-1], "USA"], otherwise="not published")
    rows = rows if place != NATION else pd.concat([rows, rows])  # every picture has one size
    figure = charts.spread(rows, label="name", marked=[True, False], start=own.ends[0], end=own.ends[1], room=ROOM)
    columns = {"label": "Place", **headings.PERCENTILES, **headings.JOBS}
    told = [
        [name, *(pay(row, point) for point in PERCENTILES), count(row["employment"])]
        for name, row in zip(rows["name"], rows.to_dict("records"))
    ]
    return View(
        figure,
        _said(own, place),
        Table(
            pd.DataFrame(told[: 1 if place == NATION else 2], columns=list(columns.values())),
            f"Annual wages of {own.who} by percentile, {known.of}, US dollars",
        ),
        marks={"salary": charts.mark(figure, "your offer: {}", money)},
    )


def _said(own: anywhere.Facts, place: str) -> str:
    """Median and the lower end in a sentence; where none are published, what to choose instead."""
    here = own.paid.loc[place]
    where = within(here["label"])
    if released(here):
        return (
            f"Half of the {own.who} in {where} earn more than {pay(here, 'median')} a year, one in four less than {pay(here, 'p25')}, "
            f"one in ten less than {pay(here, 'p10')}."
        )
    source = own.shown[place]
    if pd.isna(source):
        return f"No wages of {own.who} in {where} are published."
    state = own.paid.loc[source]
    return (
        f"No wages of {own.who} in {where} are published. In {within(state['label'])} as a whole, which you can choose as the place, half "
        f"of them earn more than {pay(state, 'median')} a year."
    )


# ---- what is left after taxes ----


class Taxed(NamedTuple):
    """Where taxes are paid: the state (postal code; the nation has none), and other states that the area reaches into."""

    state: str
    others: tuple[str, ...]


def taxed(every: pd.DataFrame, states_of: Mapping[str, Sequence[str]]) -> Callable[[str], Taxed]:
    """Gives of a place where taxes are paid.

    ``every``: of ``anywhere.places``; ``states_of``: area -> the states of its title, in their order.
    """
    known = {place: Taxed(state, tuple(states_of.get(place, ())[1:])) for place, state in every["state"].items()}
    return lambda place: known[place]


def step(taxes: Taxes) -> Callable[[int], int | None]:
    """Gives of a salary the nearest for which taxes are known; None beyond them."""
    return lambda salary: taxes.nearest(salary)


def left_of(taxes: Taxes, names: Mapping[str, str]) -> Callable[[Taxed, int | None], str]:
    """Gives what is left of an offer in a sentence, by where taxes are paid and by the step nearest to the salary.

    ``names``: postal code -> state.
    """
    apart = money(taxes.steps[1] - taxes.steps[0])

    def sentence(taxed: Taxed, step: int | None) -> str:
        if not taxed.state:
            return "Taxes differ by state: choose a place to see what is left after taxes."
        where = within(names[taxed.state])
        if (taxed.state, taxes.steps[0]) not in taxes.known:
            return f"This report has no taxes for {where}, so what is left is not known."
        left = taxes.left(taxed.state, step)
        if not left:
            return f"Taxes are worked out for salaries of {money(taxes.steps[0])} to {money(taxes.steps[-1])} alone."
        said = (
            f"After taxes a single person in {where} keeps about {hundreds(left.left)} of {money(left.pay)}, {hundreds(left.left / 12)} a "
            f"month ({taxes.of}; worked out by steps of {apart}). Not counted are {uncounted(taxed.state)}, health "
            "insurance and saving for retirement."
        )
        if taxed.others:
            said += f" In {listing(within(names[one]) for one in taxed.others)}, into which the area reaches, it is another amount."
        return said

    return sentence


# ---- the same elsewhere ----


def worth(level: pd.Series) -> Callable[[str, int], int | None]:
    """Gives of a place and a salary the salary at national prices, to the nearest STEP; None where there is no price level.

    ``level``: place -> regional price parities, all items, nation = 100. US dollars a year, before tax.
    """
    # To the nearest half: places of one level then have one way from salary to worth, which travels once.
    known = ((level.dropna() * 2).round() / 2).to_dict()
    return lambda place, salary: round(salary / known[place] * 100 / STEP) * STEP if place in known else None


def level_there(level: pd.Series) -> Callable[[str], int | None]:
    """Gives the price level of another place, to the nearest LEVEL_STEP, nation = 100; None where there is none."""
    known = (level.dropna() / LEVEL_STEP).round().astype(int) * LEVEL_STEP
    rounded = known.to_dict()
    return lambda there: rounded.get(there)


def same(prices_of: str) -> Callable[[int | None, int | None], str]:
    """Gives what buys at another place what the offer buys at its own, in a sentence. ``prices_of``: the period of the price levels."""

    def sentence(worth: int | None, level_there: int | None) -> str:
        if worth is None or level_there is None:
            which = "this place" if worth is None else "the other place"
            return (
                f"There is no price level for {which} (there is none for states, territories and Puerto Rico), so we cannot tell what "
                "would buy the same."
            )
        amount = round(worth * level_there / 100 / STEP) * STEP
        return (
            f"About {money(amount)} buys the same at the other place, and {money(worth)} at the nation's prices (derived from price levels "
            f"of {prices_of}, before tax; rounded, so off by up to about one percent or {money(STEP)})."
        )

    return sentence


# ---- advertised by seniority ----


def advertised(rows: pd.DataFrame, of: str) -> Callable[[str], View]:
    """Gives what is advertised for the title at a seniority. It stands beside the wages, and on no axis with them.

    ``rows``: of ``advertised_pay`` of one year and treatment, indexed by experience, with "all"; ``of``: their period.
    """

    def told(level: str) -> View:
        if not level:
            return View(sentence=" ")
        row = rows.loc[level]
        share = row["ranges"] / rows.loc["all", "ranges"] * 100
        return View(
            sentence=f"Advertised under the title at {level} level, in the whole USA: half of the {count(row['ranges'])} ranges "
            f"({percent(share, 1)} of all, {of}, without copies) begin above {money(row['low_median'])} and half end above "
            f"{money(row['high_median'])}. These are offers in advertisements, not wages paid, so they stand beside the picture."
        )

    return told


# ---- all of it, for an explorer with the controls salary, place, occupation, there and level ----


def parts(known: Cards, *, prices_of: str, advertised_rows: pd.DataFrame, advertised_of: str) -> list[Callable]:
    """What is drawn: where the offer lies, on which wages, what is left, what is the same elsewhere, what is advertised."""
    names = next(iter(known.facts.values())).paid["label"]
    return [
        standing,
        partial(published, known),
        left_of(known.taxes, names),
        same(prices_of),
        advertised(advertised_rows, advertised_of),
    ]


def derived(known: Cards, states_of: Mapping[str, Sequence[str]]) -> dict[str, Callable]:
    """The values that follow from choices, by the names under which ``parts`` take them. ``states_of``: of ``anywhere``."""
    paid, level = next(iter(known.facts.values())).paid, known.levels["all_items"]
    return {
        "lies": placed(known),
        "taxed": taxed(paid, states_of),
        "step": step(known.taxes),
        "worth": worth(level),
        "level_there": level_there(level),
    }
