"""O*NET: education that workers in an occupation say it requires, and the technologies listed for it.

Raw layout: ``education_30_truncated.txt`` is the tab-separated Education, Training and Experience file of release 30,
cut after 17-2072 (every 15-xxxx row is whole); scale RL has categories 1 to 12; ``n/a`` marks a missing bound.
``technology_skills_30.2.txt`` is tab-separated, columns O*NET-SOC Code, Example, Commodity Title, Hot Technology,
In Demand (Y or N). ``job_titles_30.3.csv.gz`` has O*NET-SOC Code, Title, Job Title: the alternate titles.
"""

import pandas as pd

from sources import ONET_LICENCE, Source, Table, column, columns_of, expect

EDUCATION, TECHNOLOGY, JOB_TITLES = (
    "onet/education_30_truncated.txt",
    "onet/technology_skills_30.2.txt",
    "onet/job_titles_30.3.csv.gz",
)

SOURCE = Source(
    title="O*NET database 30: required education, technology skills (30.2), job titles (30.3)",
    producer="US Department of Labor, Employment and Training Administration",
    cite="O*NET 30",
    official="https://www.onetcenter.org/database.html",
    vintage="O*NET 30; ratings of 15-1221.00 of August 2019, of 15-1252.00 of August 2025",
    licence=ONET_LICENCE,
    obtained="Copies of O*NET files in public repositories (siv7199/Compass-mobile-app @ 6aa158f, whose education file "
    "is cut short; JoshAugust/unmapped-global-hackathon @ 0df45ec; hemnaath04/job-os @ dcceb9e). The cut file cannot be fetched.",
    refetchable=False,
    files={
        EDUCATION: "dd00b967458ba9e9b99339c7a3b637f6b07fb7055db1a99c8298feeffcff4b7b",
        TECHNOLOGY: "a6e7ea1fb368659a3a8ffe2895d8343cbe80b61efbb2db39cb3cb0f9bd56d3b4",
        JOB_TITLES: "ffeefb3cc92d1f0674c5eeaa60b7b239d0b60db0c05b714877b4fc4dc1bd3e9b",
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
CODES = ("15-2051.00", "15-1221.00", "15-1252.00")

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
        "onet_titles",
        "Occupations under which O*NET lists the title",
        f"Every occupation that has {TITLE!r} among its alternate titles, word for word.",
        (
            column("onet_code", "string", "O*NET-SOC code", pattern=r"\d{2}-\d{4}\.\d{2}"),
            column("occupation_title", "string", "Title of the occupation"),
            column("job_title", "string", "Alternate title"),
        ),
        ("onet_code", "job_title"),
    ),
)


def run(raw) -> dict[str, pd.DataFrame]:
    # load
    ratings = pd.read_csv(raw.path(SOURCE, EDUCATION), sep="\t", dtype=str, keep_default_na=False)
    technologies = pd.read_csv(raw.path(SOURCE, TECHNOLOGY), sep="\t", dtype=str, keep_default_na=False)

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

    # result
    return {
        "onet_titles": titles.sort_values("onet_code").reset_index(drop=True),
        "onet_education": rated.sort_values(["onet_code", "category"]).reset_index(drop=True),
        "onet_technologies": listed.sort_values(["onet_code", "technology", "kind"]).reset_index(drop=True),
    }
