#!/usr/bin/env python3
"""Time explore against its two nearest rivals on the same chart of 60 states, all three built here.

Panel's ``save(embed=True)`` keeps controls alive in a page of its own; a stock Jupyter Book page holds ipywidgets that
are dead without a kernel. Panel is installed into a scratch environment; the scripts that a stock page loads from a CDN
are fetched by npm, to weigh them.

Prints  a Markdown table for README.md. Bytes are exact; times are medians of --runs runs, machines differ: compare ratios.

    python packages/predrawn/bench/rivals.py [--runs 3]
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, sync_playwright

PANEL = "panel==1.9.4"
MATPLOTLIB = "matplotlib==3.11.2"
#: What a stock page asks its CDN for (myst-nb's ``nb_ipywidgets_js``): npm package, file inside.
STOCK_SCRIPTS = [("requirejs@2.3.4", "require.js"), ("@jupyter-widgets/html-manager@1.0.15", "dist/embed-amd.js")]

CHART = '''
import hashlib
from matplotlib.figure import Figure

PLACES = ["Atlanta", "Austin", "Boston", "Chicago", "Denver", "Los Angeles", "New York", "San Francisco", "San Jose", "Seattle"]
ROLES = ["Data scientists", "Research scientists", "Developers"]


def figure(place, role, adjusted):
    """Five bars and their labels: a chart like those of a report, with figures made up from the choices."""
    seed = hashlib.sha1(f"{place}{role}{adjusted}".encode()).digest()
    drawn = Figure(figsize=(6, 3.5))
    drawn.subplots_adjust(left=0.12, right=0.97, top=0.9, bottom=0.15)  # else the label below would be cut off
    axes = drawn.add_subplot()
    bars = axes.barh(["10th", "25th", "median", "75th", "90th"], sorted(60 + byte for byte in seed[:5]))
    axes.bar_label(bars)
    axes.set(title=f"{role}, {place}", xlabel="thousand dollars a year", xlim=(0, 340))
    return drawn
'''

EXPLORE = """
from chart import PLACES, ROLES, figure
from predrawn import explore

explore(figure, name="pay", place={place: place for place in PLACES}, role={role: role for role in ROLES}, adjusted=False)
"""

#: The same without a book, to compare with what Panel does: one process from start to packed states.
ALONE = (
    """
import os
os.environ["EXPLORE_BOOK_BUILD"] = os.devnull
"""
    + EXPLORE
)

STOCK = """
from IPython.display import display
from ipywidgets import interact
from chart import PLACES, ROLES, figure

interact(lambda place, role, adjusted: display(figure(place, role, adjusted)), place=PLACES, role=ROLES, adjusted=False);
"""

EMBED = """
import sys
import panel
from bokeh.resources import CDN, INLINE
from chart import PLACES, ROLES, figure

