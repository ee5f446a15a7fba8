#!/usr/bin/env python3
"""Measure how explore takes to many states: 100, 1,000, 2,292 and 10,000 of a chart like those of pay, with sentence and table.

Each case runs in a process of its own, which draws, divides the work as a book's build would, packs, and writes a page. Then
Chromium opens the page over http on this machine and chooses, in each file of states but the first, a state that no file
fetched so far holds. Panel's ``save(embed=True)`` follows with the same picture, without sentence and table, as far as --panel says.

Prints  a Markdown table for README.md: seconds, and those of all cores together (CPU); compressed bytes of all states and of
one; the largest memory that all processes had together; milliseconds from a change to the frame that shows it. CPU seconds
and bytes say the most: what else a machine does stretches the others.

    python packages/predrawn/bench/states.py [--states 100 1000 2292 10000] [--panel 100]
"""

import argparse
import functools
import http.server
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from rivals import MATPLOTLIB, PAINTED, PANEL, write

CHART = '''
import hashlib
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

SHARES = ["10th", "25th", "Median", "75th", "90th"]


def wages(*choices):
    """Five wages, made up from the choices."""
    seed = hashlib.sha1(repr(choices).encode()).digest()
    return sorted(50_000 + 700 * byte for byte in seed[:5])


def figure(place, role, adjusted):
    """Two rows of wages: a thin line, a thick one, a dot, and their words, drawn without axes."""
    drawn = Figure(figsize=(400 / 72, 110 / 72), dpi=72)
    for amount in (50_000, 100_000, 150_000, 200_000):
        x = (amount - 40_000) / 200_000
        drawn.add_artist(Line2D([x, x], [0, 0.82], color="#d9dce1", linewidth=1))
        drawn.text(x, 0.86, f"${amount:,}".replace("$", r"\\$"), color="#565c66", size=11, ha="center")
    for y, name, color in ((0.6, place, "#b3401a"), (0.2, "USA", "#7f8690")):
        low, first, middle, third, high = ((wage - 40_000) / 200_000 for wage in wages(name, role, adjusted))
        drawn.text(0, y, name, size=12, weight="bold")
        drawn.text(1, y, f"median {wages(name, role, adjusted)[2]:,}", size=12, ha="right", color=color)
        drawn.add_artist(Line2D([low, high], [y - 0.12, y - 0.12], color=color, linewidth=2))
        drawn.add_artist(Line2D([first, third], [y - 0.12, y - 0.12], color=color, linewidth=8))
        drawn.add_artist(Line2D([middle], [y - 0.12], marker="o", markersize=9, color="white", markeredgecolor=color))
    return drawn


def controls(states):
    """Choices that multiply to so many states: places, roles, and two levels of prices."""
    roles = ["Data scientists", "Developers", "Researchers"][: 3 if states % 3 == 0 else 2]
    return [f"Place {number}" for number in range(1, states // len(roles) // 2 + 1)], roles
'''

EXPLORE = """
import json, os, shutil, sys, time
from pathlib import Path
os.environ["EXPLORE_BOOK_BUILD"] = os.devnull
import pandas as pd
from chart import SHARES, controls, figure, wages
from predrawn import Choice, Table, View, carrier, explore, extension


def draw(place, role, adjusted):
    here, whole = wages(place, role, adjusted), wages("USA", role, adjusted)
    frame = pd.DataFrame([[place, *here], ["USA", *whole]], columns=["Place", *SHARES])
    table = Table(frame, f"Wages of {role.lower()}", formats=dict.fromkeys(SHARES, "${:,}".format))
    sentence = f"Half of the {role.lower()} in {place} earn more than ${here[2]:,} a year, against ${whole[2]:,} in the USA."
    return View(figure(place, role, adjusted), sentence, table)


places, roles = controls(int(sys.argv[1]))
explorer = explore(
    draw, name="pay", place=Choice(places, kind="select"), role=Choice(roles, kind="select"), adjusted=False, max_bytes=10**8
)
html = Path("html")
static = html / "_static"
static.mkdir(parents=True)
for name in ("explore.js", "explore.css"):
    shutil.copy(extension.STATIC / name, static)
body, states = carrier.take(explorer._repr_mimebundle_()["text/html"])
extension.write_states(html, states)
(html / "page.html").write_text(
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title><link rel="stylesheet" href="_static/explore.css">'
    f'<script defer src="_static/explore.js"></script><body>{body}</body></html>',
    encoding="utf-8",
)
assert explorer.states == int(sys.argv[1])
"""

