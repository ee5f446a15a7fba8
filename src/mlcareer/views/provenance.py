"""Where each table comes from and what was checked, from the facts that a refresh writes into ``datapackage.json``."""

from __future__ import annotations

from collections.abc import Iterable

from mlcareer import markup
from mlcareer.settings import PACKAGE
from mlcareer.text import count, listing

TEMPLATES = markup.templates(PACKAGE / "templates")


def sources(resources: Iterable[dict]) -> dict[tuple[str, str], list[dict]]:
    """The descriptions of tables by source: (title, producer) -> tables, in their order."""
    grouped: dict[tuple[str, str], list[dict]] = {}
    for about in resources:
        grouped.setdefault((about["sources"][0]["title"], about["producer"]), []).append(about)
    return grouped


def anchor(tables: list[dict]) -> str:
    """The anchor of a source, by the first of its tables."""
    return f"source-{tables[0]['name']}"


class Provenance:
    """One folded passage a source: producer, vintage, license, how it was obtained, what it cannot say; and its tables, each
    with its rows, its columns and what was checked.
    """

    def __init__(self, resources: Iterable[dict]):
        self.sources = sources(resources)

    def _repr_html_(self) -> str:
        shown = TEMPLATES.get_template("sources.html").module.source  # type: ignore[attr-defined]
        return "".join(
            str(shown(anchor(tables), tables[0], [_of_table(about) for about in tables]))
            for tables in self.sources.values()
        )

    def __repr__(self) -> str:
        return "\n".join(
            f"{title} ({producer}): {', '.join(about['name'] for about in tables)}"
            for (title, producer), tables in self.sources.items()
        )


def _of_table(about: dict) -> dict:
    schema = about["schema"]
    return {
        "name": about["name"],
        "description": about["description"],
        "rows": about["rows"],
        "checked": checked(schema),
        "columns": [{"name": field["name"], "words": described(field)} for field in schema["fields"]],
    }


def checked(schema: dict) -> str:
    """What a refresh checked of a table beyond its columns, as sentences: its key, and where its codes stand."""
    references = [
        f"Each {key['fields'][0]} stands in {key['reference']['resource']}." for key in schema.get("foreignKeys", [])
    ]
    return " ".join([f"Each is of another {listing(schema['primaryKey'])}.", *references])


def described(field: dict) -> str:
    """A column in words: title, unit, and the bounds that its values were checked against."""
    limits = field["constraints"]
    bounds = {
        "unit": field.get("unit", ""),
        "values": _one_of(limits["enum"]) if "enum" in limits else "",
        "range": _range(limits.get("minimum"), limits.get("maximum")),
        "once": "each once" if limits.get("unique") else "",
        "empty": "" if limits.get("required") else "may be empty",
    }
    told = ", ".join(filter(None, bounds.values()))
    return f"{field['title']}{f' ({told})' if told else ''}"


def _one_of(values: list) -> str:
    if len(values) == 1:
        return f"always {values[0]}"
    few = len(values) <= 6 and sum(len(str(value)) for value in values) <= 60
    return f"one of: {'; '.join(map(str, values))}" if few else f"one of {len(values)} values"


def _range(least: float | None, most: float | None) -> str:
    if least is None and most is None:
        return ""
    if most is None:
        return f"{_number(least)} or more"
    return f"{_number(most)} or less" if least is None else f"{_number(least)} to {_number(most)}"


def _number(figure: float | None) -> str:
    return count(figure) if float(figure or 0).is_integer() else f"{figure:g}"
