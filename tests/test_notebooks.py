"""The notebooks as they are stored: small, stripped, and with key figures that nbval compares."""

import ast
import re
import subprocess
import sys

import nbformat
import pytest
from conftest import ROOT, named_areas

from chores import chapters, check, notebooks
from mlcareer.text import count, money

CHAPTERS = sorted((ROOT / "book").glob("*.ipynb"))
NAMES = [path.stem for path in CHAPTERS]
VIEWS = {path.stem: path for path in sorted((ROOT / "src" / "mlcareer" / "views").glob("[!_]*.py"))}

#: The most lines of a code cell: what is longer belongs into a view, where it can be tested.
LONGEST = 25


def read(path):
    return nbformat.read(path, as_version=4)


def key_figures(path) -> str:
    (cell,) = (cell for cell in read(path).cells if notebooks.KEY in cell.metadata.get("tags", []))
    return cell.outputs[0]["data"]["text/plain"]


def test_every_notebook_is_a_chapter():
    assert sorted(f"book/{name}" for name in NAMES) == sorted(check.documents())
    assert {"index", "qualifications", "cities", "salaries", "faq", "claims", "methods"} <= set(NAMES)


@pytest.mark.parametrize("path", CHAPTERS, ids=NAMES)
def test_stored_form(path):
    notebook = read(path)
    assert len(notebook.cells) <= 26
    assert notebook.cells[0].source.startswith("# ")
    assert notebooks.strip(read(path)) == notebook, "run: python scripts/run.py notebooks strip"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            tags = cell.metadata.get("tags", [])
            assert "hide-input" in tags
            assert bool(cell.outputs) == (cell.execution_count is not None) == (notebooks.KEY in tags)


def long_cells(cells) -> list[str]:
    """Code cells of more than LONGEST lines: a cell chooses, a view speaks."""
    lines = {cell.id: len(cell.source.splitlines()) for cell in cells if cell.cell_type == "code"}
    return [f"{name}: {number} lines" for name, number in lines.items() if number > LONGEST]


@pytest.mark.parametrize("path", CHAPTERS, ids=NAMES)
def test_no_code_cell_is_long(path):
    assert long_cells(read(path).cells) == []


def unseen(cells) -> list[str]:
    """What a cell makes and does not show: a notebook shows the last expression alone. ``presume`` shows nothing."""
    return [
        f"{cell.id}: {ast.unparse(line)[:40]}"
        for cell in cells
        if cell.cell_type == "code"
        for line in ast.parse(cell.source).body[:-1]
        if isinstance(line, ast.Expr) and called(line.value) != "presume"
    ]


@pytest.mark.parametrize("path", CHAPTERS, ids=NAMES)
def test_all_that_a_cell_says_is_shown(path):
    assert unseen(read(path).cells) == []


def test_what_is_not_shown_is_seen():
    (told,) = unseen(made_up("presume('Yes.', True)\nsay('lost')\n1"))
    assert told.endswith(": say('lost')")


def test_a_long_cell_is_seen():
    assert not long_cells(made_up("1\n" * LONGEST, "text\n" * 99))
    assert len(long_cells(made_up("1\n" * (LONGEST + 1)))) == 1


# ---- what a chapter says, itself or by the views that it uses, and what holds its words to the data ----

#: Calls whose texts a page does not show: checks, and what names tables, rows and columns.
UNSHOWN = {"presume", "load", "indexed", "index_by", "period", "cite", "resource", "query", "endswith"}

#: Words that give a number.
NUMBER = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|hundred|thousand|million|half|halve|"
    r"third|quarter|fifth|tenth|twice|thrice|times)s?\b",
    re.I,
)

#: Number words that are no facts of the tables: pattern -> why. The others are computed, or stand in a presumption.
IDIOMS = {
    r"[Hh]alf (?:less|earn|of the (?:nation's|advertised|engineers|visa)|of them earn)|half less": "what a median is",
    r"[Hh]alf of the … in … earn more": "what a median is",
    r"[Mm]iddle (?:half|halves)": "what lies between the 25th and the 75th percentile",
    r"[Oo]ne in four|one in ten": "what the 25th and the 10th percentile are",
    r"2 is (?:twice the average|twice that)": "what a location quotient is",
    r"1\.96 times": "what a 95% interval is",
    r"an hourly wage times": "how the wage survey makes an annual wage",
    r"times the (?:price level|root of the sum)": "how a figure is derived",
    r"two letters of a state": "the postal abbreviation",
    r"… million": "a unit",
    r"… times": "after a computed ratio",
    r"[Tt]wo (?:different )?places|how do two differ": "a comparison is of two",
    r"two ends of a range": "a range has two",
    r"at least two of three measures": "the rule, which src/mlcareer/claims/ holds",
    r"most advertisements have two": "of the raw file's rows, which no table holds",
    r"[Ff]our (?:questions|things)": "the page's own list",
    r"three years of panels": "how the survey is made",
}

