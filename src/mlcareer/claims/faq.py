"""The claims in the article's ten answers, and their rules."""

from __future__ import annotations

from functools import partial

import pandas as pd

from mlcareer import uncertainty
from mlcareer.claims.qualifications import mathematics
from mlcareer.claims.rule import (
    ADVERTISED,
    ASSIGNED,
    CERTIFICATES,
    CONTRADICTED,
    FRAMEWORKS,
    LIMITS,
    NOT_TESTABLE,
    OFFICIAL,
    OPEN,
    OTHER_STAND_INS,
    OUTDATED,
    REPORTED,
    SUPPORTED,
    SURVEY,
    VISA,
    Claim,
    Evidence,
    Finding,
    also,
    among_all,
    assigned,
    at_least,
    common,
    left_open,
    naming,
    of_any_role,
    rule,
    samples,
    weighed,
    year_of,
)
from mlcareer.occupations import (
    ALL,
    FIRST,
    PLURAL,
    PROXIES,
    RESEARCH_SCIENTISTS,
    SOFTWARE_DEVELOPERS,
    onet,
)
from mlcareer.text import count, listing, money, percent, ranks, times, words

says = partial(Claim, "faq")


#: What a task may name: the elements of O*NET's counts among all occupations, whose patterns are looked for.
ROLE = ("models", "business problems", "putting into service")


@rule(
    says("F1", "The role: develops and puts into service models that solve business problems.", OFFICIAL),
    statement=f"Among O*NET's tasks of {PLURAL[FIRST]} we count those that name models, business problems and putting into "
    "service (deploy, implement, production). Where all three are named, the claim is supported; where the first two are, supported "
    "with limits. Else it is not testable, for a short description that is silent measures nothing.",
    why="Word counts in a handful of sentences can only say what an official description mentions.",
    alternatives={f"tasks of {name}": choice for name, choice in OTHER_STAND_INS.items()},
)
def role(load: Evidence, claim: str, code: str = FIRST) -> Finding:
    tasks = load.some("onet_tasks", onet_code=onet(code))["task"]
    counted = {what: naming(load, tasks, what, 1) for what in ROLE}
    named = {what: number for what, (number, _) in counted.items()}
    (first, (_, rate)), *others = counted.items()
    everywhere = [f"{first} in {among_all(rate)}", *(f"{what} in {count(other.reach)}" for what, (_, other) in others)]
    described = bool(named["models"] and named["business problems"])
    best = SUPPORTED if named["putting into service"] else LIMITS
    figure = f"of {len(tasks)} tasks, " + listing(f"{_do(number, 'name')} {what}" for what, number in named.items())
    figure += f"; a task names {listing(everywhere)}"
    return Finding(figure, best if described else NOT_TESTABLE, load.period("onet_tasks"))


#: The languages that the article calls the most used.
MOST_USED = ("Python", "R")
#: What the survey lists as languages and some would not: shells, queries and markup.
NO_LANGUAGES = ("Bash/Shell (all shells)", "SQL", "HTML/CSS")


