"""The Sphinx extension that completes each page: what stands around a chapter, for readers and for machines.

1. Folded code is plain ``<details>``: MyST-NB gives each a spoken name that is not what stands there. References are a
   plain list: docutils gives them roles that ARIA has deprecated.
2. The head of each page has a description, Open Graph tags and, in the methods chapter, each table as a ``Dataset``.
3. Each chapter ends with its newest data, its notebook, license, citation, and how to report an error.
4. With an address of the book (``html: baseurl:`` in ``_config.yml``, or the environment variable ``BOOK_ADDRESS``) there
   are canonical links and a sitemap, and the page for "not found" leads back; without, it leads to the root of the host.
5. The landing page offers the files in ``_build/downloads`` (``make pdf``, ``make zip``) that are of this edition.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import yaml
from docutils import nodes
from sphinx.errors import ConfigError, ExtensionError

from mlcareer import build, data, lineage
from mlcareer.settings import FILE, edition

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

    from mlcareer import lean

    class _Environment(BuildEnvironment):
        mlcareer_edition: tuple[bytes, str, dict[str, int]]  # citation, edition and downloads of the build before

    class _App(lean.App):
        edition: str
        downloads: dict[str, int]


ADDRESS = "BOOK_ADDRESS"
METHODS = "book/methods"

#: Pages that no notebook stands behind.
OTHER_PAGES = {
    "search": f"Search the report: {edition().title}.",
    "404": f"There is no such page. The report, {edition().title}, begins at its front page.",
}

#: What the landing page may offer: file name -> words of the link.
DOWNLOADS = {
    f"{edition().slug}.pdf": "The whole report as a PDF",
    f"{edition().slug}.zip": "All pages in one file, to read from disk with no network",
}


# ---- the book's address ----


def _set_address(app: Sphinx, config: Config) -> None:
    """Take the book's address from the environment, if it is there, and check it."""
    address = (os.environ.get(ADDRESS) or config.html_baseurl or "").strip()
    if address and not re.fullmatch(r"https?://[\w.-]+(:\d+)?(/[^\s\"'<>?#]*)?", address):
        raise ConfigError(
            f"The address of the book is {address!r}; it should be like 'https://example.org/report/'. Correct html: "
            f"baseurl: in _config.yml, or the environment variable {ADDRESS}."
        )
    config.html_baseurl = address.rstrip("/") + "/" if address else ""
    config.notfound_urls_prefix = urlsplit(config.html_baseurl).path or "/"


# ---- folded code ----


def _open_folded(self: HTML5Translator, node: nodes.Element) -> None:
    classes = escape(" ".join(["hide", *node["classes"]]))
    self.body.append(f'<details class="{classes}"><summary>{escape(node.get("prompt_show", "Source"))}</summary>')


