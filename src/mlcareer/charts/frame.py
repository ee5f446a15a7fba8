"""The frame around a picture: title, subtitle, source, alternative text, and the figures as a table.

The words are outside the picture, where they wrap, can be selected and follow the page's font: the title says the
finding, the subtitle measure, unit and date, the last line the source. The page's script offers the table as CSV.
"""

from __future__ import annotations

from markupsafe import Markup
from matplotlib.figure import Figure

from mlcareer import markup
from mlcareer.settings import PACKAGE
from mlcareer.tables import Table
from predrawn import svg

TEMPLATES = markup.templates(PACKAGE / "templates")


class Chart:
    """A picture with its title, subtitle, source, alternative text and table.

    ``title`` says the finding, ``subtitle`` measure, unit and date, ``source`` where the figures come from, ``alt``
    states the finding for readers who do not see the picture, ``table`` holds the figures drawn. A ``wide`` picture, as a map is,
    takes all the room for evidence where there is some; its letters stay as they are.

    Raises ValueError when the table has a source of its own; and, once it is shown, when ``alt`` is empty.
    """

    def __init__(
        self, figure: Figure, *, title: str, subtitle: str, source: str, alt: str, table: Table, wide: bool = False
    ):
        if table.source:
            raise ValueError(
                f"The table of the chart {title!r} has a source of its own; name all sources in the chart."
            )
        self.figure, self.title, self.subtitle, self.source = figure, title, subtitle, source
        self.alt, self.table, self.wide = alt, table, wide

    def _repr_html_(self) -> str:
        picture = Markup(svg.render(self.figure, self.alt))
        return TEMPLATES.get_template("chart.html").render(chart=self, picture=picture, table=Markup(self.table.html()))

    def __repr__(self) -> str:
        return f"Chart: {self.title}. {self.alt}"
