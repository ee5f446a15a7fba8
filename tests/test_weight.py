"""What a page asks for: nothing from another host, in no state, and not much."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import HOST, HTML, PAGES, PREFIX

from chores import audit

#: Bytes of a first view before compression, scripts and styles included.
MOST = audit.AT_MOST["KiB"] * 1024
#: What the pages weigh on average, at most.
AVERAGE = 220 * 1024


def weight(visit, name: str) -> tuple[int, list[str]]:
    """Bytes that the first view of a page on a phone asks for, and the files."""
    asked = []
    page = visit(HTML / name, viewport={"width": 412, "height": 823}, seen=asked)
    page.wait_for_load_state("load")
    page.wait_for_timeout(100)
    files = [
        HTML / url.removeprefix(HOST + PREFIX).partition("?")[0] if url.startswith(HOST) else local(url)
        for url in asked
    ]
    return sum(path.stat().st_size for path in files), [path.name for path in files]


def local(url: str) -> Path:
    return Path(unquote(urlsplit(url).path))


def test_pages_are_light(visit):
    weights = {name: weight(visit, name)[0] for name in PAGES}
    assert {name: size for name, size in weights.items() if size > MOST} == {}
    assert sum(weights.values()) / len(weights) < AVERAGE


@pytest.mark.parametrize("name", PAGES)
def test_no_state_of_a_page_asks_another_host(visit, name):
    """``visit`` fails the test on a request to a host. Here all that can be opened is opened, and the page is read to its end."""
    page = visit(HTML / name, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    for button in page.locator(".theme-toggle:visible, .csv:visible").all()[:6]:
        button.click()
    for _ in range(40):
        page.mouse.wheel(0, 2000)
    page.wait_for_timeout(200)
    assert page.evaluate(
        "performance.getEntriesByType('resource').every((entry) => !/^https?:..(?!book.test)/.test(entry.name))"
    )
