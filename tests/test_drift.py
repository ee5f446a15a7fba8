"""Wrong data that are well described: what a table's hash cannot notice, since it is made of the table.

Each check here is of another kind than a second computation (``test_recomputed.py``): the descriptor against the facts that the
sources state, the tables that are set down by hand against what they are made of, and what holds of a field whatever its figures.
``FAULTS`` are faults of each kind; every one is seen to be noticed.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
import test_recomputed
from conftest import ROOT

from chores import refresh
from mlcareer import data
from mlcareer.text import PERCENTILES
from sources import SOURCES, Raw, module

# ---- the descriptor ----

TABLES = {table.name: (table, module(name).SOURCE) for name in SOURCES for table in module(name).TABLES.values()}


def of_its_source(about: dict) -> list[str]:
    """Keys in which the description of a table differs from what its source's file states: unit, period, vintage, license, …"""
    table, source = TABLES[about["name"]]
    stated = refresh._resource(table, source, data.folder() / about["path"])
    measured = {"bytes", "hash", "contentHash", "rows"}
    return [key for key in {**stated, **about} if key not in measured and stated.get(key) != about.get(key)]


@pytest.mark.parametrize("name", data.names())
def test_a_description_says_what_its_source_states(name):
    assert of_its_source(data.resource(name)) == []


def test_every_table_of_the_sources_is_there_in_their_order():
    assert data.names() == list(TABLES)


# ---- what is set down by hand ----

BY_HAND = [name for name in SOURCES if not module(name).SOURCE.files]


def by_hand() -> dict[str, pd.DataFrame]:
    """The tables that need no raw file, made anew."""
    raw = Raw(ROOT / "data" / "raw", ROOT / "data" / "raw", lambda command: pytest.fail(f"asks for {command}"))
    return {table: frame for name in BY_HAND for table, frame in module(name).run(raw).items()}


def written(frame: pd.DataFrame, path) -> str:
    refresh.write_table(frame, path)
    return path.read_text(encoding="utf-8")


def test_tables_set_down_by_hand_are_as_they_are_written_there(tmp_path):
    made = by_hand()
    assert {"claims", "certificates", "occupation_aliases"} <= set(made)
    for name, frame in made.items():
        there = (data.folder() / data.resource(name)["path"]).read_text(encoding="utf-8")
        assert written(frame, tmp_path / "t.csv") == there, name


# ---- what holds of a field ----


def falling_percentiles(frame: pd.DataFrame) -> pd.Series:
    """Rows in which a higher percentile is lower than one before it; a bound ("at least") says nothing of that."""
    bounds = pd.DataFrame({name: frame["top_coded"].str.contains(rf"\b{name}\b") for name in PERCENTILES})
    points = frame[list(PERCENTILES)].astype(float).mask(bounds).ffill(axis=1)
    return (points.diff(axis=1) < 0).any(axis=1)


