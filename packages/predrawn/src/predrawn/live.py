"""The live face: ordinary ipywidgets that draw again at each change, in a front end with a kernel."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import ipywidgets
import traitlets

from . import page, typed
from .controls import Control
from .view import Drawn, error_text

if TYPE_CHECKING:
    from .explorer import Explorer

_STATIC = Path(__file__).parent / "static"


class Live:
    """The widgets of an explorer. ``drawn`` holds, for each part, its views as they were drawn last."""

    def __init__(self, explorer: Explorer):
        self._explorer = explorer
        self.widgets = {key: _widget(control, explorer.chosen[key]) for key, control in explorer.controls.items()}
        self.views = [ipywidgets.HTML() for _ in explorer.parts]
        self.drawn: list[list[Drawn]] = [[Drawn("", "", "")] for _ in explorer.parts]
        self._unmarked: list[dict[tuple[int, ...], Drawn]] = [
            {} for _ in explorer.parts
        ]  # by the indexes of what is shown
        for number in range(len(self.views)):
            self._draw(number)
        for key, widget in self.widgets.items():
            widget.observe(lambda change, key=key: self._changed(key, change["new"]), names=_trait(widget))
        words = "".join(
            f'<{tag} class="{kind}">{escape(text)}</{tag}>'
            for tag, kind, text in (
                ("strong", "explorer-title", explorer.title),
                ("span", "explorer-subtitle", explorer.subtitle),
            )
            if text
        )
        note = [ipywidgets.HTML(f'<p class="source">{escape(explorer.note)}</p>')] if explorer.note else []
        children = [ipywidgets.HTML(_style() + words), *self.widgets.values(), *self.views, *note]
        self.box = ipywidgets.VBox(children)

    def bundle(self) -> dict:
        """The MIME bundle of the box of widgets."""
        return self.box._repr_mimebundle_()

    def follow(self, chosen: dict[str, int]) -> None:
        """Move widgets to choices made in code; each move draws."""
        for key, index in chosen.items():
            widget = self.widgets[key]
            setattr(widget, _trait(widget), bool(index) if _trait(widget) == "value" else index)

    def _changed(self, key: str, new: int) -> None:
        self._explorer.chosen[key] = int(new)
        for number in range(len(self.views)):
            self._draw(number)

    def _draw(self, number: int) -> None:
        """Show a part for what is chosen. What is shown already is not drawn again; its marks move."""
        explorer, part, kept = self._explorer, self._explorer.parts[number], self._unmarked[number]
        try:
            shown = {}
            self.drawn[number] = []
            for chosen in explorer.variants(part):
                indexes = tuple(explorer.index(key, chosen) for key in part.names)
                shown[indexes] = kept.get(indexes) or explorer.unmarked(part, chosen)
                self.drawn[number].append(explorer.laid(shown[indexes], chosen))
            self._unmarked[number] = shown
            markup = page.beside(explorer, part, [_view(drawn) for drawn in self.drawn[number]])
        except Exception as error:  # shown in place; the next choice draws anew
            self._unmarked[number], self.drawn[number] = {}, [Drawn("", "", "")]
            markup = error_text(error, explorer.choices(part, explorer.chosen))
        if self.views[number].value != markup:
            self.views[number].value = markup


def _view(drawn: Drawn) -> str:
    sentence, figure, table = drawn
    words = f'<p class="explorer-sentence">{escape(sentence)}</p>' if sentence else ""
    if figure and table:
        table = f"<details><summary>The figures as a table</summary>{table}</details>"
    return f"{words}{figure}{table}"


class Entered(ipywidgets.VBox):
    """A slider and a field for its number, which is taken to the nearest step; a line says so."""

    index = traitlets.Int()

    def __init__(self, control: Control, chosen: int, **look: object):
        self._control = control
        self.slider = ipywidgets.SelectionSlider(
            options=control.labels, index=chosen, description=control.label, readout=False, **look
        )
        self.field = ipywidgets.Text(control.labels[chosen], continuous_update=False, layout={"width": "10em"})
        self.note = ipywidgets.HTML()
        super().__init__([ipywidgets.HBox([self.slider, self.field]), self.note], index=chosen)
        self.slider.observe(lambda change: setattr(self, "index", change["new"]), names="index")
        self.field.observe(lambda change: self._typed(change["new"]), names="value")
        self.observe(lambda change: self._show(""), names="index")

    def _typed(self, text: str) -> None:
        if text == self._control.labels[self.index]:
            return
        at, told = typed.nearest(self._control.labels, text)
        self.index = self.index if at is None else at
        self._show(told)

    def _show(self, told: str) -> None:
        self.slider.index = self.index
        self.field.value = self._control.labels[self.index]
        self.note.value = escape(told)


class Searched(ipywidgets.VBox):
    """A choice that is searched: a field that suggests labels, takes aliases as well, and says what it could not find."""

    index = traitlets.Int()

    def __init__(self, control: Control, chosen: int, **look: object):
        self._control = control
        self.field = ipywidgets.Combobox(
            value=control.written(chosen),
            options=[control.written(index) for index in range(len(control)) if control.written(index)],
            placeholder=control.instead,
            description=control.label,
            continuous_update=False,
            **look,
        )
        self.note = ipywidgets.HTML()
        super().__init__([self.field, self.note], index=chosen)
        self.field.observe(lambda change: self._typed(change["new"]), names="value")
        self.observe(lambda change: self._show(), names="index")

    def _typed(self, text: str) -> None:
        """Take the one choice that is named, or the only match; else what was chosen stays, and a line says why."""
        if text == self._control.written(self.index):
            return
        found = typed.found(self._control, text)
        one = typed.named(found) or (found[0] if len(found) == 1 else None)
        self.note.value = ""
        if one:
            self.index = one.at
        elif text.strip():
            count = f"{len(found):,} choices for" if found else "No match for"
            labels = self._control.labels
            alike = "; ".join(" ".join(filter(None, (labels[one.at], one.second))) for one in found[:5])
            more = f": {alike}" if found else typed.nothing(self._control)
            self.note.value = escape(f"{count} “{text.strip()[:24]}”{more}")
        self._show()

    def _show(self) -> None:
        self.field.value = self._control.written(self.index)


def _widget(control: Control, chosen: int) -> ipywidgets.DOMWidget:
    style, wide = {"description_width": "initial"}, ipywidgets.Layout(width="auto", max_width="30em")
    if control.kind == "checkbox":
        return ipywidgets.Checkbox(bool(chosen), description=control.label, indent=False, style=style)
    if control.kind in ("search", "number"):
        return {"search": Searched, "number": Entered}[control.kind](control, chosen, style=style, layout=wide)
    kind = {"select": ipywidgets.Dropdown, "radio": ipywidgets.RadioButtons, "slider": ipywidgets.SelectionSlider}
    return kind[control.kind](options=control.labels, index=chosen, description=control.label, style=style, layout=wide)


def _trait(widget: ipywidgets.DOMWidget) -> str:
    """What of a widget changes: the index of its choice, or a checkbox's value."""
    return "value" if isinstance(widget, ipywidgets.Checkbox) else "index"


@lru_cache
def _style() -> str:
    return f"<style>{(_STATIC / 'explore.css').read_text(encoding='utf-8')}</style>"
