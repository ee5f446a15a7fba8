"""The e-book: each file is XML, each link leads somewhere, each picture says what it shows; and Debian's epubcheck agrees."""

import shutil
import subprocess
import zipfile
from pathlib import PurePosixPath
from xml.etree import ElementTree

import pytest
from conftest import HTML

from chores import check, epub

XHTML, SVG, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}", "{http://www.idpf.org/2007/opf}"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("epub") / "report.epub"
    epub.bind(HTML, check.documents(), path)
    return path


@pytest.fixture(scope="module")
def trees(book):
    """The e-book's files of XML: name -> root element."""
    with zipfile.ZipFile(book) as packed:
        assert packed.namelist()[0] == "mimetype" and packed.infolist()[0].compress_type == zipfile.ZIP_STORED
        return {
            name: ElementTree.fromstring(packed.read(name))
            for name in packed.namelist()
            if name.endswith((".xml", ".opf", ".xhtml"))
        }


def test_it_has_every_chapter_in_order_and_says_what_it_is(trees):
    package = trees["book/package.opf"]
    spine = [item.get("idref") for item in package.iter(f"{OPF}itemref")]
    assert [f"book/{name}" for name in spine] == check.documents()
    told = {element.tag.rpartition("}")[2]: (element.text or "").strip() for element in package.find(f"{OPF}metadata")}
    assert told["title"].startswith("Becoming") and told["creator"] and told["language"] == "en" and told["identifier"]


def test_no_id_stands_twice_and_every_link_leads_somewhere(trees):
    anchors = {}
    for name, tree in trees.items():
        own = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(own) == len(set(own)), name
        anchors[PurePosixPath(name).name] = set(own)
    links = 0
    for name, tree in trees.items():
        for address in [link.get("href") for link in tree.iter(f"{XHTML}a") if link.get("id") is None]:
            if not address.startswith(("https:", "http:", "mailto:")):
                file, _, anchor = address.partition("#")
                file, links = file or PurePosixPath(name).name, links + 1
                assert file in anchors and (not anchor or anchor in anchors[file]), f"{name}: {address}"
    assert links > 100


def test_pictures_have_words_and_colors_of_paper(trees):
    pictures = [picture for tree in trees.values() for picture in tree.iter(f"{SVG}svg")]
    assert len(pictures) >= 15
    for picture in pictures:
        assert picture.get("aria-label") and picture.get("viewBox")
        assert "var(" not in ElementTree.tostring(picture, encoding="unicode")


def test_what_needs_a_script_is_not_there_and_an_explorer_says_where_it_lives(trees):
    every = "".join(ElementTree.tostring(tree, encoding="unicode") for tree in trees.values())
    for surplus in (
        "<script",
        ":script",
        ":form",
        ":button",
        " data-",
        "How this was computed",
        "click a heading",
    ):
        assert surplus not in every, surplus
    explorers = sum(path.read_text("utf-8").count(' data-explorer="') for path in (HTML / "book").glob("*.html"))
    assert every.count("This is how it opens.") == explorers >= 7


def test_the_same_book_gives_the_same_bytes(book, tmp_path):
    epub.bind(HTML, check.documents(), tmp_path / "again.epub")
    assert (tmp_path / "again.epub").read_bytes() == book.read_bytes()


def test_an_explorer_leads_to_its_page_where_the_book_has_an_address(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "a.html").write_text(
        '<link rel="canonical" href="https://example.org/book/a.html"><article><section id="a"><h1>A<a class="headerlink" href="#a">#</a></h1>'
        '<a href="a.html#pay.place=Here">state</a> <a href="b.csv">file</a><figure id="explorer-pay" data-explorer="pay">'
        '<form><label for="x">Place</label><input id="x"></form></figure></section>'
        '<footer class="about-page" data-authors="Someone"><time datetime="2026-01-31">then</time></footer></article>'
    )
    epub.bind(tmp_path, ["book/a"], tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as packed:
        page, package = packed.read("book/a.xhtml").decode(), packed.read("book/package.opf").decode()
    assert 'choose: place. <a href="https://example.org/book/a.html#explorer-pay">Open it there</a>.' in page
    assert '<a href="a.xhtml#explorer-pay">state</a> file<figure' in page and "<h1>A</h1>" in page
    assert "<dc:creator>Someone</dc:creator>" in package and "2026-01-31T00:00:00Z" in package


@pytest.mark.slow
def test_epubcheck_finds_nothing(book):
    jar, java = shutil.which("epubcheck"), shutil.which("java")
    if not jar or not java:
        pytest.skip("epubcheck is not here: apt install epubcheck")
    # Debian's command is a jar that the kernel starts where it is told how; Java starts it everywhere.
    done = subprocess.run([java, "-jar", jar, "--failonwarnings", book], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
