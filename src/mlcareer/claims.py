"""A verdict on every claim of the article, by a stated rule.

A rule is a small function: it reads tables, computes a figure, says of when it is, and returns a verdict. Beside it
stand one sentence that states the rule, the reason for its threshold, and the other reasonable choices (another cut,
another stand-in, copies counted or not), under which it is run as well, so that the report can say where the verdict
would be another. A claim that open data cannot test has a rule, too: it says what data it would take.

Which tables a rule used is recorded while it runs. Where a table lacks a row or figure that the rule needs, the verdict is
"not testable", and its figure says what was not there.

``judge()`` gives all verdicts, ``score()`` counts them; ``mlcareer.verdicts`` shows them. All come from here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache

import pandas as pd

from mlcareer import data, uncertainty
from mlcareer.occupations import (
    ALL,
    DATA_SCIENTISTS,
    NAMES,
    PROXIES,
    RESEARCH_SCIENTISTS,
    SOFTWARE_DEVELOPERS,
    onet,
)
from mlcareer.text import NOT_RELEASED, count, listing, money, percent, times, words

SUPPORTED = "supported"
LIMITS = "supported with limits"
OUTDATED = "outdated"
CONTRADICTED = "contradicted"
NOT_TESTABLE = "not testable"
#: The five verdicts and their signs, so that colour is not the only carrier of meaning.
VERDICTS = {SUPPORTED: "●", LIMITS: "◐", OUTDATED: "◷", CONTRADICTED: "✕", NOT_TESTABLE: "?"}

Load = Callable[[str], pd.DataFrame]


@dataclass(frozen=True)
class Finding:
    """What a rule finds: the figure as text, with unit and n where it is small; the verdict; of when the data are."""

    figure: str
    verdict: str
    date: str = ""


class Evidence:
    """The tables as a rule reads them: it notes which, and misses what is not there by name.

    ``Evidence(load)("places")`` is the table; ``load`` gives tables by name.
    """

    def __init__(self, load: Load):
        self.load, self.used = load, []

    def __call__(self, name: str) -> pd.DataFrame:
        if name not in self.used:
            self.used.append(name)
        return self.load(name)

    def indexed(self, name: str, figures: tuple[str, ...] = (), **rows) -> pd.DataFrame:
        """The table indexed by the columns named; ``data.MissingRow`` where a row or one of its ``figures`` is missing."""
        return data.index_by(self(name), name, figures=figures, **rows)

    def some(self, name: str, **wanted) -> pd.DataFrame:
        """The rows that have the wanted values; ``data.MissingRow`` where there are none."""
        found = _rows(self(name), **wanted)
        if found.empty:
            what = " and ".join(f"{column} {value!r}" for column, value in wanted.items())
            raise data.MissingRow(f"data/{name}.csv has no row{f' with {what}' if what else ''}, which is needed here.")
        return found

    def known(self, name: str, column: str, **wanted) -> pd.DataFrame:
        """``some`` rows, those with a value in a column; ``data.MissingRow`` where none has one."""
        found = self.some(name, **wanted).dropna(subset=[column])
        if found.empty:
            raise data.MissingRow(f"data/{name}.csv has no {column} in the rows that are needed here.")
        return found

    def period(self, name: str) -> str:
        """Of when the figures of a table are: ``May 2025``."""
        if name not in self.used:
            self.used.append(name)
        return data.period(name)


@dataclass(frozen=True)
class Rule:
    """A rule for one claim or several of a kind."""

    ids: tuple[str, ...]
    statement: str
    why: str
    find: Callable[..., Finding]
    alternatives: dict[str, dict] = field(default_factory=dict)


@dataclass(frozen=True)
class Judgment:
    """The verdict on a claim. ``tables`` are those that its rule used; ``changes`` maps another reasonable choice to the
    verdict it would give, where that differs; ``tried`` names all choices that were tried. The claim's own words stand in
    the table ``claims``."""

    id: str
    verdict: str
    figure: str
    date: str
    statement: str
    why: str
    tables: tuple[str, ...]
    changes: dict[str, str]
    tried: tuple[str, ...]


#: What the article names: as the table of downloads writes it -> as O*NET does; claim -> certificate.
FRAMEWORKS = {"TensorFlow": "TensorFlow", "PyTorch": "PyTorch", "scikit-learn": "Scikit-learn", "Keras": "Keras"}

CERTIFICATES = {"F6a": "tensorflow-developer", "F6b": "azure-ai-engineer"}

RULES: list[Rule] = []


def rule(*ids: str, statement: str, why: str, alternatives: dict | None = None):
    """Register the decorated function as the rule of the claims ``ids``.

    The function takes the ``Evidence`` and the claim's id, and further choices by keyword; ``alternatives`` maps a name to
    the choices under which it is run again.
    """

    def register(find):
        RULES.append(Rule(ids, statement, why, find, alternatives or {}))
        return find

    return register


def untestable(*ids: str, needs: str, figure: str = "none"):
    """Register claims that open data cannot test; ``needs`` names the data it would take."""
    RULES.append(
        Rule(
            ids,
            "Not testable with open data.",
            f"It would take {needs}.",
            lambda load, claim: Finding(figure, NOT_TESTABLE),
        )
    )


def check(load: Load = data.load) -> None:
    """Raise DataError unless each row of the table ``claims`` has one rule, and each rule its claims."""
    rules = [claim for found in RULES for claim in found.ids]
    listed = load("claims")["id"].to_list()
    faults = {
        "claims without a rule": sorted(set(listed) - set(rules)),
        "rules without a claim": sorted(set(rules) - set(listed)),
        "claims with two rules": sorted({claim for claim in rules if rules.count(claim) > 1}),
    }
    told = "; ".join(f"{what}: {', '.join(ids)}" for what, ids in faults.items() if ids)
    if told:
        raise data.DataError(
            f"data/claims.csv and the rules disagree: {told}. Correct scripts/sources/claims.py or src/mlcareer/claims.py."
        )


def judge(load: Load = data.load) -> list[Judgment]:
    """Return a Judgment for each claim, in the order of the table ``claims``.

    ``load`` gives tables by name; a test may give altered ones. Raises DataError for a claim without a rule or a rule
    without a claim, ValueError for a verdict outside the five.
    """
    load = cache(load)  # rules read and never change what they are given
    check(load)
    rules = {claim: found for found in RULES for claim in found.ids}
    return [_judgment(claim, rules[claim], load) for claim in load("claims")["id"]]


def _judgment(claim: str, found: Rule, load: Load) -> Judgment:
    evidence = Evidence(load)

    finding = _finding(found, evidence, claim)
    others = {name: _finding(found, evidence, claim, choice).verdict for name, choice in found.alternatives.items()}
    for verdict in (finding.verdict, *others.values()):
        if verdict not in VERDICTS:
            raise ValueError(f"The rule for {claim} returns {verdict!r}, which is none of {list(VERDICTS)}.")
    return Judgment(
        id=claim,
        verdict=finding.verdict,
        figure=finding.figure,
        date=finding.date,
        statement=found.statement,
        why=found.why,
        tables=tuple(evidence.used),
        changes={name: verdict for name, verdict in others.items() if verdict != finding.verdict},
        tried=tuple(others),
    )


def _finding(found: Rule, evidence: Evidence, claim: str, choice: dict | None = None) -> Finding:
    """What a rule finds; where something it needs is not there, that it is not testable, and what was missing."""
    try:
        return found.find(evidence, claim, **(choice or {}))
    except data.MissingRow as missing:
        return Finding(f"{NOT_RELEASED}: {missing}", NOT_TESTABLE)


@lru_cache
def judged() -> dict[str, Judgment]:
    """All judgments on the report's own tables, by id, computed once."""
    return {found.id: found for found in judge()}


