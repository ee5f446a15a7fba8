"""Employment projections: the newest, for the three occupations and the total.

Raw layout: a CSV transcribed by hand, columns soc, title, employment_2025, change_2025_35, growth_2025_35_percent,
annual_openings, note; empty where the sources name no figure for the occupation alone.
"""

import pandas as pd

from mlcareer.settings import edition
from sources import OCCUPATIONS, US_GOVERNMENT, Raw, Source, Table, column, columns_of, occupation

FILE = "bls_projections_2025_35/projections_2025_35.csv"

PERIOD = edition().periods["projections"]

SOURCE = Source(
    title=f"Employment projections {PERIOD}",
    producer="US Bureau of Labor Statistics",
    cite=f"employment projections {PERIOD} (reported)",
    official="https://www.bls.gov/emp/",
    vintage=f"{PERIOD}, released 2026-08-27",
    period=PERIOD,
    licence=US_GOVERNMENT,
    obtained="Reported: transcribed from three independent secondary copies of the Occupational Outlook Handbook that "
    "agree. The Bureau's workbook could not be had, so this file cannot be fetched.",
    refetchable=False,
    files={FILE: "7d1b1cedb86b39d7032b206d912732811ba26a2d7f2920ac99efb57880f412c2"},
    cautions=(
        "Employment and openings of software developers are published together with those of quality assurance "
        "analysts and testers only, so they are empty here.",
        f"A projection has no published standard error. It is never mixed with the {edition().periods['projections_earlier']} one.",
        "It counts the self-employed, too, so its employment differs from that of OEWS.",
    ),
)

TABLES = (
    Table(
        "projections",
        f"Projected employment {PERIOD}",
        "Reported figures for the three occupations and all occupations.",
        (
            occupation(),
            column("employment", "integer", f"Employment in {PERIOD[:4]}", "jobs", required=False, minimum=0),
            column("change", "integer", f"Change in employment {PERIOD}", "jobs", required=False),
            column("growth_percent", "number", f"Growth {PERIOD}", "percent over ten years"),
            column(
                "annual_openings",
                "integer",
                f"Openings a year, mean of {PERIOD}",
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
        "employment_2025": "employment",
        "change_2025_35": "change",
        "growth_2025_35_percent": "growth_percent",
        "annual_openings": "annual_openings",
    }
    table = columns_of(table, wanted, FILE).rename(columns=wanted)
    table = table[table["occupation"].isin(OCCUPATIONS)].reset_index(drop=True)

    # result
    for name in ("employment", "change", "annual_openings"):
        table[name] = table[name].astype("Int64")
    return {"projections": table}
