"""How verdicts look: the badge in a chapter, the table of all claims, the reasoning under it.

What they say comes from ``mlcareer.claims`` and from nowhere else. Links point to ``claims.ipynb`` and its like, as they
do in JupyterLab; the build turns them into addresses of pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from mlcareer import data, markup
from mlcareer.claims import VERDICTS, Judgment, judged
from mlcareer.prose import Markdown
from mlcareer.settings import PACKAGE
from mlcareer.tables import Html, Table

TEMPLATES = markup.templates(PACKAGE / "templates")

#: What the anchor of the cell that discusses a claim begins with; the build sets it, by what the cell shows.
DISCUSSES = "discusses-"


def _made(macro: str, *values: object) -> str:
    """Markup by one of the macros in ``templates/verdicts.html``."""
    return str(getattr(TEMPLATES.get_template("verdicts.html").module, macro)(*values))


def sign(verdict: str) -> Html:
    """The verdict as a small piece of HTML: a sign, so that colour is not the only carrier of meaning, and words."""
    return Html(_made("sign", verdict, VERDICTS[verdict]))


def badge(*ids: str) -> Markdown:
    """Verdicts for prose, as HTML inside Markdown; each leads to the claim's row: ``Claim Q1 ◐ supported with limits``."""
    verdicts = {identifier: judged()[identifier].verdict for identifier in ids}
    return Markdown(" ").join(
        Markdown(_made("badge", identifier, verdict, VERDICTS[verdict])) for identifier, verdict in verdicts.items()
    )


def table() -> Table:
    """All claims in one table that a reader can filter and sort: verdict, figure, date, cell, sources."""
    judgments = judged().values()
    words = data.load("claims").set_index("id")
    rows = [
        (
            judgment.id,
            words.loc[judgment.id, "claim"],
            sign(judgment.verdict),
            Html(_made("found", words.loc[judgment.id, "chapter"], f"{DISCUSSES}{judgment.id}", judgment)),
            Html(_made("tables", [data.resource(name) for name in judgment.tables])),
        )
        for judgment in judgments
    ]
    return Table(
        pd.DataFrame(rows, columns=["Id", "Claim", "Verdict", "What we found", "Tables"]),
        "The article's claims and what became of them",
        row_ids=[f"claim-{judgment.id}" for judgment in judgments],
        filterable=True,
        name="claims",
    )


class Reasoning:
    """The rules behind the verdicts, one folded passage a rule."""

    def __init__(self, judgments: Iterable[Judgment]):
        self.words = data.load("claims").set_index("id")
        self.groups: dict[tuple[str, str, str], list[Judgment]] = {}
        for judgment in judgments:
            key = self.words.loc[judgment.id, "chapter"], judgment.statement, judgment.why
            self.groups.setdefault(key, []).append(judgment)

    def _repr_html_(self) -> str:
        return "".join(self._passage(statement, why, group) for (_, statement, why), group in self.groups.items())

    def __repr__(self) -> str:
        return "\n".join(
            f"{', '.join(judgment.id for judgment in group)}: {key[1]}" for key, group in self.groups.items()
        )

    def _passage(self, statement: str, why: str, group: list[Judgment]) -> str:
        rows: list[dict[str, Any]] = [
            {"judgment": judgment, "claim": self.words.loc[judgment.id, "claim"]} for judgment in group
        ]
        return _made("rule", statement, why, rows, VERDICTS)