def score() -> dict[str, int]:
    """How many claims have each verdict, in the order of VERDICTS."""
    verdicts = [found.verdict for found in judged().values()]
    return {verdict: verdicts.count(verdict) for verdict in VERDICTS}


def _rows(frame: pd.DataFrame, **wanted) -> pd.DataFrame:
    """Rows whose columns have the wanted values; a tuple or an array stands for any of its values."""
    for name, value in wanted.items():
        frame = frame[frame[name] == value] if isinstance(value, str | int) else frame[frame[name].isin(value)]
    return frame


def _named(load: Evidence) -> list[str]:
    """The areas of the article's places."""
    return load.some("places")["area"].unique().tolist()


def _month(text: str) -> str:
    """``2019-08`` as ``August 2019``."""
    return pd.Timestamp(text).strftime("%B %Y")


def _samples(rows: pd.DataFrame, month: str) -> str:
    """Months and sizes of O*NET's samples: ``August 2019 (n = 16) and August 2025 (n = 8)``, or ``… (n = 8 each)``."""
    told = dict.fromkeys((_month(row[month]), int(row["n"])) for _, row in rows.iterrows())
    if len(told) > 1 and len({n for _, n in told}) == 1:
        return f"{listing(when for when, _ in told)} (n = {next(iter(told))[1]} each)"
    return listing(f"{when} (n = {n})" for when, n in told)


def _year(year: int, period: str) -> str:
    """One year of a period such as ``2022 to June 2025``; the last is not whole: ``2025 to June``."""
    month, _, last = period.rpartition(" to ")[2].rpartition(" ")
    return f"{year} to {month}" if str(year) == last else str(year)


# --- the field ------------------------------------------------------------------------------------------------------


@rule(
    "I1",
    statement=f"Of the {words(len(FRAMEWORKS) + len(CERTIFICATES))} products the article names ({words(len(FRAMEWORKS))} "
    f"frameworks, {words(len(CERTIFICATES))} certificates), count those overtaken: withdrawn, or no longer the most "
    "downloaded deep learning framework. Two or more: supported with limits.",
    why="'Fast' has no unit, so a direct test is impossible; what has aged in the article itself is a fair sign, and one "
    "product could be chance.",
    alternatives={"three or more": {"least": 3}, "one or more": {"least": 1}},
)
def moves_fast(load, claim, least=2):
    named = list(CERTIFICATES.values())
    status = load.indexed("certificates", certificate=named)["status"]
    aged = int((status[named] == "withdrawn").sum())
    load.some("package_downloads", package="PyTorch")
    load.some("package_downloads", package="TensorFlow")
    downloads = load("package_downloads").pivot(index="date", columns="package", values="downloads")
    lead = (downloads["PyTorch"] > downloads["TensorFlow"])[downloads[["PyTorch", "TensorFlow"]].notna().all(axis=1)]
    aged += int(lead.iloc[-1] and not lead.iloc[0])
    return Finding(
        f"{aged} of the {len(FRAMEWORKS) + len(named)} products it names have been withdrawn or overtaken",
        LIMITS if aged >= least else CONTRADICTED,
        f"{lead.index[0][:4]} to {load.period('certificates')} (certificates reported)",
    )


