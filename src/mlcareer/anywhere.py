"""Every place that a reader can choose: the nation, states and territories, metropolitan areas; and the names people type for them.

A place is known by its code: an area's of five digits, a state's postal code, ``metros.NATION``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from mlcareer import data, metros, taxes, uncertainty
from mlcareer.metros import NATION, WAGES
from mlcareer.occupations import ALL, NAMES, PROXIES
from mlcareer.settings import edition
from mlcareer.taxes import Left, Taxes
from mlcareer.text import PERCENTILES

#: What is said where a name that was typed leads nowhere.
NOTHING = "Try a city, a county or a state."

#: What lists of names shorten and people may write out.
SAINT = re.compile(r"\bSt\.")

#: What is no state.
KINDS = {"DC": "district", "GU": "territory", "PR": "territory", "VI": "territory"}

#: Figures of a place in the wage survey, beside its wages.
NUMBERS = ("mean_rse", "employment", "employment_rse", "location_quotient")

#: Places whose name takes the article in a sentence.
ARTICLE = {"USA", "District of Columbia", "Virgin Islands"}

#: How many areas, those nearest in size by all jobs, an area is held against; and how many larger markets are named.
PEERS, MARKETS_NEARBY = 40, 3

#: Radius of the Earth in miles, a sphere of the same volume.
EARTH = 3_958.8


def places() -> pd.DataFrame:
    """All places by code: the nation, the states by name, the areas, those with the most jobs of all occupations first.

    So of places that one name leads to the largest area comes first. Columns: ``label`` ("Columbus, OH", "Ohio", "USA"), no two
    alike; ``kind`` (nation, state, area); ``state``, the postal code of the state it lies in (of an area the first of its title; of
    the nation none); ``hint``, a second line that tells it from others, with the names of its states.
    """
    areas, states = data.load("metros"), data.load("states").sort_values("name")
    jobs = metros.figures(ALL).set_index("area")["employment"].astype(float)
    areas = areas.assign(jobs=areas["area"].map(jobs)).sort_values("jobs", ascending=False, kind="stable")
    named = dict(zip(states["state"], states["name"]))
    titles = [
        f"{cities}, {'-'.join(named.get(state, state) for state in of.split('-'))}"
        for cities, of in (title.rsplit(", ", 1) for title in areas["name"])
    ]
    nation = pd.DataFrame({"place": [NATION], "label": ["USA"], "kind": "nation", "state": "", "hint": "the nation"})
    every = (
        nation,
        pd.DataFrame(
            {
                "place": states["state"],
                "label": states["name"],
                "kind": "state",
                "state": states["state"],
                "hint": [f"the whole {KINDS.get(code, 'state')}" for code in states["state"]],
            }
        ),
        pd.DataFrame(
            {
                "place": areas["area"],
                "label": areas["short_name"],
                "kind": "area",
                "state": areas["state"],
                "hint": titles,
            }
        ),
    )
    return pd.concat(every).set_index("place")


def names() -> dict[str, list[str]]:
    """Label -> other names that people type: cities of an area's title, counties, towns, states by name and by code, the article's.

    A town that lies in no metropolitan area leads to its state and says so: ``Dodge City, in no metropolitan area``.
    Raises data.MissingRow where a name leads to no place, or an area lies in no state that there is.
    """
    every, states = places(), data.load("states").set_index("state")["name"]
    known: dict[str, list[str]] = {label: [] for label in every["label"]}
    typed = data.load("place_names")
    of_titles = states_of_areas()
    needed = {*typed["place"], *(state for own in of_titles.values() for state in own)}
    if lost := sorted(needed - set(every.index)):
        raise data.MissingRow(
            f"data/states.csv has no row with state {lost[0]!r}, or data/metros.csv none with that area: a name leads there."
        )
    own = typed["state"] == typed["place"].map(every["state"])
    elsewhere = typed["place"].map(every["kind"]) == "state"
    # Within the state of the label the name is enough; in another it takes the state's code.
    words = typed["name"].where(own, typed["name"] + ", " + typed["state"])
    words = words.where(~elsewhere, typed["name"] + ", in no metropolitan area")
    for label, name in zip(typed["place"].map(every["label"]), words):
        known[label].append(name)
    for code, states_of in of_titles.items():
        label = every.at[code, "label"]
        known[label] += states_of[1:]
    for code, name in states.items():
        known[name].append(code)
    for place in edition().places:
        known[every.at[place.area, "label"]] += place.aliases
    known["USA"] += ["United States", "US", "the nation", "America"]
    for label, more in known.items():
        more += [SAINT.sub("Saint", name) for name in (label, *more) if SAINT.search(name)]
    return {label: list(dict.fromkeys(more)) for label, more in known.items() if more}


def states_of_areas() -> dict[str, list[str]]:
    """Area -> the postal codes of the states in its title, in their order."""
    areas = data.load("metros")
    return {code: title.rsplit(", ", 1)[1].split("-") for code, title in zip(areas["area"], areas["name"])}


def within(label: str) -> str:
    """A place in a sentence: ``in`` is followed by ``the USA``, ``Ohio``, ``Columbus, OH``."""
    return f"the {label}" if label in ARTICLE else label


def wages(occupation: str) -> pd.DataFrame:
    """Figures of an occupation at every place of ``places``, by code.

    Columns: those of ``places``, the ``WAGES`` in US dollars a year, ``mean_low`` and ``mean_high`` (95 % interval of the mean),
    NUMBERS, ``top_coded``; all numbers are floats, missing where they are not released. A place without a row for the
    occupation has its names and nothing else. ``short_name`` is the label.
    """
    nation = data.load("oews_national").query("occupation == @occupation").assign(place=NATION, location_quotient=1.0)
    states = data.load("oews_state").query("occupation == @occupation").rename(columns={"state": "place"})
    areas = metros.figures(occupation).rename(columns={"area": "place"})
    numbers = [*WAGES, *NUMBERS]
    rows = pd.concat([frame[["place", *numbers, "top_coded"]] for frame in (nation, states, areas)]).set_index("place")
    rows = places().join(rows.astype(dict.fromkeys(numbers, float))).fillna({"top_coded": ""})
    rows["short_name"] = rows["label"]
    rows["mean_low"], rows["mean_high"] = uncertainty.interval(rows["mean"], rows["mean_rse"])
    return rows


def priced(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``wages`` with wages and interval at national prices, to the nearest $100 because they are derived.

    Missing where there is no price level: in states, whose levels this report does not have, and in Puerto Rico.
    """
    return metros.priced(rows)


