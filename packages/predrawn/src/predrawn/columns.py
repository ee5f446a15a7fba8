"""Tables as columns: what many states share of their tables travels once, and each state as a few texts of figures.

A table of all occupations at a place is markup and names, the same at each place, and some columns of figures. Where the states of a
part share rows and headings, a page gets a skeleton, for each column how its figures are written, and for each state the figures;
the page's script writes the rows. Each table is put together again here and compared: what would read otherwise, travels as it is.

A state holds: the number of its skeleton; its caption; which rows have figures, a ``1`` or a ``0`` for each; for each column a text of
letters; and the texts of cells that few states have, in the order of columns. Rows that have the commonest text in every column
("unknown", "–") are left out of the letters. What is a number is one of the column's steps above its least; where a column ``follows``
the one before it, as a third quartile does the median, the number is their difference. Numbers are written with the 91 letters from
``#`` on, first the first letter of all, then the second: letters of one place, which are alike, compress well together.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

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
#: The letters of numbers.
_FIRST, _BASE = 35, 91
_LETTERS = "".join(map(chr, range(_FIRST, _FIRST + _BASE)))
#: A column's numbers have a common step if so large a part of them are multiples of it; the others are texts.
_MOST = 0.98
#: States that are looked at to see whether a column had better follow the one before.
_TRIED = 16


class Column(NamedTuple):
    """How a column writes its figures: words before, decimals, whether thousands are set off, words after, and the ``step`` by which
    whole numbers, without the decimal point, are divided. ``texts``: those that many states have, the commonest first. ``numbers``:
    by cell the number it holds."""

    before: str
    decimals: int
    separated: bool
    after: str
    step: int
    texts: list[str]
    numbers: dict[str, int]


class _Table(NamedTuple):
    skeleton: str
    caption: str
    columns: list[list[str]]


def cells(table: str) -> list[str]:
    """The texts of the cells of a table, without those that name rows."""
    return [cell for _, cell in _CELL.findall(table)]


def split(states: Sequence[Drawn | None]) -> tuple[list, dict[str, Any]] | None:
    """States with their tables as columns, and what these share; None where the tables are too different."""
    known: dict[str, str] = {}
    widths: dict[str, int] = {}
    given = [state for state in states if state and state.table]
    tables = [table for state in given if (table := _split(state.table, known, widths))]
    skeletons = {skeleton: number for number, skeleton in enumerate(dict.fromkeys(table.skeleton for table in tables))}
    if not given or len(tables) < len(given) or len(skeletons) * 2 > len(given) or len(set(widths.values())) > 1:
        return None
    columns = [_column([table.columns[place] for table in tables]) for place in range(len(tables[0].columns))]
    read = [
        [[own.numbers.get(cell) for cell in cells] for own, cells in zip(columns, table.columns)] for table in tables
    ]
    follows = [bool(place) and _follows(read, place) for place in range(len(columns))]
    figures = [_differences(numbers, follows) for numbers in read]
    lows = [
        min((n for own in figures for n in own[place] if n is not None), default=0) for place in range(len(columns))
    ]
    shared = {
        "skeletons": list(skeletons),
        # The script's own formatter takes what a column says of decimals and thousands.
        "formats": [
            [
                own.before,
                {
                    "minimumFractionDigits": own.decimals,
                    "maximumFractionDigits": own.decimals,
                    "useGrouping": own.separated,
                },
                own.after,
                ["", *own.texts],  # the first stands for one that the state itself has
                low - len(own.texts) - 1,
                own.step / 10**own.decimals if own.decimals else own.step,
                int(follow),
            ]
            for own, low, follow in zip(columns, lows, follows)
        ],
    }
    places = [{text: place for place, text in enumerate(own.texts, 1)} for own in columns]
    write = writer(shared)
    packed: list = list(states)
    at = (place for place, state in enumerate(states) if state and state.table)
    for place, table, own in zip(at, tables, figures):
        letters = _packed(table, own, columns, places, lows)
        whole = [skeletons[table.skeleton], table.caption, *letters]
        state = states[place]
        assert state
        if write(whole) != state.table:
            return None
        packed[place] = [state.sentence, state.figure, whole]
    return packed, shared


def joined(table: Sequence, shared: dict[str, Any]) -> str:
    """The markup of a table that travelled as columns, as the page's script puts it together."""
    return writer(shared)(table)


