"""Prevailing-wage levels I to IV: legal floors for visas, never pay.

Raw layout: ``wages_by_cbsa.json`` maps area code -> occupation -> L1 … L4, dollars a year (titles inside are the
mirror's own). ``county_15-1221.json`` maps "ST|county" -> I … IV, dollars an hour; that occupation exists by county
only. ``geo/list1_2023.xlsx`` (header in line 3) tells which county lies in which metropolitan area.
"""

import json

import pandas as pd

from mlcareer.occupations import RESEARCH_SCIENTISTS
from mlcareer.settings import edition
from sources import PROXIES, US_GOVERNMENT, Raw, Source, Table, area, column, columns_of, expect, occupation, to_metros

BY_AREA, BY_COUNTY, COUNTIES = (
    "oflc_prevailing_wages/wages_by_cbsa.json",
    "oflc_prevailing_wages/county_15-1221.json",
    "geo/list1_2023.xlsx",
)

PERIOD = edition().periods["prevailing_wages"]

SOURCE = Source(
    title=f"Prevailing-wage levels, {PERIOD}",
    producer="US Department of Labor, Office of Foreign Labor Certification",
    cite=f"prevailing-wage levels, {PERIOD}",
    official="https://flag.dol.gov/wage-data/wage-search",
    vintage=f"{PERIOD}, derived by its producer from OEWS May 2024",
    period=PERIOD,
    licence=US_GOVERNMENT,
    obtained="Two public repositories that reshaped the Department's files (shenxingy/h1b-compass @ 184e1f8; "
    "ankitjawla/H1B-Wage-Tracker @ 69dff67) and agree with each other for 15-2051 in nine metros. These shapes cannot "
    "be fetched from the Department.",
    refetchable=False,
    files={
        BY_AREA: "73d101af7a974c44a875207869d31d3d51bc5d58af788862d0d78b2bc7de95fb",
        BY_COUNTY: "8b9b8511040dcbdd1c21036c7e82a5df013636d33c2d22de435c2574b95151b0",
        COUNTIES: "2b58496c729ba7d259d3aa5fb5e7da62997f6e1ddd9ed8d1cf6486f04c5c499c",
    },
    cautions=(
        "These are legal floors for visas, not pay. The four levels are evenly spaced by formula between two points "
        "of the OEWS wage distribution, so they are a scale, never evidence that pay rises with experience.",
        "For 15-1221 it is an hourly rate by county times 2,080, kept for an area only where all its counties are "
        "found and agree.",
    ),
)

LEVELS = ("level_1", "level_2", "level_3", "level_4")

TABLES = (
    Table(
        "prevailing_wages",
        f"Prevailing-wage levels by metropolitan area, {PERIOD}",
        "Metropolitan areas only. Where there is no row, not every county of the area is found by its name, or they disagree.",
        (
            area(),
            occupation(tuple(PROXIES)),
            *(
                column(name, "integer", f"Level {numeral}", "US dollars a year", minimum=1)
                for name, numeral in zip(LEVELS, ("I", "II", "III", "IV"))
            ),
        ),
        ("area", "occupation"),
        (to_metros(),),
    ),
)


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    by_area = json.loads(raw.path(SOURCE, BY_AREA).read_text(encoding="utf-8"))
    by_county = json.loads(raw.path(SOURCE, BY_COUNTY).read_text(encoding="utf-8"))
    counties = pd.read_excel(raw.path(SOURCE, COUNTIES), header=2, dtype=str)
    counties = columns_of(
        counties,
        [
            "CBSA Code",
            "Metropolitan/Micropolitan Statistical Area",
            "County/County Equivalent",
            "CBSA Title",
            "State Name",
        ],
        COUNTIES,
    )
    counties = _with_keys(counties[counties["State Name"].notna()])  # footer lines name no state

    # process
    metros = counties[counties["Metropolitan/Micropolitan Statistical Area"] == "Metropolitan Statistical Area"]
    codes = set(metros["CBSA Code"])
    rows = []
    for code in sorted(codes & set(by_area)):
        for soc in PROXIES:
            levels = by_area[code].get(soc)
            if levels:
                expect(set(levels) >= {"L1", "L2", "L3", "L4"}, BY_AREA, f"{code} {soc} has no levels L1 to L4")
                rows.append([code, soc, *(levels[f"L{n}"] for n in range(1, 5))])
    for code, group in metros.groupby("CBSA Code"):
        distinct = {tuple(by_county[key].values()) if key in by_county else None for key in group["key"]}
        only = distinct.pop() if len(distinct) == 1 else None
        if only is not None:
            rows.append([code, RESEARCH_SCIENTISTS, *(round(hourly * 2080) for hourly in only)])

    # result
    table = pd.DataFrame(rows, columns=["area", "occupation", *LEVELS])
    return {"prevailing_wages": table.sort_values(["area", "occupation"]).reset_index(drop=True)}


def _with_keys(counties: pd.DataFrame) -> pd.DataFrame:
    """Add ``key``, "ST|county", as the county file writes it.

    A state's letters are read off the titles of areas that lie in one state, so the counties of a state that shares
    all its areas (Rhode Island, the District of Columbia) stay unmatched.
    """
    letters = counties["CBSA Title"].str.rsplit(", ", n=1).str[-1]
    single = ~letters.str.contains("-")
    by_state = dict(zip(counties.loc[single, "State Name"], letters[single]))
    names = counties["County/County Equivalent"].str.lower()
    for ending in (" county", " parish", " borough", " census area", " municipality", " municipio"):
        names = names.str.removesuffix(ending)
    return counties.assign(key=counties["State Name"].map(by_state) + "|" + names)
