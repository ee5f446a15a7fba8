"""Take-home pay: federal, state and payroll tax of one single person with wages alone.

Raw layout: ``take_home/single_2026.csv``, one row a state and salary, in US dollars a year.
"""

import pandas as pd

from mlcareer.settings import edition
from sources import OWN_LICENCE, Raw, Source, Table, column, columns_of, expect, state, to_states

FILE = "take_home/single_2026.csv"

PERIOD = edition().periods["take_home"]

SOURCE = Source(
    title=f"Income and payroll taxes of a single person, tax year {PERIOD}",
    producer="This report",
    cite=f"computed with PolicyEngine-US 2.68.0, tax year {PERIOD}",
    official="https://policyengine.org/us",
    vintage=f"tax year {PERIOD}, rules as of PolicyEngine-US 2.68.0",
    period=PERIOD,
    licence=OWN_LICENCE,
    obtained="Computed with the open tax and benefit model PolicyEngine-US 2.68.0 (a tool that was run; none of it is here) for one "
    "single person aged 30 with wages alone. Federal and payroll tax at $160,000 and the tax of six states "
    "were checked by hand, and all compared with another model for 2025. The "
    "result is kept with the raw files and cannot be fetched.",
    refetchable=False,
    files={FILE: "7b6ac42ac9bc48adfa65f872cb573c1487089342c5d7928df95086870edb431b"},
    cautions=(
        "City and county taxes are left out: New York City takes about $5,364 more at $160,000, and counties in Maryland and Indiana "
        "and towns in Ohio and Pennsylvania have taxes of their own.",
        "From $185,000 on, federal tax is lower in states with a high income tax: the model takes the state's tax off, in place of the "
        "standard deduction, where that is more. In Alaska federal tax is that of $1,000 more, as it seems for the state's dividend, which "
        "is not added to the salary.",
        "Payroll tax includes what states take from employees for disability, family leave and the like (California, New York, "
        "Massachusetts, Washington and others).",
        "Retirement saving, health insurance, a spouse and children are left out. Each changes what is left.",
        "It is a model's reckoning of the rules, not a measurement, and no advice on taxes.",
    ),
)

#: Amounts for which taxes are worked out: US dollars a year.
LEAST, MOST, STEP = 40_000, 300_000, 5_000

TAXES = {
    "federal_income_tax": "Federal income tax",
    "state_income_tax": "State income tax",
    "employee_payroll_tax": "Social Security, Medicare, and state insurance paid by the employee",
}

TABLES = (
    Table(
        "take_home",
        f"Taxes of a single person by state and salary, tax year {PERIOD}",
        f"50 states and the District of Columbia, salaries from ${LEAST:,} to ${MOST:,} by ${STEP:,}. What is left is the salary less the "
        "three.",
        (
            state(),
            column("pay", "integer", "Salary", "US dollars a year", minimum=LEAST, maximum=MOST),
            *(column(name, "integer", title, "US dollars a year") for name, title in TAXES.items()),
        ),
        ("state", "pay"),
        (to_states(),),
    ),
)


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
    left = table["pay"] - table[list(TAXES)].sum(axis=1)
    expect(bool(left.between(0, table["pay"]).all()), FILE, "more is taken than was earned, or less than nothing")

    # result
    return {"take_home": table.sort_values(["state", "pay"]).reset_index(drop=True)}
