"""The picture that stands for a page where a link to it is shared: title, description and first chart, 1200 by 630, as a PNG file.

Open Graph takes no SVG. The chart is the one in the page, drawn by resvg with matplotlib's font and none of the system's: the same
page gives the same bytes on each machine. A page without a chart has larger words.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import matplotlib
import resvg_py
from docutils import nodes
from markupsafe import Markup

from mlcareer import markup
from mlcareer.site import messages
from mlcareer.site.page import OTHER_PAGES, TEMPLATES
from predrawn import svg

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The folder of these pictures, and their size in pixels.
FOLDER, WIDTH, HEIGHT = "_static/previews", 1200, 630

#: The room of a chart: as wide, and as high at most; one that is much higher is cut off below.
ROOM, HIGHEST = 560, 1.5

FONT = "DejaVu Sans"
_FONTS = Path(matplotlib.get_data_path(), "fonts", "ttf")

#: Letters in a line of the title and of the other words, and how large they are, without and with a chart beside them.
_LINES = {False: (24, 48, 72, 34), True: (16, 33, 48, 24)}


def address(page: str) -> str:
    """Where the picture of a page lies, from the top of the pages."""
    return f"{FOLDER}/{page.replace('/', '-')}.png"


def chart(doctree: nodes.document | None) -> ElementTree.Element | None:
    """The first chart of a page, of a figure or of an explorer; None where there is none."""
    for node in doctree.findall(nodes.raw) if doctree else ():
        begin = node.astext().find("<svg ")
        if begin >= 0 and 'class="chart-svg"' in node.astext():
            return ElementTree.fromstring(node.astext()[begin : node.astext().index("</svg>") + len("</svg>")])
    return None


def card(title: str, words: str, book: str, picture: ElementTree.Element | None) -> str:
    """The picture as SVG: the book's name, the page's title, what it says of itself (``words``), and its chart, if it has one."""
    of_title, of_words, large, small = _LINES[picture is not None]
    template = markup.templates(TEMPLATES).get_template("preview.svg")
    with messages.naming("preview.svg"):
        return template.render(
            width=WIDTH,
            height=HEIGHT,
            room=ROOM,
            font=FONT,
            colors=svg.PALETTE,
            book=textwrap.wrap(book if book != title else "", of_words),
            title=textwrap.wrap(title, of_title),
            words=textwrap.wrap(words, of_words),
            large=large,
            small=small,
            picture=Markup(_by_itself(picture)) if picture is not None else "",
        )


def _by_itself(picture: ElementTree.Element) -> str:
    """A chart of a page as an element of another picture, in the colors of paper."""
    _, _, width, height = map(float, picture.get("viewBox", "").split())
    for element in picture.iter():
        for name, value in element.attrib.items():
            element.set(name, re.sub(r"var\(--[\w-]+,([^()]*)\)", r"\1", value))
    high = height > HIGHEST * width
    own = {"x": f"{WIDTH - ROOM - 40}", "y": "40", "width": f"{ROOM}", "height": f"{HEIGHT - 80}"}
    # Words at its edge may need more room in this font than in a page's.
    own |= {"preserveAspectRatio": "xMidYMin slice", "overflow": "hidden"} if high else {"overflow": "visible"}
    own["fill"] = svg.PALETTE["ink"]
    for name in ("style", "class", "data-points", "role", "aria-label"):
        picture.attrib.pop(name, None)
    picture.attrib |= own
    return ElementTree.tostring(picture, encoding="unicode")


def drawn(card: str) -> bytes:
    """A card as a PNG file."""
    fonts = [str(_FONTS / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")]
    return resvg_py.svg_to_bytes(svg_string=card, skip_system_fonts=True, font_files=fonts, font_family=FONT)


def draw(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Draw the picture of a chapter and of the search page, and let its head name it: ``site.preview``, ``site.preview_says``."""
    about = context["site"]
    if app.builder.name != "html" or not about["description"]:
        return
    picture = chart(doctree)
    about["preview_says"] = picture.get("aria-label") if picture is not None else about["description"]
    about["preview"] = address(page)
    path = Path(app.outdir, about["preview"])
    path.parent.mkdir(parents=True, exist_ok=True)
    title = Markup(context.get("title") or context["docstitle"]).striptags()
    path.write_bytes(drawn(card(title, about["description"], context["docstitle"], picture)))


def finish(app: Sphinx, error: Exception | None) -> None:
    """Remove the pictures of pages that have left the book."""
    if error is None and app.builder.name == "html":
        there = {Path(app.outdir, address(page)) for page in (*app.env.found_docs, *OTHER_PAGES)}
        for path in Path(app.outdir, FOLDER).glob("*.png"):
            if path not in there:
                path.unlink()
