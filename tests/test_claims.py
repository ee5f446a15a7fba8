"""The verdicts: every claim has one, by a rule, and every rule can come out differently."""

import ast
import csv
import dataclasses
import json
import re
from pathlib import Path

import pandas as pd
import pins
import pytest
from conftest import ROOT

from mlcareer import claims, data, lineage, verdicts
from mlcareer.claims import CONTRADICTED, LIMITS, NOT_TESTABLE, OUTDATED, SUPPORTED, judging, rule

IDS = (
    ["I1", "I2", *(f"Q{n}" for n in range(1, 6)), *(f"C{n}" for n in range(12)), *(f"S{n}" for n in range(1, 6))]
    + ["F1", "F2", "F3", "F4", "F5", "F6a", "F6b", "F7", *(f"F8{x}" for x in "abcde"), *(f"F9{x}" for x in "abcde")]
    + ["F10", "E1"]
)


def test_every_claim_has_a_verdict_a_rule_and_a_figure():
    judged = claims.judged()
    assert list(judged) == IDS and len(IDS) == 44
    for found in judged.values():
        assert found.verdict in claims.VERDICTS and found.statement.endswith(".") and found.why.endswith(".")
        assert found.figure and set(found.tables) <= set(data.names())
        assert (found.verdict == NOT_TESTABLE) or found.tables and found.date
        if found.verdict == NOT_TESTABLE:
            assert (
                "would take" in found.why or "measures" in found.statement or found.figure.startswith(rule.LEFT_OPEN)
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
    assert data.load("claims").to_records(index=False).tolist() == rows, "python scripts/refresh.py --only claims"


def altered(**changes):
    """A ``load`` that gives the report's tables, some of them altered by a function."""
    return lambda name: changes[name](data.load(name).copy()) if name in changes else data.load(name)


def finding(claim, **changes):
    (own,) = (one for one in claims.RULES if claim in one.ids)
    return judging._finding(own, claims.Evidence(altered(**changes)), claim)


def put(column, value, **where):
    """Set a column to a value (or a function of the old one) in the rows that match."""

    def change(frame):
        rows = pd.Series(True, index=frame.index)
        for name, wanted in where.items():
            rows &= frame[name].isin(wanted if isinstance(wanted, list | tuple | set) else [wanted])
        assert rows.any()
        frame.loc[rows, column] = value(frame.loc[rows, column]) if callable(value) else value
        return frame

    return change


AREAS = {f"C{row.order}": row.area for row in data.load("places").itertuples()}
BIG = {"occupation": "15-2051"}


def area(claim, **figures):
    """Altered figures of data scientists in the area of a claim."""

    def change(frame):
        rows = (frame["occupation"] == "15-2051") & (frame["area"] == AREAS[claim])
        assert rows.any()
        frame.loc[rows, list(figures)] = list(figures.values())
        return frame

    return {"oews_metro": change}


FIRST = {"employment": 90_000, "employment_rse": 0.1, "location_quotient": 9.0}
LAST = {"employment": 1_200, "employment_rse": 0.5, "location_quotient": 0.2, "mean": 60_000, "mean_rse": 0.5}


#: Claim -> altered tables, and the verdict they must give; it differs from the one on the report's own tables.
FLIPS = {
    "I1": ({"certificates": put("status", "offered", vendor=["Google", "Microsoft"])}, CONTRADICTED),
    "Q1": ({"education_assignments": put("education", "Bachelor's degree", occupation="15-1221")}, SUPPORTED),
    "Q2": ({"onet_education": put("standard_error", 90.0, category=[8, 9, 10, 11, 12])}, CONTRADICTED),
    "Q4": ({"survey_languages": put("low", 40.0, language="Python")}, LIMITS),
    "Q5": ({"onet_importance": put("low", 3.2, element="Mathematics", domain="skill")}, SUPPORTED),
    "F3": ({"onet_importance": put("low", 1.2, element="Mathematics")}, CONTRADICTED),
    "C0": ({"oews_metro": put("location_quotient", 1.2, **BIG)}, SUPPORTED),
    "C11": ({"visa_states": put("employers", 1, state=list(claims.STATES))}, CONTRADICTED),
    "S1": ({"advertised_pay": put("middle_median", 1000, year=2024, experience="senior")}, LIMITS),
    "S2": ({"oews_metro": put("mean_rse", 60.0, **BIG)}, CONTRADICTED),
    "S3": ({"advertised_remote": put("medium_company", 10)}, LIMITS),
    "S4": ({"oews_national": put("mean", 112_500, occupation="15-2051")}, SUPPORTED),
    "S5": ({"oews_national": put("p90", 201_000, occupation="15-2051")}, SUPPORTED),
    "F1": ({"onet_tasks": put("task", "Deploy a model for a business.", onet_code="15-2051.00")}, SUPPORTED),
    "F2": ({"survey_languages": put("users", 65, role="AI/ML engineer", language="R")}, SUPPORTED),
    "F4": ({"onet_technologies": put("in_demand", True, technology="Keras")}, SUPPORTED),
    "F5": ({"education_assignments": put("education", "Master's degree")}, CONTRADICTED),
    "F6a": ({"certificates": put("status", "offered", vendor="Google")}, NOT_TESTABLE),
    "F6b": ({"certificates": put("status", "offered", vendor="Microsoft")}, NOT_TESTABLE),
    "F7": ({"advertised_remote": put("fully_remote", lambda old: old * 0)}, CONTRADICTED),
    "F8a": ({"oews_industry": put("employment", 100, industry="62--63")}, CONTRADICTED),
    "F8b": ({"oews_industry": put("employment", 5_000, industry="52--53")}, LIMITS),
    "F8d": ({"oews_industry": put("employment", 50_000, industry="48--50")}, SUPPORTED),
    "F9a": ({"onet_importance": put("low", 2.0, element="Programming")}, CONTRADICTED),
    "F9b": ({"onet_tasks": put("task", "Attend meetings.", onet_code="15-2051.00")}, CONTRADICTED),
    "F9c": ({"onet_tasks": put("task", "Attend meetings.", onet_code="15-2051.00")}, CONTRADICTED),
    "F9e": ({"onet_importance": put("low", 2.0, element="Complex Problem Solving")}, CONTRADICTED),
    "F10": ({"projections": put("growth_percent", 1.0, occupation="15-2051")}, OUTDATED),
    "E1": ({"oews_metro": put("median", 200_000, occupation="00-0000")}, CONTRADICTED),
}


#: Claim, altered tables, and what they must give: each verdict that the claim's rule names.
SEEN: list[tuple[str, dict, str]] = [
    *((claim, area(claim, **FIRST), SUPPORTED) for claim in AREAS),
    *((claim, area(claim, **LAST), CONTRADICTED) for claim in AREAS),
    ("C4", area("C4", employment=15_000, employment_rse=0.5, location_quotient=1.0), LIMITS),
    ("C4", {}, NOT_TESTABLE),
    ("C1", area("C1", employment=900), NOT_TESTABLE),
]


@pytest.mark.parametrize(("claim", "changes", "expected"), SEEN)
def test_each_verdict_is_seen(claim, changes, expected):
    assert finding(claim, **changes).verdict == expected


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


@pytest.mark.parametrize("claim", IDS)
def test_rule_flips_on_altered_data(claim):
    if claim in {seen for seen, _, _ in SEEN}:
        return
    if claims.judged()[claim].verdict == NOT_TESTABLE and not claims.judged()[claim].tables:
        assert claim not in FLIPS  # reads no table: there is nothing to alter
        return
    changes, expected = FLIPS[claim]
    assert expected != claims.judged()[claim].verdict
    assert finding(claim, **changes).verdict == expected


def test_a_claim_without_a_rule_is_named():
    more = pd.DataFrame([("Z9", "faq", "New.", "none")], columns=data.load("claims").columns)
    with pytest.raises(data.DataError, match="claims without a rule: Z9"):
        claims.judge(altered(claims=lambda frame: pd.concat([frame, more])))


def test_a_rule_without_a_claim_is_named():
    with pytest.raises(data.DataError, match="rules without a claim: E1"):
        claims.judge(altered(claims=lambda frame: frame[frame["id"] != "E1"]))


def spoiled(monkeypatch, **changes):
    """Replace the rule of Q1 by a copy with something changed."""
    rules = [dataclasses.replace(one, **changes) if one.ids == ["Q1"] else one for one in claims.RULES]
    monkeypatch.setattr(judging, "RULES", rules)


def test_a_verdict_outside_the_five_is_named(monkeypatch):
    spoiled(monkeypatch, find=lambda load, claim: claims.Finding("x", "proved"))
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
            found = finding(claim, **{name: lambda frame, row=row: frame.drop(frame.index[row])})
            assert found.verdict in claims.VERDICTS
        for change in (nothing, no_figures):
            found = finding(claim, **{name: change})
            unknown = found.figure.startswith(("not released: data/", rule.LEFT_OPEN))
            assert (found.verdict == NOT_TESTABLE) == unknown or claim == "S3"
    found = finding(claim, **dict.fromkeys(data.names(), nothing))
    assert found.verdict == NOT_TESTABLE and re.match(r"not released: data/\w+\.csv has no ", found.figure)


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
    dates = {found.id: found.date for found in claims.judge()}
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
        for one in tree.body
        for node in ast.walk(one)
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


def test_the_claims_name_the_places_of_the_table():
    assert data.load("places").sort_values("order")["name"].tolist() == claims.cities.PLACES


def test_states_of_the_named_areas():
    """The filings name states: those of the nine areas' main cities."""
    named = data.load("places").merge(data.load("metros"), on="area")["short_name"]
    assert sorted(claims.STATES) == sorted(set(named.str[-2:]))


def test_verdicts_are_as_pinned():
    """Every change of a verdict, its figure or its date shows as a change of one file: python scripts/pins.py."""
    with (ROOT / "tests" / "pins.csv").open(encoding="utf-8", newline="") as file:
        pinned = list(csv.DictReader(file))
    assert pins.pins() == pinned


def test_a_range_of_ranks_answers_from_both_sides():
    first = claims.cities.among_first
    assert [first(1, 10, 10), first(1, 11, 10), first(10, 12, 10), first(11, 12, 10)] == ["yes", "open", "open", "no"]


def test_a_quotient_has_the_error_of_its_jobs():
    found = [finding("C4", **area("C4", employment_rse=rse)).figure for rse in (0.0, 10.0)]
    ranges = [re.search(r"concentration (\d+)–(\d+)", figure).groups() for figure in found]
    assert int(ranges[0][1]) - int(ranges[0][0]) < int(ranges[1][1]) - int(ranges[1][0])


def test_other_choices_are_told():
    assert claims.judged()["C5"].changes == {"the rank without its range": CONTRADICTED}
    text = verdicts.Reasoning([claims.judged()["C5"]])._repr_html_()
    assert "It would be another under: the rank without its range (contradicted)" in text


def test_badge_and_table_say_the_same():
    found = claims.judged()["S4"]
    assert f"{claims.VERDICTS[found.verdict]} {found.verdict}" in verdicts.badge("S4")
    page = verdicts.table(claims.judged().values()).html()
    assert page.count("<tr id=") == 44 and 'id="claim-S4"' in page and "contradicted" in page
