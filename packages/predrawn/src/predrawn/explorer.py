"""``explore``: let a reader choose, in a notebook and in the published page."""

from __future__ import annotations

import inspect
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING, Any

from IPython.utils.capture import capture_output
from ipywidgets import fixed

from . import carrier, derived, marks, page, progress, work
from .controls import _UNSET, LONG, Control, read
from .derived import Derived
from .errors import ExploreError
from .tables import FILTER
from .view import Drawn, View, as_view

if TYPE_CHECKING:
    from .live import Live

    Parameters = Mapping[str, inspect.Parameter]

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_CSV = re.compile(r'<table [^>]*data-csv="(\w+)"')


def explore(
    draw: Callable | Sequence[Callable],
    /,
    *,
    title: str = "",
    subtitle: str = "",
    note: str = "",
    name: str = "",
    beside: str = "",
    max_states: int = 10_000,
    max_bytes: int = 4_000_000,
    map: work.Map | None = None,
    **controls: object,
) -> Explorer:
    """Offer the parameters of ``draw`` as controls: live in a notebook, and in a published page without a kernel.

    ``draw`` is a function of the controls that returns a ``View`` (or a matplotlib figure, a DataFrame or a text by
    itself). It must be pure: the same choices, the same view. It may also be a list of functions; each is drawn for the
    combinations of those controls only that it has as parameters, so controls that do not meet are not multiplied.

    ``controls`` are the abbreviations of ``ipywidgets.interact`` as far as they are finite: a list of values or of
    (label, value) pairs, a dictionary label -> value, (min, max) of whole numbers, (min, max, step), a boolean,
    ``fixed(value)``, a selection widget; or a ``Choice``, which can say label, default and format. As in ``interact``, a
    parameter's own default is the choice to start with. A function of controls (``state=lambda place: STATE[place]``) is a derived
    value: a part that takes it is drawn once for each distinct value.

    ``title`` is the question that the explorer answers, ``subtitle`` says measure, unit and date, ``note`` stands below
    (a source), ``name`` identifies it in files and addresses (default: the name of ``draw`` without ``draw_``).

    ``beside`` names a control of which readers may choose a second and a third: the parts that depend on it are shown for each. They
    are controls as well, ``place_2`` and ``place_3`` for ``place``; a part of text alone may take them.

    ``map`` is a function with the manners of ``Executor.map`` that draws the states elsewhere, on a cluster say. Its workers must
    draw what this process draws; some states are compared. Without it, work of more than a few seconds is divided among
    forked processes, on Linux.

    While a book is built every state is drawn here and now; otherwise only what is looked at. Raises ExploreError for a
    control that cannot be published, for more than ``max_states`` states or ``max_bytes`` bytes (only while a book is
    built), and for a state that cannot be drawn.
    """
    try:
        draws, name = _identify(draw, name, title=title, subtitle=subtitle, note=note, beside=beside)
        explorer = Explorer(name, draws, controls, title=title, subtitle=subtitle, note=note, beside=beside)
        if progress.building():
            explorer.predraw(max_states, max_bytes, map)
    except Exception as error:  # whatever it is: a failed cell alone does not fail every build
        own = isinstance(error, ExploreError)
        complete = ExploreError(f"Explorer {name!r}: {error if own else f'{type(error).__name__}: {error}'}")
        progress.fault(str(complete))
        raise complete from (error.__cause__ if own else error)
    return explorer


def _identify(draw: Callable | Sequence[Callable], name: str, **texts: str) -> tuple[list[Callable], str]:
    """The functions that draw, and the explorer's name; ExploreError for what is none."""
    for setting, text in {"name": name, **texts}.items():
        if not isinstance(text, str):
            raise ExploreError(f"{setting} is a setting of explore, a text; call the parameter of draw something else.")
    draws = [draw] if callable(draw) else list(draw)
    if not draws or not all(callable(function) for function in draws):
        raise ExploreError("explore needs a function that draws, or a list of them.")
    name = name or called(draws[0]).removeprefix("draw_").strip("_").replace("_", "-").lower()
    if not _NAME.fullmatch(name):
        raise ExploreError(
            f"{name!r} cannot be its name: use lower-case letters, digits and single hyphens, beginning with a letter: "
            "explore(…, name='pay')."
        )
    return draws, name


