"""Numbers laid on an axis of a figure: by the page's script and by Python alike, where matplotlib would have drawn them."""

import re
from urllib.parse import quote

import pytest
from matplotlib.figure import Figure
from playwright.sync_api import expect

from predrawn import Choice, ExploreError, Mark, View, explore

from .test_published import choose, expect_state

PAY = [("none", None), *((f"${pay},000", pay) for pay in (5, 20, 21, 50, 77, 100, 140))]


def figure_with(draw=lambda axes: None, **settings):
    """A figure whose axes run from 20 to 100 both ways, and its axes."""
    figure = Figure(figsize=(4, 2))
    axes = figure.add_subplot(**{"xlim": (20, 100), "ylim": (20, 100)} | settings)
    draw(axes)
    return figure, axes


def thousands(number, place=None):
    return f"${number:,.0f},000"


def marked(where=lambda axes: axes.xaxis, draw=lambda axes: None, **settings):
    """An explorer with a mark at the pay chosen; ``drawn`` lists each drawing of the figure."""
    drawn = []

    def draw_town(town):
        drawn.append(town)
        figure, axes = figure_with(draw, **settings)
        axes.xaxis.set_major_formatter(thousands)
        axes.yaxis.set_major_formatter(thousands)
        return View(figure, f"In {town}.", marks={"pay": where(axes)})

    explorer = explore(
        [draw_town, lambda pay: f"You named {pay}."],
        name="m",
        town=["A", "B"],
        pay=Choice(PAY, kind="select", default=50),
    )
    return explorer, drawn


def text_of(explorer, **chosen):
    picture = explorer.choose(**chosen).drawn(explorer.parts[0]).figure
    shown = 'display="inline"' in picture
    return re.search(r"text-anchor=[^>]*>([^<]*)</text></g></svg>", picture)[1] if shown else ""


def test_the_number_multiplies_nothing(publishing):
    explorer, drawn = marked()
    assert drawn == ["A", "B"] and explorer.states == 2 + len(PAY)


PLACES = {
    "along x": (lambda axes: axes.xaxis, {}),
    "along y": (lambda axes: axes.yaxis, {}),
    "log": (lambda axes: axes.xaxis, {"xscale": "log"}),
    "log, upwards": (lambda axes: axes.yaxis, {"yscale": "log"}),
    "turned round": (lambda axes: axes.xaxis, {"xlim": (100, 20)}),
    "other units": (lambda axes: Mark(axes.xaxis, ends=((10, 30), (120, 90)), across=(40, 60)), {}),
    "own words": (lambda axes: Mark(axes.xaxis, "<b>Offer: {} $& & more</b>", format="{:.1f} <thousand>".format), {}),
}


@pytest.mark.parametrize("kind", PLACES)
def test_page_and_python_lay_the_same_mark(publish, visit, kind):
    where, settings = PLACES[kind]
    explorer, _ = marked(where, **settings)
    page = visit(publish(explorer))
    for index in [*range(len(PAY)), 3]:
        choose(page.locator("figure"), "pay", index)
        expect_state(page, explorer, {"town": 0, "pay": index})
    choose(page.locator("figure"), "town", 1)
    expect_state(page, explorer, {"town": 1, "pay": 3})


LINES = {
    "x": (lambda axes: axes.xaxis, lambda axes: axes.axvline(77, gid="true"), {}),
    "y": (lambda axes: axes.yaxis, lambda axes: axes.axhline(77, gid="true"), {}),
    "log": (lambda axes: axes.xaxis, lambda axes: axes.axvline(77, gid="true"), {"xscale": "log"}),
    "log y": (lambda axes: axes.yaxis, lambda axes: axes.axhline(77, gid="true"), {"yscale": "log"}),
    "turned": (lambda axes: axes.xaxis, lambda axes: axes.axvline(77, gid="true"), {"xlim": (100, 20)}),
    "square": (lambda axes: axes.xaxis, lambda axes: axes.axvline(77, gid="true"), {"aspect": "equal"}),
    # 77 of 20 to 120 is 57 hundredths of the way, which is 64.2 between 30 and 90
    "units": (
        lambda axes: Mark(axes.xaxis, ends=((20, 30), (120, 90))),
        lambda axes: axes.axvline(64.2, gid="true"),
        {},
    ),
    "part": (
        lambda axes: Mark(axes.xaxis, across=(40, 60)),
        lambda axes: axes.plot([77, 77], [40, 60], gid="true", solid_capstyle="butt"),
        {},
    ),
}


@pytest.mark.parametrize("kind", LINES)
def test_a_mark_lies_where_matplotlib_draws_the_number(publish, visit, kind):
    where, draw, settings = LINES[kind]

    def red(axes):
        draw(axes)
        axes.lines[0].set(color="#ff0000", linewidth=1.5, solid_capstyle="butt")  # as wide: Firefox counts it

    explorer, _ = marked(where, red, **settings)
    page = visit(publish(explorer))
    choose(page.locator("figure"), "pay", 5)
    expect(page.locator("figure")).to_contain_text("You named 77.")
    line, mark = page.evaluate(
        """[...document.querySelectorAll("svg path")].filter((path) => path.style.stroke === "rgb(255, 0, 0)"
            || path.parentNode.matches("[data-explorer-mark]")).map((path) => {
                const box = path.getBoundingClientRect();
                return [box.left, box.right, box.top, box.bottom];
            })"""
    )
    assert line == pytest.approx(mark, abs=0.5)


