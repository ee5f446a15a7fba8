"""Find a Chromium or Chrome, or fetch one. Not a command: make pdf, make audit and the tests use it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HELP = "Install Chromium or Chrome (Debian: apt-get install chromium), then run again."


def found() -> str | None:
    """Path of a browser that is there (environment variable CHROME_PATH first), or None."""
    return os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, NAMES)), None)


def path() -> str | None:
    """Path of a browser; None means Playwright's own build, fetched. LookupError where none can be had."""
    if there := found():
        return there
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
        if there := found():
            return there
    raise LookupError(f"No browser is there and none could be fetched. {HELP}")
