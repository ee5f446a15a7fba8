"""Horizontal bars from zero."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mlcareer.charts.drawing import (
    INK,
    PAPER,
    QUIET,
    ROW,
    WIDTH,
    Canvas,
    anchor,
    draw_level_line,
    draw_row_label,
    draw_small_text,
    draw_text,
    draw_upright_line,
    marked_rows,
    widest,
)
from mlcareer.charts.scales import Scale, Write
from mlcareer.text import count

#: The widest label that stands beside its bar, in drawing units, and the height of a row whose label stands above it.
WIDEST_BESIDE = 130
ROW_WITH_LABEL_ABOVE = 38


def bars(
    frame: pd.DataFrame,
    *,
    label: str,
    value: str,
    marked: Sequence[bool],
    low: str = "",
    high: str = "",
    write: Write = count,
    reference: tuple[float, str] | None = None,
    end: float = 0,
    room: int = 0,
    heading: str = "",
) -> Figure:
    """Horizontal bars from zero with their figures at the end; labels beside the bars, above them where one is long.

    ``frame`` has a row a bar, ``label`` and ``value`` name its columns, ``marked`` has an entry a row. ``low`` and
    ``high`` name the columns of a 95 % interval, drawn as a thin line over the bar's end; a row that lacks it has none.
    ``reference`` is a value and its name, drawn as a line across all bars. All are in one unit, not negative, and
    ``write`` writes them. The scale reaches to ``end`` at least, and the height to ``room`` rows, for charts that are to be compared
    with each other; ``heading`` says above the bars what they are, where several charts are shown together. A row whose figure is
    missing has no bar, and in its place what ``write`` says of it. Raises ValueError for a frame without rows.
    """
    largest = [end, reference[0] if reference else 0, frame[value].max(), frame[high].max() if high else 0]
    reach = float(max(figure for figure in largest if pd.notna(figure)))
    known = frame[value].dropna() if frame[value].notna().any() else [reach]
    written = 12 + widest([write(figure) for figure in known], bold=True)
    beside = 8 + widest(frame[label], bold=True)
    left, step, drop = (2, ROW_WITH_LABEL_ABOVE, 15) if beside > WIDEST_BESIDE else (beside, ROW, 0)
    top = 24 if reference or heading else 4
    height = top + step * max(room, len(frame))
    chart = Canvas(height)
    scale = Scale((0, reach), (left, WIDTH - written))
    if reference:
        reference_x = float(scale(reference[0]))
        draw_small_text(chart, reference_x, 8, reference[1], ha=anchor(reference_x))
    if heading:
        draw_small_text(chart, 0, 8, heading, ha="left")
    for row, is_marked, colour, y in marked_rows(frame, marked, top + 9, step):
        middle = y + drop
        if pd.isna(getattr(row, value)):
            draw_row_label(chart, getattr(row, label), y, is_marked)
            draw_text(chart, left, middle, write(getattr(row, value)), color=QUIET)
            continue
        tip = bar_end = float(scale(float(getattr(row, value))))
        chart.put(Rectangle((left, middle - 6), bar_end - left, 12, color=colour, linewidth=0))
        draw_row_label(chart, getattr(row, label), y, is_marked)
        told = f"{getattr(row, label)}: {write(getattr(row, value))}"
        if high and pd.notna(getattr(row, high)):
            bounds = scale([float(getattr(row, low)), float(getattr(row, high))])
            draw_level_line(chart, bounds, middle, PAPER, 4)  # sets the interval off from the bar, in light and dark
            draw_level_line(chart, bounds, middle, INK, 1.5)
            tip = max(bar_end, float(bounds[1]))
            told += f" (95% interval {write(getattr(row, low))} to {write(getattr(row, high))})"
        chart.tell(bar_end, middle, told)
        draw_text(chart, tip + 6, middle, write(getattr(row, value)), bold=is_marked)
    if reference:
        draw_upright_line(chart, reference_x, [18, top + step * len(frame)], INK, 1, style=(0, (2, 2)))
    return chart
