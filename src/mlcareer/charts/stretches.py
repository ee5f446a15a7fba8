"""Stretches of time, one below the other."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mlcareer.charts.drawing import BELOW_LABEL, TALL_ROW, WIDTH, Canvas, draw_marker, draw_row_label, marked_rows
from mlcareer.charts.scales import Write, draw_scale
from mlcareer.text import count


def timeline(
    frame: pd.DataFrame, *, label: str, start: str, end: str, marked: Sequence[bool], last: float, tick: Write = count
) -> Figure:
    """Bars from one point in time to another, on a scale from zero to ``last``; their labels stand above them.

    ``frame`` has a row a stretch; ``label``, ``start`` and ``end`` name its columns, the last two in the unit of ``last``, which
    ``tick`` writes. A stretch that goes on beyond the scale, or without an end, has an arrow; one that begins there is not drawn.
    ``marked`` has an entry a row.
    """
    height = 26 + TALL_ROW * len(frame)
    chart = Canvas(height)
    scale = draw_scale(chart, (0, last), (4, WIDTH - 12), 20, height, tick)
    for row, is_marked, colour, y in marked_rows(frame, marked, 40, TALL_ROW):
        draw_row_label(chart, getattr(row, label), y, is_marked)
        begins, ends, middle = getattr(row, start), getattr(row, end), y + BELOW_LABEL
        if pd.isna(begins) or begins >= last:
            continue
        beyond = pd.isna(ends) or ends > last
        left, right = float(scale(begins)), float(scale(last if beyond else ends))
        chart.put(Rectangle((left, middle - 6), right - left, 12, color=colour, linewidth=0))
        if beyond:
            draw_marker(chart, right + 5, middle, ">", 9, color=colour)
        chart.tell((left + right) / 2, middle, str(getattr(row, label)))
    return chart
