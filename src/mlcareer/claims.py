"""A verdict on every claim of the article, by a stated rule.

A rule is a small function: it reads the tables it names, computes a figure and returns a verdict. Beside it stand one
sentence that states the rule, the reason for its threshold, and the other reasonable choices (another cut, another
stand-in, copies counted or not), under which it is run as well, so that the report can say where the verdict would be
another. A claim that open data cannot test has a rule, too: it says what data it would take.

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
from mlcareer.text import count, listing, money, percent, times

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
    """What a rule finds: the figure as text, with unit, date and n where it is small, and the verdict."""

    figure: str
    verdict: str


@dataclass(frozen=True)
class Rule:
    """A rule for one claim or several of a kind."""

    ids: tuple[str, ...]
    statement: str
    why: str
    tables: tuple[str, ...]
    date: str
    find: Callable[..., Finding]
    alternatives: dict[str, dict] = field(default_factory=dict)


@dataclass(frozen=True)
class Judgment:
    """A claim with its verdict. ``changes`` maps another reasonable choice to the verdict it would give, where that
    differs; ``tried`` names all choices that were tried."""

    id: str
    chapter: str
    cell: str
    claim: str
    evidence: str
    verdict: str
    figure: str
    date: str
    statement: str
    why: str
    tables: tuple[str, ...]
    changes: dict[str, str]
    tried: tuple[str, ...]


RULES: list[Rule] = []


def rule(*ids: str, statement: str, why: str, tables: tuple[str, ...], date: str, alternatives: dict | None = None):
    """Register the decorated function as the rule of the claims ``ids``.

    The function takes ``load`` and the claim's id, and further choices by keyword; ``alternatives`` maps a name to
    the choices under which it is run again.
    """

    def register(find):
        RULES.append(Rule(ids, statement, why, tables, date, find, alternatives or {}))
        return find

    return register


def untestable(*ids: str, needs: str, figure: str = "none"):
    """Register claims that open data cannot test; ``needs`` names the data it would take."""
    RULES.append(
        Rule(
            ids,
            "Not testable with open data.",
            f"It would take {needs}.",
            (),
            "",
            lambda load, claim: Finding(figure, NOT_TESTABLE),
        )
    )


def judge(load: Load = data.load) -> list[Judgment]:
    """Return a Judgment for each claim, in the order of the table ``claims``.

    ``load`` gives tables by name; a test may give altered ones. Raises ValueError for a claim without a rule, a rule
    without a claim, a verdict outside the five, and a rule that reads a table it does not name.
    """
    load = cache(load)  # rules read and never change what they are given
    claims = load("claims")
    rules = {claim: found for found in RULES for claim in found.ids}
    several = len(rules) < sum(len(found.ids) for found in RULES)
    without_rule, without_claim = set(claims["id"]) - set(rules), set(rules) - set(claims["id"])
    if several or without_rule or without_claim:
        raise ValueError(
            f"Claims without a rule: {sorted(without_rule)}; rules without a claim: {sorted(without_claim)}"
            + ("; a claim has two rules" if several else "")
        )
    return [_judgment(row, rules[row.id], load) for row in claims.itertuples()]


def _judgment(claim, found: Rule, load: Load) -> Judgment:
    def only(name: str) -> pd.DataFrame:
        if name not in found.tables:
            raise ValueError(f"The rule for {claim.id} reads {name}, which it does not name among its tables.")
        return load(name)

    finding = found.find(only, claim.id)
    others = {name: found.find(only, claim.id, **choice).verdict for name, choice in found.alternatives.items()}
    for verdict in (finding.verdict, *others.values()):
        if verdict not in VERDICTS:
            raise ValueError(f"The rule for {claim.id} returns {verdict!r}, which is none of {list(VERDICTS)}.")
    return Judgment(
        id=claim.id,
        chapter=claim.chapter,
        cell=claim.cell,
        claim=claim.claim,
        evidence=claim.evidence,
        verdict=finding.verdict,
        figure=finding.figure,
        date=found.date,
        statement=found.statement,
        why=found.why,
        tables=found.tables,
        changes={name: verdict for name, verdict in others.items() if verdict != finding.verdict},
        tried=tuple(others),
    )


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


# --- the field ------------------------------------------------------------------------------------------------------


@rule(
    "I1",
    statement="Of the six products the article names (four frameworks, two certificates), count those overtaken: "
    "withdrawn, or no longer the most downloaded deep learning framework. Two or more: supported with limits.",
    why="'Fast' has no unit, so a direct test is impossible; what has aged in the article itself is a fair sign, and one "
    "product could be chance.",
    tables=("certificates", "package_downloads"),
    date="2018 to autumn 2026 (certificates reported)",
    alternatives={"three or more": {"least": 3}, "one or more": {"least": 1}},
)
def moves_fast(load, claim, least=2):
    withdrawn = (
        load("certificates").set_index("certificate").loc[["tensorflow-developer", "azure-ai-engineer"], "status"]
    )
    aged = int((withdrawn == "withdrawn").sum())
    downloads = load("package_downloads").pivot(index="date", columns="package", values="downloads")
    lead = downloads["PyTorch"] > downloads["TensorFlow"]
    aged += int(lead.iloc[-1] and not lead.iloc[0])
    return Finding(
        f"{aged} of the 6 products it names have been withdrawn or overtaken", LIMITS if aged >= least else CONTRADICTED
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
    tables=("education_assignments",),
    date="2024",
)
def usual_minimum(load, claim):
    entry = load("education_assignments")["education"]
    bachelor = int((entry == "Bachelor's degree").sum())
    verdict = {3: SUPPORTED, 2: LIMITS}.get(bachelor, CONTRADICTED)
    return Finding(f"{bachelor} of {len(entry)} occupations, subject not stated", verdict)


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
    tables=("onet_education",),
    date="August 2019 (n = 16) and August 2025 (n = 22)",
    alternatives={"in both occupations": {"least": 2}, "a doctorate instead": {"category": 11}},
)
def some_prefer_more(load, claim, least=1, category=8):
    shares = _share_at_least(load("onet_education"), category)
    sure = [code for code, (share, error, _) in shares.items() if share > 1.96 * error]
    share, _, n = shares[onet(RESEARCH_SCIENTISTS)]
    return Finding(
        f"an estimated {percent(share)} of research scientists (n = {n})",
        LIMITS if len(sure) >= least else CONTRADICTED,
    )


untestable("Q3", needs="job postings with their requirements, under an open license, and who was hired")


@rule(
    "Q4",
    statement="Of US AI/ML engineers in the developer survey, the share who use Python has a 95% lower bound of 75% or "
    "more, and O*NET marks Python as in demand in all three occupations: supported. One of the two: supported with "
    "limits. Neither: contradicted.",
    why="'Essential' should mean that most cannot do without it; three in four is most by any reading, and the lower "
    "bound allows for the small sample. R is not needed for the claim, which says 'or'.",
    tables=("survey_languages", "onet_technologies"),
    date="2025 (n = 70 who named a language) and O*NET 30.2",
    alternatives={"lower bound of 90%": {"cut": 90}, "R instead of Python": {"language": "R"}},
)
def essential_language(load, claim, cut=75, language="Python"):
    row = load("survey_languages").set_index(["role", "language"])
    row = row.loc[("AI/ML engineer", language)] if ("AI/ML engineer", language) in row.index else None
    marks = _rows(load("onet_technologies"), technology=language).groupby("onet_code")["in_demand"].any()
    tests = [row is not None and row["low"] >= cut, len(marks) == len(PROXIES) and bool(marks.all())]
    figure = (
        f"{percent(row['percent'])} of {row['n']:.0f} use {language}" if row is not None else f"{language} not named"
    )
    return Finding(figure, {2: SUPPORTED, 1: LIMITS, 0: CONTRADICTED}[sum(tests)])


@rule(
    "Q5",
    "F3",
    statement="O*NET's rating of mathematics (knowledge for research scientists, skill for developers) has a 95% lower "
    "bound of 3 ('important') or more in both rated occupations: supported; in one: supported with limits; in neither: "
    "contradicted.",
    why="3 is the word 'important' on O*NET's own scale. Data scientists were never rated, and no source asks for "
    "calculus or linear algebra by name.",
    tables=("onet_importance",),
    date="August 2019 (n = 16) and August 2025 (n = 8)",
    alternatives={
        "4 ('very important') instead": {"cut": 4},
        "the rating itself, not its lower bound": {"bound": "importance"},
    },
)
def mathematics(load, claim, cut=3.0, bound="low"):
    rated = load("onet_importance").set_index(["onet_code", "domain", "element"])
    research = rated.loc[(onet(RESEARCH_SCIENTISTS), "knowledge", "Mathematics")]
    developers = rated.loc[(onet(SOFTWARE_DEVELOPERS), "skill", "Mathematics")]
    passed = sum(row[bound] >= cut for row in (research, developers))
    figure = f"{times(research['importance'])} of 5 for research scientists, {times(developers['importance'])} for developers"
    return Finding(figure, {2: SUPPORTED, 1: LIMITS, 0: CONTRADICTED}[passed])


# --- cities ---------------------------------------------------------------------------------------------------------


@rule(
    "C0",
    statement="The share of metropolitan areas where data scientists are at least as concentrated as in the nation: half "
    "or more: supported; a quarter or more: supported with limits; less: contradicted.",
    why="If demand were high everywhere, a typical area would reach the nation's average; half is the least for 'the "
    "whole country', a quarter still a good part of it.",
    tables=("oews_metro",),
    date="May 2025",
    alternatives={
        "software developers": {"code": SOFTWARE_DEVELOPERS},
        "research scientists": {"code": RESEARCH_SCIENTISTS},
        "half the nation's average is enough": {"level": 0.5},
    },
)
def everywhere(load, claim, code=DATA_SCIENTISTS, level=1.0):
    quotients = _rows(load("oews_metro"), occupation=code)["location_quotient"].dropna()
    share = (quotients >= level).mean() * 100
    verdict = SUPPORTED if share >= 50 else LIMITS if share >= 25 else CONTRADICTED
    return Finding(f"{(quotients >= level).sum()} of {len(quotients)} areas with a figure ({percent(share)})", verdict)


def _place_names(load) -> pd.Series:
    """Area of each place by claim: C1 is the article's first place."""
    places = load("places")
    return pd.Series(places["area"].to_numpy(), index="C" + places["order"].astype(str))


