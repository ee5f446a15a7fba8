"""The tables against figures worked out a second time: recomputed.csv, which recompute.py makes from the raw files.

The two ways share no code, so a slip in one of them shows here. No raw file is needed. Text, integers and booleans have
to be the same; numbers with decimals may differ by a millionth, for recomputed.csv carries six digits after the point.
Quantiles and middles of pay are rounded to a dollar, a half to the even one, and shares in percent to two digits, in
both ways.
"""

import csv
import hashlib
import math
from pathlib import Path

import pandas as pd
import pytest

from mlcareer import data

TOLERANCE = 1e-6
RECOMPUTED = Path(__file__).with_name("recomputed.csv")

#: Drawn from another file for the picture only; words set down by hand, of which there is nothing to work out.
NO_FIGURES = {"us_outline", "occupation_aliases"}

#: Columns that cannot be worked out: places on the map, and words and days set down by hand.
NOT_RECOMPUTED = {
    "metros": {"x", "y"},
    "places": {"note"},
    "certificates": {"name", "note", "checked", "check_again"},
    "claims": {"claim", "evidence"},
    "onet_everywhere": {"pattern"},
    "visa_industries": {"business"},
    "postings_newest": {"check_again"},
}

#: Rows that can be worked out but that the table leaves out: research scientists in 27 metros. The list of counties
#: and the file of wages write a county or its state differently there (accents, "city", joined counties, Connecticut's
#: former ones), and the refresh keeps a metro only if it finds every county. A row that comes back leaves this list.
LEFT_OUT = {
    "prevailing_wages": {
        f"{area}|15-1221"
        for area in """10380 11640 12580 13980 14860 16180 16820 25020 25500 25540 27980 28700 29740 31340 32420 35300
        35980 38660 39300 40060 40220 41180 41980 44420 47260 47900 49020""".split()
    }
}

TABLES = [name for name in data.names() if name not in NO_FIGURES]


def read() -> dict[str, list[tuple[str, str, str]]]:
    """By table: key, column and value of each figure."""
    figures: dict[str, list[tuple[str, str, str]]] = {}
    with RECOMPUTED.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            figures.setdefault(line["table"], []).append((line["key"], line["column"], line["value"]))
    return figures


FIGURES = read()


def text(value) -> str:
    """A value as recomputed.csv writes it."""
    if pd.isna(value):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def digest(keys: list[str], values: list | None) -> str:
    """Of all rows of a column, as recompute.py has it; without a column, of the keys."""
    written = [_canonical(value) for value in values] if values else [""] * len(keys)
    lines = sorted(zip(keys, written))
    return hashlib.sha256("".join(f"{key}={value}\n" for key, value in lines).encode()).hexdigest()


def _canonical(value) -> str:
    return repr(round(value, 6)) if isinstance(value, float) and not pd.isna(value) else text(value)


