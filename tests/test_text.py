"""Figures as text."""

import doctest

import pandas as pd
import pytest

from mlcareer import text


def test_figures():
    assert text.money(120230.4) == "$120,230"
    assert text.count(262440.4) == "262,440"
    assert text.percent(34.62, 1) == "34.6%" and text.percent(-2.4) == "−2%" and text.percent(1234.5) == "1,234%"
    assert text.times(3.14) == "3.1" and text.times(3.14, 2) == "3.14"
    assert text.words(None) == text.portion(None) == text.multiple(None) == text.times(None) == "not released"
    assert text.money(pd.NA) == text.count(None) == text.percent(float("nan")) == "not released"
    assert text.ranks(4, 7) == "4–7" and text.ranks(int("1000"), int("1000")) == "1000"
    assert [text.listing(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_top_coded_wages_say_at_least():
    row = {"p90": 239200, "median": 120230, "p10": None, "top_coded": "p75 p90"}
    assert text.pay(row, "p90") == "at least $239,200"
    assert text.pay(row, "median") == "$120,230"
    assert text.pay(row, "p10") == "not released"


def test_article():
    articles = [
        text.article(noun) for noun in ("bachelor's degree", "Associate's degree", "**doctorate**", "no credential")
    ]
    assert articles == ["a bachelor's degree", "an Associate's degree", "a **doctorate**", "no credential"]
    assert text.article("some college, no degree") == "some college, no degree"


def test_dates():
    assert text.month("2019-08") == "August 2019"
    assert text.ends("2025–35") == (2025, 2035)


def test_examples_in_docstrings():
    results = doctest.testmod(text)
    assert results.attempted >= 4 and results.failed == 0


def test_whole_numbers_in_words():
    assert [text.words(n) for n in (0, 1, 9, 12, 13, 1200, 9.0)] == [
        "no",
        "one",
        "nine",
        "twelve",
        "13",
        "1,200",
        "nine",
    ]
    assert text.words(-1) == "-1"
    with pytest.raises(ValueError, match="9.5 is no whole number"):
        text.words(9.5)


@pytest.mark.parametrize(
    "share, words",
    [
        (10, "a tenth"),
        (20.5, "a fifth"),
        (20.6, "about a fifth"),
        (25, "a quarter"),
        (28, "about a quarter"),
        (33, "a third"),
        (30.4, "about a third"),
        (36.3, "about a third"),
        (36.4, "36%"),
        (50.5, "half"),
        (47, "about half"),
        (46.9, "47%"),
        (66.7, "two thirds"),
        (75, "three quarters"),
        (90, "nine tenths"),
        (100, "100%"),
        (0, "0%"),
    ],
)
def test_parts_of_a_whole(share, words):
    assert text.portion(share) == words


@pytest.mark.parametrize(
    "ratio, words",
    [
        (2, "twice"),
        (2.01, "twice"),
        (2.02, "over twice"),
        (1.98, "nearly twice"),
        (1.91, "nearly twice"),
        (1.89, "1.9 times"),
        (2.09, "over twice"),
        (2.11, "2.1 times"),
        (3, "three times"),
        (9.886, "nearly ten times"),
        (10.04, "ten times"),
        (10.2, "over ten times"),
        (1, "1.0 times"),
        (1.01, "1.0 times"),
        (0.5, "0.5 times"),
        (20, "20 times"),
    ],
)
def test_multiples(ratio, words):
    assert text.multiple(ratio) == words


def test_pays_changes_the_named_wages_only():
    frame = pd.DataFrame({"p10": [5], "p90": [9], "n": [3], "top_coded": ["p90"]})
    shown = text.pays(frame, ["p10", "p90"])
    assert shown.to_dict("records") == [{"p10": "$5", "p90": "at least $9", "n": 3, "top_coded": "p90"}]
    assert frame["p10"].tolist() == [5]
