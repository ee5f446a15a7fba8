"""Views of what the work needs and where it leads: education, skills, the self-check, industries, outlook, stand-ins."""

import json
import re

import pandas as pd
import pytest
from conftest import ROOT
from test_views import cells, page, table_of

from mlcareer import data
from mlcareer.occupations import (
    ALL,
    DATA_SCIENTISTS,
    OTHER_COMPUTER,
    PROXIES,
    RESEARCH_SCIENTISTS,
    SOFTWARE_DEVELOPERS,
    onet,
)
from mlcareer.presumptions import PresumptionError
from mlcareer.prose import Prose
from mlcareer.views import education, industries, outlook, overview, self_check, skills, standins, tally

WORDS = {"title": "T", "source": "S"}

SHARES = pd.DataFrame(
    {
        "onet_code": [onet(SOFTWARE_DEVELOPERS)] * 3 + [onet(RESEARCH_SCIENTISTS)],
        "education": ["None", "Some", "Bachelor's degree", "Doctorate"],
        "percent": [0.0, 24.4, 75.6, 50.0],
        "low": [0.0, 5.0, 60.0, 20.0],
        "high": [1.0, 40.0, 90.0, 80.0],
        "category": [1, 4, 6, 11],
        "standard_error": [0.0, 9.0, 8.0, 10.0],
        "suppress": [False, True, False, False],
        "n": 21,
        "surveyed": "1999-05",
    }
)


def test_levels_of_education_that_somebody_named():
    rows = education.levels(SHARES, SOFTWARE_DEVELOPERS)
    assert rows["label"].tolist() == ["Some (imprecise)", "Bachelor's degree"] and "label" not in SHARES
    chart = education.chart(rows, [False, True], alt="A", **WORDS)
    assert chart.subtitle.endswith("with 95% interval; n = 21, May 1999")
    assert cells(chart.table) == [
        ["Some", "24.4%", "5.0%", "40.0%", "imprecise, by O*NET's own mark"],
        ["Bachelor's degree", "75.6%", "60.0%", "90.0%", ""],
    ]
    assert ">76%<" in page(chart)


def test_the_share_with_a_level_or_more():
    rows = education.levels(SHARES, SOFTWARE_DEVELOPERS)
    share, low, high, n = education.at_least(rows, 4)
    assert (share, n) == (pytest.approx(100), 21) and (low, high) == (pytest.approx(84.5, abs=0.05), pytest.approx(100))
    # An error of 8 points is that of 0.756 * 0.244 / 0.08^2 = 28.8 people; 21 were asked. Wilson by hand.
    share, low, high, n = education.at_least(rows, 5)
    assert (share, n) == (pytest.approx(75.6), 21)
    assert (low, high) == (pytest.approx(54.3, abs=0.05), pytest.approx(89.0, abs=0.05))
    with pytest.raises(data.MissingRow, match="no level as high as this"):
        education.at_least(rows, 7)


def test_shares_are_told_one_a_line():
    shares = dict.fromkeys((SOFTWARE_DEVELOPERS, RESEARCH_SCIENTISTS), education.Share(75.6, 54.3, 89.0, 21))
    told = education.asked(shares, {SOFTWARE_DEVELOPERS: "May 1999", RESEARCH_SCIENTISTS: "June 1998"})
    assert told.split("\n") == [
        "- **76%** of software developers (95% interval 54% to 89%, n = 21, May 1999)",
        "- **76%** of research scientists (95% interval 54% to 89%, n = 21, June 1998)",
    ]


def test_education_that_nobody_was_asked_for():
    rows = education.levels(SHARES, DATA_SCIENTISTS)
    with pytest.raises(data.MissingRow, match="no level of education that a worker of this occupation named"):
        education.chart(rows, [], alt="A", **WORDS)


def technologies(*rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["code", "technology", "in_demand"]).astype({"in_demand": bool})
    return frame.assign(onet_code=frame["code"].map(onet))


MARKS = technologies(
    (DATA_SCIENTISTS, "Python", True),
    (RESEARCH_SCIENTISTS, "Python", True),
    (SOFTWARE_DEVELOPERS, "Python", True),
    (DATA_SCIENTISTS, "The MathWorks MATLAB", True),
    (RESEARCH_SCIENTISTS, "The MathWorks MATLAB", False),
    (DATA_SCIENTISTS, "Apache Hive", True),
    (SOFTWARE_DEVELOPERS, "Apache Hive", True),
)


