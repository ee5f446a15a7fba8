"""A number typed beside a slider: in a page, live, and the two kept in step."""

import pytest
from playwright.sync_api import expect

from predrawn import Choice, ExploreError, explore, typed
from predrawn.controls import read

from .test_published import type_over


def money(value):
    return f"${value:,}"


def offer():
    salary = Choice((60_000, 200_000, 5_000), "Salary", 130_000, kind="number", format=money)
    return explore(
        lambda salary, paid: f"{money(salary)} {paid}.", name="offer", salary=salary, paid=["monthly", "weekly"]
    )


@pytest.fixture
def page(publish, visit):
    page = visit(publish(offer()))
    page.field = page.get_by_label("Salary, typed")
    page.slider = page.get_by_label("Salary", exact=True)
    page.note = page.locator("[data-explorer-control=salary] > small")
    return page


TYPED = [
    ("165,000", "$165,000", ""),
    ("$165k", "$165,000", ""),
    ("165000", "$165,000", ""),
    (" 165 000 ", "$165,000", ""),
    ("USD 165,000 a year", "$165,000", ""),
    ("165 K", "$165,000", ""),
    ("0.1625k", "$60,000", "The least is $60,000"),
    ("163,000", "$165,000", "Nearest step: $165,000"),
    ("$162.4k", "$160,000", "Nearest step: $160,000"),
    ("162500", "$160,000", "Nearest step: $160,000"),  # half way: the lower
    ("1", "$60,000", "The least is $60,000"),
    ("-165000", "$60,000", "The least is $60,000"),
    ("−5", "$60,000", "The least is $60,000"),
    ("9e9", "$130,000", "“9e9” is no number"),
    ("250000", "$200,000", "The most is $200,000"),
    ("9" * 400, "$200,000", "The most is $200,000"),
    ("abc", "$130,000", "“abc” is no number"),
    ("60–70", "$130,000", "“60–70” is no number"),
    ("<b>" + "x" * 50, "$130,000", "“<b>" + "x" * 21 + "” is no number"),
    ("", "$130,000", ""),
    ("  ", "$130,000", ""),
]


@pytest.mark.parametrize("text, label, told", TYPED)
def test_nearest_in_python(text, label, told):
    labels = offer().controls["salary"].labels
    at, words = typed.nearest(labels, text)
    assert (labels[at] if at is not None else "$130,000", words) == (label, told)


def test_a_page_understands_the_same(page):
    for text, label, told in TYPED:
        page.slider.fill("14")
        type_over(page.field, text)
        page.keyboard.press("Enter")
        expect(page.locator("[data-explorer-sentence]")).to_have_text(f"{label} monthly.")
        expect(page.note).to_have_text(told)
        assert (page.field.input_value(), page.slider.get_attribute("aria-valuetext")) == (label, label)
    type_over(page.field, "163k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("$165,000 monthly. Nearest step: $165,000")


def test_leaving_the_field_takes_the_number_and_escape_does_not(page):
    type_over(page.field, "90k")
    page.keyboard.press("Tab")
    expect(page.locator("[data-explorer-sentence]")).to_have_text("$90,000 monthly.")
    type_over(page.field, "100k")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.field).to_have_value("$90,000")
    expect(page.locator("[data-explorer-sentence]")).to_have_text("$90,000 monthly.")
    assert page.evaluate("new URLSearchParams(location.hash.slice(1)).get('offer.salary')") == "$90,000"


def test_the_slider_moves_the_number_and_back_moves_both(page):
    type_over(page.field, "163k")
    page.keyboard.press("Enter")
    expect(page.note).to_have_text("Nearest step: $165,000")
    page.slider.fill("0")
    expect(page.field).to_have_value("$60,000")
    expect(page.note).to_have_text("")
    page.go_back()
    expect(page.field).to_have_value("$165,000")
    assert page.slider.input_value() == "21"


def test_typing_alone_changes_nothing(page):
    before = page.evaluate("history.length")
    page.field.press_sequentially("99")
    page.wait_for_timeout(100)
    expect(page.locator("[data-explorer-sentence]")).to_have_text("$130,000 monthly.")
    page.keyboard.press("Escape")
    assert page.evaluate("history.length") == before


def test_nothing_moves_when_a_note_appears(page):
    before = page.locator("[data-explorer-view]").bounding_box()["y"]
    type_over(page.field, "163k")
    page.keyboard.press("Enter")
    expect(page.note).to_have_text("Nearest step: $165,000")
    assert page.locator("[data-explorer-view]").bounding_box()["y"] == before


def test_percentages_are_what_their_labels_say(publish, visit):
    share = Choice((0.0, 0.2, 0.05), "Share", kind="number", format=lambda value: f"{value:.0%}")
    page = visit(publish(explore(lambda share: f"{share:g}", name="x", share=share)))
    for text in ("14%", "14", "16 %"):
        type_over(page.get_by_label("Share, typed"), text)
        page.keyboard.press("Enter")
        expect(page.locator("[data-explorer-sentence]")).to_have_text("0.15")


@pytest.mark.parametrize(
    "choice, words",
    [
        (Choice([1, 2, 3, 4, 5], kind="number"), "kind='number' is for (min, max, step)"),
        (Choice((1, 5), kind="number", format=lambda n: "abcde"[n - 1]), "holds no number"),
        (Choice((1, 5), kind="number", format=lambda n: str(-n)), "larger than the one before"),
    ],
)
def test_refused(choice, words):
    with pytest.raises(ExploreError, match="The control x") as caught:
        read("x", choice)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_live_says_the_same():
    explorer = offer()
    explorer._repr_mimebundle_()
    widget = explorer._live.widgets["salary"]
    for text, label, told in TYPED:
        widget.slider.index = 14
        widget.field.value = text
        assert (explorer.labels["salary"], widget.field.value) == (label, label), text
        assert widget.note.value == told.replace("<", "&lt;").replace(">", "&gt;"), text
        assert explorer._live.drawn[0][0].sentence == f"{label} monthly."
    explorer.choose(salary=60_000)
    assert (widget.slider.index, widget.field.value, widget.note.value) == (0, "$60,000", "")
