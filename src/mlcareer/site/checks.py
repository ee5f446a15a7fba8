"""What is refused before any notebook runs: tables that are not whole, settings that contradict them or that nobody knows;
and titles that hold markup."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from docutils import nodes
from jupyter_book.config import PATH_JSON_SCHEMA, PATH_YAML_DEFAULT
from sphinx.errors import ConfigError, ExtensionError

from mlcareer import claims, data, settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

CONFIG = "_config.yml"

#: What no title holds. Themes write the book's title, and the search page writes headings, as if they were markup.
_NO_TITLE = re.compile(r"[<>\x00-\x1f\x7f]")


def check_tables() -> None:
    """Raise DataError, in one line, for a missing, altered or broken table, or a claim without a rule."""
    for name in data.names():
        data.load(name)
    claims.check()


def check_settings() -> None:
    """Raise SettingError, in one line, where ``report.toml`` and the tables contradict each other."""
    file, this = settings.FILE.name, settings.edition()
    periods = {about["period"]: about["name"] for about in data.descriptor()["resources"]}
    for key, period in this.periods.items():
        if period not in periods:
            others = [f"{other} ({name})" for other, name in periods.items() if other not in this.periods.values()]
            raise settings.SettingError(
                f"{file}, periods.{key}: no table in data/ is of {period}. Only the tables know of: {', '.join(others)}. "
                "Correct it, or make refresh."
            )
    known = data.load("occupations")
    for occupation in (*this.occupations, *this.beside.values()):
        if occupation.code not in set(known["occupation"]):
            there = ", ".join(f"{row.occupation} ({row.title})" for row in known.itertuples())
            raise settings.SettingError(
                f"{file}, code of {occupation.key}: data/ has no {occupation.code}. There are: {there}. For another: make refresh."
            )
    areas = data.load("metros").set_index("area")["short_name"]
    for place in this.places:
        if place.area not in areas.index:
            near = [f"{area} ({name})" for area, name in areas.items() if name.startswith(place.name.split()[0])]
            hint = f" Is it {' or '.join(near)}?" if near else ""
            raise settings.SettingError(
                f"{file}, places.{place.key}.area: {place.area} is none of the {len(areas)} areas of data/metros.csv.{hint}"
            )
    if list(data.load("places")[["place", "name", "area"]].itertuples(index=False, name=None)) != [
        (place.key, place.name, place.area) for place in this.places
    ]:
        raise settings.SettingError(
            f"{file}, places: they are not those of data/places.csv. Make it anew: python scripts/run.py refresh --only places"
        )


def refuse(app: Sphinx) -> None:
    """Refuse what ``check_tables`` and ``check_settings`` do before any notebook runs."""
    try:
        check_tables()
        check_settings()
    except (data.DataError, settings.SettingError) as error:
        raise ExtensionError(str(error)) from None


# ---- settings of Jupyter Book and Sphinx ----


def refuse_settings(app: Sphinx, config: Config) -> None:
    """Raise ConfigError, in one line, for a key of ``_config.yml`` that nobody knows, and for a title that holds markup.

    Jupyter Book passes over such a key; Sphinx warns of one, and the build would go on for minutes before it fails.
    """
    path = Path(app.confdir, CONFIG)
    if path.is_file():
        _refuse_strangers(yaml.safe_load(path.read_text(encoding="utf-8")), _known_to_jupyter_book())
    for name in sorted(config.overrides.keys() - config.values.keys()):
        if "." not in name:
            raise ConfigError(f"{CONFIG}, sphinx.config: there is no key {name!r}{settings.meant(name, config.values)}")
    for title in (config.project, config.html_title):
        if _NO_TITLE.search(str(title)):
            raise ConfigError(f"{CONFIG}, title: {title!r} holds markup; a title is a line of text without < and >.")


def _known_to_jupyter_book() -> dict[str, Any]:
    """Its keys and, for those that hold others, theirs: of its default settings, and of its schema, which has a few more."""
    known = yaml.safe_load(PATH_YAML_DEFAULT.read_text(encoding="utf-8"))
    for key, about in json.loads(PATH_JSON_SCHEMA.read_text(encoding="utf-8"))["properties"].items():
        known.setdefault(key, {})
        if isinstance(known[key], dict):
            known[key] |= about.get("properties", {})
    return known


def _refuse_strangers(content: dict[str, Any], known: dict[str, Any]) -> None:
    """What stands deeper than a key within a key is left to Jupyter Book."""
    _refuse_stranger(CONFIG, content, known)
    for key, inner in content.items():
        if isinstance(inner, dict) and isinstance(known[key], dict):
            _refuse_stranger(f"{CONFIG}, {key}", inner, known[key])


def _refuse_stranger(where: str, keys: Collection[str], known: Collection[str]) -> None:
    for key in keys:
        if known and key not in known:
            raise ConfigError(
                f"{where}: there is no key {key!r}{settings.meant(key, known)} There are: {', '.join(known)}."
            )


# ---- titles ----


def refuse_titles(app: Sphinx, doctree: nodes.document) -> None:
    """Raise ExtensionError, in one line, for a page without a title, and for a heading that holds markup of HTML."""
    document, title = app.env.docname, None
    for title in doctree.findall(nodes.title):
        text, markup = title.astext(), next(title.findall(nodes.raw), None)
        if markup is not None or _NO_TITLE.search(text):
            raise ExtensionError(
                f"{document}: the heading {text!r} holds markup; a heading is a line of text without < and >."
            )
    if title is None:
        raise ExtensionError(f"{document}: the page has no title. Begin it with a heading: # …")
