"""The Sphinx extension that keeps pages light: what no page uses is not sent, what is left is minified.

1. Code is marked up by kind (keyword, text, comment, number) and no finer: half the bytes of a chapter, unfolded by few.
2. Scripts that only the search page needs are left out of the others.
3. The stylesheets of theme, Sphinx and MyST-NB become one file, without the rules for classes that no page and no script
   of this book mentions. The book's own stylesheets go in whole: its scripts may make elements that no page holds yet.
4. Scripts and stylesheets of the book's own are minified.

Each step stands on something that a theme may change. Where it did, the step is left out, so that the page still works,
the build prints which assumption broke, and ``_static/lean.json`` lists it, for a test that fails.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rcssmin
import rjsmin
import tinycss2
from bs4 import BeautifulSoup, SoupStrainer
from ipython_pygments_lexers import IPython3Lexer
from pygments.filter import simplefilter
from pygments.token import Comment, Keyword, Number, String, Text
from sphinx.util import logging

if TYPE_CHECKING:
    from docutils import nodes
    from pygments.filter import Filter
    from pygments.lexer import Lexer
    from pygments.token import _TokenType
    from sphinx.application import Sphinx
    from sphinx.builders.html._assets import _CascadingStyleSheet, _JavaScript
    from sphinx.util.typing import ExtensionMetadata

    class App(Sphinx):
        """Sphinx, once this extension is there."""

        lean: _Lean


logger = logging.getLogger(__name__)

STYLES = "book.css"
REPORT = "lean.json"

#: Builders of pages that browsers read.
BUILDERS = ("html", "dirhtml", "singlehtml")

#: Highlighting of search words, and the keys for it: of use on the search page alone.
SEARCH_SCRIPTS = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")

#: Kinds of code that are told apart in the pages.
KINDS = (Comment, Keyword, Number, String)


@simplefilter
def by_kind(
    self: Filter, lexer: Lexer, stream: Iterable[tuple[_TokenType, str]], options: dict[str, Any]
) -> Iterator[tuple[_TokenType, str]]:
    """A Pygments filter that leaves of each token its kind alone; tokens of no kind become plain text."""
    for token, value in stream:
        yield next((kind for kind in KINDS if token in kind), Text), value


class Code(IPython3Lexer):
    """The notebooks' language, marked up by kind."""

    def __init__(self, **options: Any):
        super().__init__(**options)
        self.add_filter(by_kind())


class _Lean:
    """What one build found out on its way."""

    def __init__(self) -> None:
        self.broken: list[str] = []
        self.shared: list[str] = []  # stylesheets of every page, in the order of the cascade

    def expect(self, holds: bool, assumption: str) -> bool:
        if not holds and assumption not in self.broken:
            self.broken.append(assumption)
            logger.info("lean: an assumption about the theme broke: %s (src/mlcareer/lean.py)", assumption, color="red")
        return holds


def _begin(app: App) -> None:
    app.lean = _Lean()
    if app.builder.name in BUILDERS:
        app.add_css_file(STYLES, priority=1000)


