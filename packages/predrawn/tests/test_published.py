"""The published face, in a real browser, from disk, with the network cut."""

import hashlib
import json
import math
import re
from functools import cache

import pandas as pd
import pytest
from matplotlib.figure import Figure
from playwright.sync_api import expect

from predrawn import Choice, Html, Table, View, explore
from predrawn.extension import FOLDER, STATIC
from predrawn.page import CHUNK


def draw_wave(waves, height, dotted, shape):
    figure = Figure(figsize=(3, 1.5))
    figure.add_subplot(ylim=(0, 9)).plot([0, waves, waves * height], ":" if dotted else "-")
    table = pd.DataFrame({"waves": [waves], "height": [height], "dotted": [str(dotted)], "shape": [shape]})
    return View(figure, f"{waves} waves, {height} high, {'dotted' if dotted else 'drawn'}, {shape}.", table)


HARD = ["sine", "<b>&\"' = # % 🤖", "+ plus"]


@cache
def wave():
    """Drawn once for all tests here; the fixture ``publish`` makes it draw."""
    return explore(
        draw_wave,
        title='Which "wave" & why?',
        waves=(1, 4),
        height=Choice({str(n): n for n in (1, 2, 7, 8, 9)}, "Height"),
        dotted=False,
        shape=HARD,
    )


def words():
    return explore(
        [lambda a, b: f"{a} and {b}.", lambda c: f"Only {c}."], name="words", a=[1, 2], b=(1, 3), c=["x", "y"]
    )


def choose(figure, name: str, index: int) -> None:
    """Choose with the means of a reader; ``figure`` is the explorer's locator."""
    control = figure.locator(f"[data-explorer-control={name}]")
    if control.locator("[role=combobox]").count():
        field = control.locator("input")
        field.click()
        option = control.get_by_role("option").nth(index)
        option.click()
    elif control.locator("select").count():
        control.locator("select").select_option(index=index)
    elif control.locator("input[type=radio]").count():
        control.locator("input").nth(index).check()
    elif control.locator("input[type=checkbox]").count():
        if control.locator("input").is_checked() != bool(index):
            control.locator("input").click()
    else:
        control.locator("input").first.fill(str(index))


def type_over(field, text: str) -> None:
    """Type a text in place of what a field holds, by keys: Firefox takes what ``fill`` does for no change of a reader's."""
    field.page.bring_to_front()  # where two pages are open, one alone gets the keys
    field.select_text()
    field.press("Delete")
    field.page.keyboard.insert_text(text)


def fetched(page) -> list[str]:
    """The addresses of the files that explorers fetched, in order."""
    return page.evaluate("[...document.querySelectorAll('head script[src*=\"explorers/\"]')].map((own) => own.src)")


#: Are sentence, picture and table those of a state? Both sides pass through the browser's own parser.
SAME = """([sentence, figure, table], part) => {
    const view = document.querySelectorAll("[data-explorer-part]")[part];
    const parsed = (text) => Object.assign(document.createElement("template"), {innerHTML: text}).innerHTML;
    const shown = view.querySelector("[data-explorer-figures]").cloneNode(true);
    shown.querySelectorAll(".csv").forEach((button) => button.remove());
    return view.querySelector("[data-explorer-sentence] > span").textContent === sentence
        && view.querySelector("[data-explorer-picture]").innerHTML === parsed(figure)
        && shown.innerHTML === parsed(table);
}"""


def expect_state(page, explorer, chosen: dict) -> None:
    """The page shows, in each part, what ``draw`` gives in Python for these choices."""
    for number, part in enumerate(explorer.parts):
        drawn = explorer.drawn(part, chosen)
        page.wait_for_function(f"([state, part]) => ({SAME})(state, part)", arg=[list(drawn), number], timeout=5000)


def walk(figure, explorer, most: int = 10_000):
    """Move each control through all its values, the others at their start and at their end; yield what is chosen.

    Of a control with more than ``most`` values some are passed over, evenly. What may be chosen beside the first stays at none.
    """
    none = dict.fromkeys(explorer.copies, 0)
    moved = {name: control for name, control in explorer.controls.items() if name not in none}
    start = {name: control.default for name, control in moved.items()} | none
    yield start
    for others in (start, {name: len(control) - 1 for name, control in moved.items()} | none):
        for name, control in moved.items():
            for other in moved:
                choose(figure, other, others[other])
            for index in range(0, len(control), math.ceil(len(control) / most)):
                choose(figure, name, index)
                yield others | {name: index}


