"""How a file of the whole report comes to the landing page: PDF, e-book and zip file are made in one way. Chores share it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from chores import check
from chores.building import HTML
from mlcareer.settings import ROOT
from mlcareer.site import downloads, soundness
from mlcareer.site.fingerprints import edition_of

Told = TypeVar("Told")


def make(name: str, write: Callable[[Path], Told]) -> tuple[Path, Told]:
    """Build the book, let ``write`` make a file of its pages, and offer that on the landing page.

    ``name`` is one of ``downloads.DOWNLOADS``; ``write`` is given the path to write to. Returns where the file lies, and what
    ``write`` told. Raises LookupError where the book cannot be built or is not whole, and what ``write`` raises: then no
    file is offered, and one that was made before stays.
    """
    check.build_whole()
    with downloads.new(ROOT, ROOT / "_build", name) as made:
        told = write(made)
    downloads.offer(HTML, check.documents()[0], edition_of(ROOT))
    soundness.write_manifest(HTML)
    return ROOT / "_build" / "downloads" / name, told
