#!/usr/bin/env python3
"""Make one PDF of the whole report: tagged, with bookmarks and alternative text, from the one-page build.

Reads    the book (it is built, as one page)
Writes   _build/downloads/SLUG.pdf, which the landing page then offers
Needs    a Chromium or Chrome (one is fetched where none is there)

    python scripts/pdf.py
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import browser
import building
from playwright.sync_api import Error, sync_playwright
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from mlcareer import pages
from mlcareer.settings import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

NAME = next(name for name in pages.DOWNLOADS if name.endswith(".pdf"))


def main() -> int:
    html = ROOT / "_build" / "singlehtml"
    try:
        building.build_or_stop(ROOT, "--builder", "singlehtml")
        with pages.new_download(ROOT, ROOT / "_build", NAME) as made, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser.path(), args=["--no-sandbox"])
            charts = print_page(chromium, single_page(html), made)
            if faults := problems(made, charts):
                raise LookupError("the PDF is not as it should be: " + "; ".join(faults))
        building.build_or_stop(ROOT)  # the landing page offers it
    except (LookupError, Error) as error:
        print(f"pdf: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    made = ROOT / "_build" / "downloads" / NAME
    print(f"The PDF has {len(PdfReader(made).pages)} pages, {made.stat().st_size / 1e6:.1f} MB: {made}")
    return 0


def single_page(html: Path) -> Path:
    """The one page, where its addresses are right: Sphinx writes it a folder deeper than they say."""
    return Path(shutil.copyfile(html / "book" / "index.html", html / "report.html"))


#: A link to another page of the book is one to a place of this page.
LINKS_WITHIN = """() => document.querySelectorAll("article a[href*='.html']").forEach((link) => {
  const [, page, anchor] = /^(?:[./]*book[/])?([a-z-]+)[.]html(?:#(.*))?$/.exec(link.getAttribute("href")) ?? [];
  if (page) link.setAttribute("href", anchor?.includes("=") ? `#explorer-${anchor.split(".")[0]}` : `#${anchor || `document-book/${page}`}`);
})"""

#: Headings that a cell makes are of the level they have on a page of their own; here a chapter stands a level deeper.
LEVELS = """() => document.querySelectorAll(".toctree-wrapper .cell_output h2").forEach((heading) => {
  const lower = document.createElement("h3");
  lower.append(...heading.childNodes);
  heading.replaceWith(lower);
})"""

#: What wraps a picture and its words is a group; the picture itself is the figure that has an alternative text.
GROUPS = """() => document.querySelectorAll("figure").forEach((figure) => figure.setAttribute("role", "group"))"""

#: What a reader could open or choose on a screen: the rules of the verdicts, and what each explorer is set to.
OPEN = """() => {
  document.querySelectorAll("details.rule").forEach((rule) => (rule.open = true));
  document.querySelectorAll("figure[data-explorer] > form").forEach((form) => {
    form.style.display = "block";
    form.firstElementChild.disabled = false;
  });
}"""

#: A heading stays with what follows it.
KEEP_TOGETHER = """() => document.querySelectorAll("article :is(h2, h3, h4)").forEach((heading) => {
  const group = document.createElement("div");
  group.style.breakInside = "avoid";
  const parts = [heading];
  for (let sibling = heading.nextElementSibling; sibling && parts.length < 4; sibling = sibling.nextElementSibling) {
    if (sibling.matches("section, h2, h3, h4") || sibling.offsetHeight > 800) break;
    parts.push(sibling);
    if (sibling.offsetHeight > 150) break;
  }
  heading.before(group);
  group.append(...parts);
})"""


def print_page(chromium: Browser, page_file: Path, pdf: Path) -> int:
    """Print an HTML file on letter paper; return how many pictures with an alternative text it shows.

    ``chromium`` is a running browser of Playwright.
    """
    # Scripts stay off: they put buttons into the heads of tables, and such a head is not repeated on each page.
    paper: ViewportSize = {"width": 688, "height": 919}  # letter, less the margins that report.css sets, in CSS pixels
    context = chromium.new_context(offline=True, color_scheme="light", java_script_enabled=False, viewport=paper)
    page = context.new_page()
    page.goto(page_file.resolve().as_uri())
    page.emulate_media(media="print", color_scheme="light")
    for change in (LINKS_WITHIN, GROUPS, LEVELS, KEEP_TOGETHER, OPEN):
        page.evaluate(change)
    charts = page.locator("svg[role=img]:visible").count()
    page.pdf(path=pdf, prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    context.close()
    return charts


def problems(pdf: Path, charts: int) -> list[str]:
    """What a PDF of ``charts`` pictures lacks: tags, language, title, bookmarks, alternative texts."""
    reader = PdfReader(pdf)
    root, lacks = reader.root_object, []
    if not (root.get("/MarkInfo") or DictionaryObject()).get("/Marked"):
        lacks.append("it is not tagged")
    if not root.get("/Lang"):
        lacks.append("it has no language")
    if not (reader.metadata and reader.metadata.title):
        lacks.append("it has no title")
    if len(reader.outline) < 2:
        lacks.append("it has no bookmarks")
    texts = alternative_texts(pdf)
    if len(texts) < charts:
        lacks.append(f"{charts} pictures have {len(texts)} alternative texts")
    return lacks


def alternative_texts(pdf: Path) -> list[str]:
    """The alternative text of each figure in the tags of a PDF."""
    reader = PdfReader(pdf)
    waiting: list[object]
    texts: list[str]
    waiting, texts = [reader.root_object.get("/StructTreeRoot")], []
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure" and node.get("/Alt"):
                texts.append(str(node["/Alt"]))
            if "/K" in node:
                waiting.append(node["/K"])
    return texts[::-1]


if __name__ == "__main__":
    sys.exit(main())
