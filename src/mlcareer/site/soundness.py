"""Builds that heal: an interrupted, failed or damaged build is made anew by the next ordinary one.

Sphinx remembers what it has read before it has written it, and never looks at what it wrote. So a build that was killed, or
whose files were damaged, would be taken for complete by all later ones. Here

1. one build at a time works in a folder: it holds a lock, which the system frees however the build ends;
2. a marker lies among the pages from the first moment of a build to its last, and says what became of it;
3. the last step but one is a manifest of all files with their hashes, of what was read and of what was written; the last
   takes the marker away;
4. a build that finds the marker, or other files than those of the manifests, throws pages and doctrees away and makes them
   anew from the stored outputs of the chapters, in seconds; stored outputs that are damaged are thrown away, too;
5. a build that has one page to read reads and writes them all: with a part of them, Sphinx's search index is another.

Writing beside the last good book and exchanging the two at the end would keep that book under a failed build. But Sphinx
writes only what has changed, so the folder would have to be copied first, and Jupyter Book looks into it after Sphinx
has ended. The marker and the manifest need neither.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sphinx.errors import ExtensionError
from sphinx.util import logging

import predrawn
from mlcareer import settings
from mlcareer.locking import Busy, take

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

#: Lies among the pages while they are being made, and after a build that failed; it holds the reason.
MARKER = "build-failed.txt"
#: Lists every file of a finished build with its hash.
MANIFEST = "build-manifest.json"
LOCK = "build.lock"
#: Sphinx's own note of how it was called.
BUILDINFO = ".buildinfo"
#: What the marker says until the build ends.
UNFINISHED = "it was not finished"

#: Folders of a checkout that hold its own packages: where one is, the package in use must be that one.
OWN = {"src/mlcareer": settings.PACKAGE, "packages/predrawn/src/predrawn": Path(predrawn.__file__).resolve().parent}


def manifest(html: Path) -> dict[str, str]:
    """Every file below a folder with the SHA-256 of its content.

    The marker and the manifest are left out, and what begins with a dot (``.git``, ``.nojekyll``): others lay that there.
    """
    names = (path.relative_to(html).as_posix() for path in sorted(html.rglob("*")) if path.is_file())
    return {
        name: hashlib.sha256((html / name).read_bytes()).hexdigest()
        for name in names
        if name not in (MARKER, MANIFEST, f"{MANIFEST}.part") and (not name.startswith(".") or name == BUILDINFO)
    }


def _read_is_sound(doctrees: Path) -> bool:
    """Is what Sphinx has read, and keeps for all builders, as a finished build left it?"""
    return not doctrees.is_dir() or not _differences(doctrees)


def write_manifest(folder: Path) -> None:
    """List all files of a folder with their hashes, when it is as it should be: at the end of a build, or of what adds to it."""
    part = folder / f"{MANIFEST}.part"
    part.write_text(json.dumps(manifest(folder), indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(part, folder / MANIFEST)


def faults(html: Path) -> list[str]:
    """One line for each reason why a folder of pages is not what a build wrote; none where it is."""
    marker = html / MARKER
    if marker.is_file():
        why = marker.read_text("utf-8", "replace").strip().splitlines() or ["no message"]
        return [f"the last build failed ({why[-1]})"]
    return _differences(html)


def _differences(folder: Path) -> list[str]:
    """One line for each file of a folder that is not as its manifest lists it."""
    try:
        written = json.loads((folder / MANIFEST).read_bytes())
        there = manifest(folder)
        missing, foreign = sorted(written.keys() - there.keys()), sorted(there.keys() - written.keys())
    except FileNotFoundError:
        return [f"{MANIFEST} is missing: no build has finished here"]
    except (ValueError, AttributeError):
        return [f"{MANIFEST} is damaged"]
    damaged = sorted(name for name in written.keys() & there.keys() if written[name] != there[name])
    return [
        *(f"{name} is missing" for name in missing),
        *(f"{name} is damaged: it is not as the build wrote it" for name in damaged),
        *(f"{name} is foreign: the build did not write it" for name in foreign),
    ]


def cache_is_sound(cache: Path) -> bool:
    """Can the stored outputs of chapters be read, all of them?"""
    database = cache / "global.db"
    if not database.is_file():
        return not (cache / "executed").is_dir()
    try:
        with closing(sqlite3.connect(database)) as connection:
            keys = [key for (key,) in connection.execute("SELECT hashkey FROM nbcache")]
            whole = connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        for key in keys:
            json.loads((cache / "executed" / key / "base.ipynb").read_bytes())
    except (sqlite3.Error, OSError, ValueError):
        return False
    return whole


def refuse_other_folder(folder: Path) -> None:
    """Raise ExtensionError where a checkout would be built with the packages of another: one that was copied or moved."""
    for name, used in OWN.items():
        if (folder / name).is_dir() and (folder / name).resolve() != used:
            raise ExtensionError(
                f"{folder} would be built with the code and the data of {used}: its environment was copied with it. make "
                "book makes it anew; by hand: pip install -r requirements.txt in a new environment."
            )


class Build:
    """One build: it holds the lock, and knows what to do at its beginning and at its end."""

    def __init__(self) -> None:
        self.lock: IO[str] | None = None

    def begin(self, app: Sphinx, config: Config) -> None:
        """Before anything is read: refuse, or heal what an earlier build has left, and set the marker."""
        out, doctrees = Path(app.outdir), Path(app.doctreedir)
        refuse_other_folder(Path(app.confdir))
        self._take_lock(doctrees)
        cache = Path(config.nb_execution_cache_path or out.parent / ".jupyter_cache")
        if not cache_is_sound(cache):
            logger.info("The stored outputs of the chapters are damaged: all chapters run again.")
            shutil.rmtree(cache)
        ours = any((out / name).exists() for name in (MARKER, MANIFEST, BUILDINFO))
        broken = [fault for fault in faults(out) if "is foreign" not in fault] if ours else []
        if not _read_is_sound(doctrees):
            broken.append("what was read is damaged, or another build was interrupted")
        out.mkdir(parents=True, exist_ok=True)
        (out / MARKER).write_text(f"{UNFINISHED}\n", encoding="utf-8")  # first of all: what follows may be interrupted
        if broken:
            more = f", and {len(broken) - 1} more" if len(broken) > 1 else ""
            logger.info("All pages are made anew: %s%s.", broken[0], more)
            shutil.rmtree(doctrees, ignore_errors=True)
            shutil.rmtree(out.parent / "jupyter_execute", ignore_errors=True)
            _empty(out)
        for folder in (out, doctrees):
            (folder / MANIFEST).unlink(missing_ok=True)

    def end(self, app: Sphinx, error: Exception | None) -> None:
        """After all else: what was written, then the marker away; or why the build failed. A warning fails it, too."""
        out = Path(app.outdir)
        if error is None and not app._warncount:
            write_manifest(Path(app.doctreedir))
            write_manifest(out)
            (out / MARKER).unlink()
        else:
            # An unchanged page is not read again and would not warn again; under the marker all are read.
            (out / MARKER).write_text(str(error or f"{app._warncount} warning(s)"), encoding="utf-8")
            app.statuscode = app.statuscode or 1
        if self.lock:
            self.lock.close()

    def _take_lock(self, doctrees: Path) -> None:
        """Refuse to work where another build does."""
        doctrees.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.lock = take(doctrees.parent / LOCK, f"Another build works in {doctrees.parent}")
        except Busy as busy:
            raise ExtensionError(str(busy)) from None


def _all_or_none(app: Sphinx, env: BuildEnvironment, documents: list[str]) -> None:
    """Read all pages where one is to be read. The list is Sphinx's own, to be changed in place."""
    if documents:
        documents[:] = sorted(env.found_docs)
        Path(app.outdir, "searchindex.js").unlink(missing_ok=True)  # Sphinx would begin with it, and keep empty entries


def _empty(out: Path) -> None:
    """Remove all pages but the marker; what begins with a dot is not Sphinx's and stays, but for its own note."""
    for path in out.iterdir():
        if path.name in (MARKER, BUILDINFO) or path.name.startswith("."):
            continue
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    (out / BUILDINFO).unlink(missing_ok=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the above to a build. Called by Sphinx; returns the extension's metadata."""
    build = Build()
    app.connect("config-inited", build.begin, priority=0)
    app.connect("env-before-read-docs", _all_or_none, priority=1000)
    app.connect("build-finished", build.end, priority=1000)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
