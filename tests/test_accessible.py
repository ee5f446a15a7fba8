"""Can everybody read the pages? axe-core over every page, and what it cannot find.

A scan finds missing names, wrong roles, low contrast of text in HTML. It cannot find whether an alternative text says
what the picture shows, whether an order of headings makes sense, whether the skip link leads anywhere, whether focus can be
seen and followed, low contrast inside a picture, meaning carried by colour alone, or content that is cut at a larger
text size. The tests below look at those that a program can look at. What is left for people, at each change of a
chapter: does each alternative text state the finding of its chart; do link texts make sense by themselves; does any
sentence speak of a colour alone; do the pages read well aloud.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import HTML, PAGES

#: No rule is switched off. Rules that need a person's eye come back as "incomplete" and are not counted.
AXE = Axe()
OPTIONS = {"resultTypes": ["violations"], "preload": False}  # preload asks for stylesheets, which a file may not

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.mark.parametrize(
    "size, scheme",
    [
        pytest.param(WIDE, "light", id="wide-light"),
        pytest.param(WIDE, "dark", id="wide-dark", marks=pytest.mark.slow),
        pytest.param(PHONE, "light", id="phone-light", marks=pytest.mark.slow),
        pytest.param(PHONE, "dark", id="phone-dark"),
    ],
)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit, name, size, scheme):
    page = visit(HTML / name, viewport=size, color_scheme=scheme, reduced_motion="reduce")
    if size is WIDE:  # folded parts have to be open to be scanned; on the phone they stay as they come
        page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    violations = AXE.run(page, options=OPTIONS).response["violations"]
    assert [f"{violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in violations] == []


@pytest.mark.parametrize("name", PAGES)
def test_headings_landmarks_tables_and_pictures(visit, name):
    page = visit(HTML / name)
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => +heading.tagName[1])"
    )
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:])), levels
    assert page.locator("main, [role=main]").count() == 1
    for table in page.locator("article table").all():
        assert table.locator("caption").text_content().strip()
        assert table.locator("thead th[scope=col]").count() and table.locator("tbody th[scope=row]").count()
    for picture in page.locator("article svg[role=img]").all():
        words = picture.get_attribute("aria-label")
        assert words.endswith(".") and len(words.split()) >= 8, words


@pytest.mark.parametrize("name", PAGES)
def test_skip_link_is_the_first_stop_and_works(visit, name):
    page = visit(HTML / name, viewport=WIDE, reduced_motion="reduce")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to content"
    box = page.locator(".skip-to-content").bounding_box()
    assert box["x"] >= 0 and box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('article, article ~ footer, footer')")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("name", ["book/cities.html", "book/index.html"])
def test_focus_can_be_seen_at_each_stop(visit, name, size):
    """Each stop of the Tab key is on the screen and drawn otherwise than without focus."""
    page = visit(HTML / name, viewport=size, reduced_motion="reduce")
    stops = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
            const element = document.activeElement;
            if (element === document.body) return null;
            const box = element.getBoundingClientRect();
            const style = getComputedStyle(element);
            return {
              what: element.outerHTML.slice(0, 120),
              on: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight && box.width > 0,
              ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
              shown: element.checkVisibility({ visibilityProperty: true }),
            };
        }""")
        if stop is None:
            break
        assert stop["on"] and stop["shown"], stop
        assert stop["ring"], stop
        stops.add(stop["what"])
    else:
        pytest.fail("the Tab key never leaves the page")
    assert len(stops) > 20


@pytest.mark.parametrize("menu", ["nav", "toc"])
def test_menus_of_a_phone_work_by_keyboard(visit, menu):
    page = visit(HTML / "book/cities.html", viewport=PHONE, reduced_motion="reduce")
    drawer = page.locator(".sidebar-drawer" if menu == "nav" else ".toc-drawer")
    button = page.locator(f"header .{menu}-overlay-icon")
    assert not drawer.is_visible() and button.get_attribute("aria-expanded") == "false"
    while not button.evaluate("(button) => button === document.activeElement"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body"), "the button is out of reach"
    page.keyboard.press("Enter")
    assert drawer.is_visible() and button.get_attribute("aria-expanded") == "true"
    assert drawer.evaluate("(drawer) => drawer.contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not drawer.is_visible() and button.evaluate("(button) => button === document.activeElement")
    page.keyboard.press("Space")
    assert drawer.is_visible()
    page.locator(f".{'sidebar' if menu == 'nav' else 'toc'}-overlay").click(
        position={"x": 320 if menu == "nav" else 40, "y": 700}
    )
    assert not drawer.is_visible() and button.get_attribute("aria-expanded") == "false"


#: Contrast of two colours as WCAG defines it. Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
RATIO = """
  const parse = (words) => (words.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (part) => ((part /= 255) <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const luminance = (words) => {
    const [r, g, b] = parse(words);
    return 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
  };
  const ratio = (a, b) =>
    (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
"""


@pytest.mark.parametrize("choice", ["light", "dark", "chosen dark"])
@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("book/")])
def test_words_in_charts_have_contrast(visit, name, choice):
    page = visit(HTML / name, color_scheme="light" if choice == "chosen dark" else choice)
    if choice == "chosen dark":
        page.evaluate("document.body.dataset.theme = 'dark'")
    seen = page.evaluate(f"""() => {{
        {RATIO}
        const paper = getComputedStyle(document.body).backgroundColor;
        const found = [...document.querySelectorAll("svg.chart-svg text")].map((text) =>
          [text.textContent.slice(0, 40), ratio(getComputedStyle(text).fill, paper)]);
        return {{ paper: parse(paper), found }};
    }}""")
    assert (sum(seen["paper"][:3]) < 150) == (choice != "light")
    assert [(words, round(ratio, 2)) for words, ratio in seen["found"] if ratio < 4.5] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_in_charts_have_contrast(visit, scheme):
    """What carries a figure has 3 to 1; lines that only guide the eye may be fainter."""
    page = visit(HTML / "book" / "salaries.html", color_scheme=scheme)
    ratios = page.evaluate(f"""() => {{
        {RATIO}
        const probe = document.body.appendChild(document.createElement("i"));
        const of = (name) => ((probe.style.color = `var(--chart-${{name}})`), getComputedStyle(probe).color);
        return Object.fromEntries(["ink", "quiet", "accent", "context"].map((name) => [name, ratio(of(name), of("paper"))]));
    }}""")
    assert {name: ratio for name, ratio in ratios.items() if ratio < (3 if name == "context" else 4.5)} == {}
