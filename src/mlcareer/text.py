"""Figures as text, and prose that holds computed figures.

``say`` shows Markdown in JupyterLab and in the book alike. It puts dollar signs into elements of their own, because two
prices in a sentence would otherwise become a formula in JupyterLab: its Markdown renderer takes the backslash of ``\\$``
away before MathJax looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

NOT_RELEASED = "not released"

#: The wage percentiles of OEWS, column -> heading.
PERCENTILES = {"p10": "10th", "p25": "25th", "median": "Median", "p75": "75th", "p90": "90th percentile"}


def money(amount) -> str:
    """US dollars, whole: ``$120,230``; "not released" where the amount is missing."""
    return NOT_RELEASED if pd.isna(amount) else f"${amount:,.0f}"


def pay(row, measure: str) -> str:
    """One wage of a table row as published: an amount, "at least" an amount, or "not released".

    ``row`` is a row of an OEWS table (it has ``top_coded``, the names of figures that are lower bounds).
    """
    bound = measure in str(row["top_coded"]).split()
    return ("at least " if bound else "") + money(row[measure])


def pays(frame: pd.DataFrame, measures: Iterable[str]) -> pd.DataFrame:
    """A copy of an OEWS table in which the named wages are text as ``pay`` writes it, for showing."""
    return frame.assign(**{measure: [pay(row, measure) for _, row in frame.iterrows()] for measure in measures})


def count(number) -> str:
    """A whole number with separators: ``262,440``; "not released" where it is missing."""
    return NOT_RELEASED if pd.isna(number) else f"{number:,.0f}"


def percent(number, digits: int = 0) -> str:
    """A percentage: ``34.6%``; a true minus sign where it is negative."""
    return NOT_RELEASED if pd.isna(number) else f"{number:,.{digits}f}%".replace("-", "−")


def times(ratio, digits: int = 1) -> str:
    """A ratio: ``3.1``."""
    return NOT_RELEASED if pd.isna(ratio) else f"{ratio:.{digits}f}"


def listing(items: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    items = list(items)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def ranks(best: int, worst: int) -> str:
    """A range of ranks: ``1`` or ``4–7``."""
    return f"{best}" if best == worst else f"{best}–{worst}"


class Prose:
    """Markdown text that shows as prose in JupyterLab and in the book, and as itself anywhere else."""

    def __init__(self, markdown: str):
        # Lines of one paragraph may be indented in the notebook; Markdown would make code blocks of them.
        lines = (line.strip() for line in markdown.strip().splitlines())
        self.plain = re.sub(r"\\?\$", "$", "\n".join(lines))
        self.markdown = self.plain.replace("$", r"<span>\$</span>")

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        return self.plain


def say(markdown: str) -> Prose:
    """Show a passage of Markdown; dollar signs in it are dollars."""
    return Prose(markdown)


def key_figures(figures: Mapping[str, str]) -> Prose:
    """The figures a chapter ends with, as a list under a heading: what is measured, with unit and date, and its value."""
    return Prose("## Key figures\n\n" + "\n".join(f"- {what}: **{value}**" for what, value in figures.items()))
