"""Figures as text. What chapters say with them, ``say`` and ``key_figures``, they take from here as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from math import isinf
from typing import Any

import pandas as pd

from mlcareer.prose import Markdown
from mlcareer.prose import key_figures as key_figures
from mlcareer.prose import say as say

NOT_RELEASED = "not released"

#: Before a wage that is published as a bound.
AT_LEAST = "at least"

#: By which time the wages of an occupation are published, where it is not both: ``basis`` of ``oews_detailed``.
BY_THE_HOUR, BY_THE_YEAR = "hour", "year"

#: Behind a wage by the hour.
AN_HOUR = "an hour"

#: A figure of a table: a number of whatever kind, or what stands for one that was not released (None, NaN, pandas' NA).
Figure = Any

#: The wage percentiles of OEWS in order: column -> words.
PERCENTILES = {
    "p10": "10th percentile",
    "p25": "25th percentile",
    "median": "median",
    "p75": "75th percentile",
    "p90": "90th percentile",
}


def money(amount: Figure) -> str:
    """US dollars, whole: ``$120,230``; "not released" where the amount is missing."""
    return NOT_RELEASED if pd.isna(amount) else f"${amount:,.0f}"


def hundreds(amount: float) -> str:
    """US dollars to the nearest hundred, of an amount that is reckoned and not measured."""
    return money(round(amount / 100) * 100)


def released(row: pd.Series | Mapping) -> bool:
    """Are all five percentiles of an OEWS row published?"""
    return not any(pd.isna(row[name]) for name in PERCENTILES)


def pay(row: pd.Series | Mapping, measure: str) -> str:
    """One wage of a table row as published: an amount, "at least" an amount, or "not released".

    ``row`` is a row of an OEWS table (it has ``top_coded``, the names of figures that are lower bounds).
    """
    bound = measure in str(row["top_coded"]).split()
    return (f"{AT_LEAST} " if bound else "") + money(row[measure])


def wage(row: pd.Series | Mapping, measure: str) -> str:
    """``pay`` of a row with ``basis``; where that is BY_THE_HOUR, by the hour: ``$29.05 an hour``, "at least $115.00 an hour"."""
    amount = row[measure]
    if row["basis"] != BY_THE_HOUR or pd.isna(amount):
        return pay(row, measure)
    bound = f"{AT_LEAST} " if measure in str(row["top_coded"]).split() else ""
    return f"{bound}${amount:,.2f} {AN_HOUR}"


def pays(frame: pd.DataFrame, measures: Iterable[str]) -> pd.DataFrame:
    """A copy of an OEWS table in which the named wages are text as ``pay`` writes it, for showing."""
    tops = list(frame["top_coded"])

    def written(measure: str) -> list[str]:  # by columns: making a Series of each row takes four times as long
        return [pay({"top_coded": top, measure: amount}, measure) for top, amount in zip(tops, frame[measure])]

    return frame.assign(**{measure: written(measure) for measure in measures})


def count(number: Figure) -> str:
    """A whole number with separators: ``262,440``; "not released" where it is missing."""
    return NOT_RELEASED if pd.isna(number) else f"{number:,.0f}"


def percent(number: Figure, digits: int = 0) -> str:
    """A percentage: ``34.6%``; a true minus sign where it is negative."""
    return NOT_RELEASED if pd.isna(number) else f"{number:,.{digits}f}%".replace("-", "−")


def tenth(share: Figure) -> str:
    """A percentage with a digit after the point: ``33.5%``."""
    return percent(share, 1)


def times(ratio: Figure, digits: int = 1) -> str:
    """A ratio: ``3.1``."""
    return NOT_RELEASED if pd.isna(ratio) else f"{ratio:.{digits}f}"


#: Whole numbers that running text writes as words.
WORDS = "no one two three four five six seven eight nine ten eleven twelve".split()

#: Simple parts of a whole: share in percent -> words.
PARTS = {
    10: "a tenth",
    20: "a fifth",
    25: "a quarter",
    100 / 3: "a third",
    50: "half",
    200 / 3: "two thirds",
    75: "three quarters",
    90: "nine tenths",
}

#: How far a share may lie from a simple part, in percentage points, to be called so, and to be called "about" so.
EXACT, NEAR = 0.5, 3.0


def words(number: Figure) -> str:
    """A whole number in running text: ``nine``, from thirteen on digits (``44``); ``no`` for 0.

    "not released" where it is missing. Raises ValueError for a number that is not whole.

    >>> words(9), words(44), words(0)
    ('nine', '44', 'no')
    """
    if pd.isna(number):
        return NOT_RELEASED
    if number != int(number):
        raise ValueError(f"{number!r} is no whole number: percent, times or multiple writes it.")
    return WORDS[int(number)] if 0 <= number < len(WORDS) else count(number)


def portion(share: Figure) -> str:
    """A share in percent as a part of a whole: ``a third``, ``about a third``; where none is near, ``41%``.

    "About" is within 3 percentage points of the part named, no "about" within half a point.

    >>> portion(33.2), portion(31.9), portion(41)
    ('a third', 'about a third', '41%')
    """
    if pd.isna(share):
        return NOT_RELEASED
    part = min(PARTS, key=lambda known: abs(known - share))
    gap = abs(part - share)
    return PARTS[part] if gap <= EXACT else f"about {PARTS[part]}" if gap <= NEAR else percent(share)


def multiple(ratio: Figure) -> str:
    """A ratio as a multiple: ``twice``, ``nearly ten times``, ``over three times``; where none is near, ``2.4 times``.

    "Nearly" and "over" are within 5% of the whole number named, neither word within half a percent. "not released" where
    there is none, as when something is divided by zero.

    >>> multiple(2), multiple(9.9), multiple(2.4)
    ('twice', 'nearly ten times', '2.4 times')
    """
    if pd.isna(ratio) or isinf(ratio):
        return NOT_RELEASED
    whole = round(ratio)
    gap = ratio / whole - 1 if whole >= 2 else 1.0
    if abs(gap) > 0.05:
        return f"{times(ratio)} times"
    name = "twice" if whole == 2 else f"{words(whole)} times"
    return name if abs(gap) <= 0.005 else f"{'nearly' if gap < 0 else 'over'} {name}"


def article(phrase: str) -> str:
    """A level of education with its article: ``a bachelor's degree``, ``an associate's degree``, ``no degree``.

    Of Markdown it makes Markdown.

    >>> article("associate's degree"), article("**master's degree**"), article("some college, no degree")
    ("an associate's degree", "a **master's degree**", 'some college, no degree')
    """
    first = phrase.lstrip("*[").lower()
    if first.startswith(("no ", "some ")):
        return phrase
    return ("an " if first.startswith(tuple("aeiou")) else "a ") + phrase


def month(text: str) -> str:
    """A month as tables write it, in running text: ``August 2019`` for ``2019-08``."""
    return f"{date.fromisoformat(f'{text}-01'):%B %Y}"


def day(text: str) -> str:
    """A day as tables write it, in running text: ``1 August 2019`` for ``2019-08-01``."""
    found = date.fromisoformat(text)
    return f"{found.day} {found:%B %Y}"


def ends(period: str) -> tuple[int, int]:
    """First and last year of a range: ``(2025, 2035)`` for ``2025–35``."""
    first, last = period.split("–")
    return int(first), int(first[: len(first) - len(last)] + last)


def listing(items: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``. Where an item is Markdown, so is the whole, and the other items are text in it."""
    items = list(items)
    comma = Markdown(", ") if any(isinstance(item, Markdown) for item in items) else ", "
    return items[0] if len(items) == 1 else comma.join(items[:-1]) + " and " + items[-1] if items else ""


def ranks(best: int, worst: int) -> str:
    """A range of ranks: ``1`` or ``4–7``."""
    return f"{best}" if best == worst else f"{best}–{worst}"
