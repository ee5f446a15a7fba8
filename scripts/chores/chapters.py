"""Run chapters in plain Python, outside of Jupyter and Sphinx. Chores and tests share it.

A cell's result is what a reader would see: the text of what it shows, of an explorer some of its states; the sentences
that it presumes and that do not hold; and the error that stopped it.
"""

from __future__ import annotations

import ast
import random
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from chores.building import BOOK
from mlcareer import data, lineage, prose
from mlcareer.presumptions import collected
from predrawn import Explorer, Table

if TYPE_CHECKING:
    import pandas as pd

#: How many states of an explorer are drawn beside the first and the last, always the same.
STATES = 8


@dataclass
class Result:
    """What became of one cell."""

    value: object = None
    text: str = ""
    unmet: list[str] = field(default_factory=list)  # sentences that do not hold
    loaded: list[str] = field(default_factory=list)  # tables
    error: Exception | None = None
    beyond: bool = False  # a cell before it stopped, so an error here means nothing


def chapters(folder: Path = BOOK) -> dict[str, str]:
    """The notebooks of a folder: name -> text of the file."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.ipynb"))}


def run(notebook: str, show: bool = True) -> dict[str, Result]:
    """Run a notebook's code cells; return their results by identifier. Cells after one that raises run as far as they can.

    Presumptions that do not hold are collected. A warning counts as an error, as in a build. ``show`` makes the text.
    """
    scope, results, stopped = {"__name__": "__main__"}, {}, False
    for identifier, tree in lineage.code_cells(notebook):
        result = results[identifier] = Result(beyond=stopped)
        tree = prose.tell_apart(tree)  # as a kernel does
        last = tree.body[-1] if tree.body else None
        last = last if isinstance(last, ast.Expr) else None
        if last:
            tree.body.pop()
        with warnings.catch_warnings(), collected() as result.unmet, _noted(result.loaded):
            warnings.simplefilter("error")
            for quiet in (DeprecationWarning, PendingDeprecationWarning, ResourceWarning):
                warnings.simplefilter("ignore", quiet)
            try:
                exec(compile(tree, identifier, "exec"), scope)
                if last:
                    result.value = eval(compile(ast.Expression(last.value), identifier, "eval"), scope)
                result.text = shown(result.value) if show else ""
            except Exception as error:
                result.error, stopped = error, True
    return results


def explorers(notebook: str) -> dict[str, Explorer]:
    """Run a notebook to its end and return its explorers by name. Raises what a cell raises."""
    by_name = {}
    for result in run(notebook, show=False).values():
        if result.error:
            raise result.error
        if isinstance(result.value, Explorer):
            by_name[result.value.name] = result.value
    return by_name


def shown(value: object) -> str:
    """What a cell's last value looks like, as text."""
    if isinstance(value, Explorer):
        states = [value.title, value.subtitle, value.note]
        states += [
            f"{control.labels} {control.labels[control.default]} {control.aliases} {control.hints}"
            for name, control in value.controls.items()
            if name not in value.copies
        ]
        for part in value.parts:
            every = value.combinations(part)
            some = random.Random(1).sample(range(len(every)), min(STATES, len(every)))
            states += [
                "\n".join(value.drawn(part, every[number])) for number in dict.fromkeys((0, len(every) - 1, *some))
            ]
            states.append(_beside(value.view(part).table))
        return "\n".join(states)
    beside = _beside(value)
    for name in ("_repr_html_", "_repr_markdown_"):
        if hasattr(value, name):
            return getattr(value, name)() + beside
    return "" if value is None else repr(value)


def _beside(table: object) -> str:
    """What a table brings in files of the book: names by which its rows are found, what its CSV holds."""
    return "".join(packed for _, packed in table.files().values()) if isinstance(table, Table) else ""


@contextmanager
def _noted(names: list[str]) -> Iterator[None]:
    """Within it, the tables loaded by a cell itself are noted; those that rules read for a verdict are the rules' own."""
    own = data.load

    def load(name: str) -> pd.DataFrame:
        names.append(name)
        return own(name)

    data.load = load
    try:
        yield
    finally:
        data.load = own
