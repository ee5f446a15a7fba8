"""The rules about what one needs: each verdict that a rule names is seen, each threshold tried from both sides."""

import pytest
from altered import all_of, finding, named_verdicts, put

from mlcareer import claims, data
from mlcareer.claims import CONTRADICTED, LIMITS, NOT_TESTABLE, SUPPORTED, Evidence, qualifications
from mlcareer.views import education as required


def use(python, r, marked=True):
    """So many of 70 AI/ML engineers use each language; developers' postings may name neither often."""
    engineers = {"role": "AI/ML engineer"}
    users = all_of(
        put("users", python, language="Python", **engineers),
        put("users", r, language="R", **engineers),
        put("n", 70, **engineers),
    )
    rare = {"onet_technologies": put("in_demand", False, technology=["Python", "R"], onet_code="15-1252.00")}
    return {"survey_languages": users} | ({} if marked else rare)


def rate(low, high, code=("15-1221.00", "15-1252.00"), domain=("knowledge", "skill")):
    """Mathematics is rated with this interval."""
    where = {"onet_code": code, "domain": domain, "element": "Mathematics"}
    return all_of(put("low", low, **where), put("high", high, **where))


def asked(n=100, research=(0, 0, 0), developers=None):
    """Percent of research scientists (and perhaps others of developers) whose job requires a bachelor's, master's, doctorate,
    the rest a diploma; no published error, so Wilson's interval of n."""

    def change(frame):
        frame = frame.assign(percent=0.0, standard_error=0.0, n=n)
        for code, shares in (("15-1221.00", research), ("15-1252.00", developers or research)):
            for category, share in zip((6, 8, 11, 2), (*shares, 100 - sum(shares))):
                frame.loc[(frame["onet_code"] == code) & (frame["category"] == category), "percent"] = float(share)
        return frame

    return {"onet_education": change}


#: The Bureau names nothing above a bachelor's.
BACHELORS = {"education_assignments": put("education", "Bachelor's degree", occupation="15-1221")}

#: Claim, altered tables, and the verdict they must give.
SEEN = [
    ("Q1", {}, LIMITS),
    ("Q1", {"education_assignments": put("education", "Bachelor's degree", occupation="15-1221")}, LIMITS),
    ("Q1", {"education_assignments": put("education", "Master's degree", occupation="15-1252")}, CONTRADICTED),
    ("Q2", {}, LIMITS),
    ("Q2", asked(research=(100, 0, 0)), LIMITS),  # the Bureau names a master's for research scientists
    # It names none: of 100 workers 16 are surely a tenth, 15 are not; 4 are surely fewer, 5 are not (Wilson).
    ("Q2", asked(research=(0, 16, 0)) | BACHELORS, LIMITS),
    ("Q2", asked(research=(0, 8, 8)) | BACHELORS, LIMITS),
    ("Q2", asked(research=(0, 15, 0)) | BACHELORS, NOT_TESTABLE),
    ("Q2", asked(research=(0, 5, 0)) | BACHELORS, NOT_TESTABLE),
    ("Q2", asked(research=(0, 4, 0)) | BACHELORS, CONTRADICTED),
    ("Q2", asked(research=(0, 4, 0), developers=(0, 16, 0)) | BACHELORS, LIMITS),
    ("Q2", asked(research=(0, 4, 0), developers=(0, 5, 0)) | BACHELORS, NOT_TESTABLE),
    (
        "Q2",
        asked() | {"education_assignments": put("education", "Doctoral or professional degree", occupation="15-1221")},
        LIMITS,
    ),
    ("Q4", {}, SUPPORTED),
    ("Q4", use(53, 6), LIMITS),
    # Not in demand for developers: the survey decides between the others. Of 70, 60 are surely 75% or more, 45 surely fewer.
    ("Q4", use(60, 1, marked=False), LIMITS),
    ("Q4", use(59, 1, marked=False), NOT_TESTABLE),
    ("Q4", use(46, 0, marked=False), NOT_TESTABLE),
    ("Q4", use(45, 0, marked=False), CONTRADICTED),
    # Either of the two: at least the larger count, at most the sum.
    ("Q4", use(1, 60, marked=False), LIMITS),
    ("Q4", use(30, 40, marked=False), NOT_TESTABLE),
    ("Q4", use(40, 5, marked=False), CONTRADICTED),
    ("Q4", {"survey_languages": lambda frame: frame[frame["language"] != "R"]}, NOT_TESTABLE),
    *(
        (claim, {"onet_importance": change}, verdict)
        for claim in ("Q5", "F3")
        for change, verdict in (
            (rate(3.0, 4.0), LIMITS),
            (rate(2.0, 2.999), CONTRADICTED),
            (rate(2.999, 3.0), NOT_TESTABLE),
            (all_of(rate(2.0, 2.9), rate(2.0, 3.0, "15-1252.00", "skill")), NOT_TESTABLE),
            # Each of the three counts.
            (all_of(rate(2.0, 2.9), rate(3.0, 4.0, "15-1252.00", "skill")), LIMITS),
            (all_of(rate(2.0, 2.9), rate(3.0, 4.0, "15-1221.00", "skill")), LIMITS),
            (all_of(rate(2.0, 2.9), rate(3.0, 4.0, "15-1221.00", "knowledge")), LIMITS),
            (lambda frame: frame[frame["element"] != "Mathematics"], NOT_TESTABLE),
        )
    ),
]


