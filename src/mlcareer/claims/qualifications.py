"""The claims about what one needs, and their rules."""

from __future__ import annotations

from functools import partial

import pandas as pd

from mlcareer.claims.rule import (
    ASSIGNED,
    CONTRADICTED,
    LIMITS,
    NONE,
    OFFICIAL,
    SURVEY,
    Claim,
    Evidence,
    Finding,
    among_all,
    assigned,
    at_least,
    common,
    of_any_role,
    rule,
    samples,
    untestable,
    weighed,
)
from mlcareer.occupations import PLURAL, PROXIES, RESEARCH_SCIENTISTS, SOFTWARE_DEVELOPERS, onet
from mlcareer.text import article, count, listing, percent, times
from mlcareer.uncertainty import share_interval, sum_of_shares

says = partial(Claim, "qualifications")


#: O*NET's categories of required education, and those that the rules name.
CATEGORIES = range(1, 13)
BACHELORS, MASTERS, DOCTORATE = 6, 8, 11

#: Lowest category -> what O*NET's figures of all occupations call it and all above it.
LEVELS = {
    BACHELORS: "Bachelor's degree or more",
    MASTERS: "Master's degree or more",
    DOCTORATE: "Doctoral degree or more",
}

#: The Bureau's levels that a rule names: a bachelor's degree, and a master's degree or more.
BACHELOR = "Bachelor's degree"
FURTHER = ASSIGNED[ASSIGNED.index("Master's degree") :]

#: The occupations of which O*NET has asked workers; data scientists are not among them.
RATED = (RESEARCH_SCIENTISTS, SOFTWARE_DEVELOPERS)


def _required(load: Evidence, code: str, categories: range) -> tuple[float, float, float, int]:
    """Share of an occupation's workers whose job requires one of some categories of education: estimate and 95% interval
    (low, high) in percent, as ``sum_of_shares`` has it, and n.
    """
    rows = load.indexed(
        "onet_education", figures=("percent", "standard_error"), onet_code=onet(code), category=CATEGORIES
    ).loc[onet(code)]
    n = int(rows["n"].iloc[0])
    return *sum_of_shares(rows["percent"], rows["standard_error"], rows.index.isin(categories), n), n


@rule(
    says(
        "Q1", "A bachelor's degree in computer science, mathematics or a related field is the usual minimum.", OFFICIAL
    ),
    statement="If the Bureau of Labor Statistics names a bachelor's degree as typical entry for two of the three occupations or "
    "for all, the claim is supported with limits, for the Bureau names no subject. If it does so for one or none, the claim is "
    "contradicted.",
    why="The Bureau's assignment is what most workers need to enter, which is what 'usual minimum' says; two of three is "
    "most. It is a judgment without sampling error. Workers' own answers are tried beside it; they are few.",
    alternatives={
        "occupations weighed by jobs, half or more": {"by": "jobs"},
        "half of workers asked need a bachelor's or more": {"by": "workers"},
        "half of workers asked need a bachelor's and no more": {"by": "workers", "most": BACHELORS},
    },
)
def usual_minimum(load: Evidence, claim: str, by: str = "count", most: int = CATEGORIES[-1]) -> Finding:
    everywhere = among_all(common(load, "education", LEVELS[BACHELORS], 50))
    named = assigned(load, (BACHELOR, *FURTHER))
    base = f"half or more of the workers need {article(LEVELS[BACHELORS].lower())} in {everywhere}"
    date = f"{load.period('education_assignments')}; all occupations {load.period('onet_everywhere')}"
    if by == "workers":
        shares = [_required(load, code, range(BACHELORS, most + 1)) for code in RATED]
        figure = listing(
            f"{percent(share)} of {PLURAL[code]} (n = {n})" for code, (share, _, _, n) in zip(RATED, shares)
        )
        return weighed(f"{figure}; {base}", [at_least(low, high, 50) for _, low, high, _ in shares], date, best=LIMITS)
    entry = load.indexed("education_assignments", occupation=PROXIES)["education"][list(PROXIES)]
    bachelor = entry == BACHELOR
    weights = pd.Series(1, entry.index)
    if by == "jobs":
        national = load.indexed("oews_national", figures=("employment",), occupation=PROXIES)
        weights = national["employment"][list(PROXIES)]
    enough = weights[bachelor].sum() >= weights.sum() / 2
    return Finding(
        f"the Bureau names it for {bachelor.sum()} of {len(entry)} occupations, without a subject; a bachelor's degree or more is named "
        f"for {named}, and {base}",
        LIMITS if enough else CONTRADICTED,
        date,
    )


