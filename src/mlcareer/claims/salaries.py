"""The claims about pay, and their rules."""

from __future__ import annotations

from functools import partial
from math import inf, isinf

import numpy as np
import pandas as pd

from mlcareer import data, uncertainty
from mlcareer.claims.rule import (
    CONTRADICTED,
    LIMITS,
    NONE,
    NOT_TESTABLE,
    OFFICIAL,
    OTHER_STAND_INS,
    OUTDATED,
    SUPPORTED,
    SURVEY,
    Claim,
    Evidence,
    Finding,
    at_least,
    left_open,
    named_areas,
    rule,
    weighed,
    year_of,
)
from mlcareer.occupations import FIRST, PLURAL, PROXIES
from mlcareer.settings import edition
from mlcareer.text import PERCENTILES, count, listing, money, percent, words

says = partial(Claim, "salaries")


#: Surely less than this part apart, two figures of pay count as alike.
ALIKE = 0.05


@rule(
    says("S1", "Pay varies with years of experience.", SURVEY),
    statement="Two differences are tested, each at the 95% level. One is the median pay advertised for the title, senior less "
    "entry level, with and without copies. The other is the median in the developer survey, AI/ML engineers with 20 years of "
    "coding or more less those with under 10. Where both are surely above zero, the claim is supported; where one is, supported "
    "with limits. Where both are surely below 5% of the lower level's median, it is contradicted. Else sampling error leaves it "
    "open, and it is not testable.",
    why="Two different kinds of evidence should agree: an advertisement says what a level is offered, a survey "
    "what people with more years report. Neither follows one person over time. Advertisements are taken as independent, and "
    "a median of fewer than ten gives no answer. The survey is read as if respondents were a random sample, which they are not.",
    alternatives={
        "advertised in 2025": {"year": 2025},
        "advertised in 2023": {"year": 2023},
        "data scientists in the survey": {"role": "Data scientist"},
        "middle level against entry": {"level": "middle"},
        "at least 10% more": {"least": 0.1},
    },
)
def experience(
    load: Evidence,
    claim: str,
    year: int = 2024,
    role: str = "AI/ML engineer",
    level: str = "senior",
    least: float = 0.0,
    alike: float = ALIKE,
    few: int = 10,
) -> Finding:
    treatments = ("without copies", "every advertisement")
    columns = ("middle_p25", "middle_median", "middle_p75", "ranges")
    kinds = {"experience": [level, "entry"], "treatment": treatments}
    levels = load.indexed("advertised_pay", figures=columns, year=year, **kinds)
    offered = {
        treatment: (
            advertised_interval(levels.loc[(year, level, treatment)], few=few),
            advertised_interval(levels.loc[(year, "entry", treatment)], few=few),
        )
        for treatment in treatments
    }
    columns = ("median", "median_low", "median_high", "n")
    groups = ("20 years or more", "under 10 years")
    years = load.indexed("survey_pay", figures=columns, role=role, grouping="years of coding", group=groups)
    old, young = (years.loc[(role, "years of coding", group)] for group in groups)
    stated = (_stated(old), _stated(young))
    answers = {surely_more(*pair, least, alike) for pair in offered.values()}
    both = [answers.pop() if len(answers) == 1 else "open", surely_more(*stated, least, alike)]
    figure = (
        f"at the median, advertisements for {level} posts offer {_told(uncertainty.difference(*offered['without copies']))} than "
        "those at entry level; in the survey, people with 20 years of coding or more state "
        f"{_told(uncertainty.difference(*stated))} than those with under 10"
    )
    date = (
        f"{year_of(year, load.period('advertised_pay'))} (advertised, without copies) and {load.period('survey_pay')} "
        f"(survey, n = {young['n']} and {old['n']})"
    )
    return weighed(figure, both, date)


Bounds = tuple[float, float, float]


#: Standard error of a quantile, in standard deviations of a normal distribution over the root of n. The median's: McGill, Tukey
#: and Larsen, Variations of box plots, The American Statistician 32 (1978); the other follows likewise.
QUANTILES = {"middle_median": 1.2533, "middle_p75": 1.3626}