def broken(name: str, frame: pd.DataFrame) -> str:
    """What cannot be in a table, whatever its source says; nothing where all holds."""
    if {*PERCENTILES} <= set(frame.columns):
        # By the hour a wage is in tens of dollars, by the year in tens of thousands.
        by_hour = frame["basis"].eq("hour") if "basis" in frame else pd.Series(False, frame.index)
        known = frame[[*PERCENTILES, "mean"]].astype(float)
        if falling_percentiles(frame).any():
            return "percentiles fall"
        if (known[~by_hour] < 10_000).any(axis=None) or (known[by_hour] > 500).any(axis=None):
            return "a wage of another time than its column's"
    if {"mean", "p10", "p90"} <= set(frame.columns):
        outside = (frame["mean"].astype(float) < frame["p10"].astype(float)) | (
            (frame["mean"].astype(float) > frame["p90"].astype(float)) & (frame["top_coded"] == "")
        )
        if outside.mean() > 0.02:  # in a small place, or with few who earn very much, the mean can lie there
            return "means outside of the percentiles"
    if name == "price_parities":
        levels = frame[["all_items", "goods", "housing", "utilities", "other_services"]]
        if not levels["all_items"].between(75, 130).all() or not levels.stack().between(30, 300).all():
            return "price levels far from 100"
        if (frame.loc[frame["area"] == "00000", "all_items"] != 100).any():
            return "the nation is not 100"
    if name == "prevailing_wages":
        steps = frame[["level_1", "level_2", "level_3", "level_4"]].astype(float).diff(axis=1).iloc[:, 1:]
        if (steps.max(axis=1) - steps.min(axis=1) > 25).any():  # a cent an hour is $21 a year
            return "levels are not evenly spaced"
    if name in ("onet_education", "onet_experience"):
        sums = frame.groupby("onet_code")["percent"].sum()
        if not sums.between(98.5, 101.5).all():
            return "shares do not sum to 100"
    if {"low", "high", "percent"} <= set(frame.columns):
        inside = frame.dropna(subset=["low", "high", "percent"])
        if not ((inside["low"] <= inside["percent"]) & (inside["percent"] <= inside["high"])).all():
            return "an interval without its estimate"
    if name == "take_home":
        rows = frame.sort_values(["state", "pay"])
        left = rows["pay"] - rows[["federal_income_tax", "state_income_tax", "employee_payroll_tax"]].sum(axis=1)
        if (left.groupby(rows["state"]).diff() <= 0).any():
            return "who earns more keeps less"
        usual = rows.groupby("pay")["federal_income_tax"].transform(lambda taxes: taxes.mode()[0])
        other = (
            rows["federal_income_tax"] - usual
        )  # as the cautions of the table say: more in Alaska, less at high salaries
        if (other[rows["state"] != "AK"] > 0).any() or (other[rows["pay"] < 185_000] < 0).any():
            return "federal tax differs by state"
    if name == "metros":
        known = frame.dropna(subset=["x", "y"])
        inland = known[~known["state"].isin(["AK", "HI"])].astype({"longitude": float, "latitude": float})
        if np.corrcoef(inland["x"].astype(float), inland["longitude"])[0, 1] < 0.98:
            return "east is not right"
        if np.corrcoef(inland["y"].astype(float), inland["latitude"])[0, 1] > -0.85:
            return "north is not up"
    if name == "us_outline":
        places = data.load("metros").set_index("short_name").loc[COAST, ["x", "y"]].to_numpy(float)
        points = frame[["x", "y"]].to_numpy(float)
        away = np.sqrt(((places[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)).min(axis=1)
        if away.max() > 15:
            return "cities of the coast do not lie at it"
    if name == "projections_detailed":
        rows = frame.dropna(subset=["change"])
        grown = rows["change"] / rows["employment"] * 100
        if ((grown - rows["growth_percent"]).abs() > 100 * 100 / rows["employment"] + 0.06).any():
            return "growth is not change over employment"
    return ""


#: Cities at the sea, on all sides.
COAST = [
    "Miami, FL",
    "San Diego, CA",
    "Seattle, WA",
    "Brownsville, TX",
    "Portland, ME",
    "San Francisco, CA",
    "New York, NY",
]


@pytest.mark.parametrize("name", data.names())
def test_what_holds_of_a_field_holds(name):
    assert broken(name, data.load(name)) == ""


# ---- faults, each seen to be noticed ----


def swapped(frame: pd.DataFrame, column: str, one: pd.Series, other: pd.Series) -> pd.DataFrame:
    """Two rows' figures in each other's place."""
    (first,), (second,) = frame.index[one], frame.index[other]
    frame.loc[[first, second], column] = frame.loc[[second, first], column].to_numpy()
    return frame


def last_unselected(frame: pd.DataFrame, name: str, key: list[str]) -> int:
    """The index of a row that the second computation does not hold by itself."""
    chosen = {key for key, *_ in test_recomputed.FIGURES[name]}
    return next(at for at, row in frame[::-1].iterrows() if "|".join(str(row[part]) for part in key) not in chosen)


def doubled_levels(frame: pd.DataFrame) -> pd.DataFrame:
    at = frame.index[-7]
    frame.loc[at, ["level_1", "level_2", "level_3", "level_4"]] *= 2
    return frame


def hourly(frame: pd.DataFrame) -> pd.DataFrame:
    at = last_unselected(frame, "oews_metro", ["area", "occupation"])
    frame.loc[at, list(PERCENTILES)] = (frame.loc[at, list(PERCENTILES)].astype(float) / 2080).round().to_numpy()
    return frame


def two_medians(frame: pd.DataFrame) -> pd.DataFrame:
    rows = frame[(frame["occupation"] == "15-1252") & frame["median"].notna()].index[-2:]
    frame.loc[rows, "median"] = frame.loc[rows[::-1], "median"].to_numpy()
    return frame


#: Table -> what is done to it; each kind once. All but the outline are of a row or two among many.
FAULTS: dict[str, tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]] = {
    "an unselected row of wage levels doubled": ("prevailing_wages", doubled_levels),
    "medians of two areas swapped": ("oews_metro", two_medians),
    "an hourly wage in an annual column": ("oews_metro", hourly),
    "price levels of two areas swapped": (
        "price_parities",
        lambda frame: swapped(frame, "housing", frame["area"] == "49660", frame["area"] == "49740"),
    ),
    "titles of two industries swapped": (
        "oews_industry",
        lambda frame: frame.assign(industry_title=[*frame["industry_title"][:-2], *frame["industry_title"][:-3:-1]]),
    ),
    "the outline mirrored": ("us_outline", lambda frame: frame.assign(x=frame["x"].max() - frame["x"])),
    "a tax of another state": (
        "take_home",
        lambda frame: frame.assign(state_income_tax=[*frame["state_income_tax"][53:], *frame["state_income_tax"][:53]]),
    ),
    "two titles of occupations swapped": (
        "occupations_detailed",
        lambda frame: frame.assign(title=[*frame["title"][:-2], *frame["title"][:-3:-1]]),
    ),
    "one cell of the great table": (
        "oews_detailed",
        lambda frame: frame.assign(employment=frame["employment"].where(frame.index != 100_001, 12_340)),
    ),
    "a title less": ("occupation_titles", lambda frame: frame.drop(index=frame.index[31_111])),
}


def noticed(name: str, frame: pd.DataFrame) -> list[str]:
    """By which checks a table that was altered is noticed."""
    by = [broken(name, frame)] if broken(name, frame) else []
    return by + (test_recomputed.differences(name, frame) if name not in test_recomputed.NO_FIGURES else [])


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_noticed(fault):
    name, alter = FAULTS[fault]
    before = data.load(name)
    after = alter(before.copy())
    assert not after.equals(before), "the fault changes nothing"
    assert noticed(name, before) == [] and noticed(name, after) != []


@pytest.mark.parametrize(
    ("key", "spoil"),
    [
        ("schema", lambda about: about["schema"]["fields"][-5].update(unit="US dollars an hour")),
        ("vintage", lambda about: about.update(vintage="May 2031")),
        ("period", lambda about: about.update(period="May 2031")),
        ("licenses", lambda about: about["licenses"][0].update(title="All rights reserved")),
        ("cautions", lambda about: about["cautions"].pop()),
    ],
)
def test_a_fault_of_the_description_is_noticed(key, spoil):
    import copy

    about = copy.deepcopy(data.resource("oews_metro"))
    spoil(about)
    assert of_its_source(about) == [key]


def test_a_claims_words_replaced_are_noticed(tmp_path):
    frame = data.load("claims")
    frame.loc[3, "claim"] = "Anything goes."
    assert written(frame, tmp_path / "a.csv") != written(by_hand()["claims"], tmp_path / "b.csv")