untestable(
    "I2",
    needs="what firms with and without such engineers achieve, comparable in all else",
)

# --- qualifications -------------------------------------------------------------------------------------------------


@rule(
    "Q1",
    statement="The Bureau of Labor Statistics names a bachelor's degree as typical entry for all three occupations: "
    "supported; for two: supported with limits; for fewer: contradicted.",
    why="The Bureau's assignment is what most workers need to enter, which is what 'usual minimum' says; two of three is "
    "most.",
)
def usual_minimum(load, claim):
    entry = load.indexed("education_assignments", occupation=PROXIES)["education"][list(PROXIES)]
    bachelor = int((entry == "Bachelor's degree").sum())
    verdict = {3: SUPPORTED, 2: LIMITS}.get(bachelor, CONTRADICTED)
    date = load.period("education_assignments")
    return Finding(f"{bachelor} of {len(entry)} occupations, subject not stated", verdict, date)


def _share_at_least(education: pd.DataFrame, category: int) -> dict[str, tuple[float, float, int]]:
    """By O*NET code: share of workers at or above a category, its standard error (shares independent), n."""
    high = education[education["category"] >= category]
    return {
        code: (rows["percent"].sum(), (rows["standard_error"] ** 2).sum() ** 0.5, int(rows["n"].iloc[0]))
        for code, rows in high.groupby("onet_code")
    }


@rule(
    "Q2",
    statement="In an occupation that O*NET rated, the share of workers who say that their job requires a master's degree "
    "or more exceeds zero by more than 1.96 standard errors. In one: supported with limits; in none: contradicted.",
    why="'Some' needs no more than a share that is surely above zero. 'Above all for senior posts' stays untested, so "
    "'supported' without limits cannot be reached.",
    alternatives={"in both occupations": {"least": 2}, "a doctorate instead": {"category": 11}},
)
def some_prefer_more(load, claim, least=1, category=8):
    education = load("onet_education")
    shares = _share_at_least(education, category)
    sure = [code for code, (share, error, _) in shares.items() if share > 1.96 * error]
    if onet(RESEARCH_SCIENTISTS) not in shares:
        raise data.MissingRow(f"data/onet_education.csv has no such level for {onet(RESEARCH_SCIENTISTS)}.")
    share, _, n = shares[onet(RESEARCH_SCIENTISTS)]
    return Finding(
        f"an estimated {percent(share)} of research scientists (n = {n})",
        LIMITS if len(sure) >= least else CONTRADICTED,
        _samples(education.drop_duplicates("onet_code"), "surveyed"),
    )


untestable("Q3", needs="job postings with their requirements, under an open license, and who was hired")


@rule(
    "Q4",
    statement="Of US AI/ML engineers in the developer survey, the share who use Python has a 95% lower bound of 75% or "
    "more, and O*NET marks Python as in demand in all three occupations: supported. One of the two: supported with "
    "limits. Neither: contradicted.",
    why="'Essential' should mean that most cannot do without it; three in four is most by any reading, and the lower "
    "bound allows for the small sample. R is not needed for the claim, which says 'or'.",
    alternatives={"lower bound of 90%": {"cut": 90}, "R instead of Python": {"language": "R"}},
)
def essential_language(load, claim, cut=75, language="Python"):
    asked = load.some("survey_languages", role="AI/ML engineer").set_index("language")
    row = asked.loc[language] if language in asked.index else None
    marks = _rows(load("onet_technologies"), technology=language).groupby("onet_code")["in_demand"].any()
    tests = [row is not None and row["low"] >= cut, len(marks) == len(PROXIES) and bool(marks.all())]
    figure = (
        f"{percent(row['percent'])} of {row['n']:.0f} use {language}" if row is not None else f"{language} not named"
    )
    date = f"{load.period('survey_languages')} (n = {asked['n'].iloc[0]} who named a language) and {load.period('onet_technologies')}"
    return Finding(figure, {2: SUPPORTED, 1: LIMITS, 0: CONTRADICTED}[sum(tests)], date)


