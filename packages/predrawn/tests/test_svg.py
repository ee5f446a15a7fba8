"""Figures as matplotlib draws them, made to live in a page: what the rewriting must not lose."""

import io
import re

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure

from predrawn import svg


def rendered(draw) -> str:
    figure = Figure(figsize=(3, 2))
    draw(figure.add_subplot())
    return svg.render(figure, "What it shows")


def test_an_image_keeps_its_data():
    assert 'href="data:image/png;base64,' in rendered(lambda axes: axes.imshow(np.eye(3)))


def test_labels_of_powers_keep_their_text():
    with matplotlib.rc_context({"text.parse_math": True}):
        text = rendered(lambda axes: axes.loglog([1, 100], [1, 100]))
    assert re.search(r"<tspan[^>]*>1</tspan><tspan[^>]*>0</tspan>", text)


@pytest.mark.parametrize("alpha", [0.04, 0.25])
def test_opacity_is_kept(alpha):
    assert f"opacity:{alpha}" in rendered(lambda axes: axes.bar([1], [1], color="red", alpha=alpha))


@pytest.mark.parametrize(
    "draw",
    [
        lambda axes: axes.plot([1, 2], [1, 2], ",", color="black"),
        lambda axes: axes.pcolormesh(np.eye(3), shading="gouraud"),
        lambda axes: axes.bar([1], [1], hatch="//"),
        lambda axes: axes.plot([1, 2], label="a") and axes.legend(),
        lambda axes: axes.contourf(np.eye(4)),
    ],
    ids=["pixels", "gouraud", "hatch", "legend", "contour"],
)
def test_every_reference_leads_somewhere(draw):
    text = rendered(draw)
    own = set(re.findall(r' id="([^"]+)"', text))
    assert {
        reference for pair in re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', text) for reference in pair if reference
    } <= own


def test_a_figure_is_written_as_matplotlib_writes_it():
    """All but the measuring of words is its own: what its canvas for SVG writes is written here, letter by letter."""

    def draw():
        figure = Figure(figsize=(3, 2), dpi=130)
        axes = figure.add_subplot(title="First\nsecond", xlabel="μ $x^2$")
        axes.plot([1, 3, 2], label="a")
        axes.imshow(np.eye(3))
        axes.plot([1, 2], [2, 1], rasterized=True)
        axes.legend()
        return figure

    def written(**options):
        buffer = io.StringIO()
        with matplotlib.rc_context({"svg.hashsalt": "x", "svg.fonttype": "none"}):
            draw().savefig(buffer, format="svg", metadata={"Date": None}, **options)
        return buffer.getvalue()

    assert written(backend="module://predrawn.backend") == written(backend="svg")


def test_two_figures_share_no_identifier():
    first, second = (
        set(re.findall(r' id="([^"]+)"', rendered(draw)))
        for draw in (lambda axes: axes.plot([1, 2]), lambda axes: axes.plot([1, 3]))
    )
    assert first and not first & second