@rule(
    *(f"C{n}" for n in range(1, 11)),
    statement="A hotspot stands among the first ten metropolitan areas on a measure: by jobs or by mean pay with its "
    "whole rank range, by concentration with its rank; concentration and pay among areas with 1,000 jobs or more. On two "
    "of the three: supported; on one: supported with limits; on none: contradicted.",
    why="The article names ten places, so the first ten is its own cut. Jobs alone would only find big cities, "
    "concentration and pay alone also small ones; two of three finds places that stand out. Concentration has no "
    "published standard error, so its rank may be a tie.",
    tables=("oews_metro", "places"),
    date="May 2025",
    alternatives={
        "the first five": {"cut": 5},
        "the first twenty": {"cut": 20},
        "software developers": {"code": SOFTWARE_DEVELOPERS},
        "research scientists, 200 jobs or more": {"code": RESEARCH_SCIENTISTS, "least": 200},
        "best possible rank instead of the whole range": {"end": "best"},
    },
)
def hotspot(load, claim, cut=10, code=DATA_SCIENTISTS, least=1000, end="worst"):
    area = _place_names(load)[claim]
    figures = _rows(load("oews_metro"), occupation=code).set_index("area")
    measures, words = _hotspot_ranks(figures, least), []
    met = 0
    for name, ranks in measures.items():
        found = area in ranks.index
        met += int(found and ranks.loc[area, end] <= cut)
        words.append(f"{name} {_range(ranks.loc[area])} of {len(ranks)}" if found else f"{name}: not ranked")
    return Finding("Rank by " + ", ".join(words), {0: CONTRADICTED, 1: LIMITS}.get(met, SUPPORTED))


