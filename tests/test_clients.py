"""Browsers as people have them: cookies blocked, forced colors, no JavaScript, no clipboard, old. And markup that is sound."""

import json
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from conftest import HTML, PAGES, firefox_from
from playwright.sync_api import expect

from chores import audit, validate
from chores import browser as finder

BOOK = HTML / "book"


def theme(page) -> str:
    return page.evaluate("document.body.dataset.theme")


def toggle(page) -> list[str]:
    """What the button makes of the theme, at three clicks."""
    button, seen = page.locator(".theme-toggle-content .theme-toggle"), [theme(page)]
    for _ in range(3):
        button.click()
        seen.append(theme(page))
    return seen


def faults_of(page) -> list[str]:
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    return faults


@pytest.fixture(scope="module")
def address():
    with audit.served(HTML) as served:
        yield served


def test_the_theme_changes_where_cookies_are_blocked(address, tmp_path, playwright):
    (tmp_path / "Default").mkdir()
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(blocked))
    context = playwright.chromium.launch_persistent_context(
        tmp_path, executable_path=finder.installed(), args=["--no-sandbox"]
    )
    page = context.new_page()
    faults = faults_of(page)
    page.goto(f"{address}/book/index.html")
    # The page has its stand-in; what the browser says itself is asked for in a frame without a script.
    page.evaluate("document.body.append(document.createElement('iframe'))")
    assert (
        page.evaluate("(() => { try { frames[0].localStorage } catch (error) { return error.name } })()")
        == "SecurityError"
    )
    assert toggle(page) == ["auto", "dark", "light", "auto"]
    context.close()
    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize("preference", [{"network.cookie.cookieBehavior": 2}, {"dom.storage.enabled": False}])
def test_the_theme_changes_in_a_firefox_that_keeps_nothing(address, tmp_path, playwright, preference):
    firefox = firefox_from(playwright, tmp_path, firefox_user_prefs=preference)
    page = firefox.new_page()
    faults = faults_of(page)
    page.goto(f"{address}/book/index.html")
    assert toggle(page) == ["auto", "dark", "light", "auto"]
    firefox.close()
    assert faults == []


def test_the_theme_is_kept_where_it_can_be(visit):
    page = visit(BOOK / "index.html", viewport={"width": 1280, "height": 900})
    assert toggle(page)[1] == "dark"
    page.locator(".theme-toggle-content .theme-toggle").click()
    page.reload()
    assert theme(page) == "dark"


# ---- forced colors ----

#: Every color of a picture, and every one in the picture behind an element: all are to be of the system's palette.
STRANGE = """() => {
  const known = new Set();
  const probe = document.body.appendChild(document.createElement("i"));
  for (const name of ["Canvas", "CanvasText", "GrayText", "LinkText", "transparent"]) {
    probe.style.color = name;
    known.add(getComputedStyle(probe).color);
  }
  probe.remove();
  const colors = (words) => words.match(/rgba?\\([^)]*\\)/g) ?? [];
  const used = [...document.querySelectorAll("article *")].filter((one) => one.checkVisibility()).flatMap((one) => {
    const { fill, stroke, backgroundImage } = getComputedStyle(one);
    return colors(one.closest("svg.chart-svg") ? `${fill} ${stroke} ${backgroundImage}` : backgroundImage);
  });
  return [...new Set(used)].filter((color) => !known.has(color));
}"""


@pytest.mark.parametrize("chosen", ["light", "dark"])
@pytest.mark.parametrize("name", ["salaries", "cities", "place"])
def test_forced_colors_leave_no_color_of_the_book(visit, name, chosen):
    page = visit(BOOK / f"{name}.html", forced_colors="active", color_scheme="dark")
    page.evaluate("(chosen) => (document.body.dataset.theme = chosen)", chosen)
    page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    assert page.evaluate(STRANGE) == []


# ---- no JavaScript ----


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_no_page_promises_what_needs_it(visit, name):
    page = visit(HTML / name, java_script_enabled=False)
    seen = page.locator("body").inner_text()
    for promise in ("to sort", "Type to", "Type a", "controls work", "controls below"):
        assert promise not in seen, promise


def test_with_javascript_the_page_says_how_rows_are_found(visit):
    expect(visit(BOOK / "places.html").locator(".on-screen", has_text="Click a heading to sort")).to_be_visible()


# ---- links beside states ----


