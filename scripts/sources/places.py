"""The article's ten places. Set down by hand: the metropolitan area of each, and the city's own coordinates for its pin.

Raw layout: none.
"""

import pandas as pd

from sources import OWN_LICENCE, Raw, Source, Table, area, column, to_metros

SOURCE = Source(
    title="The article's ten places and their metropolitan areas",
    producer="This report",
    cite="ten places, by the delineation of July 2023",
    official="https://www.census.gov/geographies/reference-files/time-series/demo/metro-micro/delineation-files.html",
    vintage="July 2023",
    period="July 2023",
    licence=OWN_LICENCE,
    obtained="Set down by hand from the delineation of July 2023. There is no file that could be had, so it cannot be "
    "fetched.",
    refetchable=False,
    files={},
    cautions=("Silicon Valley has no official border; it loosely reaches into San Mateo and Alameda counties.",),
)

#: place id -> (name in the article, area, latitude, longitude, what to know)
PLACES = {
    "san-francisco": ("San Francisco", "41860", 37.77, -122.42, "San Francisco-Oakland-Fremont"),
    "seattle": ("Seattle", "42660", 47.61, -122.33, "Seattle-Tacoma-Bellevue"),
    "new-york-city": ("New York City", "35620", 40.71, -74.01, "New York-Newark-Jersey City"),
    "boston": ("Boston", "14460", 42.36, -71.06, "Boston-Cambridge-Newton"),
    "austin": ("Austin", "12420", 30.27, -97.74, "Austin-Round Rock-San Marcos"),
    "palo-alto": ("Palo Alto", "41940", 37.44, -122.14, "Lies in San Jose-Sunnyvale-Santa Clara"),
    "silicon-valley": (
        "Silicon Valley",
        "41940",
        37.34,
        -121.89,
        "Stands for San Jose-Sunnyvale-Santa Clara; loosely it reaches into San Mateo and Alameda counties",
    ),
    "chicago": ("Chicago", "16980", 41.88, -87.63, "Chicago-Naperville-Elgin"),
    "los-angeles": ("Los Angeles", "31080", 34.05, -118.24, "Los Angeles-Long Beach-Anaheim"),
    "atlanta": ("Atlanta", "12060", 33.75, -84.39, "Atlanta-Sandy Springs-Roswell"),
}

TABLES = (
    Table(
        "places",
        "The article's ten places and the metropolitan area of each",
        "Ten names, nine areas: Palo Alto and Silicon Valley share one.",
        (
            column("place", "string", "Identifier", pattern=r"[a-z-]+"),
            column("name", "string", "Name in the article"),
            area(),
            column("order", "integer", "Place in the article's list", minimum=1, maximum=10, unique=True),
            column("note", "string", "What to know"),
        ),
        ("place",),
        (to_metros(),),
    ),
)


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Return the places in the article's order."""
    places = pd.DataFrame(
        [(place, name, code, order, note) for order, (place, (name, code, _, _, note)) in enumerate(PLACES.items(), 1)],
        columns=TABLES[0].columns,
    )
    return {"places": places}
