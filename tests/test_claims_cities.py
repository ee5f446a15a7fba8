"""The rules about places: each verdict that a rule names is seen, each threshold tried from both sides."""

import re

import pandas as pd
import pytest
from altered import all_of, altered, finding, named_verdicts, put

from mlcareer import claims, data
from mlcareer.claims import CONTRADICTED, LIMITS, NOT_TESTABLE, SUPPORTED

AREAS = {f"C{row.order}": row.area for row in data.load("places").itertuples()}


def area(claim, **figures):
    """Altered figures of data scientists in the area of a claim."""

    def change(frame):
        rows = (frame["occupation"] == "15-2051") & (frame["area"] == AREAS[claim])
        assert rows.any()
        frame.loc[rows, list(figures)] = list(figures.values())
        return frame

    return {"oews_metro": change}


def quotients(value, rse):
    """The same location quotient in all areas, with the same error of its job count."""
    where = {"occupation": "15-2051"}
    return {"oews_metro": all_of(put("location_quotient", value, **where), put("employment_rse", rse, **where))}


def some_of_all(count, quotient, others, rse=0.0):
    """So many areas have a quotient, with an error, and so many others nearly none."""

    def change(frame):
        areas = frame[(frame["occupation"] == "00-0000") & (frame["employment_rse"] == 0)]  # no error but the one given
        areas = areas.head(count + others).assign(occupation="15-2051")
        areas["location_quotient"] = [quotient] * count + [0.1] * others
        areas["employment_rse"] = [rse] * count + [0.0] * others
        return pd.concat([frame[frame["occupation"] != "15-2051"], areas])

    return {"oews_metro": change}


def pairs_inside(pairs):
    """So many of the pairs of employer and state for the title in the states of the named areas, the others in New Jersey."""

    def change(frame):
        frame = frame.set_index("state")
        moved = frame.loc[list(claims.STATES), "employers"].sum() - pairs
        frame.loc["CA", "employers"] -= moved
        frame.loc["NJ", "employers"] += moved
        return frame.reset_index()

    return {"visa_states": change}


FIRST = {"employment": 90_000, "employment_rse": 0.1, "location_quotient": 9.0}
LAST = {"employment": 1_200, "employment_rse": 0.5, "location_quotient": 0.2, "mean": 60_000, "mean_rse": 0.5}

#: Claim, altered tables, and the verdict they must give.
SEEN = [
    *((claim, area(claim, **FIRST), SUPPORTED) for claim in AREAS),
    *((claim, area(claim, **LAST), CONTRADICTED) for claim in AREAS),
    ("C4", area("C4", employment=15_000, employment_rse=0.5, location_quotient=1.0), LIMITS),
    ("C4", {}, NOT_TESTABLE),
    ("C1", area("C1", employment=900), NOT_TESTABLE),
    ("C0", quotients(1.0, 0.0), SUPPORTED),
    ("C0", quotients(0.99, 0.0), LIMITS),
    ("C0", quotients(0.5, 0.0), LIMITS),
    ("C0", quotients(0.49, 0.0), CONTRADICTED),
    ("C0", quotients(0.5, 5.0), NOT_TESTABLE),
    ("C0", quotients(0.54, 5.0), NOT_TESTABLE),  # from 0.487
    ("C0", quotients(0.56, 5.0), LIMITS),  # from 0.505
    ("C0", quotients(0.44, 5.0), CONTRADICTED),  # to 0.483
    ("C0", some_of_all(4, 1.0, others=4), SUPPORTED),
    ("C0", some_of_all(4, 1.0, others=5), CONTRADICTED),
    ("C0", some_of_all(4, 0.5, others=4), LIMITS),
    ("C0", some_of_all(4, 0.5, others=5), CONTRADICTED),
    ("C0", some_of_all(4, 0.5, others=4, rse=5.0), NOT_TESTABLE),
    ("C11", pairs_inside(203), LIMITS),
    ("C11", pairs_inside(154), LIMITS),
    ("C11", pairs_inside(153), NOT_TESTABLE),
    ("C11", pairs_inside(122), NOT_TESTABLE),
    ("C11", pairs_inside(121), CONTRADICTED),
    ("C11", {"visa_states": put("all_employers", 1, state="NJ")}, LIMITS),
    ("C11", {"visa_states": put("all_employers", 100_000, state="CA")}, CONTRADICTED),  # as many of all are there
]


