"""The article's claims, one by one, in the report's own words: the one table that is made from code.

Raw layout: none. Each claim stands beside its rule in ``src/mlcareer/claims/``, one file a chapter.
"""

import pandas as pd

from mlcareer import claims
from mlcareer.settings import edition
from sources import OWN_LICENCE, Raw, Source, Table, column

PERIOD = edition().periods["claims"]

SOURCE = Source(
    title="The article's claims",
    producer="This report",
    cite="the article's claims",
    official="https://www.bls.gov/ooh/math/data-scientists.htm",
    vintage="2026",
    period=PERIOD,
    licence=OWN_LICENCE,
    obtained="Set down by hand in other words than the article's. There is no file that could be had, so it cannot be "
    "fetched.",
    refetchable=False,
    files={},
    cautions=("A claim is tested as worded here.",),
)

TABLES = (
    Table(
        "claims",
        "The article's claims",
        f"{len(claims.listed())} claims, with the chapter that discusses each and the kind of evidence it is tested with.",
        (
            column("id", "string", "Identifier", pattern=r"[A-Z]\d{1,2}[a-e]?"),
            column("chapter", "string", "Chapter", enum=["index", "qualifications", "cities", "salaries", "faq"]),
            column("claim", "string", "Claim, in the report's words"),
            column("evidence", "string", "Kind of evidence"),
        ),
        ("id",),
    ),
)


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Return the claims in the article's order."""
    rows = [(claim.id, claim.chapter, claim.words, claim.evidence) for claim in claims.listed()]
    return {"claims": pd.DataFrame(rows, columns=TABLES[0].columns)}
