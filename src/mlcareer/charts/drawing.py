"""What every kind of chart is drawn with: the canvas, colours, type, rows, marks, and where words find room.

Positions and sizes are in drawing units, of which a picture is ``WIDTH`` wide; x counts from the left, y from the top.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath, text_to_path
from matplotlib.transforms import Affine2D
from numpy.typing import ArrayLike

from predrawn import svg

WIDTH = 320

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

#: Units between a row's label and what stands at its right end.
GAP = 8

#: Of a line: unbroken, or where its dashes begin and the lengths of dashes and gaps in turn, in widths of the line.
Style = Literal["-"] | tuple[float, Sequence[float]]

matplotlib.rcParams.update(
    {
        "font.size": SIZE,
        "text.parse_math": False,  # "$" starts no formula
        "path.simplify": False,
    }
)


# ---- the canvas, its rows, and their colour ----


class Canvas(Figure):
    """A figure of WIDTH by ``height`` units that counts in units from the upper left corner.

    It holds its lines, patches and words itself. Axes of matplotlib's, whose ticks and spines no chart shows, took a third of
    the time of a chart, which counts where a chart is drawn in thousands of states.
    """

    def __init__(self, height: float):
        super().__init__(figsize=(WIDTH / 72, height / 72), dpi=72)
        self.patch.set_visible(False)
        self.points: list[tuple[float, float, str]] = []
        self.scale: Any = None  # a Scale, where a number may be marked on it
        self._units = Affine2D().scale(1 / WIDTH, -1 / height).translate(0, 1) + self.transFigure

    def tell(self, x: float, y: float, words: str) -> None:
        """Let a reader who points at ``x``, ``y`` read a mark's name and figure. The page's script shows them (``points``)."""
        self.points.append((round(float(x), 1), round(float(y), 1), words))

    def put(self, artist: Artist) -> None:
        """Add what is positioned in units. Of artists of one kind a later one lies above."""
        artist.set_transform(self._units)
        self.add_artist(artist)


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
    chart: Canvas,
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
    text = Text(
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
    chart.put(text)


def draw_small_text(chart: Canvas, x: float, y: float, words: str, *, ha: str = "center") -> None:
    """What explains a chart's figures (ticks, headings, a reference's name): small and quiet."""
    draw_text(chart, x, y, words, color=QUIET, ha=ha, size=SMALL)


def draw_headings(chart: Canvas, xs: Iterable[float], y: float, names: Iterable[str]) -> None:
    """One small heading over (or under) each column, centred at its x."""
    for x, name in zip(xs, names):
        draw_small_text(chart, x, y, name)


def draw_row_label(chart: Canvas, words: str, y: float, is_marked: bool) -> None:
    """A row's label at the left edge, bold where the row is marked."""
    draw_text(chart, 0, y, words, bold=is_marked, backed=True)


# ---- marks ----


def draw_line(chart: Canvas, xs: ArrayLike, ys: ArrayLike, color: str, width: float, style: Style = "-") -> None:
    """A line through points, straight from one to the next."""
    chart.put(Line2D(xs, ys, color=color, linewidth=width, linestyle=style, solid_capstyle="butt"))


def draw_level_line(chart: Canvas, ends: ArrayLike, y: float, color: str, width: float) -> None:
    """A horizontal line at ``y``; ``ends`` are the x of its two ends."""
    draw_line(chart, ends, [y, y], color, width)


def draw_upright_line(chart: Canvas, x: float, ends: ArrayLike, color: str, width: float, style: Style = "-") -> None:
    """A vertical line at ``x``; ``ends`` are the y of its two ends."""
    draw_line(chart, [x, x], ends, color, width, style)


def draw_marker(chart: Canvas, x: float, y: float, shape: str, size: float, **style: Any) -> None:
    """One of matplotlib's markers, ``size`` units in diameter; ``style`` are further properties of its line."""
    chart.put(Line2D([x], [y], marker=shape, markersize=size, linestyle="none", **style))


def draw_dot(chart: Canvas, x: float, y: float, color: str, *, filled: bool) -> None:
    """A dot of the usual size, filled or hollow."""
    fill = color if filled else PAPER
    draw_marker(chart, x, y, "o", 7.5, color=fill, markeredgecolor=color, markeredgewidth=1.8)


def draw_dotted_line(
    chart: Canvas, xs: np.ndarray, ys: Sequence[float] | np.ndarray, color: str, width: float, *, filled: bool
) -> None:
    """A line through points with a dot, filled or hollow, on each of them."""
    draw_line(chart, xs, ys, color, width)
    for x, y in zip(xs, ys):
        draw_dot(chart, x, y, color, filled=filled)


def draw_many_dots(chart: Canvas, centres: np.ndarray, diameter: float, color: str) -> None:
    """Many dots of one size; ``centres`` has a row a dot and the columns x and y.

    They are one path, lines of no length with round ends: a third of the bytes of markers. Lines drawn before lie below them.
    """
    codes = np.tile([Path.MOVETO, Path.LINETO], len(centres))
    dots = Path(np.repeat(centres, 2, axis=0), codes)
    chart.put(
        PathPatch(dots, facecolor="none", edgecolor=color, linewidth=diameter, capstyle="round", zorder=Line2D.zorder)
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


def shortened(words: str, beside: str, bold: bool = False) -> str:
    """A row's label as far as it fits beside other words at the row's right end, cut behind a whole word with "…"."""
    room = WIDTH - GAP - _advance(beside, False)
    parts = words.split()
    cut = [f"{' '.join(parts[:number]).rstrip(',;')}…" for number in range(len(parts) - 1, 0, -1)]
    return next((fitting for fitting in (words, *cut) if _advance(fitting, bold) <= room), cut[-1] if cut else words)


@lru_cache(maxsize=4096)
def _advance(words: str, bold: bool) -> float:
    """Width in units as type is set, with the room around letters. A hundred times faster than ``widest``, and a little wider."""
    font = FontProperties(size=SIZE, weight="bold" if bold else "normal")
    return text_to_path.get_text_width_height_descent(words, font, False)[0]


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
