"""How verdicts look: the badge in a chapter, the table of all claims, the reasoning under it.

What they say comes from ``mlcareer.claims`` and from nowhere else. Links point to ``claims.ipynb`` and its like, as they
do in JupyterLab; the build turns them into addresses of pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape

import pandas as pd

from mlcareer import data
from mlcareer.claims import VERDICTS, Judgment, judged
from mlcareer.tables import Html, Table

#: What the anchor of the cell that discusses a claim begins with; the build sets it, by what the cell shows.
DISCUSSES = "discusses-"


def sign(verdict: str) -> Html:
    """The verdict as a small piece of HTML: a sign, so that colour is not the only carrier of meaning, and words."""
    return Html(f'<span class="verdict verdict-{verdict.split()[-1]}">{VERDICTS[verdict]} {escape(verdict)}</span>')


def badge(*ids: str) -> str:
    """Verdicts for prose, as HTML inside Markdown; each leads to the claim's row: ``Claim Q1 ◐ supported with limits``."""
    return " ".join(
        f'<a class="claim" href="claims.ipynb#claim-{judgment.id}">Claim {judgment.id} {sign(judgment.verdict)}</a>'
        for judgment in (judged()[identifier] for identifier in ids)
    )


def table(judgments: Collection[Judgment]) -> Table:
    """All claims in one table that a reader can filter and sort: verdict, figure, date, cell, sources."""
    words = data.load("claims").set_index("id")
    rows = [
        (
            judgment.id,
            words.loc[judgment.id, "claim"],
            sign(judgment.verdict),
            Html(
                f'<a href="{words.loc[judgment.id, "chapter"]}.ipynb#{DISCUSSES}{judgment.id}">{escape(judgment.figure)}</a>'
            ),
            judgment.date or "–",
            Html(", ".join(_table_link(name) for name in judgment.tables) or "–"),
        )
        for judgment in judgments
    ]
    return Table(
        pd.DataFrame(
            rows, columns=["Id", "Claim", "Verdict", "Figure, and the cell that discusses it", "Date", "Tables"]
        ),
        "The article's claims and what became of them",
        row_ids=[f"claim-{judgment.id}" for judgment in judgments],
        filterable=True,
    )


def _table_link(name: str) -> str:
    about = data.resource(name)
    return f'<a href="methods.ipynb#table-{name}" title="{escape(about["producer"] + ", " + about["cite"])}">{name}</a>'


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
        names = ", ".join(judgment.id for judgment in group)
        verdicts = " ".join(dict.fromkeys(str(sign(judgment.verdict)) for judgment in group))
        rows = "".join(
            f"<li><b>{judgment.id}</b> {escape(self.words.loc[judgment.id, 'claim'])} {sign(judgment.verdict)} {escape(judgment.figure)}."
            f"{_others(judgment)}</li>"
            for judgment in group
        )
        return (
            f'<details class="rule"><summary><b>{names}</b> {verdicts}</summary>'
            f"<p><b>Rule.</b> {escape(statement)}</p><p><b>Why.</b> {escape(why)}</p><ul>{rows}</ul></details>"
        )


def _others(judgment: Judgment) -> str:
    """All other choices that were tried, each with its verdict, as HTML; bold where it is another."""
    told = (
        f"<b>{escape(choice)}: {escape(verdict)}</b>" if choice in judgment.changes else escape(f"{choice}: {verdict}")
        for choice, verdict in judgment.others.items()
    )
    return f" Other choices: {'; '.join(told)}." if judgment.others else ""
