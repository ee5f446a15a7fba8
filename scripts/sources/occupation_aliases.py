"""What people call their work and no list of titles leads to, set down by hand in ``occupation_aliases.yml``.

Raw layout: none. At most MOST words: a list that grows is a sign that the titles should be read in another way.
"""

import pandas as pd

from sources import Raw, expect
from sources.facts import facts

SOURCE, TABLES = facts("occupation_aliases")

MOST = 60


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Return one frame a table of TABLES, as its fields describe it."""
    words, reasons = SOURCE.by_hand["words"], SOURCE.by_hand["reasons"]
    expect(len(words) <= MOST, "scripts/sources/occupation_aliases.yml", f"more than {MOST} words")
    rows = [(word, code, reasons[about["reason"]]) for word, about in words.items() for code in about["means"]]
    return {"occupation_aliases": pd.DataFrame(rows, columns=TABLES["occupation_aliases"].columns)}
