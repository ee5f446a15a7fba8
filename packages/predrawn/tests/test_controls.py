"""Abbreviations: what becomes of each, and what is refused."""

import itertools
from functools import partial

import ipywidgets
import numpy as np
import pandas as pd
import pytest

from predrawn import Choice, ExploreError, Table, View, explore, fixed
from predrawn.controls import MOST, read


@pytest.mark.parametrize(
    "given, labels, values, start, kind",
    [
        ([10, 20], ("10", "20"), (10, 20), 0, "radio"),
        (["a"], ("a",), ("a",), 0, "select"),
        (list("abcde"), tuple("abcde"), tuple("abcde"), 0, "select"),
        ([("one", 1), ("two", 2)], ("one", "two"), (1, 2), 0, "radio"),
        ({"as paid": False, "adjusted": True}, ("as paid", "adjusted"), (False, True), 0, "radio"),
        ((1, 4), ("1", "2", "3", "4"), (1, 2, 3, 4), 1, "slider"),
        ((0, 10, 5), ("0", "5", "10"), (0, 5, 10), 1, "slider"),
        ((0.0, 0.3, 0.1), ("0", "0.1", "0.2", "0.3"), (0.0, 0.1, 0.2, 0.3), 1, "slider"),
        ((-2, 2, 2), ("-2", "0", "2"), (-2, 0, 2), 1, "slider"),
        (True, ("no", "yes"), (False, True), 1, "checkbox"),
        (np.array([1, 2]), ("1", "2"), (1, 2), 0, "radio"),
        (pd.Series(["x", "y"]), ("x", "y"), ("x", "y"), 0, "radio"),
        ((letter for letter in "xy"), ("x", "y"), ("x", "y"), 0, "radio"),
        (ipywidgets.Dropdown(options=[("one", 1), ("two", 2)], value=2), ("one", "two"), (1, 2), 1, "radio"),
        (ipywidgets.IntSlider(min=0, max=4, step=2, value=4), ("0", "2", "4"), (0, 2, 4), 2, "slider"),
        (ipywidgets.Checkbox(value=True), ("no", "yes"), (False, True), 1, "checkbox"),
    ],
)
def test_abbreviations(given, labels, values, start, kind):
    control = read("x", given)
    assert (control.labels, control.values, control.default, control.kind) == (labels, values, start, kind)


@pytest.mark.parametrize(
    "given", [(1, 4), (0, 10, 5), (0.0, 0.3, 0.1), (-2, 2, 2), (3, 50, 7), True, [10, 20], {"a": 1}]
)
def test_starts_where_interact_starts(given):
    control = read("x", given)
    widget = ipywidgets.interactive.widget_from_abbrev(given)
    assert control.values[control.default] == pytest.approx(widget.value)


def test_a_choice_says_more():
    control = read("pay", Choice((60_000, 80_000, 10_000), "Base pay", 80_000, format=lambda value: f"${value:,}"))
    assert (control.label, control.labels, control.default) == ("Base pay", ("$60,000", "$70,000", "$80,000"), 2)
    assert read("x", Choice([1, 2], kind="select")).kind == "select"
    assert read("min_size", [1, 2]).label == "Min size"


def test_labels_with_markup_quotes_and_emoji_are_labels():
    labels = ("<b>bold</b>", "say \"hi\" & 'bye'", "🤖", "a=b&c#d%20")
    assert read("x", list(labels)).labels == labels


@pytest.mark.parametrize(
    "given, words",
    [
        ([], "empty"),
        ({}, "empty"),
        (["a", "b", "a"], "'a' twice"),
        (["New York", "new york"], "cannot tell apart"),
        (["ﬁne", "fine"], "cannot tell apart"),
        (["a", "  "], "without a label"),
        ((0.0, 1.0), "continuous"),
        ((0, float("inf"), 1), "finite"),
        ((0, 10, 0), "step must be positive"),
        ((5, 1), "min must not exceed max"),
        (3, "fixed"),
        ("text", "fixed"),
        (None, "no list of choices"),
        ((0, 10**9), f"more than {MOST:,}"),
        (itertools.count(), f"more than {MOST:,}"),
        (Choice([1, 2], default=3), "default of x"),
        (Choice([1, 2], kind="knob"), "unknown kind"),
        (Choice([1, 2], kind="checkbox"), "boolean"),
        (ipywidgets.Text("x"), "no list of choices"),
        (ipywidgets.SelectMultiple(options=[1, 2]), "several values at once"),
    ],
)
def test_refused(given, words):
    with pytest.raises(ExploreError, match="x|Text|SelectMultiple") as caught:
        read("x", given)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def draw(place, role="b"):
    return f"{place} {role}"


