"""Several choices of one control side by side, from states that exist."""

import pandas as pd
import pytest
from matplotlib.figure import Figure
from playwright.sync_api import expect

from predrawn import Choice, ExploreError, Table, View, explore

from .test_published import choose, noise

HEIGHTS = {"Alm": 1, "Berg <b>": 4, "Cape": 2, "Dale": 9}


def draw_place(place, dotted):
    figure = Figure(figsize=(3, 1.5))
    figure.add_subplot(ylim=(0, 10)).bar([0], [HEIGHTS[place]], hatch="." if dotted else "")
    return View(figure, f"{place} is {HEIGHTS[place]} high.")


def differ(place, place_2):
    return f"{place} is {HEIGHTS[place] - HEIGHTS[place_2]} above {place_2}."


def heights(draws=(draw_place, differ, lambda dotted: f"Dotted: {dotted}."), **more):
    return explore(draws, name="heights", beside="place", **{"place": list(HEIGHTS), "dotted": False} | more)


def names(page):
    return page.locator("[data-explorer-choice]:visible").all_text_contents()


def test_states_are_those_that_exist(publishing):
    explorer = heights()
    assert explorer.states == 4 * 2 + 4 * 5 + 2
    assert heights([draw_place]).states == 8


def expect_variants(page, explorer, chosen):
    """The first part is shown for these places, as Python draws it."""
    expected = [explorer.drawn(explorer.parts[0], {"place": index, "dotted": 0}) for index in chosen]
    page.wait_for_function(
        """expected => {
            const parsed = (text) => Object.assign(document.createElement("template"), {innerHTML: text}).innerHTML;
            const views = [...document.querySelectorAll("[data-explorer-variant]")];
            return views.length === expected.length && views.every((view, place) =>
                view.querySelector("[data-explorer-sentence] > span").textContent === expected[place][0]
                && view.querySelector("[data-explorer-picture]").innerHTML === parsed(expected[place][1]));
        }""",
        arg=[list(drawn) for drawn in expected],
        timeout=5000,
    )


def test_a_second_and_a_third_choice_are_shown_and_removed(publish, visit):
    explorer = heights()
    page = visit(publish(explorer))
    figure = page.locator("figure")
    assert names(page) == []
    assert page.locator("form label[for]").all_text_contents() == ["Place 2", "Place 3"]
    choose(figure, "place_2", 2)
    expect_variants(page, explorer, [0, 1])
    assert names(page) == ["Alm", "Berg <b>"]
    expect(figure).to_contain_text("Alm is -3 above Berg <b>.")
    choose(figure, "place_3", 1)
    expect_variants(page, explorer, [0, 1, 0])
    choose(figure, "place_2", 4)
    choose(figure, "place", 2)
    expect_variants(page, explorer, [2, 3, 0])
    assert names(page) == ["Cape", "Dale", "Alm"]
    expect(figure).to_contain_text("Cape is -7 above Dale.")
    choose(figure, "place_2", 0)
    expect_variants(page, explorer, [2, 0])
    expect(figure).not_to_contain_text("above")
    choose(figure, "place_3", 0)
    expect_variants(page, explorer, [2])
    assert names(page) == []
    assert page.locator("[data-explorer-part]").count() == 3 and page.locator("b").count() == 0
    own = page.evaluate("[...document.querySelectorAll('form [id]')].map((element) => element.id)")
    assert len(own) == len(set(own))


def test_the_address_carries_all_choices(publish, visit):
    explorer = heights()
    path = publish(explorer)
    page = visit(path)
    choose(page.locator("figure"), "place_2", 2)
    choose(page.locator("figure"), "place_3", 4)
    expect_variants(page, explorer, [0, 1, 3])
    assert "heights.place_2=Berg" in page.url and "heights.place_3=Dale" in page.url
    again = visit(path, "#" + page.url.split("#")[1])
    expect_variants(again, explorer, [0, 1, 3])
    page.go_back()
    expect_variants(page, explorer, [0, 1])
    page.go_back()
    expect_variants(page, explorer, [0])
    wrong = visit(path, "#heights.place_2=Nowhere")
    expect(wrong.locator(".explorer-message")).to_contain_text("which is no choice here")


@pytest.mark.parametrize("kind", ["select", "search"])
def test_a_copied_link_says_none_where_none_is_beside(publish, visit, kind):
    explorer = heights(place=Choice(list(HEIGHTS), "Place", kind=kind))
    path = publish(explorer)
    page = visit(path)
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });")
    page.reload()
    choose(page.locator("figure"), "place_3", 4)
    expect_variants(page, explorer, [0, 3])
    page.get_by_role("button", name="Copy link").click()
    message = page.locator(".explorer-message")
    expect(message).to_contain_text("heights.place_2=none&heights.place_3=Dale")
    link = message.inner_text().partition("#")[2]
    for fragment in (link, link.replace("none", "%E2%80%93")):  # as it was called in an older edition
        again = visit(path, "#" + fragment)
        expect_variants(again, explorer, [0, 3])
        expect(again.locator(".explorer-message")).to_be_hidden()
        page.wait_for_function("location.hash === '#heights.place_3=Dale'")