@rule(
    says("F2", "Python and R are the two most used languages.", SURVEY),
    statement="Languages are ranked by how many US AI/ML engineers in the developer survey name them, with ranges of ranks "
    "that hold together at the 95% level. Where Python and R are both among the first two by their whole range, the claim is "
    "supported; where they are by their rank alone, supported with limits. Where one of them is outside by its whole range, it is "
    "contradicted. Else sampling error leaves it open, and it is not testable.",
    why="The claim names a pair, so both must be there. Markup and query languages count, as the survey lists them. The survey "
    "is read as if respondents were a random sample, which they are not, and the shares as if they were independent.",
    alternatives={
        "data scientists": {"role": "Data scientist"},
        "without shells, queries and markup": {"left_out": NO_LANGUAGES},
        "data scientists, without shells, queries and markup": {"role": "Data scientist", "left_out": NO_LANGUAGES},
    },
)
def two_languages(load: Evidence, claim: str, role: str = "AI/ML engineer", left_out: tuple[str, ...] = ()) -> Finding:
    load.indexed("survey_languages", figures=("users", "n"), role=role, language=MOST_USED)
    used = load.known("survey_languages", "users", role=role).set_index("language")
    used = used.drop(index=list(left_out), errors="ignore").sort_values("users", ascending=False, kind="stable")
    n = used["n"].iloc[0]
    ranges = _language_ranks(used["users"].astype(float), n)
    pair = ranges.loc[list(MOST_USED)]
    told = [
        f"{users} name {name}"
        + (f" (rank {ranks(*ranges.loc[name, ['best', 'worst']])} of {len(used)})" if name in MOST_USED else "")
        for name, users in used["users"].items()
        if name in MOST_USED or ranges.loc[name, "rank"] <= 3
    ]
    figure = f"of {n} {role}s, {listing(told)}; of {of_any_role(used.loc[list(MOST_USED)])}"
    date = f"{load.period('survey_languages')}, n = {n}"
    if (pair["best"] > len(MOST_USED)).any():
        return Finding(figure, CONTRADICTED, date)
    if (pair["rank"] > len(MOST_USED)).any():
        return left_open(figure, date)
    return Finding(figure, SUPPORTED if (pair["worst"] <= len(MOST_USED)).all() else LIMITS, date)


def _language_ranks(users: pd.Series, n: int) -> pd.DataFrame:
    """Joint ranges of ranks of shares ``users`` / ``n``, as ``uncertainty.rank_ranges`` gives them.

    Two users and two others are added, so that a share of none or all has an error, too: Agresti and Coull, Approximate
    is better than "exact" for interval estimation of binomial proportions, The American Statistician 52 (1998).
    """
    shares = (users + 2) / (n + 4)
    return uncertainty.rank_ranges(shares, 100 * ((1 - shares) / shares / (n + 4)) ** 0.5, joint=True)


also(
    mathematics,
    says("F3", "Strong mathematics is needed.", OFFICIAL),
)


@rule(
    says("F4", "TensorFlow, PyTorch, scikit-learn and Keras are the popular frameworks.", OPEN),
    statement=f"We call a named framework popular when O*NET marks it as in demand for {PLURAL[FIRST]} and it was downloaded 10 million "
    "times or more in 30 days. We call it not popular when O*NET marks it for none of the three occupations and it was downloaded less "
    "often. Where all four are popular, the claim is supported; where two or three are, supported with limits. Where three or four are "
    "not popular, it is contradicted. Else it is not testable.",
    why="O*NET's mark is read off postings, so it is about what is asked for. Downloads count machines, and Keras comes "
    "along with TensorFlow, so they cannot stand alone. Where the two disagree, neither is refuted.",
    alternatives={
        "O*NET's marks alone": {"signs": ("mark",)},
        "downloads alone": {"signs": ("downloads",)},
        "50 million downloads": {"downloads": 50_000_000},
        **OTHER_STAND_INS,
    },
)
def frameworks(
    load: Evidence,
    claim: str,
    code: str = FIRST,
    downloads: int = 10_000_000,
    signs: tuple[str, ...] = ("mark", "downloads"),
) -> Finding:
    listed = load.some("onet_technologies", onet_code=onet(code))
    technologies = load.some("onet_technologies", onet_code=[onet(proxy) for proxy in PROXIES])
    marked, anywhere = (set(rows.loc[rows["in_demand"], "technology"]) for rows in (listed, technologies))
    until = load.some("package_downloads")["date"].max()
    counts = load.indexed("package_downloads", figures=("downloads",), date=until, package=FRAMEWORKS)
    many = counts["downloads"].loc[until] >= downloads
    answers = {}
    for package, technology in FRAMEWORKS.items():
        yes = {"mark": technology in marked, "downloads": many[package]}
        perhaps = {"mark": technology in anywhere, "downloads": many[package]}
        popular, known = all(yes[sign] for sign in signs), any(perhaps[sign] for sign in signs)
        answers[package] = "popular" if popular else "left open" if known else "not popular"
    told = {answer: [package for package, own in answers.items() if own == answer] for answer in answers.values()}
    figure = (
        "by this rule "
        + "; ".join(
            f"{listing(packages)} {'are' if len(packages) > 1 else 'is'} {answer}" for answer, packages in told.items()
        )
        + f". Of the {len(listed)} technologies that O*NET lists for {PLURAL[code]}, {int(listed['in_demand'].sum())} are in demand"
    )
    date = f"{load.period('onet_technologies')}; downloads in the 30 days before {until}"
    number, refuted = (len(told.get(answer, [])) for answer in ("popular", "not popular"))
    verdict = SUPPORTED if number == len(FRAMEWORKS) else LIMITS if number >= 2 else NOT_TESTABLE
    verdict = CONTRADICTED if refuted >= 3 else verdict
    return Finding(figure, verdict, date)