EMBED = """
import sys
import panel
from bokeh.resources import INLINE
from chart import controls, figure

panel.extension()
places, roles = controls(int(sys.argv[1]))
place, role = panel.widgets.Select(name="Place", options=places), panel.widgets.Select(name="Role", options=roles)
adjusted = panel.widgets.Checkbox(name="Adjusted")
view = panel.bind(lambda place, role, adjusted: panel.pane.Matplotlib(figure(place, role, adjusted), format="svg"), place, role, adjusted)
panel.Column(place, role, adjusted, view).save(
    "panel.html", embed=True, max_states=10**5, max_opts=10**4, resources=INLINE, progress=False
)
"""

#: Choose one state of each file that was not fetched yet; for each, milliseconds from the change to the frame that shows it.
COLD = (
    """async (most) => {
    """
    + PAINTED
    + """
    const { by, size, files } = JSON.parse(document.querySelector("[data-explorer-states]").dataset.explorerStates)[0];
    if (files.length < 2) return [];
    const select = document.querySelector(`[data-explorer-control="${by}"] select`);
    const picture = () => document.querySelector("[data-explorer-picture]").innerHTML;
    const times = [];
    for (let file = 1; file < Math.min(files.length, most); file++) {
        await new Promise((done) => setTimeout(done, 100));
        const before = picture(), start = performance.now();
        select.selectedIndex = file * size;
        for (const kind of ["input", "change"]) select.dispatchEvent(new Event(kind, { bubbles: true }));
        while (picture() === before) {
            await painted();
            if (performance.now() - start > 10000) throw new Error("the view did not change");
        }
        await painted();
        times.push(performance.now() - start);
    }
    return times;
}"""
)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--states", type=int, nargs="*", default=[100, 1000, 2292, 10_000])
    parser.add_argument("--panel", type=int, nargs="*", default=[100])
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}\n"
    )
    print(
        "| states | | seconds | CPU, s | CPU a state, ms | bytes | bytes a state | memory, MB | cold choice to paint, ms (most) |"
    )
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        for states in options.states:
            folder = write(Path(scratch) / f"explore-{states}", {"chart.py": CHART, "explorer.py": EXPLORE})
            taken = run([sys.executable, "explorer.py", str(states)], folder)
            size = sum(file.stat().st_size for file in (folder / "html" / "_static" / "explorers").iterdir())
            row(states, "**explore**", taken, size, cold(folder / "html"))
        if options.panel:
            environment = Path(scratch) / "panel"
            subprocess.run([sys.executable, "-m", "venv", environment], check=True)
            pip = [environment / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, PANEL, MATPLOTLIB], check=True, stderr=subprocess.DEVNULL)
        for states in options.panel:
            folder = write(Path(scratch) / f"panel-{states}", {"chart.py": CHART, "embed.py": EMBED})
            taken = run([environment / "bin" / "python", "embed.py", str(states)], folder)
            row(states, "Panel, embedded, one file", taken, (folder / "panel.html").stat().st_size, [])
    return 0


def row(states: int, name: str, taken: tuple[float, float, float], size: int, times: list[float]) -> None:
    seconds, processor, memory = taken
    paint = f"{statistics.median(times):.0f} ({max(times):.0f})" if times else "–"
    print(
        f"| {states:,} | {name} | {seconds:.1f} | {processor:.1f} | {processor / states * 1000:.1f} | {size:,} | {size / states:,.0f} "
        f"| {memory:,.0f} | {paint} |",
        flush=True,
    )


def run(command: list, folder: Path) -> tuple[float, float, float]:
    """Seconds, CPU seconds of the command and its workers, and the largest memory of them all together in MB."""
    before, started, memory = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0.0
    with open(folder / "said.txt", "w+", encoding="utf-8") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        while process.poll() is None:
            memory = max(memory, held(process.pid))
            time.sleep(0.2)
        seconds = time.perf_counter() - started
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{command} failed:\n{said.read()[-3000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, memory


def held(pid: int) -> float:
    """Memory of a process and its children in MB; what they share counts once. Linux alone; elsewhere 0."""
    kilobytes = 0
    try:
        pids = [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
        for own in pids:
            (line,) = (
                line for line in Path(f"/proc/{own}/smaps_rollup").read_text().splitlines() if line.startswith("Pss:")
            )
            kilobytes += int(line.split()[1])
    except (OSError, ValueError):  # it has just ended
        pass
    return kilobytes / 1024


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def cold(html: Path, most: int = 40) -> list[float]:
    """Milliseconds to paint a state whose file was not fetched yet, over http from this machine; empty where all lie in one file."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(html)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/page.html")
        page.wait_for_selector("[data-explorer] fieldset:not([disabled])")
        page.wait_for_timeout(2000)
        times = page.evaluate(COLD, most)
        browser.close()
    server.shutdown()
    return times


if __name__ == "__main__":
    sys.exit(main())
