"""Pin the verdicts: what each claim got, with figure and date, in one file that a reviewer reads the difference of.

Reads   data/, the rules
Writes  tests/pins.csv

    python scripts/run.py pins
"""

import csv

import chores
from mlcareer import claims
from mlcareer.settings import ROOT

PINS = ROOT / "tests" / "pins.csv"
COLUMNS = ("id", "verdict", "figure", "date")


def pins() -> list[dict[str, str]]:
    """One row a claim, as text."""
    return [{name: getattr(judged, name) for name in COLUMNS} for judged in claims.judged().values()]


def main(arguments: list[str] | None = None) -> int:
    chores.parser(__name__, __doc__).parse_args(arguments)
    before = PINS.read_text(encoding="utf-8") if PINS.is_file() else ""
    with PINS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(pins())
    print(
        f"{PINS.name}: {'unchanged' if PINS.read_text(encoding='utf-8') == before else 'written; read: git diff tests'}"
    )
    return 0
