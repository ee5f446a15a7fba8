"""The chores, one module each: its first line says what it does, and its ``main(arguments)`` does it.

This file asks for nothing but Python itself: some chores run where nothing of the report's environment is.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import importlib
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def names() -> list[str]:
    """The chores. A module without ``main`` is one that they share."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*.py"))}
    return [name for name, text in texts.items() if re.search(r"^def main\(", text, re.MULTILINE)]


def summary(name: str) -> str:
    """What a chore does: the first line of its description."""
    text = (HERE / f"{name}.py").read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(text)) or "").splitlines()[0]


def run(arguments: list[str]) -> int:
    """Run the chore that is named first, with the other arguments; return its exit status. Without a name, list them."""
    known = names()
    if not arguments or arguments[0] in ("-h", "--help"):
        print("python scripts/run.py NAME [its own options; --help says which]\n")
        for name in known:
            print(f"  {name:{max(map(len, known))}}  {summary(name)}")
        return 0
    name, *rest = arguments
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        meant = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
        print(f"run: there is no chore {name!r}. {meant}", file=sys.stderr)
        return 2
    try:
        chore = importlib.import_module(f"chores.{name}")
    except ModuleNotFoundError as error:
        print(
            f"run: this Python has no {error.name}, which {name} needs. Use the one that make installs into: "
            f".venv/bin/python scripts/run.py {name}",
            file=sys.stderr,
        )
        return 2
    return chore.main(rest)


def parser(module: str, description: str | None) -> argparse.ArgumentParser:
    """What reads a chore's arguments: for its ``__name__`` and ``__doc__``."""
    return argparse.ArgumentParser(
        prog=f"python scripts/run.py {module.rpartition('.')[2]}", description=(description or "").splitlines()[0]
    )
