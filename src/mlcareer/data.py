"""The report's tables: load them by name, and refuse one that is not the file of its description.

Every table in ``data/`` is described in ``data/datapackage.json`` (Data Package, version 2). This is the one
place that knows where the folder is, and the one place that turns text into typed columns. What a table must satisfy is
checked by ``scripts/chores/tables.py``: at a refresh, before it is put in place, and in the tests.
"""

from __future__ import annotations

import difflib
import hashlib
import itertools
import json
import os
import re
import shutil
import warnings
from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from mlcareer.settings import ROOT

DESCRIPTOR = "datapackage.json"
#: A folder in that of the tables: new ones, complete and checked, that only have to be moved; and in it the list of those
#: that are no more.
READY, GONE = ".refresh-ready", ".gone"

#: What the rows wanted of a table have in a column: one value, or any of several; None: whatever it is.
Value = str | float | Collection[str | float]
Wanted = Value | None


_RESTORE = f"Bring it back: git checkout data/{DESCRIPTOR}"


class DataError(ValueError):
    """A table is missing, altered or not as described. The message names the file and says what to do."""


class MissingRow(DataError):
    """A table is as described, and lacks a row that somebody needs. The message names table and row."""


def folder() -> Path:
    """The folder of the tables: ``data/`` beside ``src/``, or the one that ``MLCAREER_DATA`` names."""
    chosen = os.environ.get("MLCAREER_DATA")
    path = Path(chosen) if chosen else ROOT / "data"
    settle(path)
    if not (path / DESCRIPTOR).is_file():
        raise DataError(
            f"{path / DESCRIPTOR} is not there. Install the report from its own folder (pip install -e .), "
            "or let MLCAREER_DATA name a folder that holds the tables."
        )
    return path


def settle(path: Path) -> None:
    """Put in place what a refresh has made ready in the folder ``path``; nothing where there is none.

    A refresh renames its whole folder of new files to READY, which is one step, and then calls this. If it is killed before that
    step, the old tables stand; if after, whoever reads tables next ends what it began. Two may do so at once.
    """
    ready = path / READY
    if not ready.is_dir():
        return
    try:
        for file in sorted(ready.iterdir(), key=lambda file: file.name == DESCRIPTOR):  # the descriptor last
            try:
                if file.name == GONE:
                    for name in file.read_text(encoding="utf-8").split():
                        (path / name).unlink(missing_ok=True)
                    continue
                os.replace(file, path / file.name)
            except FileNotFoundError:
                pass  # another process has just moved it
        shutil.rmtree(ready, ignore_errors=True)
    except OSError as error:
        raise DataError(
            f"{path}: a refresh was stopped while it put its tables in place, and this cannot be ended ({error.strerror}). "
            "See that the folder can be written to, and try again."
        ) from None


