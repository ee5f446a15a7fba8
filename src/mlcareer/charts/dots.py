"""Hollow and filled dots that are read against each other: steps from one figure to another, marks by row and column."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from mlcareer.charts.drawing import (
    ACCENT,
    BELOW_LABEL,
    CONTEXT,
    FAINT,
    QUIET,
    TALL_ROW,
    WIDTH,
    Canvas,
    colour_of,
    draw_dot,
    draw_headings,
    draw_level_line,
    draw_text,
    widest,
)
from mlcareer.charts.scales import Scale, Write
from mlcareer.text import money


def steps(
    frame: pd.DataFrame, *, label: str, before: str, after: str, names: tuple[str, str], tick: Write = money
) -> Figure:
    """Each row a step from one figure (hollow) to another (filled), both written beside their dots.

    ``label``, ``before`` and ``after`` name columns of ``frame``, the last two in one unit, which ``tick`` writes;
    ``names`` say what the two are. Raises ValueError for a frame without rows.
    """
    values = frame[[before, after]].to_numpy(float)
    height = 30 + TALL_ROW * len(frame)
    chart = Canvas(height)
    edge = 12 + widest([tick(value) for value in values.ravel()], bold=True)
    low = values.min()
    scale = Scale(
        (low, max(values.max(), low + 1)), (edge, WIDTH - edge)
    )  # where all figures are one, it has its place, too
    draw_text(chart, 0, 10, f"○ {names[0]}", color=QUIET)
    draw_text(chart, WIDTH, 10, f"● {names[1]}", color=ACCENT, bold=True, ha="right")
    for words, (first, last), y in zip(frame[label], values, range(38, height, TALL_ROW)):
        draw_text(chart, 0, y, words)
        x0, x1 = scale([first, last])
        direction = 1 if x1 >= x0 else -1
        before_ha, after_ha = ("right", "left") if direction > 0 else ("left", "right")
        middle = y + BELOW_LABEL
        draw_level_line(chart, [x0, x1], middle, CONTEXT, 2)
        draw_dot(chart, x0, middle, CONTEXT, filled=False)
        draw_dot(chart, x1, middle, ACCENT, filled=True)
        for x, name, figure in ((x0, names[0], first), (x1, names[1], last)):
            chart.tell(x, middle, f"{words}, {name}: {tick(figure)}")
        draw_text(chart, x0 - 9 * direction, middle, tick(first), color=QUIET, ha=before_ha)
        draw_text(chart, x1 + 9 * direction, middle, tick(last), color=ACCENT, bold=True, ha=after_ha)
    return chart


#: What the marks of ``grid`` mean.
GRADES = {2: "in demand", 1: "listed", 0: "not listed"}


def grid(frame: pd.DataFrame, *, label: str, columns: Sequence[str], names: Sequence[str]) -> Figure:
    """Marks by row and column: ● where the cell is 2 (in demand), ○ where 1 (listed), · where 0 (not listed).

    ``columns`` name the columns of ``frame`` that hold the marks, ``names`` are their headings, which may break into
    lines; ``label`` names the column of the rows' labels.
    """
    row_height = 21
    height = 46 + row_height * len(frame)
    chart = Canvas(height)
    xs = WIDTH - 32 - 64 * np.arange(len(columns))[::-1]
    draw_headings(chart, xs, 16, names)
    for row, y in zip(frame.itertuples(), range(50, height, row_height)):
        draw_level_line(chart, [0, WIDTH], y + row_height / 2, FAINT, 0.7)
        draw_text(chart, 0, y, getattr(row, label))
        for x, column, name in zip(xs, columns, names):
            mark = getattr(row, column)
            chart.tell(x, y, f"{getattr(row, label)}, {' '.join(name.split()).lower()}: {GRADES[mark]}")
            if mark:
                draw_dot(chart, x, y, colour_of(mark == 2), filled=mark == 2)
            else:
                draw_text(chart, x, y, "·", color=QUIET, ha="center")
    return chart
