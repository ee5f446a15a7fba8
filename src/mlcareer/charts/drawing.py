"""What every kind of chart is drawn with: the canvas, colours, type, rows, marks, and where words find room.

Positions and sizes are in drawing units, of which a picture is ``WIDTH`` wide; x counts from the left, y from the top.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from numpy.typing import ArrayLike

from predrawn import svg

WIDTH = 400

#: Sizes of letters: of labels and figures, and of what explains them.
SIZE = 12
SMALL = SIZE - 1

INK, QUIET, CONTEXT, FAINT, ACCENT, PAPER = (
    svg.PALETTE[name] for name in ("ink", "quiet", "context", "faint", "accent", "paper")
)

#: Heights of a row whose mark stands beside its label, and of one whose mark stands below it, by so much.
ROW = 23
TALL_ROW = 42
BELOW_LABEL = 16

matplotlib.rcParams.update(
    {
        "font.size": SIZE,
        "text.parse_math": False,  # "$" starts no formula
        "path.simplify": False,
    }
)


# ---- the canvas, its rows, and their colour ----


def canvas(height: float) -> tuple[Figure, Axes]:
    """A figure of WIDTH by ``height`` units whose axes count in units from the upper left corner."""
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
    figure.patch.set_visible(False)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    axes.axis("off")
    return figure, axes


def colour_of(is_marked: bool) -> str:
    """The accent for the subject, grey for its context."""
    return ACCENT if is_marked else CONTEXT


def marked_rows(
    frame: pd.DataFrame, marked: Iterable[bool], first: float, step: float
) -> Iterator[tuple[Any, bool, str, float]]:
    """Each row as a named tuple, whether it is marked, its colour, and its y: ``first``, then ``step`` further down.

    Ends with the shorter of ``frame`` and ``marked``.
    """
    for row, is_marked, y in zip(frame.itertuples(), marked, itertools.count(first, step)):
        yield row, is_marked, colour_of(is_marked), y


# ---- words ----


def draw_text(
    axes: Axes,
    x: float,
    y: float,
    words: str,
    *,
    color: str = INK,
    size: float = SIZE,
    bold: bool = False,
    ha: str = "left",
    backed: bool = False,
) -> None:
    """Words whose middle is at height ``y``; ``ha`` says which of their ends, or "center", is at ``x``.

    ``backed`` gives them a ground of paper, which keeps gridlines and borders out of the letters.
    """
    text = axes.text(
        x,
        y,
        words,
        color=color,
        fontsize=size,
        fontweight="bold" if bold else "normal",
        ha=ha,
        va="center_baseline",
        linespacing=1.1,
    )
    if backed:
        text.set_gid(svg.BACKED)


def draw_small_text(axes: Axes, x: float, y: float, words: str, *, ha: str = "center") -> None:
    """What explains a chart's figures (ticks, headings, a reference's name): small and quiet."""
    draw_text(axes, x, y, words, color=QUIET, ha=ha, size=SMALL)


def draw_headings(axes: Axes, xs: Iterable[float], y: float, names: Iterable[str]) -> None:
    """One small heading over (or under) each column, centred at its x."""
    for x, name in zip(xs, names):
        draw_small_text(axes, x, y, name)


def draw_row_label(axes: Axes, words: str, y: float, is_marked: bool) -> None:
    """A row's label at the left edge, bold where the row is marked."""
    draw_text(axes, 0, y, words, bold=is_marked, backed=True)


# ---- marks ----


def draw_line(axes: Axes, xs: ArrayLike, ys: ArrayLike, color: str, width: float, style: str | tuple = "-") -> None:
    """A line through points; ``style`` is one of matplotlib's line styles."""
    axes.plot(xs, ys, color=color, linewidth=width, linestyle=style, solid_capstyle="butt", clip_on=False)


def draw_level_line(axes: Axes, ends: ArrayLike, y: float, color: str, width: float) -> None:
    """A horizontal line at ``y``; ``ends`` are the x of its two ends."""
    draw_line(axes, ends, [y, y], color, width)


def draw_upright_line(
    axes: Axes, x: float, ends: ArrayLike, color: str, width: float, style: str | tuple = "-"
) -> None:
    """A vertical line at ``x``; ``ends`` are the y of its two ends."""
    draw_line(axes, [x, x], ends, color, width, style)


def draw_marker(axes: Axes, x: float, y: float, shape: str, size: float, **style: Any) -> None:
    """One of matplotlib's markers, ``size`` units in diameter; ``style`` are further properties of its line."""
    axes.plot(x, y, marker=shape, markersize=size, linestyle="none", clip_on=False, **style)


def draw_dot(axes: Axes, x: float, y: float, color: str, *, filled: bool) -> None:
    """A dot of the usual size, filled or hollow."""
    fill = color if filled else PAPER
    draw_marker(axes, x, y, "o", 7.5, color=fill, markeredgecolor=color, markeredgewidth=1.8)


def draw_dotted_line(
    axes: Axes, xs: np.ndarray, ys: Sequence[float] | np.ndarray, color: str, width: float, *, filled: bool
) -> None:
    """A line through points with a dot, filled or hollow, on each of them."""
    draw_line(axes, xs, ys, color, width)
    for x, y in zip(xs, ys):
        draw_dot(axes, x, y, color, filled=filled)


def draw_many_dots(axes: Axes, centres: np.ndarray, diameter: float, color: str) -> None:
    """Many dots of one size; ``centres`` has a row a dot and the columns x and y.

    They are one path, lines of no length with round ends: a third of the bytes of markers.
    """
    codes = np.tile([Path.MOVETO, Path.LINETO], len(centres))
    dots = Path(np.repeat(centres, 2, axis=0), codes)
    axes.add_patch(
        PathPatch(dots, facecolor="none", edgecolor=color, linewidth=diameter, capstyle="round", clip_on=False)
    )


# ---- room for words ----


def anchor(x: float) -> str:
    """Which part of a text to put at ``x``: its middle, or near an edge the end that keeps it inside the picture."""
    return "left" if x < 30 else "right" if x > WIDTH - 40 else "center"


def apart(heights: Sequence[float], gap: float, lowest: float) -> list[float]:
    """Move labels apart so that neighbours keep ``gap`` between them and none lies below ``lowest``.

    ``heights`` are their y, in any order; the result has the same order. Raises IndexError where there are none.
    """
    from_top = sorted(range(len(heights)), key=heights.__getitem__)
    moved = list(heights)
    for above, below in itertools.pairwise(from_top):
        moved[below] = max(moved[below], moved[above] + gap)
    shift = max(0, moved[from_top[-1]] - lowest)
    # Half of what they were spread goes upwards, so that labels stay near their lines.
    shift += sum(after - before for after, before in zip(moved, heights)) / len(heights)
    return [height - shift for height in moved]


def widest(texts: Iterable, bold: bool = False) -> float:
    """Width in units of the widest text. Measured in matplotlib's own font, which is wider than pages' fonts.

    Raises ValueError where there is no text.
    """
    return max(_width(str(text), bold) for text in texts)


@lru_cache(maxsize=4096)  # half the time of a chart that is drawn in many states goes into measuring the same words
def _width(words: str, bold: bool) -> float:
    if not words.strip():
        return 0
    return (
        TextPath((0, 0), words, size=SIZE, prop=FontProperties(weight="bold" if bold else "normal")).get_extents().width
    )
