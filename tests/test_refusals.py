"""A refresh that refuses, and one that is stopped: the tables are the old ones or the new ones, and a line says why.

On small sources made here, in files that a test writes; the real raw files are not needed.
"""

import errno
import gzip
import hashlib
import io
import os
import random
import signal
import subprocess
import sys
import time
import types
import zipfile

import numpy as np
import pandas as pd
import pytest

import sources
from chores import refresh
from mlcareer import data
from mlcareer.locking import alone
from sources.facts import Source, Table

NAMES = ("first", "second", "third", "fourth")
FILE = "raw.csv"


def column(name, kind, **limits):
    return {"name": name, "type": kind, "title": name, "constraints": {"required": True, **limits}}


FIELDS = (column("row", "integer", minimum=0), column("value", "number"), column("word", "string", required=False))


def read_csv(path):
    return pd.read_csv(path)


def source(folder, content: bytes, read=read_csv, name=FILE, names=NAMES, fetch=()):
    """A source of these tables, whose one raw file has this content; every table holds what the file holds."""
    (folder / name).write_bytes(content)
    about = Source(
        title="A source",
        producer="Nobody",
        cite="2026",
        official="https://example.org",
        vintage="2026",
        period="2026",
        license={"name": "other-pd", "title": "Public domain", "path": "https://example.org"},
        obtained="Made here.",
        refetchable=bool(fetch),
        files={name: hashlib.sha256(content).hexdigest()},
        cautions=("None.",),
        fetch={name: fetch} if fetch else {},
    )
    tables = {
        table: Table(table, table, table, FIELDS, ("row",), format="parquet" if table == "second" else "csv")
        for table in names
    }

    def run(raw):
        frame = read(raw.path(about, name))
        return {table: frame for table in names}

    return types.SimpleNamespace(SOURCE=about, TABLES=tables, run=run)


def content(version: int, rows: int = 100) -> bytes:
    return "\n".join(["row,value,word", *(f"{row},{version}.5,word" for row in range(rows))]).encode()


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """Raw folder and tables of version 1."""
    raw, out = tmp_path / "raw", tmp_path / "data"
    raw.mkdir()
    monkeypatch.setattr(refresh, "SOURCES", ("made",))
    use(monkeypatch, source(raw, content(1)))
    assert run(raw, out) == 0
    monkeypatch.setenv("MLCAREER_DATA", str(out))
    return raw, out


def use(monkeypatch, made):
    monkeypatch.setattr(refresh, "module", lambda name: made)


def run(raw, out, *more):
    return refresh.main(["--raw", str(raw), "--out", str(out), *more])


def state(out):
    return {path.name: path.read_bytes() for path in out.iterdir() if path.name != refresh.LOCK}


def refused(folders, capsys, *words, more=()):
    """A refresh ends in one line with these words, and all files are as they were."""
    raw, out = folders
    before = state(out)
    capsys.readouterr()
    assert run(raw, out, *more) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2 and lines[1] == "Nothing was changed.", lines
    for word in words:
        assert word in lines[0], lines[0]
    assert state(out) == before


# ---- raw files ----

SMALL = {"row": [0, 1], "value": [1.5, 2.5], "word": ["a", "b"]}


def parquet() -> bytes:
    held = io.BytesIO()
    pd.DataFrame(SMALL).to_parquet(held)
    return held.getvalue()


def workbook() -> bytes:
    held = io.BytesIO()
    pd.DataFrame(SMALL).to_excel(held, index=False)
    return held.getvalue()


READERS = {
    "raw.csv": read_csv,
    "raw.csv.gz": read_csv,
    "raw.parquet": pd.read_parquet,
    "raw.xlsx": pd.read_excel,
    "raw.json": lambda path: pd.DataFrame(__import__("json").loads(path.read_text(encoding="utf-8"))),
}

