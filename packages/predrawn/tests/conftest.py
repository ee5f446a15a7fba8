"""A browser without a network; and pages with explorers, made without a book: what the extension does, by hand."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

from predrawn import carrier, extension, progress

#: Browsers that may be there, by their commands; else Playwright's own: playwright install chromium.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="session")
def browser():
    """A Chromium or Chrome: the one in the environment variable CHROME_PATH, one that is there, or Playwright's own."""
    there = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(
                executable_path=there, args=["--no-sandbox", "--disable-background-networking"]
            )
        except Error as error:
            pytest.fail(f"No browser starts: {str(error).splitlines()[0]}. First: playwright install chromium")
        yield started
        started.close()


@pytest.fixture
def visit(browser):
    """A function that opens a file from disk with the network cut and returns the page; faults fail the test.

    ``seen`` is a list that each address asked for is added to.
    """
    faults, contexts = [], []

    def open_page(path: Path, fragment: str = "", seen: list | None = None, **options):
        context = browser.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(("file:", "data:", "blob:")) else faults.append(asked.url),
        )
        if seen is not None:
            page.on("request", lambda asked: seen.append(asked.url))
        page.goto(path.resolve().as_uri() + fragment)
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
