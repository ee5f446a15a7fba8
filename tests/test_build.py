"""What makes a chapter run again, and what makes ``jupyter-book build .`` fail. On a small book with the real settings."""

import json
import shutil
from pathlib import Path

import building
import nbformat
import pytest
import yaml
from conftest import ROOT

from mlcareer import build, data


def notebook(*cells: str) -> str:
    code = [nbformat.v4.new_code_cell(source, id=f"c{number}") for number, source in enumerate(cells)]
    head = nbformat.v4.new_markdown_cell("# A chapter", id="title")
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.writes(nbformat.v4.new_notebook(cells=[head, *code], metadata=metadata))


def test_fingerprint_knows_what_a_chapter_read(tables):
    uses, lists = (
        notebook(f"from mlcareer import data\n{code}") for code in ("data.load('places')", "data.descriptor()")
    )
    before = build.fingerprint(uses), build.fingerprint(lists)
    (tables / "metros.csv").write_text("other")
    assert build.fingerprint(uses) == before[0]
    (tables / "places.csv").write_text("other")
    assert build.fingerprint(uses) != before[0]
    (tables / "places.csv").unlink()
    assert build.fingerprint(uses) != before[0]
    package = json.loads((tables / data.DESCRIPTOR).read_text())
    package["resources"][0]["vintage"] = "another"
    (tables / data.DESCRIPTOR).write_text(json.dumps(package))
    assert build.fingerprint(lists) != before[1]


@pytest.mark.parametrize(
    "code, table",
    [
        ("metros.figures('15-2051')", "metros"),  # through a helper
        ("data.cite('metros')", "metros"),  # its description only
        ("verdicts.badge('F10')", "projections_earlier"),  # through the rule of a claim
        ("claims.score()", "certificates"),  # through all of them
        ("verdicts.badge('Q3')", "claims"),  # the list of claims itself
    ],
)
def test_fingerprint_knows_what_a_chapter_read_by_way_of_others(tables, code, table):
    text = notebook(f"from mlcareer import claims, data, metros, verdicts\n{code}")
    before = build.fingerprint(text)
    (tables / "us_outline.csv").write_text("other")
    assert build.fingerprint(text) == before
    (tables / f"{table}.csv").write_text("other")
    assert build.fingerprint(text) != before


@pytest.mark.parametrize("part", ["_helpers", "packages"])
def test_fingerprint_knows_helpers_and_packages(part, monkeypatch):
    before = build.fingerprint(notebook("1"))
    monkeypatch.setattr(build, part, lambda: "changed")
    assert build.fingerprint(notebook("1")) != before


@pytest.fixture
def project(tmp_path, tables):
    """A book of two chapters with the report's own configuration, and a function that builds it."""
    folder = tmp_path / "small"
    (folder / "book").mkdir(parents=True)
    for part in ("_static", "_templates"):
        shutil.copytree(ROOT / "book" / part, folder / "book" / part)
    shutil.copy(ROOT / "_config.yml", folder)
    shutil.copy(ROOT / "book" / "references.bib", folder / "book")
    toc = {"format": "jb-book", "root": "book/index", "chapters": [{"file": "book/other"}]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False))
    (folder / "book" / "index.ipynb").write_text(notebook("from mlcareer import data", "data.load('places').shape"))
    (folder / "book" / "other.ipynb").write_text(notebook("1 + 1"))
    return folder


def run(folder: Path) -> tuple[int, list[str], str]:
    """Build with the plain command; return its exit status, the chapters that ran, and what it printed."""
    status, printed = building.build(folder)
    ran = sorted({Path(line.split(":")[0]).stem for line in printed.splitlines() if "Executing notebook using" in line})
    return status, ran, printed


def test_runs_what_changed_and_nothing_else(project, tables):
    assert run(project)[:2] == (0, ["index", "other"])
    assert run(project)[:2] == (0, [])

    path = tables / "places.csv"  # as a refresh replaces it: the table and its description together
    path.write_text(path.read_text().replace("Seattle-Tacoma", "Seattle and Tacoma", 1))
    package = json.loads((tables / data.DESCRIPTOR).read_text())
    for about in package["resources"]:
        if about["name"] == "places":
            about |= {"bytes": path.stat().st_size, "hash": data.sha256(path.read_bytes())}
    (tables / data.DESCRIPTOR).write_text(json.dumps(package))
    assert run(project)[:2] == (0, ["index"])

    path.write_text(
        path.read_text().replace("Seattle and Tacoma", "Seattle or Tacoma")
    )  # by hand: the description disagrees
    status, _, printed = run(project)
    assert status != 0 and "data/places.csv is not the file" in printed

    path.unlink()
    status, _, printed = run(project)
    assert status != 0 and "data/places.csv is missing" in printed


@pytest.mark.parametrize(
    "cell, complaint",
    [
        ("raise ValueError('broken on purpose')", "broken on purpose"),
        ("import warnings; warnings.warn('careful')", "stderr"),
        ("from mlcareer.text import say; say('[gone](nowhere.ipynb)')", "nowhere.ipynb"),
    ],
    ids=["raises", "writes to stderr", "Sphinx warning"],
)
def test_a_fault_fails_the_build_each_time(project, cell, complaint):
    good = (project / "book" / "other.ipynb").read_text()
    (project / "book" / "other.ipynb").write_text(notebook(cell))
    for _ in range(2):
        status, _, printed = run(project)
        assert status != 0 and complaint in printed
    (project / "book" / "other.ipynb").write_text(good)
    assert run(project)[0] == 0
