"""Surveys of the National Center for Science and Engineering Statistics: pay, satisfaction, studies, doctorates.

Raw layout: ``table_NUMBER.csv``, one file a published table. A row is named by a path of labels (``…_full_path``),
joined by " -> ", some with HTML entities and footnote signs; a column is one group. Traps: names of columns lost their
signs (``field__5`` is 5 years or fewer, ``field__25`` more than 25, ``…_degree_5`` fewer than 5, ``…_degree_35`` 35 or
more); S and D are suppressed, "na", "-" and an empty cell are no figure: all of these are missing. A group and its
largest part may have the same label.
"""

import html
import re
from dataclasses import dataclass

import pandas as pd

from sources import Raw, columns_of, expect
from sources.facts import facts

SOURCE, TABLES = facts("ncses")

MISSING = ("", "S", "D", "na", "-")
#: How the survey of college graduates rounds pay and people.
THOUSAND = 1000

ALL = "all"
COMPUTING = "computer and mathematical scientists"
SCIENCE_OCCUPATIONS = "S&E occupations -> Computer and mathematical scientists"


@dataclass(frozen=True)
class Layout:
    """Where a table's figures stand: path of a row -> its key, column of the raw file -> the last part of the key."""

    file: str  # key of the file in the facts
    path: str  # column that names a row
    rows: dict[str, tuple[str, ...]]
    columns: dict[str, str]


PAY = Layout(
    "pay",
    "occupation_and_age_full_path",
    {
        path + age: (occupation, ours)
        for path, occupation in (
            ("All occupations, all ages", ALL),
            (f"All occupations, all ages -> {SCIENCE_OCCUPATIONS}", COMPUTING),
        )
        for age, ours in (
            ("", ALL),
            (" -> 29 and younger", "29 and younger"),
            (" -> 30–39", "30 to 39"),
            (" -> 40–49", "40 to 49"),
            (" -> 50–75", "50 to 75"),
        )
    },
    {
        "field_all_degrees_total": ALL,
        "field_bachelor_s_total": "bachelor's",
        "field_master_s_total": "master's",
        "field_doctorate_total": "doctorate",
        "field_professional_total": "professional",
    },
)

ANSWERS = ("people", "very_satisfied", "somewhat_satisfied", "somewhat_dissatisfied", "very_dissatisfied")
SATISFACTION = Layout(
    "satisfaction",
    "sex_occupation_and_job_satisfaction_full_path",
    {
        path + ("" if answer == "people" else f" -> {answer.replace('_', ' ').capitalize()}"): (occupation, answer)
        for path, occupation in (("All sexes", ALL), (f"All sexes -> {SCIENCE_OCCUPATIONS}", COMPUTING))
        for answer in ANSWERS
    },
    {
        "field_total": ALL,
        "field_years_since_highest_degree_5": "under 5",
        "field_years_since_highest_degree_5_9": "5 to 9",
        "field_years_since_highest_degree_10_14": "10 to 14",
        "field_years_since_highest_degree_15_19": "15 to 19",
        "field_years_since_highest_degree_20_24": "20 to 24",
        "field_years_since_highest_degree_25_29": "25 to 29",
        "field_years_since_highest_degree_30_34": "30 to 34",
        "field_years_since_highest_degree_35": "35 or more",
    },
)

_COMPUTING_GRADUATES = f"All college graduates -> {SCIENCE_OCCUPATIONS}"
STUDIED = Layout(
    "studied",
    "occupation_full_path",
    {
        "All college graduates": (ALL,),
        _COMPUTING_GRADUATES: (COMPUTING,),
        f"{_COMPUTING_GRADUATES} -> Computer and information scientists": ("computer and information scientists",),
        f"{_COMPUTING_GRADUATES} -> Mathematical scientists": ("mathematical scientists",),
        f"{_COMPUTING_GRADUATES} -> Postsecondary teachers - computer and math sciences": (
            "postsecondary teachers of computing and mathematics",
        ),
    },
    {
        "field_total": ALL,
        "field_s_e_fields_biological_agricultural_and_environmental_life_sciences": "life sciences",
        "field_s_e_fields_computer_and_mathematical_sciences": "computer and mathematical sciences",
        "field_s_e_fields_physical_and_related_sciences": "physical sciences",
        "field_s_e_fields_social_and_related_sciences": "social sciences",
        "field_s_e_fields_engineering": "engineering",
        "field_s_e_related_fields": "fields related to science and engineering",
        "field_non_s_e_fields": "other fields",
    },
)

