"""Which tables each cell of a chapter rests on, read off its code without running it.

A table counts for a statement when the statement names it (``load("metros")``), calls a helper of this package that
names it, or uses a variable that an earlier statement made from it. Names must be written out to be seen.
"""

from __future__ import annotations

import ast
import json
from functools import lru_cache
from pathlib import Path

from mlcareer import data

PACKAGE = Path(__file__).resolve().parent


def tables_by_cell(notebook: str) -> dict[str, list[str]]:
    """Return, for each code cell of an ipynb file's text, the tables it rests on, in the order of the descriptor.

    A cell of definitions only (the set-up) has the tables it loads. A cell that cannot be parsed has none.
    """
    known, scope, found = data.names(), {}, {}
    for identifier, tree in code_cells(notebook):
        used = set()
        for statement in tree.body:
            used |= _statement(statement, scope)
        found[identifier] = [name for name in known if name in used]
    return found


def code_cells(notebook: str) -> list[tuple[str, ast.Module]]:
    """Identifier and parsed code of each code cell. One that cannot be parsed is left out: it fails when it runs."""
    cells = []
    for number, cell in enumerate(json.loads(notebook)["cells"]):
        if cell["cell_type"] == "code":
            try:
                cells.append((cell.get("id", f"cell-{number}"), ast.parse("".join(cell["source"]))))
            except SyntaxError:
                continue
    return cells


def names_in(tree: ast.AST) -> set[str]:
    """All texts that stand by themselves in the code."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def imported_modules(node: ast.AST) -> set[str]:
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


def _statement(statement: ast.stmt, scope: dict[str, set[str]]) -> set[str]:
    """Tables of one statement; what it defines or changes joins ``scope`` with them."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        for module in imported_modules(statement):
            for function, tables in _helper_tables(module).items():
                scope[f"{module}.{function}"] = tables
                if isinstance(statement, ast.ImportFrom) and function in {alias.name for alias in statement.names}:
                    scope[function] = tables
        return set()
    used, stored = names_in(statement) & set(data.names()), set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            stored.add(node.id)
        elif isinstance(node, ast.Name):
            used |= scope.get(node.id, set())
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            used |= scope.get(f"{node.value.id}.{node.attr}", set())
        elif isinstance(node, ast.FunctionDef):
            stored.add(node.name)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name):
            stored.add(node.value.id)  # frame["column"] = … : the frame now rests on these tables, too
            used |= scope.get(node.value.id, set())
    for name in stored:
        scope[name] = set(used)
    return used


@lru_cache
def _helper_tables(module: str) -> dict[str, set[str]]:
    """Tables that each function of a helper module names, itself or through functions of the same module."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    known = set(data.names())

    def tables(name: str, seen: frozenset = frozenset()) -> set[str]:
        called = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)} & set(functions)
        found = names_in(functions[name]) & known
        for other in called - seen - {name}:
            found |= tables(other, seen | {name})
        return found

    return {name: tables(name) for name in functions}
