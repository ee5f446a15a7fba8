"""Who may import whom: the contracts in ``pyproject.toml``, and the picture of them in ``ARCHITECTURE.md``."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from conftest import ROOT

#: Where each package lies.
PACKAGES = {"mlcareer": "src", "predrawn": "packages/predrawn/src", "sources": "scripts", "chores": "scripts"}
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]


def lint(folder: Path) -> tuple[int, str]:
    """Exit status and words of import-linter on a checkout."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    path = [str(folder / place) for place in PACKAGES.values()] + [os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_every_arrow_leads_down():
    status, told = lint(ROOT)
    assert status == 0, told
    for contract in CONTRACTS:
        assert f"{contract['name']} KEPT" in told


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of the code, to be spoiled."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name, place in PACKAGES.items():
        shutil.copytree(ROOT / place / name, folder / place / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize(
    "file, arrow, contract",
    [
        ("src/mlcareer/data.py", "from mlcareer import text", "Each room of the report knows those below"),
        ("src/mlcareer/claims/faq.py", "from mlcareer import charts", "Each room of the report knows those below"),
        ("src/mlcareer/newcomer.py", "", "Each room of the report knows those below"),
        ("src/mlcareer/claims/cities.py", "import matplotlib", "Claims judge and draw nothing"),
        ("src/mlcareer/site/page.py", "from mlcareer import views", "The site knows no view and no chart"),
        ("src/mlcareer/lineage.py", "import sphinx", "Only the site is a part of Sphinx"),
        ("packages/predrawn/src/predrawn/svg.py", "from mlcareer import text", "Scripts over helpers over controls"),
        ("src/mlcareer/charts/lines.py", "import sources", "Scripts over helpers over controls"),
        ("scripts/sources/oews.py", "from chores import prove", "Scripts over helpers over controls"),
        ("scripts/sources/onet.py", "from mlcareer import data", "Sources use no helper beyond the settings"),
        ("packages/predrawn/src/predrawn/errors.py", "from predrawn import controls", "No circle"),
    ],
)
def test_an_arrow_up_is_a_fault(checkout, file, arrow, contract):
    path = checkout / file
    before = path.read_text("utf-8") if path.is_file() else None
    path.write_text(f"{before or ''}\n{arrow}\n", "utf-8")
    try:
        status, told = lint(checkout)
    finally:
        path.unlink() if before is None else path.write_text(before, "utf-8")
    assert status != 0 and f"{contract} BROKEN" in told, told


# ---- the picture ----


def picture() -> tuple[dict[str, str], set[tuple[str, str]]]:
    """What ARCHITECTURE.md draws: module -> its box, and the arrows between boxes."""
    (text,) = re.findall(r"```mermaid\nflowchart TD\n(.*?)```", (ROOT / "ARCHITECTURE.md").read_text("utf-8"), re.S)
    rooms = {name: box for box, names in re.findall(r'(\w+)\["([^"]+)"\]', text) for name in names.split(" · ")}
    plain = re.sub(r'\["[^"]+"\]', "", text).replace('-. "its file claims alone" .->', "-->")
    return rooms, set(re.findall(r"(\w+) --> (\w+)", plain))


def imports() -> dict[str, set[str]]:
    """Who really imports whom: rooms of the report, the other packages, and the chapters as ``book``."""
    codes = defaultdict(list)
    for package, place in PACKAGES.items():
        for path in (ROOT / place / package).rglob("*.py"):
            below = path.relative_to(ROOT / place / package).parts
            codes[Path(below[0]).stem if package == "mlcareer" else package].append(path.read_text("utf-8"))
    for path in (ROOT / "book").glob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        codes["book"] += ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    known = defaultdict(set)
    for room, texts in codes.items():
        for node in (node for text in texts for node in ast.walk(ast.parse(text))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            for package, _, rest in (name.partition(".") for name in names):
                if package in PACKAGES:
                    known[room].add(rest.partition(".")[0] if package == "mlcareer" else package)
    return {room: others - {room} for room, others in known.items()}


def below(box: str, arrows: set[tuple[str, str]]) -> set[str]:
    """What arrows lead to from a box, over others, too."""
    reached, waiting = set(), [box]
    while waiting:
        here = waiting.pop()
        fresh = {to for start, to in arrows if start == here} - reached
        reached |= fresh
        waiting += fresh
    return reached


def test_the_picture_is_the_code():
    rooms, arrows = picture()
    real = imports()
    modules = {path.stem for path in (ROOT / "src" / "mlcareer").iterdir() if path.suffix == ".py" or path.is_dir()}
    modules -= {"__init__", "__pycache__", "templates"}
    assert set(rooms) == modules | set(PACKAGES) - {"mlcareer"} | {"book"}
    assert [box for box in rooms.values() if box in below(box, arrows)] == [], "a circle"
    hidden = {
        f"{room} imports {other}"
        for room, others in real.items()
        for other in others
        if rooms[other] not in {rooms[room], *below(rooms[room], arrows)}
    }
    assert hidden == set()
    drawn = {(rooms[room], rooms[other]) for room, others in real.items() for other in others}
    assert arrows - drawn == set(), "arrows that no import stands behind"


def test_every_room_has_its_line():
    (table,) = re.findall(r"\| room \|.*?\n\n", (ROOT / "ARCHITECTURE.md").read_text("utf-8"), re.S)
    named = " ".join(re.findall(r"^\| ([^|]+) \|", table, re.M))
    for room in picture()[0]:
        assert re.search(rf"[`/]{room}[`/]", named), room


def test_chapters_know_nothing_of_what_stands_around_them():
    assert not imports()["book"] & {"site", "sources", "chores", "lineage"}
