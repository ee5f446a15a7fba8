"""The Bureau's employment projections."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mlcareer import charts, data
from mlcareer.charts import Chart
from mlcareer.occupations import ALL, FIRST, NAMES, PROXIES
from mlcareer.tables import Table
from mlcareer.text import ends, listing, percent, words
from mlcareer.views.headings import headed


def tenth(value: float) -> str:
    """A percentage with a digit after the point: ``33.5%``."""
    return percent(value, 1)


def growth(latest: pd.DataFrame, older: pd.DataFrame) -> pd.DataFrame:
    """Projected growth, percent, of the occupations that stand in and of all, with names and, in ``before``, the older view.

    Both are indexed by occupation; one that the older table lacks is missing there.
    """
    rows = latest.loc[[*PROXIES, ALL]].reset_index()
    return rows.assign(name=rows["occupation"].map(NAMES), before=rows["occupation"].map(older["growth_percent"]))


def changes(cases: pd.DataFrame, names: Mapping[str, str]) -> str:
    """How counts changed from the year before the last to the last, by occupation: ``+3.1% for data scientists and …``.

    ``cases``: a row an occupation, a column a year, in order; ``names``: code -> name within a sentence.
    """
    before, last = (cases[year] for year in cases.columns[-2:])
    change = (last / before - 1) * 100
    return listing(f"{'+' if change[code] > 0 else ''}{tenth(change[code])} for {name}" for code, name in names.items())


def chart(rows: pd.DataFrame, *, title: str, finding: str, period: str, older: str, source: str) -> Chart:
    """Projected growth as bars, the first stand-in set off; the table has the older projections beside.

    ``rows``: of ``growth``; ``period`` and ``older``: the ranges of years, ``2025–35``; ``finding``: the first sentence of the
    alternative text.
    """
    data.some(rows, "projection")
    begin, end = ends(period)
    years, now, before = words(end - begin), f"{period} (reported)", f"{older} (superseded)"
    return Chart(
        charts.bars(rows, label="name", value="growth_percent", marked=rows["occupation"] == FIRST, write=tenth),
        title=title,
        subtitle=f"Projected growth of employment {period}, percent over {years} years, as reported",
        source=source,
        alt=f"{finding} {begin} to {end}: "
        + listing(f"{row.name} {tenth(row.growth_percent)}" for row in rows.itertuples(index=False))
        + ".",
        table=Table(
            headed(rows, {"name": "Occupation", "growth_percent": now, "before": before}),
            f"Projected growth over {years} years, two vintages side by side, percent",
            formats={now: tenth, before: tenth},
        ),
    )
