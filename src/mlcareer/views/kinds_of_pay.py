"""Kinds of pay side by side: paid, advertised, stated, filed. Other people and other measures, so never one figure."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mlcareer.occupations import NAMES, PROXIES
from mlcareer.tables import Table
from mlcareer.text import count, money, words
from mlcareer.views import headings

COLUMNS = ["Kind of pay", "What it is", *headings.QUARTILES.values(), "n and date"]


def row(kind: str, what: str, figures: Mapping, n: str, prefix: str = "") -> tuple[str, ...]:
    """One row of the table; ``figures`` has p25, median and p75, US dollars a year, their names behind ``prefix``."""
    return (kind, what, *(money(figures[f"{prefix}{name}"]) for name in headings.QUARTILES), n)


def paid(nation: pd.DataFrame, of: str) -> list[tuple[str, ...]]:
    """A row for each occupation that stands in. ``nation``: ``oews_national`` by occupation."""
    return [
        row(
            f"Paid: {NAMES[code].lower()}",
            "what employers report, without equity and year-end bonuses",
            nation.loc[code],
            f"{count(nation.loc[code, 'employment'])} jobs, {of}",
        )
        for code in PROXIES
    ]


def advertised(ranges: pd.DataFrame, of: str) -> list[tuple[str, ...]]:
    """A row for each treatment of copies. ``ranges``: rows of ``advertised_pay`` by treatment."""
    return [
        row(
            f"Advertised: the title, {treatment}",
            "the middle of the range offered",
            figures,
            f"{count(figures['ranges'])} ranges, {of}",
            "middle_",
        )
        for treatment, figures in ranges.iterrows()
    ]


def stated(engineer: Mapping, of: str) -> tuple[str, ...]:
    """What AI/ML engineers in the survey say. ``engineer``: a row of ``survey_pay``."""
    what = "what survey respondents say they earn in all"
    return row("Stated: AI/ML engineers", what, engineer, f"{count(engineer['n'])} people, {of}")


def filed(filings: Mapping, of: str) -> tuple[str, ...]:
    """What visa filings offer. ``filings``: a row of ``visa_occupations``."""
    what = "the low end of the full-time offer in a certified visa filing"
    return row(
        "Filed: machine learning titles",
        what,
        filings,
        f"{count(filings['filings'])} filings of {count(filings['employers'])} employers, {of}",
    )


def kinds(rows: list[tuple[str, ...]]) -> set[str]:
    """The kinds that rows are of: ``{"Paid", "Filed"}``."""
    return {kind.partition(":")[0] for kind, *_ in rows}


def table(rows: list[tuple[str, ...]], source: str) -> Table:
    """The rows as a table."""
    number = words(len(kinds(rows))).capitalize()
    return Table(
        pd.DataFrame(rows, columns=COLUMNS),
        f"{number} kinds of pay in the USA, US dollars a year. Each counts something else, so their figures cannot be compared one by one",
        formats=dict.fromkeys(headings.QUARTILES.values(), str),
        source=source,
    )
