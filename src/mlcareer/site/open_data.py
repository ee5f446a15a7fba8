"""The tables, to take along: copied beside the pages with their data package, and described in the chapter of sources for machines.

A copy lies in the folder ``data`` of the pages, and so in the zip file: ``data/oews_metro.csv``. ``data/datapackage.json``
says of each table its fields with units, its producer, license and checksum.
"""

from __future__ import annotations

import calendar
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2.utils import htmlsafe_json_dumps

from mlcareer import data

if TYPE_CHECKING:
    from markupsafe import Markup
    from sphinx.application import Sphinx

#: The chapter that lists the tables, and the folder of their copies, from the top of the pages.
SOURCES, FOLDER = "book/sources", "data"

#: A description of schema.org has so many letters at least, by Google's guidelines.
SHORTEST = 50

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}

#: What words say of time: a month; or a year, a range of years ("2025–35"), a day ("2026-08-27").
_DATE = re.compile(
    rf"\b(?:(?P<month>{'|'.join(_MONTHS)})|(?P<fiscal>FY)?(?P<year>20\d\d)(?:–(?P<until>\d\d)|-(?P<number>\d\d)(?:-\d\d)?)?)\b"
)


def catalog(address: str) -> dict[str, Any]:
    """Every table as a ``Dataset`` of schema.org. ``address`` is the book's, or empty; then files have addresses within the book.

    Source: https://schema.org/Dataset.
    """
    sets = []
    for name in data.names():
        about = data.resource(name)
        title, description = about["title"], about["description"]
        described = {
            "@type": "Dataset",
            "name": title,
            "identifier": name,
            "description": description if len(description) >= SHORTEST else f"{title}. {description}",
            "version": about["vintage"],
            "creator": {"@type": "Organization", "name": about["producer"]},
            "isBasedOn": about["sources"][0]["path"],
            "license": about["licenses"][0]["path"],
            "variableMeasured": [field["name"] for field in about["schema"]["fields"]],
            "distribution": {
                "@type": "DataDownload",
                "encodingFormat": about["mediatype"],
                "contentUrl": f"{address or '../' * SOURCES.count('/')}{FOLDER}/{about['path']}",
            },
        }
        if covered := coverage(about["period"]) or coverage(about["vintage"]):
            described["temporalCoverage"] = covered
        if address:
            described["url"] = f"{address}{SOURCES}.html#table-{name}"
        sets.append(described)
    return {
        "@context": "https://schema.org/",
        "@type": "DataCatalog",
        "name": data.descriptor()["title"],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
        "dataset": sets,
    }


def script(address: str) -> Markup:
    """The catalog as the content of a script element, which none of its words can end."""
    return htmlsafe_json_dumps(catalog(address), separators=(",", ":"), ensure_ascii=False)


def coverage(words: str) -> str:
    """A period in words as ISO 8601 writes it: ``2025-05``, ``2022/2025-06``; empty where the words name no year.

    It reaches from the first to the last month or year that is named. A fiscal year of the US government begins in October of the
    year before. Of a calendar year of which no month is named, the year is said.
    """
    dates: list[str] = []
    months: list[int] = []  # named and still without a year: "October to December 2023"
    for found in _DATE.finditer(words):
        month, fiscal, year, until, number = found.groups()
        if month:
            months.append(_MONTHS[month])
        elif fiscal:  # months stay for the next: "October to June, FY2024 to FY2026"
            dates += [f"{int(year) - (one >= 10)}-{one:02}" for one in months or [10, 9]]
        else:
            dates += [f"{year}-{one:02}" for one in months] or [f"{year}-{number}" if number else year]
            dates += [year[:2] + until] if until else []
            months = []
    return "/".join(dict.fromkeys([min(dates), max(dates)])) if dates else ""


def copy(app: Sphinx, error: Exception | None) -> None:
    """Copy the tables and their data package beside the pages. Afterwards nothing else lies there."""
    if error is not None or app.builder.name != "html":
        return
    folder = Path(app.outdir, FOLDER)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in (data.DESCRIPTOR, *(data.resource(table)["path"] for table in data.names())):
        shutil.copyfile(data.folder() / name, folder / name)
