"""Values that follow from controls: ``state=lambda place: STATE[place]``.

A part that takes such a value is drawn once for each distinct value, never once for each choice that leads to it. In a page the
way from choices to values travels as one text, a letter for each combination of its controls' choices.
"""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from .controls import Choice, Control
from .errors import ExploreError

#: Combinations of choices that a function may be asked for, and distinct values that it may give: each value is one letter.
ASKED, MOST = 1_000_000, 50_000

#: The letter of the first value.
FIRST = 48


@dataclass(frozen=True)
class Derived:
    """Distinct ``values`` of a function of ``controls``, in the order of their first appearance, and their labels.

    ``indexes`` holds the index of the value for each combination of the controls' choices, the last control changing fastest;
    ``counts`` says how many choices each control has.
    """

    name: str
    label: str
    labels: tuple[str, ...]
    values: tuple
    controls: tuple[str, ...]
    counts: tuple[int, ...]
    indexes: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.values)

    def index(self, chosen: Mapping[str, int]) -> int:
        """Index of the value that follows from choices, given as indexes by control."""
        position = 0
        for name, count in zip(self.controls, self.counts):
            position = position * count + chosen[name]
        return self.indexes[position]

    def letters(self) -> str:
        """The way from choices to values as a page reads it."""
        return "".join(chr(FIRST + index) for index in self.indexes)


def function_of(given: object) -> Callable | None:
    """The function by which a value is derived, given by itself or as the options of a ``Choice``; None for a control."""
    own = given.options if isinstance(given, Choice) else given
    # A class of named values (an Enum) can be called and is a list of choices; so are widgets.
    return own if callable(own) and not isinstance(own, Iterable) and not hasattr(own, "comm") else None


def read(
    name: str, given: object, controls: Mapping[str, Control], own: tuple[str, ...], fixed: Mapping[str, Any]
) -> Derived:
    """Ask a function for every combination of the choices of its ``own`` controls; ``fixed`` are its other arguments.

    Raises ExploreError for a value that cannot be told from others, and for choices for which the function fails.
    """
    function = function_of(given)
    assert function
    counts = tuple(len(controls[key]) for key in own)
    if prod(counts) > ASKED:
        raise ExploreError(
            f"the function of {name!r} would be asked for {prod(counts):,} combinations of {' × '.join(own)}, more than {ASKED:,}. "
            "Give a control fewer choices, or derive the value from fewer controls."
        )
    indexes: list[int] = []
    values: list[Any] = []
    found: dict[Hashable, int] = {}
    for chosen in itertools.product(*(controls[key].values for key in own)):
        try:
            value = function(**dict(zip(own, chosen)), **fixed)
            key = _key(value)
        except Exception as error:
            told = f"{name}({', '.join(f'{key}={value!r}' for key, value in zip(own, chosen))})"
            own_fault = isinstance(error, ExploreError)
            raise ExploreError(
                f"{told} {error if own_fault else f'failed: {type(error).__name__}: {error}'}"
            ) from error
        index = found.setdefault(key, len(found))
        if index == len(values):
            values.append(value)
        indexes.append(index)
    if len(values) > MOST:
        raise ExploreError(
            f"the function of {name!r} gives {len(values):,} different values, more than {MOST:,}: round them."
        )
    choice = given if isinstance(given, Choice) else Choice(None)
    label = choice.label or name[:1].upper() + name[1:].replace("_", " ")
    labels = tuple((choice.format or str)(value) for value in values)
    return Derived(name, label, labels, tuple(values), own, counts, tuple(indexes))


def arguments(
    name: str, function: Callable, controls: Sequence[str], constants: Mapping[str, Any]
) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The controls and the fixed values that a function takes. Raises ExploreError for a parameter that is no control."""
    taken = inspect.signature(function).parameters
    for key, parameter in taken.items():
        known = key in controls or key in constants or parameter.default is not parameter.empty
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD, parameter.POSITIONAL_ONLY) or not known:
            raise ExploreError(
                f"the function of {name!r} takes {key!r}, which is no control. There are: {', '.join(controls) or 'none'}."
            )
    own = tuple(key for key in taken if key in controls)
    if not own:
        raise ExploreError(
            f"the function of {name!r} takes no control, so it gives one value: give it with {name}=fixed(…)."
        )
    return own, {key: constants[key] for key in taken if key in constants}


def _key(value: object) -> Hashable:
    """What tells a value from others: True is not 1, and what is not itself (NaN) is one value."""
    try:
        hash(value)
    except TypeError:
        raise ExploreError(
            f"gives a {type(value).__name__}, which cannot be told from others by hash: give a text, a number or a tuple."
        ) from None
    try:
        itself = bool(value == value)
    except Exception:  # pandas' NA has no truth
        itself = False
    return (type(value) is bool, value) if itself else (None, type(value))