def test_a_menu_says_none_and_a_field_what_to_do(publish, visit):
    page = visit(publish(heights()))
    assert page.get_by_label("Place 2").locator("option").all_text_contents() == ["none", *HEIGHTS]
    page = visit(publish(heights(place=Choice(list(HEIGHTS), "Home town", kind="search"))))
    field = page.get_by_role("combobox", name="Home town 2")
    assert (field.input_value(), field.get_attribute("placeholder")) == ("", "another home town")
    field.click()
    expect(page.get_by_role("option").first).to_have_text("none")
    field.fill("no")  # is the beginning of nothing here
    expect(page.get_by_role("status")).to_have_text("No match for “no”")
    field.fill("dale")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Dale")
    expect(page.locator("[data-explorer-variant]")).to_have_count(2)
    field.fill("")
    page.keyboard.press("Tab")
    expect(page.locator("[data-explorer-variant]")).to_have_count(1)
    expect(field).to_have_value("")


@pytest.mark.parametrize(
    "label, instead, none", [("MSA or county", "another MSA or county", "none"), ("None?", "another none?", "–")]
)
def test_what_a_field_asks_for(label, instead, none):
    options = ["None", "x"] if none == "–" else ["a", "x"]
    control = explore(
        lambda place: place, name="x", beside="place", place=Choice(options, label, kind="search")
    ).controls["place_2"]
    assert (control.instead, control.labels[0], control.written(0)) == (instead, none, "")


def draw_clipped(place):
    """What lies beyond its axes is cut off there; the axes lie elsewhere for each place."""
    figure = Figure(figsize=(3, 1.5))
    axes = figure.add_axes((0.1, 0.1, HEIGHTS[place] / 12, 0.5), xlim=(0, 1), ylim=(0, 1))
    axes.bar([0.5], [HEIGHTS[place]], hatch="/" * HEIGHTS[place])
    axes.plot([-9, 9], [-9, 9], marker="o")
    return View(figure, place)


def test_no_picture_uses_what_another_defines(publish, visit):
    """Of two pictures that are the same either may define what both use: it is the same."""
    page = visit(publish(explore(draw_clipped, beside="place", place=Choice(list(HEIGHTS), kind="select"))))
    choose(page.locator("figure"), "place_2", 2)
    choose(page.locator("figure"), "place_3", 1)
    expect(page.locator("[data-explorer-variant] svg")).to_have_count(3)
    expect(page.locator("[data-explorer-variant] [data-explorer-sentence]")).to_contain_text(["Alm", "Berg <b>", "Alm"])
    used = page.evaluate("""[...document.querySelectorAll("[data-explorer-variant] svg")].map((svg) =>
        [...svg.outerHTML.matchAll(/(?:url\\(|href=")#([^)"]+)/g)].map(([, id]) => ({
            id, same: document.getElementById(id).outerHTML === svg.querySelector("#" + id).outerHTML })))""")
    assert all(one["same"] for own in used for one in own) and min(map(len, used)) >= 3
    first, second, third = ({one["id"] for one in own} for own in used)
    assert first == third and first.isdisjoint(second)


@pytest.mark.parametrize("kind", ["select", "radio", "slider"])
def test_each_kind_of_control_can_be_shown_twice(publish, visit, kind):
    explorer = heights(place=Choice(list(HEIGHTS), "Where", kind=kind))
    page = visit(publish(explorer))
    choose(page.locator("figure"), "place_2", 4)
    choose(page.locator("figure"), "place", 1)
    expect_variants(page, explorer, [1, 3])
    assert "Where 2" in page.locator("form").inner_text()


def test_what_is_chosen_in_the_chapter_is_shown_without_a_script(publish, visit):
    path = publish(heights().choose(place_2="Dale"))
    page = visit(path, java_script_enabled=False)
    assert names(page) == ["Alm", "Dale"]
    expect(page.locator("figure")).to_contain_text("Alm is -8 above Dale.")
    page = visit(path)
    explorer = heights()
    assert names(page) == ["Alm", "Dale"]
    choose(page.locator("figure"), "place_2", 0)
    expect_variants(page, explorer, [0])


def test_parts_by_what_follows_are_shown_twice_and_files_fetched_for_each(publish, visit):
    letters = [f"{number:03}" for number in range(60)]
    explorer = explore(
        [lambda last, side: f"{last} {side} {noise(last, side)}", lambda gap: f"They differ by {gap}."],
        name="many",
        beside="place",
        place=letters,
        side=[1, 2],
        last=lambda place: place[::-1],
        gap=lambda place, place_2: None if place_2 is None else min(9, abs(int(place) - int(place_2))),
    )
    assert explorer._packed.layout[0]["by"] == "last" and explorer.states == 120 + 11
    page = visit(publish(explorer))
    choose(page.locator("figure"), "place_2", 60)
    expect(page.locator("figure")).to_contain_text("They differ by 9.")
    texts = page.locator("[data-explorer-variant] [data-explorer-sentence] > span")
    expect(texts.nth(0)).to_contain_text("000 1 ")
    expect(texts.nth(1)).to_contain_text("950 1 ")