@rule(
    "Q5",
    "F3",
    statement="O*NET's rating of mathematics (knowledge for research scientists, skill for developers) has a 95% lower "
    "bound of 3 ('important') or more in both rated occupations: supported; in one: supported with limits; in neither: "
    "contradicted.",
    why="3 is the word 'important' on O*NET's own scale. Data scientists were never rated, and no source asks for "
    "calculus or linear algebra by name.",
    alternatives={
        "4 ('very important') instead": {"cut": 4},
        "the rating itself, not its lower bound": {"bound": "importance"},
    },
)
def mathematics(load, claim, cut=3.0, bound="low"):
    research, developers = (
        load.indexed("onet_importance", figures=(bound,), onet_code=code, domain=domain, element="Mathematics").loc[
            (code, domain, "Mathematics")
        ]
        for code, domain in ((onet(RESEARCH_SCIENTISTS), "knowledge"), (onet(SOFTWARE_DEVELOPERS), "skill"))
    )
    passed = sum(row[bound] >= cut for row in (research, developers))
    figure = f"{times(research['importance'])} of 5 for research scientists, {times(developers['importance'])} for developers"
    date = _samples(pd.DataFrame([research, developers]), "rated")
    return Finding(figure, {2: SUPPORTED, 1: LIMITS, 0: CONTRADICTED}[passed], date)


# --- cities ---------------------------------------------------------------------------------------------------------


@rule(
    "C0",
    statement="The share of metropolitan areas where data scientists are at least as concentrated as in the nation: half "
    "or more: supported; a quarter or more: supported with limits; less: contradicted.",
    why="If demand were high everywhere, a typical area would reach the nation's average; half is the least for 'the "
    "whole country', a quarter still a good part of it.",
    alternatives={
        "software developers": {"code": SOFTWARE_DEVELOPERS},
        "research scientists": {"code": RESEARCH_SCIENTISTS},
        "half the nation's average is enough": {"level": 0.5},
    },
)
def everywhere(load, claim, code=DATA_SCIENTISTS, level=1.0):
    quotients = load.known("oews_metro", "location_quotient", occupation=code)["location_quotient"]
    share = (quotients >= level).mean() * 100
    verdict = SUPPORTED if share >= 50 else LIMITS if share >= 25 else CONTRADICTED
    figure = f"{(quotients >= level).sum()} of {len(quotients)} areas with a figure ({percent(share)})"
    return Finding(figure, verdict, load.period("oews_metro"))


@rule(
    *(f"C{n}" for n in range(1, 11)),
    statement="A hotspot stands among the first ten metropolitan areas on a measure: by jobs or by mean pay with its "
    "whole rank range, by concentration with its rank; concentration and pay among areas with 1,000 jobs or more. On two "
    "of the three: supported; on one: supported with limits; on none: contradicted.",
    why="The article names ten places, so the first ten is its own cut. Jobs alone would only find big cities, "
    "concentration and pay alone also small ones; two of three finds places that stand out. Concentration has no "
    "published standard error, so its rank may be a tie.",
    alternatives={
        "the first five": {"cut": 5},
        "the first twenty": {"cut": 20},
        "software developers": {"code": SOFTWARE_DEVELOPERS},
        "research scientists, 200 jobs or more": {"code": RESEARCH_SCIENTISTS, "least": 200},
        "best possible rank instead of the whole range": {"end": "best"},
    },
)
def hotspot(load, claim, cut=10, code=DATA_SCIENTISTS, least=1000, end="worst"):
    order = int(claim.removeprefix("C"))  # C1 is the article's first place
    area = load.indexed("places", order=order).loc[order, "area"]
    load.some("oews_metro", occupation=code)
    measures, words = _hotspot_ranks(load.load, code, least), []
    met = 0
    for name, ranks in measures.items():
        found = area in ranks.index
        met += int(found and ranks.loc[area, end] <= cut)
        words.append(f"{name} {_range(ranks.loc[area])} of {len(ranks)}" if found else f"{name}: not ranked")
    return Finding(
        "Rank by " + ", ".join(words), {0: CONTRADICTED, 1: LIMITS}.get(met, SUPPORTED), load.period("oews_metro")
    )


@lru_cache(maxsize=8)  # ten claims ask for the same
def _hotspot_ranks(load: Load, code: str, least: int) -> dict[str, pd.DataFrame]:
    """Ranks by jobs, concentration and pay, each a frame by area with columns best and worst."""
    figures = _rows(load("oews_metro"), occupation=code).set_index("area")
    big = figures[figures["employment"].fillna(0) >= least]
    dense = big["location_quotient"].dropna().rank(ascending=False, method="min").astype(int)
    ranked = {"concentration": pd.DataFrame({"best": dense, "worst": dense})}
    for name, frame, measure in (("jobs", figures, "employment"), ("pay", big, "mean")):
        known = frame.dropna(subset=[measure, f"{measure}_rse"])
        ranked[name] = uncertainty.rank_ranges(known[measure].astype(float), known[f"{measure}_rse"])
    return {name: ranked[name] for name in ("jobs", "concentration", "pay")}


def _range(row) -> str:
    return str(row["best"]) if row["best"] == row["worst"] else f"{row['best']}–{row['worst']}"


#: States of the nine areas' main cities: filings name a state, never a city.
STATES = ("CA", "WA", "NY", "MA", "TX", "IL", "GA")


