"""What the tests of the rules share: tables altered in memory, and what a rule finds on them."""

import re
from collections.abc import Callable

import pandas as pd

from mlcareer import claims, data
from mlcareer.claims import judging

Change = Callable[[pd.DataFrame], pd.DataFrame]


def altered(**changes: Change):
    """A ``load`` that gives the report's tables, some of them altered by a function."""
    return lambda name: changes[name](data.load(name).copy()) if name in changes else data.load(name)


def finding(claim: str, choice: dict | str | None = None, **changes: Change) -> claims.Finding:
    """What the rule of a claim finds on altered tables, perhaps under another choice, which may be given by its name."""
    (own,) = (rule for rule in claims.RULES if claim in rule.ids)
    if isinstance(choice, str):
        choice = own.alternatives[choice]
    return judging.finding_of(own, claims.Evidence(altered(**changes)), claim, choice)


def put(column: str, value, **where) -> Change:
    """Set a column to a value (or a function of the old one) in the rows that match; there must be some."""

    def change(frame):
        rows = pd.Series(True, index=frame.index)
        for name, wanted in where.items():
            rows &= frame[name].isin(wanted if isinstance(wanted, list | tuple | set) else [wanted])
        assert rows.any()
        frame.loc[rows, column] = value(frame.loc[rows, column]) if callable(value) else value
        return frame

    return change


def all_of(*changes: Change) -> Change:
    """Several changes of one table, one after the other."""

    def change(frame):
        for step in changes:
            frame = step(frame)
        return frame

    return change


def named_verdicts(claim: str) -> set[str]:
    """The verdicts that the words of a claim's rule name."""
    (own,) = (rule for rule in claims.RULES if claim in rule.ids)
    verdicts = "supported with limits|supported|outdated|contradicted|not testable"
    return set(re.findall(verdicts, own.statement.lower()))
