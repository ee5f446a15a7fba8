"""Which industries data scientists work in.

Finer industries than sectors are in the table for data scientists alone, so this speaks of them whichever occupation stands first.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import pandas as pd

from mlcareer import charts, data, uncertainty
from mlcareer.charts import Chart
from mlcareer.tables import Table
from mlcareer.text import PERCENTILES, count, listing, money, pay, pays, percent
from mlcareer.views import earnings, headings
from mlcareer.views.headings import headed

#: The longest names of sectors, shortened for small screens.
SHORT = {
    "Administrative and Support and Waste Management and Remediation Services": "Administrative and support services",
    "Federal, State, and Local Government, excl. State & Local Schools & Hospitals & USPS": "Government (without schools and hospitals)",
    "Professional, Scientific, and Technical Services": "Professional and technical services",
}

#: Finer industries in everyday words, where the official name is long or older than what it holds: code -> name.
PLAIN = {
    "000001": "All private employers",
    "485300": "Taxis and ride hailing",
    "516200": "Social networks, streaming",
    **dict.fromkeys(("519000", "519200"), "Search portals and libraries"),
    **dict.fromkeys(("518000", "518200"), "Computing infrastructure"),
    "611100": "Schools",
    "611300": "Colleges and universities",
    "624100": "Family services",
}

#: What official names say of the survey itself.
NOTES = r" \(OEWS Designation\)$"

#: The row of all industries together, and the beginning of the codes of government, which overlap with each other.
TOTAL, GOVERNMENT = "000000", "999"

#: The depth of what is told as a finer industry: groups of four digits.
FINER = 4

#: Figures by which a finer industry is known to be the whole of the one that holds it.
FIGURES = ["employment", "mean", *PERCENTILES]


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


def every(industries: pd.DataFrame) -> pd.DataFrame:
    """Each industry of data scientists' ``oews_industry`` (indexed by industry) once, those with the most jobs first.

    An industry that has one part alone stands in the source twice or three times, with the same figures; the widest stays. Adds ``label``,
    of PLAIN where it has one and different for each, ``official``, its name in the source, ``hint``, the sector it is in, and ``share``
    of all these jobs, in percent.
    """
    whole = industries.at[TOTAL, "employment"]
    rows = industries.drop(index=TOTAL).sort_values("level", kind="stable")
    of_sectors = sectors(industries, ())["label"]
    rows["sector"] = [_sector(code, of_sectors.index) for code in rows.index]
    rows = rows[~rows.duplicated([*FIGURES, "sector"])]
    official = rows["industry_title"].replace(NOTES, "", regex=True)
    label = [PLAIN.get(code, of_sectors.get(code, name)) for code, name in official.items()]
    rows = rows.assign(
        label=label,
        official=official,
        hint=[
            "a whole sector" if code in of_sectors else of_sectors.get(rows.at[code, "sector"], "")
            for code in rows.index
        ],
        share=rows["employment"] / whole * 100,
    )
    alike = rows["label"].str.casefold().duplicated(keep=False) & ~rows.index.isin(of_sectors.index)
    rows["label"] = rows["label"].where(~alike, rows["label"] + " (" + rows.index.astype(str) + ")")
    return rows.sort_values("employment", ascending=False, kind="stable")


def _sector(code: str, sectors: Collection[str]) -> str:
    """The code of the sector that an industry is in, "" for those that go across sectors; that of a sector is its own.

    Sectors are written as what they begin with and what the next begins with: "31--34" holds 31, 32 and 33.
    """
    for sector in sectors:
        ends = re.fullmatch(r"(\d+)-+(\d+)", sector)
        if ends and code[:2].isdecimal() and int(ends[1]) <= int(code[:2]) < int(ends[2]):
            return sector
    return ""


def finer(rows: pd.DataFrame, least: int) -> pd.DataFrame:
    """Groups of four digits with at least so many jobs and with published pay, the best paid first by the median.

    ``rows``: of data scientists' ``oews_industry``, indexed by industry. Parts by ownership and government are left out: they overlap
    with the others. Adds ``label``, of PLAIN where it has one.
    """
    own = rows.index.str.endswith("00") | rows.index.str.contains("A")
    wanted = (rows["level"] == FINER) & own & ~rows.index.str.startswith(GOVERNMENT)
    rows = rows[wanted & (rows["employment"] >= least).fillna(False) & rows[list(PERCENTILES)].notna().all(axis=1)]
    label = [PLAIN.get(code, name) for code, name in rows["industry_title"].replace(NOTES, "", regex=True).items()]
    return rows.assign(label=label).sort_values("median", ascending=False, kind="stable")


def pay_chart(
    rows: pd.DataFrame, whole: pd.Series, shown: int, *, title: str, least: int, of: str, source: str
) -> Chart:
    """Wages of the ``shown`` best and of the ``shown`` worst paid industries, with those of all of them between; the table holds all.

    ``rows``: of ``finer``; ``whole``: the row of all industries together.
    """
    rows = data.some(rows, "industry with published pay")
    best, worst = rows.head(shown), rows.iloc[max(shown, len(rows) - shown) :]
    picked = pd.concat([best, whole.to_frame().T.assign(label="All industries"), worst])
    told = [
        charts.shortened(row["label"], f"median {pay(row, 'median')}", bold=code == TOTAL)
        for code, row in zip(picked.index, picked.to_dict("records"))
    ]
    columns = {"label": "Industry"} | headings.JOBS | headings.QUARTILES
    return Chart(
        charts.spread(
            picked.assign(label=told),
            label="label",
            marked=[code == TOTAL for code in picked.index],
            reference=float(whole["median"]),
        ),
        title=title,
        subtitle=f"Annual wages of data scientists in the USA, {of}: {earnings.MARKS}. Of the {len(rows)} industries with {count(least)} such "
        "jobs or more, those with the highest and the lowest medians. Dashed: the median of all",
        source=source,
        alt=f"{title}. Medians: "
        + listing(f"{row['label']} {money(row['median'])}" for row in picked.to_dict("records"))
        + ".",
        table=Table(
            headed(pays(rows, ["p25", "median", "p75"]), columns),
            f"Data scientists by industry, those with {count(least)} jobs or more, USA, {of}; annual wages in US dollars",
            formats={"Jobs": count},
        ),
    )