@rule(
    "C11",
    statement="Employers that filed H-1B applications for machine learning titles, by state of the worksite: the "
    f"{words(len(STATES))} states of the named areas hold half or more of them: supported with limits; less: contradicted.",
    why=f"Half of all in {words(len(STATES))} states of fifty is a concentration by any reading. Filings name a state and no city, and "
    "only firms that sponsor visas are in them, so 'supported' without limits cannot be reached.",
    alternatives={"filings instead of employers": {"measure": "filings"}, "two thirds instead of half": {"cut": 66.7}},
)
def many_firms(load, claim, measure="employers", cut=50):
    states = load.indexed("visa_states", state=STATES)[measure]
    inside, whole = int(states.reindex(STATES).sum()), int(states.sum())
    share = inside / whole * 100
    return Finding(
        f"{percent(share)} of {whole} {measure} by state are in the {words(len(STATES))} states",
        LIMITS if share >= cut else CONTRADICTED,
        load.period("visa_states"),
    )


# --- salaries -------------------------------------------------------------------------------------------------------


@rule(
    "S1",
    statement="Advertised pay for the title rises from entry to middle to senior, with and without copies, and in the "
    "developer survey AI/ML engineers with 20 years of coding or more have a median whose 95% interval lies above that "
    "of people under 10 years. Both: supported; one: supported with limits; neither: contradicted.",
    why="Two kinds of evidence of different make should agree: an advertisement says what a level is offered, a survey "
    "what people with more years report. Neither follows one person over time.",
    alternatives={
        "advertised in 2025": {"year": 2025},
        "advertised in 2023": {"year": 2023},
        "data scientists in the survey": {"role": "Data scientist"},
    },
)
def experience(load, claim, year=2024, role="AI/ML engineer"):
    kinds = {"experience": ["entry", "middle", "senior"], "treatment": ["without copies"]}
    load.indexed("advertised_pay", year=year, **kinds)
    levels = load.some("advertised_pay", year=year)
    levels = levels.pivot(index="treatment", columns="experience", values="middle_median")
    rises = all(row["entry"] < row["middle"] < row["senior"] for _, row in levels.iterrows())
    key = {"role": role, "grouping": "years of coding", "group": ["under 10 years", "20 years or more"]}
    years = (
        load.indexed("survey_pay", figures=("median_low", "median_high"), **key)
        .sort_index()
        .loc[(role, "years of coding")]
    )
    young, old = years.loc["under 10 years"], years.loc["20 years or more"]
    apart = bool(old["median_low"] > young["median_high"])
    row = levels.loc["without copies"]
    figure = f"{money(row['entry'])} entry, {money(row['middle'])} middle, {money(row['senior'])} senior (advertised, without copies)"
    date = f"{_year(year, load.period('advertised_pay'))} (advertised) and {load.period('survey_pay')} (survey, n = {young['n']} and {old['n']})"
    return Finding(figure, {2: SUPPORTED, 1: LIMITS, 0: CONTRADICTED}[rises + apart], date)


@rule(
    "S2",
    statement="Of all pairs of the named areas, the share whose mean wages differ at the 95% level: half or more: "
    "supported; any: supported with limits; none: contradicted.",
    why="With no difference between places about one pair in twenty would differ by chance; half is far beyond that.",
    alternatives={
        "software developers": {"code": SOFTWARE_DEVELOPERS},
        "research scientists": {"code": RESEARCH_SCIENTISTS},
    },
)
def location(load, claim, code=DATA_SCIENTISTS):
    wages = load.known("oews_metro", "mean_rse", occupation=code, area=_named(load)).dropna(subset=["mean"])
    if len(wages) < 2:
        raise data.MissingRow("data/oews_metro.csv has fewer than two mean wages in the named areas.")
    mean, rse = wages["mean"].to_numpy(float), wages["mean_rse"].to_numpy(float)
    apart = int(uncertainty.differ(mean[:, None], rse[:, None], mean, rse).sum() / 2)
    pairs = len(mean) * (len(mean) - 1) // 2
    verdict = SUPPORTED if apart >= pairs / 2 else LIMITS if apart else CONTRADICTED
    return Finding(f"{apart} of {pairs} pairs of areas differ", verdict, load.period("oews_metro"))


@rule(
    "S3",
    statement="In the only open source that names a company size, one size makes up 90% of the rows or more: not "
    "testable with it. Otherwise the claim would need a rule of its own.",
    why="Where nearly all rows say 'medium', the other sizes are too few and too odd to compare. It would take pay by "
    "size of employer for these occupations, which the Bureau collects and does not publish.",
)
def company_size(load, claim):
    every = load.some("advertised_remote", treatment="every advertisement")
    rows = every[every["year"] > every["year"].max() - 2]  # the last two years
    share = rows["medium_company"].sum() / rows["rows"].sum() * 100
    date = f"{rows['year'].min()} to {load.period('advertised_remote').rpartition(' to ')[2]}"
    return Finding(f"{percent(share)} of rows say medium", NOT_TESTABLE if share >= 90 else LIMITS, date)