def test_marks_of_a_technology():
    assert skills.mark(MARKS, "Python", DATA_SCIENTISTS) == "in demand"
    assert skills.mark(MARKS, "The MathWorks MATLAB", RESEARCH_SCIENTISTS) == "listed, not in demand"
    assert skills.mark(MARKS, "Apache Hive", RESEARCH_SCIENTISTS) == "not listed"
    assert skills.listed(MARKS, RESEARCH_SCIENTISTS) == {"Python", "The MathWorks MATLAB"}
    assert skills.in_demand(MARKS, RESEARCH_SCIENTISTS) == {"Python"}
    assert skills.in_demand(MARKS, ALL) == set()


def test_languages_as_people_say_them():
    assert skills.short({"R", "Oracle Java", "pandas", "The MathWorks MATLAB"}) == ["Java", "MATLAB", "pandas", "R"]
    assert set(skills.SHORT) < skills.LANGUAGES


def test_the_grid_of_marks():
    grid = skills.grid(MARKS, ["Apache Hive", "The MathWorks MATLAB", "Python", "Fortran"])
    assert grid.to_numpy().tolist() == [
        ["Python", 2, 2, 2],
        ["MATLAB", 2, 1, 0],
        ["Apache Hive", 2, 0, 2],
        ["Fortran", 0, 0, 0],
    ]
    assert skills.everywhere(grid) == ["Python"]
    chart = skills.marks(grid, subtitle="Some technologies", edition="O*NET 99.9", alt="A", **WORDS)
    assert cells(chart.table)[1] == ["MATLAB", "in demand", "listed", "not listed"]
    assert chart.subtitle.endswith("· not listed. Some technologies; O*NET 99.9")
    assert chart.table.caption.endswith("mark, release 99.9")
    with pytest.raises(data.MissingRow, match="There is no technology"):
        skills.marks(grid.head(0), subtitle="", edition="O*NET 99.9", alt="A", **WORDS)


SURVEY = pd.DataFrame(
    {
        "role": "AI/ML engineer",
        "language": ["Python", "SQL"],
        "users": [90, 60],
        "n": 1000,
        "all_users": [500, 250],
        "all_n": 2000,
        "percent": [9.04, None],
        "low": [8.0, None],
        "high": [10.0, None],
    }
)


def test_languages_of_a_survey():
    chart = skills.languages(SURVEY, SURVEY.head(1), ["Python"], of="1999", **WORDS)
    assert chart.alt == "Share of AI/ML engineers by language: Python 9%."
    assert (
        "worked with the language, 1999; n = 1,000 AI/ML engineers who named any language. Lines: 95%" in chart.subtitle
    )
    assert cells(chart.table)[1] == [
        "SQL",
        "AI/ML engineer",
        "60",
        "1,000",
        "not released",
        "not released",
        "not released",
        "12%",
    ]
    assert chart.table.frame.columns[-1] == "Of 2,000 in any role"
    with pytest.raises(data.MissingRow, match="no language of AI/ML engineers"):
        skills.languages(SURVEY, SURVEY.head(0), [], of="1999", **WORDS)


def test_a_rating_and_one_that_is_not_there():
    importance = pd.DataFrame(
        {"onet_code": [onet(DATA_SCIENTISTS)], "domain": "skill", "element": "Mathematics", "importance": 3.5}
    )
    assert skills.rating(importance, DATA_SCIENTISTS, "skill", "Mathematics")["importance"] == 3.5
    with pytest.raises(data.MissingRow, match="onet_importance.csv has no row with onet_code .*, domain 'knowledge'"):
        skills.rating(importance, DATA_SCIENTISTS, "knowledge", "Mathematics")


def test_ratings_are_told_one_a_line():
    row = pd.Series({"importance": 3.44, "low": 3.0, "high": 3.86, "rated": "1999-05"})
    told = skills.rated(
        {DATA_SCIENTISTS: row, RESEARCH_SCIENTISTS: row}, {DATA_SCIENTISTS: (2, 9), RESEARCH_SCIENTISTS: (1, 8)}
    )
    assert told.split("\n") == [
        "- **3.4** for data scientists (95% interval 3.0 to 3.9, May 1999), rank 2 of 9 skills",
        "- **3.4** for research scientists (95% interval 3.0 to 3.9, May 1999), rank 1 of 8 skills",
    ]


