"""The rules about the article's ten answers: each verdict that a rule names is seen, each threshold tried from both sides."""

import pandas as pd
import pytest
from altered import all_of, finding, named_verdicts, put

from mlcareer import claims, data
from mlcareer.claims import CONTRADICTED, LIMITS, NOT_TESTABLE, OUTDATED, SUPPORTED
from mlcareer.claims.faq import SECTORS
from mlcareer.claims.rule import FRAMEWORKS


def remote_rows(number):
    """So many of the last year's 967 rows without copies are fully remote."""
    return {"advertised_remote": put("fully_remote", number, year=2025, treatment="without copies")}


def users_of_r(number):
    """So many of the 70 AI/ML engineers name R; 69 name Python, 43 a shell, 38 SQL."""
    return {"survey_languages": put("users", number, role="AI/ML engineer", language="R")}


def popular(number, asked_for=0, where="15-2051.00", mark=10_000_000):
    """So many of the four frameworks are popular; so many others are asked for somewhere, and downloaded just too seldom."""
    names = list(FRAMEWORKS.items())
    yes, perhaps = names[:number], names[number : number + asked_for]
    marked = [technology for _, technology in (*yes, *perhaps)]
    return {
        "onet_technologies": all_of(
            put("in_demand", False, technology=list(FRAMEWORKS.values())),
            *([put("in_demand", True, technology=marked, onet_code=where)] if marked else []),
        ),
        "package_downloads": all_of(
            put("downloads", mark - 1), *([put("downloads", mark, package=list(dict(yes)))] if yes else [])
        ),
    }


def rated(low, high, only=None):
    """The interval of both skills' ratings in both occupations; or in one, and in the other it is surely below 3."""
    skills = {"domain": "skill", "element": ["Programming", "Complex Problem Solving"]}
    own = skills | ({"onet_code": only} if only else {})
    steps = [put("low", 1.5, **skills), put("high", 2.5, **skills), put("low", low, **own), put("high", high, **own)]
    return {"onet_importance": all_of(*steps)}


def tasks(number, frameworks=0):
    """So many tasks of data scientists name the skills, and O*NET marks so many of the article's frameworks."""
    rows = data.load("onet_tasks").query("onet_code == '15-2051.00'")["task_id"].tolist()[:number]
    named = [put("task", "Analyze data with models that predict.", task_id=rows)] if rows else []
    marked = list(FRAMEWORKS.values())[:frameworks]
    marks = [put("in_demand", True, technology=marked, onet_code="15-2051.00")] if marked else []
    return {
        "onet_tasks": all_of(put("task", "Attend meetings.", onet_code="15-2051.00"), *named),
        "onet_technologies": all_of(put("in_demand", False), *marks),
    }


def described(*sentences):
    """Tasks of data scientists: these and nothing else of note."""
    own = {"onet_code": "15-2051.00"}
    rows = data.load("onet_tasks").query("onet_code == '15-2051.00'")["task_id"]
    named = [put("task", text, task_id=row) for text, row in zip(sentences, rows, strict=False)]
    return {"onet_tasks": all_of(put("task", "Attend meetings.", **own), *named)}


def degrees(below, median):
    """So many occupations with less than a master's; a median with a master's or more, beside 153,000 and 1,000 either way."""
    occupations = ["15-2051", "15-1221", "15-1252"]
    own = {"role": "AI/ML engineer", "grouping": "degree"}
    steps = [
        put(column, value, **own, group=group)
        for group, middle, half in (("Bachelor's degree", 153_000, 800), ("Master's degree or more", median, 600))
        for column, value in (("median", middle), ("median_low", middle - half), ("median_high", middle + half))
    ]
    entry = [
        *([put("education", "Associate's degree", occupation=occupations[:below])] if below else []),
        *([put("education", "Master's degree", occupation=occupations[below:])] if below < 3 else []),
    ]
    return {"survey_pay": all_of(*steps), "education_assignments": all_of(*entry)}


def sector(claim, jobs, rse, whole=0.2):
    """Other jobs of data scientists in a sector, their error in percent, and the sector's part of all jobs, of 100 million."""
    own, everybody = {"occupation": "15-2051", "industry": SECTORS[claim]}, {"occupation": "00-0000"}
    return {
        "oews_industry": all_of(
            put("employment", jobs, **own),
            put("employment_rse", rse, **own),
            put("employment", 262_440, occupation="15-2051", industry="000000"),
            put("employment", 100_000_000, **everybody, industry="000000"),
            put("employment", int(whole * 100_000_000), **everybody, industry=SECTORS[claim]),
        )
    }


