"""Search finds passages: what the build puts into the index, and what a reader who asks is shown, from disk."""

import gzip
import json
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from conftest import HTML, ROOT
from sphinx.errors import ExtensionError

from chores import audit, check
from mlcareer.site import fingerprints, search

#: Bytes of the index as a server sends it.
MOST = 80_000  # asked for with the first question alone; fourteen pages
#: Milliseconds from a question to its answer in the page.
QUICK = 50


def index() -> dict:
    """The index of the built book."""
    text = (HTML / "_static" / search.INDEX).read_text("utf-8")
    return json.loads(text.removeprefix("const PASSAGES = ").removesuffix(";\n"))


# ---- the index ----

PAGE = """<main>Around</main><article><section id="top"><h1>A title<a class="headerlink" href="#top">¶</a></h1>
<p>First <b>w</b>ords<br>and more.</p><div class="cell" id="cell"><details class="hide"><summary>How</summary><details><pre>code()</pre>
</details>more code</details><figure><strong class="explorer-title">A chart?</strong><span class="explorer-subtitle">Of what</span>
<form><select><option>Choice</option></select></form><svg><text>Ten</text></svg></figure></div>
<section id="part"><h2>A &amp; part</h2><table><caption>Two rows</caption><tr id="row-1"><th>One</th><td>1</td></tr><tr id="row-2">
<th>Two</th><td>2</td></tr></table><p>After.</p><ul><li>An item</li></ul></section>
<h2 class="rubric" id="rubric">Made by a cell</h2><table data-names="x"><caption>Places</caption><tbody><tr><td>Columbus</td></tr></tbody></table>
</section><footer>License</footer></article><p>Around</p>"""


def test_passages_are_what_stands_under_headings():
    found = [(passage.heading, passage.texts()) for passage in search.passages(PAGE)]
    assert found == [
        ("A title", [("top", "First words and more. A chart? Of what")]),
        (
            "A & part",
            [
                ("part", "Two rows"),
                ("row-1", "One · 1"),
                ("row-2", "Two · 2"),
                ("part", "After. An item"),
            ],
        ),
        ("Made by a cell", [("rubric", "Places")]),
    ]


def test_the_index_names_every_heading_of_every_page_once():
    named = {file: [(parts[0][0], heading) for heading, parts in passages] for file, passages in index()["pages"]}
    there = {}
    for document in check.documents():
        page = BeautifulSoup((HTML / f"{document}.html").read_text("utf-8"), "lxml")
        for link in page.select(".headerlink"):
            link.decompose()
        headings = [
            heading
            for heading in page.select("article :is(h1, h2, h3, h4, h5, h6)")
            if not heading.find_parent(class_="offers")
        ]
        anchors = [heading.get("id") or heading.find_parent("section")["id"] for heading in headings]
        there[f"{document}.html"] = [(anchor, heading.text.strip()) for anchor, heading in zip(anchors, headings)]
    assert named == there
    every = [(file, anchor) for file, headings in named.items() for anchor, _ in headings]
    assert len(every) == len(set(every)) > 60


def test_each_anchor_of_the_index_is_in_its_page():
    for file, passages in index()["pages"]:
        text = (HTML / file).read_text("utf-8")
        anchors = {anchor for _, parts in passages for anchor, _ in parts}
        assert [anchor for anchor in anchors if f'id="{anchor}"' not in text] == [], file


def test_the_index_holds_tables_and_lists_and_no_code():
    told = " ".join(text for _, passages in index()["pages"] for _, parts in passages for _, text in parts)
    assert "Certificates in machine learning, as reported" in told and "Azure AI Engineer Associate" in told
    for document in check.documents():
        cells = json.loads((ROOT / f"{document}.ipynb").read_text("utf-8"))["cells"]
        lines = [
            line.strip()
            for cell in cells
            if cell["cell_type"] == "code"
            for line in "".join(cell["source"]).split("\n")
        ]
        code = [line for line in lines if re.search(r"^(from|import) |\w\(.*\)$| = ", line)]
        assert code and [line for line in code if line in told] == [], document
        page = BeautifulSoup((HTML / f"{document}.html").read_text("utf-8"), "lxml")
        folded = [" ".join(line.text.split()) for line in page.select("details.hide .trace")]
        assert [line for line in folded if line in told] == [], document


def test_the_index_is_small_and_the_same_each_time():
    text = (HTML / "_static" / search.INDEX).read_text("utf-8")
    assert len(gzip.compress(text.encode())) < MOST
    assert search.script(HTML, check.documents()) == text