@rule(
    "S4",
    statement="$112,000 against the current mean wage of each of the three occupations, and against the median lower end "
    "advertised for the title. Inside the 95% interval of a mean: supported; below all of these: contradicted; else: "
    "supported with limits.",
    why="The claim says 'average', so a mean is the first comparison. Its likeness to an earlier median of data scientists "
    "is chance: another title, another measure. Equity and bonuses would only widen the gap.",
    alternatives={
        "the median instead of the mean": {"measure": "median"},
        "copies counted": {"treatment": "every advertisement"},
    },
)
def average_pay(load, claim, measure="mean", treatment="without copies", amount=112_000):
    figures = ("mean", "mean_rse", "median")
    nation = load.indexed("oews_national", figures=figures, occupation=PROXIES).loc[list(PROXIES)]
    low, high = uncertainty.interval(nation["mean"].astype(float), nation["mean_rse"])
    offers = load.some("advertised_pay", experience="all", treatment=treatment).set_index("year")["low_median"]
    year = offers.index.max()
    offered = offers[year]
    if measure == "mean" and ((low <= amount) & (amount <= high)).any():
        verdict = SUPPORTED
    else:
        verdict = CONTRADICTED if amount < min(nation[measure].min(), offered) else LIMITS
    figure = (
        f"means {listing(money(nation.loc[code, 'mean']) for code in PROXIES)}; lower end advertised {money(offered)}"
    )
    return Finding(
        figure,
        verdict,
        f"{load.period('oews_national')} (wages), {_year(year, load.period('advertised_pay'))} (advertised)",
    )


@rule(
    "S5",
    statement="The 90th percentile of national wages reaches $200,000 in all three occupations: supported; in one or "
    "two: supported with limits; in none: contradicted.",
    why="'Reach' needs no more than that the best-paid tenth does. That experience is the reason is not in these data.",
    alternatives={"the 75th percentile": {"measure": "p75"}, "$195,000 (the claim rounds)": {"amount": 195_000}},
)
def reach(load, claim, measure="p90", amount=200_000):
    nation = load.indexed("oews_national", figures=(measure,), occupation=PROXIES).loc[list(PROXIES)]
    reached = int((nation[measure] >= amount).sum())
    figure = listing(f"{money(nation.loc[code, measure])} ({NAMES[code].lower()})" for code in PROXIES)
    return Finding(figure, {3: SUPPORTED, 0: CONTRADICTED}.get(reached, LIMITS), load.period("oews_national"))


# --- questions ------------------------------------------------------------------------------------------------------


@rule(
    "F1",
    statement="Among O*NET's tasks of data scientists, count those that name models and those that name business "
    "problems or solutions: both: supported with limits; and one that names putting into service (deploy, implement, "
    "production): supported; else contradicted.",
    why="Word counts in a handful of sentences can only say what an official description mentions.",
    alternatives={
        "tasks of software developers": {"code": SOFTWARE_DEVELOPERS},
        "tasks of research scientists": {"code": RESEARCH_SCIENTISTS},
    },
)
def role(load, claim, code=DATA_SCIENTISTS):
    tasks = load.some("onet_tasks", onet_code=onet(code))["task"]
    models, business, service = (
        int(tasks.str.contains(words, case=False).sum())
        for words in (r"\bmodels?\b|modeling", r"business|solutions", r"deploy|implement|production")
    )
    verdict = CONTRADICTED if not (models and business) else SUPPORTED if service else LIMITS
    return Finding(
        f"of {len(tasks)} tasks {models} name models, {business} business problems or solutions, {service} putting into service",
        verdict,
        load.period("onet_tasks"),
    )


@rule(
    "F2",
    statement="The two languages that most US AI/ML engineers name in the developer survey are Python and R: supported; "
    "otherwise: contradicted.",
    why="The claim names a pair, so both must be there. Markup and query languages count, as the survey lists them.",
    alternatives={
        "data scientists": {"role": "Data scientist"},
        "without shells, queries and markup": {"left_out": ("Bash/Shell (all shells)", "SQL", "HTML/CSS")},
        "data scientists, without shells, queries and markup": {
            "role": "Data scientist",
            "left_out": ("Bash/Shell (all shells)", "SQL", "HTML/CSS"),
        },
    },
)
def two_languages(load, claim, role="AI/ML engineer", left_out=()):
    used = load.some("survey_languages", role=role)
    used = used[~used["language"].isin(left_out)]
    used = used.sort_values(["users", "language"], ascending=[False, True])
    first = used.head(4)
    figure = listing(f"{row.language} {row.users}" for row in first.itertuples()) + f" of {used['n'].iloc[0]}"
    date = f"{load.period('survey_languages')}, n = {used['n'].iloc[0]}"
    return Finding(figure, SUPPORTED if set(first["language"].head(2)) == {"Python", "R"} else CONTRADICTED, date)


@rule(
    "F4",
    statement="A named framework counts as popular when O*NET marks it as in demand for data scientists. All four: "
    "supported; two or three: supported with limits; fewer: contradicted.",
    why="O*NET's mark is read off postings, so it is about being asked for. Downloads count machines, and Keras comes "
    "along with TensorFlow, so they cannot stand alone.",
    alternatives={
        "ten million downloads in 30 days instead": {"downloads": 10_000_000},
        "research scientists": {"code": RESEARCH_SCIENTISTS},
        "software developers": {"code": SOFTWARE_DEVELOPERS},
    },
)
def frameworks(load, claim, code=DATA_SCIENTISTS, downloads=None):
    listed = load.some("onet_technologies", onet_code=onet(code))
    marked = set(listed.loc[listed["in_demand"], "technology"])
    counts = load.some("package_downloads")
    last = load.indexed("package_downloads", date=counts["date"].max(), package=FRAMEWORKS)["downloads"].loc[
        counts["date"].max()
    ]
    popular = [
        name for name, listed in FRAMEWORKS.items() if (last[name] >= downloads if downloads else listed in marked)
    ]
    missing = [name for name in FRAMEWORKS if name not in popular]
    figure = f"{len(popular)} of {len(FRAMEWORKS)} in demand" + (f"; not {listing(missing)}" if missing else "")
    date = f"{load.period('onet_technologies')}; downloads in the 30 days before {counts['date'].max()}"
    return Finding(figure, {4: SUPPORTED, 3: LIMITS, 2: LIMITS}.get(len(popular), CONTRADICTED), date)