#: What the Bureau calls typical entry below a master's degree.
BELOW_MASTERS = ASSIGNED[: ASSIGNED.index("Master's degree")]
MASTERS_OR_MORE = "Master's degree or more"


@rule(
    says("F5", "A master's degree is not required, but it improves prospects and opens senior posts.", OFFICIAL),
    statement="There are two tests. A master's is not required where the Bureau names less than one as typical entry for two "
    "occupations or more; it is required where the Bureau does so for none. It improves prospects where in the survey the median with "
    "a master's or more is above that with a bachelor's by the whole 95% interval of the difference; it worsens them where that is "
    "below. Where both hold, the claim is supported; where one is refuted, contradicted; where one holds, supported with limits. Else "
    "it is not testable.",
    why="The claim has two halves, so each gets its test, and a difference is tested as one. Professional degrees, those of "
    "doctors and lawyers among them, count as more than a master's. The survey is read as if respondents were a random sample, which "
    "they are not. Senior posts are in neither source.",
    alternatives={
        "a master's alone": {"higher": "Master's degree"},
        "data scientists in the survey": {"role": "Data scientist"},
    },
)
def masters(load: Evidence, claim: str, role: str = "AI/ML engineer", higher: str = MASTERS_OR_MORE) -> Finding:
    entry = load.indexed("education_assignments", occupation=PROXIES)["education"][list(PROXIES)]
    below = int(entry.isin(BELOW_MASTERS).sum())
    groups, medians = ["Bachelor's degree", higher], ["median", "median_low", "median_high"]
    pay = load.indexed("survey_pay", figures=medians, role=role, grouping="degree", group=groups)
    bachelor, master = (pay.loc[(role, "degree", group)] for group in groups)
    more, low, high = uncertainty.difference(*(tuple(row[medians].astype(float)) for row in (master, bachelor)))
    answers = ["yes" if below >= 2 else "open" if below else "no", at_least(low, high, 0)]
    figure = (
        f"the Bureau names less than a master's for {below} of {len(entry)} occupations (and for {assigned(load, BELOW_MASTERS)}). The "
        f"survey's medians are {money(master['median'])} ({higher.lower()}, n = {master['n']}) and {money(bachelor['median'])} "
        f"(bachelor's, n = {bachelor['n']}): a difference of {_signed(more)} (95% interval {_signed(low)} to {_signed(high)})"
    )
    date = (
        f"{load.period('education_assignments')} and {load.period('survey_pay')} "
        f"(survey, n = {bachelor['n']} and {master['n']})"
    )
    if "no" in answers:
        return Finding(figure, CONTRADICTED, date)
    return weighed(figure, answers, date)


def _signed(amount: float) -> str:
    """An amount of dollars with its sign: ``+$47,000``."""
    return f"{'−' if amount < 0 else '+'}{money(abs(amount))}"


