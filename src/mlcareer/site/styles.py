"""What a page asks for: the scripts and stylesheets that it needs, and no other.

1. Code is marked up by kind (keyword, text, comment, number) and no finer: half the bytes of a chapter, unfolded by few.
2. Scripts of Sphinx's own search, which the book's stands in for, are left out (``search.UNUSED``).
3. Of the stylesheets, pages ask for the theme's and the book's own. What little they need of the others (Sphinx's,
   MyST-NB's, that of code) stands at the top of ``report.css``.
4. Scripts and styles that are written by hand travel without comments and indentation: a tenth of the bytes of a first view.

A theme or extension that renames one of them loses nothing: pages ask for it again, and a test says so.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import rcssmin
import rjsmin
from ipython_pygments_lexers import IPython3Lexer
from pygments.filter import simplefilter
from pygments.token import Comment, Keyword, Number, String, Text

from mlcareer.site import previews
from mlcareer.site.search import UNUSED

if TYPE_CHECKING:
    from docutils import nodes
    from pygments.filter import Filter
    from pygments.lexer import Lexer
    from pygments.token import _TokenType
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html._assets import _CascadingStyleSheet, _JavaScript

#: Stylesheets that no page asks for: Sphinx's, that of code in all its kinds, that of notebooks, and that of components
#: of the theme that the book does not use.
LEFT_OUT = ("basic.css", "pygments.css", "mystnb.*.css", "styles/furo-extensions.css")

#: How to leave out of a file what a browser does not read, by its suffix. A comment that begins with an exclamation mark
#: tells a license, and stays.
SHORTER: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        ".js": partial(rjsmin.jsmin, keep_bang_comments=True),
        ".css": partial(rcssmin.cssmin, keep_bang_comments=True),
    }
)

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


def clear(app: Sphinx, builder: Builder) -> None:
    """Before pages are written: remove what is copied anew with them. What has left the book Sphinx would leave there."""
    if builder.name == "html":
        for path in Path(app.outdir, "_static").glob("*"):
            if path != Path(app.outdir, previews.FOLDER):  # these are drawn with their pages
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def choose(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Leave in a page's lists what the page needs. Runs after other extensions have added theirs."""
    context["css_files"] = [style for style in context["css_files"] if not _is_one_of(style, LEFT_OUT)]
    context["script_files"] = [script for script in context["script_files"] if not _is_one_of(script, UNUSED)]


def minify(app: Sphinx, error: Exception | None) -> None:
    """Write the scripts and stylesheets of the book and of extensions anew, without what a browser does not read.

    They are read where they were written by hand: where a build has copied nothing, what lies among the pages is so already.
    Those of the theme come minified.
    """
    if error is not None or app.builder.name != "html":
        return
    for folder in (Path(app.confdir, entry) for entry in app.config.html_static_path):
        for path in sorted(folder.rglob("*")):
            written = Path(app.outdir, "_static", path.relative_to(folder))
            if path.suffix in SHORTER and written.is_file():
                written.write_text(SHORTER[path.suffix](path.read_text("utf-8")), encoding="utf-8")


def _is_one_of(asset: _CascadingStyleSheet | _JavaScript, patterns: Iterable[str]) -> bool:
    """Is a script or stylesheet named by one of the patterns, which are of paths below ``_static``?"""
    name = os.fspath(asset.filename or "").removeprefix("_static/")
    return any(fnmatch(name, pattern) for pattern in patterns)
