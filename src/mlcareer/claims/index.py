"""The claims of the article's beginning and end, and their rules."""

from __future__ import annotations

from functools import partial

from mlcareer import data
from mlcareer.claims.rule import (
    CERTIFICATES,
    CONTRADICTED,
    FRAMEWORKS,
    LIMITS,
    NONE,
    OFFICIAL,
    OTHER_STAND_INS,
    REPORTED,
    Claim,
    Evidence,
    Finding,
    named_areas,
    rule,
    untestable,
)
from mlcareer.occupations import ALL, FIRST, SINGULAR
from mlcareer.text import times, words

says = partial(Claim, "index")


@rule(
    says("I1", "The field moves fast.", REPORTED),
    statement=f"Of the {words(len(FRAMEWORKS) + len(CERTIFICATES))} products the article names ({words(len(FRAMEWORKS))} "
    f"frameworks, {words(len(CERTIFICATES))} certificates), count those overtaken: withdrawn, or no longer the most "
    "downloaded deep learning framework. Two or more: supported with limits.",
    why="'Fast' has no unit, so a direct test is impossible; what has aged in the article itself is a fair sign, and one "
    "product could be chance.",
    alternatives={"three or more": {"least": 3}, "one or more": {"least": 1}},
)
def moves_fast(load: Evidence, claim: str, least: int = 2) -> Finding:
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
    says("I2", "Machine learning engineers have a crucial role in technology firms.", NONE),
    needs="what firms with and without such engineers achieve, comparable in all else",
)


@rule(
    says("E1", "It can be a rewarding, well-paid career in the technology hubs.", OFFICIAL),
    statement=f"In each of the named areas the median {SINGULAR[FIRST]} earns at least one and a half times the area's median "
    "of all occupations: supported with limits, for 'rewarding' is not measured; else contradicted.",
    why="Well paid means well above one's neighbors; half as much again is more than any difference in price level "
    "between the named areas.",
    alternatives={
        "twice instead": {"multiple": 2.0},
        **OTHER_STAND_INS,
    },
)
def well_paid(load: Evidence, claim: str, code: str = FIRST, multiple: float = 1.5) -> Finding:
    named = load.some("oews_metro", area=named_areas(load), occupation=[code, ALL])
    medians = named.pivot(index="area", columns="occupation", values="median").reindex(columns=[code, ALL])
    ratio = (medians[code] / medians[ALL]).astype(float).dropna()
    if ratio.empty:
        raise data.MissingRow(f"data/oews_metro.csv has no area with a median of both {code!r} and {ALL!r}.")
    figure = f"{times(ratio.min())} to {times(ratio.max())} times the local median of all occupations"
    return Finding(figure, LIMITS if (ratio >= multiple).all() else CONTRADICTED, load.period("oews_metro"))
