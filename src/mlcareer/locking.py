"""One process at a time in a folder: a lock that the system gives back when its holder ends, however it does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

try:
    import fcntl
except ImportError:  # Windows has no such locks; there, who builds twice at once is not told
    fcntl = None  # type: ignore[assignment]


class Busy(Exception):
    """Another process holds the lock. The message says where, and which."""


def take(path: Path, busy: str) -> TextIO:
    """Take the lock in the file ``path``; it is held until the file returned is closed, or this process ends.

    Raises Busy where another process has it; its message begins with ``busy``.
    """
    file = path.open("a+", encoding="utf-8")
    if fcntl is None:
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        other = file.read().strip()
        file.close()
        raise Busy(f"{busy}{f' (process {other})' if other else ''}. Wait until it has ended, and try again.") from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


@contextmanager
def alone(path: Path, busy: str) -> Iterator[None]:
    """Hold the lock in the file ``path`` for a while. Raises Busy as ``take`` does."""
    file = take(path, busy)
    try:
        yield
    finally:
        file.close()
