"""A fault in one line that says what is wrong and where, and no traceback after it.

Sphinx tells an error in a line and hands it to Jupyter Book, which raises it once more with a traceback that buries the
line; and of a template that fails it tells the page, not the template.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from nbclient.exceptions import CellExecutionError
from sphinx.errors import SphinxError
from sphinx.jinja2glue import BuiltinTemplateLoader

#: What Jupyter Book says when it raises an error that has been told already.
TOLD = "Look above for the cause"


def leave_out_traceback() -> None:
    """Let this process end without a traceback where Jupyter Book ends it for an error that stands above."""
    if not isinstance(sys.excepthook, _Hook):
        sys.excepthook = _Hook(sys.excepthook)


class _Hook:
    """Called by Python with an error that nobody has caught; hands all others on."""

    def __init__(self, before: Callable[..., Any]):
        self.before = before

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, RuntimeError) and error.__cause__ is not None and TOLD in str(error):
            if cell := _of_cell(error):
                print(cell, file=sys.stderr)  # Sphinx told the chapter alone
            print(error, file=sys.stderr)
        else:
            self.before(kind, error, trace)


def _of_cell(error: BaseException | None) -> CellExecutionError | None:
    """The error of a cell that led to an error, if one did: it says the cell, and the lines that led there."""
    while error is not None and not isinstance(error, CellExecutionError):
        error = error.__cause__
    return error


class TemplateFault(SphinxError):
    """A template that cannot be filled: ``foot.html, line 3: 'nothing' is undefined``."""

    def __repr__(self) -> str:  # Sphinx writes it behind the name of the page
        return str(self)


class Templates(BuiltinTemplateLoader):
    """Sphinx's templates, which name themselves when they fail."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """The template filled with the context. Raises TemplateFault, in one line, where that cannot be done."""
        with naming(template):
            return super().render(template, context)


@contextmanager
def naming(template: str) -> Iterator[None]:
    """Raise TemplateFault for whatever goes wrong inside, where a template is filled. ``template`` is its name."""
    try:
        yield
    except Exception as error:
        raise TemplateFault(f"{_where(error) or template}: {' '.join(str(error).split())}") from error


def _where(error: Exception) -> str:
    """The template and its line in which an error arose; nothing where it arose in none."""
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)  # of one that cannot be read
    if not name:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
        name, line = (frames[-1].filename, frames[-1].lineno) if frames else (None, None)
    return f"{Path(name).name}, line {line}" if name else ""