def _remember_shared(
    app: App, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Runs before other extensions add what a single page needs."""
    if app.builder.name in BUILDERS and not app.lean.shared:
        styles = sorted(context["css_files"], key=lambda style: style.priority)
        app.lean.shared = [_name(style) for style in styles if _name(style) != STYLES and _plain(style)]


def _choose(app: App, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Leave in a page's lists what the page needs. Runs after other extensions have added theirs."""
    if app.builder.name not in BUILDERS:
        return
    lean = app.lean
    scripts = [_name(script) for script in context["script_files"]]
    if page != "search":
        for name in SEARCH_SCRIPTS:
            lean.expect(name in scripts, f"a page loads {name}")
        context["script_files"] = [script for script in context["script_files"] if _name(script) not in SEARCH_SCRIPTS]
    context["css_files"] = [style for style in context["css_files"] if _name(style) not in lean.shared]


def _plain(style: _CascadingStyleSheet) -> bool:
    """May a stylesheet become part of another: a file of the book's own, for every medium?"""
    return "://" not in _name(style) and style.attributes == {"rel": "stylesheet", "type": "text/css"}


def _name(asset: _CascadingStyleSheet | _JavaScript) -> str:
    """The file of a script or stylesheet, as a path below ``_static``; empty where it is written into the page."""
    return str(asset.filename or "").removeprefix("_static/")


def _finish(app: App, error: Exception | None) -> None:
    """Write the one stylesheet, and minify the book's own files. Runs when all pages and assets are written."""
    if error is not None or not app.lean.shared:  # no page was written, and no asset copied
        return
    lean, static = app.lean, Path(app.outdir, "_static")
    pages = sorted(Path(app.outdir).rglob("*.html"))
    own = {filename for filename, _ in app.config.html_css_files}
    known = mentioned(pages, static)
    apart, parts = [], []
    for name in lean.shared:
        path = static / name
        if not lean.expect(path.is_file(), f"a stylesheet is _static/{name}"):
            apart.append(f'@import url("{name}");')
            continue
        text = path.read_text("utf-8")
        moved = path.parent != static and re.search(r"url\((?!['\"]?(data:|#|/))", text)
        if lean.expect("@import" not in text and not moved, f"_static/{name} asks for no file relative to itself"):
            parts.append(text if name in own else trim(text, known))
        else:
            apart.append(f'@import url("{name}");')
    sheet = rcssmin.cssmin("\n".join(apart + parts))
    (static / STYLES).write_text(sheet, encoding="utf-8")
    for folder in app.config.html_static_path:
        for source in Path(app.confdir, folder).glob("*"):
            if minify := {".js": rjsmin.jsmin, ".css": rcssmin.cssmin}.get(source.suffix):
                (static / source.name).write_text(minify(source.read_text("utf-8")), encoding="utf-8")
    versions: dict[Path, str] = {}
    for path in pages:
        _set_versions(path, Path(app.outdir), versions)
    (static / REPORT).write_text(json.dumps(lean.broken, indent=1), encoding="utf-8")


def mentioned(pages: list[Path], static: Path) -> set[str]:
    """Every class and id in the pages, and every word in the scripts, for a script may set a class."""
    known: set[str] = set()
    for page in pages:
        for element in BeautifulSoup(page.read_text("utf-8"), "lxml").find_all(True):
            classes: str | list[str] = element.get("class") or []
            known.update([classes] if isinstance(classes, str) else classes)
            known.add(str(element.get("id", "")))
    for script in static.rglob("*.js"):
        known.update(re.findall(r"[\w-]+", script.read_text("utf-8")))
    return known


def trim(sheet: str, known: set[str]) -> str:
    """Return a stylesheet without the selectors that ask for a class or id outside ``known``.

    What stands inside ``:not(…)``, ``:is(…)`` and the like asks for nothing here, so that nothing in use is lost.
    """
    return tinycss2.serialize(
        _trimmed(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), known)
    )


def _trimmed(rules: list, known: set[str]) -> list:
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [part for part in _split(rule.prelude) if _asks_for(part) <= known]
            if not selectors:
                continue
            rule.prelude = tinycss2.parse_component_value_list(",".join(map(tinycss2.serialize, selectors)))
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer") and rule.content:
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            rule.content = _trimmed(inner, known)
            if not rule.content:
                continue
        kept.append(rule)
    return kept


def _split(prelude: list) -> list[list]:
    """The selectors of a rule, each a list of tokens."""
    parts: list[list] = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _asks_for(selector: list) -> set[str]:
    """Classes and ids that an element or its ancestors must have for a selector to apply."""
    names = set()
    for before, token in zip([None, *selector], selector):
        if token.type == "hash" or (token.type == "ident" and before == "."):
            names.add(token.value)
    return names


def _set_versions(page: Path, html: Path, versions: dict[Path, str]) -> None:
    """Let a page ask for scripts and styles by their content, so that a stored copy of an older one is not used.

    Sphinx does so when it writes a page; a page that it does not write again keeps asking for the old one.
    """
    text = before = page.read_text("utf-8")
    for asset in BeautifulSoup(text, "lxml", parse_only=SoupStrainer(["link", "script"])).find_all(True):
        address = str(asset.get("href") or asset.get("src") or "")
        name, _, version = address.partition("?v=")
        path = html / "_static" / name.partition("_static/")[2]
        if path.is_file() and (version or path.name == STYLES):
            now = versions.setdefault(path, hashlib.sha256(path.read_bytes()).hexdigest()[:8])
            text = text.replace(f'"{address}"', f'"{name}?v={now}"')
    if text != before:
        page.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the above to a build. Called by Sphinx; returns the extension's metadata."""
    app.add_lexer("ipython3", Code)
    app.connect("builder-inited", _begin)
    app.connect("html-page-context", _remember_shared, priority=1)
    app.connect("html-page-context", _choose, priority=900)
    app.connect("build-finished", _finish, priority=900)  # after the theme has written its own files
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": False}
