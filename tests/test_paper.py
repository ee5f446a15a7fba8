"""Pages on paper: no heading parted from what it heads, few sheets, one figure by itself. In Chromium, and in Firefox where it is."""

import pytest
from bs4 import BeautifulSoup, NavigableString
from conftest import HTML, firefox_from
from pypdf import PdfReader

from chores import check

CHAPTERS = [name.rpartition("/")[2] for name in check.documents()]

#: What is not printed, or not as text of its own.
UNPRINTED = "svg, form, script, details, .headerlink, .on-screen, .explorer-unseen, [hidden]"


def words(text: str) -> str:
    """A text without blanks, and without the signs of lists, which Firefox prints as text."""
    return "".join(text.replace("•", "").split())


def sheets(path) -> list[str]:
    return [words(sheet.extract_text()) for sheet in PdfReader(path).pages]


def stranded(printed: list[str], page: BeautifulSoup) -> list[str]:
    """Headings that no sheet has together with the words that follow, or with their first figure where no more than prose parts them."""
    wrong, unprinted = [], {id(element) for element in page.select(UNPRINTED)}
    for heading in page.select("article :is(h2, h3)"):
        title = words(heading.find(string=True))
        after = words(next(part for part in following(heading, unprinted) if words(part)))[:12]
        if not any(f"{title}{after}" in sheet for sheet in printed):
            wrong.append(f"{title} | {after}")
        for caption in figure_of(heading):
            if not any(title in sheet and words(caption) in sheet.partition(title)[2] for sheet in printed):
                wrong.append(f"{title} | {caption}")
    return wrong


def following(heading, unprinted):
    """The texts that are printed after a heading; ``unprinted`` are the elements that are not, by their ``id``."""
    for part in heading.next_elements:
        if isinstance(part, NavigableString):
            around = {id(own) for own in part.parents}
            if id(heading) not in around and not around & unprinted:
                yield part


def figure_of(heading):
    """The title of the figure that follows a heading, or follows its paragraphs; nothing where something else does."""
    for sibling in heading.find_next_siblings():
        if sibling.name != "p":
            figure = sibling.select_one("figure")
            return [] if figure is None else [figure.select_one(".chart-title, .explorer-title").get_text()]
    return []


def printed_by(browser, name, folder, address=None):
    path = folder / f"{name}.pdf"
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address or (HTML / "book" / f"{name}.html").as_uri())
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    page.close()
    return sheets(path)


def parsed(name):
    return BeautifulSoup((HTML / "book" / f"{name}.html").read_text("utf-8"), "lxml")


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_heading_is_parted_from_what_it_heads(browser, tmp_path, name):
    assert stranded(printed_by(browser, name, tmp_path), parsed(name)) == []


def test_what_it_pays_needs_six_sheets(browser, tmp_path):
    assert len(printed_by(browser, "salaries", tmp_path)) <= 6


@pytest.mark.slow
def test_firefox_prints_as_much(playwright, tmp_path):
    firefox = firefox_from(playwright, tmp_path)
    for name in CHAPTERS:
        printed = printed_by(firefox, name, tmp_path)
        assert stranded(printed, parsed(name)) == [], name
        assert name != "salaries" or len(printed) <= 6
    firefox.close()


def test_a_stranded_heading_is_seen(browser, tmp_path):
    """Of the style that holds together, nothing is left; and blank paper before each heading but its last lines."""
    page = browser.new_page()
    page.goto((HTML / "book" / "salaries.html").as_uri())
    page.add_style_tag(
        content="@media print { .together, figure { break-inside: auto !important } h2::after { content: none !important }"
        ".together > div { break-before: page !important } }"
    )
    page.pdf(path=tmp_path / "a.pdf", prefer_css_page_size=True)
    page.close()
    assert len(stranded(sheets(tmp_path / "a.pdf"), parsed("salaries"))) >= 4


# ---- one figure ----


@pytest.mark.parametrize(
    "name, figure, chosen",
    [
        ("salaries", "#national-spread figure", ""),
        ("cities", "#map figure", ""),
        ("cities", ".output:has(> .table-frame)", ""),
        ("salaries", "#explorer-offer", "#offer.place=Boston%2C+MA"),
        ("place", "#explorer-place", "#place.place=Boston%2C+MA"),
    ],
)
def test_one_figure_is_printed_alone_as_it_stands(visit, tmp_path, name, figure, chosen):
    page = visit(HTML / "book" / f"{name}.html", chosen)
    own = page.locator(figure).first
    if chosen:
        own.locator("[data-explorer-sentence]", has_text="Boston").first.wait_for()
    title = own.locator(".chart-title, .explorer-title, caption").first.text_content()
    page.evaluate("window.print = () => (window.asked = true)")
    own.get_by_role("button", name="Print", exact=True).click()
    assert page.evaluate("asked")
    page.pdf(path=tmp_path / "one.pdf", prefer_css_page_size=True)
    (sheet,) = sheets(tmp_path / "one.pdf")
    assert words(title) in sheet and f"/book/{name}.html#" in sheet
    assert "Newestsource" not in sheet and words(page.locator("h2").last.text_content())[:-1] not in sheet
    assert not chosen or "Boston" in sheet


def test_after_the_print_the_page_is_as_before(visit):
    page = visit(HTML / "book" / "salaries.html")
    before = page.locator("#national-spread").inner_html()
    page.evaluate("window.print = () => dispatchEvent(new Event('afterprint'))")
    page.locator("#national-spread").get_by_role("button", name="Print").click()
    assert page.locator("#national-spread").inner_html().replace(' class=""', "") == before
    assert page.locator(".prints-one, .alone, .printed-from").count() == 0
