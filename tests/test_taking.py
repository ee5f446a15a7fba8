"""What a picture's marks say to a pointer, and what a reader can take along of a figure: a link, files, a citation."""

import csv
import re
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from playwright.sync_api import expect
from pybtex.database import parse_string

HTML = ROOT / "_build" / "html" / "book"

#: Where a mark of a picture lies on the screen, by its number.
ON_SCREEN = """(svg, number) => {
  const [x, y] = svg.dataset.points.split("¶")[number].split(" ");
  const on = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
  return [on.x, on.y];
}"""


#: Scroll a picture to the middle and wait until it stays there: what lies above is laid out as it comes near.
SETTLED = """(svg) => new Promise((done) => {
  let before;
  const look = () => {
    svg.scrollIntoView({ block: "center", behavior: "instant" });
    const { top } = svg.getBoundingClientRect();
    if (top === before) return done();
    before = top;
    setTimeout(look, 100);
  };
  look();
})"""


def rows(page, cell: str) -> list[list[str]]:
    """The table of a chart, as text."""
    every = page.locator(f"#{cell} table.figures tbody tr").all()
    return [row.locator("th, td").all_text_contents() for row in every]


def told(page):
    return page.locator(".told")


def test_a_dot_of_the_map_says_name_and_jobs_to_a_mouse(visit):
    page = visit(HTML / "cities.html", viewport={"width": 1280, "height": 900})
    first, second, *_ = rows(page, "map")
    picture = page.locator("#map svg")
    picture.evaluate(SETTLED)
    x, y = picture.evaluate(ON_SCREEN, 0)
    page.mouse.move(x + 2, y - 2)
    expect(told(page)).to_have_text(f"{first[0]}: about {first[1]} jobs")
    page.mouse.move(*picture.evaluate(ON_SCREEN, 1))
    expect(told(page)).to_have_text(f"{second[0]}: about {second[1]} jobs")
    page.keyboard.press("Escape")
    expect(told(page)).to_be_hidden()
    page.mouse.move(x, y)
    expect(told(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(told(page)).to_be_hidden()


def test_a_mark_says_its_figure_to_a_finger_within_the_window(visit):
    page = visit(HTML / "salaries.html", viewport={"width": 390, "height": 844}, has_touch=True)
    picture = page.locator("#national-spread svg")
    picture.evaluate(SETTLED)
    for number in (0, 4):  # at the left and at the right edge
        page.touchscreen.tap(*picture.evaluate(ON_SCREEN, number))
        expect(told(page)).to_be_visible()
        box = told(page).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    expect(told(page)).to_contain_text("Data scientists, 90th percentile: $")
    page.mouse.wheel(0, 300)
    expect(told(page)).to_be_hidden()


def test_arrow_keys_go_from_mark_to_mark(visit):
    page = visit(HTML / "cities.html")
    names = [row[0] for row in rows(page, "map")]
    page.locator("#map svg").focus()
    for key, name in (("ArrowRight", 0), ("ArrowDown", 1), ("ArrowDown", 2), ("ArrowLeft", 1)):
        page.keyboard.press(key)
        expect(told(page)).to_contain_text(f"{names[name]}: about ")
    page.keyboard.press("Tab")
    expect(told(page)).to_be_hidden()


def test_a_dot_of_an_explorer_speaks_as_well(visit):
    page = visit(HTML / "cities.html", viewport={"width": 1280, "height": 900})
    picture = page.locator("#ranking svg")
    picture.evaluate(SETTLED)
    page.mouse.move(*picture.evaluate(ON_SCREEN, 0))
    expect(told(page)).to_have_text(re.compile(r"^.+, [A-Z]{2}: [\d,]+$"))
    assert page.locator("#ranking svg[tabindex]").count() == 0  # its sentence and table are read instead


@pytest.mark.parametrize("cell, where", [("map", "cities"), ("table", "claims"), ("jobs-in-nine", "cities")])
def test_a_figure_has_an_address_and_a_citation(visit, cell, where):
    page = visit(HTML / f"{where}.html")
    cell = page.locator(f"#{cell}")
    cell.get_by_role("button", name="Cite", exact=True).click()
    expect(cell.locator(".cite pre")).to_have_count(2)  # the words come in a file of their own
    words, entry = cell.locator(".cite pre").all_text_contents()
    title = cell.locator(".chart-title, caption").first.text_content()
    heading = page.locator("h1").text_content().removesuffix("¶")
    source = cell.locator(".source").first
    address = page.url.split("#")[0] + "#" + cell.get_attribute("id")
    for part in (f"“{title}”", heading, "CC BY 4.0", address):
        assert part in words
    if source.count():
        assert source.text_content().removeprefix("Source: ") in words
    ((_, read),) = parse_string(entry, "bibtex").entries.items()
    assert read.fields["title"] == title and read.fields["url"] == address
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", read.fields["urldate"]) and heading in read.fields["howpublished"]
    cell.get_by_role("button", name="Cite", exact=True).click()
    expect(cell.locator(".cite").first).to_be_hidden()


def notes(page, figure) -> tuple[str, dict[str, str]]:
    """The name of the text file beside the figures, and what it says."""
    with page.expect_download() as waited:
        figure.get_by_role("button", name="Notes", exact=True).click()
    lines = waited.value.path().read_text(encoding="utf-8").splitlines()
    return waited.value.suggested_filename, dict(line.split(": ", 1) for line in lines)


def test_notes_of_a_chart_have_what_its_csv_cannot_hold(visit):
    page = visit(HTML / "salaries.html")
    cell = page.locator("#national-spread")
    name, said = notes(page, cell)
    with page.expect_download() as waited:
        cell.get_by_role("button", name="Download as CSV").click()
    assert said["File"] == waited.value.suggested_filename == name.replace(".txt", ".csv")
    assert said["Title"] == cell.locator(".chart-title").text_content()
    assert (
        said["Unit and date"] == cell.locator(".chart-subtitle").text_content() and "May 2025" in said["Unit and date"]
    )
    assert said["Rows"] == f"all {cell.locator('tbody tr').count()}"
    assert "Median (US dollars)" in said["Columns"] and "(percent)" not in said["Columns"]
    assert said["Source"] == cell.locator(".source").text_content().removeprefix("Source: ")
    assert "Public domain (work of the US government): oews_national" in said["License"]
    assert said["Link"].endswith("/book/salaries.html#national-spread") and "version 1" in said["In"]


def test_notes_say_which_rows_were_found(visit):
    page = visit(HTML / "places.html")
    cell = page.locator("#table")
    assert notes(page, cell)[1]["Rows"] == "all 393"
    page.get_by_label("Show rows with").fill("vermont")
    expect(cell.locator(".filter [role=status]")).to_have_text("2 of 393")  # Vermont, and a place in Los Angeles
    _, said = notes(page, cell)
    assert said["Rows"] == "2 of 393: filtered, those found by “vermont”"
    with page.expect_download() as waited:
        cell.get_by_role("button", name="Download as CSV").click()
    rows = list(csv.reader(waited.value.path().open(encoding="utf-8-sig")))
    assert [row[1] for row in rows[1:]] == ["Los Angeles, CA", "Burlington, VT"]


def test_notes_of_an_explorer_lead_to_what_was_chosen(visit):
    page = visit(HTML / "salaries.html", "#offer.place=Austin%2C+TX")
    figure = page.locator("figure[data-explorer=offer]")
    expect(figure.locator("[data-explorer-sentence]").nth(1)).to_contain_text("Austin")
    _, said = notes(page, figure)
    assert said["Link"].endswith("#offer.place=Austin%2C+TX") and "equity" in said["Unit and date"]


@pytest.mark.parametrize("name", sorted(path.stem for path in HTML.glob("*.html")))
def test_a_csv_has_numbers_and_no_other_figures(visit, name):
    """A figure is a number, what is missing is empty, and a code is not all of a row: a name stands beside it."""
    page = visit(HTML / f"{name}.html")
    for button in page.locator("button.csv").all():
        with page.expect_download() as waited:
            button.evaluate("button => button.click()")
        head, *rows = csv.reader(waited.value.path().open(encoding="utf-8-sig"))
        for row in rows:
            assert len(row) == len(head) and not {"–", "not released", "nan"} & set(row), row
            assert [field for field in row if re.fullmatch(r"[−-]?\$?[\d,]*\d(\.\d+)?%", field)] == [], row
            assert [field for field in row if re.fullmatch(r"[−-]?\$[\d,.]+|[−-]?\d{1,3}(,\d{3})+", field)] == [], row
            assert any(re.search("[A-Za-z]{2}", field) for field in row), row


def test_a_book_that_nobody_is_named_for_is_not_cited(browser):
    """Without CITATION.cff the foot of a page names no authors."""
    page, faults = browser.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    whole = BeautifulSoup((HTML / "cities.html").read_text("utf-8"), "html.parser")
    foot = whole.select_one(".about-page")
    foot.attrs = {name: value for name, value in foot.attrs.items() if not name.startswith("data-")}
    page.route("**/cities.html", lambda route: route.fulfill(body=str(whole), content_type="text/html"))
    page.goto((HTML / "cities.html").as_uri())
    expect(page.locator("#map").get_by_role("button", name="Notes", exact=True)).to_be_visible()
    assert page.get_by_role("button", name="Cite", exact=True).count() == 0 and faults == []
    page.close()


def test_a_link_is_copied_or_shown(visit):
    page = visit(HTML / "cities.html")
    page.evaluate("() => { navigator.clipboard.writeText = async (words) => { window.copied = words; }; }")
    status = page.locator("#map .furniture [role=status]")
    page.locator("#map").get_by_role("button", name="Copy link").click()
    expect(status).to_have_text("Copied.")
    assert page.evaluate("copied").endswith("/book/cities.html#map")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('blocked')); }")
    page.locator("#map").get_by_role("button", name="Copy link").click()
    expect(status).to_contain_text("cities.html#map")


