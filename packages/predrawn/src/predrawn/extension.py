"""The Sphinx extension: states are drawn while a book is built, and travel in script files of the book's own.

``extensions: [predrawn.extension]`` is all the configuration there is. It works as follows.

- Kernels that the build starts inherit an environment variable that tells ``explore`` to draw every state (progress.py).
  The states are part of the cell's output, so a cached chapter has them without running.
- When a chapter has been read, the packed states are taken out of its output and kept in the build's environment; at
  the end each explorer's go into ``_static/explorers/NAME-HASH.js``, in several such files where they are many; the choices of a
  control or of a table that is searched, and the figures of a table's own CSV file, into ``HASH.js``, which all share that have
  the same.
- Pages that hold an explorer or a table load ``explore.js`` and ``explore.css``; no other page does.
"""

from __future__ import annotations

import atexit
import json
import os
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util import logging

from . import carrier, page, progress

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    class _Environment(BuildEnvironment):
        explorers: dict[str, dict[str, str]]  # document -> file name -> packed states

    class _App(Sphinx):
        env: _Environment
        explore_listener: _Listener


logger = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
FOLDER = Path("_static", "explorers")

#: Seconds that a cell may take at least: drawing a thousand states outlasts the usual limit of 30.
CELL_TIMEOUT = 600


class _Listener:
    """Reads what kernels report, prints progress as it comes, and keeps the faults."""

    def __init__(self) -> None:
        handle, self.path = tempfile.mkstemp(prefix="explore-", suffix=".jsonl")
        os.close(handle)
        self._faults: list[str] = []
        self._drawn: set[str] = set()
        self._read, self._lock, self._stop = 0, threading.Lock(), threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def faults(self) -> list[str]:
        """Faults reported since the last call."""
        self._poll()
        faults, self._faults = self._faults, []
        return faults

    def drawn(self) -> set[str]:
        """Names of the explorers drawn since the last call."""
        self._poll()
        names, self._drawn = self._drawn, set()
        return names

    def close(self) -> None:
        os.environ.pop(progress.CHANNEL, None)
        self._stop.set()
        self._thread.join()
        Path(self.path).unlink(missing_ok=True)

    def _follow(self) -> None:
        while not self._stop.wait(0.5):
            self._poll()

    def _poll(self) -> None:
        with self._lock, open(self.path, encoding="utf-8") as file:
            file.seek(self._read)
            text = file.read()
            whole = text[: text.rfind("\n") + 1]  # a line may still be in the writing
            self._read += len(whole.encode())
            for line in map(json.loads, whole.splitlines()):
                if "fault" in line:
                    self._faults.append(line["fault"])
                else:
                    self._drawn.add(line["name"])
                    logger.info("explore: %s, %d of %d states drawn", line["name"], line["done"], line["total"])


def _prepare(app: Sphinx, config: Config) -> None:
    """Give cells the time that drawing takes, and let a stored widget show its page rather than its model."""
    timeout = getattr(config, "nb_execution_timeout", None)
    if timeout is not None and 0 <= timeout < CELL_TIMEOUT:
        config.nb_execution_timeout = CELL_TIMEOUT
    if hasattr(config, "nb_mime_priority_overrides"):
        config.nb_mime_priority_overrides = [
            *(config.nb_mime_priority_overrides or ()),
            *((builder, "text/html", 5) for builder in ("html", "dirhtml", "singlehtml", "epub")),
        ]


def _begin(app: _App) -> None:
    app.explore_listener = _Listener()
    atexit.register(app.explore_listener.close)  # for builds that stop before they begin
    os.environ[progress.CHANNEL] = app.explore_listener.path
    if app.builder.format == "html":
        app.config.html_static_path.append(str(STATIC))


def _known(env: _Environment) -> dict[str, dict[str, str]]:
    """Document -> the packed states of its explorers, by file name."""
    if not hasattr(env, "explorers"):
        env.explorers = {}
    return env.explorers


def _purge(app: Sphinx, env: _Environment, document: str) -> None:
    _known(env).pop(document, None)


def _refuse_namesakes(app: Sphinx, env: _Environment) -> None:
    """Each explorer of the book has a name of its own. Checked when all is read: one may have moved."""
    owners: dict[str, str] = {}
    for document, states in sorted(_known(env).items()):
        for name in sorted({_explorer_of(file) for file in states} - {""}):
            if name in owners:
                raise _namesake(document, name, owners[name])
            owners[name] = document


def _explorer_of(file: str) -> str:
    """The explorer whose states a file holds: ``NAME-HASH``; none of choices, which several share: ``HASH``."""
    return file.rpartition("-")[0]


def _namesake(document: str, name: str, owner: str) -> ExtensionError:
    return ExtensionError(
        f"{document}: there is an explorer {name!r} in {owner} already. Give one of the two another name: "
        "explore(…, name='another')."
    )


def _take_states(app: _App, doctree: nodes.document) -> None:
    """Move the states of a chapter's explorers from its outputs into the build's environment."""
    document = app.env.docname
    if faults := app.explore_listener.faults():
        raise ExtensionError(f"{document}: {faults[0]}")
    drawn = app.explore_listener.drawn()
    for node in doctree.findall(nodes.raw):
        if "data-explorer" not in node.astext():
            continue
        if page.UNDRAWN in node.astext():
            logger.warning(
                "an explorer was not drawn by this build, so its controls are left out. Let the build run the chapter: "
                "execute_notebooks must be cache or force (auto leaves out notebooks stored with outputs), and a cache "
                "from before the extension must go (jupyter-book clean --all .)",
                location=document,
                type="explore",
            )
        markup, states = carrier.take(node.astext())
        node.children, node.rawsource = [], ""
        node += nodes.Text(markup)
        own = _known(app.env).setdefault(document, {})
        for name in {_explorer_of(file) for file in states} - {""}:
            drawn.discard(name)
            before = {file for file in own if _explorer_of(file) == name}
            if before and before <= states.keys():
                raise ExtensionError(
                    f"{document}: the explorer {name!r} is shown twice. Show it once, or make another."
                )
            if before:
                raise _namesake(document, name, document)
        own |= states
    for name in sorted(drawn):
        logger.warning(
            "the explorer %r was drawn and never shown: let its cell end with it, or display() it",
            name,
            location=document,
            type="explore",
        )


def _load(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    body = context.get("body", "")
    if "data-explorer" in body or 'class="table-frame' in body:
        app.add_js_file("explore.js", loading_method="defer")
        app.add_css_file("explore.css")


def _end(app: _App, error: Exception | None) -> None:
    if listener := getattr(app, "explore_listener", None):
        listener.close()
    if error is None and app.builder.format == "html":
        write_states(
            Path(app.outdir), {file: packed for states in _known(app.env).values() for file, packed in states.items()}
        )


def write_states(html: Path, states: dict[str, str]) -> None:
    """Write a script for each entry of ``states`` (file name -> packed states), and remove those of earlier builds."""
    folder = html / FOLDER
    if not states and not folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.js"):
        if path.stem not in states:
            path.unlink()
    for file, packed in states.items():
        (folder / f"{file}.js").write_text(page.state_script(packed), encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the above to a build. Called by Sphinx; returns the extension's metadata."""
    app.connect("config-inited", _prepare)
    app.connect("builder-inited", _begin)
    app.connect("env-purge-doc", _purge)
    app.connect("doctree-read", _take_states)
    app.connect("env-updated", _refuse_namesakes)
    app.connect("html-page-context", _load)
    app.connect("build-finished", _end)
    return {"version": "1", "env_version": 3, "parallel_read_safe": False, "parallel_write_safe": True}
