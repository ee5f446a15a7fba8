"""Every occupation that a reader may have now: the names people type for it, and what is known of it in the nation and at each place.

An occupation is known by the wage survey's code, all of them together by ``occupations.ALL``, for those who have none yet.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

import pandas as pd

from mlcareer import data, metros
from mlcareer.metros import NATION, WAGES
from mlcareer.occupations import ALL, NAMES, PROXIES
from predrawn import typed

#: What is said where a name that was typed leads nowhere.
NOTHING = "Try another word for the work. The survey has no soldiers and nobody who is self-employed."

#: Behind the names of the occupations that stand in for the title, wherever they are listed.
STANDS_IN = "(stand-in)"

#: So many occupations, those with the most jobs, are listed first, by their jobs; the others follow by code. So of occupations that one
#: word leads to equally well the largest come first; these have two jobs in three. Were all in the order of their jobs, the names would
#: be a tenth more bytes: they compress well where alike occupations are neighbors.
LARGEST = 100

#: What follows the heart of an occupation's title: "Janitors and Cleaners, Except Maids …", "Teachers, All Other".
BESIDE = re.compile(r", (?:Except|All Other)|\(")

#: Figures of an occupation at a place, beside its wages.
NUMBERS = ["employment", "employment_rse", "mean_rse"]

#: What the projections tell of an occupation.
PROSPECTS = ["growth_percent", "annual_openings", "education", "experience"]


def occupations() -> pd.DataFrame:
    """All occupations by code: ALL, the LARGEST by national jobs, the others by code.

    Columns: ``title`` as the survey has it, with a true dash ("Registered Nurses"); ``label``, the title with STANDS_IN behind it where the occupation is
    one of PROXIES; ``jobs`` in the nation. Raises data.MissingRow for an occupation without national jobs.
    """
    titles = data.load("occupations_detailed").set_index("occupation")["title"].str.replace("--", "—")
    rows = data.load("oews_detailed")
    jobs = rows[rows["place"] == NATION].set_index("occupation")["employment"].reindex(titles.index)
    if jobs.isna().any():
        raise data.MissingRow(
            f"data/oews_detailed.parquet has no national jobs of {jobs.index[jobs.isna()][0]!r}, which are needed here."
        )
    all_jobs = data.indexed("oews_national", occupation=ALL).at[ALL, "employment"]
    every = pd.DataFrame({"title": titles, "jobs": jobs.astype(int)}).sort_index()
    largest = every.sort_values("jobs", ascending=False, kind="stable").index[:LARGEST]
    everybody = pd.DataFrame({"title": [NAMES[ALL]], "jobs": int(all_jobs)}, pd.Index([ALL], name=every.index.name))
    every = pd.concat([everybody, every.loc[largest], every.drop(index=largest)])
    every["label"] = [f"{title} {STANDS_IN}" if code in PROXIES else title for code, title in every["title"].items()]
    return every


# ---- the names that people type ----


def names() -> dict[str, list[str]]:
    """Label -> other names that people type, so that every title of ``occupation_titles`` finds its occupation.

    There are 60 thousand titles of eleven thousand words. As they are, they would be 314 kB of a page, with all phrases of two common
    words more than 170 kB. So each word of an occupation's titles is a name by itself, unless its label or a longer word has it, and
    a title is found by its words together (``predrawn.typed``): 147 kB. First stand the names set down by hand, as they are.

    What is typed most often must lead to where most people mean. A word that is the whole of a title ("teacher"), or the singular of
    one in the occupation's own name ("Welders"), names it in full. A word that is only a part of longer titles, as "bookkeeping" is for
    supervisors, is marked as such (``typed.PART``): it is found after these, and after an occupation whose own name has it. Where a word
    was set down by hand, that alone decides whom it names in full.

    Raises data.MissingRow where a name set down by hand leads to no occupation.
    """
    every, set_down = occupations(), data.load("occupation_aliases")
    if lost := sorted(set(set_down["occupation"]) - set(every.index)):
        raise data.MissingRow(
            f"data/occupations_detailed.csv has no row with occupation {lost[0]!r}: data/occupation_aliases.csv leads there."
        )
    by_hand = set_down.groupby("occupation")["alias"].agg(list)
    decided: dict[str, set[str]] = defaultdict(set)
    for code, alias in zip(set_down["occupation"], set_down["alias"]):
        decided[" ".join(typed.words(alias))].add(code)
    titles, capitals = _titles(every.index), _capitals()
    words = {code: {word for title in own for word in title} for code, own in titles.items()}
    singular = {code: _singular(every.at[code, "title"], own) for code, own in words.items()}
    leading = set().union(*singular.values())
    known: dict[str, list[str]] = {}
    for code, label in every["label"].items():
        own, hand = words.get(code, set()), by_hand.get(code, [])
        said = set(typed.words(" ".join([label, *hand])))
        whole = {title[0] for title in titles.get(code, ()) if len(title) == 1} | singular.get(code, set())
        in_full = {word for word in whole - said if code in decided.get(word, {code})}
        others = own - said - in_full
        # Words that name other occupations in full stay, though a longer one begins with them: they are typed whole.
        parts = _longest(others, said | in_full) | others & (leading | set(decided))
        # A word of two capital letters is a code, which is typed alone: that holds for whole titles ("RN") only.
        large = {word for word in own & capitals if len(word) > 2 or word in in_full}
        spelled, marked = (
            [word.upper() if word in large else word for word in sorted(some)] for some in (in_full, parts)
        )
        if every_name := [*hand, *spelled, *(["".join(typed.PART + word for word in marked)] if marked else [])]:
            known[label] = every_name
    return known


def _titles(codes: Collection[str]) -> dict[str, list[tuple[str, ...]]]:
    """Occupation -> the words of each of its titles. An occupation without titles of its own is a group of the survey's: it takes those
    of the occupations with the same first five digits that the survey has not. Titles of what the survey leaves out are left out."""
    rows = data.load("occupation_titles")
    groups = {code[:-1]: code for code in sorted(set(codes) - set(rows["soc"]) - {ALL})}
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for soc, title in zip(rows["soc"], rows["title"]):
        code = soc if soc in codes else groups.get(soc[:-1])
        if code:
            found[code].append(tuple(typed.words(title)))
    return found


def _capitals() -> set[str]:
    """Words that titles mostly write in capitals: ``cna``, ``icu``."""
    tokens = Counter(token for title in data.load("occupation_titles")["title"] for token in re.findall(r"\w+", title))
    times, large = Counter[str](), Counter[str]()
    for token, often in tokens.items():
        times[token.lower()] += often
        large[token.lower()] += often * (token.isupper() and len(token) > 1)
    return {word for word in times if large[word] * 2 > times[word]}


def _singular(title: str, words: Collection[str]) -> set[str]:
    """The words whose plurals stand in the heart of a title: ``welder`` for "Welders, Cutters, Solderers, and Brazers"."""
    plural = set(typed.words(BESIDE.split(title)[0]))
    return {word for word in words if {f"{word}s", f"{word}es"} & plural}


def _longest(words: Iterable[str], known: Collection[str]) -> set[str]:
    """The words that begin no other of them and none that is known: who types a beginning finds the whole."""
    ordered = sorted({*words, *known})
    begun = {word for word, following in zip(ordered, ordered[1:]) if following.startswith(word)}
    return set(words) - begun - set(known)


# ---- figures ----


def figures() -> pd.DataFrame:
    """What is known of each occupation in the nation, by code, in the order of ``occupations``.

    Columns: those of ``occupations``; the WAGES in US dollars, by the year or, where ``basis`` is text.BY_THE_HOUR, by the hour; NUMBERS,
    ``basis``, ``top_coded``; PROSPECTS: growth in percent over the years of the projections, openings a year, the typical ``education``
    and ``experience`` ("None": none), missing where the projections tell none, as they do of ALL.
    """
    every, detailed = occupations(), data.load("oews_detailed")
    rows = _figures([detailed[detailed["place"] == NATION]], [_nation()]).droplevel("place").reindex(every.index)
    prospects = data.indexed("projections_detailed", occupation=every.index)[PROSPECTS]
    told = prospects[["education", "experience"]]
    prospects[["education", "experience"]] = told.where(told != "")
    return every.join(rows).join(prospects)


def everywhere() -> pd.DataFrame:
    """Jobs and wages of each occupation, and of ALL, at each place for which the survey has a row, by place and occupation.

    Columns: WAGES and NUMBERS as floats, missing where they are not released; ``basis`` and ``top_coded`` as in ``figures``. Places are
    those of ``anywhere``.
    """
    states = data.load("oews_state").query("occupation == @ALL").rename(columns={"state": "place"})
    areas = metros.figures(ALL).rename(columns={"area": "place"})
    detailed = data.load("oews_detailed")
    if lost := sorted(set(detailed["place"]) - {NATION, *data.load("metros")["area"], *data.load("states")["state"]}):
        raise data.MissingRow(
            f"data/metros.csv has no row with area {lost[0]!r}, or data/states.csv none with that state: wages are there."
        )
    return _figures([detailed], [_nation(), states, areas])


def _nation() -> pd.DataFrame:
    """The nation's row of ALL."""
    return data.load("oews_national").query("occupation == @ALL").assign(place=NATION)


def _figures(detailed: list[pd.DataFrame], together: list[pd.DataFrame]) -> pd.DataFrame:
    """Rows of ``oews_detailed`` and of ALL, whose tables have no ``basis``, for it is always both, in one form."""
    numbers = [*WAGES, *NUMBERS]
    rows = pd.concat([*detailed, *(frame.assign(basis="year and hour") for frame in together)])
    columns = [*numbers, "basis", "top_coded"]
    return rows.set_index(["place", "occupation"])[columns].astype(dict.fromkeys(numbers, float))
