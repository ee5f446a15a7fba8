"""The rules about pay: each verdict that a rule names is seen, each threshold tried from both sides."""

import math

import pytest
from altered import all_of, finding, named_verdicts, put

from mlcareer import claims, data
from mlcareer.claims import CONTRADICTED, LIMITS, NOT_TESTABLE, OUTDATED, SUPPORTED

DATA_SCIENTISTS = {"occupation": "15-2051"}


def means(mean, rse, **where):
    """Another mean wage, with its error, in the nation."""
    return {"oews_national": all_of(put("mean", mean, **where), put("mean_rse", rse, **where))}


def lower_end(median):
    """Another median of the lower ends advertised."""
    return {"advertised_pay": put("low_median", median, year=2025, experience="all", treatment="without copies")}


def wages(*means, rse=0.1):
    """Other mean wages of data scientists in the nine named areas, with an error."""
    areas = data.load("places")["area"].unique()
    changes = [put("mean", mean, area=area, **DATA_SCIENTISTS) for area, mean in zip(areas, means, strict=True)]
    return {"oews_metro": all_of(*changes, put("mean_rse", rse, **DATA_SCIENTISTS))}


def senior(median, **where):
    """Another median of what is advertised for seniors."""
    return {"advertised_pay": put("middle_median", median, year=2024, experience="senior", **where)}


def older(median, low, high):
    """Another median, with its interval, of people with 20 years of coding or more."""
    group = {"role": "AI/ML engineer", "group": "20 years or more"}
    figures = {"median": median, "median_low": low, "median_high": high}
    return {"survey_pay": all_of(*(put(column, value, **group) for column, value in figures.items()))}


def paid(*percentiles, rse=0.0):
    """Other 90th percentiles of the three occupations, or one of all, with the error of the mean."""
    if len(percentiles) == 1:
        percentiles *= 3
    changes = [
        put("p90", percentile, occupation=code)
        for code, percentile in zip(("15-2051", "15-1221", "15-1252"), percentiles, strict=True)
    ]
    return {"oews_national": all_of(*changes, put("mean_rse", rse))}


def seniors(p75, p25=None):
    """Other quartiles of what is advertised for seniors; alike, if only one is given."""
    where = {"year": 2025, "experience": "senior"}
    return all_of(put("middle_p75", p75, **where), put("middle_p25", p25 or p75, **where))


def upper_quartile(low, high):
    """Another interval of the upper quartile of people with 20 years of coding or more."""
    where = {"role": "AI/ML engineer", "group": "20 years or more"}
    return all_of(put("p75_low", low, **where), put("p75_high", high, **where))


def alone(national=None, offered=None, survey=None):
    """Evidence on what the experienced reach, in which all but one answer no."""
    return (national or paid(150_000)) | {
        "advertised_pay": offered or seniors(150_000),
        "survey_pay": survey or upper_quartile(140_000, 160_000),
    }


