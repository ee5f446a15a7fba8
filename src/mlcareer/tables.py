"""The report's tables: those of the package that draws the controls, with the report's words for what is not there."""

import predrawn
from mlcareer.text import AT_LEAST, NOT_RELEASED
from predrawn import Html

__all__ = ["Html", "Table"]


class Table(predrawn.Table):
    """A table of the report: a missing figure is "not released", and a top-coded wage is "at least" an amount."""

    missing = NOT_RELEASED
    before = AT_LEAST
