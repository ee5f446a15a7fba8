"""The verdicts: every claim has one, by a rule, and every rule can come out differently."""

import ast
import csv
import dataclasses
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from altered import altered, finding
from conftest import ROOT

from chores import pins
from mlcareer import claims, data, lineage, verdicts
from mlcareer.claims import CONTRADICTED, LIMITS, NOT_TESTABLE, SUPPORTED, judging, rule

IDS = (
    ["I1", "I2", *(f"Q{n}" for n in range(1, 6)), *(f"C{n}" for n in range(12)), *(f"S{n}" for n in range(1, 6))]
    + ["F1", "F2", "F3", "F4", "F5", "F6a", "F6b", "F7", *(f"F8{x}" for x in "abcde"), *(f"F9{x}" for x in "abcde")]
    + ["F10", "E1"]
)


def test_every_claim_has_a_verdict_a_rule_and_a_figure():
    judged = claims.judged()
    assert list(judged) == IDS and len(IDS) == 44
    for judgment in judged.values():
        assert judgment.verdict in claims.VERDICTS and judgment.statement.endswith(".") and judgment.why.endswith(".")
        assert judgment.figure and set(judgment.tables) <= set(data.names())
        assert (judgment.verdict == NOT_TESTABLE) or judgment.tables and judgment.date
        if judgment.verdict == NOT_TESTABLE:
            assert (
                "would take" in judgment.why
                or "measures" in judgment.statement
                or judgment.figure.startswith(rule.LEFT_OPEN)
            ), "not testable must name the data it would take, or say that sampling error leaves it open"


def test_every_claim_is_discussed_in_its_chapter():
    """In a cell that holds its verdict by itself, not only in a count or a table of all."""
    for chapter in data.load("claims")["chapter"].unique():
        cells = lineage.cells((ROOT / "book" / f"{chapter}.ipynb").read_text(encoding="utf-8"))
        discussed = frozenset().union(*(rests.discussed for rests in cells.values()))
        own = set(data.load("claims").query("chapter == @chapter")["id"])
        assert own <= discussed, f"{chapter}: no cell discusses {own - discussed}"


def test_the_table_holds_the_claims_as_the_rules_word_them():
    rows = [(claim.id, claim.chapter, claim.words, claim.evidence) for claim in claims.listed()]
    assert data.load("claims").to_records(index=False).tolist() == rows, "python scripts/run.py refresh --only claims"


def test_an_interval_answers_from_both_sides():
    assert [rule.at_least(3, 4, 3), rule.at_least(2.99, 4, 3), rule.at_least(2, 3, 3), rule.at_least(2, 2.99, 3)] == [
        "yes",
        "open",
        "open",
        "no",
    ]


def test_answers_together():
    def verdict(*answers, **choice):
        return rule.weighed("7 of 9", answers, "2025", **choice).verdict

    assert verdict("yes", "yes") == verdict("yes", "yes", "no", full=2) == SUPPORTED
    assert verdict("yes", "no") == verdict("yes", "open", "open", full=2) == verdict("yes", best=LIMITS) == LIMITS
    assert verdict("no", "no") == CONTRADICTED and verdict("no", "open") == NOT_TESTABLE
    assert rule.weighed("7 of 9", ["open"], "").figure == "sampling error leaves it open: 7 of 9"


def test_a_claim_without_a_rule_is_named():
    more = pd.DataFrame([("Z9", "faq", "New.", "none")], columns=data.load("claims").columns)
    with pytest.raises(data.DataError, match="claims without a rule: Z9"):
        claims.judge(altered(claims=lambda frame: pd.concat([frame, more])))


def test_a_rule_without_a_claim_is_named():
    with pytest.raises(data.DataError, match="rules without a claim: E1"):
        claims.judge(altered(claims=lambda frame: frame[frame["id"] != "E1"]))


def spoiled(monkeypatch, **changes):
    """Replace the rule of Q1 by a copy with something changed."""
    rules = [dataclasses.replace(rule, **changes) if rule.ids == ["Q1"] else rule for rule in claims.RULES]
    monkeypatch.setattr(judging, "RULES", rules)


def test_a_verdict_outside_the_five_is_named(monkeypatch):
    spoiled(monkeypatch, find=lambda load, claim, **choice: claims.Finding("x", "proved"))
    with pytest.raises(ValueError, match="Q1 returns 'proved'"):
        claims.judge()


def test_a_claim_with_two_rules_is_named(monkeypatch):
    monkeypatch.setattr(judging, "RULES", [*claims.RULES, claims.RULES[-1]])
    with pytest.raises(data.DataError, match="claims with two rules: F10"):
        claims.judge()


