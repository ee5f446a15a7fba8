"""Side by side, marks and columns with choices that are searched and numbers that are typed."""

import pandas as pd
import pytest
from matplotlib.figure import Figure
from playwright.sync_api import expect

from predrawn import Choice, Table, View, explore

from .test_published import type_over

TOWNS = ["Columbus, GA", "Columbus, OH", "St. Louis, MO", *(f"Town {number}" for number in range(50))]
ALIASES = {"St. Louis, MO": ["Saint Louis"], "Columbus, OH": ["Buckeye"]}
PAY = (50, 100, 5)
FIGURES = {town: 1_000 * (place + 7) for place, town in enumerate(TOWNS)}


def draw_town(town):
    figure = Figure(figsize=(4, 1.5))
    axes = figure.add_subplot(xlim=(40, 90))
    rows = pd.DataFrame({"Trade": ["Baker", "Smith"], "Workers": [FIGURES[town], FIGURES[town] + 1]})
    return View(figure, f"This is {town}.", Table(rows, f"Trades, {town}"), marks={"pay": axes.xaxis})


def differ(town, town_2):
    return f"{town} has {FIGURES[town] - FIGURES[town_2]} bakers more than {town_2}."


def towns(**more):
    town = Choice(TOWNS, "Town", "Columbus, GA", kind="search", aliases=ALIASES)
    pay = Choice(PAY, "Pay", 60, kind="number", format="${},000".format)
    return explore(
        [draw_town, differ, lambda pay: f"You named {pay}."], name="towns", beside="town", town=town, pay=pay, **more
    )


def field(page, name):
    """The field that the control has for typing."""
    return page.locator(f"[data-explorer-control={name}] input:not([type=range])")


def enter(page, name, text, key="Enter"):
    type_over(field(page, name), text)
    field(page, name).press(key)


def names(page):
    return page.locator("[data-explorer-choice]:visible")


def marks(page):
    return page.locator("[data-explorer-mark] text")


def test_searched_choices_side_by_side_with_a_typed_mark_and_tables_as_columns(publish, visit):
    explorer = towns()
    assert explorer._packed.layout[0]["beside"] and len(set(explorer._packed.lists.values())) == 1
    path = publish(explorer)
    page = visit(path)
    enter(page, "town_2", "saint lou")
    expect(names(page)).to_have_text(["Columbus, GA", "St. Louis, MO"])
    expect(page.locator("figure")).to_contain_text("Columbus, GA has -2000 bakers more than St. Louis, MO.")
    expect(marks(page)).to_have_text(["$60,000"] * 2)
    enter(page, "pay", "$77.2k")
    expect(marks(page)).to_have_text(["$75,000"] * 2)
    expect(page.locator("figure")).to_contain_text("You named 75.")
    enter(page, "town_3", "buckeye")
    expect(marks(page)).to_have_text(["$75,000"] * 3)
    expect(names(page)).to_have_text(["Columbus, GA", "St. Louis, MO", "Columbus, OH"])
    cells = page.evaluate("[...document.querySelectorAll('td')].map((cell) => cell.textContent)")
    expected = [f"{FIGURES[town] + more:,}" for town in (TOWNS[0], TOWNS[2], TOWNS[1]) for more in (0, 1)]
    assert cells == expected
    again = visit(path, "#" + page.url.split("#")[1])
    expect(names(again)).to_have_text(["Columbus, GA", "St. Louis, MO", "Columbus, OH"])
    expect(marks(again)).to_have_text(["$75,000"] * 3)
    enter(page, "town", "town 49")
    expect(names(page)).to_have_text(["Town 49", "St. Louis, MO", "Columbus, OH"])
    assert page.evaluate(
        "[...document.querySelectorAll('form [id]')].every((own) => document.getElementById(own.id) === own)"
    )


@pytest.mark.parametrize("key", ["Enter", "Tab"])
def test_an_empty_field_shows_none_beside(publish, visit, key):
    page = visit(publish(towns()))
    enter(page, "town_2", "buckeye")
    expect(names(page)).to_have_text(["Columbus, GA", "Columbus, OH"])
    field(page, "town_2").fill("")
    expect(page.get_by_role("option").first).to_have_text("none")
    field(page, "town_2").press(key)
    expect(names(page)).to_have_count(0)
    expect(field(page, "town_2")).to_have_value("")
    enter(page, "town", "", key)  # the first choice is always one
    expect(field(page, "town")).to_have_value("Columbus, GA")


def test_a_number_beyond_the_axis_is_said_aloud_and_not_hidden(publish, visit):
    explorer = towns()
    page = visit(publish(explorer))
    expect(page.locator("[data-explorer-picture]").first).to_have_attribute("aria-hidden", "true")
    enter(page, "pay", "95k")
    expect(page.locator(".explorer-outside")).to_contain_text("lies above the axis")
    expect(page.get_by_role("status")).to_contain_text("$95,000 lies above the axis, which ends at 90.")
    expect(page.locator("[data-explorer-picture]").first).to_have_attribute("aria-hidden", "false")
    beyond = explorer.choose(pay=95)._repr_mimebundle_()["text/html"]
    assert "<div data-explorer-picture><svg" in beyond and "lies above the axis" in beyond


def test_a_typed_number_can_be_shown_beside_others(publish, visit):
    explorer = explore(
        lambda pay: f"At {pay}.", name="x", beside="pay", pay=Choice((1, 60), "Pay", kind="number", format="${}".format)
    )
    page = visit(publish(explorer))
    enter(page, "pay_2", "42")
    enter(page, "pay", "7")
    expect(names(page)).to_have_text(["$7", "$42"])
    assert [control.kind for control in explorer.controls.values()] == ["number", "search", "search"]


def test_with_a_kernel_as_well():
    explorer = towns()
    explorer._repr_mimebundle_()
    live = explorer._live
    live.widgets["town_2"].field.value = "Saint Louis"
    assert live.views[0].value.count("<svg") == 2 and "-2000 bakers" in live.views[1].value
    live.widgets["pay"].field.value = "$77.2k"
    assert live.views[0].value.count(">$75,000</text>") == 2
    live.widgets["town_2"].field.value = ""
    assert live.views[0].value.count("<svg") == 1 and live.widgets["town_2"].field.value == ""
    live.widgets["town"].field.value = ""
    assert live.widgets["town"].field.value == "Columbus, GA"
