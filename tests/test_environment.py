"""When the environment is made anew, and that the lock is that of the requirements. Nothing is installed here."""

import re
import shlex
import shutil
import subprocess
import sys

import pytest
import yaml
from conftest import BY_ITSELF, ROOT

from chores import environment

REQUIREMENTS, LOCK = ((ROOT / name).read_text("utf-8") for name in ("requirements.txt", environment.LOCK))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = re.search(r"^\.PHONY: (.+) always$", MAKEFILE, re.M)[1].split()


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """What make needs of a checkout, with an environment that is as it should be. ``installed`` lists what would be done."""
    folder = tmp_path / "here"
    for name in ("Makefile", "requirements.txt", environment.LOCK, *environment.OWN.values()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("node", "__pycache__"))
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.setattr(environment, "_run", lambda command, folder: None)
    environment.install(folder, environment.wanted(folder, environment.version(sys.executable)), False)
    return folder


@pytest.fixture
def install(monkeypatch):
    """A function that runs the chore in a folder, and says whether it would install everything, the own packages or nothing."""

    def run(folder, *arguments):
        done = []
        monkeypatch.setattr(environment, "ROOT", folder)
        monkeypatch.setattr(environment, "install", lambda _, asked, everything: done.append(everything))
        assert environment.main(list(arguments)) == 0
        return {(): "nothing", (True,): "everything", (False,): "own"}[tuple(done)]

    return run


def test_nothing_is_done_where_nothing_has_changed(checkout, install, capsys):
    assert install(checkout) == install(checkout, "--named") == "nothing"
    assert "".join(capsys.readouterr()) == ""


def test_a_copied_or_moved_checkout_makes_its_own(checkout, install, capsys):
    copy = shutil.copytree(checkout, checkout.parent / "there", symlinks=True)
    assert install(copy) == "everything"
    assert f"it was made in {checkout}, and copied or moved with its folder" in capsys.readouterr().out
    moved = shutil.move(checkout, checkout.parent / "elsewhere")
    assert install(moved) == "everything"


@pytest.mark.parametrize(
    "name, done", [(environment.LOCK, "everything"), *((name, "own") for name in environment.OWN.values())]
)
def test_a_file_that_says_what_to_install_has_changed(checkout, install, capsys, name, done):
    (checkout / name).write_text((checkout / name).read_text("utf-8") + "\n# changed\n", "utf-8")
    assert install(checkout) == done and f"environment: {name} has changed. Inst" in capsys.readouterr().out


@pytest.mark.parametrize(
    "note", ["", "{", "[]", "touched"], ids=["an empty note", "a note that is cut", "no note", "another note"]
)
def test_an_installation_that_was_not_finished(checkout, install, note):
    (checkout / ".venv" / "ready").write_text(note)
    assert install(checkout) == "everything"
    shutil.rmtree(checkout / ".venv")
    assert install(checkout) == "everything"


def test_a_python_that_is_gone(checkout, install, capsys):
    (checkout / ".venv" / "bin" / "python").unlink()
    (checkout / ".venv" / "bin" / "python").symlink_to("/nowhere/python3")
    assert install(checkout) == "everything" and "its Python is gone" in capsys.readouterr().out


@pytest.mark.parametrize(
    "noted, there, asked, named, everything",
    [
        ("CPython 3.11.7", "CPython 3.11.7", "CPython 3.12.1", False, False),  # as it was made: PYTHON= was given once
        ("CPython 3.11.7", "CPython 3.11.7", "CPython 3.12.1", True, True),
        ("CPython 3.11.7", "CPython 3.11.8", "CPython 3.11.8", False, True),  # the system's Python is newer now
    ],
)
def test_another_interpreter(noted, there, asked, named, everything):
    rest = {"folder": "/here", environment.LOCK: "1", **dict.fromkeys(environment.OWN.values(), "1")}
    why, all_of_it = environment.to_do(rest | {"python": noted}, rest | {"python": asked}, there, named)
    assert bool(why) == all_of_it == everything


