"""Prose with computed values, in which a value is text: no name that comes from a source can become markup.

``say(f"**In short.** {city} leads.")`` shows Markdown, in JupyterLab and in the book alike. What stands in the quotes is
written here and may be markup; what stands in the braces is text, whatever it holds, unless it is ``Markdown`` itself (a
badge, a link made by a helper). By the time a function is called, an f-string has forgotten which of its characters came
from where. Python 3.14 has strings that remember (PEP 750); until they are here, the code of a cell is read before it runs,
and each f-string in a call of ``say`` becomes a ``Markdown`` joined of its parts, which does. So nobody has to think of escaping, and
nobody can forget it: a text that has lost its way, through ``lower`` or a table, is escaped like any other, and what was
meant as markup and made elsewhere shows its asterisks.

Two other ways do not reach as far. Texts of tables as a class of their own do not survive pandas, which keeps strings in
columns of Arrow's. Allowing only some constructs in what ``say`` gets cannot tell an asterisk of a name from one of the
sentence.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from IPython import get_ipython
from markupsafe import Markup as Markup

#: What Markdown, its dialect in JupyterLab or HTML reads as markup: anywhere, or at the beginning of a line (heading, list,
#: rule, comment, label). There a value may stand. Dollar signs are looked after where all others are, in ``Prose``.
_MARKUP = re.compile(
    r"""[\\`*_\[\]<>&"'~|{@] | :(?=//) | (?<=www)\.
    | ^[#=%:(] | ^-(?=[-\s]|$) | ^\+(?=[+\s]|$) | (?:^\d{1,9})[.)](?=\s|$)""",
    re.VERBOSE | re.IGNORECASE,
)


def escaped(value: object) -> str:
    """A value as text within Markdown: on one line, with all that would be markup as references to characters.

    References and not backslashes, because they mean the same in Markdown and in an attribute of HTML within it.
    """
    line = " ".join(str(value).splitlines())
    return _MARKUP.sub(lambda match: f"{match.group()[:-1]}&#{ord(match.group()[-1])};", line)


class Markdown(str):
    """Markdown written by the report's own code. Never made from text that comes from elsewhere: ``of`` is for that."""

    __slots__ = ()

    @classmethod
    def of(cls, *parts: object) -> Markdown:
        """Markdown from parts in their order: those that are Markdown as they are, all others as text."""
        return cls("".join(part if isinstance(part, Markdown) else escaped(part) for part in parts))

    def __add__(self, other: str) -> Markdown:
        return Markdown.of(self, other)

    def __radd__(self, other: str) -> Markdown:
        return Markdown.of(other, self)

    def join(self, parts: Iterable[object]) -> Markdown:
        """The parts with this between them, those that are no Markdown as text."""
        first, *others = [*parts] or [""]
        return Markdown.of(first, *(piece for part in others for piece in (self, part)))

    def format(self, *args: object, **kwargs: object) -> Markdown:
        """The fields filled with values, those that are no Markdown as text. Fields are ``{name}``, without more."""
        given = {name: Markdown.of(value) for name, value in kwargs.items()}
        return Markdown(str.format(self, *(Markdown.of(value) for value in args), **given))


# ---- the code of cells ----

_Tree = TypeVar("_Tree", bound=ast.AST)


def tell_apart(tree: _Tree) -> _Tree:
    """Code in which each call of ``say`` and ``Html`` knows what is written in it and what is computed.

    ``Html`` is the markup of a table's cell, made of an f-string in the same way. The tree is changed in place.
    Importing this module has a Jupyter kernel do so with each cell from the next one on.
    """
    return ast.fix_missing_locations(_Calls().visit(tree))


class _Calls(ast.NodeTransformer):
    """Finds these calls, wherever they stand."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        inside = _INSIDE.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
        if inside is None:
            return self.generic_visit(node)
        node.args = [inside.made(node, [inside.written(argument)]) for argument in node.args]
        return node


class _Inside(ast.NodeTransformer):
    """Within such a call: what is written in quotes and becomes part of the text is markup of a ``kind``."""

    def __init__(self, kind: str):
        # The name is found from here: what a chapter calls by the same name is its own.
        self.kind = f"__import__({__name__!r}, fromlist=['{kind}']).{kind}"

    def written(self, node: ast.expr) -> ast.expr:
        """Code whose value becomes part of the text; if it is a constant, that is markup."""
        constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
        return self.call("", node, [node]) if constant else self.visit(node)

    def made(self, at: ast.expr, parts: list[ast.expr]) -> ast.expr:
        """Code that makes markup of parts in their order."""
        return self.call("('').join", at, [ast.copy_location(ast.Tuple(parts, ast.Load()), at)])

    def call(self, method: str, at: ast.expr, arguments: list[ast.expr]) -> ast.expr:
        function = ast.parse(self.kind + method, mode="eval").body
        return ast.copy_location(ast.Call(function, arguments, []), at)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        parts: list[ast.expr] = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue) and part.conversion == -1 and part.format_spec is None:
                parts.append(self.visit(part.value))
            elif isinstance(part, ast.FormattedValue):  # formatted as ever, and then a text
                parts.append(ast.copy_location(ast.JoinedStr([part]), node))
            else:
                parts.append(self.written(part))
        return self.made(node, parts)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        node.left, node.right = self.written(node.left), self.written(node.right)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            node.func.value = self.written(node.func.value)
        return self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        node.value = self.visit(node.value)  # what stands in brackets is a key
        return node


#: What these calls make of their f-strings: Markdown of this module, and markup as templates make it.
_INSIDE = {"say": _Inside("Markdown"), "Html": _Inside("Markup")}


class _ForKernel(ast.NodeTransformer):
    """``tell_apart`` as IPython wants it."""

    def visit(self, node: ast.AST) -> ast.AST:
        return tell_apart(node)


if (_kernel := get_ipython()) and not any(type(known).__name__ == "_ForKernel" for known in _kernel.ast_transformers):
    _kernel.ast_transformers.append(_ForKernel())


# ---- what a cell shows ----


class Prose:
    """Markdown text that shows as prose in JupyterLab and in the book, and as itself anywhere else."""

    def __init__(self, markdown: Markdown):
        # Lines of one paragraph may be indented in the notebook; Markdown would make code blocks of them.
        lines = "\n".join(line.strip() for line in markdown.strip().splitlines())
        undone = re.sub(r"\\?\$", "$", lines)
        self.plain = re.sub(r"&#(\d+);", lambda reference: chr(int(reference.group(1))), undone)
        # Two prices in a sentence would be a formula in JupyterLab, whose Markdown renderer takes the backslash of ``\$``
        # away before MathJax looks; a backslash from a source could begin one, too.
        self.markdown = undone.replace("$", r"<span>\$</span>").replace("&#92;", "<span>&#92;</span>")

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        return self.plain


def say(markdown: str) -> Prose:
    """Show a passage of Markdown that is written in the call; values in it are text, dollar signs are dollars.

    Raises TypeError where the two cannot be told apart any more: in code that no kernel has read for it.
    """
    if not isinstance(markdown, Markdown):
        raise TypeError(
            "say was given a finished text, in which names from sources cannot be told from markup. In a chapter, import it "
            "in a cell before this; elsewhere, give it Markdown, as Markdown('**{}**').format(name)."
        )
    return Prose(markdown)


def key_figures(figures: Mapping[str, str]) -> Prose:
    """The figures a chapter ends with, as a list under a heading: what is measured, with unit and date, and its value."""
    line = Markdown("- {}: **{}**")
    return Prose(Markdown("## Key figures\n\n") + Markdown("\n").join(line.format(*item) for item in figures.items()))