@rule(
    "F5",
    statement="The Bureau names less than a master's as typical entry for two occupations or more (not required), and "
    "respondents with a master's or more have a median above those with a bachelor's beyond both 95% intervals "
    "(improves). Both: supported; the first alone: supported with limits; not the first: contradicted.",
    why="The claim has two halves, so each gets its test. Senior posts are in neither source.",
    alternatives={"data scientists in the survey": {"role": "Data scientist"}},
)
def masters(load, claim, role="AI/ML engineer"):
    entry = load.indexed("education_assignments", occupation=PROXIES)["education"][list(PROXIES)]
    open_entry = int((entry == "Bachelor's degree").sum())
    key = {"role": role, "grouping": "degree", "group": ["Bachelor's degree", "Master's degree"]}
    degrees = (
        load.indexed("survey_pay", figures=("median", "median_low", "median_high"), **key)
        .sort_index()
        .loc[(role, "degree")]
    )
    bachelor, master = degrees.loc["Bachelor's degree"], degrees.loc["Master's degree"]
    improves = bool(master["median_low"] > bachelor["median_high"])
    figure = (
        f"bachelor's entry in {open_entry} of {len(entry)}; survey medians {money(bachelor['median'])} (bachelor's, n = {bachelor['n']}) "
        f"and {money(master['median'])} (master's, n = {master['n']})"
    )
    date = (
        f"{load.period('education_assignments')} and {load.period('survey_pay')} "
        f"(survey, n = {bachelor['n']} and {master['n']})"
    )
    return Finding(figure, CONTRADICTED if open_entry < 2 else SUPPORTED if improves else LIMITS, date)


@rule(
    "F6a",
    "F6b",
    statement="A certificate that is reported as withdrawn can help nobody new: outdated. One still offered: not "
    "testable, for no open source measures what a certificate is worth.",
    why="Whether it is on offer is a fact; whether it helps would take hiring records.",
)
def certificate(load, claim):
    row = load.indexed("certificates", certificate=CERTIFICATES[claim]).loc[CERTIFICATES[claim]]
    since = f" since {row['since']}" if pd.notna(row["since"]) else ""
    return Finding(
        f"{row['status']}{since}",
        OUTDATED if row["status"] == "withdrawn" else NOT_TESTABLE,
        f"reported, checked {row['checked']}",
    )


@rule(
    "F7",
    statement="The share of US advertisements for the title that are marked fully remote, in the last year and without "
    "copies: half or more: supported; a tenth or more: supported with limits; less: contradicted.",
    why="'Many' is less than most and more than a few; a tenth of posts is many for somebody who looks, half would be "
    "the rule.",
    alternatives={
        "copies counted": {"treatment": "every advertisement"},
        "the year before": {"back": 1},
        "a quarter instead of a tenth": {"cut": 25},
        "copies counted, a quarter": {"treatment": "every advertisement", "cut": 25},
    },
)
def remote(load, claim, treatment="without copies", back=0, cut=10):
    year = int(load.some("advertised_remote")["year"].max()) - back
    row = load.indexed("advertised_remote", year=year, treatment=treatment).loc[(year, treatment)]
    share = row["fully_remote"] / row["rows"] * 100
    verdict = SUPPORTED if share >= 50 else LIMITS if share >= cut else CONTRADICTED
    return Finding(
        f"{percent(share)} of {count(row['rows'])} rows fully remote",
        verdict,
        _year(year, load.period("advertised_remote")),
    )


SECTORS = {"F8a": "62--63", "F8b": "52--53", "F8d": "48--50"}


@rule(
    *SECTORS,
    statement="The sector's share of the nation's data scientists: at least its equal part among the sectors that employ any: "
    "supported; at least 1%: supported with limits; less: contradicted.",
    why="The claim says that the sector employs them, as one of five named: it should hold at least an average sector's "
    "part. One in a hundred is still some thousands of jobs.",
    alternatives={"a tenth of the jobs": {"cut": 10.0}},
)
def industry(load, claim, cut=None):
    rows = load.indexed("oews_industry", figures=("employment",), industry=SECTORS[claim])
    if cut is None:  # rows 999… repeat parts of sector 99
        cut = 100 / ((rows["level"] == 2) & ~rows.index.str.startswith("999")).sum()
    nation = load.indexed("oews_national", figures=("employment",), occupation=DATA_SCIENTISTS)
    whole, jobs = nation.loc[DATA_SCIENTISTS, "employment"], rows.loc[SECTORS[claim], "employment"]
    share = jobs / whole * 100
    verdict = SUPPORTED if share >= cut else LIMITS if share >= 1 else CONTRADICTED
    return Finding(f"{count(jobs)} jobs, {percent(share, 1)} of data scientists", verdict, load.period("oews_industry"))


