"""The charts' manner, in one place.

A drawing function takes a table and returns a matplotlib figure; ``Chart`` puts words, source and the figures behind
it around the picture. Charts are drawn ``WIDTH`` units wide with 12-unit text, so that they can be read on a phone,
where a unit is a little less than a pixel, and grow to one and a half on a wide screen. Positions are computed in
those units: an axis system of matplotlib's own would give no control over such small pictures.

``frame`` holds what stands around a picture, ``drawing`` what all kinds of chart are drawn with, ``scales`` the way from
figures to positions; the other files hold the kinds, one family each. No file has the name of a function given here.
"""

from .dots import grid, steps
from .drawing import WIDTH, Canvas, shortened
from .frame import Chart
from .horizontal_bars import bars
from .intervals import quartiles, ranking, spread
from .lines import course, orders, trend
from .maps import metro_map
from .points import scatter
from .scales import Scale, mark
from .stretches import timeline

__all__ = [
    "WIDTH",
    "Canvas",
    "Chart",
    "Scale",
    "bars",
    "course",
    "grid",
    "mark",
    "metro_map",
    "orders",
    "quartiles",
    "ranking",
    "scatter",
    "shortened",
    "spread",
    "steps",
    "timeline",
    "trend",
]
