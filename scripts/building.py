"""Build a book as anybody would. Not a command: scripts and tests use it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def build(folder: Path, *options: str) -> tuple[int, str]:
    """Run ``jupyter-book build .`` in ``folder``; return its exit status and all that it printed."""
    command = [str(Path(sys.executable).parent / "jupyter-book"), "build", ".", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def build_or_stop(folder: Path, *options: str) -> None:
    """Build, or print what the build printed and raise LookupError."""
    status, printed = build(folder, *options)
    if status:
        print(printed, file=sys.stderr)
        raise LookupError("the book could not be built; what it printed stands above")