def advertised_interval(row: pd.Series, quantile: str = "middle_median", few: int = 10) -> Bounds:
    """A quantile of the middles of advertised ranges with its 95% interval (figure, low, high), US dollars a year.

    The error is taken from the quartiles, as if the middles were normal. Quartiles of fewer than ``few`` ranges say nothing,
    and the interval has no ends.
    """
    figure = float(row[quantile])
    if row["ranges"] < few:
        return figure, -inf, inf
    deviation = (row["middle_p75"] - row["middle_p25"]) / 1.349
    half = uncertainty.Z * QUANTILES[quantile] * deviation / row["ranges"] ** 0.5
    return figure, figure - half, figure + half


def _stated(row: pd.Series) -> Bounds:
    """The median of a group of the survey with its interval, as the table has them."""
    return float(row["median"]), float(row["median_low"]), float(row["median_high"])


def surely_more(more: Bounds, less: Bounds, least: float, alike: float) -> str:
    """Is one figure larger than another by more than a part ``least`` of it? ``yes``; ``no`` where it is surely not by ``alike``."""
    _, low, high = uncertainty.difference(more, less)
    if low > least * less[0]:
        return "yes"
    return "no" if high < max(least, alike) * less[0] else "open"


def _told(gap: Bounds) -> str:
    """A difference with its interval: ``$54,150 more (95% interval $42,681 to $65,619)``."""
    figure, low, high = gap
    interval = "too few to tell" if isinf(low) else f"95% interval {_signed(low)} to {_signed(high)}"
    return f"{money(abs(figure))} {'less' if figure < 0 else 'more'} ({interval})"


def _signed(amount: float) -> str:
    """An amount of dollars, with a true minus sign where it is negative."""
    return f"{'−' if amount < 0 else ''}{money(abs(amount))}"


@rule(
    says("S2", "Pay varies with location.", OFFICIAL),
    statement="All pairs of the named areas are compared by their mean wages, with all tests together at the 95% level. Where "
    "half of the pairs or more differ, the claim is supported; where any does, supported with limits. Where all are surely alike, "
    "less than 5% apart, it is contradicted. Else sampling error leaves it open, and it is not testable.",
    why="Were there no difference, not one pair would differ in 19 of 20 such samples; half of them is far beyond that. That no "
    "pair is shown to differ does not show that pay is alike. So only pairs that are surely alike speak against the claim.",
    alternatives={
        "at national prices": {"real": True},
        **OTHER_STAND_INS,
        **{f"{name}, at national prices": choice | {"real": True} for name, choice in OTHER_STAND_INS.items()},
        "each pair by itself": {"joint": False},
    },
)
def location(
    load: Evidence, claim: str, code: str = FIRST, real: bool = False, joint: bool = True, alike: float = ALIKE
) -> Finding:
    wages = load.known("oews_metro", "mean_rse", occupation=code, area=named_areas(load)).dropna(subset=["mean"])
    if real:
        level = load.indexed("price_parities", figures=("all_items",), area=wages["area"].tolist())["all_items"]
        wages = wages.assign(mean=wages["mean"] * 100 / wages["area"].map(level))
    if len(wages) < 2:
        raise data.MissingRow("data/oews_metro.csv has fewer than two mean wages in the named areas.")
    first, second = np.triu_indices(len(wages), 1)
    mean, error = wages["mean"].to_numpy(float), wages["mean_rse"].to_numpy(float)
    pairs = len(first)
    z = uncertainty.joint_z(pairs) if joint else uncertainty.Z
    apart = int(uncertainty.differ(mean[first], error[first], mean[second], error[second], z).sum())
    spread = np.hypot(*(uncertainty.standard_error(mean[ends], error[ends]) for ends in (first, second)))
    near = np.abs(mean[first] - mean[second]) + z * spread < alike * np.minimum(mean[first], mean[second])
    figure = (
        f"{apart} of {pairs} pairs of areas differ by more than sampling error, where by chance hardly any would; "
        f"{words(near.sum())} {'pair is' if near.sum() == 1 else 'pairs are'} surely alike"
    )
    date = load.period("oews_metro")
    if apart:
        return Finding(figure, SUPPORTED if apart * 2 >= pairs else LIMITS, date)
    return weighed(figure, ["no" if near.all() else "open"], date)


