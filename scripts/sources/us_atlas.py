"""Outlines of the states for the map, already projected (Albers, 975 by 610).

Raw layout: npm package us-atlas, file ``package/states-albers-10m.json``, TopoJSON with quantised, delta-encoded arcs;
each arc is a border shared by the shapes that use it, so drawing every arc once draws every border once.
"""

import json
import tarfile
from pathlib import Path

import numpy as np
import pandas as pd

from mlcareer.settings import edition
from sources import Raw, Source, Table, column, expect

FILE, MEMBER = "us-atlas-3.0.1.tgz", "package/states-albers-10m.json"

PERIOD = edition().periods["us_atlas"]

SOURCE = Source(
    title="US Atlas 3.0.1, state boundaries",
    producer="US Census Bureau (boundaries), Michael Bostock (packaging)",
    cite="US Atlas 3.0.1",
    official="https://www.npmjs.com/package/us-atlas",
    vintage="3.0.1, boundaries of the 2017 cartographic boundary files",
    period=PERIOD,
    licence={
        "name": "ISC",
        "title": "ISC License; boundaries public domain",
        "path": "https://opensource.org/license/isc-license-txt",
    },
    obtained="The npm package us-atlas 3.0.1, fetched by the refresh itself.",
    refetchable=True,
    files={FILE: "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d"},
    fetch={FILE: ("npm", "pack", "--silent", "us-atlas@3.0.1", "--pack-destination")},
    cautions=("Lines are simplified to about one map unit. They serve for a small picture, not for measuring.",),
)

#: Points that lie closer than this to the line without them are dropped; the map is drawn at about 0.4 of its size.
TOLERANCE = 1.6
#: Islands and slivers whose extent is below this leave no visible mark.
SMALLEST = 4.0

TABLES = (
    Table(
        "us_outline",
        "State borders and coasts as lines",
        "Points of each line in drawing order, in the projection of US Atlas (y grows downwards).",
        (
            column("line", "integer", "Number of the line", minimum=0),
            column("point", "integer", "Place of the point in the line", minimum=0),
            column("x", "number", "Across", "map units of 975"),
            column("y", "number", "Down", "map units of 610"),
        ),
        ("line", "point"),
    ),
)


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    outlines = topology(raw.path(SOURCE, FILE), MEMBER)

    # process
    lines = [line for line in arcs(outlines) if np.ptp(line, axis=0).max() >= SMALLEST]
    lines = [_simplified(line, TOLERANCE).round(1) for line in lines]

    # result
    rows = [(i, j, x, y) for i, line in enumerate(lines) for j, (x, y) in enumerate(line.tolist())]
    return {"us_outline": pd.DataFrame(rows, columns=["line", "point", "x", "y"])}


def topology(package: Path, member: str) -> dict:
    """A TopoJSON file of the npm package; RefreshError where it is none."""
    with tarfile.open(package) as archive:
        file = archive.extractfile(member)
        expect(file is not None, package.name, f"{member} in it is no file")
        held = json.load(file)  # type: ignore[arg-type]  # expect has raised otherwise
    expect(held.get("type") == "Topology" and "transform" in held, member, "not a quantised TopoJSON file")
    return held


def arcs(topology: dict) -> list[np.ndarray]:
    """The arcs of a quantised TopoJSON file, each of shape (n, 2), in the units of the file."""
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]


def _simplified(line: np.ndarray, tolerance: float) -> np.ndarray:
    """Drop points by the Douglas–Peucker rule; shape (n, 2) in, (m, 2) out, ends kept."""
    if len(line) < 3:
        return line
    start, end = line[0], line[-1]
    along, offset = end - start, line - start
    length = np.hypot(*along)
    distance = np.abs(along[0] * offset[:, 1] - along[1] * offset[:, 0]) / length if length else np.hypot(*offset.T)
    farthest = int(distance.argmax())
    if distance[farthest] <= tolerance:
        return line[[0, -1]]
    head, tail = _simplified(line[: farthest + 1], tolerance), _simplified(line[farthest:], tolerance)
    return np.vstack([head[:-1], tail])
