"""What is left of a salary after taxes: of one single person with wages alone, by state.

Taxes are known for salaries by whole steps. Between two steps nothing is made up: a salary goes to the nearest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from mlcareer import data


@dataclass(frozen=True)
class Left:
    """What is left of a salary ``pay``, which is a step: US dollars a year. ``federal``, ``state`` and ``payroll`` are the taxes."""

    pay: int
    federal: int
    state: int
    payroll: int

    @property
    def left(self) -> int:
        """The salary less the taxes."""
        return self.pay - self.federal - self.state - self.payroll


@dataclass(frozen=True)
class Taxes:
    """Taxes by state and salary. ``of``: the tax year in words; ``known``: of ``data/take_home.csv``."""

    of: str
    known: dict[tuple[str, int], Left]

    @cached_property
    def steps(self) -> list[int]:
        """The salaries for which taxes are known, the least first: US dollars a year."""
        return sorted({pay for _, pay in self.known})

    def nearest(self, salary: float | None) -> int | None:
        """The step nearest to a salary; None beyond the first and the last by more than half a step, and of a missing one."""
        if salary is None or pd.isna(salary):
            return None
        half = (self.steps[1] - self.steps[0]) / 2
        if not self.steps[0] - half <= salary <= self.steps[-1] + half:
            return None
        return min(self.steps, key=lambda step: (abs(step - salary), step))

    def left(self, state: str, salary: float | None) -> Left | None:
        """What is left of the step nearest to a salary in a state (postal code); None where neither taxes nor a step are known."""
        step = self.nearest(salary)
        return None if step is None else self.known.get((state, step))


def load() -> Taxes:
    """The taxes of ``data/take_home.csv``. Raises data.MissingRow where there are fewer than two steps."""
    rows = data.load("take_home")
    known = {
        (row.state, row.pay): Left(row.pay, row.federal_income_tax, row.state_income_tax, row.employee_payroll_tax)
        for row in rows.itertuples()
    }
    if rows["pay"].nunique() < 2:
        raise data.MissingRow("data/take_home.csv has fewer than two salaries, and steps are needed here.")
    return Taxes(data.period("take_home"), known)


#: What takes more in some places of a state. Source: the cautions of ``data/take_home.csv``.
LOCAL = {
    "NY": "the tax of New York City",
    "MD": "its counties' taxes",
    "IN": "its counties' taxes",
    "OH": "its towns' taxes",
    "PA": "its towns' taxes",
}


def uncounted(state: str) -> str:
    """The taxes that are not counted in a state, known by its postal code."""
    return LOCAL.get(state, "city and county taxes")
