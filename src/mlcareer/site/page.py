"""What a page says around its chapter, for readers and for machines; the templates say it.

1. The head has a description, Open Graph tags and, in the chapter of sources, each table as a ``Dataset``. (The library for
   Open Graph, sphinxext-opengraph, writes relative addresses where the book has none of its own.)
2. Each chapter ends with its newest data, its notebook, license, citation, and how to report an error.
3. With an address of the book (``citation``) there are canonical links and a sitemap, and the page for "not found" leads back;
   without, it leads to the root of the host.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from sphinx.errors import ConfigError, ExtensionError

from mlcareer import data, lineage
from mlcareer.settings import edition
from mlcareer.site import citation, messages, open_data
from mlcareer.site.fingerprints import inputs, is_notebook
from mlcareer.site.open_data import SOURCES

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

TEMPLATES = Path(__file__).resolve().parent / "templates"

#: The column of a table that says on which day what a row holds was last checked.
CHECKED = "checked"

#: The page at the book's address; it leads on to the landing page, which lies in a folder.
FRONT_DOOR = "index"

#: Pages that no notebook stands behind.
OTHER_PAGES = {
    "search": f"Search the report: {edition().title}.",
    "404": f"There is no such page. The report, {edition().title}, begins at its front page.",
}


# ---- settings ----


def set_templates(app: Sphinx, config: Config) -> None:
    """Let the templates here go before the theme's, and name the one that fails."""
    config.template_bridge = config.template_bridge or f"{messages.__name__}.{messages.Templates.__name__}"
    config.templates_path = [*config.templates_path, str(TEMPLATES)]


def set_report_address(app: Sphinx, config: Config) -> None:
    """Check the address for errors, and make a link's target of a mail address."""
    config.report_errors_to = _report_address(config.report_errors_to)


# ---- head and foot of a page ----


