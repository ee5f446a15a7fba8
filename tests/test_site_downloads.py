"""The PDF and the zip file (the e-book: test_epub.py): whole, readable from disk, accessible, and no chart cut where a page ends."""

import zipfile
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from conftest import HTML
from pypdf import PdfReader

from chores import building, check, offering, pack, pdf
from mlcareer.site import downloads, soundness
from mlcareer.site.fingerprints import edition_of


@pytest.fixture(scope="module")
def printed(tmp_path_factory, browser):
    """All pages of the report as one, the PDF made of it, and the number of its pictures."""
    folder = tmp_path_factory.mktemp("pdf")
    page, made = folder / "report.html", folder / "report.pdf"
    page.write_text(pdf.one_page(HTML, check.documents()), encoding="utf-8")
    charts = pdf.print_page(browser, page, made)
    parsed = BeautifulSoup(page.read_text("utf-8"), "lxml")
    pdf.describe(made, parsed)
    return parsed, made, charts


@pytest.fixture(scope="module")
def sheets(printed):
    """The words of each sheet of the PDF; to take them out of it takes many seconds."""
    return [words(sheet.extract_text()) for sheet in PdfReader(printed[1]).pages]


def words(text: str) -> str:
    return "".join(text.split())


def test_pdf_is_tagged_and_named_and_has_bookmarks(printed):
    page, made, charts = printed
    assert pdf.problems(made, charts) == []
    reader = PdfReader(made)
    assert reader.metadata.title.startswith("Becoming")
    titles = [entry.title for entry in reader.outline[1] if not isinstance(entry, list)]
    chapters = [heading.find(string=True) for heading in page.select("article .chapter h2")]
    assert set(chapters) <= set(titles) and len(chapters) == len(check.documents()) - 1


def test_pdf_says_who_made_it_and_does_not_claim_more(printed):
    """Read with another library than the one that wrote it."""
    _, made, _ = printed
    reader = PdfReader(made)
    told, of_old = reader.xmp_metadata, reader.metadata
    assert told.dc_title == {"x-default": of_old.title} and of_old.title.startswith("Becoming")
    assert told.dc_creator == [of_old.author] and len(of_old.author) > 3
    assert reader.root_object["/Lang"] == "en" and told.dc_language == ["en"]
    assert told.dc_description["x-default"] == of_old.subject and len(of_old.subject) >= 50
    assert b"pdfuaid" not in reader.root_object["/Metadata"].get_data()


def test_pdf_tells_what_each_chart_shows(printed):
    page, made, charts = printed
    known = {words(text) for text in pdf.alternative_texts(made)}
    told = [picture["aria-label"] for picture in page.select("svg[role=img]") if not picture.find_parent("details")]
    assert len(told) == charts >= 15
    assert [text for text in told if words(text) not in known] == []


def test_no_chart_is_cut(printed, sheets):
    """Title, the words in the picture, and the source of each chart stand on one page."""
    for chart in printed[0].select("figure.chart"):
        title = words(chart.select_one(".chart-title").text)
        inside = [words(text.text) for text in chart.select("svg text")] + [words(chart.select_one(".source").text)]
        (on,) = [text for text in sheets if title in text]
        assert [part for part in inside if part not in on] == [], title


def test_pdf_has_the_rules_and_what_each_explorer_shows(printed, sheets):
    text = "".join(sheets)
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


def test_one_page_has_no_anchor_twice_and_its_links_lead_somewhere(printed):
    page = printed[0]
    anchors = [element["id"] for element in page.select("article, article [id]") if not element.find_parent("svg")]
    assert len(anchors) == len(set(anchors))
    links = [link["href"] for link in page.select("article a[href]")]
    assert [address for address in links if ".html" in address and "://" not in address] == []
    assert {address[1:] for address in links if address.startswith("#")} <= {*anchors, ""}


