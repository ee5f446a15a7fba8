"""What every occupation earns at a place: a table with the same rows at each place, and a sentence that says what it lacks."""

from __future__ import annotations

import pandas as pd

from mlcareer.anywhere import within
from mlcareer.metros import NATION
from mlcareer.occupations import ALL, FIRST, PLURAL, PROXIES, SINGULAR
from mlcareer.tables import Table
from mlcareer.text import AN_HOUR, count, wage
from mlcareer.views import headings
from predrawn import Choice, View, progress

#: What stands for a figure that the survey does not publish, a row that it lacks among them.
NOT_PUBLISHED = "not published"

#: The wages of the table; on a phone the first two columns are seen, so the median comes first.
SHOWN = ["median", "p25", "p75"]

#: Where the median stands among the cells behind a row's name.
MEDIAN = SHOWN.index("median")

#: Its columns.
COLUMNS = ["Occupation", *(headings.QUARTILES[point] for point in SHOWN), *headings.JOBS.values()]


class Published(Table):
    """A table of jobs and wages, of which some stand for an hour and many are not published."""

    missing = NOT_PUBLISHED
    after = AN_HOUR

    def html(self) -> str:
        """In a book, whose stylesheet aligns, without a style and with plain attributes: in so many rows these are 20 kB of a page."""
        whole = super().html()
        if not progress.building():
            return whole
        return whole.replace('<th scope="row" style="text-align:left">', "<th scope=row>")


class Everywhere:
    """Views of every place.

    ``every``: of ``careers.occupations``; ``figures``: of ``careers.everywhere``; ``places``: of ``anywhere.places``; ``of``: the
    period of the wages; ``names``: a choice of the occupations, by which rows are found.
    """

    def __init__(
        self, every: pd.DataFrame, figures: pd.DataFrame, places: pd.DataFrame, of: str, names: Choice | None = None
    ):
        rest = every.drop(index=[*PROXIES, ALL]).sort_values("jobs", ascending=False, kind="stable")
        #: The rows: those that stand in for the title, all occupations together, then the others by their jobs in the nation.
        self.rows = [*PROXIES, ALL, *rest.index]
        self.labels = list(every["label"][self.rows])
        self.places, self.names, self.of = places, names, of
        #: Place -> occupation -> its cells.
        self.cells: dict[str, dict[str, list[str]]] = {place: {} for place in places.index}
        for (place, code), row in zip(figures.index, figures.to_dict("records")):
            jobs = NOT_PUBLISHED if pd.isna(row["employment"]) else count(row["employment"])
            pay = (NOT_PUBLISHED if pd.isna(row[measure]) else wage(row, measure) for measure in SHOWN)
            self.cells[place][code] = [*pay, jobs]
        #: Stands for a row that the survey lacks.
        self.lacking = [NOT_PUBLISHED] * (len(COLUMNS) - 1)

    def shown(self, place: str) -> View:
        """A place's sentence and table."""
        return View(sentence=self.told(place), table=self.table(place))

    def told(self, place: str) -> str:
        """What the first stand-in earns there, of how many occupations pay is published, and what to do about the others."""
        where, here = within(self.places.at[place, "label"]), self.cells[place]
        median = {code: cells[MEDIAN] for code, cells in here.items() if cells[MEDIAN] != NOT_PUBLISHED}
        said = (
            f"In {where} the median {SINGULAR[FIRST]} earns {median[FIRST]} a year."
            if FIRST in median
            else f"What {PLURAL[FIRST]} earn in {where} is not published."
        )
        number, total = len(median.keys() - {ALL}), len(self.rows) - 1
        if number == total:
            return f"{said} Pay is published for all {total} occupations."
        return f"{said} Pay is published for {number} of {total} occupations; for the others try {self.larger(place)}."

    def larger(self, place: str) -> str:
        """The place that has more: an area's state as a whole, a state's nation."""
        row = self.places.loc[place]
        if row["kind"] != "area":
            return within(self.places.at[NATION, "label"])
        return f"{within(self.places.at[row['state'], 'label'])} as a whole"

    def table(self, place: str) -> Table:
        """Jobs and wages of each occupation there, found by the names that people type."""
        here = self.cells[place]
        rows = [[label, *here.get(code, self.lacking)] for label, code in zip(self.labels, self.rows)]
        return Published(
            pd.DataFrame(rows, columns=COLUMNS),
            f"Jobs and pay of every occupation in {within(self.places.at[place, 'label'])}, {self.of}; US dollars a year",
            filterable=True,
            names=self.names,
        )
