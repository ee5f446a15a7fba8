"""A map with a dot a metropolitan area."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import ArrayLike

from mlcareer.charts.drawing import ACCENT, CONTEXT, FAINT, PAPER, SMALL, WIDTH, Canvas, draw_many_dots, draw_text

#: Diameters of the map's dots, in drawing units. Few steps keep the picture small in bytes.
DIAMETERS = (2.5, 4, 6, 9, 13, 18, 24, 31)

#: Drawing units a map unit; what is left of the width is room for the names of the east coast.
SHRINK = (WIDTH - 44) / 975


def metro_map(
    outline: pd.DataFrame, points: pd.DataFrame, *, value: str, label: str, side: str, told: str, marked: ArrayLike
) -> Figure:
    """A map with one dot a metropolitan area, its area in proportion to ``value`` in eight steps.

    ``outline`` has line, point, x, y; ``points`` x, y, the value and, for marked rows, a label and the side of the
    dot where it stands (right, above right, below right, left), and ``told``, what a pointer at the dot is told. Both in
    map units of 975 by 610. ``marked`` has an entry a row of ``points``; no value is missing or negative.
    """
    marked = np.asarray(marked, bool)
    chart = Canvas(620 * SHRINK)
    _draw_borders(chart, outline)
    diameters = _diameters(points[value].to_numpy(float))
    for colour, in_group in ((CONTEXT, ~marked), (ACCENT, marked)):
        for diameter in reversed(DIAMETERS):
            centres = points.loc[in_group & (diameters == diameter), ["x", "y"]].to_numpy() * SHRINK
            if len(centres):
                draw_many_dots(chart, centres, diameter + 1.4, PAPER)
                draw_many_dots(chart, centres, diameter, colour)
    for point, diameter in zip(points[marked].itertuples(), diameters[marked]):
        _draw_label(chart, point, getattr(point, label), getattr(point, side), diameter / 2 + 4)
    for point in points.sort_values(value, ascending=False).itertuples():
        chart.tell(point.x * SHRINK, point.y * SHRINK, getattr(point, told))
    return chart


def _draw_borders(chart: Canvas, outline: pd.DataFrame) -> None:
    ordered = outline.sort_values(["line", "point"])
    codes = np.where(ordered["point"] == 0, Path.MOVETO, Path.LINETO)
    borders = Path(ordered[["x", "y"]].to_numpy() * SHRINK, codes)
    chart.put(PathPatch(borders, facecolor="none", edgecolor=FAINT, linewidth=0.9))


def _diameters(values: np.ndarray) -> np.ndarray:
    """Of ``DIAMETERS`` the one nearest to each value's own, the largest for the greatest value."""
    steps = np.array(DIAMETERS)
    exact = DIAMETERS[-1] * np.sqrt(values / values.max())
    return steps[np.abs(steps[:, None] - exact[None, :]).argmin(axis=0)]


def _draw_label(chart: Canvas, point: Any, words: str, side: str, reach: float) -> None:
    """A point's label on one side of it, ``reach`` units from its middle."""
    dy = -reach if side.startswith("above") else reach if side.startswith("below") else 0
    dx, ha = (-reach, "right") if side == "left" else (reach, "left")
    x, y = point.x * SHRINK + dx * (0.5 if dy else 1), point.y * SHRINK + dy
    draw_text(chart, x, y, words, ha=ha, bold=True, size=SMALL, backed=True)