untestable(
    "F8c",
    "F8e",
    needs="an official industry of that name; the classification has none, and its firms are spread over others",
)

SKILL_ELEMENTS = {"F9a": "Programming", "F9e": "Complex Problem Solving"}


@rule(
    *SKILL_ELEMENTS,
    statement="O*NET's rating of the skill has a 95% lower bound of 3 ('important') or more in both rated occupations: "
    "supported with limits, for data scientists were never rated; else contradicted.",
    why="3 is the word 'important' on O*NET's own scale; a few analysts rated each.",
    alternatives={"3.5 instead": {"cut": 3.5}},
)
def skill(load, claim, cut=3.0):
    key = {"domain": "skill", "element": SKILL_ELEMENTS[claim]}
    codes = (onet(RESEARCH_SCIENTISTS), onet(SOFTWARE_DEVELOPERS))
    rated = load.indexed("onet_importance", figures=("low",), **key, onet_code=codes)
    rows = [rated.loc[(*key.values(), code)] for code in codes]
    figure = (
        f"{times(rows[0]['importance'])} of 5 for research scientists, {times(rows[1]['importance'])} for developers"
    )
    return Finding(
        figure,
        LIMITS if all(row["low"] >= cut for row in rows) else CONTRADICTED,
        _samples(pd.DataFrame(rows), "rated"),
    )


TASK_WORDS = {"F9b": r"data analysis|analyze|\bdata\b", "F9c": r"statistical|\bmodels?\b|modeling"}


@rule(
    *TASK_WORDS,
    statement="The share of O*NET's tasks of data scientists that name it: a quarter or more: supported with limits; "
    "less: contradicted.",
    why="A key skill should show in a good part of the work, and a quarter is a good part. Words in a description "
    "are a weak measure, so 'supported' without limits cannot be reached.",
    alternatives={"half instead": {"cut": 50}, "tasks of research scientists": {"code": RESEARCH_SCIENTISTS}},
)
def named_in_tasks(load, claim, cut=25, code=DATA_SCIENTISTS):
    tasks = load.some("onet_tasks", onet_code=onet(code))["task"]
    named = int(tasks.str.contains(TASK_WORDS[claim], case=False).sum())
    return Finding(
        f"named in {named} of {len(tasks)} tasks",
        LIMITS if named / len(tasks) * 100 >= cut else CONTRADICTED,
        load.period("onet_tasks"),
    )


untestable("F9d", needs="a rating of machine learning methods; O*NET's skills are general and its tasks name none")


@rule(
    "F10",
    statement="The Bureau's projected growth of data scientists exceeds that of all occupations, in both vintages: "
    "supported with limits, for a projection is no measurement; in one: outdated; in none: contradicted.",
    why="'Keep growing' is about the future, which only a projection speaks of; that it comes from automation is not in "
    "the data.",
    alternatives={
        "software developers": {"code": SOFTWARE_DEVELOPERS},
        "research scientists": {"code": RESEARCH_SCIENTISTS},
        "ten times as fast": {"multiple": 10},
    },
)
def growth(load, claim, code=DATA_SCIENTISTS, multiple=1):
    vintages = ("projections_2025_35", "projections_2024_34")
    rates = [load.indexed(name, occupation=[code, ALL])["growth_percent"] for name in vintages]
    faster = sum(rate[code] > multiple * rate[ALL] for rate in rates)
    figure = f"{percent(rates[0][code], 1)} against {percent(rates[0][ALL], 1)} for all occupations"
    newer, older = map(load.period, vintages)
    return Finding(figure, {2: LIMITS, 1: OUTDATED, 0: CONTRADICTED}[faster], f"{newer} (reported) and {older}")


@rule(
    "E1",
    statement="In each of the named areas the median data scientist earns at least one and a half times the area's median "
    "of all occupations: supported with limits, for 'rewarding' is not measured; else contradicted.",
    why="Well paid means well above one's neighbors; half as much again is more than any difference in price level "
    "between the named areas.",
    alternatives={
        "twice instead": {"multiple": 2.0},
        "software developers": {"code": SOFTWARE_DEVELOPERS},
        "research scientists": {"code": RESEARCH_SCIENTISTS},
    },
)
def well_paid(load, claim, code=DATA_SCIENTISTS, multiple=1.5):
    named = load.some("oews_metro", area=_named(load), occupation=[code, ALL])
    medians = named.pivot(index="area", columns="occupation", values="median").reindex(columns=[code, ALL])
    ratio = (medians[code] / medians[ALL]).astype(float).dropna()
    if ratio.empty:
        raise data.MissingRow(f"data/oews_metro.csv has no area with a median of both {code!r} and {ALL!r}.")
    figure = f"{times(ratio.min())} to {times(ratio.max())} times the local median of all occupations"
    return Finding(figure, LIMITS if (ratio >= multiple).all() else CONTRADICTED, load.period("oews_metro"))
