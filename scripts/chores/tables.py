"""Check tables against their descriptions: types, constraints, keys, and that a code in one table is in the other it refers to.

Reads   data/datapackage.json and the tables that it describes.
Writes  nothing; ends with 0 if all is as described, else with a line on the first fault of each table.

    python scripts/run.py tables [NAME …]
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import chores
from mlcareer import data


def main(arguments: list[str] | None = None) -> int:
    parser = chores.parser(__name__, __doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="tables to check (default: all)")
    options = parser.parse_args(arguments)
    try:
        chosen = [data.resource(name)["name"] for name in options.names] or data.names()
        told = list(faults(data.folder(), chosen))
    except data.DataError as error:
        told, chosen = [str(error)], []
    for line in told:
        print(f"tables: {line}", file=sys.stderr)
    if not told:
        print(f"{len(chosen)} tables are as described.")
    return bool(told)


def faults(folder: Path, names: Collection[str]) -> Iterator[str]:
    """The first fault of each of the tables ``names`` in ``folder``, in one line; none where all is as described.

    What can be written in text and is no number or date is refused by ``data.parse``, which takes less than the standard does:
    there infinity, full-width digits and NUL may stand. All else is asked of ``frictionless``, the standard's own library.
    """
    from frictionless import Package, system  # takes a second, and few chores need it

    package = json.loads((folder / data.DESCRIPTOR).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        resources = []
        for about in package["resources"]:
            try:
                resources.append(_as_text(about, folder, Path(scratch)))
            except data.DataError as error:
                yield str(error)
                return
        with system.use_context(trusted=True):  # paths outside of the current folder
            described = Package({**package, "resources": resources}, basepath=scratch)
            for name in names:
                report = described.get_resource(name).validate(limit_errors=1)
                path = data_path(package, name)
                yield from (_told(path, error) for task in report.tasks for error in task.errors[:1])
                yield from (f"{path}: {error.message}" for error in report.errors[:1])


def data_path(package: dict, name: str) -> str:
    """A table's file as messages name it."""
    return next(f"data/{about['path']}" for about in package["resources"] if about["name"] == name)


def _as_text(about: dict, folder: Path, scratch: Path) -> dict:
    """Put a table into ``scratch`` as CSV; return its description. The library counts a missing number of a Parquet file as a value."""
    path = folder / about["path"]
    frame = data.parse(path, about["schema"], f"data/{about['path']}")
    if path.suffix == ".csv":
        (scratch / path.name).symlink_to(path.resolve())
        return about
    frame.to_csv(scratch / f"{path.stem}.csv", index=False)
    kept = {key: value for key, value in about.items() if key not in ("bytes", "hash", "mediatype", "encoding")}
    return {**kept, "path": f"{path.stem}.csv", "format": "csv"}


def _told(path: str, error: Any) -> str:
    """A fault that frictionless found, with file, line and column where it is of a cell."""
    line = f", line {error.row_number}" if hasattr(error, "row_number") else ""
    column = f", column {error.field_name}" if hasattr(error, "field_name") else ""
    kind = {"primary-key": "a key that occurs twice", "foreign-key": "a code that is not there"}
    cell = (
        f"{error.cell!r} is not as described" if hasattr(error, "cell") else kind.get(error.type, error.title.lower())
    )
    return f"{path}{line}{column}: {cell}: {' '.join(error.note.split())}."
