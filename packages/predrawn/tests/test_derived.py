"""Values that follow from controls: drawn once for each, in the page and live."""

import json
import random
import re
from enum import Enum

import pytest
from playwright.sync_api import expect

from predrawn import Choice, ExploreError, View, explore, fixed
from predrawn.page import CHUNK

from .test_predraw import unpacked
from .test_published import choose, expect_state, noise

STATE = {"Boston": "MA", "Albany": "NY", "Lowell": "MA", "Utica": "NY", "Salem": "OR"}


def towns(**more):
    """A part by state, one by place, one by what a salary is worth there; ``drawn`` lists each drawing."""
    drawn = []
    explorer = explore(
        [
            lambda state: drawn.append(state) or f"In {state}.",
            lambda place: f"At {place}.",
            lambda level: f"It is {level}.",
        ],
        name="towns",
        place=list(STATE),
        salary=Choice((10, 50, 10), default=10),
        state=lambda place: STATE[place],
        level=lambda salary, place: "high" if salary > 8 * len(place) - 20 else "low",
        **more,
    )
    return explorer, drawn


def test_a_part_is_drawn_once_for_each_distinct_value(publishing):
    explorer, drawn = towns()
    assert drawn == ["MA", "NY", "OR"]  # by first appearance
    assert explorer.states == 3 + 5 + 2
    assert [part["states"] for part in unpacked(explorer)][0] == [
        ["In MA.", "", ""],
        ["In NY.", "", ""],
        ["In OR.", "", ""],
    ]
    assert towns()[0]._packed == explorer._packed


def test_the_page_shows_what_follows_from_its_controls(publish, visit):
    explorer, _ = towns()
    page = visit(publish(explorer))
    figure = page.locator("figure")
    for place in range(5):
        choose(figure, "place", place)
        for salary in range(5):
            choose(figure, "salary", salary)
            expect_state(page, explorer, {"place": place, "salary": salary})
    expect(figure).to_contain_text("In OR.")
    again = visit(publish(explorer), "#towns.place=Utica")
    expect(again.locator("figure")).to_contain_text("In NY.")


def test_the_start_is_the_one_that_follows(publish, visit):
    explorer, _ = towns()
    page = visit(publish(explorer.choose(place="Utica", salary=50)), java_script_enabled=False)
    expect(page.locator("figure")).to_contain_text("In NY.")
    expect(page.locator("figure")).to_contain_text("It is high.")


def test_live_draws_when_the_value_changes_and_only_then():
    explorer, drawn = towns()
    explorer._repr_mimebundle_()
    assert drawn == ["MA"]
    explorer.choose(place="Lowell")
    assert drawn == ["MA"] and "At Lowell." in explorer._live.views[1].value
    explorer.choose(place="Utica")
    assert drawn == ["MA", "NY"] and "In NY." in explorer._live.views[0].value


def test_a_value_beside_its_own_controls_multiplies_nothing(publishing):
    explorer = explore(
        lambda place, state: f"{place}, {state}", name="x", place=list(STATE), state=lambda place: STATE[place]
    )
    assert explorer.states == 5
    assert [state[0] for state in unpacked(explorer)[0]["states"]][:2] == ["Boston, MA", "Albany, NY"]
    explorer._states = None
    assert explorer.choose(place="Salem").drawn(explorer.parts[0]).sentence == "Salem, OR"


def test_values_that_no_choices_lead_to_are_not_drawn(publish, visit):
    def draw(state, length):
        assert any(STATE[place] == state and len(place) == length for place in STATE)
        return f"{state} {length}"

    explorer = explore(
        draw, name="x", place=list(STATE), state=lambda place: STATE[place], length=lambda place: len(place)
    )
    assert explorer.states == 4  # of 3 × 2
    page = visit(publish(explorer))
    for place in range(5):
        choose(page.locator("figure"), "place", place)
        expect_state(page, explorer, {"place": place})


def test_files_are_divided_by_what_follows(publish, visit):
    places = [f"Place {number}" for number in range(120)]
    explorer = explore(
        lambda region, side: f"{region} {side}: {noise(region, side)}",
        name="many",
        place=places,
        side=["left", "right"],
        region=lambda place: int(place.split()[1]) * 7 % 60,
    )
    (layout,) = explorer._packed.layout
    assert layout["by"] == "region" and len(layout["files"]) > 2 and explorer.states == 120
    assert all(len(content) <= CHUNK for content in explorer._packed.files.values())
    page = visit(publish(explorer))
    for place in (119, 0, 57, 64, 3):
        choose(page.locator("figure"), "place", place)
        expect_state(page, explorer, {"place": place, "side": 0})


