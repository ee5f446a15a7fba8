"""The index of the search page: every passage of every page, and ways to the card of a place or an occupation.

A passage is what stands under a heading, up to the next one; within it a row of a table that has an anchor is a part of its own.
Code is left out. The index is read off the pages as they are written, so it says what they say, and an unchanged chapter is
in it. It travels as a script, ``_static/passages.js``: a page opened from disk may load a script and may not fetch. The engine
is ``book/_static/search.js``; names that mean the same stand in ``synonyms.toml``. Sphinx's own index and engine know whole
pages only and are left out.
"""

from __future__ import annotations

import json
import tomllib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError

from mlcareer import anywhere, data
from mlcareer.occupations import PROXIES
from mlcareer.settings import edition

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

#: The page, the index and its engine.
PAGE, INDEX, ENGINE = "search", "passages.js", "search.js"

#: Names that mean the same: a list of lists.
SYNONYMS = Path(__file__).with_name("synonyms.toml")

#: Scripts of Sphinx's own search, which no page asks for.
UNUSED = ("searchtools.js", "language_data.js", "doctools.js", "documentation_options.js", "sphinx_highlight.js")

#: The chapters that entries lead to, with the names of explorer and table there, as they stand in addresses.
CARD, TABLE = "book/place", "book/places"
PLACE, OCCUPATION, ROWS = "place.place", "place.occupation", "areas.rows"

#: What is said of each place, and what else finds it together with its name: who is counted there.
CARD_SAYS = "Pay there and at national prices, how many jobs there are, what lies near, and whether moving would pay."
ALSO = " ".join([*PROXIES.values(), "machine learning engineers", "salary"])
ROWS_SAYS = "Jobs, pay and price level of its metropolitan areas, in the table of every place."
OCCUPATION_SAYS = "What they earn and how many jobs there are, in each place."

#: Elements that hold no words to find, and classes of such: code, pictures, controls, what a build adds later.
_SILENT = {"svg", "script", "style", "template", "noscript", "form", "pre", "footer"}
_SILENT_CLASSES = {"hide", "headerlink", "offers", "cell_input", "unsearched"}

_HEADINGS = {f"h{level}" for level in range(1, 7)}

#: Elements within a line: no blank stands where they begin and end. All others part words.
_INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "q", "s", "span", "strong", "sub", "sup", "time", "u"}
#: Spans that are lines of their own.
_LINES = ("explorer-", "chart-")


@dataclass
class Passage:
    """What stands under a heading: its parts, each with its anchor; the first has the heading's own."""

    anchor: str
    heading: str = ""
    parts: list[tuple[str, list[str]]] = field(default_factory=list)

    def texts(self) -> list[tuple[str, str]]:
        """Its parts as anchor and text, without those that say nothing; the heading's own is always there."""
        told = [(anchor, " ".join("".join(pieces).split()).rstrip(" ·")) for anchor, pieces in self.parts]
        return [told[0], *(part for part in told[1:] if part[1])]


def passages(html: str) -> list[Passage]:
    """The passages of a page, in order."""
    reader = _Passages()
    reader.feed(html)
    reader.close()
    return reader.found


class _Passages(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Passage] = []
        self.sections: list[str] = []
        self.inside = False  # of the page's article
        self.silent: list[str] = []  # the element that is passed over, and those of its name in it
        self.heading = ""  # the heading that is being read
        self.row = False  # is it a row with an anchor?
        self.named = False  # is it a table whose rows are found by many names? Each of them has an entry

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if self.silent:
            self.silent += [tag] if tag == self.silent[0] else []
        elif tag == "article":
            self.inside = True
        elif not self.inside:
            return
        elif tag in _SILENT or _SILENT_CLASSES & set(about.get("class", "").split()) or tag == "tbody" and self.named:
            self.silent = [tag]
        elif tag == "section":
            self.sections.append(about.get("id", ""))
        elif tag in _HEADINGS:
            anchor = about.get("id") or next(filter(None, reversed(self.sections)), "")
            self.found.append(Passage(anchor, parts=[(anchor, [])]))
            self.heading = tag
        elif self.found:
            if tag == "tr" and about.get("id"):
                self.found[-1].parts.append((about["id"], []))
                self.row = True
            elif tag == "tr" and self.row:
                self._leave_row()
            elif tag == "table":
                self.named = "data-names" in about
            if tag not in _INLINE or about.get("class", "").startswith(_LINES):
                self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag == self.silent[0]:
                self.silent.pop()
        elif not self.inside:
            return
        elif tag == "article":
            self.inside = False
        elif tag == "section":
            self.sections.pop()
        elif tag == self.heading:
            self.heading = ""
        elif tag == "table" and self.row:
            self._leave_row()
        elif tag in ("td", "th"):
            self._add(" · ")
        elif tag not in _INLINE:
            self._add(" ")

    def handle_data(self, data: str) -> None:
        if self.inside and not self.silent:
            self._add(data)

    def _leave_row(self) -> None:
        """What follows a row with an anchor belongs to the heading again."""
        self.row = False
        self.found[-1].parts.append((self.found[-1].anchor, []))

    def _add(self, text: str) -> None:
        if self.heading:
            self.found[-1].heading += text
        elif self.found:
            self.found[-1].parts[-1][1].append(text)