#: Claim, altered tables, and the verdict they must give.
SEEN = [
    ("S1", senior(1_000_000), SUPPORTED),
    ("S1", senior(160_500), SUPPORTED),  # above entry by 931 or more
    ("S1", senior(159_400), LIMITS),  # by -169 or more
    ("S1", senior(100_000), LIMITS),
    ("S1", older(60_000, 55_000, 65_000), LIMITS),
    ("S1", senior(100_000) | older(60_000, 55_000, 65_000), CONTRADICTED),
    ("S1", senior(150_000) | older(105_000, 60_000, 150_000), NOT_TESTABLE),
    ("S1", senior(100_000, treatment="every advertisement") | older(60_000, 55_000, 65_000), NOT_TESTABLE),
    ("S1", {"advertised_pay": put("ranges", 10, year=2024, experience="entry")}, SUPPORTED),
    ("S1", {"advertised_pay": put("ranges", 9, year=2024, experience="entry")}, LIMITS),
    ("S2", wages(*[100_000] * 3, *[200_000] * 6), SUPPORTED),  # 18 of 36 pairs
    ("S2", wages(*[100_000] * 2, *[200_000] * 7), LIMITS),  # 14
    ("S2", {"oews_metro": put("mean_rse", 7.0, **DATA_SCIENTISTS)}, LIMITS),
    ("S2", {"oews_metro": put("mean_rse", 60.0, **DATA_SCIENTISTS)}, NOT_TESTABLE),
    ("S2", wages(*[120_000] * 9, rse=1.10), CONTRADICTED),  # surely less than 5% apart
    ("S2", wages(*[120_000] * 9, rse=1.11), NOT_TESTABLE),
    ("S2", wages(*[120_000] * 8, 121_050, rse=0.2), CONTRADICTED),  # 3.1 standard errors are no difference among 36
    ("S2", wages(*[120_000] * 8, 121_150, rse=0.2), LIMITS),
    ("S3", {"advertised_remote": put("medium_company", 10)}, NOT_TESTABLE),
    ("S4", means(112_500, 0.5), SUPPORTED),
    ("S4", means(112_500, 0.5, occupation=["15-1221", "15-1252"]), LIMITS),
    ("S4", means(112_500, 0.5, **DATA_SCIENTISTS), LIMITS),
    ("S4", means(119_000, 0.7, **DATA_SCIENTISTS), LIMITS),  # its interval begins at 117,367
    ("S4", means(120_000, 0.7, **DATA_SCIENTISTS), CONTRADICTED),  # at 118,354
    ("S4", lower_end(117_600), LIMITS),
    ("S4", lower_end(117_601), CONTRADICTED),
    ("S4", lower_end(106_400), LIMITS),
    ("S4", lower_end(106_399), NOT_TESTABLE),
    ("S4", {"visa_occupations": put("median", 112_000, code="all")}, LIMITS),
    ("S4", {"oews_national_earlier": put("mean", 113_000, year=2024, **DATA_SCIENTISTS)}, OUTDATED),
    ("S4", {"oews_national_earlier": put("mean", 113_000, occupation="00-0000", year=2024)}, CONTRADICTED),
    ("S4", means(90_000, 0.5, **DATA_SCIENTISTS), NOT_TESTABLE),
    (
        "S4",
        means(90_000, 0.5) | lower_end(90_000) | {"visa_occupations": put("median", 90_000, code="all")},
        CONTRADICTED,
    ),
    ("S5", paid(210_000), SUPPORTED),
    ("S5", {"survey_pay": upper_quartile(199_999, 250_000)}, LIMITS),
    ("S5", alone(national=paid(200_000, 200_000, 100_000)), LIMITS),  # two of three
    ("S5", alone(national=paid(200_000, 199_999, 100_000)), NOT_TESTABLE),
    ("S5", alone(national=paid(199_999)), CONTRADICTED),
    ("S5", alone(national=paid(199_000, rse=0.3)), NOT_TESTABLE),  # to 200,170
    ("S5", alone(national=paid(201_000, rse=0.3)), NOT_TESTABLE),  # from 199,818
    ("S5", alone(offered=seniors(200_000)), LIMITS),
    ("S5", alone(offered=seniors(199_999)), CONTRADICTED),
    ("S5", alone(offered=seniors(202_600, 172_600)), NOT_TESTABLE),  # from 199,903
    ("S5", alone(offered=seniors(202_800, 172_800)), LIMITS),  # from 200,103
    ("S5", alone(survey=upper_quartile(200_000, 250_000)), LIMITS),
    ("S5", alone(survey=upper_quartile(199_999, 200_000)), NOT_TESTABLE),
    ("S5", alone(survey=upper_quartile(150_000, 199_999)), CONTRADICTED),
]


@pytest.mark.parametrize(("claim", "changes", "expected"), SEEN)
def test_each_verdict_is_seen(claim, changes, expected):
    assert finding(claim, **changes).verdict == expected


