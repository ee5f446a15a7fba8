"""A place's card: what an occupation earns there, as paid and at national prices, how many jobs there are, what lies near; and
whether moving would pay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from mlcareer import anywhere, charts, uncertainty
from mlcareer.anywhere import Cards, Facts, within
from mlcareer.metros import NATION
from mlcareer.occupations import NAMES
from mlcareer.tables import Table
from mlcareer.taxes import uncounted
from mlcareer.text import NOT_RELEASED, PERCENTILES, count, hundreds, listing, money, pay, percent, ranks, times
from mlcareer.views import earnings, headings
from predrawn import Choice, View

#: What is said in place of wages at national prices.
NO_LEVEL = "no price level"

#: Stands for a second place that no sentences of difference are told for.
OTHER = "other"

#: Where a figure does not exist: the nation has no rank, an index has no price.
NONE = "–"


# ---- one place ----


def choice(every: pd.DataFrame, names: Mapping[str, Sequence[str]], label: str, start: str) -> Choice:
    """A control with every place, searched by any name that people type.

    ``every``, ``names``: of ``anywhere.places`` and ``anywhere.names``; ``start``: the code of the place to begin with.
    """
    return Choice(
        dict(zip(every["label"], every.index)),
        label,
        start,
        kind="search",
        aliases=names,
        hints=dict(zip(every["label"], every["hint"])),
        nothing=anywhere.NOTHING,
    )


def pay_there(known: Cards, place: str, occupation: str) -> View:
    """Wages at a place as paid and at national prices beside the nation's, in a figure, a sentence and a table of all that is known."""
    own = known.facts[occupation]
    stands, name = drawn(own, place)
    rows = pd.DataFrame([own.paid.loc[stands], own.priced.loc[stands], own.paid.loc[NATION]]).assign(
        name=[name, "at national prices (derived)", "USA"], otherwise=[NOT_RELEASED, NO_LEVEL, NOT_RELEASED]
    )
    said = " ".join(filter(None, (told(own, place), after_taxes(known, place, occupation))))
    return View(picture(own, rows), said, table(known, place, occupation))


def short(known: Cards, place: str, occupation: str) -> View:
    """The answer of ``pay_there`` with the nation's wages beside the place's, for a first screen."""
    own = known.facts[occupation]
    stands, name = drawn(own, place)
    return View(picture(own, own.paid.loc[[stands, NATION]].assign(name=[name, "USA"])), told(own, place, brief=True))


def drawn(own: Facts, place: str) -> tuple[str, str]:
    """The place whose wages are drawn for a place, and the name of its row: a state that stands for an area is called that."""
    source = own.shown[place]
    if pd.isna(source) or source == place:
        return place, own.paid.at[place, "label"]
    return source, f"{own.paid.at[source, 'label']}, {own.paid.at[source, 'hint']}"


def picture(own: Facts, rows: pd.DataFrame) -> Figure:
    """Wages by percentile on the scale of all places; the last row, the nation's, is the context."""
    marked = [True] * (len(rows) - 1) + [False]
    return charts.spread(rows, label="name", marked=marked, start=own.ends[0], end=own.ends[1])


def told(own: Facts, place: str, brief: bool = False) -> str:
    """The answer in sentences: pay as paid and at national prices, against the nation's, the lower end, and the jobs."""
    source, nation = own.shown[place], own.paid.loc[NATION]
    lacks = f"No wages of {own.who} in {within(own.paid.at[place, 'label'])} are published"
    if pd.isna(source):
        state = own.paid.at[place, "state"]
        beside = f", nor in {within(own.paid.at[state, 'label'])}" if state and state != place else ""
        return (
            f"{lacks}{beside}. In the USA as a whole half of them earn more than {pay(nation, 'median')} a year. "
            f"{jobs(own, place)}"
        )
    here, real = own.paid.loc[source], own.priced.loc[source]
    where = within(here["label"]) + ("" if source == place else " as a whole")
    said = f"Half of the {own.who} in {where} earn more than {pay(here, 'median')} a year"
    if source != NATION:
        said += f", {earnings.against(here['median'] - nation['median'])} in the USA as a whole"
        said += (
            f"; at national prices that is worth {money(real['median'])}"
            if pd.notna(real["median"])
            else f". There is {NO_LEVEL} for {where}"
        )
    begin = "" if source == place else f"{lacks}. "
    lower = f"One in four earns less than {pay(here, 'p25')}"
    if not brief:
        lower += f", one in ten less than {pay(here, 'p10')}: look there for a first post"
    return f"{begin}{said}. {lower}. {jobs(own, place)}"


def after_taxes(known: Cards, place: str, occupation: str) -> str:
    """What taxes leave of the median wage in a sentence; nothing where that is not known."""
    left = known.left(place, occupation)
    if not left:
        return ""
    paid = known.facts[occupation].paid
    state = paid.at[place, "state"]
    return (
        f"Of {money(left.pay)}, a step near the median, taxes leave a single person in {within(paid.at[state, 'label'])} about "
        f"{hundreds(left.left)} ({known.taxes.of}, without {uncounted(state)})."
    )


