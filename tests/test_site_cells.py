"""What stands around a cell: headings that a cell's words begin with become sections of the page."""

from docutils import nodes, utils

from mlcareer.site import cells


def cell(words: str, heading: str = "", level: int = 2, tags: tuple[str, ...] = ()) -> nodes.container:
    """A code cell that shows some words, as MyST-NB has it."""
    shown = nodes.container()
    if heading:
        shown += nodes.rubric(heading, "", nodes.Text(heading), level=level, ids=[heading], names=[heading])
    shown += nodes.paragraph(words, words)
    return nodes.container("", shown, nb_element="cell_code", cell_metadata={"tags": list(tags)})


def outline(node: nodes.Element) -> list:
    """Sections as [id, what is in it], and the words of all else."""
    return [
        [child["ids"][0], *outline(child)] if isinstance(child, nodes.section) else child.astext().replace("\n\n", " ")
        for child in node.children
    ]


def page(*parts: nodes.Element) -> nodes.document:
    document = utils.new_document("page")
    document += nodes.section("", nodes.title("", "Title"), *parts, ids=["title"])
    cells.lift_headings(None, document)
    return document


def test_a_cell_that_begins_with_a_heading_makes_a_section_of_what_follows():
    questions = nodes.section("", nodes.title("", "Q"), cell("c", "x", 3), cell("d", "y", 3), cell("more"), ids=["q"])
    document = page(cell("intro"), cell("a", "one"), cell("chart"), cell("b", "two"), questions)
    assert outline(document) == [
        ["title", "Title", "intro", ["one", "one", "a", "chart"], ["two", "two", "b"]]
        + [["q", "Q", ["x", "x", "c"], ["y", "y", "d", "more"]]]
    ]
    assert not list(document.findall(nodes.rubric)) and document.ids["y"]["ids"] == ["y"]


def test_a_coarser_heading_ends_a_finer_one():
    document = page(cell("a", "one"), cell("b", "finer", 3), cell("c", "two"))
    assert outline(document) == [["title", "Title", ["one", "one", "a", ["finer", "finer", "b"]], ["two", "two", "c"]]]


def test_key_figures_and_headings_within_words_stay():
    within = cell("a")
    within.children[0] += nodes.rubric("late", "", nodes.Text("late"), level=2, ids=["late"], names=["late"])
    document = page(within, cell("b", "key", tags=(cells.KEY,)))
    assert outline(document) == [["title", "Title", "a late", "key b"]]
