"""Indeed Hiring Lab: how many job postings there are, against February 2020, and what share names AI or is remote.

Raw layout: five CSV files, all with a column ``date``. Software development has the first of each month only, transcribed; the
others have every day. ``aggregate_job_postings_US.csv`` has total and new postings (``variable``), with and without adjustment
for the seasons. ``ai_posting.csv`` and ``remote_postings.csv`` have nine countries. States are in small letters. Traps: an index
is 100 on 1 February 2020 in each series, so that a state's says nothing of its size; each release revises the whole series, so
files of different releases are never joined.
"""

import pandas as pd

from sources import STATES, Raw, columns_of, expect
from sources.facts import facts

SOURCE, TABLES = facts("hiring_lab")

#: Territories of the wage survey, which Hiring Lab does not have.
TERRITORIES = {"GU", "PR", "VI"}


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    software, every = _read(raw, "software"), _read(raw, "all", jobcountry="US", variable="total postings")
    states, ai = _read(raw, "states"), _read(raw, "ai", jobcountry="US")
    remote = _read(raw, "remote", jobcountry="US")

    # process
    software = _series("software", software, "indeed_software_development_postings_index", "MS")
    every = _series("all", every, "indeed_job_postings_index_SA")
    ai, remote = _series("ai", ai, "AI_share_postings"), _series("remote", remote, "remote_share_postings")
    name = SOURCE.named["states"]
    states["state"] = states["state"].str.upper()
    expected = set(STATES.values()) - TERRITORIES
    wrong = sorted(expected ^ set(states["state"]))
    expect(not wrong, name, f"{', '.join(wrong)}: a state that is missing or unknown")
    by_state = {state: _series("states", rows, "indeed_job_postings_index") for state, rows in states.groupby("state")}

    # result
    newest = [(f"postings_{key}", of["newest"], of["check_again"]) for key, of in SOURCE.by_hand.items()]
    return {
        "postings_software": _table(software, "postings"),
        "postings_all": _table(_monthly(every), "postings"),
        "postings_states": pd.DataFrame(
            [_peak(state, series) for state, series in sorted({**by_state, "US": every}.items())],
            columns=TABLES["postings_states"].columns,
        ),
        "postings_ai": _table(_monthly(ai).round(2), "percent"),
        "postings_remote": _table(_monthly(remote).round(2), "percent"),
        "postings_newest": pd.DataFrame(newest, columns=TABLES["postings_newest"].columns),
    }


#: Key of a file -> its columns that are read.
COLUMNS = {
    "software": ["date", "indeed_software_development_postings_index"],
    "all": ["date", "jobcountry", "variable", "indeed_job_postings_index_SA"],
    "states": ["date", "state", "indeed_job_postings_index"],
    "ai": ["date", "jobcountry", "AI_share_postings"],
    "remote": ["date", "jobcountry", "remote_share_postings"],
}


def _read(raw: Raw, key: str, **wanted: str) -> pd.DataFrame:
    """The rows of a file that have the values ``wanted`` in its columns."""
    name = SOURCE.named[key]
    frame = columns_of(pd.read_csv(raw.path(SOURCE, name)), COLUMNS[key], name)
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
        expect(not frame.empty, name, f"no row with {column} {value!r}")
    return frame.copy()


def _series(key: str, rows: pd.DataFrame, column: str, every: str = "D") -> pd.Series:
    """Figures by day, once they are seen to begin on the right day, to miss none up to the newest, and to be figures."""
    name, begins, newest = SOURCE.named[key], SOURCE.by_hand[key]["begins"], SOURCE.by_hand[key]["newest"]
    of = f" for {rows['state'].iloc[0]}" if "state" in rows else ""
    share = key in ("ai", "remote")
    expected = [str(day.date()) for day in pd.date_range(begins, newest, freq=every)]
    missing = sorted(set(expected) - set(rows["date"]))
    strange = sorted(set(rows["date"]) - set(expected))
    expect(not missing, name, f"no row{of} of {', '.join(missing[:3])}")
    expect(not strange, name, f"a row{of} of {', '.join(strange[:3])}, and it should end with {newest}")
    expect(not rows["date"].duplicated().any(), name, f"a day{of} that stands twice")
    figures = pd.to_numeric(rows.set_index("date")[column], errors="coerce").sort_index()
    wrong = figures.index[~figures.between(0, 100 if share else 10_000)]
    expect(wrong.empty, name, f"{column}{of} is no figure on {', '.join(wrong[:3])}")
    expect(share or figures[begins] == 100, name, f"{column}{of} is not 100 on {begins}")
    return figures


def _monthly(figures: pd.Series) -> pd.Series:
    """The figures of the first of each month and of the newest day."""
    return figures[figures.index.str.endswith("-01") | (figures.index == figures.index[-1])]


def _table(figures: pd.Series, name: str) -> pd.DataFrame:
    return figures.rename(name).rename_axis("date").reset_index()


def _peak(state: str, figures: pd.Series) -> tuple:
    """The newest figure, the one a year before, and the highest."""
    newest = figures.index[-1]
    before = str((pd.Timestamp(newest) - pd.DateOffset(years=1)).date())
    return state, newest, figures[newest], figures[before], figures.max(), figures.idxmax()
