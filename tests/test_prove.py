"""The proof itself: it must see each kind of fault, on small books, and its disturbances must leave tables valid."""

import json

import numpy as np
import pytest
from conftest import ROOT

from chores import prove
from mlcareer import data, presumptions

IMPORTS = "from mlcareer import data\nfrom mlcareer.presumptions import presume\n"


@pytest.fixture
def proof(tmp_path, monkeypatch):
    """A function that proves a book of one chapter, made of cells, and returns its faults."""
    folder = tmp_path / "book"
    folder.mkdir()

    def prove_it(*cells, tables=("places",), disturbances=prove.DISTURBANCES, **options):
        content = {
            "cells": [{"cell_type": "code", "id": f"c{n}", "source": IMPORTS + text} for n, text in enumerate(cells)]
        }
        (folder / "chapter.ipynb").write_text(json.dumps(content))
        return prove.faults(
            prove.outcomes(prove.jobs(folder, tables, disturbances)), folder, **({"unmoved": {}} | options)
        )

    return prove_it


def test_a_cell_that_names_what_moves_it_is_right(proof):
    assert proof("data.load('places')", "x = 1") == []


def test_a_cell_that_moves_must_name_the_table(proof):
    (fault, *_) = proof("data.load('places')", "getattr(data, 'lo' + 'ad')('pla' + 'ces')")  # read off no code
    assert fault.startswith("chapter#c1: with places (") and fault.endswith("it moves, and it does not name it")


def test_a_cell_that_names_a_table_must_move(proof):
    cells = "data.load('places')", "(data.load('places'), 1)[1]"
    assert proof(*cells) == ["chapter#c1: it names places, and no disturbance of it moves it"]
    assert proof(*cells, unmoved={"chapter#c1": {"places": "shows one of two"}}) == []
    assert proof(*cells, complete=False) == []


@pytest.mark.slow
def test_what_decides_a_verdict_must_move_what_is_told_of_the_claim(proof, monkeypatch):
    score = "from mlcareer import claims\nsum(claims.score().values())"  # never moves
    fault = "chapter#c1: places decides a verdict there, and no disturbance of it moves what is told of any claim"
    assert proof("data.load('places')", score) == [fault]
    monkeypatch.setattr(prove, "JUDGMENTS", {"chapter#c0"})
    assert proof("data.load('places')", score) == []


@pytest.mark.parametrize("cell", ["chapter#c0", "chapter#gone"])
def test_a_reason_that_is_not_needed_is_a_fault(proof, cell):
    assert proof("data.load('places')", unmoved={cell: {"places": "none"}}) == [
        f"{cell}: places is not needed in UNMOVED"
    ]


def test_a_set_up_names_what_it_loads(proof):
    assert proof("data.load('places')", "a = data.load('places')") == []
    (fault,) = proof("data.load('places')", "a = 'places'")
    assert fault == "chapter#c1: it shows nothing, names places and loads none"


def test_a_chapter_names_what_it_loads(proof):
    cell = "x = getattr(data, 'lo' + 'ad')('met' + 'ros')\ndata.load('places')"
    assert proof(cell) == ["chapter: it loads metros, which no cell names: a change would not run it again"]


def test_a_table_that_moves_no_page_is_a_fault(proof):
    assert proof("1") == ["places: no disturbance of it moves any page"]


def test_a_cell_that_raises_is_a_fault_and_a_clear_line_is_none(proof):
    cell = "data.load('places').set_index('order').loc[1, 'note'][:13] == 'San Francisco' or {}['elsewhere']"
    assert "chapter#c0: with places (texts changed) it raises KeyError: 'elsewhere' (c0, line 3)" in proof(cell)
    every = list(data.load("places")["place"])
    assert proof(f"data.indexed('places', place={every!r})") == []


def test_a_warning_is_a_fault(proof):
    cell = "import warnings\na = data.load('places')\nlen(a) == 10 or warnings.warn('fewer')\na"
    assert any("UserWarning: fewer" in fault for fault in proof(cell, disturbances=["a row less"], complete=False))