@pytest.mark.parametrize("claim", sorted({claim for claim, _, _ in SEEN}))
def test_a_rule_names_the_verdicts_that_it_can_return(claim):
    seen = {verdict for seen, _, verdict in SEEN if seen == claim}
    assert seen | {claims.judged()[claim].verdict} == named_verdicts(claim)


def test_all_claims_about_pay_are_seen():
    assert {claim for claim, _, _ in SEEN} == set(data.load("claims").query("chapter == 'salaries'")["id"])


#: Claim, and what its other choices give today.
OTHERS = {
    "S1": {
        "advertised in 2025": SUPPORTED,
        "advertised in 2023": LIMITS,
        "data scientists in the survey": SUPPORTED,
        "middle level against entry": SUPPORTED,
        "at least 10% more": SUPPORTED,
    },
    "S2": {
        "at national prices": SUPPORTED,
        "research scientists": LIMITS,
        "software developers": SUPPORTED,
        "research scientists, at national prices": LIMITS,
        "software developers, at national prices": SUPPORTED,
        "each pair by itself": SUPPORTED,
    },
    "S4": {
        "medians instead of means": OUTDATED,
        "exactly": CONTRADICTED,
        "give or take 10%": OUTDATED,
        "give or take 15%": LIMITS,
        "copies counted": CONTRADICTED,
    },
    "S5": {
        "half of the senior advertisements": SUPPORTED,
        "advertised the year before": SUPPORTED,
        "copies counted": SUPPORTED,
        "data scientists in the survey": SUPPORTED,
        "10 to 19 years in the survey": LIMITS,
        "the 75th percentile of wages": LIMITS,
        "$195,000 (the claim rounds)": SUPPORTED,
        "$250,000 (the claim says more)": NOT_TESTABLE,
    },
}


@pytest.mark.parametrize("claim", OTHERS)
def test_other_choices_give(claim):
    assert claims.judged()[claim].others == OTHERS[claim]


def test_figures_on_both_sides_are_not_called_an_error():
    assert finding("S4", **lower_end(90_000)).figure.startswith(
        "figures on both sides leave it open: the means are $126,800"
    )


def test_a_difference_answers_from_both_sides():
    more, level = claims.salaries.surely_more, (100.0, 100.0, 100.0)
    assert [more((110, low, 120), level, 0, 0.05) for low in (100.1, 100)] == ["yes", "open"]
    assert [more((102, 98, high), level, 0, 0.05) for high in (105, 104.9)] == ["open", "no"]
    assert more(level, level, 0, 0.05) == "no"  # surely alike is not more
    assert [more((115, low, 120), level, 0.1, 0.05) for low in (110.1, 110)] == ["yes", "open"]
    assert more((105, 104, 109), level, 0.1, 0.05) == "no"


def test_a_quantile_has_an_error_from_the_quartiles():
    row = {
        "middle_p25": 93_255,
        "middle_median": 100_000,
        "middle_p75": 106_745,
        "ranges": 100,
    }  # a deviation of 10,000
    interval = claims.salaries.advertised_interval
    assert interval(row) == pytest.approx((100_000, 97_543.5, 102_456.5), abs=0.1)
    assert interval(row, "middle_p75") == pytest.approx((106_745, 104_074.3, 109_415.7), abs=0.1)
    assert interval(row | {"ranges": 9}) == (100_000, -math.inf, math.inf)
    assert interval(row | {"ranges": 10})[1] == pytest.approx(92_232, abs=1)
    few = finding("S1", advertised_pay=put("ranges", 9, year=2024, experience="entry"))
    assert "for senior posts offer $54,150 more (too few to tell) than those at entry level" in few.figure


def test_a_survey_difference_is_no_overlap_of_intervals():
    """The intervals of data scientists overlap, and the difference is sure all the same."""
    assert finding("S1", {"role": "Data scientist"}).verdict == SUPPORTED
    assert "state $71,000 more (95% interval $7,589 to $134,253)" in finding("S1", {"role": "Data scientist"}).figure


