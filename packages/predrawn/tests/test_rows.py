"""Rows that are found by other names, and a CSV file of a table's own."""

import csv
import io
import re

import pandas as pd
import pytest
from playwright.sync_api import expect

from predrawn import Choice, Table, carrier, explore

FRAME = pd.DataFrame(
    {
        "Place": [
            "Austin, TX",
            "Columbus, GA",
            "Columbus, OH",
            "Denver, CO",
            "Los Angeles, CA",
            "New York, NY",
            "La Crosse, WI",
        ],
        "Pay": [9_000, 1_234.5, 2_000, None, 4_000, 5_000, 12],
    }
)
NAMES = Choice(
    [*FRAME["Place"], "Colorado", "Ohio"],
    kind="search",
    aliases={
        "Columbus, OH": ["Ohio", "Dublin", "Franklin County"],
        "Denver, CO": ["Franklin", "Adams County"],
        "Columbus, GA": ["Georgia", "Phenix City, AL", "AL"],
        "Los Angeles, CA": ["LA", "California"],
        "New York, NY": ["NYC", "Newark, NJ", "Dublin Corners", "NJ"],
        "Austin, TX": ["Texas", "Round Rock"],
        "Colorado": ["CO"],
        "Ohio": ["OH", "Ohio State, in no city"],
    },
    hints={"New York, NY": "New York-Newark"},
    nothing="Try a city or a state.",
)
FILE = pd.DataFrame({"Code": ["10", "20", "30", "40", "50", "60", "=1"], "Pay, US dollars, 1999": FRAME["Pay"]})


def table(**more):
    return Table(FRAME, "Pay", **{"filterable": True, "name": "pay", "names": NAMES} | more)


def shown(page):
    return [re.sub(",.*", "", row.locator("th").text_content()) for row in page.locator("tbody tr:visible").all()]


def status(page):
    return page.locator(".filter [role=status]")


def files_of(page):
    return page.locator("script[src*='/explorers/']")


@pytest.fixture
def page(publish, visit):
    return visit(publish(below=table()._repr_html_()))


@pytest.mark.parametrize(
    "typed, rows, told",
    [
        ("columbus", ["Columbus", "Columbus"], "2 of 7"),
        ("columbus ohio", ["Columbus"], "1 of 7"),
        ("OHIO", ["Columbus"], "1 of 7"),  # a choice that has no row is passed over
        ("dublin", ["Columbus", "New York"], "2 of 7"),
        ("franklin county", ["Columbus"], "1 of 7"),  # and not Denver, which has the two in two names
        ("franklin adams", ["Denver"], "1 of 7"),
        ("franklin adams dublin", ["Columbus", "Denver", "New York"], "3 of 7; none with all words"),
        ("co", ["Denver"], "1 of 7"),  # a code, not the beginning of Columbus
        ("CO ", ["Denver"], "1 of 7"),
        ("nj", ["New York"], "1 of 7"),
        ("al", ["Columbus"], "1 of 7"),
        ("LA", ["Los Angeles"], "1 of 7"),  # nor a word of a name
        ("la c", ["Los Angeles", "La Crosse"], "2 of 7"),  # of Los Angeles, California
        ("columbus austin", ["Austin", "Columbus", "Columbus"], "3 of 7; none with all words"),
        ("ohio state", [], "0 of 7: Ohio State, in no city"),  # a choice that has no row
        ("colorado", [], "0 of 7: Colorado"),
        ("zzz", [], "0 of 7. Try a city or a state."),
        ("zzz yyy", [], "0 of 7. Try a city or a state."),
        ("9,000", [], "0 of 7. Try a city or a state."),  # figures are no names
        ("", FRAME["Place"].str.replace(",.*", "", regex=True).tolist(), ""),
    ],
)
def test_rows_are_found_by_the_names_of_a_choice(page, typed, rows, told):
    page.get_by_label("Show rows with").fill("x")
    page.get_by_label("Show rows with").fill(typed)
    expect(status(page)).to_have_text(told)
    assert shown(page) == rows


def test_a_row_says_by_which_other_name_it_was_found(page):
    # A stylesheet shows it behind the name; Firefox does not say what it makes of an attribute.
    said = "row => row.cells[0].dataset.found ?? ''"
    page.get_by_label("Show rows with").fill("dublin")
    expect(status(page)).to_have_text("2 of 7")
    assert [row.evaluate(said) for row in page.locator("tbody tr:visible").all()] == ["Dublin", "Dublin Corners"]
    page.get_by_label("Show rows with").fill("columbus")
    expect(status(page)).to_have_text("2 of 7")
    assert page.locator("tbody tr:visible").first.evaluate(said) == ""


def test_rows_are_found_in_any_order_and_come_back_to_it(page):
    page.get_by_role("button", name="Pay").click()
    page.get_by_label("Show rows with").fill("columbus")
    expect(status(page)).to_have_text("2 of 7")
    assert page.locator("tbody tr:visible td").all_text_contents() == ["2,000.0", "1,234.5"]
    page.go_back()
    page.go_back()
    expect(status(page)).to_have_text("")
    assert page.locator("tbody th").all_text_contents() == FRAME["Place"].tolist()


