"""What a reader has of what the sources name as requirements, and how common each requirement is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from mlcareer.occupations import DATA_SCIENTISTS, PROXIES, RESEARCH_SCIENTISTS
from mlcareer.tables import Html, Table
from mlcareer.text import count, percent, times, words
from predrawn import View

DEGREES = ["below a bachelor's degree", "bachelor's degree", "master's degree", "doctoral degree"]
MATHEMATICS = ["school mathematics", "statistics", "statistics, calculus and linear algebra"]

#: What a reader may choose -> the languages of it that sources name.
KNOWN = {"none yet": set(), "Python": {"Python"}, "Python and SQL": {"Python", "SQL"}, "others": {"another"}}


class Requirement(NamedTuple):
    """What a source names: in short and in full, how common it is, and where the chapter has the evidence."""

    short: str
    full: str
    common: str
    cell: str
    evidence: str


def step(education: str) -> int:
    """The place among DEGREES of a level as the Bureau names it; what is none of the upper ones lies below them."""
    known = (place for place, degree in enumerate(DEGREES) if education.lower().startswith(degree.split()[0]))
    return next(known, 0)


def between(row: Mapping) -> str:
    """An estimate's interval: ``95% interval 40% to 60%``; ``row`` has low and high, percent."""
    return f"95% interval {percent(row['low'])} to {percent(row['high'])}"


def requirements(
    most: Mapping, doctoral: Mapping, users: pd.DataFrame, knowledge: Mapping, surveyed: str
) -> list[Requirement]:
    """What the sources name, with how common it is.

    ``most`` and ``doctoral``: rows of O*NET's education survey (developers with a bachelor's, research scientists with a
    doctorate). ``users``: AI/ML engineers by language (users, n, percent, low, high), of the survey of ``surveyed``.
    ``knowledge``: the rating of mathematics of research scientists (importance, n).
    """

    def used(language: str) -> str:
        row = users.loc[language]
        return (
            f"O*NET marks it in demand in all {words(len(PROXIES))} occupations. {count(row['users'])} of {count(row['n'])} AI/ML "
            f"engineers in a survey of {surveyed} use it ({percent(row['percent'])}, {between(row)})"
        )

    rated = (
        f"Unknown: nobody counts who asks for it. Research scientists rate mathematics {times(knowledge['importance'])} on a "
        f"scale from 1 to 5 (n = {knowledge['n']})"
    )
    return [
        Requirement(
            "a bachelor's degree",
            "Bachelor's degree: typical entry for data scientists and software developers",
            f"The Bureau's judgment of what most need. {percent(most['percent'])} of developers name it (n = {most['n']}, "
            f"{between(most)}); data scientists were not asked",
            "assignments",
            "assignments",
        ),
        Requirement(
            "a master's degree (typical for research scientists only)",
            "Master's degree: typical entry for research scientists",
            f"The Bureau's judgment. {percent(doctoral['percent'])} of research scientists name a doctorate (n = "
            f"{doctoral['n']}, {between(doctoral)})",
            "research-chart",
            "answers",
        ),
        Requirement("Python", "Python", used("Python"), "technologies", "marks"),
        Requirement("SQL", "SQL", used("SQL"), "technologies", "marks"),
        Requirement("statistics", "Statistics and probability", rated, "mathematics", "ratings"),
        Requirement("calculus and linear algebra", "Calculus and linear algebra", rated, "mathematics", "ratings"),
        Requirement(
            "projects",
            "Projects that others can read and run",
            "Unknown: no open source counts it",
            "practice",
            "sources",
        ),
    ]


def self_check(
    named: Sequence[Requirement],
    typical: Mapping[str, int],
    degree: str,
    mathematics: str,
    programming: Collection[str],
    projects: bool,
) -> View:
    """Which of the requirements a reader has. ``typical``: occupation -> the ``step`` of its typical entry."""
    have = [
        DEGREES.index(degree) >= typical[DATA_SCIENTISTS],
        DEGREES.index(degree) >= typical[RESEARCH_SCIENTISTS],
        "Python" in programming,
        "SQL" in programming,
        mathematics != MATHEMATICS[0],
        mathematics == MATHEMATICS[-1],
        projects,
    ]
    met = [one.short.split(" (")[0] for one, holds in zip(named, have, strict=True) if holds]
    missing = [one.short for one, holds in zip(named, have) if not holds]
    rows = [
        (
            one.full,
            "●\u00a0have" if holds else "○\u00a0missing",
            one.common,
            Html(f'<a href="#{one.cell}">{one.evidence}</a>'),
        )
        for one, holds in zip(named, have)
    ]
    return View(
        sentence=f"You have {'; '.join(met) or 'none of these yet'}. "
        + (f"Missing: {'; '.join(missing)}." if missing else "None of these is missing."),
        table=Table(
            pd.DataFrame(rows, columns=["Named as a requirement", "You", "How common it is", "Evidence"]),
            "What the sources name, what you have, and how common each requirement is",
        ),
    )
