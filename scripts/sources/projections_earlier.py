"""Employment projections: the vintage before, kept beside the newer one and never mixed with it.

Raw layout: ``occupation.xlsx``, sheet "Table 1.2", title in line 1, header in line 2; employment, change and openings
in thousands; an em dash where a figure does not apply.
"""

import pandas as pd

from mlcareer.occupations import ALL
from sources import OCCUPATIONS, Raw, columns_of
from sources.facts import facts

SOURCE, TABLES = facts("projections_earlier")
FILE = SOURCE.named["workbook"]


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
    single = (table["type"] == "Line item") & ~table["occupation"].isin(SOURCE.by_hand["not_surveyed"])
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
