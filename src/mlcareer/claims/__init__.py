"""A verdict on every claim of the article, by a stated rule.

One file a chapter (``index``, ``qualifications``, ``cities``, ``salaries``, ``faq``) holds its claims in the report's own
words, each beside its rule. ``rule`` says what a rule is, ``judging`` runs them: ``judge()`` gives all verdicts, ``score()``
counts them. ``mlcareer.verdicts`` shows them.
"""

from . import index, qualifications, cities, salaries, faq  # isort: skip  (each registers its rules, in the article's order)
from .cities import STATES, hotspots, same_area
from .judging import Judgment, check, judge, judged, listed, score
from .rule import (
    CONTRADICTED,
    LIMITS,
    NOT_TESTABLE,
    OUTDATED,
    RULES,
    SUPPORTED,
    VERDICTS,
    Claim,
    Evidence,
    Finding,
    Rule,
)

__all__ = [
    "CONTRADICTED",
    "LIMITS",
    "NOT_TESTABLE",
    "OUTDATED",
    "RULES",
    "STATES",
    "SUPPORTED",
    "VERDICTS",
    "Claim",
    "Evidence",
    "Finding",
    "Judgment",
    "Rule",
    "check",
    "cities",
    "faq",
    "hotspots",
    "index",
    "judge",
    "judged",
    "listed",
    "qualifications",
    "salaries",
    "same_area",
    "score",
]
