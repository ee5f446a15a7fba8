"""What ``draw`` returns, and the three pieces of a page that it becomes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

import matplotlib
from matplotlib.axis import Axis
from matplotlib.figure import Figure

from . import backend, marks, svg
from .errors import ExploreError
from .marks import Mark
from .tables import Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class View:
    """One state of an explorer: a matplotlib figure, a sentence, a table; at least one of them.

    ``sentence`` says what the state shows; screen readers speak it when the state changes. ``table`` is a pandas
    DataFrame, a ``Table`` or any object with ``_repr_html_``. ``alt`` is the figure's alternative text; without it the
    sentence serves. ``marks`` maps a control or a derived value, whose values are numbers, to the axis of the figure that the number
    chosen is laid on, ``axes.xaxis`` or a ``Mark``; the figure is not drawn for each number.
    """

    figure: Figure | None = None
    sentence: str = ""
    table: Any = None
    alt: str = ""
    marks: Mapping[str, Axis | Mark] = field(default_factory=dict)


class Drawn(NamedTuple):
    """A view as text for a page: ``sentence`` plain, ``figure`` and ``table`` markup; each may be empty."""

    sentence: str
    figure: str
    table: str


def as_view(result: Any) -> View:
    """A view from what ``draw`` returned: a view, or a figure, text or table by itself."""
    if isinstance(result, View):
        if result.figure is None and not result.sentence and result.table is None:
            raise ExploreError("draw returned an empty View: give it a figure, a sentence or a table.")
        return result
    if isinstance(result, str) and result.strip():
        return View(sentence=result)
    if isinstance(result, Figure) or isinstance(getattr(result, "figure", None), Figure):
        return View(figure=result)
    if hasattr(result, "_repr_html_"):
        return View(table=result)
    raise ExploreError(
        f"draw returned {'nothing' if result is None else type(result).__name__}: it must return a View, a matplotlib "
        "figure, a text or a DataFrame."
    )


def draw_text(view: View, choices: str) -> Drawn:
    """Turn a view into text; ``choices`` says what was chosen and stands in for a sentence that is missing."""
    sentence = " ".join(view.sentence.split())
    figure = table = ""
    if view.figure is not None:
        drawing = view.figure if isinstance(view.figure, Figure) else getattr(view.figure, "figure", None)
        if not isinstance(drawing, Figure):
            raise ExploreError(f"View.figure is a {type(view.figure).__name__}; it must be a matplotlib figure.")
        _make_room(drawing)
        figure = svg.render(drawing, view.alt or sentence or choices)
        if view.marks:
            figure = marks.attach(figure, drawing, view.marks)
        _release(drawing)
    elif view.marks:
        raise ExploreError("View.marks lays numbers on the axes of a figure, and the View has none.")
    if view.table is not None:
        own = Table(_with_index(view.table), choices) if _is_frame(view.table) else view.table
        if not hasattr(own, "_repr_html_"):
            raise ExploreError(f"View.table is a {type(own).__name__}; it must be a DataFrame or have _repr_html_.")
        table = own._repr_html_() or ""
    return Drawn(sentence, figure, table)


def error_text(error: Exception, choices: str) -> str:
    """An error of ``draw`` as a line of markup, shown where the view would stand."""
    return (
        f'<p class="explorer-message" role="alert">This choice ({escape(choices)}) could not be drawn: '
        f"{escape(type(error).__name__)}: {escape(str(error))}</p>"
    )


def _is_frame(table: object) -> bool:
    return hasattr(table, "itertuples") and hasattr(table, "columns")


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows are named by the first column: an index becomes it, unless it only counts (whole numbers without a name)."""
    plain = frame.index.name is None and frame.index.nlevels == 1 and frame.index.dtype.kind in "iu"
    return frame if plain else frame.reset_index()


def _make_room(figure: Figure) -> None:
    """Keep labels inside a figure whose layout nobody has set; notebooks do so by cropping, which changes its size.

    One measurement and one step: matplotlib's own layout engines take twice the time of all the rest.
    """
    sides = ("left", "bottom", "right", "top")
    margins = {side: getattr(figure.subplotpars, side) for side in sides}
    untouched = margins == {
        side: matplotlib.rcParams[f"figure.subplot.{side}"]  # type: ignore[index]
        for side in sides
    }
    if figure.get_layout_engine() or not untouched or not any(axes.get_subplotspec() for axes in figure.axes):
        return
    (width, height), edge = figure.get_size_inches(), 0.03  # inches
    box = figure.get_tightbbox(backend.measure(float(width), float(height), figure.dpi))
    margins["left"] += max(0, edge - box.x0) / width
    margins["bottom"] += max(0, edge - box.y0) / height
    margins["right"] -= max(0, box.x1 + edge - width) / width
    margins["top"] -= max(0, box.y1 + edge - height) / height
    if margins["left"] < margins["right"] and margins["bottom"] < margins["top"]:
        figure.subplots_adjust(**margins)


def _release(figure: Figure) -> None:
    """Take a figure out of pyplot's hands, which would show it once more and warn after twenty."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot and hasattr(figure, "number") and pyplot.fignum_exists(figure.number):
        pyplot.close(figure)
