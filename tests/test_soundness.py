"""Builds heal: killed at any moment, failed or damaged, the next ordinary build gives the files of a clean one."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import nbformat
import pytest
import warm
from conftest import ROOT
from sphinx.errors import ExtensionError

from chores import building, rehearse
from mlcareer.site import soundness

#: Kills the build that it is part of, at the moment named in the environment: an event, and a priority among its listeners.
KILLER = """
import os, signal

def setup(app):
    # MyST-NB's stylesheet has another address in pages that are written after it: one book in two ways.
    app.connect("html-page-context", lambda app, *page: app.builder._css_files.clear())
    moment, _, priority = os.environ.get("KILL_AT", "").partition(" ")
    if moment:
        app.connect(moment, lambda *arguments: os.kill(os.getpid(), signal.SIGKILL), priority=int(priority))
    if os.environ.get("WAIT_AT"):
        app.connect(os.environ["WAIT_AT"], lambda *arguments: input())
    return {"parallel_read_safe": True}
"""


def page(text: str, code: str) -> str:
    cells = [nbformat.v4.new_markdown_cell(text, id="text"), nbformat.v4.new_code_cell(code, id="code")]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata=metadata))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A book of two pages, built."""
    folder = tmp_path_factory.mktemp("built") / "book"
    folder.mkdir()
    (folder / "killer.py").write_text(KILLER)
    (folder / "_toc.yml").write_text("format: jb-book\nroot: first\nchapters:\n- file: second\n")
    (folder / "_config.yml").write_text(
        "title: Two pages\nexecute: {execute_notebooks: cache}\nsphinx:\n  local_extensions: {killer: '.'}\n"
        "  extra_extensions: [mlcareer.site.soundness]\n  config: {html_theme: alabaster, html_theme_options: {}}\n"
    )
    (folder / "first.ipynb").write_text(page("# First\n\nSee [the second](second.ipynb).", "1 + 1"))
    (folder / "second.ipynb").write_text(page("# Second", "2 + 2"))
    status, printed = building.build(folder)
    assert status == 0, printed
    return folder


@pytest.fixture
def book(built, tmp_path):
    """A copy of it, to be spoiled."""
    return shutil.copytree(built, tmp_path / "book")


def files(folder: Path) -> dict[str, bytes]:
    html = folder / "_build" / "html"
    return {path.relative_to(html).as_posix(): path.read_bytes() for path in html.rglob("*") if path.is_file()}


def rebuilt(folder: Path, build=warm.build, **options) -> dict[str, bytes]:
    status, printed = build(folder, **options)
    assert status == 0, printed[-3000:]
    assert soundness.faults(folder / "_build" / "html") == []
    return files(folder)


def clean(folder: Path, build=warm.build, **options) -> dict[str, bytes]:
    """The files of a build from nothing, but for the stored outputs of its chapters."""
    shutil.rmtree(folder / "_build" / "html")
    shutil.rmtree(folder / "_build" / ".doctrees")
    return rebuilt(folder, build, **options)


def started(folder: Path, **options) -> subprocess.Popen:
    """A build that runs, with processes of its own that ``kill`` reaches."""
    return subprocess.Popen([*building.COMMAND, "."], cwd=folder, start_new_session=True, **options)