def jobs(own: Facts, place: str) -> str:
    """How many such jobs there are, and which ranks among the areas sampling error allows."""
    row = own.paid.loc[place]
    if pd.isna(row["employment"]):
        return f"How many such jobs there are in {within(row['label'])} is not released."
    said = f"There are about {count(row['employment'])} such jobs"
    if place in own.ranked.index:
        rank = own.ranked.loc[place]
        said += f", rank {ranks(rank['best'], rank['worst']).replace('–', ' to ')} of {len(own.ranked)} areas"
    return f"{said}."


def table(known: Cards, place: str, occupation: str) -> Table:
    """All that is known of a place beside the nation's figures."""
    own = known.facts[occupation]
    here, real, nation = own.paid.loc[place], own.priced.loc[place], own.paid.loc[NATION]
    rank = own.ranked.loc[place] if place in own.ranked.index else None
    left = known.left(place, occupation)
    priced = real.fillna({"top_coded": ""})

    def at_prices(measure: str) -> str:
        if place == NATION:
            return NONE
        return money(priced[measure]) if pd.notna(known.levels.at[place, "all_items"]) else NO_LEVEL

    rows = [
        ("Jobs", with_error(here, "employment", count), NONE, with_error(nation, "employment", count)),
        (
            f"Rank by jobs, of {len(own.ranked)} areas",
            NONE if rank is None else ranks(rank["best"], rank["worst"]),
            NONE,
            NONE,
        ),
        ("Concentration", times(here["location_quotient"], 2), NONE, "1"),
        *(
            (f"{headings.PERCENTILES[measure]}", pay(here, measure), at_prices(measure), pay(nation, measure))
            for measure in PERCENTILES
        ),
        ("Mean", with_error(here, "mean", money), at_prices("mean"), with_error(nation, "mean", money)),
        (
            f"Left after taxes of {money(left.pay)}, a step near the median, {known.taxes.of}"
            if left
            else f"Left after taxes, {known.taxes.of}",
            hundreds(left.left) if left else "not known",
            NONE,
            NONE,
        ),
        *(
            (words, times(known.levels.at[place, column]), NONE, times(known.levels.at[NATION, column]))
            for column, words in (("all_items", "Prices, all, nation = 100"), ("housing", "Housing, nation = 100"))
        ),
    ]
    name = here["label"] if place != NATION else "USA here"
    return Table(
        pd.DataFrame(rows, columns=["Measure", name, "At national prices", "USA"]),
        f"{NAMES[occupation]} in {within(here['label'])}, {known.of}; wages in US dollars a year; ±: 95% interval",
    )


def with_error(row: pd.Series | Mapping, measure: str, write: Callable[[float], str]) -> str:
    """An estimate and how far its 95 % interval reaches to either side, in percent: ``1,480 (± 24%)``."""
    error = row[f"{measure}_rse"]
    return write(row[measure]) + (f" (±\u00a0{percent(uncertainty.Z * error)})" if pd.notna(error) and error else "")


# ---- around it ----


def around(known: Cards, place: str, occupation: str) -> str:
    """The nearest larger markets, and how the place stands among areas of its size, in sentences."""
    own = known.facts[occupation]
    if own.paid.at[place, "kind"] != "area":
        return "Larger markets nearby, and areas of the same size, are told of metropolitan areas only."
    near = [
        f"{own.paid.at[code, 'label']} (about {count(miles)} miles, {count(own.paid.at[code, 'employment'])} jobs)"
        for code, miles in own.larger[place]
    ]
    name = own.paid.at[place, "label"]
    said = f"Nearest areas with more such jobs than {name}: {listing(near)}. " if near else ""
    said = said or f"No other area has more such jobs than {name}, as estimated. "
    return said + among_peers(known, own, place) + against_nation(own, place)


def against_nation(own: Facts, place: str) -> str:
    """The mean, which has an error, against the nation's, as paid and at national prices, after a space; nothing without a mean."""
    here, real, nation = own.paid.loc[place], own.priced.loc[place], own.paid.loc[NATION]
    if pd.isna(here["mean"]):
        return ""
    prices = f"; at national prices, {earnings.mean_against(real, nation)}" if pd.notna(real["mean"]) else ""
    return f" Compared with the whole USA, {earnings.mean_against(here, nation)}{prices}."


def among_peers(known: Cards, own: Facts, place: str) -> str:
    """How its median and its concentration stand among the areas nearest to it in all jobs. Neither has a tested order."""
    others = known.peers.get(place)
    if not others:
        return "How many jobs of any kind it has is not released, so no areas of its size can be named."
    said = []
    for measure, words in (("median", "median pay"), ("location_quotient", "how common such jobs are")):
        value, theirs = own.paid.at[place, measure], own.paid.loc[others, measure].dropna()
        if pd.notna(value) and len(theirs):
            said.append(f"number {(theirs > value).sum() + 1} of {len(theirs) + 1} by {words}")
    if not said:
        return f"It has neither a published median nor a concentration to hold against the {len(others)} areas of its size."
    return f"Beside the {len(others)} areas nearest to it in size, by all jobs, it is {listing(said)}, as estimated."


