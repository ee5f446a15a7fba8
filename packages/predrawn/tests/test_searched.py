"""A choice that is searched: the published face in a real browser, the live face, and the two kept in step."""

import json
import re

import pytest
from playwright.sync_api import expect

from predrawn import Choice, ExploreError, explore, typed
from predrawn.controls import LONG, read
from predrawn.extension import FOLDER

from .test_published import fetched

TOWNS = [f"Town {number}" for number in range(45)]
PLACES = [
    "Augusta, GA",
    "Columbus, GA",
    "Columbus, OH",
    "Córdoba, AR",
    "O'Fallon, MO",
    "St. Louis, MO",
    "Winston–Salem, NC",
]
ALIASES = {
    "St. Louis, MO": ["Saint Louis", "Gateway"],
    "Columbus, OH": ["Columbus, Ohio"],
    "Columbus, GA": ["Georgia's"],
}
HINTS = {"Columbus, OH": "the state's capital", "Columbus, GA": "on the Chattahoochee"}


def places(**more):
    own = Choice(PLACES + TOWNS, "Place", aliases=ALIASES, hints=HINTS)
    return explore(lambda place, side: f"{place} {side}.", name="places", place=own, side=["left", "right"], **more)


@pytest.fixture
def opened(publish, visit):
    page = visit(publish(places(), below='<p><a href="#end">End</a></p><h2 id="end">End</h2>'))
    page.field = page.get_by_role("combobox", name="Place")
    page.list = page.get_by_role("option")
    return page


def sentence(page):
    return page.locator("[data-explorer-sentence]")


def active(page) -> str:
    """The text of the option that a screen reader hears as the present one."""
    return page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.firstChild.textContent ?? ''"
    )


# ---- what becomes a choice that is searched, and what is refused ----


def test_long_menus_are_searched_and_short_ones_are_not():
    assert read("x", [str(n) for n in range(LONG)]).kind == "select"
    assert read("x", [str(n) for n in range(LONG + 1)]).kind == "search"
    assert read("x", Choice([str(n) for n in range(LONG + 1)], kind="select")).kind == "select"
    assert read("x", Choice(["a", "b"], aliases={"a": ["first"]})).kind == "search"
    assert read("x", Choice(["a", "b"], hints={"a": "first"})).kind == "search"
    assert read("x", Choice(["a", "b"], kind="search")).kind == "search"


@pytest.mark.parametrize(
    "choice, words",
    [
        (Choice(["a", "b"], aliases={"c": ["d"]}), "aliases for 'c', which is none of its labels"),
        (Choice(["a", "b"], hints={"c": "d"}), "hints for 'c', which is none of its labels"),
        (Choice(["a", "b"], aliases={"a": "first"}), "aliases of 'a' must be a list of texts"),
        (Choice(["a", "b"], hints={"a": ["first"]}), "hints of 'a' must be a text"),
        (Choice(["a", "b"], kind="select", hints={"a": "first"}), "kind='search'"),
        (Choice(["a", "b"], kind="radio", nothing="Try a."), "has nothing, which only a choice with kind='search'"),
        (Choice(["a", "b"], kind="search", nothing=["Try a."]), "must be a text"),
    ],
)
def test_refused(choice, words):
    with pytest.raises(ExploreError, match="The control x") as caught:
        read("x", choice)
    assert words in str(caught.value) and "\n" not in str(caught.value)


# ---- what is found: the same in both faces ----

FOUND = [
    ("columbus ohio", ["Columbus, OH"]),
    ("Columbus, OH", ["Columbus, OH"]),
    ("oh col", ["Columbus, OH"]),
    ("columbus", ["Columbus, GA", "Columbus, OH"]),
    ("capital", ["Columbus, OH"]),
    ("st louis", ["St. Louis, MO"]),
    ("ST.  LOUIS", ["St. Louis, MO"]),
    ("saint l", ["St. Louis, MO"]),
    ("gateway", ["St. Louis, MO"]),
    ("cordoba", ["Córdoba, AR"]),
    ("CÓRD", ["Córdoba, AR"]),
    ("ofallon", ["O'Fallon, MO"]),
    ("o’fallon mo", ["O'Fallon, MO"]),
    ("salem winston", ["Winston–Salem, NC"]),
    ("town 7", ["Town 7"]),
    ("town 1", ["Town 1", *(f"Town {n}" for n in range(10, 20))]),
    ("town 4", ["Town 4", "Town 40", "Town 41", "Town 42", "Town 43", "Town 44"]),
    ("alem", []),
    ("columbus texas", []),
    ("<b>", []),
]


