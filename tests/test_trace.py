"""From a figure to its cell, and from the cell to table, source, vintage and license."""

import json

import pytest
from conftest import ROOT

from mlcareer import data, trace

CHAPTERS = sorted((ROOT / "book").glob("*.ipynb"))


def notebook(*cells: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "id": f"c{n}", "source": text} for n, text in enumerate(cells)]})


def test_tables_follow_variables():
    found = trace.tables_by_cell(
        notebook(
            "from mlcareer import data, metros\na = data.load('places')\nb = data.load('metros')",
            "c = a.head()",
            "c",
            "a['x'] = data.load('occupations')['title']",
            "a, b",
            "1 + 1",
            "metros.at_national_prices(a, 'median')",
            "not python (",
        )
    )
    assert found["c1"] == found["c2"] == ["places"]
    assert found["c3"] == ["occupations", "places"]
    assert found["c4"] == ["occupations", "metros", "places"]
    assert found["c5"] == []
    assert found["c6"] == ["occupations", "price_parities", "places"]
    assert "c7" not in found


def test_helpers_imported_by_name_count():
    found = trace.tables_by_cell(notebook("from mlcareer.metros import figures\njobs = figures('15-2051')", "jobs"))
    assert set(found["c1"]) == {"oews_metro", "metros", "places"}


@pytest.mark.parametrize("path", CHAPTERS, ids=[path.stem for path in CHAPTERS])
def test_cells_that_show_figures_name_their_tables(path):
    """A cell without tables can only be one that speaks of none: verdicts trace their own, attributions have none."""
    text = path.read_text(encoding="utf-8")
    without = {name for name, tables in trace.tables_by_cell(text).items() if not tables}
    assert without <= {
        "setup",
        "score",
        "practice",
        "answer",
        "table",
        "reasoning",
        "key-figures",
        "everywhere",
        "hotspots",
    } | ({"attribution", "sources-table", "sources-notes", "q9-answer"})


def test_every_table_has_source_vintage_and_license():
    for name in data.names():
        about = data.resource(name)
        assert about["sources"][0]["title"] and about["vintage"] and about["licenses"][0]["title"]