def called(draw: Callable) -> str:
    """The name of a function; of a partial or an object that can be called, what it wraps or its class."""
    inner = getattr(draw, "func", draw)
    return getattr(inner, "__name__", type(inner).__name__)


@dataclass(frozen=True)
class Part:
    """One of the functions that draw, with the names of the controls and derived values it depends on, and its fixed arguments.

    ``follows`` are derived values that it takes as well and that ``names`` decide: they multiply nothing.
    """

    draw: Callable
    names: tuple[str, ...]
    constants: dict
    follows: tuple[str, ...] = ()


class Explorer:
    """What ``explore`` returns. Shown in a notebook it is live; its values can be read and set at any time.

    ``controls`` are the controls by name, ``chosen`` the index of each one's present choice. ``derived`` are the values that follow
    from controls, by name. ``beside`` names the control that has a second and a third choice, the controls ``copies``: each with
    the choices of the first after one for none. ``filtered`` are the parts, one at the most, whose tables readers filter; known when
    all states are drawn.
    """

    def __init__(
        self,
        name: str,
        draws: Sequence[Callable],
        given: Mapping[str, object],
        *,
        title: str = "",
        subtitle: str = "",
        note: str = "",
        beside: str = "",
    ):
        self.name, self.title, self.subtitle, self.note = name, title, subtitle, note
        constants = {key: value.value for key, value in given.items() if isinstance(value, fixed)}
        functions = {key: function for key, value in given.items() if (function := derived.function_of(value))}
        signatures = [inspect.signature(draw).parameters for draw in draws]
        named = [key for key in given if key not in constants and key not in functions]
        self.beside, self.copies = beside, tuple(f"{beside}_{number}" for number in (2, 3)) if beside else ()
        _refuse_beside(beside, self.copies, named, given)
        choosable = [*named, *self.copies]
        taken = {key: derived.arguments(key, function, choosable, constants) for key, function in functions.items()}
        # Whether a derived value that no part takes is marked is known when all is drawn.
        _refuse_idle(named, [*signatures, *(inspect.signature(function).parameters for function in functions.values())])
        self.controls: dict[str, Control] = {key: read(key, given[key], _default(key, signatures)) for key in named}
        if beside and self.controls[beside].kind == "checkbox":
            raise ExploreError(
                f"beside names {beside!r}, a checkbox, which has no other choice to show: give a list of choices."
            )
        self.controls = {
            key: control
            for name, first in self.controls.items()
            for key, control in [(name, first), *(_copies(first, self.copies) if name == beside else ())]
        }
        self.derived: dict[str, Derived] = {
            key: derived.read(key, given[key], self.controls, *own) for key, own in taken.items()
        }
        self.parts = [self._part(draw, parameters, constants) for draw, parameters in zip(draws, signatures)]
        self._reach: dict[tuple[str, ...], set[tuple[int, ...]] | None] = {}
        self.chosen = {key: control.default for key, control in self.controls.items()}
        self.filtered: tuple[Part, ...] = ()
        self._states: list[list[Drawn]] | None = None
        self._packed = page.Packed({}, [], {}, {})
        self._live: Live | None = None

    @property
    def values(self) -> dict[str, Any]:
        """The values chosen now, by control."""
        return {key: control.values[self.chosen[key]] for key, control in self.controls.items()}

    @property
    def labels(self) -> dict[str, str]:
        """The labels of the values chosen now, by control."""
        return {key: control.labels[self.chosen[key]] for key, control in self.controls.items()}

    @property
    def states(self) -> int:
        """How many states a published page holds."""
        return sum(self._count(part) for part in self.parts)

    def choose(self, **values: object) -> Explorer:
        """Set controls by value, as a reader would; a live view follows. ExploreError names an unknown choice."""
        for key in values:
            if key not in self.controls:
                raise ExploreError(
                    f"Explorer {self.name!r} has no control {key!r}. It has: {', '.join(self.controls)}."
                )
        chosen = {key: self.controls[key].index(value) for key, value in values.items()}
        self.chosen |= chosen
        if self._live:
            self._live.follow(chosen)
        return self

    def drawn(self, part: Part, chosen: dict[str, int] | None = None) -> Drawn:
        """Draw one part for the choices given as indexes by control, or by derived value (default: those chosen now)."""
        return self.laid(self.unmarked(part, chosen), chosen)

    def view(self, part: Part) -> View:
        """What one part draws for the choices of now, before it becomes text."""
        task = self._task(part, self.chosen)
        return as_view(task.draw(**task.arguments))

    def unmarked(self, part: Part, chosen: dict[str, int] | None = None) -> Drawn:
        """Draw one part without its marks."""
        return work.draw(self._task(part, self.chosen | (chosen or {})))

    def repeated(self, part: Part) -> bool:
        """Is a part shown for each choice of ``beside``? Not if it depends on several of them itself."""
        own = self._depends(part)
        return self.beside in own and not set(self.copies) & set(own)

    def variants(self, part: Part) -> list[dict[str, int]]:
        """What a part is shown for: what is chosen, and the same with each other choice of ``beside`` that is shown."""
        others = [self.chosen[key] - 1 for key in self.copies if self.chosen[key]] if self.repeated(part) else []
        return [self.chosen, *(self.chosen | {self.beside: index} for index in others)]

    def _depends(self, part: Part) -> list[str]:
        """The controls that a part depends on, by itself or through derived values: where several ways lead to one, several times."""
        return [
            key for name in part.names for key in (self.derived[name].controls if name in self.derived else (name,))
        ]

    def laid(self, drawn: Drawn, chosen: dict[str, int] | None = None) -> Drawn:
        """Lay the marks of a figure that was drawn, for choices as in ``drawn``."""
        told = lambda key: self._told(key, self.chosen | (chosen or {}))  # noqa: E731
        return drawn._replace(figure=marks.lay(drawn.figure, told)) if marks.names(drawn.figure) else drawn

    def numbers(self, key: str) -> list[float | None]:
        """The values that a mark can lie at. Raises ExploreError where they are no numbers."""
        if key not in self.controls and key not in self.derived:
            raise ExploreError(
                f"a figure has a mark {key!r}, which is no control. There are: {', '.join((*self.controls, *self.derived))}."
            )
        try:
            return [marks.number(value) for value in self.of(key).values]
        except ValueError as error:
            raise ExploreError(
                f"the mark {key!r} lies at numbers, and {key} may be {error.args[0]!r}. Derive a number from it: "
                f"explore(…, where=lambda {key}: …)."
            ) from None

    def _told(self, key: str, chosen: dict[str, int]) -> tuple[float | None, str]:
        numbers = self.numbers(key)
        index = self.index(key, chosen)
        return numbers[index], self.of(key).labels[index]

    def choices(self, part: Part, chosen: dict[str, int]) -> str:
        """The choices in words: ``Place: Boston, MA; Prices: as paid``."""
        own = [(self.of(key), self.index(key, chosen)) for key in part.names]
        return "; ".join(f"{kept.label}: {kept.labels[index]}" for kept, index in own) or self.title or self.name

    def of(self, key: str) -> Control | Derived:
        """The control or the derived value with this name."""
        return self.controls.get(key) or self.derived[key]

    def index(self, key: str, chosen: dict[str, int]) -> int:
        """Index of the choice of a control, or of the derived value that follows from choices where ``chosen`` does not name it."""
        return chosen[key] if key in chosen else self.derived[key].index(self.chosen | chosen)

    def product(self, part: Part) -> list[dict[str, int]]:
        """All indexes by name of what a part depends on, the last changing fastest."""
        ranges = [range(len(self.of(key))) for key in part.names]
        return [dict(zip(part.names, indexes)) for indexes in itertools.product(*ranges)]

    def combinations(self, part: Part) -> list[dict[str, int]]:
        """The states of a part, as indexes by name of what it depends on: those of ``product`` that some choices lead to."""
        reached = self._reached(part)
        return [chosen for chosen in self.product(part) if reached is None or tuple(chosen.values()) in reached]

    def _reached(self, part: Part) -> set[tuple[int, ...]] | None:
        """The states that some choices lead to, where derived values share a control; None: all."""
        if part.names not in self._reach:
            own = self._depends(part)
            self._reach[part.names] = None
            if len(own) > len(set(own)):
                keys = tuple(dict.fromkeys(own))
                counts = [range(len(self.controls[key])) for key in keys]
                if prod(map(len, counts)) > derived.ASKED:
                    raise ExploreError(
                        f"{called(part.draw)} takes {', '.join(part.names)}, which {' × '.join(keys)} decide in more than "
                        f"{derived.ASKED:,} combinations. Derive from fewer controls."
                    )
                every = (dict(zip(keys, indexes)) for indexes in itertools.product(*counts))
                self._reach[part.names] = {tuple(self.index(name, chosen) for name in part.names) for chosen in every}
        return self._reach[part.names]

    def _part(self, draw: Callable, parameters: Parameters, constants: Mapping[str, Any]) -> Part:
        taken, own = _arguments(draw, parameters, {**self.controls, **self.derived}, constants)
        taken = tuple(key for key in taken if key not in self.copies or key in parameters)  # any arguments: not these
        follows = [key for key in taken if key in self.derived and set(self.derived[key].controls) <= set(taken)]
        return Part(draw, tuple(key for key in taken if key not in follows), own, tuple(follows))

    def predraw(self, max_states: int, max_bytes: int, map: work.Map | None = None) -> None:
        """Draw every state and pack them for a page. Raises ExploreError beyond a limit or when a state fails."""
        self._refuse_explosion(max_states)
        with capture_output(stderr=False) as beside:
            states, carried = self._draw_all(lambda: bool(beside.stdout or beside.outputs), max_bytes, map)
        if beside.stdout or beside.outputs:
            raise ExploreError(work.PRINTED)
        for part, drawn in zip(self.parts, states):
            if any((state.figure or state.table) and set(self.copies) & set(self._depends(part)) for state in drawn):
                raise ExploreError(
                    f"{called(part.draw)} takes a second choice of {self.beside!r} and draws more than a text. What it draws for one "
                    "choice is shown beside that for another by itself; say the difference in words."
                )
            page.refuse_jumps([self.choices(part, chosen) for chosen in self.combinations(part)], drawn)
        self.filtered = self._filtered(states)
        states = [[state._replace(table=state.table.replace(FILTER, "")) for state in drawn] for drawn in states]
        marked = sorted({key for drawn in states for state in drawn for key in marks.names(state.figure)})
        for key in marked:
            self.numbers(key)
        taken = {key for part in self.parts for key in (*part.names, *part.follows)}
        if idle := [key for key in self.derived if key not in taken and key not in marked]:
            raise _idle(idle, [key for key in (*self.controls, *self.derived) if key in taken])
        self._states, self._packed = states, page.pack(self, states, marked, carried)
        if len(self._packed) > max_bytes:
            raise self._too_heavy(self.states, f"{len(self._packed):,}", max_bytes)

    def _filtered(self, states: list[list[Drawn]]) -> tuple[Part, ...]:
        """The part whose tables readers filter, if one has such tables. What is typed stands in the address beside the choices, and
        one file serves all states as their CSV: raises ExploreError where that cannot be."""
        own = tuple(part for part, drawn in zip(self.parts, states) if any(FILTER in state.table for state in drawn))
        if len(own) > 1:
            raise ExploreError(
                f"{' and '.join(called(part.draw) for part in own)} return filterable tables: one may, for what is typed stands in the "
                f"address as {self.name}.rows. Show another in an explorer of its own, or without a filter."
            )
        if taken := [key for key in ("rows", "up", "down") if own and key in self.controls]:
            raise ExploreError(
                f"{called(own[0].draw)} returns a filterable table, which stands in the address as rows, up and down, and there is a "
                f"control {taken[0]!r}: call the control something else."
            )
        for part, drawn in zip(self.parts, states):
            if len({file for state in drawn for file in _CSV.findall(state.table)}) > 1:
                raise ExploreError(
                    f"{called(part.draw)} gives its tables a csv that differs from state to state, and one file serves all. Leave csv "
                    "out: then the CSV file holds what is shown."
                )
        return own

    def _draw_all(
        self, printed: Callable[[], bool], max_bytes: int, map: work.Map | None
    ) -> tuple[list[list[Drawn]], dict[str, str]]:
        """All states of each part, and the files that their tables need, by name. Raises ExploreError that names the state which fails."""
        tasks = [self._task(part, chosen) for part in self.parts for chosen in self.combinations(part)]
        drawn: list[Drawn | None] = [None] * len(tasks)
        limit = work.Limit(max_bytes)
        carried: dict[str, str] = {}
        for done, (number, whole) in enumerate(work.draw_all(tasks, printed, map), 1):
            table, files = carrier.take(whole.table)
            drawn[number] = state = whole._replace(table=table)
            carried |= files
            if limit.passed(state):
                raise self._too_heavy(done, f"about {limit.bytes:,}", max_bytes)
            progress.report(self.name, done, len(tasks))
        states = iter(drawn)
        return [
            [state for state in itertools.islice(states, self._count(part)) if state] for part in self.parts
        ], carried

    def _task(self, part: Part, chosen: dict[str, int]) -> work.Task:
        values = {key: self.of(key).values[self.index(key, chosen)] for key in (*part.names, *part.follows)}
        told = ", ".join(f"{key}={value!r}" for key, value in values.items())
        none = [key for key in self.copies if key in values and values[key] is None]
        # Asked for where it matters alone: there may be a hundred thousand states of text.
        taken = inspect.signature(part.draw).parameters if none else {}
        if any(taken[key].default is inspect.Parameter.empty for key in none):
            return work.Task(_blank, {}, "", f"{called(part.draw)}({told})")
        arguments = {key: value for key, value in values.items() if key not in none} | part.constants
        return work.Task(part.draw, arguments, self.choices(part, chosen), f"{called(part.draw)}({told})")

    def _too_heavy(self, states: int, taken: str, most: int) -> ExploreError:
        return ExploreError(
            f"{states:,} of its {self.states:,} states take {taken} bytes, more than {most:,}. {self._ways_out()} or draw simpler "
            "figures and shorter tables; or raise max_bytes."
        )

    def _count(self, part: Part) -> int:
        reached = self._reached(part)
        return prod(len(self.of(key)) for key in part.names) if reached is None else len(reached)

    def _refuse_explosion(self, most: int) -> None:
        if self.states > most:
            part = max(self.parts, key=self._count)
            product = " × ".join(f"{key} {len(self.of(key))}" for key in part.names)
            raise ExploreError(
                f"{self.states:,} states ({product}), more than {most:,}. {self._ways_out()} or raise max_states."
            )

    def _ways_out(self) -> str:
        part = max(self.parts, key=self._count)
        most = max(part.names, key=lambda key: len(self.of(key)), default="")
        return (
            f"The {'derived value with the most values' if most in self.derived else 'control with the most choices'} is {most!r}. Give it fewer, or a larger step; draw what does not depend on "
            "it in a function of its own, explore([one, other], …);"
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        if self._states is not None:
            return {"text/html": page.published(self, self._states, self._packed), "text/plain": repr(self)}
        from .live import Live  # widgets are made where they are shown, and in no book

        self._live = self._live or Live(self)
        return self._live.bundle() | {"text/html": page.unpublished(self, self._live.drawn), "text/plain": repr(self)}

    def __repr__(self) -> str:
        chosen = "; ".join(f"{self.controls[key].label}: {label}" for key, label in self.labels.items())
        return f"Explorer {self.name!r}: {self.title or chosen}"


def _blank() -> View:
    """What is drawn of a difference where no second choice is shown."""
    return View(sentence=" ")


def _copies(first: Control, names: Iterable[str]) -> Iterable[tuple[str, Control]]:
    """A second and a third control with the choices of a first, after one for none; they are searched as it is, or if they are many."""
    long = first.kind in ("slider", "number") and len(first) > LONG
    kind = "search" if first.kind == "search" or long else "select"
    none = "–" if "none" in map(str.casefold, first.labels) else "none"
    word = first.label.partition(" ")[0]
    label = first.label if word.isupper() else first.label[:1].lower() + first.label[1:]  # an abbreviation stays one
    for number, name in enumerate(names, 2):
        yield (
            name,
            replace(
                first,
                name=name,
                label=f"{first.label} {number}",
                labels=(none, *first.labels),
                values=(None, *first.values),
                default=0,
                kind=kind,
                instead=f"another {label}",
            ),
        )


def _refuse_beside(beside: str, copies: Iterable[str], controls: Sequence[str], given: Iterable[str]) -> None:
    if beside and beside not in controls:
        raise ExploreError(f"beside names {beside!r}, which is no control. There are: {', '.join(controls) or 'none'}.")
    if taken := [key for key in copies if key in given]:
        raise ExploreError(f"{taken[0]} is another choice of {beside!r}, shown beside it; call this something else.")


def _default(name: str, signatures: Sequence[Parameters]) -> object:
    """The default of a parameter, as the first function that has one states it."""
    for parameters in signatures:
        if name in parameters and parameters[name].default is not inspect.Parameter.empty:
            return parameters[name].default
    return _UNSET


def _refuse_idle(given: Sequence[str], signatures: Sequence[Parameters]) -> None:
    """Raise ExploreError for a control that no function takes: most often a slip of the pen."""
    taken = {key: parameter for parameters in signatures for key, parameter in parameters.items()}
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in taken.values()):
        return
    if idle := [key for key in given if key not in taken]:
        raise _idle(idle, taken)


def _idle(idle: Iterable[str], taken: Iterable[str]) -> ExploreError:
    return ExploreError(
        f"no function that draws has a parameter named {', '.join(idle)}. There are: {', '.join(taken) or 'none'}."
    )


def _arguments(
    draw: Callable, parameters: Parameters, controls: Mapping[str, object], constants: Mapping[str, Any]
) -> tuple[tuple[str, ...], dict]:
    """The controls and fixed arguments that a function takes; ExploreError when it lacks one."""
    takes_all = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    named = [
        key
        for key, parameter in parameters.items()
        if parameter.kind not in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL)
    ]
    for key in named:
        if parameters[key].kind is parameters[key].POSITIONAL_ONLY:
            raise ExploreError(f"{called(draw)} takes {key!r} by position only; controls are passed by name.")
        if key not in controls and key not in constants and parameters[key].default is inspect.Parameter.empty:
            raise ExploreError(f"{called(draw)} needs {key!r}, and no control gives it. Add {key}=… or {key}=fixed(…).")
    return (
        tuple(key for key in controls if takes_all or key in named),
        {key: value for key, value in constants.items() if takes_all or key in named},
    )