def test_entries_lead_to_what_explorers_offer():
    pages = {
        name: BeautifulSoup((HTML / name).read_text("utf-8"), "lxml")
        for name in ("book/place.html", "book/places.html")
    }
    kinds = {kind["key"]: kind for kind in index()["entries"]}
    assert set(kinds) == {search.PLACE, search.OCCUPATION, search.ROWS}
    for key in (search.PLACE, search.OCCUPATION):
        page = kinds[key]["page"]
        labels = [label for label, *_ in kinds[key]["names"]]
        assert len(labels) == len(set(labels))
        lost = [label for label in labels if not check._has_choice(HTML / page, pages[page], *key.split("."), label)]
        assert lost == []
    assert len(kinds[search.PLACE]["names"]) > 400 and len(kinds[search.OCCUPATION]["names"]) == 3
    table = search.ROWS.removesuffix(".rows")
    assert pages[kinds[search.ROWS]["page"]].select_one(f'[data-explorer-table="{table}"]')


def test_a_book_without_these_chapters_has_no_entries():
    assert search.entries(["book/index"]) == []


def test_an_index_of_other_pages_is_a_fault(monkeypatch):
    monkeypatch.setattr(check, "page_faults", lambda *_: [])  # read by other tests, and long
    assert check.problems(HTML) == []
    monkeypatch.setattr(search, "synonyms", lambda: [["pay", "lucre"]])
    assert check.problems(HTML) == [
        "search.html: its index is not of these pages, tables and synonyms. Build the book: make book"
    ]


@pytest.mark.parametrize(
    "content, told",
    [
        ("alike = [", "cannot be read"),
        ("like = []", r"holds \['like'\]"),
        ("alike = 'pay'", "a list of lists"),
        ("alike = [['pay']]", "two or more"),
        ("alike = [['pay', 'Pay']]", "differ"),
        ("alike = [['pay', 1]]", "names"),
        ("alike = ['pay']", "names"),
    ],
)
def test_a_file_of_synonyms_that_is_wrong_is_refused_in_one_line(tmp_path, content, told):
    (tmp_path / "synonyms.toml").write_text(content)
    with pytest.raises(ExtensionError, match=told) as refused:
        search.synonyms(tmp_path / "synonyms.toml")
    assert "\n" not in str(refused.value)


def test_a_synonym_belongs_to_the_edition_and_runs_no_chapter_again(monkeypatch, tmp_path):
    fingerprints._helpers.cache_clear()
    before, edition = fingerprints._helpers(), fingerprints.edition_of(ROOT)
    fingerprints._helpers.cache_clear()
    hashed = []
    monkeypatch.setattr(fingerprints, "_hash", lambda content: hashed.append(content) or "")
    fingerprints._helpers()
    monkeypatch.undo()
    fingerprints._helpers.cache_clear()
    assert (
        search.SYNONYMS.read_bytes() not in hashed[0]
        and (search.SYNONYMS.parent / "search.py").read_bytes() in hashed[0]
    )
    assert fingerprints._helpers() == before
    assert search.SYNONYMS in [path for folder in fingerprints.CODE for path in fingerprints._made_by_hand(folder)]
    assert fingerprints.edition_of(ROOT) == edition


# ---- what is found ----

