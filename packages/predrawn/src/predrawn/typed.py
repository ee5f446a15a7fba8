"""What readers type: words that narrow a long list of choices, and numbers that are taken to the nearest step.

The live face uses these functions; the script of a page does the same in its own language, and the tests hold the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .controls import Control

_NUMBER = re.compile(r"[^\d.−-]*([−-]?)[^\d.−-]*(\d+\.?\d*|\.\d+)\s*(k\b)?\D*", re.I)
_INSIDE = re.compile(r"(?<=\d)[\s,]+(?=\d)")  # of a number that is written in groups


def words(text: str) -> list[str]:
    """The words of a text without capitals, accents and punctuation: ``St. Louis, MO`` has ``st``, ``louis``, ``mo``."""
    letters = [
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not unicodedata.category(letter).startswith("M") and letter not in "'’."
    ]
    plain = "".join(letters).lower()
    return "".join(
        letter if unicodedata.category(letter)[0] in "LN" or letter in "+#" else " " for letter in plain
    ).split()


def matches(control: Control, text: str) -> list[int]:
    """Choices that have, for each word typed, a word that begins with it, in label, aliases or hint; exact names first."""
    asked = words(text)
    own = [words(" ".join(part)) for part in rows(control)]
    exact = named(control, text)
    found = [at for at, have in enumerate(own) if all(any(one.startswith(word) for one in have) for word in asked)]
    return exact + [at for at in found if at not in exact]


def named(control: Control, text: str) -> list[int]:
    """Choices whose label or alias is this text, as far as letters and digits go; nothing names a choice such as “–”, for none."""
    asked = words(text)
    return [
        at
        for at, (label, _, *aliases) in enumerate(rows(control))
        if asked in [words(name) for name in (label, *aliases)]
    ]


def rows(control: Control) -> list[list[str]]:
    """For each choice its label, its hint and its aliases, as they travel."""
    return [[label, control.hints.get(label, ""), *control.aliases.get(label, ())] for label in control.labels]


def number(text: str) -> float | None:
    """The number in a text: ``165,000``, ``$165k`` and ``165000 a year`` are 165000; None where there is none, or two."""
    found = _NUMBER.fullmatch(_INSIDE.sub("", text.strip()))
    if not found:
        return None
    size = float(found[2]) * (1000 if found[3] else 1)
    return -size if found[1] else size


def nearest(labels: Sequence[str], text: str) -> tuple[int | None, str]:
    """The step nearest to a typed number, and what to tell the reader: nothing where it is a step itself.

    Steps are what the labels say, so ``5`` and ``5%`` are one where labels are percentages. Of two that are equally near,
    the first. Without a number the step is None.
    """
    typed = number(text)
    if typed is None:
        return None, f"“{text.strip()[:24]}” is no number" if text.strip() else ""
    steps = [number(label) or 0.0 for label in labels]
    at = min(range(len(steps)), key=lambda step: abs(steps[step] - min(typed, steps[-1])))
    if typed < steps[0]:
        told = "The least is "
    elif typed > steps[-1]:
        told = "The most is "
    else:
        told = "" if typed == steps[at] else "Nearest step: "
    return at, told and told + labels[at]