def test_the_rank_of_a_rating():
    ratings = pd.DataFrame({"onet_code": onet(DATA_SCIENTISTS), "domain": "skill", "importance": [3.5, 4.5, 3.5, 1.0]})
    others = pd.DataFrame(
        {"onet_code": [onet(ALL), onet(DATA_SCIENTISTS)], "domain": ["skill", "knowledge"], "importance": 5.0}
    )
    every = pd.concat([ratings, others])
    assert [skills.standing(every, DATA_SCIENTISTS, "skill", own) for own in (4.5, 3.5, 1.0)] == [
        (1, 4),
        (2, 4),
        (4, 4),
    ]


TYPICAL = {DATA_SCIENTISTS: 1, SOFTWARE_DEVELOPERS: 1, RESEARCH_SCIENTISTS: 2}


def named(users=SURVEY):
    rated = {RESEARCH_SCIENTISTS: {"importance": 3.456, "n": 7}, SOFTWARE_DEVELOPERS: {"importance": 2, "n": 7}}
    return self_check.requirements(
        SHARES.iloc[2], education.Share(55.4, 28.2, 79.7, 16), users.set_index("language"), rated, "1999"
    )


def checked(degree=1, mathematics=0, programming="none yet", projects=False):
    return self_check.self_check(
        named(),
        {kind: f"cell-of-{kind}" for kind in self_check.EVIDENCE},
        TYPICAL,
        ["Git", "Java"],
        self_check.DEGREES[degree],
        self_check.MATHEMATICS[mathematics],
        self_check.KNOWN[programming],
        projects,
    )


@pytest.mark.parametrize(
    "education, place",
    [
        ("Bachelor's degree", 1),
        ("Master's degree", 2),
        ("Doctoral or professional degree", 3),
        ("Associate's degree", 0),
        ("", 0),
    ],
)
def test_levels_of_the_bureau_as_steps(education, place):
    assert self_check.step(education) == place


LEFT_OUT = (
    "The list is not complete. It leaves out Git and Java, which are in demand in all three occupations, and machine learning "
    "frameworks."
)


def test_somebody_with_nothing_and_somebody_with_everything():
    assert checked(0).sentence == (
        "Of the seven things in this list you have none yet. These are missing: a bachelor's degree; a master's degree (typical for "
        f"research scientists only); Python; SQL; statistics; calculus and linear algebra; projects. {LEFT_OUT}"
    )
    assert checked(3, 2, "Python and SQL", True).sentence == f"You have all seven things in this list. {LEFT_OUT}"
    assert checked(1, 0, "none yet", True).sentence.startswith(
        "Of the seven things in this list you have a bachelor's degree; projects. These are missing: a master's degree"
    )


@pytest.mark.parametrize(
    "choices, have",
    [
        ((0, 1, "Python", False), [0, 0, 1, 0, 1, 0, 0]),
        ((1, 0, "Python and SQL", True), [1, 0, 1, 1, 0, 0, 1]),
        ((2, 2, "others", False), [1, 1, 0, 0, 1, 1, 0]),
    ],
)
def test_what_somebody_has(choices, have):
    signs = [row[1] for row in table_of(checked(*choices))]
    assert signs == ["●\u00a0have" if has else "○\u00a0not\u00a0yet" for has in have]


def test_how_common_each_requirement_is():
    common = {need.full.split(":")[0]: need.common for need in named()}
    assert common["Bachelor's degree"].endswith(
        "76% of developers name it (n = 21, 95% interval 60% to 90%); data scientists were not asked"
    )
    assert common["Master's degree"].endswith(
        "55% of research scientists name a master's or more (n = 16, 95% interval 28% to 80%)"
    )
    assert common["Python"] == (
        "O*NET marks it in demand in all three occupations. 90 of 1,000 AI/ML engineers who chose to answer a "
        "survey of 1999 use it"
    )
    assert (
        "Seven analysts rate the skill of mathematics on a scale from 1 to 5: 3.5 for research scientists and 2.0 for software developers"
        in common["Statistics and probability"]
    )


def test_who_names_what():
    assert [need.by for need in named()] == ["The Bureau"] * 2 + ["O*NET"] * 2 + ["The article"] * 3