def test_pairs_read_together_are_tested_together():
    assert finding("S2").figure.startswith("30 of 36 pairs") and finding("S2", {"joint": False}).figure.startswith(
        "34 of 36"
    )
    assert finding("S2", {"real": True}).figure.startswith("26 of 36")  # prices take back a part
    assert finding("S2", {"joint": False}, **wages(*[120_000] * 9, rse=1.5)).verdict == CONTRADICTED
    assert (
        "; no pairs are surely alike" in finding("S2").figure
        and "; 36 pairs are surely alike" in finding("S2", **wages(*[120_000] * 9)).figure
    )


def test_company_size_is_of_the_last_two_years():
    told = "{} of 6,407 rows name the same size of company, medium"
    assert finding("S3").figure == told.format("99%") and finding("S3").date == "2024 to June 2025"
    assert finding("S3", advertised_remote=put("medium_company", 10)).figure == told.format("0%")
    every = finding("S3", advertised_remote=lambda frame: frame.assign(medium_company=frame["rows"]))
    assert every.figure == told.format("100%")
    before = {"advertised_remote": put("medium_company", 10, year=[2022, 2023])}
    assert finding("S3", **before).figure == finding("S3").figure


@pytest.mark.parametrize(("areas", "figure"), [(2, "1 of 1 pairs"), (1, "not released: data/oews_metro.csv has fewer")])
def test_two_areas_make_a_pair(areas, figure):
    few = data.load("places")["area"].unique()[:areas]
    kept = wages(*[100_000, 200_000] * 4, 100_000)["oews_metro"]
    assert finding("S2", oews_metro=lambda frame: kept(frame)[lambda rows: rows["area"].isin(few)]).figure.startswith(
        figure
    )


def level(pay, name="senior"):
    """All advertised for a level in 2024 is the same: no error."""
    columns = ("middle_p25", "middle_median", "middle_p75")
    return all_of(*(put(column, pay, year=2024, experience=name) for column in columns))


def gap(pay):
    """So much is advertised for seniors, 100,000 for entry; the survey says that experience is paid less."""
    return {"advertised_pay": all_of(level(100_000, "entry"), level(pay))} | older(60_000, 60_000, 60_000)


def only_lower_end(median):
    """Another median of the lower ends advertised; all other figures of now are far above."""
    far = {"visa_occupations": put("median", 300_000, code="all")} | means(300_000, 0.0)
    return lower_end(median) | far


#: Claim, another choice, altered tables, and the verdict they must give.
CHOICES = [
    ("S1", None, gap(100_001), LIMITS),
    ("S1", None, gap(100_000), CONTRADICTED),
    ("S1", "at least 10% more", gap(110_001), LIMITS),
    ("S1", "at least 10% more", gap(110_000), NOT_TESTABLE),
    ("S1", "at least 10% more", gap(109_999), CONTRADICTED),
    ("S4", "exactly", only_lower_end(112_000), LIMITS),
    ("S4", "exactly", only_lower_end(112_001), CONTRADICTED),
    ("S4", "exactly", only_lower_end(111_999), NOT_TESTABLE),
    ("S4", "give or take 10%", only_lower_end(123_200), LIMITS),
    ("S4", "give or take 10%", only_lower_end(123_201), OUTDATED),
    ("S4", "give or take 10%", only_lower_end(100_800), LIMITS),
    ("S4", "give or take 10%", only_lower_end(100_799), OUTDATED),
    ("S4", "give or take 15%", only_lower_end(128_799), LIMITS),
    ("S4", "give or take 15%", only_lower_end(128_801), OUTDATED),
    ("S4", "give or take 15%", only_lower_end(95_201), LIMITS),
    ("S4", "give or take 15%", only_lower_end(95_199), OUTDATED),
    ("S5", "$195,000 (the claim rounds)", alone(national=paid(195_000)), LIMITS),
    ("S5", "$195,000 (the claim rounds)", alone(national=paid(194_999)), CONTRADICTED),
    ("S5", "$250,000 (the claim says more)", alone(national=paid(250_000)), LIMITS),
    ("S5", "$250,000 (the claim says more)", alone(national=paid(249_999)), CONTRADICTED),
    ("S5", "half of the senior advertisements", alone(offered=seniors(200_000)), LIMITS),
    (
        "S5",
        "half of the senior advertisements",
        alone(offered=all_of(seniors(200_000), put("middle_median", 199_999, year=2025, experience="senior"))),
        CONTRADICTED,
    ),
]