def filing(claim, number):
    """So many firms of the claim's industry filed for one title each; those of the other industry all did."""
    own = {"F8c": "e-commerce", "F8e": "cybersecurity"}[claim]
    firms = data.load("visa_industries").query("industry == @own")["employer"].tolist()[:number]
    filed = [put("titles", 1, employer=firms)] if firms else []
    return {"visa_industries": all_of(put("titles", 1), put("titles", 0, industry=own), *filed)}


def expected(newer, older):
    """Another growth expected of data scientists, in either vintage."""
    rates = {"projections": newer, "projections_earlier": older}
    return {name: put("growth_percent", rate, occupation="15-2051") for name, rate in rates.items()}


#: Claim, altered tables, and the verdict they must give.
SEEN = [
    ("F1", described("Deploy a model for a business problem."), SUPPORTED),
    ("F1", described("Deploy a model.", "Solve problems of a business."), SUPPORTED),
    ("F1", described("Fit models.", "Solve a business problem."), LIMITS),
    ("F1", described("Deploy models.", "Propose business solutions. Solve problems."), NOT_TESTABLE),
    ("F1", described("Solve and deploy for business problems."), NOT_TESTABLE),
    ("F2", users_of_r(22), CONTRADICTED),
    ("F2", users_of_r(23), NOT_TESTABLE),
    ("F2", users_of_r(42), NOT_TESTABLE),
    ("F2", users_of_r(43), LIMITS),
    ("F2", users_of_r(61), LIMITS),
    ("F2", users_of_r(62), SUPPORTED),
    ("F2", {"survey_languages": put("users", 6, role="AI/ML engineer", language="Python")}, CONTRADICTED),
    ("F4", popular(4), SUPPORTED),
    ("F4", popular(3), LIMITS),
    ("F4", popular(2), LIMITS),
    ("F4", popular(1), CONTRADICTED),
    ("F4", popular(0), CONTRADICTED),
    ("F4", popular(0, 1), CONTRADICTED),
    ("F4", popular(1, 1), NOT_TESTABLE),
    ("F4", popular(0, 2), NOT_TESTABLE),
    ("F4", popular(0, 2, "15-1252.00"), NOT_TESTABLE),
    ("F5", degrees(2, 154_001), SUPPORTED),
    ("F5", degrees(3, 154_000), SUPPORTED),
    ("F5", degrees(2, 153_000), LIMITS),
    ("F5", degrees(1, 154_001), LIMITS),
    ("F5", degrees(1, 153_000), NOT_TESTABLE),
    ("F5", degrees(0, 160_000), CONTRADICTED),
    ("F5", degrees(2, 152_000), LIMITS),
    ("F5", degrees(2, 151_999), CONTRADICTED),
    ("F5", degrees(3, 140_000), CONTRADICTED),
    ("F6a", {"certificates": put("status", "offered", vendor="Google")}, NOT_TESTABLE),
    ("F6b", {"certificates": put("status", "offered", vendor="Microsoft")}, NOT_TESTABLE),
    ("F7", remote_rows(70), CONTRADICTED),
    ("F7", remote_rows(71), NOT_TESTABLE),
    ("F7", remote_rows(122), NOT_TESTABLE),
    ("F7", remote_rows(123), LIMITS),
    ("F7", remote_rows(526), LIMITS),
    ("F7", remote_rows(527), SUPPORTED),
    # The newer decides; then the older; at zero nothing grows.
    ("F10", expected(0.1, 0.1), LIMITS),
    ("F10", expected(0.1, -5.0), LIMITS),
    ("F10", expected(0.0, 0.1), OUTDATED),
    ("F10", expected(-5.0, 0.1), OUTDATED),
    ("F10", expected(0.0, 0.0), CONTRADICTED),
    ("F10", expected(-5.0, 0.0), CONTRADICTED),
    *((claim, tasks(1), NOT_TESTABLE) for claim in ("F9b", "F9c", "F9d")),
    *((claim, tasks(2), LIMITS) for claim in ("F9b", "F9c", "F9d")),
    ("F9d", tasks(1, frameworks=1), NOT_TESTABLE),
    ("F9d", tasks(0, frameworks=2), LIMITS),
    *((claim, sector(claim, 1_000, 0.0), LIMITS) for claim in SECTORS),
    *((claim, sector(claim, 999, 0.0), NOT_TESTABLE) for claim in SECTORS),
    *((claim, sector(claim, 1_050, 3.0), NOT_TESTABLE) for claim in SECTORS),
    *((claim, sector(claim, 100, 0.0), NOT_TESTABLE) for claim in SECTORS),
    *((claim, sector(claim, 99, 0.0), CONTRADICTED) for claim in SECTORS),
    *((claim, sector(claim, 99, 3.0), NOT_TESTABLE) for claim in SECTORS),
    *((claim, sector(claim, 26_244, 0.0, whole=0.1), SUPPORTED) for claim in SECTORS),
    *((claim, sector(claim, 26_244, 0.1, whole=0.1), LIMITS) for claim in SECTORS),
    *((claim, sector(claim, 26_243, 0.0, whole=0.1), LIMITS) for claim in SECTORS),
    *((claim, filing(claim, 2), LIMITS) for claim in ("F8c", "F8e")),
    *((claim, filing(claim, 1), NOT_TESTABLE) for claim in ("F8c", "F8e")),
    *((claim, filing(claim, 0), NOT_TESTABLE) for claim in ("F8c", "F8e")),
    *((claim, rated(3.0, 3.8), LIMITS) for claim in ("F9a", "F9e")),
    *((claim, rated(3.0, 3.8, only="15-1221.00"), LIMITS) for claim in ("F9a", "F9e")),
    *((claim, rated(2.9, 3.0), NOT_TESTABLE) for claim in ("F9a", "F9e")),
    *((claim, rated(2.0, 3.0, only="15-1252.00"), NOT_TESTABLE) for claim in ("F9a", "F9e")),
    *((claim, rated(2.0, 2.9), CONTRADICTED) for claim in ("F9a", "F9e")),
]


