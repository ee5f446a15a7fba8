"""From a figure to its cell, and from the cell to its tables: what the code of a chapter rests on."""

import json
import shutil

import pytest
from conftest import ROOT

from mlcareer import claims, data, lineage
from mlcareer.lineage import Reader

CHAPTERS = sorted((ROOT / "book").glob("*.ipynb"))


def notebook(*cells: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "id": f"c{n}", "source": text} for n, text in enumerate(cells)]})


def last(*cells: str) -> set[str]:
    """The tables that the last cell rests on; the first one has loaded the usual ones."""
    setup = "from mlcareer import claims, data, metros, verdicts\na = data.load('places')\nb = data.load('metros')"
    rests = lineage.cells(notebook(setup, *cells))
    return set(rests[f"c{len(cells)}"].tables)


def test_a_value_carries_its_tables():
    assert last("c = a.head()", "c") == {"places"}
    assert last("a, b") == {"places", "metros"}
    assert last("1 + 1") == set()


@pytest.mark.parametrize(
    "change",
    [
        "a['x'] = b['x']",
        "a.loc[:, 'x'] = b['x']",
        "a['x'] += b['x']",
        "a.x = b.x",
        "for part in [a]:\n    part['x'] = b['x']",
        "rows = [a]\nrows.append(b)\na = rows",
        "if len(b):\n    a = 1",
        "a = a if len(b) else 1",
        "a = [len(b) for _ in a]",
        "while len(b):\n    a = 1",
        "with open(b) as a:\n    pass",
        "a, c = (one for one in (a, b))",
        "(a := b)",
        "a = {**b}",
        "def a():\n    return b",
        "a = lambda: b",
        "class a:\n    def show(self):\n        return b",
        "def show():\n    return b\na['x'] = show",
        "match b:\n    case [a, *_]:\n        pass",
        "match len(b):\n    case 1:\n        a = 1",
    ],
)
def test_a_variable_that_is_changed_rests_on_what_changed_it(change):
    assert "metros" in last(change, "a")


@pytest.mark.parametrize(
    "other",
    [
        "c = [a for a in b]",
        "c = {a: 1 for a in b}",
        "c = lambda a: b",
        "def c(a):\n    a = b\n    return a",
        "def c():\n    for a in b:\n        pass",
        "a, c = a, b",
        "[a, c] = [a, b]",
    ],
)
def test_a_name_of_another_scope_is_another_name(other):
    assert last(other, "a") == {"places"}


def test_what_changes_a_part_changes_the_whole():
    for whole in ("p", "z"):
        assert last(f"{whole} = a\nfor part in [{whole}]:\n    part['x'] = b", whole) == {"places", "metros"}


def test_a_name_that_is_given_anew_forgets():
    assert last("a = b", "a") == {"metros"}
    assert last("a = 1", "a") == set()


def test_a_function_sees_names_as_they_are_when_it_is_called():
    assert last("def show():\n    return c", "c = b", "show()") == {"metros"}
    assert last("def show():\n    return c\nf = show", "c = b", "f()") == {"metros"}
    assert last("def one(n):\n    return two(n)\ndef two(n):\n    return one(n) or b", "one(1)") == {"metros"}
    assert last("def show(name='metros'):\n    return data.load(name)", "show()") == {"metros"}


def test_a_cell_rests_on_what_it_shows_and_presumes_and_not_on_what_it_prepares():
    assert last("c = b\na") == {"places"}
    assert last("from mlcareer.presumptions import presume\npresume('b is there.', len(b))\na") == {"places", "metros"}
    assert last("assert len(b)\na") == {"places", "metros"}
    assert last("c = b.head()") == {"metros"}  # it shows nothing: what it makes counts


