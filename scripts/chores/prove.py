"""Prove what "Rests on" says of each cell: disturb each table in turn, run all chapters, and see which cells move.

Reads   data/, the chapters
Prints  one line a fault; exit status 1 on a fault

    python scripts/run.py prove                   all tables, all disturbances (make prove)
    python scripts/run.py prove places metros     these tables only
    python scripts/run.py prove --sentences       no disturbance: every sentence of the chapters that the tables as they are
                                              no longer bear out, after a refresh the list of what to rewrite

A disturbance keeps a table valid: figures with 15 % of noise (two seeds), the rows' figures dealt out anew or made alike,
texts and yes-and-no changed, a row less (two), a source of another period. Each runs in a process of its own, outside of
Sphinx, with every explorer drawn in its first, last and eight other states; what a sentence presumes is collected and
stops nothing.

Faults: a cell that moves and does not name the table; a cell that shows a table's figures and moves under none of its
disturbances, unless UNMOVED says why; a table that decides a verdict and moves nothing that is told of a claim; an entry of UNMOVED that is not needed; a set-up cell that names other tables than it loads; a
table that moves no page; a cell that raises something else than one clear line; words that stay with the old period; a
chapter that loads a table which none of its cells names.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

import chores
from chores import chapters, refresh
from mlcareer import claims, data, lineage
from mlcareer.site import checks

WORKERS = 2
NOISE = 0.15

#: Columns that say something of a row's figures and go where these go.
OF_FIGURES = ("not_released", "top_coded")

#: The cells that tell of each claim its figure, its verdict and those of all other choices.
JUDGMENTS = {"claims#table", "claims#reasoning"}

#: Cell -> table -> why it stands there although no disturbance moves the cell.
UNMOVED: dict[str, dict[str, str]] = {
    "place#answer": {
        "oews_national": "of all that is known of places it tells only whose wages are published, and the nation's always are",
        "price_parities": "of all that is known of places it tells only whose wages are published",
    },
    "place#reading": {
        "metros": "the markets stand in the order of their names, and only their number is told",
    },
    "compare#limits": {
        **dict.fromkeys(
            ("metros", "oews_metro", "states"),
            "only the number of places is told, within a share that is rounded to whole percent",
        ),
    },
    "compare#reading": {
        "oews_national": "it tells of the other occupations; that of all together is loaded with them",
    },
    "now#exposure": {
        "oews_national": "it tells no jobs and no pay; those of all occupations together are loaded with what is projected",
    },
    "salaries#first-post": {
        "metros": "the areas' names are joined to the wages of which the least and the most are told",
    },
    "index#key-figures": {
        "metros": "the areas' names are joined to the counts that are summed, and none is shown",
    },
}


# ---- disturbances: a table and its description in, a table or None (does not apply) out ----


def noise(frame: pd.DataFrame, about: dict, seed: int, size: float = NOISE) -> pd.DataFrame | None:
    """Every figure times a factor between 1 - ``size`` and 1 + ``size``; figures of one unit keep their order within a row."""
    draw, changed = np.random.default_rng(seed), frame.copy()
    figures = _figures(about)
    for unit in dict.fromkeys(column.get("unit") for column in figures):
        group = [column for column in figures if column.get("unit") == unit]
        names = [column["name"] for column in group]
        before = frame[names].astype(float).to_numpy()
        after = before * draw.uniform(1 - size, 1 + size, before.shape)
        for row in range(len(before)):  # the smallest stays the smallest, and so on
            known = ~np.isnan(before[row])
            places = np.argsort(before[row][known], kind="stable")
            values = np.empty(known.sum())
            values[places] = np.sort(after[row][known])
            after[row][known] = values
        for number, column in enumerate(group):
            limits = column["constraints"]
            values = np.clip(after[:, number], limits.get("minimum", -np.inf), limits.get("maximum", np.inf))
            changed[column["name"]] = _as_written(values, column)
    return changed if figures else None


def dealt(frame: pd.DataFrame, about: dict, seed: int) -> pd.DataFrame | None:
    """The rows' figures, with what says something of them, dealt out anew among the rows."""
    names = [column["name"] for column in (*_figures(about), *_unique(about))]
    names += [name for name in OF_FIGURES if name in frame]
    if not names or len(frame) < 2:
        return None
    order = np.random.default_rng(seed).permutation(len(frame))
    while (order == np.arange(len(frame))).all():
        order = np.roll(order, 1)
    return frame.assign(**{name: frame[name].take(order).array for name in names})


