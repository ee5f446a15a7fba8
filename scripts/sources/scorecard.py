"""College Scorecard: earnings and debt of graduates by school, field and level, and the net price of the school.

Raw layout: ``programs_2026-06-10.parquet``, one row a campus (unitid, opeid6), field (cip_code, four digits) and level
(credential_level): median earnings one and four years after, median debt, completers.
``institutions_2026-06-10.parquet``, one row a campus (unitid) with its average net price. Traps: figures are of all
campuses of a school (opeid6), and each campus repeats them, while completers are the campus's own; a campus that has
closed may have no state, or the unitid NA; schools abroad are in it; columns with ``premium``, ``fails``, ``flag``,
``ratio`` and ``payback`` are the compiler's own and are not read.
"""

import pandas as pd

from sources import Raw, columns_of, expect
from sources.facts import facts
from sources.visa_filings import plain_text

#: The nation, among the postal codes of states.
NATION = "US"
#: Quartiles of fewer programs are not given.
SMALLEST = 10

SOURCE, TABLES = facts("scorecard", NATION=NATION, SMALLEST=SMALLEST)
PROGRAMS, INSTITUTIONS = SOURCE.named["programs"], SOURCE.named["institutions"]

#: Field -> code of the Classification of Instructional Programs -> its name in the raw file.
FIELDS = {
    "computer science": {"1107": "Computer Science."},
    "mathematics": {"2701": "Mathematics."},
    "statistics": {"2705": "Statistics."},
    "data science": {"3070": "Data Science.", "3071": "Data Analytics."},
    "electrical engineering": {"1410": "Electrical, Electronics, and Communications Engineering."},
}
#: Code of the level -> its name in the raw file, and ours.
LEVELS = {"3": ("Bachelor's Degree", "bachelor's"), "5": ("Master's Degree", "master's")}
#: Column of the raw file -> ours.
FIGURES = {
    "earnings_median_1yr": "earnings_one_year",
    "earnings_median_4yr": "earnings_four_years",
    "debt_median": "debt",
}
#: A program: a school's, of one code and level.
PROGRAM = ["opeid6", "cip_code", "credential_level"]
CAMPUS = ["unitid", "inst_name", "state", "control", *PROGRAM, "cip_desc", "credential_desc", "completers_count"]


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    campuses = columns_of(pd.read_parquet(raw.path(SOURCE, PROGRAMS)), [*CAMPUS, *FIGURES], PROGRAMS)
    schools = columns_of(pd.read_parquet(raw.path(SOURCE, INSTITUTIONS)), ["unitid", "net_price_avg"], INSTITUTIONS)
    expect(bool(schools["unitid"].is_unique), INSTITUTIONS, "a campus stands in two rows")

    # process
    size = campuses.groupby(["opeid6", "inst_name"])["completers_count"].sum().rename("size")
    programs = _programs(_wanted(campuses).join(size, on=["opeid6", "inst_name"]))
    _whole(schools, ["net_price_avg"], INSTITUTIONS)
    prices = schools.set_index("unitid")["net_price_avg"].astype("Int64").rename("net_price")
    programs = programs.join(prices, on="unitid")
    programs.loc[programs["level"] != "bachelor's", "net_price"] = pd.NA

    # result
    published = programs[programs[list(FIGURES.values())].notna().any(axis=1)]
    key = ["school_code", "field", "level"]
    expect(
        not published.duplicated(key).any(), PROGRAMS, "a school has figures for two programs of one field and level"
    )
    listed = published[TABLES["degree_programs"].columns].sort_values(key)
    return {
        "degree_programs": listed,
        "degree_counts": _counts(programs),
        "degree_fields": _fields(listed),
    }


