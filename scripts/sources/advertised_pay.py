"""Advertised pay for the very title, from an open collection of pay in AI and data.

Raw layout: ``salaries_2025-06-25.csv``, one row a figure, columns work_year, experience_level (EN entry, MI middle, SE
senior, EX executive), employment_type, job_title, salary, salary_currency, salary_in_usd, employee_residence,
remote_ratio (0, 50, 100), company_location, company_size (S, M, L). Traps: after 2023 nearly all rows come in adjacent
pairs, the upper and the lower end of one advertised range, so quartiles of rows are medians of ends; and most rows for
the title are exact copies of others.
"""

import pandas as pd

from mlcareer.settings import edition
from sources import Raw, Source, Table, column, columns_of, expect

FILE = "aijobs_salaries/salaries_2025-06-25.csv"
TITLE = "Machine Learning Engineer"

PERIOD = edition().periods["advertised_pay"]

SOURCE = Source(
    title="Pay in AI, machine learning and data science, to 25 June 2025",
    producer="aijobs.net",
    cite="advertised pay, to 25 June 2025",
    official="https://github.com/foorilla/ai-jobs-net-salaries",
    vintage="2025-06-25",
    period=PERIOD,
    licence={
        "name": "CC0-1.0",
        "title": "Creative Commons Zero 1.0",
        "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    },
    obtained="A copy in a public repository (priom14/my-datasets @ 5060b11); 74,299 of the 74,301 rows of the producer's "
    "own older file are inside. The producer has since taken the file down, so it cannot be fetched.",
    refetchable=False,
    files={FILE: "6b94cd69caa77f421716a905a38b8279e3520d05dd1301d54e134ac8f73e78a5"},
    cautions=(
        "This is not a survey. Nearly all rows since 2023 are the two ends of a range in an advertisement, so this is"
        " pay that was offered, not pay that was received. Ranges are rebuilt from adjacent rows, and rows without a "
        "partner are left out of pay.",
        "Most rows for the title are exact copies. Copies may be the same advertisement or another one alike, so "
        "every figure is given with and without them.",
        "No place is smaller than a country, and nearly every recent row has company size M.",
    ),
)

YEARS = (2022, 2023, 2024, 2025)
LEVELS = {"EN": "entry", "MI": "middle", "SE": "senior", "EX": "executive"}
TREATMENTS = ("every advertisement", "without copies")


def _keys(*more: dict) -> tuple[dict, ...]:
    return (
        column("year", "integer", "Year of the advertisement", enum=list(YEARS)),
        *more,
        column("treatment", "string", "Are exact copies counted?", enum=list(TREATMENTS)),
    )


TABLES = (
    Table(
        "advertised_pay",
        "Advertised pay of machine learning engineers in the USA",
        "Ranges rebuilt from adjacent rows with different pay, for the title word for word, work and residence in the "
        "USA, all kinds of contract; the middle of a range is the mean of its ends. A copy is alike in all fields and "
        "both ends. 2025 is to 25 June.",
        (
            *_keys(column("experience", "string", "Seniority named", enum=["all", *LEVELS.values()])),
            column("ranges", "integer", "Ranges counted", "advertised ranges", minimum=1),
            column("low_median", "integer", "Median of lower ends", "US dollars a year", minimum=0),
            column("middle_p25", "integer", "25th percentile of middles", "US dollars a year", minimum=0),
            column("middle_median", "integer", "Median of middles", "US dollars a year", minimum=0),
            column("middle_p75", "integer", "75th percentile of middles", "US dollars a year", minimum=0),
            column("high_median", "integer", "Median of upper ends", "US dollars a year", minimum=0),
        ),
        ("year", "experience", "treatment"),
    ),
    Table(
        "advertised_remote",
        "Remote work and company size in advertisements for machine learning engineers",
        "Rows for the title word for word, work and residence in the USA; most advertisements are two rows, the ends of "
        "a range. Beside them, as a base rate, the rows of all titles in the collection, which is of AI and data. 2025 is to "
        "25 June.",
        (
            *_keys(),
            column("rows", "integer", "Rows counted", "rows", minimum=1),
            column("fully_remote", "integer", "Rows marked fully remote", "rows", minimum=0),
            column("medium_company", "integer", "Rows that give the company size as M", "rows", minimum=0),
            column("all_rows", "integer", "Rows of all titles", "rows", minimum=1),
            column("all_fully_remote", "integer", "Rows of all titles marked fully remote", "rows", minimum=0),
        ),
        ("year", "treatment"),
    ),
)


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
        (TREATMENTS[0], ranges, titled, every),
        (TREATMENTS[1], ranges.drop_duplicates(), titled.drop_duplicates(), every.drop_duplicates()),
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
    fields = {table.name: table.columns for table in TABLES}
    return {
        "advertised_pay": pd.DataFrame(pay, columns=fields["advertised_pay"]),
        "advertised_remote": pd.DataFrame(remote, columns=fields["advertised_remote"]),
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
