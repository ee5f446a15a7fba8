"""Downloads of the four frameworks from the Python Package Index.

Raw layout: ``pypi_downloads_monthly.csv``, columns last_update (date), project, downloads_30_days (in the 30 days before
that date), commit. A package may be absent on a date, which is not zero.
"""

import pandas as pd

from sources import Raw, columns_of, expect
from sources.facts import facts

SOURCE, TABLES = facts("package_downloads")
FILE = SOURCE.named["downloads"]

FRAMEWORKS = {"tensorflow": "TensorFlow", "torch": "PyTorch", "scikit-learn": "scikit-learn", "keras": "Keras"}


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    wanted = {"last_update": "date", "project": "package", "downloads_30_days": "downloads"}
    table = columns_of(pd.read_csv(raw.path(SOURCE, FILE)), wanted, FILE).rename(columns=wanted)

    # process
    table = table[table["package"].isin(FRAMEWORKS)].assign(package=lambda frame: frame["package"].map(FRAMEWORKS))
    expect(table["package"].nunique() == len(FRAMEWORKS), FILE, "one of the four packages is absent throughout")

    # result
    return {"package_downloads": table.sort_values(["date", "package"])}
