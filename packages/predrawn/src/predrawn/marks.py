"""Marks: numbers that a page lays on an axis of a figure, as a line and a label, without another figure for each number.

A figure travels with a group for each mark, not shown, which says how numbers become positions. The page's script moves the group
to the number chosen, and so does ``lay``, for the state to start with and for the live face: the same group with the same words. A
number beyond the axis is said below the figure and not drawn.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from numbers import Real
from typing import Any

import matplotlib
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, StrMethodFormatter

from . import svg
from .errors import ExploreError

#: From a name to its number, or None for no mark, and the words for it.
Told = Callable[[str], tuple[float | None, str]]

_LINE = f"fill:none;stroke:var(--chart-ink,{svg.PALETTE['ink']});stroke-width:1.5;stroke-dasharray:4 2"
_TEXT = f"paint-order:stroke;stroke:var(--chart-paper,{svg.PALETTE['paper']});stroke-width:3px"
_GROUP = re.compile(
    r'(?P<before><g data-explorer-mark="(?P<own>[^"]*)") transform="[^"]*" display="[^"]*"(?P<line>><path [^>]*/>)'
    r'<text x="[^"]*" y="[^"]*" text-anchor="[^"]*"(?P<style> [^>]*>)[^<]*</text></g>'
)
_OUTSIDE = re.compile(r'(<p class="explorer-outside">)[^<]*(</p>)')


@dataclass(frozen=True)
class Mark:
    """Where a number is laid: on ``axis``, an ``axes.xaxis`` or ``axes.yaxis``, as a line across the axes with a label.

    ``label`` are the words of the label; ``{}`` stands for those of the choice. ``format`` writes the ends of the axis where a number
    lies beyond them; otherwise the axis's own formatter does. An axis that counts in other units than the number says by ``ends``
    where two numbers lie on it: ``((0, 40), (300_000, 380))``. ``across`` are the ends of the line on the other axis, instead of all
    of it.

    A figure without axes says ``Mark(ends=…, across=…)``: positions are points (72 to an inch) from the figure's upper left corner, the
    numbers lie from left to right, or back, in equal steps.
    """

    axis: Axis | None = None
    label: str = "{}"
    format: Callable[[float], str] | None = None
    ends: tuple[tuple[float, float], tuple[float, float]] | None = None
    across: tuple[float, float] | None = None


def attach(picture: str, figure: Figure, marks: Mapping[str, Any]) -> str:
    """The picture of a figure with a group for each mark. ``marks``: name of a control or derived value -> axis, or ``Mark``.

    Call it when the figure has been drawn: layouts move axes. Raises ExploreError for an axis that can carry no mark.
    """
    width, height = (float(side) for side in figure.get_size_inches() * 72)
    viewbox = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    if not viewbox or max(abs(float(viewbox[1]) - width), abs(float(viewbox[2]) - height)) > 0.1:
        raise ExploreError("a figure that is cropped (savefig.bbox 'tight') can carry no marks.")
    groups = "".join(
        _group(name, mark if isinstance(mark, Mark) else Mark(mark), figure) for name, mark in marks.items()
    )
    return picture.removesuffix("</svg>") + f'{groups}</svg><p class="explorer-outside"></p>'


def names(picture: str) -> list[str]:
    """The names of the marks of a picture."""
    return [json.loads(unescape(group["own"]))["name"] for group in _GROUP.finditer(picture)]


def lay(picture: str, told: Told) -> str:
    """The picture with its marks at the numbers that ``told`` gives, and below it what lies beyond an axis."""
    beyond = []

    def moved(group: re.Match) -> str:
        own = json.loads(unescape(group["own"]))
        value, words = told(own["name"])
        words = own["label"].replace("{}", words)
        outside = "" if value is None or own["low"] <= value <= own["high"] else own["words"][value > own["high"]]
        position = 0.0
        if outside:
            beyond.append(f"{words} lies {outside}.")
        elif value is not None:
            position = _one(own["base"] + own["slope"] * (math.log(value) if own["log"] else value))
        shown = value is not None and not outside
        x, y, anchor = own["sides"][position > own["middle"]]
        at = f"{position:g} 0" if own["upright"] else f"0 {position:g}"
        return (
            f'{group["before"]} transform="translate({at})" display="{"inline" if shown else "none"}"{group["line"]}'
            f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{group["style"]}{escape(words)}</text></g>'
        )

    picture = _GROUP.sub(moved, picture)
    return _OUTSIDE.sub(lambda found: found[1] + escape(" ".join(beyond)) + found[2], picture)


def beyond(picture: str) -> str:
    """What is said below a picture of numbers that lie beyond its axes, as markup."""
    said = _OUTSIDE.search(picture)
    return said[0].removeprefix(said[1]).removesuffix(said[2]) if said else ""


def number(value: object) -> float | None:
    """A value as a number to mark, None for none. Raises ValueError for what is no number."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        raise ValueError(value)
    return float(value)