@pytest.mark.parametrize(("claim", "choice", "changes", "expected"), CHOICES)
def test_each_other_mark_from_both_sides(claim, choice, changes, expected):
    assert finding(claim, choice, **changes).verdict == expected


def test_which_year_and_which_group_are_tried():
    dates = {choice: finding("S1", choice).date[:16] for choice in ("advertised in 2025", "advertised in 2023")}
    assert dates == {"advertised in 2025": "2025 to June (ad", "advertised in 2023": "2023 (advertised"}
    assert finding("S1").date.startswith("2024 (advertised")
    # 175,336 and 202,250 without copies, less the 148,100 of entry level.
    assert finding("S1", "middle level against entry").figure.startswith(
        "at the median, advertisements for middle posts offer $27,236 more ("
    )
    assert finding("S1").figure.startswith("at the median, advertisements for senior posts offer $54,150 more (")
    before = finding("S5", "advertised the year before")
    assert (
        "senior advertisements offer $232,612 or more (n = 606; at entry level $174,825)" in before.figure
        and ", 2024 (advertised)" in before.date
    )
    offer = "senior advertisements offer {} or more (n = {}; at entry level {})"
    assert offer.format("$241,812", 484, "$187,625") in finding("S5").figure
    assert offer.format("$240,175", 787, "$197,500") in finding("S5", "copies counted").figure
    state = "with {} of coding state {} or more (with under 10 years {})"
    ten = finding("S5", "10 to 19 years in the survey").figure
    assert state.format("10 to 19 years", "$230,000", "$111,000") in ten
    scientists = finding("S5", "data scientists in the survey").figure
    assert state.format("20 years or more", "$245,000", "$177,000") in scientists
    assert finding("S5", "the 75th percentile of wages").figure.startswith(
        "the 75th percentiles are $158,880 (data scientists), $188,700 (research scientists) and "
    )


def test_what_is_alike_is_measured_by_the_lower_levels_median():
    """Not by an end of its interval: 5% of 100 are 5, of 90 they are 4.5, of 120 they are 6."""
    more, lower = claims.salaries.surely_more, (100.0, 90.0, 120.0)
    assert more((94.8, 90, 94.8), lower, 0, 0.05) == "no"  # to 4.8
    assert more((95.5, 90, 95.5), lower, 0, 0.05) == "open"  # to 5.5
    assert more((130.5, 130.5, 140), lower, 0.1, 0.05) == "yes"  # from 10.5
    assert more((129.5, 129.5, 140), lower, 0.1, 0.05) == "open"  # from 9.5


def test_quartiles_may_be_far_apart():
    """A deviation of 100,000 dollars and 100 ranges: 1.96 * 1.2533 * 10,000 either way."""
    row = {"middle_p25": 32_550, "middle_median": 100_000, "middle_p75": 167_450, "ranges": 100}
    assert claims.salaries.advertised_interval(row) == pytest.approx((100_000, 75_435.3, 124_564.7), abs=0.1)


def test_a_twentieth_apart_is_not_alike():
    """Nine exact means: of 36 pairs 8 are a twentieth apart, to the dollar, or less than that."""
    figures = [finding("S2", **wages(*[100_000] * 8, other, rse=0.0)).figure for other in (105_000, 104_999)]
    assert [figure.rpartition("; ")[2] for figure in figures] == [
        "28 pairs are surely alike",
        "36 pairs are surely alike",
    ]