@pytest.mark.parametrize(("claim", "changes", "expected"), SEEN)
def test_each_verdict_is_seen(claim, changes, expected):
    assert finding(claim, **changes).verdict == expected


@pytest.mark.parametrize("claim", [f"C{n}" for n in range(12)])
def test_a_rule_names_the_verdicts_that_it_can_return(claim):
    """The ten places have one rule, so what one of them shows counts for all."""
    alike = set(AREAS) if claim in AREAS else {claim}
    seen = {verdict for seen, _, verdict in SEEN if seen in alike}
    assert seen | {claims.judged()[claim].verdict} == named_verdicts(claim)


#: Claim, and what its other choices give today.
OTHERS = {
    "C0": {
        "research scientists": LIMITS,
        "software developers": CONTRADICTED,
        "all areas, those without a figure left open": NOT_TESTABLE,
        "the nation's average as the one mark": CONTRADICTED,
        "three quarters of it as the second mark": CONTRADICTED,
        "a quarter of it as the second mark": LIMITS,
    },
    "C11": {
        "filings instead of employers": LIMITS,
        "without California": LIMITS,
        "larger by 10 points or more": LIMITS,
        "larger by 25 points or more": NOT_TESTABLE,
    },
}


@pytest.mark.parametrize("claim", OTHERS)
def test_other_choices_give(claim):
    assert claims.judged()[claim].others == OTHERS[claim]


def test_the_states_of_the_named_areas_hold_much_of_any_title():
    base = ", as are 51% of those for any title"
    assert (
        finding("C11").figure
        == f"75% of 269 pairs of employer and state for machine learning titles are in seven states{base}"
    )
    without = finding("C11", {"without": ("CA",)}).figure
    assert without.startswith("60% of 167 pairs") and "in six states, as are 44% of those" in without
    assert finding("C11", {"measure": "filings"}).figure.startswith("84% of 464 filings for machine learning titles")
    nobody = finding("C11", visa_states=put("employers", 0))
    assert nobody.verdict == NOT_TESTABLE and nobody.figure.startswith("not released: data/visa_states.csv")


def test_areas_without_a_figure_are_counted_where_all_are():
    assert (
        "of 393 areas, 33 surely reach the nation's concentration (8%, typically 30%)"
        in finding("C0", {"every": True}).figure
    )


def test_the_claims_name_the_places_of_the_table():
    assert data.load("places").sort_values("order")["name"].tolist() == claims.cities.PLACES


def test_states_of_the_named_areas():
    """The filings name states: those of the nine areas' main cities."""
    named = data.load("places").merge(data.load("metros"), on="area")["short_name"]
    assert sorted(claims.STATES) == sorted(set(named.str[-2:]))


def test_a_range_of_ranks_answers_from_both_sides():
    first = claims.cities.among_first
    assert [first(1, 10, 10), first(1, 11, 10), first(10, 12, 10), first(11, 12, 10)] == ["yes", "open", "open", "no"]


def test_a_missing_rank_is_not_called_an_error():
    """Too few jobs for any rank; no rank by pay, with error in the others and without."""
    assert finding("C4", **area("C4", employment=900)).figure.startswith("not ranked: no rank by jobs, no rank by ")
    some = finding("C4", **area("C4", mean=pd.NA))
    assert some.figure.startswith("sampling error leaves it open: rank 2–11 of ") and "no rank by pay" in some.figure
    none = finding("C4", **area("C4", **LAST | {"mean": pd.NA}))
    assert (none.verdict, none.figure[:11]) == (NOT_TESTABLE, "not ranked:")


def test_above_the_nation_without_a_rank():
    """Concentration and pay answer by the nation's figures, jobs by the first ten."""
    choice = "above the nation by concentration and pay"
    assert [claims.judged()[f"C{n}"].others[choice] for n in range(1, 11)] == [
        *(SUPPORTED, SUPPORTED, SUPPORTED, SUPPORTED, LIMITS),
        *(SUPPORTED, SUPPORTED, LIMITS, SUPPORTED, LIMITS),
    ]
    above = {"nation": True}
    lower = {"employment": 1_200, "employment_rse": 0.0, "location_quotient": 0.99, "mean": 60_000, "mean_rse": 0.1}
    assert finding("C4", above, **area("C4", **lower)).verdict == CONTRADICTED
    assert finding("C4", above, **area("C4", **lower | {"location_quotient": 1.0})).verdict == LIMITS
    assert finding("C4", above, **area("C4", **lower | {"mean": 130_000})).verdict == LIMITS
    assert finding("C4", above, **area("C4", **lower | {"mean": 128_000})).verdict == NOT_TESTABLE