def levels() -> pd.DataFrame:
    """Price levels, nation = 100, of the places that have them: columns ``all_items`` and ``housing``, by code."""
    return data.load("price_parities").set_index("area")[["all_items", "housing"]].reindex(places().index)


def shown(rows: pd.DataFrame) -> pd.Series:
    """Place -> the place whose wages are shown for it: itself; its state where its own are not released; else missing.

    ``rows``: of ``wages``. All five percentiles must be there.
    """
    known = rows[list(PERCENTILES)].notna().all(axis=1)
    own = pd.Series(rows.index, rows.index).where(known)
    return own.fillna(rows["state"].where(rows["state"].map(known).fillna(False).astype(bool)))


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Ranks of the areas by jobs, with ``best`` and ``worst`` as ``metros.ranked`` has them, by code."""
    areas = rows[rows["kind"] == "area"].rename_axis("area").reset_index()
    return metros.ranked(areas, "employment").set_index("area")


def nearest_larger(rows: pd.DataFrame) -> dict[str, list[tuple[str, float]]]:
    """Area -> the nearest areas with more jobs, as estimated, and their distances in miles, the nearest first.

    ``rows``: of ``wages``. Where an area's own count is not released, the nearest with a published one. Distances are those of a
    sphere between the first cities of the areas' titles.
    """
    areas = data.load("metros").set_index("area")
    codes = areas.index
    latitude, longitude = (np.radians(areas[name].to_numpy(float)) for name in ("latitude", "longitude"))
    jobs = rows.loc[codes, "employment"].to_numpy()
    # Haversines: exact for near points, where the law of cosines loses digits.
    half = np.sin((latitude[:, None] - latitude) / 2) ** 2
    half = half + np.cos(latitude)[:, None] * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
    miles = 2 * EARTH * np.arcsin(np.sqrt(half))
    larger = jobs[None, :] > np.nan_to_num(jobs, nan=0.0)[:, None]
    miles[~larger] = np.inf
    np.fill_diagonal(miles, np.inf)
    near = np.argsort(miles, axis=1, kind="stable")[:, :MARKETS_NEARBY]
    return {
        code: [(codes[other], float(miles[row, other])) for other in near[row] if np.isfinite(miles[row, other])]
        for row, code in enumerate(codes)
    }


def peers(every: pd.DataFrame) -> dict[str, list[str]]:
    """Area -> the PEERS areas nearest to it by the number of all jobs, half of them larger where there are so many.

    ``every``: ``wages`` of all occupations. An area without that count has none.
    """
    jobs = every.loc[every["kind"] == "area", "employment"].dropna().sort_values()
    codes, half = list(jobs.index), PEERS // 2
    found = {}
    for position, code in enumerate(codes):
        start = min(max(position - half, 0), max(len(codes) - PEERS - 1, 0))
        found[code] = [other for other in codes[start : start + PEERS + 1] if other != code]
    return found


def markets(number: int = 60) -> list[str]:
    """Codes of the areas with the most jobs, ``number`` for each occupation that stands in, and of the article's, by label."""
    names = data.load("metros").set_index("area")["short_name"]
    codes = set(data.load("places")["area"])
    for occupation in PROXIES:
        jobs = metros.figures(occupation).dropna(subset=["employment"])
        codes |= set(jobs.astype({"employment": int}).nlargest(number, "employment")["area"])
    return sorted(codes, key=names.get)


