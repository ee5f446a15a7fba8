"""Make one e-book (EPUB 3) of the whole report, from the built pages. The same book gives the same bytes.

Reads    the book (it is built)
Writes   _build/downloads/SLUG.epub, which the landing page then offers

    python scripts/run.py epub

Not Sphinx's own builder: it would run over the chapters a second time, and what cells show is HTML, not the XHTML of e-books.
"""

from __future__ import annotations

import re
import sys
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

import chores
from chores import check, offering
from chores.building import HTML
from chores.pack import entry
from mlcareer import markup
from mlcareer.settings import edition
from mlcareer.site import downloads

NAME = next(name for name in downloads.DOWNLOADS if name.endswith(".epub"))

TEMPLATES = Path(__file__).resolve().parent / "epub_templates"

#: The folder inside the e-book.
FOLDER = "book"

#: What an e-book has no use for: controls, code, links of headings, what is said of controls, what is written by a script.
SURPLUS = "script, form, button, details.hide, .headerlink, .on-screen, .offers, [hidden], p:has(> a[download])"

#: Attributes that scripts of the pages read, and what e-books do not know.
OWN = re.compile(r"data-|autocorrect|spellcheck")


@dataclass(frozen=True)
class Chapter:
    """A page as a chapter of the e-book; ``parts`` are anchor and title of its sections."""

    name: str
    title: str
    parts: list[tuple[str, str]]
    pictures: bool
    body: Markup


def main(arguments: list[str] | None = None) -> int:
    chores.parser(__name__, __doc__).parse_args(arguments)
    try:
        made, _ = offering.make(NAME, lambda path: bind(HTML, check.documents(), path))
    except LookupError as error:
        print(f"epub: {error}", file=sys.stderr)
        return 1
    print(f"The e-book has {len(check.documents())} chapters, {made.stat().st_size / 1e6:.1f} MB: {made}")
    return 0


def bind(html: Path, documents: list[str], target: Path) -> None:
    """Write the pages of ``documents`` (their names, in order: ``book/index``, …) in the folder ``html`` as one e-book."""
    pages = {name: BeautifulSoup((html / f"{name}.html").read_text("utf-8"), "html.parser") for name in documents}
    what = about(pages[documents[0]], pages.values())  # first: chapters lose what scripts read
    chapters = [chapter(name, pages) for name in documents]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book:
        # First, and not compressed: by it a device knows what the file is.
        book.writestr(entry("mimetype", zipfile.ZIP_STORED), "application/epub+zip")
        for name, content in files(chapters, what):
            book.writestr(entry(name), content)


def files(chapters: list[Chapter], what: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The files of an e-book, by their names in it."""
    templates = markup.templates(TEMPLATES)
    yield "META-INF/container.xml", templates.get_template("container.xml").render()
    for name in ("package.opf", "nav.xhtml"):
        yield f"{FOLDER}/{name}", templates.get_template(name).render(chapters=chapters, about=what)
    yield f"{FOLDER}/style.css", (TEMPLATES / "style.css").read_text("utf-8")
    for one in chapters:
        yield f"{FOLDER}/{one.name}.xhtml", templates.get_template("chapter.xhtml").render(chapter=one)


def about(landing: BeautifulSoup, pages: Iterable[BeautifulSoup]) -> dict[str, str]:
    """What an e-book says of itself, read off the pages. Its day is that of the newest source: a build has no clock."""
    foot, description = landing.select_one(".about-page"), landing.select_one("meta[name=description]")
    days = [str(time["datetime"]) for page in pages for time in page.select(".about-page time[datetime]")]
    known = {name: str(value) for name, value in foot.attrs.items()} if foot else {}
    title, version = known.get("data-title", edition().title), known.get("data-version", "")
    return {
        "title": title,
        "authors": known.get("data-authors", ""),
        "year": known.get("data-year", ""),
        "description": str(description["content"]) if description else "",
        "day": max(days),
        "identifier": uuid.uuid5(uuid.NAMESPACE_URL, f"{edition().slug} {version}").urn,
    }


def chapter(document: str, pages: dict[str, BeautifulSoup]) -> Chapter:
    """A page without what only a screen needs, in the XHTML of e-books."""
    page, name = pages[document], PurePosixPath(document).name
    article = page.select_one("article")
    if article is None or article.h1 is None:
        raise LookupError(f"{document}.html has no article with a heading")
    for figure in article.select("figure[data-explorer]"):
        figure.append(_where_it_lives(page, figure))
    for element in article.select(SURPLUS):
        element.decompose()
    for link in article.select("a[href]"):
        _lead(link, document, pages)
    for element in article.find_all(True):
        for attribute in [one for one in element.attrs if OWN.match(one)]:
            del element[attribute]
    for picture in article.select("svg"):
        _as_xml(picture)
    parts = [
        (str(section["id"]), section.h2.get_text().strip())
        for section in article.select("section[id]:not(:has(> h1))")
        if section.h2
    ]
    title = article.h1.get_text().strip()
    return Chapter(name, title, parts, bool(article.svg), Markup(article.decode_contents(formatter="minimal")))


def _where_it_lives(page: BeautifulSoup, figure: Tag) -> Tag:
    """A line below an explorer: where its choices can be made."""
    line = page.new_tag("p", attrs={"class": "live"})
    line.append("This is how it opens. In the pages of the report you can choose: ")
    labels = [label.get_text(" ", strip=True) for label in figure.select("form label[for], form legend")]
    line.append(", ".join(dict.fromkeys(label.lower() for label in labels)) + ".")
    address = page.select_one("link[rel=canonical]")
    if address is not None:
        link = page.new_tag("a", href=f"{address['href']}#{figure['id']}")
        link.string = "Open it there"
        line.extend([" ", link, "."])
    return line


def _lead(link: Tag, document: str, pages: dict[str, BeautifulSoup]) -> None:
    """Let a link among the pages lead to the chapter; of one that leads to what is not in the e-book the words are left."""
    address = str(link["href"])
    if "://" in address or address.startswith("mailto:"):
        return
    file, _, anchor = address.partition("#")
    target = (PurePosixPath(document).parent / file).with_suffix("").as_posix() if file else document
    if target not in pages or (file and not file.endswith(".html")) or not (file or anchor):
        link.unwrap()
        return
    if "=" in anchor:  # the state of an explorer, or of a table
        anchor = f"explorer-{anchor.partition('.')[0]}"
        anchor = anchor if pages[target].find(id=anchor) else ""
    link["href"] = (f"{PurePosixPath(target).name}.xhtml" if file else "") + (f"#{anchor}" if anchor else "")


def _as_xml(picture: Tag) -> None:
    """What HTML forgives and XML does not: a name of an attribute in small letters, no namespace. And e-books know no variables."""
    picture["xmlns"] = "http://www.w3.org/2000/svg"
    if "viewbox" in picture.attrs:
        picture["viewBox"] = picture.attrs.pop("viewbox")
    for element in [picture, *picture.find_all(style=True)]:
        if element.get("style"):
            element["style"] = re.sub(r"var\(--[\w-]+,\s*([^()]*)\)", r"\1", str(element["style"]))
