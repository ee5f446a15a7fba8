"""The one command for chores, and what each promises; and the way to a browser, with none installed here."""

import re
import subprocess
import sys
from types import SimpleNamespace

import pytest
from conftest import BY_ITSELF, ROOT

import chores
from chores import browser

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def test_help_says_what_each_chore_does(capsys):
    assert chores.run([]) == 0
    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()[2:])
    modules = {path.stem for path in (ROOT / "scripts" / "chores").glob("*.py")} - {"__init__"}
    assert set(lines) == modules - {"building", "chapters", "offering"}
    assert [name for name, words in lines.items() if not re.fullmatch(r"[A-Z].*[.:]", words)] == []


@pytest.mark.parametrize("name", chores.names())
def test_each_chore_says_what_it_takes(name, capsys):
    with pytest.raises(SystemExit) as ended:
        chores.run([name, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: python scripts/run.py {name} ")


def test_a_chore_that_is_not_there(capsys):
    assert chores.run(["proove"]) == 2
    assert capsys.readouterr().err == "run: there is no chore 'proove'. Did you mean prove?\n"
    assert chores.run(["xyz"]) == 2
    assert "There are: audit, " in capsys.readouterr().err


def test_without_the_environment_one_line_says_so(tmp_path):
    """-S: a Python without any package."""
    command = [sys.executable, "-S", str(ROOT / "scripts" / "run.py")]
    done = subprocess.run([*command, "overdue"], capture_output=True, text=True, check=False, cwd=tmp_path, env={})
    assert done.returncode == 2 and done.stderr.startswith("run: this Python has no ")
    assert done.stderr.count("\n") == 1 and ".venv/bin/python scripts/run.py overdue" in done.stderr
    assert subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, env={}).returncode == 0


def test_make_calls_chores_that_are_there():
    called = re.findall(r"(?:\$\(RUN\)|scripts/run\.py) ([a-z]+)", MAKEFILE)
    assert len(called) > 10 and set(called) <= set(chores.names())


def test_make_help_lists_each_target_and_the_readme_has_its_line():
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M))
    (phony,) = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.M)
    listed = {
        line.split()[0]
        for line in subprocess.run(
            ["make", "help"], cwd=ROOT, env=BY_ITSELF, capture_output=True, text=True, check=True
        ).stdout.splitlines()
    }
    assert targets == set(phony.split())
    assert targets - {"always"} == listed
    readme = set(re.findall(r"^\| `make ([a-z-]+)", (ROOT / "README.md").read_text("utf-8"), re.M))
    assert listed - readme == {"book", "test"}, "these two stand above the table"


@pytest.mark.parametrize("path", ["README.md", "CONTRIBUTING.md", "report.toml", "Makefile"])
def test_commands_that_are_named_are_there(path):
    text = (ROOT / path).read_text("utf-8")
    assert set(re.findall(r"scripts/run\.py\s(\w+)", text)) <= {*chores.names(), "NAME"}
    for name in re.findall(r"scripts/[\w/]+\.py", text):
        assert (ROOT / name).is_file() or "NAME" in name, name


# ---- a browser ----


@pytest.fixture
def machine(monkeypatch):
    """A made-up machine: which browsers start, and which commands succeed. ``ran`` lists the commands."""
    state = SimpleNamespace(there=None, starts=set(), works={}, ran=[], root=False)

    def run(command):
        state.ran.append(command[-1])
        if command[-1] not in state.works:
            return f"{command[-1]} failed"
        state.there, more = state.works[command[-1]]
        state.starts |= more
        return ""

    monkeypatch.setattr(browser, "installed", lambda: state.there)
    monkeypatch.setattr(browser, "_fault", lambda: "" if state.there in state.starts else "it does not")
    monkeypatch.setattr(browser, "_run", run)
    monkeypatch.setattr(browser, "_is_root", lambda: state.root)
    monkeypatch.setattr(browser.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(browser, "FETCH", ["fetch"])
    monkeypatch.setattr(browser, "INSTALL", (["update"], ["install"]))
    return state


def told(capsys) -> str:
    return "".join(capsys.readouterr())


def test_a_browser_that_is_there_is_taken(machine, capsys):
    machine.there, machine.starts = "/b", {"/b"}
    assert browser.main([]) == 0 and machine.ran == [] and told(capsys) == "Browser: /b, which is there.\n"


def test_one_that_is_there_and_does_not_start_is_named(machine, capsys):
    machine.there = "/b"
    assert browser.main([]) == 1 and machine.ran == []
    assert told(capsys) == "browser: /b does not start (it does not). Mend it, or name another in CHROME_PATH.\n"


def test_playwrights_own_is_fetched_where_it_is_not_there(machine, capsys):
    machine.starts = {None}
    assert browser.main([]) == 0 and machine.ran == []
    machine.starts, machine.works = set(), {"fetch": (None, {None})}
    assert browser.main([]) == 0 and machine.ran == ["fetch"]
    assert "playwright install chromium\nBrowser: Playwright's own, fetched." in told(capsys)


@pytest.mark.parametrize("fetched", [False, True], ids=["it cannot be fetched", "it does not start"])
def test_debians_package_as_root_is_the_last_way(machine, capsys, fetched):
    machine.works = {"update": (None, set()), "install": ("/d", {"/d"})} | ({"fetch": (None, set())} if fetched else {})
    assert browser.main([]) == 1 and machine.ran == ["fetch"]  # not root
    assert re.search(r"^browser: none can be had \(.+\)\. Install Chromium or Chrome", told(capsys), re.M)
    machine.root = True
    assert browser.main([]) == 0 and machine.ran[1:] == ["fetch", "update", "install"]
    assert "apt-get install chromium\nBrowser: /d, installed." in told(capsys)


def test_a_package_that_cannot_be_installed(machine, capsys):
    machine.root = True
    machine.works = {"update": (None, set())}
    assert browser.main([]) == 1 and machine.ran == ["fetch", "update", "install"]
    assert "none can be had (install failed)" in told(capsys)


def test_what_only_starts_a_browser_installs_none(monkeypatch):
    def fail(**_):
        raise browser.Error("Executable doesn't exist\nand much more")

    monkeypatch.setattr(browser.subprocess, "run", lambda *_, **__: pytest.fail("it ran a command"))
    with pytest.raises(LookupError, match=r"^No browser starts \(Executable doesn't exist\). Get one: make browser$"):
        browser.launch(SimpleNamespace(chromium=SimpleNamespace(launch=fail)))


def test_no_test_runs_what_installs():
    """Nor imports it from elsewhere: tests have no other way to a browser than ``launch``."""
    for path in (ROOT / "tests").glob("*.py"):
        if path.name != "test_run.py":
            assert not re.search(r"apt-get|playwright.*install|browser\.(get|main)\(", path.read_text("utf-8")), path