@pytest.mark.parametrize(("claim", "changes", "expected"), SEEN)
def test_each_verdict_is_seen(claim, changes, expected):
    assert finding(claim, **changes).verdict == expected


def test_a_mark_of_either_language_will_do():
    only_r = put("in_demand", False, technology="Python")
    assert "in demand in 2 of 3" in finding("Q4", onet_technologies=only_r).figure


def test_either_is_never_more_than_all():
    assert "(either: 92% to 100% " in finding("Q4", **use(69, 6)).figure


def test_who_named_no_language_may_count_as_using_neither():
    """62 of 70 are surely three quarters; 62 of 77 are not."""
    asked = use(62, 1) | {"survey_pay": put("n", 77, role="AI/ML engineer", grouping="all")}
    assert finding("Q4", **asked).verdict == SUPPORTED
    assert finding("Q4", {"silent": True}, **asked).verdict == LIMITS


def test_occupations_weighed_by_jobs():
    def verdict(jobs):
        """Research scientists, whose entry is a master's, have so many of 200,000 jobs."""
        some = all_of(
            put("employment", 0, occupation="15-2051"),
            put("employment", jobs, occupation="15-1221"),
            put("employment", 200_000 - jobs, occupation="15-1252"),
        )
        return finding("Q1", "occupations weighed by jobs, half or more", oews_national=some).verdict

    assert [verdict(100_000), verdict(100_001)] == [LIMITS, CONTRADICTED]


def test_workers_need_a_bachelors():
    def verdict(choice, *shares, **altered):
        return finding("Q1", {"by": "workers"} | choice, **asked(research=shares, **altered)).verdict

    # Of 100, 60 are surely half, 59 are not (Wilson); 40 are surely fewer, 41 are not.
    assert [verdict({}, share, 0, 0) for share in (60, 59, 41, 40)] == [
        LIMITS,
        NOT_TESTABLE,
        NOT_TESTABLE,
        CONTRADICTED,
    ]
    assert verdict({}, 20, 20, 20) == LIMITS and verdict({"most": 6}, 20, 20, 20) == CONTRADICTED
    assert verdict({"most": 6}, 60, 0, 0) == LIMITS
    assert verdict({"most": 11}, 0, 0, 60) == LIMITS  # the last one named is within
    assert verdict({}, 60, 0, 0, developers=(10, 0, 0)) == verdict({}, 10, 0, 0, developers=(60, 0, 0)) == LIMITS


def test_a_sum_of_shares_has_the_error_that_is_published():
    """Of 16 research scientists a third name a bachelor's, with an error of 19 points: no simple sample of 16 is so uncertain."""
    load = Evidence(data.load)
    share, low, high, n = qualifications._required(load, "15-1221", range(8, 13))
    assert (round(share, 2), n) == (55.43, 16)
    # By hand: error 0.15431 over the five, so the size is 0.5543 * 0.4457 / 0.15431^2 = 10.38; Wilson of that.
    assert (low, high) == (pytest.approx(28.08, abs=0.02), pytest.approx(79.84, abs=0.02))
    rest = qualifications._required(load, "15-1221", range(1, 8))
    assert (round(rest[1]), round(rest[2])) == (
        100 - round(high),
        100 - round(low),
    )  # the same, read from the other side
    # Developers' rest has an error of 5.6 points, which is that of 29 people; 22 were asked.
    assert round(qualifications._required(load, "15-1252", range(6, 13))[1]) == 71
    whole = qualifications._required(load, "15-1252", range(1, 13))
    assert (whole[0], whole[2]) == (pytest.approx(100), pytest.approx(100))


