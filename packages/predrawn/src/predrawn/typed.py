"""What readers type: words that narrow a long list of choices, and numbers that are taken to the nearest step.

The live face uses these functions; the script of a page does the same in its own language, and the tests hold the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .controls import Control

_NUMBER = re.compile(r"[^\d.−-]*([−-]?)[^\d.−-]*(\d+\.?\d*|\.\d+)\s*(k\b)?\D*", re.I)
_INSIDE = re.compile(r"(?<=\d)[\s,]+(?=\d)")  # of a number that is written in groups


#: An alias that begins so holds words that are parts of longer names, "…clerk…ledger": each finds, and none names it in full.
PART = "…"

#: An alias of two capital letters is a code, of a state say, which only the whole of a word typed matches.
_CODE = re.compile(r"[A-Z]{2}")


#: A word of a text that has been simplified, where it is plain English.
_WORD = re.compile(r"[a-z0-9+#]+")


class Found(NamedTuple):
    """A choice that a text finds: its index, how well it is found, and its second line. Rank 0: the text is the label, or a code;
    1: an alias that is no PART. Below 2 it is named in full. 2 and 3: every word typed is a word of it; 4 and 5: or the beginning of
    one; odd where an alias brings it there. 6: label, hint, codes and aliases have the words together, and none of them all. The second
    line names an alias without which it were not found."""

    rank: int
    at: int
    second: str


class Entry(NamedTuple):
    """A choice as it is searched: index, label and hint; its name and its codes, the words of label and hint, each alias with its
    words, and all these words together. Words are texts as of ``plain``."""

    at: int
    label: str
    hint: str
    names: tuple[str, ...]
    words: str
    aliases: list[tuple[str, str]]
    all: str


def words(text: str) -> list[str]:
    """The words of a text without capitals, accents and punctuation: ``St. Louis, MO`` has ``st``, ``louis``, ``mo``."""
    if text.isascii():  # as most names are, of which there may be tens of thousands
        return _WORD.findall(text.lower().replace("'", "").replace(".", ""))
    letters = [
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not unicodedata.category(letter).startswith("M") and letter not in "'’."
    ]
    low = "".join(letters).lower()
    spaced = (letter if unicodedata.category(letter)[0] in "LN" or letter in "+#" else " " for letter in low)
    return "".join(spaced).split()


def plain(text: str) -> str:
    """The words of a text as one text with a blank around each, in which words and their beginnings are found at once."""
    return f" {' '.join(words(text))} "


def found(control: Control, text: str) -> list[Found]:
    """The choices that a text finds, the best first. Each word typed is looked for in label, hint and codes, and in one alias; where
    that finds nothing, in all aliases together.

    Nothing typed finds all, and names a choice such as “–”, for none.
    """
    asked = [(f" {word} ", f" {word}") for word in words(text)]  # a word, and the beginning of one
    key = plain(text)
    some = (
        entry for entry in control.entries if all(whole in entry.names or begun in entry.all for whole, begun in asked)
    )
    return sorted((_rated(entry, asked, key) for entry in some), key=lambda one: one.rank)


def named(found: Sequence[Found]) -> Found | None:
    """The one choice that a text names in full; None where it names none, or several alike."""
    best = [one for one in found if one.rank < 2 and one.rank == found[0].rank]
    return best[0] if len(best) == 1 else None


def nothing(control: Control) -> str:
    """What follows the words “No match for …”."""
    return control.nothing and f". {control.nothing}"


def _rated(entry: Entry, asked: Sequence[tuple[str, str]], key: str) -> Found:
    far = [1 if one[0] in entry.names else _level(entry.words, one) for one in asked]
    own = rank = 0 if key in entry.names else 2 * max([1, *far])
    second = entry.hint
    for alias, has in entry.aliases:
        whole = has == key and not alias.startswith(PART)
        other = 1 if whole else 1 + 2 * max([1, *(min(level, _level(has, one)) for level, one in zip(far, asked))])
        if other < rank:
            rank = other
            if own > 5:
                second = ", ".join(filter(None, (alias, entry.hint)))
    return Found(rank, entry.at, second)


def _level(words: str, typed: tuple[str, str]) -> int:
    """How near words come to one that is typed: 1 one is it, 2 one begins with it, 3 none does."""
    whole, begun = typed
    return 1 if whole in words else 2 if begun in words else 3


def entries(control: Control) -> list[Entry]:
    """The choices of a control as they are searched."""
    made = []
    for at, (label, hint, codes, *others) in enumerate(rows(control)):
        each = [name for alias in others for name in _each(alias)]
        own, aliases = plain(f"{label} {hint}"), [(alias, plain(alias)) for alias in each]
        names = (plain(label), *(f" {code} " for code in words(codes)))
        made.append(Entry(at, label, hint, names, own, aliases, own + "".join(has for _, has in aliases)))
    return made


def _each(alias: str) -> list[str]:
    """An alias, or the parts that it holds, each marked."""
    first, *parts = alias.split(PART)
    return [*filter(None, [first]), *(PART + part for part in parts)]


def rows(control: Control) -> list[list[str]]:
    """For each choice its label, its hint, its codes and its aliases, as they travel; an alias without a letter names nothing."""
    # No word finds none, as a second choice may be; an empty field does.
    labels = ("–", *control.labels[1:]) if control.instead else control.labels
    more = ((label, [one for one in control.aliases.get(label, ()) if words(one)]) for label in labels)
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