def links_beside_states(page, address):
    """A link to a heading leads there, and leaves what is chosen; both are in the address, and found again."""
    page.goto(f"{address}/book/salaries.html#offer.place=Boston%2C+MA")
    sentence = page.locator("#explorer-offer [data-explorer-sentence]:has-text('Half of')")
    expect(sentence).to_contain_text("Boston, MA")
    heading = page.locator("h2", has_text="How much does the place matter?")
    heading.hover()
    heading.locator(".headerlink").click()
    for _ in range(2):
        expect(heading).to_be_in_viewport()
        expect(sentence).to_contain_text("Boston, MA")
        assert page.url.endswith("#how-much-does-the-place-matter&offer.place=Boston%2C+MA")
        page.reload()
    page.go_back()
    expect(sentence).to_contain_text("Boston, MA")
    assert page.url.endswith("#offer.place=Boston%2C+MA")


def test_links_lead_beside_states(browser, address):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    links_beside_states(page, address)
    page.close()


@pytest.mark.slow
def test_links_lead_beside_states_in_firefox(playwright, address, tmp_path):
    firefox = firefox_from(playwright, tmp_path)
    links_beside_states(firefox.new_page(viewport={"width": 1280, "height": 900}), address)
    firefox.close()


# ---- nothing that is not asked for ----


@pytest.mark.parametrize("name", PAGES)
def test_no_page_lets_another_be_fetched_before_it_is_asked_for(name):
    """Firefox does so for rel=next, against the policy: it writes an error, and a reader pays for a page that nobody opened."""
    page = BeautifulSoup((HTML / name).read_text("utf-8"), "html.parser")
    kinds = {kind for link in page.select("link[rel]") for kind in link["rel"]}
    assert not kinds & {"next", "prev", "prefetch", "prerender", "preconnect", "dns-prefetch"}


# ---- what cannot be copied or saved ----


@pytest.mark.parametrize(
    "cell, button", [("map", "Save as SVG"), ("map", "Download as CSV"), ("explorer-city", "Save as PNG")]
)
def test_what_cannot_be_saved_says_so_and_where_it_is(visit, cell, button):
    page = visit(BOOK / "cities.html")
    page.evaluate("() => { URL.createObjectURL = undefined; }")
    given = []
    page.on("download", lambda download: given.append(download))
    place = page.locator(f"#{cell}")
    place.get_by_role("button", name=button).first.click()
    status = place.locator(".furniture [role=status], .explorer-foot [role=status]").first
    expect(status).to_contain_text(f"cannot save that. It stands at {page.url}#{cell}")
    assert given == []


def test_a_browser_that_draws_nothing_saves_no_png(visit):
    """One that guards its reader against being told by its canvas gives an empty one."""
    page = visit(BOOK / "cities.html")
    page.evaluate("() => { HTMLCanvasElement.prototype.toDataURL = () => 'data:,'; }")
    page.locator("#map").get_by_role("button", name="Save as PNG").click()
    expect(page.locator("#map .furniture [role=status]")).to_contain_text("cannot save that")
    with page.expect_download():
        page.locator("#map").get_by_role("button", name="Save as SVG").click()


def test_what_cannot_be_copied_says_so(visit):
    page = visit(BOOK / "cities.html")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator("#map").get_by_role("button", name="Copy link").click()
    expect(page.locator("#map .furniture [role=status]")).to_have_text(
        f"This browser does not let the page copy. Copy it by hand: {page.url}#map"
    )


# ---- markup ----


def twice(ids) -> list[str]:
    return [name for name, count in Counter(ids).items() if count > 1]


@pytest.mark.parametrize("name", PAGES)
def test_no_id_stands_twice_on_a_page(visit, name):
    page = BeautifulSoup((HTML / name).read_text("utf-8"), "html.parser")
    assert twice(element["id"] for element in page.select("[id]")) == []
    live = visit(HTML / name)
    assert twice(live.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")) == []


def test_an_id_that_stands_twice_is_seen():
    assert twice(["a", "b", "a"]) == ["a"]


def test_the_validator_says_file_line_and_fault(tmp_path, monkeypatch):
    said = {"type": "error", "url": "file:/x/a%20b.html", "lastLine": 3, "message": "Duplicate ID “a”."}
    answer = json.dumps({"messages": [said, said | {"type": "info"}]})
    monkeypatch.setattr(validate.audit, "install", lambda tool: None)
    monkeypatch.setattr(validate.shutil, "which", lambda name: "java")
    done = type("Done", (), {"stderr": answer})
    monkeypatch.setattr(validate.subprocess, "run", lambda *_, **__: done)
    assert validate.errors([tmp_path]) == ["a b.html, line 3: Duplicate ID “a”."]


def test_what_the_validator_needs_is_named(tmp_path, monkeypatch, capsys):
    assert validate.main([str(tmp_path)]) == 1
    assert "no page in" in capsys.readouterr().err
    (tmp_path / "a.html").touch()
    monkeypatch.setattr(validate.shutil, "which", lambda name: None)
    assert validate.main([str(tmp_path)]) == 1
    assert "Java is missing" in capsys.readouterr().err
