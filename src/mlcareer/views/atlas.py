"""All metropolitan areas: as a map and as a table to search."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from mlcareer import charts, data, uncertainty
from mlcareer.charts import Chart
from mlcareer.occupations import FIRST, OTHERS, PLURAL, SHORT, SINGULAR
from mlcareer.settings import edition
from mlcareer.tables import Table
from mlcareer.text import PERCENTILES, count, listing, money, times, words
from mlcareer.views import headings
from mlcareer.views.headings import headed
from predrawn import Choice

#: Where an area's name stands beside its dot; right of it, if not here.
SIDES = {place.area: place.label for place in edition().places if place.pin}


def located(jobs: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``metros.figures`` that have a job count and a place on the map, with ``side``, where the name goes."""
    rows = jobs[jobs["x"].notna() & jobs["employment"].notna()]
    return rows.assign(side=rows["area"].map(SIDES).fillna("right"))


def job_map(
    outline: pd.DataFrame,
    points: pd.DataFrame,
    marked: pd.Series,
    ranked: pd.DataFrame,
    *,
    occupation: str,
    title: str,
    of: str,
    source: str,
    alt: str,
) -> Chart:
    """Jobs of an occupation as dots on a map, the marked areas named.

    ``outline``: the table ``us_outline``; ``points``: of ``located``; ``ranked``: of ``metros.ranked``, all areas with a count.
    """
    data.some(points, "area with a job count and a place on the map")
    told = points["short_name"] + ": about " + points["employment"].map(count) + " jobs"
    first = ranked[ranked["rank"] <= 30]
    unseen = ranked.loc[~ranked["area"].isin(points["area"]), "short_name"]
    left = f" Counted, but not on the map: {listing(unseen)}." if len(unseen) else ""
    return Chart(
        charts.metro_map(
            outline, points.assign(told=told), value="employment", label="city", side="side", told="told", marked=marked
        ),
        title=title,
        subtitle=f"{jobs_of(occupation)} in {len(points)} metropolitan areas, {of}. A dot's area is roughly in proportion to its jobs; "
        f"the {words(marked.sum())} named areas are labeled.{left}",
        source=source,
        alt=alt,
        table=Table(
            headed(first, headings.AREA | headings.JOBS | headings.RANKS),
            f"The {len(first)} areas with the most {SINGULAR[occupation]} jobs, {of}, of {len(ranked)}",
            formats={"Jobs": count},
        ),
        wide=True,
    )


#: A large market has so many jobs or more, a small one fewer than so many.
LARGE, SMALL = 3000, 100


def pay_by_size(jobs: pd.DataFrame, *, occupation: str, of: str, source: str) -> Chart:
    """The median wage of each area against its jobs; the first market, the highest and the lowest median are named.

    ``jobs``: of ``metros.figures``. Raises MissingRow where no area has both figures,
    or there is no large or no small market. That the larger pay more, as the title says, the chapter presumes.
    """
    known = data.some(
        jobs[jobs[["employment", "median"]].notna().all(axis=1)], "area with a job count and a median wage"
    )
    known = known.sort_values("employment", ascending=False)
    told = (
        known["short_name"]
        + ": about "
        + known["employment"].map(count)
        + " jobs, median "
        + known["median"].map(money)
    )
    ends = [known.index[0], known["median"].idxmax(), known["median"].idxmin()]
    large, small = typical(known)
    first, high, low = (known.loc[index] for index in ends)
    table = headed(known.head(30), headings.AREA | headings.JOBS | {"median": PAY["median"]})
    return Chart(
        charts.scatter(
            known.assign(told=told),
            along="employment",
            up="median",
            label="short_name",
            told="told",
            marked=known.index.isin(ends),
            names=(jobs_of(occupation), PAY["median"]),
            write=money,
        ),
        title="Where more of them work, the median is higher, but places of one size differ much",
        subtitle=f"{SHORT[occupation]} in {len(known)} metropolitan areas with both figures, {of}. Jobs on a logarithmic scale; "
        "wages in US dollars a year, as paid. Counts of small areas have large errors",
        source=source,
        alt=f"Scatter plot. The {words(len(known[known['employment'] >= LARGE]))} areas with {count(LARGE)} jobs or more have a typical "
        f"median of {money(large)}, those with fewer than {count(SMALL)} of {money(small)}. The first market is "
        f"{first['short_name']}, the highest median is that of {high['short_name']} ({money(high['median'])}), the lowest that of "
        f"{low['short_name']} ({money(low['median'])}).",
        table=Table(
            table,
            f"The {len(table)} areas with the most {SINGULAR[occupation]} jobs, of {len(known)} with both figures, {of}. "
            "The long table on this page has all",
            formats={"Jobs": count, PAY["median"]: money},
        ),
    )


