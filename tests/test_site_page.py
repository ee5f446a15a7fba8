"""What stands around a chapter: for search engines, for shared links, for those who cite it or want its notebook."""

import json
import re
import shutil
from collections.abc import Iterator
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import nbformat
import pytest
from bs4 import BeautifulSoup
from conftest import ADDRESS, HOST, HTML, PAGES, PREFIX, ROOT
from sphinx.cmd.build import build_main
from sphinx.errors import ConfigError, ExtensionError

from mlcareer import data, markup
from mlcareer.site import citation, downloads, fingerprints, open_data
from mlcareer.site import page as pages
from predrawn.extension import FOLDER
from predrawn.page import content_of

#: What a CITATION.cff holds at least.
CITED = {"title": "A book", "version": "1", "date-released": "2026-11-22", "authors": [{"name": "Ann"}]}

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
    for words in ("Newest source: 20", "CC BY 4.0", "MIT", "To cite: ", "Version ", "Found an error?"):
        assert words in foot.text, words
    link = foot.select_one("a[download]")
    given = (HTML / name).parent / link["href"]
    assert given.read_bytes() == (ROOT / name).with_suffix(".ipynb").read_bytes()
    assert nbformat.read(given, as_version=4).cells


def test_newest_data():
    assert pages.newest(["oews_metro", "projections"])["day"] == "2026-08-27"
    assert pages.newest(["places"]) == {}
    assert pages.newest(["projections", "certificates"])["day"] == data.load("certificates")["checked"].max()
    assert pages.newest(["projections", "certificates"])["cite"] == data.resource("certificates")["cite"]


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_day_on_a_page_is_later_than_its_newest_source(name):
    """But for days still to come, on which something is to be checked again."""
    page = read(name)
    (newest,) = page.select("footer.about-page time[datetime]")
    printed = [time["datetime"] for time in page.select("time[datetime]:not([data-check-again])")]
    printed += re.findall(r"(?<![\d-])20\d\d-\d\d-\d\d(?![\d-])", page.select_one("article").text)
    again = {time["data-check-again"] for time in page.select("time[data-check-again]")}
    assert max(set(printed) - again) <= newest["datetime"]


def test_each_table_is_a_dataset():
    page = read("book/sources.html")
    (script,) = page.select('script[type="application/ld+json"]')
    catalog = json.loads(script.text)
    assert catalog["@type"] == "DataCatalog" and [dataset["name"] for dataset in catalog["dataset"]] == [
        data.resource(name)["title"] for name in data.names()
    ]
    for dataset, name in zip(catalog["dataset"], data.names()):
        assert 50 <= len(dataset["description"]) <= 5000, dataset["name"]
        assert dataset["identifier"] == name
        assert re.fullmatch(r"20\d\d(-\d\d)?(/20\d\d(-\d\d)?)?", dataset["temporalCoverage"]), name
        url = urljoin(f"{ADDRESS or HOST + '/'}book/sources.html", dataset["distribution"]["contentUrl"])
        file = HTML / urlsplit(url).path.removeprefix(PREFIX)
        assert file.read_bytes() == (data.folder() / data.resource(name)["path"]).read_bytes()
        assert dataset["license"].startswith("https://") and dataset["creator"]["name"] and dataset["variableMeasured"]


def head(**values) -> BeautifulSoup:
    """The head of a page, from its template."""
    site = {"inputs": "", "description": "", "address": "", "preview": "", "catalog": None} | values.pop("site")
    template = markup.templates(pages.TEMPLATES).get_template("head.html")
    return BeautifulSoup(template.render(site=site, **values), "lxml")


def test_structured_data_cannot_end_its_script(monkeypatch):
    hostile = {**data.resource("places"), "title": "</script><b>"}
    monkeypatch.setattr(data, "names", lambda: ["places"])
    monkeypatch.setattr(data, "resource", lambda name: hostile)
    catalog = open_data.script("https://example.org/report/")
    page = head(site={"catalog": catalog}, title="", docstitle="A book", pageurl="")
    assert not page.select("b")
    (dataset,) = json.loads(page.script.text)["dataset"]
    assert (
        dataset["name"] == "</script><b>"
        and dataset["url"] == "https://example.org/report/book/sources.html#table-places"
    )


def test_head_is_escaped_and_has_whole_addresses_where_the_book_has_one():
    address = "https://example.org/report/book/salaries.html"
    page = head(
        site={
            "description": 'Say "a" & <b>',
            "address": "https://example.org/report/",
            "preview": "_static/previews/book-salaries.png",
            "preview_says": 'Pay is "high" & <b>',
        },
        title='<em>What</em> "it" pays &amp; more',
        docstitle="A <b> book",
        pageurl=address,
    )
    assert meta(page, "og:title") == 'What "it" pays & more' and meta(page, "description") == 'Say "a" & <b>'
    assert meta(page, "og:site_name") == "A <b> book" and meta(page, "og:url") == address
    assert meta(page, "og:image") == "https://example.org/report/_static/previews/book-salaries.png"
    assert meta(page, "og:image:alt") == 'Pay is "high" & <b>'


