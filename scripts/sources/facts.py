"""Facts of a source, read from ``NAME.yml`` beside its ``NAME.py``: where the data come from and what its tables hold.

A file is checked by ``schema.json``; what several files share (licenses, columns) stands in ``shared.yml``. A text may name

- ``{period}``, what the source's figures are of (``report.toml``), ``{begins}`` and its first year;
- ``{geography}`` and the like, the period of another source or table;
- what the source's code hands over, in capitals: ``{SMALLEST}``.

``enum``, ``minimum`` and ``maximum`` of a column may name what is handed over, too, without braces; ``enum`` also one of
SETS. So a rule of computation stands in the code alone, and a fact in ``NAME.yml`` alone, from where the code takes it
(``Source.named``, ``Source.by_hand``, ``Table.field``, ``Table.values``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import yaml

from mlcareer.occupations import ALL, OTHER_COMPUTER, PROXIES, onet
from mlcareer.settings import edition, fault, meant

FOLDER = Path(__file__).parent

#: Sets of values that follow from the settings, by the name that ``enum`` may give in place of a list.
SETS = {
    "occupations": [*PROXIES, ALL],
    "occupations and the one left out": [*PROXIES, ALL, OTHER_COMPUTER],
    "stand-ins": [*PROXIES],
    "stand-ins in O*NET": [onet(code) for code in PROXIES],
}


class RefreshError(Exception):
    """A raw file or the facts about it are missing, altered or not as expected. The message says which, and what to do."""


@dataclass(frozen=True)
class Source:
    """Where data come from. It goes into ``datapackage.json`` word for word."""

    title: str
    producer: str
    cite: str  # what stands behind the producer in a source line, with the vintage
    official: str  # address of the producer's own page
    vintage: str
    period: str  # what its figures are of, as prose names it: "May 2025"; a table may have its own
    license: dict
    obtained: str  # how the copy read here was had, and which checks it passed
    refetchable: bool  # can an outsider fetch the very files that are read here?
    files: dict[str, str]  # path below the raw folder -> sha256
    cautions: tuple[str, ...] = ()
    attribution: str = ""
    fetch: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # path -> command; the folder to fetch into is put behind
    named: dict[str, str] = field(default_factory=dict)  # key in the file of facts -> path
    by_hand: Any = None  # what was set down by hand, in the shape that the source's code reads


@dataclass(frozen=True)
class Table:
    """One tidy table: a file in ``data/`` and its Table Schema. A large one is a Parquet file, the others are CSV."""

    name: str
    title: str
    description: str
    fields: tuple[dict, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[dict, ...] = ()
    period: str = ""  # where it differs from the source's
    cite: str = ""  # the source's line with this period
    format: str = "csv"  # or "parquet"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.{self.format}"

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return [column["name"] for column in self.fields]

    def field(self, column: str) -> dict:
        """What is said of a column."""
        return _Asked(f"{self.name}, columns", {field["name"]: field for field in self.fields})[column]

    def values(self, column: str) -> list:
        """The values that a column may have."""
        return _Asked(f"{self.name}, {column}", self.field(column)["constraints"])["enum"]


class _Asked(dict):
    """What the facts hold under ``place``, for code that asks by name: what is not there is told in one line."""

    def __init__(self, place: str, held: dict) -> None:
        super().__init__(held)
        self.place = place

    def __missing__(self, key: str) -> NoReturn:
        raise RefreshError(f"{self.place}: there is no {key!r}, which the source's code needs{meant(key, self)}")


def facts(name: str, **values: Any) -> tuple[Source, dict[str, Table]]:
    """What ``NAME.yml`` says: the source, and its tables by name. ``values`` are what its texts name in capitals.

    Raises RefreshError in one line that names file, key and what is possible.
    """
    about, file = _read(name), f"scripts/sources/{name}.yml"
    period = _period(name, file)
    named = {**edition().periods, "period": period, "begins": _first_year(period), **values}

    def told(text: str, **own: str) -> str:
        try:
            return text.format_map({**named, **own})
        except KeyError as error:
            raise RefreshError(
                f"{file}: {text!r} names {error}, which nothing gives{meant(error.args[0], named)}"
            ) from None
        except (AttributeError, IndexError, TypeError, ValueError) as error:
            raise RefreshError(f"{file}: {text!r} cannot be filled in: {error}.") from None

    files = {key: _file(name, key) for key in about.get("files", {})}
    license = about["license"]
    source = Source(
        **{key: told(about[key]) for key in ("title", "producer", "cite", "official", "vintage", "obtained")},
        period=period,
        license=_shared("licenses", license, file) if isinstance(license, str) else license,
        refetchable=about["refetchable"],
        files={one["path"]: one["sha256"] for one in files.values()},
        cautions=tuple(map(told, about["cautions"])),
        attribution=told(about.get("attribution", "")),
        fetch={one["path"]: tuple(one["fetch"]) for one in files.values() if "fetch" in one},
        named=_Asked(f"{file}, files", {key: one["path"] for key, one in files.items()}),
        by_hand=about.get("by_hand"),
    )
    tables = {}
    for table, of in about["tables"].items():
        own = _period(of["period"], f"{file}, {table}") if "period" in of else ""
        tables[table] = Table(
            name=table,
            title=told(of["title"]),
            description=told(of["description"]),
            fields=tuple(_field(column, told, values, f"{file}, {table}") for column in _flat(of["columns"])),
            primary_key=tuple(of["key"]),
            foreign_keys=tuple(
                {"fields": [column], "reference": {"resource": target, "fields": [column]}}
                for column, target in of.get("refers", {}).items()
            ),
            period=own,
            cite=told(about["cite"], period=own, begins=_first_year(own)) if own else "",
            format=of.get("format", "csv"),
        )
        columns = tables[table].columns
        gone = [column for column in (*of["key"], *of.get("refers", {})) if column not in columns]
        if gone:
            raise RefreshError(f"{file}, {table}: it has no column {gone[0]!r}, which its key or reference names.")
        twice = [column for column in columns if columns.count(column) > 1]
        if twice:
            raise RefreshError(f"{file}, {table}: the column {twice[0]!r} stands twice.")
    return source, _Asked(f"{file}, tables", tables)


def _period(name: str, file: str) -> str:
    periods = edition().periods
    if name not in periods:
        raise RefreshError(f"{file}: report.toml gives no period {name!r}{meant(name, periods)}")
    return periods[name]


def _flat(columns: list) -> list:
    """A list within the list of columns stands for the columns in it."""
    return [one for column in columns for one in (_flat(column) if isinstance(column, list) else [column])]


def _field(column: str | dict, told: Callable[[str], str], values: dict[str, Any], file: str) -> dict:
    """One field of a Table Schema. A value is required where nothing else is said; codes and names have no unit.

    ``told`` fills in a text, ``values`` are what the source's code hands over, ``file`` is what messages name.
    """
    if isinstance(column, str):
        column = {"use": column}
    if "use" in column:
        column = {
            **_shared("columns", column["use"], file),
            **{key: value for key, value in column.items() if key != "use"},
        }
    limits = {"required": True} | {
        key: value for key, value in column.items() if key not in ("name", "type", "title", "unit")
    }
    for limit, known in (("enum", SETS | values), ("minimum", values), ("maximum", values)):
        if isinstance(limits.get(limit), str):
            if limits[limit] not in known:
                possible = f" There are: {', '.join(known)}." if known else ""
                raise RefreshError(
                    f"{file}, {column['name']}: {limit} names {limits[limit]!r}, which nothing gives.{possible}"
                )
            limits[limit] = known[limits[limit]]
    return {
        "name": column["name"],
        "type": column["type"],
        "title": told(column["title"]),
        **({"unit": told(column["unit"])} if "unit" in column else {}),
        "constraints": {key: value for key, value in limits.items() if value is not False},
    }


def _first_year(period: str) -> str:
    year = re.search(r"\d{4}", period)
    return year.group() if year else ""


def _file(source: str, key: str) -> dict:
    """A raw file of a source, or the one of another source that stands behind ``of``."""
    one = _read(source).get("files", {}).get(key)
    if one and "of" in one:
        other, _, other_key = one["of"].partition(".")
        if not (FOLDER / f"{other}.yml").is_file() or "path" not in _read(other).get("files", {}).get(other_key, {}):
            raise RefreshError(f"scripts/sources/{source}.yml, files.{key}: there is no file {one['of']!r}.")
        return _file(other, other_key)
    return one


def _shared(kind: str, name: str, file: str) -> dict:
    known = _read("shared")[kind]
    if name not in known:
        raise RefreshError(f"{file}: shared.yml has no {name!r} among its {kind}. There are: {', '.join(known)}.")
    return known[name]


@cache
def _read(name: str) -> dict:
    """The file of one source, or ``shared``, checked by the schema."""
    path = FOLDER / f"{name}.yml"
    about = _load(path)
    schema = _schema()
    if name == "shared":
        schema = {**schema["$defs"]["shared"], "$defs": schema["$defs"]}
    elif name in schema["$defs"]["by_hand"]:  # what is set down by hand has a shape of its own in each source
        schema["properties"]["by_hand"] = {"$ref": f"#/$defs/by_hand/{name}"}
        schema["required"].append("by_hand")
    wrong = fault(about, schema)
    if wrong:
        raise RefreshError(f"scripts/sources/{path.name}{wrong}")
    return about


def _schema() -> dict:
    return json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))


class _Loader(yaml.SafeLoader):
    """YAML without its surprises: a key is a text and stands once, NO is a text and not false, a date is a text."""


_Loader.yaml_implicit_resolvers = {
    letter: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag.rpartition(":")[2] not in ("bool", "timestamp", "int", "float", "value", "merge")
    ]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _tag, _pattern, _letters in (
    ("bool", r"true|false", "tf"),
    ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),  # 09 is a code, not a number
    ("float", r"-?(0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^({_pattern})$"), list(_letters))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict:
    """A mapping whose keys are texts, each standing once."""
    held = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(None, None, "a key is no text", key.start_mark)
        if key.value in held:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key.value!r} stands twice", key.start_mark)
        held[key.value] = loader.construct_object(value, deep=True)
    return held


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def _load(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except FileNotFoundError:
        raise RefreshError(
            f"scripts/sources/{path.name} is not there. Bring it back: git checkout scripts/sources"
        ) from None
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise RefreshError(f"scripts/sources/{path.name}{line}: {error.problem}.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RefreshError(
            f"scripts/sources/{path.name} cannot be read as YAML: {str(error).splitlines()[0]}"
        ) from None
