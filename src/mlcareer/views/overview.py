"""What the landing page says of entry to the occupations."""

from __future__ import annotations

from collections.abc import Mapping

from mlcareer.occupations import PLURAL
from mlcareer.text import article, listing


def entries(education: Mapping[str, str]) -> dict[str, str]:
    """Typical entry, in words -> whose it is: ``a bachelor's degree``: ``data scientists and software developers``.

    ``education``: occupation -> level. In the order of PROXIES, so the first is that of the occupation that stands first.
    """
    levels: dict[str, list[str]] = {}
    for code, plural in PLURAL.items():
        levels.setdefault(article(education[code].lower()), []).append(plural)
    return {level: listing(names) for level, names in levels.items()}
