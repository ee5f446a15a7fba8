"""The article's ten places. Set down by hand in ``report.toml``: the metropolitan area of each, and names for it.

Raw layout: none.
"""

import pandas as pd

from mlcareer.settings import edition
from sources import OWN_LICENCE, Raw, Source, Table, area, column, to_metros

PERIOD = edition().periods["places"]

SOURCE = Source(
    title="The article's ten places and their metropolitan areas",
    producer="This report",
    cite=f"ten places, by the delineation of {PERIOD}",
    official="https://www.census.gov/geographies/reference-files/time-series/demo/metro-micro/delineation-files.html",
    vintage=PERIOD,
    period=PERIOD,
    licence=OWN_LICENCE,
    obtained=f"Set down by hand from the delineation of {PERIOD}. There is no file that could be had, so it cannot be "
    "fetched.",
    refetchable=False,
    files={},
    cautions=("Silicon Valley has no official border. It loosely reaches into San Mateo and Alameda counties.",),
)

TABLES = (
    Table(
        "places",
        "The article's ten places and the metropolitan area of each",
        "Ten names, nine areas: Palo Alto and Silicon Valley share one.",
        (
            column("place", "string", "Identifier", pattern=r"[a-z-]+"),
            column("name", "string", "Name in the article"),
            area(),
            column(
                "order", "integer", "Place in the article's list", minimum=1, maximum=len(edition().places), unique=True
            ),
            column("note", "string", "What to know"),
        ),
        ("place",),
        (to_metros(),),
    ),
)


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Return the places in the article's order."""
    rows = [(place.key, place.name, place.area, order, place.note) for order, place in enumerate(edition().places, 1)]
    return {"places": pd.DataFrame(rows, columns=TABLES[0].columns)}