#: Periods that a chapter types: (chapter, period) -> why. All others come from ``data.period``.
TYPED_PERIODS = {("faq", "FY2023"): "a year chosen from the table's range, to compare with"}

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
PERIOD = re.compile(
    rf"(?<![\w-])(?:(?:(?:{MONTHS}) to )?(?:FY|(?:{MONTHS}) )?(?:19|20)\d\d(?:–\d\d)?(?!\d)"
    rf"|O\\?\*NET \d+(?:\.\d+)?|[Rr]elease \d+(?:\.\d+)?)"
)


def called(node) -> str:
    """The name of the function or method that a call is of."""
    return getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""


def whole(node) -> str:
    """A text of the code in one piece, "…" where a computed part stands; "" for anything else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(whole(part) if isinstance(part, ast.Constant) else "…" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def texts(node) -> list[str]:
    """All texts in code that a page may show: no docstrings, no formats, no names of columns, nothing of UNSHOWN."""
    if called(node) in UNSHOWN:
        return []
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and ast.get_docstring(node):
        return [text for child in node.body[1:] for text in texts(child)]
    if isinstance(node, ast.Subscript):
        return texts(node.value)
    if isinstance(node, ast.FormattedValue):
        return texts(node.value)
    if isinstance(node, ast.JoinedStr):
        return [
            whole(node),
            *(text for part in node.values if not isinstance(part, ast.Constant) for text in texts(part)),
        ]
    return [whole(node), *(text for child in ast.iter_child_nodes(node) for text in texts(child))]


def used(cells) -> list[str]:
    """The views that code cells import."""
    trees = [ast.parse(cell.source) for cell in cells if cell.cell_type == "code"]
    imports = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = [alias.name for node in imports if node.module == "mlcareer.views" for alias in node.names]
    return names + [node.module.rpartition(".")[2] for node in imports if node.module.startswith("mlcareer.views.")]


def view(name: str):
    """The code of a view as a cell."""
    return nbformat.v4.new_code_cell(VIEWS[name].read_text(encoding="utf-8"), id=f"views-{name.replace('_', '-')}")


def spoken(path) -> list:
    """All that speaks in a chapter: its cells, and the code of the views that it uses."""
    cells = read(path).cells
    return [*cells, *(view(name) for name in dict.fromkeys(used(cells)))]


def prose(cells) -> list[tuple[str, str]]:
    """(cell, text) for all that a chapter shows: Markdown cells, and the fixed parts of the texts in its code."""
    shown = []
    for cell in cells:
        parts = [cell.source] if cell.cell_type == "markdown" else texts(ast.parse(cell.source))
        shown += [(cell.id, text.replace("\\$", "$")) for text in parts if text]
    return shown


def arguments(cells, function: str) -> list[str]:
    """The first argument of each call of a function, where it is a text."""
    trees = [ast.parse(cell.source) for cell in cells if cell.cell_type == "code"]
    return [whole(node.args[0]) for tree in trees for node in ast.walk(tree) if called(node) == function and node.args]


def asserts(cells) -> list[str]:
    """Cells with a bare assert: its failure tells nobody which sentence to rewrite."""
    code = [cell for cell in cells if cell.cell_type == "code"]
    return [cell.id for cell in code for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Assert)]


def typed_figures(cells) -> list[str]:
    """Figures come from computations. What may be typed: cuts chosen here, a source's limits."""
    chosen = r"1,000 (such|data|jobs)|\$499,750|nearest \$100|\$100\)|\$239,200|95 ?%|every 1,000|Per 1,000"
    figure = re.compile(r"\$ ?\d|\d,\d{3}|(?<!\d)\d{1,3}[ \u00a0\u2009\u202f]\d{3}(?!\d)|\d\s?%|\d\s?per ?cent")
    return [
        f"{cell}: {typed[0]!r} in {text!r}"
        for cell, text in prose(cells)
        for typed in figure.finditer(re.sub(chosen, "", text))
    ]


