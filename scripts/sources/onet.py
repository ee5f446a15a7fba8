"""O*NET: education and experience that workers in an occupation say it requires, its skills, tasks and technologies; and
how common each of these is among all occupations.

Raw layout: ``education_30_truncated.txt`` is the tab-separated Education, Training and Experience file of release 30,
cut after 17-2072 (every 15-xxxx row is whole); scale RL has categories 1 to 12, scale RW (experience) 1 to 11; ``n/a`` marks a missing bound.
``education_29.xlsx`` is the same file of release 29, whole.
``technology_skills_30.2.txt`` is tab-separated, columns O*NET-SOC Code, Example, Commodity Title, Hot Technology,
In Demand (Y or N). ``job_titles_30.3.csv.gz`` has O*NET-SOC Code, Title, Job Title: the alternate titles.
``skills_30.xlsx`` and ``knowledge_29.xlsx`` have one row an occupation, element and scale (IM importance, 1 to 5).
``task_statements_30.2.txt`` is tab-separated: O*NET-SOC Code, Task ID, Task.
"""

import itertools
from collections.abc import Iterator

import pandas as pd

from mlcareer.occupations import PROXIES, onet
from sources import Raw, columns_of, expect
from sources.facts import facts

#: What is counted among all occupations. Elements: domain -> names. Degrees: name -> lowest category. Texts: name -> pattern,
#: case aside. For each kind the marks at which occupations are counted.
ELEMENTS = {
    "knowledge": ("Mathematics",),
    "skill": ("Complex Problem Solving", "Mathematics", "Programming"),
}
DEGREES = {"Bachelor's degree or more": 6, "Master's degree or more": 8, "Doctoral degree or more": 11}
PATTERNS = {
    "business problems": r"business[^.;]*problems?|problems?[^.;]*business",
    "data analysis": r"data analysis|analy[sz]\w*\b[^.;]*\bdata\b",
    "machine learning": r"machine learning|feature selection|loss function|\bmodels?\b[^.]*predict|predict\w*\b[^.]*\bmodels?\b",
    "mathematics": r"mathemati",
    "models": r"\bmodels?\b|\bmodeling\b",
    "putting into service": r"deploy|implement|\bproduction\b",
    "statistical modeling": r"statistical model|\bmodels?\b|\bmodeling\b",
    "the word data": r"\bdata\b",
    "the word statistical": r"statistical",
    "the words data analysis": r"data analysis",
    "the words machine learning": r"machine learning",
    "the words statistical model": r"statistical model",
}
TECHNOLOGIES = ("Keras", "Python", "PyTorch", "R", "Scikit-learn", "TensorFlow")
MARKS = {
    "knowledge": (3.0, 3.5, 4.0),
    "skill": (3.0, 3.5, 4.0),
    "education": (10.0, 25.0, 50.0),
    "task": (1.0, 2.0),
    "technology": (1.0,),
}
UNITS = {
    "knowledge": "scale 1 to 5",
    "skill": "scale 1 to 5",
    "education": "percent",
    "task": "tasks",
    "technology": "1 for yes",
}
TITLE = "Machine Learning Engineer"
CODES = tuple(map(onet, PROXIES))

