"""A book of somebody else's: two chapters, the stock theme, and the extension as its only configuration."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from predrawn import progress

GOOD = """
from predrawn import explore
explore(lambda n: f"This is {n}.", name="numbers", title="Which number?", n=[5, 6, 7])
"""


#: A choice that is searched, in a chapter of its own each: the file of its labels is shared.
SEARCHED = """
from predrawn import Choice, explore
explore(lambda town: town, name="{}", town=Choice(["Alm", "Berg", "Cape"], kind="search", aliases={{"Alm": ["Alp"]}}))
"""


def chapter(path: Path, *cells: str) -> None:
    code = [nbformat.v4.new_code_cell(source) for source in cells]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    head = nbformat.v4.new_markdown_cell("# " + path.stem)
    nbformat.write(nbformat.v4.new_notebook(cells=[head, *code], metadata=metadata), path)


@pytest.fixture
def project(tmp_path):
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: one\nchapters:\n- file: two\n- file: three\n")
    (tmp_path / "_config.yml").write_text(
        "title: Book\nsphinx:\n  extra_extensions: [predrawn.extension]\n  config:\n    html_theme: alabaster\n"
        "    html_theme_options: {}\n"
    )
    chapter(tmp_path / "one.ipynb", GOOD)
    chapter(tmp_path / "two.ipynb", "1 + 1")
    (tmp_path / "three.md").write_text("# Three\n")
    return tmp_path


def build(folder: Path) -> tuple[int, str]:
    environment = {key: value for key, value in os.environ.items() if key != progress.CHANNEL}
    done = subprocess.run(
        [Path(sys.executable).parent / "jupyter-book", "build", "."],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def states(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "_build/html/_static/explorers").glob("*.js"))


def test_a_plain_build_draws_and_publishes(project, browser, url_of):
    chapter(project / "one.ipynb", GOOD, SEARCHED.format("first"))
    chapter(project / "two.ipynb", SEARCHED.format("second"))
    status, printed = build(project)
    assert status == 0 and "explore: numbers, 3 of 3 states drawn" in printed
    files = states(project)
    assert len(files) == 4 and [file.rpartition("-")[0] for file in files if "-" in file] == [
        "first",
        "numbers",
        "second",
    ]
    (file,) = (file for file in files if file.startswith("numbers"))
    html = (project / "_build/html/one.html").read_text()
    assert file.removesuffix(".js") in html and "carrier" not in html and "This is 6." not in html
    assert "explore.js" not in (project / "_build/html/three.html").read_text()  # no explorer, no script
    page = browser.new_page()  # not the fixture that fails on errors: the stock pages have some of their own
    page.goto(url_of(project / "_build/html/one.html"))
    page.get_by_label("7", exact=True).check()
    page.get_by_text("This is 7.").wait_for()
    page.close()


@pytest.mark.slow
def test_a_build_caches(project):
    assert build(project)[0] == 0
    (file,) = states(project)
    chapter(project / "two.ipynb", "1 + 2")  # another chapter changes: the states come from the cache, and stay
    status, printed = build(project)
    assert status == 0 and "states drawn" not in printed and states(project) == [file]

    chapter(project / "one.ipynb", GOOD.replace("[5, 6, 7]", "[5, 6]"))
    assert build(project)[0] == 0
    assert len(states(project)) == 1 and states(project) != [file]  # no leftover of the earlier edition


@pytest.mark.slow
@pytest.mark.parametrize(
    "cells, complaint, times",
    [
        ([GOOD.replace("{n}", "{n / 0}")], "Explorer 'numbers': <lambda>(n=5) failed: ZeroDivisionError", 2),
        ([GOOD.replace("[5, 6, 7]", "(1, 2000), max_states=1000")], "2,000 states (n 2000), more than 1,000", 1),
        ([GOOD, GOOD], "one: the explorer 'numbers' is shown twice", 1),
        ([GOOD, GOOD.replace("[5, 6, 7]", "[1]")], "one: there is an explorer 'numbers' in one already", 1),
        ([GOOD.replace('"numbers"', '"Two words"')], "'Two words' cannot be its name", 1),
    ],
    ids=["a state fails", "too many states", "shown twice", "one name twice", "no name"],
)
def test_a_fault_fails_the_stock_build_each_time(project, cells, complaint, times):
    """Stock Jupyter Book ends well when a cell raises. A book without its states must not."""
    chapter(project / "one.ipynb", *cells)
    for _ in range(times):
        status, printed = build(project)
        assert status != 0 and complaint in printed, printed[-2000:]


@pytest.mark.slow
def test_one_name_in_two_chapters(project):
    chapter(project / "two.ipynb", GOOD)
    status, printed = build(project)
    assert status != 0 and "two: there is an explorer 'numbers' in one already" in printed
    assert "name='another'" in printed


@pytest.mark.slow
def test_an_explorer_that_is_not_shown_is_named(project):
    chapter(project / "one.ipynb", GOOD + "print('after')")
    status, printed = build(project)
    assert status == 0 and "WARNING: the explorer 'numbers' was drawn and never shown" in printed


@pytest.mark.slow
def test_an_explorer_that_no_build_drew_is_named(project):
    """Outputs stored by a notebook, with execution off: the page says what it can, and the build warns."""
    output = nbformat.v4.new_output(
        "display_data",
        data={
            "application/vnd.jupyter.widget-view+json": {"model_id": "0", "version_major": 2, "version_minor": 0},
            "text/html": '<figure data-explorer="numbers" data-explorer-undrawn>This is 5.</figure>',
        },
    )
    notebook = json.loads((project / "one.ipynb").read_text())
    notebook["cells"][1]["outputs"] = [output]
    (project / "one.ipynb").write_text(json.dumps(notebook))
    with (project / "_config.yml").open("a") as file:
        file.write("execute:\n  execute_notebooks: 'off'\n")
    status, printed = build(project)
    assert status == 0 and "was not drawn by this build" in printed
    assert "This is 5." in (project / "_build/html/one.html").read_text()
