"""The Bureau's employment projections."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from mlcareer import charts, data
from mlcareer.charts import Chart
from mlcareer.occupations import ALL, FIRST, NAMES, PLURAL, PROXIES, SHORT, SOFTWARE_DEVELOPERS
from mlcareer.presumptions import presume
from mlcareer.tables import Table
from mlcareer.text import count, ends, listing, percent, tenth, words
from mlcareer.views.headings import headed


def growth(latest: pd.DataFrame, older: pd.DataFrame) -> pd.DataFrame:
    """Projected growth, percent, of the occupations that stand in and of all, with names and, in ``before``, the older view.

    Both are indexed by occupation; one that the older table lacks is missing there.
    """
    rows = latest.loc[[*PROXIES, ALL]].reset_index()
    return rows.assign(name=rows["occupation"].map(NAMES), before=rows["occupation"].map(older["growth_percent"]))


def chart(rows: pd.DataFrame, *, title: str, finding: str, period: str, older: str, source: str) -> Chart:
    """Projected growth as bars, the first stand-in set off; the table has the older projections beside.

    ``rows``: of ``growth``; ``period`` and ``older``: the ranges of years, ``2025–35``; ``finding``: the first sentence of the
    alternative text.
    """
    data.some(rows, "projection")
    begin, end = ends(period)
    years, now, before = words(end - begin), f"{period} (reported)", f"{older} (superseded)"
    return Chart(
        charts.bars(rows, label="name", value="growth_percent", marked=rows["occupation"] == FIRST, write=tenth),
        title=title,
        subtitle=f"Projected growth of employment {period}, percent over {years} years, as reported",
        source=source,
        alt=f"{finding} {begin} to {end}: "
        + listing(f"{row.name} {tenth(row.growth_percent)}" for row in rows.itertuples(index=False))
        + ".",
        table=Table(
            headed(rows, {"name": "Occupation", "growth_percent": now, "before": before}),
            f"Projected growth over {years} years, two vintages side by side, percent",
            formats={now: tenth, before: tenth},
        ),
    )


def openings(latest: pd.DataFrame) -> str:
    """Openings that the Bureau expects in a year, in sentences. ``latest``: the table ``projections`` by occupation.

    An opening is a new job or one that somebody leaves. The growth of all ten years, a tenth of it a year, is the new ones.
    """
    rows = latest.loc[list(PROXIES)]
    known = rows.dropna(subset=["annual_openings"])
    rest = [PLURAL[code] for code in rows.index.difference(known.index)]
    presume("Openings are known of all but the developers.", rest == [PLURAL[SOFTWARE_DEVELOPERS]])
    presume(
        "Less than half of the openings are new jobs.",
        (known["employment"] * known["growth_percent"] / 100 / 10 < known["annual_openings"] / 2).all(),
    )
    number = listing(f"{count(row.annual_openings)} for {PLURAL[code]}" for code, row in known.iterrows())
    return (
        f"The openings that it expects in a year are about {number}. Most of them replace people who leave. For {listing(rest)} alone no figure is "
        "at hand: it is told together with that of testers."
    )


#: What stands for a figure of the projections that this report could not get.
NOT_AT_HAND = "not at hand"


class Numbers(Table):
    """A table of projections, whose missing figures were published, but are not at hand."""

    missing = NOT_AT_HAND
    before = "about"


def numbers(vintages: Mapping[str, pd.DataFrame], source: str) -> Table:
    """Jobs that projections add, openings a year, and how many of these only replace people who leave: vintages below one another.

    ``vintages``: period ("2025–35") -> of ``reckoned``, the newest first.
    """
    rows = [
        (
            f"{name}, {period}",
            f"{'' if table.at[code, 'given'] else 'about '}{at_hand(table.at[code, 'added'])}",
            at_hand(table.at[code, "openings"]),
            at_hand(table.at[code, "replaces"], percent),
        )
        for code, name in SHORT.items()
        for period, table in vintages.items()
    ]
    columns = ["Occupation and years", "Jobs added", "Openings a year", "Only replace leavers"]
    return Numbers(
        pd.DataFrame(rows, columns=columns),
        "Projected jobs and openings in the USA. A newer projection replaces an older one and does not continue it",
        source=source,
    )


def reckoned(projected: pd.DataFrame, period: str) -> pd.DataFrame:
    """Jobs that a projection of a ``period`` adds and openings a year of each stand-in; missing where they cannot be reckoned.

    ``projected``: jobs, change, growth and openings by occupation. Columns: ``added``, the change, or what the growth makes of the
    jobs, to the hundred, where the change is not ``given``; ``openings`` a year; ``replaces``, percent of them that are no new jobs.
    """
    begin, end = ends(period)
    rows = projected.loc[list(PROXIES), ["employment", "change", "growth_percent", "annual_openings"]].astype(float)
    added = rows["change"].fillna((rows["employment"] * rows["growth_percent"] / 100).round(-2))
    openings = rows["annual_openings"]
    replaces = (1 - added / (end - begin) / openings) * 100
    given = rows["change"].notna() | added.isna()
    return pd.DataFrame({"added": added, "given": given, "openings": openings, "replaces": replaces})


def at_hand(figure: float, write: Callable[[float], str] = count) -> str:
    """A figure as ``write`` has it, or NOT_AT_HAND."""
    return NOT_AT_HAND if pd.isna(figure) else write(figure)


def filed(certified: pd.DataFrame, newest: pd.DataFrame, names: Mapping[str, str], since: str) -> str:
    """How certified H-1B cases went, in sentences: by whole fiscal years from ``since`` (``FY2023``) on, and in the newest months.

    ``certified``, ``newest``: the tables ``visa_certified`` and ``visa_nine_months``, number of cases by occupation and fiscal
    year; ``names``: occupation -> what it is called. A year or occupation that is missing is "not released".
    """
    whole, months = (
        table.pivot(index="occupation", columns="fiscal_year", values="certified").reindex(list(names)).astype(float)
        for table in (certified, newest)
    )
    last, change = whole.columns[-1], months.iloc[:, -1] / months.iloc[:, -2] * 100 - 100
    first, *others = (
        f"from {count(whole[since][code])} to {count(whole[last][code])} for {name}" for code, name in names.items()
    )
    ways = (
        f"{percent(abs(change[code]))} {'more' if change[code] > 0 else 'fewer'} for {name}"
        for code, name in names.items()
    )
    return (
        f"From fiscal year {since.removeprefix('FY')} to {last.removeprefix('FY')}, certified H-1B cases went {first}. They went "
        f"{listing(others)}. In the nine months to June {months.columns[-1].removeprefix('FY')} there were {listing(ways)} than a year "
        "before."
    )
