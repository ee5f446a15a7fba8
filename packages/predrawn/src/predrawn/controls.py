"""From ``ipywidgets.interact``'s abbreviations to controls with finitely many choices.

A published page can only show what was drawn beforehand, so a control needs a list of choices. Each choice has a label,
which is what readers see and what stands in the address of a page, and a value, which is what ``draw`` gets.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import islice
from numbers import Integral, Real
from typing import Any

from . import typed
from .errors import ExploreError

_UNSET = object()

#: The kinds of control. Which one a control becomes follows from its choices, or from ``Choice(kind=…)``.
KINDS = ("select", "radio", "slider", "checkbox", "search", "number")

#: A menu with more choices than these is searched: nobody scrolls through it, least of all on a phone.
LONG = 40

#: More choices than anybody could look through; also what stops an endless generator.
MOST = 10_000


@dataclass(frozen=True)
class Choice:
    """A control with more said about it than an abbreviation can say.

    ``options`` is an abbreviation: a list of values or of (label, value) pairs, a dictionary label -> value, a tuple
    (min, max, step) of numbers, or a boolean. ``label`` is the control's visible name, ``default`` the value to start
    with, ``kind`` one of ``KINDS``, ``format`` a function that writes the label of a value.

    A choice that is searched may have ``aliases``, label -> other names that readers may type, ``hints``, label -> a
    second line that tells alike choices apart, and ``nothing``, what is said where no choice matches: "Try a city or a state."
    """

    options: Any
    label: str = ""
    default: Any = _UNSET
    kind: str = ""
    format: Callable[[Any], str] | None = None
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    nothing: str = ""


@dataclass(frozen=True)
class Control:
    """A control as it is shown: ``labels`` and ``values`` of its choices, index of the default, kind.

    ``aliases`` and ``hints`` of a choice that is searched: label -> other names, label -> second line; ``nothing``: what is said
    where none matches. ``instead``, of a control whose first choice is none: what its empty field asks for, "another place".
    """

    name: str
    label: str
    labels: tuple[str, ...]
    values: tuple
    default: int
    kind: str
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    nothing: str = ""
    instead: str = ""

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each label among the choices."""
        return {label: place for place, label in enumerate(self.labels)}

    def written(self, index: int) -> str:
        """What a field says of a choice: its label, and nothing where none is chosen."""
        return "" if self.instead and not index else self.labels[index]

    @cached_property
    def entries(self) -> list[typed.Entry]:
        """Its choices as they are searched."""
        return typed.entries(self)

    def index(self, value: object) -> int:
        """Place of a value among the choices; ExploreError names the choices when it is none of them."""
        for position, own in enumerate(self.values):
            if _same(own, value):
                return position
        raise ExploreError(f"{self.name} has no choice {value!r}. It has: {', '.join(map(repr, self.values))}.")


def read(name: str, given: object, default: object = _UNSET) -> Control:
    """Return the control that ``given``, an abbreviation, a ``Choice`` or an ipywidgets widget, stands for.

    ``default`` is the default of the parameter in ``draw``, as in ``interact``. Raises ExploreError for what cannot be
    published: no choices, infinitely many, or choices that cannot be told apart.
    """
    choice = given if isinstance(given, Choice) else _from_widget(given) or Choice(given)
    label = (choice.label or name[:1].upper() + name[1:].replace("_", " ")).strip()
    pairs, kind, middle = _choices(name, choice)
    if not pairs:
        raise ExploreError(f"The control {name} is empty: it needs at least one choice.")
    labels, values = tuple(" ".join(label.split()) for label, _ in pairs), tuple(value for _, value in pairs)
    _refuse_confusion(name, labels)
    if choice.kind:
        if choice.kind not in KINDS:
            raise ExploreError(
                f"The control {name} has the unknown kind {choice.kind!r}. There are: {', '.join(KINDS)}."
            )
        if (choice.kind == "checkbox") != (kind == "checkbox"):
            raise ExploreError(f"The control {name}: a checkbox is for a boolean, and a boolean is a checkbox.")
        if choice.kind == "number":
            _refuse_wordy(name, labels, kind)
        kind = choice.kind
    elif kind == "select" and (len(pairs) > LONG or _searched(choice)):
        kind = "search"
    control = Control(name, label, labels, values, middle, kind, *_more(name, choice, labels, kind))
    wanted = choice.default if choice.default is not _UNSET else default
    if wanted is _UNSET:
        return control
    try:
        return replace(control, default=control.index(wanted))
    except ExploreError as error:
        raise ExploreError(f"The default of {name} is not among its choices: {error}") from None


