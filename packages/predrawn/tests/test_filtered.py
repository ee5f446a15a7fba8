"""Tables of an explorer that readers filter: what they typed, and the order, stay when another state is shown."""

import random
import re

import pandas as pd
import pytest
from playwright.sync_api import expect

from predrawn import Choice, ExploreError, Table, View, carrier, explore, work
from predrawn.extension import FOLDER

from .test_published import choose, fetched

PLACES = ["Boston, MA", "Denver, CO", "Gary, IN", "Yuma, AZ"]
JOBS = ["Civil engineers", "Registered nurses", "Nurse midwives", "Roofers", *(f"Job {number}" for number in range(40))]
NAMES = Choice(
    JOBS,
    kind="search",
    aliases={"Registered nurses": ["RN", "Charge", "Ward nurse"], "Roofers": ["Shingler", "Slater"]},
    nothing="Try a title.",
)


class OwnTable(Table):
    missing = "not published"
    before = "at least"
    after = "an hour"


def rows_of(place, **more):
    chance = random.Random(place)
    frame = pd.DataFrame(
        {
            "Job": JOBS,
            "Jobs": [None if chance.random() < 0.3 else chance.randrange(10, 9_000) for _ in JOBS],
            "Pay": ["$24.80 an hour", *(f"${chance.randrange(30_000, 200_000):,}" for _ in JOBS[1:])],
        }
    )
    return OwnTable(frame, f"Jobs in {place}", **{"filterable": True, "names": NAMES} | more)


def jobs(draws=None, **more):
    draw = draws or (lambda place: View(sentence=f"In {place}.", table=rows_of(place)))
    return explore(draw, **{"name": "jobs", "place": Choice(PLACES, "Place", kind="select")} | more)


def shown(page, number=0):
    rows = page.locator("table").nth(number).locator("tbody tr:visible")
    return [row.locator("th").text_content() for row in rows.all()]


def pay(page):
    """The figures of the column of pay, as far as rows are shown."""
    return page.locator("tbody tr:visible td:nth-child(3)").all_text_contents()


def field(page, number=0):
    return page.get_by_label("Show rows with").nth(number)


def status(page, number=0):
    return page.locator(".filter [role=status]").nth(number)


def sentence(page):
    return page.locator("[data-explorer-sentence]").first


NURSES = ["Registered nurses", "Nurse midwives"]


def test_what_is_typed_stays_when_another_state_is_shown(publish, visit):
    page = visit(publish(jobs()))
    field(page).fill("nurse")
    expect(status(page)).to_have_text("2 of 44")
    assert shown(page) == NURSES
    for place in (1, 3, 0):
        choose(page.locator("figure"), "place", place)
        expect(sentence(page)).to_have_text(f"In {PLACES[place]}.")
        expect(page.locator("caption")).to_have_text(f"Jobs in {PLACES[place]}")
        expect(status(page)).to_have_text("2 of 44")
        assert shown(page) == NURSES and field(page).input_value() == "nurse"
        figures = {row[0]: row[2] for row in rows_of(PLACES[place]).cells}
        assert pay(page) == [figures[name] for name in NURSES]
    field(page).fill("")
    expect(status(page)).to_have_text("")
    assert shown(page) == JOBS


def test_the_order_stays_and_is_that_of_the_figures_shown(publish, visit):
    page = visit(publish(jobs()))
    page.get_by_role("button", name="Pay").click()
    for place in (2, 1):
        choose(page.locator("figure"), "place", place)
        expect(page.locator("caption")).to_have_text(f"Jobs in {PLACES[place]}")
        expect(page.locator("th[aria-sort=descending]")).to_have_text("Pay")
        figures = [int(re.sub(r"\D", "", text)) for text in pay(page)[:-1]]
        assert figures == sorted(figures, reverse=True) and pay(page)[-1] == "$24.80 an hour"
    page.go_back()
    page.go_back()
    expect(page.locator("caption")).to_have_text(f"Jobs in {PLACES[0]}")
    assert page.locator("th[aria-sort]").count() == 1
    page.go_back()
    expect(page.locator("th[aria-sort]")).to_have_count(0)
    assert shown(page) == JOBS