SOURCE, TABLES = facts(
    "onet",
    TITLE=TITLE,
    KINDS=list(MARKS),
    MEASURED=sorted({*itertools.chain(*ELEMENTS.values()), *DEGREES, *PATTERNS, *TECHNOLOGIES}),
    PATTERNS=sorted(PATTERNS.values()),
    UNITS=sorted(set(UNITS.values())),
)
EDUCATION, EDUCATION_EVERYWHERE = SOURCE.named["education"], SOURCE.named["education_everywhere"]
TECHNOLOGY, JOB_TITLES, TASKS = (SOURCE.named[key] for key in ("technology", "job_titles", "tasks"))
SKILLS, KNOWLEDGE = SOURCE.named["skills"], SOURCE.named["knowledge"]


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    ratings = pd.read_csv(raw.path(SOURCE, EDUCATION), sep="\t", dtype=str, keep_default_na=False)
    technologies = pd.read_csv(raw.path(SOURCE, TECHNOLOGY), sep="\t", dtype=str, keep_default_na=False)

    rated_elements = {"skill": SKILLS, "knowledge": KNOWLEDGE}
    elements = {domain: pd.read_excel(raw.path(SOURCE, name)) for domain, name in rated_elements.items()}
    tasks = pd.read_csv(raw.path(SOURCE, TASKS), sep="\t", dtype=str, keep_default_na=False)
    titles = pd.read_csv(raw.path(SOURCE, JOB_TITLES), dtype=str, keep_default_na=False)
    educations = pd.read_excel(raw.path(SOURCE, EDUCATION_EVERYWHERE))
    columns_of(educations, ["O*NET-SOC Code", "Scale ID", "Category", "Data Value"], EDUCATION_EVERYWHERE)

    # process
    names = {
        "O*NET-SOC Code": "onet_code",
        "Example": "technology",
        "Commodity Title": "kind",
        "Hot Technology": "hot",
        "In Demand": "in_demand",
    }
    technologies = columns_of(technologies, names, TECHNOLOGY).rename(columns=names)
    technologies[["hot", "in_demand"]] = technologies[["hot", "in_demand"]] == "Y"
    listed = technologies[technologies["onet_code"].isin(CODES)]

    columns = {"O*NET-SOC Code": "onet_code", "Title": "occupation_title", "Job Title": "job_title"}
    every_title = _every_title(titles)
    titles = columns_of(titles, columns, JOB_TITLES).rename(columns=columns)
    titles = titles[titles["job_title"] == TITLE].drop_duplicates()

    importance = pd.concat(
        [_importance(table, domain, rated_elements[domain]) for domain, table in elements.items()], ignore_index=True
    )
    names = {"O*NET-SOC Code": "onet_code", "Task ID": "task_id", "Task": "task"}
    tasks = columns_of(tasks, names, TASKS).rename(columns=names)
    measured = [*_rated(elements), *_educated(educations), *_named(tasks), *_in_demand(technologies)]
    tasks = tasks[tasks["onet_code"].isin(CODES)].astype({"task_id": int})

    # result
    return {
        "onet_importance": importance.sort_values(["onet_code", "domain", "element"]).reset_index(drop=True),
        "onet_tasks": tasks.sort_values(["onet_code", "task_id"]).reset_index(drop=True),
        "onet_titles": titles.sort_values("onet_code").reset_index(drop=True),
        "occupation_titles": every_title,
        "onet_everywhere": _everywhere(measured),
        "onet_education": _workers(ratings, "RL", "education"),
        "onet_experience": _workers(ratings, "RW", "experience"),
        "onet_technologies": listed.sort_values(["onet_code", "technology", "kind"]).reset_index(drop=True),
    }


def _every_title(titles: pd.DataFrame) -> pd.DataFrame:
    """Every title of every occupation, once: its own, its alternate ones, and their short forms."""
    kinds = columns_of(titles, ["O*NET-SOC Code", "Title", "Job Title", "Short Title"], JOB_TITLES)
    every = kinds.assign(soc=kinds["O*NET-SOC Code"].str[:7]).melt("soc", kinds.columns[1:], value_name="title")
    every = every.loc[every["title"].str.strip() != "", ["soc", "title"]]
    return every.drop_duplicates().sort_values(["soc", "title"]).reset_index(drop=True)


