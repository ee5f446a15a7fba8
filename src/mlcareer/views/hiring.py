"""Whether employers hire more or fewer people than before: job postings, filings for work visas, jobs in the wage survey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from mlcareer import charts, data
from mlcareer.anywhere import within
from mlcareer.charts import Chart
from mlcareer.metros import NATION
from mlcareer.tables import Html, Table
from mlcareer.text import count, day, listing, month, percent, tenth
from predrawn import View

#: Postings of the day on which every index of postings begins, and what its unit is called.
BASE = 100

#: The nation's code in the tables of postings, and what a place without an index of its own shows.
USA = "US"


#: What is said of a change that is rounded to none.
NO_CHANGE = "no more and no fewer"


def index(figure: float) -> str:
    """An index as pages write it: ``72``."""
    return f"{figure:.0f}"


def change(now: float, before: float) -> str:
    """How many more or fewer there are than before, in words: ``4% fewer``; ``no more and no fewer``."""
    apart = (now / before - 1) * 100
    size = percent(abs(apart))
    return NO_CHANGE if size == percent(0) else f"{size} {'more' if apart > 0 else 'fewer'}"


# ---- series over time ----


class Turns(NamedTuple):
    """The rows of a series that its story is told by: where it begins, most, least since then, a year before the newest, newest."""

    first: pd.Series
    highest: pd.Series
    lowest: pd.Series
    year_before: pd.Series
    newest: pd.Series


def turns(rows: pd.DataFrame, value: str) -> Turns:
    """The turns of a series, whose rows have a ``date`` and stand in its order.

    Raises data.MissingRow where nothing follows the highest figure, or where there is none of a year before the newest.
    """
    rows = data.some(rows, "figure of this series").reset_index(drop=True)
    highest, newest = int(rows[value].idxmax()), rows.iloc[-1]
    since = data.some(rows.iloc[highest + 1 :], "figure after the highest")
    earlier = f"{int(newest['date'][:4]) - 1}{newest['date'][4:]}"
    before = data.some(rows[rows["date"] == earlier], f"figure of {day(earlier)}")
    return Turns(rows.iloc[0], rows.loc[highest], since.loc[since[value].idxmin()], before.iloc[0], newest)


def software(rows: pd.DataFrame, told: Turns, *, title: str, source: str) -> Chart:
    """Postings in software development as a line, with the highest, the lowest since and the newest figure. ``told``: its ``turns``."""
    begin = day(told.first["date"])
    marked = (
        (told.highest, "the most", False),
        (told.lowest, "the fewest since", True),
        (told.newest, "newest", False),
    )
    return Chart(
        charts.course(
            rows,
            time="date",
            series={"postings": ""},
            notes={
                "postings": [
                    (row["date"], f"{index(row['postings'])}, {month(row['date'][:7])}", below)
                    for row, _, below in marked
                ]
            },
            write=index,
            tick=index,
            height=225,
            reference=(BASE, f"{begin} = {BASE}"),
        ),
        title=title,
        subtitle=f"Postings on Indeed in the USA in software development, the first of each month; {begin} = {BASE}",
        source=source,
        alt=f"Postings in software development, {begin} = {BASE}: "
        + listing(f"{name} {index(row['postings'])} on {day(row['date'])}" for row, name, _ in marked)
        + ".",
        table=Table(
            pd.DataFrame({"Day": rows["date"].map(day).to_numpy(), "Postings": rows["postings"].to_numpy()}),
            f"Postings in software development on Indeed, USA; index, {begin} = {BASE}",
            formats={"Postings": "{:.1f}".format},
        ),
    )


def shares(named: pd.DataFrame, remote: pd.DataFrame, *, title: str, source: str) -> Chart:
    """Shares of all postings that name artificial intelligence and that offer remote work, each in a panel with its own axis.

    ``named``, ``remote``: the tables of shares, with ``date`` and ``percent``.
    """
    names = {"named": "Name artificial intelligence", "remote": "Offer remote or hybrid work"}
    both = (named.set_index("date")["percent"].rename("named"), remote.set_index("date")["percent"].rename("remote"))
    frame = pd.concat(both, axis=1).sort_index().rename_axis("date").reset_index()
    notes, told = {}, []
    for column, name in names.items():
        rows = data.some(frame[frame[column].notna()], f"share of postings that {name.lower()}")
        first, newest, most = rows.iloc[0], rows.iloc[-1], rows.loc[rows[column].idxmax()]
        days = {row["date"]: row for row in (first, most, newest)}
        notes[column] = [(date, tenth(row[column]), False) for date, row in days.items()]
        told.append(f"{name}: {listing(f'{tenth(row[column])} on {day(date)}' for date, row in sorted(days.items()))}.")
    return Chart(
        charts.course(frame, time="date", series=names, notes=notes, write=tenth, tick=tenth, height=140),
        title=title,
        subtitle="Share of all postings on Indeed in the USA, for any job; each line has its own axis",
        source=source,
        alt=" ".join(told),
        table=Table(
            frame.assign(date=frame["date"].map(day)).rename(columns={"date": "Day", **names}),
            "Share of all postings on Indeed in the USA, percent",
            formats=dict.fromkeys(names.values(), tenth),
        ),
    )


def newest(figures: Mapping[str, tuple[str, str]], dates: pd.DataFrame, source: str) -> Table:
    """How old each series of postings is, and by which day to look for a newer figure, which the page marks at reading time.

    ``figures``: table -> what it counts, and its newest figure in words; ``dates``: ``postings_newest`` by table.
    """
    again = "Check again by"
    rows = [
        (name, figure, dates.at[table, "newest"], dates.at[table, "check_again"])
        for table, (name, figure) in figures.items()
    ]
    return Table(
        pd.DataFrame(rows, columns=["Postings on Indeed", "Newest figure", "Day", again]),
        "The newest figure of each series, and by which day to look for a newer one",
        formats={"Day": moment, again: deadline},
        source=source,
    )


def moment(text: str) -> Html:
    """A day that a machine can read."""
    return Html(Markup('<time datetime="{0}">{0}</time>').format(text))


def deadline(text: str) -> Html:
    """A day after which the page says that it has passed."""
    return Html(Markup('<time datetime="{0}" data-check-again="{0}">{0}</time>').format(text))


# ---- filings and jobs ----


def filed(months: pd.DataFrame, names: Mapping[str, str], of: str, source: str) -> Table:
    """Certified filings in the same months of each fiscal year, and the newest beside those of the year before.

    ``months``: number of cases by occupation (rows) and fiscal year (columns); ``names``: occupation -> name; ``of``: the months.
    """
    rows = data.some(months.reindex(list(names)), "filing")
    *_, before, last = rows.columns
    apart = (rows[last] / rows[before] - 1) * 100
    heading = "Change in the last year"
    cells = {year: [count(figure) for figure in rows[year]] for year in rows}
    frame = pd.DataFrame({"Occupation": list(names.values()), **cells, heading: apart.to_numpy()})
    return Table(
        frame,
        f"Certified H-1B filings, {of} of each fiscal year",
        formats={heading: tenth},
        source=source,
    )


def employed(jobs: pd.DataFrame, names: Mapping[str, str], source: str) -> Table:
    """Jobs in the wage survey, release by release. ``jobs``: by occupation (rows) and release in words (columns)."""
    rows = jobs.reindex(list(names))
    cells = {release: [count(figure) for figure in rows[release]] for release in rows}
    return Table(
        pd.DataFrame({"Occupation": list(names.values()), **cells}),
        "Jobs in the wage survey, USA, which is not designed for comparison over time",
        source=source,
    )


# ---- postings of all occupations by state ----


class ByState:
    """Views of the postings of all occupations at every place a reader can choose, which are those of its state.

    ``rows``: ``postings_states`` by state; ``places``, ``states_of``: of ``anywhere.places`` and ``anywhere.states_of_areas``;
    ``base``: when the index was BASE ("February 1999").
    """

    def __init__(self, rows: pd.DataFrame, places: pd.DataFrame, states_of: Mapping[str, Sequence[str]], base: str):
        self.rows, self.places, self.states_of, self.base = rows, places, states_of, base
        #: The end of the scale of all states.
        self.end = float(rows["highest"].max())

    def state(self, place: str) -> str:
        """The state whose postings are shown for a place: the first of an area's title; where there are none, the nation."""
        own = self.places.at[place, "state"]
        return own if own in self.rows.index else USA

    def name(self, state: str) -> str:
        """A state in a sentence: ``Ohio``, ``the USA``."""
        return within(self.places.at[NATION if state == USA else state, "label"])

    def about(self, place: str) -> View:
        """Whose postings are shown for a place, and for which jobs they are."""
        return View(sentence=f"{self.lies(place)}These are postings for all occupations together, not for this title.")

    def lies(self, place: str) -> str:
        """Which state stands for a place, where that is not the place itself."""
        row = self.places.loc[place]
        if row["kind"] == "nation" or row["state"] == place and place in self.rows.index:
            return ""
        label = within(row["label"])
        if row["state"] not in self.rows.index:
            return f"No index of {label} is published, so that of the nation is shown. "
        others = [self.name(state) for state in self.states_of.get(place, [])[1:] if state in self.rows.index]
        beside = f" and reaches into {listing(others)}" if others else ""
        return f"{label} lies in {self.name(row['state'])}{beside}. "

    def shown(self, state: str) -> View:
        """How postings went in a state, and the nation's beside them; the most, those of a year before and the newest as bars."""
        row, where = self.rows.loc[state], self.name(state)
        apart = change(row["postings"], row["year_before"])
        said = (
            f"In {where} there were {index(row['postings'])} postings on {day(row['date'])} for every {BASE} in {self.base}. "
            f"That is {'about as many as' if apart == NO_CHANGE else f'{apart} than'} a year before."
        )
        if state != USA:
            said += f" In the USA as a whole there were {index(self.rows.at[USA, 'postings'])}."
        names = [f"The most, on {day(row['highest_date'])}", "A year before the newest", f"Newest, {day(row['date'])}"]
        frame = pd.DataFrame(
            {"name": names, "postings": row[["highest", "year_before", "postings"]].astype(float).to_numpy()}
        )
        figure = charts.bars(
            frame,
            label="name",
            value="postings",
            marked=[False, False, True],
            write=index,
            reference=(BASE, f"{self.base} = {BASE}"),
            end=self.end,
        )
        return View(
            figure,
            said,
            Table(
                frame.rename(columns={"name": "Day", "postings": "Postings"}),
                f"Postings of all occupations on Indeed in {where}, {self.base} = {BASE}",
                formats={"Postings": "{:.1f}".format},
            ),
            alt=f"Postings of all occupations in {where}, {self.base} = {BASE}: "
            + listing(f"{name[0].lower()}{name[1:]}, {index(figure)}" for name, figure in zip(names, frame["postings"]))
            + ".",
        )
