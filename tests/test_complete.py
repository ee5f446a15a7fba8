"""What stands around a chapter: for search engines, for shared links, for those who cite it or want its notebook."""

import json
import shutil
from types import SimpleNamespace
from xml.etree import ElementTree

import nbformat
import pytest
from bs4 import BeautifulSoup
from conftest import ADDRESS, HTML, PAGES, PREFIX, ROOT
from sphinx.errors import ConfigError, ExtensionError

from mlcareer import data, pages

CHAPTERS = [name for name in PAGES if name.startswith("book/")]


def read(name: str) -> BeautifulSoup:
    return BeautifulSoup((HTML / name).read_text("utf-8"), "lxml")


def meta(page: BeautifulSoup, name: str) -> str:
    tags = page.select(f'meta[name="{name}"], meta[property="{name}"]')
    assert len(tags) == 1, name
    return tags[0]["content"]


@pytest.mark.parametrize("name", PAGES)
def test_page_has_title_description_and_open_graph(name):
    page = read(name)
    assert 50 <= len(meta(page, "description")) <= 160
    assert meta(page, "og:title") and meta(page, "og:site_name").startswith("Becoming") and meta(page, "og:type")
    assert page.select_one("link[rel~=icon]")
    assert not page.select_one("meta[name=robots]")
    for selector in ("link[rel=canonical]", "meta[property='og:url']"):
        assert bool(page.select_one(selector)) == bool(ADDRESS), selector


def test_titles_and_descriptions_tell_pages_apart():
    for texts in ([read(name).title.text for name in PAGES], [meta(read(name), "description") for name in PAGES]):
        assert len(set(texts)) == len(PAGES)


@pytest.mark.parametrize("name", CHAPTERS)
def test_foot_has_newest_data_notebook_license_and_citation(name):
    page = read(name)
    foot = page.select_one("article footer.about-page")
    for words in ("Last updated 20", "CC BY 4.0", "MIT", "To cite: ", "Version ", "Found an error?"):
        assert words in foot.text, words
    link = foot.select_one("a[download]")
    given = (HTML / name).parent / link["href"]
    assert given.read_bytes() == (ROOT / name).with_suffix(".ipynb").read_bytes()
    assert nbformat.read(given, as_version=4).cells


def test_newest_data():
    assert pages.newest(["oews_metro", "projections"]).count("2026-08-27") == 2
    assert pages.newest(["places"]) == ""


def test_each_table_is_a_dataset():
    page = read("book/methods.html")
    (script,) = page.select('script[type="application/ld+json"]')
    catalog = json.loads(script.text)
    assert catalog["@type"] == "DataCatalog" and [dataset["name"] for dataset in catalog["dataset"]] == [
        data.resource(name)["title"] for name in data.names()
    ]
    for dataset in catalog["dataset"]:
        assert 50 <= len(dataset["description"]) <= 5000, dataset["name"]
        assert dataset["license"].startswith("https://") and dataset["creator"]["name"] and dataset["variableMeasured"]


def test_structured_data_cannot_end_its_script(monkeypatch):
    hostile = {**data.resource("places"), "title": "</script><b>"}
    monkeypatch.setattr(data, "names", lambda: ["places"])
    monkeypatch.setattr(data, "resource", lambda name: hostile)
    text = pages.structured_data("https://example.org/report/")
    assert text.count("</script>") == 1
    (dataset,) = json.loads(BeautifulSoup(text, "lxml").script.text)["dataset"]
    assert (
        dataset["name"] == "</script><b>"
        and dataset["url"] == "https://example.org/report/book/methods.html#table-places"
    )


def test_head_is_escaped_and_has_whole_addresses_where_the_book_has_one():
    config = SimpleNamespace(html_baseurl="https://example.org/report/", html_title="A <b> book")
    context = {
        "title": '<em>What</em> "it" pays &amp; more',
        "pageurl": "https://example.org/report/book/salaries.html",
    }
    page = BeautifulSoup(pages.head(context, 'Say "a" & <b>', config), "lxml")
    assert meta(page, "og:title") == 'What "it" pays & more' and meta(page, "description") == 'Say "a" & <b>'
    assert meta(page, "og:url") == context["pageurl"]
    assert meta(page, "og:image") == "https://example.org/report/_static/preview.png"
    assert (ROOT / "book" / "_static" / "preview.png").is_file()


@pytest.mark.parametrize(
    "address",
    [
        "example.org",
        "ftp://example.org/",
        "https:///report",
        "https://example.org/?a=b",
        "https://[bad",
        'https://a.org/"><b>x',
    ],
)
def test_an_address_that_is_none_is_refused(address, monkeypatch):
    monkeypatch.setenv(pages.ADDRESS, address)
    with pytest.raises(ConfigError, match="should be like"):
        pages._set_address(None, SimpleNamespace(html_baseurl=""))


@pytest.mark.parametrize(
    "address, base, prefix",
    [
        ("", "", "/"),
        ("https://example.org", "https://example.org/", "/"),
        ("https://a.org/b/c", "https://a.org/b/c/", "/b/c/"),
    ],
)
def test_address(address, base, prefix, monkeypatch):
    monkeypatch.delenv(pages.ADDRESS, raising=False)
    config = SimpleNamespace(html_baseurl=address)
    pages._set_address(None, config)
    assert (config.html_baseurl, config.notfound_urls_prefix) == (base, prefix)