#: Question -> where the first result leads.
FIRST = {
    "Ohio": "place#place.place=Ohio",
    "OH": "place#place.place=Ohio",
    "ohio salary": "place#place.place=Ohio",
    "data scientist salary in Texas": "place#place.place=Texas",
    "Columbus": "place#place.place=Columbus%2C+OH",
    "columbus georgia": "place#place.place=Columbus%2C+GA",
    "puerto rico": "place#place.place=Puerto+Rico",
    "mayaguez": "place#place.place=Mayag%C3%BCez%2C+PR",
    "Saint Louis": "place#place.place=St.+Louis%2C+MO",
    "NYC": "place#place.place=New+York%2C+NY",
    "Bay Area": "place#place.place=San+Francisco%2C+CA",
    "Silicon Valley": "place#place.place=San+Jose%2C+CA",
    "USA": "place#place.place=USA",
    "data scientist": "place#place.occupation=Data+scientists",
    "software developers": "place#place.occupation=Software+developers",
    "cost of living": "salaries#what-is-left-after-local-prices",
    "salary": "salaries#what-it-pays",
    "compensation": "salaries#what-it-pays",
    "experience": "salaries#what-is-a-first-post-worth-and-does-pay-rise-with-experience",
    "average base pay glassdoor": "claims#claim-S4",
    "internship": "faq#how-do-i-get-a-first-post",
    "is a master's degree required": "faq#is-a-master-s-degree-required",
    "degree": "qualifications#which-degree-do-you-need",
    "maths": "qualifications#do-you-need-mathematics-and-projects",
    "calculus": "faq#do-i-need-strong-mathematics",
    "bootcamp": "faq#do-certificates-help",
    "tensorflow certificate": "faq#do-certificates-help",
    "work from home": "faq#can-i-work-remotely",
    "remote": "faq#can-i-work-remotely",
    "H-1B": "methods#prevailing-wages-are-floors-for-visas",
    "visa": "methods#prevailing-wages-are-floors-for-visas",
    "which frameworks": "faq#which-frameworks-should-i-know",
    "pytorch": "faq#which-frameworks-should-i-know",
    "languages used most": "faq#which-languages-are-used-most",
    "demand growth": "faq#will-demand-keep-growing",
    "startup": "sources#table-advertised_remote",
    "hotspot": "cities#which-of-the-ten-are-hotspots",
    "map": "cities#where-are-they-on-the-map",
    "glossary": "methods#what-do-the-terms-mean",
    "uncertainty": "methods#how-is-uncertainty-shown",
    "oews_metro": "sources#table-oews_metro",
    "career change": "compare#compared-with-what-you-do-now",
    "nurse": "compare#compared-with-what-you-do-now",
    "is the degree worth it": "degree#is-the-degree-worth-it",
    "student debt": "degree#what-does-it-cost-and-how-much-debt-is-left",
    "how long does a phd take": "degree#how-long-does-a-doctorate-take-and-what-does-it-pay",
    "is now a good time": "now#is-now-a-good-time",
    "layoffs": "now#is-now-a-good-time",
    "will AI replace programmers": "now#will-software-do-this-work",
    "chatgpt": "now#will-software-do-this-work",
    "who hires": "employers#who-hires",
    "uber": "employers#who-hires",
    "am I too old": "faq#am-i-too-old-to-start",
    "will AI take my job": "faq#will-ai-take-this-work",
    "without a degree": "faq#can-i-do-it-without-a-degree",
    "how long does it take": "faq#how-long-does-it-take",
    "what is my offer worth": "salaries#what-is-your-offer-worth",
}


@pytest.fixture(scope="module")
def searched(browser):
    """The search page from disk, for questions that are put one after another. Faults fail the test that opened it."""
    page, faults = browser.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((HTML / "search.html").as_uri() + "?q=pay")
    page.locator("#search-results a").first.wait_for()  # the index is loaded with the first question
    yield page
    page.close()
    assert faults == []


def ask(page, question: str) -> list[str]:
    """Where the results for a question lead, in the manner of ``FIRST``."""
    page.evaluate(
        """(question) => {
          document.getElementById("search-words").value = question;
          document.querySelector(".search-form").requestSubmit();
        }""",
        question,
    )
    links = page.eval_on_selector_all("#search-results a", "(links) => links.map((link) => link.getAttribute('href'))")
    return [link.removeprefix("book/").replace(".html#", "#") for link in links]


def status(page) -> str:
    return page.locator("#search-status").text_content()


def test_what_is_asked_for_comes_first(searched):
    assert len(FIRST) >= 40
    found = {question: next(iter(ask(searched, question)), status(searched)) for question in FIRST}
    assert found == FIRST


def test_a_state_finds_its_card_its_areas_and_its_rows(searched):
    found = ask(searched, "ohio")
    assert found[:2] == ["place#place.place=Ohio", "places#areas.rows=Ohio"]
    assert {"place#place.place=Columbus%2C+OH", "place#place.place=Toledo%2C+OH"} < set(found)


def test_a_result_of_the_table_shows_the_rows_of_the_state(visit):
    page = visit(HTML / "search.html", "?q=Ohio")
    page.locator("#search-results a").nth(1).click()
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-explorer-table] tbody tr')].some((row) => !row.checkVisibility())"
    )
    shown = page.locator("[data-explorer-table] tbody tr:visible th").all_text_contents()
    assert "Columbus, OH" in shown and "Columbus, GA" not in shown


