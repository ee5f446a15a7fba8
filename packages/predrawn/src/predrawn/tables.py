"""Tables as accessible HTML: a caption, header cells with a scope, and a frame that scrolls on its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from . import carrier, controls, progress, typed

if TYPE_CHECKING:  # pandas is needed only where a table is shown
    import pandas as pd

    from .controls import Choice, Control

#: A longer text in a cell is cut: free text of a source may be of any length.
LONGEST = 300

#: A cell with more text than this keeps a readable width on a small screen; the table scrolls in its frame.
WORDY = 80

#: Texts that are not to be broken: dates, and ranges of figures.
_WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}|\d[\d,]*–\d[\d,]*")


#: Where a reader filters rows. The script shows it: without one, in a notebook say, it would do nothing.
FILTER = '<p class="filter"><label hidden>Show rows with <input type="search"> <span role="status"></span></label></p>'


@dataclass(frozen=True)
class Html:
    """Markup made by the author's own code, which a table shows as it is. Never made from text that comes from elsewhere.

    Not a kind of text: pandas would make plain text of it, and a table would rightly escape that.
    """

    markup: str

    def __str__(self) -> str:
        return self.markup


class Table:
    """A table to show in a chapter.

    ``frame``: the first column names the rows. ``formats`` maps a column to a function that writes its values; other
    columns are written as they are. ``caption`` says what the rows are, with unit and date; ``source`` names the
    source. ``row_ids`` gives each row an identifier to link to. ``filterable`` lets a reader filter and sort the rows.

    A filterable table's filter and order stand in the page's address, by its ``name`` (lower-case letters, digits, hyphens).
    A column of figures is sorted with the largest first; those named in ``low_first``, and one whose heading begins with
    "Rank", with the lowest.

    ``names``, a ``Choice`` that is searched, has other names of a filterable table's rows, whose first cells are labels of it: rows are
    then found by these, as a control with the same choices finds them. ``csv``, a frame, is what the CSV file holds instead of what
    is shown. Both travel in files of the book that a page asks for when they are needed.

    Text is shown as text, never as markup, unless it is ``Html``. In a book the package's script offers every table as
    CSV.

    A subclass may say what its tables write for a missing figure (``missing``), and words that may stand before a figure
    (``before``: "at least") or behind it (``after``: "an hour"), which is aligned and sorted as a figure all the same.
    """

    missing: str = "–"
    before: str = ""
    after: str = ""

    def __init__(
        self,
        frame: pd.DataFrame,
        caption: str,
        *,
        formats: Mapping[str, Callable] | None = None,
        source: str = "",
        row_ids: Sequence[str] | None = None,
        filterable: bool = False,
        name: str = "",
        low_first: Sequence[str] = (),
        names: Choice | None = None,
        csv: pd.DataFrame | None = None,
    ):
        formats = formats or {}
        if name and not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
            raise ValueError(f"{name!r} cannot name the table {caption!r}: use lower-case letters, digits and hyphens")
        if unknown := [column for column in low_first if column not in frame.columns]:
            raise ValueError(f"low_first names columns that the table {caption!r} lacks: {', '.join(unknown)}")
        if unknown := [column for column in formats if column not in frame.columns]:
            raise ValueError(f"formats names columns that the table {caption!r} lacks: {', '.join(unknown)}")
        self.frame, self.caption, self.source = frame, caption, source
        self.row_ids, self.filterable, self.name, self.low_first = row_ids, filterable, name, low_first
        self.cells = [
            [
                formats.get(column, self._plain if position else self._name)(value)
                for position, (column, value) in enumerate(zip(frame.columns, row))
            ]
            for row in frame.itertuples(index=False, name=None)
        ]
        self._csv, self._control = csv, self._names(names)
        if csv is not None and len(csv) != len(frame):
            raise ValueError(f"csv has {len(csv)} rows and the table {caption!r} has {len(frame)}")
        self.numeric = [self._is_numeric(column) for column in zip(*self.cells)] or [False] * len(frame.columns)

    def html(self) -> str:
        """The table element in its scrolling frame, without the source line."""
        head = "".join(
            f'<th scope="col"{_class("", right)}{self._low(name)}>{escape(_heading(name))}</th>'
            for name, right in zip(self.frame.columns, self.numeric)
        )
        carried = self._carried()
        rows = []
        for number, cells in enumerate(self.cells):
            first, *rest = (_markup(cell) for cell in cells)
            # Most cells are figures, and a long table has thousands of cells: those carry no class.
            body = "".join(
                f"<td{'' if right else _class(cell, right)}>{cell}</td>" for cell, right in zip(rest, self.numeric[1:])
            )
            identifier = f' id="{escape(self.row_ids[number])}"' if self.row_ids else ""
            rows.append(f'<tr{identifier}><th scope="row"{_class(first, self.numeric[0])}>{first}</th>{body}</tr>')
        return (
            (FILTER if self.filterable else "")
            + f'<div class="table-frame mathjax_ignore" role="region" tabindex="0" aria-label="{escape(self.caption)}">'
            f'<table class="figures"{self._attributes(carried)}>'
            f"<caption>{escape(self.caption)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
            + "".join(carrier.element(file, packed) for file, packed in carried.values())
        )

    def _repr_html_(self) -> str:
        source = f'<p class="source">Source: {escape(self.source)}.</p>' if self.source else ""
        return self.html() + source

    def __repr__(self) -> str:
        import pandas as pd

        text = pd.DataFrame(self.cells, columns=self.frame.columns).astype(str)
        return f"{self.caption}\n{text.to_string(index=False)}"

    def _attributes(self, carried: Mapping[str, tuple[str, str]]) -> str:
        """What the page's script needs to know of the table: the same for all that are made alike, whatever is in their cells."""
        said = f' data-missing="{escape(self.missing)}"' if self.missing != "–" else ""
        said += "".join(f' data-{key}="{file}"' for key, (file, _) in carried.items())
        if self._control and self._control.nothing:
            said += f' data-nothing="{escape(typed.nothing(self._control))}"'
        if not self.filterable:
            return said
        named = f'="{self.name}"' if self.name else ""
        return said + f" data-explorer-table{named}" + (f' data-before="{escape(self.before)}"' if self.before else "")

    def _carried(self) -> dict[str, tuple[str, str]]:
        """What goes into files of the book: kind -> name of the file and packed text. No book, no files."""
        return self.files() if progress.building() else {}

    def files(self) -> dict[str, tuple[str, str]]:
        """What a page asks for when it is needed: kind (``names``, ``csv``) -> name of the file and packed text."""
        files = {}
        if self._control:
            files["names"] = _packed_names(self._control)
        if self._csv is not None:
            files["csv"] = _packed_csv(self._csv)
        return files

    def _names(self, names: Choice | None) -> Control | None:
        """The control that has other names of the rows. Raises ValueError for rows that it lacks."""
        if names is None:
            return None
        control = _control_of(names)
        if unknown := [str(cells[0]) for cells in self.cells if str(cells[0]) not in control.places]:
            raise ValueError(f"names lacks rows of the table {self.caption!r}: {', '.join(unknown[:5])}")
        if not self.filterable:
            raise ValueError(f"names are those by which rows are found: the table {self.caption!r} is not filterable")
        return control

    def _low(self, column: object) -> str:
        """The mark of a column whose lowest figure is its best."""
        low = self.filterable and (column in self.low_first or re.match(r"ranks?\b", _heading(column), re.I))
        return " data-low" if low else ""

    def _is_numeric(self, cells: Sequence) -> bool:
        """Does a column, as written, hold figures throughout? Then it is aligned to the right."""
        before = f"({re.escape(self.before)} )?" if self.before else ""
        after = f"( {re.escape(self.after)})?" if self.after else ""
        figure = re.compile(rf"{before}[$−-]?[\d,.]+%?{after}|{re.escape(self.missing)}|–")
        return all(figure.fullmatch(str(cell)) for cell in cells)

    def _name(self, value: object) -> str | Html:
        """What names a row; a whole number may be a year, and has no separators."""
        return str(value) if type(value) is int else self._plain(value)

    def _plain(self, value: object) -> str | Html:
        import pandas as pd

        if isinstance(value, str | Html):
            return value
        if pd.api.types.is_scalar(value) and pd.isna(value):
            return self.missing
        if type(value) is int:
            return f"{value:,}"
        if isinstance(value, float):  # four digits after the point are more than most tables mean
            return f"{value:.3g}" if 0 < abs(value) < 0.001 else re.sub(r"(\.\d+?)0+$", r"\1", f"{value:,.4f}")
        return str(value)


