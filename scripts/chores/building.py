"""Where the book lies, and how to build it as anybody would. Chores and tests share it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from mlcareer.settings import ROOT

BOOK = ROOT / "book"
HTML = ROOT / "_build" / "html"

#: jupyter-book by this Python: its own first line names the folder that it was installed into, not one that was copied.
COMMAND = [sys.executable, str(Path(sys.executable).parent / "jupyter-book"), "build"]


def build(folder: Path, *options: str, environment: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run ``jupyter-book build .`` in ``folder``; return its exit status and all that it printed.

    ``environment``: the environment variables of the build, if they are not those of this process.
    """
    done = subprocess.run(
        [*COMMAND, ".", *options], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def build_or_stop(folder: Path, *options: str) -> None:
    """Build, or print what the build printed and raise LookupError."""
    status, printed = build(folder, *options)
    if status:
        print(printed, file=sys.stderr)
        raise LookupError("the book could not be built; what it printed stands above")
