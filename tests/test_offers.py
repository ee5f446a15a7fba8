"""The PDF and the zip file: whole, readable from disk, accessible, and no chart cut where a page ends."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pack
import pdf
import pytest
from bs4 import BeautifulSoup
from conftest import HTML, ROOT
from pypdf import PdfReader

from mlcareer import pages


@pytest.fixture(scope="module")
def printed(tmp_path_factory, browser):
    """The one-page build of the report, and the PDF made of it."""
    command = [Path(sys.executable).parent / "jupyter-book", "build", ".", "--builder", "singlehtml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    made = tmp_path_factory.mktemp("pdf") / "report.pdf"
    charts = pdf.print_page(browser, pdf.single_page(ROOT / "_build" / "singlehtml"), made)
    return BeautifulSoup((ROOT / "_build/singlehtml/report.html").read_text("utf-8"), "lxml"), made, charts


def words(text: str) -> str:
    return "".join(text.split())


def test_pdf_is_tagged_and_named_and_has_bookmarks(printed):
    page, made, charts = printed
    assert pdf.problems(made, charts) == []
    reader = PdfReader(made)
    assert reader.metadata.title.startswith("Becoming")
    titles = [one.title for one in reader.outline[1] if not isinstance(one, list)]
    chapters = [
        heading.find(string=True)
        for heading in page.select("article h2")
        if heading.find_parent(class_="toctree-wrapper") and not heading.find_parent(class_="cell_output")
    ]
    assert set(chapters) <= set(titles) and len(chapters) == 7


def test_pdf_tells_what_each_chart_shows(printed):
    page, made, charts = printed
    known = {words(text) for text in pdf.alternative_texts(made)}
    told = [picture["aria-label"] for picture in page.select("svg[role=img]") if not picture.find_parent("details")]
    assert len(told) == charts >= 15
    assert [text for text in told if words(text) not in known] == []


def test_no_chart_is_cut(printed):
    """Title, the words in the picture, and the source of each chart stand on one page."""
    page, made, _ = printed
    texts = [words(sheet.extract_text()) for sheet in PdfReader(made).pages]
    for chart in page.select("figure.chart"):
        title = words(chart.select_one(".chart-title").text)
        inside = [words(text.text) for text in chart.select("svg text")] + [words(chart.select_one(".source").text)]
        (on,) = [text for text in texts if title in text]
        assert [part for part in inside if part not in on] == [], title


def test_pdf_has_the_rules_and_what_each_explorer_shows(printed):
    text = words("".join(sheet.extract_text() for sheet in PdfReader(printed[1]).pages))
    assert text.count("Rule.") >= 20
    for figure in printed[0].select("figure[data-explorer]"):
        assert (
            words(figure.select_one("[data-explorer-sentence] span, [data-explorer-sentence]").find(string=True))
            in text
        )


def test_pdf_has_no_link_that_leads_nowhere(printed):
    for sheet in PdfReader(printed[1]).pages:
        for note in sheet.get("/Annots", []):
            address = str(note.get_object().get("/A", {}).get("/URI", ""))
            assert not address.startswith("file:"), address


def test_what_a_pdf_lacks_is_said(tmp_path, browser):
    (tmp_path / "page.html").write_text("<!doctype html><title>A page</title><p>Words.")
    pdf.print_page(browser, tmp_path / "page.html", tmp_path / "page.pdf")
    said = " ".join(pdf.problems(tmp_path / "page.pdf", 1))
    for lack in ("no bookmarks", "1 pictures have 0 alternative texts"):
        assert lack in said


class TestZip:
    @pytest.fixture(scope="class")
    def unpacked(self, tmp_path_factory):
        folder = tmp_path_factory.mktemp("zip")
        pack.pack(HTML, folder / "a.zip")
        with zipfile.ZipFile(folder / "a.zip") as packed:
            packed.extractall(folder)
        return folder / pack.FOLDER

    def test_every_file_that_a_page_names_is_inside(self, unpacked):
        for path in unpacked.rglob("*.html"):
            page = BeautifulSoup(path.read_text("utf-8"), "lxml")
            for one in page.select("a[href], link[href], script[src]"):
                address = (one.get("href") or one.get("src")).partition("#")[0].partition("?")[0]
                if address and not address.startswith(("http:", "https:")):
                    assert (path.parent / address).is_file(), f"{path.name}: {address}"

    def test_pages_are_read_from_disk(self, unpacked, visit):
        page = visit(unpacked / "index.html")
        page.wait_for_url("**/book/index.html")
        page = visit(unpacked / "book" / "salaries.html")
        place = page.locator("[data-explorer=pay] select").first
        before = page.locator("[data-explorer=pay] [data-explorer-sentence]").inner_text()
        place.select_option(index=3)
        page.wait_for_function(
            "(before) => document.querySelector('[data-explorer=pay] [data-explorer-sentence]').innerText !== before",
            arg=before,
        )

    def test_the_same_book_gives_the_same_bytes(self, unpacked, tmp_path):
        pack.pack(HTML, tmp_path / "b.zip")
        assert (unpacked.parent / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()

    def test_the_offer_of_itself_is_left_out(self, tmp_path):
        html = tmp_path / "html"
        (html / "book").mkdir(parents=True)
        (html / pack.NAME).write_bytes(b"12345")
        (html / "book" / "index.html").write_text(f"<ul>{pages.offer_line(pack.NAME, 5)}</ul>")
        pack.pack(html, tmp_path / "c.zip")
        with zipfile.ZipFile(tmp_path / "c.zip") as packed:
            assert packed.namelist() == [f"{pack.FOLDER}/book/index.html"]
            assert packed.read(packed.namelist()[0]) == b"<ul></ul>"
