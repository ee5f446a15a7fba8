"""What readers stumble over elsewhere: jumps, yellow boxes, words said twice, tables that lose their headings."""

import csv
import io
import struct
import xml.etree.ElementTree as ElementTree

import pandas as pd
import pytest
from matplotlib.figure import Figure
from playwright.sync_api import expect

from predrawn import Table, View, explore

BLOCKED = "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });"


def draw_bars(count, alt):
    figure = Figure(figsize=(4, 2))
    figure.add_subplot(title="Bars").bar(range(count), range(count))
    return View(figure, f"{count} bars.", alt="A picture of bars." if alt else "")


def bars():
    return explore(draw_bars, title="How many bars?", name="bars", count=[2, 5], alt=False)


def sentence(page):
    return page.locator("[data-explorer-sentence]")


def rows():
    return pd.DataFrame(
        {
            "Place": ["Austin, TX", "Boston, MA", "Chicago, IL", "Dallas, TX"],
            "Rank": [3, 1, 2, None],
            "Errors": [5, 9, 7, 1],
            "Pay": ["$9,000", "over $239,200", "unknown", "$1,234.50"],
            "Share": ["−2.5%", "34.6%", "–", "0%"],
        }
    )


class OwnWords(Table):
    missing = "unknown"
    before = "over"


def own_table(**more):
    return OwnWords(rows(), "Places", filterable=True, **more)


# ---- views ----


def test_a_table_keeps_the_room_of_the_longest_that_was_seen(publish, visit):
    explorer = explore(lambda n: pd.DataFrame({"a": range(n)}), name="x", n=[9, 2, 5])
    page = visit(publish(explorer, below='<p id="after">After</p>'))
    top = page.locator("#after").bounding_box()["y"]
    for label in ("2", "5", "9"):
        page.get_by_label(label, exact=True).check()
        expect(page.locator("tbody tr")).to_have_count(int(label))
        assert page.locator("#after").bounding_box()["y"] == top


@pytest.mark.parametrize("width", [390, 1200])
def test_a_figure_has_the_ratio_of_its_drawing(publish, visit, width):
    page = visit(publish(bars()), viewport={"width": width, "height": 844})
    box = page.locator("svg").bounding_box()
    left, top, wide, high = map(float, page.locator("svg").get_attribute("viewBox").split())
    assert box["width"] / box["height"] == pytest.approx(wide / high, rel=0.01)
    assert box["width"] <= width


def test_a_figure_is_not_read_out_twice(publish, visit):
    page = visit(publish(bars()))
    picture = page.locator("[data-explorer-picture]")
    assert page.locator("figure").aria_snapshot().count("2 bars.") == 1
    page.get_by_label("5", exact=True).check()
    expect(sentence(page)).to_have_text("5 bars.")
    assert page.locator("figure").aria_snapshot().count("5 bars.") == 1
    page.get_by_label("Alt", exact=True).check()  # its own alternative text is read
    expect(picture).to_have_attribute("aria-hidden", "false")
    assert 'img "A picture of bars."' in page.locator("figure").aria_snapshot()
    without = visit(publish(bars()), java_script_enabled=False)
    assert without.locator("figure").aria_snapshot().count("2 bars.") == 1


def test_no_theme_paints_an_explorer_that_a_link_leads_to(publish, visit):
    path = publish(bars())
    path.write_text(path.read_text().replace("<link", "<style>figure:target{background:#fbe54e}</style><link", 1))
    page = visit(path, "#explorer-bars")
    assert page.evaluate("getComputedStyle(document.querySelector(':target')).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_colors_that_a_reader_forces_are_followed(publish, visit):
    path = publish(bars())
    path.write_text(path.read_text().replace("</head>", "<style>body{--chart-ink:#ff0000}</style></head>"))
    page = visit(path, forced_colors="active")
    ink = "getComputedStyle(document.querySelector('svg text')).fill"
    system = "(() => { const own = document.createElement('i'); own.style.color = 'CanvasText'; document.body.append(own); return getComputedStyle(own).color; })()"
    assert page.evaluate(ink) == page.evaluate(system) != "rgb(255, 0, 0)"


def test_a_slow_file_is_said_in_words(publish, browser):
    path = publish(bars())
    page = browser.new_page()
    page.route(
        "**/*",
        lambda route: (
            None
            if "/explorers/" in route.request.url
            else route.fulfill(path=path.parent / route.request.url.removeprefix("http://book.test/"))
        ),
    )
    page.goto("http://book.test/page.html", wait_until="commit")
    page.get_by_label("5", exact=True).check()
    expect(page.get_by_role("status")).to_have_text("Loading…")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('[data-explorer-view]'), '::before').content")
        == '"Loading…"'
    )
    assert not page.locator("svg").is_visible()
    page.close()


