"""Overdue facts, on days given here: no test reads the clock."""

from chores import overdue
from mlcareer import data


def test_facts_are_overdue_from_the_day_after():
    rows = {name: data.load(name)["check_again"] for name in ("certificates", "postings_newest")}
    assert overdue.overdue(min(days.min() for days in rows.values())) == []
    late = overdue.overdue("2099-01-01")
    assert len(late) == sum(map(len, rows.values()))
    assert any(line.startswith("certificates: tensorflow-developer was") for line in late)
    assert any(line.startswith("postings_newest: postings_ai was") for line in late)


def test_warns_and_does_not_fail(capsys):
    assert overdue.main(["2099-01-01"]) == 0
    assert "overdue fact(s) on 2099-01-01" in capsys.readouterr().out