def test_no_template_of_pages_leaves_text_unescaped():
    """Sphinx escapes nothing by itself; a template that only fills the theme's places writes no value of its own."""
    for path in pages.TEMPLATES.glob("*.html"):
        text = path.read_text("utf-8")
        assert "{% extends" in text or "{%- autoescape true -%}" in text or "{% autoescape true %}" in text, path.name


def test_hostile_words_stay_words(tmp_path, monkeypatch):
    """Author, description and address for errors, each with markup in it, through a whole page; a title with it is refused."""
    hostile, title = "<b id='x'>\"&", 'It\'s "1" & 2'
    (tmp_path / "conf.py").write_text(
        f"html_theme = 'furo'\nhtml_title = {title!r}\nextensions = ['myst_nb', 'mlcareer.site']\n"
        f"nb_execution_mode = 'off'\nreport_errors_to = {'https://example.org/' + hostile!r}\nroot_doc = 'book/index'\n"
    )
    (tmp_path / "CITATION.cff").write_text(
        json.dumps({"title": hostile, "version": hostile, "date-released": "2026", "authors": [{"name": hostile}]})
    )
    (tmp_path / "book").mkdir()
    cells = [nbformat.v4.new_markdown_cell("# A page")]
    book = nbformat.v4.new_notebook(
        cells=cells, metadata={"description": hostile, "kernelspec": {"name": "python3", "display_name": ""}}
    )
    nbformat.write(book, tmp_path / "book" / "index.ipynb")
    assert build_main(["-q", str(tmp_path), str(tmp_path / "out")]) == 0
    front, page = (
        BeautifulSoup((tmp_path / "out" / name).read_text("utf-8"), "lxml")
        for name in ("index.html", "book/index.html")
    )
    assert meta(front, "description") == meta(page, "description") == hostile
    assert front.title.text == meta(page, "og:site_name") == title
    foot = page.select_one("footer.about-page")
    assert not foot.select("#x") and not front.select("#x") and foot.text.count(hostile) == 3
    assert foot.select_one("a[href^='https://example.org/']")["href"] == "https://example.org/" + hostile


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:x",
        "java\nscript:x",
        "&#106;avascript:x",
        "\x01data:text/html,x",
        "vbscript:x",
        "file:///x",
    ],
)
@pytest.mark.parametrize("tag", ["a href", "img src", "form action", "use xlink:href"])
def test_an_address_that_runs_something_is_refused(address, tag):
    with pytest.raises(ExtensionError, match="^book/a: the address .* is refused") as refusal:
        pages.refuse_schemes("book/a", f'<p><{tag}="{address}">x</a>')
    assert "\n" not in str(refusal.value)


def test_other_addresses_stay():
    for address in (
        "",
        "#a:b",
        "a.html",
        "../a.html?b=c:d",
        "https://a.org/x:y",
        "HTTP://a.org",
        "mailto:a@b.org",
        "./a:b",
    ):
        pages.refuse_schemes("book/a", f'<a href="{address}">javascript:x</a>')


def test_what_an_explorer_shows_later_links_to_nothing_that_runs():
    """A build reads the links of its pages; states come in files of their own, which are read here."""
    links = 0
    for path in (ROOT / "_build" / "html" / FOLDER).glob("*.js"):
        for shown in texts(content_of(path.read_text(encoding="utf-8"))):
            links += "href" in shown
            pages.refuse_schemes(path.name, shown)
    assert links > 0


def texts(content: object) -> Iterator[str]:
    """The texts of a state file that hold an element, however deep."""
    if isinstance(content, dict | list):
        for inner in content.values() if isinstance(content, dict) else content:
            yield from texts(inner)
    elif isinstance(content, str) and "<" in content:
        yield content


def test_a_build_refuses_what_a_table_would_link_to(tmp_path, capsys):
    (tmp_path / "conf.py").write_text("html_theme = 'alabaster'\nextensions = ['myst_nb', 'mlcareer.site']\n")
    cells = [nbformat.v4.new_markdown_cell('# A page\n\n<a href="javascript:alert(1)">x</a>')]
    metadata = {"kernelspec": {"name": "python3", "display_name": ""}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), tmp_path / "index.ipynb")
    assert build_main(["-q", str(tmp_path), str(tmp_path / "out")]) != 0
    assert "index: the address 'javascript:alert(1)' is refused" in capsys.readouterr().err