def test_many_choices_cost_a_page_little(publishing):
    """448 × 53 choices and five values, as unruly as the cost of 448 places: a few thousand letters."""
    chance = random.Random(1)
    cost = {f"Place {number}": chance.uniform(0.8, 1.3) for number in range(448)}
    explorer = explore(
        lambda band: f"Band {band}.",
        name="x",
        place=list(cost),
        salary=(40_000, 300_000, 5_000),
        band=lambda salary, place: min(4, int(salary / cost[place] / 50_000)),
    )
    assert explorer.states == 5 and len(explorer._packed) < 6_000


def test_a_way_to_values_that_cannot_be_read_is_said(publish, visit):
    explorer, _ = towns()
    path = publish(explorer)
    path.write_text(path.read_text().replace("[&quot;salary&quot;,&quot;place&quot;]", "[&quot;place&quot;]"))
    page = visit(path)
    choose(page.locator("figure"), "place", 1)
    expect(page.locator(".explorer-message")).to_contain_text("they are of another edition")
    expect(page.locator("figure")).to_contain_text("At Boston.")


class Size(Enum):
    small = 1
    large = 2


def test_a_class_of_named_values_is_a_control_still():
    assert explore(lambda size: str(size), name="x", size=Size).values == {"size": Size.small}


def test_equal_is_not_always_the_same(publishing):
    values = iter([1, True, 1.0, float("nan"), float("nan"), None])
    explorer = explore(lambda own: f"{own!r}", name="x", n=(1, 6), own=lambda n: next(values))
    assert [state[0] for state in unpacked(explorer)[0]["states"]] == ["1", "True", "nan", "None"]


def test_words_for_a_value(publishing):
    explorer = explore(
        lambda pay: View(table=Words()),
        name="x",
        n=[1, 2],
        pay=Choice(lambda n: n * 1000, "Its pay", format="${:,}".format),
    )
    assert unpacked(explorer)[0]["states"][1][0] == "Pay: $2,000".replace("Pay", "Its pay")


class Words:
    def _repr_html_(self):
        return "<p>words</p>"


@pytest.mark.parametrize(
    "given, words",
    [
        ({"state": lambda town: town}, r"'state' takes 'town', which is no control. There are: place"),
        ({"state": lambda *places: 1}, "'state' takes 'places', which is no control"),
        ({"state": lambda place: 1, "more": lambda state: 1}, "'more' takes 'state', which is no control"),
        ({"state": lambda: 1}, r"'state' takes no control, .* state=fixed"),
        ({"state": lambda place: [place]}, r"state\(place='Boston'\) gives a list, which cannot be told"),
        ({"state": lambda place: {"Boston": 1}[place]}, r"state\(place='Albany'\) failed: KeyError: 'Albany'"),
        ({"state": lambda place, n: 1, "n": (1, 10_000), "place": list(range(448))}, "would be asked for 4,480,000"),
        ({"state": lambda place, n: (place, n), "n": (1, 200), "place": list(range(448))}, "89,600 different values"),
    ],
)
def test_what_is_refused(given, words):
    with pytest.raises(ExploreError, match=f"^Explorer 'x': .*{words}") as caught:
        explore(lambda state: str(state), name="x", **{"place": list(STATE)} | given)
    assert "\n" not in str(caught.value)


def test_a_value_that_nothing_takes_is_a_slip_of_the_pen(publishing):
    with pytest.raises(ExploreError, match="no function that draws has a parameter named idle. There are: place"):
        explore(lambda place: place, name="x", place=["a"], idle=lambda place: 1)


def test_fixed_values_and_defaults_are_passed():
    explorer = explore(
        lambda state: state,
        name="x",
        place=["a"],
        by=fixed({"a": "A"}),
        state=lambda place, by, end="!": by[place] + end,
    )
    assert explorer.drawn(explorer.parts[0]).sentence == "A!"


def test_too_many_states_of_derived_values(publishing):
    with pytest.raises(
        ExploreError, match=r"3 states \(state 3\), more than 2. The derived value with the most values is 'state'"
    ):
        explore(lambda state: state, name="x", max_states=2, place=list(STATE), state=lambda place: STATE[place])


def test_the_page_names_what_it_needs(publishing):
    html = towns()[0]._repr_mimebundle_()["text/html"]
    keys = json.loads(re.search(r'data-explorer-keys="([^"]*)"', html).group(1).replace("&quot;", '"'))
    assert keys["derived"] == {"state": [["place"], 3], "level": [["salary", "place"], 2]}
