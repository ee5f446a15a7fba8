"""The rules about pay: each verdict that a rule names is seen, each threshold tried from both sides."""

import pytest
from altered import finding, put

from mlcareer.claims import CONTRADICTED, LIMITS, SUPPORTED

#: Claim, altered tables, and the verdict they must give.
SEEN = [
    ("S1", {"advertised_pay": put("middle_median", 1000, year=2024, experience="senior")}, LIMITS),
    ("S2", {"oews_metro": put("mean_rse", 60.0, occupation="15-2051")}, CONTRADICTED),
    ("S3", {"advertised_remote": put("medium_company", 10)}, LIMITS),
    ("S4", {"oews_national": put("mean", 112_500, occupation="15-2051")}, SUPPORTED),
    ("S5", {"oews_national": put("p90", 201_000, occupation="15-2051")}, SUPPORTED),
]


@pytest.mark.parametrize(("claim", "changes", "expected"), SEEN)
def test_each_verdict_is_seen(claim, changes, expected):
    assert finding(claim, **changes).verdict == expected