def _hotspot_ranks(figures: pd.DataFrame, least: int) -> dict[str, pd.DataFrame]:
    """Ranks by jobs, concentration and pay, each a frame by area with columns best and worst."""
    big = figures[figures["employment"].fillna(0) >= least]
    dense = big["location_quotient"].rank(ascending=False, method="min").astype(int)
    ranked = {"concentration": pd.DataFrame({"best": dense, "worst": dense})}
    for name, frame, measure in (("jobs", figures, "employment"), ("pay", big, "mean")):
        known = frame[frame[measure].notna()]
        ranked[name] = uncertainty.rank_ranges(known[measure].astype(float), known[f"{measure}_rse"])
    return {name: ranked[name] for name in ("jobs", "concentration", "pay")}


def _range(row) -> str:
    return str(row["best"]) if row["best"] == row["worst"] else f"{row['best']}–{row['worst']}"


#: States of the nine areas' main cities: filings name a state, never a city.
STATES = ("CA", "WA", "NY", "MA", "TX", "IL", "GA")


@rule(
    "C11",
    statement="Employers that filed H-1B applications for machine learning titles, by state of the worksite: the seven "
    "states of the nine areas hold half or more of them: supported with limits; less: contradicted.",
    why="Half of all in seven states of fifty is a concentration by any reading. Filings name a state and no city, and "
    "only firms that sponsor visas are in them, so 'supported' without limits cannot be reached.",
    tables=("visa_states",),
    date="October to December 2023",
    alternatives={"filings instead of employers": {"measure": "filings"}, "two thirds instead of half": {"cut": 66.7}},
)
def many_firms(load, claim, measure="employers", cut=50):
    states = load("visa_states").set_index("state")[measure]
    inside, whole = int(states.reindex(STATES).sum()), int(states.sum())
    share = inside / whole * 100
    return Finding(
        f"{percent(share)} of {whole} {measure} by state are in the seven states",
        LIMITS if share >= cut else CONTRADICTED,
    )


