"""The charts' manner, in one place.

A drawing function takes a table and returns a matplotlib figure; ``Chart`` puts words, source and the figures behind
it around the picture. Charts are drawn ``WIDTH`` units wide with 12-unit text, so that they can be read on a phone,
where a unit is a little less than a pixel, and grow to one and a half on a wide screen. Positions are computed in
those units: an axis system of matplotlib's own would give no control over such small pictures.

The words are outside the picture, where they wrap, can be selected and follow the page's font: the title says the
finding, the subtitle measure, unit and date, the last line the source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape
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
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from mlcareer.explore import svg
from mlcareer.explore.tables import Table
from mlcareer.text import NOT_RELEASED, PERCENTILES, count, money, pay

WIDTH = 400
SIZE = 12
INK, QUIET, CONTEXT, FAINT, ACCENT, PAPER = (
    svg.PALETTE[name] for name in ("ink", "quiet", "context", "faint", "accent", "paper")
)

matplotlib.rcParams.update(
    {
        "font.size": SIZE,
        "text.parse_math": False,  # "$" starts no formula
        "path.simplify": False,
    }
)


class Chart:
    """A picture with its title, subtitle, source, alternative text and table.

    ``title`` says the finding, ``subtitle`` measure, unit and date, ``source`` where the figures come from, ``alt``
    states the finding for readers who do not see the picture, ``table`` holds the figures drawn.
    """

    def __init__(self, figure: Figure, *, title: str, subtitle: str, source: str, alt: str, table: Table):
        if table.source:
            raise ValueError(
                f"The table of the chart {title!r} has a source of its own; name all sources in the chart."
            )
        self.figure, self.title, self.subtitle, self.source = figure, title, subtitle, source
        self.alt, self.table = alt, table

    def _repr_html_(self) -> str:
        return (
            '<figure class="chart mathjax_ignore"><figcaption>'
            f'<strong class="chart-title">{escape(self.title)}</strong><br>'
            f'<span class="chart-subtitle">{escape(self.subtitle)}</span></figcaption>'
            f"{svg.render(self.figure, self.alt)}"
            f'<p class="source">Source: {escape(self.source)}.</p>'
            f'<details class="chart-figures"><summary>The figures as a table</summary>{self.table.html()}</details>'
            "</figure>"
        )

    def __repr__(self) -> str:
        return f"Chart: {self.title}. {self.alt}"


#: Lower and upper end of a range.
Ends = tuple[float, float]


class Scale:
    """A straight map from data to drawing units: ``Scale((0, 200), (100, 390))(50)`` is 172.5."""

    def __init__(self, domain: Ends, place: Ends):
        self.domain, self.place = domain, place

    def __call__(self, value: ArrayLike) -> Any:  # a number of a number, an array of several
        (low, high), (start, end) = self.domain, self.place
        return start + (np.asarray(value, float) - low) / (high - low) * (end - start)

    def ticks(self, most: int = 4) -> list[float]:
        """At most ``most`` round values inside the domain, in data units."""
        low, high = self.domain
        found = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        return [tick for tick in found if low <= tick <= high]


def ranking(
    frame: pd.DataFrame,
    *,
    label: str,
    value: str,
    low: str,
    high: str,
    note: str,
    note_title: str,
    marked: Sequence[bool],
    start: float = 0,
    tick: Callable = count,
    room: int = 0,
) -> Figure:
    """Rows with an estimate and its 95 % interval; ``note`` is a text column shown at the right (rank ranges).

    Marked rows have a filled dot and a bold label, the others a hollow one. ``start`` is the left end of the scale:
    dots need no zero. ``room`` keeps the height of so many rows even where the frame has fewer.
    """
    left, right = 8 + _widest(frame[label], bold=True), WIDTH - 8 - _widest([*frame[note], note_title])
    figure, axes = _canvas(34 + 23 * max(room, len(frame)))
    scale = _axis(axes, (start, frame[high].max()), (left, right - 8), 26, 34 + 23 * len(frame), tick)
    _text(axes, WIDTH, 12, note_title, color=QUIET, ha="right", size=SIZE - 1)
    for row, is_marked, y in zip(frame.itertuples(), marked, range(44, 44 + 23 * len(frame), 23)):
        colour = ACCENT if is_marked else CONTEXT
        _row_label(axes, getattr(row, label), y, is_marked)
        _line(axes, scale([max(start, getattr(row, low)), getattr(row, high)]), [y, y], colour, 2)
        _dot(axes, scale(getattr(row, value)), y, colour, filled=is_marked)
        _text(axes, WIDTH, y, getattr(row, note), ha="right", color=INK if is_marked else QUIET)
    return figure


def spread(
    frame: pd.DataFrame,
    *,
    label: str,
    marked: Sequence[bool],
    start: float | None = None,
    end: float | None = None,
    tick: Callable = money,
) -> Figure:
    """Wages by percentile: thin line 10th to 90th, thick line 25th to 75th, dot and amount at the median.

    ``frame`` has the columns of ``PERCENTILES``, top_coded and the label column. A top-coded end is drawn open,
    as an arrow. A row that lacks one of the five says so in words and has no line. ``start`` and ``end`` are the ends of
    the scale (default: those of the frame), for charts that are to be compared with each other.
    """
    height = 26 + 42 * len(frame)
    figure, axes = _canvas(height)
    low = float(frame["p10"].min()) if start is None else start
    high = float(frame["p90"].max()) if end is None else end
    scale = _axis(axes, (low, high), (8, WIDTH - 14), 20, height, tick)
    for row, is_marked, y in zip(frame.itertuples(), marked, range(40, height, 42)):
        colour = ACCENT if is_marked else CONTEXT
        _row_label(axes, getattr(row, label), y, is_marked)
        released = not any(pd.isna(getattr(row, name)) for name in PERCENTILES)
        _text(
            axes,
            WIDTH,
            y,
            f"median {pay(row._asdict(), 'median')}" if released else NOT_RELEASED,
            ha="right",
            color=colour if is_marked else QUIET,
            backed=True,
        )
        if not released:
            continue
        p10, p25, middle, p75, p90 = (scale(float(getattr(row, name))) for name in PERCENTILES)
        _line(axes, [p10, p90], [y + 16, y + 16], colour, 2)
        _line(axes, [p25, p75], [y + 16, y + 16], colour, 8)
        if "p90" in row.top_coded.split():
            _marker(axes, p90 + 3, y + 16, ">", 7, color=colour)
        _marker(axes, middle, y + 16, "o", 9, color=PAPER, markeredgecolor=colour, markeredgewidth=2.5)
    return figure


def bars(
    frame: pd.DataFrame,
    *,
    label: str,
    value: str,
    marked: Sequence[bool],
    low: str = "",
    high: str = "",
    write: Callable = count,
    reference: tuple[float, str] | None = None,
) -> Figure:
    """Horizontal bars from zero with their figures at the end; labels beside the bars, above them where one is long.

    ``low`` and ``high`` name the columns of a 95 % interval, drawn as a thin line over the bar's end.
    ``reference`` is a value and its name, drawn as a line across all bars.
    """
    reach = float(max(frame[high].max() if high else 0, frame[value].max(), reference[0] if reference else 0))
    room = 12 + _widest([write(number) for number in frame[value]], bold=True)
    beside = 8 + _widest(frame[label], bold=True)
    above = beside > 130
    left, step, drop = (2, 38, 15) if above else (beside, 23, 0)
    top = 24 if reference else 4
    height = top + step * len(frame)
    figure, axes = _canvas(height)
    scale = Scale((0, reach), (left, WIDTH - room))
    if reference:
        x = float(scale(reference[0]))
        _text(axes, x, 8, reference[1], color=QUIET, ha=_lean(x), size=SIZE - 1)
    for row, is_marked, y in zip(frame.itertuples(), marked, range(top + 9, height + 9, step)):
        colour = ACCENT if is_marked else CONTEXT
        end, middle = float(scale(float(getattr(row, value)))), y + drop
        axes.fill([left, end, end, left], np.array([-6, -6, 6, 6]) + middle, color=colour, linewidth=0, clip_on=False)
        _row_label(axes, getattr(row, label), y, is_marked)
        tip = end
        if high and pd.notna(getattr(row, high)):
            bounds = scale([float(getattr(row, low)), float(getattr(row, high))])
            _line(axes, bounds, [middle, middle], PAPER, 4)  # sets the interval off from the bar, in light and dark
            _line(axes, bounds, [middle, middle], INK, 1.5)
            tip = max(end, float(bounds[1]))
        _text(axes, tip + 6, middle, write(getattr(row, value)), weight="bold" if is_marked else "normal")
    if reference:
        _line(axes, [x, x], [18, height], INK, 1, style=(0, (2, 2)))
    return figure


def steps(
    frame: pd.DataFrame, *, label: str, before: str, after: str, names: tuple[str, str], tick: Callable = money
) -> Figure:
    """Each row a step from one figure (hollow) to another (filled), both written beside their dots."""
    values = frame[[before, after]].to_numpy(float)
    height = 30 + 42 * len(frame)
    figure, axes = _canvas(height)
    edge = 12 + _widest([tick(number) for number in values.ravel()], bold=True)
    scale = Scale((values.min(), values.max()), (edge, WIDTH - edge))
    _text(axes, 0, 10, f"○ {names[0]}", color=QUIET)
    _text(axes, WIDTH, 10, f"● {names[1]}", color=ACCENT, weight="bold", ha="right")
    for row, (first, last), y in zip(frame.itertuples(), values, range(38, height, 42)):
        _text(axes, 0, y, getattr(row, label))
        x0, x1 = scale([first, last])
        side = 1 if x1 >= x0 else -1
        _line(axes, [x0, x1], [y + 16, y + 16], CONTEXT, 2)
        _dot(axes, x0, y + 16, CONTEXT, filled=False)
        _dot(axes, x1, y + 16, ACCENT, filled=True)
        _text(axes, x0 - 9 * side, y + 16, tick(first), color=QUIET, ha="right" if side > 0 else "left")
        _text(axes, x1 + 9 * side, y + 16, tick(last), color=ACCENT, weight="bold", ha="left" if side > 0 else "right")
    return figure


def orders(
    frame: pd.DataFrame, *, label: str, columns: Sequence[str], names: Sequence[str], marked: Sequence[bool]
) -> Figure:
    """How a ranking changes with the measure: one line a row of ``frame``, one column a measure, rank 1 on top.

    ``columns`` hold ranks among the rows shown, integers from 1 without gaps; ``names`` their headings, which may
    break into lines.
    """
    edge = 30 + _widest(frame[label], bold=True)
    height = 44 + 26 * len(frame)
    figure, axes = _canvas(height)
    places = np.linspace(edge, WIDTH - edge, len(columns))
    for x, name in zip(places, names):
        _text(axes, x, 14, name, color=QUIET, ha="center", size=SIZE - 1)
    for row, is_marked in zip(frame.itertuples(), marked):
        colour = ACCENT if is_marked else CONTEXT
        heights = [48 + 26 * (getattr(row, column) - 1) for column in columns]
        _line(axes, places, heights, colour, 2.5 if is_marked else 1.5)
        for x, y in zip(places, heights):
            _dot(axes, x, y, colour, filled=is_marked)
        for x, y, side, column in ((0, heights[0], "left", columns[0]), (WIDTH, heights[-1], "right", columns[-1])):
            words = (
                f"{getattr(row, column)}  {getattr(row, label)}"
                if side == "left"
                else (f"{getattr(row, label)}  {getattr(row, column)}")
            )
            _text(axes, x, y, words, ha=side, weight="bold" if is_marked else "normal")
    return figure


def trend(
    frame: pd.DataFrame, *, time: str, series: Sequence[str], names: Sequence[str], write: Callable = money
) -> Figure:
    """Lines over time with their names and last figures at the end; the first series is the subject.

    ``frame`` has one row a point in time and one column a series.
    """
    height = 250
    labels = [f"{name}\n{write(frame[column].iloc[-1])}" for column, name in zip(series, names)]
    figure, axes = _canvas(height)
    right = WIDTH - 12 - _widest([part for one in labels for part in one.split("\n")], bold=True)
    values = frame[list(series)].to_numpy(float)
    across = Scale((0, len(frame) - 1), (48, right))
    down = Scale((0, values.max() * 1.2), (height - 28, 8))
    for tick in down.ticks():
        _line(axes, [40, right], [down(tick)] * 2, FAINT, 1)
        _text(axes, 34, down(tick), f"${tick / 1000:.0f}k" if tick else "$0", color=QUIET, ha="right", size=SIZE - 1)
    for place, moment in enumerate(frame[time]):
        _text(axes, across(place), height - 12, str(moment), color=QUIET, ha="center", size=SIZE - 1)
    ends = _apart([float(down(frame[column].iloc[-1])) for column in series], 31, height - 30)
    for number, (column, words, end) in enumerate(zip(series, labels, ends)):
        colour = ACCENT if number == 0 else CONTEXT
        points = down(frame[column])
        _line(axes, across(range(len(frame))), points, colour, 3 if number == 0 else 1.5)
        for x, y in zip(across(range(len(frame))), points):
            _dot(axes, x, y, colour, filled=number == 0)
        _text(
            axes,
            right + 12,
            end,
            words,
            color=colour if number == 0 else QUIET,
            weight="bold" if number == 0 else "normal",
        )
    return figure


def grid(frame: pd.DataFrame, *, label: str, columns: Sequence[str], names: Sequence[str]) -> Figure:
    """Marks by row and column: ● where the cell is 2 (in demand), ○ where 1 (listed), · where 0 (not listed)."""
    height = 46 + 21 * len(frame)
    figure, axes = _canvas(height)
    places = WIDTH - 32 - 64 * np.arange(len(columns))[::-1]
    for x, name in zip(places, names):
        _text(axes, x, 16, name, color=QUIET, ha="center", size=SIZE - 1)
    for row, y in zip(frame.itertuples(), range(50, height, 21)):
        _line(axes, [0, WIDTH], [y + 10.5] * 2, FAINT, 0.7)
        _text(axes, 0, y, getattr(row, label))
        for x, column in zip(places, columns):
            mark = getattr(row, column)
            if mark:
                _dot(axes, x, y, ACCENT if mark == 2 else CONTEXT, filled=mark == 2)
            else:
                _text(axes, x, y, "·", color=QUIET, ha="center")
    return figure


#: Diameters of the map's dots, in drawing units. Few steps keep the picture small in bytes.
DIAMETERS = (2.5, 4, 6, 9, 13, 18, 24, 31)


def metro_map(
    outline: pd.DataFrame, points: pd.DataFrame, *, value: str, label: str, side: str, marked: ArrayLike
) -> Figure:
    """A map with one dot a metropolitan area, its area in proportion to ``value`` in eight steps.

    ``outline`` has line, point, x, y; ``points`` x, y, the value and, for marked rows, a label and the side of the
    dot where it stands (right, above right, below right, left). Both in map units of 975 by 610.
    """
    shrink = (WIDTH - 44) / 975  # room for the names of the east coast
    figure, axes = _canvas(620 * shrink)
    ordered = outline.sort_values(["line", "point"])
    codes = np.where(ordered["point"] == 0, Path.MOVETO, Path.LINETO)
    borders = Path(ordered[["x", "y"]].to_numpy() * shrink, codes)
    axes.add_patch(PathPatch(borders, facecolor="none", edgecolor=FAINT, linewidth=0.9, clip_on=False))
    biggest = float(points[value].max())
    wanted = DIAMETERS[-1] * np.sqrt(points[value].to_numpy(float) / biggest)
    diameters = np.array(DIAMETERS)[np.abs(np.array(DIAMETERS)[:, None] - wanted[None, :]).argmin(axis=0)]
    marked = np.asarray(marked, bool)
    for colour, group in ((CONTEXT, ~marked), (ACCENT, marked)):
        for diameter in reversed(DIAMETERS):
            chosen = points.loc[group & (diameters == diameter), ["x", "y"]].to_numpy() * shrink
            if len(chosen):
                _round_dots(axes, chosen, diameter + 1.4, PAPER)
                _round_dots(axes, chosen, diameter, colour)
    for row, diameter in zip(points[marked].itertuples(), diameters[marked]):
        where, reach = getattr(row, side), diameter / 2 + 4
        dy = -reach if where.startswith("above") else reach if where.startswith("below") else 0
        dx, ha = (-reach, "right") if where == "left" else (reach, "left")
        x, y = row.x * shrink + dx * (0.5 if dy else 1), row.y * shrink + dy
        _text(axes, x, y, getattr(row, label), ha=ha, weight="bold", size=SIZE - 1, backed=True)
    return figure


def _canvas(height: float) -> tuple[Figure, Axes]:
    """A figure of WIDTH by ``height`` units whose axes count in units from the upper left corner."""
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
    figure.patch.set_visible(False)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    axes.axis("off")
    return figure, axes


def _axis(axes: Axes, domain: Ends, place: Ends, top: float, bottom: float, tick: Callable[[float], str]) -> Scale:
    """Draw a light scale: figures on top, thin lines down through the rows."""
    scale = Scale(domain, place)
    ticks = scale.ticks(3 if place[1] - place[0] < 250 else 4)
    for value in ticks:
        x = float(scale(value))
        _line(axes, [x, x], [top, bottom], FAINT, 1)
        _text(axes, x, top - 12, tick(value), color=QUIET, ha=_lean(x), size=SIZE - 1)
    return scale


def _lean(x: float) -> str:
    """Keep a centred text inside the picture."""
    return "left" if x < 30 else "right" if x > WIDTH - 40 else "center"


def _apart(places: list[float], gap: float, lowest: float) -> list[float]:
    """Move labels apart so that neighbours keep ``gap`` between them and none lies below ``lowest``."""
    order = sorted(range(len(places)), key=places.__getitem__)
    moved = list(places)
    for before, here in zip(order, order[1:]):
        moved[here] = max(moved[here], moved[before] + gap)
    shift = max(0, moved[order[-1]] - lowest)
    # Half of what they were spread goes upwards, so that labels stay near their lines.
    shift += sum(m - p for m, p in zip(moved, places)) / len(places)
    return [place - shift for place in moved]


def _text(
    axes: Axes,
    x: float,
    y: float,
    words: str,
    *,
    color: str = INK,
    size: float = SIZE,
    weight: str = "normal",
    ha: str = "left",
    backed: bool = False,
) -> None:
    text = axes.text(
        x, y, words, color=color, fontsize=size, fontweight=weight, ha=ha, va="center_baseline", linespacing=1.1
    )
    if backed:  # a ground of paper keeps gridlines and borders out of the letters
        text.set_gid(svg.BACKED)


def _row_label(axes: Axes, words: str, y: float, is_marked: bool) -> None:
    _text(axes, 0, y, words, weight="bold" if is_marked else "normal", backed=True)


def _line(axes: Axes, x: ArrayLike, y: ArrayLike, color: str, width: float, style: str | tuple = "-") -> None:
    axes.plot(x, y, color=color, linewidth=width, linestyle=style, solid_capstyle="butt", clip_on=False)


def _dot(axes: Axes, x: float, y: float, color: str, *, filled: bool) -> None:
    fill = color if filled else PAPER
    _marker(axes, x, y, "o", 7.5, color=fill, markeredgecolor=color, markeredgewidth=1.8)


def _round_dots(axes: Axes, centres: np.ndarray, diameter: float, color: str) -> None:
    """Many dots of one size as one path: lines of no length with round ends, a third of the bytes of markers."""
    codes = np.tile([Path.MOVETO, Path.LINETO], len(centres))
    dots = Path(np.repeat(centres, 2, axis=0), codes)
    axes.add_patch(
        PathPatch(dots, facecolor="none", edgecolor=color, linewidth=diameter, capstyle="round", clip_on=False)
    )


def _marker(axes: Axes, x: float, y: float, shape: str, size: float, **style: Any) -> None:
    axes.plot(x, y, marker=shape, markersize=size, linestyle="none", clip_on=False, **style)


def _widest(words: Iterable, bold: bool = False) -> float:
    """Width in units of the widest text. Measured in matplotlib's own font, which is wider than pages' fonts."""
    return max(_width(str(one), bold) for one in words)


@lru_cache(maxsize=4096)  # half the time of a chart that is drawn in many states goes into measuring the same words
def _width(words: str, bold: bool) -> float:
    if not words.strip():
        return 0
    return (
        TextPath((0, 0), words, size=SIZE, prop=FontProperties(weight="bold" if bold else "normal")).get_extents().width
    )
