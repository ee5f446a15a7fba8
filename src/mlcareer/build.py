"""The Sphinx extension that keeps the book honest while it is built.

1. A chapter runs again when anything it used has changed. The stock execution cache knows the notebook's text only, so
   a changed table would leave yesterday's page standing under a green build. Here each chapter gets a fingerprint of
   its text, its tables, the helpers and the installed packages; the fingerprint goes into the notebook's kernel
   metadata while Sphinx reads it, and jupyter-cache hashes those.
2. ``jupyter-book build .`` fails on a warning, a raising cell and anything a cell writes to stderr, each time it is
   run, until the cause is gone. (``-W --keep-going`` would fail once: the second run finds nothing to read.)
3. Each cell has an anchor, its id, and one for each claim that it is the first to discuss; and under its folded code the
   tables it rests on, each a link to source, vintage and license in the methods chapter: from a figure to its source in
   two clicks.
4. Each page carries the fingerprint it was made from, so that ``scripts/check_book.py`` can tell a stale page.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ExtensionError

import predrawn
from mlcareer import claims, data, lineage, settings, verdicts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    class _Environment(BuildEnvironment):
        mlcareer_inputs: dict[str, dict[str, str]]  # builder -> chapter -> fingerprint

    class _App(Sphinx):
        env: _Environment


#: The code of this repository that pages are made with: the report's own, and the controls'.
CODE = (settings.PACKAGE, Path(predrawn.__file__).resolve().parent)
META = "mlcareer-inputs"
ANCHOR = "mlcareer-cell"
FAILED = "build-failed.txt"


def fingerprint(notebook: str) -> str:
    """Return a hash of everything a chapter's outputs depend on; ``notebook`` is the text of its ipynb file.

    Raises ValueError (json.JSONDecodeError) when it is no JSON: then the file is damaged, and so says the build.
    """
    parts = {"notebook": _hash(notebook.encode()), "helpers": _helpers(), "packages": packages()}
    rests = lineage.chapter(notebook)
    for name in sorted(rests.tables | rests.described):
        path = data.folder() / data.resource(name)["path"]
        parts[f"description of {name}"] = _hash(json.dumps(data.resource(name), sort_keys=True).encode())
        parts[f"table {name}"] = _hash(path.read_bytes()) if path.is_file() else "missing"
    if rests.described.issuperset(data.names()):
        parts["descriptor"] = _hash((data.folder() / data.DESCRIPTOR).read_bytes())
    return _hash(json.dumps(parts, sort_keys=True).encode())


@lru_cache
def _helpers() -> str:
    paths = [settings.FILE, *(path for folder in CODE for path in sorted(folder.rglob("*.py")))]
    return _hash(b"".join(path.read_bytes() for path in paths))


@lru_cache
def packages() -> str:
    """A hash of Python and of every installed package with its version."""
    installed = sorted(f"{package.name}=={package.version}" for package in importlib.metadata.distributions())
    return _hash("\n".join([sys.version, *installed]).encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def is_notebook(env: BuildEnvironment, document: str) -> bool:
    """Is a document made from a notebook?"""
    return env.doc2path(document).endswith(".ipynb")


def check_tables() -> None:
    """Raise DataError, in one line, for a missing, altered or broken table, or a claim without a rule."""
    for name in data.names():
        data.load(name)
    claims.check()


def check_settings() -> None:
    """Raise SettingError, in one line, where ``report.toml`` and the tables contradict each other."""
    file, this = settings.FILE.name, settings.edition()
    periods = {about["period"]: about["name"] for about in data.descriptor()["resources"]}
    for key, period in this.periods.items():
        if period not in periods:
            others = [f"{other} ({name})" for other, name in periods.items() if other not in this.periods.values()]
            raise settings.SettingError(
                f"{file}, periods.{key}: no table in data/ is of {period}. Only the tables know of: {', '.join(others)}. "
                "Correct it, or make refresh."
            )
    known = data.load("occupations")
    for occupation in (*this.occupations, *this.beside.values()):
        if occupation.code not in set(known["occupation"]):
            there = ", ".join(f"{row.occupation} ({row.title})" for row in known.itertuples())
            raise settings.SettingError(
                f"{file}, code of {occupation.key}: data/ has no {occupation.code}. There are: {there}. For another: make refresh."
            )
    areas = data.load("metros").set_index("area")["short_name"]
    for place in this.places:
        if place.area not in areas.index:
            near = [f"{area} ({name})" for area, name in areas.items() if name.startswith(place.name.split()[0])]
            hint = f" Is it {' or '.join(near)}?" if near else ""
            raise settings.SettingError(
                f"{file}, places.{place.key}.area: {place.area} is none of the {len(areas)} areas of data/metros.csv.{hint}"
            )
    if list(data.load("places")[["place", "name", "area"]].itertuples(index=False, name=None)) != [
        (place.key, place.name, place.area) for place in this.places
    ]:
        raise settings.SettingError(
            f"{file}, places: they are not those of data/places.csv. Make it anew: python scripts/refresh.py --only places"
        )


def _check_tables(app: Sphinx) -> None:
    """Refuse what ``check_tables`` and ``check_settings`` do before any notebook runs."""
    try:
        check_tables()
        check_settings()
    except (data.DataError, settings.SettingError) as error:
        raise ExtensionError(str(error)) from None


def _inputs(app: _App) -> dict[str, str]:
    """Chapter -> fingerprint it was read with. By builder: what one has read anew, another has still to write."""
    if not hasattr(app.env, "mlcareer_inputs"):
        app.env.mlcareer_inputs = {}
    return app.env.mlcareer_inputs.setdefault(app.builder.name, {})


def _outdated(app: _App, env: _Environment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Name the chapters whose inputs differ from those of the last build."""
    known = _inputs(app)
    return [
        document
        for document in env.found_docs
        if is_notebook(env, document)
        and known.get(document) != fingerprint(Path(env.doc2path(document)).read_text(encoding="utf-8"))
    ]


