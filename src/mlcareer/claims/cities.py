"""The claims about places, and their rules."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

import pandas as pd

from mlcareer import data, uncertainty
from mlcareer.claims.rule import (
    LEFT_OPEN,
    LIMITS,
    OFFICIAL,
    OTHER_STAND_INS,
    SUPPORTED,
    VISA,
    Claim,
    Evidence,
    Finding,
    Load,
    at_least,
    rows_of,
    rule,
    weighed,
)
from mlcareer.occupations import ALL, FIRST, OTHERS, PLURAL, RESEARCH_SCIENTISTS
from mlcareer.settings import edition
from mlcareer.text import count, listing, percent, portion, ranks, words

says = partial(Claim, "cities")

#: Jobs from which on an area is ranked.
RANKED_FROM = 1000

#: The article's places, in its order.
PLACES = [place.name for place in edition().places]


@rule(
    says("C0", "Demand is high across the whole country.", OFFICIAL),
    statement=f"Counted are the metropolitan areas with a figure, each with its 95% interval. If half or more of them surely have at "
    f"least the nation's concentration of {PLURAL[FIRST]}, the claim is supported. If half or more surely have at least half of it, "
    "it is supported with limits. If more than half surely have less than half of it, it is contradicted. Else sampling "
    "error leaves it open, and it is not testable.",
    why="If demand were high everywhere, a typical area would reach the nation's average. In other occupations many areas do not, "
    "so behind each share stands what is typical: the median of the widespread occupations, counted alike. A quotient compares "
    "with the nation, whose own demand may be high. So an area somewhat below it is not shown to lack demand; one below half of "
    "it is. A quotient has at least the error of its number of jobs.",
    alternatives={
        **OTHER_STAND_INS,
        "all areas, those without a figure left open": {"every": True},
        "the nation's average as the one mark": {"enough": 1.0},
        "three quarters of it as the second mark": {"enough": 0.75},
        "a quarter of it as the second mark": {"enough": 0.25},
    },
)
def everywhere(load: Evidence, claim: str, code: str = FIRST, enough: float = 0.5, every: bool = False) -> Finding:
    areas = load.known("oews_metro", "location_quotient", occupation=code).set_index("area")
    areas = areas.dropna(subset=["employment_rse"])
    if areas.empty:
        raise data.MissingRow("data/oews_metro.csv has no employment_rse in the rows that are needed here.")
    quotient = areas["location_quotient"].astype(float)
    low, high = uncertainty.interval(quotient, quotient_rse(load("oews_metro"), areas))
    number = len(load.some("oews_metro", occupation=ALL)) if every else len(areas)
    average, below, part = int((low >= 1).sum()), int((high < 1).sum()), int((low >= enough).sum())
    short = int((high < enough).sum())
    shares = ["surely_reach", "surely_below"]
    typical = load.aside.indexed("oews_everywhere", figures=shares, mark=[1, enough])[shares]
    (reach, miss), (half, less) = (typical.loc[mark] for mark in (1, enough))

    def beside(areas: int, usual: float) -> str:
        return f"({percent(areas / number * 100)}, typically {percent(usual)})"

    figure = (
        f"of {number} areas, {average} surely reach the nation's concentration {beside(average, reach)} and {below} surely do "
        f"not {beside(below, miss)}; {portion(enough * 100)} of it is surely reached by {part} {beside(part, half)} and surely "
        f"missed by {short} {beside(short, less)}"
    )
    answer = "yes" if part * 2 >= number else "no" if short * 2 > number else "open"
    best = SUPPORTED if average * 2 >= number else LIMITS
    return weighed(figure, [answer], load.period("oews_metro"), best=best)


def quotient_rse(metro: pd.DataFrame, areas: pd.DataFrame) -> pd.Series:
    """The least relative error of location quotients, in percent: that of the jobs and that of all jobs in the area.

    ``metro`` is ``oews_metro``, ``areas`` its rows of an occupation by area; of the same index.
    """
    whole = rows_of(metro, occupation=ALL).set_index("area")["employment_rse"].reindex(areas.index).fillna(0)
    return (areas["employment_rse"].astype(float) ** 2 + whole.astype(float) ** 2) ** 0.5


@rule(
    *(says(f"C{n}", f"{name} is a hotspot.", OFFICIAL) for n, name in enumerate(PLACES, 1)),
    statement="A hotspot is among the first ten metropolitan areas by jobs, by concentration and by mean pay. Each of these "
    "ranks the areas with 1,000 jobs or more, and the whole rank range must lie within the first ten; the ranges of a measure "
    "hold together at 95%. On two of the three or on all, the claim is supported; on one, it is supported with limits; surely on "
    "none, it is contradicted. Where sampling error or a missing rank leaves it open, it is not testable.",
    why="The article names ten places, so the first ten is its own cut; among the areas ranked that is about one in five. "
    "Jobs alone would only find big cities; concentration and pay alone would also find small ones. Two of three finds places "
    "that stand out. A quotient of concentration has at least the error of its number of jobs. An area whose range reaches "
    "over the tenth rank is not shown to be a hotspot, and not shown to be none. Others than the named may stand as high.",
    alternatives={
        "the first five": {"cut": 5},
        "the first twenty": {"cut": 20},
        "each rank range by itself": {"joint": False},
        "the rank without its range": {"exact": True},
        "pay at national prices": {"real": True},
        "above the nation by concentration and pay": {"nation": True},
        "areas with 500 jobs or more": {"least": 500},
        "areas with 2,000 jobs or more": {"least": 2000},
        # A small occupation: few areas have a thousand jobs in it.
        **dict(
            (f"{PLURAL[code]}, 200 jobs or more", {"code": code, "least": 200})
            if code == RESEARCH_SCIENTISTS
            else (PLURAL[code], {"code": code})
            for code in OTHERS
        ),
    },
)
def hotspot(load: Evidence, claim: str, **choice: Any) -> Finding:
    order = int(claim.removeprefix("C"))  # C1 is the article's first place
    return _hotspot(load, load.indexed("places", order=order).loc[order, "area"], **choice)


def _hotspot(
    load: Evidence,
    area: str,
    cut: float = 10,
    code: str = FIRST,
    least: int = RANKED_FROM,
    joint: bool = True,
    exact: bool = False,
    real: bool = False,
    nation: bool = False,
) -> Finding:
    load.known("oews_metro", "employment", occupation=code)
    if real:
        load.some("price_parities")
    ranked = _hotspot_ranks(load.load, code, least, joint, real)
    answers, told = {}, []
    for name, table in ranked.items():
        if area not in table.index:
            told.append(f"no rank by {name}")
            continue
        row = table.loc[area]
        best, worst = (row["rank"], row["rank"]) if exact else (row["best"], row["worst"])
        answers[name] = among_first(best, worst, cut)
        told.append(f"rank {ranks(row['best'], row['worst'])} of {len(table)} by {name}")
    if nation:
        answers |= _above_nation(load, area, code)
    return weighed(
        listing(told),
        [answers.get(name, "open") for name in ranked],
        load.period("oews_metro"),
        full=2,
        why_open=LEFT_OPEN
        if "open" in answers.values()
        else "not ranked",  # error leaves nothing open, a rank is missing
    )


def hotspots(load: Load = data.load) -> dict[str, str]:
    """What the rule of the ten places says of every area that it ranks, named by the article or not: area -> verdict."""
    ranked = _hotspot_ranks(load, FIRST, RANKED_FROM, joint=True, real=False)["jobs"]
    return {area: _hotspot(Evidence(load), area).verdict for area in ranked.index}


def _above_nation(load: Evidence, area: str, code: str) -> dict[str, str]:
    """Is an occupation surely more concentrated, and surely better paid, in an area than in the nation?"""
    areas = load.known("oews_metro", "mean_rse", occupation=code, area=[area]).set_index("area")
    whole = load.indexed("oews_national", figures=("mean", "mean_rse"), occupation=code).loc[code]
    here = areas.loc[area]
    quotient = uncertainty.interval(here["location_quotient"], quotient_rse(load("oews_metro"), areas)[area])
    pay, paid = ((row["mean"], *uncertainty.interval(row["mean"], row["mean_rse"])) for row in (here, whole))
    _, low, high = uncertainty.difference(pay, paid)
    return {"concentration": at_least(*quotient, 1), "pay": at_least(low, high, 0)}


def same_area() -> dict[str, str]:
    """Claims about an area that an earlier claim is about, too, each with that claim: they count one area twice."""
    areas = data.load("places").sort_values("order")
    first = areas.groupby("area")["order"].transform("min")
    again = areas[areas["order"] > first]
    return {f"C{order}": f"C{first[row]}" for row, order in again["order"].items()}


def among_first(best: float, worst: float, cut: float) -> str:
    """Does a range of ranks lie within the first ``cut``: ``yes``, ``no`` where none of it does, else ``open``."""
    return "yes" if worst <= cut else "no" if best > cut else "open"


@lru_cache(maxsize=16)  # ten claims ask for the same
def _hotspot_ranks(load: Load, code: str, least: int, joint: bool, real: bool) -> dict[str, pd.DataFrame]:
    """Ranks by jobs, concentration and pay, each a frame by area with columns rank, best and worst."""
    figures = rows_of(load("oews_metro"), occupation=code).set_index("area")
    big = figures[figures["employment"].fillna(0) >= least].copy()
    big["quotient_rse"] = quotient_rse(load("oews_metro"), big)
    big["pay"] = big["mean"].astype(float)
    if real:
        big["pay"] *= 100 / load("price_parities").set_index("area")["all_items"].reindex(big.index)
    ranked = {}
    for name, measure, error in (
        ("jobs", "employment", "employment_rse"),
        ("concentration", "location_quotient", "quotient_rse"),
        ("pay", "pay", "mean_rse"),
    ):
        known = big.dropna(subset=[measure, error])
        ranked[name] = uncertainty.rank_ranges(known[measure].astype(float), known[error].astype(float), joint)
    return ranked


#: States of the nine areas' main cities: filings name a state, never a city.
STATES = ("CA", "WA", "NY", "MA", "TX", "IL", "GA")


@rule(
    says("C11", "These places hold many firms that rely on machine learning.", VISA),
    statement="H-1B applications give pairs of employer and state. The share of the pairs for machine learning titles that lies "
    f"in the {words(len(STATES))} states of the named areas, less the share of the pairs for any title, is tested as a difference "
    "at the 95% level. If it is surely larger, the claim is supported with limits; if it is surely smaller, it is contradicted. "
    "Else sampling error leaves it open, and it is not testable.",
    why="These states are large and hold many firms of every kind, so 'many' must mean more than that. Filings name a "
    "state and no city, and only firms that sponsor visas are in them, so 'supported' without limits cannot be reached. The "
    "filings of a quarter are read as a sample.",
    alternatives={
        "filings instead of employers": {"measure": "filings"},
        "without California": {"without": ("CA",)},
        "larger by 10 points or more": {"more": 0.10},
        "larger by 25 points or more": {"more": 0.25},
    },
)
def many_firms(
    load: Evidence, claim: str, measure: str = "employers", without: tuple[str, ...] = (), more: float = 0.0
) -> Finding:
    counts = load.indexed("visa_states", figures=(measure, f"all_{measure}"), state=STATES).drop(index=list(without))
    inside = counts.loc[[state for state in STATES if state not in without]].sum()
    whole = counts.sum()
    if not whole[measure]:
        raise data.MissingRow("data/visa_states.csv has no filing for machine learning titles, which is needed here.")
    titled, every = (
        (float(inside[name] / whole[name]), *uncertainty.share_interval(inside[name], whole[name]))
        for name in (measure, f"all_{measure}")
    )
    _, low, high = uncertainty.difference(titled, every)
    counted = "pairs of employer and state" if measure == "employers" else measure
    figure = (
        f"{percent(titled[0] * 100)} of {count(whole[measure])} {counted} for machine learning titles are in {words(len(STATES) - len(without))} "
        f"states, as are {percent(every[0] * 100)} of those for any title"
    )
    return weighed(figure, [at_least(low, high, more)], load.period("visa_states"), best=LIMITS)