@rule(
    says("Q2", "Some employers prefer a master's degree or more, above all for senior posts.", OFFICIAL),
    statement="Of the research scientists or of the developers whom O*NET asked, 10% or more surely need a master's degree or more "
    "(95% interval); or the Bureau names one as typical entry for one of the three occupations. If any of these holds, the "
    "claim is supported with limits; if surely none does, it is contradicted. Where sampling error leaves it open, it is not "
    "testable.",
    why="One job in ten is 'some'. What a job requires says more than what an employer prefers. 'Above all for senior posts' "
    "stays untested, so 'supported' without limits cannot be reached.",
    alternatives={
        "workers' answers alone": {"bureau": False},
        "a quarter, workers' answers alone": {"bureau": False, "cut": 25},
        "half, workers' answers alone": {"bureau": False, "cut": 50},
        "a doctorate, workers' answers alone": {"bureau": False, "least": DOCTORATE},
    },
)
def some_prefer_more(load: Evidence, claim: str, cut: float = 10, least: int = MASTERS, bureau: bool = True) -> Finding:
    shares = [_required(load, code, range(least, CATEGORIES[-1] + 1)) for code in RATED]
    answers = [at_least(low, high, cut) for _, low, high, _ in shares]
    needed = listing(
        f"{percent(share)} of {PLURAL[code]} ({low:.0f}–{percent(high)}, n = {n})"
        for code, (share, low, high, n) in zip(RATED, shares)
    )
    everywhere = among_all(common(load, "education", LEVELS[least], cut))
    figure = (
        f"{needed} need {article(LEVELS[least].lower())}, as do an estimated {percent(cut)} or more in {everywhere}"
    )
    if bureau:
        entry = load.indexed("education_assignments", occupation=PROXIES)["education"][list(PROXIES)]
        further = int(entry.isin(FURTHER).sum())
        answers.append("yes" if further else "no")
        figure += f"; the Bureau names such a degree for {further} of {len(entry)} occupations, and for {assigned(load, FURTHER)}"
    asked = load("onet_education").drop_duplicates("onet_code")
    date = f"{samples(asked, 'surveyed')}; {load.period('education_assignments')}; all occupations {load.period('onet_everywhere')}"
    return weighed(figure, answers, date, best=LIMITS)


untestable(
    says("Q3", "Practical machine learning projects are essential.", NONE),
    needs="job postings with their requirements, under an open license, and who was hired",
    figure="no open data tells",
)


#: The languages that the claim names; one of them is enough.
PYTHON_OR_R = ("Python", "R")


