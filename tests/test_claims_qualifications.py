"""The rules about what one needs: each verdict that a rule names is seen, each threshold tried from both sides."""

import pytest
from altered import all_of, finding, put

from mlcareer.claims import CONTRADICTED, LIMITS, NOT_TESTABLE, SUPPORTED


def use(python, r, marked=True):
    """So many of 70 AI/ML engineers use each language; developers' postings may name neither often."""
    engineers = {"role": "AI/ML engineer"}
    users = all_of(
        put("users", python, language="Python", **engineers),
        put("users", r, language="R", **engineers),
        put("n", 70, **engineers),
    )
    rare = {"onet_technologies": put("in_demand", False, technology=["Python", "R"], onet_code="15-1252.00")}
    return {"survey_languages": users} | ({} if marked else rare)


#: Claim, altered tables, and the verdict they must give.
SEEN = [
    ("Q1", {"education_assignments": put("education", "Bachelor's degree", occupation="15-1221")}, SUPPORTED),
    ("Q2", {"onet_education": put("standard_error", 90.0, category=[8, 9, 10, 11, 12])}, CONTRADICTED),
    ("Q4", {}, SUPPORTED),
    ("Q4", use(53, 6), LIMITS),
    # Not in demand for developers: the survey decides between the others. Of 70, 60 are surely 75% or more, 45 surely fewer.
    ("Q4", use(60, 1, marked=False), LIMITS),
    ("Q4", use(59, 1, marked=False), NOT_TESTABLE),
    ("Q4", use(46, 0, marked=False), NOT_TESTABLE),
    ("Q4", use(45, 0, marked=False), CONTRADICTED),
    # Either of the two: at least the larger count, at most the sum.
    ("Q4", use(1, 60, marked=False), LIMITS),
    ("Q4", use(30, 40, marked=False), NOT_TESTABLE),
    ("Q4", use(40, 5, marked=False), CONTRADICTED),
    ("Q4", {"survey_languages": lambda frame: frame[frame["language"] != "R"]}, NOT_TESTABLE),
    ("Q5", {"onet_importance": put("low", 3.2, element="Mathematics", domain="skill")}, SUPPORTED),
]


@pytest.mark.parametrize(("claim", "changes", "expected"), SEEN)
def test_each_verdict_is_seen(claim, changes, expected):
    assert finding(claim, **changes).verdict == expected


def test_a_mark_of_either_language_will_do():
    only_r = put("in_demand", False, technology="Python")
    assert "in demand in 2 of 3" in finding("Q4", onet_technologies=only_r).figure


def test_either_is_never_more_than_all():
    assert "(either: 92% to 100% " in finding("Q4", **use(69, 6)).figure


def test_who_named_no_language_may_count_as_using_neither():
    """62 of 70 are surely three quarters; 62 of 77 are not."""
    asked = use(62, 1) | {"survey_pay": put("n", 77, role="AI/ML engineer", grouping="all")}
    assert finding("Q4", **asked).verdict == SUPPORTED
    assert finding("Q4", {"silent": True}, **asked).verdict == LIMITS