def test_the_mark_is_there_without_a_script(publish, visit):
    explorer, _ = marked()
    page = visit(publish(explorer), java_script_enabled=False)
    expect(page.locator("svg [data-explorer-mark]")).to_be_visible()
    expect(page.locator("svg [data-explorer-mark] text")).to_have_text("$50,000")


@pytest.mark.parametrize(
    "pay, words",
    [
        (140, "$140,000 lies above the axis, which ends at $100,000."),
        (5, "$5,000 lies below the axis, which begins at $20,000."),
        (100, ""),
        (None, ""),
    ],
)
def test_what_lies_beyond_the_axis_is_said_and_not_drawn(publish, visit, pay, words):
    explorer, _ = marked()
    path = publish(explorer)  # at 50
    page = visit(path)
    choose(page.locator("figure"), "pay", [value for _, value in PAY].index(pay))
    expect(page.locator("figure")).to_contain_text(f"You named {pay}.")
    expect(page.locator(".explorer-outside")).to_have_text(words)
    drawn = page.locator("[data-explorer-mark]")
    expect(drawn).to_be_visible() if pay == 100 else expect(drawn).to_be_hidden()
    explorer, _ = marked()
    explorer._states = None
    explorer.choose(pay=pay)._repr_mimebundle_()
    assert words in explorer._live.views[0].value
    assert ('display="inline"' in explorer._live.views[0].value) == (pay == 100)


def test_live_lays_the_mark_and_draws_no_new_figure():
    explorer, drawn = marked()
    explorer._repr_mimebundle_()
    assert ">$50,000</text>" in explorer._live.views[0].value
    explorer.choose(pay=77)
    assert ">$77,000</text>" in explorer._live.views[0].value and drawn == ["A"]
    assert explorer._live.views[0].value.count("<svg") == 1


def test_the_room_below_is_kept(publish, visit):
    explorer, _ = marked()
    page = visit(publish(explorer, below='<p id="after">After</p>'))
    top = page.locator("#after").bounding_box()["y"]
    choose(page.locator("figure"), "pay", len(PAY) - 1)
    expect(page.locator(".explorer-outside")).to_contain_text("lies above")
    assert page.locator("#after").bounding_box()["y"] == top


def test_a_number_that_follows_from_choices_is_laid_with_its_own_words(publish, visit):
    def draw(town):
        figure, axes = figure_with()
        return View(figure, town, marks={"needed": Mark(axes.xaxis, "needed: {}"), "pay": axes.xaxis})

    explorer = explore(
        [draw, lambda pay: f"You named {pay}."],
        name="m",
        town=["A", "B"],
        pay=(30, 60, 10),
        needed=Choice(lambda pay, town: pay * 1.25 + ord(town) - 65, format="${:.2f} $&".format),
    )
    assert explorer.states == 2 + 4
    page = visit(publish(explorer))
    for town in (0, 1):
        choose(page.locator("figure"), "town", town)
        for pay in range(4):
            choose(page.locator("figure"), "pay", pay)
            expect_state(page, explorer, {"town": town, "pay": pay})
    expect(page.locator("svg")).to_contain_text("needed: $76.00 $&")
    expect(page.locator("svg")).to_contain_text("60")


def test_marks_follow_the_colours_of_the_page_and_are_a_part_of_the_svg(publish, visit):
    explorer, _ = marked()
    path = publish(explorer)
    path.write_text(path.read_text().replace("</head>", "<style>body{--chart-ink:#ff0000}</style></head>"))
    page = visit(path)
    choose(page.locator("figure"), "pay", 5)
    expect(page.locator("svg > [data-explorer-mark] text")).to_have_text("$77,000")
    colours = "[...document.querySelectorAll('[data-explorer-mark] > *')].map(one => {{ const s = getComputedStyle(one); return s.{}; }})"
    assert page.evaluate(colours.format("stroke"))[0] == "rgb(255, 0, 0)"
    assert page.evaluate(colours.format("fill"))[1] == "rgb(255, 0, 0)"
    page.emulate_media(media="print")
    expect(page.locator("[data-explorer-mark]")).to_be_visible()
    # by itself, without the page's colours, as a saved file
    alone = page.evaluate("new XMLSerializer().serializeToString(document.querySelector('svg'))")
    page.evaluate(
        "text => document.images.length || document.body.append(Object.assign(new Image(), {src: text}))",
        "data:image/svg+xml," + quote(alone),
    )
    assert page.evaluate("document.images[0].decode().then(() => document.images[0].naturalWidth > 0)")
    assert "$77,000" in alone and "var(--chart-ink,#1d2127)" in alone