@pytest.mark.parametrize("claim", [claim for claim in IDS if claims.judged()[claim].tables])
def test_what_is_not_there_is_missed_in_one_line(claim):
    """Rows of each table that a rule reads are taken away in turn, then all rows, all figures: no rule ever raises."""
    for name in claims.judged()[claim].tables:
        for row in range(0, len(data.load(name)), max(1, len(data.load(name)) // 5)):
            judgment = finding(claim, **{name: lambda frame, row=row: frame.drop(frame.index[row])})
            assert judgment.verdict in claims.VERDICTS
        for change in (nothing, no_figures):
            judgment = finding(claim, **{name: change})
            unknown = judgment.figure.startswith(("not released: data/", rule.LEFT_OPEN))
            assert (judgment.verdict == NOT_TESTABLE) == unknown or claim == "S3"
    judgment = finding(claim, **dict.fromkeys(data.names(), nothing))
    assert judgment.verdict == NOT_TESTABLE and re.match(r"not released: data/\w+\.csv has no ", judgment.figure)


def nothing(frame):
    return frame.head(0)


def no_figures(frame):
    return frame.assign(
        **{name: pd.Series(pd.NA, frame.index, frame[name].dtype) for name in frame.select_dtypes("Int64")}
    )


def test_dates_come_from_the_tables(tables):
    """Another period in the description, another date in the verdict."""
    package = json.loads((tables / data.DESCRIPTOR).read_text())
    for about in package["resources"]:
        if about["name"].startswith("oews"):
            about["period"] = about["period"].replace("2025", "2031")
    (tables / data.DESCRIPTOR).write_text(json.dumps(package))
    dates = {judgment.id: judgment.date for judgment in claims.judge()}
    assert dates["C1"] == dates["E1"] == dates["F8a"] == "May 2031" and dates["S4"].startswith("May 2031 (wages)")
    assert not any("May 2025" in date for date in dates.values())


def test_no_rule_types_a_date():
    """Neither a year nor a month in what rules say; a year that selects rows is a number."""
    tree = ast.Module(
        [ast.parse(path.read_text(encoding="utf-8")) for path in Path(claims.__file__).parent.glob("*.py")], []
    )
    told = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    documented = {
        ast.get_docstring(node, clean=False)
        for statement in tree.body
        for node in ast.walk(statement)
        if isinstance(node, DOCUMENTED)
    }
    dated = [
        text for text in told if re.search(r"\b20\d\d\b|January|August|O\*NET \d", text) and text not in documented
    ]
    assert set(dated) == {"advertised in 2025", "advertised in 2023"}  # which year is tried


DOCUMENTED = (ast.FunctionDef, ast.ClassDef, ast.Module)


def test_dates_and_samples_in_words():
    rows = pd.DataFrame({"rated": ["2019-08", "2025-08"], "n": [16, 8]})
    assert rule.samples(rows, "rated") == "August 2019 (n = 16) and August 2025 (n = 8)"
    assert rule.samples(rows.assign(n=8), "rated") == "August 2019 and August 2025 (n = 8 each)"
    assert rule.samples(rows.assign(n=8, rated="2019-08"), "rated") == "August 2019 (n = 8)"
    assert rule.year_of(2025, "2022 to June 2025") == "2025 to June"
    assert rule.year_of(2024, "2022 to June 2025") == "2024"


def test_verdicts_are_as_pinned():
    """Every change of a verdict, its figure or its date shows as a change of one file: python scripts/run.py pins."""
    with (ROOT / "tests" / "pins.csv").open(encoding="utf-8", newline="") as file:
        pinned = list(csv.DictReader(file))
    assert pins.pins() == pinned


def test_other_choices_are_told():
    changes = {"the rank without its range": CONTRADICTED, "above the nation by concentration and pay": LIMITS}
    assert claims.judged()["C5"].changes == changes
    text = verdicts.Reasoning([claims.judged()["C5"]])._repr_html_()
    assert "<b>the rank without its range: contradicted</b>" in text  # another verdict stands out
    assert "; the first five: not testable" in text.replace("Other choices. ", "; ")


def test_a_figure_stands_as_a_sentence():
    """And one that a rule ends itself has one full stop: what was missing is told so."""
    made = verdicts._made("sentence", "of 16 tasks, <4> name models")
    assert made == "Of 16 tasks, &lt;4&gt; name models."
    assert verdicts._made("sentence", "it is needed here.") == "It is needed here."


def test_badge_and_table_say_the_same():
    judgment = claims.judged()["S4"]
    assert f"{claims.VERDICTS[judgment.verdict]} {judgment.verdict}" in verdicts.badge("S4")
    page = verdicts.table().html()
    assert page.count("<tr id=") == 44 and 'id="claim-S4"' in page and "contradicted" in page


@pytest.mark.parametrize(
    ("made", "part"),
    [(claims.judged()["C1"], "verdict"), (claims.Finding("1", SUPPORTED), "verdict"), (claims.listed()[0], "words")],
)
def test_what_all_chapters_share_cannot_be_changed(made, part):
    """Judgments are computed once: were one changed in a cell, each later cell would show it."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(made, part, "another")