@pytest.mark.parametrize("text", ["a: [", "", "- one", "title: x\nauthors: []\n", "authors:\n- given-names: Ann\n"])
def test_a_citation_that_cannot_be_read_is_named(tmp_path, text):
    (tmp_path / "CITATION.cff").write_text(text)
    with pytest.raises(ExtensionError, match="CITATION.cff cannot be read"):
        pages._citation(SimpleNamespace(confdir=tmp_path, config=SimpleNamespace(html_baseurl="")))


def test_a_description_that_is_no_text_is_named():
    env = SimpleNamespace(found_docs={"a"}, metadata={"a": {"description": 7}}, doc2path=lambda name: "a.md")
    with pytest.raises(ExtensionError, match="a: the description"):
        pages._description(SimpleNamespace(env=env), "a")


def test_previous_and_next_follow_the_table_of_contents(visit):
    page, seen = visit(HTML / CHAPTERS[0]), []
    while True:
        seen.append(page.url.rpartition("html/")[2])
        if not page.locator("a.next-page").count():
            break
        with page.expect_navigation():
            page.locator("a.next-page").click()
    assert seen == CHAPTERS
    with page.expect_navigation():
        page.locator("a.prev-page").click()
    assert page.url.endswith(CHAPTERS[-2])


def test_front_door_leads_in(visit):
    page = visit(HTML / "index.html")
    page.wait_for_url("**/book/index.html")
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("size", [(360, 740), (1280, 800)])
def test_landing_page_answers_in_its_first_screen(visit, size):
    page = visit(HTML / "book" / "index.html", viewport={"width": size[0], "height": size[1]})
    answer = page.locator("#answer .cell_output")
    assert "$" in answer.inner_text() and "bachelor" in answer.inner_text() and "%" in answer.inner_text()
    assert answer.bounding_box()["y"] + answer.bounding_box()["height"] <= size[1]


def test_page_for_not_found_leads_back(visit):
    page = visit(HTML / "404.html")
    for link in page.locator("article a").all():
        address = link.get_attribute("href")
        assert address.startswith(PREFIX) and (HTML / address.removeprefix(PREFIX).partition("#")[0]).is_file(), address


class TestDownloads:
    @pytest.fixture
    def project(self, tmp_path):
        root = tmp_path / "root"
        shutil.copytree(ROOT / "book", root / "book")
        for name in ("_config.yml", "_toc.yml"):
            shutil.copy(ROOT / name, root)
        return root

    @pytest.mark.parametrize("name", pages.DOWNLOADS)
    def test_a_file_of_this_edition_is_offered_and_another_is_not(self, project, name, monkeypatch):
        monkeypatch.delenv(pages.ADDRESS, raising=False)
        output = project / "_build"
        assert pages.current_downloads(pages.edition_of(project), output) == {}
        with pages.new_download(project, output, name) as made:
            made.write_bytes(b"12345")
        assert pages.current_downloads(pages.edition_of(project), output) == {name: 5}
        monkeypatch.setenv(pages.ADDRESS, "https://example.org/")
        assert pages.current_downloads(pages.edition_of(project), output) == {}
        monkeypatch.delenv(pages.ADDRESS)
        assert pages.current_downloads(pages.edition_of(project), output) == {name: 5}
        (project / "CITATION.cff").write_text("other")
        assert pages.current_downloads(pages.edition_of(project), output) == {}


def test_addresses_of_a_published_book(tmp_path, monkeypatch):
    """A book of one page with an address: canonical link, sitemap, and a page for "not found" that knows its folder."""
    from sphinx.cmd.build import build_main

    (tmp_path / "conf.py").write_text(
        "html_theme = 'furo'\nhtml_title = 'A book'\nextensions = ['myst_nb', 'notfound.extension', 'mlcareer.lean', "
        "'mlcareer.pages']\nnb_execution_mode = 'off'\nhtml_copy_source = True\nhtml_sourcelink_suffix = ''\n"
        "notfound_template = '404.html'\ntemplates_path = ['_templates']"
    )
    shutil.copytree(ROOT / "book" / "_templates", tmp_path / "_templates")
    cells = [nbformat.v4.new_markdown_cell("# A page")]
    nbformat.write(
        nbformat.v4.new_notebook(cells=cells, metadata={"description": "Of a page."}), tmp_path / "index.ipynb"
    )
    monkeypatch.setenv(pages.ADDRESS, "https://example.org/report")
    assert build_main(["-q", str(tmp_path), str(tmp_path / "out")]) == 0
    page = BeautifulSoup((tmp_path / "out" / "index.html").read_text("utf-8"), "lxml")
    assert (
        page.select_one("link[rel=canonical]")["href"]
        == "https://example.org/report/index.html"
        == meta(page, "og:url")
    )
    (entry,) = ElementTree.parse(tmp_path / "out" / "sitemap.xml").getroot()
    assert entry[0].text == "https://example.org/report/index.html"
    lost = BeautifulSoup((tmp_path / "out" / "404.html").read_text("utf-8"), "lxml")
    assert {link["href"].startswith("/report/") for link in lost.select("article a, link[rel=stylesheet]")} == {True}
    monkeypatch.delenv(pages.ADDRESS)
    assert build_main(["-q", str(tmp_path), str(tmp_path / "out")]) == 0
    assert not (tmp_path / "out" / "sitemap.xml").exists()