# ---- would moving pay? ----


def market(markets: Collection[str]) -> Callable[[str | None], str]:
    """Gives of a second place itself, where sentences speak of it, OTHER, or nothing where none is chosen."""
    return lambda place_2: "" if place_2 is None else place_2 if place_2 in markets else OTHER


class Moving:
    """The difference between a place and a market in sentences; asked for tens of thousands of pairs, so by plain numbers."""

    def __init__(self, known: Cards, markets: Collection[str]):
        self.markets = frozenset(markets)
        self.parts, self.of = known.parts, known.taxes.of
        self.left = {
            code: {place: known.left(place, code) for place in own.paid.index} for code, own in known.facts.items()
        }
        self.figures = {
            code: {
                place: (row.label, row.median, real, row.mean, row.mean_rse, row.employment, row.employment_rse)
                for row, place, real in zip(own.paid.itertuples(), own.paid.index, own.priced["median"])
            }
            for code, own in known.facts.items()
        }

    def differ(self, place: str, market: str, occupation: str) -> str | View:
        """What moving from a place to a market would change, before tax; medians have no error, so the means are tested."""
        if not market:
            return View(sentence=" ")
        if market == OTHER:
            return f"Sentences of difference are told for {len(self.markets)} markets, those with the most such jobs among them; the cards can be compared by eye."
        if market == place:
            return "Both are one place. Choose another as the second."
        here, median, real, *_ = self.figures[occupation][place]
        there, other, other_real, *_ = self.figures[occupation][market]
        if pd.isna(median) or pd.isna(other):
            lacking = listing([within(name) for name, value in ((here, median), (there, other)) if pd.isna(value)])
            return f"No median wage is published for {lacking}, so nothing can be compared."
        said = f"From {within(here)} to {within(there)} the median is {change(other - median)} as paid"
        if pd.isna(real) or pd.isna(other_real):
            lacking = listing([within(name) for name, value in ((here, real), (there, other_real)) if pd.isna(value)])
            said += f"; there is {NO_LEVEL} for {lacking}, so prices cannot be taken into account"
        else:
            said += f" and {change(other_real - real)} at national prices"
        return (
            f"{said}, before tax. {self.after_taxes(place, market, occupation)}{self.tested(place, market, occupation)} Medians and price "
            "levels have no published error."
        )

    def after_taxes(self, place: str, market: str, occupation: str) -> str:
        """What taxes leave of both medians in a sentence, before a space; nothing where one is not known.

        Two amounts and no difference: each is of the step near the median, so a difference would be off by up to a whole step.
        """
        here, there = self.left[occupation][place], self.left[occupation][market]
        if not here or not there:
            return ""
        return (
            f"Taxes leave a single person about {hundreds(here.left)} of {money(here.pay)} here and {hundreds(there.left)} of "
            f"{money(there.pay)} there, at the steps near the medians ({self.of}, without city and county taxes). "
        )

    def tested(self, place: str, market: str, occupation: str) -> str:
        """Whether the means as paid, and the job counts, differ by more than sampling error, in sentences."""
        if market in self.parts[place]:
            return "One is a part of the other, so no difference is tested."
        *_, mean, mean_rse, jobs, jobs_rse = self.figures[occupation][place]
        *_, other, other_rse, other_jobs, other_jobs_rse = self.figures[occupation][market]
        means, counts = apart(mean, mean_rse, other, other_rse), apart(jobs, jobs_rse, other_jobs, other_jobs_rse)
        if means is None:
            said = "A mean with its error is missing, so pay cannot be tested."
            return said if counts is None else f"{said} The job counts {VERB[counts]} by more than sampling error."
        said = f"The means as paid ({money(mean)} and {money(other)}) {VERB[means]} by more than sampling error"
        return f"{said}." if counts is None else f"{said}, the job counts {'do' if counts else 'do not'}."


#: Whether two estimates differ, in words.
VERB = {True: "differ", False: "do not differ"}


def apart(value: float, rse: float, other: float, other_rse: float) -> bool | None:
    """Do two estimates differ by more than sampling error? None where one, or its error, is missing."""
    missing = any(map(pd.isna, (value, rse, other, other_rse)))
    return None if missing else bool(uncertainty.differ(value, rse, other, other_rse))


def change(gap: float) -> str:
    """A difference of medians in words: ``$11,850 higher``; small ones are called alike, for their error is not known."""
    return "about the same" if abs(gap) < earnings.NO_GAP else f"{money(abs(gap))} {'higher' if gap > 0 else 'lower'}"
