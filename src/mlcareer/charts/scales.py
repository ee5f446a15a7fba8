"""From figures to positions: a straight scale, and how it is drawn over rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from mlcareer.charts.drawing import FAINT, Canvas, anchor, draw_small_text, draw_upright_line
from predrawn import Mark

#: Lower and upper end of a range.
Ends = tuple[float, float]

#: Writes a figure, as ``mlcareer.text.money`` does.
Write = Callable[[float], str]


class Scale:
    """A straight map from data to drawing units: ``Scale((0, 200), (100, 390))(50)`` is 172.5.

    ``domain`` are two figures, ``extent`` the positions where they lie; they may run downwards. Outside of the domain
    the map goes on. Where both figures are the same, positions are not numbers, and numpy warns.
    """

    def __init__(self, domain: Ends, extent: Ends):
        self.domain, self.extent = domain, extent

    def __call__(self, value: ArrayLike) -> Any:  # a number of a number, an array of several
        (low, high), (start, end) = self.domain, self.extent
        return start + (np.asarray(value, float) - low) / (high - low) * (end - start)

    def ticks(self, most: int = 4) -> list[float]:
        """Round values inside the domain, in data units; at most ``most`` steps lie between them."""
        low, high = self.domain
        candidates = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        return [tick for tick in candidates if low <= tick <= high]


def draw_scale(chart: Canvas, domain: Ends, extent: Ends, top: float, bottom: float, write: Write) -> Scale:
    """Draw a light scale and return it: figures above ``top``, thin lines from there down to ``bottom``."""
    scale = Scale(domain, extent)
    for tick in scale.ticks(3 if extent[1] - extent[0] < 250 else 4):
        x = float(scale(tick))
        draw_upright_line(chart, x, [top, bottom], FAINT, 1)
        draw_small_text(chart, x, top - 12, write(tick), ha=anchor(x))
    return scale


def mark(chart: Canvas, label: str, write: Write) -> Mark:
    """A number that a reader chooses, as a line across a chart that has a scale. ``label``: words, with ``{}`` for the choice's own;
    ``write`` writes the ends of the scale, beyond which a number is said and not drawn. Raises AttributeError without a scale."""
    (low, high), (left, right) = chart.scale.domain, chart.scale.extent
    height = float(chart.get_size_inches()[1]) * 72
    return Mark(ends=((low, left), (high, right)), across=(20, height), label=label, format=write)
