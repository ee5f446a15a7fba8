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
from mlcareer.settings import edition
from sources import CREATIVE_COMMONS, Raw, Source, Table, column, columns_of, expect

EDUCATION, TECHNOLOGY, JOB_TITLES = (
    "onet/education_30_truncated.txt",
    "onet/technology_skills_30.2.txt",
    "onet/job_titles_30.3.csv.gz",
)
SKILLS, KNOWLEDGE, TASKS = "onet/skills_30.xlsx", "onet/knowledge_29.xlsx", "onet/task_statements_30.2.txt"
EDUCATION_EVERYWHERE = "onet/education_29.xlsx"

PERIOD = edition().periods["onet"]

SOURCE = Source(
    title="O*NET database 30: required education, skills, technology skills and tasks (30.2), job titles (30.3), "
    "and knowledge and all occupations' education of release 29",
    producer="US Department of Labor, Employment and Training Administration",
    cite="O*NET 30",
    official="https://www.onetcenter.org/database.html",
    vintage="O*NET 30; ratings of 15-1221.00 of August 2019, of 15-1252.00 of August 2025",
    period=PERIOD,
    licence=CREATIVE_COMMONS,
    obtained="Copies of O*NET files in public repositories (siv7199/Compass-mobile-app @ 6aa158f, whose education file "
    "is cut short; eugene-maina72/Phase_5_Capstone @ 826ec4e; JoshAugust/unmapped-global-hackathon @ 0df45ec; hemnaath04/job-os @ dcceb9e). The cut file cannot be fetched.",
    refetchable=False,
    files={
        EDUCATION: "dd00b967458ba9e9b99339c7a3b637f6b07fb7055db1a99c8298feeffcff4b7b",
        TECHNOLOGY: "a6e7ea1fb368659a3a8ffe2895d8343cbe80b61efbb2db39cb3cb0f9bd56d3b4",
        JOB_TITLES: "ffeefb3cc92d1f0674c5eeaa60b7b239d0b60db0c05b714877b4fc4dc1bd3e9b",
        SKILLS: "c7ad8c4fd9d541fc40a80627c93155c9419c7be1bb3721626de8c2e0be8d05f3",
        KNOWLEDGE: "e06145d5847d7d754bcb1ad3cef7be58cba848474c84e9be3d48e24759a61ce3",
        EDUCATION_EVERYWHERE: "0e19dd8a579f7dc4982b459a33b797f1d8c3868c9bbb8a4c5e8792e5519dd7b1",
        TASKS: "093fae042127cddb2913f78e54c62a7ef6b7a82578d6ea1b60f928f6893470a7",
    },
    cautions=(
        "15-2051.00 has no education, skill or knowledge ratings in any release.",
        "Few workers were asked about education (16 and 22), so read the intervals, not the shares.",
        "Technologies are drawn from job postings and other sources. 'In demand' is O*NET's own mark, not a share.",
    ),
    attribution="This report includes information from the O*NET 30 Database by the U.S. Department of Labor, "
    "Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of "
    "USDOL/ETA. The authors of this report have modified some of this information. USDOL/ETA has not approved, "
    "endorsed, or tested these modifications.",
)

#: O*NET's categories of scale RL, in its own order.
CATEGORIES = {
    1: "Less than a high school diploma",
    2: "High school diploma or equivalent",
    3: "Post-secondary certificate",
    4: "Some college courses",
    5: "Associate's degree",
    6: "Bachelor's degree",
    7: "Post-baccalaureate certificate",
    8: "Master's degree",
    9: "Post-master's certificate",
    10: "First professional degree",
    11: "Doctoral degree",
    12: "Post-doctoral training",
}
#: Categories of scale RW, related work experience, in its own order.
EXPERIENCE = {
    1: "None",
    2: "Up to and including 1 month",
    3: "Over 1 month, up to and including 3 months",
    4: "Over 3 months, up to and including 6 months",
    5: "Over 6 months, up to and including 1 year",
    6: "Over 1 year, up to and including 2 years",
    7: "Over 2 years, up to and including 4 years",
    8: "Over 4 years, up to and including 6 years",
    9: "Over 6 years, up to and including 8 years",
    10: "Over 8 years, up to and including 10 years",
    11: "Over 10 years",
}
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
MEASURED = sorted({*itertools.chain(*ELEMENTS.values()), *DEGREES, *PATTERNS, *TECHNOLOGIES})
TITLE = "Machine Learning Engineer"
CODES = tuple(map(onet, PROXIES))