def test_ratings_of_mathematics_are_told_by_who_rates():
    assert finding("F3").figure == (
        "the knowledge is rated 4.1 of 5 for research scientists (3.7–4.4), and 3 or more in 491 of 879 occupations; the skill is "
        "rated 3.4 of 5 for research scientists (3.0–3.7) and 2.8 of 5 for software developers (2.3–3.2), and 3 or more in 237 "
        "of 894 occupations"
    )
    assert finding("F3").date.startswith("August 2019 (n = 16), August 2019 (n = 8) and August 2025 (n = 8); ")


def counted(number, **where):
    """So many occupations reach a mark."""
    return {"onet_everywhere": put("reach", number, **where)}


@pytest.mark.parametrize(
    ("claim", "choice", "changes", "told"),
    [
        ("Q1", {}, counted(7, element="Bachelor's degree or more", mark=50), "more in 7 of all 858 occupations"),
        (
            "Q1",
            {"by": "workers"},
            counted(7, element="Bachelor's degree or more", mark=50),
            "in 7 of all 858 occupations",
        ),
        (
            "Q2",
            {},
            counted(7, element="Master's degree or more", mark=10),
            "an estimated 10% or more in 7 of all 858 occ",
        ),
        ("Q2", {"cut": 25}, counted(7, element="Master's degree or more", mark=25), "25% or more in 7 of all 858 occ"),
        (
            "Q2",
            {"least": 11},
            counted(7, element="Doctoral degree or more", mark=10),
            "10% or more in 7 of all 858 occ",
        ),
        ("Q4", {}, counted(7, element="Python"), "(Python in 7 and R in 40 of all 923)"),
        ("Q4", {}, counted(7, element="R"), "(Python in 67 and R in 7 of all 923)"),
        ("Q5", {}, counted(7, domain="knowledge", mark=3), ", and 3 or more in 7 of 879 occupations; the skill"),
        (
            "F3",
            {"cut": 4},
            counted(7, domain="skill", mark=4),
            "(2.3–3.2), and 4 or more in 7 of 894 occupations",
        ),
    ],
)
def test_a_share_stands_beside_that_of_all_occupations(claim, choice, changes, told):
    assert told in finding(claim, choice, **changes).figure


def test_a_level_of_education_is_called_by_its_name():
    assert "(1–23%, n = 22) need a master's degree or more, as do" in finding("Q2").figure
    assert ") need a doctoral degree or more, as do" in finding("Q2", {"least": qualifications.DOCTORATE}).figure


def test_workers_answers_alone():
    assert finding("Q2", {"bureau": False}, **asked()).verdict == CONTRADICTED
    doctors = asked(research=(0, 18, 0), developers=(0, 0, 18))
    assert finding("Q2", {"bureau": False, "least": qualifications.DOCTORATE}, **doctors).verdict == LIMITS
    assert (
        finding("Q2", {"bureau": False, "least": qualifications.DOCTORATE}, **asked(research=(0, 18, 0))).verdict
        == CONTRADICTED
    )


@pytest.mark.parametrize("claim", [claim for claim in claims.judged() if claim.startswith(("Q", "F3"))])
def test_a_rule_names_the_verdicts_that_were_seen(claim):
    seen = {verdict for identifier, _, verdict in SEEN if identifier == claim} | {claims.judged()[claim].verdict}
    assert seen == named_verdicts(claim)


def test_a_page_and_a_rule_give_one_interval():
    """What 'qualifications' says of a master's degree or more, and what the rule judges by."""
    education = data.load("onet_education")
    for code in qualifications.RATED:
        page = required.at_least(required.levels(education, code), qualifications.MASTERS)
        assert page == pytest.approx(qualifications._required(Evidence(data.load), code, range(8, 13)))


def test_rounded_shares_may_come_to_more_than_all():
    """Wilson of 20 people and a share of all: from 83.89%. A share of all has no error by its categories."""
    more = all_of(
        put("percent", 0.0),
        put("standard_error", 1.0),
        put("n", 20),
        put("percent", 100.1, category=6),
    )
    share, low, high, _ = qualifications._required(
        Evidence(lambda name: more(data.load(name).copy())), "15-1221", range(6, 9)
    )
    assert (share, low, high) == (pytest.approx(100.1), pytest.approx(83.89, abs=0.01), pytest.approx(100.0, abs=0.01))


FOUR, SKILLS = "4 ('very important') instead", "skill alone"
SCIENTISTS_KNOW = "the knowledge of research scientists and the skill of developers"
SILENT = "90%, who named no language counted as using neither"


def engineers(n):
    """So many engineers were asked; 70 of them named a language, all of these Python."""
    return use(70, 0) | {"survey_pay": put("n", n, role="AI/ML engineer", grouping="all")}