def _mark(app: _App, document: str, source: list[str]) -> None:
    """Write the fingerprint where jupyter-cache looks: the kernel metadata of the notebook being read."""
    if not is_notebook(app.env, document):
        return
    notebook = json.loads(source[0])
    _inputs(app)[document] = notebook["metadata"].setdefault("kernelspec", {})[META] = fingerprint(source[0])
    rests_of = lineage.cells(source[0])
    placed: frozenset[str] = frozenset()
    for cell in notebook["cells"]:
        # Sphinx keeps a cell's metadata and drops its id. What lies there is stored with the page: plain lists only.
        rests = rests_of.get(cell.get("id"), lineage.NOTHING)
        cell["metadata"][ANCHOR] = {
            "id": cell.get("id"),
            "tables": lineage.tables(rests),
            "described": sorted(rests.described - rests.tables - {"claims"}),
            # The first cell of the chapter that shows a claim's verdict is the one that discusses it.
            "claims": sorted(rests.discussed - placed),
        }
        placed |= rests.discussed
    source[0] = json.dumps(notebook)


def _anchor(app: Sphinx, doctree: nodes.document) -> None:
    """Give each code cell its anchor, and list under its code the tables it rests on."""
    for cell in doctree.findall(nodes.container):
        about = cell.get("cell_metadata", {}).get(ANCHOR) if cell.get("nb_element") == "cell_code" else None
        if not about or not about["id"]:
            continue
        cell["ids"] += [about["id"], *(f"{verdicts.DISCUSSES}{claim}" for claim in about["claims"])]
        if line := _rests_on(about["tables"], about["described"]):
            cell.children[0] += line


#: Where a cell rests on more tables than this, their names stand without producer and period.
MOST_IN_FULL = 6


def _rests_on(tables: list[str], described: list[str]) -> nodes.paragraph | None:
    """``Rests on oews_metro (US Bureau of Labor Statistics, OEWS, May 2025)``; nothing for a cell that rests on none."""
    if tables:
        line, names = nodes.paragraph("", "Rests on ", classes=["trace"]), tables
    elif len(described) > MOST_IN_FULL:
        return nodes.paragraph("", "Rests on the descriptions of all tables", classes=["trace"])
    elif described:
        line, names = nodes.paragraph("", "Rests on the description of ", classes=["trace"]), described
    else:
        return None
    for number, name in enumerate(names):
        about = data.resource(name)
        line += nodes.Text(", " if number else "")
        line += nodes.reference("", name, refuri=f"methods.html#table-{name}", internal=True)
        if len(names) <= MOST_IN_FULL:
            line += nodes.Text(f" ({about['producer']}, {about['cite']})")
    return line


def _finish(app: _App, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Put the fingerprint into the page, turn links to notebooks inside HTML into links to pages."""
    inputs = _inputs(app).get(page)
    if inputs:
        context["metatags"] = context.get("metatags", "") + f'<meta name="{META}" content="{inputs}">'
        context["body"] = re.sub(r'(<a [^>]*href="[a-z]+)\.ipynb', r"\1.html", context["body"])


def _fail_on_warning(app: Sphinx, error: Exception | None) -> None:
    """Turn warnings into a failed build. Runs last.

    A warning is logged while a page is read, and an unchanged page is not read again; without the stored environment
    the next run reads every page and warns again. (On an exception Sphinx drops that file itself.)
    """
    marker = Path(app.outdir, FAILED)
    if error is None and not app._warncount:
        marker.unlink(missing_ok=True)
        return
    # The pages written so far stand there, and look finished: check_book reads this file.
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.write_text(str(error or f"{app._warncount} warning(s)"), encoding="utf-8")
    if error is None:
        app.statuscode = 1
        Path(app.doctreedir, "environment.pickle").unlink(missing_ok=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the above to a build. Called by Sphinx; returns the extension's metadata."""
    # Jupyter Book sets this option of an extension that the book leaves out; unregistered, it would be a warning.
    app.add_config_value("comments_config", {}, "", [dict])
    app.connect("builder-inited", _check_tables)
    app.connect("env-get-outdated", _outdated)
    app.connect("source-read", _mark)
    app.connect("doctree-read", _anchor)
    app.connect("html-page-context", _finish)
    app.connect("build-finished", _fail_on_warning, priority=999)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
