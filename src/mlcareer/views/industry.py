"""An industry that a reader chooses: how many data scientists it has, and what they earn there.

The table has finer industries than sectors for data scientists alone, so this speaks of them whichever occupation stands first.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

import pandas as pd

from mlcareer import charts
from mlcareer.tables import Table
from mlcareer.text import count, money, pay, percent, released
from mlcareer.views import earnings, headings
from mlcareer.views.card import NONE, with_error
from predrawn import Choice, View

#: Code -> other names that people type for an industry. The official name and that of its sector need none.
ALIASES = {
    "485300": ["ride hailing", "ride sharing", "Uber", "Lyft", "cab"],
    "516200": ["social media", "video streaming", "music streaming", "TV"],
    "519000": ["search engine", "internet search"],
    "518000": ["cloud", "data center", "hosting"],
    "513200": ["software company", "apps", "video games", "SaaS"],
    "541500": ["IT consulting", "IT services", "programming services"],
    "541600": ["consulting", "consultant"],
    "541700": ["research", "laboratory", "R&D"],
    "522000": ["bank", "banking", "lending", "credit cards"],
    "523000": ["stock exchange", "brokerage", "hedge fund", "trading", "asset management"],
    "524000": ["insurance", "insurer"],
    "52--53": ["bank", "fintech"],
    "61--62": ["schools", "teaching", "education"],
    "611100": ["high school", "primary school"],
    "611300": ["university", "academia"],
    "62--63": ["healthcare", "medicine"],
    "622000": ["clinic", "hospital"],
    "325400": ["pharma", "drug company", "biotech"],
    "334400": ["chips", "semiconductors"],
    "336000": ["cars", "aircraft"],
    "336400": ["aerospace", "defense"],
    "44--46": ["shops", "stores", "e-commerce"],
    "481000": ["airline"],
    "48--50": ["logistics", "shipping"],
    "561300": ["staffing", "temporary work", "contractor"],
    "55--56": ["headquarters", "head office", "holding company"],
    "99-100": ["public sector", "civil service"],
    "999100": ["federal government"],
    "22--23": ["electricity", "gas", "water", "energy"],
    "21--22": ["oil", "gas", "energy"],
    "31--34": ["factory", "industry"],
    "71--72": ["sports", "entertainment"],
}

#: Said where what was typed leads nowhere.
NOTHING = "Try a wider word: software, bank, hospital, school. An industry without data scientists in the survey is not listed."

#: Step of the end of the scale, US dollars a year.
STEP = 50_000

#: A share below this, in percent, is told as less than it.
LEAST = 0.1

#: The column of the industry that is chosen: one heading in all states, the caption names it.
CHOSEN, ALL_OF_THEM = "Here", "All industries"


class Industries:
    """Views of every industry that the wage survey lists for data scientists.

    ``rows``: of ``industries.every``; ``whole``: the row of all industries together; ``of``: the period of the figures.
    """

    def __init__(self, rows: pd.DataFrame, whole: pd.Series, of: str):
        self.rows: dict[str, dict] = rows.to_dict("index")
        self.whole: dict = whole.to_dict()
        self.of = of
        known = rows.dropna(subset=["p10", "p90"])
        #: Ends of the scale of all pictures, US dollars a year.
        self.scale = float(known["p10"].min()), ceil(known["p90"].max() / STEP) * STEP

    def choice(self, start: str) -> Choice:
        """A control with every industry, searched by its name, its sector's and ALIASES; ``start``: the code to begin with."""
        aliases, hints = {}, {}
        for code, row in self.rows.items():
            official = [] if row["label"] == row["official"] else [row["official"]]
            aliases[row["label"]] = [*ALIASES.get(code, []), *official]
            hints[row["label"]] = row["hint"]
        return Choice(
            {row["label"]: code for code, row in self.rows.items()},
            "Industry",
            start,
            kind="search",
            aliases={label: names for label, names in aliases.items() if names},
            hints={label: hint for label, hint in hints.items() if hint},
            nothing=NOTHING,
        )

    def shown(self, industry: str) -> View:
        """An industry beside all together in a figure, in sentences and in a table."""
        own = self.rows[industry]
        return View(self.picture(own), self.told(own), self.table(own))

    def picture(self, own: Mapping) -> charts.Canvas:
        """Wages by percentile there and, below, of all industries together, whose median is a line across both."""
        rows = pd.DataFrame([{**own, "name": own["label"]}, {**self.whole, "name": ALL_OF_THEM}])
        rows["name"] = [
            charts.shortened(row["name"], f"median {pay(row, 'median')}", bold=not place)
            for place, row in enumerate(rows.to_dict("records"))
        ]
        low, high = self.scale
        return charts.spread(
            rows, label="name", marked=[True, False], start=low, end=high, reference=float(self.whole["median"])
        )

    def told(self, own: Mapping) -> str:
        """How many work there, the share of all, the median beside that of all, and the lower end."""
        return f"{own['label']}: {self.jobs(own)} {self.earn(own)}"

    def jobs(self, own: Mapping) -> str:
        """How many there are in a sentence, and what share of all data scientists."""
        if pd.isna(own["employment"]):
            return "how many data scientists work there is not released."
        share = own["share"]
        part = percent(share, 1) if share >= LEAST else f"less than {percent(LEAST, 1)}"
        number, opened, error = with_error(own, "employment", count).partition(" (")
        return f"about {number} data scientists work there{opened}{error}, {part} of all."

    def earn(self, own: Mapping) -> str:
        """What they earn there in sentences."""
        every = pay(self.whole, "median")
        if not released(own):
            return (
                f"What they earn there is not released. In all industries together half earn more than {every} a year."
            )
        bound = "" if "median" in str(own["top_coded"]).split() else "more than "
        gap = earnings.against(own["median"] - self.whole["median"])
        return (
            f"Half of them earn {bound}{pay(own, 'median')} a year, {gap} in all industries together ({every}). One in four earns less "
            f"than {pay(own, 'p25')}, one in ten less than {pay(own, 'p10')}; who is new among them is not known."
        )

    def table(self, own: Mapping) -> Table:
        """All that is known of an industry, beside all of them together."""
        both = (own, self.whole)
        lines = [
            ("Jobs", [with_error(row, "employment", count) for row in both]),
            ("Share of all", [percent(own["share"], 2), NONE]),
            *((heading, [pay(row, point) for row in both]) for point, heading in headings.PERCENTILES.items()),
            ("Mean", [with_error(row, "mean", money) for row in both]),
        ]
        return Table(
            pd.DataFrame([[name, *cells] for name, cells in lines], columns=["Measure", CHOSEN, ALL_OF_THEM]),
            f"Data scientists by industry, USA, {self.of}; here: {own['official']}; wages in US dollars a year; ±: 95% interval",
        )