def number_words(cells) -> list[str]:
    """Number words that are no idiom and stand in no presumption of the chapter."""
    presumed = {base(word) for sentence in arguments(cells, "presume") for word in NUMBER.findall(sentence)}
    return [
        f"{cell}: {word!r} in {text!r}"
        for cell, text in prose(cells)
        for word in NUMBER.findall(re.sub("|".join(IDIOMS), "", " ".join(text.split())))
        if base(word) not in presumed
    ]


def base(word: str) -> str:
    word = word.lower()
    return {"halves": "half"}.get(word, word if word == "times" else word.removesuffix("s"))


def typed_periods(cells) -> list[tuple[str, str]]:
    """(cell, period) for each period in words, which a refresh would leave behind: ``data.period`` gives it."""
    return [(cell, period) for cell, text in prose(cells) for period in PERIOD.findall(" ".join(text.split()))]


@pytest.mark.parametrize("path", CHAPTERS, ids=NAMES)
def test_dollars_are_escaped(path):
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"(?<!\\)\$", cell.source), f"an unescaped $ in {cell.id}"


@pytest.mark.parametrize("path", CHAPTERS, ids=NAMES)
def test_what_a_chapter_presumes_is_a_sentence(path):
    """No bare assert: a presumption says what to rewrite, and lets a maintainer see all that fail at once."""
    assert asserts(spoken(path)) == []


@pytest.mark.parametrize("path", CHAPTERS, ids=NAMES)
def test_prose_types_no_figure(path):
    assert typed_figures(spoken(path)) == []


@pytest.mark.parametrize("path", CHAPTERS, ids=NAMES)
def test_number_words_are_computed_or_presumed(path):
    assert number_words(spoken(path)) == []


@pytest.mark.parametrize("path", CHAPTERS, ids=NAMES)
def test_a_chapter_types_no_period(path):
    assert {period for _, period in typed_periods(spoken(path))} == {
        period for chapter, period in TYPED_PERIODS if chapter == path.stem
    }


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_types_no_period(name):
    """Not even one that its chapter may: a view is told of when its figures are."""
    assert typed_periods([view(name)]) == []


def test_every_view_is_used():
    """So the words of each are held to the presumptions of each chapter that uses it."""
    assert {name for path in CHAPTERS for name in used(read(path).cells)} == set(VIEWS)


def test_every_idiom_is_used():
    said = "\n".join(" ".join(text.split()) for path in CHAPTERS for _, text in prose(spoken(path)))
    assert [idiom for idiom in IDIOMS if not re.search(idiom, said, re.M)] == []


def made_up(code: str = "1", markdown: str = "text"):
    """A chapter of two cells."""
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code), nbformat.v4.new_markdown_cell(markdown)]
    ).cells


def test_the_views_of_a_chapter_are_seen():
    cells = made_up(
        "from mlcareer.views import offer, earnings as e\nfrom mlcareer.views.headings import AREA\nimport os"
    )
    assert used(cells) == ["offer", "earnings", "headings"]


def test_a_bare_assert_is_seen():
    assert asserts(made_up("def check():\n    assert x > 1")) and not asserts(made_up('presume("It is so.", x > 1)'))


@pytest.mark.parametrize(
    "text",
    [
        "about \\$120,230",
        "262,440 jobs",
        "262 440",
        "262\u00a0440",
        "262\u202f440",
        "262\u2009440",
        "34 %",
        "34%",
        "34 percent",
        "34 per cent",
    ],
)
def test_a_typed_figure_is_seen(text):
    assert typed_figures(made_up(markdown=f"It is {text} here."))
    assert typed_figures(made_up(f"say(f{f'It is {{x}} {text} here.'!r})"))


@pytest.mark.parametrize(
    "text", ["In 2025 120 areas", "15-1252", "at least \\$239,200", "a 95% interval", "to the nearest \\$100"]
)
def test_what_is_no_typed_figure(text):
    assert not typed_figures(made_up(markdown=text))


@pytest.mark.parametrize(
    "word", ["nine areas", "Ten times as fast", "about a third", "twice", "two thirds", "Halves", "a dozen"]
)
def test_a_number_word_is_seen_until_a_presumption_has_it(word):
    assert number_words(made_up(markdown=word)) and number_words(made_up(f"say(f'{{x}} and {word}')"))
    assert not number_words(made_up(f"presume('It is {word.lower()}.', x)", word))
    assert number_words(made_up("presume('It is eleven.', x)", word))


