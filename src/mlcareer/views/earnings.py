"""What people earn: wages by percentile, by occupation and by place, as paid and at national prices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from mlcareer import charts, data, metros, uncertainty
from mlcareer.charts import Chart
from mlcareer.occupations import NAMES, PROXIES
from mlcareer.tables import Table
from mlcareer.text import listing, money, pays
from mlcareer.views import headings
from mlcareer.views.headings import headed

#: Hours a year by which the wage survey turns hourly wages into annual ones, a full year of full weeks. Source: Bureau of Labor
#: Statistics, OEWS, technical notes.
HOURS = 2080

#: Medians less than this apart, US dollars a year, are called alike: no error of theirs is published.
NO_GAP = 1000

#: What the marks of ``charts.spread`` are.
MARKS = "10th to 90th percentile (thin), middle half (thick), median (dot)"


def mean_against(here: pd.Series, whole: pd.Series) -> str:
    """The mean against the nation's in words: by how much it is higher or lower, where sampling error does not explain that."""
    gap = here["mean"] - whole["mean"]
    if pd.isna(gap):
        return "no mean is published"
    if not uncertainty.differ(here["mean"], here["mean_rse"], whole["mean"], whole["mean_rse"]):
        return "the means do not differ by more than sampling error"
    return f"the mean is {money(abs(gap))} {'higher' if gap > 0 else 'lower'}"


def against(gap: float) -> str:
    """A difference of wages in words. Medians have no standard error, so a small one is called none."""
    if abs(gap) < NO_GAP:
        return "about as much as"
    return f"{money(abs(gap))} {'more' if gap > 0 else 'less'} than"


def occupations(nation: pd.DataFrame) -> pd.DataFrame:
    """The rows of PROXIES of ``oews_national`` (indexed by occupation) in their order, with ``name``."""
    rows = nation.loc[list(PROXIES)].reset_index()
    return rows.assign(name=rows["occupation"].map(NAMES))


def medians(rows: pd.DataFrame) -> str:
    """Median wages in words: ``data scientists $1, computer research scientists $2 and …``. ``rows``: of ``occupations``."""
    return listing(f"{row.name.lower()} {money(row.median)}" for row in rows.itertuples(index=False))


def spread(
    rows: pd.DataFrame,
    label: Mapping[str, str],
    *,
    marked: Sequence[bool],
    title: str,
    what: str,
    caption: str,
    source: str,
    alt: str,
    start: float | None = None,
    means: bool = True,
) -> Chart:
    """Wages by percentile, one row an occupation or a place, US dollars a year.

    ``rows`` have the figures of an OEWS table; ``label``: the column that names a row and its heading; ``what``: measure,
    place and period in words; ``start``: the left end of the scale; ``means``: whether the table shows them, too.
    """
    data.some(rows, "row with wages by percentile")
    columns = {**label} | headings.PERCENTILES
    columns |= headings.MEAN | {"mean_rse": "RSE of the mean, %"} if means else {}
    (column,) = label
    return Chart(
        charts.spread(rows, label=column, marked=marked, start=start),
        title=title,
        subtitle=f"{what}: {MARKS}",
        source=source,
        alt=alt,
        table=Table(
            headed(pays(rows, [wage for wage in metros.WAGES if wage in columns]), columns), f"{caption}, US dollars"
        ),
    )


def trend(by_release: pd.DataFrame, *, title: str, finding: str, source: str) -> Chart:
    """The median wage of each occupation by release.

    ``by_release``: one row a release, its index the period in words, one column an occupation of PROXIES, in their order.
    ``finding``: the first sentence of the alternative text.
    """
    data.some(by_release, "release with a median wage")
    frame = by_release.set_axis(list(headings.OCCUPATIONS), axis=1).assign(moment=by_release.index)
    told = [
        f"{name.lower()} {listing(money(value) for value in frame[column])}"
        for column, name in headings.OCCUPATIONS.items()
    ]
    return Chart(
        charts.trend(
            frame,
            time="moment",
            series=list(headings.OCCUPATIONS),
            names=[name.removeprefix("Software ").capitalize() for name in headings.OCCUPATIONS.values()],
        ),
        title=title,
        subtitle="Median annual wage in the USA, not adjusted for inflation. Each release pools three years of panels, and the "
        "Bureau does not design releases for comparison over time",
        source=source,
        alt=f"{finding} {listing(frame['moment'])}: {'; '.join(told)}.",
        table=Table(
            headed(frame, {"moment": "Release"} | headings.OCCUPATIONS),
            "Median annual wage in the USA by release, US dollars",
            formats=dict.fromkeys(headings.OCCUPATIONS.values(), money),
        ),
    )


def at_national_prices(
    rows: pd.DataFrame, *, title: str, who: str, of: str, prices_of: str, source: str, alt: str
) -> Chart:
    """Median wages of an occupation by area, as paid and at national prices.

    ``rows``: short_name, median and adjusted (US dollars a year), level (nation = 100), in the order to draw. ``who``: the
    occupation as ``PLURAL`` has it.
    """
    data.some(rows, "area with a median wage and a price level")
    paid, adjusted = "Median as paid", "At national prices (derived)"
    columns = headings.AREA | {"median": paid, "level": headings.PRICE_LEVEL, "adjusted": adjusted}
    return Chart(
        charts.steps(
            rows, label="short_name", before="median", after="adjusted", names=("as paid", "at national prices")
        ),
        title=title,
        subtitle=f"Median annual wage of {who}, as paid ({of}) and at national prices (derived, price level of {prices_of}, "
        "rounded to $100)",
        source=source,
        alt=alt,
        table=Table(
            headed(rows, columns),
            f"Median annual wage of {who}, {of}, and price level, {prices_of}",
            formats={paid: money, adjusted: money},
        ),
    )
