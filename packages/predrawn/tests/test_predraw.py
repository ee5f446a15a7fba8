"""Drawing all states while a book is built: which, how many, and what stops it."""

import base64
import gzip
import json
import re
import warnings

import matplotlib.pyplot as plt
import pytest
from IPython.display import display
from matplotlib.figure import Figure

from predrawn import ExploreError, View, explore, progress


def unpacked(explorer):
    """For each part its controls and its states; they all lie in one file."""
    packed = explorer._packed
    (content,) = (json.loads(gzip.decompress(base64.b64decode(text))) for text in packed.files.values())
    return [
        {"controls": list(part["controls"]), "states": content[str(number)]}
        for number, part in enumerate(packed.layout)
    ]


def test_nothing_is_drawn_without_a_book(monkeypatch):
    monkeypatch.delenv(progress.CHANNEL, raising=False)
    drawn = []
    explore(lambda x: drawn.append(x) or "x", name="x", x=[1, 2])
    assert drawn == []


def test_every_combination_is_drawn_once(publishing):
    explorer = explore(lambda a, b: f"{a}{b}", name="x", a=["p", "q"], b=["r", "s", "t"])
    (part,) = unpacked(explorer)
    assert part["controls"] == ["a", "b"]
    assert [sentence for sentence, *_ in part["states"]] == ["pr", "ps", "pt", "qr", "qs", "qt"]
    assert json.loads(publishing.read_text().splitlines()[-1]) == {"name": "x", "done": 6, "total": 6}


def test_independent_controls_are_drawn_apart(publishing):
    explorer = explore(
        [lambda a, b: f"{a}{b}", lambda c: f"{c}"], name="x", a=list(range(30)), b=list(range(30)), c=list(range(40))
    )
    assert explorer.states == 30 * 30 + 40
    assert [len(part["states"]) for part in unpacked(explorer)] == [900, 40]


def test_the_same_states_give_the_same_bytes(publishing):
    def draw(n):
        figure = Figure(figsize=(2, 1))
        figure.add_subplot().plot(range(n))
        return View(figure, f"{n} points")

    first, second = (explore(draw, n=[2, 3]) for _ in range(2))
    assert first._packed == second._packed


def test_a_figure_may_be_used_again(publishing):
    figure = Figure(figsize=(2, 1))
    (line,) = figure.add_subplot(xlim=(0, 3), ylim=(0, 3)).plot([0, 0])

    def draw(height):
        line.set_ydata([height, height])
        return figure

    states = unpacked(explore(draw, height=[1, 2]))[0]["states"]
    assert states[0][1] != states[1][1] and "<path" in states[0][1]


def test_pyplot_neither_warns_nor_shows_twice(publishing):
    def draw(n):
        figure, axes = plt.subplots(figsize=(2, 1))
        axes.plot([n, n])
        return axes

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explore(draw, n=(1, 30))
    assert plt.get_fignums() == []


def test_too_many_states(publishing):
    drawn = []
    with pytest.raises(ExploreError) as caught:
        explore(lambda year, place: drawn.append(year) or "x", name="pay", year=(1, 400), place=(1, 30))
    assert drawn == []  # the control is named before anything is drawn
    for words in ("Explorer 'pay'", "12,000 states (year 400 × place 30), more than 10,000", "is 'year'", "max_states"):
        assert words in str(caught.value)
    assert str(caught.value) in json.loads(publishing.read_text().splitlines()[-1])["fault"]
    assert explore(lambda year, place: "x", name="pay", max_states=10, year=(1, 5), place=(1, 2)).states == 10


def test_too_many_bytes(publishing):
    with pytest.raises(ExploreError, match="2 states take .* bytes, more than 50.*'n'.*max_bytes"):
        explore(lambda n: "abc" * n, name="x", n=[1, 99], max_bytes=50)


def test_a_state_that_fails_is_named(publishing):
    def draw_ratio(a, b):
        return str(a / b)

    with pytest.raises(ExploreError, match=r"draw_ratio\(a=1, b=0\) failed: ZeroDivisionError") as caught:
        explore(draw_ratio, a=[1, 2], b=[1, 0])
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


@pytest.mark.parametrize("beside", [print, display], ids=["print", "display"])
def test_what_draw_shows_beside_its_view_would_be_lost(publishing, beside):
    with pytest.raises(ExploreError, match="printed or showed something"):
        explore(lambda n: beside(n) or "x", name="x", n=[1, 2])


def test_labels_stay_inside_a_figure_that_nobody_arranged(publishing):
    def draw(n):
        figure = Figure(figsize=(3, 1.2))
        figure.add_subplot().set_xlabel("below")
        return figure

    state = unpacked(explore(draw, n=[1, 2]))[0]["states"][0][1]
    (height,) = re.findall(r"translate\([\d.]+ ([\d.]+)\)[^>]*>below|y=\"([\d.]+)\"[^>]*>below", state)
    assert float("".join(height)) < 1.2 * 72 - 1


def test_figures_of_two_sizes_would_make_the_page_jump(publishing):
    with pytest.raises(ExploreError, match="differ in size: 144 × 72 points for 'N: 1', 144 × 144 points for 'N: 2'"):
        explore(lambda n: Figure(figsize=(2, n)), name="x", n=[1, 2])


def test_the_page_has_the_start_and_not_the_states(publishing):
    explorer = explore(lambda n: f"This is {n}.", name="x", title="Which?", n=[5, 6, 7, 8, 9], note="Source: me")
    html = explorer._repr_mimebundle_()["text/html"]
    assert "<span>This is 5.</span>" in html and "This is 6." not in html and "widget" not in html
    assert "application/vnd.jupyter.widget-view+json" not in explorer._repr_mimebundle_()