def parts() -> dict[str, frozenset[str]]:
    """Place -> the places that share people with it, itself among them: the nation with all, a state with its areas."""
    every = places()
    states_of = states_of_areas()
    return {
        code: frozenset(every.index)
        if kind == "nation"
        else frozenset({NATION, code, *(area for area, states in states_of.items() if code in states)})
        if kind == "state"
        else frozenset({NATION, code, *states_of[code]})
        for code, kind in every["kind"].items()
    }


@dataclass(frozen=True)
class Facts:
    """What is known of one occupation at every place; frames and series are indexed by place.

    ``paid`` and ``priced``: of ``wages`` and ``priced``; ``shown``, ``ranked``, ``larger``: of the functions with these names;
    ``ends``: those of one scale for all wages, US dollars a year.
    """

    occupation: str
    paid: pd.DataFrame
    priced: pd.DataFrame
    shown: pd.Series
    ranked: pd.DataFrame
    larger: dict[str, list[tuple[str, float]]]
    ends: tuple[float, float]

    @property
    def who(self) -> str:
        """The occupation within a sentence: ``data scientists``."""
        return NAMES[self.occupation].lower()


@dataclass(frozen=True)
class Cards:
    """``Facts`` of each occupation, and what places have whatever the occupation: price levels, areas of their size, the places that
    share people with them, and the taxes of states. ``of``: the period of the wages."""

    of: str
    facts: dict[str, Facts]
    levels: pd.DataFrame
    peers: dict[str, list[str]]
    parts: dict[str, frozenset[str]]
    taxes: Taxes = Taxes("", {})

    def left(self, place: str, occupation: str) -> Left | None:
        """What taxes leave of the median wage that is shown for a place, to the nearest step; None where either is not known."""
        own = self.facts[occupation]
        source = own.shown[place]
        if not self.taxes.known or pd.isna(source) or "median" in own.paid.at[source, "top_coded"].split():
            return None
        return self.taxes.left(own.paid.at[place, "state"], own.paid.at[source, "median"])


def cards() -> Cards:
    """All that is known of every place and stand-in, but for taxes: what rests on these cards rests on no tax."""
    known = {code: facts(code) for code in PROXIES}
    return Cards(data.period("oews_metro"), known, levels(), peers(wages(ALL)), parts())


def taxed(known: Cards) -> Cards:
    """The same with what taxes leave."""
    return replace(known, taxes=taxes.load())


def facts(occupation: str) -> Facts:
    """``Facts`` of an occupation."""
    paid = wages(occupation)
    real = priced(paid)
    both = pd.concat([paid, real])
    ends = both["p10"].min(), both["p90"].max()
    return Facts(occupation, paid, real, shown(paid), ranked(paid), nearest_larger(paid), ends)
