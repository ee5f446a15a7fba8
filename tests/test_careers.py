"""The occupations that a reader may have: the names that find them, and their figures."""

import base64
import gzip
import random
from collections import Counter, defaultdict

import pandas as pd
import pyarrow.parquet as parquet
import pytest
from conftest import ROOT

from mlcareer import careers, data, metros, text
from mlcareer.occupations import ALL, PROXIES
from predrawn import Choice, carrier, controls, typed

#: The most bytes of the index of names, compressed.
MOST = 150_000

#: What people type, and the occupation that must come first.
TYPED = {
    "teacher": "Elementary School Teachers, Except Special Education",
    "nurse": "Registered Nurses",
    "RN": "Registered Nurses",
    "CNA": "Nursing Assistants",
    "welder": "Welders, Cutters, Solderers, and Brazers",
    "police officer": "Police and Sheriff's Patrol Officers",
    "HR": "Human Resources Specialists",
    "driver": "Heavy and Tractor-Trailer Truck Drivers",
    "cashier": "Cashiers",
    "mechanic": "Automotive Service Technicians and Mechanics",
    "student": "All occupations",
    "IT support": "Computer User Support Specialists",
    "manager": "General and Operations Managers",
    "registered nurse": "Registered Nurses",
    "truck driver": "Heavy and Tractor-Trailer Truck Drivers",
    "software engineer": "Software Developers (stand-in)",
    "data scientist": "Data Scientists (stand-in)",
    "civil engineer": "Civil Engineers",
    "elementary school teacher": "Elementary School Teachers, Except Special Education",
    "home health aide": "Home Health and Personal Care Aides",
    "lawyer": "Lawyers",
    "Uber driver": "Taxi Drivers",
    "doctor": "Family Medicine Physicians",
    "actor": "Actors",
    # Words of an occupation's own name, which are parts of titles of many others.
    "bookkeeping": "Bookkeeping, Accounting, and Auditing Clerks",
    "truck": "Heavy and Tractor-Trailer Truck Drivers",
    "marketing": "Market Research Analysts and Marketing Specialists",
    "nursing": "Nursing Assistants",
    "pharmacy": "Pharmacy Technicians",
    "software": "Software Developers (stand-in)",
}


@pytest.fixture(scope="module")
def every():
    return careers.occupations()


@pytest.fixture(scope="module")
def control(every):
    options = dict(zip(every["label"], every.index))
    return controls.read("occupation", Choice(options, kind="search", aliases=careers.names(), nothing=careers.NOTHING))


def titles() -> list[tuple[str, str]]:
    """Occupation and title of each title that leads to one, read from the files by other code."""
    folder = ROOT / "data"
    rows = parquet.read_table(folder / "occupation_titles.parquet").to_pylist()
    lines = (folder / "occupations_detailed.csv").read_text("utf-8").splitlines()[1:]
    codes, socs = {line[:7] for line in lines}, {row["soc"] for row in rows}
    groups = {code[:6]: code for code in codes - socs}
    led = ((row["soc"] if row["soc"] in codes else groups.get(row["soc"][:6]), row["title"]) for row in rows)
    return [(code, title) for code, title in led if code]


def test_all_are_listed_those_with_most_jobs_first(every):
    assert len(every) == 831 and every["label"].is_unique and every.index[0] == ALL
    largest = every["jobs"].iloc[1 : careers.LARGEST + 1]
    assert largest.is_monotonic_decreasing and largest.min() > every["jobs"].iloc[careers.LARGEST + 1 :].max()
    assert every.index[careers.LARGEST + 1 :].is_monotonic_increasing
    assert largest.sum() > every["jobs"].iloc[1:].sum() * 0.6
    assert {code for code, label in every["label"].items() if label.endswith(careers.STANDS_IN)} == set(PROXIES)


def test_the_index_of_names_is_light(control):
    packed = carrier.packed(typed.rows(control))
    assert len(base64.b64decode(packed)) <= MOST
    assert len(gzip.compress(f'document.currentScript.states="{packed}"'.encode(), 9)) <= MOST


@pytest.mark.parametrize("words", TYPED)
def test_what_people_type_finds_what_most_of_them_mean(control, words):
    assert control.labels[typed.found(control, words)[0].at] == TYPED[words]