def test_an_address_finds_rows_by_other_names(publish, visit):
    page = visit(publish(below=table()._repr_html_()), "#pay.rows=round+rock&pay.down=Pay")
    expect(status(page)).to_have_text("1 of 7")
    assert shown(page) == ["Austin"]


def test_the_names_are_asked_for_when_something_is_typed(publish, visit):
    page = visit(publish(below=table()._repr_html_()))
    page.get_by_role("button", name="Pay").click()
    expect(files_of(page)).to_have_count(0)
    page.get_by_label("Show rows with").fill("dublin")
    expect(status(page)).to_have_text("2 of 7")
    page.get_by_label("Show rows with").fill("austin")
    expect(status(page)).to_have_text("1 of 7")
    expect(files_of(page)).to_have_count(1)


def test_a_table_and_a_control_with_the_same_choices_share_a_file(publish):
    explorer = explore(lambda place: place, name="x", place=NAMES)
    path = publish(explorer, below=table()._repr_html_())
    files = [file.stem for file in (path.parent / "_static" / "explorers").glob("*.js")]
    named = re.findall(r'data-(?:names|list)="(\w+)"', path.read_text())
    assert len(named) == 2 and len(set(named)) == 1 and set(named) < set(files) and len(files) == 2


def test_without_its_file_rows_are_found_by_what_they_show_and_that_is_said(publish, browser, url_of):
    path = publish(below=table()._repr_html_())
    for file in (path.parent / "_static" / "explorers").glob("*.js"):
        file.unlink()
    page = browser.new_page()  # it says in its console that the file is missing, as it should
    page.goto(url_of(path))
    page.get_by_label("Show rows with").fill("dublin")
    expect(status(page)).to_have_text("0 of 7. Other names are missing")
    page.get_by_label("Show rows with").fill("9,000")
    expect(status(page)).to_have_text("1 of 7")
    page.close()


def downloaded(page):
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    return list(
        csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig")))
    ), download.value.suggested_filename


@pytest.mark.parametrize("filterable", [True, False])
def test_a_csv_file_of_its_own(publish, visit, filterable):
    page = visit(publish(below=Table(FRAME, "Pay, 1999", csv=FILE, filterable=filterable)._repr_html_()))
    expect(files_of(page)).to_have_count(0)
    rows, name = downloaded(page)
    assert name == "pay-1999.csv"
    assert rows == [
        ["Code", "Pay, US dollars, 1999"],
        *[["10", "9000"], ["20", "1234.5"], ["30", "2000"], ["40", ""], ["50", "4000"], ["60", "5000"], ["'=1", "12"]],
    ]


@pytest.mark.parametrize("own", [FILE, None])
def test_a_csv_file_has_the_rows_that_are_found_in_the_order_they_came_in(publish, visit, own):
    page = visit(publish(below=Table(FRAME, "Pay", csv=own, filterable=True)._repr_html_()))
    page.get_by_role("button", name="Pay", exact=True).click()
    page.get_by_label("Show rows with").fill("columbus")
    expect(status(page)).to_have_text("2 of 7")
    rows, _ = downloaded(page)
    assert rows[1:] == (
        [["20", "1234.5"], ["30", "2000"]] if own is FILE else [["Columbus, GA", "1234.5"], ["Columbus, OH", "2000"]]
    )
    page.get_by_label("Show rows with").fill("")
    expect(status(page)).to_have_text("")
    assert len(downloaded(page)[0]) == 8


def test_where_the_file_is_missing_the_csv_holds_what_is_shown(publish, browser, url_of):
    path = publish(below=Table(FRAME, "Pay", csv=FILE)._repr_html_())
    for file in (path.parent / "_static" / "explorers").glob("*.js"):
        file.unlink()
    page = browser.new_page()
    page.goto(url_of(path))
    assert downloaded(page)[0][:2] == [["Place", "Pay"], ["Austin, TX", "9000"]]
    page.close()


def test_several_words_find_rows_with_some_of_them_without_other_names_as_well(publish, visit):
    page = visit(publish(below=Table(FRAME, "Pay", filterable=True)._repr_html_()))
    page.get_by_label("Show rows with").fill("austin denver")
    expect(status(page)).to_have_text("2 of 7; none with all words")
    page.get_by_label("Show rows with").fill("austin 9,000")
    expect(status(page)).to_have_text("1 of 7")


def test_outside_of_a_book_nothing_is_carried():
    markup = table(csv=FILE)._repr_html_()
    assert "<script" not in markup and "data-names" not in markup and "data-csv" not in markup


def test_what_is_carried_leaves_the_page(publishing):
    markup, files = carrier.take(table(csv=FILE)._repr_html_())
    assert "<script" not in markup and len(files) == 2
    assert carrier.unpacked(files[re.search(r'data-csv="(\w+)"', markup)[1]])[4] == ["40", ""]


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="names lacks rows of the table 'Pay': La Crosse, WI"):
        table(names=Choice(FRAME["Place"].tolist()[:-1], kind="search"))
    with pytest.raises(ValueError, match="csv has 2 rows and the table 'Pay' has 7"):
        table(csv=FILE.head(2))
    with pytest.raises(ValueError, match="'Pay' is not filterable"):
        table(filterable=False)
