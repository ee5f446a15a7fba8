"""Text is text: what a source might write in a name becomes no markup, on any page, in any file made from it.

A hostile value stands before each text of each table and of its description. The chapters run on that, and whatever they
show is parsed as a browser would: the value must stand there whole, character by character. Markup that it made would have
eaten some of its characters, or would stand in an attribute.
"""

import ast
import csv
import io
import json
import re
import shutil
from functools import lru_cache
from html import escape
from pathlib import Path

import nbformat
import pytest
import warm
import yaml
from bs4 import BeautifulSoup
from conftest import ROOT
from markdown_it import MarkdownIt

from chores import chapters, prove, tables
from mlcareer import data, prose
from mlcareer.site import search
from predrawn import Explorer, page

#: A formula of spreadsheets first; then what HTML, Markdown and MathJax know. No comma: names are cut there.
HOSTILE = (
    "=hostile <img src=x onerror=hostile()> <script>hostile()</script> &lt;hostile&gt; *hostile* __hostile__ [hostile](//hostile) "
    "``hostile`` ~~hostile~~ $hostile$ \\(hostile\\) www.hostile.test \"hostile' "
)

STRAIGHT = str.maketrans("“”‘’", "\"\"''")

#: Attributes that hold text for readers or for the page's script; all others must hold none.
OF_TEXT = {"aria-label", "aria-valuetext", "title", "alt", "content", "data-room", "data-points", "data-licenses"}

#: Texts of a description that chapters and pages show. A period is checked before a build: it is made of months and years.
DESCRIBED = ("title", "description", "producer", "cite", "obtained", "attribution")


# ---- what is shown ----


def bare(text: str) -> str:
    """A text without white space, in small letters, with straight quotes: lines are broken, names stand within sentences."""
    return "".join(text.translate(STRAIGHT).split()).casefold()


def foul(text: str) -> str:
    """What a text holds of the hostile value beside whole ones, with what stands there; nothing where it is text throughout."""
    left = bare(text).replace(bare(HOSTILE), "")
    for cut in re.findall(r"=hostile[^…]*(?=…)", left):  # tables and pictures cut long texts
        left = left.replace(f"{cut}…", "") if bare(HOSTILE).startswith(cut) else left
    at = left.find("hostile")
    return left[max(0, at - 60) : at + 100] if at >= 0 else ""


def faults(markup: str) -> list[str]:
    """What the hostile value has become in some HTML, other than text."""
    soup = BeautifulSoup(markup, "lxml")
    parts = [foul(soup.get_text())]
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            value = " ".join(value) if isinstance(value, list) else value
            parts.append(foul(value) if name in OF_TEXT else "")
            parts.append(f"{name}={value}" if "hostile" in bare(name if name in OF_TEXT else name + value) else "")
        parts.append(tag.name if "hostile" in tag.name else "")
    return [fault for fault in parts if fault]


def shown(value: object) -> list[str]:
    """The faults of what a cell shows; of an explorer, in some of its states."""
    if isinstance(value, prose.Prose):
        # As a front end that knows Markdown's dialects and links addresses by itself.
        rendered = MarkdownIt("gfm-like", {"html": True}).render(value.markdown)
        return faults(rendered) + [fault for fault in [foul(value.plain)] if fault]
    if isinstance(value, Explorer):
        states = {}
        for part in value.parts:
            every = value.combinations(part)
            states[id(part)] = [value.drawn(part, every[at]) for at in sorted({0, len(every) - 1})]
        told = faults(page.unpublished(value, [[drawn[0]] for drawn in states.values()]))
        for drawn in (drawn for several in states.values() for drawn in several):
            told += [fault for fault in [foul(drawn.sentence)] if fault] + faults(drawn.figure) + faults(drawn.table)
        told += [fault for control in value.controls.values() for label in control.labels if (fault := foul(label))]
        return told
    for name in ("_repr_html_", "_repr_markdown_"):
        if hasattr(value, name):
            return faults(getattr(value, name)())
    return [fault for fault in [foul(repr(value))] if fault]


