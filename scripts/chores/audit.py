"""Run Lighthouse over every page of the built book and say where a page is not as fast or as good as it should be.

Reads    _build/html (served on this machine, uncompressed), scripts/node/package-lock.json
Writes   _build/audit.md, a table with a line for each page
Prints   the same; exit status 1 when a page misses a threshold
Needs    npm, and a Chromium or Chrome (make browser)

    python scripts/run.py audit [--runs 3] [page …]

Lighthouse's defaults are a mid-range phone on a slow connection. Its speed is simulated from what was measured, and what
is measured varies with the machine: a page that misses by a point is measured again, more often (--runs).
"""

import functools
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import chores
from chores import browser
from chores.building import HTML
from mlcareer.settings import ROOT

HERE = ROOT / "scripts" / "node"
LIGHTHOUSE = HERE / "node_modules" / ".bin" / "lighthouse"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"

#: What every page is to reach, by the names of ``figures``.
AT_LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
AT_MOST = {"KiB": 350, "shift": 0.02, "hosts": 0}


def main(arguments: list[str] | None = None) -> int:
    parser = chores.parser(__name__, __doc__)
    parser.add_argument("pages", nargs="*", help="paths below _build/html; default: every page")
    parser.add_argument("--runs", type=int, default=1, help="the median of so many runs counts (default 1)")
    options = parser.parse_args(arguments)
    pages = options.pages or sorted(path.relative_to(HTML).as_posix() for path in HTML.rglob("*.html"))
    if not pages:
        print("audit: no page in _build/html. Build the book: make book", file=sys.stderr)
        return 1
    try:
        there = _ready()
    except LookupError as missing:
        print(f"audit: {missing}", file=sys.stderr)
        return 1
    lines, missed = [], []

    def say(*cells: str) -> None:
        lines.append("| " + " | ".join(cells) + " |")
        print(lines[-1], flush=True)

    say("page", "performance", "accessibility", "best practices", "SEO", "KiB", "largest paint, s", "layout shift")
    say(*["---"] * 8)
    with served(HTML) as address:
        for page in pages:
            try:
                runs = [figures(_run(f"{address}/{page}", there)) for _ in range(max(options.runs, 1))]
            except RuntimeError as error:  # the other pages are still worth measuring
                missed.append(f"{page}: {error}")
                continue
            seen = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
            scores = (f"{seen[name]:.0f}" for name in AT_LEAST)
            say(page, *scores, f"{seen['KiB']:.0f}", f"{seen['paint']:.2f}", f"{seen['shift']:.4f}")
            if _is_hidden(HTML / page):  # from search engines, on purpose
                seen["seo"] = AT_LEAST["seo"]
            missed += [f"{page}: {line}" for line in misses(seen)]
    (ROOT / "_build" / "audit.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for line in missed:
        print(f"audit: {line}", file=sys.stderr)
    return 1 if missed else 0


def figures(report: dict) -> dict[str, float]:
    """What counts of a Lighthouse report: scores of 100, KiB sent, largest paint in s, layout shift, other hosts."""
    requests = report["audits"]["network-requests"]["details"]["items"]
    own = report["finalDisplayedUrl"].split("/")[2]
    return {
        **{name: 100 * (category["score"] or 0) for name, category in report["categories"].items()},
        "KiB": report["audits"]["total-byte-weight"]["numericValue"] / 1024,
        "paint": report["audits"]["largest-contentful-paint"]["numericValue"] / 1000,
        "shift": report["audits"]["cumulative-layout-shift"]["numericValue"],
        "hosts": len({asked["url"].split("/")[2] for asked in requests if asked["url"].startswith("http")} - {own}),
    }


def _is_hidden(page: Path) -> bool:
    """Does a page ask search engines to leave it out?"""
    return '<meta name="robots" content="noindex">' in page.read_text("utf-8")


def misses(seen: dict[str, float]) -> list[str]:
    """One line for each threshold that a page misses."""
    low = [f"{name} is {seen[name]:.0f}, less than {least}" for name, least in AT_LEAST.items() if seen[name] < least]
    return low + [
        f"{name} is {seen[name]:.4g}, more than {most}" for name, most in AT_MOST.items() if seen[name] > most
    ]


def _ready() -> str:
    """Path of a browser, once Lighthouse is installed. LookupError says what is missing."""
    there = browser.path()
    install(LIGHTHOUSE)
    return there


def install(tool: Path) -> None:
    """Install what ``scripts/node`` pins, where a tool of it is not there yet. LookupError says what is missing."""
    npm = shutil.which("npm")
    if not npm:
        raise LookupError("npm is missing. Install Node.js 22 or newer (Debian: apt-get install npm).")
    if not tool.exists():
        # No scripts of packages: the validator's would fetch a Java of its own.
        command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(HERE)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise LookupError(f"npm could not install {tool.name}:\n{done.stderr.strip()}")


def _run(address: str, chrome: str) -> dict:
    command = [str(LIGHTHOUSE), address, "--output=json", "--quiet", f"--chrome-flags={FLAGS}"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "CHROME_PATH": chrome}, cwd=HERE
    )
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["Lighthouse failed and said nothing"])[-1])
    return json.loads(done.stdout)


@contextmanager
def served(folder: Path, headers: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Serve a folder on a free port of this machine, as ``python -m http.server`` does, with ``headers`` added.

    Yields the address. The server ends with the block.
    """

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in headers.items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