@pytest.mark.parametrize("text, found", FOUND)
def test_matches_in_python(text, found):
    control = places().controls["place"]
    assert [control.labels[one.at] for one in typed.found(control, text)] == found


def test_matches_in_a_page_are_the_same(opened):
    opened.field.click()
    for text, found in FOUND:
        opened.field.fill(text)
        if found:
            expect(opened.list).to_have_count(len(found))
            assert [option.evaluate("(own) => own.firstChild.textContent") for option in opened.list.all()] == found
            assert active(opened) == found[0]
            count = f"{len(found)} choices" if len(found) > 1 else "1 choice"
            expect(opened.locator("[data-explorer-control=place] > small")).to_have_text(count)
            expect(opened.get_by_role("status")).to_have_text(count)
        else:
            expect(opened.get_by_role("listbox")).to_be_hidden()
            expect(opened.get_by_role("status")).to_have_text(f"No match for “{text}”")
    expect(sentence(opened)).to_have_text("Augusta, GA left.")


#: Areas, what tells them apart, and what readers call them.
OUTSIDE = "in no metropolitan area"
AREAS = {
    "Columbus, GA": ("", ["Columbus"]),
    "Cookeville, TN": ("", ["Ohio County", "Ford City", "…whiteville…trail"]),
    "Denver, CO": ("", ["Aurora", "Lakewood"]),
    "Columbus, OH": ("", ["Columbus", "Ohio"]),
    "Gary, IN": ("", ["IN"]),
    "North Carolina": (OUTSIDE, ["NC", "Columbus County", "Whiteville"]),
    "Colorado": (OUTSIDE, ["CO", "Aspen"]),
    "Sunflower State": (OUTSIDE, ["KS", "Dodge City", "Ford County", "★", "CO2", "Pittsburg"]),
    "Pittsburgh, PA": ("", []),
    "Pittsburg": (OUTSIDE, []),
    "Lakeland, FL": ("", []),
}


def areas(name="areas", **more):
    hints = {label: hint for label, (hint, _) in AREAS.items() if hint}
    aliases = {label: names for label, (_, names) in AREAS.items()}
    nothing = "Try a city, a county or a <state>."
    own = Choice(list(AREAS), "Area", kind="search", aliases=aliases, hints=hints, nothing=nothing)
    return explore(lambda area: f"At {area}.", name=name, area=own, **more)