@rule(
    says("F6a", "Google's TensorFlow Developer Certificate helps.", REPORTED),
    says("F6b", "Microsoft's Azure AI Engineer Associate certificate helps.", REPORTED),
    statement="A certificate that is reported as withdrawn can help nobody new, so the claim is outdated. Where it is still offered, "
    "the claim is not testable, for no open source that we know of measures what a certificate is worth.",
    why="Whether it is on offer is a fact; whether it helps would take hiring records.",
)
def certificate(load: Evidence, claim: str) -> Finding:
    row = load.indexed("certificates", certificate=CERTIFICATES[claim]).loc[CERTIFICATES[claim]]
    since = f" since {row['since']}" if pd.notna(row["since"]) else ""
    return Finding(
        f"it is reported as {row['status']}{since}",
        OUTDATED if row["status"] == "withdrawn" else NOT_TESTABLE,
        f"reports, checked on {row['checked']}",
    )


#: Rows for the title and, as a base rate, of all titles; how many of each are fully remote.
REMOTE = ("rows", "fully_remote", "all_rows", "all_fully_remote")


@rule(
    says("F7", "Many posts can be done remotely.", ADVERTISED),
    statement="We take the share of US advertisements for the title that are marked fully remote, in the last year and without "
    "copies, with its 95% interval. Where all of the interval is at half or more, the claim is supported; at a tenth or more, "
    "supported with limits; below a tenth, contradicted. Else sampling error leaves it open, and it is not testable.",
    why="'Many' is less than most and more than a few. A tenth of posts is many for somebody who looks, and half would be "
    "the rule. Most advertisements have two rows, one for each end of a range, so half the rows is taken as the sample's size. "
    "The base rate is that of all titles in the same collection, which is of AI and data. It does not say how many posts of every "
    "trade are remote.",
    alternatives={
        "copies counted": {"treatment": "every advertisement"},
        "the year before": {"back": 1},
        "a quarter instead of a tenth": {"many": 25},
        "copies counted, a quarter": {"treatment": "every advertisement", "many": 25},
        "the year before, copies counted, a quarter": {"treatment": "every advertisement", "back": 1, "many": 25},
        "every row an advertisement, a quarter": {"rows_each": 1, "many": 25},
    },
)
def remote(
    load: Evidence,
    claim: str,
    treatment: str = "without copies",
    back: int = 0,
    many: float = 10,
    most: float = 50,
    rows_each: int = 2,
) -> Finding:
    year = int(load.some("advertised_remote")["year"].max()) - back
    shares = load.indexed("advertised_remote", figures=REMOTE, year=year, treatment=treatment)
    row = shares.loc[(year, treatment)]
    low, high = (
        bound * 100 for bound in uncertainty.share_interval(row["fully_remote"] / rows_each, row["rows"] / rows_each)
    )
    share = row["fully_remote"] / row["rows"] * 100
    base = row["all_fully_remote"] / row["all_rows"] * 100
    figure = (
        f"{percent(share)} of {count(row['rows'])} rows are marked fully remote (95% interval {percent(low)} to {percent(high)}), beside "
        f"{percent(base)} of {count(row['all_rows'])} rows of all titles"
    )
    date = year_of(year, load.period("advertised_remote"))
    best = SUPPORTED if at_least(low, high, most) == "yes" else LIMITS
    return weighed(figure, [at_least(low, high, many)], date, best=best)


#: Claim -> the industry it names.
INDUSTRIES = {
    "F8a": "Health care",
    "F8b": "Finance",
    "F8c": "E-commerce",
    "F8d": "Transportation",
    "F8e": "Cybersecurity",
}
#: Claim -> the sector's code in OEWS, and the code of all of them together.
SECTORS = {"F8a": "62--63", "F8b": "52--53", "F8d": "48--50"}
ALL_INDUSTRIES = "000000"


