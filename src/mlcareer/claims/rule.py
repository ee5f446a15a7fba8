"""What a claim, a rule and its evidence are, and how a rule is registered.

A rule is a small function: it reads tables, computes a figure, says of when it is, and returns a verdict. Beside it
stand the claims it judges, in the report's own words, one sentence that states the rule, the reason for its threshold,
and the other reasonable choices (another cut, another stand-in, copies counted or not), under which it is run as well, so
that the report can say where the verdict would be another. A claim that open data cannot test has a rule, too: it says
what data it would take.

Which tables a rule used is recorded while it runs. Where a table lacks a row or figure that the rule needs, the verdict is
"not testable", and its figure says what was not there.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import pandas as pd

from mlcareer import data
from mlcareer.occupations import OTHERS, PLURAL
from mlcareer.text import count, listing, month, percent

SUPPORTED = "supported"
LIMITS = "supported with limits"
OUTDATED = "outdated"
CONTRADICTED = "contradicted"
NOT_TESTABLE = "not testable"
#: The five verdicts and their signs, so that colour is not the only carrier of meaning.
VERDICTS = {SUPPORTED: "●", LIMITS: "◐", OUTDATED: "◷", CONTRADICTED: "✕", NOT_TESTABLE: "?"}

#: How a figure begins that is there and too uncertain to judge by, so that it does not read as if there were no data.
LEFT_OPEN = "sampling error leaves it open"

#: Kinds of evidence.
OFFICIAL = "official statistics"
SURVEY = "survey of developers"
ADVERTISED = "advertised pay"
VISA = "visa filings"
OPEN = "open download counts"
REPORTED = "reports"
NONE = "no open data"

Load = Callable[[str], pd.DataFrame]
Find = TypeVar("Find", bound="Callable[..., Finding]")


@dataclass(frozen=True)
class Claim:
    """One claim of the article: the chapter that discusses it, its id, its words (the report's own), kind of evidence."""

    chapter: str
    id: str
    words: str
    evidence: str


@dataclass(frozen=True)
class Finding:
    """What a rule finds: the figure as text, with unit and n where it is small; the verdict; of when the data are."""

    figure: str
    verdict: str
    date: str = ""


def at_least(low: float, high: float, cut: float) -> str:
    """Does an interval reach a cut: ``yes`` where all of it does, ``no`` where none of it does, else ``open``."""
    return "yes" if low >= cut else "no" if high < cut else "open"


def left_open(figure: str, date: str, why: str = LEFT_OPEN) -> Finding:
    """A finding that its own figure leaves open, and ``why``."""
    return Finding(f"{why}: {figure}", NOT_TESTABLE, date)


def weighed(
    figure: str,
    answers: Sequence[str],
    date: str,
    full: int | None = None,
    best: str = SUPPORTED,
    why_open: str = LEFT_OPEN,
) -> Finding:
    """What several answers (``yes``, ``no``, ``open``) give together.

    ``full`` times yes (each, unless said): the ``best`` verdict that a rule can return; any yes: with limits; no in each:
    contradicted. Else sampling error, or what ``why_open`` says, leaves it open: not shown is not refuted.
    """
    yes = answers.count("yes")
    if yes >= (len(answers) if full is None else full):
        return Finding(figure, best, date)
    if yes:
        return Finding(figure, LIMITS, date)
    if answers.count("no") == len(answers):
        return Finding(figure, CONTRADICTED, date)
    return left_open(figure, date, why_open)


class Evidence:
    """The tables as a rule reads them: it notes which, and misses what is not there by name.

    ``Evidence(load)("places")`` is the table; ``load`` gives tables by name. ``used`` has all names in the order of first use;
    ``told`` are those whose figures were read, and ``decisive`` those of them that decide the verdict.
    """

    def __init__(self, load: Load):
        self.load = load
        self.used: list[str] = []
        self.told: set[str] = set()
        self.decisive: set[str] = set()
        self.decides = True

    def __call__(self, name: str) -> pd.DataFrame:
        self._note(name)
        self.told.add(name)
        if self.decides:
            self.decisive.add(name)
        return self.load(name)

    @property
    def aside(self) -> Evidence:
        """The same for what is told beside a verdict and does not decide it, such as how common a thing is elsewhere."""
        other = copy.copy(self)  # what is noted is shared
        other.decides = False
        return other

    def _note(self, name: str) -> None:
        if name not in self.used:
            self.used.append(name)

    def indexed(self, name: str, figures: Sequence[str] = (), **rows: data.Wanted) -> pd.DataFrame:
        """The table indexed by the columns named; ``data.MissingRow`` where a row or one of its ``figures`` is missing."""
        return data.index_by(self(name), name, figures=figures, **rows)

    def some(self, name: str, **wanted: data.Value) -> pd.DataFrame:
        """The rows that have the wanted values; ``data.MissingRow`` where there are none."""
        rows = rows_of(self(name), **wanted)
        if rows.empty:
            what = " and ".join(f"{column} {value!r}" for column, value in wanted.items())
            raise data.MissingRow(f"data/{name}.csv has no row{f' with {what}' if what else ''}, which is needed here.")
        return rows

    def known(self, name: str, column: str, **wanted: data.Value) -> pd.DataFrame:
        """``some`` rows, those with a value in a column; ``data.MissingRow`` where none has one."""
        rows = self.some(name, **wanted).dropna(subset=[column])
        if rows.empty:
            raise data.MissingRow(f"data/{name}.csv has no {column} in the rows that are needed here.")
        return rows

    def period(self, name: str) -> str:
        """Of when the figures of a table are: ``May 2025``."""
        self._note(name)
        return data.period(name)


@dataclass(frozen=True)
class Rule:
    """A rule for one claim or several of a kind."""

    claims: list[Claim]
    statement: str
    why: str
    find: Callable[..., Finding]
    alternatives: dict[str, dict] = field(default_factory=dict)

    @property
    def ids(self) -> list[str]:
        """The ids of its claims."""
        return [claim.id for claim in self.claims]


#: What the article names: as the table of downloads writes it -> as O*NET does; claim -> certificate.
FRAMEWORKS = {"TensorFlow": "TensorFlow", "PyTorch": "PyTorch", "scikit-learn": "Scikit-learn", "Keras": "Keras"}

CERTIFICATES = {"F6a": "tensorflow-developer", "F6b": "azure-ai-engineer"}

#: Alternatives of a rule that takes a ``code``: the stand-ins beside the first.
OTHER_STAND_INS: dict[str, dict] = {PLURAL[code]: {"code": code} for code in OTHERS}

RULES: list[Rule] = []


def rule(
    *claims: Claim, statement: str, why: str, alternatives: dict[str, dict] | None = None
) -> Callable[[Find], Find]:
    """Register the decorated function as the rule of some claims.

    The function takes the ``Evidence`` and the claim's id, and further choices by keyword; ``alternatives`` maps a name to
    the choices under which it is run again.
    """

    def register(find: Find) -> Find:
        RULES.append(Rule(list(claims), statement, why, find, alternatives or {}))
        return find

    return register


def also(find: Callable[..., Finding], *claims: Claim) -> None:
    """Register claims of another chapter that a rule judges, too."""
    (known,) = (rule for rule in RULES if rule.find is find)
    known.claims.extend(claims)


def untestable(*claims: Claim, needs: str, figure: str = "no open data that we know of can tell") -> None:
    """Register claims that open data cannot test; ``needs`` names the data it would take."""
    rule(*claims, statement="This is not testable with open data.", why=f"It would take {needs}.")(
        lambda load, claim: Finding(figure, NOT_TESTABLE)
    )


def rows_of(frame: pd.DataFrame, **wanted: data.Value) -> pd.DataFrame:
    """Rows whose columns have the wanted values; a tuple or an array stands for any of its values."""
    for name, value in wanted.items():
        frame = frame[frame[name] == value] if isinstance(value, str | int | float) else frame[frame[name].isin(value)]
    return frame


def named_areas(load: Evidence) -> list[str]:
    """The areas of the article's places."""
    return load.some("places")["area"].unique().tolist()


class Rate(NamedTuple):
    """How many of all occupations of O*NET reach a mark, how many these are, and the pattern that tasks were read by."""

    reach: int
    number: int
    pattern: str


def common(load: Evidence, domain: str, element: str, mark: float) -> Rate:
    """How common it is among all occupations that an element reaches a mark; told beside a verdict."""
    return _rate(load.aside, domain, element, mark)


def _rate(load: Evidence, domain: str, element: str, mark: float) -> Rate:
    key = {"domain": domain, "element": element}
    row = load.indexed("onet_everywhere", figures=("reach",), **key, mark=mark).loc[(domain, element, mark)]
    return Rate(int(row.reach), int(row.occupations), row.pattern)


#: The Bureau's levels of typical education for entry, the lowest first.
ASSIGNED = (
    "No formal educational credential",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Postsecondary nondegree award",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
)


def assigned(load: Evidence, levels: Sequence[str]) -> str:
    """To how many of all occupations the Bureau assigns one of some levels of education: ``291 of all 832 occupations``."""
    every = load.aside.indexed("education_everywhere", requirement="education", assigned=levels).loc["education"]
    number = every.loc[list(levels)].occupations.sum()  # as an attribute: a table has this name, too
    return f"{count(number)} of all {count(every.occupations.sum())} occupations"


def of_any_role(languages: pd.DataFrame) -> str:
    """How many of the survey's respondents of any role use some languages: ``all 4,762 US respondents of any role 63% name Python``.

    ``languages``: rows of ``survey_languages`` of one role, indexed by language.
    """
    shares = languages["all_users"] / languages["all_n"] * 100
    told = listing(f"{percent(share)} name {name}" for name, share in shares.items())
    return f"all {count(languages['all_n'].iloc[0])} US respondents of any role {told}"


def among_all(rate: Rate) -> str:
    """``24 of all 923 occupations``."""
    return f"{count(rate.reach)} of all {count(rate.number)} occupations"


def naming(load: Evidence, tasks: pd.Series, element: str, mark: float) -> tuple[int, Rate]:
    """How many task statements name an element, by the pattern that is counted among all occupations; and how common that is."""
    rate = _rate(load, "task", element, mark)  # its pattern decides
    if not rate.pattern:
        raise data.MissingRow(f"data/onet_everywhere.csv has no pattern for {element!r}, which is needed here.")
    return int(tasks.str.contains(rate.pattern, case=False).sum()), rate


def samples(rows: pd.DataFrame, column: str) -> str:
    """Months and sizes of O*NET's samples: ``August 2019 (n = 16) and August 2025 (n = 8)``, or ``… (n = 8 each)``."""
    told = dict.fromkeys((month(row[column]), int(row["n"])) for _, row in rows.iterrows())
    if len(told) > 1 and len({n for _, n in told}) == 1:
        return f"{listing(when for when, _ in told)} (n = {next(iter(told))[1]} each)"
    return listing(f"{when} (n = {n})" for when, n in told)


def year_of(year: int, period: str) -> str:
    """One year of a period such as ``2022 to June 2025``; the last is not whole: ``2025 to June``."""
    until, _, last = period.rpartition(" to ")[2].rpartition(" ")
    return f"{year} to {until}" if str(year) == last else str(year)
