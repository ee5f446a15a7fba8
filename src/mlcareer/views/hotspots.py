"""The article's places as hotspots: the verdict on each, with its ranks and how firm it is."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mlcareer import verdicts
from mlcareer.claims import Judgment
from mlcareer.tables import Table

#: Said where no choice gives another verdict.
NONE = "No, none of those tried"


def table(places: Sequence[str], judged: Sequence[Judgment], *, caption: str, of: str, source: str) -> Table:
    """One row a place with the verdict on it. ``places`` and ``judged`` are in one order and of one length."""
    return Table(
        pd.DataFrame(
            {
                "Place": list(places),
                "Claim": [judgment.id for judgment in judged],
                "Verdict": [verdicts.sign(judgment.verdict) for judgment in judged],
                f"Ranks, {of}": [judgment.figure for judgment in judged],
                "Would other choices change it?": [others(judgment) for judgment in judged],
            }
        ),
        caption,
        source=source,
    )


def others(judgment: Judgment) -> str:
    """The choices under which the verdict would be another one, by that verdict."""
    names: dict[str, list[str]] = {}
    for name, verdict in judgment.changes.items():
        names.setdefault(verdict, []).append(name)
    told = ". ".join(f"{verdict.capitalize()}: {'; '.join(under)}" for verdict, under in names.items())
    return f"Yes. {told}" if told else NONE
