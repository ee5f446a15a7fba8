"""Views of who files under the title, of occupation codes, and of an industry that is chosen; held against the files by other code."""

import csv
import re

import pandas as pd
import pytest
from conftest import ROOT
from test_views import cells, drawn, table_of

from mlcareer import data
from mlcareer.occupations import DATA_SCIENTISTS, RESEARCH_SCIENTISTS, SOFTWARE_DEVELOPERS
from mlcareer.views import employers, industries, industry

#: What no page may show: figures that are not there, and words that lack theirs.
FAULTS = re.compile(r"\b(nan|None|NaT|inf)\b|<NA>|\$(?!\d)|\s[.,;:]|\(\)|  ")


def lines(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---- employers ----


@pytest.fixture(scope="module")
def filed():
    return employers.parted(
        data.indexed("filing_employers", titles=employers.TITLES, employer=employers.EVERY).loc[employers.TITLES]
    )


def chart_of(filed, **changes):
    named, whole = filed
    return employers.chart(
        **{"named": named, "whole": whole, "shown": 12, "title": "They file", "of": "1999", "source": "S"} | changes
    )


def test_employers_are_those_of_the_file_the_most_first(filed):
    named, whole = filed
    rows = [row for row in lines("filing_employers") if row["titles"] == employers.TITLES]
    assert (whole["filings"], whole["employers"]) == (5693, 1322)
    expected = {row["employer"]: int(row["filings"]) for row in rows if row["employer"] != "all employers"}
    assert dict(zip(named["employer"], named["filings"])) == expected
    assert named["filings"].is_monotonic_decreasing and named["employer"][0] == "APPLE INC"
    assert named["share"][0] == pytest.approx(693 / 5693 * 100)


def test_the_chart_has_the_first_and_its_table_all(filed):
    chart = chart_of(filed)
    table = cells(chart.table)
    assert len(table) == len(filed[0]) + 1 and table[0] == ["APPLE INC", "693", "12.2%", "2025"]
    assert table[-1] == ["All employers", "5,693", "100.0%", "2025"]
    assert "the 12 employers with the most" in chart.subtitle and len(chart.figure.points) == 12
    assert chart.alt.startswith("They file. Filings: APPLE INC 693, ")


def test_a_long_name_is_cut_in_the_picture_and_whole_in_the_table(filed):
    named, whole = filed
    long = "AN EMPLOYER WITH A NAME THAT GOES ON " * 4
    chart = chart_of((named.assign(employer=[long, *named["employer"][1:]]), whole))
    assert "…" in drawn(chart) and long not in drawn(chart) and cells(chart.table)[0][0] == long


def test_a_name_is_text(filed):
    named, whole = filed
    hostile = '<img src=x onerror="alert(1)"> INC'
    chart = chart_of((named.assign(employer=[hostile, *named["employer"][1:]]), whole))
    assert "<img" not in chart._repr_html_() and "&lt;img" in chart._repr_html_()


def test_without_employers_there_is_nothing_to_show(filed):
    with pytest.raises(data.MissingRow, match="no employer with a filing"):
        chart_of((filed[0].head(0), filed[1]))


# ---- occupation codes ----


@pytest.fixture(scope="module")
def codes():
    return employers.codes(
        data.indexed("filing_codes", titles=employers.TITLES, code=DATA_SCIENTISTS).loc[employers.TITLES]
    )


def test_shares_count_both_classifications(codes):
    share = {row["code"]: float(row["percent"]) for row in lines("filing_codes") if row["titles"] == employers.TITLES}
    expected = {
        SOFTWARE_DEVELOPERS: share["15-1252"] + share["15-1132"] + share["15-1133"],
        RESEARCH_SCIENTISTS: share["15-1221"] + share["15-1111"],
        DATA_SCIENTISTS: share["15-2051"],
    }
    joined = employers.joined(codes)
    assert dict(zip(joined["code"], joined["percent"])) | expected == pytest.approx(
        dict(zip(joined["code"], joined["percent"]))
    )
    assert joined["filings"].sum() == codes["filings"].sum() and joined["filings"].is_monotonic_decreasing
    assert len(joined) == len(codes) - 3


def test_a_code_says_what_it_is_of(codes):
    label = dict(zip(codes["code"], codes["label"]))
    assert label["15-1252"] == "Software developers" and label["15-1221"] == "Computer research scientists"
    assert label["15-1133"] == "2010: Software Developers, Systems Software"
    assert label["15-1034"] == "In no classification" and label["15-2041"] == "Statisticians"
    assert set(codes.loc[codes["marked"], "code"]) == {DATA_SCIENTISTS, SOFTWARE_DEVELOPERS, RESEARCH_SCIENTISTS}


def test_a_code_of_the_classification_before_is_no_stand_in(codes):
    rows = pd.DataFrame(
        {
            "code": ["15-2051", "15-1221", "15-1252"],
            "occupation_title": ["Data Scientists", "Analysts", "Software Developers"],
            "classification": ["2018", "2010", "2018"],
            "filings": [1, 3, 6],
            "percent": [10.0, 30.0, 60.0],
        }
    )
    made = employers.codes(rows.set_index("code"))
    assert list(made["code"]) == ["15-1252", "15-1221", "15-2051"] and list(made["marked"]) == [True, False, True]
    assert list(employers.joined(made)["percent"]) == [60, 30, 10]


def test_the_chart_of_codes_has_the_commonest_and_its_table_all(codes):
    chart = employers.code_chart(codes, 8, title="They are coded", of="1999", source="S")
    table = cells(chart.table)
    assert len(chart.figure.points) == 8 and len(table) == len(codes)
    assert table[0] == ["Software developers", "15-1252", "2,976", "52.3%"]
    assert "Software developers 61.4%, Data scientists 22.9%" in chart.alt


# ---- industries ----


@pytest.fixture(scope="module")
def rows():
    return data.indexed("oews_industry", occupation=DATA_SCIENTISTS, industry=industries.TOTAL).loc[DATA_SCIENTISTS]


@pytest.fixture(scope="module")
def every(rows):
    return industries.every(rows)


@pytest.fixture(scope="module")
def views(rows, every):
    return industry.Industries(every, rows.loc[industries.TOTAL], "May 1999")


def test_each_industry_can_be_chosen_once(rows, every):
    """No industry of the file is lost: each is there, or one with the same figures in the same sector is."""
    known = lines("oews_industry")
    figures = ["employment", "mean", "p10", "p25", "median", "p75", "p90"]
    told = [row for row in known if row["occupation"] == DATA_SCIENTISTS and row["industry"] != "000000"]
    by_code = {row["industry"]: tuple(row[name] for name in figures) for row in told}
    kept = {by_code[code] for code in every.index}
    assert set(by_code.values()) == kept and len(every) == 300
    assert every["label"].str.casefold().is_unique and (every["label"].str.len() > 3).all()
    left_out = set(by_code) - set(every.index)
    assert {"518200", "551000", "551100", "541000"} <= left_out and {"518000", "55--56", "54--55"} <= set(every.index)


@pytest.mark.parametrize(
    "code, label, hint",
    [
        ("513200", "Software Publishers", "Information"),
        ("485300", "Taxis and ride hailing", "Transportation and Warehousing"),
        ("325400", "Pharmaceutical and Medicine Manufacturing", "Manufacturing"),
        ("5220A1", "Credit Intermediation and Related Activities (5221 and 5223 only)", "Finance and Insurance"),
        ("52--53", "Finance and Insurance", "a whole sector"),
        ("561000", "Administrative and Support Services (561000)", "Administrative and support services"),
        ("999100", "Federal Executive Branch", "Government (without schools and hospitals)"),
        ("000001", "All private employers", ""),
    ],
)
def test_an_industry_has_its_name_and_its_sector(every, code, label, hint):
    assert (every.at[code, "label"], every.at[code, "hint"]) == (label, hint)


def test_names_that_people_type_lead_to_industries_that_are_there(every, views):
    assert set(industry.ALIASES) <= set(every.index)
    choice = views.choice("513200")
    assert (choice.kind, choice.default, choice.nothing) == ("search", "513200", industry.NOTHING)
    assert "Uber" in choice.aliases["Taxis and ride hailing"]
    assert "Taxi and Limousine Service" in choice.aliases["Taxis and ride hailing"]


def test_every_industry_is_told_in_full_and_as_the_file_has_it(views, every):
    known = {row["industry"]: row for row in lines("oews_industry") if row["occupation"] == DATA_SCIENTISTS}
    for code in every.index:
        row, sentence, table = known[code], views.told(views.rows[code]), cells(views.table(views.rows[code]))
        assert FAULTS.findall(sentence) == [] and len(sentence) < 420, sentence
        assert [cell for line in table for cell in line if not cell or FAULTS.search(cell)] == [], code
        shown = {line[0]: line[1] for line in table}
        if row["employment"]:
            share = int(row["employment"]) / 262_440 * 100
            assert f"about {int(row['employment']):,} data scientists work there" in sentence
            assert (f"{share:.1f}% of all" if share >= 0.1 else "less than 0.1% of all") in sentence
        else:
            assert "how many data scientists work there is not released" in sentence and shown["Jobs"] == "not released"
        if row["median"]:
            assert f"Half of them earn more than ${int(row['median']):,} a year" in sentence
            assert [shown[name] for name in ("10th", "25th", "Median", "75th", "90th percentile")] == [
                f"${int(row[point]):,}" for point in ("p10", "p25", "median", "p75", "p90")
            ]
        else:
            assert "What they earn there is not released." in sentence and shown["Median"] == "not released"


def test_pictures_have_one_size_and_the_line_of_all(views):
    sizes = set()
    for code in ("513200", "485300", "238220", "326100", "52--53", "623200"):
        picture = drawn(views.shown(code))
        assert not re.search(r">[^<]*\b(nan|None)\b", picture)
        sizes.add(re.search(r'viewBox="([^"]*)"', picture)[1])
    assert len(sizes) == 1
    assert "not released" in drawn(views.shown("238220"))
    assert views.scale == (38_620, 300_000)


def altered(views, code: str, **figures):
    return views.told(views.rows[code] | figures)


@pytest.mark.parametrize(
    "figures, words",
    [
        ({"median": 120_230}, "about as much as in all industries together"),
        ({"median": 110_230}, "$10,000 less than in all industries together ($120,230)"),
        ({"median": 130_230}, "$10,000 more than in all industries together"),
        ({"median": 239_200, "top_coded": "median p75 p90"}, "Half of them earn at least $239,200 a year"),
        ({"share": 0.04}, "less than 0.1% of all."),
        ({"employment_rse": 0.0}, "data scientists work there, 4.2% of all."),
    ],
)
def test_words_follow_the_figures(views, figures, words):
    assert words in altered(views, "513200", **figures)


def test_finer_industries_are_groups_of_four_digits_without_overlap(rows):
    found = industries.finer(rows, 1000)
    assert (found["employment"] >= 1000).all() and (found["level"] == 4).all()
    assert not found["industry_title"].str.contains("Owned").any() and not found.index.str.startswith("999").any()
    assert list(found.index[:2]) == ["485300", "516200"] and found.index[-1] == "611100"
    assert found["median"].is_monotonic_decreasing


def test_the_chart_of_pay_shows_both_ends_and_all_between(rows):
    found = industries.finer(rows, 1000)
    chart = industries.pay_chart(
        found, rows.loc[industries.TOTAL], 4, title="Pay differs", least=1000, of="1999", source="S"
    )
    picture = drawn(chart)
    assert [name in picture for name in ("Taxis and ride hailing", "All industries", "Colleges and universities")] == [
        True
    ] * 3
    assert len(cells(chart.table)) == len(found) and "Of the 35 industries" in chart.subtitle
    few = industries.pay_chart(
        found.head(3), rows.loc[industries.TOTAL], 4, title="Pay differs", least=1000, of="1999", source="S"
    )
    assert len(re.findall(">All industries<", drawn(few))) == 1 and len(table_of(few)) == 3
