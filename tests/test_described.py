"""Tables against their descriptions, by the standard's own library: values, keys, and codes that stand in another table."""

import json

import pandas as pd
import pytest

from chores import tables as chore
from mlcareer import data


def test_the_reports_tables_are_as_described():
    assert list(chore.faults(data.folder(), data.names())) == []


# ---- on tables made here ----

PLACES = "place,name,kind,rank,share,since\nOH,Ohio,state,1,0.5,2026-01-01\nTX,Texas,state,2,,\nPR,Puerto Rico,territory,3,1.0,2025-02-28\n"
JOBS = {"place": ["OH", "TX"], "jobs": pd.array([10, None], dtype="Int64"), "pay": [1.5, float("nan")]}


def field(name, kind, **limits):
    return {"name": name, "type": kind, "title": name, "constraints": limits}


SCHEMAS = {
    "places.csv": {
        "fields": [
            field("place", "string", required=True, pattern="[A-Z]{2}"),
            field("name", "string", required=True, unique=True),
            field("kind", "string", required=True, enum=["state", "territory"]),
            field("rank", "integer", required=True, minimum=1, maximum=3),
            field("share", "number", minimum=0, maximum=1),
            field("since", "date"),
        ],
        "primaryKey": ["place"],
        "missingValues": [""],
    },
    "jobs.parquet": {
        "fields": [
            field("place", "string", required=True),
            field("jobs", "integer", minimum=0),
            field("pay", "number", minimum=0),
        ],
        "primaryKey": ["place"],
        "foreignKeys": [{"fields": ["place"], "reference": {"resource": "places", "fields": ["place"]}}],
        "missingValues": [""],
    },
}


def faults(folder, places=PLACES, **jobs):
    """What is found in these two tables, one of them altered."""
    (folder / "places.csv").write_text(places, encoding="utf-8")
    pd.DataFrame({**JOBS, **jobs}).to_parquet(folder / "jobs.parquet", index=False)
    resources = []
    for file, schema in SCHEMAS.items():
        content = (folder / file).read_bytes()
        name, kind = file.split(".")
        about = {"name": name, "type": "table", "path": file, "format": kind, "schema": schema}
        resources.append({**about, "bytes": len(content), "hash": data.sha256(content)})
    (folder / data.DESCRIPTOR).write_text(json.dumps({"name": "t", "resources": resources}))
    return list(chore.faults(folder, ["places", "jobs"]))


def test_what_is_as_described(tmp_path):
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    "old, new, where",
    [
        ("PR,", "pr,", "data/places.csv, line 4, column place: 'pr' is not as described"),
        ("TX,Texas", "TX,Ohio", "data/places.csv, line 3, column name: 'Ohio' is not as described"),
        ("territory", "planet", "data/places.csv, line 4, column kind: 'planet' is not as described"),
        (",3,", ",4,", "data/places.csv, line 4, column rank: '4' is not as described"),
        (",1,0.5", ",0,0.5", "data/places.csv, line 2, column rank: '0' is not as described"),
        ("1.0", "1.1", "data/places.csv, line 4, column share: '1.1' is not as described"),
        ("PR,", "OH,", "data/places.csv, line 4: a key that occurs twice"),
        ("Texas", "", "data/places.csv, line 3, column name: '' is empty"),
        ("2025-02-28", "2025-02-30", "data/places.csv, line 4, column since: '2025-02-30' is not a date"),
        ("0.5", "inf", "data/places.csv, line 2, column share: 'inf' is not a number"),
        ("OH,Ohio,state,1,0.5,2026-01-01\n", "", "data/jobs.parquet, line 2: a code that"),  # it is referred to
    ],
)
def test_a_fault_in_text(tmp_path, old, new, where):
    assert old in PLACES
    told = faults(tmp_path, PLACES.replace(old, new, 1))
    assert len(told) == 1 and told[0].startswith(where) and "\n" not in told[0], told


@pytest.mark.parametrize(
    "change, where",
    [
        (
            {"jobs": pd.array([10, -1], dtype="Int64")},
            "data/jobs.parquet, line 3, column jobs: '-1' is not as described",
        ),
        ({"pay": [-0.5, 1.0]}, "data/jobs.parquet, line 2, column pay: '-0.5' is not as described"),
        ({"place": ["OH", "OH"]}, "data/jobs.parquet, line 3: a key that occurs twice"),
        ({"place": ["OH", "XX"]}, "data/jobs.parquet, line 3: a code that is not there"),
        ({"jobs": [1.0, 2.0]}, "data/jobs.parquet, column jobs: its type is float64"),
    ],
)
def test_a_fault_in_a_parquet_table(tmp_path, change, where):
    told = faults(tmp_path, **change)
    assert len(told) == 1 and told[0].startswith(where), told


def test_every_table_with_a_fault_is_named(tmp_path):
    told = faults(tmp_path, PLACES.replace("territory", "planet"), pay=[-1.0, 1.0])
    assert [line.split(",")[0] for line in told] == ["data/places.csv", "data/jobs.parquet"]


def test_the_command(tables, capsys):
    """One line and status 1 for a spoiled table; the names of tables that there are for one that is not there."""
    assert chore.main(["places", "states"]) == 0 and "2 tables are as described." in capsys.readouterr().out
    path = tables / "places.csv"
    path.write_text(path.read_text().replace("Seattle", "Boston", 1))
    assert chore.main(["places"]) == 1
    assert "tables: data/places.csv" in capsys.readouterr().err
    assert chore.main(["place"]) == 1
    assert "did you mean 'places'" in capsys.readouterr().err
