"""Matplotlib's SVG backend, with a memory: the states of one explorer hold mostly the same words, measured once.

``savefig(backend="module://predrawn.backend")`` takes ``FigureCanvas`` from here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import matplotlib
from matplotlib.backend_bases import FigureCanvasBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

#: Settings that decide how wide a text is. There is a memory for each set of them, so that a draw function which sets one
#: leaves nothing to the state that is drawn after it.
_DECISIVE = tuple(name for name in matplotlib.rcParams if name.startswith(("font.", "text.", "mathtext.")))


def _settings() -> tuple[str, ...]:
    return tuple(repr(matplotlib.rcParams[name]) for name in _DECISIVE)


def measure(width: float, height: float, dpi: float) -> RendererAgg:
    """A renderer to measure with; ``width`` and ``height`` in inches. One for all states: it knows texts that it has measured."""
    return _measure(width, height, dpi, _settings())


@lru_cache(maxsize=8)
def _measure(width: float, height: float, dpi: float, settings: object) -> RendererAgg:
    return RendererAgg(width * dpi, height * dpi, dpi)


@lru_cache(maxsize=8)
def _extents(settings: object) -> Callable[[str, FontProperties, Any], tuple[float, float, float]]:
    return lru_cache(maxsize=4096)(TextToPath().get_text_width_height_descent)


class _Renderer(RendererSVG):
    def __init__(self, *arguments: Any, **options: Any):
        super().__init__(*arguments, **options)
        self._extents = _extents(_settings())

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        return self._extents(s, prop.copy(), ismath)  # a copy, for what is remembered must not change


class FigureCanvas(FigureCanvasBase):
    """Writes a figure as SVG to a text file, as matplotlib's own canvas does."""

    filetypes = {"svg": "Scalable Vector Graphics"}
    fixed_dpi = 72

    def print_svg(self, file: Any, *, metadata: Any = None, bbox_inches_restore: Any = None, **_: object) -> None:
        figure, dpi = self.figure, self.figure.dpi
        figure.dpi = 72
        width, height = figure.get_size_inches()
        inner: RendererBase = _Renderer(width * 72, height * 72, file, image_dpi=dpi, metadata=metadata)
        renderer = MixedModeRenderer(figure, width, height, dpi, inner, bbox_inches_restore=bbox_inches_restore)
        figure.draw(renderer)  # type: ignore[arg-type]  # it passes on what it has not
        renderer.finalize()
