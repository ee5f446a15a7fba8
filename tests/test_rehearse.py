"""The rehearsal of another edition: a part of it on the report itself, and that it notices what it is there for."""

import json

import pytest

from chores import rehearse
from mlcareer import settings

OLD, NEW = "May 2025", "May 2026"


@pytest.fixture
def project(tmp_path):
    with rehearse.copy(tmp_path / "report") as copied:
        yield copied


def plant(project, chapter, kind, source):
    """Add a cell to a chapter of the copy."""
    path = project / "book" / f"{chapter}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    more = {"execution_count": None, "outputs": []} if kind == "code" else {}
    cell = {"cell_type": kind, "id": "planted", "metadata": {}, "source": [source], **more}
    notebook["cells"].append(cell)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def keep_only(project, chapter):
    """Let the copy hold one chapter: the others cost time."""
    for path in (project / "book").glob("*.ipynb"):
        if path.stem != chapter:
            path.unlink()


@pytest.mark.slow
def test_next_year_needs_no_more_than_what_is_listed(project, capsys):
    rehearse.rehearse(project, None, pages=False)
    told = capsys.readouterr().out
    assert f"wage tables of {NEW} in place of {OLD}" in told and "and nothing else" in told
    tables = json.loads((project / "data" / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    wages = {
        about["name"]: about for about in tables if about["name"].startswith("oews") and "earlier" not in about["name"]
    }
    assert len(wages) == 6
    for about in wages.values():
        assert about["period"] == NEW and NEW in about["cite"] and OLD not in json.dumps(about)
    here, there = (folder / "data" / "oews_metro.csv" for folder in (settings.ROOT, project))
    assert here.read_bytes() != there.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("key", ["software_developers", "research_scientists"])
def test_another_occupation_stands_first(project, capsys, key):
    rehearse.rehearse(project, key, pages=False)
    told = capsys.readouterr().out
    assert settings.read(project / "report.toml").occupations[0].key == key
    assert told.count("book/") >= 1, "some sentence is about data scientists standing first"


@pytest.mark.slow
def test_a_period_typed_in_prose_is_on_no_list(project):
    keep_only(project, "places")
    plant(project, "places", "markdown", f"Wages are of {OLD}.")
    with pytest.raises(rehearse.RehearsalError, match=f"book/places.ipynb, cell planted still says {OLD}"):
        rehearse.rehearse(project, None, pages=False)


@pytest.mark.slow
def test_a_period_typed_in_code_is_on_no_list(project):
    keep_only(project, "places")
    plant(project, "places", "code", f'say("Wages are of {OLD}.")')
    with pytest.raises(rehearse.RehearsalError, match=f"cell planted still says {OLD}"):
        rehearse.rehearse(project, None, pages=False)


def test_a_cell_that_stops_is_a_fault(project):
    keep_only(project, "places")
    plant(project, "places", "code", 'raise ValueError("no such thing")')
    with pytest.raises(
        rehearse.RehearsalError, match="1 cell.* the first: book/places.ipynb, cell planted: it stops here: no such"
    ):
        rehearse.rehearse(project, None, pages=False)


@pytest.mark.slow
def test_a_sentence_counts_as_rewritten_once_it_is_listed(project):
    keep_only(project, "places")
    sentence = "The moon is made of cheese."
    plant(project, "places", "code", f'presume("{sentence}", False)')
    sentences = rehearse.sentences(project)
    assert sentences == [f"book/places.ipynb, cell planted: {sentence}"]
    rehearse.rewritten(project, sentences)
    assert rehearse.sentences(project) == []


@pytest.mark.parametrize(
    "text",
    [f"in {OLD}, and", f'<img alt="Jobs, {OLD}">', f"<b>{OLD}</b>", f"({OLD})", f"{OLD}."],
    ids=["prose", "alt", "tag", "bracket", "end"],
)
def test_a_period_is_named(text):
    assert rehearse.names(text, OLD)


@pytest.mark.parametrize("text", ["May 20251", "<b>May 2024</b>", "July 2025", "on 1 May 2025", ""])
def test_a_period_is_not_named(text):
    assert not rehearse.names(text, OLD)


def test_pages_that_stay_with_the_old_period_are_found(tmp_path):
    (tmp_path / "a.html").write_text(f"<p>{NEW}</p><div class='cell_input'># {OLD}</div>", encoding="utf-8")
    (tmp_path / "b.html").write_text(f"<p>{OLD}</p>", encoding="utf-8")
    (tmp_path / "state.json").write_text(json.dumps({"title": f"Pay, {OLD}"}), encoding="utf-8")
    (tmp_path / "passages.js").write_text(f"const PASSAGES = ['{OLD}'];", encoding="utf-8")
    stale = rehearse.stale_pages(tmp_path, OLD)
    assert [line.split()[0] for line in stale] == ["b.html", "passages.js", "state.json"]


def test_what_a_rehearsal_cannot_do_is_said(tmp_path, capsys):
    assert rehearse.main(["--keep", str(tmp_path)]) == 1
    assert "is there already" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        rehearse.main(["--first", "actors"])
    assert "data_scientists" in capsys.readouterr().err


def test_a_year_later():
    assert rehearse.next_year("May 2025") == "May 2026"
    assert rehearse.next_year("October to December 2023") == "October to December 2024"
