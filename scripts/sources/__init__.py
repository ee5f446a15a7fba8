"""The data sources, two files each, and what all of them share.

``NAME.yml`` says where the data come from and what the tables hold; ``facts`` reads it. ``NAME.py`` has one function
``run(raw)`` that reads the raw files and returns one DataFrame a table: the only code that knows the raw shape.
``SOURCES`` below is the list that ``make refresh`` works through.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from mlcareer.occupations import ALL, PROXIES
from sources.facts import RefreshError, Source, Table

if TYPE_CHECKING:
    import pandas as pd

    class SourceFile(Protocol):
        """What a source file holds."""

        SOURCE: Source
        TABLES: dict[str, Table]

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
    "employer_filings",
    "package_downloads",
    "hiring_lab",
    "exposure",
    "certificates",
    "claims",
    "geography",
    "places",
    "us_atlas",
    "place_names",
    "scorecard",
    "ncses",
)

#: Codes of the tables' rows: the three occupations that stand in for the title, then the total.
OCCUPATIONS = (*PROXIES, ALL)

#: States and territories of the wage survey: code of the Federal Information Processing Standards -> postal code.
STATES = dict(
    pair.split()
    for pair in (
        "01 AL,02 AK,04 AZ,05 AR,06 CA,08 CO,09 CT,10 DE,11 DC,12 FL,13 GA,15 HI,16 ID,17 IL,18 IN,19 IA,20 KS,21 KY,22 LA,"
        "23 ME,24 MD,25 MA,26 MI,27 MN,28 MS,29 MO,30 MT,31 NE,32 NV,33 NH,34 NJ,35 NM,36 NY,37 NC,38 ND,39 OH,40 OK,41 OR,"
        "42 PA,44 RI,45 SC,46 SD,47 TN,48 TX,49 UT,50 VT,51 VA,53 WA,54 WV,55 WI,56 WY,66 GU,72 PR,78 VI"
    ).split(",")
)


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
        if target.is_file() and _sha256(target) == expected:
            return self._checked(target, name, expected)
        # Beside the place where it is kept: what was cut short, or is another file, never gets there.
        self.downloads.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.downloads, prefix=".fetch-") as folder:
            self.run_command([*source.fetch[name], folder])
            fetched = Path(folder) / target.name
            if not fetched.is_file():
                raise RefreshError(f"{' '.join(source.fetch[name])} did not bring {target.name}.")
            self._checked(fetched, name, expected)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(fetched, target)
        return target

    @staticmethod
    def _checked(path: Path, name: str, expected: str) -> Path:
        with path.open("rb") as file:
            begins = file.read(512).lstrip().lower()
        if not begins or begins.startswith((b"<!doctype html", b"<html")):
            what = "a web page" if begins else "empty"
            raise RefreshError(f"{path} is {what} and not the file that {name} stands for. Get it again.")
        actual = _sha256(path)
        if actual != expected:
            raise RefreshError(
                f"{path} has sha256 {actual[:12]}…, but scripts/sources expects {expected[:12]}… for {name}. "
                "A damaged copy: get it again. A new vintage: read its notes, then put the new sha256 and vintage "
                "into the source's .yml file."
            )
        _refuse_bomb(path)
        return path


#: What a raw file holds at most when it is unpacked, in bytes; the largest here has less than half of it.
LARGEST = 2 * 2**30


def gunzip(packed: IO[bytes], name: str, largest: int = LARGEST) -> bytes:
    """Unpack a gzip file; RefreshError where it holds more than ``largest`` bytes, or is damaged. ``name`` is for the message."""
    content = bytearray()
    try:
        with gzip.open(packed) as file:
            while part := file.read(1 << 24):
                content += part
                if len(content) > largest:
                    raise RefreshError(
                        f"{name} holds more than {largest / 2**30:g} GiB, and no raw file does. Get it again."
                    )
    except (OSError, EOFError, zlib.error) as error:
        raise RefreshError(f"{name} cannot be unpacked ({error}). Get it again.") from None
    return bytes(content)


def _refuse_bomb(path: Path) -> None:
    """Raise for an archive that says it holds more than LARGEST bytes: some readers would unpack it all."""
    size = 0
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    elif path.suffix in (".gz", ".tgz"):
        with path.open("rb") as packed:
            size = len(gunzip(packed, path.name))
    if size > LARGEST:
        raise RefreshError(f"{path.name} holds more than {LARGEST / 2**30:g} GiB, and no raw file does. Get it again.")


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
