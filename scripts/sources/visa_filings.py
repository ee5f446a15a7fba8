"""H-1B filings for titles with "machine learning" or "ML": where, under which occupation, at which offered wage.

Raw layout: ``lca_fy2024q1.parquet``, one row a certified full-time filing of October to December 2023: EMPLOYER_NAME,
JOB_TITLE, SOC_CODE, ANNUAL_WAGE (low end of the offer), WAGE_UNIT_OF_PAY, WORKSITE_STATE.
``lca_fy2025_employer_title_pairs.parquet``: distinct employer and job of fiscal year 2025, no pay, no counts.
``lca_certified_by_soc.csv``: certified cases by occupation and fiscal year, and of October to June in columns such as
``FY2026_Oct_Jun``. Names and titles are free text: they are
kept as text, rid of control characters, and never read as anything else.
"""

import unicodedata

import pandas as pd

from sources import Raw, columns_of
from sources.facts import facts

#: Titles meant: "machine learning" anywhere, or ML as a word.
PATTERN = r"machine learning|\bML\b"
SMALLEST = 10
#: So many employers of FY2025, and those with as many titles as the last of them.
SHOWN = 25

SOURCE, TABLES = facts("visa_filings", SMALLEST=SMALLEST, SHOWN=SHOWN)
FILINGS, PAIRS, CERTIFIED = (SOURCE.named[key] for key in ("filings", "pairs", "certified"))
YEARS = TABLES["visa_certified"].values("fiscal_year")
#: Fiscal years whose first nine months are known, too: column of the raw file -> year.
NINE_MONTHS = {f"{year}_Oct_Jun": year for year in TABLES["visa_nine_months"].values("fiscal_year")}


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    filings = pd.read_parquet(raw.path(SOURCE, FILINGS))
    columns_of(filings, ["EMPLOYER_NAME", "JOB_TITLE", "SOC_CODE", "ANNUAL_WAGE", "WORKSITE_STATE"], FILINGS)
    pairs = columns_of(pd.read_parquet(raw.path(SOURCE, PAIRS)), ["employer", "job"], PAIRS)
    certified = columns_of(pd.read_csv(raw.path(SOURCE, CERTIFIED)), ["soc", *YEARS, *NINE_MONTHS], CERTIFIED)

    # process
    filings = filings.assign(EMPLOYER_NAME=filings["EMPLOYER_NAME"].map(plain_text), code=filings["SOC_CODE"].str[:7])
    titled = filings[filings["JOB_TITLE"].str.contains(PATTERN, case=False, na=False)]
    occupations = [("all", *_summary(titled)), *((code, *_summary(group)) for code, group in titled.groupby("code"))]
    states = _by_state(titled).join(_by_state(filings).add_prefix("all_"), how="right").fillna(0).astype(int)
    spelled = {name: one_spelling(name) for name in pairs["employer"].unique()}
    pairs = pairs.assign(name=pairs["employer"].map(spelled))
    firms = _firms(pairs)
    titles = _titles(pairs[pairs["job"].str.contains(PATTERN, case=False, na=False)])
    top = titles.nlargest(SHOWN, "titles", keep="all").sort_values(["titles", "employer"], ascending=[False, True])
    whole = pd.DataFrame({"employer": ["all employers"], "titles": titles["titles"].sum(), "employers": len(titles)})

    # result
    fields = TABLES["visa_occupations"].columns
    occupations = pd.DataFrame(occupations, columns=fields).sort_values(["filings", "code"], ascending=[False, True])
    occupations[fields[1:]] = occupations[fields[1:]].astype("Int64")
    return {
        "visa_occupations": occupations,
        "visa_states": states.reset_index().sort_values(["filings", "state"], ascending=[False, True]),
        "visa_employers": pd.concat([whole, top]),
        "visa_industries": firms,
        "visa_certified": _by_year(certified, {year: year for year in YEARS}),
        "visa_nine_months": _by_year(certified, NINE_MONTHS),
    }


def _by_year(certified: pd.DataFrame, years: dict[str, str]) -> pd.DataFrame:
    """One row an occupation and fiscal year. ``years``: column -> year."""
    long = certified.melt("soc", list(years), "fiscal_year", "certified").rename(columns={"soc": "occupation"})
    return long.assign(fiscal_year=long["fiscal_year"].map(years)).sort_values(["occupation", "fiscal_year"])


def _by_state(filings: pd.DataFrame) -> pd.DataFrame:
    """Filings and employers by state."""
    groups = filings.groupby(filings["WORKSITE_STATE"].rename("state"))["EMPLOYER_NAME"]
    return groups.agg(filings="size", employers="nunique")


def _summary(filings: pd.DataFrame) -> list:
    n, wages = len(filings), filings["ANNUAL_WAGE"]
    quartiles = [round(figure) for figure in wages.quantile([0.25, 0.5, 0.75])] if n >= SMALLEST else [None] * 3
    return [n, filings["EMPLOYER_NAME"].nunique(), *quartiles]


def _firms(pairs: pd.DataFrame) -> pd.DataFrame:
    """The firms set down by hand with their titles, each title once though the firm's name has several spellings."""
    jobs = pairs.groupby("name")["job"].unique()
    rows = []
    for industry, firms in SOURCE.by_hand["firms"].items():
        for name, business in firms.items():
            filed = pd.Series(jobs.get(one_spelling(name), []), dtype=str)
            titles = int(filed.str.contains(PATTERN, case=False).sum())
            rows.append((industry, name, business, titles, len(filed)))
    frame = pd.DataFrame(rows, columns=TABLES["visa_industries"].columns)
    return frame.sort_values(["industry", "titles", "employer"], ascending=[False, False, True])


def _titles(pairs: pd.DataFrame) -> pd.DataFrame:
    """Employers in their usual spelling, with the number of their titles."""
    spellings = pairs["employer"].map(plain_text).groupby(pairs["name"]).value_counts().rename("titles").reset_index()
    titles = pairs.groupby("name")["job"].nunique()
    return pd.DataFrame({"employer": usual(spellings, "titles"), "titles": titles, "employers": 1}).reset_index(
        drop=True
    )


def usual(spellings: pd.DataFrame, count: str) -> pd.Series:
    """The spelling that stands for all of one name's: that with the most by the column ``count``, of equal ones that with the
    fewest capitals. ``spellings`` has a row a ``name`` and ``employer``; the answer is by name.
    """
    spellings = spellings.assign(capitals=spellings["employer"].str.count("[A-Z]"))
    spellings = spellings.sort_values([count, "capitals", "employer"], ascending=[False, True, True])
    return spellings.drop_duplicates("name").set_index("name")["employer"]


def one_spelling(name: object) -> str:
    """A name without case and punctuation: what the spellings of one name have in common."""
    return " ".join(
        "".join(letter for letter in plain_text(name).casefold() if letter.isalnum() or letter == " ").split()
    )


def plain_text(name: object) -> str:
    """Free text rid of what is no text: control, format and unassigned characters become blanks, blanks one blank."""
    kept = (" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in str(name))
    return " ".join("".join(kept).split())