def test_every_control_moves_through_all_its_values(publish, visit):
    explorer = wave()
    page = visit(publish(explorer))
    for chosen in walk(page.locator("[data-explorer=wave]"), explorer):
        expect_state(page, explorer, chosen)


def test_parts_follow_their_own_controls(publish, visit):
    explorer = words()
    page = visit(publish(explorer))
    figure = page.locator("figure")
    choose(figure, "c", 1)
    expect(figure).to_contain_text("Only y.")
    choose(figure, "b", 2)
    expect(figure).to_contain_text("1 and 3.")
    expect(figure).to_contain_text("Only y.")


def test_by_keyboard(publish, visit):
    page = visit(publish(wave()))
    page.keyboard.press("Tab")
    expect(page.get_by_label("Waves", exact=True)).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("figure")).to_contain_text("4 waves, 1 high, drawn, sine.")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Height", exact=True)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("figure")).to_contain_text("4 waves, 2 high")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("figure")).to_contain_text("2 high, dotted")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("figure")).to_contain_text(HARD[1])


def test_by_touch(publish, visit):
    page = visit(publish(wave()), has_touch=True, viewport={"width": 360, "height": 700})
    page.get_by_label("Dotted", exact=True).tap()
    expect(page.locator("figure")).to_contain_text("1 high, dotted")
    page.get_by_label("+ plus", exact=True).tap()
    expect(page.locator("figure")).to_contain_text("dotted, + plus.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_for_screen_readers(publish, visit):
    """Names and roles as a browser gives them to assistive technology, and what is announced."""
    page = visit(publish(wave()))
    tree = page.locator("figure").aria_snapshot()
    for line in (
        'figure "Which \\"wave\\" & why?"',
        'slider "Waves"',
        'combobox "Height"',
        'checkbox "Dotted"',
        'group "Shape"',
    ):
        assert line in tree, tree
    status = page.get_by_role("status")  # one for an explorer, empty at first: nobody meets its words twice
    expect(status).to_have_text("")
    identity = status.element_handle()
    choose(page.locator("figure"), "dotted", 1)
    expect(status).to_have_text("2 waves, 1 high, dotted, sine.")
    assert page.evaluate("region => region.isConnected", identity)  # a region that is replaced is not announced
    assert page.evaluate("!document.querySelector('figure').contains(document.querySelector('[role=status]'))")
    assert page.get_by_label("Waves", exact=True).get_attribute("aria-valuetext") == "2"


def test_a_slider_speaks_when_it_rests(publish, visit):
    page = visit(publish(wave()))
    page.evaluate("""() => {
        window.said = [];
        new MutationObserver(() => said.push(document.querySelector("[role=status]").textContent))
            .observe(document.querySelector("[role=status]"), { childList: true });
    }""")
    page.evaluate("""async () => {
        const slider = document.querySelector("input[type=range]");
        for (slider.value of [0, 2, 3, 0, 2]) {
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            await new Promise((resolve) => setTimeout(resolve, 60));
        }
    }""")
    page.wait_for_function("said.length")
    page.wait_for_timeout(500)
    assert page.evaluate("said") == ["3 waves, 1 high, drawn, sine."]


def test_what_is_chosen_is_announced_where_the_author_gives_no_sentence(publish, visit):
    explorer = explore(lambda size: pd.DataFrame({"n": [size]}), name="table", size=[1, 2])
    page = visit(publish(explorer))
    choose(page.locator("figure"), "size", 1)
    expect(page.get_by_role("status")).to_have_text("Size: 2")
    expect(page.locator("table caption")).to_have_text("Size: 2")


def test_words_are_never_markup(publish, visit):
    explorer = explore(
        lambda n: f"<b>sentence</b> {n}",
        name="x",
        title="<b>title</b>",
        subtitle="<b>subtitle</b>",
        note="<b>note</b>",
        n=Choice(["<b>label</b>", 'quoted "label"'], "<b>name</b>"),
    )
    page = visit(publish(explorer))
    choose(page.locator("figure"), "n", 1)
    expect(page.locator("[data-explorer-sentence]")).to_have_text('<b>sentence</b> quoted "label"')
    assert page.locator("b").count() == 0
    for words in ("title", "subtitle", "note", "label", "name"):
        expect(page.locator("figure")).to_contain_text(f"<b>{words}</b>")


def test_two_explorers_share_no_identifier(publish, visit):
    first = explore(lambda offer_x: str(offer_x), name="pay", offer_x=(1, 3))
    second = explore(lambda x: str(x), name="pay-offer", x=(1, 3))
    page = visit(publish(wave(), first, second))
    own = page.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(own) == len(set(own)) > 5
    page.get_by_label("X", exact=True).fill("2")
    expect(page.locator("#explorer-pay-offer")).to_contain_text("3")


def test_a_choice_made_in_the_chapter_is_the_start(publish, visit):
    explorer = explore(lambda n: f"is {n}.", name="x", n=[1, 2, 3]).choose(n=2)
    page = visit(publish(explorer))
    expect(page.locator("[data-explorer-sentence]")).to_have_text("is 2.")
    assert page.get_by_label("2", exact=True).is_checked()
    choose(page.locator("figure"), "n", 2)
    expect(page.locator("[data-explorer-sentence]")).to_have_text("is 3.")


def test_the_address_holds_the_state(publish, visit, url_of):
    path = publish(wave(), words())
    page = visit(path)
    for index in (1, 2):
        choose(page.locator("[data-explorer=wave]"), "shape", index)
    choose(page.locator("[data-explorer=words]"), "c", 1)
    address = page.url
    assert address.startswith(url_of(path) + "#") and "wave.shape=%2B+plus" in address and "words.c=y" in address
    again = visit(path, "#" + address.split("#")[1])
    expect(again.locator("[data-explorer=wave]")).to_contain_text("drawn, + plus.")
    expect(again.locator("[data-explorer=words]")).to_contain_text("Only y.")
    assert again.get_by_label("+ plus", exact=True).is_checked()


def test_back_and_forward(publish, visit):
    page = visit(publish(wave(), below='<p style="height:200vh"></p><h2 id="end">End</h2>'), "")
    figure = page.locator("figure")
    choose(figure, "shape", 1)
    choose(figure, "dotted", 1)
    page.go_back()
    expect(figure).to_contain_text("drawn, <b>")
    page.go_back()
    expect(figure).to_contain_text("drawn, sine.")
    page.go_forward()
    page.go_forward()
    expect(figure).to_contain_text("dotted, <b>")
    page.evaluate("location.hash = 'end'")  # a link to a heading leaves the choice alone
    choose(figure, "shape", 0)
    expect(figure).to_contain_text("dotted, sine.")
    page.go_back()
    expect(figure).to_contain_text("dotted, <b>")
    page.reload()
    expect(figure).to_contain_text("dotted, <b>")


def test_a_slide_is_one_step_back(publish, visit):
    page = visit(publish(wave()))
    page.get_by_label("Waves", exact=True).focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(page.locator("figure")).to_contain_text("4 waves")
    page.go_back()
    expect(page.locator("figure")).to_contain_text("2 waves")


@pytest.mark.parametrize(
    "fragment, words",
    [
        ("#wave.shape=square", "“wave.shape=square”"),
        ("#wave.shape=square&wave.waves=3", "“wave.shape=square”"),
        ("#wave.colour=red", "“wave.colour=red”"),
        ("#wave.shape=<img src=x onerror=alert(1)>", "“wave.shape=<img src=x onerror=alert(1)>”"),
        ("#wave.shape=%E0%A4%A", "no choice here"),
        ("#wave.shape=" + "x" * 5000, "=" + "x" * 60 + "”"),
    ],
)
def test_an_address_of_something_else_is_said_and_the_start_is_shown(publish, visit, fragment, words):
    page = visit(publish(wave()), fragment)
    expect(page.locator(".explorer-message")).to_contain_text(words)
    expect(page.locator("[data-explorer-sentence]")).to_have_text("2 waves, 1 high, drawn, sine.")
    assert "#" not in page.url  # corrected
    choose(page.locator("figure"), "dotted", 1)  # and all still works
    expect(page.locator("[data-explorer-sentence]")).to_have_text("2 waves, 1 high, dotted, sine.")
    expect(page.locator(".explorer-message")).to_be_hidden()


@pytest.mark.parametrize("fragment", ["#end", "#nobody.x=1", "#=", "#wave", "#wave."])
def test_other_fragments_are_none_of_its_business(publish, visit, fragment):
    page = visit(publish(wave(), below='<h2 id="end">End</h2>'), fragment)
    expect(page.locator("[data-explorer-sentence]")).to_have_text("2 waves, 1 high, drawn, sine.")
    expect(page.locator(".explorer-message")).to_be_hidden()


def only(explorer) -> str:
    """The packed states of an explorer that has one file."""
    (packed,) = explorer._packed.files.values()
    return packed


def spoil(path, change) -> None:
    (file,) = (path.parent / FOLDER).glob("*.js")
    text = file.read_text()
    file.write_text(change(text))


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda text: text[: len(text) // 2] + '"', "damaged"),
        (lambda text: text.replace('="', '="!', 1), "damaged"),
        (lambda text: "", "damaged"),
        (
            lambda text: re.sub('".*"', f'"{only(explore(lambda n: "x", name="wave", n=[1]))}"', text),
            "another edition",
        ),
    ],
    ids=["truncated", "no base64", "empty", "of another page"],
)
def test_states_that_cannot_be_read(publish, browser, url_of, change, words):
    """By itself: Firefox logs what a damaged stream throws, though it is caught."""
    path = publish(wave())
    spoil(path, change)
    page = browser.new_page()
    page.goto(url_of(path))
    choose(page.locator("figure"), "dotted", 1)
    expect(page.locator(".explorer-message")).to_contain_text(words)
    expect(page.locator("[data-explorer-sentence]")).to_have_text("2 waves, 1 high, drawn, sine.")
    assert page.locator("figure svg").is_visible() and not page.get_by_label("Dotted", exact=True).is_checked()
    page.close()


