"""O*NET: education that workers in an occupation say it requires, and the technologies listed for it.

Raw layout: ``education_30_truncated.txt`` is the tab-separated Education, Training and Experience file of release 30,
cut after 17-2072 (every 15-xxxx row is whole); scale RL has categories 1 to 12; ``n/a`` marks a missing bound.
``technology_skills_30.2.txt`` is tab-separated, columns O*NET-SOC Code, Example, Commodity Title, Hot Technology,
In Demand (Y or N). ``job_titles_30.3.csv.gz`` has O*NET-SOC Code, Title, Job Title: the alternate titles.
``skills_30.xlsx`` and ``knowledge_29.xlsx`` have one row an occupation, element and scale (IM importance, 1 to 5).
``task_statements_30.2.txt`` is tab-separated: O*NET-SOC Code, Task ID, Task.
"""

import pandas as pd

from mlcareer.occupations import PROXIES, onet
from mlcareer.settings import edition
from sources import ONET_LICENCE, Raw, Source, Table, column, columns_of, expect

EDUCATION, TECHNOLOGY, JOB_TITLES = (
    "onet/education_30_truncated.txt",
    "onet/technology_skills_30.2.txt",
    "onet/job_titles_30.3.csv.gz",
)
SKILLS, KNOWLEDGE, TASKS = "onet/skills_30.xlsx", "onet/knowledge_29.xlsx", "onet/task_statements_30.2.txt"

PERIOD = edition().periods["onet"]

SOURCE = Source(
    title="O*NET database 30: required education, skills, technology skills and tasks (30.2), job titles (30.3), "
    "and knowledge of release 29",
    producer="US Department of Labor, Employment and Training Administration",
    cite="O*NET 30",
    official="https://www.onetcenter.org/database.html",
    vintage="O*NET 30; ratings of 15-1221.00 of August 2019, of 15-1252.00 of August 2025",
    period=PERIOD,
    licence=ONET_LICENCE,
    obtained="Copies of O*NET files in public repositories (siv7199/Compass-mobile-app @ 6aa158f, whose education file "
    "is cut short; JoshAugust/unmapped-global-hackathon @ 0df45ec; hemnaath04/job-os @ dcceb9e). The cut file cannot be fetched.",
    refetchable=False,
    files={
        EDUCATION: "dd00b967458ba9e9b99339c7a3b637f6b07fb7055db1a99c8298feeffcff4b7b",
        TECHNOLOGY: "a6e7ea1fb368659a3a8ffe2895d8343cbe80b61efbb2db39cb3cb0f9bd56d3b4",
        JOB_TITLES: "ffeefb3cc92d1f0674c5eeaa60b7b239d0b60db0c05b714877b4fc4dc1bd3e9b",
        SKILLS: "c7ad8c4fd9d541fc40a80627c93155c9419c7be1bb3721626de8c2e0be8d05f3",
        KNOWLEDGE: "e06145d5847d7d754bcb1ad3cef7be58cba848474c84e9be3d48e24759a61ce3",
        TASKS: "093fae042127cddb2913f78e54c62a7ef6b7a82578d6ea1b60f928f6893470a7",
    },
    cautions=(
        "15-2051.00 has no education, skill or knowledge ratings in any release.",
        "The education samples are tiny (16 and 22 workers): read the intervals, not the shares.",
        "Technologies are drawn from job postings and other sources; 'in demand' is O*NET's own mark, not a share.",
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
TITLE = "Machine Learning Engineer"
CODES = tuple(map(onet, PROXIES))

TABLES = (
    Table(
        "onet_education",
        "Required education as rated by workers in the occupation",
        "Scale RL (2.D.1) for 15-1221.00 and 15-1252.00. 15-2051.00 was never rated.",
        (
            column("onet_code", "string", "O*NET-SOC code", enum=list(CODES)),
            column("category", "integer", "Category of scale RL", minimum=1, maximum=12),
            column("education", "string", "Level of education", enum=list(CATEGORIES.values())),
            column("percent", "number", "Share of workers who name it", "percent", minimum=0, maximum=100),
            column("n", "integer", "Workers asked", "people", minimum=1),
            column("standard_error", "number", "Standard error of the share", "percentage points", minimum=0),
            column("low", "number", "Lower bound, 95 % interval", "percent", required=False, minimum=0),
            column("high", "number", "Upper bound, 95 % interval", "percent", required=False, maximum=100),
            column("suppress", "boolean", "O*NET recommends to suppress the share as imprecise"),
            column("surveyed", "string", "Month of the rating", pattern=r"\d{4}-\d{2}"),
        ),
        ("onet_code", "category"),
        period=edition().periods["onet_education"],
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

    # process
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
    rated = ratings[(ratings["Scale ID"] == "RL") & ratings["O*NET-SOC Code"].isin(CODES)].rename(columns=wanted)
    rated = rated[list(wanted.values())].reset_index(drop=True)
    expect(rated["onet_code"].nunique() == 2, EDUCATION, "not exactly two of the three occupations are rated")
    numbers = ["percent", "standard_error", "low", "high"]
    rated[numbers] = rated[numbers].apply(lambda text: pd.to_numeric(text.where(text != "n/a")))
    rated[["category", "n"]] = rated[["category", "n"]].astype(int)
    rated.insert(2, "education", rated["category"].map(CATEGORIES))
    rated["suppress"] = rated["suppress"] == "Y"
    rated["surveyed"] = rated["surveyed"].str[3:] + "-" + rated["surveyed"].str[:2]

    names = {
        "O*NET-SOC Code": "onet_code",
        "Example": "technology",
        "Commodity Title": "kind",
        "Hot Technology": "hot",
        "In Demand": "in_demand",
    }
    listed = columns_of(technologies, names, TECHNOLOGY).rename(columns=names)
    listed = listed[listed["onet_code"].isin(CODES)].copy()
    listed[["hot", "in_demand"]] = listed[["hot", "in_demand"]] == "Y"

    columns = {"O*NET-SOC Code": "onet_code", "Title": "occupation_title", "Job Title": "job_title"}
    titles = columns_of(titles, columns, JOB_TITLES).rename(columns=columns)
    titles = titles[titles["job_title"] == TITLE].drop_duplicates()

    importance = pd.concat(
        [_importance(table, domain, rated_elements[domain]) for domain, table in elements.items()], ignore_index=True
    )
    names = {"O*NET-SOC Code": "onet_code", "Task ID": "task_id", "Task": "task"}
    tasks = columns_of(tasks, names, TASKS).rename(columns=names)
    tasks = tasks[tasks["onet_code"].isin(CODES)].astype({"task_id": int})

    # result
    return {
        "onet_importance": importance.sort_values(["onet_code", "domain", "element"]).reset_index(drop=True),
        "onet_tasks": tasks.sort_values(["onet_code", "task_id"]).reset_index(drop=True),
        "onet_titles": titles.sort_values("onet_code").reset_index(drop=True),
        "onet_education": rated.sort_values(["onet_code", "category"]).reset_index(drop=True),
        "onet_technologies": listed.sort_values(["onet_code", "technology", "kind"]).reset_index(drop=True),
    }


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
    table = table[(table["Scale ID"] == "IM") & table["O*NET-SOC Code"].isin(CODES)].rename(columns=wanted)
    table = table[list(wanted.values())].astype({"n": int})
    table.insert(1, "domain", domain)
    table["suppress"] = table["suppress"] == "Y"
    table["rated"] = table["rated"].str[3:] + "-" + table["rated"].str[:2]
    return table