def test_defaults_of_parameters_as_in_interact():
    explorer = explore(draw, place=[1, 2], role=["a", "b"])
    assert explorer.values == {"place": 1, "role": "b"} and explorer.labels == {"place": "1", "role": "b"}
    assert explorer.name == "draw" and explorer.states == 4


def test_values_can_be_read_and_set():
    explorer = explore(draw, place=["x", "y"], role=["a", "b"])
    assert explorer.choose(place="y").values == {"place": "y", "role": "b"}
    with pytest.raises(ExploreError, match="no choice 'z'. It has: 'x', 'y'"):
        explorer.choose(place="z")
    with pytest.raises(ExploreError, match="no control 'plaec'. It has: place, role"):
        explorer.choose(plaec="x")
    assert explorer.values["place"] == "y"


def test_fixed_is_passed_and_not_offered():
    explorer = explore(draw, place=[1, 2], role=fixed("c"))
    assert list(explorer.controls) == ["place"] and explorer.drawn(explorer.parts[0]).sentence == "1 c"


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: explore(draw, role=["b"]), "needs 'place'"),
        (
            lambda: explore(draw, place=[1], plaec=[2]),
            "no function that draws has a parameter named plaec. There are: place, role",
        ),
        (lambda: explore(lambda x: "x", x=[1]), "name='pay'"),
        (lambda: explore(draw, name="Pay me", place=[1]), "cannot be its name"),
        (lambda: explore(draw, titel="x", place=[1]), "parameter named titel"),
        (lambda: explore(lambda title: "x", title=["a", "b"]), "title is a setting of explore"),
        (lambda: explore([], x=[1]), "needs a function"),
        (lambda: explore(lambda x, /: "x", name="x", x=[1, 2]), "by position only"),
    ],
)
def test_a_call_that_cannot_work(call, words):
    with pytest.raises(ExploreError, match=words):
        call()


def test_a_function_with_any_arguments_gets_all():
    explorer = explore(lambda **chosen: str(chosen), name="all", a=[1, 2], b=[3, 4])
    assert explorer.parts[0].names == ("a", "b")


def test_what_can_be_called_can_draw():
    explorer = explore(partial(draw, role="z"), place=[1, 2])
    assert explorer.name == "draw" and explorer.drawn(explorer.parts[0]).sentence == "1 z"


def test_the_index_of_a_frame():
    """A name or text says something about the rows; whole numbers without a name are what filtering left."""
    frame = pd.DataFrame({"x": [1.5, 2, 3]})

    def shown(table):
        explorer = explore(lambda n: table, name="x", n=[1])
        return explorer.drawn(explorer.parts[0]).table

    assert ">index<" not in shown(frame[frame["x"] > 1.8]) and "<th" in shown(frame)
    assert ">index<" in shown(frame.set_axis(["a", "b", "c"])) and ">year<" in shown(frame.rename_axis("year"))
    grouped = pd.DataFrame({"kind": ["a", "a"], "mass": [1.0, 2]}).groupby("kind").agg(["mean", "max"])
    assert ">mass mean<" in shown(grouped) and ">a<" in shown(grouped)


def test_a_view_is_what_draw_says():
    with pytest.raises(ExploreError, match="empty View"):
        explorer = explore(lambda x: View(), name="x", x=[1])
        explorer.drawn(explorer.parts[0])
    with pytest.raises(ExploreError, match="returned nothing"):
        explorer = explore(lambda x: None, name="x", x=[1])
        explorer.drawn(explorer.parts[0])
    frame = pd.DataFrame({"n": [1]}, index=pd.Index(["a"], name="who"))
    drawn = explore(lambda x: frame, name="x", x=[1])
    table = drawn.drawn(drawn.parts[0]).table
    assert "<caption>X: 1</caption>" in table and 'scope="row"' in table and "who" in table
    own = explore(lambda x: View(table=Table(frame, "Own caption")), name="x", x=[1])
    assert "Own caption" in own.drawn(own.parts[0]).table
