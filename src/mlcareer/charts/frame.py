"""The frame around a picture: title, subtitle, source, alternative text, and the figures as a table.

The words are outside the picture, where they wrap, can be selected and follow the page's font: the title says the
finding, the subtitle measure, unit and date, the last line the source. The page's script offers the table as CSV.
"""

from __future__ import annotations

from html import escape

from matplotlib.figure import Figure

from mlcareer.tables import Table
from predrawn import svg


class Chart:
    """A picture with its title, subtitle, source, alternative text and table.

    ``title`` says the finding, ``subtitle`` measure, unit and date, ``source`` where the figures come from, ``alt``
    states the finding for readers who do not see the picture, ``table`` holds the figures drawn.

    Raises ValueError when the table has a source of its own; and, once it is shown, when ``alt`` is empty.
    """

    def __init__(self, figure: Figure, *, title: str, subtitle: str, source: str, alt: str, table: Table):
        if table.source:
            raise ValueError(
                f"The table of the chart {title!r} has a source of its own; name all sources in the chart."
            )
        self.figure, self.title, self.subtitle, self.source = figure, title, subtitle, source
        self.alt, self.table = alt, table

    def _repr_html_(self) -> str:
        return (
            '<figure class="chart mathjax_ignore"><figcaption>'
            f'<strong class="chart-title">{escape(self.title)}</strong><br>'
            f'<span class="chart-subtitle">{escape(self.subtitle)}</span></figcaption>'
            f"{svg.render(self.figure, self.alt)}"
            f'<p class="source">Source: {escape(self.source)}.</p>'
            f'<details class="chart-figures"><summary>The figures as a table</summary>{self.table.html()}</details>'
            "</figure>"
        )

    def __repr__(self) -> str:
        return f"Chart: {self.title}. {self.alt}"