def lost(control, every, some) -> list[tuple[str, str]]:
    places = {code: place for place, code in enumerate(every.index)}
    return [
        (code, title) for code, title in some if places[code] not in {found.at for found in typed.found(control, title)}
    ]


def test_titles_find_their_occupation(control, every):
    known = titles()
    assert len(known) > 60_000 and len({code for code, _ in known}) == 830
    assert lost(control, every, random.Random(0).sample(known, 1000)) == []


@pytest.mark.slow
def test_every_title_finds_its_occupation(control, every):
    assert lost(control, every, titles()) == []


def test_what_names_nothing_is_found_by_nothing(control):
    assert typed.found(control, "soldier") == typed.found(control, "zzz") == []


def test_a_word_set_down_by_hand_alone_decides_whom_it_names_in_full(control):
    set_down = data.load("occupation_aliases")
    wanted = defaultdict(set)
    for alias, code in zip(set_down["alias"], set_down["occupation"]):
        wanted[alias].add(code)
    assert len(wanted) <= 60 and set_down["reason"].str.len().min() > 20
    for alias, codes in wanted.items():
        if len(typed.words(alias)) == 1:
            named = {control.values[found.at] for found in typed.found(control, alias) if found.rank < 2}
            assert named == codes, alias


def test_no_name_of_an_occupation_stands_twice(control):
    for label, aliases in control.aliases.items():
        words = Counter(tuple(typed.words(alias)) for alias in aliases)
        assert all(words) and max(words.values()) == 1, label


def test_a_name_that_leads_nowhere_is_told(tables, monkeypatch):
    load = data.load
    broken = load("occupation_aliases").assign(occupation="99-9999")
    monkeypatch.setattr(data, "load", lambda name: broken if name == "occupation_aliases" else load(name))
    with pytest.raises(data.MissingRow, match="occupation '99-9999'"):
        careers.names()


def test_an_occupation_without_national_jobs_is_told(monkeypatch):
    load = data.load
    rows = load("oews_detailed")
    broken = rows[(rows["place"] != metros.NATION) | (rows["occupation"] != "29-1141")]
    monkeypatch.setattr(data, "load", lambda name: broken if name == "oews_detailed" else load(name))
    with pytest.raises(data.MissingRow, match="29-1141"):
        careers.occupations()


@pytest.mark.parametrize(
    "words, known, longest",
    [
        (["weld", "welder", "welders"], [], {"welders"}),
        (["welder", "wood"], ["welders"], {"wood"}),
        (["a", "b"], ["a"], {"b"}),
        ([], ["a"], set()),
    ],
)
def test_of_words_that_begin_one_another_the_longest_stay(words, known, longest):
    assert careers._longest(words, known) == longest


# ---- figures ----


def test_national_figures_are_joined_with_prospects():
    known = careers.figures()
    assert list(known.index) == list(careers.occupations().index)
    assert known.drop(columns=["education", "experience"]).notna().all().all()
    assert list(known.index[known["education"].isna()]) == [ALL]
    nurses = known.loc["29-1141"]
    assert (nurses["basis"], nurses["experience"]) == ("year and hour", "None")
    assert (
        nurses["growth_percent"]
        == data.indexed("projections_detailed", occupation="29-1141").at["29-1141", "growth_percent"]
    )
    assert (known["basis"] == text.BY_THE_HOUR).sum() == 5 and (known["basis"] == text.BY_THE_YEAR).sum() == 58


def test_figures_of_all_occupations_stand_beside_the_others_at_each_place():
    rows = careers.everywhere()
    assert rows.index.is_unique and (rows.index.get_level_values("occupation") == ALL).sum() == 448
    state = data.indexed("oews_state", state="KS", occupation=ALL).loc[("KS", ALL)]
    assert rows.at[("KS", ALL), "median"] == state["median"]
    assert rows.at[("KS", ALL), "basis"] == "year and hour"


def test_figures_that_are_missing_stay_missing():
    rows = careers.everywhere()
    raw = parquet.read_table(ROOT / "data" / "oews_detailed.parquet").to_pylist()
    for row in random.Random(1).sample(raw, 300):
        ours = rows.loc[(row["place"], row["occupation"])]
        for name in ("employment", "p10", "median", "p90", "mean_rse"):
            assert ours[name] == row[name] or (pd.isna(ours[name]) and row[name] is None)
