"""Technologies, languages and mathematics: O*NET's marks and ratings, and what survey respondents use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from mlcareer import charts, data
from mlcareer.charts import Chart
from mlcareer.occupations import PLURAL, PROXIES, onet
from mlcareer.prose import Markdown
from mlcareer.tables import Table
from mlcareer.text import count, listing, month, percent, times
from mlcareer.views import headings
from mlcareer.views.headings import headed

#: The programming languages among O*NET's technologies, as it writes them.
LANGUAGES = {
    "Python",
    "R",
    "Structured query language SQL",
    "C",
    "C++",
    "C#",
    "Go",
    "Oracle Java",
    "JavaScript",
    "Scala",
    "TypeScript",
    "Bash",
}

#: What O*NET writes -> what people say.
SHORT = {"Structured query language SQL": "SQL", "Oracle Java": "Java"}
SHORT_TECHNOLOGIES = SHORT | {
    "Amazon Web Services AWS software": "Amazon Web Services",
    "Microsoft Azure software": "Microsoft Azure",
    "The MathWorks MATLAB": "MATLAB",
}

#: What the marks of ``grid`` mean.
MEANING = {2: "in demand", 1: "listed", 0: "not listed"}


def short(names: Iterable[str]) -> list[str]:
    """Names of technologies as people say them, in alphabetical order."""
    return sorted((SHORT_TECHNOLOGIES.get(name, name) for name in names), key=str.lower)


def listed(technologies: pd.DataFrame, code: str) -> set[str]:
    """The technologies that O*NET lists for an occupation. ``technologies``: the table ``onet_technologies``."""
    return set(technologies.loc[technologies["onet_code"] == onet(code), "technology"])


def in_demand(technologies: pd.DataFrame, code: str) -> set[str]:
    """Those of ``listed`` that O*NET marks as in demand."""
    return listed(technologies[technologies["in_demand"]], code)


def mark(technologies: pd.DataFrame, technology: str, code: str) -> str:
    """O*NET's word on a technology for an occupation."""
    if technology not in listed(technologies, code):
        return "not listed"
    return "in demand" if technology in in_demand(technologies, code) else "listed, not in demand"


def rating(importance: pd.DataFrame, code: str, domain: str, element: str) -> pd.Series:
    """O*NET's rating of an element (a skill, a field of knowledge) for an occupation; MissingRow where there is none.

    ``importance``: the table ``onet_importance``.
    """
    rows = data.index_by(importance, "onet_importance", onet_code=onet(code), domain=domain, element=element)
    return rows.loc[(onet(code), domain, element)]


def standing(importance: pd.DataFrame, code: str, domain: str, own: float) -> tuple[int, int]:
    """The rank of a rating among those of its domain for an occupation, ties the better, and how many these are."""
    rated = importance[(importance["onet_code"] == onet(code)) & (importance["domain"] == domain)]
    return int((rated["importance"] > own).sum()) + 1, len(rated)


def rated(ratings: Mapping[str, pd.Series], standings: Mapping[str, tuple[int, int]]) -> Markdown:
    """Ratings of a skill as a list in Markdown, each with its interval, its month and its rank among skills.

    By occupation: ``ratings`` of ``rating``, ``standings`` of ``standing``.
    """
    line = Markdown("- **{}** for {} (95% interval {} to {}, {}), rank {} of {} skills")
    return Markdown("\n").join(
        line.format(
            times(row["importance"]),
            PLURAL[code],
            times(row["low"]),
            times(row["high"]),
            month(row["rated"]),
            *standings[code],
        )
        for code, row in ratings.items()
    )


def grid(technologies: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """Marks of technologies by occupation: 2 in demand, 1 listed, 0 not listed.

    Columns: ``technology``, as people say it, and those of ``headings.OCCUPATIONS``. The technologies in demand in most
    occupations first.
    """
    known = [(listed(technologies, code), in_demand(technologies, code)) for code in PROXIES]
    rows = [[name, *((name in some) + (name in wanted) for some, wanted in known)] for name in names]
    frame = pd.DataFrame(rows, columns=["technology", *headings.OCCUPATIONS])
    frame["technology"] = frame["technology"].replace(SHORT_TECHNOLOGIES)
    frame = frame.sort_values("technology")
    _, *others = headings.OCCUPATIONS
    return frame.sort_values(others, ascending=False, kind="stable", ignore_index=True)


def everywhere(frame: pd.DataFrame) -> list[str]:
    """The technologies of a ``grid`` that are in demand in each occupation."""
    return list(frame.loc[(frame[list(headings.OCCUPATIONS)] == 2).all(axis=1), "technology"])


def marks(frame: pd.DataFrame, *, title: str, subtitle: str, edition: str, source: str, alt: str) -> Chart:
    """O*NET's marks as a chart. ``frame``: of ``grid``; ``edition``: of O*NET, as ``data.period`` writes it."""
    data.some(frame, "technology")
    return Chart(
        charts.grid(frame, label="technology", columns=list(headings.OCCUPATIONS), names=headings.BROKEN),
        title=title,
        subtitle=f"● in demand, ○ listed without that mark, · not listed. {subtitle}; {edition}",
        source=source,
        alt=alt,
        table=Table(
            headed(frame, {"technology": "Technology"} | headings.OCCUPATIONS),
            f"Technologies by occupation and O*NET's mark, release {edition.removeprefix('O*NET ')}",
            formats=dict.fromkeys(headings.OCCUPATIONS.values(), MEANING.get),
        ),
    )


def languages(
    survey: pd.DataFrame, first: pd.DataFrame, marked: Iterable[str], *, title: str, of: str, source: str
) -> Chart:
    """Languages of AI/ML engineers as bars; the table holds all of the survey.

    ``survey``: the table ``survey_languages``; ``first``: its rows to draw; ``marked``: languages to set off.
    """
    data.some(first, "language of AI/ML engineers")
    columns = {
        "language": "Language",
        "role": "Role",
        "users": "Users",
        "n": "n",
        "percent": "Share",
    } | headings.INTERVAL
    columns |= {"of_any": f"Of {count(survey['all_n'].iloc[0])} in any role"}
    survey = survey.assign(of_any=survey["all_users"] / survey["all_n"] * 100)
    return Chart(
        charts.bars(
            first,
            label="language",
            value="percent",
            low="low",
            high="high",
            write=percent,
            marked=first["language"].isin(list(marked)),
        ),
        title=title,
        subtitle=f"Share of US respondents who worked with the language, {of}; n = "
        f"{count(first['n'].iloc[0])} AI/ML engineers who named any language. Lines: 95% intervals if these were a "
        "random sample, which they are not",
        source=source,
        alt="Share of AI/ML engineers by language: "
        + listing(f"{row.language} {percent(row.percent)}" for row in first.head(4).itertuples())
        + ".",
        table=Table(
            headed(survey, columns),
            f"Languages of US AI/ML engineers and data scientists in the developer survey, {of}",
            formats=dict.fromkeys(["Share", *headings.INTERVAL.values(), columns["of_any"]], percent),
        ),
    )
