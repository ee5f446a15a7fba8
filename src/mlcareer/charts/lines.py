"""Lines through dots: ranks from measure to measure, figures over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from mlcareer.charts.drawing import (
    ACCENT,
    FAINT,
    QUIET,
    WIDTH,
    Canvas,
    apart,
    colour_of,
    draw_dot,
    draw_dotted_line,
    draw_headings,
    draw_level_line,
    draw_line,
    draw_small_text,
    draw_text,
    draw_upright_line,
    widest,
)
from mlcareer.charts.scales import Scale, Write
from mlcareer.text import day, money


def orders(
    frame: pd.DataFrame, *, label: str, columns: Sequence[str], names: Sequence[str], marked: Sequence[bool]
) -> Figure:
    """How a ranking changes with the measure: one line a row of ``frame``, one column a measure, rank 1 on top.

    ``columns`` hold ranks among the rows shown, integers from 1 without gaps; ``names`` their headings, which may
    break into lines; ``marked`` has an entry a row. Raises ValueError for a frame without rows.
    """
    edge = 30 + widest(frame[label], bold=True)
    row_height = 26
    chart = Canvas(44 + row_height * len(frame))
    xs = np.linspace(edge, WIDTH - edge, len(columns))
    draw_headings(chart, xs, 14, names)
    for row, is_marked in zip(frame.itertuples(), marked):
        ranks = [getattr(row, column) for column in columns]
        ys = [48 + row_height * (rank - 1) for rank in ranks]
        draw_dotted_line(chart, xs, ys, colour_of(is_marked), 2.5 if is_marked else 1.5, filled=is_marked)
        name = getattr(row, label)
        for x, y, rank, heading in zip(xs, ys, ranks, names):
            chart.tell(x, y, f"{name}, {' '.join(heading.split()).lower()}: rank {rank}")
        draw_text(chart, 0, ys[0], f"{ranks[0]}  {name}", bold=is_marked)
        draw_text(chart, WIDTH, ys[-1], f"{name}  {ranks[-1]}", bold=is_marked, ha="right")
    return chart


def trend(
    frame: pd.DataFrame, *, time: str, series: Sequence[str], names: Sequence[str], write: Write = money
) -> Figure:
    """Lines over time with their names and last figures at the end; the first series is the subject.

    ``frame`` has one row a point in time, at equal distances, and one column a series, in dollars and from zero up;
    ``time`` names the column of the points in time, ``names`` are those of the series, in their order. ``write`` writes
    the last figures. Raises IndexError for a frame without rows.
    """
    height = 250
    labels = [f"{name}\n{write(frame[column].iloc[-1])}" for column, name in zip(series, names)]
    chart = Canvas(height)
    right = WIDTH - 12 - widest([line for words in labels for line in words.split("\n")], bold=True)
    values = frame[list(series)].to_numpy(float)
    across = Scale((0, len(frame) - 1), (48, right))
    down = Scale((0, values.max() * 1.2), (height - 28, 8))
    for tick in down.ticks():
        draw_level_line(chart, [40, right], down(tick), FAINT, 1)
        draw_small_text(chart, 34, down(tick), f"${tick / 1000:.0f}k" if tick else "$0", ha="right")
    xs = across(range(len(frame)))
    draw_headings(chart, xs, height - 12, map(str, frame[time]))
    label_ys = apart([float(down(frame[column].iloc[-1])) for column in series], 31, height - 30)
    for index, (column, name, words, label_y) in enumerate(zip(series, names, labels, label_ys)):
        is_subject = index == 0
        for x, at, figure in zip(xs, frame[time], frame[column]):
            chart.tell(x, down(figure), f"{name}, {at}: {write(figure)}")
        colour = colour_of(is_subject)
        draw_dotted_line(chart, xs, down(frame[column]), colour, 3 if is_subject else 1.5, filled=is_subject)
        draw_text(chart, right + 12, label_y, words, color=ACCENT if is_subject else QUIET, bold=is_subject)
    return chart


#: A day of a course whose figure is written: the day, its words, and whether they stand below the line.
Note = tuple[str, str, bool]


def course(
    frame: pd.DataFrame,
    *,
    time: str,
    series: Mapping[str, str],
    notes: Mapping[str, Sequence[Note]],
    write: Write,
    tick: Write,
    height: float,
    reference: tuple[float, str] | None = None,
) -> Canvas:
    """Figures day by day, each series in a panel of its own, ``height`` units high, with its own axis from zero and its name above.

    ``frame`` has a row a day, in order, and a column a series; where it lacks a figure the line leads to the next. ``time`` names the
    column of the days, texts such as ``2026-05-01``; ``series`` are the columns with their names (a single one needs none). ``notes``:
    series -> the days whose figures are written beside a dot. ``write`` writes what a pointer is told, ``tick`` the
    figures of the axis. ``reference`` is a figure and its name, drawn as a line across each panel. Raises ValueError for a frame without rows.
    """
    days = [date.fromisoformat(text) for text in frame[time]]
    left, right, foot = 8 + widest([tick(frame[column].max()) for column in series]), WIDTH - 8, 22
    across = Scale((min(days).toordinal(), max(days).toordinal()), (left, right))
    chart = Canvas(height * len(series))
    for number, (column, name) in enumerate(series.items()):
        top, bottom = number * height + (20 if name else 4), (number + 1) * height - foot
        known = frame[frame[column].notna()]
        xs = across([date.fromisoformat(text).toordinal() for text in known[time]])
        down = Scale((0, float(known[column].max()) * 1.2), (bottom, top))
        draw_text(chart, 0, top - 12, name, bold=True)
        for level in down.ticks(3):
            draw_level_line(chart, [left, right], float(down(level)), FAINT, 1)
            draw_small_text(chart, left - 6, float(down(level)), tick(level), ha="right")
        for year in range(days[0].year, days[-1].year + 1):
            x = float(across(date(year, 1, 1).toordinal()))
            if x >= left:
                draw_upright_line(chart, x, [bottom, bottom + 4], FAINT, 1)
                draw_small_text(chart, x, bottom + 13, str(year))
        if reference:
            level = float(down(reference[0]))
            draw_level_line(chart, [left, right], level, QUIET, 1)
            draw_small_text(chart, right, level - 9, reference[1], ha="right")
        ys = down(known[column])
        draw_line(chart, xs, ys, ACCENT, 2)
        for x, y, text, figure in zip(xs, ys, known[time], known[column]):
            chart.tell(x, y, f"{name}, {day(text)}: {write(figure)}".removeprefix(", "))
        points = dict(zip(known[time], zip(xs, ys)))
        for text, words, below in notes[column]:
            x, y = map(float, points[text])
            draw_dot(chart, x, y, ACCENT, filled=True)
            side = "left" if x < left + 20 else "right" if x > right - 30 else "center"
            draw_text(chart, x, y + (14 if below else -13), words, bold=True, ha=side, backed=True)
    return chart
