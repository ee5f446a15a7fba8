"""The rules about the article's ten answers: each verdict that a rule names is seen, each threshold tried from both sides."""

import pytest
from altered import finding, put

from mlcareer.claims import CONTRADICTED, LIMITS, NOT_TESTABLE, OUTDATED, SUPPORTED


def remote_rows(number):
    """So many of the last year's 967 rows without copies are fully remote."""
    return {"advertised_remote": put("fully_remote", number, year=2025, treatment="without copies")}


def expected(newer, older):
    """Another growth expected of data scientists, in either vintage."""
    rates = {"projections": newer, "projections_earlier": older}
    return {name: put("growth_percent", rate, occupation="15-2051") for name, rate in rates.items()}


#: Claim, altered tables, and the verdict they must give.
SEEN = [
    ("F1", {"onet_tasks": put("task", "Deploy a model for a business.", onet_code="15-2051.00")}, SUPPORTED),
    ("F2", {"survey_languages": put("users", 65, role="AI/ML engineer", language="R")}, SUPPORTED),
    ("F4", {"onet_technologies": put("in_demand", True, technology="Keras")}, SUPPORTED),
    ("F5", {"education_assignments": put("education", "Master's degree")}, CONTRADICTED),
    ("F6a", {"certificates": put("status", "offered", vendor="Google")}, NOT_TESTABLE),
    ("F6b", {"certificates": put("status", "offered", vendor="Microsoft")}, NOT_TESTABLE),
    ("F7", remote_rows(70), CONTRADICTED),
    ("F7", remote_rows(71), NOT_TESTABLE),
    ("F7", remote_rows(122), NOT_TESTABLE),
    ("F7", remote_rows(123), LIMITS),
    ("F7", remote_rows(526), LIMITS),
    ("F7", remote_rows(527), SUPPORTED),
    ("F8a", {"oews_industry": put("employment", 100, industry="62--63")}, CONTRADICTED),
    ("F8b", {"oews_industry": put("employment", 5_000, industry="52--53")}, LIMITS),
    ("F8d", {"oews_industry": put("employment", 50_000, industry="48--50")}, SUPPORTED),
    ("F9a", {"onet_importance": put("low", 2.0, element="Programming")}, CONTRADICTED),
    ("F9b", {"onet_tasks": put("task", "Attend meetings.", onet_code="15-2051.00")}, CONTRADICTED),
    ("F9c", {"onet_tasks": put("task", "Attend meetings.", onet_code="15-2051.00")}, CONTRADICTED),
    ("F9e", {"onet_importance": put("low", 2.0, element="Complex Problem Solving")}, CONTRADICTED),
    ("F10", expected(0.1, -5.0), LIMITS),
    ("F10", expected(0.0, 0.1), OUTDATED),
    ("F10", expected(-5.0, 0.0), CONTRADICTED),
]


@pytest.mark.parametrize(("claim", "changes", "expected"), SEEN)
def test_each_verdict_is_seen(claim, changes, expected):
    assert finding(claim, **changes).verdict == expected


def test_remote_work_is_a_share_of_rows_without_copies():
    assert finding("F7").figure == "28% of 967 rows fully remote (24% to 32%)"
    assert finding("F7", {"treatment": "every advertisement"}).figure == "24% of 2,184 rows fully remote (22% to 27%)"
    assert (
        finding("F7", **remote_rows(71)).figure
        == "sampling error leaves it open: 7% of 967 rows fully remote (5% to 10%)"
    )


def test_growth_is_told_for_all_three_and_for_all_occupations():
    assert finding("F10").figure == (
        "34.6% (data scientists), 21.8% (research scientists) and 10.2% (software developers) against 3.5% for all "
        "occupations"
    )


@pytest.mark.parametrize(("rate", "once", "twice"), [(3.5, CONTRADICTED, CONTRADICTED), (3.6, LIMITS, CONTRADICTED)])
def test_growth_against_that_of_all_occupations(rate, once, twice):
    assert finding("F10", {"multiple": 1}, **expected(rate, 0.0)).verdict == once
    assert finding("F10", {"multiple": 2}, **expected(rate, 0.0)).verdict == twice
