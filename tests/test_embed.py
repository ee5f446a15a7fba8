"""Explorers by themselves, inside another site's page."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from conftest import HTML, PAGES
from playwright.sync_api import expect
from test_publishing import policies

from chores import audit
from mlcareer.site import soundness

#: Explorer -> the chapter that it stands in.
EXPLORERS = {
    figure["data-explorer"]: name
    for name in PAGES
    for figure in BeautifulSoup((HTML / name).read_text("utf-8"), "html.parser").select("figure[data-explorer]")
}

#: Bytes that an embedded explorer asks for before a choice, at most.
MOST = 190 * 1024


def embedded(name: str):
    return HTML / "embed" / f"{name}.html"


def test_each_explorer_has_a_page_and_no_other():
    assert len(EXPLORERS) >= 6
    assert {path.stem for path in (HTML / "embed").iterdir()} == set(EXPLORERS)
    assert {f"embed/{name}.html" for name in EXPLORERS} <= json.loads((HTML / soundness.MANIFEST).read_text()).keys()


@pytest.mark.parametrize("name", EXPLORERS)
def test_it_holds_the_explorer_of_its_chapter_and_leads_there(name):
    page = BeautifulSoup(embedded(name).read_text("utf-8"), "html.parser")
    chapter = BeautifulSoup((HTML / EXPLORERS[name]).read_text("utf-8"), "html.parser")
    assert page.select_one("figure[data-explorer]") == chapter.select_one(f"figure[data-explorer={name}]")
    assert page.select_one("figure > .source").text.strip() and not page.select(
        "nav, form.search-form, script:not([src])"
    )
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.base["href"] == f"../{EXPLORERS[name]}" and page.base["target"] == "_blank"
    assert chapter.h1.find(string=True) in page.select_one("main > .source").text
    assert f"embed/{name}" not in (HTML / "_static" / "passages.js").read_text("utf-8")


@pytest.mark.parametrize("name", EXPLORERS)
def test_it_is_whole_light_and_accessible(visit, name):
    asked = []
    page = visit(embedded(name), viewport={"width": 390, "height": 700}, seen=asked)
    expect(page.locator("form > fieldset")).to_be_enabled()
    files = [HTML / url.partition("_build/html/")[2] for url in asked]
    assert sum(path.stat().st_size for path in files) < MOST
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    violations = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    assert [f"{violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in violations] == []


def code(page, name: str) -> str:
    """What a reader copies below an explorer."""
    page.locator(f"figure[data-explorer={name}]").get_by_role("button", name="Embed").click()
    box = page.locator(f"figure[data-explorer={name}] .cite:visible pre")
    expect(box).to_have_count(1)
    return box.text_content()


def test_a_copy_on_a_disk_says_that_its_address_is_to_be_put_in(visit):
    page = visit(HTML / EXPLORERS["offer"])
    frame = BeautifulSoup(code(page, "offer"), "html.parser").iframe
    assert frame["src"] == "https://address-of-the-report.example/embed/offer.html" and frame["title"].endswith("?")
    expect(page.get_by_role("button", name="then put the address in")).to_be_visible()


def test_the_code_shows_what_was_chosen_inside_another_site(browser, tmp_path):
    """The report is served with the headers of README.md, the other site from another port."""
    all_pages, alone = policies()
    page, faults = browser.new_page(), []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    with (
        audit.served(HTML, {"Content-Security-Policy": alone}) as open_address,
        audit.served(HTML, {"Content-Security-Policy": all_pages}) as address,
        audit.served(tmp_path) as other,
    ):
        page.goto(f"{address}/book/cities.html#city.least=100&map")
        copied = code(page, "city")
        assert f"{address}/embed/city.html#city.least=100" in copied and "&map" not in copied.replace("&amp;", "&")
        head = "<!doctype html><title>x</title><link rel=icon href='data:,'>"
        (tmp_path / "own.html").write_text(head + copied.replace(address, open_address))
        (tmp_path / "kept.html").write_text(head + copied)
        page.goto(f"{other}/own.html")
        inside = page.frame_locator("iframe")
        expect(inside.get_by_label("100", exact=True)).to_be_checked()
        sentence = inside.locator("[data-explorer-sentence]").first
        before = sentence.inner_text()
        inside.locator("select").first.select_option(index=2)
        expect(sentence).not_to_have_text(before)
        link = inside.locator("main > .source a").first
        assert link.evaluate("link => link.href") == f"{open_address}/book/cities.html"
        assert faults == []
        page.goto(f"{other}/kept.html")
        page.wait_for_timeout(300)
        assert "frame-ancestors" in "".join(faults)
    page.close()


def test_links_inside_lead_to_the_chapter(visit):
    page = visit(embedded("self-check"))
    link = page.locator("[data-explorer-view] a[href^='#']").first
    assert link.evaluate("link => link.href").partition("#")[0].endswith("/" + EXPLORERS["self-check"])
