"""Time the book: from scratch, with execution off, with nothing changed; and a refresh of the data.

Prints  a Markdown table for README.md, with the machine named. Times are whole processes, medians of --runs runs;
        machines differ and are noisy, so the ratios are what to quote.

    python scripts/run.py bench --raw DIR
"""

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

import chores
from chores.building import COMMAND
from mlcareer.settings import ROOT


def main(arguments: list[str] | None = None) -> int:
    parser = chores.parser(__name__, __doc__)
    parser.add_argument("--raw", type=Path, default=ROOT / "data" / "raw", help="folder of the raw files")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        rows = measure(Path(scratch), options.raw, options.runs)
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; ")
    print(f"median of {options.runs} runs.\n")
    print("| | seconds | ratio | peak memory of one process |\n|---|---|---|---|")
    base = rows[0][1]
    for name, seconds, memory in rows:
        print(f"| {name} | {seconds:.1f} | {seconds / base:.2f} | {memory:.0f} MB |")
    return 0


def measure(scratch: Path, raw: Path, runs: int) -> list[tuple[str, float, float]]:
    """Return (what, median seconds, largest peak memory in MB) for each thing timed."""
    out = scratch / "book"
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    config["execute"]["execute_notebooks"] = "off"
    off = scratch / "off.yml"
    off.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    build = [*COMMAND, str(ROOT), "--path-output", str(out)]

    def fresh() -> None:
        shutil.rmtree(out, ignore_errors=True)

    rows = [
        ("build from scratch", *_timed(build, runs, before=fresh)),
        ("rebuild, nothing changed", *_timed(build, runs)),
        ("build from scratch, execution off", *_timed([*build, "--config", str(off)], runs, before=fresh)),
    ]
    if raw.is_dir():
        refresh = [sys.executable, str(ROOT / "scripts" / "run.py"), "refresh", "--raw", str(raw), "--out"]
        rows.append(("refresh of all tables", *_timed([*refresh, str(scratch / "tables")], runs)))
    else:
        print(f"No raw files in {raw}: the refresh is not timed. Name them: --raw DIR\n")
    return rows


def _timed(command: list[str], runs: int, before: Callable[[], None] = lambda: None) -> tuple[float, float]:
    seconds, memory = [], []
    for _ in range(runs):
        before()
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert process.stderr  # a pipe
        complaint = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"{' '.join(command)} failed:\n{complaint[-2000:]}")
        seconds.append(time.perf_counter() - started)
        memory.append(usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2))
    return statistics.median(seconds), max(memory)