@rule(
    says("S3", "Pay varies with the size of the company.", NONE),
    statement="This is not testable with open data. The figure says how many rows name the same size, medium, in the one source "
    "that we have in which a company's size is named.",
    why="Where nearly all rows say the same, the other sizes are too few and too odd to compare. It would take pay by size of "
    "employer for these occupations, which the Bureau collects and does not publish.",
)
def company_size(load: Evidence, claim: str, years: int = 2) -> Finding:
    every = load.some("advertised_remote", treatment="every advertisement")
    rows = every[every["year"] > every["year"].max() - years]  # the last ones
    share = rows["medium_company"].sum() / rows["rows"].sum() * 100
    date = f"{rows['year'].min()} to {load.period('advertised_remote').rpartition(' to ')[2]}"
    told = f"{percent(share)} of {count(rows['rows'].sum())} rows name the same size of company, medium"
    return Finding(told, NOT_TESTABLE, date)


@rule(
    says("S4", f"Average base pay is about {money(edition().average_pay)} a year (Glassdoor).", OFFICIAL),
    statement=f"{money(edition().average_pay)}, give or take 5%, is held against five figures, the newest that we have: the mean wage of "
    "each of the three occupations, with its 95% interval, the median lower end advertised for the title, and the median of visa "
    "filings. Where half of them or more agree, the claim is supported; where any does, supported with limits. Where none does but a "
    "mean of an earlier release did, it is outdated. Where none ever did, it is contradicted if all now lie on one side, and not "
    "testable if they lie on both.",
    why="The claim says 'average', so means come first, and 'about', so a twentieth either way is allowed. Figures on both "
    "sides measure different things and leave the average of the title open. The developer survey asks for all pay and not for "
    "base pay, so it is left out. That the figure is like an earlier median is no proof of a common source.",
    alternatives={
        "medians instead of means": {"measure": "median"},
        "exactly": {"about": 0.0},
        "give or take 10%": {"about": 0.10},
        "give or take 15%": {"about": 0.15},
        "copies counted": {"treatment": "every advertisement"},
    },
)
def average_pay(
    load: Evidence,
    claim: str,
    measure: str = "mean",
    treatment: str = "without copies",
    about: float = 0.05,
    amount: float = edition().average_pay,
) -> Finding:
    nation = load.indexed("oews_national", figures=(measure, "mean_rse"), occupation=PROXIES).loc[list(PROXIES)]
    earlier = load.known("oews_national_earlier", measure, occupation=list(PROXIES))
    offers = load.known("advertised_pay", "low_median", experience="all", treatment=treatment)
    offers = offers.set_index("year")["low_median"]
    year = offers.index.max()
    filed = load.indexed("visa_occupations", figures=("median",), code="all").loc["all", "median"]
    now = wages_beside(nation, measure, amount, about)
    now += [beside(figure, figure, amount, about) for figure in (offers[year], filed)]
    figure = (
        f"the {measure}s are {_of_each(nation[measure])}, and {money(earlier[measure].min())} or more in earlier releases; the "
        f"median lower end is {money(offers[year])} in advertisements and {money(filed)} in visa filings"
    )
    date = (
        f"{load.period('oews_national')} (wages), {year_of(year, load.period('advertised_pay'))} (advertised) and "
        f"{load.period('visa_occupations')} (filings)"
    )
    agree = now.count("agrees")
    if agree:
        return Finding(figure, SUPPORTED if agree * 2 >= len(now) else LIMITS, date)
    if "agrees" in wages_beside(earlier, measure, amount, about):
        return Finding(figure, OUTDATED, date)
    if len(set(now)) == 1:
        return Finding(figure, CONTRADICTED, date)
    return left_open(figure, date, "figures on both sides leave it open")


def _of_each(amounts: pd.Series) -> str:
    """An amount of each occupation that stands in, with its name: ``$126,800 (data scientists), … and …``."""
    return listing(f"{money(amounts[code])} ({PLURAL[code]})" for code in PROXIES)


def beside(low: float, high: float, amount: float, about: float) -> str:
    """Where an interval lies of an amount, give or take a part of it: ``agrees``, ``above`` or ``below``."""
    return "above" if low > amount * (1 + about) else "below" if high < amount * (1 - about) else "agrees"