@pytest.mark.parametrize(
    "code",
    [
        'def one():\n    """Two of them."""\n    return 1',
        '"""Two of them."""\n\n\nclass One:\n    """Two of them."""',
        'frame["ten"]',
        'f"{x:three}"',
        'data.load("nine").query("two > 1")',
        "'the middle half'",
    ],
)
def test_what_is_no_number_word_in_prose(code):
    assert not number_words(made_up(code))


@pytest.mark.parametrize(
    "period",
    [
        "May 2025",
        "2024",
        "2025–35",
        "FY2025",
        "October to December 2023",
        r"O\*NET 30.2",
        "O*NET 30.2",
        "release 30.2",
        "June 2026",
    ],
)
def test_a_typed_period_is_seen(period):
    plain = period.replace("\\", "")
    assert [typed for _, typed in typed_periods(made_up(markdown=f"Wages ({period}) are so."))] == [period]
    assert [typed for _, typed in typed_periods(made_up(f"say('In {plain}.')"))] == [plain]


def test_a_computed_period_is_not_typed():
    assert not typed_periods(
        made_up("say(f\"Wages ({data.period('x')}) are so.\")", "Of the wage tables of that year.")
    )


def test_cities_ends_with_the_jobs_of_each_area():
    figures = key_figures(ROOT / "book" / "cities.ipynb")
    for row in named_areas().itertuples():
        assert re.search(rf"{row.short_name}, May 2025: \*\*{count(row.employment)} \(rank", figures)


def test_salaries_ends_with_the_median_of_each_area():
    figures = key_figures(ROOT / "book" / "salaries.ipynb")
    for row in named_areas().itertuples():
        assert f"{row.short_name}, May 2025: **{money(row.median)}**" in figures


def test_faq_answers_ten_questions_and_those_people_ask():
    source = "\n".join(cell.source for cell in read(ROOT / "book" / "faq.ipynb").cells)
    headings = re.findall(r"^## (\d+)\. .+\?$", source, re.M)
    asked = re.findall(r"^### .+\?$", source, re.M)
    assert headings == [str(number) for number in range(1, 11)] and len(asked) == 9
    assert source.count("*Rests on:*") == len(headings) + len(asked)
    assert source.index("## 10.") < source.index("## Questions people really ask") < source.index(asked[0])


#: The most words of an answer to a question that people ask, before what it rests on.
MOST_WORDS = 60


def test_answers_to_what_people_ask_are_short_and_lead_to_a_control():
    """In the words that a reader sees: links and verdicts count by what they say."""
    shown = chapters.run((ROOT / "book" / "faq.ipynb").read_text("utf-8"), show=False)
    answers = {cell: result.value.markdown for cell, result in shown.items() if cell.startswith("asked-")}
    assert len(answers) == 9
    for cell, markdown in answers.items():
        heading, _, rest = markdown.partition("\n")
        answer, basis, _ = rest.partition("*Rests on:*")
        assert heading.startswith("### ") and basis
        words = re.sub(r"<[^>]+>", "", answer).replace("**", "").split()
        assert len(words) <= MOST_WORDS, (cell, len(words), answer)
        assert re.search(r'href="\w+\.ipynb#[a-z-]+', answer), cell
        assert re.search(r"(19|20)\d\d", markdown), f"{cell} has no date"


def test_strip_drops_outputs_but_not_key_figures():
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("1", execution_count=3, outputs=[nbformat.v4.new_output("stream", text="x")]),
            nbformat.v4.new_code_cell(
                "2",
                execution_count=4,
                outputs=[nbformat.v4.new_output("stream", text="y")],
                metadata={"tags": [notebooks.KEY], "execution": {"at": "noon"}},
            ),
        ],
        metadata={"language_info": {"name": "python", "version": "3.99"}},
    )
    first, second = notebooks.strip(notebook).cells
    assert (first.outputs, first.execution_count) == ([], None)
    assert second.execution_count == 1 and second.outputs and "execution" not in second.metadata
    assert "version" not in notebook.metadata.language_info


@pytest.mark.parametrize("figure, passes", [("$5", True), ("$6", False)])
def test_nbval_compares_key_figures(tmp_path, figure, passes):
    """Seen to fail: a stored figure that the computation does not give."""
    cell = nbformat.v4.new_code_cell(
        "from mlcareer.text import key_figures\nkey_figures({'Median': '$5'})", metadata={"tags": [notebooks.KEY]}
    )
    path = tmp_path / "chapter.ipynb"
    path.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=[cell])))
    assert notebooks.main(["update", str(path)]) == 0
    path.write_text(path.read_text().replace("$5**", f"{figure}**"))
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-c", "/dev/null", "-q", str(path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == passes, done.stdout
