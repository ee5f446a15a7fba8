"""Pages with explorers, made without a book: what the extension does, by hand."""

import shutil

import pytest

from mlcareer.explore import extension, page, progress


@pytest.fixture
def publishing(tmp_path, monkeypatch):
    """As if a book were being built: every explorer made from now on is drawn in all its states."""
    channel = tmp_path / "channel.jsonl"
    channel.touch()
    monkeypatch.setenv(progress.CHANNEL, str(channel))
    return channel


@pytest.fixture
def publish(tmp_path, publishing):
    """A function that writes a page with the explorers given, as a book would hold them, and returns its path."""

    def write(*explorers, below: str = ""):
        html = tmp_path / "html"
        static = html / "_static"
        static.mkdir(parents=True, exist_ok=True)
        for name in ("explore.js", "explore.css"):
            shutil.copy(extension.STATIC / name, static)
        bodies, states = [], {}
        for explorer in explorers:
            markup, own = page.take_carrier(explorer._repr_mimebundle_()["text/html"])
            bodies.append(markup)
            states |= own
        extension.write_states(html, states)
        path = html / "page.html"
        path.write_text(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>'
            '<meta name="viewport" content="width=device-width">'
            '<link rel="stylesheet" href="_static/explore.css"><script defer src="_static/explore.js"></script></head>'
            f"<body><h1>Page</h1>{''.join(bodies)}{below}</body></html>",
            encoding="utf-8",
        )
        return path

    return write