# ---- the foot ----


def test_a_link_to_the_state_names_every_choice(publish, visit, firefox):
    page = visit(publish(bars()))
    if not firefox:  # which asks nobody here
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("5", exact=True).check()
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".explorer-message")).to_have_text("The link is copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("page.html#bars.count=5&bars.alt=no")
    again = visit(publish(bars()), "#" + link.partition("#")[2])
    expect(sentence(again)).to_have_text("5 bars.")


def test_a_link_that_cannot_be_copied_is_shown(publish, visit):
    page = visit(publish(bars()))
    page.add_init_script(BLOCKED)
    page.reload()
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".explorer-message")).to_have_text(
        f"The link could not be copied. It is: {page.url}#bars.count=2&bars.alt=no"
    )


def test_in_a_frame_the_link_leads_to_the_page_that_the_embedded_one_stems_from(publish, visit, firefox):
    path = publish(bars())
    embedded = path.with_name("embedded.html")
    embedded.write_text(path.read_text().replace("</head>", '<base href="chapter.html"></head>'))
    path.with_name("frame.html").write_text(
        f'<!doctype html><html lang="en"><title>Frame</title><iframe title="x" src="{embedded.name}"></iframe></html>'
    )
    for outer, asked in (("frame.html", "chapter.html"), ("embedded.html", "embedded.html")):
        page = visit(path.with_name(outer))
        page.wait_for_load_state()
        frame = page.frames[-1]
        frame.evaluate(BLOCKED)
        frame.get_by_role("button", name="Copy link").click()
        expect(frame.locator(".explorer-message")).to_contain_text(f"{asked}#bars.count=2")


def saved(page, name):
    with page.expect_download() as waited:
        page.get_by_role("button", name=name).click()
    return waited.value.suggested_filename, waited.value.path().read_bytes()


def test_the_figure_as_a_file(publish, visit, firefox):
    path = publish(bars())
    path.write_text(path.read_text().replace("</head>", "<style>body{--chart-ink:#ff0000}</style></head>"))
    page = visit(path, **({} if firefox else {"color_scheme": "dark"}))
    page.get_by_label("5", exact=True).check()
    expect(sentence(page)).to_have_text("5 bars.")
    name, content = saved(page, "Save as SVG")
    root = ElementTree.fromstring(content)
    assert name == "bars.svg" and root.tag == "{http://www.w3.org/2000/svg}svg" and root.get("aria-label") == "5 bars."
    assert (
        (root.get("width"), root.get("height")) == ("288", "144") and b"var(" not in content and b"#1d2127" in content
    )
    name, content = saved(page, "Save as PNG")
    assert name == "bars.png" and content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == (864, 432) and len(content) > 4000
    corner = page.evaluate(
        """async (bytes) => {
            const image = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
            const canvas = new OffscreenCanvas(9, 9).getContext("2d");
            canvas.drawImage(image, 0, 0);
            return [...canvas.getImageData(1, 1, 1, 1).data];
        }""",
        list(content),
    )
    assert corner == [255, 255, 255, 255]


def test_a_text_alone_offers_no_figure(publish, visit):
    page = visit(publish(explore(lambda n: f"{n}.", name="x", n=[1, 2])))
    assert page.locator(".explorer-foot").inner_text() == "Copy link"


# ---- tables ----