def test_a_quotient_has_the_error_of_its_jobs():
    figures = [finding("C4", **area("C4", employment_rse=rse)).figure for rse in (0.0, 10.0)]
    ranges = [re.search(r"rank (\d+)–(\d+) of \d+ by concentration", figure).groups() for figure in figures]
    assert int(ranges[0][1]) - int(ranges[0][0]) < int(ranges[1][1]) - int(ranges[1][0])


def test_an_area_that_two_claims_are_about_counts_once():
    """Palo Alto and Silicon Valley lie in one area."""
    assert claims.same_area() == {"C7": "C6"}
    whole, once = claims.score(), claims.score(once=True)
    verdict = claims.judged()["C7"].verdict
    assert once == {**whole, verdict: whole[verdict] - 1}


def test_a_quotient_has_the_errors_of_both_counts():
    metro = pd.DataFrame({"area": ["a", "b"], "occupation": "00-0000", "employment_rse": [4.0, None]})
    areas = pd.DataFrame({"employment_rse": [3.0, 2.0]}, index=["a", "b"])
    assert claims.cities.quotient_rse(metro, areas).tolist() == [5.0, 2.0]


def test_an_area_is_ranked_from_a_thousand_jobs():
    assert "no rank" not in finding("C4", **area("C4", employment=1000)).figure
    assert "no rank by jobs" in finding("C4", **area("C4", employment=999)).figure


def test_pay_at_national_prices_is_less_where_prices_are_high():
    """San Francisco's pay ranks 2-4 as paid."""
    assert re.search(r"rank 2–6 of \d+ by pay", finding("C1", {"real": True}).figure)
    assert finding("C4", {"real": True}).verdict == finding("C4").verdict == NOT_TESTABLE


def test_areas_stand_beside_those_of_a_typical_occupation():
    assert finding("C0").figure == (
        "sampling error leaves it open: of 288 areas, 33 surely reach the nation's concentration (11%, typically 30%) and 216 "
        "surely do not (75%, typically 37%); half of it is surely reached by 113 (39%, typically 76%) and surely missed by 82 "
        "(28%, typically 4%)"
    )
    usual = {"oews_everywhere": all_of(put("surely_reach", 7.0, mark=0.25), put("surely_below", 8.0, mark=0.25))}
    figure = finding("C0", {"enough": 0.25}, **usual).figure
    assert re.search(
        r"a quarter of it is surely reached by \d+ \(\d+%, typically 7%\) and surely missed by \d+ \(\d+%, typically 8%\)$",
        figure,
    )
    for mark in (0.5, 0.25):
        missing = finding("C0", {"enough": mark}, oews_everywhere=lambda frame, mark=mark: frame[frame["mark"] != mark])
        assert missing.figure.startswith(f"not released: data/oews_everywhere.csv has no row with mark {mark}")


def test_areas_that_are_not_named_are_judged_by_the_same_rule():
    """Each area of the ten as in its claim; others from both sides; an area below a thousand jobs is not ranked."""
    hotspots, names = claims.hotspots(), data.load("metros").set_index("short_name")["area"]
    assert {claim: hotspots[area] for claim, area in AREAS.items()} == {
        claim: claims.judged()[claim].verdict for claim in AREAS
    }
    assert (hotspots[names["Washington, DC"]], hotspots[names["Baltimore, MD"]]) == (LIMITS, NOT_TESTABLE)
    assert names["Boulder, CO"] not in hotspots and len(hotspots) == 46
    first = altered(oews_metro=lambda frame: of_data_scientists(frame, names["Baltimore, MD"], FIRST))
    last = altered(oews_metro=lambda frame: of_data_scientists(frame, names["Washington, DC"], LAST))
    assert claims.hotspots(first)[names["Baltimore, MD"]] == SUPPORTED
    assert claims.hotspots(last)[names["Washington, DC"]] == CONTRADICTED


def of_data_scientists(frame, area, figures):
    frame = frame.copy()
    frame.loc[(frame["occupation"] == "15-2051") & (frame["area"] == area), list(figures)] = list(figures.values())
    return frame


