"""The charts' manner: what every picture must be, whatever it shows."""

import re
import xml.etree.ElementTree as ElementTree

import pandas as pd
import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from mlcareer import charts, data, metros
from mlcareer.charts.drawing import apart
from mlcareer.occupations import DATA_SCIENTISTS
from mlcareer.tables import Table
from predrawn import svg

WAGES = pd.DataFrame(
    {
        "name": ["Here & <there>", "Elsewhere"],
        "p10": [50_000, 60_000],
        "p25": [70_000, 80_000],
        "median": [90_000, 100_000],
        "p75": [120_000, 130_000],
        "p90": [239_200, 200_000],
        "top_coded": ["p90", ""],
        "low": [85_000, 95_000],
        "high": [95_000, 105_000],
        "note": ["1–2", "1–2"],
        "first": [1, 2],
        "second": [2, 1],
        "mark": [2, 0],
    }
)
YES = [True, False]
STRETCHES = pd.DataFrame({"name": ["You study", "You work"], "begins": [0, 4], "ends": [4, None]})


def metro_map():
    points = metros.figures(DATA_SCIENTISTS).dropna(subset=["x", "employment"]).assign(side="right")
    return charts.metro_map(
        data.load("us_outline"),
        points,
        value="employment",
        label="city",
        side="side",
        told="short_name",
        marked=metros.is_named(points),
    )


def scatter(frame=None, **changed):
    frame = WAGES.assign(jobs=[90, 20_000]) if frame is None else frame
    kept = {"along": "jobs", "up": "median", "label": "name", "told": "note", "marked": YES, "names": ("jobs", "pay")}
    return charts.scatter(frame, write="${:,.0f}".format, **kept | changed)


