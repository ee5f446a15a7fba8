"""Rehearse another edition: a copy of the project with other settings, its tables made anew, and built.

Reads   the project
Writes  a copy in a temporary folder, which --keep names and keeps
Prints  every sentence that a person must rewrite, with file and cell, and whether the pages are right when they are
        rewritten; exit status 1 where that list is not the whole of what there is to do

    python scripts/run.py rehearse                              next year's wage tables (make rehearse)
    python scripts/run.py rehearse --first software_developers  another occupation stands first
    python scripts/run.py rehearse --no-build                   the sentences, and what the cells say, without the pages

In the copy the wage tables are this year's with other figures (each moved by up to 5 %), written by the refresh itself
under the settings of the new edition. The sentences listed are then taken as rewritten, and the book is built as anybody
would: a build that stops has met something that was not on the list, and a page or a cell that names the old period was
not on it either.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bs4 import BeautifulSoup

import chores
from chores import building
from mlcareer import settings
from mlcareer.settings import ROOT
from mlcareer.site import search

#: What the copy holds of the project.
PARTS = (
    *("src", "packages", "scripts", "book", "data", "_config.yml", "_toc.yml", "CITATION.cff", "CHANGES.md"),
    *("requirements.lock", settings.FILE.name),
)
#: Files and folders that are no part of it, wherever they lie.
NOT_COPIED = ("__pycache__", "raw", "*.egg-info", "_build", "node_modules", ".ipynb_checkpoints")
#: Where the copy's modules lie.
MODULES = ("src", "packages/predrawn/src", "scripts")
SOURCE = "oews"

#: Run in the copy, with the copy's own modules.
MAKE = f"""
from chores import prove, refresh
from pathlib import Path
from sources import {SOURCE}
from mlcareer import data

def disturbed(raw):
    tables = {{}}
    for table in {SOURCE}.TABLES.values():
        frame = data.load(table.name)
        changed = prove.noise(frame, data.resource(table.name), seed=3, size=0.05)
        tables[table.name] = frame if changed is None else changed
    return tables

{SOURCE}.run = disturbed
refresh.refresh(Path("data"), Path("data"), ("{SOURCE}",))
"""
SENTENCES = "import json; from chores import prove; print(json.dumps(prove.sentences()))"
CELLS = """
import json
from chores import chapters
told = {}
for name, notebook in chapters.chapters().items():
    for cell in json.loads(notebook)["cells"]:
        if cell["cell_type"] == "markdown":
            told[f"book/{name}.ipynb, cell {cell['id']}"] = "".join(cell["source"])
    for identifier, result in chapters.run(notebook).items():
        told[f"book/{name}.ipynb, cell {identifier}"] = result.text
print(json.dumps(told))
"""

#: Added to the copy's ``presumptions.py``: what is on the list counts as rewritten.
REWRITTEN = """

_REWRITTEN = frozenset({sentences!r})
_strictly = presume


def presume(sentence, condition):
    if sentence not in _REWRITTEN:
        _strictly(sentence, condition)
"""


class RehearsalError(Exception):
    """The rehearsal could not be held, or what it found is not the whole list. The message says what happened."""


@contextmanager
def copy(keep: Path | None = None) -> Iterator[Path]:
    """A copy of the project in a temporary folder, or in ``keep``, which stays."""
    if keep and keep.exists():
        raise RehearsalError(f"{keep} is there already. Name a folder that is not: it takes a copy of the project.")
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as scratch:
        target = keep or Path(scratch) / "report"
        target.mkdir(parents=True)
        for name in PARTS:
            here, there = ROOT / name, target / name
            if here.is_dir():
                shutil.copytree(here, there, ignore=shutil.ignore_patterns(*NOT_COPIED))
            else:
                shutil.copy(here, there)
        yield target


def next_year(period: str) -> str:
    """A period a year later: ``May 2025`` becomes ``May 2026``."""
    return re.sub(r"\b20\d\d\b", lambda year: str(int(year[0]) + 1), period)


def change_period(project: Path, period: str, later: str) -> None:
    """Let the settings of a copy say a later period of the wage tables."""
    _swap(project / settings.FILE.name, f'{SOURCE} = "{period}"', f'{SOURCE} = "{later}"')


def change_first(project: Path, key: str) -> None:
    """Let another occupation stand first in the settings of a copy."""
    path = project / settings.FILE.name
    _swap(path, "first = true\nwhy = ", "why = ")
    _swap(path, f"[occupations.{key}]\n", f'[occupations.{key}]\nfirst = true\nwhy = "A rehearsal."\n')
    settings.read(path)


def _swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise RehearsalError(
            f"{path.name}: {old.strip()!r} should stand there once, and stands {text.count(old)} times."
        )
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(project: Path, code: str) -> str:
    """Run Python code in a copy, with the copy's modules; return what it prints last."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, env=environment(project), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RehearsalError((done.stderr.strip() or "no message").splitlines()[-1])
    return done.stdout.strip().splitlines()[-1]


