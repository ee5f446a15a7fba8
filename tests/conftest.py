"""What several tests share: the paths, a copy of the tables that may be spoiled, and a browser."""

import os
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from chores import browser as finder
from chores import check, prove
from chores.building import HTML
from mlcareer import metros
from mlcareer.occupations import DATA_SCIENTISTS
from mlcareer.settings import ROOT

#: The pages of the built book: the chapters and those that no notebook stands behind.
PAGES = [f"{name}.html" for name in (*check.documents(), "search", "404")]

#: For a test that calls make: what make test itself told its children is not for that one.
BY_ITSELF = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}


def named_areas():
    """Data scientists in the nine areas of the article's places."""
    jobs = metros.figures(DATA_SCIENTISTS)
    return jobs[metros.is_named(jobs)]


@pytest.fixture
def tables(tmp_path, monkeypatch) -> Path:
    """A folder with a copy of all tables, used in place of data/ until the test ends."""
    copy = tmp_path / "data"
    prove.copy_data(copy)
    monkeypatch.setenv("MLCAREER_DATA", str(copy))
    return copy


#: Playwright drives a stock Firefox through this script: the controls' tests do so, too.
BETWEEN = ROOT / "packages" / "predrawn" / "tests" / "firefox.py"


def firefox_from(playwright, folder: Path, **options):
    """Start the Firefox that is there; the test is skipped where none is. ``folder`` is one for a script."""
    there = shutil.which("firefox-esr") or shutil.which("firefox")
    if not there:
        pytest.skip("There is no Firefox here: apt install firefox-esr")
    script = folder / "firefox"  # Playwright wants one executable file
    script.write_text(f"#!/bin/sh\nexec '{sys.executable}' '{BETWEEN}' '{there}' \"$@\"\n")
    script.chmod(0o755)
    return playwright.firefox.launch(channel="moz-firefox", executable_path=script, **options)


@pytest.fixture(scope="session")
def playwright():
    """What drives browsers: one, since a second one in the same thread is refused."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright):
    """A real browser without a network: a Chromium or Chrome that is there. None is installed here: that is make browser.

    Fails, and never skips, where there is none: what a page does can only be tested in a browser.
    """
    try:
        chromium = finder.launch(playwright, "--disable-background-networking")
    except LookupError as error:
        pytest.fail(str(error))
    yield chromium
    chromium.close()


#: The book's address, if it has one, and the path of its folder there: tests hold with and without.
ADDRESS = os.environ.get("BOOK_ADDRESS") or yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8")).get("url") or ""
PREFIX = f"{urlsplit(ADDRESS).path.rstrip('/')}/"

#: Where a page is visited that only works on a server: no such host is asked, the files are handed to the browser.
HOST = "http://book.test"


@pytest.fixture
def visit(browser):
    """A function that opens a file from disk with the network cut and returns the page; faults fail the test.

    ``seen`` is a list that each address asked for is added to. The page for "not found" asks for files by the address of its host, so it is handed to the browser as from one.
    """
    faults, contexts = [], []

    def hand(route):
        path = HTML / route.request.url.removeprefix(HOST + PREFIX).partition("?")[0]
        route.fulfill(path=path) if path.is_file() else route.fulfill(status=404)

    def open_page(path: Path, fragment: str = "", seen: list | None = None, **options):
        if not path.is_file():
            pytest.fail(f"{path} is not there. First: jupyter-book build . (or make book)")
        context = browser.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda asked: (
                faults.append(asked.url) if not asked.url.startswith(("file:", "data:", "blob:", HOST)) else None
            ),
        )
        if seen is not None:
            page.on("request", lambda asked: seen.append(asked.url))
        address = path.resolve().as_uri()
        if path.name == "404.html":
            page.route(f"{HOST}/**", hand)
            address = f"{HOST}{PREFIX}404.html"
        page.goto(address + fragment)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
