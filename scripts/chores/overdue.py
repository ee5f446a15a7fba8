"""Warn of facts whose day to check again has passed. The only chore that reads the clock: no build and no test does.

Reads   data/*.csv, every table with a column check_again
Prints  one line for each overdue fact; the exit status is 0, for a fact does not go wrong overnight

    python scripts/run.py overdue [2027-01-01]
"""

from datetime import date

import chores
from mlcareer import data


def main(arguments: list[str] | None = None) -> int:
    parser = chores.parser(__name__, __doc__)
    parser.add_argument("today", nargs="?", type=date.fromisoformat, help="a day as YYYY-MM-DD (default: the clock's)")
    today = (parser.parse_args(arguments).today or date.today()).isoformat()
    late = overdue(today)
    for line in late:
        print(f"overdue: {line}")
    print(f"{len(late)} overdue fact(s) on {today}.")
    return 0


def overdue(today: str) -> list[str]:
    """One line for each row whose ``check_again`` lies before ``today``."""
    lines = []
    for name in data.names():
        if any(field["name"] == "check_again" for field in data.resource(name)["schema"]["fields"]):
            frame = data.load(name)
            for row in frame[frame["check_again"] < today].itertuples():
                lines.append(f"{name}: {row[1]} was to be checked again by {row.check_again}")
    return lines
