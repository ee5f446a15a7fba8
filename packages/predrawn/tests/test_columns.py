"""Tables that travel as columns: the same words, fewer bytes."""

import base64
import gzip
import json
import random

import pandas as pd
import pytest
from playwright.sync_api import expect

from predrawn import Html, Table, View, columns, explore
from predrawn.view import Drawn

from .test_published import choose, expect_state


class OwnWords(Table):
    missing = "unknown"
    before = "over"


def pay(value):
    return "over $239,200" if value > 239_200 else f"${value:,.0f}"


def rows_of(place, count=30):
    """A made-up table: what is paid in so many occupations at a place."""
    chance = random.Random(place)
    frame = pd.DataFrame(
        {
            "Occupation": [f"Occupation {number} & <co>" for number in range(count)],
            "Jobs": [chance.choice([None, chance.randrange(1_000_000)]) for _ in range(count)],
            "Pay": [chance.uniform(30_000, 300_000) for _ in range(count)],
            "Change": [chance.uniform(-9, 9) for _ in range(count)],
            "Share": [chance.random() for _ in range(count)],
            "Year": [str(chance.randrange(1990, 2030)) for _ in range(count)],
            "Words": [chance.choice(["a & b", "$&", "12", "1,2,3", "-3", "007"]) for _ in range(count)],
        }
    )
    return OwnWords(
        frame,
        f'Pay at place {place} & "more"',
        formats={
            "Jobs": lambda value: "unknown" if pd.isna(value) else f"{value:,.0f}",
            "Pay": pay,
            "Change": lambda value: f"{value:+.1f}%".replace("+", "").replace("-", "−"),
            "Share": "{:.2%}".format,
        },
        source="nobody <knows>",
    )


def occupations(places=8, **more):
    return explore(
        lambda place: View(sentence=f"At {place}.", table=rows_of(place)), name="all", place=list(range(places)), **more
    )


def content(explorer):
    return [json.loads(gzip.decompress(base64.b64decode(text))) for text in explorer._packed.files.values()]


def test_rows_travel_once_and_figures_as_numbers(publishing):
    (packed,) = content(occupations())
    (skeleton,) = packed["keys"]["tables"]["0"]["skeletons"]
    assert "Occupation 29 &amp; &lt;co&gt;" in skeleton and "nobody" in skeleton and "place 3" not in skeleton
    formats = packed["keys"]["tables"]["0"]["formats"]
    assert [how[:3] for how in formats[:4]] == [
        [before, {"minimumFractionDigits": digits, "maximumFractionDigits": digits, "useGrouping": True}, after]
        for before, digits, after in (("", 0, ""), ("$", 0, ""), ("", 1, "%"), ("", 2, "%"))
    ]
    assert [how[5] for how in formats[:4]] == [1, 1, 0.1, 0.01]
    assert formats[0][3] == ["", "unknown"] and formats[1][3] == ["", "over $239,200"]
    number, caption, rows, letters, own = packed["0"][3][2]
    assert number == 0 and caption == "Pay at place 3 &amp; &quot;more&quot;"
    assert rows == "1" * 30 and len(letters) == 6 and own == []
    assert [len(some) for some in letters] == [120, 90, 60, 90, 30, 30]  # as many letters as the largest number needs
    assert all("#" <= letter <= "}" for some in letters for letter in some)


def test_what_few_states_have_is_written_out_and_rows_without_figures_are_left_out(publishing):
    def table(place):
        frame = pd.DataFrame(
            {"Job": [f"job {n}" for n in range(40)], "Jobs": [None] * 40, "Pay": [None] * 40}, dtype=object
        )
        frame.iloc[:9, 1:] = [[10 * place, f"${n * 1000 + 50_000:,}"] for n in range(9)]
        frame.iloc[9, 2] = f"${place}.50 an hour"
        return OwnWords(frame, "All")

    (packed,) = content(explore(table, name="x", place=list(range(1, 9))))
    shared = packed["keys"]["tables"]["0"]
    for place, (_, _, (_, _, rows, letters, own)) in enumerate(packed["0"], 1):
        assert rows == "1" * 10 + "0" * 30 and own == [f"${place}.50 an hour"] and len(letters[0]) == 10
        assert columns.joined(packed["0"][place - 1][2], shared) == table(place)._repr_html_()
    assert [how[5] for how in shared["formats"]] == [10, 1000]  # a common step


def test_a_column_that_follows_another_travels_as_differences(publishing):
    def table(place):
        chance = random.Random(place)
        middle = [chance.randrange(3_000, 20_000) for _ in range(200)]
        frame = pd.DataFrame(
            {"Job": range(200), "Median": middle, "Third": [one + chance.randrange(9) for one in middle]}
        )
        frame.loc[frame.index % 7 == 0, "Median"] = None
        return OwnWords(frame.astype(object), "All")

    explorer = explore(table, name="x", place=list(range(1, 9)))
    (packed,) = content(explorer)
    shared = packed["keys"]["tables"]["0"]
    assert [how[6] for how in shared["formats"]] == [0, 1]
    for state, drawn_state in zip(packed["0"], explorer._states[0]):
        assert columns.joined(state[2], shared) == drawn_state.table


