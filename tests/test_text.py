"""Figures as text."""

import pandas as pd

from mlcareer import text


def test_figures():
    assert text.money(120230) == "$120,230"
    assert text.count(262440) == "262,440"
    assert text.percent(34.62, 1) == "34.6%" and text.percent(-2) == "−2%"
    assert text.money(pd.NA) == text.count(None) == text.percent(float("nan")) == "not released"
    assert text.ranks(4, 7) == "4–7" and text.ranks(1, 1) == "1"
    assert [text.listing(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_top_coded_wages_say_at_least():
    row = {"p90": 239200, "median": 120230, "p10": None, "top_coded": "p75 p90"}
    assert text.pay(row, "p90") == "at least $239,200"
    assert text.pay(row, "median") == "$120,230"
    assert text.pay(row, "p10") == "not released"


def test_two_prices_are_not_a_formula():
    shown = text.say("from $1 to $2, once escaped: \\$3")
    assert shown._repr_markdown_() == r"from <span>\$</span>1 to <span>\$</span>2, once escaped: <span>\$</span>3"
    assert repr(shown) == "from $1 to $2, once escaped: $3"


def test_indented_prose_is_no_code_block():
    assert text.say("\n        one\n        two\n")._repr_markdown_() == "one\ntwo"


def test_key_figures():
    assert (
        text.key_figures({"Median": "$5", "Jobs": "7"})._repr_markdown_()
        == "## Key figures\n\n- Median: **<span>\\$</span>5**\n- Jobs: **7**"
    )