def test_a_picture_and_its_figures_are_saved(visit):
    page = visit(HTML / "cities.html")
    files = {}
    for kind in ("Save as SVG", "Save as PNG", "Download as CSV"):
        with page.expect_download() as waited:
            page.locator("#map").get_by_role("button", name=kind).click()
        files[waited.value.suggested_filename.rpartition(".")[2]] = waited.value.path()
    picture = files["svg"].read_text(encoding="utf-8")
    assert "var(" not in picture and ElementTree.fromstring(picture).get("width")
    assert files["png"].read_bytes().startswith(b"\x89PNG")
    assert len(list(csv.reader(files["csv"].open(encoding="utf-8-sig")))) > 20


def test_every_chart_and_table_offers_it_and_nothing_does_twice(visit):
    for path in sorted(HTML.glob("*.html")):
        page = visit(path)
        figures = page.locator("figure.chart, .output:has(> .table-frame)").count()
        assert page.locator(".furniture").count() == figures, path.stem
        explorers = page.locator("figure[data-explorer]").count()
        for name, count in {"Cite": figures + explorers, "Notes": figures + explorers, "Embed": explorers}.items():
            assert page.get_by_role("button", name=name, exact=True).count() == count, (path.stem, name)


def test_nothing_moves_when_the_lines_are_written(visit):
    """The last heading stands where it stands while the script is not there yet."""

    def height(page):
        return page.evaluate("document.querySelector('.about-page').getBoundingClientRect().top + scrollY")

    page = visit(HTML / "salaries.html", viewport={"width": 1280, "height": 900})
    after = height(page)
    page.evaluate("document.querySelectorAll('.furniture, .cite').forEach((line) => line.remove())")
    assert abs(height(page) - after) <= 2