def test_the_page_writes_the_rows_as_python_does(publish, visit):
    explorer = occupations()
    page = visit(publish(explorer))
    for place in (1, 7, 0):
        choose(page.locator("figure"), "place", place)
        expect_state(page, explorer, {"place": place})
    with page.expect_download() as waited:
        page.get_by_role("button", name="Download as CSV").click()
    lines = waited.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 31 and lines[0] == "Occupation,Jobs,Pay,Change,Share,Year,Words"
    first = rows_of(0).cells[0]
    assert lines[1].split(",")[3] == first[3].removesuffix("%").replace("−", "-")


def test_the_start_is_there_without_a_script_and_live_shows_the_same(publish, visit):
    explorer = occupations()
    page = visit(publish(explorer), java_script_enabled=False)
    expect(page.locator("tbody tr")).to_have_count(30)
    expect(page.locator("caption")).to_have_text('Pay at place 0 & "more"')
    live = occupations()
    live._states = None
    live._repr_mimebundle_()
    assert rows_of(0).html() in live._live.views[0].value


def test_they_take_less_room(publishing):
    """800 occupations and three columns: as markup a table is 60 kB, though its cells of figures carry no class."""

    def table(place):
        chance = random.Random(place)
        frame = pd.DataFrame({"Occupation": [f"Occupation {number}" for number in range(800)]})
        for name in ("Jobs", "Median", "Mean"):
            frame[name] = [chance.randrange(3_000, 20_000) * 10 for _ in range(800)]
        return Table(frame, f"All at {place}", formats={"Median": "${:,}".format, "Mean": "${:,}".format})

    explorer = explore(table, name="x", place=list(range(6)))
    whole = [len(base64.b64encode(gzip.compress(table(place)._repr_html_().encode(), 9))) for place in range(6)]
    assert len(explorer._packed) < sum(whole) * 0.7
    assert len(table(0)._repr_html_()) > 60_000


def test_two_kinds_of_rows_are_two_skeletons(publish, visit):
    explorer = explore(
        lambda n, long: View(sentence=f"{n}", table=rows_of(n, 30 if long else 20)),
        name="x",
        n=list(range(5)),
        long=False,
    )
    (packed,) = content(explorer)
    assert len(packed["keys"]["tables"]["0"]["skeletons"]) == 2
    page = visit(publish(explorer))
    choose(page.locator("figure"), "long", 1)
    choose(page.locator("figure"), "n", 3)
    expect_state(page, explorer, {"n": 3, "long": 1})


def drawn(*tables):
    return [Drawn("s", "", table) for table in tables]


@pytest.mark.parametrize(
    "tables",
    [
        ["<p>no table</p>"] * 4,
        [Table(pd.DataFrame({"a": [f"row {n}"], "b": [n]}), "T").html() for n in range(4)],  # rows of its own each
        ["<table><tr><td>1</td></tr><tr><td>1</td><td>2</td></tr></table>"] * 4,
        ["<table><tr><td>\x01</td></tr></table>"] * 4,
        [Table(pd.DataFrame({"a": ["x"], "b": [Html("<i>1</i>")]}), "T").html()] * 4,
        ["", ""],
    ],
    ids=["no table", "other rows", "ragged", "a letter of ours", "markup", "none"],
)
def test_what_is_too_different_travels_as_it_is(tables):
    assert columns.split(drawn(*tables)) is None


def test_states_without_a_table_and_holes_stay(publishing):
    table = Table(pd.DataFrame({"a": ["x"], "b": [1]}), "T").html()
    states, shared = columns.split([*drawn(table, "", table), None])
    assert states[1].table == "" and states[3] is None and columns.joined(states[2][2], shared) == table


@pytest.mark.parametrize(
    "cell",
    [
        "1",
        "−1",
        "1,000",
        "$1.50",
        "−$2",
        "over $3",
        "12345678901234567890",
        "0.1234567890123456",
        "1e5",
        "1,00",
        "−0.0",
        "",
        "#",
        "}",
        "99999999999999",
        "−123,456,789.25",
    ],
)
def test_every_cell_reads_as_it_was(cell):
    table = "<table><tbody><tr><th>x</th><td>{}</td></tr><tr><th>y</th><td>5</td></tr></tbody></table>"
    states, shared = columns.split(drawn(*[table.format(cell)] * 4))
    assert columns.joined(states[0][2], shared) == table.format(cell)


def test_small_tables_that_gain_nothing_stay_markup(publishing):
    (packed,) = content(explore(lambda n: pd.DataFrame({"a": ["x"], "b": [n]}), name="x", n=[1, 2]))
    assert "keys" not in packed and packed["0"][0][2].startswith("<div")


def test_a_table_that_would_read_otherwise_stays_markup(monkeypatch):
    table = Table(pd.DataFrame({"a": ["x"], "b": [1]}), "T").html()
    assert columns.split(drawn(*[table] * 4))
    monkeypatch.setattr(columns, "_lettered", lambda codes: "&" * len(codes))
    assert columns.split(drawn(*[table] * 4)) is None