def kill(running: subprocess.Popen) -> None:
    """Kill a build with all its processes, if it still runs."""
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param("config-inited 1", marks=pytest.mark.slow),  # the marker is there, and nothing else
        pytest.param("doctree-read 1", marks=pytest.mark.slow),  # while pages are read
        pytest.param("env-updated 999", marks=pytest.mark.slow),  # all are read
        "env-check-consistency 1",  # what was read is stored, and nothing written: a later build would find nothing to do
        pytest.param("html-page-context 1", marks=pytest.mark.slow),  # in the midst of writing
        pytest.param("html-collect-pages 1", marks=pytest.mark.slow),  # before the search page and its like
        pytest.param("build-finished 1", marks=pytest.mark.slow),  # before other extensions write their files
    ],
)
def test_a_build_killed_at_any_moment_is_made_good_by_the_next(book, moment):
    (book / "second.ipynb").write_text(page("# Second\n\nIt has changed.", "3 + 3"))
    done = subprocess.run(
        [*building.COMMAND, "."],
        cwd=book,
        env=os.environ | {"KILL_AT": moment},
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert soundness.faults(book / "_build" / "html")
    healed = rebuilt(book)
    assert b"It has changed." in healed["second.html"] and healed == clean(book)


def test_a_build_of_what_changed_gives_the_files_of_a_clean_one(book):
    (book / "second.ipynb").write_text(page("# Second\n\nIt has changed.", "3 + 3"))
    assert rebuilt(book) == clean(book)


@pytest.mark.slow
def test_fifty_kills_at_seeded_moments(book):
    """Wherever they hit: before the build begins, while a kernel starts, in the midst of a file, after the end."""
    texts = [page(f"# Second\n\nEdition {edition}.", f"{edition} + 1") for edition in range(2)]
    expected = []
    for text in texts:
        (book / "second.ipynb").write_text(text)
        expected.append(rebuilt(book))
        begin = time.monotonic()
        assert clean(book, building.build) == expected[-1]  # by the command that is killed below
        whole = time.monotonic() - begin
    moments, hit = random.Random(2026), 0
    for number in range(50):
        (book / "second.ipynb").write_text(texts[number % 2])
        if number % 3 == 0:
            shutil.rmtree(book / "_build")
        running = started(book, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.2, 1.1) * whole)
        hit += running.poll() is None
        kill(running)
        assert rebuilt(book) == expected[number % 2], f"kill {number}"
    assert hit >= 25


