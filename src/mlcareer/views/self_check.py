"""What a reader has of what the sources and the article name, and how common each of it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from mlcareer.occupations import DATA_SCIENTISTS, PLURAL, PROXIES, RESEARCH_SCIENTISTS
from mlcareer.tables import Html, Table
from mlcareer.text import count, listing, percent, times, words
from mlcareer.views.education import Share
from predrawn import View

DEGREES = ["below a bachelor's degree", "bachelor's degree", "master's degree", "doctoral degree"]
MATHEMATICS = ["school mathematics", "statistics", "statistics, calculus and linear algebra"]

#: What a reader may choose -> the languages of it that sources name.
KNOWN = {"none yet": set(), "Python": {"Python"}, "Python and SQL": {"Python", "SQL"}, "others": {"another"}}


#: Kinds of evidence that the chapter has a cell for.
EVIDENCE = ("assignments", "answers", "marks", "ratings", "sources")


class Requirement(NamedTuple):
    """Something named: in short, in full and by whom; how common it is, and what the evidence is called, one of EVIDENCE."""

    short: str
    full: str
    by: str
    common: str
    evidence: str


def step(education: str) -> int:
    """The place among DEGREES of a level as the Bureau names it; what is none of the upper ones lies below them."""
    known = (place for place, degree in enumerate(DEGREES) if education.lower().startswith(degree.split()[0]))
    return next(known, 0)


def between(row: Mapping) -> str:
    """An estimate's interval: ``95% interval 40% to 60%``; ``row`` has low and high, percent."""
    return f"95% interval {percent(row['low'])} to {percent(row['high'])}"


def requirements(
    most: Mapping, further: Share, users: pd.DataFrame, rated: Mapping[str, Mapping], surveyed: str
) -> list[Requirement]:
    """What the sources and the article name, with how common it is.

    ``most``: the row of developers with a bachelor's in O*NET's education survey; ``further``: research scientists there
    with a master's degree or more. ``users``: AI/ML engineers by language (users, n), of the survey of ``surveyed``.
    ``rated``: occupation -> analysts' rating of mathematics for it (importance, n).
    """

    def used(language: str) -> str:
        row = users.loc[language]
        return (
            f"O*NET marks it in demand in all {words(len(PROXIES))} occupations. {count(row['users'])} of {count(row['n'])} AI/ML "
            f"engineers who chose to answer a survey of {surveyed} use it"
        )

    unknown = (
        f"No source here rates it. {words(next(iter(rated.values()))['n']).capitalize()} analysts rate the skill of "
        "mathematics on a scale from 1 to 5: "
        + listing(f"{times(row['importance'])} for {PLURAL[code]}" for code, row in rated.items())
    )
    languages = [Requirement(language, language, "O*NET", used(language), "marks") for language in ("Python", "SQL")]
    return [
        Requirement(
            "a bachelor's degree",
            "Bachelor's degree: typical entry for data scientists and software developers",
            "The Bureau",
            f"It is a judgment of what most need. {percent(most['percent'])} of developers name it (n = {most['n']}, "
            f"{between(most)}); data scientists were not asked",
            "assignments",
        ),
        Requirement(
            "a master's degree (typical for research scientists only)",
            "Master's degree: typical entry for research scientists",
            "The Bureau",
            f"It is a judgment of what most need. {percent(further.percent)} of research scientists name a master's or more (n = "
            f"{further.n}, {between(further._asdict())})",
            "answers",
        ),
        *languages,
        Requirement("statistics", "Statistics and probability", "The article", unknown, "ratings"),
        Requirement(
            "calculus and linear algebra",
            "Calculus and linear algebra",
            "The article",
            unknown,
            "ratings",
        ),
        Requirement(
            "projects",
            "Projects that others can read and run",
            "The article",
            "No source here counts it",
            "sources",
        ),
    ]


def self_check(
    named: Sequence[Requirement],
    cells: Mapping[str, str],
    typical: Mapping[str, int],
    unasked: Sequence[str],
    degree: str,
    mathematics: str,
    programming: Collection[str],
    projects: bool,
) -> View:
    """Which of what is named a reader has.

    ``cells``: kind of evidence, of EVIDENCE -> the cell of the chapter that shows it. ``typical``: occupation -> the ``step`` of its typical entry. ``unasked``: what else O*NET marks in demand everywhere.
    """
    have = [
        DEGREES.index(degree) >= typical[DATA_SCIENTISTS],
        DEGREES.index(degree) >= typical[RESEARCH_SCIENTISTS],
        "Python" in programming,
        "SQL" in programming,
        mathematics != MATHEMATICS[0],
        mathematics == MATHEMATICS[-1],
        projects,
    ]
    met = [need.short.split(" (")[0] for need, holds in zip(named, have, strict=True) if holds]
    missing = [need.short for need, holds in zip(named, have) if not holds]
    rows = [
        (
            need.full,
            "●\u00a0have" if holds else "○\u00a0not\u00a0yet",
            need.by,
            need.common,
            Html(Markup('<a href="#{}">{}</a>').format(cells[need.evidence], need.evidence)),
        )
        for need, holds in zip(named, have)
    ]
    number = words(len(have))
    return View(
        sentence=(
            f"Of the {number} things in this list you have {'; '.join(met) or 'none yet'}. These are missing: {'; '.join(missing)}. "
            if missing
            else f"You have all {number} things in this list. "
        )
        + f"The list is not complete. It leaves out {listing(unasked)}, which are in demand in all {words(len(PROXIES))} occupations, "
        "and machine learning frameworks.",
        table=Table(
            pd.DataFrame(rows, columns=["In the list", "You", "Named by", "How common it is", "Evidence"]),
            "What the sources and the article name, and what you have",
        ),
    )