def writer(shared: dict[str, Any]) -> Callable[[Sequence], str]:
    """A function that puts tables together which share this."""
    pieces = [skeleton.split(CELL) for skeleton in shared["skeletons"]]

    def write(table: Sequence) -> str:
        number, caption, rows, letters, own = table
        texts = iter(own)
        figures = [0] * len(rows)
        columns = [_written(rows, text, texts, figures, *how) for text, how in zip(letters, shared["formats"])]
        every = [cell for row in zip(*columns) for cell in row]
        filled = [part for pair in zip(pieces[number], every) for part in pair]
        return "".join((*filled, pieces[number][-1])).replace(CAPTION, caption)

    return write


def _written(
    rows: str,
    letters: str,
    own: Iterator[str],
    figures: list[int],
    before: str,
    digits: dict[str, Any],
    after: str,
    texts: Sequence[str],
    low: int,
    scale: float,
    follows: int,
) -> list[str]:
    """The cells of a column; ``figures`` has the numbers of the column before, by row, and then those of this one."""
    decimals, separated = digits["minimumFractionDigits"], digits["useGrouping"]
    codes = iter(_codes(letters, rows.count("1")))
    column = []
    for row, has in enumerate(rows):
        if has == "0":
            column.append(texts[1])
            continue
        code = next(codes)
        if code < len(texts):
            figures[row] = 0
            column.append(texts[code] or next(own))
            continue
        figures[row] = code + low + (figures[row] if follows else 0)
        column.append(_figure(figures[row], before, decimals, separated, after, scale))
    return column


@lru_cache(200_000)
def _figure(number: int, before: str, decimals: int, separated: bool, after: str, scale: float) -> str:
    size = f"{abs(number) * scale:{',' if separated else ''}.{decimals}f}"
    return f"{'−' if number < 0 else ''}{before}{size}{after}"


def _codes(letters: str, count: int) -> list[int]:
    """The numbers that letters stand for."""
    codes = [0] * count
    for begin in range(0, len(letters), count or 1):
        codes = [code * _BASE + ord(letter) - _FIRST for code, letter in zip(codes, letters[begin : begin + count])]
    return codes