def test_a_language_that_the_survey_lacks():
    with pytest.raises(KeyError, match="SQL"):
        named(SURVEY.head(1))


def test_the_evidence_is_in_the_chapter():
    """The chapter's own cell names its cells, each kind of evidence has one, and each row leads to it."""
    notebook = json.loads((ROOT / "book" / "qualifications.ipynb").read_text("utf-8"))
    (own,) = (cell for cell in notebook["cells"] if cell["id"] == "self-check")
    (names,) = re.findall(r"shown_in = .*", "".join(own["source"]))
    cells = re.findall(r'"([a-z-]+)"', names)
    assert len(cells) == len(self_check.EVIDENCE) and set(cells) <= {cell["id"] for cell in notebook["cells"]}
    links = [re.search(r'href="#([a-z-]+)"', str(row[-1])).group(1) for row in table_of(checked())]
    assert links == [f"cell-of-{need.evidence}" for need in named()]


SECTORS = pd.DataFrame(
    {
        "industry": ["52--53", "54", "999200", "521", "62"],
        "industry_title": [
            "Sectors 52, and 53 - Finance and Insurance",
            "Sector 54 - Professional, Scientific, and Technical Services",
            "Government",
            "Part of a sector",
            "Sector 62 - Health",
        ],
        "level": [2, 2, 2, 3, 2],
        "employment": [1000, 3000, 9000, 800, None],
        "employment_rse": [10.0, 1.0, 1.0, 1.0, None],
        "median": [100_000, None, 1, 1, 1],
    }
).set_index("industry")


def test_sectors():
    rows = industries.sectors(SECTORS, {"52--53": "Finance"})
    assert rows["label"].tolist() == ["Professional and technical services", "Finance and Insurance", "Health"]
    assert rows["named"].tolist() == [False, True, False]
    assert rows.loc["52--53", ["low", "high"]].tolist() == pytest.approx([804, 1196])
    chart = industries.chart(rows, 14, finding="F.", of="May 1999", **WORDS)
    assert (
        chart.alt
        == "F. Data scientist jobs: Professional and technical services 3,000 and Finance and Insurance 1,000."
    )
    assert chart.subtitle.endswith(
        "in the 2 largest sectors. Bold: the sectors nearest to those that the article names"
    )
    assert cells(chart.table)[0] == ["Professional and technical services", "3,000", "1.0", "not released"]
    assert cells(chart.table)[2] == ["Health", "not released", "not released", "$1"]
    assert industries.chart(rows, 1, finding="F.", of="May 1999", **WORDS).subtitle.startswith(
        "Data scientist jobs in the USA, May 1999, with 95% interval, in the 1 largest sectors."
    )
    with pytest.raises(data.MissingRow, match="no sector with a figure"):
        industries.chart(rows.tail(1), 14, finding="F.", of="May 1999", **WORDS)


def test_projections_side_by_side():
    latest = pd.DataFrame({"growth_percent": [33.54, 20.0, 10.0, 3.0]}, index=[*PROXIES, ALL])
    older = pd.DataFrame({"growth_percent": [36.0]}, index=[DATA_SCIENTISTS])
    rows = outlook.growth(latest.rename_axis("occupation"), older)
    chart = outlook.chart(rows, finding="They grow.", period="2005–15", older="2004–14", **WORDS)
    assert chart.alt == (
        "They grow. 2005 to 2015: Data scientists 33.5%, Computer research scientists 20.0%, Software developers 10.0% and All "
        "occupations 3.0%."
    )
    assert chart.subtitle == "Projected growth of employment 2005–15, percent over ten years, as reported"
    assert cells(chart.table)[0] == ["Data scientists", "33.5%", "36.0%"]
    assert cells(chart.table)[1][2] == "not released"
    assert chart.table.frame.columns.tolist() == ["Occupation", "2005–15 (reported)", "2004–14 (superseded)"]
    with pytest.raises(data.MissingRow, match="There is no projection"):
        outlook.chart(rows.head(0), finding="F", period="2005–15", older="2004–14", **WORDS)


def cases(**years):
    """Certified cases of data scientists, half as many of all occupations but for the first year, by fiscal year."""
    rows = [(DATA_SCIENTISTS, year, number) for year, number in years.items()]
    rows += [(ALL, year, number / 2) for year, number in years.items()]
    return pd.DataFrame(rows, columns=["occupation", "fiscal_year", "certified"])


