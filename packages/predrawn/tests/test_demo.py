"""The demo, built as anybody would, with the stock theme; and what the package may know of others."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import predrawn
from predrawn import progress

FOLDER = Path(__file__).resolve().parents[1]
SOURCE = Path(predrawn.__file__).parent


def test_the_demo_builds_with_the_stock_theme_and_its_controls_work(tmp_path, browser, url_of):
    demo = shutil.copytree(FOLDER / "demo", tmp_path / "demo", ignore=shutil.ignore_patterns("_build"))
    done = subprocess.run(
        [Path(sys.executable).parent / "jupyter-book", "build", "-W", "."],
        cwd=demo,
        env={key: value for key, value in os.environ.items() if key != progress.CHANNEL},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    page = browser.new_page()  # the stock theme's own scripts may complain; the controls must work all the same
    page.goto(url_of(demo / "_build" / "html" / "savings.html"))
    page.locator("input[type=range]").fill("0")
    page.get_by_label("shares").check()
    page.get_by_text("After 5 years, $100 have become $140.").wait_for()
    page.locator("input[type=range]").fill("5")
    page.get_by_text("After 30 years, $100 have become $761.").wait_for()
    page.close()


def test_the_readme_shows_what_the_demo_does():
    (cell,) = (cell for cell in json.loads((FOLDER / "demo" / "savings.ipynb").read_text("utf-8"))["cells"][1:])
    blocks = re.findall(r"```python\n(.*?)```", (FOLDER / "README.md").read_text("utf-8"), re.S)
    shown, own = (ast.dump(ast.parse(code)) for code in (blocks[0], "".join(cell["source"])))
    assert shown == own


#: Words of the report that the package came from, and of what others call their books and figures.
REPORTS_WORDS = r"mlcareer|not released|at least \$|top.coded|data scien|machine learning|wage|OEWS|O\*NET"


def test_it_knows_nothing_of_the_report_that_it_came_from():
    for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("static/*"), FOLDER / "README.md", FOLDER / "pyproject.toml"]:
        said = re.search(REPORTS_WORDS, path.read_text("utf-8"), re.I)
        assert not said, f"{path.name} says {said[0]!r}"


def test_it_imports_what_it_declares():
    """Only the standard library, itself, and the packages that pyproject.toml names, or that its extras bring."""
    declared = {"IPython", "ipywidgets", "matplotlib", "numpy", "pandas", "sphinx", "docutils", "traitlets"}
    imported = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(node.module.partition(".")[0])
    assert imported - set(sys.stdlib_module_names) <= declared
