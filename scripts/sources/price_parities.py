"""Regional price parities by metropolitan area: how far a dollar goes, the nation being 100.

Raw layout: ``MARPP_MSA_2008_2024.csv``, latin-1, one row an area and line (LineCode 1 all items, 2 goods, 3 housing,
4 utilities, 5 other services), one column a year. Traps: GeoFIPS is quoted with a leading space, GeoName of an area
ends in "(Metropolitan Statistical Area)", and four footer lines follow the table.
"""

import pandas as pd

from mlcareer.settings import edition
from sources import US_GOVERNMENT, Raw, Source, Table, area, column, columns_of, expect

FILE = "bea_rpp/MARPP_MSA_2008_2024.csv"

PERIOD = edition().periods["price_parities"]

SOURCE = Source(
    title="Regional price parities by metropolitan area (MARPP)",
    producer="US Bureau of Economic Analysis",
    cite=f"regional price parities, {PERIOD}",
    official="https://www.bea.gov/data/prices-inflation/regional-price-parities-state-and-metro-area",
    vintage=f"{PERIOD}, updated 2026-02-19",
    period=PERIOD,
    licence=US_GOVERNMENT,
    obtained="A copy of the Bureau's file in a public repository (comaeclipse/Nextbase-Django @ 988396d); area codes "
    "checked against the OEWS areas. The Bureau offers the same table inside an archive of another layout, so this "
    "very file cannot be fetched from it.",
    refetchable=False,
    files={FILE: "c712b4d744bd8cac81dc0d80bf566cb66b86e45277f5c4279f4a9fe5817315b6"},
    cautions=(
        "No standard errors are published, so no ties can be drawn from them.",
        "There is no price level for Puerto Rico.",
        "They compare what all residents pay. They say nothing of taxes, and somebody who rents anew in an expensive "
        "city may face more than the index says.",
    ),
)

LINES = {1: "all_items", 2: "goods", 3: "housing", 4: "utilities", 5: "other_services"}

TABLES = (
    Table(
        "price_parities",
        f"Regional price parities by metropolitan area, {PERIOD}",
        "Price level of each metropolitan area relative to the nation, which is area 00000 and 100 by definition.",
        (
            area(),
            column("year", "integer", "Year", enum=[int(PERIOD)]),
            *(
                column(name, "number", f"Price parity, {name.replace('_', ' ')}", "index, nation = 100", minimum=1)
                for name in LINES.values()
            ),
        ),
        ("area",),
    ),
)


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    table = pd.read_csv(raw.path(SOURCE, FILE), encoding="latin-1", dtype=str)
    columns_of(table, ["GeoFIPS", "LineCode", "Description", PERIOD], FILE)

    # process
    table = table[table["LineCode"].notna()].copy()
    table["area"] = table["GeoFIPS"].str.replace('"', "").str.strip()
    table["line"] = pd.to_numeric(table["LineCode"]).astype(int).map(LINES)
    described = table.loc[table["line"] == "housing", "Description"].str.contains("Housing").all()
    expect(bool(described), FILE, "line 3 is not housing")
    table = table[table["area"] != "00999"]  # the nonmetropolitan part of the nation
    wide = table.assign(value=pd.to_numeric(table[PERIOD])).pivot(index="area", columns="line", values="value")
    expect(bool(wide.notna().all(axis=None)), FILE, f"an area lacks a line for {PERIOD}")

    # result
    wide = wide[list(LINES.values())].reset_index()
    wide.insert(1, "year", int(PERIOD))
    wide.columns.name = None
    return {"price_parities": wide}