# --- salaries -------------------------------------------------------------------------------------------------------


@rule(
    "S1",
    statement="Advertised pay for the title rises from entry to middle to senior, with and without copies, and in the "
    "developer survey AI/ML engineers with 20 years of coding or more have a median whose 95% interval lies above that "
    "of people under 10 years. Both: supported; one: supported with limits; neither: contradicted.",
    why="Two kinds of evidence of different make should agree: an advertisement says what a level is offered, a survey "
    "what people with more years report. Neither follows one person over time.",
    tables=("advertised_pay", "survey_pay"),
    date="2024 (advertised) and 2025 (survey, n = 15 and 29)",
    alternatives={
        "advertised in 2025": {"year": 2025},
        "advertised in 2023": {"year": 2023},
        "data scientists in the survey": {"role": "Data scientist"},
    },
)
def experience(load, claim, year=2024, role="AI/ML engineer"):
    levels = _rows(load("advertised_pay"), year=year)
    levels = levels.pivot(index="treatment", columns="experience", values="middle_median")
    rises = all(row["entry"] < row["middle"] < row["senior"] for _, row in levels.iterrows())
    years = _rows(load("survey_pay"), role=role, grouping="years of coding").set_index("group")
    young, old = years.loc["under 10 years"], years.loc["20 years or more"]
    apart = bool(old["median_low"] > young["median_high"])
    row = levels.loc["without copies"]
    figure = f"{money(row['entry'])} entry, {money(row['middle'])} middle, {money(row['senior'])} senior (advertised, without copies)"
    return Finding(figure, {2: SUPPORTED, 1: LIMITS, 0: CONTRADICTED}[rises + apart])


