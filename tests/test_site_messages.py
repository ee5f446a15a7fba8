"""Bad input is told in one line that names it, and no traceback follows."""

import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest
import warm
import yaml
from conftest import ROOT
from docutils import nodes
from sphinx.errors import ConfigError, ExtensionError

from chores import rehearse
from mlcareer.site import checks, messages
from mlcareer.site import page as pages


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the project whose book is one page."""
    folder = tmp_path_factory.mktemp("copy") / "report"
    with rehearse.copy(folder) as project:
        for path in (project / "book").glob("*.ipynb"):
            path.unlink()
        text = nbformat.v4.new_markdown_cell("# A page\n\nIt says little.", id="text")
        metadata = {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=[text], metadata=metadata), project / "book" / "index.ipynb")
        (project / "_toc.yml").write_text("format: jb-book\nroot: book/index\n")
    return folder


#: What is done to it: the file, a text in it and another in its place, and the line that tells of it.
SPOILED = {
    "a misspelt setting": (
        *("report.toml", "plural =", "plurals ="),
        "report.toml, occupations.data_scientists: there is no key 'plurals'; did you mean 'plural'? There are: code, plural, "
        "singular, short, first, why.",
    ),
    "a misspelt setting of the extension": (
        *("_config.yml", "report_errors_to:", "report_error_to:"),
        "_config.yml, sphinx.config: there is no key 'report_error_to'; did you mean 'report_errors_to'?",
    ),
    "a template that fails": (
        *("src/mlcareer/site/templates/foot.html", "site.citation.year", "site.citation.year.of.old"),
        "Reason: foot.html, line 3: 'str object' has no attribute 'of'",
    ),
    "a template that cannot be read": (
        *("src/mlcareer/site/templates/page.html", "{% endblock %}", "{% endblok %}"),
        "Reason: page.html, line 4: Encountered unknown tag 'endblok'. Jinja was looking for the following tags: 'endblock'. "
        "The innermost block that needs to be closed is 'block'.",
    ),
    "a hostile title of the book": (
        *("_config.yml", "title: Becoming", "title: <img src=x onerror=alert(1)> Becoming"),
        "_config.yml, title: '<img src=x onerror=alert(1)> Becoming a machine learning engineer in the USA' holds markup; a "
        "title is a line of text without < and >.",
    ),
    "a hostile title of a chapter": (
        *("book/index.ipynb", "# A page", "# A <img src=x onerror=alert(1)> page"),
        "book/index: the heading 'A <img src=x onerror=alert(1)> page' holds markup; a heading is a line of text without < "
        "and >.",
    ),
}


#: Cases with a like among the others.
ALIKE = {"a template that cannot be read", "a misspelt setting of the extension", "a hostile title of the book"}
assert ALIKE < SPOILED.keys()


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=pytest.mark.slow if case in ALIKE else ()) for case in SPOILED]
)
def test_bad_input_is_one_line(copy, tmp_path, case):
    name, old, new, told = SPOILED[case]
    project = shutil.copytree(copy, tmp_path / "report")
    text = (project / name).read_text("utf-8")
    assert old in text
    (project / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    status, printed = warm.build(project, rehearse.environment(project))
    lines = re.sub(r"\x1b\[[\d;]*m", "", printed).splitlines()
    assert status != 0 and lines.count(told) == 1, printed[-3000:]
    assert "Traceback" not in printed


def test_only_what_stands_above_goes_without_a_traceback():
    """An error of which nobody has told keeps its traceback."""

    def printed(code: str) -> str:
        code = f"from mlcareer.site import messages; messages.leave_out_traceback(); {code}"
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr

    told = f"raise RuntimeError('{messages.TOLD}.')"
    assert printed(f"{told} from ValueError('x')") == f"{messages.TOLD}.\n"
    for code in (
        told,
        "raise RuntimeError('x') from ValueError('y')",
        f"raise ValueError('{messages.TOLD}') from OSError()",
    ):
        assert "Traceback" in printed(code)


def config(tmp_path, content: dict, **more) -> SimpleNamespace:
    """What Sphinx makes of ``_config.yml``, which is written."""
    (tmp_path / "_config.yml").write_text(yaml.safe_dump(content))
    return SimpleNamespace(**{"project": "A", "html_title": "A", "overrides": {}, "values": {"numfig": 1}} | more)


@pytest.mark.parametrize(
    "content, told",
    [
        ({"titel": "x"}, r"_config.yml: there is no key 'titel'; did you mean 'title'\? There are: title, author"),
        ({"html": {"baseurll": ""}}, r"_config.yml, html: .*'baseurll'; did you mean 'baseurl'\? There are: favicon"),
        ({"execute": {"xyz": 1}}, r"_config.yml, execute: there is no key 'xyz'\. There are: execute_notebooks"),
        ({"sphinx": {"configs": {}}}, r"_config.yml, sphinx: .*did you mean 'config'"),
    ],
)
def test_a_key_that_jupyter_book_would_pass_over(tmp_path, content, told):
    with pytest.raises(ConfigError, match=told) as refusal:
        checks.refuse_settings(SimpleNamespace(confdir=tmp_path), config(tmp_path, content))
    assert "\n" not in str(refusal.value)


def test_settings_that_are_known(tmp_path):
    given = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    known = {
        "title": "x",
        "parse": {"myst_url_schemes": ["https"]},
        "bibtex_bibfiles": "x",
        "html": {"analytics": {"x": 1}},
    }
    for content in (given, known):
        checks.refuse_settings(
            SimpleNamespace(confdir=tmp_path), config(tmp_path, content, overrides={"numfig": 0, "html_context.x": 1})
        )


@pytest.mark.parametrize("title", ["A <b> book", "A > B", "Two\nlines", "A bell\x07"])
def test_a_title_that_is_none(tmp_path, title):
    for names in ({"project": title}, {"html_title": title}):
        with pytest.raises(ConfigError, match="_config.yml, title: .* holds markup"):
            checks.refuse_settings(SimpleNamespace(confdir=tmp_path), config(tmp_path, {}, **names))


def headed(*parts: nodes.Node) -> None:
    """A page with this heading, looked at."""
    title = nodes.title("", "", *parts)
    doctree = SimpleNamespace(findall=lambda kind: iter([title] if parts else []))
    checks.refuse_titles(SimpleNamespace(env=SimpleNamespace(docname="book/one")), doctree)


def test_headings():
    headed(nodes.Text("AT&T pays "), nodes.emphasis("", "more"))
    for parts in (
        [nodes.Text("a <b")],
        [nodes.Text("a"), nodes.raw("", "<b>", format="html")],
        [nodes.emphasis("", "a>b")],
    ):
        with pytest.raises(ExtensionError, match="^book/one: the heading .* holds markup"):
            headed(*parts)
    with pytest.raises(ExtensionError, match="^book/one: the page has no title. Begin it with a heading"):
        headed()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "here", "/report", "x:a@b", 5, ["a@b.org"]]
)
def test_an_address_for_errors_that_is_none(address):
    with pytest.raises(ConfigError, match=r"The address for errors is .*report_errors_to: in _config.yml"):
        pages._report_address(address)


def test_an_address_for_errors():
    for address in ("", "https://example.org/issues", "mailto:a@example.org"):
        assert pages._report_address(address) == address
    assert pages._report_address("a@example.org") == "mailto:a@example.org"
