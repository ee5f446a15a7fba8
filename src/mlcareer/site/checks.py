"""What is refused before any notebook runs: tables that are not whole, settings that contradict them."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from mlcareer import claims, data, settings


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
