"""What this edition is: ``report.toml``, read and checked in one place.

A setting that is missing, misspelt or contradicts another is refused in one line that names file, key and what is
possible. ``agree`` holds the settings against the tables: a settings file may name an area that no table has.
"""

from __future__ import annotations

import difflib
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

# Its checks of formats, which no setting has, compile a grammar: more than a second of each start of each notebook.
_GRAMMAR = "rfc3987_syntax"
_loaded = sys.modules.setdefault(_GRAMMAR, None)  # type: ignore[arg-type]  # as if it were not installed
import jsonschema  # noqa: E402

if _loaded is None:
    del sys.modules[_GRAMMAR]

#: The folder of the helpers.
PACKAGE = Path(__file__).resolve().parent
#: The report's folder: all else lies below it.
ROOT = PACKAGE.parents[1]
FILE = ROOT / "report.toml"


class SettingError(ValueError):
    """A setting is missing, misspelt or contradicts something. The message names file, key and what is possible."""


@dataclass(frozen=True)
class Occupation:
    """An occupation: its key in the file, its code (Standard Occupational Classification 2018), and its names."""

    key: str
    code: str
    plural: str  # "Computer research scientists", as a heading has it
    singular: str = ""  # "research scientist", within a sentence; empty for one that does not stand in
    short: str = ""  # "Research scientists", where room is short; the same
    why: str = ""  # of the one that stands first: why it does, as a sentence


@dataclass(frozen=True)
class Place:
    """A place that the article names: its metropolitan area, its city's coordinates (degrees) and the names people use."""

    key: str
    area: str
    latitude: float
    longitude: float
    aliases: tuple[str, ...]
    note: str
    pin: bool  # is it the one drawn for its area?
    label: str = "right"  # where on the map the name stands beside its dot

    @property
    def name(self) -> str:
        """The article's name for it."""
        return self.aliases[0]


@dataclass(frozen=True)
class Settings:
    """All settings. ``occupations`` are those that stand in, the first one first; ``beside`` is by key."""

    title: str
    slug: str
    periods: dict[str, str]  # source, or table where it has its own -> words
    occupations: tuple[Occupation, ...]
    beside: dict[str, Occupation]
    places: tuple[Place, ...]
    average_pay: int  # US dollars a year
    experienced_pay: int  # US dollars a year

    def occupation(self, key: str) -> Occupation:
        """An occupation by its key; SettingError where no setting names it, though the code does."""
        known = {occupation.key: occupation for occupation in (*self.occupations, *self.beside.values())}
        if key not in known:
            raise SettingError(f"{FILE.name}: no occupation has the key {key!r}, which the report needs. {_are(known)}")
        return known[key]


# ---- the schema ----

_TEXT = {"type": "string", "minLength": 1}
_CODE = {"type": "string", "pattern": r"^\d{2}-\d{4}$", "description": "a code like 15-2051"}

#: Of when figures are: a line for each source, and for each table with a period of its own.
PERIODS = (
    "oews",
    "oews_earlier",
    "price_parities",
    "take_home",
    "projections",
    "projections_earlier",
    "education_assignments",
    "prevailing_wages",
    "onet",
    "onet_education",
    "onet_importance",
    "onet_everywhere",
    "onet_titles",
    "occupation_aliases",
    "advertised_pay",
    "developer_survey",
    "visa_filings",
    "visa_employers",
    "visa_certified",
    "visa_nine_months",
    "employer_filings",
    "package_downloads",
    "hiring_lab",
    "postings_software",
    "postings_all",
    "postings_ai",
    "postings_remote",
    "exposure",
    "certificates",
    "claims",
    "geography",
    "places",
    "us_atlas",
    "place_names",
    "scorecard",
    "ncses",
    "ncses_doctorate_years",
    "ncses_new_doctors",
)


def _table(required: dict[str, dict], optional: dict[str, dict] | None = None) -> dict:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def _tables_of(each: dict, key: str) -> dict:
    return {
        "type": "object",
        "additionalProperties": each,
        "minProperties": 1,
        "propertyNames": {"pattern": key, "description": f"a key of the form {key}"},
    }


SCHEMA = _table(
    {
        "title": {
            "type": "string",
            "pattern": r"^[^<>\x00-\x1f]+$",
            "description": "a line of text, not empty, without < and >",
        },
        "slug": {
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
            "description": "small letters, digits, hyphens",
        },
        "periods": _table(dict.fromkeys(PERIODS, _TEXT)),
        "occupations": _tables_of(
            _table(
                {"code": _CODE, "plural": _TEXT, "singular": _TEXT, "short": _TEXT},
                {"first": {"type": "boolean"}, "why": _TEXT},
            ),
            "^[a-z_]+$",
        ),
        "beside": _table(dict.fromkeys(("all", "other_computer"), _table({"code": _CODE, "plural": _TEXT}))),
        "places": _tables_of(
            _table(
                {
                    "area": {"type": "string", "pattern": r"^\d{5}$", "description": "a code like 41860"},
                    "latitude": {"type": "number", "minimum": -90, "maximum": 90},
                    "longitude": {"type": "number", "minimum": -180, "maximum": 180},
                    "aliases": {"type": "array", "items": _TEXT, "minItems": 1, "uniqueItems": True},
                    "note": _TEXT,
                },
                {"pin": {"type": "boolean"}, "label": {"enum": ["right", "left", "above right", "below right"]}},
            ),
            "^[a-z-]+$",
        ),
        "article": _table(
            dict.fromkeys(("average_pay", "experienced_pay"), {"type": "integer", "exclusiveMinimum": 0})
        ),
    }
)


