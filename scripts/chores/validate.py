"""Run the Nu validator, the one behind validator.w3.org, over every page of the built book.

Reads    _build/html (or the folder named), scripts/node/package-lock.json
Prints   one line for each error: file, line, what it is; exit status 1 where there is one
Needs    npm, and Java (Debian: apt-get install default-jre-headless)

    python scripts/run.py validate [_build/html]
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import chores
from chores import audit
from chores.building import HTML

VALIDATOR = audit.HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def main(arguments: list[str] | None = None) -> int:
    parser = chores.parser(__name__, __doc__)
    parser.add_argument("html", nargs="?", type=Path, default=HTML)
    html = parser.parse_args(arguments).html
    pages = sorted(html.rglob("*.html"))
    try:
        if not pages:
            raise LookupError(f"no page in {html}. Build the book: make book")
        found = errors(pages)
    except LookupError as error:
        print(f"validate: {error}", file=sys.stderr)
        return 1
    for line in found:
        print(f"validate: {line}", file=sys.stderr)
    if not found:
        print(f"The Nu validator finds no error in {len(pages)} pages.")
    return 1 if found else 0


def errors(pages: list[Path]) -> list[str]:
    """One line for each error that the validator finds in some files. LookupError says what is missing, or what it says instead."""
    java = shutil.which("java")
    if not java:
        raise LookupError("Java is missing. Install it (Debian: apt-get install default-jre-headless).")
    audit.install(VALIDATOR)
    command = [java, "-Xss8m", "-jar", str(VALIDATOR), "--format", "json", "--errors-only", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        messages = json.loads(done.stderr)["messages"]
    except (json.JSONDecodeError, KeyError):
        raise LookupError((done.stderr.strip().splitlines() or ["the validator said nothing"])[-1]) from None
    return [
        f"{Path(unquote(urlsplit(said.get('url', '')).path)).name}, line {said.get('lastLine', '?')}: {said['message']}"
        for said in messages
        if said["type"] != "info"
    ]