def descriptor() -> dict:
    """The whole ``datapackage.json`` as a dictionary."""
    path = folder() / DESCRIPTOR
    return _read_json(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read_json(path: Path, _changed: int) -> dict:
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        resources = package["resources"]
        if not all({"name", "path", "bytes", "hash", "schema"} <= set(about) for about in resources):
            raise DataError(f"data/{path.name}: a resource lacks its name, path, bytes, hash or schema. {_RESTORE}")
        for key in ("name", "path"):
            values = [about[key] for about in resources]
            twice = [value for value in values if values.count(value) > 1]
            if twice:
                raise DataError(f"data/{path.name}: two resources have the {key} {twice[0]!r}. {_RESTORE}")
        for about in resources:
            _check_path(about, path)
            if not {(field["name"], field["type"]) for field in about["schema"]["fields"]}:
                raise DataError(f"data/{path.name}: {about['name']} has no fields. {_RESTORE}")
        return package
    except (KeyError, TypeError, AttributeError):
        raise DataError(f"data/{path.name} is not a data package with resources. {_RESTORE}") from None
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DataError(f"data/{path.name} is not valid JSON ({error}). {_RESTORE}") from None


def _check_path(about: dict, descriptor: Path) -> None:
    """Raise unless the table is a file of its own beside the descriptor: no path leads elsewhere, by name or by link."""
    file = descriptor.parent / str(about["path"])
    if not re.fullmatch(r"[a-z0-9_]+\.(csv|parquet)", str(about["path"])) or (
        file.resolve().parent != descriptor.parent.resolve()
    ):
        raise DataError(
            f"data/{descriptor.name}: {about['name']} lies at {about['path']!r}, which is no file in data/. {_RESTORE}"
        )


def names() -> list[str]:
    """The names of all tables, in the descriptor's order."""
    return [resource["name"] for resource in descriptor()["resources"]]


def resource(name: str) -> dict:
    """The description of one table: title, fields with units, producer, vintage, licence, bytes, sha256."""
    for table in descriptor()["resources"]:
        if table["name"] == name:
            return table
    near = difflib.get_close_matches(name, names(), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else "."
    raise DataError(f"No table {name!r} in data/{DESCRIPTOR}{hint} There are: {', '.join(names())}.")


def load(name: str) -> pd.DataFrame:
    """Return a table as a typed DataFrame.

    That it satisfies its description was checked when it was made (``scripts/chores/tables.py``), and its sha256 shows that it is
    that file; here it is only read. Types: ``integer`` becomes int64 (Int64 where a value may be missing), ``number`` float64, ``boolean`` bool, ``date``
    and ``string`` text (an empty text is "", a missing date is missing). Units stand in the description of each field
    (``resource(name)``).

    A figure that the source did not release is missing (never zero) and is named in the column ``not_released``;
    a figure that is only a lower bound ("at least $239,200") is named in ``top_coded``.

    Raises DataError when the name is unknown, the file is missing, was altered, or is no table with these columns and types.
    """
    about = resource(name)
    path = folder() / about["path"]
    if not path.is_file():
        raise DataError(f"data/{about['path']} is missing. Bring it back: git checkout data/{about['path']}")
    changed = path.stat().st_mtime_ns, (folder() / DESCRIPTOR).stat().st_mtime_ns
    return _load(name, path, changed).copy()  # a copy: a chapter may change what it loaded


@lru_cache(maxsize=64)
def _load(name: str, path: Path, _changed: tuple[int, int]) -> pd.DataFrame:
    about = resource(name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"data/{about['path']} cannot be read: {error.strerror}.") from None
    if sha256(content) != about["hash"]:
        raise DataError(
            f"data/{about['path']} is not the file that data/{DESCRIPTOR} describes (its sha256 differs), so it was "
            f"altered after the last refresh. Bring it back: git checkout data/{about['path']} (or, after a change to its "
            "source, make refresh)."
        )
    return _parsed(content, json.dumps(about["schema"]), f"data/{about['path']}")


@lru_cache(maxsize=64)
def _parsed(content: bytes, schema: str, label: str) -> pd.DataFrame:
    """The same table in another folder is read once: a proof and its tests copy all tables, and alter one."""
    return parse(BytesIO(content), json.loads(schema), label)


def parse(file: Path | BytesIO, schema: dict, label: str) -> pd.DataFrame:
    """Read a CSV file, or a Parquet file if its ``label`` ends so, and return it with the columns and types of a Table Schema.

    ``label`` names the file in errors. Constraints and keys are not looked at: ``scripts/chores/tables.py`` does that.
    """
    typed = label.endswith(".parquet")
    raw = _read_parquet(file, label) if typed else _read_csv(file, label)
    fields = schema["fields"]
    expected, columns = [field["name"] for field in fields], list(raw.columns)
    if expected != columns:
        missing = [column for column in expected if column not in columns]
        extra = [column for column in columns if column not in expected]
        what = "; ".join(
            part
            for part in (
                f"missing: {', '.join(missing)}" if missing else "",
                f"not described: {', '.join(extra)}" if extra else "",
                "" if missing or extra else "same columns in another order",
            )
            if part
        )
        raise DataError(f"{label}: the columns are not as described ({what}).")
    return pd.DataFrame({field["name"]: _typed(raw[field["name"]], field, label, typed) for field in fields})


def digest(frame: pd.DataFrame, key: Sequence[str]) -> str:
    """A digest of what a table holds, whatever the order of its rows and the file it stands in.

    ``sha256:`` and the digest of the table as CSV, sorted by its ``key``. A Parquet file of the same content has other bytes
    with another version of the library that writes it; this stays.
    """
    return sha256(frame.sort_values(list(key)).to_csv(index=False, lineterminator="\n").encode())


def _read_csv(file: Path | BytesIO, label: str) -> pd.DataFrame:
    """All columns as text."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)  # a row with more fields than the header
            return pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8", index_col=False)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError, pd.errors.ParserWarning) as error:
        raise DataError(f"{label} cannot be read as a CSV table: {error}".splitlines()[0]) from None


def _read_parquet(file: Path | BytesIO, label: str) -> pd.DataFrame:
    """Columns with the types that the file gives them."""
    import pyarrow  # takes a third of a second, and few cells need it

    try:
        return pd.read_parquet(file)
    except (pyarrow.ArrowException, OSError) as error:
        raise DataError(f"{label} cannot be read as a Parquet table: {error}".splitlines()[0]) from None


#: What a column of a Parquet file must be, by the type that its description gives it.
_HAS_TYPE = {
    "integer": pd.api.types.is_integer_dtype,
    "number": pd.api.types.is_float_dtype,
    "boolean": pd.api.types.is_bool_dtype,
    "string": pd.api.types.is_string_dtype,
}
#: Characters that no table holds: they hide in a text, and NUL ends it for many programs.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LARGEST = 2**63 - 1


def _typed(raw: pd.Series, field: dict, label: str, typed: bool) -> pd.Series:
    """One column, from text, or ``typed`` as a Parquet file gives it, to its type.

    A pattern here says 0-9, for ``\\d`` takes the digits of every script, as int and float do.
    """
    name, kind, required = field["name"], field["type"], field.get("constraints", {}).get("required")
    if typed and not _HAS_TYPE[kind](raw):
        raise DataError(f"{label}, column {name}: its type is {raw.dtype}, and its description says {kind}.")
    is_text = not typed or kind == "string"
    raw = raw.fillna("") if is_text else raw
    empty = raw == "" if is_text else raw.isna()

    def refuse(bad: pd.Series, why: str) -> None:
        if bad.any():
            row = int(bad.to_numpy().argmax())
            # In a text file the header is line 1.
            where = f"row {row + 1}" if typed else f"line {row + 2}"
            raise DataError(f"{label}, {where}, column {name}: {raw[bad].tolist()[0]!r} {why}.")

    if required:
        refuse(empty, "is empty, but a value is required")
    if not is_text:
        if kind == "number":
            refuse(raw.isin([float("inf"), float("-inf")]), "is not finite")
        return raw.astype("int64" if required else "Int64") if kind == "integer" else raw
    hidden = [text for text in raw.unique() if _CONTROL.search(text)]  # of long columns most texts occur often
    refuse(raw.isin(hidden), "holds a control character")
    if kind == "string":
        return raw
    if kind == "integer":
        refuse(~empty & ~raw.str.fullmatch("-?[0-9]+"), "is not an integer")
        # Not by floats, which know no integer beyond 2^53 exactly.
        values = [None if text == "" else int(text) for text in raw.str.slice(0, 40)]
        beyond = [value is not None and not -_LARGEST - 1 <= value <= _LARGEST for value in values]
        refuse(pd.Series(beyond, index=raw.index, dtype=bool), "is beyond the range of integers (64 bits)")
        return pd.Series(values, index=raw.index, dtype="int64" if required else "Int64")
    if kind == "number":
        refuse(~empty & ~raw.str.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"), "is not a number")
        values = pd.to_numeric(raw.where(~empty), errors="coerce").astype("float64")
        refuse(values.isin([float("inf"), float("-inf")]), "is beyond the range of numbers")
        return values
    if kind == "boolean":
        refuse(~raw.isin(["true", "false"]), "is neither true nor false")
        return raw == "true"
    if kind == "date":
        refuse(~empty & ~raw.map(_is_date), "is not a date (YYYY-MM-DD)")
        return raw.where(~empty)
    raise DataError(f"{label}: data/{DESCRIPTOR} gives column {name} the unknown type {kind!r}.")


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text)) and bool(date.fromisoformat(text))
    except ValueError:  # 30 February
        return False


def indexed(name: str, /, **rows: Any) -> pd.DataFrame:
    """A table indexed by the columns named, in that order, with a row for each combination of the values named.

    ``indexed("oews_national", occupation=PROXIES)`` is ``load("oews_national").set_index("occupation")``, except that a
    row which is not there is missed here and by name, not later as a KeyError. A value is a text, a number, or several;
    ``None`` requires nothing. Rows beyond those named stay. Raises MissingRow, and DataError as ``load`` does.
    """
    return index_by(load(name), name, **rows)


def index_by(frame: pd.DataFrame, name: str, /, figures: Sequence[str] = (), **rows: Wanted) -> pd.DataFrame:
    """``indexed`` for a frame in hand; ``name`` is the table's, for the message.

    ``figures`` are columns in which those rows must have a value; one that is missing raises MissingRow, too.
    """
    required: dict[str, Collection[str | float]] = {
        column: [value] if isinstance(value, str | int | float) else value
        for column, value in rows.items()
        if value is not None
    }
    there = set(zip(*(frame[column] for column in required))) if required else set()
    for wanted in itertools.product(*required.values()) if required else ():
        if wanted not in there:
            what = ", ".join(f"{column} {value!r}" for column, value in zip(required, wanted))
            raise MissingRow(f"data/{name}.csv has no row with {what}, which is needed here.")
    indexed = frame.set_index(list(rows) if len(rows) > 1 else next(iter(rows)))
    needed = pd.Series(True, index=frame.index)
    for column, values in required.items():
        needed &= frame[column].isin(list(values))
    for figure in figures:
        if frame.loc[needed, figure].isna().any():
            what = ", ".join(f"{column} {values!r}" for column, values in rows.items())
            raise MissingRow(f"data/{name}.csv has no {figure} for {what}, which is needed here.")
    return indexed


def some(frame: pd.DataFrame, needed: str) -> pd.DataFrame:
    """The frame, if it has a row; else MissingRow, in which ``needed`` says what there is none of."""
    if frame.empty:
        raise MissingRow(f"There is no {needed}, and without one there is nothing to show here.")
    return frame


def period(name: str) -> str:
    """What the figures of a table are of, in the words of prose: ``May 2025``, ``October to December 2023``."""
    return resource(name)["period"]


def cite(*tables: str) -> str:
    """One line that names producer, title and vintage of the sources of some tables, each source once."""
    lines = dict.fromkeys(f"{about['producer']}, {about['cite']}" for about in map(resource, tables))
    return "; ".join(lines)


def sha256(content: bytes) -> str:
    """``sha256:`` and the hexadecimal digest, as a Data Package writes it."""
    return "sha256:" + hashlib.sha256(content).hexdigest()