def synonyms(path: Path = SYNONYMS) -> list[list[str]]:
    """The lists of names that mean the same. Raises ExtensionError, in one line, where the file holds something else."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExtensionError(f"{path.name} cannot be read: {error}") from None
    if set(content) != {"alike"} or not isinstance(content["alike"], list):
        raise ExtensionError(f"{path.name}: it holds {sorted(content)}; it should hold alike, a list of lists, alone.")
    for names in content["alike"]:
        texts = isinstance(names, list) and all(isinstance(name, str) and name.strip() for name in names)
        if not texts or len({name.casefold() for name in names}) < max(2, len(names)):
            raise ExtensionError(f"{path.name}: {names!r} should be two or more names that differ.")
    return content["alike"]


def entries(documents: Iterable[str]) -> list[dict[str, Any]]:
    """Ways to what a reader chooses: states and areas, their rows in the table of every place, and occupations.

    Each kind has the chapter and the ``key`` of its addresses, what follows a name where it is shown, what is said of each, what
    else finds it, and ``names``: label, hint, other names. Towns and counties are left out: they are known where a place is chosen.
    """
    there, found = set(documents), []
    if CARD in there:
        occupations = [[name, "", ""] for name in PROXIES.values()]
        found += [
            _kind(CARD, PLACE, CARD_SAYS, list(_places()), also=ALSO),
            _kind(CARD, OCCUPATION, OCCUPATION_SAYS, occupations),
        ]
    if TABLE in there:
        states = [[name, "", code] for name, code in _states()]
        found.append(_kind(TABLE, ROWS, ROWS_SAYS, states, after=", area by area", also=ALSO))
    return found


def _kind(page: str, key: str, says: str, names: list[list[str]], after: str = "", also: str = "") -> dict[str, Any]:
    return {"page": f"{page}.html", "key": key, "after": after, "says": says, "also": also, "names": names}


def _places() -> Iterator[list[str]]:
    """Label, hint and other names of each place. Of an area the hint names its cities and states in full."""
    more = {place.area: list[str]() for place in edition().places}
    for place in edition().places:
        more[place.area] += place.aliases
    more["USA"] = ["United States", "US", "America", "nation"]
    for code, row in anywhere.places().iterrows():
        names = [code] if row["kind"] == "state" else more.get(str(code) if row["kind"] == "area" else "USA", [])
        yield [row["label"], row["hint"][:1].upper() + row["hint"][1:], ", ".join(map(str, names))]


def _states() -> list[tuple[str, str]]:
    """Name and postal code of each state that has an area, by name."""
    areas = data.load("metros")
    there = {state for title in areas["name"] for state in title.rsplit(", ", 1)[1].split("-")}
    states = data.load("states").sort_values("name")
    return [(name, code) for name, code in zip(states["name"], states["state"]) if code in there]


def script(html: Path, documents: Iterable[str]) -> str:
    """The index of the pages of some documents in the folder ``html``, as a script. The same pages give the same bytes."""
    pages = []
    for document in (documents := list(documents)):
        found = passages((html / f"{document}.html").read_text("utf-8"))
        told = [[passage.heading.strip(), passage.texts()] for passage in found]
        pages.append([f"{document}.html", told])
    index = {"pages": pages, "entries": entries(documents), "synonyms": synonyms()}
    return f"const PASSAGES = {json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n"


# ---- in a build ----


def replace(app: Sphinx) -> None:
    """Let Sphinx make no index of its own."""
    if app.builder.name == "html":
        app.builder.search = False  # type: ignore[attr-defined]


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the index when all chapters are written, and yield the page that asks for it."""
    if app.builder.name != "html":
        return
    out, root = Path(app.outdir), app.config.root_doc
    ordered = dict.fromkeys([root, *app.env.toctree_includes.get(root, []), *sorted(app.env.found_docs)])
    (out / "_static" / INDEX).write_text(script(out, ordered), encoding="utf-8")
    yield PAGE, {}, f"{PAGE}.html"


def load(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Let the search page ask for the engine, and tell it where the index of this build is; no other page has either."""
    if page == PAGE and app.builder.name == "html":
        version = zlib.crc32((Path(app.outdir) / "_static" / INDEX).read_bytes())
        context["index"] = f"{context['pathto'](f'_static/{INDEX}', resource=True)}?v={version:08x}"
        app.add_js_file(ENGINE, loading_method="defer")


def finish(app: Sphinx, error: Exception | None) -> None:
    """Remove Sphinx's own search, which came with the theme and in earlier builds."""
    if error is None and app.builder.name == "html":
        for name in ("searchindex.js", *(f"_static/{script}" for script in UNUSED)):
            Path(app.outdir, name).unlink(missing_ok=True)
