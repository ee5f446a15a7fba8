"""The tables beside the pages: all of them, as the data package describes them, and read by the very lines that the chapter of sources shows."""

import json

import pytest
from bs4 import BeautifulSoup
from conftest import HTML

from mlcareer import data


@pytest.fixture
def lines(monkeypatch):
    """The lines for pandas and for DuckDB, from the folder that they are for."""
    monkeypatch.chdir(HTML)
    page = BeautifulSoup((HTML / "book" / "sources.html").read_text("utf-8"), "html.parser")
    lines = [block.get_text().strip() for block in page.select("#can-you-take-the-tables-along .highlight-python pre")]
    assert [len(text.splitlines()) for text in lines] == [3, 3]
    return lines


def test_each_table_lies_beside_the_pages_and_is_linked():
    page = BeautifulSoup((HTML / "book" / "sources.html").read_text("utf-8"), "html.parser")
    folder = HTML / "data"
    names = [data.resource(name)["path"] for name in data.names()]
    assert sorted(path.name for path in folder.iterdir()) == sorted([*names, data.DESCRIPTOR])
    assert [link["href"] for link in page.select("th a[href^='../data/']")] == [f"../data/{name}" for name in names]
    assert page.select_one(f"a[href='../data/{data.DESCRIPTOR}']")
    for about in json.loads((folder / data.DESCRIPTOR).read_text("utf-8"))["resources"]:
        assert data.sha256((folder / about["path"]).read_bytes()) == about["hash"]


def test_the_lines_for_pandas(lines):
    made = {}
    exec(lines[0], made)
    jobs, about = made["jobs"], made["about"]
    assert len(jobs) == len(data.load("oews_metro")) and set(about.index) == set(data.names())
    assert jobs["area"].str.len().eq(5).all() and jobs["employment"].dtype.kind in "if"


@pytest.mark.slow
def test_the_lines_for_duckdb(lines):
    pytest.importorskip("duckdb", reason="it is no part of the environment: pip install duckdb")
    made = {}
    exec(lines[1], made)
    assert {row[0] for row in made["about"].fetchall()} == set(data.names())
    assert [row[0] for row in made["jobs"].project("area").fetchall()] == data.load("oews_metro")["area"].tolist()
