"""Outlines of the states for the map, already projected (Albers, 975 by 610).

Raw layout: npm package us-atlas, file ``package/states-albers-10m.json``, TopoJSON with quantised, delta-encoded arcs;
each arc is a border shared by the shapes that use it, so drawing every arc once draws every border once.
"""

import json
import tarfile
from pathlib import Path

import numpy as np
import pandas as pd

from sources import Raw, expect
from sources.facts import facts

SOURCE, TABLES = facts("us_atlas")
FILE, MEMBER = SOURCE.named["package"], "package/states-albers-10m.json"

#: Points that lie closer than this to the line without them are dropped; the map is drawn at about 0.4 of its size.
TOLERANCE = 1.6
#: Islands and slivers whose extent is below this leave no visible mark.
SMALLEST = 4.0


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    outlines = topology(raw.path(SOURCE, FILE), MEMBER)

    # process
    lines = [line for line in arcs(outlines) if np.ptp(line, axis=0).max() >= SMALLEST]
    lines = [_simplified(line, TOLERANCE).round(1) for line in lines]

    # result
    rows = [(i, j, x, y) for i, line in enumerate(lines) for j, (x, y) in enumerate(line.tolist())]
    return {"us_outline": pd.DataFrame(rows, columns=TABLES["us_outline"].columns)}


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
