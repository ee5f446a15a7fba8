"""What several tests share: the paths, a copy of the tables that may be spoiled, and the scripts as modules."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mlcareer import data

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))


@pytest.fixture
def tables(tmp_path, monkeypatch) -> Path:
    """A folder with a copy of all tables, used in place of data/ until the test ends."""
    copy = tmp_path / "data"
    copy.mkdir()
    for path in [*data.folder().glob("*.csv"), data.folder() / data.DESCRIPTOR]:
        shutil.copy(path, copy)
    monkeypatch.setenv("MLCAREER_DATA", str(copy))
    return copy


@pytest.fixture(scope="session")
def browser():
    """A real browser without a network: a Chromium or Chrome that is there, else one that can be had.

    Fails, and never skips, where neither is possible: what a page does can only be tested in a browser.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        try:
            found = playwright.chromium.launch(
                executable_path=_chromium(), args=["--no-sandbox", "--disable-background-networking"]
            )
        except Exception as error:
            pytest.fail(f"The browser does not start: {str(error).splitlines()[0]}. {BROWSER_HELP}")
        yield found
        found.close()


BROWSER_HELP = "Install Chromium or Chrome (Debian: apt-get install chromium), then run again."


def _chromium() -> str | None:
    """Path of a browser; None means Playwright's own build, fetched."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"):
        if path := shutil.which(name):
            return path
    fetched = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, check=False
    )
    if fetched.returncode == 0:
        return None
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(
                command, capture_output=True, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            )
        if path := shutil.which("chromium"):
            return path
    pytest.fail(f"No browser is there and none could be fetched. {BROWSER_HELP}")


@pytest.fixture
def visit(browser):
    """A function that opens a file from disk with the network cut and returns the page; faults fail the test."""
    faults, contexts = [], []

    def open_page(path: Path, fragment: str = "", **options):
        context = browser.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda asked: faults.append(asked.url) if not asked.url.startswith(("file:", "data:", "blob:")) else None,
        )
        page.goto(path.resolve().as_uri() + fragment)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