#: The table of years to a doctorate has every fifth year.
FIRST, LAST = map(int, TABLES["ncses_doctorate_years"].period.split(" to "))
SCIENCE = "Science and engineering"
DOCTORATE_FIELDS = {
    "": ALL,
    f" -> {SCIENCE} -> Computer and information sciences": "computer and information sciences",
    f" -> {SCIENCE} -> Mathematics and statistics": "mathematics and statistics",
}
DOCTORATE_YEARS = Layout(
    "doctorate_years",
    "_b_field_and_time_to_degree_b_full_path",
    {
        f"All fields{path} -> {since}": (field, ours)
        for path, field in DOCTORATE_FIELDS.items()
        for since, ours in (
            ("Since earning bachelor's", "bachelor's degree"),
            ("Since starting graduate school", "start of graduate school"),
            ("Since starting doctoral program", "start of the doctoral program"),
        )
    },
    {f"field_{year}": str(year) for year in range(FIRST, LAST + 1, 5)},
)

NEW_DOCTORS = Layout(
    "new_doctors",
    "_b_field_of_doctorate_b_full_path",
    {f"Doctorate recipients reporting annual salary{path}": (field,) for path, field in DOCTORATE_FIELDS.items()},
    {
        "field_total_with_definite_plana": ALL,
        "field_academe": "universities",
        "field_industry_or_businessb": "industry or business",
        "field_government": "government",
        "field_nonprofit_organization": "nonprofit organizations",
        "field_other_or_unknownc": "other or unknown",
    },
)

_COMPUTER = "All occupations -> Science occupations -> Computer and information scientists"
_MATHEMATICAL = "All occupations -> Science occupations -> Mathematical scientists"
DOCTORS = Layout(
    "doctors",
    "occupation_full_path",
    {
        "All occupations": (ALL,),
        f"{_COMPUTER} -> Computer and information scientists": ("computer and information scientists",),
        f"{_COMPUTER} -> Postsecondary teachers, computer science": ("postsecondary teachers of computer science",),
        f"{_MATHEMATICAL} -> Mathematical scientists": ("mathematical scientists",),
        f"{_MATHEMATICAL} -> Postsecondary teachers, mathematics, statistics": (
            "postsecondary teachers of mathematics and statistics",
        ),
    },
    {
        "field_all_full_time_employed": ALL,
        "field__5": "5 or fewer",
        "field_6_10": "6 to 10",
        "field_11_15": "11 to 15",
        "field_16_20": "16 to 20",
        "field_21_25": "21 to 25",
        "field__25": "more than 25",
    },
)


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load and process
    satisfaction = _long(raw, SATISFACTION, THOUSAND)
    doctors = [_long(raw, DOCTORS, step, suffix) for suffix, step in (("_median_salary", THOUSAND), ("_se", 500))]
    frames = {
        "ncses_pay": _long(raw, PAY, THOUSAND),
        # One row a group, its answers side by side.
        "ncses_satisfaction": satisfaction.pivot(index=[0, 2], columns=1, values="figure")
        .reindex(index=satisfaction.set_index([0, 2]).index.unique(), columns=ANSWERS)
        .reset_index(),
        "ncses_studied": _long(raw, STUDIED, THOUSAND),
        "ncses_doctorate_years": _long(raw, DOCTORATE_YEARS, 0),
        "ncses_new_doctors": _long(raw, NEW_DOCTORS, 1),
        "ncses_doctors": doctors[0].assign(error=doctors[1]["figure"]),
    }

    # result
    for name, frame in frames.items():
        frame.columns = pd.Index(TABLES[name].columns)
        kinds = {"integer": "Int64", "number": "float64", "string": "object"}
        frames[name] = frame.astype({field["name"]: kinds[field["type"]] for field in TABLES[name].fields})
    return frames


def _long(raw: Raw, layout: Layout, step: int, suffix: str = "") -> pd.DataFrame:
    """A table's figures, one a row, behind the parts of its key. ``step``: they are multiples of it; 0: decimals."""
    name = SOURCE.named[layout.file]
    columns = {column + suffix: ours for column, ours in layout.columns.items()}
    read = pd.read_csv(raw.path(SOURCE, name), dtype=str, keep_default_na=False)
    table = columns_of(read, [layout.path, *columns], name).assign(path=read[layout.path].map(_label))
    table = table.set_index("path")
    rows = []
    for path, key in layout.rows.items():
        found = int((table.index == path).sum())
        expect(found == 1, name, f"{found} rows for {path!r} instead of one")
        rows += [(*key, ours, _figure(table.loc[path, column], step, name)) for column, ours in columns.items()]
    frame = pd.DataFrame(rows)
    return frame.rename(columns={frame.columns[-1]: "figure"})


def _label(path: str) -> str:
    """A path as it reads: entities as letters, without footnote signs."""
    return html.unescape(re.sub(r"<sup>.*?</sup>", "", path)).strip()


def _figure(text: str, step: int, name: str) -> float | None:
    if text in MISSING:
        return None
    known = re.fullmatch(r"\d+\.\d" if step == 0 else r"\d+", text)
    expect(bool(known) and (step == 0 or int(text) % step == 0), name, f"{text!r} is no figure as the table has them")
    return float(text)
