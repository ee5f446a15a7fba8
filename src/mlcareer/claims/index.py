"""The claims of the article's beginning and end, and their rules."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from mlcareer import data, uncertainty
from mlcareer.claims.rule import (
    CERTIFICATES,
    FRAMEWORKS,
    LIMITS,
    NONE,
    NOT_TESTABLE,
    OFFICIAL,
    OTHER_STAND_INS,
    REPORTED,
    Claim,
    Evidence,
    Finding,
    at_least,
    named_areas,
    rule,
    untestable,
    weighed,
)
from mlcareer.occupations import ALL, FIRST, PLURAL
from mlcareer.text import percent, times, words

says = partial(Claim, "index")


@rule(
    says("I1", "The field moves fast.", REPORTED),
    statement=f"Of the {words(len(FRAMEWORKS) + len(CERTIFICATES))} products the article names ({words(len(FRAMEWORKS))} "
    f"frameworks, {words(len(CERTIFICATES))} certificates), we count those overtaken: a certificate that was withdrawn, or "
    "TensorFlow, where PyTorch has passed it in downloads. Where they are two or more, the claim is supported with limits. Where "
    "they are fewer, it is not testable, for what has not aged does not show that a field stands still.",
    why="'Fast' has no unit, and a direct test would take the same count for other fields. What has aged in the article "
    "itself is a fair sign, and one product could be chance. Nobody drew these products as a sample.",
    alternatives={
        "three or more": {"least": 3},
        "four or more": {"least": 4},
        "certificates alone": {"frameworks": False},
    },
)
def moves_fast(load: Evidence, claim: str, least: int = 2, frameworks: bool = True) -> Finding:
    named = list(CERTIFICATES.values())
    withdrawn = load.indexed("certificates", certificate=named)["status"] == "withdrawn"
    others = withdrawn.drop(named)
    aged, products = int(withdrawn[named].sum()), len(named)
    load.some("package_downloads", package="PyTorch")
    load.some("package_downloads", package="TensorFlow")
    downloads = load("package_downloads").pivot(index="date", columns="package", values="downloads")
    lead = (downloads["PyTorch"] > downloads["TensorFlow"])[downloads[["PyTorch", "TensorFlow"]].notna().all(axis=1)]
    if frameworks:
        aged, products = aged + int(lead.iloc[-1] and not lead.iloc[0]), products + len(FRAMEWORKS)
    return Finding(
        f"of the {products} products that the article names, {aged} {_have(aged)} been withdrawn or overtaken; of {len(others)} other "
        f"certificates in the table, {others.sum()} {_have(others.sum())} been withdrawn",
        LIMITS if aged >= least else NOT_TESTABLE,
        f"{lead.index[0][:4]} to {load.period('certificates')} (certificates reported)",
    )


def _have(number: int) -> str:
    """The verb of so many: ``1 has``, ``2 have``."""
    return "has" if number == 1 else "have"


untestable(
    says("I2", "Machine learning engineers have a crucial role in technology firms.", NONE),
    needs="what firms with and without such engineers achieve, comparable in all else",
)


@rule(
    says("E1", "It can be a rewarding, well-paid career in the technology hubs.", OFFICIAL),
    statement=f"In each named area the mean wage of {PLURAL[FIRST]} is divided by the area's mean of all occupations, with intervals "
    "that hold together at 95%. Where it is one and a half or more for sure in half of the areas or more, the claim is supported "
    "with limits, for 'rewarding' is not measured. Where it is less than that for sure in more than half, it is contradicted. "
    "Where sampling error leaves it open, it is not testable.",
    why="Well paid means well above one's neighbors. How far above is a choice, so other marks are tried, and so is pay at "
    "national prices against the nation's. Means are compared and not medians, for only means have a published error. Most areas of the "
    "country reach the mark, so the verdict is on pay and not on what hubs have before others.",
    alternatives={
        "a quarter more instead": {"multiple": 1.25},
        "twice instead": {"multiple": 2.0},
        **OTHER_STAND_INS,
        "at national prices, the nation's mean of the occupation or more": {"multiple": 1.0, "real": True},
    },
)
def well_paid(load: Evidence, claim: str, code: str = FIRST, multiple: float = 1.5, real: bool = False) -> Finding:
    named = named_areas(load)
    ratio, error = _national_ratio(load, code) if real else _local_ratio(load, code)
    if ratio.reindex(named).isna().all():
        raise data.MissingRow(
            f"data/oews_metro.csv has no named area with a mean and its error for {code!r} and {ALL!r}."
        )
    margin = uncertainty.joint_z(len(named)) * error
    # An area without a figure is compared with nothing: it stays open.
    answers = [
        at_least(low, high, multiple)
        for low, high in zip((ratio - margin).reindex(named), (ratio + margin).reindex(named))
    ]
    sure, possible = answers.count("yes"), len(named) - answers.count("no")
    return weighed(
        f"the mean wage of {PLURAL[code]} is {times(ratio[ratio.index.isin(named)].min())} to {times(ratio[ratio.index.isin(named)].max())} times "
        f"{'the mean of the nation' if real else 'the local mean of all occupations'}, and for sure {times(multiple)} or more in "
        f"{sure} of {len(named)} areas; of all {len(ratio)} areas {percent((ratio >= multiple).mean() * 100)} reach that "
        f"(the typical one: {times(ratio.median())})",
        [at_least(sure, possible, len(named) / 2)],
        load.period("oews_metro"),
        best=LIMITS,
    )


def _means(load: Evidence, code: str) -> pd.DataFrame:
    """Mean wages of an occupation by area, those with a published error: columns ``mean`` and ``mean_rse`` (percent)."""
    rows = load.some("oews_metro", occupation=code).set_index("area")
    return rows[["mean", "mean_rse"]].astype(float).dropna()


def _local_ratio(load: Evidence, code: str) -> tuple[pd.Series, pd.Series]:
    """By area: mean wage of an occupation over the area's mean of all, and the standard error of that."""
    own, whole = _means(load, code).align(_means(load, ALL), join="inner", axis=0)
    ratio = own["mean"] / whole["mean"]
    return ratio, ratio * np.hypot(own["mean_rse"], whole["mean_rse"]) / 100


def _national_ratio(load: Evidence, code: str) -> tuple[pd.Series, pd.Series]:
    """By area: mean wage of an occupation at national prices over its mean in the nation, and the standard error."""
    own, prices = _means(load, code).align(load.indexed("price_parities", area=None)["all_items"], join="inner", axis=0)
    nation = load.indexed("oews_national", figures=("mean", "mean_rse"), occupation=code).loc[code]
    ratio = own["mean"] / prices * 100 / float(nation["mean"])
    return ratio, ratio * np.hypot(own["mean_rse"], float(nation["mean_rse"])) / 100