def _shares() -> tuple[dict, ...]:
    """The fields of a share of workers."""
    return (
        column("percent", "number", "Share of workers who name it", "percent", minimum=0, maximum=100),
        column("n", "integer", "Workers asked", "people", minimum=1),
        column("standard_error", "number", "Standard error of the share", "percentage points", minimum=0),
        column("low", "number", "Lower bound, 95 % interval", "percent", required=False, minimum=0),
        column("high", "number", "Upper bound, 95 % interval", "percent", required=False, maximum=100),
        column("suppress", "boolean", "O*NET recommends to suppress the share as imprecise"),
        column("surveyed", "string", "Month of the rating", pattern=r"\d{4}-\d{2}"),
    )


def _said_by_workers(what: str, title: str, level: str, scale: str, categories: dict[int, str]) -> Table:
    """The table of what workers in the rated occupations say that their job requires, by category of a scale."""
    return Table(
        f"onet_{what}",
        f"{title} as rated by workers in the occupation",
        f"Scale {scale} for 15-1221.00 and 15-1252.00. 15-2051.00 was never rated.",
        (
            column("onet_code", "string", "O*NET-SOC code", enum=list(CODES)),
            column("category", "integer", f"Category of scale {scale.split()[0]}", minimum=1, maximum=len(categories)),
            column(what, "string", level, enum=list(categories.values())),
            *_shares(),
        ),
        ("onet_code", "category"),
        period=edition().periods["onet_education"],
    )