def test_one_page_holds_each_chapter_once(tmp_path):
    """Headings a level deeper, links within the book, anchors that two chapters share."""
    foot = '<footer class="about-page"><p>Foot</p></footer>'
    for name, body in {
        "index": '<h1>Report</h1><a href="b.html#same">b</a><a href="b.html">B</a><p id="same">1</p>',
        "b": '<h1>Chapter</h1><h2>Part</h2><p id="same">2</p><a href="#same">2</a><a href="index.html#same">1</a>'
        '<a href="index.html#pay.place=Here">state</a><svg viewBox="0 0 1 1"></svg>',
    }.items():
        (tmp_path / f"{name}.html").write_text(
            f'<link rel="stylesheet" href="_static/a.css?v=1"><article>{body}{foot}</article><script src="x.js"></script>'
        )
    page = BeautifulSoup(pdf.one_page(tmp_path, ["index", "b"]), "html.parser")
    assert [heading.name for heading in page.select(":is(h1, h2, h3)")] == ["h1", "h2", "h3"]
    targets = [page.find(id=link["href"][1:]) for link in page.select("article a")]
    assert [target.get_text()[:1] if target else None for target in targets] == ["2", "C", "2", "1", None]
    assert page.select("article a")[4]["href"] == "#explorer-pay" and page.text.count("Foot") == 1
    assert page.link["href"] == (tmp_path / "_static" / "a.css").as_uri() and not page.script


def test_what_a_pdf_lacks_is_said(tmp_path, browser):
    (tmp_path / "page.html").write_text("<!doctype html><title>A page</title><p>Words.")
    pdf.print_page(browser, tmp_path / "page.html", tmp_path / "page.pdf")
    said = " ".join(pdf.problems(tmp_path / "page.pdf", 1))
    for lack in ("no author", "no bookmarks", "1 pictures have 0 alternative texts"):
        assert lack in said


# ---- the zip file ----


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zip")
    pack.pack(HTML, folder / "a.zip")
    with zipfile.ZipFile(folder / "a.zip") as packed:
        packed.extractall(folder)
    return folder / pack.FOLDER


