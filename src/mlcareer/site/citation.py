"""CITATION.cff: how to cite the report, where it is published, and where its source lies.

The one place of the book's address (``url``) and of its repository (``repository-code``): hosts of code and libraries of
citations read the same file. ``BOOK_ADDRESS`` in the environment goes before ``url``, for a copy that is published elsewhere.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import yaml
from sphinx.errors import ConfigError, ExtensionError

from mlcareer.site.fingerprints import ADDRESS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

FILE = "CITATION.cff"


@dataclass(frozen=True)
class Citation:
    """What CITATION.cff says. ``day`` is that of the edition; ``url`` and ``repository`` are empty where there is none yet."""

    authors: str
    title: str
    version: str
    day: str
    url: str
    repository: str

    @property
    def year(self) -> str:
        """Of the edition."""
        return self.day[:4]


def read(folder: Path) -> Citation | None:
    """Read the file in a folder; None where there is none. Raises ExtensionError, in one line, for one that cannot be read."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        about = yaml.safe_load(path.read_text(encoding="utf-8"))
        authors = ", ".join(
            author.get("name") or " ".join(filter(None, (author.get("given-names"), author["family-names"])))
            for author in about["authors"]
        )
        url, repository = (str(about.get(key) or "") for key in ("url", "repository-code"))
        own = Citation(authors, about["title"], str(about["version"]), str(about["date-released"]), url, repository)
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        what = f"it lacks {error}" if isinstance(error, KeyError) else str(error).splitlines()[0]
        raise ExtensionError(f"{FILE} cannot be read: {what}.") from None
    if not re.fullmatch(r"\d{4}(-\d\d-\d\d)?", own.day):
        raise ExtensionError(f"{FILE}: date-released is {own.day!r}; it should be a day, as year-month-day.")
    if own.repository and not re.fullmatch(r"https://[\w.-]+(/[\w.~-]+)+/?", own.repository):
        raise ExtensionError(
            f"{FILE}: repository-code is {own.repository!r}; it should be like 'https://github.com/owner/name'."
        )
    return own


def set_address(app: Sphinx, config: Config) -> None:
    """Take the book's address from the environment, if it is there, or from CITATION.cff, and check it."""
    own = read(Path(app.confdir))
    if config.html_baseurl:
        raise ConfigError(
            f"html: baseurl: in _config.yml is {config.html_baseurl!r}; the address of the book stands in {FILE} alone, as url."
        )
    address = (os.environ.get(ADDRESS) or (own.url if own else "")).strip()
    if address and not re.fullmatch(r"https?://[\w.-]+(:\d+)?(/[^\s\"'<>?#]*)?", address):
        raise ConfigError(
            f"The address of the book is {address!r}; it should be like 'https://example.org/report/'. Correct url: in "
            f"{FILE}, or the environment variable {ADDRESS}."
        )
    config.html_baseurl = address.rstrip("/") + "/" if address else ""
    config.notfound_urls_prefix = urlsplit(config.html_baseurl).path or "/"


def opened(repository: str, notebook: str) -> dict[str, str]:
    """Where a notebook of a repository on GitHub can be opened: host -> address. Nothing for any other repository.

    ``notebook`` is its path in the repository.
    """
    found = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(\.git)?/?", repository)
    if not found:
        return {}
    return {
        "Binder": f"https://mybinder.org/v2/gh/{found[1]}/HEAD?urlpath={quote(f'lab/tree/{notebook}', safe='')}",
        "Colab": f"https://colab.research.google.com/github/{found[1]}/blob/HEAD/{notebook}",
    }
