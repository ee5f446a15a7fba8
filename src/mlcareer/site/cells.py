"""What stands around a cell: its anchor, the tables it rests on, its folded code; and the list of references.

Each cell has an anchor, its id, and one for each claim that it is the first to discuss; and before its folded code the
tables it rests on, each a link to source, vintage and license in the chapter of sources: from a figure to its source in two
clicks. Folded code is plain ``<details>``: MyST-NB gives each a spoken name that is not what stands there. References are a
plain list: docutils gives them roles that ARIA has deprecated.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from markupsafe import Markup
from myst_nb.sphinx_ import HideCodeCellNode

from mlcareer import data, lineage, verdicts
from mlcareer.site.fingerprints import is_notebook

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

ANCHOR = "mlcareer-cell"

#: The tag of the cell that ends a chapter.
KEY = "key-figures"

#: The class of the frame around a heading and its first cell.
TOGETHER = "together"

#: Where a cell rests on more tables than this, their names stand without producer and period.
MOST_IN_FULL = 6


def note(app: Sphinx, document: str, source: list[str]) -> None:
    """Write into each cell's metadata what will stand around it: Sphinx keeps the metadata and drops the id."""
    if not is_notebook(app.env, document):
        return
    notebook = json.loads(source[0])
    rests_of = lineage.cells(source[0])
    placed: frozenset[str] = frozenset()
    for cell in notebook["cells"]:
        rests = rests_of.get(cell.get("id"), lineage.NOTHING)
        cell["metadata"][ANCHOR] = {  # stored with the page: plain lists only
            "id": cell.get("id"),
            "tables": lineage.tables(rests),
            "described": sorted(rests.described - rests.tables - {"claims"}),
            # The first cell of the chapter that shows a claim's verdict is the one that discusses it.
            "claims": sorted(rests.discussed - placed),
        }
        placed |= rests.discussed
    source[0] = json.dumps(notebook)


def lift_headings(app: Sphinx, doctree: nodes.document) -> None:
    """Make a section of each cell whose words begin with a heading, so that it is one like those of cells of their own.

    MyST reads what a cell says as a passage by itself, in which a heading is no section: the contents of the page would lack it. What
    follows the cell, up to the next section, belongs to it. Key figures end a page and are no part of its contents.
    """
    for cell in list(doctree.findall(nodes.container)):
        if cell.get("nb_element") != "cell_code" or KEY in cell.get("cell_metadata", {}).get("tags", []):
            continue
        rubric = next(cell.findall(nodes.rubric), None)
        if (
            rubric is None
            or rubric.parent.index(rubric)
            or not rubric["ids"]
            or not isinstance(cell.parent, nodes.section)
        ):
            continue
        while (
            _depth(cell) >= rubric["level"]
        ):  # it is in the section of a heading before, of its own level or of a finer one
            before = cell.parent
            moving = before.children[before.index(cell) :]
            del before[before.index(cell) :]
            at = before.parent.index(before) + 1
            before.parent.insert(at, moving)
        around, first = cell.parent, cell.parent.index(cell)
        last = next(
            (at for at in range(first, len(around)) if isinstance(around[at], nodes.section)),
            len(around),
        )
        title = nodes.title(rubric.rawsource, "", *rubric.children)
        section = nodes.section("", title, *around.children[first:last], ids=rubric["ids"], names=rubric["names"])
        around[first:last] = [section]
        doctree.ids |= dict.fromkeys(rubric["ids"], section)
        rubric.parent.remove(rubric)


def _depth(node: nodes.Node) -> int:
    """How many sections a node is in: in that of the page's title alone, one."""
    return sum(isinstance(outer, nodes.section) for outer in _around(node))


def _around(node: nodes.Node) -> Iterator[nodes.Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def anchor(app: Sphinx, doctree: nodes.document) -> None:
    """Give each code cell its anchor, and list before its code the tables it rests on.

    A cell whose id is that of a heading has none of its own: the heading stands beside it and is where the address leads.
    """
    taken = {identifier for node in doctree.findall(nodes.Element) for identifier in node.get("ids", ())}
    for cell in doctree.findall(nodes.container):
        about = cell.get("cell_metadata", {}).get(ANCHOR) if cell.get("nb_element") == "cell_code" else None
        if not about or not about["id"]:
            continue
        anchors = [about["id"], *(f"{verdicts.DISCUSSES}{claim}" for claim in about["claims"])]
        cell["ids"] += [name for name in anchors if name not in taken]
        if line := _rests_on(about["tables"], about["described"]):
            cell.children[0].insert(0, line)


def lay_out(app: Sphinx, doctree: nodes.document, document: str) -> None:
    """Put what a cell shows before its folded code, and cells that show nothing, as the set-up is, at the end of the page.

    A reader comes for the answer; how it was computed is a quiet word below it. In the notebook the order is that of the code.
    """
    silent = []
    for cell in list(doctree.findall(nodes.container)):
        if cell.get("nb_element") != "cell_code" or not isinstance(cell.children[0], HideCodeCellNode):
            continue
        if len(cell.children) > 1:
            cell.append(cell.children.pop(0))
        else:
            cell.parent.remove(cell)
            silent.append(cell)
    title = next(doctree.findall(nodes.title), None)
    (title.parent if title else doctree).extend(silent)
    for title in list(doctree.findall(nodes.title)):
        _hold_together(title)


def _hold_together(title: nodes.title) -> None:
    """Frame a heading with what leads to its first cell: the frame goes to the next sheet of paper whole.

    Firefox knows no other way to keep a heading from being the last thing on a sheet.
    """
    parent = title.parent
    first = parent.index(title)
    last = first + 1
    while last < len(parent) and isinstance(parent[last], nodes.paragraph):
        last += 1
    if last < len(parent) and parent[last].get("nb_element") == "cell_code":
        parent.insert(last + 1, nodes.raw("", "</div>", format="html"))
        parent.insert(first, nodes.raw("", f'<div class="{TOGETHER}">', format="html"))


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
        line += nodes.reference("", name, refuri=f"sources.html#table-{name}", internal=True)
        if len(names) <= MOST_IN_FULL:
            line += nodes.Text(f" ({about['producer']}, {about['cite']})")
    return line


def _open_folded(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag({"classes": ["hide", *node["classes"]]}, "details", ""))
    self.body.append(Markup("<summary>{}</summary>").format(node.get("prompt_show", "Source")))


def _close_folded(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</details>")


def _open_reference(self: HTML5Translator, node: nodes.citation) -> None:
    if not isinstance(node.previous_sibling(), nodes.citation):
        self.body.append(self.starttag({"classes": ["references"]}, "ul", ""))
    self.body.append(self.starttag(node, "li", classes=["citation"]))


def _close_reference(self: HTML5Translator, node: nodes.citation) -> None:
    self.body.append("</li>")
    if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
        self.body.append("</ul>")


def set_visitors(app: Sphinx) -> None:
    """Say how folded code and references are written. Runs after MyST-NB has said so."""
    app.add_node(HideCodeCellNode, override=True, html=(_open_folded, _close_folded))
    app.add_node(nodes.citation, override=True, html=(_open_reference, _close_reference))