def test_every_file_that_a_page_names_is_inside(unpacked):
    for path in unpacked.rglob("*.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "lxml")
        for element in page.select("a[href], link[href], script[src]"):
            address = (element.get("href") or element.get("src")).partition("#")[0].partition("?")[0]
            if address and not address.startswith(("http:", "https:")):
                assert (path.parent / address).is_file(), f"{path.name}: {address}"


def test_pages_are_read_from_disk(unpacked, visit):
    page = visit(unpacked / "index.html")
    page.wait_for_url("**/book/index.html")
    page = visit(unpacked / "book" / "salaries.html")
    chooser = page.locator("[data-explorer=offer]").get_by_role("combobox", name="Place", exact=True)
    before = page.locator("[data-explorer=offer] [data-explorer-sentence]").nth(1).inner_text()
    chooser.fill("boston")
    chooser.press("Enter")
    page.wait_for_function(
        "(before) => document.querySelectorAll('[data-explorer=offer] [data-explorer-sentence]')[1].innerText !== before",
        arg=before,
    )


def test_the_same_book_gives_the_same_bytes(unpacked, tmp_path):
    pack.pack(HTML, tmp_path / "b.zip")
    assert (unpacked.parent / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


LANDING = '<svg viewBox="0 0 1 1"/><p>A page</p>{}<footer class="source about-page"></footer></article>'


def test_the_link_to_itself_is_left_out_and_changes_nothing(tmp_path):
    html = tmp_path / "html"
    (html / "book").mkdir(parents=True)
    landing = html / "book" / "index.html"
    landing.write_text(LANDING.format(""))
    pack.pack(html, tmp_path / "before.zip")
    (html / pack.NAME).write_bytes((tmp_path / "before.zip").read_bytes())
    landing.write_text(downloads.with_offers(landing.read_text(), {pack.NAME: 5}, "../"))
    assert pack.NAME in landing.read_text()
    pack.pack(html, tmp_path / "after.zip")
    assert (tmp_path / "before.zip").read_bytes() == (tmp_path / "after.zip").read_bytes()


def test_the_link_to_the_other_download_stays(tmp_path):
    html = tmp_path / "html"
    (html / "book").mkdir(parents=True)
    for name in downloads.DOWNLOADS:
        (html / name).write_bytes(b"12345")
    page = downloads.with_offers(LANDING.format(""), dict.fromkeys(downloads.DOWNLOADS, 5), "../")
    (html / "book" / "index.html").write_text(page)
    pack.pack(html, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        landing = packed.read(f"{pack.FOLDER}/book/index.html").decode()
    assert pdf.NAME in landing and pack.NAME not in landing


def test_what_is_made_is_offered_without_a_build_and_no_longer_when_the_edition_is_another(tmp_path):
    html = tmp_path / "_build" / "html"
    (html / "book").mkdir(parents=True)
    landing = html / "book" / "index.html"
    landing.write_text(LANDING.format(""))
    now = edition_of(tmp_path)
    with downloads.new(tmp_path, tmp_path / "_build", pdf.NAME) as made:
        made.write_bytes(b"12345")
    for _ in range(2):
        downloads.offer(html, "book/index", now)
        offers = BeautifulSoup(landing.read_text(), "lxml").select("section.offers a")
        assert [(link["href"], link.text) for link in offers] == [(f"../{pdf.NAME}", downloads.DOWNLOADS[pdf.NAME])]
        assert (html / pdf.NAME).read_bytes() == b"12345"
    downloads.offer(html, "book/index", "another edition")
    assert landing.read_text() == LANDING.format("") and not (html / pdf.NAME).exists()


def test_each_download_is_made_of_a_whole_book_and_listed_in_its_manifest(tmp_path, monkeypatch, capsys):
    html = tmp_path / "_build" / "html"
    (html / "book").mkdir(parents=True)
    (html / "book" / "index.html").write_text(LANDING.format(""))
    monkeypatch.setattr(building, "build", lambda *_: (0, ""))
    for module in (offering, pack):
        monkeypatch.setattr(module, "HTML", html)
    monkeypatch.setattr(offering, "ROOT", tmp_path)
    monkeypatch.setattr(check, "problems", lambda *_: ["book/faq.html is missing"])
    assert pack.main([]) == 1 and capsys.readouterr().err == "pack: book/faq.html is missing\n"
    assert not (html / pack.NAME).exists() and not (tmp_path / "_build" / "downloads").exists()
    monkeypatch.setattr(check, "problems", lambda *_: [])
    assert pack.main([]) == 0 and f"{tmp_path}/_build/downloads/{pack.NAME}" in capsys.readouterr().out
    assert pack.NAME in (html / "book" / "index.html").read_text() and soundness.faults(html) == []


def test_a_failed_making_is_not_offered_and_loses_nothing(tmp_path, monkeypatch, capsys):
    """What was made before stays where it was, and is not taken for one of this edition."""
    monkeypatch.setattr(offering, "ROOT", tmp_path)
    monkeypatch.setattr(building, "build", lambda *_: (0, ""))
    monkeypatch.setattr(check, "problems", lambda *_: [])
    monkeypatch.setattr(pdf, "one_page", lambda *_: "")
    monkeypatch.setenv("CHROME_PATH", str(tmp_path / "nowhere"))
    folder = tmp_path / "_build" / "downloads"
    folder.mkdir(parents=True)
    (folder / pdf.NAME).write_bytes(b"of an older edition")
    (folder / f"{pdf.NAME}.edition").write_text("older")
    started = SimpleNamespace(
        chromium=SimpleNamespace(launch=lambda **_: (_ for _ in ()).throw(pdf.Error("no such browser")))
    )
    monkeypatch.setattr(pdf, "sync_playwright", lambda: nullcontext(started))
    assert pdf.main([]) == 1
    assert capsys.readouterr().err == "pdf: No browser starts (no such browser). Get one: make browser\n"
    assert (folder / pdf.NAME).read_bytes() == b"of an older edition"
    assert downloads.current(edition_of(tmp_path), tmp_path / "_build") == {}