def same(expected: str, actual: str) -> bool:
    if expected == actual or "." not in expected or not actual:
        return expected == actual
    try:
        return math.isclose(float(expected), float(actual), rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    except ValueError:
        return False


def differences(name: str, frame: pd.DataFrame) -> list[str]:
    """One line for each figure of ``frame`` that is not as worked out: table, key, column and both values."""
    parts = data.resource(name)["schema"]["primaryKey"]
    keys = ["|".join(map(text, key)) for key in zip(*(frame[part].tolist() for part in parts))]
    rows = {key: number for number, key in enumerate(keys)}
    columns = {column: frame[column].tolist() for column in frame}
    left_out = LEFT_OUT.get(name, set())
    lines = [f"{name}, {key}: is in the table, so take it out of LEFT_OUT" for key in sorted(left_out & set(rows))]
    for key, column, expected in FIGURES[name]:
        if key == "#rows":
            expected, actual = str(int(expected) - len(left_out)), str(len(frame))
        elif key == "#digest":
            actual = expected if left_out else digest(keys, columns.get(column))
        elif key == "#sum":
            actual = expected if left_out else text(frame[column].sum())
        elif key in left_out:
            continue
        else:
            actual = text(columns[column][rows[key]]) if key in rows else "no such row"
        if not same(expected, actual):
            lines.append(f"{name}, {key}, {column}: {expected!r} worked out, {actual!r} in the table")
    return lines


@pytest.mark.parametrize("name", TABLES)
def test_table_is_as_worked_out(name):
    lines = differences(name, data.load(name))
    assert not lines, f"{len(lines)} differences\n" + "\n".join(lines)


def test_every_table_is_covered():
    assert set(FIGURES) == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_covered(name):
    schema = data.resource(name)["schema"]
    covered = {column for key, column, _ in FIGURES[name] if not key.startswith("#")}
    expected = {field["name"] for field in schema["fields"]} - set(schema["primaryKey"])
    assert covered == expected - NOT_RECOMPUTED.get(name, set())


def test_small_tables_are_covered_whole():
    """Only the large ones are a selection: the others have every row, and so no other row than these."""
    selected = {
        name
        for name in TABLES
        if len({key for key, *_ in FIGURES[name] if key[0] != "#"} - LEFT_OUT.get(name, set())) != len(data.load(name))
    }
    assert selected == {
        "oews_detailed",
        "occupation_titles",
        "occupations_detailed",
        "projections_detailed",
        "take_home",
        "oews_metro",
        "oews_industry",
        "price_parities",
        "onet_technologies",
        "package_downloads",
        "exposure",
        "place_names",
        "degree_programs",
        "degree_counts",
    }


class TestAlteredTables:
    """The comparison itself: it must notice, and say where and what."""

    def noticed(self, name, frame, *words):
        before = set(differences(name, data.load(name)))
        (line,) = [line for line in differences(name, frame) if line not in before][:1]
        for word in (name, *words):
            assert word in line, line

    def test_integer(self):
        frame = data.load("oews_national")
        frame.loc[frame["occupation"] == "15-2051", "median"] += 1
        self.noticed("oews_national", frame, "15-2051", "median", "'120230'", "'120231'")

    def test_number(self):
        frame = data.load("price_parities")
        frame.loc[frame["area"] == "41940", "housing"] *= 1 + 1e-5
        self.noticed("price_parities", frame, "41940", "housing")

    def test_number_within_the_tolerance(self):
        frame = data.load("price_parities")
        frame.loc[frame["area"] == "41940", "housing"] *= 1 + 1e-9
        assert differences("price_parities", frame) == differences("price_parities", data.load("price_parities"))

    def test_boolean(self):
        frame = data.load("occupations")
        frame["proxy"] = ~frame["proxy"]
        self.noticed("occupations", frame, "proxy", "'true'", "'false'")

    def test_text(self):
        frame = data.load("onet_tasks").replace("hardware", "hard-ware", regex=True)
        self.noticed("onet_tasks", frame, "15-1221.00|14623", "hard-ware")

    def test_missing_is_not_zero(self):
        frame = data.load("projections").fillna({"change": 0})
        self.noticed("projections", frame, "15-1221", "change", "''", "'0'")

    def test_row_that_is_not_in_the_selection(self):
        """By the sum of its column."""
        frame = data.load("package_downloads")
        chosen = {key for key, *_ in FIGURES["package_downloads"]}
        index = next(i for i, row in frame.iterrows() if f"{row['date']}|{row['package']}" not in chosen)
        frame.loc[index, "downloads"] += 1
        self.noticed("package_downloads", frame, "#sum", "downloads")

    def test_row_gone(self):
        self.noticed("places", data.load("places").iloc[1:], "#rows", "'10'", "'9'")

    def test_row_left_out_comes_back(self):
        frame = data.load("prevailing_wages")
        back = frame.head(1).assign(area="47900", occupation="15-1221")
        self.noticed("prevailing_wages", pd.concat([frame, back]), "47900|15-1221", "LEFT_OUT")