# ---- hostile tables ----


@lru_cache
def looked_up() -> frozenset[str]:
    """All texts that stand in code: rows are looked up by some of them."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "src").rglob("*.py")]
    trees += [tree for text in chapters.chapters().values() for _, tree in chapters.lineage.code_cells(text)]
    constants = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(value for value in constants if isinstance(value, str))


def free(about: dict) -> list[str]:
    """The columns of a table that may hold any text; the others hold codes that ``data.load`` checks."""
    return [
        field["name"]
        for field in about["schema"]["fields"]
        if field["type"] == "string" and not {"enum", "pattern"} & set(field.get("constraints", {}))
    ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """All tables with a hostile value in each column of free text, and in their descriptions."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    prove.copy_data(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLCAREER_DATA", str(folder))
        for name in data.names():
            frame, columns = data.load(name), free(data.resource(name))
            for column in columns:
                kept = frame[column].isin(looked_up())
                kept &= not kept.all()  # where all are, presumptions fail, and are collected
                frame[column] = frame[column].where(kept, HOSTILE + frame[column])
            if columns:
                prove.put(folder, name, frame)
        path = folder / data.DESCRIPTOR
        package = json.loads(path.read_text("utf-8"))
        for about in package["resources"]:
            about |= {key: HOSTILE + about[key] for key in DESCRIBED if key in about}
            about["cautions"] = [HOSTILE + caution for caution in about["cautions"]]
            about["licenses"][0]["title"] = HOSTILE + about["licenses"][0]["title"]
        path.write_text(json.dumps(package), "utf-8")
        yield folder


def test_each_table_can_hold_it_or_refuses_it(hostile, monkeypatch):
    """Codes are checked when a table is made; all other texts are hostile in what follows."""
    names = [name for name in data.names() if free(data.resource(name))]
    assert len(names) > 10
    for name in names:
        frame = data.load(name)
        for column in free(data.resource(name)):
            assert frame[column].str.contains(HOSTILE, regex=False).any(), f"{name}.{column}"
    about = data.resource("certificates")
    assert {"certificate", "status"}.isdisjoint(free(about))
    frame = data.load("certificates")
    prove.put(hostile, "certificates", frame.assign(status=HOSTILE))
    (told,) = tables.faults(hostile, ["certificates"])
    assert "column status" in told and '"enum"' in told and "\n" not in told
    prove.put(hostile, "certificates", frame)


@pytest.mark.parametrize("name", chapters.chapters())
def test_a_chapter_shows_it_as_text(hostile, name):
    results = chapters.run(chapters.chapters()[name], show=False)
    assert [f"{cell}: {result.error!r}" for cell, result in results.items() if result.error] == []
    told = {cell: shown(result.value) for cell, result in results.items() if result.value is not None}
    assert {cell: faults[0][:300] for cell, faults in told.items() if faults} == {}


@pytest.mark.parametrize(
    "markup", [f"<p>{HOSTILE}", f'<a href="{HOSTILE[:9]}">', "<i hostile>", MarkdownIt().render(HOSTILE), "<hostile>"]
)
def test_markup_is_told_from_text(markup):
    assert faults(markup) and not faults(f'<p title="{escape(HOSTILE)}">{escape(HOSTILE)}</p>')


# ---- a small book: what the kernel, the site and the browser make of it ----

CELLS = {
    "index": (
        "from mlcareer import data, tables\nfrom mlcareer.text import listing, say\nfrom predrawn import Choice, View, explore\n"
        "names = data.load('metros')['name'].head(2)",
        "say(f'**Bold** {listing(names)}\\n{names[0]}')",
        "tables.Table(data.load('certificates')[['name', 'vendor']], names[0], source=data.cite('certificates'))",
        "explore(lambda place: View(sentence=place, table=data.load('certificates')[['name']].head(2)), name='places', title=names[0],\n"
        "        subtitle=names[0], note=names[0], place=Choice(list(names), names[0], kind='select'))",
    ),
    "sources": (),  # which describes all tables for search engines
}


