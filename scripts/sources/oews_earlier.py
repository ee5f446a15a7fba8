"""Occupational Employment and Wage Statistics, nation: the years before the current release.

Raw layout: ``national_M2024_dl.xlsx`` is the Bureau's workbook, first sheet, one row an occupation, columns
OCC_CODE, TOT_EMP, EMP_PRSE, A_MEAN, MEAN_PRSE, A_MEDIAN (``#`` marks a top code, ``*`` and ``**`` a figure not
released). ``employment_2023.csv`` and ``earnings_2023.csv`` hold May 2023 with columns occupation_code, year and
employment or weekly_pay; the trap: weekly_pay is the ANNUAL MEDIAN.
"""

import pandas as pd

from mlcareer.settings import edition
from sources import OCCUPATIONS, US_GOVERNMENT, Raw, Source, Table, column, columns_of, expect, occupation

WORKBOOK, JOBS_2023, PAY_2023 = (
    "oews_national/national_M2024_dl.xlsx",
    "oews_national/employment_2023.csv",
    "oews_national/earnings_2023.csv",
)

PERIOD = edition().periods["oews_earlier"]

SOURCE = Source(
    title=f"Occupational Employment and Wage Statistics (OEWS), nation, {PERIOD}",
    producer="US Bureau of Labor Statistics",
    cite=f"OEWS, {PERIOD}",
    official="https://www.bls.gov/oes/tables.htm",
    vintage=PERIOD,
    period=PERIOD,
    licence=US_GOVERNMENT,
    obtained="Copies of the Bureau's national files in public repositories (meshhi13/OccupationsAndSalary @ 141ebda; "
    "riyachandarana/Empirical-Project-2026 @ 134294b). The 2023 copies were reshaped there, so these very files "
    "cannot be fetched from the Bureau.",
    refetchable=False,
    files={
        WORKBOOK: "4a1548845ec274125f74688fcf3f113b85a665043cd1c54faace3490710ad54d",
        JOBS_2023: "9c51d7f469848a3db5563107e5d5ab1d54fb2bcc096357e74f41ff170335a741",
        PAY_2023: "dbfa3860a1dd4190a66eeb4dfdf6aa8681679becba931a1560f2bd5d1844f4df",
    },
    cautions=(
        "The Bureau says that OEWS is not designed for comparison from year to year, since each release pools three "
        "years of panels. A difference between releases is a hint, not a measured change.",
        "The copy of May 2023 has employment and median only, with no standard errors.",
    ),
)

TABLES = (
    Table(
        "oews_national_earlier",
        f"Jobs and pay in the nation, {PERIOD}",
        "The three occupations and all occupations. Figures that the copy at hand does not carry are empty.",
        (
            column("year", "integer", "Reference year (May)", enum=[2023, 2024]),
            occupation(),
            column("employment", "integer", "Jobs, rounded to ten", "jobs", minimum=0),
            column(
                "employment_rse",
                "number",
                "Relative standard error of employment",
                "percent",
                required=False,
                minimum=0,
            ),
            column("mean", "integer", "Mean annual wage", "US dollars a year", required=False, minimum=0),
            column(
                "mean_rse",
                "number",
                "Relative standard error of the mean wage",
                "percent",
                required=False,
                minimum=0,
            ),
            column("median", "integer", "Median annual wage", "US dollars a year", minimum=0),
        ),
        ("year", "occupation"),
    ),
)


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
