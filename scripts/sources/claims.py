"""The article's claims, one by one, in the report's own words: the one table that is made from code.

Raw layout: none. Each claim stands beside its rule in ``src/mlcareer/claims/``, one file a chapter.
"""

import pandas as pd

from mlcareer import claims
from sources import Raw
from sources.facts import facts

SOURCE, TABLES = facts("claims", CLAIMS=len(claims.listed()))


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Return the claims in the article's order."""
    rows = [(claim.id, claim.chapter, claim.words, claim.evidence) for claim in claims.listed()]
    return {"claims": pd.DataFrame(rows, columns=TABLES["claims"].columns)}
