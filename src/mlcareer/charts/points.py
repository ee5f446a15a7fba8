"""Two figures of many rows against each other."""

from __future__ import annotations

from itertools import count as whole_numbers
from itertools import takewhile

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from mlcareer.charts.drawing import (
    ACCENT,
    CONTEXT,
    FAINT,
    SMALL,
    WIDTH,
    Canvas,
    anchor,
    draw_level_line,
    draw_many_dots,
    draw_small_text,
    draw_text,
    draw_upright_line,
    widest,
)
from mlcareer.charts.scales import Scale, Write
from mlcareer.text import count

#: Height of the picture, and where its plot begins and ends, in drawing units.
HEIGHT, TOP, BOTTOM = 256, 26, 222

#: A label keeps clear of its dot by so much.
CLEAR = 7


def scatter(
    frame: pd.DataFrame,
    *,
    along: str,
    up: str,
    label: str,
    told: str,
    marked: ArrayLike,
    names: tuple[str, str],
    write: Write,
    write_along: Write = count,
) -> Figure:
    """A dot a row: ``along`` to the right on a logarithmic scale, ``up`` upwards on a straight one that need not begin at zero.

    ``along`` and ``up`` name columns of ``frame`` without gaps, the first above zero; ``write_along`` and ``write`` write
    them. Rows that are ``marked`` (an entry a row) have a filled dot with its ``label``; ``told`` names the column of what a
    pointer is told. ``names`` say what is along and what is up. Raises ValueError for a frame without rows, and for a figure along
    that is not above zero.
    """
    marked = np.asarray(marked, bool)
    across, height = frame[along].to_numpy(float), frame[up].to_numpy(float)
    if across.min() <= 0:
        raise ValueError(f"{along} is not above zero throughout: a logarithmic scale has no place for it.")
    chart = Canvas(HEIGHT)
    room = (height.max() - height.min()) * 0.06 or 1
    upward = Scale((height.min() - room, height.max() + room), (BOTTOM, TOP))
    left = 8 + widest(write(tick) for tick in upward.ticks(6))
    right = Scale(tuple(np.log10([across.min(), across.max()])), (left + 10, WIDTH - 12))
    draw_small_text(chart, 0, 9, f"↑ {names[1]}", ha="left")
    draw_small_text(chart, WIDTH, HEIGHT - 7, f"{names[0]} →", ha="right")
    for tick in upward.ticks(6):
        draw_level_line(chart, [left, WIDTH], float(upward(tick)), FAINT, 1)
        draw_small_text(chart, 0, float(upward(tick)), write(tick), ha="left")
    for tick in _tens(across.min(), across.max()):
        x = float(right(np.log10(tick)))
        draw_upright_line(chart, x, [TOP, BOTTOM], FAINT, 1)
        draw_small_text(chart, x, BOTTOM + 9, write_along(tick), ha=anchor(x) if x > WIDTH - 40 else "center")
    centres = np.column_stack([right(np.log10(across)), upward(height)])
    for colour, in_group, diameter in ((CONTEXT, ~marked, 5), (ACCENT, marked, 7.5)):
        if in_group.any():
            draw_many_dots(chart, centres[in_group], diameter, colour)
    for (x, y), words in zip(centres[marked], frame.loc[marked, label]):
        # Beside the highest and the lowest, where there is room; else above, near an edge to its inner side.
        if y in (centres[:, 1].min(), centres[:, 1].max()):
            beside, ha = (-CLEAR, "right") if x > WIDTH / 2 else (CLEAR, "left")
            draw_text(chart, x + beside, y, words, ha=ha, bold=True, size=SMALL, backed=True)
        else:
            draw_text(chart, x, y - CLEAR - 5, words, ha=anchor(x), bold=True, size=SMALL, backed=True)
    for (x, y), words in zip(centres, frame[told]):
        chart.tell(x, y, words)
    return chart


def _tens(low: float, high: float) -> list[int]:
    """The powers of ten from ``low`` to ``high``."""
    powers = takewhile(lambda ten: ten <= high, (10**power for power in whole_numbers()))
    return [ten for ten in powers if ten >= low]
