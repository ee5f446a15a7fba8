"""Make one PDF of the whole report: tagged, with bookmarks and alternative text, from the built pages.

Reads    the book (it is built)
Writes   _build/downloads/SLUG.pdf, which the landing page then offers
Needs    a Chromium or Chrome (make browser)

    python scripts/run.py pdf
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Error, sync_playwright
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

import chores
from chores import browser, check
from chores.building import HTML
from mlcareer.settings import ROOT
from mlcareer.site import downloads, soundness
from mlcareer.site.fingerprints import edition_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

NAME = next(name for name in downloads.DOWNLOADS if name.endswith(".pdf"))


def main(arguments: list[str] | None = None) -> int:
    chores.parser(__name__, __doc__).parse_args(arguments)
    try:
        check.build_whole()
        with (
            tempfile.TemporaryDirectory() as folder,
            downloads.new(ROOT, ROOT / "_build", NAME) as made,
            sync_playwright() as playwright,
        ):
            page = Path(folder, "report.html")
            page.write_text(one_page(HTML, check.documents()), encoding="utf-8")
            if faults := problems(made, print_page(browser.launch(playwright), page, made)):
                raise LookupError("the PDF is not as it should be: " + "; ".join(faults))
        downloads.offer(HTML, check.documents()[0], edition_of(ROOT))
        soundness.write_manifest(HTML)
    except (LookupError, Error) as error:
        print(f"pdf: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    made = ROOT / "_build" / "downloads" / NAME
    print(f"The PDF has {len(PdfReader(made).pages)} pages, {made.stat().st_size / 1e6:.1f} MB: {made}")
    return 0


def one_page(html: Path, documents: list[str]) -> str:
    """All pages of the book as one: the first, and in its article the others, a level deeper. Links among them lead on.

    ``html`` is the folder of the pages; ``documents`` are their names, in order: ``book/index``, …
    """
    pages = {name: BeautifulSoup((html / f"{name}.html").read_text("utf-8"), "html.parser") for name in documents}
    articles = {name: _article(page) for name, page in pages.items()}
    first = documents[0]
    taken: set[str] = set()
    anchors = {name: _own_anchors(articles[name], name, taken) for name in documents}
    for name, article in articles.items():
        for link in article.select("a[href]"):
            file, _, anchor = str(link["href"]).partition("#")
            target = (PurePosixPath(name).parent / file).with_suffix("").as_posix() if file else name
            if target in anchors and (file or anchor):
                anchor = f"explorer-{anchor.partition('.')[0]}" if "=" in anchor else anchor
                link["href"] = "#" + (anchors[target].get(anchor, anchor) if anchor else f"document-{target}")
            elif file and not urlsplit(file).scheme:  # a file beside the pages, which the PDF is not
                link.unwrap()
        if name != first:
            for heading in article.select("h1, h2, h3, h4, h5"):
                heading.name = f"h{int(heading.name[1]) + 1}"
    foot = articles[first].select_one("footer.about-page")
    for name in documents[1:]:
        for surplus in articles[name].select("footer.about-page"):
            surplus.decompose()
        chapter = pages[first].new_tag("div", id=f"document-{name}", attrs={"class": "chapter"})
        chapter.extend(list(articles[name].contents))
        (foot.insert_before if foot else articles[first].append)(chapter)
    articles[first]["id"] = f"document-{first}"
    for element in pages[first].select("script[src]"):
        element.decompose()
    for element in pages[first].select("link[rel~=stylesheet]"):  # the page is printed from another folder
        element["href"] = (html / first).parent.joinpath(str(element["href"]).partition("?")[0]).resolve().as_uri()
    return str(pages[first])


def _article(page: BeautifulSoup) -> Tag:
    """The article of a page, without what is offered to take along."""
    (article,) = page.select("article")
    for surplus in article.select("section.offers, p:has(> a[download])"):
        surplus.decompose()
    return article


def _own_anchors(article: Tag, name: str, taken: set[str]) -> dict[str, str]:
    """Give what has an anchor that another chapter has, too, one of its own; return those that changed.

    Where a chapter has one twice, its first place keeps it.
    """
    changed: dict[str, str] = {}
    own: set[str] = set()
    for element in article.select("[id]:not(svg [id])"):
        anchor = str(element["id"])
        if anchor in own:
            del element["id"]
        elif anchor in taken:
            element["id"] = changed[anchor] = f"{name.rpartition('/')[2]}-{anchor}"
        own.add(anchor)
    taken |= own | set(changed.values())
    return changed


#: What wraps a picture and its words is a group; the picture itself is the figure that has an alternative text.
GROUPS = """() => document.querySelectorAll("figure").forEach((figure) => figure.setAttribute("role", "group"))"""

#: What a reader could open or choose on a screen: the rules of the verdicts, and what each explorer is set to.
OPEN = """() => {
  document.querySelectorAll("details.rule").forEach((rule) => (rule.open = true));
  document.querySelectorAll("figure[data-explorer] > form").forEach((form) => {
    form.style.display = "block";
    form.firstElementChild.disabled = false;
  });
  /* On a screen the sentence beside it is enough; in a PDF each picture has its alternative text. */
  document.querySelectorAll("[data-explorer-picture]").forEach((picture) => picture.removeAttribute("aria-hidden"));
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
    for change in (GROUPS, KEEP_TOGETHER, OPEN):
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
