"""A page of its own for each explorer, to be shown inside another site: ``embed/pay.html``.

It holds the explorer with its source, and a link to its chapter. It shares the files of states with the chapter, is in neither
sitemap nor search, and asks robots to stay out. It lies in a folder of its own, so that a host can let others frame it and no
other page (README.md has the headers). What a reader has chosen stands behind its address: ``embed/pay.html#pay.place=…``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from mlcareer.site.page import start_tags

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The folder of these pages, and their template.
FOLDER, TEMPLATE = "embed", "embed.html"


def explorers(doctree: nodes.document) -> Iterator[tuple[str, str]]:
    """Name and markup of each explorer of a chapter."""
    for node in doctree.findall(nodes.raw):
        markup = node.astext()
        for tag in start_tags(markup) if "data-explorer-states" in markup else []:
            if name := tag.attributes.get("data-explorer"):
                yield name, markup


def pages(app: Sphinx) -> dict[str, tuple[str, str]]:
    """Page -> the document of its explorer's chapter, and the explorer's markup."""
    return {
        f"{FOLDER}/{name}": (document, markup)
        for document in sorted(app.env.found_docs)
        for name, markup in explorers(app.env.get_doctree(document))
    }


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the pages, when all chapters are written."""
    if app.builder.name == "html":
        for page, (document, markup) in pages(app).items():
            yield page, {"title": "", "body": markup, "chapter": document, "heading": _heading(app, document)}, TEMPLATE


def _heading(app: Sphinx, document: str) -> str:
    return app.env.titles[document].astext()


def finish(app: Sphinx, error: Exception | None) -> None:
    """Remove the pages of explorers that have left the book."""
    folder = Path(app.outdir, FOLDER)
    if error is None and app.builder.name == "html" and folder.is_dir():
        there = pages(app)
        for path in folder.glob("*.html"):
            if f"{FOLDER}/{path.stem}" not in there:
                path.unlink()
