"""What graduates earn by field, level and program, and people in computing by age and degree: two different things, never on one axis."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from mlcareer import charts, data
from mlcareer.anywhere import within
from mlcareer.charts import Chart
from mlcareer.metros import NATION
from mlcareer.tables import Table
from mlcareer.text import count, listing, money
from mlcareer.views import headings
from mlcareer.views.headings import headed
from mlcareer.views.jobs_there import NOT_PUBLISHED, Published
from predrawn import Choice, View

#: The levels of the tables about graduates, the lower first, and the highest degrees of the tables about people in computing.
BACHELOR, MASTER, DOCTORATE = "bachelor's", "master's", "doctorate"

#: What the tables about people in computing call all highest degrees together.
ANY = "all"

#: The figures about graduates: column -> heading. On a phone the first two columns are seen, so earnings come first.
FIGURES = {
    "earnings_four_years": "Four years after",
    "earnings_one_year": "One year after",
    "debt": "Debt",
}

#: What a table of programs has of a bachelor's beside them: nobody publishes these prices for a master's.
PRICE = {"net_price": "Net price a year"}

#: From so many programs on, the sentence names the one in the middle of a state's.
ENOUGH = 5

#: What is said where no program of the nation has a figure.
UNKNOWN = "What their graduates earn is not published: try another field."

#: Behind the name of a school whose campus is closed: its state is not known.
CLOSED = "closed"


# ---- the spread over programs ----


def label(field: str, level: str) -> str:
    """A row's name: "Computer science, bachelor's"."""
    return f"{field.capitalize()}, {level}"


def spread(fields: pd.DataFrame, subject: str, *, title: str, subtitle: str, source: str, alt: str) -> Chart:
    """Earnings four years after, quartiles over programs, by field and level. A field without any figure has one row that says so.

    ``fields``: of ``degree_fields``; ``subject``: the field that is marked.
    """
    rows = fields[fields["figure"] == "earnings_four_years"]
    known = rows.groupby("field", sort=False)["programs"].transform("sum") > 0
    silent = rows[~known].drop_duplicates("field").assign(label=lambda frame: frame["field"].str.capitalize())
    shown = rows[known].assign(label=[label(*pair) for pair in zip(rows.loc[known, "field"], rows.loc[known, "level"])])
    drawn = pd.concat([data.some(shown, "field with earnings of graduates"), silent])
    notes = [
        NOT_PUBLISHED if pd.isna(row.median) else f"{money(row.median)}, n = {row.programs}"
        for row in drawn.itertuples()
    ]
    columns = {"field": "Field", "level": "Level", "programs": "Programs"} | headings.QUARTILES
    weighed = {"weighted_median": "Median, weighted by completers"}
    return Chart(
        charts.quartiles(
            drawn.assign(note=notes),
            label="label",
            note="note",
            marked=list(drawn["field"] == subject),
            start=50_000,
            tick=money,
        ),
        title=title,
        subtitle=subtitle,
        source=source,
        alt=alt,
        table=Table(
            headed(rows, columns | weighed),
            "Median earnings of a program's graduates four years after, over programs, US dollars a year",
            formats=dict.fromkeys([*headings.QUARTILES.values(), *weighed.values()], amount),
        ),
    )


def amount(value: object) -> str:
    """US dollars; "not published" where there is no figure."""
    return NOT_PUBLISHED if pd.isna(value) else money(value)


# ---- every program ----


def states(names: Mapping[str, str], start: str) -> Choice:
    """A control with the nation and each state or territory, found by its name or postal code.

    ``names``: code -> name; ``start``: the code of the one to begin with, for a page should not begin with the nation's long table.
    """
    return Choice(
        {"USA": NATION, **{name: code for code, name in names.items()}},
        "Where",
        start,
        kind="search",
        aliases={"USA": ["United States", "all states"], **{name: [code] for code, name in names.items()}},
        nothing="Try a state, a territory or the USA.",
    )


