"""The planting of faults, without planting any: that takes minutes, and is make mutants."""

import pytest

from chores import mutants
from mlcareer import text


def test_our_own_faults_can_be_planted():
    """The lines that they change still stand there."""
    planted = mutants.ours()
    assert len(planted) == len(mutants.OURS) and all(mutant.line and mutant.what for mutant in planted)


def test_a_fault_that_can_no_longer_be_planted_is_named(monkeypatch):
    monkeypatch.setattr(mutants, "OURS", (("text", "no such line", "x"),))
    with pytest.raises(ValueError, match="'no such line' should stand once in text.py; it stands 0 times"):
        mutants.ours()


def test_the_claims_are_a_part_of_their_own():
    """Each module of the claims but the one that gathers their names; each module that is named is there."""
    folder = {f"claims.{path.stem}" for path in (mutants.SOURCES / "claims").glob("*.py")} - {"claims.__init__"}
    assert set(mutants.PARTS["claims"]) == folder
    assert all((mutants.SOURCES / mutants.source(module)).is_file() for module in mutants.MODULES)


def test_each_part_needs_its_share():
    """Nine of ten of the helpers do not make up for one of two of the claims."""
    fault, other = mutants.mutant("text", "a", "b"), mutants.mutant("claims.faq", "a", "b")
    results = [*[(fault, True)] * 9, (fault, False), (other, True), (other, False)]
    assert mutants.shares(results) == {"helpers": 0.9, "claims": 0.5}
    assert mutants.shares(results[:10]) == {"helpers": 0.9}


def test_a_fault_in_a_rule_is_shown_to_the_tests_of_the_rules():
    tests = ["tests/test_text.py", "tests/test_claims.py", "tests/test_claims_faq.py", "tests/test_charts.py"]
    assert mutants.tests_of("claims.faq", tests) == ["tests/test_claims_faq.py", "tests/test_claims.py"]
    assert mutants.tests_of("claims.rule", tests) == ["tests/test_claims.py", "tests/test_claims_faq.py"]
    assert mutants.tests_of("charts", tests) == [tests[3], *tests[:3]]


def test_what_changes_nothing_is_no_fault():
    code = "def f(a: int | None) -> int:\n    'Says.'\n    return a + 1\n"
    assert mutants.meaning(code) == mutants.meaning(code.replace("int | None", "int ^ None").replace("Says", "Said"))
    assert mutants.meaning(code) != mutants.meaning(code.replace("a + 1", "a - 1"))
    assert mutants.meaning("def f(:") is None


def test_the_quick_tests_import_the_code_of_their_own_copy():
    """Copies put their src first; were the installed one taken, no fault would ever be noticed."""
    assert mutants.SOURCES.joinpath("text.py").samefile(text.__file__)
