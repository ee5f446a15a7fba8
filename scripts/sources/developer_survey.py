"""Stack Overflow's developer survey of 2025: pay and languages of AI and machine learning engineers in the USA.

Raw layout: two CSV files that share the key ``Unnamed: 0``. ``survey_results_salary_prediction.csv`` has one row a
respondent who gave pay: salary (US dollars a year), YearsCode, Country, EdLevel, PrimaryRole.
``survey_results_language_trends.csv`` has one row a respondent and language (LanguageHaveWorkedWith). Traps: pay is cut
to $5,005–$499,750, so upper quantiles are too low; "Professional degree" mixes PhD with JD and MD; some respondents
named no language.
"""

from math import comb

import numpy as np
import pandas as pd

from sources import Raw, columns_of, expect
from sources.facts import facts

#: Below this a quartile says more about single people than about a group.
SMALLEST = 10

SOURCE, TABLES = facts("developer_survey", SMALLEST=SMALLEST)
PAY, LANGUAGES = SOURCE.named["pay"], SOURCE.named["languages"]

ROLES = TABLES["survey_pay"].values("role")
#: Years of coding, as half-open intervals from the first number up to the next.
YEARS = {"under 10 years": (0, 10), "10 to 19 years": (10, 20), "20 years or more": (20, 100)}
DEGREES = {
    "Bachelor": "Bachelor's degree",
    "Master": "Master's degree",
    "Professional": "Professional degree (PhD, JD, MD)",
}
#: The degrees together that a job's "master's or more" means, and the name of the group.
MASTERS_OR_MORE = (("Master", "Professional"), "Master's degree or more")


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    people = pd.read_csv(raw.path(SOURCE, PAY), low_memory=False)
    columns_of(people, ["Unnamed: 0", "salary", "YearsCode", "Country", "EdLevel", "PrimaryRole"], PAY)
    named = pd.read_csv(raw.path(SOURCE, LANGUAGES), low_memory=False)
    columns_of(named, ["Unnamed: 0", "LanguageHaveWorkedWith"], LANGUAGES)

    # process
    everybody = people[people["Country"] == "United States of America"]
    expect(everybody["Unnamed: 0"].is_unique, PAY, "a respondent occurs twice")
    people = everybody[everybody["PrimaryRole"].isin(ROLES)]
    named = named[named["Unnamed: 0"].isin(everybody["Unnamed: 0"]) & named["LanguageHaveWorkedWith"].notna()]
    of_any, all_n = named.groupby("LanguageHaveWorkedWith")["Unnamed: 0"].nunique(), named["Unnamed: 0"].nunique()
    pay, languages = [], []
    for role in ROLES:
        group = people[people["PrimaryRole"] == role]
        pay.append((role, "all", "all", *_quartiles(group["salary"])))
        for name, (start, stop) in YEARS.items():
            chosen = group[group["YearsCode"].between(start, stop, inclusive="left")]
            pay.append((role, "years of coding", name, *_quartiles(chosen["salary"])))
        for begins, name in (*DEGREES.items(), MASTERS_OR_MORE):
            pay.append(
                (role, "degree", name, *_quartiles(group.loc[group["EdLevel"].str.startswith(begins), "salary"]))
            )
        answers = named[named["Unnamed: 0"].isin(group["Unnamed: 0"])]
        answered = answers["Unnamed: 0"].nunique()
        for language, users in answers.groupby("LanguageHaveWorkedWith")["Unnamed: 0"].nunique().items():
            if users >= 5:
                low, high = _wilson(users, answered)
                share = round(100 * users / answered, 2)
                languages.append((role, language, users, answered, share, low, high, of_any[language], all_n))

    # result
    pay = pd.DataFrame(pay, columns=TABLES["survey_pay"].columns)
    figures = TABLES["survey_pay"].columns[4:]
    pay[figures] = pay[figures].astype("Int64")
    languages = pd.DataFrame(languages, columns=TABLES["survey_languages"].columns)
    return {
        "survey_pay": pay,
        "survey_languages": languages.sort_values(["role", "users", "language"], ascending=[True, False, True]),
    }


def _quartiles(pay: pd.Series) -> list:
    """n, quartiles, and 95 % intervals of median and 75th percentile."""
    ordered, n = np.sort(pay.to_numpy(float)), len(pay)
    if n < SMALLEST:
        return [n, *[None] * 7]
    figures = (*np.quantile(ordered, [0.25, 0.5, 0.75]), *_interval(ordered, 0.5), *_interval(ordered, 0.75))
    return [n, *(None if figure is None else round(figure) for figure in figures)]


def _interval(ordered: np.ndarray, share: float) -> tuple[float | None, float | None]:
    """95 % interval of the quantile ``share``, from sorted figures; None where so few figures bound it on no such side.

    It runs from the r-th to the s-th smallest figure, r the largest rank with P(Binomial(n, share) < r) ≤ 2.5 %, s the
    smallest with P(Binomial(n, share) ≥ s) ≤ 2.5 % (Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2; exact).
    """
    n = len(ordered)
    at_most = np.cumsum([comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n)])
    below, above = int((at_most <= 0.025).sum()), int((at_most < 0.975).sum())
    return ordered[below - 1] if below else None, ordered[above] if above < n else None


def _wilson(users: int, n: int) -> tuple[float, float]:
    """95 % score interval of a share, in percent (Wilson, JASA 22, 1927)."""
    z, share = 1.96, users / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return round(100 * (middle - half), 2), round(min(100 * (middle + half), 100), 2)
