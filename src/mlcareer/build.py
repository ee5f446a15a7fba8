"""The Sphinx extension that keeps the book honest while it is built.

1. A chapter runs again when anything it used has changed. The stock execution cache knows the notebook's text only, so
   a changed table would leave yesterday's page standing under a green build. Here each chapter gets a fingerprint of
   its text, its tables, the helpers and the installed packages; the fingerprint goes into the notebook's kernel
   metadata while Sphinx reads it, and jupyter-cache hashes those.
2. ``jupyter-book build .`` fails on a warning, a raising cell and anything a cell writes to stderr, each time it is
   run, until the cause is gone. (``-W --keep-going`` would fail once: the second run finds nothing to read.)
3. Each page carries the fingerprint it was made from, so that ``scripts/check_book.py`` can tell a stale page.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import json
import sys
from functools import lru_cache
from pathlib import Path

from mlcareer import data

PACKAGE = Path(__file__).resolve().parent
META = "mlcareer-inputs"


def fingerprint(notebook: str) -> str:
    """Return a hash of everything a chapter's outputs depend on; ``notebook`` is the text of its ipynb file."""
    parts = {"notebook": _hash(notebook.encode()), "helpers": _helpers(), "packages": _packages()}
    for name in sorted(tables_of(notebook)):
        path = data.folder() / data.resource(name)["path"]
        parts[f"description of {name}"] = _hash(json.dumps(data.resource(name), sort_keys=True).encode())
        parts[f"table {name}"] = _hash(path.read_bytes()) if path.is_file() else "missing"
    if uses_whole_descriptor(notebook):
        parts["descriptor"] = _hash((data.folder() / data.DESCRIPTOR).read_bytes())
    return _hash(json.dumps(parts, sort_keys=True).encode())


def tables_of(notebook: str) -> set[str]:
    """Names of the tables that a chapter names in its code, or that a helper module it imports names.

    A table counts when its name stands as a text of its own (``load("metros")``), so a name must be written out: one
    put together from pieces is not seen.
    """
    found: set[str] = set()
    seen: set[str] = set()
    trees = _code(notebook)
    while trees:
        tree = trees.pop()
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            for module in _imported(node) - seen:
                seen.add(module)
                trees.append(ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8")))
    return found & set(data.names())


def uses_whole_descriptor(notebook: str) -> bool:
    """Does the chapter list the tables (``data.names``, ``data.descriptor``) rather than name them?"""
    return any(
        isinstance(node, ast.Attribute) and node.attr in ("names", "descriptor")
        for tree in _code(notebook)
        for node in ast.walk(tree)
    )


def _code(notebook: str) -> list[ast.Module]:
    """Parse the code cells. One that cannot be parsed will fail when it runs, and says more there."""
    trees = []
    for cell in json.loads(notebook)["cells"]:
        if cell["cell_type"] == "code":
            try:
                trees.append(ast.parse("".join(cell["source"])))
            except SyntaxError:
                continue
    return trees


def _imported(node: ast.AST) -> set[str]:
    """Modules of this package that an import statement names."""
    if isinstance(node, ast.ImportFrom) and node.module == "mlcareer":
        names = {alias.name for alias in node.names}
    elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mlcareer."):
        names = {node.module.split(".")[1]}
    elif isinstance(node, ast.Import):
        names = {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("mlcareer.")}
    else:
        return set()
    return {name for name in names if (PACKAGE / f"{name}.py").is_file()}


@lru_cache
def _helpers() -> str:
    return _hash(b"".join(path.read_bytes() for path in sorted(PACKAGE.rglob("*.py"))))


@lru_cache
def _packages() -> str:
    installed = sorted(f"{found.name}=={found.version}" for found in importlib.metadata.distributions())
    return _hash("\n".join([sys.version, *installed]).encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _is_notebook(env, document: str) -> bool:
    return env.doc2path(document).endswith(".ipynb")


def _outdated(app, env, added, changed, removed):
    """Name the chapters whose inputs differ from those of the last build."""
    known = getattr(env, "mlcareer_inputs", {})
    return [
        document
        for document in env.found_docs
        if _is_notebook(env, document)
        and known.get(document) != fingerprint(Path(env.doc2path(document)).read_text(encoding="utf-8"))
    ]


def _mark(app, document, source):
    """Write the fingerprint where jupyter-cache looks: the kernel metadata of the notebook being read."""
    if not _is_notebook(app.env, document):
        return
    try:
        notebook = json.loads(source[0])
    except json.JSONDecodeError:
        return  # the notebook reader reports it with its place
    if not hasattr(app.env, "mlcareer_inputs"):
        app.env.mlcareer_inputs = {}
    app.env.mlcareer_inputs[document] = notebook["metadata"].setdefault("kernelspec", {})[META] = fingerprint(source[0])
    source[0] = json.dumps(notebook)


def _stamp(app, page, template, context, doctree):
    """Put the fingerprint into the page."""
    inputs = getattr(app.env, "mlcareer_inputs", {}).get(page)
    if inputs:
        context["metatags"] = context.get("metatags", "") + f'<meta name="{META}" content="{inputs}">'


def _fail_on_warning(app, error):
    """Turn warnings into a failed build. Runs last.

    A warning is logged while a page is read, and an unchanged page is not read again; without the stored environment
    the next run reads every page and warns again. (On an exception Sphinx drops that file itself.)
    """
    if error is None and app._warncount:
        app.statuscode = 1
        Path(app.doctreedir, "environment.pickle").unlink(missing_ok=True)


def setup(app):
    # Jupyter Book sets this option of an extension that the book leaves out; unregistered, it would be a warning.
    app.add_config_value("comments_config", {}, "", [dict])
    app.connect("env-get-outdated", _outdated)
    app.connect("source-read", _mark)
    app.connect("html-page-context", _stamp)
    app.connect("build-finished", _fail_on_warning, priority=999)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
