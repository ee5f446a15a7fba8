"""Does every page hold together: on small screens, when enlarged, when it moves, and with contents nobody foresaw?"""

import shutil

import nbformat
import pytest
import warm
import yaml
from conftest import HTML, PAGES, ROOT

from chores import audit

#: What sticks out of the window, where nothing around it scrolls sideways. The theme lets its column scroll: that counts.
STICKS_OUT = """() => {
  const framed = (element) => {
    for (let box = element.parentElement; box && !box.matches(".content, body, html"); box = box.parentElement)
      if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(box).overflowX)) return true;
    return false;
  };
  const outside = ({ left, right }) => right > innerWidth + 1 || left < -1;
  return [...document.querySelectorAll(".page *, .about-page *")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => !element.closest("svg, .sidebar-drawer, .toc-drawer"))
    .filter((element) => outside(element.getBoundingClientRect()))
    .filter((element) => getComputedStyle(element).clipPath === "none" && !framed(element))
    .map((element) => element.outerHTML.slice(0, 160));
}"""

SIDEWAYS = """() => [document.scrollingElement, document.querySelector(".content")]
  .filter((box) => box && box.scrollWidth > box.clientWidth + 1)
  .map((box) => `${box.className || box.tagName}: ${box.scrollWidth} > ${box.clientWidth}`)"""


def check_width(page):
    assert page.evaluate(SIDEWAYS) == []
    assert page.evaluate(STICKS_OUT) == []


#: 320 is 1280 enlarged four times, the most that WCAG asks for; 640 is 1280 enlarged twice.
@pytest.mark.parametrize("width", [320, 360, 640])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways(visit, name, width):
    page = visit(HTML / name, viewport={"width": width, "height": 740})
    check_width(page)
    page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    check_width(page)


@pytest.mark.parametrize("name", PAGES)
def test_letters_in_charts_are_legible_on_a_phone(visit, name):
    page = visit(HTML / name, viewport={"width": 360, "height": 740})
    sizes = page.evaluate("""() => [...document.querySelectorAll("svg.chart-svg")].flatMap((picture) => {
        const scale = picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
        return [...picture.querySelectorAll("text")].map((text) =>
          [parseFloat(getComputedStyle(text).fontSize) * scale, text.textContent]);
    })""")
    assert [(round(size, 1), words) for size, words in sizes if size < 9] == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_moves_while_a_page_opens_and_is_read(visit, name, width):
    page = visit(HTML / name, viewport={"width": width, "height": 740}, reduced_motion="reduce")
    page.evaluate("""() => {
        window.shift = 0;
        const add = (entry) => (shift += entry.hadRecentInput ? 0 : entry.value);
        new PerformanceObserver((list) => list.getEntries().forEach(add))
          .observe({ type: "layout-shift", buffered: true });
    }""")
    for _ in range(6):
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(60)
    assert page.evaluate("shift") < audit.AT_MOST["shift"]


# ---- a small book with the report's own settings, and contents that no chapter has ----

WORDS = "Whether a machine learning engineer in Winston-Salem-Greensboro-High-Point earns enough " * 4
COLUMNS = "".join(f"<th scope=col>Column {number}</th>" for number in range(40))
ROW = "<tr><th scope=row>A row</th>" + "<td>1,234,567</td>" * 39 + "</tr>"
FRAME = (
    '<div class="table-frame" role="region" tabindex="0" aria-label="Wide"><table class="figures"><caption>Wide</caption>'
    f"<thead><tr>{COLUMNS}</tr></thead><tbody>{ROW}</tbody></table></div>"
)


def picture(wide: int, high: int) -> str:
    return (
        f'<figure class="chart"><figcaption><span class="chart-title">Extreme</span></figcaption><svg class="chart-svg" '
        f'role="img" aria-label="Extreme." viewBox="0 0 {wide} {high}" style="max-width:100%;height:auto" width="{wide}">'
        f'<rect width="{wide}" height="{high}"/></svg></figure>'
    )


@pytest.fixture(scope="module")
def unforeseen(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unforeseen")
    (folder / "book").mkdir()
    shutil.copytree(ROOT / "book" / "_static", folder / "book" / "_static")
    shutil.copy(ROOT / "book" / "references.bib", folder / "book")
    shutil.copy(ROOT / "_config.yml", folder)
    pages = {
        "index": "# No chart\n\nWords, and nothing else.",
        "title": f"# {WORDS}\n\n## {WORDS}\n\n{'Supercalifragilistic' * 12} [{WORDS}](table.ipynb)",
        "table": "# A wide table\n\n" + FRAME,
        "markdown": f"# A wide table\n\n{'| head ' * 40}|\n{'|---' * 40}|\n{'| 1,234,567 ' * 40}|",
        "flat": "# A flat picture\n\n" + picture(4000, 20),
        "tall": "# A tall picture\n\n" + picture(40, 4000),
        "code": f"# Code\n\n```python\nx = '{'long ' * 80}'\n```\n\n    {'indented' * 40}",
    }
    for name, text in pages.items():
        cells = [nbformat.v4.new_markdown_cell(part, id=f"c{at}") for at, part in enumerate(text.split("\n\n"))]
        notebook = nbformat.v4.new_notebook(
            cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": ""}}
        )
        nbformat.write(notebook, folder / "book" / f"{name}.ipynb")
    chapters = [{"file": f"book/{name}"} for name in pages if name != "index"]
    toc = {"format": "jb-book", "root": "book/index", "chapters": chapters}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False))
    status, printed = warm.build(folder)
    assert status == 0, printed[-2000:]
    return folder / "_build" / "html" / "book"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["index", "title", "table", "markdown", "flat", "tall", "code"])
def test_layout_holds_with_unforeseen_contents(visit, unforeseen, name, width):
    page = visit(unforeseen / f"{name}.html", viewport={"width": width, "height": 740})
    check_width(page)
    assert page.locator("article h1").is_visible()
    for picture in page.locator("svg.chart-svg").all():
        box = picture.bounding_box()
        assert box["width"] <= width and box["height"] <= 4000
