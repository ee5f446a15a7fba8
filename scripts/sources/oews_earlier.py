"""Occupational Employment and Wage Statistics, nation: the years before the current release.

Raw layout: ``national_M2024_dl.xlsx`` is the Bureau's workbook, first sheet, one row an occupation, columns
OCC_CODE, TOT_EMP, EMP_PRSE, A_MEAN, MEAN_PRSE, A_MEDIAN (``#`` marks a top code, ``*`` and ``**`` a figure not
released). ``employment_2023.csv`` and ``earnings_2023.csv`` hold May 2023 with columns occupation_code, year and
employment or weekly_pay; the trap: weekly_pay is the ANNUAL MEDIAN.
"""

import pandas as pd

from sources import OCCUPATIONS, Raw, columns_of, expect
from sources.facts import facts

SOURCE, TABLES = facts("oews_earlier")
WORKBOOK, JOBS_2023, PAY_2023 = (SOURCE.named[key] for key in ("workbook", "jobs_2023", "pay_2023"))


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    workbook = pd.read_excel(raw.path(SOURCE, WORKBOOK), sheet_name=0, dtype=object)
    jobs = pd.read_csv(raw.path(SOURCE, JOBS_2023))
    pay = pd.read_csv(raw.path(SOURCE, PAY_2023))

    # process
    wanted = {
        "OCC_CODE": "occupation",
        "TOT_EMP": "employment",
        "EMP_PRSE": "employment_rse",
        "A_MEAN": "mean",
        "MEAN_PRSE": "mean_rse",
        "A_MEDIAN": "median",
    }
    later = columns_of(workbook, wanted, WORKBOOK).rename(columns=wanted)
    later = later[later["occupation"].isin(OCCUPATIONS)].assign(year=2024)
    figures = [name for name in wanted.values() if name != "occupation"]
    marked = later[figures].isin(["#", "*", "**"]).any(axis=None)
    expect(not marked, WORKBOOK, "a figure is top-coded or not released; this reader has no column for that yet")
    earlier = columns_of(jobs, ["occupation_code", "employment", "year"], JOBS_2023).merge(
        columns_of(pay, ["occupation_code", "weekly_pay", "year"], PAY_2023), on=["occupation_code", "year"]
    )
    earlier = earlier.rename(columns={"occupation_code": "occupation", "weekly_pay": "median"})
    earlier = earlier[earlier["occupation"].isin(OCCUPATIONS)]

    # result
    both = pd.concat([earlier, later], ignore_index=True)
    both = both[["year", "occupation", *figures]]
    for name in ("employment", "mean", "median"):
        both[name] = pd.to_numeric(both[name]).round().astype("Int64")
    return {"oews_national_earlier": both.sort_values(["year", "occupation"]).reset_index(drop=True)}
