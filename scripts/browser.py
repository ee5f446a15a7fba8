"""Find a Chromium or Chrome, or fetch one. Not a command: make pdf, make audit and the tests use it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HELP = "Install Chromium or Chrome (Debian: apt-get install chromium), then run again."


def installed() -> str | None:
    """Path of a browser that is there (environment variable CHROME_PATH first), or None."""
    return os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, NAMES)), None)


def path() -> str | None:
    """Path of a browser; None means Playwright's own build, fetched. LookupError where none can be had."""
    if there := installed():
        return there
    with _alone():  # two test workers would fetch at once, and the second fail
        return installed() or _fetched()


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process of this machine fetches a browser. Where the system has no such lock, go on."""
    with (Path(tempfile.gettempdir()) / "mlcareer-browser.lock").open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fetched() -> str | None:
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
        if there := installed():
            return there
    raise LookupError(f"No browser is there and none could be fetched. {HELP}")
