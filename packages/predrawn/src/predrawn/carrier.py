"""How data get from a kernel into a script file of the book: as a compressed text within the output, which the extension takes out."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from typing import Any

#: Opens the element that carries a packed text from the kernel to the extension.
OPENING = '<script type="application/octet-stream" data-explorer-carrier="{}">'
_CARRIER = re.compile(OPENING.format("([a-z0-9-]+)") + "([^<]*)</script>")


def packed(content: object, most: int = 0) -> str:
    """What can be written as JSON, compressed, as base64 text. The same content gives the same text. Beyond ``most`` letters of JSON,
    if that is given, an empty text."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    if 0 < most < len(text):
        return ""
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def unpacked(text: str) -> Any:
    """What ``packed`` was given."""
    return json.loads(gzip.decompress(base64.b64decode(text)))


def name_of(text: str) -> str:
    """A name for the file of a packed text, by what is in it, so that all who need it share one file."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def element(file: str, text: str) -> str:
    """The element that carries a packed text to the file with this name."""
    return f"{OPENING.format(file)}{text}</script>"


def take(markup: str) -> tuple[str, dict[str, str]]:
    """Split the HTML of an output into what stays in the page and the packed texts, by file name."""
    if "data-explorer-carrier" not in markup:  # as in most of many states
        return markup, {}
    return _CARRIER.sub("", markup), dict(_CARRIER.findall(markup))


def once(markup: str, sent: set[str]) -> str:
    """The markup of one of many states, with those packed texts alone that were not ``sent`` with another; these are noted there."""
    own, files = take(markup)
    new = {file: text for file, text in files.items() if file not in sent}
    sent.update(new)
    return own + "".join(element(file, text) for file, text in new.items())