def complete(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add to a page's context what its head and its foot say: ``site``."""
    refuse_schemes(page, context.get("body", ""))
    if ".ipynb" in context.get("body", ""):
        context["body"] = linked(context["body"])
    notebook = _notebook(app, page)
    rests = lineage.chapter(notebook) if notebook else lineage.NOTHING
    cited = citation.read(Path(app.confdir))
    context["site"] = {
        "inputs": inputs(app).get(page, ""),
        "description": describe(app, page),
        "address": app.config.html_baseurl,
        "catalog": open_data.script(app.config.html_baseurl) if page == SOURCES else None,
        "sources": SOURCES if SOURCES in app.env.found_docs else "",
        "notebook": f"_sources/{page}.ipynb" if notebook else "",
        "newest": newest(rests.named),
        "licenses": licenses(rests.named),
        "opened": citation.opened(cited.repository, f"{page}.ipynb") if cited and notebook else {},
        "citation": cited,
        "report": app.config.report_errors_to,
    }


def _notebook(app: Sphinx, page: str) -> str:
    """The text of a page's notebook, or nothing."""
    if page not in app.env.found_docs or not is_notebook(app.env, page):
        return ""
    return Path(app.env.doc2path(page)).read_text(encoding="utf-8")


def describe(app: Sphinx, page: str) -> str:
    """What a page says of itself: in the metadata of its notebook, or at the head of its text."""
    notebook = _notebook(app, page)
    about = json.loads(notebook)["metadata"] if notebook else app.env.metadata.get(page, {})
    description = about.get("description", OTHER_PAGES.get(page, ""))
    if not isinstance(description, str):
        raise ExtensionError(f"{page}: the description in its metadata is {description!r}; it should be a text.")
    return " ".join(description.split())


def newest(tables: Iterable[str]) -> dict[str, str]:
    """The newest day that stands in some tables or in their vintages, and of what; nothing where there is none.

    A vintage names the day of a release; a table may say of each row on which day it was checked. A day that is still to come
    (to check again) is no day of data. A build has no clock.
    """
    days: dict[str, str] = {}
    for name in sorted(tables):
        about = data.resource(name)
        dated = re.findall(r"\d{4}-\d\d-\d\d", about["vintage"])
        if CHECKED in [field["name"] for field in about["schema"]["fields"]]:
            dated += data.load(name)[CHECKED].dropna().astype(str).tolist()
        for day in dated:
            days.setdefault(day, about["cite"])
    return {"day": max(days), "cite": days[max(days)]} if days else {}


def licenses(tables: Iterable[str]) -> dict[str, list[str]]:
    """The licenses of some tables: title -> names of tables, in order."""
    found: dict[str, list[str]] = {}
    for name in sorted(tables):
        found.setdefault(data.resource(name)["licenses"][0]["title"], []).append(name)
    return found


def _report_address(address: str) -> str:
    """Where to report an error: a page or a mail address, empty where the book has none yet."""
    whole = f"mailto:{address}" if "@" in str(address) and ":" not in str(address) else address
    if not isinstance(address, str) or whole and not whole.startswith(("https://", "http://", "mailto:")):
        raise ConfigError(
            f"The address for errors is {address!r}; it should be a page's, like 'https://example.org/issues', or a mail "
            "address. Correct sphinx: config: report_errors_to: in _config.yml."
        )
    return whole


# ---- finished markup ----


@dataclass(frozen=True)
class StartTag:
    """A start tag in a page: its element's name and attributes, what stands there, and where it begins."""

    name: str
    attributes: dict[str, str | None]
    text: str
    begin: int


def start_tags(html: str) -> list[StartTag]:
    """The start tags of some HTML, in order, so that the text around one that is changed stays as it is."""
    reader = _StartTags(html)
    reader.feed(html)
    reader.close()
    return reader.tags


class _StartTags(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.lines = [0, *(newline.end() for newline in re.finditer("\n", html))]
        self.tags: list[StartTag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        text = self.get_starttag_text() or ""
        self.tags.append(StartTag(tag, dict(attrs), text, self.lines[line - 1] + column))


def linked(html: str) -> str:
    """Turn links to notebooks inside HTML, which lead there in JupyterLab, into links to pages."""
    parts, end = [], 0
    for tag in start_tags(html):
        path = urlsplit(tag.attributes.get("href") or "").path
        if tag.name == "a" and "/" not in path and path.endswith(".ipynb"):
            page = path.removesuffix(".ipynb") + ".html"
            parts += [html[end : tag.begin], tag.text.replace(f'"{path}', f'"{page}', 1)]
            end = tag.begin + len(tag.text)
    return "".join([*parts, html[end:]])


#: Attributes that hold an address, and the schemes that one may have; without a scheme it leads within the book.
_ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href")
_SCHEMES = ("https", "http", "mailto")


def refuse_schemes(page: str, html: str) -> None:
    """Raise ExtensionError, in one line, for an address in a page's body that would run or open something: ``javascript:``.

    Each link of a page passes here, whoever made it: prose, a table's cell, a template. Browsers pass over blanks and control
    characters in an address, and so does this.
    """
    for tag in start_tags(html):
        for name in _ADDRESSES:
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", tag.attributes.get(name) or ""), re.I)
            if scheme and scheme[1].lower() not in _SCHEMES:
                raise ExtensionError(
                    f"{page}: the address {tag.attributes[name]!r} is refused; what is not in the book begins with "
                    f"{', '.join(f'{known}:' for known in _SCHEMES)}."
                )


# ---- files beside the pages ----


def front_door(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page at the book's address, where the landing page lies in a folder."""
    root = app.config.root_doc
    if app.builder.name == "html" and root != FRONT_DOOR:
        yield FRONT_DOOR, {"root": root, "words": describe(app, root)}, "front-door.html"


def finish(app: Sphinx, error: Exception | None) -> None:
    """Remove what is left of chapters that have left the book; write the sitemap, or remove it."""
    if error is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    for source in (out / "_sources").rglob("*.*"):  # of a chapter that has left the book
        document = source.relative_to(out / "_sources").with_suffix("").as_posix()
        if source.is_file() and document not in app.env.found_docs:
            source.unlink()
            (out / f"{document}.html").unlink(missing_ok=True)
    if app.config.html_baseurl:
        _write_sitemap(app, out / "sitemap.xml")
    else:
        (out / "sitemap.xml").unlink(missing_ok=True)


def _write_sitemap(app: Sphinx, path: Path) -> None:
    """List the chapters, each as of the day of the edition: a build has no clock, and a page changes with an edition.

    Not a kept library: the one there is lists only the pages that a build wrote anew.
    """
    cited = citation.read(Path(app.confdir))
    top = ElementTree.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for document in sorted(app.env.found_docs):
        entry = ElementTree.SubElement(top, "url")
        ElementTree.SubElement(entry, "loc").text = app.config.html_baseurl + app.builder.get_target_uri(document)
        if cited:
            ElementTree.SubElement(entry, "lastmod").text = cited.day
    ElementTree.ElementTree(top).write(path, encoding="utf-8", xml_declaration=True)
