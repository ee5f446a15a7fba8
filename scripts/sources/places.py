"""The article's ten places. Set down by hand in ``report.toml``: the metropolitan area of each, and names for it.

Raw layout: none.
"""

import pandas as pd

from mlcareer.settings import edition
from sources import Raw
from sources.facts import facts

SOURCE, TABLES = facts("places", PLACES=len(edition().places))


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Return the places in the article's order."""
    rows = [(place.key, place.name, place.area, order, place.note) for order, place in enumerate(edition().places, 1)]
    return {"places": pd.DataFrame(rows, columns=TABLES["places"].columns)}
