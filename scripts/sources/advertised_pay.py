"""Advertised pay for the very title, from an open collection of pay in AI and data.

Raw layout: ``salaries_2025-06-25.csv``, one row a figure, columns work_year, experience_level (EN entry, MI middle, SE
senior, EX executive), employment_type, job_title, salary, salary_currency, salary_in_usd, employee_residence,
remote_ratio (0, 50, 100), company_location, company_size (S, M, L). Traps: after 2023 nearly all rows come in adjacent
pairs, the upper and the lower end of one advertised range, so quartiles of rows are medians of ends; and most rows for
the title are exact copies of others.
"""

import pandas as pd

from sources import Raw, columns_of, expect
from sources.facts import facts

SOURCE, TABLES = facts("advertised_pay")
FILE = SOURCE.named["salaries"]
TITLE = "Machine Learning Engineer"

YEARS = TABLES["advertised_pay"].values("year")
LEVELS = {"EN": "entry", "MI": "middle", "SE": "senior", "EX": "executive"}


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    rows = pd.read_csv(raw.path(SOURCE, FILE))
    wanted = ["work_year", "experience_level", "job_title", "salary_in_usd", "employee_residence", "remote_ratio"]
    columns_of(rows, [*wanted, "company_location", "company_size", "employment_type", "salary_currency"], FILE)

    # process: the order of rows matters until ranges are rebuilt
    here = (rows["company_location"] == "US") & (rows["employee_residence"] == "US") & rows["work_year"].isin(YEARS)
    every = rows[here]
    titled = every[every["job_title"] == TITLE]
    expect(len(titled) > 0, FILE, f"no row has the title {TITLE!r} in the USA")
    ranges = _ranges(titled)
    pay, remote = [], []
    for treatment, some_ranges, some_rows, all_rows in (
        ("every advertisement", ranges, titled, every),
        ("without copies", ranges.drop_duplicates(), titled.drop_duplicates(), every.drop_duplicates()),
    ):
        for year in YEARS:
            of_year = some_ranges[some_ranges["work_year"] == year]
            for code, name in {"": "all", **LEVELS}.items():
                group = of_year[of_year["experience_level"] == code] if code else of_year
                if len(group):
                    pay.append((year, name, treatment, len(group), *_summary(group)))
            group = some_rows[some_rows["work_year"] == year]
            marks = (group["remote_ratio"] == 100).sum(), (group["company_size"] == "M").sum()
            base = all_rows[all_rows["work_year"] == year]
            remote.append((year, treatment, len(group), *marks, len(base), (base["remote_ratio"] == 100).sum()))

    # result
    return {
        "advertised_pay": pd.DataFrame(pay, columns=TABLES["advertised_pay"].columns),
        "advertised_remote": pd.DataFrame(remote, columns=TABLES["advertised_remote"].columns),
    }


def _ranges(rows: pd.DataFrame) -> pd.DataFrame:
    """Rebuild advertised ranges: two adjacent rows alike in all but pay, the higher one first, are one range.

    ``rows`` keep the index of the file, which tells adjacency. Returns their shared columns with ``low`` and ``high``.
    """
    shared = [name for name in rows.columns if name not in ("salary", "salary_in_usd")]
    keys = rows[shared].agg(tuple, axis=1).to_dict()
    pay = rows["salary_in_usd"].to_dict()
    pairs, position, order = [], 0, list(rows.index)
    while position < len(order) - 1:
        first, second = order[position], order[position + 1]
        if second == first + 1 and keys[first] == keys[second] and pay[first] > pay[second]:
            pairs.append((*keys[first], pay[second], pay[first]))
            position += 2
        else:
            position += 1
    return pd.DataFrame(pairs, columns=[*shared, "low", "high"])


def _summary(ranges: pd.DataFrame) -> list[int]:
    middle = (ranges["low"] + ranges["high"]) / 2
    figures = (ranges["low"].median(), *middle.quantile([0.25, 0.5, 0.75]), ranges["high"].median())
    return [round(figure) for figure in figures]