@pytest.mark.slow
def test_what_a_sentence_presumes_stops_nothing_and_moves_its_cell(proof):
    cell = "presume('There are ten places.', len(data.load('places')) == 10)\n1"
    assert proof(cell) == []
    assert proof("presume('There are nine places.', len(data.load('places')) == 9)") == [
        "chapter#c0: undisturbed, this does not hold: There are nine places."
    ]


def test_words_stay_with_no_old_period(proof):
    period = {"disturbances": [prove.PERIOD], "complete": False}
    left = "f\"{data.cite('places')}: as of July 2023\""
    (fault,) = proof(left, **period)
    assert fault == "chapter#c0: its tables are of July 2027 (another period), and it still says July 2023"
    stop = f"if data.period('places') != 'July 2023':\n    raise data.DataError('It stops.')\n{left}"
    assert proof(stop, left, **period) == []  # the chapter says itself that it is of another period
    assert proof("f\"as of {data.period('places')}\"", **period) == []


def test_a_table_that_a_build_refuses_is_no_fault(proof):
    assert proof("data.load('claims')", tables=["claims"]) == []


def test_later():
    assert prove.later("May 2025, published 2026-05-15") == "May 2029, published 2030-05-15"
    assert prove.later("2025–35; FY2025; O*NET 30.2; 2,080") == "2029–39; FY2029; O*NET 30.2; 2,080"


#: A table so large that its disturbances take seconds each.
GREAT = "oews_detailed"


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow) if name == GREAT else name for name in data.names()]
)
def test_disturbances_leave_a_table_valid(name, tmp_path, monkeypatch):
    before, about = data.load(name), data.resource(name)
    changed = {kind: disturb(before.copy(), about, seed) for kind, (disturb, seed) in prove.DISTURBANCES.items()}
    assert any(frame is not None for frame in changed.values())
    prove.copy_data(tmp_path / "data")
    monkeypatch.setenv("MLCAREER_DATA", str(tmp_path / "data"))
    key = about["schema"]["primaryKey"]
    for kind, frame in changed.items():
        if frame is None:
            continue
        assert not frame.equals(before), kind
        prove.put(tmp_path / "data", name, frame)
        after = data.load(name)
        assert len(after) == len(before) - ("row less" in kind), kind
        if "row less" not in kind:
            assert after[key].equals(before[key]), kind


def test_noise_is_at_most_15_percent_and_keeps_the_order_of_a_row():
    before, about = data.load("oews_metro"), data.resource("oews_metro")
    after = prove.noise(before, about, 1)
    ratio = (after["mean"] / before["mean"]).dropna().astype(float)
    assert ratio.between(0.8499, 1.1501).all() and ratio.nunique() > 100
    wages = ["p10", "p25", "median", "p75", "p90"]
    whole = after.dropna(subset=wages)
    assert (np.diff(whole[wages].astype(float).to_numpy(), axis=1) >= 0).all()
    assert not after["mean"].equals(prove.noise(before, about, 2)["mean"])


@pytest.mark.slow
def test_every_sentence_of_the_report_holds():
    """A build stops at the first that does not: here all that do not are listed."""
    assert prove.sentences() == []


def test_sentences_that_no_longer_hold_are_collected():
    with presumptions.collected() as unmet:
        presumptions.presume("It rains.", False)
        presumptions.presume("It snows.", lambda: {}["snow"])
        presumptions.presume("The sun shines.", lambda: True)
    assert unmet == ["It rains.", "It snows."]
    with pytest.raises(presumptions.PresumptionError, match="It rains"):
        presumptions.presume("It rains.", False)
    with pytest.raises(ValueError, match="whole sentence"):
        presumptions.presume("rain", True)
    with pytest.raises(ZeroDivisionError):
        presumptions.presume("It rains.", lambda: 1 / 0)


@pytest.mark.slow  # make prove is the whole of it
def test_a_part_of_the_proof_on_the_report_itself():
    """All of it: make prove. Here wages of another year and with noise, words, and a survey behind verdicts."""
    some = [("certificates", "texts changed"), ("survey_pay", "figures dealt out"), ("oews_national", "noise")]
    folder = ROOT / "book"
    todo = [(folder, [], ""), *((folder, [name], kind) for name, kind in some)]
    todo.append((folder, prove.same_source("oews_metro"), prove.PERIOD))
    assert prove.faults(prove.outcomes(todo), folder, complete=False) == []
