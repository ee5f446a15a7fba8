"""Pack the built book into one zip file, to read from disk with no network. The same book gives the same bytes.

Reads    the book (it is built)
Writes   _build/downloads/SLUG.zip, which the landing page then offers

    python scripts/run.py pack
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import chores
from chores import offering
from chores.building import HTML
from mlcareer.settings import edition
from mlcareer.site import downloads, embed, previews, soundness

NAME = next(name for name in downloads.DOWNLOADS if name.endswith(".zip"))

#: The folder inside the zip file: what is unpacked stays together.
FOLDER = edition().slug

#: Of use to those who build or serve, not to those who read from disk.
LEFT_OUT = (
    ".buildinfo",
    soundness.MANIFEST,
    "objects.inv",
    "404.html",
    "sitemap.xml",
    NAME,
    f"{embed.FOLDER}/",
    f"{previews.FOLDER}/",
)


def main(arguments: list[str] | None = None) -> int:
    chores.parser(__name__, __doc__).parse_args(arguments)
    try:
        made, files = offering.make(NAME, lambda path: pack(HTML, path))
    except LookupError as error:
        print(f"pack: {error}", file=sys.stderr)
        return 1
    print(f"The zip file has {files} files, {made.stat().st_size / 1e6:.1f} MB: {made}")
    return 0


def pack(html: Path, target: Path) -> int:
    """Write the pages in ``html`` and what they need into a zip file; return the number of files."""
    paths = [path for path in sorted(html.rglob("*")) if path.is_file() and _wanted(path.relative_to(html).as_posix())]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in paths:
            name = path.relative_to(html).as_posix()
            content = path.read_bytes()
            if name == "book/index.html":  # it offers the zip file, which is not inside itself
                content = _without_itself(content.decode(), html).encode()
            packed.writestr(entry(f"{FOLDER}/{name}"), content)
    return len(paths)


def entry(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """A file of a zip file: readable, and of a day that is no day, so that the same files give the same bytes."""
    about = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    about.compress_type, about.external_attr = compression, 0o644 << 16
    return about


def _wanted(name: str) -> bool:
    return not name.startswith(LEFT_OUT) and not name.endswith(".map")


def _without_itself(page: str, html: Path) -> str:
    there = {name: (html / name).stat().st_size for name in downloads.DOWNLOADS if (html / name).is_file()}
    return downloads.with_offers(page, {name: size for name, size in there.items() if name != NAME}, "../")
