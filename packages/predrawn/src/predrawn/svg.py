"""From a matplotlib figure to a small SVG that lives inside a page.

Matplotlib writes SVG files for standing alone. Inside a page they need other manners: text that follows the page's
font, colours that follow light and dark, identifiers that clash with no other chart's, a label for screen readers,
no style rule that reaches out of the picture, and a third of the bytes.
"""

from __future__ import annotations

import hashlib
import io
import re
import xml.etree.ElementTree as ElementTree

import matplotlib
from matplotlib.figure import Figure

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"

#: Colours of the charts: name -> value in light. A page that sets ``--chart-NAME`` replaces it (dark mode does).
PALETTE = {
    "ink": "#1d2127",
    "quiet": "#565c66",
    "context": "#7f8690",
    "faint": "#d9dce1",
    "accent": "#b3401a",
    "paper": "#ffffff",
}
#: Black and white, matplotlib's own ink and paper, follow as well.
_NAMES = {value: name for name, value in PALETTE.items()} | {"#000000": "ink"}
#: Stands between the points of a picture.
POINT = "¶"

_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


def render(figure: Figure, label: str) -> str:
    """Return ``figure`` as an SVG element for a page; ``label`` is its alternative text and states the finding.

    ``figure.points``, if it has any, are (x, y, words) in units of the picture. They become its attribute ``data-points``,
    ``x y words`` with POINT between them, by which a script of the book's own can say what a pointer points at.

    Raises ValueError when the label is empty: a picture without one does not exist for part of the readers.
    """
    if not label.strip():
        raise ValueError("A chart needs alternative text that states its finding.")
    buffer = io.StringIO()
    # Text stays text, and the same figure gives the same bytes.
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "figure"}):
        figure.savefig(
            buffer, format="svg", backend="module://predrawn.backend", metadata={"Date": None, "Creator": None}
        )
    root = ElementTree.fromstring(buffer.getvalue())
    for parent in root.iter():
        for child in list(parent):
            # Matplotlib's one style rule matches every element of the page, and its metadata serve nobody here.
            if child.tag == f"{SVG}style" or child.tag == f"{SVG}metadata":
                parent.remove(child)
    _restyle(root)
    _rename(root, prefix="c" + hashlib.sha1(buffer.getvalue().encode()).hexdigest()[:6])
    _flatten(root)
    width = float(root.attrib["viewBox"].split()[2])
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib |= {
        "role": "img",
        "aria-label": label,
        "class": "chart-svg",
        # Enough for a notebook, which lacks the book's stylesheet: a readable width on paper of the chart's own.
        "style": f"width:100%;max-width:{width * 1.5:.0f}px;height:auto;stroke-linejoin:round;"
        f"box-sizing:border-box;padding:10px;background:{_colour(PALETTE['paper'])};font-family:inherit;"
        f"fill:{_colour(PALETTE['ink'])}",  # matplotlib leaves black unsaid
    }
    if points := getattr(figure, "points", None):
        # Not JSON: each of its quotes would be six letters in an attribute.
        root.attrib["data-points"] = POINT.join(f"{x:g} {y:g} {words.replace(POINT, ' ')}" for x, y, words in points)
    return _serialised(root)


def _colour(value: str) -> str:
    name = _NAMES.get(value.lower())
    return f"var(--chart-{name},{value})" if name else value


#: Group name that a drawing gives a text to set it off from the lines behind it.
BACKED = "backed"


def _restyle(root: ElementTree.Element) -> None:
    """Round numbers, let colours follow the page, and leave the font family to it."""
    for group in root.iter(f"{SVG}g"):
        if group.get("id") == BACKED:
            for text in group.iter(f"{SVG}text"):
                ground = f"paint-order:stroke;stroke:{PALETTE['paper']};stroke-width:3px"
                text.set("style", f"{text.get('style', '')};{ground}")
    for element in root.iter():
        for name in ("x", "y", "transform"):
            if name in element.attrib:
                element.set(name, _compact(element.attrib[name]))
        if "d" in element.attrib:
            element.set("d", _relative(_compact(element.attrib["d"])))
        if element.get("transform", "").startswith("rotate(-0 "):
            del element.attrib["transform"]
        if "style" in element.attrib:
            declarations = (part.split(":", 1) for part in element.attrib["style"].split(";") if ":" in part)
            kept = {name.strip(): _colour(value.strip()) for name, value in declarations}
            kept.pop("font-family", None)
            # Opacities and hairlines need more than lengths do: an opacity of 0.04 must not become 0.
            element.set("style", ";".join(f"{name}:{_compact(value, 3)}" for name, value in kept.items()))


def _compact(text: str, digits: int = 1) -> str:
    """Numbers to so many decimals (one is a tenth of a pixel), white space to one blank."""
    rounded = _NUMBER.sub(lambda match: f"{round(float(match.group()), digits) + 0:.12g}", text)
    return " ".join(rounded.split())


def _relative(path: str) -> str:
    """Write a path of straight lines with relative steps, which are short; leave one with curves as it is.

    Steps are taken between rounded points, so that rounding does not add up.
    """
    if set("CQ,") & set(path):
        return path
    out, here, letter = [], (0.0, 0.0), ""
    tokens = iter(path.split())
    for token in tokens:
        if token in "Zz":
            out.append("z")
            letter = ""
            continue
        point = float(next(tokens)), float(next(tokens))
        if token == "M":
            out.append(f"M{point[0]:g} {point[1]:g}")
        else:
            step = (round(point[0] - here[0], 1), round(point[1] - here[1], 1))
            out.append(f"{'l' if letter != 'l' else ' '}{step[0]:g} {step[1]:g}")
        here, letter = point, "l" if token == "L" else token
    return "".join(out)


def _rename(root: ElementTree.Element, prefix: str) -> None:
    """Drop identifiers that nothing refers to; give the others short names that are unique in the page."""
    names: dict[str, str] = {}

    def short(own: str) -> str:
        return names.setdefault(own, f"{prefix}-{len(names)}")

    for element in root.iter():
        if target := element.attrib.pop(HREF, ""):  # of a mark; or an image's own data, or a link
            element.set("href", "#" + short(target[1:]) if target.startswith("#") else target)
        for name, value in element.attrib.items():
            if "url(#" in value:
                element.set(name, re.sub(r"url\(#([^)]+)\)", lambda match: f"url(#{short(match.group(1))})", value))
    for element in root.iter():
        own = element.attrib.pop("id", None)
        if own in names:
            element.set("id", names[own])


def _flatten(element: ElementTree.Element) -> None:
    """Replace groups that carry nothing by their children, and lift a style that all children share to the group."""
    for child in list(element):
        _flatten(child)
    children = []
    for child in element:
        plain_group = child.tag == f"{SVG}g" and not child.attrib
        empty = child.tag in (f"{SVG}g", f"{SVG}defs") and not len(child)
        children.extend([] if empty else list(child) if plain_group else [child])
    element[:] = children
    styles = {child.get("style") for child in element}
    if (
        len(element) > 1
        and len(styles) == 1
        and None not in styles
        and {child.tag for child in element} == {f"{SVG}use"}
    ):
        group = ElementTree.Element(f"{SVG}g", {"style": element[0].attrib["style"]})
        for child in element:
            del child.attrib["style"]
        group[:] = list(element)
        element[:] = [group]


def _serialised(root: ElementTree.Element) -> str:
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        # Blanks between elements draw nothing; those inside a text element are the text.
        if element.tag not in ("text", "tspan"):
            element.text = None
        element.tail = None
    return ElementTree.tostring(root, encoding="unicode")