def test_helpers_count_wherever_they_are_called():
    assert last("metros.at_national_prices(a, 'median')") == {"places", "price_parities"}
    assert last("from mlcareer.metros import figures\njobs = figures('15-2051')", "jobs") == {"oews_metro", "metros"}
    assert last("import mlcareer.metros\nmlcareer.metros.figures('15-2051')") == {"oews_metro", "metros"}
    assert last("from mlcareer import metros as m\nm.figures('15-2051')") == {"oews_metro", "metros"}
    assert last("from mlcareer.metros import *\nfigures('15-2051')") == {"oews_metro", "metros"}
    assert last("import mlcareer.metros as m\nm.figures('15-2051')") == {"oews_metro", "metros"}
    assert last("from zoneinfo import metros", "metros.figures('15-2051')") == set()
    assert last("import zoneinfo as metros", "metros.figures('15-2051')") == set()
    assert last("import zoneinfo as z", "z.metros.figures('15-2051')") == set()
    assert last("f = metros.figures", "f('15-2051')") == {"oews_metro", "metros"}


def test_a_description_is_not_a_figure():
    rests = lineage.cells(notebook("from mlcareer import data", "data.cite('places'), data.period('metros')"))["c1"]
    assert (rests.tables, rests.described) == (set(), {"places", "metros"})
    rests = lineage.cells(notebook("from mlcareer import data", "data.descriptor()"))["c1"]
    assert (rests.tables, rests.described) == (set(), set(data.names()))
    assert last("[data.load(name) for name in data.names()]") == set(data.names())


def test_a_verdict_rests_on_the_tables_of_its_rule():
    told = {"education_assignments", "education_everywhere", "onet_everywhere"}
    whole = told | {"oews_national", "onet_education"}  # for other choices
    f10 = {"projections"}  # the earlier ones decide only where these do not grow
    assert last("claims.judged()['Q1']") == whole
    assert last("claims.judged()['Q1'].figure") == told
    assert last("claims.judged()['Q1'].verdict") == {"education_assignments"}
    assert last("claims.judged()['Q1'].changes") == {"education_assignments", "oews_national", "onet_education"}
    assert last("claims.judged()['Q1'].why") == set()
    assert last("found = claims.judged()", "f'{found[\"Q1\"].figure} Q4'") == told
    assert last("one, two = claims.judged()['Q1'], claims.judged()['F10']", "two") == f10
    assert last('f\'text {verdicts.badge("Q1", "F10")}\'') == {"education_assignments", "projections"}
    assert last("found = claims.judged()", "[found[one] for one in ('Q1', 'F10')]") == whole | f10
    assert last("claims.judged()['Q3']") == set()  # no open data
    judged = claims.judged().values()
    every = set().union(*(one.told | one.contested for one in judged))
    deciding = set().union(*(one.decisive for one in judged))
    assert last("found = list(claims.judged().values())", "len(found)") == every
    assert last("claims.score()") == last("[each.verdict for each in claims.judged().values()]") == deciding < every
    assert last("found = claims.judged()\n1") == set()


def test_what_a_rule_reads_and_does_not_decide_stands_aside():
    (rests,) = lineage.cells(notebook("from mlcareer import verdicts\nverdicts.badge('Q1')")).values()
    assert rests.tables == {"education_assignments"}
    assert {"education_everywhere", "onet_everywhere", "oews_national", "onet_education"} <= rests.aside
    assert rests.named == rests.tables | rests.aside | rests.described


def test_a_cell_discusses_the_claims_whose_verdicts_it_shows_one_by_one():
    head = "from mlcareer import claims, verdicts\nfound = claims.judged()"
    cells = lineage.cells(
        notebook(head, 'f\'{verdicts.badge("Q1")} {found["F10"].figure}\'', "len(found)", "claims.score()")
    )
    assert [sorted(rests.discussed) for rests in cells.values()] == [[], ["F10", "Q1"], [], []]
    assert not any(rests.judged or rests.claims for rests in cells.values())  # each is resolved


@pytest.mark.parametrize("claim", claims.judged())
def test_the_tables_a_rule_used_are_those_its_code_names(claim):
    """Recorded while the rule ran, with all its alternatives; and read off its code."""
    assert sorted(claims.judged()[claim].tables) == sorted(lineage.of_claim(claim))


def test_lines_for_ipython_and_cells_that_cannot_be_parsed():
    rests = lineage.cells(
        notebook("from mlcareer import data\n%matplotlib inline\ndata.load('places')", "not python (")
    )
    assert rests["c0"].tables == {"places"} and "c1" not in rests


