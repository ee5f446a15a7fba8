"""Tables as HTML, and what a subclass may say."""

import pandas as pd
import pytest

from predrawn import Table

FRAME = pd.DataFrame({"Place": ["<script>alert(1)</script>", "B & C"], "Wage": [1000, None], "n": [5, 12000]})


class OwnWords(Table):
    missing = "unknown"
    before = "over"


def test_text_is_never_markup():
    page = Table(FRAME, "Wages <b>")._repr_html_()
    assert "<script>" not in page and "&lt;script&gt;" in page and "B &amp; C" in page and "Wages &lt;b&gt;" in page


def test_headers_have_a_scope_and_there_is_a_caption():
    page = Table(FRAME, "Wages", source="who").html()
    assert page.count('scope="col"') == 3 and page.count('scope="row"') == 2 and "<caption>Wages</caption>" in page
    assert 'tabindex="0"' in page  # a frame that scrolls must be reachable by keyboard


def test_what_is_missing_is_shown_neutrally_unless_the_author_has_words():
    assert "<td>–</td>" in Table(FRAME, "Wages").html()
    assert "<td>unknown</td>" in OwnWords(FRAME, "Wages").html()


def test_words_before_a_figure_leave_it_a_figure():
    frame = pd.DataFrame({"Place": ["a", "b"], "Wage": ["over $9", "$8"]})
    assert "<td>over $9</td>" in OwnWords(frame, "Wages").html()
    assert "<td>" not in Table(frame, "Wages").html()
    assert "data-before" not in OwnWords(frame, "Wages").html()  # the script has nothing to sort
    assert 'data-before="over"' in OwnWords(frame, "Wages", filterable=True).html()


def test_words_behind_a_figure_leave_it_a_figure():
    class Hourly(Table):
        after = "an hour"

    frame = pd.DataFrame({"Job": ["a", "b", "c"], "Wage": ["$24.80 an hour", "$50,120", None]})
    assert "<td>$24.80 an hour</td><" in Hourly(frame, "Wages").html()
    assert "<td>" not in Table(frame, "Wages").html()


def test_what_is_said_of_a_table_does_not_depend_on_its_cells():
    """So that the tables of many states, some with a figure missing, share all but their figures."""
    whole = pd.DataFrame({"Place": ["a"], "Wage": [5]})
    tables = [OwnWords(frame, "W", filterable=True).html() for frame in (whole, whole.assign(Wage=[None]))]
    assert tables[0].replace("<td>5<", "<td>unknown<") == tables[1] and 'data-missing="unknown"' in tables[0]


def test_unknown_format():
    with pytest.raises(ValueError, match="Pay"):
        Table(FRAME, "Wages", formats={"Pay": str})


def test_numbers_are_written_for_readers():
    frame = pd.DataFrame({"Year": [2024, 2025], "Sum": [104.03999999999999, 1_234_567.0], "Share": [0.00001234, 0.5]})
    page = Table(frame, "Sums").html()
    for text in ("104.04", "1,234,567.0", "1.23e-05", "0.5"):
        assert f">{text}<" in page
    assert '<th scope="row" class="number">2024</th>' in page  # a year that names a row is no amount