@dataclass(frozen=True)
class _Place:
    """Where a mark moves: two numbers, the corners at which its line begins for one and ends for the other, in points from the upper
    left, whether it stands upright, whether its scale is logarithmic, and what writes a number."""

    numbers: tuple[float, float]
    corners: tuple[tuple[float, float], tuple[float, float]]
    upright: bool
    log: bool
    write: Callable[[float], str]


def _on_figure(name: str, mark: Mark) -> _Place:
    """The place of a mark of a figure without axes."""
    if mark.ends is None or mark.across is None:
        raise ExploreError(
            f"the mark {name!r} names no axis: give axes.xaxis, or Mark(ends=…, across=…) in points from the figure's upper left "
            "corner."
        )
    (low, x0), (high, x1) = mark.ends
    corners = ((float(x0), float(mark.across[0])), (float(x1), float(mark.across[1])))
    return _Place((low, high), corners, True, False, mark.format or _plain)


def _on_axis(name: str, mark: Mark, figure: Figure) -> _Place:
    """The place of a mark on an axis. Raises ExploreError for an axis that can carry none."""
    axis = mark.axis
    if not isinstance(axis, Axis):
        raise ExploreError(
            f"the mark {name!r} is a {type(axis).__name__}: give axes.xaxis, axes.yaxis or Mark(axes.xaxis, …)."
        )
    axes = axis.axes
    upright = axis is axes.xaxis
    if axes.figure is None or axes.get_figure(root=True) is not figure:
        raise ExploreError(f"the mark {name!r} lies on an axis of another figure.")
    if axes.name != "rectilinear" or axis.get_scale() not in ("linear", "log"):
        kind = axis.get_scale() if axes.name == "rectilinear" else axes.name
        raise ExploreError(
            f"the mark {name!r} lies on an axis with the scale {kind!r}; a page can lay it on linear and log alone."
        )
    own, other = (axes.get_xlim(), axes.get_ylim()) if upright else (axes.get_ylim(), axes.get_xlim())
    ends = mark.ends or ((own[0], own[0]), (own[1], own[1]))
    across = mark.across or other
    points = [(along, side) if upright else (side, along) for along, side in zip((ends[0][1], ends[1][1]), across)]
    height = float(figure.get_size_inches()[1]) * 72
    first, last = (
        (round(float(x) * 72 / figure.dpi, 1), round(height - float(y) * 72 / figure.dpi, 1))
        for x, y in axes.transData.transform(points)
    )
    numbers = (ends[0][0], ends[1][0])
    return _Place(numbers, (first, last), upright, axis.get_scale() == "log", mark.format or _formatter(axis))


def _group(name: str, mark: Mark, figure: Figure) -> str:
    place = _on_figure(name, mark) if mark.axis is None else _on_axis(name, mark, figure)
    (x0, y0), (x1, y1) = place.corners
    first, last = (x0, x1) if place.upright else (y0, y1)
    low, high = map(float, place.numbers)
    if low == high or (place.log and min(low, high) <= 0):
        raise ExploreError(f"the mark {name!r} lies on an axis that has no length, or reaches zero on a log scale.")
    size = matplotlib.rcParams["font.size"]
    if place.upright:
        top = min(y0, y1)
        line, sides = f"M0 {y0:g}V{y1:g}", [[4, _one(top + size), "start"], [-4, _one(top + size), "end"]]
    else:
        right = _one(max(x0, x1) - 2)
        line, sides = f"M{x0:g} 0H{x1:g}", [[right, _one(size + 2), "end"], [right, -4, "end"]]
    scale: Callable[[float], float] = math.log if place.log else float
    slope = (last - first) / (scale(high) - scale(low))
    begins, ends_at = (" ".join(place.write(end).split()) for end in sorted((low, high)))
    content = {
        "name": name,
        "label": mark.label,
        "upright": int(place.upright),
        "log": int(place.log),
        "base": first - slope * scale(low),
        "slope": slope,
        "low": min(low, high),
        "high": max(low, high),
        "words": [f"below the axis, which begins at {begins}", f"above the axis, which ends at {ends_at}"],
        "middle": _one((first + last) / 2),
        "sides": sides,
    }
    return (
        f'<g data-explorer-mark="{escape(json.dumps(content, ensure_ascii=False, separators=(",", ":")))}" '
        f'transform="translate(0 0)" display="none"><path d="{line}" style="{_LINE}"/>'
        f'<text x="0" y="0" text-anchor="start" style="font-size:{size:g}px;{_TEXT}"></text></g>'
    )


def _one(length: float) -> float:
    """To a tenth, a half upwards, as the page's script rounds."""
    return math.floor(length * 10 + 0.5) / 10


def _formatter(axis: Axis) -> Callable[[float], str]:
    """What writes the ends of an axis: its own formatter, where the author gave one; those of matplotlib shorten."""
    own = axis.get_major_formatter()
    return own if isinstance(own, FuncFormatter | StrMethodFormatter) else _plain


def _plain(value: float) -> str:
    return f"{value:,.12g}"