TABLES = (
    _said_by_workers("education", "Required education", "Level of education", "RL (2.D.1)", CATEGORIES),
    _said_by_workers(
        "experience", "Required related work experience", "Related work experience", "RW (3.A.1)", EXPERIENCE
    ),
    Table(
        "onet_technologies",
        "Technologies listed for the three occupations",
        "Software and languages that O*NET lists, with its two marks.",
        (
            column("onet_code", "string", "O*NET-SOC code", enum=list(CODES)),
            column("technology", "string", "Software or language"),
            column("kind", "string", "Commodity class"),
            column("hot", "boolean", "Often named in all employers' postings"),
            column("in_demand", "boolean", "Often named in postings for this occupation"),
        ),
        ("onet_code", "technology", "kind"),
    ),
    Table(
        "onet_importance",
        "Importance of skills and knowledge, as rated",
        "Scale IM: 1 not important, 3 important, 5 extremely important. Skills for 15-1221.00 and 15-1252.00, knowledge "
        "for 15-1221.00 only; 15-2051.00 was never rated.",
        (
            column("onet_code", "string", "O*NET-SOC code", enum=list(CODES)),
            column("domain", "string", "Skill or knowledge", enum=["skill", "knowledge"]),
            column("element", "string", "Element of the content model"),
            column("importance", "number", "Mean rating", "scale 1 to 5", minimum=1, maximum=5),
            column("n", "integer", "People who rated", "people", minimum=1),
            column("low", "number", "Lower bound, 95 % interval", "scale 1 to 5", required=False),
            column("high", "number", "Upper bound, 95 % interval", "scale 1 to 5", required=False),
            column("suppress", "boolean", "O*NET recommends to suppress the rating as imprecise"),
            column("rated", "string", "Month of the rating", pattern=r"\d{4}-\d{2}"),
            column("raters", "string", "Who rated"),
            column(
                "percentile",
                "number",
                "Share of all rated occupations in which the element is rated lower",
                "percent",
                minimum=0,
                maximum=100,
            ),
        ),
        ("onet_code", "domain", "element"),
        period=edition().periods["onet_importance"],
    ),
    Table(
        "onet_tasks",
        "Tasks of the three occupations",
        "Task statements, word for word.",
        (
            column("onet_code", "string", "O*NET-SOC code", enum=list(CODES)),
            column("task_id", "integer", "Number of the task", minimum=1),
            column("task", "string", "Statement"),
        ),
        ("onet_code", "task_id"),
    ),
    Table(
        "onet_everywhere",
        "How common it is among all O*NET occupations",
        "Of all occupations with such data, those that reach a mark; each counts once, whatever its number of jobs. Knowledge and skill: mean importance. Education: share of "
        "workers who name the level. Task: number of task statements in which a pattern (a regular expression, case aside) "
        "occurs. Technology: marked as in demand, 1 for yes.",
        (
            column("domain", "string", "Kind of measure", enum=list(MARKS)),
            column("element", "string", "What is measured", enum=MEASURED),
            column(
                "pattern",
                "string",
                "Pattern looked for in a task statement",
                required=False,
                enum=sorted(PATTERNS.values()),
            ),
            column("unit", "string", "Unit of mark and median", enum=sorted(set(UNITS.values()))),
            column("mark", "number", "Mark that counts as reached", "as in unit", minimum=0),
            column("occupations", "integer", "Occupations with such data", "occupations", minimum=1),
            column("reach", "integer", "Occupations at the mark or above it", "occupations", minimum=0),
            column("median", "number", "Median of all these occupations", "as in unit", minimum=0),
        ),
        ("domain", "element", "mark"),
        period=edition().periods["onet_everywhere"],
    ),
    Table(
        "onet_titles",
        "Occupations under which O*NET lists the title",
        f"Every occupation that has {TITLE!r} among its alternate titles, word for word.",
        (
            column("onet_code", "string", "O*NET-SOC code", pattern=r"\d{2}-\d{4}\.\d{2}"),
            column("occupation_title", "string", "Title of the occupation"),
            column("job_title", "string", "Alternate title"),
        ),
        ("onet_code", "job_title"),
        period=edition().periods["onet_titles"],
    ),
    Table(
        "occupation_titles",
        "Titles that people use for every occupation",
        "Titles, alternate titles and their short forms, word for word, by occupation of the Standard Occupational Classification 2018; "
        "O*NET's finer occupations count to it.",
        (
            column("soc", "string", "Occupation, Standard Occupational Classification 2018", pattern=r"\d{2}-\d{4}"),
            column("title", "string", "Title"),
        ),
        ("soc", "title"),
        period=edition().periods["onet_titles"],
        format="parquet",
    ),
)


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
        "onet_education": _workers(ratings, "RL", "education", CATEGORIES),
        "onet_experience": _workers(ratings, "RW", "experience", EXPERIENCE),
        "onet_technologies": listed.sort_values(["onet_code", "technology", "kind"]).reset_index(drop=True),
    }


def _every_title(titles: pd.DataFrame) -> pd.DataFrame:
    """Every title of every occupation, once: its own, its alternate ones, and their short forms."""
    kinds = columns_of(titles, ["O*NET-SOC Code", "Title", "Job Title", "Short Title"], JOB_TITLES)
    every = kinds.assign(soc=kinds["O*NET-SOC Code"].str[:7]).melt("soc", kinds.columns[1:], value_name="title")
    every = every.loc[every["title"].str.strip() != "", ["soc", "title"]]
    return every.drop_duplicates().sort_values(["soc", "title"]).reset_index(drop=True)


def _workers(ratings: pd.DataFrame, scale: str, what: str, categories: dict[int, str]) -> pd.DataFrame:
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
    rated.insert(2, what, rated["category"].map(categories))
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
    return pd.DataFrame(
        rows, columns=["domain", "element", "pattern", "unit", "mark", "occupations", "reach", "median"]
    )


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