def test_cases_filed_so_far():
    names = {ALL: "all", DATA_SCIENTISTS: "bakers"}
    told = outlook.filed(cases(FY1998=1, FY1999=2000, FY2000=4000), cases(FY2000=80, FY2001=100), names, "FY1999")
    assert told == (
        "From fiscal year 1999 to 2000, certified H-1B cases went from 1,000 to 2,000 for all. They went from 2,000 to 4,000 for "
        "bakers. In the nine months to June 2001 there were 25% more for all and 25% more for bakers than a year before."
    )
    fewer = outlook.filed(cases(FY1999=1), cases(FY1999=9, FY2000=100, FY2001=80), names | {"x": "nobody"}, "FY1999")
    assert (
        "20% fewer for all, 20% fewer for bakers and not released" in fewer and "not released to not released" in fewer
    )


def test_pay_stated_by_degree():
    def pay(low):
        rows = [("A", "degree", "less", 9, 100, 90, 110), ("A", "degree", "more", 8, 150, low, 160)]
        names = ["role", "grouping", "group", "n", "median", "median_low", "median_high"]
        return pd.DataFrame(rows, columns=names).set_index(names[:3])

    assert education.stated(pay(140), {"A": "bakers"}, "less", "more") == (
        "$100 (n = 9) and $150 (n = 8) as bakers",
        True,
    )
    assert not education.stated(pay(100), {"A": "bakers"}, "less", "more")[1]  # 50 less the root of 50² + 10²
    with pytest.raises(KeyError):
        education.stated(pay(140), {"B": "cooks"}, "less", "more")


TITLES = pd.Series(
    {DATA_SCIENTISTS: "DATA", RESEARCH_SCIENTISTS: "R", SOFTWARE_DEVELOPERS: "S", OTHER_COMPUTER: "Others"}
)
TITLED = {onet(DATA_SCIENTISTS), onet(RESEARCH_SCIENTISTS), f"{OTHER_COMPUTER}.08"}
JOBS = pd.Series({DATA_SCIENTISTS: 400, RESEARCH_SCIENTISTS: 100, SOFTWARE_DEVELOPERS: 2000})
SCHOOLING = pd.Series(
    {
        DATA_SCIENTISTS: "Bachelor's degree",
        RESEARCH_SCIENTISTS: "Master's degree",
        SOFTWARE_DEVELOPERS: "Bachelor's degree",
    }
)
FILED = pd.Series({SOFTWARE_DEVELOPERS: 30, DATA_SCIENTISTS: 20, RESEARCH_SCIENTISTS: 6, "all": 60})


def counted(titled=TITLED, jobs=JOBS, schooling=SCHOOLING, filed=FILED):
    return standins.counted(TITLES, titled, jobs, schooling, filed, "spring of 1999")


def test_the_stand_ins():
    text = repr(Prose(counted()))
    assert text.startswith("- **Data (15-2051).** O*NET lists the title here, and 33% of") and text.count("\n- **") == 2
    assert "Of 60 certified visa filings for machine learning titles (spring of 1999), 30 bear this code (50%)" in text


@pytest.mark.parametrize("code, line", [(DATA_SCIENTISTS, 0), (SOFTWARE_DEVELOPERS, 2)])
def test_that_one_stands_first_is_called_a_convention(code, line, monkeypatch):
    monkeypatch.setattr(standins, "FIRST", code)
    lines = counted().split("\n")
    assert [number for number, told in enumerate(lines) if "stands first is a convention" in told] == [line]


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"titled": TITLED - {onet(DATA_SCIENTISTS)}}, "listed under data scientists"),
        ({"titled": TITLED - {onet(RESEARCH_SCIENTISTS)}}, "listed under research scientists"),
        ({"titled": TITLED | {onet(SOFTWARE_DEVELOPERS)}}, "not listed under software developers"),
        ({"jobs": JOBS.replace(100, 134)}, "small occupation"),
        ({"jobs": JOBS.replace(2000, 1200)}, "a very large one"),
        ({"schooling": SCHOOLING.replace("Master's degree", "Doctorate")}, "need a master's degree"),
        ({"schooling": SCHOOLING.replace("Master's degree", "None")}, "need a master's degree"),
        ({"schooling": SCHOOLING.where(SCHOOLING.index != DATA_SCIENTISTS, "None")}, "the others a bachelor's"),
        ({"filed": FILED.replace(20, 31)}, "than any other"),
    ],
)
def test_what_is_said_of_the_stand_ins_is_presumed(change, sentence):
    with pytest.raises(PresumptionError, match=sentence):
        counted(**change)


