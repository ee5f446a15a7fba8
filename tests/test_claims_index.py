"""The rules about the article's beginning and end: each verdict that a rule names is seen, each threshold tried from both sides."""

import pytest
from altered import finding, put

from mlcareer.claims import CONTRADICTED

#: Claim, altered tables, and the verdict they must give.
SEEN = [
    ("I1", {"certificates": put("status", "offered", vendor=["Google", "Microsoft"])}, CONTRADICTED),
    ("E1", {"oews_metro": put("median", 200_000, occupation="00-0000")}, CONTRADICTED),
]


@pytest.mark.parametrize(("claim", "changes", "expected"), SEEN)
def test_each_verdict_is_seen(claim, changes, expected):
    assert finding(claim, **changes).verdict == expected
