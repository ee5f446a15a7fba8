"""Prevailing-wage levels I to IV: legal floors for visas, never pay.

Raw layout: ``wages_by_cbsa.json`` maps area code -> occupation -> L1 … L4, dollars a year (titles inside are the
mirror's own). ``county_15-1221.json`` maps "ST|county" -> I … IV, dollars an hour; that occupation exists by county
only. ``geo/list1_2023.xlsx`` (header in line 3) tells which county lies in which metropolitan area.
"""

import json

import pandas as pd

from mlcareer.occupations import RESEARCH_SCIENTISTS
from sources import PROXIES, Raw, columns_of, expect
from sources.facts import facts

SOURCE, TABLES = facts("prevailing_wages")
BY_AREA, BY_COUNTY, COUNTIES = (SOURCE.named[key] for key in ("by_area", "by_county", "counties"))


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
    table = pd.DataFrame(rows, columns=TABLES["prevailing_wages"].columns)
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
