"""Education and training that the Bureau of Labor Statistics assigns to each occupation.

Raw layout: ``education_table_5.4.xlsx``, one sheet, title in line 1, header in line 2, one row an occupation.
"""

import pandas as pd

from mlcareer.settings import edition
from sources import PROXIES, US_GOVERNMENT, Raw, Source, Table, column, columns_of, expect, occupation

FILE = "bls_projections_2024_34/education_table_5.4.xlsx"

PERIOD = edition().periods["education_assignments"]

SOURCE = Source(
    title="Education and training assignments by detailed occupation, table 5.4",
    producer="US Bureau of Labor Statistics",
    cite=f"education and training assignments, {PERIOD}",
    official="https://www.bls.gov/emp/documentation/education-training-system.htm",
    vintage=f"{PERIOD}, released 2025-08-28",
    period=PERIOD,
    licence=US_GOVERNMENT,
    obtained="A copy of the Bureau's workbook in a public repository (meshhi13/OccupationsAndSalary @ 141ebda); agrees "
    "with the Occupational Outlook Handbook. The Bureau replaces the file each year, so it cannot be fetched as read.",
    refetchable=False,
    files={FILE: "92fec426b18bd19216fd3d73c667e6c99ddefc16a025ae5b8098ed914d5291d5"},
    cautions=(
        "For each occupation this is one judgment of what most workers need to enter it. It is not a share of "
        "employers or of workers.",
    ),
)

#: What is counted over all occupations -> the workbook's words for it.
COUNTED = {
    "education": "Typical education needed for entry",
    "experience": "Work experience in a related occupation",
}

TABLES = (
    Table(
        "education_assignments",
        "Typical education and training for entry",
        "The Bureau's assignment for the three occupations.",
        (
            occupation(tuple(PROXIES)),
            column("education", "string", "Typical education needed for entry"),
            column("experience", "string", "Work experience in a related occupation"),
            column("training", "string", "Typical on-the-job training"),
        ),
        ("occupation",),
    ),
    Table(
        "education_everywhere",
        "How many occupations have each typical education and experience for entry",
        "The Bureau's assignments counted over all detailed occupations: the base rate for those of the three.",
        (
            column("requirement", "string", "What is assigned", enum=list(COUNTED)),
            column("assigned", "string", "The Bureau's assignment"),
            column("occupations", "integer", "Occupations with it", "occupations", minimum=1),
        ),
        ("requirement", "assigned"),
    ),
)


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load: "None" is an answer here, not a missing value
    table = pd.read_excel(raw.path(SOURCE, FILE), header=1, keep_default_na=False)

    # process
    wanted = {
        "2024 National Employment Matrix code": "occupation",
        **{words: name for name, words in COUNTED.items()},
        "Typical on-the-job training needed to attain competency in the occupation": "training",
    }
    table = columns_of(table, wanted, FILE).rename(columns=wanted)
    table = table[table["occupation"].str.fullmatch(r"\d\d-\d{4}")]  # the last line is a note
    expect(table["occupation"].is_unique, FILE, "an occupation occurs twice")
    counts = table[list(COUNTED)].melt(var_name="requirement", value_name="assigned")

    # result
    return {
        "education_assignments": table[table["occupation"].isin(PROXIES)].reset_index(drop=True),
        "education_everywhere": counts.value_counts(sort=False).rename("occupations").reset_index(),
    }
