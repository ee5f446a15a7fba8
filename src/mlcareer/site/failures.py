"""A warning fails the build, each time it is run, until the cause is gone.

So do a raising cell and anything a cell writes to stderr. (``-W --keep-going`` would fail once: the second run finds nothing
to read.)
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FAILED = "build-failed.txt"


def fail_on_warning(app: Sphinx, error: Exception | None) -> None:
    """Turn warnings into a failed build. Runs last.

    A warning is logged while a page is read, and an unchanged page is not read again; without the stored environment
    the next run reads every page and warns again. (On an exception Sphinx drops that file itself.)
    """
    marker = Path(app.outdir, FAILED)
    if error is None and not app._warncount:
        marker.unlink(missing_ok=True)
        return
    # The pages written so far stand there, and look finished: check_book reads this file.
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.write_text(str(error or f"{app._warncount} warning(s)"), encoding="utf-8")
    if error is None:
        app.statuscode = 1
        Path(app.doctreedir, "environment.pickle").unlink(missing_ok=True)
