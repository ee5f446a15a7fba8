"""Employment projections 2025–35: the newest, for the three occupations and the total.

Raw layout: a CSV transcribed by hand, columns soc, title, employment_2025, change_2025_35, growth_2025_35_percent,
annual_openings, note; empty where the sources name no figure for the occupation alone.
"""

import pandas as pd

from sources import OCCUPATIONS, US_GOVERNMENT, Raw, Source, Table, column, columns_of, occupation

FILE = "bls_projections_2025_35/projections_2025_35.csv"

SOURCE = Source(
    title="Employment projections 2025–35",
    producer="US Bureau of Labor Statistics",
    cite="employment projections 2025–35 (reported)",
    official="https://www.bls.gov/emp/",
    vintage="2025–35, released 2026-08-27",
    period="2025–35",
    licence=US_GOVERNMENT,
    obtained="Reported: transcribed from three independent secondary copies of the Occupational Outlook Handbook that "
    "agree. The Bureau's workbook could not be had, so this file cannot be fetched.",
    refetchable=False,
    files={FILE: "7d1b1cedb86b39d7032b206d912732811ba26a2d7f2920ac99efb57880f412c2"},
    cautions=(
        "Software developers: employment and openings are published together with quality assurance analysts and "
        "testers only, so they are empty here.",
        "A projection has no published standard error. It is never mixed with the 2024–34 one.",
        "Counts the self-employed too, so its employment differs from OEWS.",
    ),
)

TABLES = (
    Table(
        "projections_2025_35",
        "Projected employment 2025–35",
        "Reported figures for the three occupations and all occupations.",
        (
            occupation(),
            column("employment_2025", "integer", "Employment in 2025", "jobs", required=False, minimum=0),
            column("change", "integer", "Change in employment 2025–35", "jobs", required=False),
            column("growth_percent", "number", "Growth 2025–35", "percent over ten years"),
            column(
                "annual_openings",
                "integer",
                "Openings a year, mean of 2025–35",
                "openings a year",
                required=False,
                minimum=0,
            ),
        ),
        ("occupation",),
    ),
)


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    table = pd.read_csv(raw.path(SOURCE, FILE))

    # process
    wanted = {
        "soc": "occupation",
        "employment_2025": "employment_2025",
        "change_2025_35": "change",
        "growth_2025_35_percent": "growth_percent",
        "annual_openings": "annual_openings",
    }
    table = columns_of(table, wanted, FILE).rename(columns=wanted)
    table = table[table["occupation"].isin(OCCUPATIONS)].reset_index(drop=True)

    # result
    for name in ("employment_2025", "change", "annual_openings"):
        table[name] = table[name].astype("Int64")
    return {"projections_2025_35": table}