def test_the_field_keeps_the_focus_and_the_cursor(publish, visit):
    page = visit(publish(jobs()))
    field(page).press_sequentially("nures")
    page.keyboard.press("ArrowLeft")
    page.evaluate(
        """() => {
            const select = document.querySelector("select");
            select.selectedIndex = 1;
            select.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    expect(page.locator("caption")).to_have_text("Jobs in Denver, CO")  # which came while the reader was typing
    expect(field(page)).to_be_focused()
    page.keyboard.press("Backspace")
    page.keyboard.press("End")
    page.keyboard.type("e")
    expect(field(page)).to_have_value("nurse"[:3] + "se")
    expect(status(page)).to_have_text("2 of 44")


def test_it_stands_in_the_address(publish, visit, firefox):
    path = publish(jobs())
    page = visit(path)
    choose(page.locator("figure"), "place", 1)
    field(page).press_sequentially("nurse")
    expect(status(page)).to_have_text("2 of 44")
    page.wait_for_function("location.hash === '#jobs.place=Denver%2C+CO&jobs.rows=nurse'")
    page.get_by_role("button", name="Pay").click()
    page.wait_for_function("location.hash.endsWith('&jobs.down=Pay')")
    page.get_by_role("button", name="Pay").click()
    page.wait_for_function("location.hash.endsWith('&jobs.up=Pay')")
    choose(page.locator("figure"), "place", 2)
    page.wait_for_function("location.hash === '#jobs.place=Gary%2C+IN&jobs.rows=nurse&jobs.up=Pay'")
    order = shown(page)
    again = visit(path, "#" + page.url.partition("#")[2])
    expect(sentence(again)).to_have_text("In Gary, IN.")
    expect(status(again)).to_have_text("2 of 44")
    assert shown(again) == order and field(again).input_value() == "nurse"
    expect(again.locator("th[aria-sort=ascending]")).to_have_text("Pay")
    expect(again.locator(".explorer-message")).to_be_hidden()
    for place, words, order in (
        (1, "nurse", "ascending"),
        (1, "nurse", "descending"),
        (1, "nurse", ""),
        (1, "", ""),  # the letters were one step
        (0, "", ""),
    ):
        page.go_back()
        expect(page.locator("caption")).to_have_text(f"Jobs in {PLACES[place]}")
        expect(field(page)).to_have_value(words)
        expect(status(page)).to_have_text("2 of 44" if words else "")
        expect(page.locator(f"th[aria-sort={order}]" if order else "th[aria-sort]")).to_have_count(int(bool(order)))
    page.go_forward()
    page.go_forward()
    expect(page.locator("caption")).to_have_text("Jobs in Denver, CO")
    expect(status(page)).to_have_text("2 of 44")
    page.reload()
    expect(status(page)).to_have_text("2 of 44")


def test_an_address_with_rows_alone_leads_to_the_explorer(publish, visit):
    path = publish(jobs())
    path.write_text(path.read_text().replace("<h1>Page</h1>", '<h1>Page</h1><p style="height:4000px"></p>'))
    page = visit(path, "#jobs.rows=nurse&jobs.down=Nothing")
    expect(status(page)).to_have_text("2 of 44")
    expect(page.locator("figure")).to_be_in_viewport()
    page.wait_for_function("location.hash === '#jobs.rows=nurse'")  # there is no such heading


def test_a_copied_link_holds_it(publish, visit, firefox):
    page = visit(publish(jobs()))
    if not firefox:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    field(page).fill("roof")
    expect(status(page)).to_have_text("1 of 44")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".explorer-message")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()").endswith("#jobs.place=Boston%2C+MA&jobs.rows=roof")


def test_rows_that_are_left_out_leave_no_hole(publish, visit):
    page = visit(publish(jobs(), below='<p id="after">After</p>'))
    choose(page.locator("figure"), "place", 1)
    expect(page.locator("caption")).to_have_text("Jobs in Denver, CO")
    full = page.locator("#after").bounding_box()["y"]
    field(page).fill("nurse")
    expect(status(page)).to_have_text("2 of 44")
    short = page.locator("#after").bounding_box()["y"]
    assert short < full - 300
    choose(page.locator("figure"), "place", 2)
    expect(page.locator("caption")).to_have_text("Jobs in Gary, IN")
    expect(status(page)).to_have_text("2 of 44")
    # The room that another state may need is given back a moment after it is drawn.
    page.wait_for_function("short => document.getElementById('after').getBoundingClientRect().y === short", arg=short)
    assert page.locator("figure").bounding_box()["height"] < 500


def test_other_names_are_carried_once_and_asked_for_when_something_is_typed(publish, visit):
    explorer = jobs()
    path = publish(explorer)
    files = {file.stem: file.read_text() for file in (path.parent / FOLDER).glob("*.js")}
    (names,) = re.findall(r'data-names="(\w+)"', path.read_text())
    assert names in files and len(files) == 2
    assert all("carrier" not in state.table for part in explorer._states for state in part)
    page = visit(path)
    choose(page.locator("figure"), "place", 1)
    page.get_by_role("button", name="Pay").click()
    expect(page.locator("caption")).to_have_text("Jobs in Denver, CO")
    assert not any(names in url for url in fetched(page))
    field(page).fill("RN")
    expect(status(page)).to_have_text("1 of 44")
    assert shown(page) == ["Registered nurses"]
    choose(page.locator("figure"), "place", 2)
    expect(page.locator("caption")).to_have_text("Jobs in Gary, IN")
    expect(status(page)).to_have_text("1 of 44")
    field(page).fill("ward charge")  # in two names together
    expect(status(page)).to_have_text("1 of 44")
    field(page).fill("zzz")
    expect(status(page)).to_have_text("0 of 44. Try a title.")
    assert sum(names in url for url in fetched(page)) == 1


def test_a_control_with_the_same_choices_shares_the_file(publish):
    path = publish(jobs(), explore(lambda job: job, name="one", job=NAMES))
    named = re.findall(r'data-(?:names|list)="(\w+)"', path.read_text())
    assert len(named) == 2 and len(set(named)) == 1


def test_a_csv_that_all_states_share_is_carried_once(publish, visit):
    own = pd.DataFrame({"Code": range(len(JOBS)), "Title": JOBS})
    page = visit(publish(jobs(lambda place: View(sentence=place, table=rows_of(place, csv=own.copy())))))
    choose(page.locator("figure"), "place", 1)
    field(page).fill("nurse")
    expect(status(page)).to_have_text("2 of 44")
    with page.expect_download() as waited:
        page.get_by_role("button", name="Download as CSV").click()
    lines = waited.value.path().read_text("utf-8-sig").splitlines()
    assert lines == ["Code,Title", "1,Registered nurses", "2,Nurse midwives"]


def test_a_csv_of_what_is_shown_has_the_rows_that_are_found(publish, visit):
    page = visit(publish(jobs()))
    choose(page.locator("figure"), "place", 1)
    expect(page.locator("caption")).to_have_text("Jobs in Denver, CO")
    field(page).fill("nurse")
    expect(status(page)).to_have_text("2 of 44")
    with page.expect_download() as waited:
        page.get_by_role("button", name="Download as CSV").click()
    lines = waited.value.path().read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Job", *NURSES]


def test_tables_side_by_side_have_one_filter(publish, visit):
    page = visit(publish(jobs(beside="place")))
    field(page).fill("nurse")
    expect(status(page)).to_have_text("2 of 44")
    choose(page.locator("figure"), "place_2", 2)
    expect(page.locator("table")).to_have_count(2)
    expect(status(page, 1)).to_have_text("2 of 44")
    assert shown(page, 1) == NURSES
    field(page, 1).fill("roofer")
    expect(status(page)).to_have_text("1 of 44")
    assert shown(page) == shown(page, 1) == ["Roofers"] and field(page).input_value() == "roofer"
    page.get_by_role("button", name="Pay").nth(1).click()
    expect(page.locator("th[aria-sort]")).to_have_count(2)
    page.wait_for_function("location.hash.endsWith('jobs.rows=roofer&jobs.down=Pay')")
    assert page.get_by_role("button", name="Download as CSV").count() == 2


def test_beside_a_figure_the_table_is_filtered_as_well(publish, visit):
    from .test_manners import draw_bars

    def draw(place, count):
        view = draw_bars(count, False)
        return View(view.figure, view.sentence, rows_of(place))

    page = visit(publish(jobs(draw, count=[2, 5])))
    page.locator("summary").click()
    field(page).fill("nurse")
    expect(status(page)).to_have_text("2 of 44")
    page.get_by_label("5", exact=True).check()
    expect(sentence(page)).to_have_text("5 bars.")
    expect(status(page)).to_have_text("2 of 44")
    assert shown(page) == NURSES


def test_without_a_script_no_field_is_shown(publish, visit):
    page = visit(publish(jobs()), java_script_enabled=False)
    expect(page.locator(".filter input")).to_be_hidden()
    expect(page.locator("tbody tr")).to_have_count(len(JOBS))


def test_live_shows_the_table(publishing):
    live = jobs()
    live._states = None
    live._repr_mimebundle_()
    assert "Registered nurses" in live._live.views[0].value


def test_an_explorer_without_such_a_table_knows_no_rows(publish, visit):
    page = visit(publish(jobs(lambda place: f"In {place}.")), "#jobs.rows=nurse")
    expect(page.locator(".explorer-message")).to_contain_text("“jobs.rows=nurse”, which is no choice here")
    assert "#" not in page.url


def test_a_control_named_rows_is_no_matter_without_such_a_table(publish, visit):
    page = visit(publish(explore(lambda rows: f"{rows} rows.", name="x", rows=[1, 2])), "#x.rows=2")
    expect(sentence(page)).to_have_text("2 rows.")


def test_forked_processes_send_a_file_once(publishing):
    tasks = [work.Task(rows_of, {"place": place}, "", place) for place in PLACES * 3]
    drawn = dict(work._forked(tasks, range(len(tasks)), lambda: False, 2))
    files = [carrier.take(state.table)[1] for state in drawn.values()]
    assert len(drawn) == len(tasks) and sum(map(bool, files)) == 2  # one of each process
    assert drawn[11].table == carrier.take(work.draw(tasks[11]).table)[0]


def test_names_are_packed_once_for_all_tables(publishing, monkeypatch):
    packed = []
    monkeypatch.setattr(
        carrier, "packed", lambda content, real=carrier.packed: (packed.append(content), real(content))[1]
    )
    names = Choice(JOBS, kind="search", aliases={"Roofers": ["Other"]})
    for place in PLACES:
        rows_of(place, names=names)._repr_html_()
    assert len(packed) == 1


@pytest.mark.parametrize(
    "call, words",
    [
        (
            lambda: jobs(lambda rows, place: View(table=rows_of(place)), rows=[1, 2]),
            "returns a filterable table, which stands in the address as rows, up and down, and there is a control 'rows'",
        ),
        (
            lambda: jobs([lambda place: rows_of(place), lambda place: rows_of(place + "!")]),
            "return filterable tables: one may, for what is typed stands in the address as jobs.rows",
        ),
        (
            lambda: jobs(lambda place: rows_of(place, csv=pd.DataFrame({"a": [place] * len(JOBS)}))),
            "gives its tables a csv that differs from state to state, and one file serves all",
        ),
    ],
)
def test_what_is_refused(publishing, call, words):
    with pytest.raises(ExploreError, match=re.escape(words)) as caught:
        call()
    assert "\n" not in str(caught.value) and "'jobs'" in str(caught.value)