@pytest.mark.parametrize(("claim", "changes", "expected"), SEEN)
def test_each_verdict_is_seen(claim, changes, expected):
    assert finding(claim, **changes).verdict == expected


@pytest.mark.parametrize(
    "claim", [claim.id for claim in claims.listed() if claim.chapter == "faq" and claim.id != "F3"]
)
def test_the_words_of_a_rule_name_the_verdicts_that_it_returns(claim):
    """All that are seen, and no other. F3 has its rule, and its tests, with Q5."""
    seen = {verdict for row, _, verdict in SEEN if row == claim}
    assert seen | {claims.judged()[claim].verdict} == named_verdicts(claim)


def test_remote_work_is_a_share_of_rows_without_copies():
    figure = finding("F7", {"treatment": "every advertisement"}).figure
    assert figure == (
        "24% of 2,184 rows are marked fully remote (95% interval 22% to 27%), beside 20% of 53,987 rows of all titles"
    )
    figure = finding("F7", **remote_rows(71)).figure
    assert figure.startswith(
        "sampling error leaves it open: 7% of 967 rows are marked fully remote (95% interval 5% to 10%), beside 24% of"
    )


def test_growth_is_told_for_all_three_and_for_all_occupations():
    assert finding("F10").figure == (
        "the Bureau projects growth of 34.6% (data scientists), 21.8% (research scientists) and 10.2% (software developers), "
        "against 3.5% for all occupations"
    )


@pytest.mark.parametrize(
    ("rate", "once", "twice"),
    [
        (3.5, CONTRADICTED, CONTRADICTED),
        (3.6, LIMITS, CONTRADICTED),
        (7.0, LIMITS, CONTRADICTED),
        (7.1, LIMITS, LIMITS),
    ],
)
def test_growth_against_that_of_all_occupations(rate, once, twice):
    assert finding("F10", "faster than all occupations", **expected(rate, 0.0)).verdict == once
    assert finding("F10", "twice as fast as all occupations", **expected(rate, 0.0)).verdict == twice


