"""The article's claims, one by one, in the report's own words. Set down by hand; there is no raw file.

Raw layout: none. Each id has a rule in src/mlcareer/claims.py; ``cell`` is the id of the cell that discusses it.
"""

import pandas as pd

from sources import OWN_LICENCE, Source, Table, column

SOURCE = Source(
    title="The article's claims",
    producer="This report",
    cite="the article's claims",
    official="https://www.bls.gov/ooh/math/data-scientists.htm",
    vintage="2026",
    period="2026",
    licence=OWN_LICENCE,
    obtained="Set down by hand in other words than the article's. There is no file that could be had, so it cannot be "
    "fetched.",
    refetchable=False,
    files={},
    cautions=("A claim is tested as worded here.",),
)

PLACES = (
    "San Francisco",
    "Seattle",
    "New York City",
    "Boston",
    "Austin",
    "Palo Alto",
    "Silicon Valley",
    "Chicago",
    "Los Angeles",
    "Atlanta",
)
INDUSTRIES = ("Health care", "Finance", "E-commerce", "Transportation", "Cybersecurity")
SKILLS = (
    "programming",
    "data analysis",
    "statistical modeling",
    "machine learning algorithms",
    "problem solving",
)
OFFICIAL, SURVEY, ADVERTISED, VISA, OPEN, REPORTED, NONE = (
    "official statistics",
    "survey of developers",
    "advertised pay",
    "visa filings",
    "open download counts",
    "reports",
    "no open data",
)

#: id, chapter, cell, claim, kind of evidence
CLAIMS = (
    ("I1", "index", "score", "The field moves fast.", REPORTED),
    ("I2", "index", "score", "Machine learning engineers have a crucial role in technology firms.", NONE),
    (
        "Q1",
        "qualifications",
        "assignments",
        "A bachelor's degree in computer science, mathematics or a related field is the usual minimum.",
        OFFICIAL,
    ),
    (
        "Q2",
        "qualifications",
        "degree-reading",
        "Some employers prefer a master's degree or more, above all for senior posts.",
        OFFICIAL,
    ),
    ("Q3", "qualifications", "practice", "Practical machine learning projects are essential.", NONE),
    ("Q4", "qualifications", "languages", "Programming in Python or R is essential.", SURVEY),
    ("Q5", "qualifications", "mathematics", "Calculus and linear algebra are essential.", OFFICIAL),
    ("C0", "cities", "everywhere", "Demand is high across the whole country.", OFFICIAL),
    *((f"C{n}", "cities", "hotspots", f"{name} is a hotspot.", OFFICIAL) for n, name in enumerate(PLACES, 1)),
    ("C11", "cities", "firms", "These places hold many firms that rely on machine learning.", VISA),
    ("S1", "salaries", "experience", "Pay varies with years of experience.", SURVEY),
    ("S2", "salaries", "by-place-text", "Pay varies with location.", OFFICIAL),
    ("S3", "salaries", "experience-text", "Pay varies with the size of the company.", NONE),
    ("S4", "salaries", "article", "Average base pay is about $112,000 a year (Glassdoor).", OFFICIAL),
    ("S5", "salaries", "article", "Experienced people reach $200,000 and more.", OFFICIAL),
    (
        "F1",
        "faq",
        "q1-answer",
        "The role: develops and puts into service models that solve business problems.",
        OFFICIAL,
    ),
    ("F2", "faq", "q2-answer", "Python and R are the two most used languages.", SURVEY),
    ("F3", "faq", "q3-answer", "Strong mathematics is needed.", OFFICIAL),
    ("F4", "faq", "q4-answer", "TensorFlow, PyTorch, scikit-learn and Keras are the popular frameworks.", OPEN),
    (
        "F5",
        "faq",
        "q5-answer",
        "A master's degree is not required, but it improves prospects and opens senior posts.",
        OFFICIAL,
    ),
    ("F6a", "faq", "q6-answer", "Google's TensorFlow Developer Certificate helps.", REPORTED),
    ("F6b", "faq", "q6-answer", "Microsoft's Azure AI Engineer Associate certificate helps.", REPORTED),
    ("F7", "faq", "q7-answer", "Many posts can be done remotely.", ADVERTISED),
    *(
        (f"F8{letter}", "faq", "q8-answer", f"{name} employs machine learning engineers.", OFFICIAL)
        for letter, name in zip("abcde", INDUSTRIES)
    ),
    *((f"F9{letter}", "faq", "q9-answer", f"A key skill: {name}.", OFFICIAL) for letter, name in zip("abcde", SKILLS)),
    (
        "F10",
        "faq",
        "q10-answer",
        "Demand will keep growing as firms automate and decide by data.",
        OFFICIAL,
    ),
    ("E1", "index", "score", "It can be a rewarding, well-paid career in the technology hubs.", OFFICIAL),
)

TABLES = (
    Table(
        "claims",
        "The article's claims",
        "44 claims, with the chapter and cell that discuss each and the kind of evidence it is tested with.",
        (
            column("id", "string", "Identifier", pattern=r"[A-Z]\d{1,2}[a-e]?"),
            column("chapter", "string", "Chapter", enum=["index", "qualifications", "cities", "salaries", "faq"]),
            column("cell", "string", "Cell of the chapter that discusses it", pattern=r"[a-z0-9-]+"),
            column("claim", "string", "Claim, in the report's words"),
            column("evidence", "string", "Kind of evidence"),
        ),
        ("id",),
    ),
)


def run(raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    return {"claims": pd.DataFrame(CLAIMS, columns=TABLES[0].columns)}
