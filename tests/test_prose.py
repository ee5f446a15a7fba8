"""Prose: what is written in a call of ``say`` is markup, what is computed in it is text."""

import ast

import pytest
from IPython.core.interactiveshell import InteractiveShell
from markdown_it import MarkdownIt

from chores import chapters
from mlcareer import lineage, prose, text
from mlcareer.prose import Markdown
from mlcareer.settings import PACKAGE
from mlcareer.tables import Html


def said(code: str, **names: object) -> prose.Prose:
    """The value of code as a chapter has it."""
    tree = prose.tell_apart(ast.parse(code, mode="eval"))
    return eval(compile(tree, "cell", "eval"), {"say": prose.say, "listing": text.listing, **names})


def html(shown: prose.Prose) -> str:
    return MarkdownIt("js-default", {"html": True}).render(shown._repr_markdown_()).strip()


def test_two_prices_are_not_a_formula():
    shown = said(r"say('from $1 to $2, once escaped: \\$3')")
    assert shown._repr_markdown_() == r"from <span>\$</span>1 to <span>\$</span>2, once escaped: <span>\$</span>3"
    assert repr(shown) == "from $1 to $2, once escaped: $3"


def test_indented_prose_is_no_code_block():
    assert said(r"say('\n        one\n        two\n')")._repr_markdown_() == "one\ntwo"


def test_key_figures_are_text():
    shown = text.key_figures({"*Median*": "$5", "Jobs": "<b>7"})
    assert shown._repr_markdown_() == (
        "## Key figures\n\n- &#42;Median&#42;: **<span>\\$</span>5**\n- Jobs: **&#60;b&#62;7**"
    )
    assert repr(shown) == "## Key figures\n\n- *Median*: **$5**\n- Jobs: **<b>7**"


@pytest.mark.parametrize(
    "code, shown",
    [
        ("say(f'**{x}**')", "<p><strong>*x*</strong></p>"),
        ("say('**a** ' + x + f' *{x}*')", "<p><strong>a</strong> *x* <em>*x*</em></p>"),
        ("say('\\n\\n'.join(f'**{y}**' for y in (x, 2)))", "<p><strong>*x*</strong></p>\n<p><strong>2</strong></p>"),
        ("say(f'{x if x else 0} {[x][0]} {d[\"*x*\"]}')", "<p>*x* *x* 1</p>"),
        ("say(f'{3.14159:.2f} {x!r:>7}')", "<p>3.14   '*x*'</p>"),
        ("say(f'{{{x}}}')", "<p>{*x*}</p>"),
        ("say(x)", "<p>*x*</p>"),
        ("say(f'{made} {x}')", "<p><b>B</b> *x*</p>"),
        ("say(f'<time title=\"{quoted}\">t</time>')", '<p><time title="&#34; onload=&#34;f">t</time></p>'),
    ],
)
def test_what_is_written_is_markup_and_what_is_computed_is_text(code, shown):
    names = {"x": "*x*", "d": {"*x*": 1}, "made": Markdown("<b>B</b>"), "quoted": '" onload="f'}
    assert html(said(code, **names)) == shown


def test_a_list_of_written_parts_is_markup():
    assert html(said("""say(f"{listing(f'**{y}** {x}' for y in (1, 2))}")""", x="*x*")) == (
        "<p><strong>1</strong> *x* and <strong>2</strong> *x*</p>"
    )


@pytest.mark.parametrize(
    "value",
    [
        "# a", "#", "- a", "-", "--", "+ a", "+++", "* a", "> a", "1. a", "2) a", "1.", "===", "---", "~~~", "```", "~~a~~",
        "    a", "a\n\nb", "a\n- b", "a\u2028# b", "% a", "(a)=", "| a | b |\n|---|---|", "[a](b)", "![a](b)", "[a]: b",
        "<b>a</b>", "<!-- a", "<a@b.c>", "<https://a.b>", "https://a.b", "HTTPS://a.b", "www.a.b", "a@b.c", "`a`", "{a}`b`",
        "&lt;", "&#42;a&#42;", "__a__", "*a*", "\\*a\\*", "a\\", "[^1]", "$a$", "\\(a\\)",
    ],
)  # fmt: skip
@pytest.mark.parametrize("code", ["say(f'{value}')", "say(f'a\\n{value}\\nb')", "say(f'{value} z')"])
def test_a_value_is_text_wherever_it_stands(value, code):
    line = " ".join(value.splitlines())
    around = {"say(f'{value}')": "{}", "say(f'a\\n{value}\\nb')": "a {} b", "say(f'{value} z')": "{} z"}[code]
    shown = html(said(code, value=value)).replace("<span>$</span>", "$").replace("<span>\\</span>", "\\")
    assert shown.startswith("<p>") and shown.endswith("</p>")
    inner = shown[3:-4].replace("\n", " ")
    assert "<" not in inner, inner
    for entity, character in {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}.items():
        inner = inner.replace(entity, character)
    assert " ".join(inner.split()) == " ".join(around.format(line).split())