def test_ranks_of_languages():
    ranked = (
        "of 70 AI/ML engineers, 69 name Python (rank 1 of 15), 43 name Bash/Shell (all shells), 38 name SQL and 6 name R "
        "(rank 6–15 of 15); of all"
    )
    assert finding("F2").figure.startswith(ranked)
    without = {"role": "Data scientist", "left_out": claims.faq.NO_LANGUAGES}
    assert finding("F2", {"role": "Data scientist"}).verdict == NOT_TESTABLE
    assert finding("F2", without).verdict == LIMITS
    assert (
        finding("F2", {"left_out": claims.faq.NO_LANGUAGES})
        .figure.partition(";")[0]
        .endswith("6 name R (rank 4–12 of 12)")
    )


def test_languages_that_all_or_none_name_have_an_error():
    ranges = claims.faq._language_ranks(pd.Series({"all": 10.0, "most": 9.0, "none": 0.0}), 10)
    assert ranges["worst"].tolist() == [2, 2, 3] and ranges["best"].tolist() == [1, 1, 3]


def test_a_framework_by_mark_and_downloads():
    assert finding("F4").figure == (
        "by this rule TensorFlow, PyTorch and scikit-learn are popular; Keras is left open. Of the 87 technologies that O*NET "
        "lists for data scientists, 22 are in demand"
    )
    verdicts = [finding("F4", {"signs": (sign,)}).verdict for sign in ("mark", "downloads")]
    assert verdicts == [LIMITS, SUPPORTED]
    assert finding("F4", {"code": "15-1252"}).verdict == NOT_TESTABLE, "a mark for another occupation refutes nothing"
    assert "; Keras is not popular." in finding("F4", {"downloads": 50_000_000}).figure


def pattern(element):
    """What is looked for in all occupations' tasks."""
    return data.load("onet_everywhere").query("element == @element")["pattern"].iloc[0]


@pytest.mark.parametrize(
    ("claim", "named", "others"),
    [
        ("F9b", "Analyze large data sets.", ["Store data.", "Analyze costs; keep data."]),
        ("F9b", "Support data analysis.", ["Analysis of risk."]),
        ("F9c", "Build models.", ["Use statistical software."]),
        ("F9c", "Apply statistical modeling.", ["Remodeling of rooms."]),
        ("F9d", "Test machine learning.", ["Predict costs.", "Build models. Predict costs."]),
        ("F9d", "Predict outcomes with a model.", ["Improve learning."]),
        ("F9d", "Fit models to predict outcomes.", ["Select a model."]),
        ("F9d", "Apply feature selection.", []),
        ("F9d", "Choose loss functions.", []),
    ],
)
def test_what_names_a_skill(claim, named, others):
    words = pattern(claims.faq.NAMED[claim])
    assert pd.Series([named]).str.contains(words, case=False).all()
    assert not pd.Series(others, dtype=str).str.contains(words, case=False).any()


def test_tasks_are_counted_by_phrase_and_by_word():
    everywhere = ", as two tasks or more do in {} of all 923 occupations; "
    told = {
        "F9b": f'of 16 tasks, 5 name analyzing data{everywhere.format(24)}4 contain the words "data analysis"',
        "F9c": f'of 16 tasks, 4 name models{everywhere.format(35)}none contains the words "statistical model"',
    }
    assert {claim: finding(claim).figure for claim in told} == told
    assert finding("F9d").figure == (
        "of 16 tasks, 3 name methods of machine learning"
        + everywhere.format(1)
        + 'none contains the words "machine learning"; O*NET marks 3 of 4 frameworks as in demand, and each of them in at most '
        "2 of all 923 occupations"
    )
    assert finding("F9d", {"elements": claims.faq.PHRASES, "marks": False}).verdict == NOT_TESTABLE
    wider = {claim: finding(claim, {"elements": claims.faq.WIDER}).figure for claim in claims.faq.WIDER}
    assert wider["F9b"].startswith(f"of 16 tasks, 8 name the word data{everywhere.format(141)}")
    assert everywhere.format(17) in wider["F9c"]


@pytest.mark.parametrize("claim", ["F1", "F9b", "F9c", "F9d"])
def test_tasks_are_read_by_the_pattern_that_is_counted_among_all_occupations(claim):
    """So that a rule and its base rate cannot drift apart; no pattern, no count."""
    every = finding(claim, onet_everywhere=put("pattern", "a", domain="task"))
    assert every.figure != finding(claim).figure and "none" not in every.figure
    missing = finding(claim, onet_everywhere=put("pattern", "", domain="task"))
    assert missing.verdict == NOT_TESTABLE and "has no pattern for" in missing.figure