def environment(project: Path) -> dict[str, str]:
    """The environment in which Python takes all modules from the copy, before those that are installed."""
    own = {name: value for name, value in os.environ.items() if name != "MLCAREER_DATA"}
    return own | {"PYTHONPATH": os.pathsep.join(str(project / name) for name in MODULES)}


def sentences(project: Path) -> list[str]:
    """Every sentence of a copy that its tables and settings do not bear out: ``book/faq.ipynb, cell q8-answer: …``."""
    return json.loads(run(project, SENTENCES))


def rewritten(project: Path, lines: list[str]) -> None:
    """Take sentences as rewritten: the copy no longer presumes them."""
    told = [line.partition(": ")[2] for line in lines]
    with (project / "src" / "mlcareer" / "presumptions.py").open("a", encoding="utf-8") as file:
        file.write(REWRITTEN.format(sentences=told))


def build(project: Path) -> Path:
    """Build a copy as anybody would; return the folder of its pages. RehearsalError where the build stops."""
    status, text = building.build(project, environment=environment(project))
    if status:
        printed = text.strip().splitlines()
        telling = [line for line in printed if "Error" in line or "WARNING" in line] or printed
        raise RehearsalError(f"the build stops although all that was listed is rewritten: {telling[-1]}")
    return project / "_build" / "html"


def stale_cells(project: Path, old: str) -> list[str]:
    """The cells of a copy that still name the old period: in a markdown cell's text or in what a code cell shows."""
    told = json.loads(run(project, CELLS))
    return [f"{cell} still says {old}" for cell, text in told.items() if names(text, old)]


def stale_pages(html: Path, old: str) -> list[str]:
    """The files of a built book that still name the old period where a reader may see it."""
    stale = []
    for path in sorted(html.rglob("*")):
        if path.suffix == ".html":
            page = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
            for code in page.select(".cell_input"):
                code.decompose()  # what a comment says is no figure
            text = str(page)
        elif path.suffix == ".json" or path.name == search.INDEX:
            text = path.read_text(encoding="utf-8")
        else:
            continue
        if names(text, old):
            stale.append(f"{path.relative_to(html)} still says {old}")
    return stale


def names(text: str, period: str) -> bool:
    """Does a text name a period? ``May 2025`` is not named by ``May 20255``, nor by a day of that month."""
    return (
        re.search(
            rf"(?<!\w)(?<!\d ){re.escape(period)}(?![\w–])", re.sub(r"<[^>]*>", lambda tag: _attributes(tag[0]), text)
        )
        is not None
    )


def _attributes(tag: str) -> str:
    """What a tag says to a reader: its attributes."""
    return " ".join(re.findall(r'="([^"]*)"', tag))


def main(arguments: list[str] | None = None) -> int:
    parser = chores.parser(__name__, __doc__)
    keys = [occupation.key for occupation in settings.edition().occupations]
    parser.add_argument("--first", choices=keys, help="the occupation that stands first, instead of a new release")
    parser.add_argument("--no-build", action="store_true", help="list the sentences, look at the cells, build no pages")
    parser.add_argument("--keep", type=Path, help="a folder that is not there yet, for the copy")
    options = parser.parse_args(arguments)
    try:
        with copy(options.keep) as project:
            rehearse(project, options.first, not options.no_build)
    except RehearsalError as error:
        print(f"rehearse: {error}", file=sys.stderr)
        return 1
    return 0


def rehearse(project: Path, first: str | None, pages: bool) -> None:
    """Hold the rehearsal in a copy; print what is to be rewritten. RehearsalError where that is not the whole list."""
    period = settings.edition().periods[SOURCE]
    if first:
        print(f"Rehearsal: {first} stand first.", flush=True)
        change_first(project, first)
    else:
        print(f"Rehearsal: wage tables of {next_year(period)} in place of {period}.", flush=True)
        change_period(project, period, next_year(period))
        run(project, MAKE)
    lines = sentences(project)
    print("\n".join(lines) or "No sentence is to be rewritten.", flush=True)
    if stops := [line for line in lines if "it stops here" in line]:
        raise RehearsalError(
            f"{len(stops)} cell(s) stop, and what comes after them was not seen; the first: {stops[0]}"
        )
    rewritten(project, lines)
    left = [] if first else stale_cells(project, period)
    if pages:
        html = build(project)
        left += [] if first else stale_pages(html, period)
    if left:
        raise RehearsalError("\n".join(["this is on no list:", *left]))
    print(f"{len(lines)} sentence(s) to rewrite, and nothing else.", end=" ")
    print("With them rewritten the book builds." if pages else "The pages were not built.")