def test_states_that_are_missing(publish, browser, url_of):
    """By itself: the browser logs the missing file as an error, rightly."""
    path = publish(wave())
    for file in (path.parent / FOLDER).glob("*.js"):
        file.unlink()
    page = browser.new_page()
    page.goto(url_of(path))
    choose(page.locator("figure"), "dotted", 1)
    expect(page.locator(".explorer-message")).to_contain_text("its file is missing")
    expect(page.locator("[data-explorer-sentence]")).to_have_text("2 waves, 1 high, drawn, sine.")
    publish(wave())  # it was the network, and is there again
    choose(page.locator("figure"), "dotted", 1)
    expect(page.locator("[data-explorer-sentence]")).to_have_text("2 waves, 1 high, dotted, sine.")
    page.close()


def test_an_old_browser_is_told(publish, visit, browser):
    page = visit(publish(wave()))
    page.add_init_script("delete window.DecompressionStream")
    page.reload()
    choose(page.locator("figure"), "dotted", 1)
    expect(page.locator(".explorer-message")).to_contain_text("too old")
    expect(page.locator("[data-explorer-sentence]")).to_have_text("2 waves, 1 high, drawn, sine.")


def test_without_javascript(publish, visit):
    page = visit(publish(wave()), java_script_enabled=False)
    expect(page.get_by_text("2 waves, 1 high, drawn, sine.")).to_be_visible()
    expect(page.locator("figure svg")).to_be_visible()
    expect(page.locator("form")).to_be_hidden()  # no control that does nothing
    page.locator("summary").click()
    expect(page.locator("table tbody th")).to_be_visible()


