"""An occupation that somebody may have now beside those that stand in for the title: pay, jobs, prospects, what entry takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

import pandas as pd

from mlcareer import careers, charts
from mlcareer.occupations import ALL, PLURAL, PROXIES, SHORT, SINGULAR
from mlcareer.tables import Table
from mlcareer.text import BY_THE_HOUR, PERCENTILES, count, ends, money, pay, percent, times, wage
from mlcareer.views import headings
from mlcareer.views.card import NONE, with_error
from predrawn import Choice, View

#: The column of the occupation that is chosen: one heading in all states, the caption names it.
YOURS = "Your choice"

#: Steps of the end of the scale, US dollars a year.
STEP = 50_000

#: What the projections call it where no experience in related work is typical.
NO_EXPERIENCE = "None"

#: Openings are published by the hundred: below half of that, as none.
FEW = "under 50"


def choice(every: pd.DataFrame, names: Mapping[str, Sequence[str]], start: str) -> Choice:
    """A control with every occupation, searched by the names that people type.

    ``every``, ``names``: of ``careers.occupations`` and ``careers.names``; ``start``: the code of the one to begin with.
    """
    return Choice(
        dict(zip(every["label"], every.index)),
        "What you do now",
        start,
        kind="search",
        aliases=names,
        hints={every.at[ALL, "label"]: "if you have none yet"},
        nothing=careers.NOTHING,
    )


class Comparison:
    """Views of every occupation beside the three.

    ``known``: of ``careers.figures``; ``of`` and ``projected``: the periods of the wages and of the projections ("2024–34").
    """

    def __init__(self, known: pd.DataFrame, of: str, projected: str):
        self.known: dict[str, dict] = known.to_dict(
            "index"
        )  # asked of each occupation: a frame takes a hundred times as long
        self.of, self.projected = of, projected
        by_year = known[known["basis"] != BY_THE_HOUR]
        #: Ends of the scale, US dollars a year: the least wage by the year, and above the highest of the three.
        self.scale = float(by_year["p10"].min()), ceil(known.loc[list(PROXIES), "p90"].max() / STEP) * STEP

    def shown(self, occupation: str) -> View:
        """An occupation beside the three in a figure, in sentences, and in a table of all that is known of them."""
        return View(self.picture(occupation), self.told(occupation), self.table(occupation))

    def picture(self, occupation: str) -> charts.Canvas:
        """Wages by percentile of the occupation and, below it, of the three, on one scale for all occupations.

        It ends above the highest wage of the three: few others earn more, and on a scale for all of them the three would be short
        strokes. An occupation whose pay is by the hour has no bar: nobody knows how many hours a year it is.
        """
        own = self.known[occupation]
        rows = [{**own, "name": own["title"]}, *({**self.known[code], "name": SHORT[code]} for code in PROXIES)]
        for place, row in enumerate(rows):
            words = f"median {wage(row, 'median')}"
            row["name"] = charts.shortened(row["name"], words, bold=place == 0)
            if row["basis"] == BY_THE_HOUR:
                row |= {"otherwise": words, **dict.fromkeys(PERCENTILES)}
        low, high = self.scale
        marked = [True, *[False] * len(PROXIES)]
        return charts.spread(pd.DataFrame(rows), label="name", marked=marked, start=low, end=high)

    # ---- the sentences ----

    def told(self, occupation: str) -> str:
        """Median and its ratio to that of a stand-in, growth and openings, and how people get in."""
        own = self.known[occupation]
        other = next(code for code in PROXIES if code != occupation)
        begin = f"{own['title']}, one of the three stand-ins" if occupation in PROXIES else own["title"]
        last = entry(own) if occupation != ALL else "This is the plain comparison if you have no occupation yet."
        return f"{begin}: half earn {earn(own)}. {self.against(own, other)} {self.prospects(own, other)} {last}"

    def against(self, own: Mapping, other: str) -> str:
        """The median of a stand-in as a multiple of an occupation's own."""
        theirs = self.known[other]
        median = f"The median {SINGULAR[other]} earns"
        if own["basis"] == BY_THE_HOUR:
            return f"Pay by the year is not published: to compare, multiply by your hours. {median} {pay(theirs, 'median')} a year."
        if "median" in own["top_coded"].split():
            return f"{median} {pay(theirs, 'median')}; no ratio is told, for how much more these earn is not published."
        ratio = theirs["median"] / own["median"]
        if times(ratio) == times(1):
            return f"{median} about as much."
        return f"{median} {f'{times(ratio)} times as much' if ratio > 1 else f'{percent(ratio * 100)} of that'}."

    def prospects(self, own: Mapping, other: str) -> str:
        """Projected growth beside a stand-in's, and openings a year."""
        begin, end = ends(self.projected)
        here, there = grow(own["growth_percent"]), grow(self.known[other]["growth_percent"])
        alike = here.split()[0] == there.split()[0]
        return (
            f"Jobs are projected to {here} from {begin} to {end}, those of {PLURAL[other]} "
            f"{there.split(' ', 1)[1] if alike else f'to {there}'}. Openings a year: {openings(own)}."
        )

    # ---- the table ----

    def table(self, occupation: str) -> Table:
        """All that is known of an occupation beside the three."""
        own, *_ = rows = [self.known[code] for code in (occupation, *PROXIES)]
        compared = own["basis"] != BY_THE_HOUR and "median" not in own["top_coded"].split()
        lines = [
            ("Jobs", [with_error(row, "employment", count) for row in rows]),
            *((heading, [wage(row, point) for row in rows]) for point, heading in headings.PERCENTILES.items()),
            ("Mean", [mean(row) for row in rows]),
            ("Median, yours = 1", [times(row["median"] / own["median"], 2) if compared else NONE for row in rows]),
            (f"Growth {self.projected}", [percent(row["growth_percent"], 1) for row in rows]),
            (f"Openings a year, {self.projected}", [openings(row) for row in rows]),
            ("Typical education", [typical(row["education"]) for row in rows]),
            ("Experience in related work", [typical(row["experience"]) for row in rows]),
        ]
        return Table(
            pd.DataFrame(
                [[name, *cells] for name, cells in lines],
                columns=["Measure", YOURS, *(SHORT[code] for code in PROXIES)],
            ),
            f"{own['title']} beside the three stand-ins in the USA, {self.of}; wages in US dollars; ±: 95% interval",
        )