def test_headings_are_copied(publish, visit):
    page = visit(publish(below=own_table().html()))
    copied = page.evaluate(
        "(getSelection().selectAllChildren(document.querySelector('table')), getSelection().toString())"
    )
    assert "Place\tRank\tErrors\tPay\tShare" in copied
    assert page.locator("th button").count() == 0  # which Firefox leaves out
    page.get_by_role("button", name="Errors").focus()
    page.keyboard.press("Space")
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"


@pytest.mark.parametrize(
    "heading, low_first, order",
    [("Rank", (), "BCAD"), ("Errors", (), "BCAD"), ("Errors", ("Errors",), "DACB"), ("Place", (), "ABCD")],
)
def test_the_first_click_shows_the_best(publish, visit, heading, low_first, order):
    page = visit(publish(below=own_table(low_first=low_first).html()))
    page.get_by_role("button", name=heading).click()
    assert "".join(text[0] for text in page.locator("tbody th").all_text_contents()) == order


def test_headings_stay_in_view(publish, visit, firefox):
    frame = pd.DataFrame({"n": range(300), "m": range(300)})
    page = visit(publish(below=Table(frame, "Many", filterable=True).html()), viewport={"width": 390, "height": 700})
    page.locator("tbody tr").nth(250).scroll_into_view_if_needed()
    expect(page.locator("thead th").first).to_be_in_viewport()
    page.emulate_media(media="print")  # which Firefox cannot be told
    assert firefox or page.evaluate("document.querySelector('.table-frame').clientHeight > 5000")  # on paper all of it


def test_filter_and_order_stand_in_the_address(publish, visit):
    path = publish(below=own_table(name="places").html() + '<h2 id="end">End</h2>')
    page = visit(path)
    names = "[...document.querySelectorAll('tbody tr')].filter(row => !row.hidden).map(row => row.cells[0].textContent[0]).join('')"
    page.get_by_label("Show rows with").press_sequentially("tx")
    page.get_by_role("button", name="Errors").click()
    assert (
        page.evaluate("location.href").endswith("#places.rows=tx&places.down=Errors") and page.evaluate(names) == "AD"
    )
    page.get_by_role("button", name="Errors").click()
    assert page.evaluate("location.href").endswith("&places.up=Errors") and page.evaluate(names) == "DA"
    again = visit(path, "#" + page.url.partition("#")[2])
    again.wait_for_function(f"{names} === 'DA'")
    assert again.get_by_label("Show rows with").input_value() == "tx"
    for expected in ("AD", "AD", "ABCD"):  # back: up, down, the words typed as one step
        page.go_back()
        page.wait_for_function(f"{names} === '{expected}'")
    assert page.get_by_label("Show rows with").input_value() == ""


def test_tables_without_a_name_are_counted(publish, visit):
    page = visit(publish(bars(), below=own_table().html() + own_table().html()))
    page.get_by_label("Show rows with").nth(1).fill("boston")
    assert page.evaluate("location.href").endswith("#table1.rows=boston")
    page.get_by_label("5", exact=True).check()
    assert page.evaluate("location.href").endswith("#bars.count=5&table1.rows=boston")


def test_csv_has_numbers_and_empty_fields(publish, visit):
    page = visit(publish(below=own_table().html() + Table(rows()[["Place", "Share"]], "Shares").html()))
    with page.expect_download() as waited:
        page.locator("button.csv").first.click()
    read = list(csv.reader(io.StringIO(waited.value.path().read_text("utf-8-sig"))))
    assert read[0] == list(rows().columns)
    assert [row[1:] for row in read[1:]] == [
        ["3", "5", "9000", "-2.5"],
        ["1", "9", "over $239,200", "34.6"],
        ["2", "7", "", ""],
        ["", "1", "1234.5", "0"],
    ]


@pytest.mark.parametrize("more, words", [({"name": "Two words"}, "Two words"), ({"low_first": ["Pai"]}, "Pai")])
def test_refused(more, words):
    with pytest.raises(ValueError, match=words):
        own_table(**more)
