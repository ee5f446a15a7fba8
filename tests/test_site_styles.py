"""What no page uses is not sent; and where a theme changes, a test says so and the page still works."""

import re

import pytest
from bs4 import BeautifulSoup
from conftest import HTML, PAGES
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import JavascriptLexer
from pygments.token import Comment, Whitespace
from sphinx.cmd.build import build_main

from chores.building import BOOK
from mlcareer.site import search, styles
from predrawn.extension import STATIC

THEME, OWN = "styles/furo.css", "report.css"

#: What is written by hand and travels minified: the book's, and that of the controls.
BY_HAND = {
    kind: [path for folder in (BOOK / "_static", STATIC) for path in sorted(folder.glob(f"*{kind}"))]
    for kind in styles.SHORTER
}


def asked_for(page: BeautifulSoup, selector: str) -> list[str]:
    """The files below ``_static`` that a page asks for."""
    addresses = [str(element.get("href") or element.get("src")) for element in page.select(selector)]
    return [address.partition("?")[0].rpartition("_static/")[2] for address in addresses]


def test_code_is_marked_up_by_kind_and_loses_nothing():
    code = 'import os  # why\nx = f"{os.sep}: {1.5:.1f}"\n%time x\n'
    marked = BeautifulSoup(highlight(code, styles.Code(), HtmlFormatter()), "html.parser")
    assert marked.text.strip() == code.strip()
    assert {name for span in marked.select("span[class]") for name in span["class"]} == {"k", "c", "s", "m"}


class TestBook:
    """The built book. A new version of theme, Sphinx or MyST-NB that brings another script or stylesheet fails here."""

    @pytest.mark.parametrize("name", PAGES)
    def test_pages_ask_for_the_stylesheets_of_theme_and_book_alone(self, name):
        page = BeautifulSoup((HTML / name).read_text("utf-8"), "lxml")
        sheets = asked_for(page, "link[rel=stylesheet]")
        assert [sheet for sheet in sheets if sheet != "explore.css"] == [THEME, OWN]
        assert all((HTML / "_static" / sheet).is_file() for sheet in sheets)

    @pytest.mark.parametrize("name", PAGES)
    def test_search_scripts_are_on_the_search_page_alone(self, name):
        page = BeautifulSoup((HTML / name).read_text("utf-8"), "lxml")
        known = {"scripts/furo.js", "explore.js", "report.js", "theme.js"}
        of_search = {search.ENGINE}  # which asks for the index with the first question
        scripts = {script.rpartition("../")[2] for script in asked_for(page, "script[src]")}
        assert scripts - known == (of_search if name == "search.html" else set())

    def test_the_search_of_sphinx_is_not_there(self):
        """Nobody asks for it, and half of it would not run: the build makes no index for it."""
        there = {path.relative_to(HTML).as_posix() for path in HTML.rglob("*.js")}
        assert not there & {"searchindex.js", *(f"_static/{name}" for name in search.UNUSED)}
        assert f"_static/{search.INDEX}" in there and f"_static/{search.ENGINE}" in there

    def test_code_has_a_color_for_each_kind(self):
        sheet = (HTML / "_static" / OWN).read_text("utf-8")
        for kind in "kcsm":
            assert f".highlight .{kind}{{" in sheet

    @pytest.mark.parametrize("source", BY_HAND[".css"], ids=lambda path: path.name)
    def test_a_browser_reads_the_rules_that_were_written_by_hand(self, source, browser):
        """Where this fails, the minifier took a blank that meant something: before ``:is(…)`` in a layer, for one."""
        written = (HTML / "_static" / source.name).read_text("utf-8")
        page = browser.new_page()
        there, by_hand = (page.evaluate(RULES, text) for text in (written, source.read_text("utf-8")))
        page.close()
        assert len(there) > 3
        assert [re.sub(r",\s+", ",", rule) for rule in there] == [re.sub(r",\s+", ",", rule) for rule in by_hand]
        assert len(written) < 0.75 * len(source.read_text("utf-8"))

    @pytest.mark.parametrize("source", BY_HAND[".js"], ids=lambda path: path.name)
    def test_scripts_lose_comments_and_blanks_and_no_word(self, source):
        """Where this fails, the minifier misread a script: it takes blanks out of a template inside a template, for one."""
        written = (HTML / "_static" / source.name).read_text("utf-8")
        assert words(written) == words(source.read_text("utf-8"))
        assert len(written) < 0.75 * len(source.read_text("utf-8"))