def _lettered(codes: Sequence[int]) -> str:
    """Numbers as letters: all first letters, then all second ones, as many as the largest needs."""
    power = 1
    while codes and _BASE**power <= max(codes):
        power += 1
    steps = [_BASE**place for place in reversed(range(power))]
    return "".join([_LETTERS[code // step % _BASE] for step in steps for code in codes])


def _packed(
    table: _Table,
    figures: Sequence[Sequence[int | None]],
    columns: Sequence[Column],
    places: Sequence[dict[str, int]],
    lows: Sequence[int],
) -> tuple[str, list[str], list[str]]:
    """Which rows have figures, the letters of each column, and the texts that few states have."""
    usual = [own.texts[0] if own.texts else None for own in columns]
    rows = ["0" if list(row) == usual else "1" for row in zip(*table.columns)]
    letters, texts = [], []
    for cells, numbers, own, known, low in zip(table.columns, figures, columns, places, lows):
        least = len(own.texts) + 1 - low
        codes = []
        for has, cell, number in zip(rows, cells, numbers):
            if has == "1":
                code = known.get(cell, 0) if number is None else number + least
                codes.append(code)
                if not code:
                    texts.append(cell)
        letters.append(_lettered(codes))
    return "".join(rows), letters, texts


def _split(table: str, known: dict[str, str], widths: dict[str, int]) -> _Table | None:
    """Skeleton, caption, and columns of a table; None for what is no table of equal rows. ``known`` keeps each text once, ``widths``
    how many columns a skeleton has."""
    if CELL in table or CAPTION in table:
        return None
    pieces = _CELL.split(table)
    every = [known.setdefault(cell, cell) for cell in pieces[2::3]]
    pieces[2::3] = [CELL] * len(every)
    skeleton = "".join(pieces)
    captions = {found[1] for found in _CAPTION.findall(skeleton)}
    caption = captions.pop() if len(captions) == 1 else ""
    if caption:
        skeleton = _CAPTION.sub(lambda found: found[1] + CAPTION, skeleton)
    if skeleton not in widths:
        rows = [row.count(CELL) for row in skeleton.split("<tbody>")[-1].split("</tr>")[:-1]]
        widths[skeleton] = rows[0] if rows and set(rows) == {rows[0]} and len(every) == sum(rows) else 0
    width = widths[skeleton]
    return _Table(skeleton, caption, [every[place::width] for place in range(width)]) if width else None


def _column(all_cells: Sequence[Sequence[str]]) -> Column:
    """How most figures of a column are written, and what its cells hold."""
    counts = Counter[str]()
    for some in all_cells:
        counts.update(some)
    before, decimals, after, separated = _format(counts)
    numbers = {
        cell: number for cell in counts if (number := _number(cell, before, decimals, separated, after)) is not None
    }
    whole = sum(counts[cell] for cell in numbers)
    step = 1
    for larger in (10, 100, 1000):
        if sum(counts[cell] for cell, number in numbers.items() if not number % larger) < _MOST * max(whole, 1):
            break
        step = larger
    numbers = {cell: number // step for cell, number in numbers.items() if not number % step}
    many = max(2, len(all_cells) // 16)
    texts = [cell for cell, count in counts.items() if cell and cell not in numbers and count >= many]
    return Column(
        before, decimals, separated, after, step, sorted(texts, key=lambda cell: (-counts[cell], cell)), numbers
    )


def _format(counts: Counter[str]) -> tuple[str, int, str, bool]:
    found = Counter[tuple[str, int, str]]()
    separated = Counter[bool]()
    for cell, count in counts.items():
        if figure := _FIGURE.fullmatch(cell):
            found[figure["before"], len(figure["part"] or ""), figure["after"]] += count
            if len(figure["whole"]) > 3:
                separated["," in figure["whole"]] += count
    before, decimals, after = min(found, key=lambda shape: (-found[shape], shape)) if found else ("", 0, "")
    return before, decimals, after, separated[True] >= separated[False]


def _number(cell: str, before: str, decimals: int, separated: bool, after: str) -> int | None:
    """The digits of a cell as a whole number, where that is written as the cell is."""
    figure = _FIGURE.fullmatch(cell)
    if not figure:
        return None
    digits = figure["whole"].replace(",", "") + (figure["part"] or "")
    if len(digits) > _DIGITS or len(figure["part"] or "") != decimals:
        return None
    number = -int(digits) if figure["minus"] else int(digits)
    return number if _figure(number, before, decimals, separated, after, 10**-decimals) == cell else None


def _differences(numbers: Sequence[Sequence[int | None]], follows: Sequence[bool]) -> list[Sequence[int | None]]:
    """Numbers by column, in those that follow another the differences, where that has a number."""
    return [
        _difference(numbers[place - 1], own) if follow else own
        for place, (own, follow) in enumerate(zip(numbers, follows))
    ]


def _difference(first: Sequence[int | None], second: Sequence[int | None]) -> list[int | None]:
    return [b if a is None or b is None else b - a for a, b in zip(first, second)]


def _follows(read: Sequence[Sequence[Sequence[int | None]]], place: int) -> bool:
    """Do differences from the column before take less room?"""
    some = read[:: max(1, len(read) // _TRIED)]
    return _room(_difference(own[place - 1], own[place]) for own in some) < _room(own[place] for own in some)


def _room(columns: Iterable[Sequence[int | None]]) -> int:
    numbers = [number for own in columns for number in own if number is not None]
    low = min(numbers, default=0)
    return len(zlib.compress(_lettered([number - low for number in numbers]).encode(), 9))