@rule(
    *(says(sector, f"{INDUSTRIES[sector]} employs machine learning engineers.", OFFICIAL) for sector in SECTORS),
    statement=f"We take the number of jobs of {PLURAL[FIRST]} in the sector and their density there, which is their share of its jobs "
    "over their share of all jobs. Each has the 95% interval of the count of jobs. Where all of it is at 1,000 jobs or more and at a "
    "density of 1 or more, the claim is supported; at 1,000 jobs alone, supported with limits; below 100 jobs, contradicted. Else it "
    "is not testable.",
    why="A thousand jobs across the nation are employment by any reading, and fewer than a hundred hardly are. Between the two it "
    "is a matter of words. A large sector has a part of every occupation, so to be one of five that are named it should have at "
    "least the density of the nation.",
    alternatives={"half the nation's density": {"dense": 0.5}, **OTHER_STAND_INS},
)
def industry(
    load: Evidence, claim: str, code: str = FIRST, many: int = 1_000, few: int = 100, dense: float = 1.0
) -> Finding:
    sector, key = SECTORS[claim], {"figures": ("employment",), "industry": [SECTORS[claim], ALL_INDUSTRIES]}
    own = load.indexed("oews_industry", occupation=code, **key).loc[code]
    whole = load.indexed("oews_industry", occupation=ALL, **key).loc[ALL, "employment"]
    error = load.indexed("oews_industry", figures=("employment_rse",), occupation=code, industry=sector)
    rse = error.loc[(code, sector), "employment_rse"]
    jobs = own.loc[sector, "employment"]
    part, base = (numbers[sector] / numbers[ALL_INDUSTRIES] for numbers in (own["employment"], whole))
    low, high = uncertainty.interval(jobs, rse)
    thin, thick = uncertainty.interval(part / base, rse)
    figure = (
        f"the sector has {count(jobs)} such jobs (95% interval {count(low)} to {count(high)}): {percent(part * 100, 1)} of {PLURAL[code]}, "
        f"beside {percent(base * 100, 1)} of all jobs. So they are {times(part / base, 2)} times as common there as in all industries "
        f"({times(thin, 2)} to {times(thick, 2)})"
    )
    verdict = CONTRADICTED if at_least(low, high, few) == "no" else NOT_TESTABLE
    if at_least(low, high, many) == "yes":
        verdict = SUPPORTED if at_least(thin, thick, dense) == "yes" else LIMITS
    return Finding(figure, verdict, load.period("oews_industry"))


@rule(
    *(
        says(industry, f"{INDUSTRIES[industry]} employs machine learning engineers.", VISA)
        for industry in ("F8c", "F8e")
    ),
    statement="Of firms of the industry that we named by hand, we count those that filed for a work visa for a machine learning "
    "title. Where they are two or more, the claim is supported with limits. Else it is not testable, for a firm that did not file may "
    "employ them all the same.",
    why="The official classification has no such industry, so named firms stand for it. The claim is that some employ them, "
    "so two will do. A filing certifies no hire, and a list made by hand cannot show how common it is.",
    alternatives={"five firms instead of two": {"least": 5}, "firms with two titles or more": {"titles": 2}},
)
def named_firms(load: Evidence, claim: str, least: int = 2, titles: int = 1) -> Finding:
    firms = load.known("visa_industries", "titles", industry=INDUSTRIES[claim].lower())
    filed = int((firms["titles"] >= titles).sum())
    figure = (
        f"of {len(firms)} firms that we named, {filed} filed for such a title; of the {count(firms['all_titles'].sum())} titles that "
        f"the firms filed for, {count(firms['titles'].sum())} are such"
    )
    return Finding(figure, LIMITS if filed >= least else NOT_TESTABLE, load.period("visa_industries"))


#: Claim -> the skill it names.
SKILLS = {
    "F9a": "programming",
    "F9b": "data analysis",
    "F9c": "statistical modeling",
    "F9d": "machine learning algorithms",
    "F9e": "problem solving",
}
SKILL_ELEMENTS = {"F9a": "Programming", "F9e": "Complex Problem Solving"}