def test_a_result_of_a_place_shows_its_card(visit):
    page = visit(HTML / "search.html", "?q=columbus+ohio")
    page.locator("#search-results a").first.click()
    page.wait_for_function(
        "() => document.querySelector('[data-explorer-control=\"place\"] input')?.value === 'Columbus, OH'"
    )


@pytest.mark.parametrize("names", search.synonyms(), ids=lambda names: names[0])
def test_each_name_of_a_list_finds_what_the_others_find(searched, names):
    """A list none of whose names is in the book leads nowhere and is of no use."""
    assert [name for name in names if not ask(searched, name)] == []


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("salery", "salary"),
        ("certficate", "certificate"),
        ("pyhton", "python"),
        ("remotee", "remote"),
        ("botcamp", "bootcamp"),
    ],
)
def test_one_slip_is_forgiven_and_said(searched, typed, meant):
    right = ask(searched, meant)
    assert ask(searched, typed)[0] == right[0]
    assert f"No page has “{typed}”: shown for “{meant}”" in status(searched)


def test_a_slip_is_looked_for_only_where_nothing_else_is_found(searched):
    ask(searched, "price")
    assert "shown for" not in status(searched)
    assert ask(searched, "sqk") == [] and ask(searched, "salerry") == []  # three letters; two slips


def test_words_begin_and_all_come_before_some(searched):
    assert ask(searched, "certif")[0] == "faq#do-certificates-help"
    found = ask(searched, "tensorflow certificate zzzyx")
    assert found[0] == "faq#do-certificates-help" and "with some of the words" in status(searched)
    found = ask(
        searched, "interview postings glossary"
    )  # none has all: two words in a text come before one in a heading
    assert found.index("qualifications#do-you-need-mathematics-and-projects") < found.index(
        "methods#what-do-the-terms-mean"
    )
    ask(searched, "columbus ohio")
    assert re.fullmatch(r"1 passage, \d more with some of the words for “columbus ohio”\.", status(searched))


def test_a_whole_word_comes_before_a_beginning(searched):
    found = ask(searched, "visa")
    assert found.index(
        "sources#table-visa_certified" if "sources#table-visa_certified" in found else found[1]
    ) < found.index("place#place.place=Visalia%2C+CA")


def test_nothing_found_offers_words_that_are_there(searched):
    assert ask(searched, "qqsalariesqq") == []
    links = searched.locator("#search-status a")
    assert links.count() == 3 and "Nothing found for “qqsalariesqq”" in status(searched)
    for words in links.all_text_contents():
        assert ask(searched, words), words


def test_a_passage_is_shown_with_its_words_marked(searched):
    ask(searched, "maths")
    first = searched.locator("#search-results > li").first
    assert first.locator("a").text_content() == "Do you need mathematics and projects?"
    assert first.locator(".search-page").text_content() == "What you need"
    assert "mathematics" in [text.lower() for text in first.locator("mark").all_text_contents()]
    ask(searched, "cost of living")
    assert "price level" in [text.lower() for text in searched.locator("#search-results mark").all_text_contents()]


def time_to_answer(page, question: str) -> float:
    """Milliseconds from a question being sent to its answer being written."""
    return page.evaluate(
        """(question) => {
          document.getElementById("search-words").value = question;
          const begin = performance.now();
          document.querySelector(".search-form").requestSubmit();
          return performance.now() - begin;
        }""",
        question,
    )


@pytest.mark.parametrize(
    "question",
    [
        "a" * 10_000,
        "word " * 2_000,
        "<img src=x onerror=alert(1)>" * 400,
        "\\\"'`${}[](.*)+?^|" * 500,
        "ǿ" * 5_000,
        "1,1." * 2_500,
    ],
    ids=["one word", "words", "markup", "signs", "accents", "numbers"],
)
def test_a_question_of_ten_thousand_characters_is_harmless_and_quick(searched, question):
    took = time_to_answer(searched, question)
    assert took < 10 * QUICK
    assert searched.locator(".search-answer :is(img, script)").count() == 0 and len(searched.url) < 2_000


def test_markup_is_text(visit):
    page = visit(HTML / "search.html", "?q=%3Cimg+src%3Dx+onerror%3D%22document.title%3D%27hit%27%22%3E")
    assert "<img src=x onerror=" in page.locator("#search-status").text_content()
    assert page.locator("article img").count() == 0 and page.title() != "hit"


def test_an_answer_is_there_at_once(searched):
    took = {}
    for question in FIRST:
        times = []
        for _ in range(3):  # the machine does other things as well: the best of three
            ask(searched, "")
            times.append(time_to_answer(searched, question))
        took[question] = min(times)
    assert {question: time for question, time in took.items() if time > QUICK} == {}