DRAWINGS = {
    "ranking": lambda: charts.ranking(
        WAGES, label="name", value="median", low="low", high="high", note="note", note_title="ranks", marked=YES
    ),
    "spread": lambda: charts.spread(WAGES, label="name", marked=YES),
    "quartiles": lambda: charts.quartiles(WAGES, label="name", note="note", marked=YES),
    "timeline": lambda: charts.timeline(STRETCHES, label="name", start="begins", end="ends", marked=YES, last=50),
    "bars": lambda: charts.bars(
        WAGES, label="name", value="median", low="low", high="high", marked=YES, reference=(1e5, "nation")
    ),
    "steps": lambda: charts.steps(WAGES, label="name", before="p25", after="median", names=("was", "is")),
    "orders": lambda: charts.orders(WAGES, label="name", columns=["first", "second"], names=["A", "B"], marked=YES),
    "trend": lambda: charts.trend(WAGES, time="name", series=["p10", "p25"], names=["one", "two"]),
    "course": lambda: charts.course(
        WAGES.assign(day=["2019-01-01", "2020-02-03"]),
        time="day",
        series={"p10": "one", "p25": "two"},
        notes={"p10": [("2019-01-01", "first", True)], "p25": [("2020-02-03", "last", False)]},
        write="${:,.0f}".format,
        tick="${:,.0f}".format,
        height=100,
    ),
    "grid": lambda: charts.grid(WAGES, label="name", columns=["first", "mark"], names=["A", "B"]),
    "metro_map": metro_map,
    "scatter": scatter,
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_picture_is_fit_for_a_page(name):
    text = svg.render(DRAWINGS[name](), "What it shows")
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img" and root.get("aria-label") == "What it shows"
    assert root.get("viewBox").startswith(f"0 0 {charts.WIDTH} ")
    assert "<style" not in text and "<metadata" not in text  # a style rule would reach the whole page
    assert "font-family:inherit" in text and "DejaVu" not in text
    words = ["".join(element.itertext()) for element in root.iter("text")]
    assert words, "text must stay text"
    assert "http" not in text
    assert len(text) < 36_000
    for element in root.iter():
        for colour in re.findall(r"(?<![,#\w])#[0-9a-f]{6}", element.get("style", "")):
            raise AssertionError(f"{colour} does not follow the page's palette")


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_chart_makes_no_axes(name):
    """They would be a third of the time of a chart that is drawn in thousands of states."""
    chart = DRAWINGS[name]()
    assert not chart.axes and chart.artists


@pytest.mark.parametrize("name", DRAWINGS)
def test_same_table_same_bytes(name):
    assert svg.render(DRAWINGS[name](), "x") == svg.render(DRAWINGS[name](), "x")


def test_identifiers_are_unique_among_charts():
    identifiers = re.findall(r' id="([^"]+)"', "".join(svg.render(draw(), "x") for draw in DRAWINGS.values()))
    assert len(identifiers) == len(set(identifiers)) > 0


@pytest.mark.parametrize("name", DRAWINGS)
def test_what_marks_say_lies_within_the_picture(name):
    root = ElementTree.fromstring(svg.render(DRAWINGS[name](), "x"))
    _, _, width, height = map(float, root.get("viewBox").split())
    points = [point.split(" ", 2) for point in root.get("data-points").split(svg.POINT)]
    assert all(0 <= float(x) <= width and 0 <= float(y) <= height and words.strip() for x, y, words in points)


def test_marks_say_name_and_figure():
    def told(name):
        return [words for _, _, words in DRAWINGS[name]().points]

    assert told("ranking") == ["Here & <there>: 90,000", "Elsewhere: 100,000"]
    assert told("spread")[:2] == [
        "Here & <there>, 10th percentile: $50,000",
        "Here & <there>, 25th percentile: $70,000",
    ]
    assert told("spread")[4] == "Here & <there>, 90th percentile: at least $239,200"
    assert told("bars")[1] == "Elsewhere: 100,000 (95% interval 95,000 to 105,000)"
    assert told("steps")[1] == "Here & <there>, is: $90,000"
    assert told("orders")[3] == "Elsewhere, b: rank 1"
    assert told("trend")[0] == "one, Here & <there>: $50,000"
    assert told("grid")[:2] == ["Here & <there>, a: listed", "Here & <there>, b: in demand"]
    assert told("scatter") == ["1–2", "1–2"]
    assert len(told("metro_map")) == 286 and told("metro_map")[0] == "New York, NY"


def test_a_scatter_has_equal_steps_for_equal_ratios():
    frame = pd.DataFrame({"name": list("abc"), "jobs": [10, 100, 1000], "median": [1.0, 3.0, 2.0], "note": ""})
    (x0, y0, _), (x1, y1, _), (x2, y2, _) = scatter(frame=frame, marked=[False] * 3).points
    assert x1 - x0 == pytest.approx(x2 - x1, abs=0.11) and x0 < x1 and y0 > y2 > y1
    with pytest.raises(ValueError, match="jobs is not above zero throughout"):
        scatter(frame=frame.assign(jobs=[0, 1, 2]), marked=[False] * 3)


def test_dollars_are_no_formula():
    assert "$90,000" in svg.render(DRAWINGS["spread"](), "x")


def test_markup_in_labels_is_text():
    text = svg.render(DRAWINGS["spread"](), 'a "quoted" <label>')
    assert "Here &amp; &lt;there&gt;" in text and "<there>" not in text
    assert ElementTree.fromstring(text).get("aria-label") == 'a "quoted" <label>'


def test_top_coded_end_is_open():
    closed = WAGES.assign(top_coded="")
    assert len(svg.render(charts.spread(WAGES, label="name", marked=YES), "x")) > len(
        svg.render(charts.spread(closed, label="name", marked=YES), "x")
    )


def test_what_lies_beyond_a_given_end_is_cut_off_open():
    whole, cut = (charts.spread(WAGES, label="name", marked=YES, end=end) for end in (None, float(WAGES["p25"].max())))
    assert max(x for x, *_ in cut.points) <= charts.WIDTH - 14
    assert [words for *_, words in cut.points] == [words for *_, words in whole.points]
    dots, fewer = (svg.render(picture, "x").count("stroke-width:2.5") for picture in (whole, cut))
    assert fewer < dots


@pytest.mark.parametrize(
    "words, beside, shown",
    [
        ("Registered Nurses", "median $97,550", "Registered Nurses"),
        (
            "Janitors and Cleaners, Except Maids and Housekeeping Cleaners",
            "median $36,840",
            "Janitors and Cleaners, Except…",
        ),
        (
            "ElectroencephalographictechnologistElectroencephalographictechnologist, former",
            "median $36,840",
            "ElectroencephalographictechnologistElectroencephalographictechnologist…",
        ),
    ],
)
def test_a_label_is_cut_behind_a_word_where_it_does_not_fit(words, beside, shown):
    assert charts.shortened(words, beside) == shown


def test_a_missing_figure_has_no_bar_and_says_so():
    frame = WAGES.assign(median=[90_000, None])
    chart = charts.bars(
        frame, label="name", value="median", marked=YES, end=180_000, write=lambda figure: f"{figure:.0f}"
    )
    assert len(chart.points) == 1 and sum(isinstance(artist, Rectangle) for artist in chart.artists) == 1
    assert "nan" in [artist.get_text() for artist in chart.artists if isinstance(artist, Text)]
    none = charts.bars(frame.assign(median=None), label="name", value="median", marked=YES, end=1, write=str)
    assert not none.points


def test_bars_share_a_scale_and_a_height_where_they_are_to_be_compared():
    few = charts.bars(WAGES.head(1), label="name", value="median", marked=YES, end=180_000, room=2)
    both = charts.bars(WAGES, label="name", value="median", marked=YES, end=180_000)
    assert few.get_size_inches().tolist() == both.get_size_inches().tolist()
    ends = [charts.bars(WAGES, label="name", value="median", marked=YES, end=end).points[0][0] for end in (0, 180_000)]
    assert ends[1] < ends[0]


def test_unreleased_figures_are_not_drawn():
    text = svg.render(charts.spread(WAGES.assign(p90=[None, 1]), label="name", marked=YES), "x")
    assert text.count("not released") == 1 and text.count("median $") == 1


def test_a_chart_needs_alternative_text():
    with pytest.raises(ValueError, match="alternative text"):
        svg.render(DRAWINGS["bars"](), " ")


def test_colour_is_not_the_only_sign():
    text = svg.render(DRAWINGS["ranking"](), "x")
    assert "font-weight:700" in text  # the marked row's label, and its dot is filled


def test_chart_has_title_source_table():
    chart = charts.Chart(
        DRAWINGS["bars"](),
        title="A <b> finding",
        subtitle="unit, date",
        source="who",
        alt="says",
        table=Table(WAGES, "All"),
    )
    page = chart._repr_html_()
    for part in ("A &lt;b&gt; finding", "unit, date", "Source: who.", 'aria-label="says"', "<caption>All</caption>"):
        assert part in page
    assert repr(chart) == "Chart: A <b> finding. says"


def test_scale():
    assert charts.Scale((0, 200), (100, 390))(50) == 172.5


def test_labels_move_apart_and_stay_inside():
    heights = apart([100, 104, 240], gap=30, lowest=220)
    assert heights[1] - heights[0] >= 30 and max(heights) <= 220


def test_quartiles_of_what_is_not_known_are_words_alone():
    chart = charts.quartiles(
        WAGES.astype({"p75": float}).assign(p75=[120_000, None]), label="name", note="note", marked=YES
    )
    assert [words for _, _, words in chart.points] == [
        "Here & <there>, 25th percentile: $70,000",
        "Here & <there>, median: $90,000",
        "Here & <there>, 75th percentile: $120,000",
    ]


def test_a_stretch_of_time_ends_within_the_picture():
    def drawn(*ends):
        frame = STRETCHES.assign(ends=ends)
        chart = charts.timeline(frame, label="name", start="begins", end="ends", marked=YES, last=50)
        return [x for x, _, _ in chart.points], svg.render(chart, "x")

    assert drawn(4, None) == drawn(4, 60) and drawn(4, 50)[1] != drawn(4, 60)[1]
    assert len(drawn(60, 70)[0]) == 2
    late = charts.timeline(
        STRETCHES.assign(begins=[0, 50]), label="name", start="begins", end="ends", marked=YES, last=50
    )
    assert [words for _, _, words in late.points] == ["You study"]


def test_steps_of_one_figure_have_a_place():
    chart = charts.steps(WAGES.assign(p25=5, median=5), label="name", before="p25", after="median", names=("was", "is"))
    assert all(0 < x < charts.WIDTH for x, _, _ in chart.points)