def test_what_is_left_out():
    figures = {"employment": 400_000, "median": None}
    text = standins.left_out(TITLES, TITLED, figures, "May 1999")
    assert text.startswith("**Left out: others (15-1299).**") and "only: 400,000 jobs of many kinds" in text
    assert "with a median of not released (May 1999)." in text
    with pytest.raises(PresumptionError, match="one part of the computer occupations left out"):
        standins.left_out(TITLES, TITLED | {f"{OTHER_COMPUTER}.09"}, figures, "May 1999")


def test_typical_entries_say_whose_they_are_that_of_the_first_first():
    assert overview.entries(SCHOOLING) == {
        "a bachelor's degree": "data scientists and software developers",
        "a master's degree": "research scientists",
    }
    alike = dict.fromkeys(SCHOOLING.index, "Associate's degree")
    assert overview.entries(alike) == {
        "an associate's degree": "data scientists, research scientists and software developers"
    }


def test_openings_are_told_of_whom_they_are_known():
    rows = {
        DATA_SCIENTISTS: (1000, 50.0, 101),  # 50 new jobs a year
        RESEARCH_SCIENTISTS: (100, 10.0, 30),
        SOFTWARE_DEVELOPERS: (None, 10.0, None),
    }
    latest = pd.DataFrame(rows, index=["employment", "growth_percent", "annual_openings"]).T
    assert outlook.openings(latest) == (
        "The openings that it expects in a year are about 101 for data scientists and 30 for research scientists. Most of them "
        "replace people who leave. For software developers alone no figure is at hand: it is told together with that of testers."
    )
    with pytest.raises(PresumptionError, match="Less than half"):
        outlook.openings(latest.assign(annual_openings=[100, 30, None]))
    with pytest.raises(PresumptionError, match="all but the developers"):
        outlook.openings(latest.assign(employment=100.0, annual_openings=30.0))


def test_the_largest_sectors_stand_beside_all_jobs():
    rows = pd.DataFrame({"label": ["Banks", "Farms"], "employment": [30, 10]}, index=["52--53", "11--12"])
    base = pd.Series({"52--53": 4.04, "11--12": 2.0, "22--23": 9.0})
    assert industries.largest(rows, 80, base, 1) == "banks 37.5% (beside 4.0% of all jobs)"
    assert industries.largest(rows, 80, base, 2).endswith(" and farms 12.5% (beside 2.0% of all jobs)")


def test_the_tally_as_bars():
    chart = tally.chart({"good": 3, "half": 9, "bad": 1}, "good")
    assert chart.title == "3 of 13 claims are good as they stand"
    assert chart.alt == "Bar chart. 3 are good, 9 are half and 1 is bad. The longest bar is that of half."
    assert [words for _, _, words in chart.figure.points] == ["good: 3", "half: 9", "bad: 1"]


def test_the_score_counts_an_area_once_and_adds_no_verdicts():
    text = tally.told({"good": 3, "half": 2, "bad": 1}, {"good": 2, "half": 2, "bad": 1}, {"C7": "C6"})
    assert text == (
        "Of the article's **6** claims, **3** are good and **2** are half. Of the others, one is bad. Palo Alto and Silicon "
        "Valley are two claims about one area: counted once, **2** are good."
    )
    several = {"good": 3, "half": 2, "bad": 4, "old": 0, "open": 1}
    assert "Of the others, some are bad and one is open. " in tally.told(several, several | {"good": 2}, {"C7": "C6"})
    with pytest.raises(PresumptionError, match="about one area"):
        tally.told({"good": 3}, {"good": 3}, {})


def test_how_many_occupations_have_as_high_an_entry():
    counts = pd.Series({"Master's degree": 4, "Bachelor's degree": 20, "Doctoral or professional degree": 7})
    assert education.as_high(counts, "Bachelor's degree") == 31
    assert education.as_high(counts, "Master's degree") == 11
    assert education.as_high(counts, "No formal educational credential") == 31
    assert education.as_high(counts, "Apprenticeship") is None
