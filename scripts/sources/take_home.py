"""Take-home pay: federal, state and payroll tax of one single person with wages alone.

Raw layout: ``take_home/single_2026.csv``, one row a state and salary, in US dollars a year.
"""

import pandas as pd

from sources import Raw, columns_of, expect
from sources.facts import facts

#: Amounts for which taxes are worked out: US dollars a year.
LEAST, MOST, STEP = 40_000, 300_000, 5_000

SOURCE, TABLES = facts("take_home", LEAST=LEAST, MOST=MOST, STEP=STEP)
FILE = SOURCE.named["taxes"]

TAXES = ["federal_income_tax", "state_income_tax", "employee_payroll_tax"]


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw file; return one frame a table of TABLES, as its fields describe it."""
    # load
    table = pd.read_csv(raw.path(SOURCE, FILE), dtype={"state": str}, keep_default_na=False)

    # process
    table = columns_of(table, ["state", "pay", *TAXES], FILE)
    salaries = set(range(LEAST, MOST + 1, STEP))
    for code, rows in table.groupby("state"):
        expect(
            set(rows["pay"]) == salaries, FILE, f"{code} does not have every salary from {LEAST} to {MOST} by {STEP}"
        )
    left = table["pay"] - table[TAXES].sum(axis=1)
    expect(bool(left.between(0, table["pay"]).all()), FILE, "more is taken than was earned, or less than nothing")

    # result
    return {"take_home": table.sort_values(["state", "pay"]).reset_index(drop=True)}