RANKED = [
    # an alias that alone finds a choice stands in its second line; all words typed are those of one alias and of the choice itself
    ("dodge city", [("Sunflower State", f"Dodge City, {OUTSIDE}")]),
    ("dodge sunf", [("Sunflower State", f"Dodge City, {OUTSIDE}")]),
    ("dodge city ks", [("Sunflower State", f"Dodge City, {OUTSIDE}")]),
    ("dodge city k", []),
    # what no single alias has is found in several together, last and in the order of the list, and no alias is named
    ("dodge county", [("Sunflower State", OUTSIDE)]),
    ("whiteville trail", [("Cookeville, TN", "")]),
    # a part of longer names finds, and names nothing in full: it comes behind those that are called so
    ("whiteville", [("North Carolina", f"Whiteville, {OUTSIDE}"), ("Cookeville, TN", "…whiteville")]),
    ("pitt dodge ford", [("Sunflower State", OUTSIDE)]),
    ("aspen in co", [("Colorado", f"Aspen, {OUTSIDE}")]),
    ("lake auro", [("Denver, CO", "")]),
    ("white col", [("North Carolina", OUTSIDE)]),
    ("ford county", [("Sunflower State", f"Ford County, {OUTSIDE}"), ("Cookeville, TN", "")]),
    ("o co", [("Columbus, OH", ""), ("Cookeville, TN", "Ohio County")]),
    ("dodge nowhere", []),
    ("lakew", [("Denver, CO", "Lakewood")]),
    # what is named stands before what is begun, a label before an alias; one alias may be that of several
    ("columbus", [("Columbus, GA", ""), ("Columbus, OH", ""), ("North Carolina", f"Columbus County, {OUTSIDE}")]),
    ("columbus o", [("Columbus, OH", "")]),
    (
        "pittsburg",
        [("Pittsburg", OUTSIDE), ("Sunflower State", f"Pittsburg, {OUTSIDE}"), ("Pittsburgh, PA", "")],
    ),
    ("ohio", [("Columbus, OH", "Ohio"), ("Cookeville, TN", "Ohio County")]),
    ("lake", [("Lakeland, FL", ""), ("Denver, CO", "Lakewood")]),
    # a code is the whole of a word, and needs no second line
    ("ks", [("Sunflower State", OUTSIDE)]),
    ("k", []),
    ("KS sun", [("Sunflower State", OUTSIDE)]),
    ("in", [("Gary, IN", ""), *((label, OUTSIDE) for label in AREAS if AREAS[label][0])]),
    (
        "co",
        [
            ("Colorado", OUTSIDE),
            ("Denver, CO", ""),
            ("Columbus, GA", ""),
            ("Cookeville, TN", ""),
            ("Columbus, OH", ""),
            ("North Carolina", f"Columbus County, {OUTSIDE}"),
            ("Sunflower State", f"Ford County, {OUTSIDE}"),
        ],
    ),
]


@pytest.mark.parametrize("text, found", RANKED)
def test_order_and_second_lines_in_python(text, found):
    control = areas().controls["area"]
    assert [(control.labels[one.at], one.second) for one in typed.found(control, text)] == found


def test_order_and_second_lines_in_a_page_are_the_same(publish, visit):
    page = visit(publish(areas()))
    field = page.get_by_role("combobox")
    field.click()
    for text, found in RANKED:
        field.fill(text)
        count = f"{len(found)} choices" if len(found) > 1 else "1 choice" if found else "No match for “"
        expect(page.locator("[data-explorer-control] > small")).to_contain_text(count)
        items = page.get_by_role("option").all() if found else []
        assert [
            (item.evaluate("own => own.firstChild.textContent"), "".join(item.locator("small").all_text_contents()))
            for item in items
        ] == found, text


@pytest.mark.parametrize(
    "text, label",
    [("pittsburg", "Pittsburg"), ("ks", "Sunflower State"), ("ohio", "Columbus, OH"), ("columbus", ""), ("★", "")],
)
def test_leaving_takes_the_one_choice_that_is_named_best(publish, visit, text, label):
    page = visit(publish(areas().choose(area="Gary, IN")))
    page.get_by_role("combobox").click()
    expect(page.get_by_role("option")).to_have_count(len(AREAS))
    page.get_by_role("combobox").fill(text)
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox")).to_have_value(label or "Gary, IN")
    _, widget, said = live(areas().choose(area="Gary, IN"), "area")
    widget.field.value = text
    assert said() == f"At {label or 'Gary, IN'}."


def test_the_author_says_what_to_try(publish, visit):
    page = visit(publish(areas(), below='<p id="after">After</p>'))
    words = "No match for “nowhere”. Try a city, a county or a <state>."
    field = page.get_by_role("combobox")
    before = page.locator("[data-explorer-view]").bounding_box()
    field.click()
    field.fill("nowhere")
    note = page.locator("[data-explorer-control] > small")
    expect(note).to_have_text(words)
    expect(page.get_by_role("status")).to_have_text(words)
    assert page.locator("[data-explorer-view]").bounding_box() == before  # nothing moves
    box, own = note.bounding_box(), field.bounding_box()
    assert box["y"] >= own["y"] + own["height"] and (box["x"], box["width"]) == (own["x"], own["width"])
    _, widget, _ = live(areas(), "area")
    widget.field.value = "nowhere"
    assert widget.note.value == words.replace("<", "&lt;").replace(">", "&gt;")