def bare(mark, draw=lambda figure: None):
    """An explorer with a mark on a figure without axes, 288 by 144 points."""

    def draw_town(town):
        figure = Figure(figsize=(4, 2))
        draw(figure)
        return View(figure, f"In {town}.", marks={"pay": mark})

    pay = Choice(PAY, kind="select", default=50)
    return explore([draw_town, lambda pay: f"You named {pay}."], name="m", town=["A", "B"], pay=pay)


@pytest.mark.parametrize("turned", [False, True])
def test_a_figure_without_axes_says_where_two_numbers_lie(publish, visit, turned):
    """50 of 20 to 120 is three tenths of the way from 36 to 236 points: 96, a third of the figure's width."""
    ends = ((120, 236), (20, 36)) if turned else ((20, 36), (120, 236))
    explorer = bare(Mark(ends=ends, across=(24, 120)))
    page = visit(publish(explorer))
    for index in range(len(PAY)):
        choose(page.locator("figure"), "pay", index)
        expect_state(page, explorer, {"town": 0, "pay": index})
    expect(page.locator(".explorer-outside")).to_have_text("$140,000 lies above the axis, which ends at 120.")
    choose(page.locator("figure"), "pay", 4)
    expect(page.locator("[data-explorer-mark] text")).to_have_text("$50,000")
    svg, line = (page.locator(one).bounding_box() for one in ("svg", "[data-explorer-mark] path"))
    unit = svg["width"] / 288
    middle = [line["x"] + line["width"] / 2 - svg["x"], line["y"] + line["height"] / 2 - svg["y"]]
    assert middle == pytest.approx([96 * unit, 72 * unit], abs=0.5)
    assert line["height"] == pytest.approx(
        96 * unit, abs=4
    )  # and the width of the line, which Firefox counts as a miter at its ends


@pytest.mark.parametrize("mark", [Mark(), Mark(ends=((0, 1), (2, 3))), Mark(across=(0, 9))])
def test_a_mark_without_an_axis_needs_both(publishing, mark):
    with pytest.raises(
        ExploreError, match=r"the mark 'pay' names no axis: give axes.xaxis, or Mark\(ends=…, across=…\)"
    ):
        bare(mark)


def other_axes(axes):
    return figure_with()[1].xaxis


@pytest.mark.parametrize(
    "where, settings, words",
    [
        (lambda axes: axes, {}, "the mark 'pay' is a Axes: give axes.xaxis"),
        (other_axes, {}, "the mark 'pay' lies on an axis of another figure"),
        (
            lambda axes: axes.xaxis,
            {"xscale": "symlog"},
            "the scale 'symlog'; a page can lay it on linear and log alone",
        ),
        (lambda axes: axes.xaxis, {"projection": "polar"}, "the scale 'polar'"),
        (lambda axes: Mark(axes.xaxis, ends=((1, 2), (1, 3))), {}, "has no length"),
    ],
    ids=["no axis", "another figure", "symlog", "polar", "no length"],
)
def test_an_axis_that_can_carry_no_mark(publishing, where, settings, words):
    settings = {"xlim": None, "ylim": None} | settings if "projection" in settings else settings
    with pytest.raises(ExploreError, match=f"^Explorer 'm': draw_town.*{words}") as caught:
        marked(where, **settings)
    assert "\n" not in str(caught.value)


def with_mark(name, values):
    def draw(town):
        figure, axes = figure_with()
        return View(figure, town, marks={name: axes.xaxis})

    return explore([draw, lambda pay: f"{pay}"], name="m", town=["A"], pay=values)


@pytest.mark.parametrize(
    "name, values, words",
    [
        ("payy", [1, 2], "a figure has a mark 'payy', which is no control. There are: town, pay"),
        ("pay", ["low", "high"], "the mark 'pay' lies at numbers, and pay may be 'low'. Derive a number"),
        ("pay", [True, False], ".*pay may be True"),
        ("pay", [1, float("inf")], ".*pay may be inf"),
    ],
)
def test_a_mark_that_is_no_number(publishing, name, values, words):
    with pytest.raises(ExploreError, match=f"^Explorer 'm': {words}"):
        with_mark(name, values)


def test_live_says_what_is_wrong_with_a_mark(monkeypatch):
    explorer = with_mark("payy", [1, 2])
    explorer._repr_mimebundle_()
    assert "a figure has a mark &#x27;payy&#x27;, which is no control" in explorer._live.views[0].value


def test_marks_without_a_figure(publishing):
    with pytest.raises(ExploreError, match="the View has none"):
        explore(lambda pay: View(sentence="x", marks={"pay": figure_with()[1].xaxis}), name="m", pay=[1, 2])


def test_labels_keep_within_the_picture(publish, visit):
    explorer, _ = marked(lambda axes: Mark(axes.xaxis, "your offer of {}"))
    page = visit(publish(explorer))
    for index in range(2, 7):
        choose(page.locator("figure"), "pay", index)
        expect(page.locator("figure")).to_contain_text(f"You named {PAY[index][1]}.")
        text, svg = (page.locator(one).bounding_box() for one in ("[data-explorer-mark] text", "svg"))
        assert svg["x"] <= text["x"] and text["x"] + text["width"] <= svg["x"] + svg["width"]