def test_marks_follow_each_choice(publish, visit):
    def draw(place):
        figure = Figure(figsize=(3, 1.5))
        axes = figure.add_subplot(xlim=(0, 10))
        return View(figure, place, marks={"high": axes.xaxis})

    explorer = explore(draw, name="x", beside="place", place=list(HEIGHTS), high=lambda place: HEIGHTS[place])
    page = visit(publish(explorer))
    choose(page.locator("figure"), "place_2", 2)
    expect(page.locator("[data-explorer-mark] text")).to_have_text(["1", "4"])
    explorer._states = None
    explorer.choose(place_2="Dale")._repr_mimebundle_()
    assert [">1</text>" in (shown := explorer._live.views[0].value), ">9</text>" in shown] == [True, True]


def test_live_shows_them_as_well_and_draws_none_twice():
    drawn = []

    def draw(place, dotted):
        drawn.append(place)
        return draw_place(place, dotted)

    explorer = heights([draw, differ])
    explorer._repr_mimebundle_()
    live = explorer._live
    assert [widget.description for widget in live.widgets.values()] == ["Place", "Place 2", "Place 3", "Dotted"]
    assert "above" not in live.views[1].value and drawn == ["Alm"]
    explorer.choose(place_2="Dale")
    assert drawn == ["Alm", "Dale"] and live.views[0].value.count("<svg") == 2
    assert "Alm is -8 above Dale." in live.views[1].value
    assert "<p data-explorer-choice>Dale</p>" in live.views[0].value
    explorer.choose(place_3="Cape")
    assert drawn == ["Alm", "Dale", "Cape"] and live.views[0].value.count("<svg") == 3
    explorer.choose(place_2=None, place_3=None)
    assert live.views[0].value.count("<svg") == 1 and "<p data-explorer-choice hidden>" in live.views[0].value
    assert explorer._repr_mimebundle_()["text/html"].count("data-explorer-part") == 2


def test_a_default_says_what_is_drawn_where_nothing_is_beside():
    explorer = heights([draw_place, lambda place, place_2="nothing": f"{place} and {place_2}."])
    assert explorer.drawn(explorer.parts[1]).sentence == "Alm and nothing."
    assert explorer.choose(place_2="Dale").drawn(explorer.parts[1]).sentence == "Alm and Dale."


def test_they_fit_a_phone_and_do_not_shrink(publish, visit):
    page = visit(publish(heights()), viewport={"width": 390, "height": 844})
    choose(page.locator("figure"), "place_2", 2)
    page.wait_for_function("document.querySelectorAll('[data-explorer-variant]').length === 2")
    first, second = (box.bounding_box() for box in page.locator("[data-explorer-variant]").all())
    assert first["x"] == second["x"] and second["y"] >= first["y"] + first["height"] and first["width"] > 300
    page.set_viewport_size({"width": 1000, "height": 800})
    first, second = (box.bounding_box() for box in page.locator("[data-explorer-variant]").all())
    assert first["y"] == second["y"] and second["x"] >= first["x"] + first["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_wide_table_scrolls_in_its_own_frame(publish, visit):
    def draw(place):
        frame = pd.DataFrame([[place, *(1_000_000 + number for number in range(20))]])
        return View(sentence=f"At {place}.", table=Table(frame, "Wide"))

    page = visit(
        publish(explore(draw, name="x", beside="place", place=list("abc"))), viewport={"width": 390, "height": 844}
    )
    choose(page.locator("figure"), "place_2", 2)
    expect(page.locator("figure")).to_contain_text("At b.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    "call, words",
    [
        (
            lambda: explore(draw_place, beside="plce", place=["Alm"], dotted=False),
            "beside names 'plce', which is no control. There are: place, dotted",
        ),
        (lambda: heights(place_2=["x"]), "place_2 is another choice of 'place', shown beside it"),
        (
            lambda: heights([lambda place, place_2: draw_place("Alm", False)], dotted=[1]),
            "no function that draws has a parameter named dotted",
        ),
        (
            lambda: heights([draw_place, lambda place, place_2: draw_place("Alm", False)]),
            "takes a second choice of 'place' and draws more than a text",
        ),
        (lambda: explore(lambda x: "x", name="x", beside=["x"], x=[1]), "beside is a setting of explore, a text"),
        (lambda: explore(lambda x: "x", name="x", beside="x", x=True), "beside names 'x', a checkbox"),
    ],
)
def test_what_is_refused(publishing, call, words):
    with pytest.raises(ExploreError, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)