@rule(
    "S2",
    statement="Of all pairs of the nine areas, the share whose mean wages differ at the 95% level: half or more: "
    "supported; any: supported with limits; none: contradicted.",
    why="With no difference between places about one pair in twenty would differ by chance; half is far beyond that.",
    tables=("oews_metro", "places"),
    date="May 2025",
    alternatives={
        "software developers": {"code": SOFTWARE_DEVELOPERS},
        "research scientists": {"code": RESEARCH_SCIENTISTS},
    },
)
def location(load, claim, code=DATA_SCIENTISTS):
    wages = _rows(load("oews_metro"), occupation=code, area=load("places")["area"]).dropna(subset=["mean"])
    mean, rse = wages["mean"].to_numpy(float), wages["mean_rse"].to_numpy(float)
    apart = int(uncertainty.differ(mean[:, None], rse[:, None], mean, rse).sum() / 2)
    pairs = len(mean) * (len(mean) - 1) // 2
    verdict = SUPPORTED if apart >= pairs / 2 else LIMITS if apart else CONTRADICTED
    return Finding(f"{apart} of {pairs} pairs of areas differ", verdict)


@rule(
    "S3",
    statement="In the only open source that names a company size, one size makes up 90% of the rows or more: not "
    "testable with it. Otherwise the claim would need a rule of its own.",
    why="Where nearly all rows say 'medium', the other sizes are too few and too odd to compare. It would take pay by "
    "size of employer for these occupations, which the Bureau collects and does not publish.",
    tables=("advertised_remote",),
    date="2024 to June 2025",
)
def company_size(load, claim):
    rows = _rows(load("advertised_remote"), year=(2024, 2025), treatment="every advertisement")
    share = rows["medium_company"].sum() / rows["rows"].sum() * 100
    return Finding(f"{percent(share)} of rows say medium", NOT_TESTABLE if share >= 90 else LIMITS)


@rule(
    "S4",
    statement="$112,000 against the current mean wage of each of the three occupations, and against the median lower end "
    "advertised for the title. Inside the 95% interval of a mean: supported; below all of these: contradicted; else: "
    "supported with limits.",
    why="The claim says 'average', so a mean is the first comparison. Its likeness to the median of data scientists in "
    "May 2024 is chance: another title, another measure. Equity and bonuses would only widen the gap.",
    tables=("oews_national", "advertised_pay"),
    date="May 2025 (wages), 2025 to June (advertised)",
    alternatives={
        "the median instead of the mean": {"measure": "median"},
        "copies counted": {"treatment": "every advertisement"},
    },
)
def average_pay(load, claim, measure="mean", treatment="without copies", amount=112_000):
    nation = load("oews_national").set_index("occupation").loc[list(PROXIES)]
    low, high = uncertainty.interval(nation["mean"].astype(float), nation["mean_rse"])
    offered = _rows(load("advertised_pay"), experience="all", treatment=treatment).set_index("year")
    offered = offered["low_median"].iloc[-1]
    if measure == "mean" and ((low <= amount) & (amount <= high)).any():
        verdict = SUPPORTED
    else:
        verdict = CONTRADICTED if amount < min(nation[measure].min(), offered) else LIMITS
    figure = (
        f"means {listing(money(nation.loc[code, 'mean']) for code in PROXIES)}; lower end advertised {money(offered)}"
    )
    return Finding(figure, verdict)


@rule(
    "S5",
    statement="The 90th percentile of national wages reaches $200,000 in all three occupations: supported; in one or "
    "two: supported with limits; in none: contradicted.",
    why="'Reach' needs no more than that the best-paid tenth does. That experience is the reason is not in these data.",
    tables=("oews_national",),
    date="May 2025",
    alternatives={"the 75th percentile": {"measure": "p75"}, "$195,000 (the claim rounds)": {"amount": 195_000}},
)
def reach(load, claim, measure="p90", amount=200_000):
    nation = load("oews_national").set_index("occupation").loc[list(PROXIES)]
    reached = int((nation[measure] >= amount).sum())
    figure = listing(f"{money(nation.loc[code, measure])} ({NAMES[code].lower()})" for code in PROXIES)
    return Finding(figure, {3: SUPPORTED, 0: CONTRADICTED}.get(reached, LIMITS))


# --- questions ------------------------------------------------------------------------------------------------------