def test_equal_choices_are_one_file_for_a_whole_site(publish, visit):
    first, second, third = areas("first"), areas("second", beside="area"), places()
    files = {file for own in (first, second) for file in own._packed.lists.values()}
    assert len(files) == 1 and files.isdisjoint(third._packed.lists.values())
    page = visit(publish(first, second))
    for number, field in enumerate(page.get_by_role("combobox").all()):
        field.click()
        expect(page.get_by_role("option")).to_have_count(len(AREAS) + (number > 1))
        page.keyboard.press("Escape")
    assert number == 3 and sum(next(iter(files)) in url for url in fetched(page)) == 1


# ---- a page ----


def test_labels_travel_in_a_file_of_their_own_that_first_focus_fetches(publish, visit):
    explorer = places()
    path = publish(explorer)
    text = path.read_text("utf-8")
    assert "Augusta, GA" in text and "Gateway" not in text and "Town 44" not in text
    file = explorer._packed.lists["place"]
    assert (path.parent / FOLDER / f"{file}.js").is_file()
    page = visit(path)
    page.wait_for_function("document.querySelectorAll('head script').length > 1")  # the states have come
    assert not any(file in url for url in fetched(page))
    page.get_by_role("combobox").focus()
    page.get_by_role("combobox").press("ArrowDown")
    expect(page.get_by_role("option")).to_have_count(len(PLACES + TOWNS))
    assert sum(file in url for url in fetched(page)) == 1


def test_by_keys(opened):
    opened.keyboard.press("Tab")
    expect(opened.field).to_be_focused()
    assert opened.field.get_attribute("aria-expanded") == "false"
    opened.keyboard.press("ArrowDown")
    expect(opened.field).to_have_attribute("aria-expanded", "true")
    assert active(opened) == "Augusta, GA"
    for key, there in [
        ("ArrowDown", "Columbus, GA"),
        ("End", "Town 44"),
        ("ArrowDown", "Augusta, GA"),
        ("ArrowUp", "Town 44"),
        ("Home", "Augusta, GA"),
        ("ArrowDown", "Columbus, GA"),
        ("ArrowDown", "Columbus, OH"),
    ]:
        opened.keyboard.press(key)
        assert active(opened) == there, key
        assert opened.locator("[aria-selected=true]").evaluate_all(
            "all => all.map(one => one.firstChild.textContent)"
        ) == [there]
    expect(opened.locator("[aria-selected=true]")).to_be_in_viewport()
    opened.keyboard.press("Enter")
    expect(sentence(opened)).to_have_text("Columbus, OH left.")
    assert opened.field.input_value() == "Columbus, OH" and opened.field.get_attribute("aria-expanded") == "false"
    opened.keyboard.type("st lou")
    opened.keyboard.press("Enter")
    expect(sentence(opened)).to_have_text("Columbus, OH left.")  # there were letters before: "Columbus, OHst lou"
    opened.keyboard.press("Escape")
    assert opened.field.input_value() == "Columbus, OH"
    opened.field.fill("st lou")
    expect(opened.list).to_have_count(1)
    opened.keyboard.press("Enter")
    expect(sentence(opened)).to_have_text("St. Louis, MO left.")


def test_what_is_typed_after_a_click_replaces_what_is_there(opened):
    opened.field.click()
    expect(opened.list).to_have_count(len(PLACES + TOWNS))
    opened.keyboard.type("gateway")
    expect(opened.list).to_have_count(1)
    opened.keyboard.press("Enter")
    expect(sentence(opened)).to_have_text("St. Louis, MO left.")