@pytest.fixture(scope="module")
def book(tmp_path_factory, hostile):
    """A book of two chapters with the report's own settings, built on hostile tables."""
    folder = tmp_path_factory.mktemp("book")
    shutil.copytree(hostile, folder / "data")
    # A build begins only where the names of the places are those of report.toml.
    prove.put(
        folder / "data", "places", data.parse(ROOT / "data" / "places.csv", data.resource("places")["schema"], "places")
    )
    (folder / "book").mkdir()
    shutil.copytree(ROOT / "book" / "_static", folder / "book" / "_static")
    shutil.copy(ROOT / "book" / "references.bib", folder / "book")
    shutil.copy(ROOT / "_config.yml", folder)
    toc = {"format": "jb-book", "root": "book/index", "chapters": [{"file": "book/sources"}]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False))
    for name, sources in CELLS.items():
        cells = [nbformat.v4.new_code_cell(source, id=f"c{at}") for at, source in enumerate(sources)]
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_markdown_cell(f"# Title of {name}", id="title"), *cells],
            metadata={"kernelspec": {"name": "python3", "display_name": ""}},
        )
        nbformat.write(notebook, folder / "book" / f"{name}.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLCAREER_DATA", str(folder / "data"))
        status, printed = warm.build(folder)
    assert status == 0, printed[-5000:]
    return folder / "_build" / "html"


def test_pages_hold_it_as_text(book):
    for name in ("book/index.html", "book/sources.html"):
        soup = BeautifulSoup((book / name).read_text("utf-8"), "lxml")
        described = [script.extract() for script in soup.select('script[type="application/ld+json"]')]
        assert bare(HOSTILE) in bare(soup.get_text()) or described
        assert faults(str(soup)) == [], name
    sets = json.loads(described[0].string)["dataset"]
    assert sets and all(about["name"].startswith(HOSTILE) for about in sets)


def test_search_index_holds_words(book):
    text = (book / "_static" / search.INDEX).read_text("utf-8")
    index = json.loads(text.removeprefix("const PASSAGES = ").removesuffix(";\n"))
    told = {heading: " ".join(text for _, text in parts) for _, page in index["pages"] for heading, parts in page}
    assert set(told) == {"Title of index", "Title of sources"}
    assert bare(HOSTILE) in bare(told["Title of index"]) and foul(told["Title of index"]) == ""


def test_in_a_browser_nothing_of_it_runs(book, browser):
    """A table's CSV has it as text, for spreadsheets too; another choice and a search make no markup of it."""
    faulty = []
    page = browser.new_context(offline=True, accept_downloads=True).new_page()
    page.on("pageerror", lambda error: faulty.append(str(error)))
    page.goto((book / "book" / "index.html").as_uri())
    with page.expect_download() as given:
        page.locator("button.csv").first.click()
    rows = list(csv.reader(io.StringIO(Path(given.value.path()).read_text("utf-8-sig"))))
    cells = [cell for row in rows for cell in row if "hostile" in cell]
    assert len(cells) > 10
    assert all(cell.startswith("'" + HOSTILE) for cell in cells)
    page.locator("select").select_option(index=1)
    page.wait_for_function("() => document.querySelector('[data-explorer-sentence]').textContent.includes('Aguadilla')")
    made = "[onerror], a[href*=hostile], #explorer-places em, #explorer-places strong strong"
    assert page.locator(made).count() == 0
    page.goto((book / "search.html").as_uri() + "?q=hostile")
    page.wait_for_selector("#search-results mark")
    assert "<img src=x onerror=" in page.locator("#search-results").text_content()
    assert page.locator(made).count() == 0 and page.locator("article img").count() == 0 and faulty == []