@pytest.mark.parametrize("claim", ["F9a", "F9e"])
def test_ratings_stand_beside_those_of_all_occupations(claim):
    for mark in (3, 3.5, 4):
        counted = put("reach", 7, element=claims.faq.SKILL_ELEMENTS[claim], mark=mark)
        figure = finding(claim, {"cut": mark}, onet_everywhere=counted).figure
        assert figure.endswith(f"; it has {mark} or more in 7 of all 894 occupations")


def test_frameworks_stand_beside_those_of_all_occupations():
    assert finding("F9d", onet_everywhere=put("reach", 7, element="PyTorch")).figure.endswith(
        "in at most 7 of all 923 occupations"
    )
    assert finding("F9d", {"marks": False}).verdict == LIMITS


@pytest.mark.parametrize("word", ["Deployment of software.", "Implement plans.", "Support production."])
def test_what_names_putting_into_service(word):
    assert finding("F1", **described("Models of a business problem.", word)).verdict == SUPPORTED


def test_tasks_that_describe_the_role():
    assert (
        finding("F1").figure
        == "of 16 tasks, 4 name models, 2 name business problems and none names putting into service; a task names models in "
        "101 of all 923 occupations, business problems in 8 and putting into service in 340"
    )
    others = {code: finding("F1", {"code": code}).verdict for code in ("15-1221", "15-1252")}
    assert others == {"15-1221": LIMITS, "15-1252": NOT_TESTABLE}


def test_a_masters_degree_or_more():
    figure = finding("F5").figure
    assert "$200,000 (master's degree or more, n = 44) and $153,000 (bachelor's, n = 26)" in figure
    assert figure.endswith("a difference of +$47,000 (95% interval −$18,765 to +$99,431)")
    assert "$180,000 (master's degree, n = 31)" in finding("F5", {"higher": "Master's degree"}).figure
    assert "(master's degree or more, n = 61)" in finding("F5", {"role": "Data scientist"}).figure
    refuted = finding("F5", **degrees(1, 140_000))
    assert refuted.verdict == CONTRADICTED and "contradicted" in claims.judged()["F5"].statement


def test_a_sector_beside_all_jobs():
    assert finding("F8a").figure == (
        "the sector has 15,410 such jobs (95% interval 14,746 to 16,074): 5.9% of data scientists, beside 15.5% of all jobs. "
        "So they are 0.38 times as common there as in all industries (0.36 to 0.40)"
    )
    assert finding("F8b").verdict == SUPPORTED and "4.41 times as common" in finding("F8b").figure
    assert finding("F8d", {"code": "15-1221"}).verdict == CONTRADICTED
    half = {"dense": 0.5}
    assert [finding("F8a", half, **sector("F8a", jobs, 0.0)).verdict for jobs in (26_244, 26_243)] == [
        SUPPORTED,
        LIMITS,
    ]


def test_named_firms():
    assert finding("F8c").figure == (
        "of 14 firms that we named, 10 filed for such a title; of the 1,172 titles that the firms filed for, 34 are such"
    )
    assert finding("F8e", {"titles": 2}).verdict == LIMITS
    assert [finding(claim, {"least": 5}).verdict for claim in ("F8c", "F8e")] == [LIMITS, NOT_TESTABLE]


def marked_remote(number, year, treatment):
    """So many of a year's rows are fully remote."""
    return {"advertised_remote": put("fully_remote", number, year=year, treatment=treatment)}