def test_names_and_roles_are_those_of_the_pattern(opened):
    opened.field.click()
    expect(opened.list).to_have_count(len(PLACES + TOWNS))
    assert opened.field.get_attribute("aria-controls") == opened.get_by_role("listbox").get_attribute("id")
    assert opened.field.get_attribute("aria-autocomplete") == "list"
    opened.field.fill("columbus")
    expect(opened.list).to_have_count(2)
    tree = opened.locator("figure").aria_snapshot()
    for line in (
        'combobox "Place"',
        "[expanded]",
        'listbox "Place"',
        'option "Columbus, GA on the Chattahoochee" [selected]',
        'option "Columbus, OH the state\'s capital"',
    ):
        assert line in tree, tree
    assert opened.list.nth(1).locator("small").text_content() == "the state's capital"


def test_escape_an_empty_field_and_words_without_a_match_bring_back_what_was_chosen(opened):
    for leave in (lambda: opened.keyboard.press("Escape"), lambda: opened.keyboard.press("Tab")):
        for text in ("col", "", "   ", "no such town"):
            opened.field.click()
            opened.field.fill(text)
            expect(opened.locator("small").first).not_to_have_text("")
            leave()
            expect(opened.field).to_have_value("Augusta, GA")
            expect(opened.get_by_role("listbox")).to_be_hidden()
            expect(opened.locator("[data-explorer-control=place] > small")).to_have_text("")
    opened.field.fill("no such town")
    expect(opened.get_by_role("status")).to_have_text("No match for “no such town”")
    opened.keyboard.press("Enter")
    expect(sentence(opened)).to_have_text("Augusta, GA left.")
    assert "#" not in opened.url


def test_an_empty_field_offers_all(opened):
    opened.field.click()
    opened.field.fill("col")
    expect(opened.list).to_have_count(2)
    opened.field.fill("")
    expect(opened.list).to_have_count(len(PLACES + TOWNS))


@pytest.mark.parametrize(
    "pasted, place", [("  columbus, ohio\n", "Columbus, OH"), ("Gateway", "St. Louis, MO"), ("Colum", "Augusta, GA")]
)
def test_pasted_text_is_taken_on_leaving_where_it_is_a_name(opened, pasted, place):
    opened.field.click()
    expect(opened.list).to_have_count(len(PLACES + TOWNS))
    opened.evaluate("text => document.execCommand('insertText', false, text)", pasted)
    expect(opened.list).not_to_have_count(len(PLACES + TOWNS))
    opened.keyboard.press("Tab")
    expect(opened.field).to_have_value(place)
    expect(sentence(opened)).to_have_text(f"{place} left.")


def test_by_touch(publish, visit):
    page = visit(publish(places()), has_touch=True, viewport={"width": 360, "height": 700})
    page.get_by_role("combobox").tap()
    option = page.get_by_role("option", name="O'Fallon, MO")
    assert option.bounding_box()["height"] >= 32
    option.tap()
    expect(sentence(page)).to_have_text("O'Fallon, MO left.")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_address_and_history(opened, visit, publish):
    opened.field.fill("cordoba")
    opened.keyboard.press("Enter")
    expect(sentence(opened)).to_have_text("Córdoba, AR left.")
    opened.get_by_label("right").check()
    expect(sentence(opened)).to_have_text("Córdoba, AR right.")
    address = opened.url
    assert "places.place=C%C3%B3rdoba%2C+AR" in address
    opened.go_back()
    opened.go_back()
    expect(sentence(opened)).to_have_text("Augusta, GA left.")
    expect(opened.field).to_have_value("Augusta, GA")
    opened.go_forward()
    expect(opened.field).to_have_value("Córdoba, AR")
    again = visit(publish(places()), "#" + address.partition("#")[2])
    expect(sentence(again)).to_have_text("Córdoba, AR right.")
    expect(again.get_by_role("combobox")).to_have_value("Córdoba, AR")
    assert again.url == address


def test_leaving_the_field_is_no_step_of_the_history(opened):
    before = opened.evaluate("history.length")
    opened.field.fill("col")
    opened.keyboard.press("Tab")
    assert opened.evaluate("history.length") == before


