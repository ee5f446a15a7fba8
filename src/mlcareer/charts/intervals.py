"""Rows with a range and a figure inside it: estimates with their 95 % intervals, wages by percentile, quartiles of many figures."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from mlcareer.charts.drawing import (
    ACCENT,
    BELOW_LABEL,
    INK,
    PAPER,
    QUIET,
    ROW,
    TALL_ROW,
    WIDTH,
    Canvas,
    draw_dot,
    draw_level_line,
    draw_marker,
    draw_row_label,
    draw_small_text,
    draw_text,
    draw_upright_line,
    marked_rows,
    widest,
)
from mlcareer.charts.scales import Write, draw_scale
from mlcareer.text import NOT_RELEASED, PERCENTILES, count, money, pay, released


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
    tick: Write = count,
    write: Write | None = None,
    room: int = 0,
) -> Figure:
    """Rows with an estimate and its 95 % interval; ``note`` is a text column shown at the right (rank ranges).

    ``frame`` has a row an estimate, ``label``, ``value``, ``low`` and ``high`` name its columns (the last three in one
    unit, that of ``start`` and ``tick``), ``marked`` has an entry a row. Marked rows have a filled dot and a bold label,
    the others a hollow one. ``start`` is the left end of the scale: dots need no zero. ``write`` writes
    the figures that a pointer is told, ``tick`` if there is none. ``room`` keeps the height of so
    many rows even where the frame has fewer. Raises ValueError for a frame without rows.
    """
    left, right = 8 + widest(frame[label], bold=True), WIDTH - 8 - widest([*frame[note], note_title])
    top = 34
    chart = Canvas(top + ROW * max(room, len(frame)))
    scale = draw_scale(chart, (start, frame[high].max()), (left, right - 8), 26, top + ROW * len(frame), tick)
    draw_small_text(chart, WIDTH, 12, note_title, ha="right")
    for row, is_marked, colour, y in marked_rows(frame, marked, top + 10, ROW):
        draw_row_label(chart, getattr(row, label), y, is_marked)
        draw_level_line(chart, scale([max(start, getattr(row, low)), getattr(row, high)]), y, colour, 2)
        draw_dot(chart, scale(getattr(row, value)), y, colour, filled=is_marked)
        draw_text(chart, WIDTH, y, getattr(row, note), ha="right", color=INK if is_marked else QUIET)
        chart.tell(scale(getattr(row, value)), y, f"{getattr(row, label)}: {(write or tick)(getattr(row, value))}")
    return chart


def spread(
    frame: pd.DataFrame,
    *,
    label: str,
    marked: Sequence[bool],
    start: float | None = None,
    end: float | None = None,
    tick: Write = money,
    room: float = 0,
    reference: float | None = None,
) -> Canvas:
    """Wages by percentile: thin line 10th to 90th, thick line 25th to 75th, dot and amount at the median.

    ``frame`` has the columns of ``PERCENTILES`` (dollars), top_coded and the label column, ``marked`` an entry a row. A
    top-coded end is drawn open, as an arrow. A row that lacks one of the five says so in words, those of a column ``otherwise``
    if it has any, and has no line.
    ``start`` and ``end`` are the ends of the scale (default: those of the frame), for charts that are to be compared
    with each other. What lies beyond the ``end`` is cut off there, with an arrow, and a median beyond has no dot. ``room``, in units, is kept above the rows for the label of a mark; ``scales.mark`` lays one on the scale.
    ``reference`` is a wage that all rows are held against, a dashed line across them.
    """
    height = 26 + room + TALL_ROW * len(frame)
    chart = Canvas(height)
    low = float(frame["p10"].min()) if start is None else start
    high = float(frame["p90"].max()) if end is None else end
    scale = chart.scale = draw_scale(chart, (low, high), (8, WIDTH - 14), 20, height, tick)
    if reference is not None:
        draw_upright_line(chart, float(scale(reference)), [20, height], INK, 1, style=(0, (2, 2)))
    for row, is_marked, colour, y in marked_rows(frame, marked, 40 + room, TALL_ROW):
        draw_row_label(chart, getattr(row, label), y, is_marked)
        wages = row._asdict()
        known = released(wages)
        words = f"median {pay(wages, 'median')}" if known else wages.get("otherwise", NOT_RELEASED)
        draw_text(chart, WIDTH, y, words, ha="right", color=ACCENT if is_marked else QUIET, backed=True)
        if not known:
            continue
        p10, p25, median, p75, p90 = places = [scale(min(float(wages[name]), high)) for name in PERCENTILES]
        middle = y + BELOW_LABEL
        for x, (name, percentile) in zip(places, PERCENTILES.items()):
            chart.tell(x, middle, f"{getattr(row, label)}, {percentile}: {pay(wages, name)}")
        draw_level_line(chart, [p10, p90], middle, colour, 2)
        draw_level_line(chart, [p25, p75], middle, colour, 8)
        if "p90" in row.top_coded.split() or wages["p90"] > high:
            draw_marker(chart, p90 + 3, middle, ">", 7, color=colour)
        if wages["median"] <= high:
            draw_marker(chart, median, middle, "o", 9, color=PAPER, markeredgecolor=colour, markeredgewidth=2.5)
    return chart


def quartiles(
    frame: pd.DataFrame, *, label: str, note: str, marked: Sequence[bool], start: float = 0, tick: Write = money
) -> Figure:
    """The middle half of many figures: a thick line from the 25th to the 75th percentile, a dot at the median.

    ``frame`` has the columns p25, median and p75 (in one unit, that of ``start`` and ``tick``) and the columns ``label`` and ``note``
    name; the note stands at the right end of its row. A row that lacks one of the three has its note alone. ``marked`` has an entry
    a row. Raises ValueError for a frame without rows.
    """
    names = {name: PERCENTILES[name] for name in ("p25", "median", "p75")}
    height = 26 + TALL_ROW * len(frame)
    chart = Canvas(height)
    scale = draw_scale(chart, (start, float(frame["p75"].max())), (8, WIDTH - 14), 20, height, tick)
    for row, is_marked, colour, y in marked_rows(frame, marked, 40, TALL_ROW):
        draw_row_label(chart, getattr(row, label), y, is_marked)
        draw_text(chart, WIDTH, y, getattr(row, note), ha="right", color=ACCENT if is_marked else QUIET, backed=True)
        figures = [getattr(row, name) for name in names]
        if any(pd.isna(figure) for figure in figures):
            continue
        low, median, high = places = [float(scale(float(figure))) for figure in figures]
        middle = y + BELOW_LABEL
        for x, words, figure in zip(places, names.values(), figures):
            chart.tell(x, middle, f"{getattr(row, label)}, {words}: {tick(figure)}")
        draw_level_line(chart, [low, high], middle, colour, 8)
        draw_marker(chart, median, middle, "o", 9, color=PAPER, markeredgecolor=colour, markeredgewidth=2.5)
    return chart
