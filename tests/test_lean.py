"""What no page uses is not sent; and where a theme changes, the build says so and the page still works."""

import json

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from pygments import highlight
from pygments.formatters import HtmlFormatter
from sphinx.cmd.build import build_main

from mlcareer import lean

STATIC = ROOT / "_build" / "html" / "_static"


class TestTrim:
    @pytest.mark.parametrize(
        "sheet, left",
        [
            ("a{color:red}", "a{color:red}"),
            (".in,.out{color:red}", ".in{color:red}"),
            (".out a,.in .out,.in.out{color:red}", ""),
            ("#out{color:red}#in{color:red}", "#in{color:red}"),
            (".in:not(.out){color:red}", ".in:not(.out){color:red}"),
            (".in:is(.out,.other){color:red}", ".in:is(.out,.other){color:red}"),
            ('.in[class="out"]{color:red}', '.in[class="out"]{color:red}'),
            ("@media print{.out{a:b}}", ""),
            ("@media print{.out{a:b}.in{a:b}}", "@media print{.in{a:b}}"),
            ("@media print{@media (width>9em){.in{a:b}.out{a:b}}}", "@media print{@media (width>9em){.in{a:b}}}"),
            ("@font-face{src:url(x)}@keyframes out{0%{a:b}}", "@font-face{src:url(x)}@keyframes out{0%{a:b}}"),
            (".in{background:url(data:a;b,.out{})}", ".in{background:url(data:a;b,.out{})}"),
        ],
    )
    def test_selectors_in_use_stay(self, sheet, left):
        assert lean.rcssmin.cssmin(lean.trim(sheet, {"in"})) == left

    def test_classes_of_pages_and_words_of_scripts_are_known(self, tmp_path):
        (tmp_path / "a.html").write_text('<body class="one two"><svg><g id="three"/></svg>')
        (tmp_path / "b.js").write_text('x.classList.add("four-five")')
        assert {"one", "two", "three", "four-five"} <= lean.mentioned([tmp_path / "a.html"], tmp_path)


def test_code_is_marked_up_by_kind_and_loses_nothing():
    code = 'import os  # why\nx = f"{os.sep}: {1.5:.1f}"\n%time x\n'
    marked = BeautifulSoup(highlight(code, lean.Code(), HtmlFormatter()), "html.parser")
    assert marked.text.strip() == code.strip()
    assert {name for span in marked.select("span[class]") for name in span["class"]} == {"k", "c", "s", "m"}


class TestBook:
    """The built book."""

    def test_pages_ask_for_one_stylesheet_by_its_content(self):
        sheet = (STATIC / lean.STYLES).read_text("utf-8")
        version = lean.hashlib.sha256(sheet.encode()).hexdigest()[:8]
        for path in (ROOT / "_build" / "html").rglob("*.html"):
            page = BeautifulSoup(path.read_text("utf-8"), "lxml")
            styles = [link["href"] for link in page.select("link[rel=stylesheet]")]
            if page.select_one("article"):
                assert f"{lean.STYLES}?v={version}" in styles[-1]
                assert {href.rpartition("/")[2].partition("?")[0] for href in styles} <= {lean.STYLES, "explore.css"}

    def test_search_scripts_are_on_the_search_page_alone(self):
        for path in (ROOT / "_build" / "html").rglob("*.html"):
            scripts = [name for name in lean.SEARCH_SCRIPTS if name in path.read_text("utf-8")]
            assert scripts == (list(lean.SEARCH_SCRIPTS) if path.name == "search.html" else []), path.name

    def test_no_assumption_broke(self):
        assert json.loads((STATIC / lean.REPORT).read_text()) == []


@pytest.fixture
def build(tmp_path, capsys):
    """A function that builds a book of one page under a given theme, with ``more`` lines in its conf.py."""

    def run(theme: str, more: str = "") -> tuple[BeautifulSoup, str]:
        (tmp_path / "conf.py").write_text(f"html_theme = {theme!r}\nextensions = ['mlcareer.lean']\n{more}")
        (tmp_path / "index.rst").write_text("A page\n======\n\n.. note:: Words.\n")
        assert build_main(["-E", str(tmp_path), str(tmp_path / "out")]) == 0
        page = BeautifulSoup((tmp_path / "out" / "index.html").read_text(), "lxml")
        return page, "".join(capsys.readouterr())

    return run


def test_other_theme_that_imports_its_styles_is_named_and_kept(build, tmp_path):
    page, printed = build("alabaster")
    assert "_static/alabaster.css asks for no file relative to itself" in printed
    assert (tmp_path / "out" / "_static" / lean.STYLES).read_text().startswith('@import url("alabaster.css");')
    for asset in page.select("script[src], link[rel=stylesheet]"):
        address = (asset.get("src") or asset["href"]).partition("?")[0]
        assert (tmp_path / "out" / address).is_file() or address.endswith("custom.css")


RENAME = """
def rename(app, error):
    import pathlib
    path = pathlib.Path(app.outdir, "_static/styles/furo.css")
    path.rename(path.with_name("furo.min.css"))
def setup(app):
    app.connect("build-finished", rename, priority=700)
"""


def test_renamed_stylesheet_is_named_and_the_rest_stands(build, tmp_path):
    page, printed = build("furo", RENAME)
    assert "a stylesheet is _static/styles/furo.css" in printed
    assert json.loads((tmp_path / "out" / "_static" / lean.REPORT).read_text())
    assert page.select_one(f'link[href*="{lean.STYLES}"]')
    sheet = (tmp_path / "out" / "_static" / lean.STYLES).read_text()
    assert sheet.startswith('@import url("styles/furo.css");') and ".highlight" in sheet


DROP = """
def drop(app, page, template, context, doctree):
    context["script_files"] = [script for script in context["script_files"] if "doctools" not in str(script.filename)]
def setup(app):
    app.connect("html-page-context", drop, priority=800)
"""


def test_stylesheets_for_a_medium_or_from_elsewhere_stay_as_they_are(build, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "paper.css").write_text("body{display:none}")
    page, _ = build(
        "furo",
        "html_static_path = ['own']\nhtml_css_files = [('paper.css', {'media': 'print'}), 'https://example.org/x.css']\n",
    )
    links = {link["href"].partition("?")[0]: link.get("media") for link in page.select("link[rel=stylesheet]")}
    assert links["_static/paper.css"] == "print" and "https://example.org/x.css" in links
    assert "body{display:none}" not in (tmp_path / "out" / "_static" / lean.STYLES).read_text()


def test_pages_not_written_again_ask_for_the_newest_script(build, tmp_path):
    (tmp_path / "own").mkdir()
    more = "html_static_path = ['own']\nhtml_js_files = ['a.js']\n"
    (tmp_path / "own" / "a.js").write_text("one()")
    before = build("furo", more)[0].select_one("script[src*='a.js']")["src"]
    (tmp_path / "own" / "a.js").write_text("two()")
    (tmp_path / "other.rst").write_text(":orphan:\n\nOther\n=====\n")
    assert build_main(["-q", str(tmp_path), str(tmp_path / "out")]) == 0  # writes the new page alone
    after = BeautifulSoup((tmp_path / "out" / "index.html").read_text(), "lxml").select_one("script[src*='a.js']")[
        "src"
    ]
    assert before != after and after.endswith(lean.hashlib.sha256(b"two()").hexdigest()[:8])


def test_script_that_is_gone_is_named(build):
    assert "a page loads doctools.js" in build("furo", DROP)[1]
