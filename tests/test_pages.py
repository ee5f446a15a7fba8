"""The built pages: all there, none stale, none with a trace of something that went wrong. Needs a built book."""

import re
import shutil
from collections import Counter

import nbformat
import pytest
from bs4 import BeautifulSoup
from conftest import HTML, ROOT, named_areas

from chores import check
from mlcareer import claims
from mlcareer.site import fingerprints, search, soundness
from mlcareer.text import count, money

DOCUMENTS = check.documents()


@pytest.fixture(scope="module")
def pages() -> dict[str, BeautifulSoup]:
    missing = [name for name in DOCUMENTS if not (HTML / f"{name}.html").is_file()]
    if missing:
        pytest.fail(f"Not built: {', '.join(missing)}. First: jupyter-book build . (or make book)")
    return {name: BeautifulSoup((HTML / f"{name}.html").read_text("utf-8"), "html.parser") for name in DOCUMENTS}


@pytest.fixture(scope="module")
def faults(pages) -> list[str]:
    return check.problems(HTML)


def test_book_is_complete(faults):
    assert faults == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_page_has_one_heading_and_its_charts_are_whole(pages, name):
    page = pages[name]
    assert len(page.select("article h1")) == 1 and page.title.text.strip() and page.html["lang"] == "en"
    charts = page.select("figure.chart")
    assert len(charts) >= {"book/cities": 3, "book/salaries": 3, "book/qualifications": 3}.get(name, 0)
    for chart in charts:
        assert chart.select_one("svg[role=img]")["aria-label"].strip().endswith(".")
        for part in (".chart-title", ".chart-subtitle", ".source", "table caption"):
            assert chart.select_one(part).text.strip(), part


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_id_stands_twice(pages, name):
    anchors = Counter(element["id"] for element in pages[name].select("[id]"))
    assert [anchor for anchor, times in anchors.items() if times > 1] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_code_cell_has_an_address(pages, name):
    """Its id: its own, or that of the heading beside it."""
    notebook = nbformat.read(ROOT / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert pages[name].find(id=cell.id), cell.id


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_comes_from_another_host(pages, name):
    for element in pages[name].select("script[src], link[href]:not([rel=canonical]), img[src], iframe, object, embed"):
        address = element.get("src") or element.get("href") or ""
        assert not address.startswith(("http:", "https:", "//")), address


def test_links_between_chapters_resolve(pages):
    for name, page in pages.items():
        for link in page.select("article a.internal, article a.reference"):
            address = link["href"].split("#")[0]
            if address and not address.startswith("http"):
                assert (HTML / name).parent.joinpath(address).is_file(), f"{name}: {address}"
        assert ".ipynb" not in "".join(link.get("href", "") for link in page.select("article a:not([download])"))


def test_figures_stand_in_the_pages(pages):
    cities, salaries = pages["book/cities"].text, pages["book/salaries"].text
    for row in named_areas().itertuples():
        assert count(row.employment) in cities and money(row.median) in salaries


def test_no_markup_is_left_unread(pages):
    """Markdown that a helper returns as plain text would stand in the page with its asterisks."""
    for name, page in pages.items():
        if article := page.select_one("article"):
            spoken = BeautifulSoup(str(article), "html.parser")
            for code in spoken.select("pre, code, script"):
                code.decompose()
            left = re.findall(r".{0,40}(?:\*\*|\]\(|\\[*_`]|&[a-z]+;|&#\d+;).{0,40}", spoken.get_text(" "))
            assert left == [], name


def test_dollars_are_no_formula(pages):
    for page in pages.values():
        assert not page.select(".math") and not page.select('script[src*="mathjax" i]')
    assert "$85,660 and $158,880" in " ".join(pages["book/salaries"].text.split())


def test_the_score_is_one(pages):
    """The landing page and the table of claims tell the same: the best two in a sentence, all as figures."""
    score = claims.score()
    for name in ("book/index", "book/claims"):
        words = " ".join(pages[name].text.split())
        for verdict, number in [*score.items()][:2]:
            assert f"{number} {'are' if number > 1 else 'is'} {verdict}" in words, (name, verdict)
    key_figures = [entry.get_text() for entry in pages["book/index"].select("#key-figures ~ ul li")]
    bars = pages["book/claims"].select_one("figure.chart table.figures")
    assert {row.th.text: int(row.td.text) for row in bars.select("tbody tr")} == score
    for verdict, number in score.items():
        assert any(
            f"Claims of the article {verdict}: {number} of {sum(score.values())}" in line for line in key_figures
        )


def test_every_verdict_in_a_chapter_is_the_judged_one(pages):
    shown = [badge for page in pages.values() for badge in page.select("a.claim")]
    assert len(shown) >= 30
    for badge in shown:
        _, identifier, _, verdict = badge.text.split(" ", 3)
        assert claims.judged()[identifier].verdict == verdict
        assert badge["href"] == f"claims.html#claim-{identifier}"


#: Of each page the same is checked: two stand for all, one that is spoiled and one that links to it.
FEW = ["book/cities", "book/faq"]


class TestCheckBook:
    """Each fault is seen: the checks are run on a copy of the book, of which two pages are checked, spoiled in one way."""

    @pytest.fixture
    def copy(self, faults, tmp_path, monkeypatch):
        if faults:
            pytest.skip("the book itself has faults: test_book_is_complete names them")
        copy = shutil.copytree(HTML, tmp_path / "html")
        (copy / "_static" / search.INDEX).write_text(search.script(copy, FEW), encoding="utf-8")
        soundness.write_manifest(copy)
        monkeypatch.setattr(check, "documents", lambda: FEW)
        assert check.problems(copy) == []
        return copy

    def spoil(self, copy, before, after):
        path = copy / "book" / "cities.html"
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), "utf-8")
        soundness.write_manifest(copy)  # as if the build had written it so

    def expect_fault(self, copy, *words):
        (line,) = check.problems(copy)
        for word in words:
            assert word in line, line

    def test_missing_page(self, copy):
        (copy / "book" / "faq.html").unlink()
        lines = check.problems(copy)  # links to the page are broken as well
        assert "book/faq.html is missing. Build the book: make book" in lines

    def test_failed_build(self, copy):
        (copy / soundness.MARKER).write_text("1 warning(s)")
        self.expect_fault(copy, "the last build failed (1 warning(s))")
        assert check.main([str(copy)]) == 1

    def test_broken_link(self, copy):
        self.spoil(copy, "</article>", '<a href="salaries.html#nowhere">x</a></article>')
        self.expect_fault(copy, "salaries.html#nowhere", "no such place")

    def test_link_to_a_state_that_is_not_offered(self, copy):
        self.spoil(copy, "</article>", '<a href="#city.measure=Mean+pay">x</a></article>')
        (fault,) = check.problems(copy)
        assert "its index is not of these pages" in fault  # the link is fine
        self.spoil(copy, "city.measure=Mean+pay", "city.measure=Joy")
        self.expect_fault(copy, "#city.measure=Joy", "no explorer there offers")

    def test_missing_book(self, tmp_path):
        self.expect_fault(tmp_path / "nowhere", "is not there", "make book")

    def test_stale_page(self, copy, monkeypatch):
        self.spoil(copy, f'<meta name="{fingerprints.META}" content="', f'<meta name="{fingerprints.META}" content="0')
        self.expect_fault(copy, "book/cities.html", "stale")

    def test_traceback(self, copy):
        self.spoil(copy, "</article>", "<pre>Traceback (most recent call last)</pre></article>")
        self.expect_fault(copy, "traceback")

    def test_stderr(self, copy):
        self.spoil(copy, "</article>", '<div class="cell_output"><div class="output stderr">x</div></div></article>')
        self.expect_fault(copy, "stderr")

    def test_formula(self, copy):
        self.spoil(copy, "</article>", '<span class="math">1 to 2</span></article>')
        self.expect_fault(copy, "formula")

    def test_other_host(self, copy):
        self.spoil(copy, "</head>", '<script src="https://cdn.example/x.js"></script></head>')
        self.expect_fault(copy, "another host")

    def test_output_lost(self, copy):
        self.spoil(copy, '<div class="cell_output', '<div class="lost')
        self.expect_fault(copy, "code cells should show something")