def earn(own: Mapping) -> str:
    """What half of an occupation earn: ``more than $98,430 a year``."""
    bound = "" if "median" in own["top_coded"].split() else "more than "
    return f"{bound}{wage(own, 'median')}{'' if own['basis'] == BY_THE_HOUR else ' a year'}"


def grow(rate: float) -> str:
    """A projected growth in percent as words: ``grow by 4.9%``, ``shrink by 3.0%``."""
    return f"{'grow' if rate > 0 else 'shrink'} by {percent(abs(rate), 1)}" if rate else "stay as many"


def openings(own: Mapping) -> str:
    """Openings a year, FEW where they were rounded to none."""
    return count(own["annual_openings"]) if own["annual_openings"] else FEW


def entry(own: Mapping) -> str:
    """What the Bureau of Labor Statistics calls typical of people who enter an occupation."""
    taken = "" if own["experience"] == NO_EXPERIENCE else f", with {own['experience'].lower()} in related work"
    return f"Typical entry: {own['education'].lower()}{taken}."


def typical(words: object) -> str:
    """What the projections say of entry; of all occupations together they tell nothing."""
    return NONE if pd.isna(words) else "none" if words == NO_EXPERIENCE else str(words)


def mean(row: Mapping) -> str:
    """The mean with its error, by the hour where pay is."""
    return with_error(row, "mean", money if row["basis"] != BY_THE_HOUR else lambda _: wage(row, "mean"))