def at_rank(claim, rank, jobs=3_000):
    """The area of a claim has this rank in each measure among fifty areas that have ``jobs`` or more, all without an error;
    with an error of 1% it is not told from its neighbors in jobs and pay."""

    def change(frame):
        frame = frame[frame["occupation"].isin(["15-2051", "00-0000"])]
        own = frame["occupation"] == "15-2051"
        some = frame[own & (frame["area"] != AREAS[claim])].drop_duplicates("area").head(49)
        mine = frame[own & (frame["area"] == AREAS[claim])]
        areas = pd.concat([some.head(rank - 1), mine, some.tail(50 - rank)])
        order = range(50)
        areas = areas.assign(
            employment=[jobs + 10 * (49 - n) for n in order],
            employment_rse=0.0,
            location_quotient=[5 - n / 100 for n in order],
            mean=[200_000 - 100 * n for n in order],
            mean_rse=0.0,
        )
        return pd.concat([frame[~own].assign(employment_rse=0.0), areas])

    return {"oews_metro": change}


#: Claim, another choice, altered tables, and the verdict they must give. The marks of C11 are those of Wilson's intervals and
#: of a difference made of them.
CHOICES = [
    ("C4", None, at_rank("C4", 10), SUPPORTED),
    ("C4", None, at_rank("C4", 11), CONTRADICTED),
    ("C4", "the first five", at_rank("C4", 5), SUPPORTED),
    ("C4", "the first five", at_rank("C4", 6), CONTRADICTED),
    ("C4", "the first twenty", at_rank("C4", 20), SUPPORTED),
    ("C4", "the first twenty", at_rank("C4", 21), CONTRADICTED),
    ("C4", None, at_rank("C4", 1, jobs=500), NOT_TESTABLE),
    ("C4", "areas with 500 jobs or more", at_rank("C4", 50, jobs=500), CONTRADICTED),
    ("C4", "areas with 500 jobs or more", at_rank("C4", 50, jobs=499), NOT_TESTABLE),
    ("C4", "areas with 2,000 jobs or more", at_rank("C4", 50, jobs=2000), CONTRADICTED),
    ("C4", "areas with 2,000 jobs or more", at_rank("C4", 50, jobs=1999), NOT_TESTABLE),
    ("C0", "the nation's average as the one mark", quotients(1.0, 0.0), SUPPORTED),
    ("C0", "the nation's average as the one mark", quotients(0.99, 0.0), CONTRADICTED),
    ("C0", "three quarters of it as the second mark", quotients(0.75, 0.0), LIMITS),
    ("C0", "three quarters of it as the second mark", quotients(0.74, 0.0), CONTRADICTED),
    ("C0", "a quarter of it as the second mark", quotients(0.25, 0.0), LIMITS),
    ("C0", "a quarter of it as the second mark", quotients(0.24, 0.0), CONTRADICTED),
    ("C11", "larger by 10 points or more", pairs_inside(181), LIMITS),
    ("C11", "larger by 10 points or more", pairs_inside(180), NOT_TESTABLE),
    ("C11", "larger by 10 points or more", pairs_inside(149), NOT_TESTABLE),
    ("C11", "larger by 10 points or more", pairs_inside(148), CONTRADICTED),
    ("C11", "larger by 25 points or more", pairs_inside(219), LIMITS),
    ("C11", "larger by 25 points or more", pairs_inside(218), NOT_TESTABLE),
    ("C11", "larger by 25 points or more", pairs_inside(192), NOT_TESTABLE),
    ("C11", "larger by 25 points or more", pairs_inside(191), CONTRADICTED),
]


@pytest.mark.parametrize(("claim", "choice", "changes", "expected"), CHOICES)
def test_each_other_mark_from_both_sides(claim, choice, changes, expected):
    assert finding(claim, choice, **changes).verdict == expected


def test_research_scientists_are_ranked_from_two_hundred_jobs():
    choice = "research scientists, 200 jobs or more"
    where = {"occupation": "15-1221", "area": AREAS["C4"]}
    told = [finding("C4", choice, oews_metro=put("employment", jobs, **where)).figure for jobs in (200, 199)]
    assert ["no rank by jobs" in figure for figure in told] == [False, True]


def test_ranks_that_are_read_together_have_wider_ranges():
    def jobs(choice):
        return [
            int(rank) for rank in re.search(r"rank (\d+)–(\d+) of \d+ by jobs", finding("C4", choice).figure).groups()
        ]

    together, alone = jobs(None), jobs("each rank range by itself")
    assert together[0] <= alone[0] <= alone[1] <= together[1] and together != alone
