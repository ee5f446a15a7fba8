"""What makes a chapter run again, and what makes ``jupyter-book build .`` fail. On a small book with the real settings."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
import warm
import yaml
from conftest import ROOT

from mlcareer import data
from mlcareer.site import fingerprints


def notebook(*cells: str) -> str:
    code = [nbformat.v4.new_code_cell(source, id=f"c{number}") for number, source in enumerate(cells)]
    head = nbformat.v4.new_markdown_cell("# A chapter", id="title")
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.writes(nbformat.v4.new_notebook(cells=[head, *code], metadata=metadata))


def test_fingerprint_knows_what_a_chapter_read(tables):
    uses, lists = (
        notebook(f"from mlcareer import data\n{code}") for code in ("data.load('places')", "data.descriptor()")
    )
    before = fingerprints.fingerprint(uses), fingerprints.fingerprint(lists)
    (tables / "metros.csv").write_text("other")
    assert fingerprints.fingerprint(uses) == before[0]
    (tables / "places.csv").write_text("other")
    assert fingerprints.fingerprint(uses) != before[0]
    (tables / "places.csv").unlink()
    assert fingerprints.fingerprint(uses) != before[0]
    package = json.loads((tables / data.DESCRIPTOR).read_text())
    package["resources"][0]["vintage"] = "another"
    (tables / data.DESCRIPTOR).write_text(json.dumps(package))
    assert fingerprints.fingerprint(lists) != before[1]


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
    before = fingerprints.fingerprint(text)
    (tables / "us_outline.csv").write_text("other")
    assert fingerprints.fingerprint(text) == before
    (tables / f"{table}.csv").write_text("other")
    assert fingerprints.fingerprint(text) != before


@pytest.mark.parametrize("part", ["_helpers", "packages"])
def test_fingerprint_knows_helpers_and_packages(part, monkeypatch):
    before = fingerprints.fingerprint(notebook("1"))
    monkeypatch.setattr(fingerprints, part, lambda: "changed")
    assert fingerprints.fingerprint(notebook("1")) != before


@pytest.fixture
def fresh():
    """Functions that remember what they hashed forget it, before and after."""
    remembering = (fingerprints.packages, fingerprints._helpers)
    for function in remembering:
        function.cache_clear()
    yield
    for function in remembering:
        function.cache_clear()


def test_packages_are_those_of_the_lock_and_no_other(tmp_path, monkeypatch, fresh):
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "# made by\nlocked-package==1.0 ; python_version > '3' \\\n    --hash=sha256:0\n    # via\n    #   other==2\n"
        "of-another-system==3 \\\n    --hash=sha256:1\n"
    )
    monkeypatch.setattr(fingerprints, "LOCK", lock)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))

    def install(name: str, version: str) -> str:
        folder = tmp_path / "site" / f"{name.replace('-', '_')}.dist-info"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        fingerprints.packages.cache_clear()
        return fingerprints.packages()

    before = install("locked-package", "1.0")
    assert install("another-package", "1.0") == before == install("another-package", "2.0") == install("other", "1")
    assert install("locked-package", "1.1") != before


def test_the_lock_names_what_the_book_is_made_with():
    names = {line.partition("==")[0] for line in fingerprints.LOCK.read_text().splitlines() if "==" in line}
    assert {"sphinx", "furo", "myst-nb", "pandas", "matplotlib", "jinja2", "docutils"} <= names


@pytest.mark.parametrize("name", ["site/templates/foot.html", "templates/verdicts.html", "text.py", "new.css"])
def test_fingerprint_and_edition_know_code_templates_and_styles(tmp_path, monkeypatch, fresh, name):
    code = shutil.copytree(fingerprints.CODE[0], tmp_path / "code")
    monkeypatch.setattr(fingerprints, "CODE", (code,))
    before = fingerprints.fingerprint(notebook("1")), fingerprints.edition_of(tmp_path)
    path = code / name
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "\n")
    fingerprints._helpers.cache_clear()
    after = fingerprints.fingerprint(notebook("1")), fingerprints.edition_of(tmp_path)
    assert before[0] != after[0] and before[1] != after[1]


@pytest.mark.parametrize(
    "name", ["_config.yml", "CITATION.cff", "report.toml", "book/_static/report.css", "book/x.ipynb"]
)
def test_edition_knows_the_files_of_the_book(tmp_path, name):
    before = fingerprints.edition_of(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("other")
    assert fingerprints.edition_of(tmp_path) != before


@pytest.fixture
def project(tmp_path, tables):
    """A book of two chapters with the report's own configuration, and a function that builds it."""
    folder = tmp_path / "small"
    (folder / "book").mkdir(parents=True)
    shutil.copytree(ROOT / "book" / "_static", folder / "book" / "_static")
    shutil.copy(ROOT / "_config.yml", folder)
    shutil.copy(ROOT / "book" / "references.bib", folder / "book")
    toc = {"format": "jb-book", "root": "book/index", "chapters": [{"file": "book/other"}]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False))
    (folder / "book" / "index.ipynb").write_text(notebook("from mlcareer import data", "data.load('places').shape"))
    (folder / "book" / "other.ipynb").write_text(notebook("1 + 1"))
    return folder


def run(folder: Path) -> tuple[int, list[str], str]:
    """Build as the plain command does; return its exit status, the chapters that ran, and what it printed."""
    status, printed = warm.build(folder)
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
        pytest.param("import warnings; warnings.warn('careful')", "stderr", marks=pytest.mark.slow),
        pytest.param(
            "from mlcareer.prose import Markdown, Prose; Prose(Markdown('[gone](nowhere.ipynb)'))",
            "nowhere.ipynb",
            marks=pytest.mark.slow,
        ),
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