def _refuse_wordy(name: str, labels: tuple[str, ...], kind: str) -> None:
    """A number is typed, and compared with what labels say: each must hold a number, larger than the one before."""
    if kind != "slider":
        raise ExploreError(f"The control {name}: kind='number' is for (min, max, step).")
    steps = [typed.number(label) for label in labels]
    for before, after, label in zip(steps, steps[1:], labels[1:]):
        if before is None or after is None or before >= after:
            raise ExploreError(
                f"The control {name}: its label {label!r} holds no number larger than the one before, so nothing typed can be "
                "compared with it. Give another format, or kind='slider'."
            )


def _searched(choice: Choice) -> bool:
    """Is something said that only a choice that is searched can show?"""
    return bool(choice.aliases or choice.hints or choice.nothing)


def _more(
    name: str, choice: Choice, labels: tuple[str, ...], kind: str
) -> tuple[dict[str, tuple[str, ...]], dict[str, str], str]:
    """Aliases, hints and ``nothing`` of a choice that is searched; ExploreError for those of no choice, or of another kind of control."""
    for setting, given in (("aliases", choice.aliases), ("hints", choice.hints), ("nothing", choice.nothing)):
        if given and kind != "search":
            raise ExploreError(f"The control {name} has {setting}, which only a choice with kind='search' can show.")
    if not isinstance(choice.nothing, str):
        raise ExploreError(f"The control {name}: nothing, what is said where no choice matches, must be a text.")
    for setting, given in (("aliases", choice.aliases), ("hints", choice.hints)):
        if unknown := [str(label) for label in given if label not in labels]:
            raise ExploreError(f"The control {name} has {setting} for {unknown[0]!r}, which is none of its labels.")
        if wrong := [label for label, more in given.items() if isinstance(more, str) != (setting == "hints")]:
            kinds = {"aliases": "a list of texts", "hints": "a text"}
            raise ExploreError(f"The control {name}: {setting} of {wrong[0]!r} must be {kinds[setting]}.")
    aliases = {label: tuple(" ".join(str(one).split()) for one in more) for label, more in choice.aliases.items()}
    return aliases, {label: " ".join(hint.split()) for label, hint in choice.hints.items()}, choice.nothing


def _choices(name: str, choice: Choice) -> tuple[list[tuple[str, Any]], str, int]:
    """Labels and values, kind, and index of the choice to start with."""
    options, write = choice.options, choice.format or str
    if isinstance(options, bool):
        return [("no", False), ("yes", True)], "checkbox", int(options)
    if isinstance(options, tuple) and options and all(isinstance(part, Real) for part in options):
        numbers = _steps(name, options)
        plain = (lambda number: f"{number:.12g}") if isinstance(numbers[0], float) else str
        pairs = [((choice.format or plain)(number), number) for number in numbers]
        return pairs, "slider", (len(pairs) - 1) // 2
    if isinstance(options, set | frozenset):
        raise ExploreError(f"The control {name} is a set, which has no order: give a list, sorted(…).")
    if isinstance(options, str | Real) or not isinstance(options, Iterable):
        raise ExploreError(
            f"The control {name} is {options!r}, which names no list of choices: give a list, a dictionary, (min, max, "
            f"step) or a boolean; or keep it as it is with fixed({options!r})."
        )
    if isinstance(options, Mapping):
        pairs = [(str(label), value) for label, value in options.items()]
    else:
        pairs = [
            (str(option[0]), option[1]) if isinstance(option, tuple) and len(option) == 2 else (write(option), option)
            for option in islice(options, MOST + 1)
        ]
        _refuse_excess(name, len(pairs))
    few = 2 <= len(pairs) <= 4 and sum(len(label) for label, _ in pairs) <= 60 and not _searched(choice)
    return pairs, "radio" if few else "select", 0


