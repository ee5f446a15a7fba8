"""Make one PDF of the whole report: tagged, with bookmarks, alternative text and XMP metadata, from the built pages.

It is not said to be PDF/UA: nobody has checked it by hand, which that standard asks for.

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
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf
from playwright.sync_api import Error, sync_playwright

import chores
from chores import browser, check, offering
from chores.building import HTML
from mlcareer.site import downloads

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

NAME = next(name for name in downloads.DOWNLOADS if name.endswith(".pdf"))


def main(arguments: list[str] | None = None) -> int:
    chores.parser(__name__, __doc__).parse_args(arguments)
    try:
        made, _ = offering.make(NAME, whole)
    except (LookupError, Error) as error:
        print(f"pdf: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    with Pdf.open(made) as pdf:
        pages = len(pdf.pages)
    print(f"The PDF has {pages} pages, {made.stat().st_size / 1e6:.1f} MB: {made}")
    return 0


def whole(made: Path) -> None:
    """Write the PDF of the built book. Raises LookupError where no browser is or something lacks, Error where the browser fails."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder, "report.html")
        page.write_text(one_page(HTML, check.documents()), encoding="utf-8")
        charts = print_page(browser.launch(playwright), page, made)
        describe(made, BeautifulSoup(page.read_text("utf-8"), "html.parser"))
        if faults := problems(made, charts):
            raise LookupError("the PDF is not as it should be: " + "; ".join(faults))


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
    for change in (GROUPS, OPEN):
        page.evaluate(change)
    charts = page.locator("svg[role=img]:visible").count()
    page.pdf(path=pdf, prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    context.close()
    return charts


def describe(pdf_file: Path, page: BeautifulSoup) -> None:
    """Write into a PDF who made it and what it is, as the page that was printed says: in its XMP metadata, and as of old.

    ``page`` is the page: its title, its description, and the author in its foot.
    """
    foot, said = page.select_one(".about-page"), page.select_one("meta[name=description]")
    author = str(foot.get("data-authors", "")) if foot else ""
    words = str(said["content"]) if said else ""
    with Pdf.open(pdf_file, allow_overwriting_input=True) as pdf:
        with pdf.open_metadata() as metadata:
            metadata.load_from_docinfo(pdf.docinfo)
            metadata["dc:creator"] = [author]
            metadata["dc:description"] = words
            metadata["dc:language"] = [str(pdf.Root.Lang)]
        pdf.docinfo["/Author"], pdf.docinfo["/Subject"] = author, words
        pdf.save(pdf_file, object_stream_mode=ObjectStreamMode.generate)  # the tags, packed: half of the bytes


def problems(pdf_file: Path, charts: int) -> list[str]:
    """What a PDF of ``charts`` pictures lacks: tags, language, title, author, bookmarks, alternative texts."""
    lacks = []
    with Pdf.open(pdf_file) as pdf:
        root = pdf.Root
        if not (Name.MarkInfo in root and root.MarkInfo.get(Name.Marked)):
            lacks.append("it is not tagged")
        if Name.Lang not in root:
            lacks.append("it has no language")
        metadata = pdf.open_metadata()
        for key, what in {"dc:title": "title", "dc:creator": "author"}.items():
            if not metadata.get(key):
                lacks.append(f"it has no {what}")
        if metadata.get("{http://www.aiim.org/pdfua/ns/id/}part"):
            lacks.append("it claims to be PDF/UA")
        with pdf.open_outline() as outline:
            if not outline.root or not outline.root[0].children:
                lacks.append("it has no bookmarks")
    texts = alternative_texts(pdf_file)
    if len(texts) < charts:
        lacks.append(f"{charts} pictures have {len(texts)} alternative texts")
    return lacks


def alternative_texts(pdf_file: Path) -> list[str]:
    """The alternative text of each figure in the tags of a PDF."""
    texts: list[str] = []
    with Pdf.open(pdf_file) as pdf:
        waiting: list[Object] = [pdf.Root.get(Name.StructTreeRoot, Array())]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Array):
                waiting += list(node)
            elif isinstance(node, Dictionary):
                if node.get(Name.S) == Name.Figure and Name.Alt in node:
                    texts.append(str(node.Alt))
                if Name.K in node:
                    waiting.append(node.K)
    return texts[::-1]
