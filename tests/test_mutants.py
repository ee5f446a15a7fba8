"""The planting of faults, without planting any: that takes minutes, and is make mutants."""

import mutants
import pytest

from mlcareer import text


def test_our_own_faults_can_be_planted():
    """The lines that they change still stand there."""
    planted = mutants.ours()
    assert len(planted) == len(mutants.OURS) and all(mutant.line and mutant.what for mutant in planted)


def test_a_fault_that_can_no_longer_be_planted_is_named(monkeypatch):
    monkeypatch.setattr(mutants, "OURS", (("text", "no such line", "x"),))
    with pytest.raises(ValueError, match="'no such line' should stand once in text.py; it stands 0 times"):
        mutants.ours()


def test_what_changes_nothing_is_no_fault():
    code = "def f(a: int | None) -> int:\n    'Says.'\n    return a + 1\n"
    assert mutants.meaning(code) == mutants.meaning(code.replace("int | None", "int ^ None").replace("Says", "Said"))
    assert mutants.meaning(code) != mutants.meaning(code.replace("a + 1", "a - 1"))
    assert mutants.meaning("def f(:") is None


def test_the_quick_tests_import_the_code_of_their_own_copy():
    """Copies put their src first; were the installed one taken, no fault would ever be noticed."""
    assert mutants.SOURCES.joinpath("text.py").samefile(text.__file__)