def levelled(frame: pd.DataFrame, about: dict, seed: int) -> pd.DataFrame | None:
    """Every row has the figures of one row that lacks none: no place, occupation or year differs from another."""
    names = [column["name"] for column in _figures(about)]
    whole = frame.dropna(subset=names)
    if not names or len(frame) < 2 or whole.empty:
        return None
    names += [name for name in OF_FIGURES if name in frame]
    return frame.assign(**{name: whole[name].iloc[len(whole) // 2] for name in names}).astype(frame.dtypes)


def texts(frame: pd.DataFrame, about: dict, seed: int) -> pd.DataFrame | None:
    """Texts outside of the key are changed: one of a list becomes the next on it, a day a later day, yes becomes no, an
    area another area, and other texts change places and get a word more."""
    changed = frame.copy()
    elsewhere = {key["fields"][0]: key["reference"] for key in about["schema"].get("foreignKeys", [])}
    for column in about["schema"]["fields"]:
        name, limits = column["name"], column["constraints"]
        if name in about["schema"]["primaryKey"] or name in OF_FIGURES:
            continue
        if name in elsewhere:
            known = data.load(elsewhere[name]["resource"])[elsewhere[name]["fields"][0]].to_list()
            changed[name] = frame[name].map(dict(zip(known, [*known[1:], known[0]])))
        elif column["type"] == "boolean":
            changed[name] = ~frame[name]
        elif column["type"] == "date":
            changed[name] = (pd.to_datetime(frame[name]) + pd.Timedelta(days=400)).dt.strftime("%Y-%m-%d")
        elif column["type"] == "string" and "enum" in limits:
            following = dict(zip(limits["enum"], [*limits["enum"][1:], limits["enum"][0]]))
            changed[name] = frame[name].map(following)
        elif column["type"] == "string" and "pattern" in limits:
            values = sorted(frame[name].unique())  # each other value keeps the pattern
            changed[name] = frame[name].map(dict(zip(values, [*values[1:], values[0]])))
        elif column["type"] == "string":
            values = list(dict.fromkeys(text for text in frame[name] if text))
            others = dict(zip(values, (f"Other {text}" for text in reversed(values))))
            changed[name] = [others.get(text, "") for text in frame[name]]
    return None if changed.equals(frame) else changed


def row_less(frame: pd.DataFrame, about: dict, seed: int) -> pd.DataFrame | None:
    """A row less."""
    return frame.drop(frame.index[np.random.default_rng(seed).integers(len(frame))]) if len(frame) > 1 else None


#: Name -> disturbance and its seed.
DISTURBANCES: dict[str, tuple[Callable, int]] = {
    "noise": (noise, 1),
    "other noise": (noise, 2),
    "figures dealt out": (dealt, 1),
    "figures levelled": (levelled, 1),
    "texts changed": (texts, 1),
    "a row less": (row_less, 1),
    "another row less": (row_less, 2),
}
PERIOD = "another period"


def _keys(about: dict) -> set[str]:
    schema = about["schema"]
    return {*schema["primaryKey"], *(name for key in schema.get("foreignKeys", []) for name in key["fields"])}


def _figures(about: dict) -> list[dict]:
    """Fields with figures: numbers that are no key, no code of a list and no rank of their own."""
    return [
        column
        for column in about["schema"]["fields"]
        if column["type"] in ("integer", "number")
        and column["name"] not in _keys(about)
        and not {"enum", "unique"} & set(column["constraints"])
    ]


def _unique(about: dict) -> list[dict]:
    """Numbers of which each stands once, such as a rank."""
    fields = about["schema"]["fields"]
    return [column for column in fields if column["type"] == "integer" and "unique" in column["constraints"]]


def _as_written(values: np.ndarray, about: dict) -> pd.Series:
    if about["type"] == "integer":
        return pd.Series(np.round(values)).astype("Int64")
    return pd.Series(np.round(values, 4))


# ---- a copy of the data ----


def copy_data(target: Path) -> None:
    """Copy the tables and their description."""
    target.mkdir()
    for name in (data.DESCRIPTOR, *(data.resource(table)["path"] for table in data.names())):
        shutil.copy(data.folder() / name, target)


def put(folder: Path, name: str, frame: pd.DataFrame) -> None:
    """Write a table into a copy of the data, and its size and hash into the description, as a refresh does."""
    package = json.loads((folder / data.DESCRIPTOR).read_text(encoding="utf-8"))
    (about,) = (resource for resource in package["resources"] if resource["name"] == name)
    path = folder / about["path"]
    refresh.write_table(frame, path)
    about |= {"bytes": path.stat().st_size, "hash": data.sha256(path.read_bytes()), "rows": len(frame)}
    (folder / data.DESCRIPTOR).write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")


def later(text: str) -> str:
    """A text with each year in it four later: ``May 2025`` becomes ``May 2029``, ``2025–35`` becomes ``2029–39``."""
    text = re.sub(r"\b(20\d\d)–(\d\d)\b", lambda years: f"{int(years[1]) + 4}–{int(years[2]) + 4}", text)
    return re.sub(r"(?<![\d–])20\d\d(?!–)(?=\D|$)", lambda year: str(int(year[0]) + 4), text)


def same_source(name: str) -> list[str]:
    """The tables that come from the source of a table: they change together."""
    source = data.resource(name)["sources"]
    return [table for table in data.names() if data.resource(table)["sources"] == source]


def change_period(folder: Path, names: Iterable[str]) -> None:
    """Let the description of some tables speak of later years, as their source's facts would. The tables stay."""
    package = json.loads((folder / data.DESCRIPTOR).read_text(encoding="utf-8"))
    for about in package["resources"]:
        if about["name"] in names:
            about |= {
                key: later(about[key]) for key in ("period", "vintage", "cite", "title", "description", "obtained")
            }
            about["cautions"] = [later(caution) for caution in about["cautions"]]
            about["sources"] = [origin | {"title": later(origin["title"])} for origin in about["sources"]]
    (folder / data.DESCRIPTOR).write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")


# ---- running ----


@dataclass
class Outcome:
    """What became of all cells under one disturbance; ``refused``: a build would have refused the table, in one line."""

    tables: list[str]
    disturbance: str
    seen: dict[str, str] = field(default_factory=dict)  # cell -> text and unmet sentences
    unmet: dict[str, list[str]] = field(default_factory=dict)
    loaded: dict[str, set[str]] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)  # cell -> the one clear line
    raised: dict[str, str] = field(default_factory=dict)  # cell -> what it raised instead
    refused: str = ""


def run_all(folder: Path, chapter_folder: Path, tables: list[str], disturbance: str) -> Outcome:
    """Run all chapters in ``chapter_folder`` with the tables in ``folder``."""
    os.environ["MLCAREER_DATA"] = str(folder)
    claims.judged.cache_clear()
    outcome = Outcome(tables, disturbance)
    try:
        checks.check_tables()
    except data.DataError as error:
        outcome.refused = str(error)
        return outcome
    for chapter, notebook in chapters.chapters(chapter_folder).items():
        for identifier, result in chapters.run(notebook).items():
            cell = f"{chapter}#{identifier}"
            if result.beyond and result.error:
                continue  # it needs what the cell that stopped did not make
            outcome.unmet[cell], outcome.loaded[cell] = result.unmet, set(result.loaded)
            outcome.seen[cell] = "\n".join([result.text, *result.unmet])
            if isinstance(result.error, data.DataError):
                outcome.stopped[cell] = str(result.error)
            elif result.error:
                where = traceback.extract_tb(result.error.__traceback__)[-1]
                told = f"{type(result.error).__name__}: {result.error}".splitlines()[0]
                outcome.raised[cell] = f"{told} ({Path(where.filename).name}, line {where.lineno})"
    return outcome


def task(job: tuple[Path, list[str], str]) -> Outcome:
    """One disturbance, in a process of its own."""
    chapter_folder, tables, disturbance = job
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "data"
        copy_data(folder)
        if disturbance == PERIOD:
            change_period(folder, tables)
        elif disturbance:
            (name,) = tables
            disturb, seed = DISTURBANCES[disturbance]
            put(folder, name, disturb(data.load(name), data.resource(name), seed))
        return run_all(folder, chapter_folder, tables, disturbance)


def jobs(
    chapter_folder: Path, names: Iterable[str], disturbances: Iterable[str] = (*DISTURBANCES, PERIOD)
) -> list[tuple]:
    """The disturbances that apply to some tables, the undisturbed run first."""
    todo: list[tuple] = [(chapter_folder, [], "")]
    periods = dict.fromkeys(tuple(same_source(name)) for name in names)
    for disturbance in disturbances:
        if disturbance == PERIOD:
            todo += [(chapter_folder, list(tables), PERIOD) for tables in periods]
            continue
        disturb, seed = DISTURBANCES[disturbance]
        for name in names:
            if disturb(data.load(name), data.resource(name), seed) is not None:
                todo.append((chapter_folder, [name], disturbance))
    return todo


def outcomes(todo: list[tuple], progress: Callable = lambda *_: None) -> list[Outcome]:
    """Run jobs, the first here and each other in a process of its own, a copy of this one where the system can copy one.

    So the copies know the widths of texts, which take a quarter of the time. What was read or judged here they do not
    keep: tables are remembered by file, and ``run_all`` forgets verdicts.
    """
    kind = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    first, *todo = todo
    before = os.environ.get("MLCAREER_DATA")
    done = [task(first)]
    os.environ.pop("MLCAREER_DATA")
    if before:
        os.environ["MLCAREER_DATA"] = before
    progress(done[0], 1, len(todo) + 1)
    with multiprocessing.get_context(kind).Pool(WORKERS, maxtasksperchild=1) as pool:
        for outcome in pool.imap(task, todo, chunksize=1):
            done.append(outcome)
            progress(outcome, len(done), len(todo) + 1)
    return done


# ---- judging ----


def faults(
    done: list[Outcome], chapter_folder: Path, unmoved: dict[str, dict[str, str]] | None = None, complete: bool = True
) -> list[str]:
    """What is wrong, one line each. The first outcome is the undisturbed one.

    ``complete`` says that all disturbances of a table are there; only then can a cell be said not to move.
    """
    unmoved = UNMOVED if unmoved is None else unmoved
    plain, *disturbed = done
    lines = [f"{cell}: undisturbed, it raises {told}" for cell, told in (plain.raised | plain.stopped).items()]
    lines += [
        f"{cell}: undisturbed, this does not hold: {sentence}"
        for cell, many in plain.unmet.items()
        for sentence in many
    ]
    rests = {
        f"{chapter}#{identifier}": basis
        for chapter, notebook in chapters.chapters(chapter_folder).items()
        for identifier, basis in lineage.cells(notebook).items()
    }
    if lines:
        return lines
    for chapter, notebook in chapters.chapters(chapter_folder).items():
        whole = lineage.chapter(notebook)
        loaded = {name for cell, names in plain.loaded.items() if cell.startswith(f"{chapter}#") for name in names}
        if unseen := loaded - whole.named:
            lines.append(f"{chapter}: it loads {_list(unseen)}, which no cell names: a change would not run it again")
    moved: set[tuple[str, str]] = set()  # cell and table, by a change of the table itself
    for outcome in disturbed:
        what = f"{', '.join(outcome.tables)} ({outcome.disturbance})"
        lines += [f"{cell}: with {what} it raises {told}" for cell, told in outcome.raised.items()]
        for cell, text in outcome.seen.items():
            if text == plain.seen[cell] and cell not in outcome.stopped:
                continue
            if not rests[cell].named & set(outcome.tables):
                lines.append(f"{cell}: with {what} it moves, and it does not name it")
            if outcome.disturbance != PERIOD:
                moved |= {(cell, name) for name in outcome.tables}
        if outcome.disturbance == PERIOD:
            lines += _left_behind(outcome, rests)
    if complete:
        tested = {name for outcome in disturbed for name in outcome.tables if outcome.disturbance != PERIOD}
        silent = {cell for cell in rests if not plain.seen[cell].strip()}  # set-ups
        for cell in silent:
            if (rests[cell].tables ^ plain.loaded[cell]) & tested:
                said, loads = _list(rests[cell].tables), _list(plain.loaded[cell])
                lines.append(f"{cell}: it shows nothing, names {said} and loads {loads}")
        named = {(cell, name) for cell in rests if cell not in silent for name in rests[cell].shown & tested}
        excused = {(cell, name) for cell, names in unmoved.items() for name in names if name in tested}
        lines += [
            f"{cell}: it names {name}, and no disturbance of it moves it"
            for cell, name in sorted(named - moved - excused)
        ]
        lines += [f"{cell}: {name} is not needed in UNMOVED" for cell, name in sorted(excused - (named - moved))]
        # A verdict is a step: what decides it must move the claim's figures, and may leave the step where it is.
        told = {name for cell, name in moved if cell in JUDGMENTS}
        for cell in sorted(rests.keys() - silent):
            lines += [
                f"{cell}: {name} decides a verdict there, and no disturbance of it moves what is told of any claim"
                for name in sorted(rests[cell].decided & tested - told)
            ]
        pages = {name for cell, name in moved if cell not in silent}
        lines += [f"{name}: no disturbance of it moves any page" for name in sorted(tested - pages)]
    return lines


def _speaks_of(name: str, described: bool) -> str:
    """The times that a cell may name because of a table: its period and years; of a table that it describes, all that is said of it."""
    about = data.resource(name)
    years = (
        data.load(name)["year"].unique() if any(each["name"] == "year" for each in about["schema"]["fields"]) else ()
    )
    return "; ".join([about["period"], *map(str, years), json.dumps(about, ensure_ascii=False) if described else ""])


def _left_behind(outcome: Outcome, rests: dict[str, lineage.Rests]) -> list[str]:
    """Cells that still speak of the old period, in chapters that did not stop. Only where no other table speaks of it."""
    stopped = {cell.partition("#")[0] for cell in outcome.stopped}
    lines = []
    for cell, text in outcome.seen.items():
        named = rests[cell].named
        others = "; ".join(_speaks_of(name, name in rests[cell].described) for name in named - set(outcome.tables))
        for old in dict.fromkeys(data.resource(name)["period"] for name in named & set(outcome.tables)):
            stale = re.search(rf"(?<!\w){re.escape(old)}(?![\w–])", re.sub(r"<[^>]+>", " ", text))
            if stale and old != later(old) and old not in others and cell.partition("#")[0] not in stopped:
                lines.append(f"{cell}: its tables are of {later(old)} ({outcome.disturbance}), and it still says {old}")
    return lines


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def sentences(chapter_folder: Path = chapters.BOOK) -> list[str]:
    """Every sentence that the tables as they are do not bear out, with its cell; and where a chapter stops."""
    lines = []
    for chapter, notebook in chapters.chapters(chapter_folder).items():
        for identifier, result in chapters.run(notebook, show=False).items():
            lines += [f"book/{chapter}.ipynb, cell {identifier}: {sentence}" for sentence in result.unmet]
            if result.error and not result.beyond:
                lines.append(f"book/{chapter}.ipynb, cell {identifier}: it stops here: {result.error}")
    return lines


def main(arguments: list[str] | None = None) -> int:
    parser = chores.parser(__name__, __doc__)
    parser.add_argument("tables", nargs="*", help="tables to disturb (default: all)")
    parser.add_argument("--sentences", action="store_true", help="disturb nothing; list sentences that do not hold")
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.tables) - set(data.names())):
        parser.error(f"there is no table {', '.join(unknown)}; there are: {', '.join(data.names())}")
    if options.sentences:
        lines = sentences()
        print("\n".join(lines) or "Every sentence holds.")
        return 1 if lines else 0

    def progress(outcome: Outcome, number: int, of: int) -> None:
        about = f"{', '.join(outcome.tables)}: {outcome.disturbance}" if outcome.tables else "undisturbed"
        unmet = sum(map(len, outcome.unmet.values()))
        told = "refused" if outcome.refused else f"{unmet} sentences to rewrite" if unmet else ""
        print(f"[{number}/{of}] {about}{f' ({told})' if told else ''}", flush=True)

    todo = jobs(chapters.BOOK, options.tables or data.names())
    lines = faults(outcomes(todo, progress), chapters.BOOK)
    for line in dict.fromkeys(lines):
        print(f"prove: {line}", file=sys.stderr)
    if not lines:
        print(f"Proven: {len(todo) - 1} disturbances, and the cells that moved are those that name the table.")
    return 1 if lines else 0