def wages_beside(wages: pd.DataFrame, measure: str, amount: float, about: float) -> list[str]:
    """``beside`` for each wage of a table; means have an error, medians none that is published."""
    figures = wages[measure].astype(float)
    error = wages["mean_rse"].astype(float) if measure == "mean" else 0.0 * figures
    return [beside(*both, amount, about) for both in zip(*uncertainty.interval(figures, error), strict=True)]


#: What experienced people are said to reach, a little less and well above, US dollars a year.
ROUNDED, MORE = edition().experienced_pay * 39 // 40, edition().experienced_pay * 5 // 4


@rule(
    says("S5", f"Experienced people reach {money(edition().experienced_pay)} and more.", OFFICIAL),
    statement="Three questions are asked, each answered by a 95% interval. Does the 90th percentile of wages reach "
    f"{money(edition().experienced_pay)} in two or more of the three occupations? Does a quarter of the senior advertisements for the "
    "title, by the middle of their range? Does a quarter of the AI/ML engineers with 20 years of coding or more in the developer "
    "survey? Where the answer is yes to all, the claim is supported; to any, supported with limits. Where it is no to all, it is "
    "contradicted. Else sampling error leaves it open, and it is not testable.",
    why="'Reach' needs no more than that some do: a tenth of all, a quarter of the experienced. No error is published "
    "for percentiles of wages, so they are given that of the mean, which may be too small. The survey asks for all pay and not for "
    "base pay. It is read as if respondents were a random sample, which they are not.",
    alternatives={
        "half of the senior advertisements": {"part": "middle_median"},
        "advertised the year before": {"back": 1},
        "copies counted": {"treatment": "every advertisement"},
        "data scientists in the survey": {"role": "Data scientist"},
        "10 to 19 years in the survey": {"group": "10 to 19 years"},
        "the 75th percentile of wages": {"percentile": "p75"},
        f"{money(ROUNDED)} (the claim rounds)": {"amount": ROUNDED},
        f"{money(MORE)} (the claim says more)": {"amount": MORE},
    },
)
def reach(
    load: Evidence,
    claim: str,
    percentile: str = "p90",
    part: str = "middle_p75",
    treatment: str = "without copies",
    role: str = "AI/ML engineer",
    group: str = "20 years or more",
    back: int = 0,
    amount: float = edition().experienced_pay,
) -> Finding:
    nation = load.indexed("oews_national", figures=(percentile, "mean_rse"), occupation=PROXIES).loc[list(PROXIES)]
    bounds = uncertainty.interval(nation[percentile].astype(float), nation["mean_rse"].astype(float))
    wages = [at_least(*ends, amount) for ends in zip(*bounds, strict=True)]
    paid = "yes" if wages.count("yes") >= 2 else "no" if wages.count("no") == len(wages) else "open"
    year = load.some("advertised_pay")["year"].max() - back
    columns = ("middle_p25", "middle_median", "middle_p75", "ranges")
    kinds = {"experience": ["senior", "entry"], "treatment": treatment}
    levels = load.indexed("advertised_pay", figures=columns, year=int(year), **kinds)
    senior, entry = (levels.loc[(year, level, treatment)] for level in ("senior", "entry"))
    _, low, high = advertised_interval(senior, part)
    key = {"role": role, "grouping": "years of coding"}
    coded = load.indexed("survey_pay", figures=("p75", "p75_low", "p75_high", "n"), group=group, **key)
    young = load.indexed("survey_pay", figures=("p75",), group="under 10 years", **key)
    old = coded.loc[(group, role, "years of coding")]
    new = young.loc[("under 10 years", role, "years of coding")]
    answers = [paid, at_least(low, high, amount), at_least(old["p75_low"], old["p75_high"], amount)]
    figure = (
        f"the {PERCENTILES[percentile]}s are {_of_each(nation[percentile])}. A quarter of the senior advertisements offer "
        f"{money(senior[part])} or more (n = {count(senior['ranges'])}; at entry level {money(entry[part])}). A quarter of the people "
        f"in the survey with {group} of coding state {money(old['p75'])} or more (with under 10 years {money(new['p75'])})"
    )
    date = (
        f"{load.period('oews_national')} (wages), {year_of(year, load.period('advertised_pay'))} (advertised) and "
        f"{load.period('survey_pay')} (survey, n = {old['n']})"
    )
    return weighed(figure, answers, date)
