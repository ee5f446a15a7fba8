"""The rules about what one needs: each verdict that a rule names is seen, each threshold tried from both sides."""

import pytest
from altered import finding, put

from mlcareer.claims import CONTRADICTED, LIMITS, SUPPORTED

#: Claim, altered tables, and the verdict they must give.
SEEN = [
    ("Q1", {"education_assignments": put("education", "Bachelor's degree", occupation="15-1221")}, SUPPORTED),
    ("Q2", {"onet_education": put("standard_error", 90.0, category=[8, 9, 10, 11, 12])}, CONTRADICTED),
    ("Q4", {"survey_languages": put("low", 40.0, language="Python")}, LIMITS),
    ("Q5", {"onet_importance": put("low", 3.2, element="Mathematics", domain="skill")}, SUPPORTED),
]


@pytest.mark.parametrize(("claim", "changes", "expected"), SEEN)
def test_each_verdict_is_seen(claim, changes, expected):
    assert finding(claim, **changes).verdict == expected
