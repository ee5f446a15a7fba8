"""Employment projections: the newest, for the three occupations and the total.

Raw layout: a CSV transcribed by hand, columns soc, title, employment_2025, change_2025_35, growth_2025_35_percent,
annual_openings, note; empty where the sources name no figure for the occupation alone.
"""

import pandas as pd

from sources import OCCUPATIONS, Raw, columns_of
from sources.facts import facts

SOURCE, TABLES = facts("projections")
FILE = SOURCE.named["projections"]


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