@rule(
    "F1",
    statement="Among O*NET's tasks of data scientists, count those that name models and those that name business "
    "problems or solutions: both: supported with limits; and one that names putting into service (deploy, implement, "
    "production): supported; else contradicted.",
    why="Word counts in sixteen sentences can only say what an official description mentions.",
    tables=("onet_tasks",),
    date="O*NET 30.2",
    alternatives={
        "tasks of software developers": {"code": SOFTWARE_DEVELOPERS},
        "tasks of research scientists": {"code": RESEARCH_SCIENTISTS},
    },
)
def role(load, claim, code=DATA_SCIENTISTS):
    tasks = _rows(load("onet_tasks"), onet_code=onet(code))["task"]
    models, business, service = (
        int(tasks.str.contains(words, case=False).sum())
        for words in (r"\bmodels?\b|modeling", r"business|solutions", r"deploy|implement|production")
    )
    verdict = CONTRADICTED if not (models and business) else SUPPORTED if service else LIMITS
    return Finding(
        f"of {len(tasks)} tasks {models} name models, {business} business problems or solutions, {service} putting into service",
        verdict,
    )


@rule(
    "F2",
    statement="The two languages that most US AI/ML engineers name in the developer survey are Python and R: supported; "
    "otherwise: contradicted.",
    why="The claim names a pair, so both must be there. Markup and query languages count, as the survey lists them.",
    tables=("survey_languages",),
    date="2025, n = 70",
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
    used = _rows(load("survey_languages"), role=role)
    used = used[~used["language"].isin(left_out)]
    used = used.sort_values(["users", "language"], ascending=[False, True])
    first = used.head(4)
    figure = listing(f"{row.language} {row.users}" for row in first.itertuples()) + f" of {used['n'].iloc[0]}"
    return Finding(figure, SUPPORTED if set(first["language"].head(2)) == {"Python", "R"} else CONTRADICTED)


FRAMEWORKS = {"TensorFlow": "TensorFlow", "PyTorch": "PyTorch", "scikit-learn": "Scikit-learn", "Keras": "Keras"}


@rule(
    "F4",
    statement="A named framework counts as popular when O*NET marks it as in demand for data scientists. All four: "
    "supported; two or three: supported with limits; fewer: contradicted.",
    why="O*NET's mark is read off postings, so it is about being asked for. Downloads count machines, and Keras comes "
    "along with TensorFlow, so they cannot stand alone.",
    tables=("onet_technologies", "package_downloads"),
    date="O*NET 30.2; downloads of March 2026",
    alternatives={
        "ten million downloads in 30 days instead": {"downloads": 10_000_000},
        "research scientists": {"code": RESEARCH_SCIENTISTS},
        "software developers": {"code": SOFTWARE_DEVELOPERS},
    },
)
def frameworks(load, claim, code=DATA_SCIENTISTS, downloads=None):
    listed = _rows(load("onet_technologies"), onet_code=onet(code))
    marked = set(listed.loc[listed["in_demand"], "technology"])
    last = load("package_downloads").pivot(index="date", columns="package", values="downloads").iloc[-1]
    popular = [
        name for name, listed in FRAMEWORKS.items() if (last[name] >= downloads if downloads else listed in marked)
    ]
    missing = [name for name in FRAMEWORKS if name not in popular]
    figure = f"{len(popular)} of 4 in demand" + (f"; not {listing(missing)}" if missing else "")
    return Finding(figure, {4: SUPPORTED, 3: LIMITS, 2: LIMITS}.get(len(popular), CONTRADICTED))


@rule(
    "F5",
    statement="The Bureau names less than a master's as typical entry for two occupations or more (not required), and "
    "respondents with a master's or more have a median above those with a bachelor's beyond both 95% intervals "
    "(improves). Both: supported; the first alone: supported with limits; not the first: contradicted.",
    why="The claim has two halves, so each gets its test. Senior posts are in neither source.",
    tables=("education_assignments", "survey_pay"),
    date="2024 and 2025 (survey, n = 26 and 31)",
    alternatives={"data scientists in the survey": {"role": "Data scientist"}},
)
def masters(load, claim, role="AI/ML engineer"):
    open_entry = int((load("education_assignments")["education"] == "Bachelor's degree").sum())
    degrees = _rows(load("survey_pay"), role=role, grouping="degree").set_index("group")
    bachelor, master = degrees.loc["Bachelor's degree"], degrees.loc["Master's degree"]
    improves = bool(master["median_low"] > bachelor["median_high"])
    figure = (
        f"bachelor's entry in {open_entry} of 3; survey medians {money(bachelor['median'])} (bachelor's, n = {bachelor['n']}) "
        f"and {money(master['median'])} (master's, n = {master['n']})"
    )
    return Finding(figure, CONTRADICTED if open_entry < 2 else SUPPORTED if improves else LIMITS)


CERTIFICATES = {"F6a": "tensorflow-developer", "F6b": "azure-ai-engineer"}


@rule(
    "F6a",
    "F6b",
    statement="A certificate that is reported as withdrawn can help nobody new: outdated. One still offered: not "
    "testable, for no open source measures what a certificate is worth.",
    why="Whether it is on offer is a fact; whether it helps would take hiring records.",
    tables=("certificates",),
    date="reported, checked 2026-11-22",
)
def certificate(load, claim):
    row = load("certificates").set_index("certificate").loc[CERTIFICATES[claim]]
    since = f" since {row['since']}" if pd.notna(row["since"]) else ""
    return Finding(f"{row['status']}{since}", OUTDATED if row["status"] == "withdrawn" else NOT_TESTABLE)


@rule(
    "F7",
    statement="The share of US advertisements for the title that are marked fully remote, in the last year and without "
    "copies: half or more: supported; a tenth or more: supported with limits; less: contradicted.",
    why="'Many' is less than most and more than a few; a tenth of posts is many for somebody who looks, half would be "
    "the rule.",
    tables=("advertised_remote",),
    date="2025 to June",
    alternatives={
        "copies counted": {"treatment": "every advertisement"},
        "2024": {"year": 2024},
        "a quarter instead of a tenth": {"cut": 25},
        "copies counted, a quarter": {"treatment": "every advertisement", "cut": 25},
    },
)
def remote(load, claim, treatment="without copies", year=2025, cut=10):
    row = load("advertised_remote").set_index(["year", "treatment"]).loc[(year, treatment)]
    share = row["fully_remote"] / row["rows"] * 100
    verdict = SUPPORTED if share >= 50 else LIMITS if share >= cut else CONTRADICTED
    return Finding(f"{percent(share)} of {count(row['rows'])} rows fully remote", verdict)


SECTORS = {"F8a": "62--63", "F8b": "52--53", "F8d": "48--50"}


@rule(
    *SECTORS,
    statement="The sector's share of the nation's data scientists: at least its equal part among the sectors that employ any: "
    "supported; at least 1%: supported with limits; less: contradicted.",
    why="The claim says that the sector employs them, as one of five named: it should hold at least an average sector's "
    "part. One in a hundred is still some thousands of jobs.",
    tables=("oews_industry", "oews_national"),
    date="May 2025",
    alternatives={"a tenth of the jobs": {"cut": 10.0}},
)
def industry(load, claim, cut=None):
    rows = load("oews_industry").set_index("industry")
    if cut is None:  # rows 999… repeat parts of sector 99
        cut = 100 / ((rows["level"] == 2) & ~rows.index.str.startswith("999")).sum()
    whole = load("oews_national").set_index("occupation").loc[DATA_SCIENTISTS, "employment"]
    jobs = rows.loc[SECTORS[claim], "employment"]
    share = jobs / whole * 100
    verdict = SUPPORTED if share >= cut else LIMITS if share >= 1 else CONTRADICTED
    return Finding(f"{count(jobs)} jobs, {percent(share, 1)} of data scientists", verdict)


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
    why="3 is the word 'important' on O*NET's own scale; eight analysts rated each.",
    tables=("onet_importance",),
    date="August 2019 and August 2025 (n = 8 each)",
    alternatives={"3.5 instead": {"cut": 3.5}},
)
def skill(load, claim, cut=3.0):
    rated = _rows(load("onet_importance"), domain="skill").set_index(["element", "onet_code"])
    codes = (onet(RESEARCH_SCIENTISTS), onet(SOFTWARE_DEVELOPERS))
    rows = [rated.loc[(SKILL_ELEMENTS[claim], code)] for code in codes]
    figure = (
        f"{times(rows[0]['importance'])} of 5 for research scientists, {times(rows[1]['importance'])} for developers"
    )
    return Finding(figure, LIMITS if all(row["low"] >= cut for row in rows) else CONTRADICTED)