panel.extension()
place = panel.widgets.Select(name="Place", options=PLACES)
role = panel.widgets.Select(name="Role", options=ROLES)
adjusted = panel.widgets.Checkbox(name="Adjusted")
view = panel.bind(lambda place, role, adjusted: panel.pane.Matplotlib(figure(place, role, adjusted), format="svg"), place, role, adjusted)
resources = {"inline": INLINE, "cdn": CDN}[sys.argv[1]]
panel.Column(place, role, adjusted, view).save("panel.html", embed=True, max_states=100, max_opts=20, resources=resources, progress=False)
"""

#: A wait until the next frame is painted.
PAINTED = """const painted = () => new Promise((done) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = done;
        channel.port2.postMessage(0);
    }));"""

#: Change the first select through all its options; for each, milliseconds from the change to the frame that shows it.
TIMES = (
    """async (options) => {
    """
    + PAINTED
    + """
    const all = (root) => [root, ...[...root.querySelectorAll("*")].flatMap((element) => (element.shadowRoot ? all(element.shadowRoot) : []))];
    const find = (selector) => all(document).flatMap((root) => [...root.querySelectorAll(selector)]);
    const picture = () => find("img, svg").map((image) => image.getAttribute("src") || image.textContent).join();
    const select = find("select")[0];
    const times = [];
    for (let round = 0; round < 3; round++)
        for (let index = 0; index < options; index++) {
            if (select.selectedIndex === index) continue;
            await new Promise((done) => setTimeout(done, 30 + 7 * (index % 3)));
            const before = picture();
            const start = performance.now();
            select.selectedIndex = index;
            for (const kind of ["input", "change"]) select.dispatchEvent(new Event(kind, { bubbles: true }));
            while (picture() === before) {
                await painted();
                if (performance.now() - start > 5000) throw new Error("the view did not change");
            }
            await Promise.all(find("img").map((image) => image.decode().catch(() => {})));
            await painted();
            times.push(performance.now() - start);
        }
    return times;
}"""
)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        rows = measure(Path(scratch), options.runs)
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(
        "| 60 states of one chart | bytes | draw and pack, s | whole book, s | change to paint, ms | 95th percentile |"
    )
    print("|---|---|---|---|---|---|")
    for name, size, drawing, building, times in rows:
        middle = f"{statistics.median(times):.0f}" if times else "dead"
        late = f"{statistics.quantiles(times, n=20)[-1]:.0f}" if times else "dead"
        seconds = " | ".join("–" if taken is None else f"{taken:.1f}" for taken in (drawing, building))
        print(f"| {name} | {size:,} | {seconds} | {middle} | {late} |")
    return 0


def measure(scratch: Path, runs: int) -> list[tuple[str, int, float | None, float | None, list[float]]]:
    """Return for each rival: name, bytes, seconds to draw and pack, seconds of a book, milliseconds to paint."""
    rows: list[tuple[str, int, float | None, float | None, list[float]]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
        )
        alone = write(scratch / "alone", {"chart.py": CHART, "alone.py": ALONE})
        drawing = timed([sys.executable, "alone.py"], alone, runs)
        html, seconds = build_book(scratch / "explore", EXPLORE, runs, furo=True)
        explored = [html / "_static" / name for name in ("explore.js", "explore.css")]
        explored += list((html / "_static" / "explorers").glob("*.js"))
        # The figure itself, with the state it starts with, is part of what the controls cost.
        page = (html / "chapter.html").read_text(encoding="utf-8")
        own = page[page.index("<figure") : page.index("</figure>") + len("</figure>")]
        size = sum(path.stat().st_size for path in explored) + len(own.encode())
        rows.append(("**explore**", size, drawing, seconds, paint(browser, html / "chapter.html")))

        html, seconds = build_book(scratch / "stock", STOCK, runs, furo=False)
        rows.append(("stock Jupyter Book, scripts of its widgets", stock_bytes(scratch), None, seconds, []))

        environment = scratch / "panel"
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
        quiet = ["--quiet", "--disable-pip-version-check"]
        subprocess.run([environment / "bin" / "pip", "install", *quiet, PANEL, MATPLOTLIB], check=True)
        for kind, name in (("inline", "Panel, embedded, one file"), ("cdn", "Panel, embedded, scripts on a CDN")):
            folder = write(scratch / kind, {"chart.py": CHART, "embed.py": EMBED})
            seconds = timed([environment / "bin" / "python", "embed.py", kind], folder, runs)
            file = folder / "panel.html"
            times = paint(browser, file) if kind == "inline" else []
            rows.append((name, file.stat().st_size, seconds, None, times))
        browser.close()
    rows[-1] = (*rows[-1][:4], rows[-2][4])  # the same page but for where its scripts lie
    return rows


def build_book(folder: Path, code: str, runs: int, furo: bool) -> tuple[Path, float]:
    """Build a book of one chapter from scratch; return the folder of its pages and the median seconds."""
    theme = "    html_theme: furo\n    html_theme_options: {}\n" if furo else ""
    config = "title: Bench\nexecute:\n  execute_notebooks: force\nsphinx:\n  extra_extensions: [predrawn.extension]\n"
    write(
        folder,
        {
            "_config.yml": f"{config}  config:\n    language: en\n{theme}",
            "_toc.yml": "format: jb-book\nroot: chapter\n",
            "chart.py": CHART,
        },
    )
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_markdown_cell("# Chapter"), nbformat.v4.new_code_cell(code)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), folder / "chapter.ipynb")
    command = [Path(sys.executable).parent / "jupyter-book", "build", "."]
    seconds = timed(command, folder, runs, before=lambda: shutil.rmtree(folder / "_build", ignore_errors=True))
    return folder / "_build" / "html", seconds


def paint(browser: Browser, file: Path) -> list[float]:
    """Milliseconds from a change of the first select to the frame that shows it, from disk, without a network."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_timeout(3000)  # whatever loads in the background is there
    times = page.evaluate(TIMES, 10)
    context.close()
    return times


def stock_bytes(scratch: Path) -> int:
    """Bytes of the scripts that a stock page with a widget loads from its CDN."""
    total = 0
    for package, inside in STOCK_SCRIPTS:
        done = subprocess.run(
            ["npm", "pack", "--json", package], cwd=scratch, capture_output=True, text=True, check=True
        )
        with tarfile.open(scratch / json.loads(done.stdout)[0]["filename"]) as archive:
            total += archive.getmember(f"package/{inside}").size
    return total


def write(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def timed(command: list, folder: Path, runs: int, before: Callable[[], None] = lambda: None) -> float:
    seconds = []
    for _ in range(runs):
        before()
        started = time.perf_counter()
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{command} failed:\n{done.stdout[-1000:]}{done.stderr[-2000:]}")
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


if __name__ == "__main__":
    sys.exit(main())
