"""The education that workers say their job requires (O*NET)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from mlcareer import charts, data, uncertainty
from mlcareer.charts import Chart
from mlcareer.claims.rule import ASSIGNED as ASSIGNED
from mlcareer.occupations import PLURAL, onet
from mlcareer.prose import Markdown
from mlcareer.tables import Table
from mlcareer.text import listing, money, month, percent
from mlcareer.views import headings
from mlcareer.views.headings import headed


def levels(education: pd.DataFrame, code: str) -> pd.DataFrame:
    """The levels that anybody of an occupation named; ``label`` marks what O*NET recommends not to show.

    ``education``: the table ``onet_education``.
    """
    rows = education[(education["onet_code"] == onet(code)) & (education["percent"] > 0)]
    return rows.assign(label=rows["education"] + rows["suppress"].map({True: " (imprecise)", False: ""}))


def as_high(occupations: pd.Series, level: str) -> int | None:
    """How many occupations have a level of typical education or a higher one; None for a level that the Bureau does not name.

    ``occupations``: how many have each level, by level, as in ``education_everywhere``.
    """
    if level not in ASSIGNED:
        return None
    return int(occupations.reindex(ASSIGNED[ASSIGNED.index(level) :]).sum())


class Share(NamedTuple):
    """A share of workers with its 95 % interval, percent, and of how many asked."""

    percent: float
    low: float
    high: float
    n: int


def at_least(rows: pd.DataFrame, category: int) -> Share:
    """The share who named a level or a higher one, by ``uncertainty.sum_of_shares``.

    ``rows``: all levels that anybody of an occupation named, as of ``levels``.
    """
    data.some(rows[rows["category"] >= category], "level as high as this that a worker named")
    n = int(rows["n"].iloc[0])
    within = rows["category"] >= category
    return Share(*uncertainty.sum_of_shares(rows["percent"], rows["standard_error"], within, n), n)


def asked(shares: Mapping[str, Share], when: Mapping[str, str]) -> Markdown:
    """Shares as a list in Markdown, by occupation, each with its interval, n and the month it was asked (``when``)."""
    line = Markdown("- **{}** of {} (95% interval {} to {}, n = {}, {})")
    return Markdown("\n").join(
        line.format(percent(row.percent), PLURAL[code], percent(row.low), percent(row.high), row.n, when[code])
        for code, row in shares.items()
    )


def chart(rows: pd.DataFrame, marked: Sequence[bool], *, title: str, source: str, alt: str) -> Chart:
    """Shares of workers by required education, percent, with intervals. ``rows``: of ``levels``."""
    data.some(rows, "level of education that a worker of this occupation named")
    n, surveyed = rows["n"].iloc[0], month(rows["surveyed"].iloc[0])
    marks = rows["suppress"].map({True: "imprecise, by O*NET's own mark", False: ""})
    columns = {"education": "Education", "percent": "Share"} | headings.INTERVAL | {"suppress": "Note"}
    return Chart(
        charts.bars(rows, label="label", value="percent", low="low", high="high", marked=marked, write=percent),
        title=title,
        subtitle=f"Share of workers by the education their job requires, with 95% interval; n = {n}, {surveyed}",
        source=source,
        alt=alt,
        table=Table(
            headed(rows.assign(suppress=marks), columns),
            f"Required education, n = {n}, {surveyed}",
            formats=dict.fromkeys(["Share", *headings.INTERVAL.values()], lambda value: percent(value, 1)),
        ),
    )


def stated(pay: pd.DataFrame, roles: Mapping[str, str], lower: str, higher: str) -> tuple[str, bool]:
    """Median pay stated with a lower and a higher degree, by role, in words; and whether the survey tells them apart anywhere.

    ``pay``: rows of ``survey_pay``, indexed by role, grouping and group; ``roles``: role -> what its people are called. The
    difference is tested by the intervals of the table, which are as if respondents had been drawn at random.
    """
    told, apart = [], False
    for role, people in roles.items():
        pair = [pay.loc[(role, "degree", degree)] for degree in (lower, higher)]
        told.append(listing(f"{money(row['median'])} (n = {row['n']})" for row in pair) + f" as {people}")
        ends = [row[["median", "median_low", "median_high"]].tolist() for row in reversed(pair)]
        _, low, high = uncertainty.difference(*ends)
        apart |= not low <= 0 <= high
    return ", of ".join(told), apart