@rule(
    *(says(skill, f"A key skill: {SKILLS[skill]}.", OFFICIAL) for skill in SKILL_ELEMENTS),
    statement="O*NET's ratings of the skill in the two rated occupations, each with its 95% interval, are held against 3 "
    "('important'). Where all of the interval is at 3 or more in one or both, the claim is supported with limits, for data scientists "
    "were never rated. Where it is below 3 in both, the claim is contradicted. Else sampling error leaves it open, and it is not "
    "testable.",
    why="3 is the word 'important' on O*NET's own scale. A few analysts rated each occupation.",
    alternatives={"3.5 instead": {"cut": 3.5}, "4 ('very important') instead": {"cut": 4.0}},
)
def skill(load: Evidence, claim: str, cut: float = 3.0) -> Finding:
    key = {"domain": "skill", "element": SKILL_ELEMENTS[claim]}
    codes = (onet(RESEARCH_SCIENTISTS), onet(SOFTWARE_DEVELOPERS))
    rated = load.indexed("onet_importance", figures=("importance", "low", "high"), **key, onet_code=codes)
    rows = [rated.loc[(*key.values(), code)] for code in codes]
    figure = "it is rated " + " and ".join(
        f"{times(row['importance'])} of 5 for {name} (95% interval {times(row['low'])} to {times(row['high'])})"
        for row, name in zip(rows, ("research scientists", "developers"), strict=True)
    )
    figure += f"; it has {cut:g} or more in {among_all(common(load, 'skill', SKILL_ELEMENTS[claim], cut))}"
    answers = [at_least(row["low"], row["high"], cut) for row in rows]
    date = f"{samples(pd.DataFrame(rows), 'rated')}; all occupations {load.period('onet_everywhere')}"
    return weighed(figure, answers, date, best=LIMITS)


#: Claim -> what a task must name: an element of O*NET's counts among all occupations, whose pattern is looked for.
NAMED = {"F9b": "data analysis", "F9c": "statistical modeling", "F9d": "machine learning"}
#: Claim -> the article's own phrase, the narrowest choice.
PHRASES = {"F9b": "the words data analysis", "F9c": "the words statistical model", "F9d": "the words machine learning"}
#: What a task is said to name, by the element whose pattern is looked for; another element is called as O*NET's counts call it.
MEANT = {
    "data analysis": "analyzing data",
    "statistical modeling": "models",
    "machine learning": "methods of machine learning",
}
#: Claim -> a wider word.
WIDER = {"F9b": "the word data", "F9c": "the word statistical"}
#: Alternatives: the tasks of the other stand-ins.
TASKS_OF_OTHERS = {f"tasks of {name}": choice for name, choice in OTHER_STAND_INS.items()}


@rule(
    *(says(skill, f"A key skill: {SKILLS[skill]}.", OFFICIAL) for skill in WIDER),
    statement=f"Where two or more of O*NET's tasks of {PLURAL[FIRST]} name it (analyzing data; models), the claim is supported with "
    "limits. Else it is not testable, for a short description that is silent measures nothing.",
    why="One task may name it by the way; two make it a part of the work. Words in a description are a weak measure, so "
    "'supported' without limits cannot be reached.",
    alternatives={
        "the article's own phrase alone": {"elements": PHRASES},
        "any task with the word data, or statistical": {"elements": WIDER},
        **TASKS_OF_OTHERS,
    },
)
def named_in_tasks(
    load: Evidence, claim: str, elements: dict[str, str] = NAMED, code: str = FIRST, least: int = 2
) -> Finding:
    tasks = load.some("onet_tasks", onet_code=onet(code))["task"]
    named, rate = naming(load, tasks, elements[claim], least)
    phrase, itself = naming(load, tasks, PHRASES[claim], 1)
    what = MEANT.get(elements[claim], elements[claim])
    figure = (
        f"of {len(tasks)} tasks, {_do(named, 'name')} {what}, as {words(least)} tasks or more do in {among_all(rate)}; "
        f'{_do(phrase, "contain")} the words "{itself.pattern}"'
    )
    return Finding(figure, LIMITS if named >= least else NOT_TESTABLE, load.period("onet_tasks"))