@pytest.mark.parametrize(
    "before, after",
    [
        ('<a class="claim" href="claims.ipynb#claim-Q1">x</a>', '<a class="claim" href="claims.html#claim-Q1">x</a>'),
        ('<a href="methods.ipynb">methods.ipynb</a>', '<a href="methods.html">methods.ipynb</a>'),
        ('<A\n href="a.ipynb"\n>x</A><svg viewBox="0 0 1 1"/>', '<A\n href="a.html"\n>x</A><svg viewBox="0 0 1 1"/>'),
        ('<a href="https://a.org/b.ipynb">x</a>', None),
        ('<a href="../_sources/a.ipynb" download>x</a>', None),
        ('<b title="a.ipynb">&lt;a href="a.ipynb"></b><!-- <a href="a.ipynb"> -->', None),
    ],
)
def test_links_to_notebooks_lead_to_pages_and_all_else_stays(before, after):
    assert pages.linked(f"<p>\n{before} {before}") == f"<p>\n{after or before} {after or before}"


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
    monkeypatch.setenv(fingerprints.ADDRESS, address)
    with pytest.raises(ConfigError, match="should be like"):
        citation.set_address(SimpleNamespace(confdir=ROOT), SimpleNamespace(html_baseurl=""))


@pytest.mark.parametrize(
    "address, base, prefix",
    [
        ("", "", "/"),
        ("https://example.org", "https://example.org/", "/"),
        ("https://a.org/b/c", "https://a.org/b/c/", "/b/c/"),
    ],
)
def test_address(address, base, prefix, monkeypatch, tmp_path):
    monkeypatch.delenv(fingerprints.ADDRESS, raising=False)
    app, config = SimpleNamespace(confdir=tmp_path), SimpleNamespace(html_baseurl="")
    (tmp_path / "CITATION.cff").write_text(json.dumps(CITED | {"url": address}))
    citation.set_address(app, config)
    assert (config.html_baseurl, config.notfound_urls_prefix) == (base, prefix)


def test_the_address_stands_in_one_place(tmp_path):
    with pytest.raises(ConfigError, match="stands in CITATION.cff alone"):
        citation.set_address(SimpleNamespace(confdir=tmp_path), SimpleNamespace(html_baseurl="https://example.org/"))


@pytest.mark.parametrize("text", ["a: [", "", "- one", "title: x\nauthors: []\n", "authors:\n- given-names: Ann\n"])
def test_a_citation_that_cannot_be_read_is_named(tmp_path, text):
    (tmp_path / "CITATION.cff").write_text(text)
    with pytest.raises(ExtensionError, match="CITATION.cff cannot be read"):
        citation.read(tmp_path)


@pytest.mark.parametrize(
    "wrong", [{"date-released": "soon"}, {"repository-code": "github.com/a/b"}, {"repository-code": "javascript:x"}]
)
def test_a_day_and_a_repository_that_are_none_are_named(tmp_path, wrong):
    (tmp_path / "CITATION.cff").write_text(json.dumps(CITED | wrong))
    with pytest.raises(ExtensionError, match=next(iter(wrong))):
        citation.read(tmp_path)


def test_no_citation_file_no_citation(tmp_path):
    assert citation.read(tmp_path) is None


def test_where_a_notebook_can_be_opened():
    for address in ("https://github.com/owner/my.report", "https://github.com/owner/my.report.git"):
        assert citation.opened(address, "book/place.ipynb") == {
            "Binder": "https://mybinder.org/v2/gh/owner/my.report/HEAD?urlpath=lab%2Ftree%2Fbook%2Fplace.ipynb",
            "Colab": "https://colab.research.google.com/github/owner/my.report/blob/HEAD/book/place.ipynb",
        }
    assert (
        citation.opened("", "book/place.ipynb") == citation.opened("https://example.org/a/b", "book/place.ipynb") == {}
    )


@pytest.mark.parametrize(
    "words, covered",
    [
        ("May 2025", "2025-05"),
        ("2025–35", "2025/2035"),
        ("July 2025 to June 2026", "2025-07/2026-06"),
        ("October to December 2023", "2023-10/2023-12"),
        ("2022 to June 2025", "2022/2025-06"),
        ("FY2025", "2024-10/2025-09"),
        ("October to June, FY2024 to FY2026", "2023-10/2026-06"),
        ("2018-02 to 2026-04", "2018-02/2026-04"),
        ("autumn 2026", "2026"),
        ("O*NET 30.2", ""),
        ("May be", ""),
    ],
)
def test_a_period_as_machines_write_it(words, covered):
    assert open_data.coverage(words) == covered