@rule(
    says("Q4", "Programming in Python or R is essential.", SURVEY),
    statement="Of US AI/ML engineers in the developer survey who named a language, 75% or more surely use Python or R (95% "
    "interval, read as if they were a random sample, which they are not); and O*NET marks one of the two as in demand in each of the "
    "three occupations. If both hold, the claim is supported; if one does, it is supported with limits. If surely fewer use them "
    "and they are not so marked, it is contradicted. Where sampling error leaves it open, it is not testable.",
    why="'Essential' should mean that most cannot do without it, and three in four is most by any reading. The table counts the "
    "users of each language. So those who use either are at least the larger count, and at most the sum of both.",
    alternatives={
        "90% instead": {"cut": 90},
        "who named no language counted as using neither": {"silent": True},
        "90%, who named no language counted as using neither": {"silent": True, "cut": 90},
        "data scientists in the survey": {"role": "Data scientist"},
    },
)
def essential_language(
    load: Evidence, claim: str, cut: float = 75, role: str = "AI/ML engineer", silent: bool = False
) -> Finding:
    asked = load.indexed("survey_languages", role=role, language=PYTHON_OR_R).loc[role]
    named = int(asked.loc["Python", "n"])
    n = int(load.indexed("survey_pay", role=role, grouping="all").loc[(role, "all"), "n"]) if silent else named
    python, r = (int(asked.loc[language, "users"]) for language in PYTHON_OR_R)
    low = share_interval(max(python, r), n)[0] * 100
    high = share_interval(min(python + r, n), n)[1] * 100
    codes = [onet(code) for code in PROXIES]
    listed = load.indexed("onet_technologies", onet_code=codes).loc[codes]
    marked = listed[listed["in_demand"] & listed["technology"].isin(PYTHON_OR_R)].index.nunique()
    rates = {language: common(load, "technology", language, 1) for language in PYTHON_OR_R}
    everywhere = listing(f"{language} in {count(rate.reach)}" for language, rate in rates.items())
    return weighed(
        f"of {n} {role}s {percent(python / n * 100)} use Python and {percent(r / n * 100)} R (either: {percent(low)} to "
        f"{percent(high)} with sampling error); one of them is in demand in {marked} of {len(codes)} occupations ({everywhere} of all "
        f"{count(rates[PYTHON_OR_R[0]].number)}); of {of_any_role(asked.loc[list(PYTHON_OR_R)])}",
        [at_least(low, high, cut), "yes" if marked == len(codes) else "no"],
        f"{load.period('survey_languages')} (n = {named} who named a language) and {load.period('onet_technologies')}",
    )


#: O*NET's ratings of mathematics that are in hand: workers rate the knowledge, analysts the skill.
RATINGS = (
    (RESEARCH_SCIENTISTS, "knowledge"),
    (RESEARCH_SCIENTISTS, "skill"),
    (SOFTWARE_DEVELOPERS, "skill"),
)

#: How a rating is told: O*NET's domain -> words.
RATED_AS = {"knowledge": "the knowledge is rated", "skill": "the skill is rated"}


@rule(
    says("Q5", "Calculus and linear algebra are essential.", OFFICIAL),
    statement="O*NET has mathematics rated: as knowledge by research scientists, and as a skill by analysts, for research "
    "scientists and for developers. If the 95% interval of one rating or more begins at 3 ('important') or above, the claim is "
    "supported with limits. If all ratings are surely below it, the claim is contradicted. Where sampling error leaves it open, "
    "it is not testable.",
    why="3 is the word 'important' on O*NET's own scale. Knowledge and skill are rated by different people, so each is held "
    "against the mark, and none against another. Data scientists were never rated, and no source asks for calculus or linear "
    "algebra by name, so 'supported' without limits cannot be reached. How many of their tasks name mathematics is told in "
    "question 3 and not judged by: a short description that is silent measures nothing.",
    alternatives={
        "4 ('very important') instead": {"cut": 4},
        "the knowledge of research scientists and the skill of developers": {"ratings": (RATINGS[0], RATINGS[2])},
        "skill alone": {"ratings": RATINGS[1:]},
    },
)
def mathematics(
    load: Evidence, claim: str, cut: float = 3.0, ratings: tuple[tuple[str, str], ...] = RATINGS
) -> Finding:
    rated = [
        load.indexed(
            "onet_importance",
            figures=("importance", "low", "high"),
            onet_code=onet(code),
            domain=domain,
            element="Mathematics",
        ).loc[(onet(code), domain, "Mathematics")]
        for code, domain in ratings
    ]
    told: dict[str, list[str]] = {}
    for (code, domain), row in zip(ratings, rated):
        of = f"{times(row['importance'])} of 5 for {PLURAL[code]} ({times(row['low'])}–{times(row['high'])})"
        told.setdefault(domain, []).append(of)
    rates = {domain: common(load, domain, "Mathematics", cut) for domain in told}
    figure = "; ".join(
        f"{RATED_AS[domain]} {listing(own)}, and {cut:g} or more in {count(rates[domain].reach)} of {count(rates[domain].number)} "
        "occupations"
        for domain, own in told.items()
    )
    return weighed(
        figure,
        [at_least(row["low"], row["high"], cut) for row in rated],
        f"{samples(pd.DataFrame(rated), 'rated')}; all occupations {load.period('onet_everywhere')}",
        best=LIMITS,
    )
