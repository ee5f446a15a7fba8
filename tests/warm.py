"""Builds of small books that begin warm: one process imports what builds need, and a fork of it builds each book.

Most of what such a build takes is imports, of Sphinx above all. Nothing of this project is imported before the fork, so a
build takes the code that its environment variables name, as a new process would; folder and output are its own, too.
``building.build`` starts the command itself: where it is killed, and wherever readers would do so.

As a program: reads a line for each build (folder, environment variables), and prints a line (exit status, what was printed).
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

#: What ``jupyter-book build .`` imports before it reads a page, and while it runs one. What is missing here costs time only.
IMPORTED = (
    *(
        "jupyter_book.cli.main",
        "jupyter_book.sphinx",
        "myst_nb.sphinx_ext",
        "myst_nb.core.execute",
        "sphinx_external_toc",
    ),
    *(
        "sphinxcontrib.bibtex",
        "notfound.extension",
        "furo",
        "alabaster",
        "nbclient",
        "jupyter_client.manager",
        "ipykernel",
    ),
    *("jupyter_cache.executors.utils", "sqlalchemy.dialects.sqlite", "pybtex.plugin", "lxml.etree", "bs4", "pandas"),
    *("ipython_pygments_lexers", "jinja2.ext", "pyarrow.pandas_compat", "resvg_py", "ipywidgets"),
)


def build(folder: Path, environment: Mapping[str, str] = os.environ) -> tuple[int, str]:
    """Run ``jupyter-book build .`` in ``folder``; return its exit status and all that it printed."""
    server = _server()
    print(json.dumps([str(folder), dict(environment)]), file=server.stdin, flush=True)
    status, printed = json.loads(server.stdout.readline())
    return status, printed


@lru_cache
def _server() -> subprocess.Popen:
    command = [sys.executable, __file__]
    started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(started.communicate)
    return started


def _serve() -> None:
    from sphinx.application import builtin_extensions

    for name in (*IMPORTED, *builtin_extensions):
        importlib.import_module(name)
    for line in sys.stdin:
        with tempfile.TemporaryFile() as printed:
            if not (child := os.fork()):
                _build_and_end(printed.fileno(), *json.loads(line))
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            printed.seek(0)
            print(json.dumps([status, printed.read().decode()]), flush=True)


def _build_and_end(printed: int, folder: str, environment: Mapping[str, str]) -> None:
    """Build in this process as in one of its own, and end it: what waits for lines must not run on here."""
    status = 1
    try:
        for stream, file in ((0, os.open(os.devnull, os.O_RDONLY)), (1, printed), (2, printed)):
            os.dup2(file, stream)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        named = environment.get("PYTHONPATH", "").split(os.pathsep)
        sys.path[:] = [*filter(None, named), *(path for path in sys.path[1:] if path not in named)]
        importlib.import_module("jupyter_book.cli.main").main(["build", "."], prog_name="jupyter-book")
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve()
