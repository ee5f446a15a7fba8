"""Tables as columns: what many states share of their tables travels once, and each state as arrays of figures.

A table of all occupations at a place is markup and names, the same at each place, and some columns of figures. Where the states of a
part share rows and headings, a page gets a skeleton, for each column how its figures are written, and for each state the figures;
the page's script writes the rows. Each table is put together again here and compared: what would read otherwise, travels as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from .view import Drawn

#: Stand for a cell and for the caption in a skeleton; no table has these letters.
CELL, CAPTION = "\x01", "\x02"

_CELL = re.compile(r"(<td[^>]*>)([^<]*)(?=</td>)")
_CAPTION = re.compile(r'(<caption>|<div class="table-frame[^>]* aria-label=")([^<"]*)')
_FIGURE = re.compile(
    r"(?P<minus>−?)(?P<before>[^\d−]*)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?(?P<after>\D*)"
)
#: Figures with more digits than a number keeps are text.
_DIGITS = 15

#: How a column writes figures: words before, decimals, whether thousands are set off, words after.
Format = tuple[str, int, bool, str]


def cells(table: str) -> list[str]:
    """The texts of the cells of a table, without those that name rows."""
    return [cell for _, cell in _CELL.findall(table)]


def split(states: Sequence[Drawn | None]) -> tuple[list, dict[str, Any]] | None:
    """States with their tables as columns, and what these share; None where the tables are too different.

    A table becomes a list: the number of its skeleton, its caption, and a list for each column.
    """
    tables = [state.table if state else "" for state in states]
    skeletons: dict[str, int] = {}
    split_up = [_split(table) if table else None for table in tables]
    for own in split_up:
        if own:
            skeletons.setdefault(own[0], len(skeletons))
    given = sum(map(bool, tables))
    widths = {len(own[2]) for own in split_up if own}
    if not given or sum(map(bool, split_up)) < given or len(skeletons) * 2 > given or len(widths) > 1:
        return None
    (width,) = widths
    formats = [_format([cell for own in split_up if own for cell in own[2][place]]) for place in range(width)]
    # The script's own formatter takes what a column says of decimals and thousands.
    told = [
        [before, {"minimumFractionDigits": some, "maximumFractionDigits": some, "useGrouping": separated}, after]
        for before, some, separated, after in formats
    ]
    shared = {"skeletons": list(skeletons), "formats": told}
    packed: list = []
    for state, own in zip(states, split_up):
        if not state or not own:
            packed.append(state)
            continue
        skeleton, caption, columns = own
        table = [
            skeletons[skeleton],
            caption,
            *([_packed(cell, how) for cell in column] for column, how in zip(columns, formats)),
        ]
        if joined(table, shared) != state.table:
            return None
        packed.append([state.sentence, state.figure, table])
    return packed, shared


def joined(table: Sequence, shared: dict[str, Any]) -> str:
    """The markup of a table that travelled as columns, as the page's script puts it together."""
    formats = [
        (before, digits["minimumFractionDigits"], digits["useGrouping"], after)
        for before, digits, after in shared["formats"]
    ]
    number, caption, *columns = table
    written = [[_written(cell, how) for cell in column] for column, how in zip(columns, formats)]
    every = iter([cell for row in zip(*written) for cell in row])
    return re.sub(CELL, lambda _: next(every), shared["skeletons"][number]).replace(CAPTION, caption)


def _split(table: str) -> tuple[str, str, list[list[str]]] | None:
    """Skeleton, caption, and columns of a table; None for what is no table of equal rows."""
    if CELL in table or CAPTION in table:
        return None
    rows = [len(_CELL.findall(row)) for row in table.split("<tbody>")[-1].split("</tr>")[:-1]]
    if not rows or not rows[0] or set(rows) != {rows[0]} or len(_CELL.findall(table)) != sum(rows):
        return None
    captions = {found[1] for found in _CAPTION.findall(table)}
    caption = captions.pop() if len(captions) == 1 else ""
    skeleton = _CELL.sub(lambda found: found[1] + CELL, table)
    if caption:
        skeleton = _CAPTION.sub(lambda found: found[1] + CAPTION, skeleton)
    every = cells(table)
    return skeleton, caption, [every[place :: rows[0]] for place in range(rows[0])]


def _format(column: Sequence[str]) -> Format:
    """How most figures of a column are written."""
    found = Counter[tuple[str, int, str]]()
    separated = Counter[bool]()
    for cell in column:
        if figure := _FIGURE.fullmatch(cell):
            found[figure["before"], len(figure["part"] or ""), figure["after"]] += 1
            if len(figure["whole"]) > 3:
                separated["," in figure["whole"]] += 1
    before, decimals, after = min(found, key=lambda shape: (-found[shape], shape)) if found else ("", 0, "")
    return before, decimals, separated[True] >= separated[False], after


def _packed(cell: str, how: Format) -> float | str:
    """A cell as a number, where that is written as the cell is."""
    figure = _FIGURE.fullmatch(cell)
    if not figure or len(figure["whole"] + (figure["part"] or "")) > _DIGITS:
        return cell
    text = figure["minus"].replace("−", "-") + figure["whole"].replace(",", "")
    value = float(f"{text}.{figure['part']}") if figure["part"] else int(text)
    return value if _written(value, how) == cell else cell


def _written(cell: float | str, how: Format) -> str:
    if isinstance(cell, str):
        return cell
    before, decimals, separated, after = how
    return f"{'−' if cell < 0 else ''}{before}{abs(cell):{',' if separated else ''}.{decimals}f}{after}"
