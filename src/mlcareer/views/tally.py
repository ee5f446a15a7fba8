"""How many claims have each verdict."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mlcareer import charts
from mlcareer.charts import Chart
from mlcareer.presumptions import presume
from mlcareer.prose import Markdown
from mlcareer.settings import edition
from mlcareer.tables import Table
from mlcareer.text import listing

_COUNTED = Markdown("**{}** {} {}")


def told(whole: Mapping[str, int], once: Mapping[str, int], again: Mapping[str, str]) -> Markdown:
    """The best two verdicts with their numbers, the others by name, and what changes if an area is counted once; in Markdown.

    Two verdicts are never added up. The other numbers stand in the chart, and among the key figures.

    ``whole``, ``once``: verdict -> number of claims, of ``claims.score``; ``again``: of ``claims.same_area``.
    """
    presume("Two claims are about one area.", len(again) == 1 and sum(whole.values()) - sum(once.values()) == 1)
    names = (
        edition().places[int(claim.removeprefix("C")) - 1].name for pair in again.items() for claim in sorted(pair)
    )
    first, second, *others = whole.items()
    good = listing(_COUNTED.format(count, are(count), verdict) for verdict, count in (first, second))
    rest = listing(f"{'some' if count > 1 else 'one'} {are(count)} {verdict}" for verdict, count in others if count)
    fewer = {verdict: count for verdict, count in once.items() if count != whole[verdict]}
    counted = listing(_COUNTED.format(count, are(count), verdict) for verdict, count in fewer.items())
    words = Markdown(
        "Of the article's **{}** claims, {}. Of the others, {}. {} are two claims about one area: counted once, {}."
    )
    return words.format(sum(whole.values()), good, rest, listing(names), counted)


def chart(score: Mapping[str, int], marked: str) -> Chart:
    """How many claims have each verdict, as bars. ``score``: verdict -> number of claims, of ``claims.score``."""
    frame = pd.DataFrame({"verdict": list(score), "count": list(score.values())})
    whole, most = sum(score.values()), frame.loc[frame["count"].idxmax()]
    return Chart(
        charts.bars(frame, label="verdict", value="count", marked=list(frame["verdict"] == marked)),
        title=f"{score[marked]} of {whole} claims are {marked} as they stand",
        subtitle=f"The article's {whole} claims by verdict",
        source="The rules and tables of this report",
        alt=f"Bar chart. {listing(f'{count} {are(count)} {verdict}' for verdict, count in score.items())}. The longest bar is that of "
        f"{most['verdict']}.",
        table=Table(
            frame.rename(columns={"verdict": "Verdict", "count": "Claims"}), f"The article's {whole} claims by verdict"
        ),
    )


def are(count: int) -> str:
    """The verb of so many: ``1 is``, ``2 are``."""
    return "is" if count == 1 else "are"
