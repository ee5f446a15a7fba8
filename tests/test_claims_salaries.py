"""The rules about pay: each verdict that a rule names is seen, each threshold tried from both sides."""

import pytest
from altered import all_of, finding, put

from mlcareer import claims
from mlcareer.claims import CONTRADICTED, LIMITS, NOT_TESTABLE, OUTDATED, SUPPORTED

DATA_SCIENTISTS = {"occupation": "15-2051"}


def means(mean, rse, **where):
    """Another mean wage, with its error, in the nation."""
    return {"oews_national": all_of(put("mean", mean, **where), put("mean_rse", rse, **where))}


def lower_end(median):
    """Another median of the lower ends advertised."""
    return {"advertised_pay": put("low_median", median, year=2025, experience="all", treatment="without copies")}


#: Claim, altered tables, and the verdict they must give.
SEEN = [
    ("S1", {"advertised_pay": put("middle_median", 1000, year=2024, experience="senior")}, LIMITS),
    ("S2", {"oews_metro": put("mean_rse", 60.0, occupation="15-2051")}, CONTRADICTED),
    ("S3", {"advertised_remote": put("medium_company", 10)}, LIMITS),
    ("S4", means(112_500, 0.5), SUPPORTED),
    ("S4", means(112_500, 0.5, occupation=["15-1221", "15-1252"]), LIMITS),
    ("S4", means(112_500, 0.5, **DATA_SCIENTISTS), LIMITS),
    ("S4", means(119_000, 0.7, **DATA_SCIENTISTS), LIMITS),  # its interval begins at 117,367
    ("S4", means(120_000, 0.7, **DATA_SCIENTISTS), CONTRADICTED),  # at 118,354
    ("S4", lower_end(117_600), LIMITS),
    ("S4", lower_end(117_601), CONTRADICTED),
    ("S4", lower_end(106_400), LIMITS),
    ("S4", lower_end(106_399), NOT_TESTABLE),
    ("S4", {"visa_occupations": put("median", 112_000, code="all")}, LIMITS),
    ("S4", {"oews_national_earlier": put("mean", 113_000, year=2024, **DATA_SCIENTISTS)}, OUTDATED),
    ("S4", {"oews_national_earlier": put("mean", 113_000, occupation="00-0000", year=2024)}, CONTRADICTED),
    ("S4", means(90_000, 0.5, **DATA_SCIENTISTS), NOT_TESTABLE),
    (
        "S4",
        means(90_000, 0.5) | lower_end(90_000) | {"visa_occupations": put("median", 90_000, code="all")},
        CONTRADICTED,
    ),
    ("S5", {"oews_national": put("p90", 201_000, occupation="15-2051")}, SUPPORTED),
]


@pytest.mark.parametrize(("claim", "changes", "expected"), SEEN)
def test_each_verdict_is_seen(claim, changes, expected):
    assert finding(claim, **changes).verdict == expected


#: Claim, and what its other choices give today.
OTHERS = {
    "S4": {
        "medians instead of means": OUTDATED,
        "exactly": CONTRADICTED,
        "give or take 10%": OUTDATED,
        "give or take 15%": LIMITS,
        "copies counted": CONTRADICTED,
    },
}


@pytest.mark.parametrize("claim", OTHERS)
def test_other_choices_give(claim):
    assert claims.judged()[claim].others == OTHERS[claim]


def test_figures_on_both_sides_are_not_called_an_error():
    assert finding("S4", **lower_end(90_000)).figure.startswith("figures on both sides leave it open: means $126,800")