#: What Sphinx prints when it has read all pages, when it lays anew what pages ask for, when it begins to write them, and when it makes
#: what is written late. ("dumping search index" is no longer among it: the report has a search of its own.)
PRINTED = (
    "pickling environment",
    "copying assets",
    "writing output",
    "writing additional pages",
    "dumping object inventory",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A copy of the whole report, built; with the outputs that are stored here, where they are there, in a fraction of the time."""
    folder = tmp_path_factory.mktemp("report") / "report"
    with rehearse.copy(folder) as project:
        stored = ROOT / "_build" / ".jupyter_cache"
        if stored.is_dir():
            shutil.copytree(stored, project / "_build" / stored.name)
        rebuilt(project, environment=rehearse.environment(project))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("moment", PRINTED)
def test_the_whole_report_killed_where_it_once_stayed_wrong(report, moment):
    environment = rehearse.environment(report) | {"PYTHONUNBUFFERED": "1"}
    path, heading = report / "book" / "methods.ipynb", f"Killed while {moment}"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = f"# {heading}"
    nbformat.write(notebook, path)
    running, printed = started(report, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT), b""
    while moment.encode() not in printed and (more := os.read(running.stdout.fileno(), 4096)):
        printed += more
    kill(running)
    running.stdout.close()
    assert moment.encode() in printed, printed.decode()[-3000:]
    assert running.returncode == -signal.SIGKILL, printed.decode()[-3000:]
    assert soundness.faults(report / "_build" / "html")
    healed = rebuilt(report, environment=environment)
    assert heading.encode() in healed["book/methods.html"]
    whole = clean(report, environment=environment)
    assert [name for name in sorted(healed.keys() | whole.keys()) if healed.get(name) != whole.get(name)] == []


def spoil(html: Path, what: str) -> None:
    if what == "a page is gone":
        (html / "second.html").unlink()
    elif what == "a page is cut":
        (html / "second.html").write_bytes((html / "second.html").read_bytes()[:500])
    elif what == "a file that is written late":
        (html / "searchindex.js").write_text("Search.setIndex({})")
    elif what == "the manifest is cut":
        (html / soundness.MANIFEST).write_text('{"index')
    elif what == "stored outputs are cut":
        (stored, *_) = (html.parent / ".jupyter_cache" / "executed").glob("*/base.ipynb")
        stored.write_text(stored.read_text()[:100])
        (html / "second.html").unlink()
    elif what == "the list of stored outputs is damaged":
        (html.parent / ".jupyter_cache" / "global.db").write_bytes(b"no database" * 100)
        (html / "second.html").unlink()
    elif what == "what was read is cut":
        (html.parent / ".doctrees" / "second.doctree").write_bytes(b"")
    elif what == "what was read is damaged":
        (html.parent / ".doctrees" / "environment.pickle").write_bytes(b"x")


@pytest.mark.parametrize(
    "what, told",
    [
        pytest.param(*("a page is gone", "second.html is missing"), marks=pytest.mark.slow),
        ("a page is cut", "second.html is damaged"),
        pytest.param(*("a file that is written late", "searchindex.js is damaged"), marks=pytest.mark.slow),
        pytest.param(*("the manifest is cut", "build-manifest.json is damaged"), marks=pytest.mark.slow),
        ("stored outputs are cut", "second.html is missing"),
        pytest.param(*("the list of stored outputs is damaged", "second.html is missing"), marks=pytest.mark.slow),
        ("what was read is damaged", None),
        pytest.param(*("what was read is cut", None), marks=pytest.mark.slow),
    ],
)
def test_what_is_damaged_is_named_and_made_good(book, what, told):
    before, html = files(book), book / "_build" / "html"
    spoil(html, what)
    named = soundness.faults(html)
    assert [told] == [fault[: len(told)] for fault in named] if told else named == []
    assert rebuilt(book) == before


def test_a_foreign_file_is_named_and_left(book):
    html = book / "_build" / "html"
    (html / "extra.html").write_text("mine")
    (html / ".nojekyll").write_text("")
    assert soundness.faults(html) == ["extra.html is foreign: the build did not write it"]


def test_a_failed_build_says_so_until_it_is_mended(book):
    good = files(book)
    text = (book / "second.ipynb").read_text()
    (book / "second.ipynb").write_text(page("# Second\n\n[gone](nowhere.ipynb)", "2 + 2"))
    for _ in range(2):  # an unchanged page is not read again, and must fail again
        status, _ = warm.build(book)
        assert status != 0
        assert soundness.faults(book / "_build" / "html") == ["the last build failed (1 warning(s))"]
    (book / "second.ipynb").write_text(text)
    assert rebuilt(book) == good


def test_two_builds_at_once(book):
    """The second refuses in one line and spoils nothing; the lock of one that was killed does not hold."""
    command = [*building.COMMAND, "."]
    (book / "second.ipynb").write_text(page("# Second\n\nIt has changed.", "3 + 3"))
    first = subprocess.Popen(
        command,
        cwd=book,
        env=os.environ | {"WAIT_AT": "env-updated"},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    lock = book / "_build" / soundness.LOCK
    while not (lock.is_file() and lock.read_text() == str(first.pid)):
        assert first.poll() is None
        time.sleep(0.05)
    status, printed = warm.build(book)
    assert status != 0 and "Another build works in" in printed and f"process {first.pid}" in printed
    first.communicate(b"\n", timeout=120)
    assert first.returncode == 0 and soundness.faults(book / "_build" / "html") == []


def test_a_copied_checkout_is_not_built_from_the_old_folder(tmp_path):
    soundness.refuse_other_folder(ROOT)
    soundness.refuse_other_folder(tmp_path)  # a book of somebody else's
    for name in soundness.OWN:
        copy = tmp_path / name.replace("/", "-")
        (copy / name).mkdir(parents=True)
        with pytest.raises(ExtensionError, match=f"{copy} would be built with the code and the data of {ROOT}"):
            soundness.refuse_other_folder(copy)


def test_a_sound_cache(tmp_path):
    assert soundness.cache_is_sound(tmp_path)
    (tmp_path / "executed" / "k").mkdir(parents=True)
    assert not soundness.cache_is_sound(tmp_path)  # outputs, and nothing that knows of them
    with sqlite3.connect(tmp_path / "global.db") as connection:
        connection.execute("CREATE TABLE nbcache (hashkey TEXT)")
        connection.execute("INSERT INTO nbcache VALUES ('k')")
    connection.close()
    assert not soundness.cache_is_sound(tmp_path)  # it is listed and not there
    (tmp_path / "executed" / "k" / "base.ipynb").write_text(json.dumps({}))
    assert soundness.cache_is_sound(tmp_path)