def _workers(ratings: pd.DataFrame, scale: str, what: str) -> pd.DataFrame:
    """What workers of the rated occupations say: one row an occupation and category of ``scale``."""
    wanted = {
        "O*NET-SOC Code": "onet_code",
        "Category": "category",
        "Data Value": "percent",
        "N": "n",
        "Standard Error": "standard_error",
        "Lower CI Bound": "low",
        "Upper CI Bound": "high",
        "Recommend Suppress": "suppress",
        "Date": "surveyed",
    }
    columns_of(ratings, [*wanted, "Scale ID"], EDUCATION)
    rated = ratings[(ratings["Scale ID"] == scale) & ratings["O*NET-SOC Code"].isin(CODES)].rename(columns=wanted)
    rated = rated[list(wanted.values())].reset_index(drop=True)
    expect(rated["onet_code"].nunique() == 2, EDUCATION, "not exactly two of the three occupations are rated")
    numbers = ["percent", "standard_error", "low", "high"]
    rated[numbers] = rated[numbers].apply(lambda text: pd.to_numeric(text.where(text != "n/a")))
    rated[["category", "n"]] = rated[["category", "n"]].astype(int)
    rated.insert(2, what, rated["category"].map(dict(enumerate(TABLES[f"onet_{what}"].values(what), 1))))
    rated["suppress"] = rated["suppress"] == "Y"
    rated["surveyed"] = rated["surveyed"].str[3:] + "-" + rated["surveyed"].str[:2]
    return rated.sort_values(["onet_code", "category"]).reset_index(drop=True)


#: Domain, element, pattern, and the measure of each occupation that has such data.
Measured = tuple[str, str, str, pd.Series]


def _rated(tables: dict[str, pd.DataFrame]) -> Iterator[Measured]:
    for domain, names in ELEMENTS.items():
        table = tables[domain]
        for name in names:
            rows = table[(table["Scale ID"] == "IM") & (table["Element Name"] == name)]
            yield domain, name, "", rows.set_index("O*NET-SOC Code")["Data Value"]


def _educated(ratings: pd.DataFrame) -> Iterator[Measured]:
    levels = ratings[ratings["Scale ID"] == "RL"]
    for name, lowest in DEGREES.items():
        shares = levels["Data Value"].where(levels["Category"] >= lowest, 0)
        yield "education", name, "", shares.groupby(levels["O*NET-SOC Code"]).sum().round(2)


def _named(tasks: pd.DataFrame) -> Iterator[Measured]:
    for name, pattern in PATTERNS.items():
        yield "task", name, pattern, tasks["task"].str.contains(pattern, case=False).groupby(tasks["onet_code"]).sum()


def _in_demand(technologies: pd.DataFrame) -> Iterator[Measured]:
    for name in TECHNOLOGIES:
        marked = (technologies["technology"] == name) & technologies["in_demand"]
        yield "technology", name, "", marked.groupby(technologies["onet_code"]).any().astype(int)


def _everywhere(measured: list[Measured]) -> pd.DataFrame:
    """How many occupations reach each mark."""
    rows = [
        (
            domain,
            element,
            pattern,
            UNITS[domain],
            mark,
            len(each),
            int((each >= mark).sum()),
            round(float(each.median()), 2),
        )
        for domain, element, pattern, each in measured
        for mark in MARKS[domain]
    ]
    return pd.DataFrame(rows, columns=TABLES["onet_everywhere"].columns)


def _importance(table: pd.DataFrame, domain: str, name: str) -> pd.DataFrame:
    wanted = {
        "O*NET-SOC Code": "onet_code",
        "Element Name": "element",
        "Data Value": "importance",
        "N": "n",
        "Lower CI Bound": "low",
        "Upper CI Bound": "high",
        "Recommend Suppress": "suppress",
        "Date": "rated",
        "Domain Source": "raters",
    }
    columns_of(table, [*wanted, "Scale ID"], name)
    table = table[table["Scale ID"] == "IM"]
    ratings = table.groupby("Element Name")["Data Value"]
    lower = (ratings.rank(method="min") - 1) / ratings.transform("size") * 100
    table = table.assign(percentile=lower.round(1))[table["O*NET-SOC Code"].isin(CODES)].rename(columns=wanted)
    table = table[[*wanted.values(), "percentile"]].astype({"n": int})
    table.insert(1, "domain", domain)
    table["suppress"] = table["suppress"] == "Y"
    table["rated"] = table["rated"].str[3:] + "-" + table["rated"].str[:2]
    return table