def test_a_python_that_is_too_old(checkout, monkeypatch, capsys):
    monkeypatch.setattr(environment, "ROOT", checkout)
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 0))
    assert environment.main([]) == 0  # the environment is there, and of another
    (checkout / ".venv" / "ready").unlink()
    assert environment.main([]) == 1
    assert capsys.readouterr().err == (
        "environment: Python 3.11 or newer is needed; say which: make book PYTHON=python3.11\n"
    )


# ---- the lock ----


def test_the_lock_is_that_of_the_requirements():
    assert environment.disagreements(REQUIREMENTS, LOCK) == []


@pytest.mark.parametrize(
    "requirements, lock, told",
    [
        (("pandas==3.1.1", "pandas==3.1.0"), ("", ""), "says pandas==3.1.0, and requirements.lock has pandas 3.1.1"),
        (("pandas==3.1.1", "pandas>=3"), ("", ""), "'pandas>=3' is no exact version"),
        (("furo==", "no-such-thing==1.0\nfuro=="), ("", ""), "and requirements.lock has no no-such-thing"),
        (("ruff==0.17.6\n", ""), ("", ""), "requirements.lock has ruff, which requirements.txt no longer names"),
        (("", ""), ("\nfuro==2025.12.19", "\nfuro==2025.12.18"), "and requirements.lock has furo 2025.12.18"),
        (("", ""), ("make lock", "pip-compile"), "requirements.lock was not written by make lock"),
    ],
)
def test_a_lock_of_other_requirements_is_refused(requirements, lock, told):
    assert requirements[0] in REQUIREMENTS and lock[0] in LOCK
    texts = REQUIREMENTS.replace(*requirements, 1), LOCK.replace(*lock, 1)
    (line,) = [line for line in environment.disagreements(*texts) if told in line]
    assert line.startswith("requirements.") and "\n" not in line


def test_names_are_compared_as_indexes_do():
    lock = f"{environment.HEADER}a-b-c==1 \\\n    --hash=sha256:0\n    # via -r requirements.txt\n"
    assert environment.disagreements("A_b.C==1  # why\n-e .\n", lock) == []


def test_make_refuses_before_anything_is_installed(checkout):
    (checkout / "requirements.txt").write_text(REQUIREMENTS.replace("pandas==3.1.1", "pandas==3.1.0"), "utf-8")
    done = subprocess.run(
        ["make", "check", f"PYTHON={sys.executable}"],
        cwd=checkout,
        env=BY_ITSELF,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0 and done.stdout == ""
    line, made = done.stderr.splitlines()
    assert line.startswith("environment: requirements.txt says pandas==3.1.0, and") and line.endswith("make lock")
    assert made.startswith("make: *** ")


# ---- how make starts things ----


@pytest.mark.parametrize("target", TARGETS)
def test_make_starts_tools_by_the_python_of_the_folder(target):
    """A script in an environment that was copied would start the Python of the old folder."""
    printed = subprocess.run(
        ["make", "-n", target], cwd=ROOT, env=BY_ITSELF, capture_output=True, text=True, check=True
    ).stdout
    commands = [part.strip() for line in printed.replace("\\\n", " ").splitlines() for part in line.split("&&")]
    programs = [shlex.split(command)[0] for command in commands if command]
    assert [name for name in programs if "/" in name and not name.endswith("/bin/python")] == []
    if target not in ("clean", "fresh", "help", "lock"):
        assert commands[0].startswith("python3 scripts/run.py environment")


@pytest.mark.parametrize("named", ["", "PYTHON=python3"])
def test_a_python_that_is_named_is_told_to_the_chore(named):
    first, *_ = subprocess.run(
        ["make", "-n", "check", *named.split()],
        cwd=ROOT,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert first.split()[3:] == (["--named"] if named else [])


def test_the_oldest_python_is_the_same_everywhere():
    oldest = ".".join(map(str, environment.least(ROOT)))
    assert environment.least(ROOT / "packages" / "predrawn") == environment.least(ROOT)
    assert re.findall(r"--python-version (\S+)", MAKEFILE) == [oldest]
    assert re.findall(r'^python_version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.M) == [oldest]
    assert f"Python {oldest} or newer" in MAKEFILE and f"Python {oldest} or newer" in (ROOT / "README.md").read_text()
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
            named = [
                step["with"]["python-version"] for step in job["steps"] if "python-version" in step.get("with", {})
            ]
            assert set(named) <= {oldest}
