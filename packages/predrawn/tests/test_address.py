"""What stands in a page's address: kept, corrected, and refused."""

import pytest
from playwright.sync_api import expect

from predrawn import Choice, explore
from predrawn.extension import FOLDER

TOWNS = ["Boston, MA", "Charlotte, NC", "St. Louis, MO", "Winston–Salem, NC", "San Jose, CA", "Austin, TX"]
BELOW = '<p><a href="#end">Further down</a></p><p style="height:200vh"></p><h2 id="end">End</h2><p style="height:200vh"></p>'


def towns(options=tuple(TOWNS)):
    return explore(
        lambda town, size: f"{town} {size}.",
        name="towns",
        town=Choice(options, "Town", kind="select"),
        size=(10, 50, 10),
    )


def sentence(page):
    return page.locator("[data-explorer-sentence]")


def message(page):
    return page.locator(".explorer-message")


def test_the_state_stays_when_a_link_inside_the_page_is_followed(publish, visit):
    path = publish(towns(), below=BELOW)
    page = visit(path)
    page.get_by_label("Town", exact=True).select_option("Austin, TX")
    page.get_by_text("Further down").click()
    page.wait_for_function("location.hash.includes('towns')")
    assert page.evaluate("location.href").endswith("#end&towns.town=Austin%2C+TX")
    expect(page.locator("#end")).to_be_in_viewport()
    expect(sentence(page)).to_have_text("Austin, TX 30.")
    again = visit(path, "#" + page.url.partition("#")[2])  # and leads there
    expect(sentence(again)).to_have_text("Austin, TX 30.")
    expect(again.locator("#end")).to_be_in_viewport()
    page.reload()
    expect(sentence(page)).to_have_text("Austin, TX 30.")
    page.go_back()
    expect(sentence(page)).to_have_text("Austin, TX 30.")
    assert page.evaluate("location.href").endswith("#towns.town=Austin%2C+TX")
    page.go_back()
    expect(sentence(page)).to_have_text("Boston, MA 30.")


def test_a_link_to_a_heading_stays_as_it_is_where_nothing_is_chosen(publish, visit):
    page = visit(publish(towns(), below=BELOW))
    page.get_by_text("Further down").click()
    page.wait_for_function("history.state")
    assert page.evaluate("location.href").endswith("page.html#end")


@pytest.mark.parametrize(
    "asked, shown",
    [
        ("town=Saint Louis, MO", "St. Louis, MO 30."),
        ("town=Winston-Salem NC", "Winston–Salem, NC 30."),
        ("town=Austin-Round Rock, TX", "Austin, TX 30."),
        ("town=San José, CA&towns.size=20", "San Jose, CA 20."),
        ("size=21", "Boston, MA 20."),
        ("size=900", "Boston, MA 50."),
        ("town=austin%2C tx&towns.size=0", "Austin, TX 10."),
    ],
)
def test_an_address_of_another_edition_opens_the_nearest_choice_and_says_so(publish, visit, asked, shown):
    page = visit(publish(towns()), f"#towns.{asked}")
    expect(sentence(page)).to_have_text(shown)
    expect(message(page)).to_contain_text("The address asks for “towns.")
    expect(message(page)).to_contain_text("which is no choice here. The nearest is shown: “")
    assert shown.split(",")[0].split(".")[0].split("–")[0].replace(" ", "+") in page.url or "size=" in page.url
    right = page.url
    page.goto("about:blank")
    page.goto(right)
    expect(sentence(page)).to_have_text(shown)
    expect(message(page)).to_be_hidden()


def test_a_choice_that_could_not_be_shown_is_not_in_the_address(publish, browser, url_of):
    """By itself: the browser logs the missing file as an error, rightly."""
    path = publish(towns())
    for file in (path.parent / FOLDER).glob("*.js"):
        file.unlink()
    page = browser.new_page()
    page.goto(url_of(path) + "#towns.town=Austin%2C+TX")
    expect(message(page)).to_contain_text("its file is missing")
    page.wait_for_function("!location.hash")
    page.get_by_label("Town", exact=True).select_option("Austin, TX")
    expect(page.get_by_label("Town", exact=True)).to_have_value("Boston, MA")
    page.wait_for_function("!location.hash")
    page.close()


@pytest.mark.parametrize(
    "fragment", ["towns.town=" + "x" * 1_900_000, "&".join(f"towns.t{n}={n}" for n in range(50_000))]
)
def test_a_fragment_beyond_reason_is_refused_at_once(publish, visit, firefox, fragment):
    """A browser takes its own time to go there; the script's is measured, from the event to the words."""
    fragment = fragment[:1_000_000] if firefox else fragment  # beyond a megabyte it refuses by itself
    page = visit(publish(towns()))
    page.add_init_script(
        """addEventListener("popstate", () => (window.began ??= performance.now()));
           addEventListener("DOMContentLoaded", () => new MutationObserver(() => (window.ended ??= performance.now()))
             .observe(document.querySelector(".explorer-message"), { childList: true }));"""
    )
    page.reload()
    page.evaluate("fragment => { location.hash = fragment; }", fragment)
    page.wait_for_function("!location.hash")
    expect(message(page)).to_have_text("The address is too long to be read. This is the view the page came with.")
    assert page.evaluate("ended - began") < 1000
    page.get_by_label("Town", exact=True).select_option("Austin, TX")
    expect(sentence(page)).to_have_text("Austin, TX 30.")


def test_nothing_is_stored_and_a_history_that_refuses_is_no_matter(publish, visit):
    page = visit(publish(towns()))
    page.add_init_script(
        """for (const [owner, name] of [[window, "localStorage"], [window, "sessionStorage"], [Document.prototype, "cookie"],
                                       [window, "indexedDB"], [window, "caches"]])
             Object.defineProperty(owner, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
           history.pushState = history.replaceState = () => { throw new DOMException("too often", "SecurityError"); };"""
    )
    page.reload()
    page.get_by_label("Town", exact=True).select_option("Austin, TX")
    expect(sentence(page)).to_have_text("Austin, TX 30.")
    expect(message(page)).to_be_hidden()
