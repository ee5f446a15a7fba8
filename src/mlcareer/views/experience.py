"""Pay by experience: what is advertised by seniority, what survey respondents state by years of coding."""

from __future__ import annotations

import pandas as pd

from mlcareer import charts, data
from mlcareer.charts import Chart
from mlcareer.tables import Table
from mlcareer.text import listing, money
from mlcareer.views import headings
from mlcareer.views.headings import headed
from mlcareer.views.rankings import thousands

ENGINEER = "AI/ML engineer"


def advertised(levels: pd.DataFrame, treatment: str, *, title: str, year: int, source: str) -> Chart:
    """Advertised ranges by seniority.

    ``levels``: rows of ``advertised_pay`` of a year, without the sum; the chart shows those of a ``treatment`` of copies, in
    their order, the table all.
    """
    shown = data.some(levels[levels["treatment"] == treatment], f"advertised pay {treatment}")
    shown = shown.assign(n="n = " + shown["ranges"].astype(str), label=shown["experience"].str.capitalize())
    columns = {"experience": "Seniority", "treatment": "Copies", "ranges": "Ranges"}
    amounts = {"low_median": "Lower end", "middle_median": "Middle", "high_median": "Upper end"}
    return Chart(
        charts.ranking(
            shown,
            label="label",
            value="middle_median",
            low="low_median",
            high="high_median",
            note="n",
            note_title="ranges",
            marked=[False] * len(shown),
            start=100_000,
            tick=thousands,
            write=money,
        ),
        title=title,
        subtitle=f"Advertised pay for machine learning engineers in the USA, {year}, {treatment}. The dot is the median of "
        "the middles of the ranges; the line runs from the median lower end to the median upper end. It is no confidence interval",
        source=source,
        alt=f"Median middle of advertised ranges in {year}: "
        + listing(f"{row.experience} {money(row.middle_median)} (n = {row.ranges})" for row in shown.itertuples())
        + ".",
        table=Table(
            headed(levels, columns | amounts),
            f"Advertised pay by seniority, USA, {year}, medians, US dollars a year",
            formats=dict.fromkeys(amounts.values(), money),
        ),
    )


def stated(years: pd.DataFrame, *, title: str, of: str, source: str) -> Chart:
    """Stated pay by years of coding. ``years``: rows of ``survey_pay``, whose ``group`` is the years, in the order to draw.

    The intervals of ``survey_pay`` take respondents for a random sample; they chose to answer, and the words say so.
    """
    data.some(years[years["role"] == ENGINEER], f"stated pay of the role {ENGINEER}")
    roles = years["role"].replace({ENGINEER: "AI/ML", "Data scientist": "Data sc."})
    rows = years.assign(label=roles + ", " + years["group"], note=years["n"].astype(str))
    drawn = {"median_low": f"If drawn at random, {headings.FROM}", "median_high": headings.TO}
    amounts = headings.QUARTILES | drawn
    return Chart(
        charts.ranking(
            rows.astype({"median": float, "median_low": float, "median_high": float}),
            label="label",
            value="median",
            low="median_low",
            high="median_high",
            note="note",
            note_title="n",
            marked=rows["role"] == ENGINEER,
            start=0,
            tick=thousands,
            write=money,
        ),
        title=title,
        subtitle=f"Stated pay a year, USA, {of}, by years of coding. The dot is the median. The line would be its 95% interval "
        "if these people had been drawn at random, but they chose to answer. Bold: AI/ML engineers; below them: data scientists. "
        "Pay above $499,750 is cut off",
        source=source,
        alt="Median stated pay. "
        + " ".join(
            f"{role}s: " + listing(f"{row.group} {money(row.median)} (n = {row.n})" for row in group.itertuples()) + "."
            for role, group in years.groupby("role")
        ),
        table=Table(
            headed(rows, {"role": "Role", "group": "Years of coding", "n": "n"} | amounts),
            f"Stated pay by years of coding, USA, {of}, US dollars a year",
            formats=dict.fromkeys(amounts.values(), money),
        ),
    )
