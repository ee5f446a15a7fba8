"""Employment projections: the vintage before, kept beside the newer one and never mixed with it.

Raw layout: ``occupation.xlsx``, sheet "Table 1.2", title in line 1, header in line 2; employment, change and openings
in thousands; an em dash where a figure does not apply.
"""

import pandas as pd

from mlcareer.occupations import ALL
from mlcareer.settings import edition
from sources import OCCUPATIONS, US_GOVERNMENT, Raw, Source, Table, column, columns_of, occupation

FILE = "bls_projections_2024_34/occupation.xlsx"

PERIOD = edition().periods["projections_earlier"]

SOURCE = Source(
    title=f"Employment projections {PERIOD}, table 1.2",
    producer="US Bureau of Labor Statistics",
    cite=f"employment projections {PERIOD}",
    official="https://www.bls.gov/emp/tables.htm",
    vintage=f"{PERIOD}, released 2025-08-28; superseded by {edition().periods['projections']}",
    period=PERIOD,
    licence=US_GOVERNMENT,
    obtained="A copy of the Bureau's workbook in a public repository (lkomenski/career-viability-dashboard @ 215cb3d); "
    "agrees with the Occupational Outlook Handbook of the time. The Bureau has since replaced the file, so it cannot "
    "be fetched from it.",
    refetchable=False,
    files={FILE: "05103e6770b8ffebd6f024ff52afc9aed7e586b4aa159396ddc483c6ec572a07"},
    cautions=("A newer projection has replaced this one. A projection has no published standard error.",),
)

TABLES = (
    Table(
        "projections_earlier",
        f"Projected employment {PERIOD}",
        "The three occupations and all occupations, as published in August 2025.",
        (
            occupation(),
            column("employment", "integer", f"Employment in {PERIOD[:4]}", "jobs", minimum=0),
            column("change", "integer", f"Change in employment {PERIOD}", "jobs"),
            column("growth_percent", "number", f"Growth {PERIOD}", "percent over ten years"),
            column("annual_openings", "integer", f"Openings a year, mean of {PERIOD}", "openings a year", minimum=0),
        ),
        ("occupation",),
    ),
    Table(
        "projections_detailed",
        f"Projected employment and typical requirements of every occupation, {PERIOD}",
        "Every occupation that the wage survey has, and all occupations together, as published in August 2025. Its codes are the wage survey's.",
        (
            column("occupation", "string", "Occupation, code of the survey", pattern=r"\d{2}-\d{4}"),
            column("employment", "integer", f"Employment in {PERIOD[:4]}", "jobs", minimum=0),
            column("change", "integer", f"Change in employment {PERIOD}", "jobs"),
            column("growth_percent", "number", f"Growth {PERIOD}", "percent over ten years"),
            column("annual_openings", "integer", f"Openings a year, mean of {PERIOD}", "openings a year", minimum=0),
            column("education", "string", "Typical education needed for entry", required=False),
            column("experience", "string", "Work experience in a related occupation", required=False),
        ),
        ("occupation",),
    ),
)

#: Occupations that the projections have and the wage survey does not cover.
NOT_SURVEYED = {"11-1031", "45-3031"}  # legislators; fishing and hunting workers


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load: "None" is an answer here, not a missing value
    table = pd.read_excel(raw.path(SOURCE, FILE), sheet_name="Table 1.2", header=1, keep_default_na=False)

    # process
    wanted = {
        "2024 National Employment Matrix code": "occupation",
        "Employment, 2024": "employment",
        "Employment change, numeric, 2024–34": "change",
        "Employment change, percent, 2024–34": "growth_percent",
        "Occupational openings, 2024–34 annual average": "annual_openings",
    }
    more = {
        "Typical education needed for entry": "education",
        "Work experience in a related occupation": "experience",
        "Occupation type": "type",
    }
    table = columns_of(table, [*wanted, *more], FILE).rename(columns=wanted | more)
    single = (table["type"] == "Line item") & ~table["occupation"].isin(NOT_SURVEYED)
    table = table[single | (table["occupation"] == ALL)].reset_index(drop=True)
    table.loc[table["occupation"] == ALL, list(more.values())] = ""
    for name in ("employment", "change", "annual_openings"):
        table[name] = (pd.to_numeric(table[name]) * 1000).round().astype("Int64")
    table["growth_percent"] = pd.to_numeric(table["growth_percent"])

    # result
    ours = table[table["occupation"].isin(OCCUPATIONS)].reset_index(drop=True)
    return {
        "projections_earlier": ours[list(wanted.values())],
        "projections_detailed": table[[*wanted.values(), "education", "experience"]],
    }
