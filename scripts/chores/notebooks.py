"""Keep the notebooks in the form in which they are stored: no outputs, except those of the key-figure cells.

Reads and writes  book/*.ipynb

    python scripts/run.py notebooks strip     after work in JupyterLab: drop outputs and counts
    python scripts/run.py notebooks update    after a refresh of the data: run every chapter, store its key figures anew

A key-figure cell (tag ``key-figures``) keeps its output and its execution count: nbval compares the outputs of cells
that have a count, and only runs the others.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

import chores
from chores.building import BOOK

KEY = "key-figures"


def main(arguments: list[str] | None = None) -> int:
    parser = chores.parser(__name__, __doc__)
    parser.add_argument("what", choices=["strip", "update"])
    parser.add_argument("notebooks", nargs="*", type=Path, help="default: every chapter in book/")
    options = parser.parse_args(arguments)
    for path in options.notebooks or sorted(BOOK.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        if options.what == "update":
            try:
                NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": path.parent}}).execute()
            except CellExecutionError as error:
                print(f"{path.name}: a cell failed, nothing was stored.\n{error}", file=sys.stderr)
                return 1
        changed = write(strip(notebook), path)
        print(f"{path.name}: {'written' if changed else 'unchanged'}")
    return 0


def strip(notebook: NotebookNode) -> NotebookNode:
    """Drop outputs, execution counts and what editors leave behind; keep the key-figure cells' outputs and counts."""
    for cell in notebook.cells:
        for leftover in ("execution", "collapsed", "scrolled", "ExecuteTime"):
            cell.metadata.pop(leftover, None)
        if cell.cell_type != "code":
            continue
        if KEY not in cell.metadata.get("tags", []):
            cell.outputs, cell.execution_count = [], None
        elif cell.outputs:
            cell.execution_count = 1  # any count makes nbval compare; a fixed one makes no difference in git
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = 1
    description = notebook.metadata.get("description")  # of the page, for search engines and shared links
    notebook.metadata = {
        **({"description": description} if description else {}),
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},  # the version would differ from machine to machine
    }
    return notebook


def write(notebook: NotebookNode, path: Path) -> bool:
    """Write a notebook if it differs from the file; return whether it did."""
    text = nbformat.writes(notebook) + "\n"
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8")
    return True
