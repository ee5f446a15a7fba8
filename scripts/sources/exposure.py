"""Exposure of occupations to language models: use that was observed, and potential that was rated.

Raw layout: ``observed_2026-03.csv``, one row an occupation, code of the classification of 2018 with six digits (``occ_code``), and
``observed_exposure``. ``rated_2023.csv``, one row an occupation of O*NET (``15-2051.01``), ratings by annotators (``human_rating_``)
and by GPT-4 (``dv_rating_``); alpha is what a model alone can speed up, gamma what it can with further software, beta the mean
of the two. Traps: the wage survey joins some codes; "all other" occupations are rated by their parts only; 0 is a figure.
"""

import pandas as pd

from sources import Raw, columns_of, expect
from sources.facts import facts

SOURCE, TABLES = facts("exposure")
OBSERVED, RATED = SOURCE.named["observed"], SOURCE.named["rated"]

#: Who rated -> column of the table.
RATERS = {"human": "rated_by_people", "dv": "rated_by_model"}


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    observed = columns_of(pd.read_csv(raw.path(SOURCE, OBSERVED)), ["occ_code", "observed_exposure"], OBSERVED)
    ratings = [f"{who}_rating_{which}" for who in RATERS for which in ("alpha", "beta", "gamma")]
    rated = columns_of(pd.read_csv(raw.path(SOURCE, RATED)), ["O*NET-SOC Code", *ratings], RATED)

    # process
    _check(observed, "occ_code", r"\d{2}-\d{4}", ["observed_exposure"], OBSERVED)
    _check(rated, "O*NET-SOC Code", r"\d{2}-\d{4}\.\d{2}", ratings, RATED)
    for who in RATERS:
        middle = (rated[f"{who}_rating_alpha"] + rated[f"{who}_rating_gamma"]) / 2
        off = (middle - rated[f"{who}_rating_beta"]).abs() > 1e-6
        expect(not off.any(), RATED, f"{who}_rating_beta is not the mean of alpha and gamma")
    observed["occupation"] = _surveyed(observed["occ_code"])
    rated["occupation"] = _surveyed(rated["O*NET-SOC Code"].str[:7])
    joined = observed[observed["occupation"].isin(SOURCE.by_hand["joined"])]
    expect(joined.empty, OBSERVED, f"{', '.join(joined['occ_code'])}: a part of a joined code, which had no figure")
    groups = rated.groupby("occupation")
    means = groups[[f"{who}_rating_beta" for who in RATERS]].mean().round(6).set_axis(list(RATERS.values()), axis=1)

    # result
    table = observed.dropna().set_index("occupation")[["observed_exposure"]].set_axis(["observed"], axis=1)
    table = table.join(means, how="outer").join(groups.size().rename("rated_of"))
    return {"exposure": table.fillna({"rated_of": 0}).astype({"rated_of": int}).sort_index().reset_index()}


def _check(frame: pd.DataFrame, code: str, pattern: str, figures: list[str], name: str) -> None:
    """Refuse a code of another form, one that stands twice, and a figure that is none from 0 to 1."""
    wrong = frame.loc[~frame[code].astype(str).str.fullmatch(pattern), code].tolist()
    expect(not wrong, name, f"{wrong[:1]} is no code of an occupation")
    twice = frame.loc[frame[code].duplicated(), code].tolist()
    expect(not twice, name, f"{', '.join(twice[:3])} stands twice")
    for figure in figures:
        values = pd.to_numeric(frame[figure], errors="coerce")
        off = frame.loc[~values.between(-1e-9, 1 + 1e-9), code].tolist()
        expect(not off, name, f"{figure} of {', '.join(off[:3])} is no figure from 0 to 1")
        frame[figure] = values.clip(0, 1)


def _surveyed(codes: pd.Series) -> pd.Series:
    """Codes of the wage survey for codes of the classification; none where it does not cover one."""
    by_part = {part: code for code, parts in SOURCE.by_hand["joined"].items() for part in parts}
    return codes.map(lambda code: by_part.get(code, code)).mask(codes.isin(SOURCE.by_hand["not_surveyed"]))
