"""What a page depends on, and so when a chapter runs again and when a page is stale.

The stock execution cache knows a notebook's text only, so a changed table would leave yesterday's page standing under a
green build. Here each chapter gets a fingerprint of its text, its tables, the helpers and the locked packages. It goes
into the notebook's kernel metadata while Sphinx reads it, and jupyter-cache hashes those; and into the head of the page,
so that ``make check`` can tell a stale one.

The edition is a hash of all that any page depends on, style and address included. It is a setting of Sphinx, which writes
all pages anew when a setting changes; a PDF or a zip file of another edition is not offered.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import predrawn
from mlcareer import data, lineage, settings
from mlcareer.site.search import SYNONYMS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    class _Environment(BuildEnvironment):
        mlcareer_inputs: dict[str, dict[str, str]]  # builder -> chapter -> fingerprint


#: The code of this repository that pages are made with: the report's own, and the controls'.
CODE = (settings.PACKAGE, Path(predrawn.__file__).resolve().parent)

#: The packages that the report is made with, and what each of them needs.
LOCK = settings.ROOT / "requirements.lock"

#: The environment variable that gives the book's address.
ADDRESS = "BOOK_ADDRESS"

META = "mlcareer-inputs"


def fingerprint(notebook: str) -> str:
    """Return a hash of everything a chapter's outputs depend on; ``notebook`` is the text of its ipynb file.

    Raises ValueError (json.JSONDecodeError) when it is no JSON: then the file is damaged, and so says the build.
    """
    parts = {"notebook": _hash(notebook.encode()), "helpers": _helpers(), "packages": packages()}
    rests = lineage.chapter(notebook)
    for name in sorted(rests.named):
        path = data.folder() / data.resource(name)["path"]
        parts[f"description of {name}"] = _hash(json.dumps(data.resource(name), sort_keys=True).encode())
        parts[f"table {name}"] = _hash(path.read_bytes()) if path.is_file() else "missing"
    if rests.described.issuperset(data.names()):
        parts["descriptor"] = _hash((data.folder() / data.DESCRIPTOR).read_bytes())
    return _hash(json.dumps(parts, sort_keys=True).encode())


@lru_cache
def _helpers() -> str:
    """A hash of the helpers' code, templates, scripts and styles, and of the settings.

    Names that mean the same to the search page are in no chapter: a new one belongs to the edition and runs none again.
    """
    files = [settings.FILE, *(path for folder in CODE for path in _made_by_hand(folder))]
    return _hash(b"".join(path.read_bytes() for path in files if path != SYNONYMS))


def _made_by_hand(folder: Path) -> Iterator[Path]:
    """The files of a folder, without those that Python and Jupyter leave there."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".pyc", "") and ".ipynb_checkpoints" not in path.parts:
            yield path


@lru_cache
def packages() -> str:
    """A hash of Python and of the installed version of each package that the lock names.

    What else is installed counts for nothing. A package that the lock names for another system is not there.
    """
    installed = []
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        name, pinned, _ = line.partition("==")
        if pinned and line[0].isalnum():
            try:
                installed.append(f"{name}=={importlib.metadata.version(name)}")
            except importlib.metadata.PackageNotFoundError:
                continue
    return _hash("\n".join([sys.version, *sorted(set(installed))]).encode())


def edition_of(root: Path) -> str:
    """A hash of all that the built pages depend on. ``root`` is the folder of ``_config.yml``.

    The book's address counts, from there or from the environment.
    """
    files = {name: root / name for name in ("_config.yml", "_toc.yml", "CITATION.cff", settings.FILE.name)}
    files["data"] = data.folder() / data.DESCRIPTOR
    for folder in (root / "book", *CODE):
        for path in _made_by_hand(folder):
            files[f"{folder.name}/{path.relative_to(folder).as_posix()}"] = path
    digest = hashlib.sha256(f"{os.environ.get(ADDRESS, '')}\n{packages()}".encode())
    for name, path in sorted(files.items()):
        if path.is_file():
            digest.update(f"\n{name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def set_edition(app: Sphinx, config: Config) -> None:
    """Let Sphinx write all pages anew when anything has changed that they depend on. It reads those that changed."""
    config.site_edition = edition_of(Path(app.confdir))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def is_notebook(env: BuildEnvironment, document: str) -> bool:
    """Is a document made from a notebook?"""
    return env.doc2path(document).endswith(".ipynb")


def inputs(app: Sphinx) -> dict[str, str]:
    """Chapter -> fingerprint it was read with. By builder: what one has read anew, another has still to write."""
    env: _Environment = app.env  # type: ignore[assignment]
    if not hasattr(env, "mlcareer_inputs"):
        env.mlcareer_inputs = {}
    return env.mlcareer_inputs.setdefault(app.builder.name, {})


def outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Name the chapters whose inputs differ from those of the last build."""
    known = inputs(app)
    return [
        document
        for document in env.found_docs
        if is_notebook(env, document)
        and known.get(document) != fingerprint(Path(env.doc2path(document)).read_text(encoding="utf-8"))
    ]


def mark(app: Sphinx, document: str, source: list[str]) -> None:
    """Write the fingerprint where jupyter-cache looks: the kernel metadata of the notebook being read."""
    if is_notebook(app.env, document):
        notebook = json.loads(source[0])
        inputs(app)[document] = notebook["metadata"].setdefault("kernelspec", {})[META] = fingerprint(source[0])
        source[0] = json.dumps(notebook)