def test_a_description_that_is_no_text_is_named():
    env = SimpleNamespace(found_docs={"a"}, metadata={"a": {"description": 7}}, doc2path=lambda name: "a.md")
    with pytest.raises(ExtensionError, match="a: the description"):
        pages.describe(SimpleNamespace(env=env), "a")


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
    door = read("index.html")
    # A browser asks for an icon, and tells in its console where there is none.
    assert (HTML / door.select_one("link[rel=icon]")["href"]).is_file()
    page = visit(HTML / "index.html")
    page.wait_for_url("**/book/index.html")
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("size", [(360, 740), (1280, 800)])
def test_landing_page_answers_in_its_first_screen(visit, size):
    page = visit(HTML / "book" / "index.html", viewport={"width": size[0], "height": size[1]})
    answer = page.locator("[data-explorer=start] [data-explorer-sentence] > span")
    assert "$" in answer.inner_text() and "such jobs" in answer.inner_text()
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

    @pytest.mark.parametrize("name", downloads.DOWNLOADS)
    def test_a_file_of_this_edition_is_offered_and_another_is_not(self, project, name, monkeypatch):
        monkeypatch.delenv(fingerprints.ADDRESS, raising=False)
        output = project / "_build"
        assert downloads.current(fingerprints.edition_of(project), output) == {}
        with downloads.new(project, output, name) as made:
            made.write_bytes(b"12345")
        assert downloads.current(fingerprints.edition_of(project), output) == {name: 5}
        monkeypatch.setenv(fingerprints.ADDRESS, "https://example.org/")
        assert downloads.current(fingerprints.edition_of(project), output) == {}
        monkeypatch.delenv(fingerprints.ADDRESS)
        assert downloads.current(fingerprints.edition_of(project), output) == {name: 5}
        (project / "CITATION.cff").write_text("other")
        assert downloads.current(fingerprints.edition_of(project), output) == {}


def test_addresses_of_a_published_book(tmp_path, monkeypatch):
    """A book of one page with an address: canonical link, sitemap, and a page for "not found" that knows its folder."""
    (tmp_path / "conf.py").write_text(
        "html_theme = 'furo'\nhtml_title = 'A book'\nextensions = ['myst_nb', 'notfound.extension', "
        "'mlcareer.site']\nnb_execution_mode = 'off'\nhtml_copy_source = True\nhtml_sourcelink_suffix = ''\n"
        "notfound_template = '404.html'\nexclude_patterns = ['jupyter_execute', 'out']"
    )
    cells = [nbformat.v4.new_markdown_cell("# A page")]
    nbformat.write(
        nbformat.v4.new_notebook(
            cells=cells, metadata={"description": "Of a page.", "kernelspec": {"name": "python3", "display_name": ""}}
        ),
        tmp_path / "index.ipynb",
    )
    (tmp_path / "CITATION.cff").write_text(
        json.dumps(CITED | {"url": "https://example.org/report", "repository-code": "https://github.com/owner/name"})
    )
    monkeypatch.delenv(fingerprints.ADDRESS, raising=False)
    assert build_main(["-q", str(tmp_path), str(tmp_path / "out")]) == 0
    page = BeautifulSoup((tmp_path / "out" / "index.html").read_text("utf-8"), "lxml")
    assert (
        page.select_one("link[rel=canonical]")["href"]
        == "https://example.org/report/index.html"
        == meta(page, "og:url")
    )
    (entry,) = ElementTree.parse(tmp_path / "out" / "sitemap.xml").getroot()
    read_as = {part.tag.rpartition("}")[2]: part.text for part in entry}
    assert read_as == {"loc": "https://example.org/report/index.html", "lastmod": "2026-11-22"}
    image = meta(page, "og:image").removeprefix("https://example.org/report/")
    assert (tmp_path / "out" / image).read_bytes().startswith(b"\x89PNG")
    assert "https://example.org/report/" in page.select_one(".about-page").text  # the citation
    assert [link["href"].split("?")[0] for link in page.select(".about-page a.opened")] == [
        "https://mybinder.org/v2/gh/owner/name/HEAD",
        "https://colab.research.google.com/github/owner/name/blob/HEAD/index.ipynb",
    ]
    lost = BeautifulSoup((tmp_path / "out" / "404.html").read_text("utf-8"), "lxml")
    assert {link["href"].startswith("/report/") for link in lost.select("article a, link[rel=stylesheet]")} == {True}
    (tmp_path / "CITATION.cff").write_text(json.dumps(CITED))
    assert build_main(["-q", str(tmp_path), str(tmp_path / "out")]) == 0
    assert not (tmp_path / "out" / "sitemap.xml").exists()
    page = BeautifulSoup((tmp_path / "out" / "index.html").read_text("utf-8"), "lxml")
    assert not page.select(".opened, meta[property='og:image'], link[rel=canonical]")
