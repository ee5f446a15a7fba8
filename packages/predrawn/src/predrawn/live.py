"""The live face: ordinary ipywidgets that draw again at each change, in a front end with a kernel."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import ipywidgets

from .controls import Control
from .marks import names
from .view import Drawn, error_text

if TYPE_CHECKING:
    from .explorer import Explorer, Part

_STATIC = Path(__file__).parent / "static"


class Live:
    """The widgets of an explorer. ``drawn`` holds the parts as they were drawn last."""

    def __init__(self, explorer: Explorer):
        self._explorer = explorer
        self.widgets = {key: _widget(control, explorer.chosen[key]) for key, control in explorer.controls.items()}
        self.views = [ipywidgets.HTML() for _ in explorer.parts]
        self.drawn = [Drawn("", "", "") for _ in explorer.parts]
        self._unmarked = list(self.drawn)
        self._shown: list[tuple[int, ...]] = [()] * len(explorer.parts)
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
        for number, part in enumerate(self._explorer.parts):
            if self._indexes(part) != self._shown[number]:
                self._draw(number)
            elif names(self._unmarked[number].figure):
                self._show(number)

    def _indexes(self, part: Part) -> tuple[int, ...]:
        return tuple(self._explorer.index(key, self._explorer.chosen) for key in part.names)

    def _draw(self, number: int) -> None:
        part = self._explorer.parts[number]
        self._shown[number] = self._indexes(part)
        try:
            self._unmarked[number] = self._explorer.unmarked(part)
            self._show(number)
        except Exception as error:  # shown in place; the next choice draws anew
            self._unmarked[number] = Drawn("", "", "")
            self.views[number].value = error_text(error, self._explorer.choices(part, self._explorer.chosen))

    def _show(self, number: int) -> None:
        """Show what was drawn, its marks at the numbers chosen."""
        self.drawn[number] = self._explorer.laid(self._unmarked[number])
        sentence, figure, table = self.drawn[number]
        words = f'<p class="explorer-sentence">{escape(sentence)}</p>' if sentence else ""
        if figure and table:
            table = f"<details><summary>The figures as a table</summary>{table}</details>"
        self.views[number].value = words + figure + table


def _widget(control: Control, chosen: int) -> ipywidgets.DOMWidget:
    style, wide = {"description_width": "initial"}, ipywidgets.Layout(width="auto", max_width="30em")
    if control.kind == "checkbox":
        return ipywidgets.Checkbox(bool(chosen), description=control.label, indent=False, style=style)
    kind = {"select": ipywidgets.Dropdown, "radio": ipywidgets.RadioButtons, "slider": ipywidgets.SelectionSlider}
    return kind[control.kind](options=control.labels, index=chosen, description=control.label, style=style, layout=wide)


def _trait(widget: ipywidgets.DOMWidget) -> str:
    """What of a widget changes: the index of its choice, or a checkbox's value."""
    return "value" if isinstance(widget, ipywidgets.Checkbox) else "index"


@lru_cache
def _style() -> str:
    return f"<style>{(_STATIC / 'explore.css').read_text(encoding='utf-8')}</style>"
