"""Certificates: which are offered, as reported. Set down by hand in ``certificates.yml``; there is no raw file.

Raw layout: none. To check one again, read the vendor's page, correct it there, and set both dates.
"""

import pandas as pd

from sources import Raw
from sources.facts import facts

SOURCE, TABLES = facts("certificates")


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    dates = {key: SOURCE.by_hand[key] for key in ("checked", "check_again")}
    rows = [{"certificate": key, **about, **dates} for key, about in SOURCE.by_hand["certificates"].items()]
    return {"certificates": pd.DataFrame(rows, columns=TABLES["certificates"].columns)}
