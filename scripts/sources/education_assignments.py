"""Education and training that the Bureau of Labor Statistics assigns to each occupation.

Raw layout: ``education_table_5.4.xlsx``, one sheet, title in line 1, header in line 2, one row an occupation.
"""

import pandas as pd

from sources import PROXIES, Raw, columns_of, expect
from sources.facts import facts

SOURCE, TABLES = facts("education_assignments")
FILE = SOURCE.named["assignments"]

#: What is counted over all occupations -> the workbook's words for it.
COUNTED = {
    "education": "Typical education needed for entry",
    "experience": "Work experience in a related occupation",
}


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load: "None" is an answer here, not a missing value
    table = pd.read_excel(raw.path(SOURCE, FILE), header=1, keep_default_na=False)

    # process
    wanted = {
        "2024 National Employment Matrix code": "occupation",
        **{words: name for name, words in COUNTED.items()},
        "Typical on-the-job training needed to attain competency in the occupation": "training",
    }
    table = columns_of(table, wanted, FILE).rename(columns=wanted)
    table = table[table["occupation"].str.fullmatch(r"\d\d-\d{4}")]  # the last line is a note
    expect(table["occupation"].is_unique, FILE, "an occupation occurs twice")
    counts = table[list(COUNTED)].melt(var_name="requirement", value_name="assigned")

    # result
    return {
        "education_assignments": table[table["occupation"].isin(PROXIES)].reset_index(drop=True),
        "education_everywhere": counts.value_counts(sort=False).rename("occupations").reset_index(),
    }
