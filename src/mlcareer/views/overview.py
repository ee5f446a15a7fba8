"""What the landing page says of entry to the occupations, and where it leads on to."""

from __future__ import annotations

from collections.abc import Mapping

from mlcareer.occupations import PLURAL
from mlcareer.prose import Markdown
from mlcareer.text import article, listing


def entries(education: Mapping[str, str]) -> dict[str, str]:
    """Typical entry, in words -> whose it is: ``a bachelor's degree``: ``data scientists and software developers``.

    ``education``: occupation -> level. In the order of PROXIES, so the first is that of the occupation that stands first.
    """
    levels: dict[str, list[str]] = {}
    for code, plural in PLURAL.items():
        levels.setdefault(article(education[code].lower()), []).append(plural)
    return {level: listing(names) for level, names in levels.items()}


def onward(areas: int) -> Markdown:
    """The other chapters, the explorers and the table of all ``areas``, in Markdown that goes on with a list."""
    words = """
- **[The ten frequent questions](faq.ipynb)** Certificates, remote work, frameworks, industries and the rest, each with
  a short answer and what it rests on.

**Ask your own question:** <a href="salaries.ipynb#explorer-pay">what do they earn in your place</a>,
<a href="salaries.ipynb#explorer-offer">what is an offer worth</a>, <a href="cities.ipynb#explorer-city">which places come
first</a>, <a href="cities.ipynb#explorer-compare">how do two differ</a>,
<a href="qualifications.ipynb#explorer-self-check">what do you have already</a>; or look up one of
[all {areas} metropolitan areas](places.ipynb). <span class="on-screen">The controls need no network.</span>

[Methods](methods.ipynb) tells what each source can and cannot say.
"""
    return Markdown(words.strip()).format(areas=areas)
