"""What readers type: words that narrow a long list of choices, and numbers that are taken to the nearest step.

The live face uses these functions; the script of a page does the same in its own language, and the tests hold the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .controls import Control

_NUMBER = re.compile(r"[^\d.−-]*([−-]?)[^\d.−-]*(\d+\.?\d*|\.\d+)\s*(k\b)?\D*", re.I)
_INSIDE = re.compile(r"(?<=\d)[\s,]+(?=\d)")  # of a number that is written in groups


#: An alias of two capital letters is a code, of a state say, which only the whole of a word typed matches.
_CODE = re.compile(r"[A-Z]{2}")


class Found(NamedTuple):
    """A choice that a text finds: its index, how well it is found, and its second line. Rank 0: the text is the label, or a code;
    1: an alias. Below 2 it is named in full. 2 and 3: every word typed is a word of it; 4 and 5: or the beginning of one; odd where
    an alias brings it there. The second line names an alias without which it were not found."""

    rank: int
    at: int
    second: str


@lru_cache(100_000)
def words(text: str) -> tuple[str, ...]:
    """The words of a text without capitals, accents and punctuation: ``St. Louis, MO`` has ``st``, ``louis``, ``mo``."""
    letters = [
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not unicodedata.category(letter).startswith("M") and letter not in "'’."
    ]
    plain = "".join(letters).lower()
    spaced = (letter if unicodedata.category(letter)[0] in "LN" or letter in "+#" else " " for letter in plain)
    return tuple("".join(spaced).split())


def found(control: Control, text: str) -> list[Found]:
    """The choices that a text finds, the best first. Each word typed is looked for in label, hint and codes, and in one alias.

    Nothing typed finds all, and names a choice such as “–”, for none.
    """
    asked = words(text)
    all_rated = (_rated(at, row, asked) for at, row in enumerate(rows(control)))
    return sorted((one for one in all_rated if one.rank < 6), key=lambda one: one.rank)


def named(found: Sequence[Found]) -> Found | None:
    """The one choice that a text names in full; None where it names none, or several alike."""
    best = [one for one in found if one.rank < 2 and one.rank == found[0].rank]
    return best[0] if len(best) == 1 else None


def nothing(control: Control) -> str:
    """What follows the words “No match for …”."""
    return control.nothing and f". {control.nothing}"


def _rated(at: int, row: list[str], asked: tuple[str, ...]) -> Found:
    label, hint, codes, *aliases = row
    own, names = words(f"{label} {hint}"), (words(label), *((code,) for code in words(codes)))
    far = [1 if (one,) in names else _level(own, one) for one in asked]
    rank = alone = 0 if asked in names else 2 * max([1, *far])
    second = hint
    for alias in aliases:
        has = words(alias)
        other = 1 if has == asked else 1 + 2 * max([1, *map(min, far, (_level(has, one) for one in asked))])
        if other < rank:
            rank = other
            if alone > 5:
                second = ", ".join(filter(None, (alias, hint)))
    return Found(rank, at, second)


def _level(words: Sequence[str], typed: str) -> int:
    """How near words come to one that is typed: 1 one is it, 2 one begins with it, 3 none does."""
    return 1 if typed in words else 2 if any(one.startswith(typed) for one in words) else 3


def rows(control: Control) -> list[list[str]]:
    """For each choice its label, its hint, its codes and its aliases, as they travel; an alias without a letter names nothing."""
    more = ((label, [one for one in control.aliases.get(label, ()) if words(one)]) for label in control.labels)
    return [
        [
            label,
            control.hints.get(label, ""),
            " ".join(filter(_CODE.fullmatch, aliases)),
            *(one for one in aliases if not _CODE.fullmatch(one)),
        ]
        for label, aliases in more
    ]


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