def test_in_print(publish, visit):
    page = visit(publish(wave()))
    page.emulate_media(media="print")
    expect(page.locator("figure svg")).to_be_visible()
    expect(page.get_by_text("2 waves, 1 high, drawn, sine.")).to_be_visible()
    expect(page.locator(".csv")).to_be_hidden()


def test_the_table_of_the_state_as_csv(publish, visit):
    page = visit(publish(wave()))
    page.locator("summary").click()
    choose(page.locator("figure"), "height", 2)
    expect(page.locator("[data-explorer-sentence]")).to_contain_text("7 high")
    with page.expect_download() as waited:
        page.get_by_role("button", name="Download as CSV").click()
    assert waited.value.path().read_text(encoding="utf-8-sig").splitlines()[1] == "2,7,False,sine"
    assert page.locator("details").get_attribute("open") is not None  # stays open when the state changes


def test_nothing_jumps(publish, visit):
    def draw(length, form):
        figure = Figure(figsize=(2, 1))
        figure.add_subplot().plot([1, 2], form)
        return View(figure, "word " * length)

    explorer = explore(draw, length=[1, 300], form={"line": "-", "dots": "o"})
    page = visit(publish(explorer, below='<p id="after">After</p>'))
    top = page.locator("#after").bounding_box()["y"]
    chosen = {"length": 0, "form": 0}
    for name, index in (("length", 1), ("form", 1), ("length", 0)):
        choose(page.locator("figure"), name, index)
        chosen[name] = index
        expect_state(page, explorer, chosen)
        assert page.locator("#after").bounding_box()["y"] == top