#: What was made lately of the names and the CSV frames of tables: those of an explorer, hundreds, have the same.
_MADE: dict[str, list[tuple]] = {"control": [], "names": [], "csv": []}


def _lately(kind: str, is_same: Callable[[Any], bool], make: Callable[[], tuple[Any, Any]]) -> Any:
    """What was made of the same before; else what is made now of what it is known by."""
    for known, made in _MADE[kind]:
        if is_same(known):
            return made
    _MADE[kind] = [*_MADE[kind][-7:], make()]
    return _MADE[kind][-1][1]


def _control_of(names: Choice) -> Control:
    return _lately("control", lambda known: known is names, lambda: (names, controls.read("rows", names)))


def _packed_names(control: Control) -> tuple[str, str]:
    return _lately("names", lambda known: known is control, lambda: (control, _file(typed.rows(control))))


def _packed_csv(frame: pd.DataFrame) -> tuple[str, str]:
    """A frame may have been changed since: it is compared by what is in it."""
    return _lately("csv", lambda known: known.equals(frame), lambda: (frame.copy(), _file(_csv_rows(frame))))


def _file(content: object) -> tuple[str, str]:
    packed = carrier.packed(content)
    return carrier.name_of(packed), packed


def _csv_rows(frame: pd.DataFrame) -> list[list]:
    rows = [[_field(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    return [[_heading(column) for column in frame.columns], *rows]


def _field(value: object) -> str | int | float:
    """A value as a CSV file holds it: a number as it is, nothing where one is missing, else text."""
    import pandas as pd

    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    if isinstance(value, Real) and not isinstance(value, bool):
        return int(value) if isinstance(value, Integral) else float(value)
    return str(value)


def _markup(cell: object) -> str:
    if isinstance(cell, Html):
        return cell.markup
    text = str(cell)
    return escape(text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text):,} characters)")


def _class(cell: str, right: bool) -> str:
    """Attributes of a cell. JupyterLab aligns every cell to the right; the book's stylesheet would do without a style."""
    if right:
        return ' class="number"'
    kind = "words" if len(cell) > WORDY else "whole" if _WHOLE.fullmatch(cell) else ""
    return f' class="{kind}" style="text-align:left"' if kind else ' style="text-align:left"'


def _heading(name: object) -> str:
    """A column's name; the levels of one that has several, joined."""
    return " ".join(str(level) for level in name if str(level)) if isinstance(name, tuple) else str(name)
