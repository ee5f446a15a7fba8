"""All verdicts: each rule on its claims, counted, and held against the table ``claims``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from mlcareer import data
from mlcareer.claims.cities import same_area
from mlcareer.claims.rule import NOT_TESTABLE, RULES, VERDICTS, Claim, Evidence, Finding, Load, Rule
from mlcareer.text import NOT_RELEASED

#: First letters of the claims' ids in the article's order: its beginning, what one needs, places, pay, questions, its end.
ORDER = "IQCSFE"


@dataclass(frozen=True)
class Judgment:
    """The verdict on a claim. ``tables`` are all that its rule used, ``told`` those whose figures it tells, ``decisive`` those
    that decide the verdict, ``contested`` those that decide it or that of another choice; ``others`` maps each other choice
    that was tried to the verdict that it gives. The claim's own words stand in the table ``claims``."""

    id: str
    verdict: str
    figure: str
    date: str
    statement: str
    why: str
    tables: tuple[str, ...]
    told: frozenset[str]
    decisive: frozenset[str]
    contested: frozenset[str]
    others: dict[str, str]

    @property
    def changes(self) -> dict[str, str]:
        """The other choices that give another verdict."""
        return {choice: verdict for choice, verdict in self.others.items() if verdict != self.verdict}


def listed() -> list[Claim]:
    """All claims that a rule judges, in the article's order: the table ``claims`` is made from it."""
    return sorted((claim for rule in RULES for claim in rule.claims), key=_in_the_article)


def _in_the_article(claim: Claim) -> tuple[int, int, str]:
    """``F10`` stands after ``F9e``."""
    letter, number, part = re.findall(r"^([A-Z])(\d+)([a-z]?)$", claim.id)[0]
    return ORDER.index(letter), int(number), part


def check(load: Load = data.load) -> None:
    """Raise DataError unless the table ``claims`` has the claims that the rules judge, and each has one rule."""
    rules = [claim for rule in RULES for claim in rule.ids]
    table = load("claims").set_index("id")
    faults = {
        "claims without a rule": sorted(set(table.index) - set(rules)),
        "rules without a claim": sorted(set(rules) - set(table.index)),
        "claims with two rules": sorted({claim for claim in rules if rules.count(claim) > 1}),
    }
    told = "; ".join(f"{what}: {', '.join(ids)}" for what, ids in faults.items() if ids)
    if told:
        raise data.DataError(
            f"data/claims.csv and the rules in src/mlcareer/claims disagree: {told}. After a change of a claim: make "
            "refresh (python scripts/run.py refresh --only claims)."
        )


def judge(load: Load = data.load) -> list[Judgment]:
    """Return a Judgment for each claim, in the order of the table ``claims``.

    ``load`` gives tables by name; a test may give altered ones. Raises DataError for a claim without a rule or a rule
    without a claim, ValueError for a verdict outside the five.
    """
    load = cache(load)  # rules read and never change what they are given
    check(load)
    rules = {claim: rule for rule in RULES for claim in rule.ids}
    return [_judgment(claim, rules[claim], load) for claim in load("claims")["id"]]


def _judgment(claim: str, rule: Rule, load: Load) -> Judgment:
    evidence = Evidence(load)
    finding = finding_of(rule, evidence, claim)
    told, decisive = frozenset(evidence.told), frozenset(evidence.decisive)  # before other choices read more
    others = {name: finding_of(rule, evidence, claim, choice).verdict for name, choice in rule.alternatives.items()}
    for verdict in (finding.verdict, *others.values()):
        if verdict not in VERDICTS:
            raise ValueError(f"The rule for {claim} returns {verdict!r}, which is none of {list(VERDICTS)}.")
    return Judgment(
        id=claim,
        verdict=finding.verdict,
        figure=finding.figure,
        date=finding.date,
        statement=rule.statement,
        why=rule.why,
        tables=tuple(evidence.used),
        told=told,
        decisive=decisive,
        contested=frozenset(evidence.decisive),
        others=others,
    )


def finding_of(rule: Rule, evidence: Evidence, claim: str, choice: dict | None = None) -> Finding:
    """What a rule finds; where something it needs is not there, that it is not testable, and what was missing."""
    try:
        return rule.find(evidence, claim, **(choice or {}))
    except data.MissingRow as missing:
        return Finding(f"{NOT_RELEASED}: {missing}", NOT_TESTABLE)


@lru_cache
def judged() -> dict[str, Judgment]:
    """All judgments on the report's own tables, by id, computed once."""
    return {judgment.id: judgment for judgment in judge()}


def score(once: bool = False) -> dict[str, int]:
    """How many claims have each verdict, in the order of VERDICTS; ``once`` leaves out those of ``same_area``."""
    left_out = same_area() if once else {}
    verdicts = [judgment.verdict for judgment in judged().values() if judgment.id not in left_out]
    return {verdict: verdicts.count(verdict) for verdict in VERDICTS}
