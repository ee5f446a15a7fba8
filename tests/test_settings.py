"""``report.toml``: what it may not say is refused in one line that names file, key and what is possible."""

import re
import subprocess
import sys

import pytest
import yaml

from mlcareer import data, settings
from mlcareer.site import checks

TEXT = settings.FILE.read_text(encoding="utf-8")


def refused(tmp_path, *swaps):
    """The line with which a settings file is refused in which each first text is changed into the second."""
    text = TEXT
    for old, new in swaps:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    path = tmp_path / "report.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(settings.SettingError) as told:
        settings.read(path)
    line = str(told.value)
    assert "\n" not in line and "report.toml" in line
    return line


BAD = {
    "not TOML": ([("[periods]", "[periods")], "TOML"),
    "a missing key": ([('slug = "becoming-a-machine-learning-engineer"', "")], "the key 'slug' is missing"),
    "a missing period": ([('oews = "May 2025"\n', "")], r"periods: the key 'oews' is missing"),
    "a misspelt period": (
        [("price_parities =", "price_paritys =")],
        "periods: .*'price_paritys'; did you mean 'price_parities'",
    ),
    "a misspelt key": (
        [("plural =", "plurals =")],
        "occupations.data_scientists: .*did you mean 'plural'.*There are: code",
    ),
    "a code that is none": (
        [('"15-2051"', '"152051"')],
        "occupations.data_scientists.code: '152051' .*a code like 15-2051",
    ),
    "two first stand-ins": (
        [('short = "Research scientists"', 'short = "Research scientists"\nfirst = true')],
        "exactly one stands first .*data_scientists and research_scientists do.*There are: data_scientists, research",
    ),
    "no first stand-in": ([("first = true", "first = false")], "exactly one stands first .*none does"),
    "no reason to stand first": ([('why = "', '#why = "')], "occupations.data_scientists: .*the key 'why' is needed"),
    "first is a text": (
        [("first = true", 'first = "yes"')],
        "first: 'yes' is not possible here; it takes true or false",
    ),
    "a place without a name": (
        [('aliases = ["Chicago"]', "aliases = []")],
        "places.chicago.aliases: at least one is needed",
    ),
    "a place with no names": ([('aliases = ["Chicago"]\n', "")], "places.chicago: the key 'aliases' is missing"),
    "one name for two places": (
        [('aliases = ["Chicago"]', 'aliases = ["SF"]')],
        "'SF' is a name of places.san-francisco",
    ),
    "two places and no pin": ([("\npin = true", "\npin = false")], "palo-alto and silicon-valley share an area"),
    "a side that is none": ([('label = "above right"', 'label = "above"')], "label: 'above' .*There are: right, left"),
    "a title with markup": (
        [('title = "Becoming', 'title = "<b>Becoming')],
        "title: '<b>Becoming.*' is not possible here; it takes a line of text.* without < and >",
    ),
    "an empty title": (
        [(f'title = "{settings.edition().title}"', 'title = ""')],
        "title: '' is not possible .*not empty",
    ),
    "a place at no latitude": ([("latitude = 37.77", "latitude = 377.7")], "latitude: 377.7 .*from -90 to 90"),
    "a text for a number": ([("average_pay = 112_000", 'average_pay = "112,000"')], "average_pay: .*a whole number"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_setting_is_refused_in_one_line(case, tmp_path):
    swaps, told = BAD[case]
    assert re.search(told, refused(tmp_path, *swaps))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(settings.SettingError, match="git checkout report.toml"):
        settings.read(tmp_path / "report.toml")


def test_the_first_stand_in_comes_first_and_the_others_keep_their_order(tmp_path):
    path = tmp_path / "report.toml"
    text = TEXT.replace("first = true\nwhy", "why").replace(
        'short = "Software developers"', 'short = "Software developers"\nfirst = true\nwhy = "So."'
    )
    path.write_text(text, encoding="utf-8")
    keys = [occupation.key for occupation in settings.read(path).occupations]
    assert keys == ["software_developers", "data_scientists", "research_scientists"]


def test_an_occupation_the_code_names_and_no_setting_has():
    with pytest.raises(
        settings.SettingError, match="report.toml: no occupation has the key 'actors'.*There are: data_sci"
    ):
        settings.edition().occupation("actors")


AT_ODDS = {
    "an unknown area": (
        [('area = "42660"', 'area = "42661"')],
        r"places.seattle.area: 42661 is none of .* Is it 42660 \(Seattle, WA\)\?",
    ),
    "another area": ([('area = "42660"', 'area = "41620"')], "run.py refresh --only places"),
    "an unknown occupation": (
        [('"15-1252"', '"15-9999"')],
        r"software_developers: data/ has no 15-9999. There are: 15-2051 \(",
    ),
    "another period": (
        [('oews = "May 2025"', 'oews = "May 2026"')],
        r"periods.oews: no table .*of May 2026.*May 2025 \(.*make refresh",
    ),
}


@pytest.mark.parametrize("case", AT_ODDS)
def test_a_setting_at_odds_with_the_tables_is_refused(case, tmp_path, monkeypatch):
    swaps, told = AT_ODDS[case]
    text = TEXT
    for old, new in swaps:
        text = text.replace(old, new, 1)
    path = tmp_path / "report.toml"
    path.write_text(text, encoding="utf-8")
    changed = settings.read(path)
    monkeypatch.setattr(settings, "edition", lambda: changed)
    with pytest.raises(settings.SettingError) as refusal:
        checks.check_settings()
    assert "\n" not in str(refusal.value) and re.search(told, str(refusal.value))


def test_the_settings_agree_with_the_tables_of_the_project():
    checks.check_settings()
    assert set(settings.PERIODS) == set(settings.edition().periods)


def test_the_title_is_the_same_everywhere():
    """Jupyter Book reads its own file, and the first heading is prose."""
    root, title = settings.ROOT, settings.edition().title
    assert yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))["title"] == title
    assert yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))["title"] == title
    assert data.descriptor()["title"].startswith(title)
    assert f"# {title}" in (root / "README.md").read_text(encoding="utf-8").splitlines()
    assert f'"# {title}\\n"' in (root / "book" / "index.ipynb").read_text(encoding="utf-8")


def test_reading_them_compiles_no_grammar():
    """jsonschema loads one for formats of addresses, in more than a second; each notebook would wait for it."""
    code = "import mlcareer.settings, sys; print([name for name in ('lark', 'rfc3987_syntax') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