def test_states_are_fetched_near_the_viewport_or_at_first_use(publish, visit):
    path = publish(words())
    text = path.read_text()
    path.write_text(text.replace("<h1>Page</h1>", '<h1>Page</h1><p style="height:4000px"></p>'))
    page = visit(path)
    loaded = "[...document.scripts].some((script) => script.src.includes('explorers/'))"
    page.wait_for_timeout(200)
    assert not page.evaluate(loaded)
    page.mouse.wheel(0, 3800)
    page.wait_for_function(loaded)
    direct = visit(path, "#words.c=y")  # an address is a use
    direct.wait_for_function(loaded)
    expect(direct.locator("figure")).to_be_in_viewport()  # and leads there


class OwnWords(Table):
    missing = "unknown"
    before = "over"


def test_tables_sort_figures_by_size_and_keep_the_unknown_last(publish, visit):
    frame = pd.DataFrame(
        {
            "Place": ["b", "a", "d", "c"],
            "Ranks": ["4–7", "12", "–", "1"],
            "Pay": ["$9,000", "over $239,200", "unknown", "$10,000"],
        }
    )
    page = visit(publish(below=OwnWords(frame, "Places", filterable=True).html()))
    column = "[...document.querySelectorAll('tbody tr')].map(row => row.cells[{}].textContent)"
    page.get_by_role("button", name="Ranks").click()
    assert page.evaluate(column.format(1)) == ["1", "4–7", "12", "–"]  # the best first
    page.get_by_role("button", name="Ranks").click()
    assert page.evaluate(column.format(1)) == ["12", "4–7", "1", "–"]
    page.get_by_role("button", name="Pay").click()
    assert page.evaluate(column.format(2)) == ["over $239,200", "$10,000", "$9,000", "unknown"]
    page.get_by_role("button", name="Place").click()
    assert page.evaluate(column.format(0)) == list("abcd")


@pytest.mark.parametrize(
    "words, shown",
    [
        ("ca", 1),
        ("CHI", 1),
        ("win sal", 1),
        ("winston-salem", 1),
        ("salem, nc", 1),
        ("icago", 0),
        ("chicago nc", 2),
        (" ", 3),
    ],
)
def test_rows_are_found_by_the_beginnings_of_words(publish, visit, words, shown):
    frame = pd.DataFrame({"Place": ["Chicago, IL", "Winston–Salem, NC", "San Jose, CA"], "Jobs": [1, 2, 3]})
    page = visit(publish(below=Table(frame, "Places", filterable=True).html()))
    page.get_by_label("Show rows with").fill(words)
    assert sum(row.is_visible() for row in page.locator("table[data-explorer-table] tbody tr").all()) == shown


def test_markup_in_a_table_is_the_authors_own(publish, visit):
    explorer = explore(
        lambda n: View(table=Table(pd.DataFrame({"a": ["<i>x</i>"], "b": [Html("<i>y</i>")]}), "T")), name="t", n=[1, 2]
    )
    page = visit(publish(explorer))
    choose(page.locator("figure"), "n", 1)
    assert page.locator("td i").count() == 1


def test_figures_follow_the_colours_of_the_page(publish, visit):
    path = publish(wave())
    path.write_text(path.read_text().replace("</head>", "<style>body{--chart-ink:#ff0000}</style></head>"))
    page = visit(path)
    assert page.evaluate("getComputedStyle(document.querySelector('svg text')).fill") == "rgb(255, 0, 0)"