def _wanted(campuses: pd.DataFrame) -> pd.DataFrame:
    """The rows of our fields and levels in the nation, with our names of both."""
    codes = {code: (name, field) for field, names in FIELDS.items() for code, name in names.items()}
    found = campuses[campuses["cip_code"].isin(codes)]
    for code, (name, _) in codes.items():
        of_code = found.loc[found["cip_code"] == code, "cip_desc"]
        expect(set(of_code) == {name}, PROGRAMS, f"code {code} is not {name!r}")
    for code, (name, _) in LEVELS.items():
        of_level = found.loc[found["credential_level"] == code, "credential_desc"]
        expect(set(of_level) == {name}, PROGRAMS, f"level {code} is not {name!r}")
    named = found["credential_desc"].isin([name for name, _ in LEVELS.values()])
    expect(bool((named == found["credential_level"].isin(LEVELS)).all()), PROGRAMS, "a level has another code")

    wanted = found[named & (found["control"] != "Foreign")]
    twice = wanted[wanted.duplicated(["unitid", "inst_name", *PROGRAM])]
    expect(
        twice.empty,
        PROGRAMS,
        f"a program stands twice: {' '.join(map(plain_text, twice[PROGRAM].head(1).to_numpy().ravel()))}",
    )
    _whole(wanted, [*FIGURES, "completers_count"], PROGRAMS)
    return wanted.assign(
        field=wanted["cip_code"].map({code: field for code, (_, field) in codes.items()}),
        level=wanted["credential_level"].map({code: level for code, (_, level) in LEVELS.items()}),
    )


def _whole(frame: pd.DataFrame, columns: list[str], name: str) -> None:
    """Refuse figures that are no whole numbers."""
    for column in columns:
        numeric = pd.api.types.is_numeric_dtype(frame[column])
        expect(numeric and bool((frame[column].dropna() % 1 == 0).all()), name, f"{column} has what is no whole number")


def _programs(campuses: pd.DataFrame) -> pd.DataFrame:
    """One row a program, with name and state of the largest of the campuses that offer it.

    ``size`` is a campus's completers in all of its programs.
    """
    groups = campuses.groupby(PROGRAM)
    differing = groups[list(FIGURES)].nunique(dropna=False).gt(1).any(axis=1)
    expect(not differing.any(), PROGRAMS, "campuses of one school have different figures for a program")
    largest = campuses.sort_values(["size", "unitid"], ascending=[False, True]).drop_duplicates(PROGRAM)
    largest = largest.set_index(PROGRAM).rename(columns=FIGURES)
    programs = largest.assign(
        campuses=groups.size(),
        # A sum that lacks a campus would be of part of the people only.
        completers=groups["completers_count"].apply(lambda counts: counts.sum(skipna=False)),
        school=largest["inst_name"].map(plain_text),
    ).reset_index()
    whole = ["completers", *FIGURES.values()]
    programs[whole] = programs[whole].astype("Int64")
    return programs.rename(columns={"opeid6": "school_code"})


def _counts(programs: pd.DataFrame) -> pd.DataFrame:
    """Programs by field, level and state, and how many have a figure; zeros where there is no program."""
    counted = pd.DataFrame(
        {
            "programs": True,
            "published": programs[list(FIGURES.values())].notna().any(axis=1),
            **{f"with_{column}": programs[column].notna() for column in FIGURES.values()},
        }
    )
    frames = []
    for states in (pd.Series(NATION, index=programs.index), programs["state"].dropna()):
        keys = [states.rename("state"), programs["field"], programs["level"]]
        whole = pd.MultiIndex.from_product(
            [sorted(set(states)), FIELDS, [level for _, level in LEVELS.values()]], names=["state", "field", "level"]
        )
        frames.append(counted.groupby(keys).sum().reindex(whole, fill_value=0).reset_index())
    return pd.concat(frames)


def _fields(programs: pd.DataFrame) -> pd.DataFrame:
    """The spread of each figure over programs, and its median by people."""
    rows = []
    for field in FIELDS:
        for _, level in LEVELS.values():
            group = programs[(programs["field"] == field) & (programs["level"] == level)]
            for figure in FIGURES.values():
                known = group[group[figure].notna()]
                quartiles = [None] * 3
                if len(known) >= SMALLEST:
                    quartiles = [round(value) for value in known[figure].astype(float).quantile([0.25, 0.5, 0.75])]
                weighed = known[known["completers"].gt(0).fillna(False).astype(bool)]
                middle = _weighted_median(weighed[figure], weighed["completers"]) if len(weighed) >= SMALLEST else None
                rows.append(
                    (field, level, figure, len(known), *quartiles, len(weighed), weighed["completers"].sum(), middle)
                )
    frame = pd.DataFrame(rows, columns=TABLES["degree_fields"].columns)
    whole = frame.columns[3:]
    frame[whole] = frame[whole].astype("Int64")
    return frame


def _weighted_median(values: pd.Series, weights: pd.Series) -> int:
    """The smallest value that, with all below it, has at least half of the weight."""
    ordered = values.sort_values()
    reached = weights.loc[ordered.index].cumsum()
    return int(ordered[reached * 2 >= weights.sum()].iloc[0])