# ---- the page ----


def test_the_index_comes_with_the_first_question(visit):
    page = visit(HTML / "search.html")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("document.activeElement.blur()")
    assert not page.evaluate("typeof PASSAGES !== 'undefined'")
    page.locator("#search-words").focus()
    page.wait_for_function("() => typeof PASSAGES !== 'undefined'")
    scripts = [url.rpartition("/")[2].partition("?")[0] for url in asked if ".js" in url]
    assert scripts == [search.INDEX]


def test_an_index_that_cannot_be_loaded_is_said_and_asked_for_again(browser):
    page = browser.new_page()
    page.route("**/passages.js*", lambda route: route.abort())
    page.goto((HTML / "search.html").as_uri())
    page.locator("#search-words").fill("Ohio")
    page.keyboard.press("Enter")
    page.locator("#search-status", has_text="could not be loaded").wait_for()
    page.unroute("**/passages.js*")
    page.keyboard.press("Enter")
    page.locator("#search-results a", has_text="Ohio").first.wait_for()
    page.close()


def test_it_answers_while_one_types_and_keeps_the_question_in_the_address(visit):
    page = visit(HTML / "search.html")
    page.locator("#search-words").press_sequentially("attrib")
    page.locator("#search-results a").first.wait_for()
    page.wait_for_function("() => location.search === '?q=attrib'")
    page.locator("#search-words").fill("Ohio")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search === '?q=Ohio'")
    assert page.locator("#search-results a").first.text_content() == "Ohio"
    page.reload()
    assert page.locator("#search-words").input_value() == "Ohio"
    page.locator("#search-results a").first.wait_for()
    page.go_back()
    page.wait_for_function("() => document.getElementById('search-words')?.value === 'attrib'")
    assert page.locator("#search-results a").first.text_content() == "Attribution"


def test_search_of_each_page_leads_there(visit):
    page = visit(HTML / "book" / "faq.html", viewport={"width": 1280, "height": 900})
    page.locator(".sidebar-search").fill("certificate")
    page.locator(".sidebar-search").press("Enter")
    page.locator("#search-results a").first.wait_for()
    assert dict(parse_qsl(urlsplit(page.url).query)) == {"q": "certificate"}
    page.locator(".sidebar-search").fill("glossary")  # that of the search page itself
    page.locator(".sidebar-search").press("Enter")
    page.locator("#search-results a", has_text="What do the terms mean?").wait_for()
    page.keyboard.press("Tab")


def test_the_keyboard_reaches_all_of_it_and_one_region_speaks(visit):
    page = visit(HTML / "search.html")
    assert page.locator("article :is([role=status], [aria-live], [role=alert])").count() == 1
    page.locator("#search-words").focus()
    page.keyboard.type("pay")
    page.keyboard.press("Enter")
    page.locator("#search-more").wait_for()  # the index is a script, loaded with the first question
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Search"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.querySelector('#search-results a')")
    page.locator("#search-more").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement === document.querySelectorAll('#search-results a')[20]")
    page.evaluate("document.querySelectorAll('#search-results a')[0].focus()")
    page.keyboard.press("Enter")
    page.wait_for_url("**/book/**")


def test_without_a_script_it_says_what_to_do(visit):
    page = visit(HTML / "search.html", "?q=Ohio", java_script_enabled=False)
    assert "needs JavaScript" in page.locator("article").text_content()
    chapters = page.locator("article noscript a, article .toctree-l1 a").all_text_contents()
    assert "What it pays" in chapters and len(chapters) == len(check.documents()) - 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("question", ["Ohio", "salary+texas", "qqqzz"])
def test_what_is_found_is_accessible_fits_and_pushes_nothing(visit, question, width, scheme):
    page = visit(
        HTML / "search.html",
        f"?q={question}",
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page.evaluate("""() => {
      window.shift = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => (shift += entry.hadRecentInput ? 0 : entry.value)))
        .observe({ type: "layout-shift", buffered: true });
    }""")
    page.wait_for_function("() => document.getElementById('search-status').textContent")
    page.wait_for_timeout(300)
    assert page.evaluate("shift") < audit.AT_MOST["shift"]
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    options = {"resultTypes": ["violations"], "preload": False}
    violations = Axe().run(page, options=options).response["violations"]
    assert [f"{violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in violations] == []
