"""The data sources, one file each, and what all of them share.

A source file says where its data come from (``SOURCE``), what its tables hold (``TABLES``), and has one function
``run(raw)`` that reads the raw files and returns one DataFrame a table. It is the only code that knows the raw
shape. ``SOURCES`` below is the list that ``make refresh`` works through.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mlcareer.occupations import ALL, PROXIES
from mlcareer.settings import edition

if TYPE_CHECKING:
    import pandas as pd

    class SourceFile(Protocol):
        """What a source file holds."""

        SOURCE: Source
        TABLES: tuple[Table, ...]

        def run(self, raw: Raw) -> dict[str, pd.DataFrame]: ...


SOURCES = (
    "oews",
    "oews_earlier",
    "price_parities",
    "take_home",
    "projections",
    "projections_earlier",
    "education_assignments",
    "prevailing_wages",
    "onet",
    "occupation_aliases",
    "advertised_pay",
    "developer_survey",
    "visa_filings",
    "package_downloads",
    "certificates",
    "claims",
    "geography",
    "places",
    "us_atlas",
    "place_names",
)

#: Codes of the tables' rows: the three occupations that stand in for the title, then the total.
OCCUPATIONS = (*PROXIES, ALL)

US_GOVERNMENT = {
    "name": "other-pd",
    "title": "Public domain (work of the US government)",
    "path": "https://www.usa.gov/government-copyright",
}
#: States and territories of the wage survey: code of the Federal Information Processing Standards -> postal code.
STATES = dict(
    pair.split()
    for pair in (
        "01 AL,02 AK,04 AZ,05 AR,06 CA,08 CO,09 CT,10 DE,11 DC,12 FL,13 GA,15 HI,16 ID,17 IL,18 IN,19 IA,20 KS,21 KY,22 LA,"
        "23 ME,24 MD,25 MA,26 MI,27 MN,28 MS,29 MO,30 MT,31 NE,32 NV,33 NH,34 NJ,35 NM,36 NY,37 NC,38 ND,39 OH,40 OK,41 OR,"
        "42 PA,44 RI,45 SC,46 SD,47 TN,48 TX,49 UT,50 VT,51 VA,53 WA,54 WV,55 WI,56 WY,66 GU,72 PR,78 VI"
    ).split(",")
)

CREATIVE_COMMONS = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
OWN_LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 (this report)",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


class RefreshError(Exception):
    """A raw file is missing, altered or not laid out as expected. The message says which, and what to do."""


@dataclass(frozen=True)
class Source:
    """Where data come from. Hand-written here; it goes into ``datapackage.json`` word for word."""

    title: str
    producer: str
    cite: str  # what stands behind the producer in a source line, with the vintage
    official: str  # address of the producer's own page
    vintage: str
    period: str  # what its figures are of, as prose names it: "May 2025"; a table may have its own
    licence: dict
    obtained: str  # how the copy read here was had, and which checks it passed
    refetchable: bool  # can an outsider fetch the very files that are read here?
    files: dict[str, str]  # path below the raw folder -> sha256
    cautions: tuple[str, ...] = ()
    attribution: str = ""
    fetch: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # file -> command that fetches it into the folder put behind


@dataclass(frozen=True)
class Table:
    """One tidy table: a file in ``data/`` and its Table Schema. A large one is a Parquet file, the others are CSV."""

    name: str
    title: str
    description: str
    fields: tuple[dict, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[dict, ...] = field(default=())
    period: str = ""  # where it differs from the source's
    format: str = "csv"  # or "parquet"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.{self.format}"

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return [column["name"] for column in self.fields]


def column(
    name: str, kind: str, title: str, unit: str = "", **constraints: bool | float | str | list[str] | list[int]
) -> dict:
    """One field of a Table Schema. ``unit`` is empty for codes and names; ``required`` defaults to true."""
    constraints = {"required": True, **constraints}
    return {
        "name": name,
        "type": kind,
        "title": title,
        **({"unit": unit} if unit else {}),
        "constraints": {key: value for key, value in constraints.items() if value is not False},
    }


def occupation(codes: Iterable[str] = OCCUPATIONS) -> dict:
    """The field of an occupation\'s code, one of ``codes``."""
    return column("occupation", "string", "Occupation, Standard Occupational Classification 2018", enum=list(codes))


def area() -> dict:
    """The field of a metropolitan area's code."""
    return column(
        "area",
        "string",
        f"Metropolitan area, code of {edition().periods['geography']} (00000: the nation)",
        pattern=r"\d{5}",
    )


def state(what: str = "State or territory, postal code") -> dict:
    """The field of a state's postal code."""
    return column("state", "string", what, pattern="[A-Z]{2}")


def to_states() -> dict:
    """A foreign key from ``state`` to the table of states."""
    return {"fields": ["state"], "reference": {"resource": "states", "fields": ["state"]}}


def to_metros() -> dict:
    """A foreign key from ``area`` to the table of metropolitan areas."""
    return {"fields": ["area"], "reference": {"resource": "metros", "fields": ["area"]}}


@dataclass
class Raw:
    """The raw files of one refresh, each checked against its sha256 before it is read."""

    folder: Path
    downloads: Path
    run_command: Callable[[list[str]], None]

    def path(self, source: Source, name: str) -> Path:
        """Return the path of a raw file of ``source``; fetch it where that is possible.

        Raises RefreshError when the file is missing or is not the one that the source names.
        """
        expected = source.files[name]
        if (self.folder / name).is_file():
            return self._checked(self.folder / name, name, expected)
        if name not in source.fetch:
            raise RefreshError(
                f"{name} is not in {self.folder}. It cannot be fetched as read here; its next vintage is at "
                f"{source.official}. Its tables in data/ stay as they are: refresh the other sources with --only."
            )
        target = self.downloads / name
        if target.is_file() and _sha256(target) != expected:
            target.unlink()  # a download that was cut short
        if not target.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            self.run_command([*source.fetch[name], str(target.parent)])
        if not target.is_file():
            raise RefreshError(f"{' '.join(source.fetch[name])} did not bring {target.name}.")
        return self._checked(target, name, expected)

    @staticmethod
    def _checked(path: Path, name: str, expected: str) -> Path:
        actual = _sha256(path)
        if actual != expected:
            raise RefreshError(
                f"{path} has sha256 {actual[:12]}…, but scripts/sources expects {expected[:12]}… for {name}. "
                "A damaged copy: get it again. A new vintage: read its notes, then put the new sha256 and vintage "
                "into the source's file."
            )
        return path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def module(name: str) -> SourceFile:
    """Import one source file by name."""
    return importlib.import_module(f"sources.{name}")


def expect(condition: bool, name: str, what: str) -> None:
    """Raise RefreshError naming the raw file unless its layout is as described."""
    if not condition:
        raise RefreshError(f"{name}: {what}. The layout differs from the one that scripts/sources describes.")


def columns_of(frame: pd.DataFrame, wanted: Collection[str], name: str) -> pd.DataFrame:
    """Return ``frame[wanted]``; raise RefreshError naming the raw file and the columns that are gone."""
    gone = [column for column in wanted if column not in frame.columns]
    expect(not gone, name, f"no column {', '.join(map(repr, gone))}")
    return frame[list(wanted)]