class Programs:
    """Views of the programs of a field and level in a state or the nation.

    ``rows``: of ``degree_programs``; ``counts``: of ``degree_counts``, indexed by state, field and level; ``names``: code -> state;
    ``of``: the period of the figures. The nation is called NATION, as in other explorers; in ``counts`` it is ``nation``.
    """

    def __init__(self, rows: pd.DataFrame, counts: pd.DataFrame, names: Mapping[str, str], of: str, nation: str = "US"):
        self.rows = rows.sort_values("school", kind="stable")
        self.counts = counts.rename(index={nation: NATION}, level="state").to_dict("index")
        self.names, self.of = {NATION: "USA", **names}, of

    def shown(self, field: str, level: str, state: str) -> View:
        """How many programs there are and have figures, in sentences, and a table of those that have any."""
        table = self.table(field, level, state) if self.counts[state, field, level]["published"] else None
        return View(sentence=self.told(field, level, state), table=table)

    def within(self, field: str, level: str, state: str) -> pd.DataFrame:
        """The programs with a figure; those of closed campuses, whose state is not known, are the nation's alone."""
        rows = self.rows[(self.rows["field"] == field) & (self.rows["level"] == level)]
        return rows if state == NATION else rows[rows["state"] == state]

    def told(self, field: str, level: str, state: str) -> str:
        """How many programs have a figure and how many none; from where to where earnings four years after run."""
        number, where = self.counts[state, field, level], within(self.names[state])
        total, published = number["programs"], number["published"]
        one, all_of_them = f"{level} program in {field}", f"{count(total)} {level} programs in {field}"
        if not total:
            return f"The source lists no {one} in {where}. {self.elsewhere(field, level)}"
        if not published:
            none = f"The only {one} in {where} has no" if total == 1 else f"None of the {all_of_them} in {where} has a"
            end = UNKNOWN if state == NATION else self.elsewhere(field, level)
            return f"{none} published figure. {end}"
        others = total - published
        if not others:
            some = f"The only {one} in {where} has" if total == 1 else f"All {all_of_them} in {where} have"
            return f"{some} published figures. {self.earn(field, level, state)}"
        some = f"{count(published)} of {all_of_them} in {where} {'has' if published == 1 else 'have'} published figures"
        rest = "the other has none and is" if others == 1 else f"the other {count(others)} have none and are"
        return f"{some}; {rest} not listed. {self.earn(field, level, state)}"

    def earn(self, field: str, level: str, state: str) -> str:
        """Where median earnings four years after lie."""
        rows = self.within(field, level, state)
        known = rows["earnings_four_years"].dropna().astype(int)
        begin = f"Median earnings of {'its' if len(rows) == 1 else 'their'} graduates four years after"
        if known.empty:
            return f"{begin} are not among them."
        if len(known) == 1:
            alone = "" if len(rows) == 1 else ", and known of one program alone"
            return f"{begin} are {money(known.iloc[0])} a year{alone}."
        middle = f"; in the middle stands {money(known.median())}" if len(known) >= ENOUGH else ""
        return f"{begin} run from {money(known.min())} to {money(known.max())} a year ({count(len(known))} programs){middle}."

    def elsewhere(self, field: str, level: str) -> str:
        """What the nation has where a state has nothing."""
        number = self.counts[NATION, field, level]
        if number["published"]:
            return f"In the whole USA {count(number['published'])} of {count(number['programs'])} have a figure: choose the USA."
        return f"Of the {count(number['programs'])} in the whole USA none has a figure. {UNKNOWN}"

    def table(self, field: str, level: str, state: str) -> Table:
        """Each program with a figure, by school; figures that it lacks are not published."""
        rows = self.within(field, level, state)
        if state == NATION:  # schools of one name lie in different states
            rows = rows.assign(school=[f"{row.school} ({row.state or CLOSED})" for row in rows.itertuples()])
        columns = FIGURES | (PRICE if level == BACHELOR else {})
        sizes = {"completers": "Completers"}
        return Published(
            headed(rows, {"school": "School"} | columns | sizes),
            f"{level.capitalize()} programs in {field} with a figure, {within(self.names[state])}, {self.of}: median earnings a year and debt, "
            "US dollars",
            formats=dict.fromkeys(columns.values(), amount)
            | {name: lambda number: NOT_PUBLISHED if pd.isna(number) else count(number) for name in sizes.values()},
            filterable=True,
        )


# ---- people in computing ----


def by_age(pay: pd.DataFrame, ages: Sequence[str], *, title: str, of: str, source: str) -> Chart:
    """Median pay by age with a bachelor's (hollow) and a master's (filled). ``pay``: of ``ncses_pay``, of one occupation group."""
    wide = pay.pivot(index="age", columns="degree", values="median").reindex(ages)[[BACHELOR, MASTER, DOCTORATE, ANY]]
    drawn = wide[[BACHELOR, MASTER]].astype(float).reset_index()
    drawn["age"] = drawn["age"].str.capitalize()
    degrees = {BACHELOR: "Bachelor's", MASTER: "Master's", DOCTORATE: "Doctorate", ANY: "Any of these"}
    return Chart(
        charts.steps(drawn, label="age", before=BACHELOR, after=MASTER, names=(BACHELOR, MASTER)),
        title=title,
        subtitle=f"Median pay of computer and mathematical scientists in the USA by age and highest degree, {of}. "
        "These are people of different ages in one year, not one person's path",
        source=source,
        alt="Median pay with a bachelor's and a master's degree: "
        + listing(f"{row[0].lower()} {money(row[1])} and {money(row[2])}" for row in drawn.itertuples(index=False))
        + ".",
        table=Table(
            headed(wide.reset_index(), {"age": "Age"} | degrees),
            f"Median pay of computer and mathematical scientists by age and highest degree, {of}, US dollars a year",
            formats=dict.fromkeys(degrees.values(), money),
        ),
    )


def doctorates(years: pd.DataFrame, pay: pd.DataFrame, names: Mapping[str, str], *, of: str, source: str) -> Table:
    """How long a doctorate takes and what new doctors expect to earn, by field.

    ``years``: of ``ncses_doctorate_years``, of one year, indexed by since and field; ``pay``: of ``ncses_new_doctors``, indexed by
    employer and field; ``names``: field -> heading.
    """

    def line(name: str, figures: pd.Series, write: Callable[[float], str]) -> list[str]:
        return [name, *(write(figures[field]) for field in names)]

    rows = [
        *(
            line(f"Years since the {since.removeprefix('the ')}", years.loc[since, "years"], "{:.1f}".format)
            for since in dict.fromkeys(years.index.get_level_values("since"))
        ),
        *(
            line(
                f"Expected pay, {'all employers' if employer == 'all' else employer}",
                pay.loc[employer, "median"],
                money,
            )
            for employer in dict.fromkeys(pay.index.get_level_values("employer"))
        ),
    ]
    return Table(
        pd.DataFrame(rows, columns=["Median", *names.values()]),
        f"Years to a doctorate, and the pay a year that new doctors with a definite job expect, USA, {of}",
        source=source,
    )
