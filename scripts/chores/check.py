"""Check the built book: every page there, none stale, none with a trace of something that went wrong.

Reads   _toc.yml, the chapters, the tables, and _build/html (or the folder named)
Prints  where the pages are, or one line a fault; exit status 1 on a fault

    python scripts/run.py check [_build/html]
"""

import json
import sys
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl

import yaml
from bs4 import BeautifulSoup

import chores
from chores import building
from chores.building import HTML
from mlcareer.settings import ROOT
from mlcareer.site import fingerprints, search, soundness
from predrawn.extension import FOLDER
from predrawn.page import content_of

#: What a page of this book never holds, and what its presence means.
FAULTS = {
    ".cell_output .stderr, .cell_output .output.stderr": "a cell wrote to stderr",
    ".cell_output .traceback": "a cell raised an error",
    ".system-message, .problematic": "Sphinx left a message in the page",
    "span.math, div.math": "a formula (a dollar sign taken for mathematics?)",
    'script[src*="//"], link[rel="stylesheet"][href*="//"], img[src*="//"]': "a file from another host",
}


def main(arguments: list[str] | None = None) -> int:
    parser = chores.parser(__name__, __doc__)
    parser.add_argument("html", nargs="?", type=Path, default=HTML)
    html = parser.parse_args(arguments).html
    faults = problems(html)
    for line in faults:
        print(f"check: {line}", file=sys.stderr)
    if not faults:
        print(f"The book is complete: {len(documents())} pages. Open {(html / 'index.html').resolve().as_uri()}")
    return 1 if faults else 0


def documents() -> list[str]:
    """The documents of the book, in order, as _toc.yml names them: ``book/index``, …"""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"], *(chapter["file"] for chapter in toc["chapters"])]


def build_whole() -> None:
    """Build this report. Raises LookupError when that fails, or with the first fault of the book that came of it."""
    building.build_or_stop(ROOT)
    if faults := problems(HTML):
        raise LookupError(faults[0])


def problems(html: Path) -> list[str]:
    """Return one line for each fault of the book built in ``html``."""
    if not html.is_dir():
        return [f"{html} is not there. Build the book: make book"]
    if (html / soundness.MARKER).is_file():
        return [f"{soundness.faults(html)[0]}. See what it printed, mend it, and build again: make book"]
    faults = [f"{fault}. Build the book: make book" for fault in soundness.faults(html)]
    of_pages = []
    for document in documents():
        page, notebook = html / f"{document}.html", ROOT / f"{document}.ipynb"
        if not page.is_file():
            of_pages.append(f"{document}.html is missing. Build the book: make book")
        else:
            of_pages += [f"{document}.html: {fault}" for fault in page_faults(page, notebook)]
    faults += of_pages
    if not of_pages:  # the index is made of the pages: where one of these is faulty, it says nothing more
        index = html / "_static" / search.INDEX
        if not index.is_file() or index.read_text("utf-8") != search.script(html, documents()):
            faults.append(
                f"{search.PAGE}.html: its index is not of these pages, tables and synonyms. Build the book: make book"
            )
    return list(dict.fromkeys(faults))


def page_faults(html_file: Path, notebook: Path) -> list[str]:
    """Faults of one page, given the notebook it should be made from."""
    text = html_file.read_text("utf-8")
    page = BeautifulSoup(text, "lxml")
    source = notebook.read_text(encoding="utf-8")
    faults = [what for selector, what in FAULTS.items() if page.select_one(selector)]
    if "Traceback (most recent call last)" in text:
        faults.append("it holds a traceback")
    stamp = page.find("meta", attrs={"name": fingerprints.META})
    if stamp is None or stamp["content"] != fingerprints.fingerprint(source):
        faults.append("it is stale: its notebook, a table or a helper has changed since. Build the book: make book")
    for link in page.select("article a[href^='#'], article a[href*='.html']"):
        faults += _broken(str(link["href"]), page, html_file)
    cells = [cell for cell in json.loads(source)["cells"] if cell["cell_type"] == "code" and cell["id"] != "setup"]
    shown = len(page.select("div.cell > div.cell_output"))
    if shown != len(cells) and not faults:
        faults.append(f"{len(cells)} code cells should show something, {shown} do")
    return faults


def _broken(address: str, page: BeautifulSoup, html_file: Path) -> list[str]:
    """A fault for a link inside the book whose page or anchor is not there."""
    file, _, anchor = address.partition("#")
    if "//" in file or (not file and not anchor):
        return []
    target = (html_file.parent / file) if file else html_file
    if not target.is_file():
        return [f"a link leads to {file}, which is not there"]
    if "=" in anchor:  # the state of an explorer
        there = _parsed(target)
        known = all(_has_choice(target, there, *key.partition(".")[::2], label) for key, label in parse_qsl(anchor))
        return [] if known else [f"a link leads to {address}, which no explorer there offers"]
    if anchor and f'id="{anchor}"' not in _text(target):
        return [f"a link leads to {address}, where there is no such place"]
    return []


def _has_choice(html_file: Path, page: BeautifulSoup, explorer: str, control: str, label: str) -> bool:
    """Does the page hold an explorer with this control and this choice?"""
    element = page.select_one(f'[data-explorer="{explorer}"] [data-explorer-control="{control}"]')
    if element is not None and (file := element.get("data-list")):  # a choice that is searched has its labels in a file
        static = next(folder for folder in html_file.parents if (folder / FOLDER).is_dir()) / FOLDER
        return label in [element.get("data-none"), *(row[0] for row in content_of(_text(static / f"{file}.js")))]
    return element is not None and label in [
        *element.stripped_strings,
        *json.loads(str(element.get("data-labels", "[]"))),
    ]


@lru_cache
def _text(path: Path) -> str:
    return path.read_text("utf-8")


@lru_cache
def _parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(_text(path), "lxml")