def _steps(name: str, options: tuple) -> list:
    """The numbers of (min, max[, step]); whole numbers have the step 1, others need one."""
    if len(options) not in (2, 3):
        raise ExploreError(f"The control {name} is {options!r}: give (min, max, step), or a list of values.")
    if not all(math.isfinite(part) for part in options):
        raise ExploreError(f"The control {name} is {options!r}: its ends and its step must be finite numbers.")
    low, high = options[:2]
    whole = all(isinstance(part, Integral) for part in options)
    if len(options) == 2 and not whole:
        raise ExploreError(
            f"The control {name} is continuous: {options!r} has no step, and a published page cannot draw every number "
            f"between. Give one: ({low!r}, {high!r}, {(high - low) / 10!r})."
        )
    step = options[2] if len(options) == 3 else 1
    if step <= 0 or high < low:
        raise ExploreError(
            f"The control {name} is {options!r}: min must not exceed max, and the step must be positive."
        )
    # Fractions, because 0.1 + 0.2 is not 0.3: the numbers are the ones a person would write.
    start, end, by = (Fraction(str(part)) for part in (low, high, step))
    count = int((end - start) / by) + 1
    _refuse_excess(name, count)
    return [int(start + k * by) if whole else float(start + k * by) for k in range(count)]


def _refuse_excess(name: str, count: int) -> None:
    if count > MOST:
        raise ExploreError(f"The control {name} has more than {MOST:,} choices. Give fewer, or a larger step.")


def _refuse_confusion(name: str, labels: tuple[str, ...]) -> None:
    """Labels are shown and stand in addresses: each must differ from the others to the eye and to a computer."""
    seen: dict[str, str] = {}
    for label in labels:
        if not label:
            raise ExploreError(f"The control {name} has a choice without a label.")
        shown = "".join(letter for letter in label if unicodedata.category(letter) != "Cf")  # zero width and the like
        key = unicodedata.normalize("NFKC", shown).casefold()
        if key in seen:
            same = "twice" if seen[key] == label else f"and {seen[key]!r}, which a reader cannot tell apart"
            raise ExploreError(
                f"The control {name} has the label {label!r} {same}. Give each choice a label of its own."
            )
        seen[key] = label


def _from_widget(given: Any) -> Choice | None:
    """What an ipywidgets widget stands for, as far as it is finite; None for what is no widget."""
    if not hasattr(given, "comm") or not hasattr(given, "value"):
        return None
    label = getattr(given, "description", "")
    if hasattr(given, "_options_full"):  # Dropdown, RadioButtons, SelectionSlider, …
        if isinstance(given.value, tuple):
            raise ExploreError(f"{type(given).__name__} chooses several values at once; offer one choice at a time.")
        return Choice([tuple(pair) for pair in given._options_full], label, given.value)
    if isinstance(given.value, bool):
        return Choice(given.value, label)
    if (
        isinstance(given.value, Real)
        and not hasattr(given, "base")
        and all(hasattr(given, part) for part in ("min", "max", "step"))
        and given.step
    ):
        return Choice((given.min, given.max, given.step), label, given.value)
    raise ExploreError(f"{type(given).__name__} has no list of choices: give a list, a dictionary or (min, max, step).")


def _same(a: object, b: object) -> bool:
    """Are two values the same choice? True and 1 are not; values that cannot be compared are not."""
    try:
        return a is b or (isinstance(a, bool) == isinstance(b, bool) and bool(a == b))  # a is b: NaN, too
    except Exception:
        return a is b