def read(path: Path = FILE) -> Settings:
    """Read and check a settings file. Raises SettingError, in one line, for the first thing that is wrong."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingError(f"{path} is not there. Bring it back: git checkout {path.name}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{path.name} cannot be read as TOML: {error}") from None
    wrong = fault(content, SCHEMA)
    if wrong:
        raise SettingError(f"{path.name}{wrong}")
    keys = [key for key, about in content["occupations"].items() if about.get("first")]
    if len(keys) != 1:
        told = f"{' and '.join(keys)} do" if keys else "none does"
        raise SettingError(
            f"{path.name}, occupations: exactly one stands first (first = true), but {told}. {_are(content['occupations'])}"
        )
    (first,) = keys
    if not content["occupations"][first].get("why"):
        raise SettingError(
            f"{path.name}, occupations.{first}: it stands first, so the key 'why' is needed: a sentence."
        )
    return Settings(
        title=content["title"],
        slug=content["slug"],
        periods=content["periods"],
        occupations=tuple(
            Occupation(key, **{name: value for name, value in about.items() if name != "first"})
            for key, about in sorted(content["occupations"].items(), key=lambda item: not item[1].get("first"))
        ),
        beside={key: Occupation(key, **about) for key, about in content["beside"].items()},
        places=_places(content["places"], path.name),
        **content["article"],
    )


def _places(tables: dict[str, dict], file: str) -> tuple[Place, ...]:
    places, named = [], dict[str, str]()
    for key, about in tables.items():
        for name in about["aliases"]:
            if name in named:
                raise SettingError(f"{file}, places.{key}.aliases: {name!r} is a name of places.{named[name]}, too.")
            named[name] = key
        alike = [other for other, table in tables.items() if table["area"] == about["area"]]
        drawn = [other for other in alike if tables[other].get("pin")]
        if len(alike) > 1 and len(drawn) != 1:
            raise SettingError(
                f"{file}, places: {' and '.join(alike)} share an area; exactly one of them has pin = true."
            )
        places.append(
            Place(**about | {"key": key, "aliases": tuple(about["aliases"]), "pin": key in drawn or not drawn})
        )
    return tuple(places)


def fault(content: Any, schema: dict) -> str:
    """What first is wrong with ``content`` by a JSON Schema, as ``, places.boston.aliases: …`` to stand behind the file's name.

    Empty where nothing is.
    """
    # A misspelt key is a stranger and leaves its right name missing: the stranger is told of, for it can be seen.
    faults = sorted(
        jsonschema.Draft202012Validator(schema).iter_errors(content), key=lambda fault: fault.validator == "required"
    )
    return _told(faults[0]) if faults else ""


def _told(fault: jsonschema.ValidationError) -> str:
    """A fault as ``, places.boston.aliases: …``, with what is possible."""
    steps, about = [str(step) for step in fault.absolute_path], fault.schema
    where = f", {'.'.join(steps)}" if steps else ""
    if fault.validator == "additionalProperties":
        strangers = sorted(set(fault.instance) - set(about["properties"]))
        return f"{where}: there is no key {strangers[0]!r}{meant(strangers[0], about['properties'])} {_are(about['properties'])}"
    if fault.validator == "required":
        (missing, *_) = (name for name in fault.validator_value if name not in fault.instance)
        return f"{where}: the key {missing!r} is missing."
    if fault.validator == "enum":
        return f"{where}: {fault.instance!r} is not possible here. {_are(map(str, about['enum']))}"
    if fault.validator == "minItems":
        return f"{where}: at least one is needed."
    return f"{where}: {fault.instance!r} is not possible here; it takes {about.get('description') or _plain(about)}."


def meant(key: str, known: Iterable[str]) -> str:
    """The end of a sentence about a key that is not there: ``; did you mean 'plural'?``, or a period."""
    near = difflib.get_close_matches(key, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else "."


def _plain(about: dict[str, Any]) -> str:
    """What a schema allows, in words."""
    kinds = {"string": "a text", "boolean": "true or false", "integer": "a whole number", "number": "a number"}
    told = kinds.get(about.get("type", ""), f"one {about.get('type', 'value')}")
    limits = {"minLength": "not empty", "minimum": "from", "maximum": "to", "exclusiveMinimum": "above"}
    return " ".join(
        [
            told,
            *(
                word if name == "minLength" else f"{word} {about[name]}"
                for name, word in limits.items()
                if name in about
            ),
        ]
    )


def _are(names: Any) -> str:
    return f"There are: {', '.join(names)}."


@lru_cache(maxsize=1)
def edition() -> Settings:
    """The settings of this edition, read once."""
    return read()
