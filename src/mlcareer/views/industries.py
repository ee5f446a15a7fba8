"""Which industries data scientists work in.

Finer industries than sectors are in the table for data scientists alone, so this speaks of them whichever occupation stands first.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from mlcareer import charts, data, uncertainty
from mlcareer.charts import Chart
from mlcareer.tables import Table
from mlcareer.text import count, listing, money, percent
from mlcareer.views import headings
from mlcareer.views.headings import headed

#: The longest names of sectors, shortened for small screens.
SHORT = {
    "Administrative and Support and Waste Management and Remediation Services": "Administrative and support services",
    "Federal, State, and Local Government, excl. State & Local Schools & Hospitals & USPS": "Government (without schools and hospitals)",
    "Professional, Scientific, and Technical Services": "Professional and technical services",
}


def sectors(industries: pd.DataFrame, named: Collection[str]) -> pd.DataFrame:
    """The sectors of data scientists' ``oews_industry`` (indexed by industry), those with the most jobs first.

    Adds ``label`` ("Sector 52 - Finance and Insurance" is "Finance and Insurance"), ``low`` and ``high``, the 95 % interval
    of the jobs, and ``named``: is the industry among those?
    """
    rows = industries[(industries["level"] == 2) & ~industries.index.str.startswith("999")]
    low, high = uncertainty.interval(rows["employment"].astype(float), rows["employment_rse"])
    label = rows["industry_title"].str.replace(r"^Sectors? [\d, and]+ - ", "", regex=True).replace(SHORT)
    rows = rows.assign(label=label, low=low, high=high, named=rows.index.isin(list(named)))
    return rows.sort_values("employment", ascending=False)


def largest(rows: pd.DataFrame, whole: float, base: pd.Series, number: int) -> str:
    """The largest sectors in words, each with its share of data scientists and, beside it, of all jobs: ``banks 37.5%
    (beside 4.0% of all jobs)``.

    ``rows``: of ``sectors``; ``whole``: number of data scientists; ``base``: share of all jobs by industry, in percent.
    """
    return listing(
        f"{row.label.lower()} {percent(row.employment / whole * 100, 1)} (beside {percent(base.get(row.Index, float('nan')), 1)} of all jobs)"
        for row in data.some(rows, "sector").head(number).itertuples()
    )


def chart(rows: pd.DataFrame, shown: int, *, title: str, finding: str, of: str, source: str) -> Chart:
    """Jobs by sector as bars, the first ``shown``; the table holds all. ``rows``: of ``sectors``."""
    largest = data.some(rows[rows["employment"].notna()], "sector with a figure").head(shown)
    columns = {"label": "Sector"} | headings.JOBS | {"employment_rse": "RSE, %", "median": "Median wage"}
    return Chart(
        charts.bars(largest, label="label", value="employment", low="low", high="high", marked=largest["named"]),
        title=title,
        subtitle=f"Data scientist jobs in the USA, {of}, with 95% interval, in the {len(largest)} largest sectors. Bold: the sectors "
        "nearest to those that the article names",
        source=source,
        alt=f"{finding} Data scientist jobs: "
        + listing(f"{row.label} {count(row.employment)}" for row in largest.head(6).itertuples())
        + ".",
        table=Table(
            headed(rows, columns),
            f"Data scientists by sector, USA, {of}",
            formats={"Jobs": count, "Median wage": money},
        ),
    )
