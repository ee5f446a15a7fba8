"""Who files for visas under titles of machine learning, and under which occupation codes.

Names of employers are text of the filings, as they write it.
"""

from __future__ import annotations

import pandas as pd

from mlcareer import charts, data
from mlcareer.charts import Chart
from mlcareer.occupations import DATA_SCIENTISTS, NAMES, PROXIES, RESEARCH_SCIENTISTS, SOFTWARE_DEVELOPERS
from mlcareer.tables import Table
from mlcareer.text import count, listing, tenth
from mlcareer.views.headings import headed

#: The titles that are counted here, as ``filing_employers`` and ``filing_codes`` name them, and the row of all who file them.
TITLES, EVERY = "machine learning engineer", "all employers"

#: What ``filing_codes`` says of a code that stands in no classification.
NEITHER = "neither"

#: The occupations that stand in for the title -> their codes in the classification before. Data scientists had none.
CODES_BEFORE = {SOFTWARE_DEVELOPERS: ("15-1132", "15-1133"), RESEARCH_SCIENTISTS: ("15-1111",)}

FILINGS, SHARE, NEWEST = "Filings", "Share", "Newest fiscal year"


def parted(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """The employers of ``filing_employers``, those with the most filings first, and the row of all who file such titles.

    ``rows``: those of one kind of title, indexed by employer. Adds ``share`` of all these filings, in percent.
    """
    whole = rows.loc[EVERY]
    named = rows.drop(index=EVERY).sort_values("filings", ascending=False, kind="stable").reset_index()
    return named.assign(share=named["filings"] / whole["filings"] * 100), whole


def chart(named: pd.DataFrame, whole: pd.Series, shown: int, *, title: str, of: str, source: str) -> Chart:
    """Filings by employer as bars, the first ``shown``; the table holds all that are named. ``named``, ``whole``: of ``parted``."""
    rows = data.some(named, "employer with a filing").head(shown)
    rows = rows.assign(label=[charts.shortened(name, count(rows["filings"].max())) for name in rows["employer"]])
    table = pd.concat([named, pd.DataFrame([{**whole.to_dict(), "employer": "All employers", "share": 100.0}])])
    columns = {"employer": "Employer, as filed", "filings": FILINGS, "share": SHARE, "newest_year": NEWEST}
    return Chart(
        charts.bars(rows, label="label", value="filings", marked=[True] * len(rows)),
        title=title,
        subtitle=f"Certified H-1B filings for titles with “{TITLES}”, {of} together: the {len(rows)} employers with the most, "
        "as they write their names; the table has more. A filing is not a hire",
        source=source,
        alt=f"{title}. Filings: "
        + listing(f"{row.employer} {count(row.filings)}" for row in rows.head(6).itertuples())
        + ".",
        table=Table(
            headed(table, columns),
            f"Employers with the most filings certified for titles with “{TITLES}”, {of}; share of all {count(whole['filings'])}",
            formats={FILINGS: count, SHARE: tenth, NEWEST: str},
        ),
    )


def codes(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``filing_codes`` of one kind of title, indexed by code; the commonest first, with ``label``.

    Today's classification is the one that has data scientists. ``before``: the year of the one before for its codes, which some filings
    still bear, else missing; their labels begin with it. ``marked``: is it, in today's, an occupation that stands in for the title?
    """
    rows = rows.sort_values("filings", ascending=False, kind="stable")
    today, classes = rows.at[DATA_SCIENTISTS, "classification"], rows["classification"]
    before = classes.where(~classes.isin([today, NEITHER]))
    marked = (classes == today) & rows.index.isin(list(PROXIES))
    title = rows["occupation_title"].replace("", pd.NA).fillna("In no classification")
    title = title.where(~marked, pd.Series(rows.index.map(NAMES), rows.index))
    return rows.assign(before=before, marked=marked, label=(before + ": ").fillna("") + title).reset_index()


def joined(rows: pd.DataFrame) -> pd.DataFrame:
    """The same with the codes of CODES_BEFORE counted under today's, the commonest first. ``rows``: of ``codes``."""
    today = {old: code for code, before in CODES_BEFORE.items() for old in before}
    old = rows["before"].notna() & rows["code"].isin(list(today))
    sums = rows.groupby(rows["code"].mask(old, rows["code"].map(today)))[["filings", "percent"]].sum()
    counted = rows[~old].set_index("code").assign(filings=sums["filings"], percent=sums["percent"]).reset_index()
    return counted.sort_values("filings", ascending=False, kind="stable", ignore_index=True)


def code_chart(rows: pd.DataFrame, shown: int, *, title: str, of: str, source: str) -> Chart:
    """Shares of the filings by occupation as bars, the first ``shown``, the codes of both classifications ``joined``; the table holds
    each code. ``rows``: of ``codes``.
    """
    largest = joined(data.some(rows, "occupation code")).head(shown)
    old = "".join(
        f". “{year}:” is a code of the classification of {year}" for year in largest["before"].dropna().unique()
    )
    labels = [charts.shortened(row.label, "", bold=row.marked) for row in largest.itertuples()]
    cut = largest.assign(label=labels)
    columns = {"label": "Occupation", "code": "Code, as filed", "filings": FILINGS, "percent": SHARE}
    return Chart(
        charts.bars(cut, label="label", value="percent", marked=cut["marked"], write=tenth),
        title=title,
        subtitle=f"Share of the certified H-1B filings for titles with “{TITLES}”, {of} together, the {len(cut)} commonest occupations. "
        f"Bold: those that stand in for the title, by the codes of both classifications{old}",
        source=source,
        alt=f"{title}. "
        + listing(f"{row.label} {tenth(row.percent)}" for row in largest.head(5).itertuples())
        + " of the filings.",
        table=Table(
            headed(rows, columns),
            f"Filings certified for titles with “{TITLES}” by occupation code, {of}",
            formats={FILINGS: count, SHARE: tenth},
        ),
    )
