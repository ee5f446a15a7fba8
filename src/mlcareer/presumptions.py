"""What a chapter's words take for granted, said beside the code that shows it is so.

Figures follow the data by themselves, sentences do not: "the ten largest" or "still leads" may become false with the
next release. ``presume`` states the sentence and its condition. In an ordinary run a condition that does not hold stops
the chapter, and the message is the sentence to rewrite. Under ``collected`` all of them are gathered and nothing stops,
so that a maintainer sees at once every sentence that a person must rewrite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

if TYPE_CHECKING:
    import numpy as np

    Truth: TypeAlias = bool | np.bool_ | pd.api.typing.NAType

_failed: list[str] | None = None


class PresumptionError(ValueError):
    """A sentence of a chapter no longer holds. The message is that sentence."""


def presume(sentence: str, condition: Truth | Callable[[], Truth]) -> None:
    """Say that a chapter's words presume ``sentence``, and check it: ``condition`` is true, or a callable that is.

    A callable is for a condition that may itself fail where the sentence is false (``frame.loc["Seattle"]``): a missing
    row or column then means that the sentence does not hold. Raises PresumptionError when it does not, or ValueError
    when the sentence is none. Under ``collected`` it records the sentence and raises nothing.
    """
    if not isinstance(sentence, str) or not sentence.strip().endswith("."):
        raise ValueError(f"presume needs a whole sentence that ends in a full stop, not {sentence!r}.")
    if _holds(condition):
        return
    if _failed is None:
        raise PresumptionError(f"This no longer holds: {sentence!r} Rewrite what this chapter says of it.")
    _failed.append(sentence)


def _holds(condition: Truth | Callable[[], Truth]) -> bool:
    try:
        truth = condition() if callable(condition) else condition
    except LookupError:
        return False
    return truth is not pd.NA and bool(truth)  # what is not known is not borne out


@contextmanager
def collected() -> Iterator[list[str]]:
    """Within it ``presume`` stops nothing: yields the list that takes each sentence that does not hold."""
    global _failed
    before, _failed = _failed, []
    try:
        yield _failed
    finally:
        _failed = before
