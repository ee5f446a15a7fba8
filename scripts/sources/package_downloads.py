"""Downloads of the four frameworks from the Python Package Index.

Raw layout: ``pypi_downloads_monthly.csv``, columns last_update (date), project, downloads_30_days (in the 30 days before
that date), commit. A package may be absent on a date, which is not zero.
"""

import pandas as pd

from mlcareer.settings import edition
from sources import Raw, Source, Table, column, columns_of, expect

FILE = "pypi_downloads/pypi_downloads_monthly.csv"

PERIOD = edition().periods["package_downloads"]

SOURCE = Source(
    title="Downloads from the Python Package Index, February 2018 to April 2026",
    producer="Python Package Index (public download logs), compiled in hugovk/top-pypi-packages",
    cite="PyPI downloads, to April 2026",
    official="https://github.com/hugovk/top-pypi-packages",
    vintage="2018-02 to 2026-04",
    period=PERIOD,
    licence={
        "name": "facts-from-open-logs",
        "title": "Facts from open logs; the compiling repository states no license. Few series are taken, and it is cited",
        "path": "https://github.com/hugovk/top-pypi-packages",
    },
    obtained="Extracted from the history of the compiling repository. The extract cannot be fetched in this shape.",
    refetchable=False,
    files={FILE: "a73d455dd6ae43fd6131c7c6530e3a8fb393a723635894cbd7fdd8ba9e7dd81d"},
    cautions=(
        "Downloads count machines, mirrors and automatic builds, not people. Who installs TensorFlow installs Keras, "
        "too.",
        "PyTorch is also served elsewhere, so its figure is too low. The source of the logs changed in July 2025.",
        "A framework that is absent on a day does not have zero downloads.",
    ),
)

FRAMEWORKS = {"tensorflow": "TensorFlow", "torch": "PyTorch", "scikit-learn": "scikit-learn", "keras": "Keras"}

TABLES = (
    Table(
        "package_downloads",
        "Downloads of four frameworks in 30 days",
        "The four frameworks that the article names, one row a date and package.",
        (
            column("date", "date", "End of the 30 days"),
            column("package", "string", "Framework", enum=list(FRAMEWORKS.values())),
            column("downloads", "integer", "Downloads in the 30 days before", "downloads", minimum=0),
        ),
        ("date", "package"),
    ),
)


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
