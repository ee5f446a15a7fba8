"""Get a Chromium or Chrome that starts, for the tests, the PDF and the audit: one that is there, else one is fetched.

Prints  what it does, and which browser it is; exit status 1, and one line, where none can be had

    python scripts/run.py browser       (make browser)

In this order: the one in the environment variable CHROME_PATH; one that is there; Playwright's own, fetched where it is
not there yet; as root on Debian, the package chromium. This is the only place that installs a browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

from chores import parser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FETCH = [sys.executable, "-m", "playwright", "install", "chromium"]
INSTALL = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"])


def main(arguments: list[str] | None = None) -> int:
    parser(__name__, __doc__).parse_args(arguments)
    try:
        print(f"Browser: {get()}.", flush=True)
    except LookupError as error:
        print(f"browser: {error}", file=sys.stderr)
        return 1
    return 0


def installed() -> str | None:
    """Path of a browser that is there (environment variable CHROME_PATH first), or None: then only Playwright's own may be."""
    return os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright, *flags: str) -> Browser:
    """Start the browser that is there. LookupError, in one line, where none is or it does not start. Installs nothing."""
    try:
        return playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox", *flags])
    except Error as error:
        raise LookupError(f"No browser starts ({_first_line(error)}). Get one: make browser") from None


def path() -> str:
    """Path of the browser that is there, Playwright's own included. LookupError where none is."""
    there = installed()
    if not there:
        with sync_playwright() as playwright:
            there = playwright.chromium.executable_path
    if not os.path.isfile(there):
        raise LookupError(f"No browser is there ({there} is no file). Get one: make browser")
    return there


def get() -> str:
    """Get a browser that starts; return which it is. LookupError, in one line, where none can be had."""
    there = installed()
    if there and not (fault := _fault()):
        return f"{there}, which is there"
    if there:
        raise LookupError(f"{there} does not start ({fault}). Mend it, or name another in CHROME_PATH.")
    if not _fault():
        return "Playwright's own, which is there"
    print("browser: none is there. Fetching Playwright's own: playwright install chromium", flush=True)
    if not (fault := _run(FETCH) or _fault()):
        return "Playwright's own, fetched"
    if _is_root() and shutil.which("apt-get"):
        print(f"browser: that one cannot be had ({fault}). Installing Debian's: apt-get install chromium", flush=True)
        fault = next(filter(None, map(_run, INSTALL)), "") or _fault()
        if not fault and installed():
            return f"{installed()}, installed"
    raise LookupError(f"none can be had ({fault}). Install Chromium or Chrome, then run again: make browser")


def _fault() -> str:
    """Why the browser that is there does not start; nothing where it does."""
    try:
        with sync_playwright() as playwright:
            launch(playwright).close()
    except LookupError as error:
        return str(error).partition("(")[2].rpartition(")")[0]
    return ""


def _run(command: list[str]) -> str:
    """Run a command that installs; return the last line of what it said against it."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    )
    return ((done.stderr or done.stdout).strip().splitlines() or ["no message"])[-1] if done.returncode else ""


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
