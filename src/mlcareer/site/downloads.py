"""The PDF, the e-book and the zip file: made after the pages (``make pdf``, ``make epub``, ``make zip``), and offered on the landing page.

They lie in ``_build/downloads``, each with the edition that it was made of. The build offers those of its own edition; what
makes one offers it right away, and builds nothing for it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mlcareer import markup
from mlcareer.settings import edition
from mlcareer.site import messages
from mlcareer.site.fingerprints import edition_of
from mlcareer.site.page import TEMPLATES, start_tags

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What the landing page may offer: file name -> words of the link.
DOWNLOADS = {
    f"{edition().slug}.pdf": "The whole report as a PDF",
    f"{edition().slug}.epub": "The whole report as an e-book (EPUB)",
    f"{edition().slug}.zip": "All pages in one file, to read from disk with no network",
}

#: The element of the landing page that offers them, and the one that it stands before.
SECTION, BEFORE = "offers", "about-page"


def current(now: str, output: Path) -> dict[str, int]:
    """Downloads that were made of the edition ``now``: name -> bytes. ``output`` is the folder ``_build``."""
    sizes = {}
    for name in DOWNLOADS:
        path, made_from = output / "downloads" / name, output / "downloads" / f"{name}.edition"
        if path.is_file() and made_from.is_file() and made_from.read_text() == now:
            sizes[name] = path.stat().st_size
    return sizes


@contextmanager
def new(root: Path, output: Path, name: str) -> Iterator[Path]:
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


def offer(html: Path, root: str, now: str) -> None:
    """Lay the downloads of the edition ``now`` beside the pages, and list them on the landing page.

    ``html`` is the folder of the pages, ``_build/html``; ``root`` is the landing page's document: ``book/index``.
    """
    sizes = current(now, html.parent)
    for name in DOWNLOADS:
        if name in sizes:
            shutil.copyfile(html.parent / "downloads" / name, html / name)
        else:
            (html / name).unlink(missing_ok=True)
    page = html / f"{root}.html"
    text = page.read_text("utf-8")
    if (offering := with_offers(text, sizes, "../" * root.count("/"))) != text:
        page.write_text(offering, encoding="utf-8")


def with_offers(page: str, sizes: dict[str, int], up: str) -> str:
    """The landing page with a list of downloads, in place of the one it has; ``sizes``: name -> bytes.

    ``up`` leads from the page to the top folder (``../``).
    """
    places: dict[str, int] = {}
    for tag in start_tags(page):
        for name in (tag.attributes.get("class") or "").split():
            places.setdefault(name, tag.begin)
    if BEFORE not in places:
        return page
    files = [{"address": up + name, "words": DOWNLOADS[name], "size": size / 1e6} for name, size in sizes.items()]
    with messages.naming("offers.html"):
        section = markup.templates(TEMPLATES).get_template("offers.html").render(files=files)
    return page[: places.get(SECTION, places[BEFORE])] + section + page[places[BEFORE] :]


def finish(app: Sphinx, error: Exception | None) -> None:
    """Offer what is there of this edition, when the pages are written."""
    if error is None and app.builder.name == "html":
        offer(Path(app.outdir), app.config.root_doc, app.config.site_edition)