def _close_folded(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</details>")


def _fold_plainly(app: lean.App) -> None:
    try:
        from myst_nb.sphinx_ import HideCodeCellNode
    except ImportError:
        app.lean.expect(False, "MyST-NB folds code in a HideCodeCellNode")
        return
    app.add_node(HideCodeCellNode, override=True, html=(_open_folded, _close_folded))


def _open_reference(self: HTML5Translator, node: nodes.citation) -> None:
    if not isinstance(node.previous_sibling(), nodes.citation):
        self.body.append('<ul class="references">')
    self.body.append(self.starttag(node, "li", classes=["citation"]))


def _close_reference(self: HTML5Translator, node: nodes.citation) -> None:
    self.body.append("</li>")
    if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
        self.body.append("</ul>")


# ---- head and foot of a page ----


def _complete(app: _App, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add to a page's context what its head and its foot say."""
    if app.builder.name == "singlehtml":  # one page of all: it ends as the landing page does
        context["body"] += foot(app, page, context, newest(data.names()))
    if app.builder.name != "html":
        return
    context["metatags"] = context.get("metatags", "") + head(context, _description(app, page), app.config)
    if page == METHODS:
        context["metatags"] += structured_data(app.config.html_baseurl)
    if page in app.env.found_docs:
        notebook = _notebook(app, page)
        rests = lineage.chapter(notebook) if notebook else lineage.NOTHING
        context["body"] += foot(app, page, context, newest(rests.tables | rests.described))


def _notebook(app: Sphinx, page: str) -> str:
    """The text of a page's notebook, or nothing."""
    if page not in app.env.found_docs or not build.is_notebook(app.env, page):
        return ""
    return Path(app.env.doc2path(page)).read_text(encoding="utf-8")


def _description(app: Sphinx, page: str) -> str:
    """What a page says of itself: in the metadata of its notebook, or at the head of its text."""
    notebook = _notebook(app, page)
    about = json.loads(notebook)["metadata"] if notebook else app.env.metadata.get(page, {})
    description = about.get("description", OTHER_PAGES.get(page, ""))
    if not isinstance(description, str):
        raise ExtensionError(f"{page}: the description in its metadata is {description!r}; it should be a text.")
    return " ".join(description.split())


def head(context: dict[str, Any], description: str, config: Config) -> str:
    """Meta tags of one page: its description, and what a link to it shows where it is shared."""
    title = unescape(re.sub(r"<[^>]+>", "", context.get("title", ""))) or config.html_title
    tags = [{"name": "description", "content": description}] if description else []
    opened = {
        "type": "article",
        "title": title,
        "description": description,
        "site_name": config.html_title,
        "locale": "en_US",
    }
    if config.html_baseurl:  # these need a whole address
        opened |= {
            "url": context.get("pageurl") or "",
            "image": f"{config.html_baseurl}_static/preview.png",
            "image:alt": "A map of data scientist jobs in the metropolitan areas of the USA",
        }
        tags.append({"name": "twitter:card", "content": "summary_large_image"})
    tags += [{"property": f"og:{name}", "content": content} for name, content in opened.items() if content]
    return "".join(map(_meta, tags))


def _meta(attributes: dict[str, str]) -> str:
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<meta{written}>"


def structured_data(address: str) -> str:
    """Every table as a ``Dataset`` of schema.org, in a script element that no browser runs.

    Source: https://schema.org/Dataset. ``address`` is the book's, or empty; then nothing has an address.
    """
    sets = []
    for name in data.names():
        about = data.resource(name)
        described = {
            "@type": "Dataset",
            "name": about["title"],
            "description": f"{about['title']}. {about['description']}",
            "version": about["vintage"],
            "creator": {"@type": "Organization", "name": about["producer"]},
            "isBasedOn": about["sources"][0]["path"],
            "license": about["licenses"][0]["path"],
            "isAccessibleForFree": True,
            "variableMeasured": [field["name"] for field in about["schema"]["fields"]],
        }
        if address:
            described["url"] = f"{address}{METHODS}.html#table-{name}"
        sets.append(described)
    catalog = {
        "@context": "https://schema.org/",
        "@type": "DataCatalog",
        "name": data.descriptor()["title"],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "dataset": sets,
    }
    text = json.dumps(catalog, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def foot(app: _App, page: str, context: dict[str, Any], newest_data: str) -> str:
    """The end of a chapter: its newest data, its notebook, license, citation, and how to report an error."""
    alone = app.builder.name == "html"
    notebook = _notebook_line(context, page) if alone and build.is_notebook(app.env, page) else ""
    lines = [newest_data, notebook, _license(app, context), _citation(app), _report(app)]
    downloads = (
        downloads_html(app.downloads, context["pathto"]("", True)) if alone and page == app.config.root_doc else ""
    )
    return (
        f'{downloads}<footer class="source about-page">{"".join(f"<p>{line}</p>" for line in lines if line)}</footer>'
    )


def _license(app: Sphinx, context: dict[str, Any]) -> str:
    where = "the license of each source"
    if METHODS in app.env.found_docs:
        where += f', in <a href="{escape(context["pathto"](METHODS))}">Methods and sources</a>'
    by = '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>'
    return f"Text and charts: {by}. Code: MIT. Tables: {where}."


def newest(tables: Iterable[str]) -> str:
    """When the newest of some tables was released. The day stands in its vintage; a build has no clock."""
    days: dict[str, str] = {}
    for name in sorted(tables):
        for day in re.findall(r"\d{4}-\d\d-\d\d", data.resource(name)["vintage"]):
            days.setdefault(day, escape(data.resource(name)["cite"]))
    if not days:
        return ""
    day = max(days)
    return f'Last updated <time datetime="{day}">{day}</time>, the day of the newest dated source: {days[day]}.'


def _notebook_line(context: dict[str, Any], page: str) -> str:
    address = context["pathto"](f"_sources/{page}.ipynb", True)
    return f'<a href="{escape(address)}" download>This page as a notebook</a>; it runs in a copy of the whole report.'


def _citation(app: Sphinx) -> str:
    path = Path(app.confdir, "CITATION.cff")
    if not path.is_file():
        return ""
    try:
        about = yaml.safe_load(path.read_text(encoding="utf-8"))
        authors = ", ".join(
            author.get("name") or " ".join(filter(None, (author.get("given-names"), author["family-names"])))
            for author in about["authors"]
        )
        year, title, version = str(about["date-released"])[:4], about["title"], str(about["version"])
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        what = f"it lacks {error}" if isinstance(error, KeyError) else str(error).splitlines()[0]
        raise ExtensionError(f"CITATION.cff cannot be read: {what}.") from None
    where = f" {escape(app.config.html_baseurl)}" if app.config.html_baseurl else ""
    return (
        f"To cite: {escape(authors)} ({escape(year)}). <cite>{escape(title)}</cite>. Version {escape(version)}.{where}"
    )


def _report(app: Sphinx) -> str:
    """How to report an error; the address is a page or a mail address, empty where the book has none yet."""
    address = app.config.report_errors_to
    if "@" in address and ":" not in address:
        address = f"mailto:{address}"
    where = f'<a href="{escape(address)}">report it</a>' if address else "tell whoever gave you this report"
    return f"Found an error? Please {where}: say where you saw it and what you expected. CHANGES.md lists corrections."


# ---- the downloads that the landing page offers ----


def edition_of(root: Path) -> str:
    """A hash of all that the built pages depend on: a PDF or a zip file of another edition is not offered.

    ``root`` is the folder of ``_config.yml``. The book's address counts, from there or from the environment.
    """
    files = {name: root / name for name in ("_config.yml", "_toc.yml", "CITATION.cff", FILE.name)}
    files["data"] = data.folder() / data.DESCRIPTOR
    for folder in (root / "book", *build.CODE):
        for path in folder.rglob("*"):
            if path.suffix not in (".pyc", "") and ".ipynb_checkpoints" not in path.parts:
                files[f"{folder.name}/{path.relative_to(folder).as_posix()}"] = path
    digest = hashlib.sha256(f"{os.environ.get(ADDRESS, '')}\n{build.packages()}".encode())
    for name, path in sorted(files.items()):
        if path.is_file():
            digest.update(f"\n{name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def current_downloads(now: str, output: Path) -> dict[str, int]:
    """Downloads that were made of the edition ``now``: name -> bytes. ``output`` is the folder ``_build``."""
    sizes = {}
    for name in DOWNLOADS:
        path, made_from = output / "downloads" / name, output / "downloads" / f"{name}.edition"
        if path.is_file() and made_from.is_file() and made_from.read_text() == now:
            sizes[name] = path.stat().st_size
    return sizes


@contextmanager
def new_download(root: Path, output: Path, name: str) -> Iterator[Path]:
    """Make a file that the landing page offers: yields where to write it. It counts only if nothing is raised."""
    folder, now = output / "downloads", edition_of(root)
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{name}.part"
    try:
        yield made
        os.replace(made, folder / name)
        (folder / f"{name}.edition").write_text(now)
    finally:
        made.unlink(missing_ok=True)


def downloads_html(files: dict[str, int], up: str) -> str:
    """The landing page's list of downloads; ``files``: name -> bytes. ``up`` leads from the page to the top folder (``../``)."""
    lines = "".join(
        f'<li><a href="{up}{name}" download>{DOWNLOADS[name]}</a> ({size / 1e6:.1f} MB)</li>'
        for name, size in files.items()
    )
    return f'<section class="offers"><h2>Take it with you</h2><ul>{lines}</ul></section>' if lines else ""


def _note_downloads(app: _App) -> None:
    if app.builder.name == "html":
        app.edition = edition_of(Path(app.confdir))
        app.downloads = current_downloads(app.edition, Path(app.outdir).parent)


def _outdated(app: _App, env: _Environment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Which pages to write anew: all, when what each page says of the book has changed; the landing page, when its
    downloads have, or anything else: without a page to write, Sphinx copies no new asset."""
    if app.builder.name != "html":
        return []
    citation = Path(app.confdir, "CITATION.cff")
    now = (citation.read_bytes() if citation.is_file() else b"", app.edition, app.downloads)
    before, env.mlcareer_edition = getattr(env, "mlcareer_edition", now), now
    if before[0] != now[0]:
        return sorted(env.found_docs)
    return [app.config.root_doc] if before != now else []


# ---- files beside the pages ----


def _finish(app: _App, error: Exception | None) -> None:
    if error is not None or app.builder.name != "html":
        return
    out, root = Path(app.outdir), app.config.root_doc
    if root != "index":
        (out / "index.html").write_text(_front_door(app, root), encoding="utf-8")
    for name in DOWNLOADS:
        if name in app.downloads:
            shutil.copyfile(out.parent / "downloads" / name, out / name)
        else:
            (out / name).unlink(missing_ok=True)
    for source in (out / "_sources").rglob("*.*"):  # of a chapter that has left the book
        document = source.relative_to(out / "_sources").with_suffix("").as_posix()
        if source.is_file() and document not in app.env.found_docs:
            source.unlink()
            (out / f"{document}.html").unlink(missing_ok=True)
    if app.config.html_baseurl:
        _write_sitemap(app, out / "sitemap.xml")
    else:
        (out / "sitemap.xml").unlink(missing_ok=True)


def _front_door(app: Sphinx, root: str) -> str:
    """The page at the book's address: it leads on to the landing page, which lies in a folder."""
    title, address = escape(app.config.html_title), f"{root}.html"
    description = _description(app, root)
    canonical = (
        f'<link rel="canonical" href="{escape(app.config.html_baseurl)}{address}">' if app.config.html_baseurl else ""
    )
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
        f'<meta name="description" content="{escape(description)}">{canonical}'
        f'<meta http-equiv="refresh" content="0; url={address}"></head>'
        f'<body><p><a href="{address}">{title}</a></p></body></html>\n'
    )


def _write_sitemap(app: Sphinx, path: Path) -> None:
    """List the chapters. Not a kept library: the one there is lists only the pages that a build wrote anew."""
    top = ElementTree.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for document in sorted(app.env.found_docs):
        entry = ElementTree.SubElement(top, "url")
        ElementTree.SubElement(entry, "loc").text = app.config.html_baseurl + app.builder.get_target_uri(document)
    ElementTree.ElementTree(top).write(path, encoding="utf-8", xml_declaration=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the above to a build. Called by Sphinx; returns the extension's metadata."""
    app.add_config_value("report_errors_to", "", "html", [str])
    app.add_node(nodes.citation, override=True, html=(_open_reference, _close_reference))
    app.connect("config-inited", _set_address, priority=400)
    app.connect("builder-inited", _fold_plainly, priority=600)
    app.connect("builder-inited", _note_downloads)
    app.connect("env-get-outdated", _outdated)
    app.connect("html-page-context", _complete, priority=600)
    app.connect("build-finished", _finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
