"""How drawing, which happens in a chapter's kernel, tells the build of the book how far it is and what failed.

The extension puts the path of a file into the environment variable ``CHANNEL``; kernels inherit it. Its being there also
says that a book is being built.
"""

from __future__ import annotations

import json
import os

CHANNEL = "EXPLORE_BOOK_BUILD"


def building() -> bool:
    """Is a book being built?"""
    return CHANNEL in os.environ


def report(name: str, done: int, total: int) -> None:
    """Note that ``done`` of ``total`` states are drawn; at the end, and on the way every hundred."""
    if done == total or done % 100 == 0:
        _write({"name": name, "done": done, "total": total})


def fault(message: str) -> None:
    """Note why an explorer cannot be published: a failed cell alone does not fail every book."""
    _write({"fault": message})


def _write(line: dict) -> None:
    if channel := os.environ.get(CHANNEL):
        with open(channel, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