DAMAGED = {
    "a web page": ("raw.csv", b"  <!DOCTYPE html><html><body>404</body></html>"),
    "a web page in place of a workbook": ("raw.xlsx", b"<HTML>moved</HTML>"),
    "empty": ("raw.csv", b""),
    "of blanks": ("raw.csv", b"  \n \n"),
    "another encoding": ("raw.csv", "row,value,word\n0,1.5,Mayagüez\n".encode("latin-1")),
    "UTF-16": ("raw.csv", content(1).decode().encode("utf-16")),
    "other columns": ("raw.csv", b"a,b\n1,2\n"),
    "a row too long": ("raw.csv", b"row,value,word\n0,1.5,a,b,c\n1,1.5,a\n"),
    "a quote that does not end": ("raw.csv", b'row,value,word\n0,1.5,"a\n1,1.5,b\n'),
    "a text for a number": ("raw.csv", b"row,value,word\n0,much,a\n"),
    "full-width digits": ("raw.csv", "row,value,word\n0,１.5,a\nx,2,b\n".encode()),
    "infinity": ("raw.csv", b"row,value,word\n0,inf,a\n"),
    "an integer beyond range": ("raw.csv", b"row,value,word\n99999999999999999999999,1.5,a\n"),
    "NUL in a text": ("raw.csv", b"row,value,word\n0,1.5,a\0b\n"),
    "a key twice": ("raw.csv", b"row,value,word\n0,1.5,a\n0,1.5,b\n"),
    "a value missing": ("raw.csv", b"row,value,word\n0,,a\n"),
    "below its minimum": ("raw.csv", b"row,value,word\n-1,1.5,a\n"),
    "half a Parquet file": ("raw.parquet", parquet()[: len(parquet()) // 2]),
    "a Parquet file without its end": ("raw.parquet", parquet()[:-4]),
    "no Parquet file": ("raw.parquet", b"PAR1 is how one begins"),
    "half a workbook": ("raw.xlsx", workbook()[: len(workbook()) // 2]),
    "a workbook with a damaged member": ("raw.xlsx", workbook().replace(b"sheetData", b"sheetDada")[:-40] + b"\0" * 40),
    "no gzip file": ("raw.csv.gz", content(1)),
    "half a gzip file": ("raw.csv.gz", gzip.compress(content(1))[:40]),
    "a gzip file with a wrong checksum": ("raw.csv.gz", gzip.compress(content(1))[:-8] + b"\1" * 8),
    "no JSON": ("raw.json", b"{"),
    "another JSON": ("raw.json", b'"text"'),
    "JSON nested without end": ("raw.json", b"[" * 100_000),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_file_is_refused_in_a_line(kind, folders, monkeypatch, capsys):
    """Though its sha256 is the one expected: a new vintage whose hash was put in without a look."""
    name, damaged = DAMAGED[kind]
    use(monkeypatch, source(folders[0], damaged, READERS[name], name))
    refused(folders, capsys)


def test_a_whole_file_of_each_kind_is_read(folders, monkeypatch):
    """Else the test above would be about the readers and not about the damage."""
    for name, whole in {
        "raw.csv": content(2),
        "raw.csv.gz": gzip.compress(content(2)),
        "raw.parquet": parquet(),
        "raw.xlsx": workbook(),
        "raw.json": b'{"row": [0], "value": [0.5], "word": ["a"]}',
    }.items():
        use(monkeypatch, source(folders[0], whole, READERS[name], name))
        assert run(*folders, "--accept-smaller", *NAMES) == 0, name


def test_a_bomb_is_not_unpacked(folders, monkeypatch, capsys):
    monkeypatch.setattr(sources, "LARGEST", 1_000_000)
    use(monkeypatch, source(folders[0], gzip.compress(b"0" * 3_000_000), name="raw.csv.gz"))
    refused(folders, capsys, "raw.csv.gz holds more than", "Get it again")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big", b"0" * 3_000_000)
    use(monkeypatch, source(folders[0], held.getvalue(), pd.read_excel, "raw.xlsx"))
    refused(folders, capsys, "raw.xlsx holds more than")


@pytest.mark.parametrize(
    "error", [RuntimeError("two\nlines"), KeyError("x"), RecursionError(), AssertionError(), MemoryError()]
)
def test_whatever_a_source_raises_is_a_line(error, folders, monkeypatch, capsys):
    def broken(path):
        raise error

    use(monkeypatch, source(folders[0], content(2), broken))
    refused(folders, capsys)
    with pytest.raises((type(error), sources.RefreshError)):
        run(*folders, "--traceback")


def test_a_table_that_the_source_does_not_make(folders, monkeypatch, capsys):
    made = source(folders[0], content(2))
    use(monkeypatch, types.SimpleNamespace(SOURCE=made.SOURCE, TABLES=made.TABLES, run=lambda raw: {}))
    refused(folders, capsys, "makes no table first")


# ---- what is emptied ----


@pytest.mark.parametrize(
    "smaller, words",
    [
        (content(2, 0), "first would have 0 rows, and has 100 now"),
        (content(2, 74), "first would have 74 rows, and has 100 now"),
        (
            content(2, 74) + content(2)[len(content(2, 74)) :].replace(b"word", b""),
            "74 values in column word, and has 100",
        ),
    ],
)
def test_a_table_that_lost_much_is_refused_until_it_is_named(smaller, words, folders, monkeypatch, capsys):
    raw, out = folders
    use(
        monkeypatch,
        source(raw, smaller, lambda path: pd.read_csv(path, dtype={"row": int, "value": float, "word": str})),
    )
    refused(folders, capsys, words, "--accept-smaller first")
    refused(folders, capsys, "second would have", more=("--accept-smaller", "first"))
    refused(folders, capsys, "no table 'fist'; did you mean 'first'?", more=("--accept-smaller", "fist"))
    assert run(raw, out, "--accept-smaller", *NAMES) == 0


def test_a_table_that_lost_little_passes(folders, monkeypatch):
    raw, out = folders
    use(monkeypatch, source(raw, content(2, 75)))
    assert run(raw, out) == 0


# ---- disks and folders ----


@pytest.mark.parametrize(
    "where, number, words",
    [
        ("write_table", errno.ENOSPC, "No space left on device"),
        ("write_table", errno.EROFS, "Read-only file system"),
        ("_package", errno.EDQUOT, "quota"),
    ],
)
def test_a_disk_that_refuses(where, number, words, folders, monkeypatch, capsys):
    def full(*_):
        raise OSError(number, os.strerror(number), "somewhere")

    use(monkeypatch, source(folders[0], content(2)))
    monkeypatch.setattr(refresh, where, full)
    refused(folders, capsys, words, "somewhere")


def test_a_disk_that_is_full(folders, monkeypatch, capsys):
    """The system itself refuses what is longer than a few bytes, while the tables are written."""
    resource = pytest.importorskip("resource")
    raw, out = folders
    use(monkeypatch, source(raw, content(2, 5000)))
    before = state(out)
    child = os.fork()
    if not child:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        os._exit(run(raw, out))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1 and state(out) == before


def test_a_file_in_place_of_a_folder(folders, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    capsys.readouterr()
    assert refresh.main(["--raw", str(folders[0]), "--out", str(tmp_path / "file")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2


# ---- servers ----

FETCHED = "raw.csv"


@pytest.fixture
def served(folders, tmp_path, monkeypatch):
    """Let a source be fetched by a command: ``served(code)`` gives it as Python, which gets the folder to put the file into."""
    raw, out = folders

    def use_code(code):
        command = (sys.executable, "-c", f"import sys, time; folder = sys.argv[1]\n{code}")
        use(monkeypatch, source(raw, content(2), fetch=command))
        (raw / FETCHED).rename(tmp_path / "served.csv")

    monkeypatch.setattr(refresh, "ROOT", tmp_path / "root")
    return use_code


@pytest.mark.parametrize(
    "code, words",
    [
        ("open(folder + '/raw.csv', 'w').write('<html>sign in</html>')", "is a web page"),
        ("open(folder + '/raw.csv', 'w').write('row,value,word')", "sha256"),
        ("open(folder + '/raw.csv', 'w')", "is empty"),
        ("open(folder + '/other.csv', 'w').write('x')", "did not bring raw.csv"),
        ("sys.exit('no such host')", "failed: no such host"),
        ("time.sleep(60)", "did not end within"),
    ],
)
def test_a_server_that_lies_or_stalls(code, words, served, folders, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(refresh, "PATIENCE", 2)
    served(code)
    refused(folders, capsys, words)
    assert [path.name for path in (tmp_path / "root" / "data" / "raw").iterdir()] == [], "what came is kept"


def test_what_was_fetched_is_kept_and_what_was_cut_short_is_fetched_again(served, folders, tmp_path):
    raw, out = folders
    served(f"open(folder + '/raw.csv', 'wb').write(open({str(tmp_path / 'served.csv')!r}, 'rb').read())")
    kept = tmp_path / "root" / "data" / "raw" / FETCHED
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content(2)[:50])
    assert run(raw, out) == 0 and kept.read_bytes() == content(2)
    (tmp_path / "served.csv").unlink()
    assert run(raw, out) == 0  # nothing is fetched


# ---- one at a time, and all or nothing ----


def test_one_refresh_at_a_time(folders, capsys):
    raw, out = folders
    with alone(out / refresh.LOCK, "x"):
        refused(folders, capsys, f"Another refresh works in {out}", f"process {os.getpid()}", "try again")
    assert run(raw, out) == 0


def versions(out) -> set:
    """The versions of all tables, as whoever reads them gets them. One, or it is a mixture."""
    assert data.names() == list(NAMES)
    return {data.load(name)["value"].iloc[0] for name in NAMES}


def killed(raw, out, moment) -> None:
    """Run a refresh in another process, which ``moment`` ends: seconds, or a function that the process calls first."""
    child = os.fork()
    if not child:
        sys.stdout = sys.stderr = io.StringIO()
        try:
            if callable(moment):
                moment()
            run(raw, out)
        finally:
            os._exit(0)
    if not callable(moment):
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_killed_at_seeded_moments(folders, monkeypatch):
    """Fifty of them: the old tables or the new ones, never a mixture; and the next refresh works."""
    raw, out = folders
    use(monkeypatch, source(raw, content(2)))
    started = time.perf_counter()
    assert run(raw, out) == 0
    lasts = time.perf_counter() - started
    moments, before, seen = random.Random(18), 2, []
    for version in range(3, 53):
        use(monkeypatch, source(raw, content(version)))
        killed(raw, out, moments.uniform(0, 1.1 * lasts))
        (now,) = versions(out)
        assert now in (before + 0.5, version + 0.5)
        seen.append(now == version + 0.5)
        before = int(now)
    assert run(raw, out) == 0 and versions(out) == {version + 0.5}
    left = {path.name for path in out.iterdir()} - {refresh.LOCK, data.DESCRIPTOR}
    assert left == {about["path"] for about in data.descriptor()["resources"]}
    assert not all(seen)


STEPS = len(NAMES) + 1  # each table and the descriptor


@pytest.mark.parametrize("step", range(STEPS + 2))
def test_killed_while_tables_are_put_in_place(step, folders, monkeypatch):
    """At each rename: before the first of them the old tables stand, after it the new ones."""
    raw, out = folders
    use(monkeypatch, source(raw, content(2)))

    def die_later():
        left = [step]

        def counted(do):
            def step_or_die(*arguments, **options):
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                left[0] -= 1
                return do(*arguments, **options)

            return step_or_die

        path = type(out)
        path.rename = counted(path.rename)
        data.os = types.SimpleNamespace(**{**vars(os), "replace": counted(os.replace)})

    killed(raw, out, die_later)
    assert versions(out) == ({1.5} if step == 0 else {2.5})
    assert not (out / data.READY).exists()


def test_two_readers_may_end_what_a_refresh_began(folders):
    """A file that another has just moved is no fault."""
    raw, out = folders
    ready = out / data.READY
    ready.mkdir()
    (ready / "first.csv").write_bytes((out / "first.csv").read_bytes())
    (ready / data.GONE).write_text("old.csv")
    (out / "old.csv").write_text("x")
    moved = os.replace
    try:
        os.replace = lambda old, new: (moved(old, new), moved(old, new))
        data.settle(out)
    finally:
        os.replace = moved
    assert not ready.exists() and not (out / "old.csv").exists() and versions(out) == {1.5}


def test_what_cannot_be_ended_is_said(folders, monkeypatch):
    raw, out = folders
    (out / data.READY).mkdir()
    (out / data.READY / "first.csv").write_text("x")

    def refuse(*_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(data.DataError, match="Permission denied.*can be written to"):
        data.load("first")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_request_to_stop_changes_nothing(number, folders):
    raw, out = folders
    before = state(out)
    code = (
        "import sys, time, types; sys.path[:0] = sys.argv[1].split(':')\n"
        "from chores import refresh\n"
        "refresh.SOURCES = ('made',)\n"
        "def run(raw): print('now', flush=True); time.sleep(30)\n"
        "about = types.SimpleNamespace(files={}, fetch={})\n"
        "refresh.module = lambda name: types.SimpleNamespace(run=run, SOURCE=about, TABLES={})\n"
        "sys.exit(refresh.main(['--raw', sys.argv[2], '--out', sys.argv[3]]))\n"
    )
    paths = ":".join(path for path in sys.path if path)
    process = subprocess.Popen(
        [sys.executable, "-c", code, paths, str(raw), str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while "now" not in process.stdout.readline():
        pass
    process.send_signal(number)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130 and "Nothing was changed." in told and "Traceback" not in told
    assert state(out) == before


def test_numbers_that_only_a_parquet_table_could_hold(folders, monkeypatch, capsys):
    """Infinity in a frame is refused before it is put in place."""
    made = source(folders[0], content(2))
    frame = pd.DataFrame({"row": [0], "value": [np.inf], "word": ["a"]})
    use(
        monkeypatch,
        types.SimpleNamespace(SOURCE=made.SOURCE, TABLES=made.TABLES, run=lambda raw: dict.fromkeys(NAMES, frame)),
    )
    refused(folders, capsys, "value", "inf", more=("--accept-smaller", *NAMES))
