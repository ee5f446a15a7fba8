"""The published face: an explorer as HTML, and its states packed for a script file of the book.

The HTML holds the state to start with, so a page without JavaScript, a printed page and a screen reader have the answer
before any script runs. ``static/explore.js`` brings the controls to life.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from . import carrier, columns, marks, typed
from .controls import Control
from .errors import ExploreError
from .tables import FILTER
from .view import Drawn

if TYPE_CHECKING:
    from .explorer import Explorer, Part

#: Marks an explorer that was shown by a kernel that no book build had started.
UNDRAWN = "data-explorer-undrawn"


#: What the script fills in: a line that says what cannot be shown, and the region that is spoken. That stands outside of the figure,
#: which may be busy.
MESSAGE = '<p class="explorer-message" hidden></p>'
SPOKEN = '<p class="explorer-unseen" role="status"></p>'

#: Packed letters up to which all states of an explorer travel in one file; and how many go into one of several at most.
WHOLE, CHUNK = 24_000, 20_000
#: Letters that surely do not fit into one file when they are packed; and states by which all are judged.
MANY, LOOKED_AT = 5_000_000, 24


@dataclass(frozen=True)
class Packed:
    """All states of an explorer, ready to travel: file name -> compressed states as base64 text; and for each part, where they are.

    A part's ``layout`` names its controls and its files. Where there are several, ``by`` is the control that divides them, and
    each holds ``size`` neighboring choices of it. ``keys`` says from which controls values are derived, and in which file the way
    from choices to values is. ``lists`` names the file of labels of each control that is searched.
    """

    files: dict[str, str]
    layout: list[dict]
    keys: dict
    lists: dict[str, str]

    def __len__(self) -> int:
        return sum(map(len, self.files.values()))


def pack(
    explorer: Explorer, states: list[list[Drawn]], marked: Sequence[str] = (), carried: Mapping[str, str] | None = None
) -> Packed:
    """Compress all states of an explorer. The same states give the same files. ``marked``: the names of the marks in the figures.
    ``carried``: files of the tables themselves, file name -> packed text.

    Few states travel in one file. Many are divided by one control of each part: the one with the fewest choices that suffice, so
    that neighboring pictures, which compress well together, stay together.
    """
    spoken: list[list] = [
        _in_order(explorer, part, _spoken(explorer, part, drawn)) for part, drawn in zip(explorer.parts, states)
    ]
    tables: dict[str, Any] = {}
    for number, states_of in enumerate(spoken):
        if (found := columns.split(states_of)) and _lighter(states_of, *found):
            spoken[number], tables[str(number)] = found
    keys = _keys(explorer, marked, tables)
    files: dict[str, str] = dict(carried or {})
    lists: dict[str, str] = {}
    for key, control in explorer.controls.items():
        if control.kind == "search":
            # A second choice has those of the first after one for none, which the page says: one file serves both, and every
            # explorer of the book whose choices are these. Its name is no explorer's.
            choices = carrier.packed(typed.rows(control)[key in explorer.copies :])
            lists[key] = carrier.name_of(choices)
            files[lists[key]] = choices
    content = {str(number): drawn for number, drawn in enumerate(spoken)} | keys
    whole = carrier.packed(content, MANY)
    if 0 < len(whole) <= WHOLE:
        file = _file(explorer, whole)
        in_one = [_where(explorer, part, [file]) for part in explorer.parts]
        return Packed(files | {file: whole}, in_one, _key_layout(explorer, file) if keys else {}, lists)
    layout: list[dict] = []
    for number, (part, drawn) in enumerate(zip(explorer.parts, spoken)):
        own, division = _divided(explorer, part, number, drawn)
        names = [_file(explorer, packed) for packed in own]
        files |= dict(zip(names, own))
        layout.append(_where(explorer, part, names) | division)
    if not keys:
        return Packed(files, layout, {}, lists)
    packed = carrier.packed(keys)
    file = _file(explorer, packed)
    return Packed(files | {file: packed}, layout, _key_layout(explorer, file), lists)


def _lighter(states: list, split_up: list, shared: dict[str, Any]) -> bool:
    """Do states take less room with their tables as columns? Of many, some are looked at."""
    step = math.ceil(len(states) / LOOKED_AT)
    whole, columned = (len(carrier.packed(some[::step])) for some in (states, split_up))
    return len(carrier.packed(shared)) < (whole - columned) * step


def _where(explorer: Explorer, part: Part, files: list[str]) -> dict:
    """What a part depends on, its files, and whether it is shown for each of several choices."""
    return {"controls": part.names, "files": files} | ({"beside": 1} if explorer.repeated(part) else {})


def _in_order(explorer: Explorer, part: Part, drawn: list[Drawn]) -> list[Drawn | None]:
    """States as the page counts them, with a hole where no choices lead."""
    states = {tuple(chosen.values()): state for chosen, state in zip(explorer.combinations(part), drawn)}
    return [states.get(tuple(chosen.values())) for chosen in explorer.product(part)]


def _keys(explorer: Explorer, marked: Sequence[str], tables: dict[str, Any]) -> dict[str, Any]:
    """What a file holds beside states: the way from choices to derived values, numbers of marks with the words for them, and what
    tables share."""
    derived = {key: own.letters() for key, own in explorer.derived.items()}
    # The page has the labels of controls.
    numbers = {key: [explorer.numbers(key), explorer.derived[key].labels if key in derived else 0] for key in marked}
    own = {"derived": derived, "numbers": numbers, "tables": tables}
    return {"keys": own} if any(own.values()) else {}


def _key_layout(explorer: Explorer, file: str) -> dict[str, Any]:
    """What the page itself says of it: its file, and for each derived value its controls and how many values there are."""
    return {"file": file, "derived": {key: [own.controls, len(own)] for key, own in explorer.derived.items()}}


def _divided(explorer: Explorer, part: Part, number: int, drawn: list) -> tuple[list[str], dict]:
    """A part's states in files of at most CHUNK packed letters, as far as one control divides them; and what divides them so."""
    wanted = math.ceil(len(carrier.packed({str(number): drawn})) / CHUNK)
    counts = {key: len(explorer.of(key)) for key in part.names}
    while True:
        by, size = _division(counts, wanted)
        groups: dict[int, list] = {}
        for chosen, state in zip(explorer.product(part), drawn):
            groups.setdefault(chosen[by] // size if by else 0, []).append(state)
        own = [carrier.packed({str(number): some}) for _, some in sorted(groups.items())]
        most = max(map(len, own))
        if most <= CHUNK or not by or (size == 1 and counts[by] == max(counts.values())):
            return own, {"by": by, "size": size} if by else {}
        wanted = max(wanted + 1, math.ceil(wanted * most / CHUNK))  # what is divided compresses less well


def _division(counts: dict[str, int], wanted: int) -> tuple[str, int]:
    """The control or derived value that divides a part's states into files, and how many of its choices go into one; none: one file."""
    if wanted < 2 or not counts:
        return "", 0
    enough = [key for key, count in counts.items() if count >= wanted]
    by = min(enough, key=counts.__getitem__) if enough else max(counts, key=counts.__getitem__)
    return by, math.ceil(counts[by] / min(wanted, counts[by]))


def _file(explorer: Explorer, packed: str) -> str:
    return f"{explorer.name}-{carrier.name_of(packed)}"


def published(explorer: Explorer, states: list[list[Drawn]], packed: Packed) -> str:
    """The figure for a page, and the carriers of its states."""
    start = []
    for part, drawn in zip(explorer.parts, states):
        spoken = _spoken(explorer, part, drawn)
        every = explorer.combinations(part)
        # What is blank at times, as a difference of one place is, keeps no room.
        blank = any(not state.sentence.strip() for state in spoken)
        room = "" if blank else max((state.sentence for state in spoken), key=len)
        unseen = not any(state.sentence for state in drawn)
        views = []
        for chosen in explorer.variants(part):
            current = every.index({key: explorer.index(key, chosen) for key in part.names})
            views.append(_part(explorer.laid(spoken[current], chosen), room, unseen, part in explorer.filtered))
        start.append(beside(explorer, part, views))
    attribute = f'data-explorer-states="{_attribute(packed.layout)}"'
    if packed.keys:
        attribute += f' data-explorer-keys="{_attribute(packed.keys)}"'
    if explorer.beside:
        attribute += f' data-explorer-beside="{explorer.beside}"'
    if explorer.filtered:
        attribute += ' data-explorer-rows="1"'
    carriers = itertools.starmap(carrier.element, packed.files.items())
    return _figure(explorer, start, attribute, packed.lists) + "".join(carriers)


def _attribute(content: object) -> str:
    return escape(json.dumps(content, separators=(",", ":")))


def beside(explorer: Explorer, part: Part, views: list[str]) -> str:
    """The views of a part: one, or several side by side, each named by its choice."""
    if not explorer.repeated(part):
        return views[0]
    labels = explorer.controls[explorer.beside].labels
    names = [labels[chosen[explorer.beside]] for chosen in explorer.variants(part)]
    hidden = " hidden" if len(views) == 1 else ""
    return (
        '<div class="explorer-beside">'
        + "".join(
            f"<div data-explorer-variant><p data-explorer-choice{hidden}>{escape(name)}</p>{view}</div>"
            for name, view in zip(names, views)
        )
        + "</div>"
    )


def unpublished(explorer: Explorer, drawn: list[list[Drawn]]) -> str:
    """The figure in the state it has now, for front ends without widgets; its controls are not shown."""
    views = ([_part(state, state.sentence, False) for state in views] for views in drawn)
    return _figure(explorer, [beside(explorer, part, own) for part, own in zip(explorer.parts, views)], UNDRAWN, {})


def state_script(packed: str) -> str:
    """The content of a state file: a script, because a page opened from disk may load one and may not fetch."""
    return f'document.currentScript.states="{packed}"\n'


def content_of(script: str) -> Any:
    """What a file of the book's holds: the states of an explorer's parts, or the rows of a choice that is searched."""
    return carrier.unpacked(script.partition('"')[2].partition('"')[0])


def refuse_jumps(choices: list[str], drawn: list[Drawn]) -> None:
    """Raise ExploreError when two figures differ in size: the page would jump at every change."""
    sizes = [
        (viewbox.group(1) if (viewbox := re.search(r'viewBox="([^"]*)"', state.figure)) else None) for state in drawn
    ]
    for choice, size in zip(choices, sizes):
        if size != sizes[0]:
            raise ExploreError(
                f"the figures differ in size: {_size(sizes[0])} for {choices[0]!r}, {_size(size)} for {choice!r}. Give "
                "every figure one size (figsize=…), without bbox_inches='tight'."
            )


def _size(viewbox: str | None) -> str:
    return "none" if viewbox is None else " × ".join(viewbox.split()[2:]) + " points"


def _spoken(explorer: Explorer, part: Part, drawn: list[Drawn]) -> list[Drawn]:
    """States with something to speak: the choices in words where the author gives no sentence at all."""
    if any(state.sentence for state in drawn):
        return drawn
    return [
        state._replace(sentence=explorer.choices(part, chosen))
        for state, chosen in zip(drawn, explorer.combinations(part))
    ]


def _figure(explorer: Explorer, start: list[str], attribute: str, lists: dict[str, str]) -> str:
    own, drawn = f"explorer-{explorer.name}", attribute != UNDRAWN
    heading = f'<strong class="explorer-title">{escape(explorer.title)}</strong>' if explorer.title else ""
    if explorer.subtitle:
        heading += f'<span class="explorer-subtitle">{escape(explorer.subtitle)}</span>'
    controls = "".join(
        _control(own, control, explorer.chosen[key], lists.get(key, "")) for key, control in explorer.controls.items()
    )
    return (
        f'<figure id="{own}" class="mathjax_ignore" data-explorer="{explorer.name}" {attribute}>'
        + (f"<figcaption>{heading}</figcaption>" if heading else "")
        # Disabled until the script is there: a control that does nothing must not look as if it did.
        + (f'<form autocomplete="off"><fieldset disabled>{controls}</fieldset></form>{MESSAGE}' if drawn else "")
        + f"<div data-explorer-view>{''.join(start)}</div>"
        + (f'<p class="source">{escape(explorer.note)}</p>' if explorer.note else "")
        + (_foot("<svg" in "".join(start)) if drawn else "")
        + "</figure>"
        + (SPOKEN if drawn else "")
    )


def _foot(saved: bool) -> str:
    """The line of buttons below, which the script shows: a link to what is chosen, and a figure that can be saved."""
    words = ("Copy link", *(("Save as SVG", "Save as PNG") if saved else ()))
    return f'<p class="explorer-foot">{"".join(f"<button hidden>{own}</button>" for own in words)}</p>'


def _part(drawn: Drawn, room: str, unseen: bool, filtered: bool = False) -> str:
    """A part in a state. The field that filters its tables stands before them: it stays, with what is typed, when another is shown."""
    sentence = (
        f'<p data-explorer-sentence class="{"explorer-unseen" if unseen else "explorer-sentence"}" '
        f'data-room="{escape(room)}"><span>{escape(drawn.sentence)}</span></p>'
    )
    # Where the alternative text is the sentence, it is not read out twice; what lies beyond an axis is read.
    said = f'aria-label="{escape(drawn.sentence)}"' in drawn.figure and not marks.beyond(drawn.figure)
    hidden = ' aria-hidden="true"' if said else ""
    table = f"{FILTER if filtered else ''}<div data-explorer-figures>{drawn.table}</div>"
    if drawn.table and drawn.figure:
        table = f"<details><summary>The figures as a table</summary>{table}</details>"
    return f"<div data-explorer-part>{sentence}<div data-explorer-picture{hidden}>{drawn.figure}</div>{table}</div>"


def _control(own: str, control: Control, chosen: int, file: str) -> str:
    """A form control with its label, at the choice with index ``chosen``; ``file`` has the labels of one that is searched, but none."""
    identifier = f"{own}.{control.name}"  # a dot, which no name has: pay-offer.x is not pay.offer-x
    label, labels = escape(control.label), [escape(label) for label in control.labels]
    instead = f' placeholder="{escape(control.instead)}"' if control.instead else ""
    inner = {
        "select": lambda: (
            f'<label for="{identifier}">{label}</label><select id="{identifier}">'
            + "".join(
                f"<option{' selected' if index == chosen else ''}>{text}</option>" for index, text in enumerate(labels)
            )
            + "</select>"
        ),
        "radio": lambda: (
            f"<fieldset><legend>{label}</legend>"
            + "".join(
                f'<label><input type="radio" name="{identifier}" value="{index}"'
                f"{' checked' if index == chosen else ''}> {text}</label>"
                for index, text in enumerate(labels)
            )
            + "</fieldset>"
        ),
        "checkbox": lambda: f'<label><input type="checkbox"{" checked" if chosen else ""}> {label}</label>',
        "slider": lambda: (
            f'<label for="{identifier}">{label}</label><span><input type="range" id="{identifier}" min="0" '
            f'max="{len(control) - 1}" value="{chosen}" aria-valuetext="{labels[chosen]}"> '
            f'<span data-explorer-value aria-hidden="true">{labels[chosen]}</span></span>'
        ),
        # Its labels come at first focus; the element after its label tells counts, and what was not there.
        "search": lambda: (
            f'<label for="{identifier}">{label}</label> <small></small><input id="{identifier}" '
            f'value="{escape(control.written(chosen))}"{instead} role="combobox" aria-autocomplete="list" '
            f'aria-expanded="false" aria-controls="{identifier}.list" spellcheck="false" autocapitalize="off" autocorrect="off">'
            f'<ul id="{identifier}.list" role="listbox" aria-label="{label}" hidden></ul>'
        ),
        "number": lambda: (
            f'<label for="{identifier}">{label}</label> <small></small><span><input type="range" id="{identifier}" min="0" '
            f'max="{len(control) - 1}" value="{chosen}" aria-valuetext="{labels[chosen]}"> '
            f'<input data-explorer-value value="{labels[chosen]}" aria-label="{label}, typed" inputmode="decimal" '
            f'size="{max(map(len, control.labels)) + 1}"></span>'
        ),
    }[control.kind]()
    words = f' data-labels="{escape(json.dumps(control.labels, ensure_ascii=False))}"'  # where no menu holds them
    unsaid = words if control.kind in ("radio", "slider", "checkbox", "number") else ""
    if file:
        none = f' data-none="{labels[0]}"' if control.instead else ""
        unsaid = (
            f' data-list="{file}" data-index="{chosen}" data-count="{len(control)}"{none} '
            f'data-nothing="{escape(typed.nothing(control))}"'
        )
    return f'<div data-explorer-control="{control.name}"{unsaid}>{inner}</div>'