EVERY, ONCE = "every advertisement", "without copies"
#: Another choice, the rows that it reads, and how many of them are surely as many as it asks, or open, open, surely fewer:
#: Wilson of half the rows (of all, in the last).
REMOTE = [
    ("copies counted", 2025, EVERY, (258, 257, 180, 179)),
    ("the year before", 2024, ONCE, (152, 151, 93, 92)),
    ("a quarter instead of a tenth", 2025, ONCE, (280, 279, 205, 204)),
    ("copies counted, a quarter", 2025, EVERY, (603, 602, 490, 489)),
    ("the year before, copies counted, a quarter", 2024, EVERY, (1134, 1133, 978, 977)),
    ("every row an advertisement, a quarter", 2025, ONCE, (269, 268, 216, 215)),
]
HALF = "half the nation's density"
#: Claim, another choice, altered tables, and the verdict they must give.
CHOICES = [
    *(
        ("F7", choice, marked_remote(number, year, treatment), verdict)
        for choice, year, treatment, numbers in REMOTE
        for number, verdict in zip(numbers, (LIMITS, NOT_TESTABLE, NOT_TESTABLE, CONTRADICTED), strict=True)
    ),
    ("F4", "50 million downloads", popular(4, mark=50_000_000), SUPPORTED),
    ("F4", "50 million downloads", popular(2, mark=50_000_000), LIMITS),
    ("F4", "50 million downloads", popular(4), NOT_TESTABLE),
    ("F4", "downloads alone", popular(1, 3), CONTRADICTED),
    ("F4", "O*NET's marks alone", popular(1, 3), SUPPORTED),
    *((claim, HALF, sector(claim, 26_244, 0.0), SUPPORTED) for claim in SECTORS),
    *((claim, HALF, sector(claim, 26_243, 0.0), LIMITS) for claim in SECTORS),
    *((claim, "five firms instead of two", filing(claim, 5), LIMITS) for claim in ("F8c", "F8e")),
    *((claim, "five firms instead of two", filing(claim, 4), NOT_TESTABLE) for claim in ("F8c", "F8e")),
    *(
        (claim, "firms with two titles or more", {"visa_industries": put("titles", 2)}, LIMITS)
        for claim in ("F8c", "F8e")
    ),
    *(
        (claim, "firms with two titles or more", {"visa_industries": put("titles", 1)}, NOT_TESTABLE)
        for claim in ("F8c", "F8e")
    ),
    *(
        (claim, choice, rated(*interval), verdict)
        for claim in ("F9a", "F9e")
        for choice, interval, verdict in (
            ("3.5 instead", (3.5, 4.5), LIMITS),
            ("3.5 instead", (3.4, 3.5), NOT_TESTABLE),
            ("3.5 instead", (3.0, 3.4), CONTRADICTED),
            ("4 ('very important') instead", (4.0, 4.5), LIMITS),
            ("4 ('very important') instead", (3.9, 4.0), NOT_TESTABLE),
            ("4 ('very important') instead", (3.5, 3.9), CONTRADICTED),
        )
    ),
    ("F9d", "tasks alone", tasks(1, frameworks=2), NOT_TESTABLE),
    ("F9d", "tasks alone", tasks(2), LIMITS),
    ("F9d", "the article's own phrase alone", tasks(2, frameworks=2), NOT_TESTABLE),
    ("F9d", "the article's own phrase alone", described("Machine learning.", "Use machine learning."), LIMITS),
    ("F9b", "the article's own phrase alone", tasks(2), NOT_TESTABLE),
    ("F9b", "the article's own phrase alone", described("Data analysis.", "Aid data analysis."), LIMITS),
    ("F9b", "any task with the word data, or statistical", described("Store data.", "Keep data."), LIMITS),
    ("F9b", "any task with the word data, or statistical", described("Store data.", "Date."), NOT_TESTABLE),
    ("F9c", "any task with the word data, or statistical", described("Statistical.", "Statistical."), LIMITS),
]


@pytest.mark.parametrize(("claim", "choice", "changes", "expected"), CHOICES)
def test_each_other_mark_from_both_sides(claim, choice, changes, expected):
    assert finding(claim, choice, **changes).verdict == expected


def test_remote_work_stands_beside_that_of_all_titles():
    where = {"year": 2025, "treatment": "without copies"}
    figure = finding("F7", advertised_remote=put("all_fully_remote", 2592, **where)).figure
    assert figure == (
        "28% of 967 rows are marked fully remote (95% interval 24% to 32%), beside 10% of 25,917 rows of all titles"
    )


def test_the_two_languages_stand_beside_those_of_all_respondents():
    rare = put("all_users", 48, role="AI/ML engineer", language="R")
    assert finding("F2", survey_languages=rare).figure.endswith(
        "; of all 4,762 US respondents of any role 63% name Python and 1% name R"
    )


def test_less_than_a_masters_stands_beside_all_occupations():
    fewer = put("occupations", 8, requirement="education", assigned="Some college, no degree")
    assert (
        "less than a master's for 2 of 3 occupations (and for 720 of all 833 occupations)"
        in finding("F5", education_everywhere=fewer).figure
    )