def _do(number: int, verb: str) -> str:
    """The verb of so many: ``1 names``, ``2 name``, ``none names``."""
    return f"{number or 'none'} {verb}{'' if number > 1 else 's'}"


@rule(
    says("F9d", f"A key skill: {SKILLS['F9d']}.", OFFICIAL),
    statement=f"Where two or more of O*NET's tasks of {PLURAL[FIRST]} name it (machine learning, feature selection, loss functions, "
    "models that predict), or O*NET marks two or more of the article's frameworks as in demand for them, the claim is supported with "
    "limits. Else it is not testable, for a short description that is silent measures nothing.",
    why="One task may name it by the way; two make it a part of the work, and frameworks for machine learning are asked for "
    "where it is done. Both are weak measures, so 'supported' without limits cannot be reached. What is looked for was read "
    "off such tasks, so that hardly any other occupation names it is no proof.",
    alternatives={
        "the article's own phrase alone": {"elements": PHRASES, "marks": False},
        "tasks alone": {"marks": False},
        **TASKS_OF_OTHERS,
    },
)
def learning(
    load: Evidence,
    claim: str,
    elements: dict[str, str] = NAMED,
    code: str = FIRST,
    least: int = 2,
    marks: bool = True,
) -> Finding:
    tasks = named_in_tasks(load, claim, elements, code, least)
    listed = load.some("onet_technologies", onet_code=onet(code))
    marked = int(listed.loc[listed["in_demand"], "technology"].isin(list(FRAMEWORKS.values())).sum())
    most = max((common(load, "technology", name, 1) for name in FRAMEWORKS.values()), key=lambda rate: rate.reach)
    figure = (
        f"{tasks.figure}; O*NET marks {marked} of {len(FRAMEWORKS)} frameworks as in demand, and each of them in at most "
        f"{among_all(most)}"
    )
    asked_for = marks and marked >= least
    return Finding(figure, LIMITS if asked_for else tasks.verdict, tasks.date)


@rule(
    says("F10", "Demand will keep growing as firms automate and decide by data.", OFFICIAL),
    statement=f"Where the growth of {PLURAL[FIRST]} is above zero in the Bureau's newer projection, whatever the older says, the claim "
    "is supported with limits, for a projection is no measurement. Where it is so in the older alone, the claim is outdated; in "
    "neither, contradicted.",
    why="'Keep growing' is about the future, which only a projection speaks of, and growth is more than zero. The rate of all "
    "occupations stands beside it, for growth alone sets no career apart. That it comes from automation is not in the data. Visa filings "
    "are told on the page and not judged by: a filing is no hire.",
    alternatives={
        **OTHER_STAND_INS,
        "faster than all occupations": {"multiple": 1},
        "twice as fast as all occupations": {"multiple": 2},
    },
)
def growth(load: Evidence, claim: str, code: str = FIRST, multiple: float = 0) -> Finding:
    vintages = ("projections", "projections_earlier")

    def projected(vintage: str) -> pd.Series:
        return load.indexed(vintage, figures=("growth_percent",), occupation=[*PROXIES, ALL])["growth_percent"]

    def grows(rates: pd.Series) -> bool:
        return bool(rates[code] > multiple * rates[ALL])

    newer = projected(vintages[0])
    verdict = LIMITS if grows(newer) else OUTDATED if grows(projected(vintages[1])) else CONTRADICTED
    rates = listing(f"{percent(newer[proxy], 1)} ({PLURAL[proxy]})" for proxy in PROXIES)
    figure = f"the Bureau projects growth of {rates}, against {percent(newer[ALL], 1)} for all occupations"
    date = f"{load.period(vintages[0])} (reported) and {load.period(vintages[1])}"
    return Finding(figure, verdict, date)
