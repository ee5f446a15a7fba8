"""A browser without a network; and pages with explorers, made without a book: what the extension does, by hand.

``pytest --firefox`` runs the same tests in Firefox, ``pytest --http`` opens the same pages from a server of this machine's.
"""

import os
import shutil
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Error, sync_playwright

from predrawn import carrier, extension, progress

#: Browsers that may be there, by their commands; else Playwright's own: playwright install chromium.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


#: Firefox, by its commands.
FIREFOXES = ("firefox-esr", "firefox")

#: What WebDriver BiDi cannot tell Firefox to be or to do.
NOT_TOLD = {"java_script_enabled", "forced_colors", "has_touch"}


def pytest_addoption(parser):
    parser.addoption("--firefox", action="store_true", help="in a stock Firefox instead of Chromium")
    parser.addoption("--http", action="store_true", help="pages over http instead of from disk")


def pytest_collection_modifyitems(config, items):
    """Of another browser, or of http, those tests alone that open a page."""
    if config.getoption("--firefox", False) or config.getoption("--http", False):
        config.hook.pytest_deselected(items=[item for item in items if "browser" not in item.fixturenames])
        items[:] = [item for item in items if "browser" in item.fixturenames]


@pytest.fixture(scope="session")
def firefox(request) -> bool:
    """Do the tests run in Firefox?"""
    return request.config.getoption("--firefox", False)


@pytest.fixture(scope="session")
def browser(firefox, tmp_path_factory):
    """A Chromium or Chrome: the one in the environment variable CHROME_PATH, one that is there, or Playwright's own; or Firefox."""
    with sync_playwright() as playwright:
        try:
            started = _firefox(playwright, tmp_path_factory.mktemp("firefox")) if firefox else _chromium(playwright)
        except Error as error:
            pytest.fail(f"No browser starts: {str(error).splitlines()[0]}. First: playwright install chromium")
        yield started
        started.close()


def _chromium(playwright):
    there = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return playwright.chromium.launch(executable_path=there, args=["--no-sandbox", "--disable-background-networking"])


def _firefox(playwright, folder: Path):
    there = next(filter(None, map(shutil.which, FIREFOXES)), None)
    if not there:
        pytest.fail("There is no Firefox here: apt install firefox-esr")
    script = folder / "firefox"  # with firefox.py between: Playwright wants one executable file
    script.write_text(
        f"#!/bin/sh\nexec '{sys.executable}' '{Path(__file__).with_name('firefox.py')}' '{there}' \"$@\"\n"
    )
    script.chmod(0o755)
    return playwright.firefox.launch(channel="moz-firefox", executable_path=script)


class _Quiet(SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/favicon.ico":  # which browsers ask for by themselves
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def served(request, tmp_path_factory):
    """A server of the folder of all temporary files, or None where pages are opened from disk."""
    if not request.config.getoption("--http", False):
        yield None
        return
    root = tmp_path_factory.getbasetemp()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=root))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", root
    server.shutdown()
    server.server_close()


@pytest.fixture
def url_of(served):
    """A function: from a file to the address at which a browser opens it."""
    return lambda path: served[0] + str(path.relative_to(served[1])) if served else path.resolve().as_uri()


@pytest.fixture
def visit(browser, firefox, served, url_of):
    """A function that opens a file with the network cut and returns the page; faults fail the test."""
    faults, contexts = [], []
    own = ("file:", "data:", "blob:", *([served[0]] if served else ()))

    def open_page(path: Path, fragment: str = "", **options):
        if firefox and NOT_TOLD & options.keys():
            pytest.skip(f"Firefox cannot be told: {', '.join(NOT_TOLD & options.keys())}")
        context = browser.new_context(offline=not served, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(own) else faults.append(asked.url),
        )
        page.goto(url_of(path) + fragment)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def publishing(tmp_path, monkeypatch):
    """As if a book were being built: every explorer made from now on is drawn in all its states."""
    channel = tmp_path / "channel.jsonl"
    channel.touch()
    monkeypatch.setenv(progress.CHANNEL, str(channel))
    return channel


@pytest.fixture
def publish(tmp_path, publishing):
    """A function that writes a page with the explorers given, as a book would hold them, and returns its path."""

    def write(*explorers, below: str = ""):
        html = tmp_path / "html"
        static = html / "_static"
        static.mkdir(parents=True, exist_ok=True)
        for name in ("explore.js", "explore.css"):
            shutil.copy(extension.STATIC / name, static)
        bodies, states = [], {}
        for explorer in explorers:
            markup, own = carrier.take(explorer._repr_mimebundle_()["text/html"])
            bodies.append(markup)
            states |= own
        below, own = carrier.take(below)
        extension.write_states(html, states | own)
        path = html / "page.html"
        path.write_text(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>'
            '<meta name="viewport" content="width=device-width">'
            '<link rel="stylesheet" href="_static/explore.css"><script defer src="_static/explore.js"></script></head>'
            f"<body><h1>Page</h1>{''.join(bodies)}{below}</body></html>",
            encoding="utf-8",
        )
        return path

    return write
