"""What the audit reads out of a Lighthouse report, and what it calls a miss. Lighthouse itself is not run here."""

import pytest

from chores import audit

GOOD = {
    "performance": 95,
    "accessibility": 100,
    "best-practices": 100,
    "seo": 100,
    "KiB": 350,
    "shift": 0.02,
    "hosts": 0,
}


def test_figures():
    report = {
        "finalDisplayedUrl": "http://127.0.0.1:8000/a.html",
        "categories": {"performance": {"score": 0.95}, "seo": {"score": 1}},
        "audits": {
            "network-requests": {
                "details": {
                    "items": [
                        {"url": "http://127.0.0.1:8000/a.html"},
                        {"url": "https://cdn.example/x"},
                        {"url": "data:,"},
                    ]
                }
            },
            "total-byte-weight": {"numericValue": 2048},
            "largest-contentful-paint": {"numericValue": 1500},
            "cumulative-layout-shift": {"numericValue": 0.01},
        },
    }
    assert audit.figures(report) == {"performance": 95, "seo": 100, "KiB": 2, "paint": 1.5, "shift": 0.01, "hosts": 1}


def test_a_page_on_every_threshold_passes():
    assert audit.misses(GOOD) == []


@pytest.mark.parametrize("name", GOOD)
def test_each_threshold_can_be_missed(name):
    worse = GOOD[name] - 1 if name in audit.AT_LEAST else GOOD[name] + 1
    (line,) = audit.misses(GOOD | {name: worse})
    assert line.startswith(f"{name} is ")


def test_what_is_missing_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(audit.shutil, "which", lambda name: None)
    monkeypatch.setenv("CHROME_PATH", str(tmp_path / "browser"))
    assert audit.main(["book/index.html"]) == 1
    assert "is no file). Get one: make browser" in capsys.readouterr().err
    (tmp_path / "browser").touch()
    assert audit.main(["book/index.html"]) == 1
    assert "npm is missing" in capsys.readouterr().err


def test_a_page_that_is_to_be_found_is_held_to_it_and_one_that_hides_is_not(tmp_path, monkeypatch, capsys):
    (tmp_path / "open.html").write_text("<title>A page</title>")
    (tmp_path / "hidden.html").write_text('<meta name="robots" content="noindex">')
    monkeypatch.setattr(audit, "HTML", tmp_path)
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    (tmp_path / "_build").mkdir()
    monkeypatch.setattr(audit, "_ready", str)
    monkeypatch.setattr(audit, "_run", lambda address, there: {})
    monkeypatch.setattr(audit, "figures", lambda report: GOOD | {"seo": 45, "paint": 1})
    assert audit.main([]) == 1
    assert capsys.readouterr().err == "audit: open.html: seo is 45, less than 100\n"