def typical(known: pd.DataFrame) -> tuple[float, float]:
    """The median of the medians of large markets, and of small ones, US dollars a year; each area counts once.

    ``known`` has ``employment`` and ``median``. Raises MissingRow where there is none of a kind.
    """
    large = data.some(known[known["employment"] >= LARGE], f"area with {count(LARGE)} jobs or more")
    small = data.some(known[known["employment"] < SMALL], f"area with fewer than {count(SMALL)} jobs")
    return large["median"].median(), small["median"].median()


def jobs_of(code: str) -> str:
    """Jobs of an occupation, as a heading: ``Data scientist jobs``."""
    return f"{SINGULAR[code].capitalize()} jobs"


def error_of(code: str) -> str:
    """The heading of the error of these jobs: how far its 95 % interval reaches to either side, in percent."""
    return f"{jobs_of(code)}, ± %"


def or_dash(write: Callable) -> Callable:
    """Most areas lack something: a dash is quieter than words, and the caption says what it means."""
    return lambda value: "–" if pd.isna(value) else write(value)


#: The middle half and the median of the first stand-in's wages: column of OEWS -> heading.
PAY = {name: "Median pay" if name == "median" else heading for name, heading in headings.QUARTILES.items()}

#: Columns of the table of all areas: heading -> how a figure is written, None for text.
COLUMNS: dict[str, Callable | None] = {
    "Metropolitan area": None,
    jobs_of(FIRST): count,
    error_of(FIRST): count,
    "Rank range": None,
    "Concentration": lambda value: times(value, 2),
    **dict.fromkeys(PAY.values(), money),
    "At national prices": money,
    "Price level": times,
    **{heading(code): count for code in reversed(OTHERS) for heading in (jobs_of, error_of)},
}


def rows(
    areas: pd.DataFrame, figures: Mapping[str, pd.DataFrame], ranked: pd.DataFrame, levels: pd.Series, priced: pd.Series
) -> pd.DataFrame:
    """All areas with COLUMNS, indexed by area.

    ``areas``: the table ``metros``, and by occupation of PROXIES ``figures``, all indexed by area; ``ranked``: of
    ``metros.ranked`` by jobs; ``levels``: price levels, nation = 100; ``priced``: medians at national prices, US dollars.
    """
    ours = figures[FIRST]
    return pd.DataFrame(
        {
            "Metropolitan area": areas["short_name"],
            "Rank range": ranked["ranks"],
            "Concentration": ours["location_quotient"],
            **{heading: ours[wage] for wage, heading in PAY.items()},
            "At national prices": priced,
            "Price level": levels.round(1),
            **{jobs_of(code): own["employment"] for code, own in figures.items()},
            **{error_of(code): own["employment_rse"] * uncertainty.Z for code, own in figures.items()},
        },
        index=areas.index,
    )[list(COLUMNS)]


def directory(rows: pd.DataFrame, csv: pd.DataFrame, names: Choice, *, of: str, prices_of: str, source: str) -> Table:
    """All areas, those with the most jobs of the first stand-in first.

    ``rows`` and ``csv``: of the functions ``rows`` and ``file``; ``names``: of places, those of the areas among them.
    """
    ordered = rows.sort_values([jobs_of(FIRST), "Metropolitan area"], ascending=[False, True])
    return Table(
        ordered.fillna({"Rank range": "–"}),
        f"{SHORT[FIRST]} by metropolitan area, {of}. Wages are in US dollars a year, price levels of {prices_of} (nation = 100). "
        "± % says how far the 95% interval reaches to either side. A dash (–) means not released, or no such row",
        formats={name: or_dash(write) for name, write in COLUMNS.items() if write},
        source=source,
        filterable=True,
        name="areas",
        names=names,
        csv=csv.loc[ordered.index],
    )


def file(
    areas: pd.DataFrame,
    figures: Mapping[str, pd.DataFrame],
    ranked: pd.DataFrame,
    levels: pd.Series,
    *,
    of: str,
    prices_of: str,
) -> pd.DataFrame:
    """The table of all areas as a file holds it: codes, full numbers, and in each heading unit and date. Indexed by area.

    The tables are those of ``rows``.
    """
    ours = figures[FIRST]
    columns = {"Area code": areas.index, "Metropolitan area": areas["short_name"], "Title": areas["name"]}
    for code in (FIRST, *reversed(OTHERS)):
        columns[f"{jobs_of(code)}, {of}"] = figures[code]["employment"]
        columns[f"{jobs_of(code)}, relative standard error in percent, {of}"] = figures[code]["employment_rse"]
        if code == FIRST:
            for end in ("best", "worst"):
                columns[f"{end.capitalize()} rank by {jobs_of(code).lower()}, 95% level, {of}"] = ranked[end]
            columns[f"Concentration of {PLURAL[code]}, nation = 1, {of}"] = ours["location_quotient"]
            for wage, words in PERCENTILES.items():
                if wage in PAY:
                    columns[f"{SHORT[code]}, {words} wage, US dollars a year, {of}"] = ours[wage]
    columns[f"Price level, all items, nation = 100, {prices_of}"] = levels
    return pd.DataFrame(columns, index=areas.index)