@pytest.mark.parametrize("content, words", [("", "damaged"), (None, "its file is missing")])
def test_a_list_that_cannot_be_read(publish, browser, url_of, content, words):
    """By itself: the browser logs the missing file as an error, rightly."""
    explorer = places()
    path = publish(explorer)
    file = path.parent / FOLDER / f"{explorer._packed.lists['place']}.js"
    file.unlink() if content is None else file.write_text(content)
    page = browser.new_page()
    page.goto(url_of(path))
    page.get_by_role("combobox").click()
    expect(page.locator(".explorer-message")).to_contain_text(
        f"The choices cannot be listed ({'they are ' * (not content and content is not None)}{words})"
    )
    page.get_by_label("right").check()
    expect(sentence(page)).to_have_text("Augusta, GA right.")
    page.close()


def test_a_list_of_another_edition(publish, visit):
    explorer = places()
    path = publish(explorer)
    other = explore(lambda place: place, name="x", place=Choice(["a", "b"], kind="search"))
    for file in (path.parent / FOLDER).glob("*.js"):
        if file.stem == explorer._packed.lists["place"]:
            text = other._packed.files[other._packed.lists["place"]]
            file.write_text(f'document.currentScript.states="{text}"\n')
    page = visit(path)
    page.get_by_role("combobox").click()
    expect(page.locator(".explorer-message")).to_contain_text("another edition")


def test_labels_hints_and_aliases_are_never_markup(publish, visit):
    hard = ["<b>label</b>", "& 'more'"]
    own = Choice(hard, "<b>name</b>", aliases={hard[0]: ["<i>alias</i>"]}, hints={hard[0]: "<i>hint</i>"})
    page = visit(publish(explore(lambda place: place, name="hard", place=own)))
    page.get_by_role("combobox").fill("i alias")
    expect(page.get_by_role("option")).to_have_text("<b>label</b><i>alias</i>, <i>hint</i>")
    assert page.locator("b, i").count() == 0


def test_several_files_of_states_and_a_list(publish, visit):
    """The address, the files of states and the count of choices go together."""
    explorer = explore(
        lambda place: f"{place}: " + " ".join(json.dumps([place, n, n**7]) for n in range(150)),
        name="long",
        place=Choice([f"{n:03}" for n in range(300)], kind="search"),
    )
    assert len(explorer._packed.files) > 3
    page = visit(publish(explorer), "#long.place=299")
    expect(sentence(page)).to_contain_text(re.compile("^299: "))


# ---- live ----


def live(explorer, name="place"):
    explorer._states = None
    explorer._repr_mimebundle_()
    widget = explorer._live.widgets[name]
    return explorer, widget, lambda: explorer._live.drawn[0][0].sentence


def test_live_takes_labels_aliases_and_single_matches():
    explorer, widget, said = live(places())
    for text, label in (("Columbus, OH", "Columbus, OH"), ("gateway", "St. Louis, MO"), ("cordob", "Córdoba, AR")):
        widget.field.value = text
        assert (explorer.labels["place"], widget.field.value, widget.note.value) == (label, label, "")
        assert said() == f"{label} left."


def test_live_says_what_is_no_match_and_keeps_what_was_chosen():
    explorer, widget, said = live(places())
    widget.field.value = "<b>nowhere</b>"
    assert widget.note.value == "No match for “&lt;b&gt;nowhere&lt;/b&gt;”" and widget.field.value == "Augusta, GA"
    widget.field.value = "columbus"
    assert widget.note.value.startswith("2 choices for “columbus”: Columbus, GA on the Chattahoochee; Columbus, OH")
    _, other, _ = live(areas(), "area")
    other.field.value = "county in"
    assert other.note.value == (
        f"2 choices for “county in”: North Carolina Columbus County, {OUTSIDE}; Sunflower State Ford County, {OUTSIDE}"
    )
    widget.field.value = ""
    assert (widget.note.value, widget.field.value, said()) == ("", "Augusta, GA", "Augusta, GA left.")


def test_live_follows_code():
    explorer, widget, said = live(places())
    explorer.choose(place="Town 3")
    assert widget.field.value == "Town 3" and said() == "Town 3 left."
