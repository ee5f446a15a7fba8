"""The Sphinx extension of the book: what stands around a chapter, and what keeps the book honest while it is built.

- ``checks``: what is refused before any notebook runs
- ``fingerprints``: what a page depends on, and so when a chapter runs again
- ``cells``: anchors and "Rests on"
- ``page``: head and foot of a page; ``templates/`` says how they look
- ``citation``: how to cite the report, and its address
- ``open_data``: the tables to take along, described for machines
- ``embed``: a page of its own for each explorer, to be shown inside others
- ``previews``: the picture that stands for a page where a link to it is shared
- ``search``: the index of passages, and the page that asks for it
- ``styles``: the scripts and stylesheets that a page asks for, minified
- ``downloads``: the PDF, the e-book and the zip file
- ``soundness``: builds heal; a warning fails one
- ``messages``: a fault is one line

Nothing is kept between events but what Sphinx keeps itself: settings, and the environment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from mlcareer import settings
from mlcareer.site import messages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the parts to a build. Called by Sphinx; returns the extension's metadata.

    Raises ExtensionError, in one line, where ``report.toml`` cannot be read.
    """
    messages.leave_out_traceback()
    try:
        settings.edition()
    except settings.SettingError as error:
        raise ExtensionError(str(error)) from None
    # Not above: these read the settings while they are imported, and there Sphinx would tell a wrong one with a traceback.
    from mlcareer.site import (
        cells,
        checks,
        citation,
        downloads,
        embed,
        fingerprints,
        open_data,
        page,
        previews,
        search,
        soundness,
        styles,
    )

    # Jupyter Book sets this option of an extension that the book leaves out; unregistered, it would be a warning.
    app.add_config_value("comments_config", {}, "", [dict])
    app.add_config_value("report_errors_to", "", "html", [str])
    app.add_config_value("site_edition", "", "html", [str])
    app.add_lexer("ipython3", styles.Code)

    soundness.setup(app)
    app.connect("config-inited", checks.refuse_settings, priority=300)
    app.connect("config-inited", citation.set_address, priority=400)
    app.connect("config-inited", page.set_report_address)
    app.connect("config-inited", page.set_templates)
    app.connect("config-inited", fingerprints.set_edition)
    app.connect("builder-inited", checks.refuse)
    app.connect("builder-inited", search.replace)
    app.connect("builder-inited", cells.set_visitors, priority=600)
    app.connect("env-get-outdated", fingerprints.outdated)
    app.connect("source-read", fingerprints.mark, priority=400)  # before the cells are noted: it is of the file's text
    app.connect("source-read", cells.note)
    app.connect("doctree-read", cells.lift_headings, priority=300)  # before titles are checked and contents are listed
    app.connect("doctree-read", checks.refuse_titles, priority=400)
    app.connect("doctree-read", cells.anchor)
    app.connect("doctree-resolved", cells.lay_out)
    app.connect("html-collect-pages", page.front_door)
    app.connect("html-collect-pages", search.collect)
    app.connect("html-collect-pages", embed.collect)
    app.connect("html-page-context", search.load)
    app.connect("html-page-context", page.complete, priority=600)
    app.connect("html-page-context", previews.draw, priority=700)
    app.connect("html-page-context", styles.choose, priority=900)
    app.connect("write-started", styles.clear)
    app.connect("build-finished", styles.minify)
    app.connect("build-finished", page.finish)
    app.connect("build-finished", open_data.copy)
    app.connect("build-finished", embed.finish)
    app.connect("build-finished", previews.finish)
    app.connect("build-finished", search.finish)
    app.connect("build-finished", downloads.finish)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": True}