def test_a_module_may_become_a_folder(tmp_path):
    """Helpers in folders, with relative imports and re-exports, are followed like flat ones."""
    package = tmp_path / "mlcareer"
    shutil.copytree(ROOT / "src" / "mlcareer", package, ignore=shutil.ignore_patterns("__pycache__"))
    flat = (package / "metros.py").read_text()
    (package / "metros.py").unlink()
    (package / "metros").mkdir()
    (package / "metros" / "__init__.py").write_text("from .figures import figures\nfrom . import prices, deep\n")
    (package / "metros" / "figures.py").write_text(flat)
    (package / "metros" / "names.py").write_text("LEVEL = 'price_parities'\n")
    (package / "metros" / "prices.py").write_text(
        "from ..data import load\nfrom ..outer import where\nfrom . import names\n\n\n"
        "def level():\n    return load(names.LEVEL)\n\n\ndef place():\n    return where()\n"
    )
    (package / "metros" / "deep").mkdir()
    (package / "metros" / "deep" / "__init__.py").write_text(
        "from ...outer import where\nfrom ..figures import figures\n\n\ndef both():\n    return figures('x'), where()\n"
    )
    (package / "loops.py").write_text(  # each calls the other: what is known of one half way is not all of it
        "from mlcareer.data import load\n\n\ndef one():\n    return two() or load('metros')\n\n\n"
        "def two():\n    return one() or load('places')\n"
    )
    (package / "outer.py").write_text("from mlcareer import data\n\n\ndef where():\n    return data.load('places')\n")
    reader = Reader(package)
    rests = reader.cells(
        notebook(
            "from mlcareer import loops, metros\nfrom mlcareer.metros.deep import both",
            "metros.figures('x')",
            "metros.prices.level()",
            "metros.prices.place()",
            "metros.deep.both()",
            "both()",
            "loops.one()",
            "loops.two()",
        )
    )
    assert rests["c1"].tables == {"oews_metro", "metros"}
    assert rests["c2"].tables == {"price_parities"}
    assert rests["c3"].tables == {"places"}
    assert rests["c4"].tables == rests["c5"].tables == {"oews_metro", "metros", "places"}
    assert rests["c6"].tables == rests["c7"].tables == {"metros", "places"}


def test_a_chapter_rests_on_what_its_cells_do():
    rests = lineage.chapter(notebook("from mlcareer import data", "data.load('places')", "data.cite('metros')"))
    assert (rests.tables, rests.described) == ({"places"}, {"metros"})


#: Cells that show no figure of a table: words, and what the descriptor says of all.
NO_FIGURE = {
    "qualifications#practice": "the verdict is not testable: no data",
    "qualifications#onet-attribution": "a sentence of the license",
    "claims#setup": "holds verdicts, shows none",
    "methods#answer": "words",
    "methods#kinds": "words, with the periods of tables",
    "methods#floors-text": "words, with the period of a table",
    "methods#terms": "words, with the period of a table",
    "sources#setup": "reads descriptions",
    "sources#answer": "counts descriptions",
    "sources#sources-table": "shows descriptions",
    "sources#sources-notes": "shows descriptions",
    "sources#attribution": "shows descriptions",
    "sources#key-figures": "counts descriptions",
    "places#reading": "words",
    "employers#limits": "words, with what the source says of itself",
}


def test_cells_that_show_figures_name_their_tables():
    without = {
        f"{path.stem}#{name}"
        for path in CHAPTERS
        for name, rests in lineage.cells(path.read_text(encoding="utf-8")).items()
        if not rests.tables
    }
    assert without == set(NO_FIGURE)


@pytest.mark.parametrize("path", CHAPTERS, ids=[path.stem for path in CHAPTERS])
def test_a_cell_cites_only_what_it_rests_on(path):
    """A source line under a chart names no table whose figures are not in it; the list of sources names all."""
    for name, rests in lineage.cells(path.read_text(encoding="utf-8")).items():
        if name != "setup" and rests.tables:
            assert rests.described - {"claims"} <= rests.tables or rests.described >= set(data.names()), name


def test_every_table_has_source_period_and_license():
    for name in data.names():
        about = data.resource(name)
        assert about["sources"][0]["title"] and about["vintage"] and about["licenses"][0]["title"]
        assert about["period"]
