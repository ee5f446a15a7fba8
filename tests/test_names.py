"""Names of occupations, places and periods stand in ``report.toml``, in the data, in the claims and in prose that somebody
has reviewed: ``reviewed.csv`` lists it, cell by cell and file by file. A new one fails here.

After a review: ``python tests/test_names.py`` writes the list anew, and the difference is what was reviewed.
"""

import ast
import csv
import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from mlcareer import data, settings

ROOT = settings.ROOT
REVIEWED = Path(__file__).with_name("reviewed.csv")

#: The claims speak of what the article names.
LEFT_OUT = ("src/mlcareer/claims/", "src/mlcareer/settings.py")

#: An alias this short is a word of other uses.
SHORTEST = 4


def patterns():
    """What is looked for: kind -> pattern."""
    edition = settings.edition()
    areas = data.load("metros").set_index("area")["short_name"]
    places = {name for place in edition.places for name in (*place.aliases, place.area)}
    places |= {areas[place.area].rpartition(",")[0] for place in edition.places}
    periods = {period for period in edition.periods.values() if not period.isdigit()}

    def any_of(names):
        longest_first = sorted((name for name in names if len(name) >= SHORTEST), key=len, reverse=True)
        return re.compile(rf"(?<![\w–-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w–])")

    return {
        "occupation": re.compile(r"(?<![\d-])[1-5]\d-\d{4}(?!\d)"),
        "place": any_of(places),
        "period": re.compile(rf"{any_of(periods).pattern}|(?<![\d#])(?:FY)?20[12]\d(?:–\d\d)?(?!\d)"),
    }


def texts():
    """Where names may stand: file, or chapter and cell -> text. Of code, what it holds as text; comments are for us."""
    for notebook in sorted((ROOT / "book").glob("*.ipynb")):
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            yield f"book/{notebook.name}#{cell['id']}", source if cell["cell_type"] == "markdown" else spoken(source)
    for folder in ("src/mlcareer", "scripts"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(LEFT_OUT):
                yield name, spoken(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "scripts" / "sources").glob("*.yml")):
        yield path.relative_to(ROOT).as_posix(), written(path.read_text(encoding="utf-8"))


def spoken(code):
    """The texts that code holds, docstrings left out."""
    tree = ast.parse(code)
    documenting = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and ast.get_docstring(node, clean=False) is not None
    }
    return "\n".join(
        str(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and not isinstance(node.value, bytes) and id(node) not in documenting
    )


def written(facts):
    """The texts that a file of facts holds, keys and values; comments are left out, and what two tables share counts once."""
    return "\n".join(event.value for event in yaml.parse(facts) if isinstance(event, yaml.ScalarEvent))


def named():
    """(where, kind, name) -> how often, in all texts."""
    looked_for = patterns()
    return Counter(
        (where, kind, name)
        for where, text in texts()
        for kind, pattern in looked_for.items()
        for name in pattern.findall(text)
    )


def reviewed():
    with REVIEWED.open(encoding="utf-8", newline="") as file:
        return Counter(
            {(line["where"], line["kind"], line["name"]): int(line["times"]) for line in csv.DictReader(file)}
        )


def test_every_name_outside_of_the_settings_has_been_reviewed():
    new = [f"{where} names {name} ({kind})" for where, kind, name in named() - reviewed()]
    assert not new, (
        "\n".join(new)
        + "\nTake it from report.toml (mlcareer.settings, mlcareer.occupations) or from the data. Where the "
        "words are about it, review them, then: python tests/test_names.py"
    )


def test_no_line_of_the_list_is_left_over():
    gone = [f"{where} no longer names {name}" for where, kind, name in reviewed() - named()]
    assert not gone, "\n".join(gone) + "\nWrite the list anew: python tests/test_names.py"


@pytest.mark.parametrize(
    "kind, text",
    [
        ("occupation", "of 15-1252, too"),
        ("place", "in Seattle, as"),
        ("place", "area 42660"),
        ("period", "in May 2025."),
    ],
)
def test_a_name_is_found(kind, text):
    assert patterns()[kind].findall(text)


@pytest.mark.parametrize("kind, text", [("occupation", "2025-08-28"), ("place", "Seattleite"), ("period", "20251")])
def test_what_only_looks_like_a_name_is_not(kind, text):
    assert not patterns()[kind].findall(text)


def test_a_comment_and_a_docstring_name_nothing():
    assert spoken('"""Of May 2025."""\n# Seattle\nx = f"in {year} Boston"') == "in \n Boston"
    assert written("of:\n  - May 2025  # Seattle\n  - {in: Boston}\n") == "of\nMay 2025\nin\nBoston"


if __name__ == "__main__":
    with REVIEWED.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, lineterminator="\n")
        write.writerow(("where", "kind", "name", "times"))
        write.writerows((*key, times) for key, times in sorted(named().items()))
    sys.exit(0)
