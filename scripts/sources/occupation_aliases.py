"""What people call their work and no list of titles leads to, set down by hand.

Raw layout: none. Each row has its reason. At most MOST: a list that grows is a sign that the titles should be read in another way.
"""

import pandas as pd

from mlcareer.occupations import ALL
from mlcareer.settings import edition
from sources import OWN_LICENCE, Raw, Source, Table, column, expect

PERIOD = edition().periods["occupation_aliases"]

SOURCE = Source(
    title="Words that people use for their work",
    producer="This report",
    cite=f"words for occupations, {PERIOD}",
    official="https://www.onetcenter.org/database.html",
    vintage=PERIOD,
    period=PERIOD,
    licence=OWN_LICENCE,
    obtained="Set down by hand where the titles of O*NET lead nowhere or past what most people mean. There is no file, so it cannot be "
    "fetched.",
    refetchable=False,
    files={},
    cautions=("A word leads to the occupation that most people seem to mean by it. Nobody counted that.",),
)

MOST = 60

SHORT, COMMON, NONE = (
    "A short form that the list of titles lacks, or has for others alone",
    "The common word; titles have it only together with others",
    "No occupation yet: what all occupations earn is the plain comparison",
)

#: Word -> occupations, and the reason. The word is matched by the beginnings of its words.
ALIASES: dict[str, tuple[tuple[str, ...], str]] = {
    "HR": (("13-1071", "11-3121", "43-4161"), SHORT),
    "IT support": (("15-1232", "15-1231"), COMMON),
    "IT": (("15-1232", "15-1244", "15-1211"), SHORT),
    "help desk": (("15-1232",), COMMON),
    "tech support": (("15-1232",), COMMON),
    "sysadmin": (("15-1244",), SHORT),
    "programmer": (("15-1251", "15-1252"), COMMON),
    "coder": (("15-1252", "15-1251"), COMMON),
    "developer": (("15-1252", "15-1254"), COMMON),
    "QA": (("15-1253",), SHORT),
    "police": (("33-3051",), COMMON),
    "cop": (("33-3051",), COMMON),
    "sheriff": (("33-3051",), COMMON),
    "driver": (("53-3032", "53-3033", "53-3053"), COMMON),
    "trucker": (("53-3032",), COMMON),
    "Uber driver": (("53-3054",), COMMON),
    "Lyft driver": (("53-3054",), COMMON),
    "delivery": (("53-3033", "53-3031"), COMMON),
    "RN": (("29-1141",), SHORT),
    "LPN": (("29-2061",), SHORT),
    "LVN": (("29-2061",), SHORT),
    "CNA": (("31-1131",), SHORT),
    "EMT": (("29-2042",), SHORT),
    "NP": (("29-1171",), SHORT),
    "PA": (("29-1071",), SHORT),
    "doctor": (("29-1215", "29-1216", "29-1229"), COMMON),
    "caregiver": (("31-1120",), COMMON),
    "home health aide": (("31-1120",), COMMON),
    "CPA": (("13-2011",), SHORT),
    "bookkeeper": (("43-3031",), COMMON),
    "secretary": (("43-6014",), COMMON),
    "office worker": (("43-9061",), COMMON),
    "admin": (("43-6014",), SHORT),
    "professor": (("25-1021", "25-1022", "25-1199"), COMMON),
    "high school teacher": (("25-2031",), COMMON),
    "math teacher": (("25-2031", "25-2022"), COMMON),
    "tutor": (("25-3041",), COMMON),
    "barista": (("35-3023",), COMMON),
    "server": (("35-3031",), COMMON),
    "waitress": (("35-3031",), COMMON),
    "waiter": (("35-3031",), COMMON),
    "cook": (("35-2014", "35-2011"), COMMON),
    "retail": (("41-2031", "41-1011"), COMMON),
    "cashier": (("41-2011",), COMMON),
    "warehouse": (("53-7062", "53-7065"), COMMON),
    "factory worker": (("51-2090",), COMMON),
    "construction": (("47-2061",), COMMON),
    "handyman": (("49-9071",), COMMON),
    "mechanic": (("49-3023",), COMMON),
    "janitor": (("37-2011",), COMMON),
    "security guard": (("33-9032",), COMMON),
    "salesman": (("41-4012", "41-2031"), COMMON),
    "realtor": (("41-9022",), COMMON),
    "lawyer": (("23-1011",), COMMON),
    "data analyst": (("15-2051", "15-2031"), COMMON),
    "business analyst": (("13-1111",), COMMON),
    "student": ((ALL,), NONE),
    "unemployed": ((ALL,), NONE),
    "no job yet": ((ALL,), NONE),
    "school leaver": ((ALL,), NONE),
}

TABLES = (
    Table(
        "occupation_aliases",
        "Words that people use for their work",
        "Set down by hand beside the titles of O*NET.",
        (
            column("alias", "string", "Word or words"),
            column("occupation", "string", "Occupation, code of the wage survey", pattern=r"\d{2}-\d{4}"),
            column("reason", "string", "Why it is here"),
        ),
        ("alias", "occupation"),
    ),
)


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Return one frame a table of TABLES, as its fields describe it."""
    expect(len(ALIASES) <= MOST, "scripts/sources/occupation_aliases.py", f"more than {MOST} words")
    rows = [(alias, code, reason) for alias, (codes, reason) in ALIASES.items() for code in codes]
    return {"occupation_aliases": pd.DataFrame(rows, columns=["alias", "occupation", "reason"])}