def rated_high(code, domain):
    """One of the ratings of mathematics is high, the others are low."""
    return {"onet_importance": all_of(rate(2.0, 2.9), rate(3.0, 4.0, code, domain))}


#: Claim, another choice, altered tables, and the verdict they must give. Marks of 100 and of 70 people are Wilson's.
CHOICES = [
    ("Q1", "half of workers asked need a bachelor's or more", asked(research=(0, 0, 60)), LIMITS),
    ("Q1", "half of workers asked need a bachelor's and no more", asked(research=(60, 0, 0)), LIMITS),
    ("Q1", "half of workers asked need a bachelor's and no more", asked(research=(0, 60, 0)), CONTRADICTED),
    *(
        ("Q2", choice, asked(research=(0, percent, 0)), verdict)
        for choice, marks in (
            ("workers' answers alone", (16, 15, 5, 4)),
            ("a quarter, workers' answers alone", (34, 33, 17, 16)),
            ("half, workers' answers alone", (60, 59, 41, 40)),
        )
        for percent, verdict in zip(marks, (LIMITS, NOT_TESTABLE, NOT_TESTABLE, CONTRADICTED), strict=True)
    ),
    ("Q2", "a doctorate, workers' answers alone", asked(research=(0, 0, 16)), LIMITS),
    ("Q2", "a doctorate, workers' answers alone", asked(research=(0, 16, 0)), CONTRADICTED),
    ("Q4", "90% instead", use(68, 0), SUPPORTED),
    ("Q4", "90% instead", use(67, 0), LIMITS),
    ("Q4", "90% instead", use(59, 0, marked=False), NOT_TESTABLE),
    ("Q4", "90% instead", use(58, 0, marked=False), CONTRADICTED),
    ("Q4", "who named no language counted as using neither", engineers(73), SUPPORTED),
    ("Q4", SILENT, engineers(72), SUPPORTED),
    ("Q4", SILENT, engineers(73), LIMITS),
    *(
        (claim, choice, {"onet_importance": rate(low, high)}, verdict)
        for claim in ("Q5", "F3")
        for choice, low, high, verdict in (
            (FOUR, 4.0, 4.5, LIMITS),
            (FOUR, 3.999, 4.0, NOT_TESTABLE),
            (FOUR, 3.0, 3.999, CONTRADICTED),
        )
    ),
    ("Q5", SKILLS, rated_high("15-1221.00", "knowledge"), CONTRADICTED),
    ("Q5", SKILLS, rated_high("15-1221.00", "skill"), LIMITS),
    ("Q5", SKILLS, rated_high("15-1252.00", "skill"), LIMITS),
    ("Q5", SCIENTISTS_KNOW, rated_high("15-1221.00", "knowledge"), LIMITS),
    ("Q5", SCIENTISTS_KNOW, rated_high("15-1221.00", "skill"), CONTRADICTED),
    ("Q5", SCIENTISTS_KNOW, rated_high("15-1252.00", "skill"), LIMITS),
]


@pytest.mark.parametrize(("claim", "choice", "changes", "expected"), CHOICES)
def test_each_other_mark_from_both_sides(claim, choice, changes, expected):
    assert finding(claim, choice, **changes).verdict == expected


def test_more_than_a_doctorate_is_more_than_a_bachelors():
    """The last of O*NET's categories, training after a doctorate, counts."""
    most = all_of(asked()["onet_education"], put("percent", 60.0, category=12), put("percent", 40.0, category=2))
    choice = "half of workers asked need a bachelor's or more"
    assert finding("Q1", choice, onet_education=most).verdict == LIMITS
    assert finding("Q2", "half, workers' answers alone", onet_education=most).verdict == LIMITS


def test_an_assignment_stands_beside_those_of_all_occupations():
    def named(number, level):
        return {"education_everywhere": put("occupations", number, requirement="education", assigned=level)}

    fewer = finding("Q1", **named(10, "Bachelor's degree")).figure
    assert "a bachelor's degree or more is named for 123 of all 664 occupations, and half or more" in fewer
    more = finding("Q2", **named(100, "Master's degree")).figure
    assert more.endswith("; the Bureau names such a degree for 1 of 3 occupations, and for 173 of all 892 occupations")
    gone = finding("Q1", education_everywhere=lambda frame: frame[frame["assigned"] != "Master's degree"])
    assert gone.verdict == NOT_TESTABLE


def test_python_and_r_stand_beside_those_of_all_respondents():
    rare = put("all_users", 476, role="AI/ML engineer", language="Python")
    assert finding("Q4", survey_languages=rare).figure.endswith(
        "; of all 4,762 US respondents of any role 10% name Python and 6% name R"
    )