#: What a browser makes of a stylesheet: its rules, in the browser's own words.
RULES = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map((rule) => rule.cssText);
}"""


def words(script: str) -> list[str]:
    """A script's names, texts, numbers and signs, in order."""
    tokens = JavascriptLexer().get_tokens(script)
    return [value for token, value in tokens if value and token not in Comment and token not in Whitespace]


@pytest.fixture
def build(tmp_path):
    """A function that builds a book of one page under a given theme, with ``more`` lines in its conf.py."""

    def run(theme: str, more: str = "") -> BeautifulSoup:
        (tmp_path / "conf.py").write_text(f"html_theme = {theme!r}\nextensions = ['myst_nb', 'mlcareer.site']\n{more}")
        (tmp_path / "index.rst").write_text("A page\n======\n\n.. note:: Words.\n")
        assert build_main(["-q", "-E", str(tmp_path), str(tmp_path / "out")]) == 0
        return BeautifulSoup((tmp_path / "out" / "index.html").read_text(), "lxml")

    return run


def test_a_stylesheet_that_is_new_or_renamed_is_asked_for(build):
    more = "def setup(app):\n    app.add_css_file('basic-ng.css')\n    app.add_js_file('doctools-ng.js')\n"
    page = build("furo", more)
    assert "basic-ng.css" in asked_for(page, "link[rel=stylesheet]")
    assert "doctools-ng.js" in asked_for(page, "script[src]")


def test_stylesheets_for_a_medium_or_from_elsewhere_stay_as_they_are(build, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "paper.css").write_text("body{display:none}")
    page = build(
        "furo",
        "html_static_path = ['own']\nhtml_css_files = [('paper.css', {'media': 'print'}), 'https://example.org/x.css']\n",
    )
    links = {link["href"].partition("?")[0]: link.get("media") for link in page.select("link[rel=stylesheet]")}
    assert links["_static/paper.css"] == "print" and "https://example.org/x.css" in links


def test_licenses_stay_in_what_is_minified_and_other_files_are_copied_as_they_are(build, tmp_path):
    (tmp_path / "book").mkdir()
    files = {
        "a.js": "/*! MIT */\n// why\none( 1 );\n",
        "a.css": "/*! MIT */\n/* why */ a { b: c; }\n",
        "a.txt": "/* why */\n",
    }
    for name, text in files.items():
        (tmp_path / "book" / name).write_text(text)
    more = "html_static_path = ['book']\n"
    build("furo", more)
    out = tmp_path / "out" / "_static"
    written = {name: (out / name).read_text() for name in files}
    assert written == {"a.js": "/*! MIT */one(1);", "a.css": "/*! MIT */a{b:c}", "a.txt": "/* why */\n"}
    assert build_main(["-q", str(tmp_path), str(tmp_path / "out")]) == 0  # nothing has changed, nothing is copied
    assert {name: (out / name).read_text() for name in files} == written


def test_pages_of_unchanged_chapters_ask_for_the_newest_script(build, tmp_path):
    """The script is the book's own, so it belongs to the edition; the page itself has not changed."""
    (tmp_path / "book").mkdir()
    more = "html_static_path = ['book']\nhtml_js_files = ['a.js']\n"
    (tmp_path / "book" / "a.js").write_text("one()")
    before = build("furo", more).select_one("script[src*='a.js']")["src"]
    (tmp_path / "book" / "a.js").write_text("two()")
    assert build_main(["-q", str(tmp_path), str(tmp_path / "out")]) == 0
    page = BeautifulSoup((tmp_path / "out" / "index.html").read_text(), "lxml")
    assert before != page.select_one("script[src*='a.js']")["src"]
    assert (tmp_path / "out" / "_static" / "a.js").read_text() == "two()"


def test_a_file_that_has_left_the_book_leaves_its_pages(build, tmp_path):
    (tmp_path / "book").mkdir()
    for name in ("stays", "leaves"):
        (tmp_path / "book" / f"{name}.js").write_text("one()")
    build("furo", "html_static_path = ['book']\n")
    assert (tmp_path / "out" / "_static" / "leaves.js").is_file()
    (tmp_path / "book" / "leaves.js").unlink()
    build("furo", "html_static_path = ['book']\n")
    assert {path.name for path in (tmp_path / "out" / "_static").glob("*s.js")} == {"stays.js", "passages.js"}
    assert (tmp_path / "out" / "_static" / "styles" / "furo.css").is_file()
