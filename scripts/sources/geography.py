"""Metropolitan areas with their place on the map.

Raw layout: ``metro-areas.json`` lists areas (type msa, code, name, county codes) by the delineation of July 2023;
``cbsa_centroids_derived.csv`` has cbsa, name, lat, lon, counties. The towns of GeoNames: see ``place_names``.
"""

import json

import numpy as np
import pandas as pd

from mlcareer.settings import edition
from sources import Raw, columns_of, expect, place_names
from sources.facts import facts

SOURCE, TABLES = facts("geography", GEONAMES=place_names.SOURCE.attribution)
AREAS, CENTROIDS = SOURCE.named["areas"], SOURCE.named["centroids"]


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    listed = json.loads(raw.path(SOURCE, AREAS).read_text(encoding="utf-8"))
    centroids = pd.read_csv(raw.path(SOURCE, CENTROIDS), dtype={"cbsa": str})
    centroids = columns_of(centroids, ["cbsa", "lat", "lon"], CENTROIDS).set_index("cbsa")

    # process
    metros = pd.DataFrame(
        [(area["code"], area["name"]) for area in listed["areas"] if area["type"] == "msa"], columns=["area", "name"]
    ).sort_values("area", ignore_index=True)
    expect(len(metros) == listed["counts"]["msa"], AREAS, "the number of metropolitan areas differs from its own count")
    metros["short_name"] = [_short(code, name) for code, name in metros[["area", "name"]].itertuples(index=False)]
    points = metros["area"].map(
        {code: (lat, lon) for code, lat, lon in centroids[["lat", "lon"]].itertuples()}
        | {place.area: (place.latitude, place.longitude) for place in edition().places if place.pin}
    )
    metros[["x", "y"]] = [albers_usa(*point) if isinstance(point, tuple) else (None, None) for point in points]
    metros = metros.astype({"x": float, "y": float}).round(1)
    towns = place_names.towns_of(raw.path(SOURCE, place_names.WHEEL))
    metros[["state", "latitude", "longitude"]] = [_first_city(short, towns) for short in metros["short_name"]]

    # result
    return {"metros": metros}


def _short(code: str, name: str) -> str:
    city, states = name.rsplit(", ", 1)
    city = SOURCE.by_hand["short"].get(code) or city.split("--")[0].split("-")[0].split("/")[0]
    return f"{city}, {states.split('-')[0]}"


def _first_city(short: str, towns: pd.DataFrame) -> tuple[str, float, float]:
    """State, latitude and longitude (rounded to 0.01 degree) of the largest town that a short name can mean."""
    city, state = short.rsplit(", ", 1)
    there = place_names.called(towns[towns["state"] == state], city.removesuffix(" Town"))
    expect(len(there) > 0, place_names.TOWNS, f"no town is called {city}, {state}")
    return state, round(float(there["latitude"].iloc[0]), 2), round(float(there["longitude"].iloc[0]), 2)


def albers_usa(latitude: float, longitude: float) -> tuple[float, float] | tuple[None, None]:
    """Project degrees to the 975 by 610 map of US Atlas; (None, None) for Puerto Rico, which that map leaves out.

    Albers' equal-area conic projection (Snyder, Map Projections: A Working Manual, USGS 1987, page 100), with insets
    for Alaska and Hawaii. Parameters: documentation of d3-geo's geoAlbersUsa, scale 1300, translate (487.5, 305).
    """
    if longitude > -68 and latitude < 20:
        return None, None
    if latitude > 50:
        return _conic(latitude, longitude, (-154, 58.5), -2, (55, 65), 0.35, (-0.307, 0.201))
    if longitude < -150:
        return _conic(latitude, longitude, (-157, 19.9), -3, (8, 18), 1, (-0.205, 0.212))
    return _conic(latitude, longitude, (-96, 38.7), -0.6, (29.5, 45.5), 1, (0, 0))


def _conic(
    latitude: float,
    longitude: float,
    centre: tuple[float, float],
    offset: float,
    parallels: tuple[float, float],
    factor: float,
    shift: tuple[float, float],
) -> tuple[float, float]:
    """Conic equal-area; centre is (meridian of the rotation, latitude), offset the centre's own longitude."""
    first, second = np.radians(parallels)
    n = (np.sin(first) + np.sin(second)) / 2
    c = np.cos(first) ** 2 + 2 * n * np.sin(first)

    def plane(degrees_north: float, degrees_east: float) -> tuple[float, float]:
        radius = np.sqrt(c - 2 * n * np.sin(np.radians(degrees_north))) / n
        angle = n * np.radians(degrees_east)
        return radius * np.sin(angle), -radius * np.cos(angle)

    (x, y), (x0, y0) = plane(latitude, longitude - centre[0]), plane(centre[1], offset)
    return (
        float(487.5 + 1300 * (shift[0] + factor * (x - x0))),
        float(305 + 1300 * (shift[1] - factor * (y - y0))),
    )
