"""H-1B filings for machine learning titles by employer and occupation code, four fiscal years together.

Raw layout: ``lca_employer_title_soc_counts_ml.csv``, one row an employer, title and occupation code as filed (``soc``), with
``filings`` and the ``fiscal_years`` that they are of, by blanks ("2023 2024"). ``occupation_data_30.2.txt``, by tabs: the
occupations of O*NET, whose codes with ``.00`` are those of the classification of 2018; read to tell its codes from those of 2010. Traps: "machine
learning engineering" is in a title, too; one name has several spellings; names and titles are free text and kept as text.
"""

import csv
import re

import pandas as pd

from sources import Raw, columns_of, expect
from sources.facts import facts
from sources.visa_filings import one_spelling, plain_text, usual

#: So many employers, and those with as many filings as the last of them.
SHOWN = 25

SOURCE, TABLES = facts("employer_filings", SHOWN=SHOWN)
FILINGS, OCCUPATIONS = SOURCE.named["filings"], SOURCE.named["occupations"]

#: Titles counted -> what they have in them: "machine learning engineer", or "machine learning" or ML as a word.
TITLES = {
    "machine learning engineer": "machine learning engineer",
    "machine learning or ML": r"machine learning|\bML\b",
}


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load: "NA" may be a name
    filings = pd.read_csv(raw.path(SOURCE, FILINGS), dtype=str, keep_default_na=False)
    filings = columns_of(filings, ["employer", "title", "soc", "filings", "fiscal_years"], FILINGS)
    onet = pd.read_csv(raw.path(SOURCE, OCCUPATIONS), sep="\t", dtype=str, quoting=csv.QUOTE_NONE)
    onet = columns_of(onet, ["O*NET-SOC Code", "Title"], OCCUPATIONS)

    # process
    _check(filings)
    filings["filings"] = filings["filings"].astype(int)
    filings["newest_year"] = filings["fiscal_years"].str.split().map(max).astype(int)
    filings["name"] = filings["employer"].map(one_spelling)
    whole = onet[onet["O*NET-SOC Code"].str.endswith(".00")]
    current = dict(zip(whole["O*NET-SOC Code"].str[:7], whole["Title"]))
    employers, codes = [], []
    for titles, pattern in TITLES.items():
        group = filings[filings["title"].str.contains(pattern, case=False)]
        expect(not group.empty, FILINGS, f"no title has {titles}")
        employers.append(_employers(group).assign(titles=titles))
        codes.append(_codes(group, current).assign(titles=titles))

    # result
    made = {"filing_employers": pd.concat(employers), "filing_codes": pd.concat(codes)}
    return {name: frame[TABLES[name].columns] for name, frame in made.items()}


def _check(filings: pd.DataFrame) -> None:
    """Refuse what cannot be counted."""
    for column, pattern in (
        ("filings", r"[1-9]\d*"),
        ("soc", r"\d{2}-\d{4}(\.\d{2})?"),
        ("fiscal_years", r"\d{4}( \d{4})*"),
    ):
        wrong = filings.loc[~filings[column].str.fullmatch(pattern), column].tolist()
        expect(not wrong, FILINGS, f"{wrong[:1]} in the column {column!r}")
    begins, ends = re.findall(r"\d{4}", SOURCE.period)
    expected = {str(year) for year in range(int(begins), int(ends) + 1)}
    years = set(" ".join(filings["fiscal_years"]).split())
    expect(years == expected, FILINGS, f"fiscal years are {', '.join(sorted(years))}, not {SOURCE.period}")
    twice = filings.duplicated(["employer", "title", "soc"])
    expect(not twice.any(), FILINGS, "an employer, title and code that stand twice")


def _employers(filings: pd.DataFrame) -> pd.DataFrame:
    """Those with most filings in their usual spelling, below the row of all."""
    spellings = filings.assign(employer=filings["employer"].map(plain_text))
    spellings = spellings.groupby(["name", "employer"], as_index=False)["filings"].sum()
    by_name = filings.groupby("name").agg(filings=("filings", "sum"), newest_year=("newest_year", "max"))
    top = by_name.assign(employer=usual(spellings, "filings"), employers=1).nlargest(SHOWN, "filings", keep="all")
    whole = {
        "employer": "all employers",
        "filings": by_name["filings"].sum(),
        "employers": len(by_name),
        "newest_year": by_name["newest_year"].max(),
    }
    return pd.concat(
        [pd.DataFrame([whole]), top.sort_values(["filings", "employer"], ascending=[False, True])], ignore_index=True
    )


def _codes(filings: pd.DataFrame, current: dict[str, str]) -> pd.DataFrame:
    """Filings by code. ``current``: the classification of 2018, code -> title."""
    former, unknown = SOURCE.by_hand["former"], SOURCE.by_hand["unknown"]
    table = filings.groupby("soc")["filings"].sum().rename_axis("code").reset_index()
    table["occupation"] = table["code"].str[:7]
    strangers = sorted(set(table["occupation"]) - {*current, *former, *unknown})
    expect(not strangers, FILINGS, f"{', '.join(strangers[:3])} is in no classification known here")
    table["occupation_title"] = table["occupation"].map({**former, **current}).fillna("")
    table["classification"] = [
        "2018" if code in current else "2010" if code in former else "neither" for code in table["occupation"]
    ]
    table["percent"] = (table["filings"] / table["filings"].sum() * 100).round(2)
    return table.sort_values(["filings", "code"], ascending=[False, True])
