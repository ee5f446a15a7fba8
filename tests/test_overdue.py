"""Overdue facts, on days given here: no test reads the clock."""

from chores import overdue
from mlcareer import data


def test_facts_are_overdue_from_the_day_after():
    day = data.load("certificates")["check_again"].min()
    assert overdue.overdue(day) == []
    late = overdue.overdue("2099-01-01")
    assert len(late) == len(data.load("certificates")) and "tensorflow-developer" in late[0]


def test_warns_and_does_not_fail(capsys):
    assert overdue.main(["2099-01-01"]) == 0
    assert "overdue fact(s) on 2099-01-01" in capsys.readouterr().out