TASK_WORDS = {"F9b": r"data analysis|analyze|\bdata\b", "F9c": r"statistical|\bmodels?\b|modeling"}


@rule(
    *TASK_WORDS,
    statement="The share of O*NET's tasks of data scientists that name it: a quarter or more: supported with limits; "
    "less: contradicted.",
    why="A key skill should show in a good part of the work; a quarter of sixteen tasks is four. Words in a description "
    "are a weak measure, so 'supported' without limits cannot be reached.",
    tables=("onet_tasks",),
    date="O*NET 30.2",
    alternatives={"half instead": {"cut": 50}, "tasks of research scientists": {"code": RESEARCH_SCIENTISTS}},
)
def named_in_tasks(load, claim, cut=25, code=DATA_SCIENTISTS):
    tasks = _rows(load("onet_tasks"), onet_code=onet(code))["task"]
    named = int(tasks.str.contains(TASK_WORDS[claim], case=False).sum())
    return Finding(
        f"named in {named} of {len(tasks)} tasks", LIMITS if named / len(tasks) * 100 >= cut else CONTRADICTED
    )


untestable("F9d", needs="a rating of machine learning methods; O*NET's skills are general and its tasks name none")


@rule(
    "F10",
    statement="The Bureau's projected growth of data scientists exceeds that of all occupations, in both vintages: "
    "supported with limits, for a projection is no measurement; in one: outdated; in none: contradicted.",
    why="'Keep growing' is about the future, which only a projection speaks of; that it comes from automation is not in "
    "the data.",
    tables=("projections_2025_35", "projections_2024_34"),
    date="2025–35 (reported) and 2024–34",
    alternatives={
        "software developers": {"code": SOFTWARE_DEVELOPERS},
        "research scientists": {"code": RESEARCH_SCIENTISTS},
        "ten times as fast": {"multiple": 10},
    },
)
def growth(load, claim, code=DATA_SCIENTISTS, multiple=1):
    rates = [
        load(name).set_index("occupation")["growth_percent"] for name in ("projections_2025_35", "projections_2024_34")
    ]
    faster = sum(rate[code] > multiple * rate[ALL] for rate in rates)
    figure = f"{percent(rates[0][code], 1)} against {percent(rates[0][ALL], 1)} for all occupations"
    return Finding(figure, {2: LIMITS, 1: OUTDATED, 0: CONTRADICTED}[faster])


@rule(
    "E1",
    statement="In each of the nine areas the median data scientist earns at least one and a half times the area's median "
    "of all occupations: supported with limits, for 'rewarding' is not measured; else contradicted.",
    why="Well paid means well above one's neighbors; half as much again is more than any difference in price level "
    "between the nine areas.",
    tables=("oews_metro", "places"),
    date="May 2025",
    alternatives={
        "twice instead": {"multiple": 2.0},
        "software developers": {"code": SOFTWARE_DEVELOPERS},
        "research scientists": {"code": RESEARCH_SCIENTISTS},
    },
)
def well_paid(load, claim, code=DATA_SCIENTISTS, multiple=1.5):
    nine = _rows(load("oews_metro"), area=load("places")["area"])
    medians = nine.pivot(index="area", columns="occupation", values="median")
    ratio = (medians[code] / medians[ALL]).astype(float)
    figure = f"{times(ratio.min())} to {times(ratio.max())} times the local median of all occupations"
    return Finding(figure, LIMITS if (ratio >= multiple).all() else CONTRADICTED)
