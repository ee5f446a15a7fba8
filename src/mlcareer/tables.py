"""Tables as accessible HTML: a caption, header cells with a scope, and a frame that scrolls on its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import pandas as pd


class Table:
    """A table to show in a chapter.

    ``frame``: the first column names the rows. ``formats`` maps a column to a function that writes its values; other
    columns are written as they are. ``caption`` says what the rows are, with unit and date; ``source`` names the
    source. Text is shown as text, never as markup.
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        caption: str,
        *,
        formats: Mapping[str, Callable] | None = None,
        source: str = "",
    ):
        formats = formats or {}
        unknown = [name for name in formats if name not in frame.columns]
        if unknown:
            raise ValueError(f"formats names columns that the table {caption!r} lacks: {', '.join(unknown)}")
        self.frame, self.caption, self.source = frame, caption, source
        self.numeric = [pd.api.types.is_numeric_dtype(frame[name]) or name in formats for name in frame.columns]
        self.text = pd.DataFrame(
            {name: [str(formats.get(name, _plain)(value)) for value in frame[name]] for name in frame.columns}
        )

    def html(self) -> str:
        """The table element in its scrolling frame, without the source line."""
        head = "".join(
            f'<th scope="col"{_numeric(right)}>{escape(str(name))}</th>'
            for name, right in zip(self.frame.columns, self.numeric)
        )
        rows = []
        for values in self.text.itertuples(index=False):
            first, *rest = (escape(value) for value in values)
            cells = "".join(f"<td{_numeric(right)}>{value}</td>" for value, right in zip(rest, self.numeric[1:]))
            rows.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
        return (
            f'<div class="table-frame" role="region" tabindex="0" aria-label="{escape(self.caption)}">'
            f'<table class="figures"><caption>{escape(self.caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        )

    def _repr_html_(self) -> str:
        source = f'<p class="source">Source: {escape(self.source)}.</p>' if self.source else ""
        return self.html() + source

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.text.to_string(index=False)}"


def _numeric(right: bool) -> str:
    return ' class="number"' if right else ""


def _plain(value) -> str:
    return "not released" if pd.isna(value) else f"{value:,}" if isinstance(value, int) else str(value)
