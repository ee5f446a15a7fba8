"""Where each table comes from and what was checked, from the facts that a refresh writes into ``datapackage.json``."""

from __future__ import annotations

from collections.abc import Iterable

from mlcareer import markup
from mlcareer.settings import PACKAGE
from mlcareer.text import listing

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
    with its rows and what was checked.
    """

    def __init__(self, resources: Iterable[dict]):
        self.sources = sources(resources)

    def _repr_html_(self) -> str:
        shown = TEMPLATES.get_template("sources.html").module.source  # type: ignore[attr-defined]
        return "".join(
            str(shown(anchor(tables), tables[0], [{**about, "checked": checked(about["schema"])} for about in tables]))
            for tables in self.sources.values()
        )

    def __repr__(self) -> str:
        return "\n".join(
            f"{title} ({producer}): {', '.join(about['name'] for about in tables)}"
            for (title, producer), tables in self.sources.items()
        )


def checked(schema: dict) -> str:
    """What a refresh checked of a table beyond its columns, as sentences: its key, and where its codes stand."""
    references = [
        f"Each {key['fields'][0]} stands in {key['reference']['resource']}." for key in schema.get("foreignKeys", [])
    ]
    return " ".join([f"Each is of another {listing(schema['primaryKey'])}.", *references])
