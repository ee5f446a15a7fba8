"""The workflow that publishes, by two linters; and the headers that the README recommends, in a browser that obeys them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import HTML, PAGES, ROOT

from chores import audit

WORKFLOW = ROOT / ".github" / "workflows" / "pages.yml"
BIN = Path(sys.executable).parent


def lint(path: Path) -> str:
    """What the linters print of a workflow: one knows the schema, the other what is unsafe. Neither asks the network."""
    printed = ""
    for command in (
        ["zizmor", "--offline", "--no-progress", "--persona=auditor", "--strict-collection", path],
        ["check-jsonschema", "--builtin-schema", "vendor.github-workflows", path],
    ):
        done = subprocess.run([BIN / command[0], *command[1:]], capture_output=True, text=True, check=False)
        printed += done.stdout + done.stderr if done.returncode else ""
    return printed


@pytest.mark.parametrize("name", sorted(path.name for path in WORKFLOW.parent.glob("*.yml")))
def test_workflows_are_clean(name):
    assert lint(WORKFLOW.with_name(name)) == ""


def test_workflows_pin_the_same_actions():
    pinned = {}
    for path in WORKFLOW.parent.glob("*.yml"):
        for action, commit in re.findall(r"uses: (\S+)@(\w+)", path.read_text("utf-8")):
            pinned.setdefault(action, set()).add(commit)
    assert pinned and all(len(commits) == 1 for commits in pinned.values())


@pytest.mark.parametrize(
    "before, after, complaint",
    [
        ("actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd", "actions/checkout@v6", "unpinned-uses"),
        ("permissions: {}", "permissions: write-all", "excessive-permissions"),
        ("persist-credentials: false", "persist-credentials: true", "artipacked"),
        ("    runs-on: ubuntu-24.04\n", "", "runs-on"),
        ("run: make test", "run: echo ${{ github.event.pull_request.title }}", "template-injection"),
    ],
)
def test_linters_see_what_is_wrong(tmp_path, before, after, complaint):
    text = WORKFLOW.read_text("utf-8")
    assert before in text
    (tmp_path / "pages.yml").write_text(text.replace(before, after))
    assert complaint in lint(tmp_path / "pages.yml")


def policies() -> list[str]:
    """The content security policies as the README gives them: of all pages, and of those that others may show inside theirs."""
    found = re.findall(r"Content-Security-Policy: (.+)", (ROOT / "README.md").read_text("utf-8"))
    assert len(found) == 2 and "frame-ancestors 'none'" in found[0] and "frame-ancestors *" in found[1]
    return found


def policy() -> str:
    """The policy of all pages."""
    return policies()[0]


def test_no_script_stands_inside_a_page():
    assert "script-src 'self';" in policy()
    for name in PAGES:
        inside = BeautifulSoup((HTML / name).read_text("utf-8"), "html.parser").select("script:not([src])")
        assert [script for script in inside if script.get("type") != "application/ld+json"] == [], name  # that is data


@pytest.fixture(scope="module")
def strict_server():
    """The address of the book, served with the README's policy."""
    with audit.served(HTML, {"Content-Security-Policy": policy()}) as address:
        yield address


@pytest.mark.parametrize("name", PAGES)
def test_book_works_under_the_policy(browser, strict_server, name):
    context = browser.new_context()
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{strict_server}/{name}")
    for explorer in page.locator("[data-explorer]").all():
        sentence = explorer.locator("[data-explorer-sentence]").first
        before = sentence.inner_text()
        if explorer.locator("select").count():
            explorer.locator("select").first.select_option(index=2)
            page.wait_for_function(
                "([element, before]) => element.innerText !== before", arg=[sentence.element_handle(), before]
            )
    for button in page.locator(".csv:visible").all()[:1]:
        with page.expect_download():
            button.click()
    context.close()
    assert faults == []


def test_search_works_under_the_policy(browser, strict_server):
    page = browser.new_page()
    page.goto(f"{strict_server}/search.html?q=certificate")
    page.locator("#search-results li a").first.wait_for()
    page.close()
