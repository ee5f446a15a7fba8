"""Regional price parities by metropolitan area: how far a dollar goes, the nation being 100.

Raw layout: ``MARPP_MSA_2008_2024.csv``, latin-1, one row an area and line (LineCode 1 all items, 2 goods, 3 housing,
4 utilities, 5 other services), one column a year. Traps: GeoFIPS is quoted with a leading space, GeoName of an area
ends in "(Metropolitan Statistical Area)", and four footer lines follow the table.
"""

import pandas as pd

from sources import Raw, columns_of, expect
from sources.facts import facts

SOURCE, TABLES = facts("price_parities")
FILE = SOURCE.named["parities"]
#: The year read.
YEAR = SOURCE.period

LINES = {1: "all_items", 2: "goods", 3: "housing", 4: "utilities", 5: "other_services"}


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    table = pd.read_csv(raw.path(SOURCE, FILE), encoding="latin-1", dtype=str)
    columns_of(table, ["GeoFIPS", "LineCode", "Description", YEAR], FILE)

    # process
    table = table[table["LineCode"].notna()].copy()
    table["area"] = table["GeoFIPS"].str.replace('"', "").str.strip()
    table["line"] = pd.to_numeric(table["LineCode"]).astype(int).map(LINES)
    described = table.loc[table["line"] == "housing", "Description"].str.contains("Housing").all()
    expect(bool(described), FILE, "line 3 is not housing")
    table = table[table["area"] != "00999"]  # the nonmetropolitan part of the nation
    wide = table.assign(value=pd.to_numeric(table[YEAR])).pivot(index="area", columns="line", values="value")
    expect(bool(wide.notna().all(axis=None)), FILE, f"an area lacks a line for {YEAR}")

    # result
    wide = wide[list(LINES.values())].reset_index()
    wide.insert(1, "year", int(YEAR))
    wide.columns.name = None
    return {"price_parities": wide}
