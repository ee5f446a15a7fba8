"""The rules about the article's ten answers: each verdict that a rule names is seen, each threshold tried from both sides."""

import pytest
from altered import finding, put

from mlcareer.claims import CONTRADICTED, LIMITS, NOT_TESTABLE, OUTDATED, SUPPORTED

#: Claim, altered tables, and the verdict they must give.
SEEN = [
    ("F1", {"onet_tasks": put("task", "Deploy a model for a business.", onet_code="15-2051.00")}, SUPPORTED),
    ("F2", {"survey_languages": put("users", 65, role="AI/ML engineer", language="R")}, SUPPORTED),
    ("F4", {"onet_technologies": put("in_demand", True, technology="Keras")}, SUPPORTED),
    ("F5", {"education_assignments": put("education", "Master's degree")}, CONTRADICTED),
    ("F6a", {"certificates": put("status", "offered", vendor="Google")}, NOT_TESTABLE),
    ("F6b", {"certificates": put("status", "offered", vendor="Microsoft")}, NOT_TESTABLE),
    ("F7", {"advertised_remote": put("fully_remote", lambda old: old * 0)}, CONTRADICTED),
    ("F8a", {"oews_industry": put("employment", 100, industry="62--63")}, CONTRADICTED),
    ("F8b", {"oews_industry": put("employment", 5_000, industry="52--53")}, LIMITS),
    ("F8d", {"oews_industry": put("employment", 50_000, industry="48--50")}, SUPPORTED),
    ("F9a", {"onet_importance": put("low", 2.0, element="Programming")}, CONTRADICTED),
    ("F9b", {"onet_tasks": put("task", "Attend meetings.", onet_code="15-2051.00")}, CONTRADICTED),
    ("F9c", {"onet_tasks": put("task", "Attend meetings.", onet_code="15-2051.00")}, CONTRADICTED),
    ("F9e", {"onet_importance": put("low", 2.0, element="Complex Problem Solving")}, CONTRADICTED),
    ("F10", {"projections": put("growth_percent", 1.0, occupation="15-2051")}, OUTDATED),
]


@pytest.mark.parametrize(("claim", "changes", "expected"), SEEN)
def test_each_verdict_is_seen(claim, changes, expected):
    assert finding(claim, **changes).verdict == expected
