"""What all views keep to, and the small frames that the tests of views share."""

import ast

import pandas as pd
import pytest
from conftest import ROOT

from mlcareer import charts, lineage, metros
from mlcareer.occupations import DATA_SCIENTISTS, PROXIES
from mlcareer.text import PERCENTILES
from mlcareer.views import headings
from predrawn import View
from predrawn.view import as_view, draw_text

VIEWS = sorted((ROOT / "src" / "mlcareer" / "views").glob("[!_]*.py"))


def with_nation(**medians) -> pd.DataFrame:
    """Like ``anywhere.wages``: the nation, then areas "a", "b", … by median; None: no row was published."""
    rows = {metros.NATION: {"short_name": "USA"} | wages(100_000)}
    rows |= {area: {"short_name": f"{area.upper()}-town, ST"} | wages(median) for area, median in medians.items()}
    return pd.DataFrame(rows).T.astype(dict.fromkeys([*metros.WAGES, *FIGURES], float))


FIGURES = ["mean_rse", "mean_low", "mean_high", "employment", "employment_rse"]


def wages(median) -> dict:
    """Wages around a median: 50, 75, 125 and 200 % of it; the mean 10 % above, with an interval; 1,000 jobs."""
    parts = {"p10": 0.5, "p25": 0.75, "median": 1, "p75": 1.25, "p90": 2, "mean": 1.1, "mean_low": 1, "mean_high": 1.2}
    amounts = {name: None if median is None else median * part for name, part in parts.items()}
    rest = {"mean_rse": 1.0, "employment": 1000.0, "employment_rse": 2.0}
    return amounts | (dict.fromkeys(rest) if median is None else rest) | {"top_coded": ""}


def drawn(view: View) -> str:
    """All that a page shows of a view, as text."""
    return "\n".join(draw_text(as_view(view), "a choice"))


def cells(table) -> list[list[str]]:
    """A table as it is shown, without its head."""
    return [[str(cell) for cell in row] for row in table.cells]


def table_of(view) -> list[list[str]]:
    return cells(view.table)


def page(chart: charts.Chart) -> str:
    """A chart as a page has it."""
    return chart._repr_html_()


@pytest.mark.parametrize("path", VIEWS, ids=[path.stem for path in VIEWS])
def test_a_view_loads_no_table(path):
    """It is given all that it shows, so that the cell names the tables. ``rating`` names one in its message only."""
    reader = lineage.Reader()
    module = reader.module(f"views.{path.stem}")
    functions = {
        name: function for name, function in module.scope.names.items() if isinstance(function, lineage.Function)
    }
    own = {
        name: reader.rests(function).tables
        for name, function in functions.items()
        if function.module == f"views.{path.stem}"
    }
    expected = {"rating": {"onet_importance"}} if path.stem == "skills" else {}
    assert {name: set(tables) for name, tables in own.items() if tables} == expected


@pytest.mark.parametrize("path", VIEWS, ids=[path.stem for path in VIEWS])
def test_every_view_says_what_it_takes(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    named = [definition for definition in tree.body if isinstance(definition, ast.FunctionDef | ast.ClassDef)]
    assert [definition.name for definition in named if not ast.get_docstring(definition)] == []


def test_percentiles_are_spelled_once():
    assert list(PERCENTILES) == metros.WAGES[:-1] == list(headings.PERCENTILES)
    assert list(headings.PERCENTILES.values()) == ["10th", "25th", "Median", "75th", "90th percentile"]
    assert headings.QUARTILES == {"p25": "25th", "median": "Median", "p75": "75th"}


def test_headed_takes_the_columns_that_have_a_heading_in_their_order():
    frame = pd.DataFrame({"a": [1], "b": [2], "c": [3]})
    renamed = headings.headed(frame, {"c": "See", "a": "Eh"})
    assert renamed.columns.tolist() == ["See", "Eh"] and renamed.iloc[0].tolist() == [3, 1]
    with pytest.raises(KeyError, match="d"):
        headings.headed(frame, {"d": "Dee"})


def test_short_headings_of_occupations_are_in_the_order_of_the_occupations():
    for name, heading in zip(PROXIES.values(), headings.OCCUPATIONS.values(), strict=True):
        assert name.split()[-1] == heading.split()[-1].lower()
    assert list(PROXIES)[0] == DATA_SCIENTISTS and headings.BROKEN[0] == "Data\nscientists"