@pytest.mark.parametrize("value", ["https://a.b", "www.a.b", "WWW.a.b", "a@b.c"])
def test_no_front_end_makes_a_link_of_a_value(value):
    """JupyterLab links bare addresses by what stands in the source, where none is left."""
    shown = said("say(f'{value}')", value=value)._repr_markdown_()
    assert "://" not in shown and "@" not in shown and "www." not in shown.lower()


def test_markdown_stays_so_and_text_stays_text():
    bold = Markdown("**b**")
    assert bold + "*t*" == "**b**&#42;t&#42;" and "*t*" + bold == "&#42;t&#42;**b**"
    assert isinstance("t" + bold, Markdown) and isinstance(bold + "t", Markdown)
    assert Markdown(" · ").join(["*t*", bold, 3]) == "&#42;t&#42; · **b** · 3" and Markdown(", ").join([]) == ""
    assert Markdown("*{}* {b}").format("<", b=bold) == "*&#60;* **b**"
    assert text.listing(["*t*", bold]) == "&#42;t&#42; and **b**" and text.listing(["*t*", "u"]) == "*t* and u"
    assert text.article(bold) == "a **b**" and isinstance(text.article(bold), Markdown)
    assert type(bold.lower()) is str and type(bold[:3]) is str  # taken apart, it is text


def test_cells_of_tables_are_made_in_the_same_way():
    tree = prose.tell_apart(ast.parse("Html(f'<a title=\"{x}\">{x}</a>').markup", mode="eval"))
    made = eval(compile(tree, "cell", "eval"), {"Html": Html, "x": '<">'})
    assert made == '<a title="&lt;&#34;&gt;">&lt;&#34;&gt;</a>'


def put_together(tree: ast.AST, names: tuple[str, ...]) -> list[int]:
    """The lines where markup is made of a text that was put together before."""
    return [
        call.lineno
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in names
        for part in call.args
        if isinstance(part, ast.JoinedStr | ast.BinOp)
    ]


def test_no_markup_is_made_of_a_text_put_together():
    """Where no kernel reads the code, in helpers, ``Markdown`` and ``Markup`` are filled by ``format``."""
    names = ("Markdown", "Markup", "Html")
    assert put_together(ast.parse("Html(f'<b>{x}</b>'); Markdown('*' + x)"), names) == [1, 1]
    for path in PACKAGE.rglob("*.py"):
        assert put_together(ast.parse(path.read_text("utf-8")), names) == [], path.name
    for name, notebook in chapters.chapters().items():
        for cell, tree in lineage.code_cells(notebook):
            assert put_together(tree, ("Markdown", "Markup")) == [], f"{name}#{cell}"


def test_say_refuses_what_nobody_can_tell_apart():
    with pytest.raises(TypeError, match="say was given a finished text.*import it in a cell before"):
        prose.say("**a**")


def test_a_kernel_reads_cells_so():
    """Importing the module suffices; twice does no harm. Seen with a shell like that of a kernel."""
    shell = InteractiveShell()
    shell.ast_transformers.append(prose._ForKernel())
    shell.run_cell("from mlcareer.text import say; x = '*x*'")
    assert shell.run_cell("say(f'**{x}**')").result.plain == "***x***"
    shell.ast_transformers.append(prose._ForKernel())
    shell.run_cell("from mlcareer.text import say; x = '*x*'")
    assert shell.run_cell("say(f'**{x:s}**')").result.markdown == "**&#42;x&#42;**"