def test_one_script_and_one_stylesheet_are_small_and_use_no_eval():
    import rcssmin
    import rjsmin

    script, style = ((STATIC / f"explore.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    # rjsmin drops blanks and comments, and shortens no names: 28.7 kB of it are 20 kB to a minifier that does (terser -c -m).
    assert len(rjsmin.jsmin(script).encode()) + len(rcssmin.cssmin(style).encode()) < 28_700
    assert not re.search(r"\beval\(|new Function|import\(|https?:", script + style)
    assert {path.name for path in STATIC.iterdir()} == {"explore.js", "explore.css"}


def test_states_travel_compressed(publish):
    explorer = wave()
    path = publish(explorer)
    (file,) = (path.parent / FOLDER).glob("*.js")
    whole = len(json.dumps([list(state) for part in explorer._states for state in part]))
    assert file.stat().st_size < whole / 8 and "<svg" not in file.read_text()


def noise(*seed) -> str:
    """Text that does not compress."""
    return "".join(hashlib.sha256(f"{seed} {part}".encode()).hexdigest() for part in range(20))


def many(towns=60):
    """More states than travel in one file, divided by town; and a part of few."""
    return explore(
        [lambda town, side: f"{town} {side}: {noise(town, side)}", lambda side: f"Only {side}."],
        name="many",
        town=[f"Town {number}" for number in range(towns)],
        side=["left", "right"],
    )


def test_many_states_travel_in_files_of_neighbors(publish):
    explorer = many()
    packed = explorer._packed
    assert len(packed.files) > 2 and all(len(content) < 2 * CHUNK for content in packed.files.values())
    towns, few = packed.layout
    assert towns["by"] == "town" and len(towns["files"]) == math.ceil(60 / towns["size"])
    assert "by" not in few and len(few["files"]) == 1
    assert many()._packed == packed  # the same states give the same files
    assert len(wave()._packed.files) == 1


def test_a_page_fetches_the_file_that_a_choice_needs_and_keeps_it(publish, visit):
    explorer = many()
    page = visit(publish(explorer))
    labels = explorer._packed.lists["town"]
    states = lambda: [url for url in fetched(page) if labels not in url]  # noqa: E731
    page.wait_for_function("document.querySelectorAll('head script').length > 2")
    first = len(states())
    assert first == 2  # one file of each part
    for index in (59, 0, 59):
        choose(page.locator("figure"), "town", index)
        expect_state(page, explorer, {"town": index, "side": 0})
    choose(page.locator("figure"), "side", 1)
    expect_state(page, explorer, {"town": 59, "side": 1})
    assert len(states()) == first + 1


def test_every_state_of_many_is_the_one_chosen(publish, visit):
    explorer = many(23)  # the last file is not full
    page = visit(publish(explorer))
    for town in range(23):
        choose(page.locator("figure"), "town", town)
        expect_state(page, explorer, {"town": town, "side": 0})


def last_file(path, explorer):
    return path.parent / FOLDER / f"{explorer._packed.layout[0]['files'][-1]}.js"


def test_a_file_that_cannot_be_read_leaves_the_last_good_view(publish, visit):
    explorer = many()
    path = publish(explorer)
    last_file(path, explorer).write_text("")
    page = visit(path)
    choose(page.locator("figure"), "town", 1)
    expect_state(page, explorer, {"town": 1, "side": 0})
    choose(page.locator("figure"), "town", 59)
    expect(page.locator(".explorer-message")).to_contain_text(
        "they are damaged). This is the view of the choice before."
    )
    expect_state(page, explorer, {"town": 1, "side": 0})
    assert page.get_by_label("Town", exact=True).first.input_value() == "Town 1"


def test_a_slow_file_says_so_and_never_shows_the_old_picture(publish, browser):
    """By itself, over http: from disk nothing is slow."""
    explorer = many()
    path = publish(explorer)
    late = last_file(path, explorer)
    held = []

    def answer(route):
        file = path.parent / route.request.url.removeprefix("http://book.test/")
        held.append(route) if file == late else route.fulfill(path=file)

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto("http://book.test/page.html")
    choose(page.locator("figure"), "town", 59)
    page.wait_for_selector("figure[aria-busy=true]")
    assert not page.locator("[data-explorer-sentence]").first.is_visible()
    choose(page.locator("figure"), "town", 1)  # meanwhile the reader has gone on
    expect_state(page, explorer, {"town": 1, "side": 0})
    assert page.locator("figure[aria-busy]").count() == 0
    for route in held:
        route.fulfill(path=late)
    page.wait_for_timeout(200)
    expect_state(page, explorer, {"town": 1, "side": 0})  # the late one changes nothing
    page.close()
