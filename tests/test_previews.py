"""The pictures that stand for pages where links to them are shared."""

from types import SimpleNamespace
from xml.etree import ElementTree

import numpy as np
import pytest
from conftest import HTML, PAGES
from docutils import nodes, utils
from matplotlib import image

from mlcareer.site import previews

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="chart-svg" viewBox="0 0 320 {}" style="fill:var(--chart-ink,#1d2127)">'
    '<path d="M0 0h320v{}H0z" style="fill:var(--chart-accent,#b3401a)"/><text x="9" y="20">Pay</text></svg>'
)
ACCENT = np.array([0xB3, 0x40, 0x1A]) / 255


def picture(height: int) -> ElementTree.Element:
    return ElementTree.fromstring(SVG.format(height, height))


def seen(card: str, tmp_path) -> np.ndarray:
    """The picture's pixels, rows from the top."""
    (tmp_path / "x.png").write_bytes(previews.drawn(card))
    return image.imread(tmp_path / "x.png")[:, :, :3]


def like(pixels: np.ndarray, color=ACCENT) -> np.ndarray:
    return np.abs(pixels - color).max(axis=2) < 0.02


@pytest.mark.parametrize("name", PAGES)
def test_each_page_has_a_picture_of_the_size_that_is_asked_for(name):
    pixels = image.imread(HTML / previews.address(name.removesuffix(".html")))
    assert pixels.shape[:2] == (previews.HEIGHT, previews.WIDTH)
    assert like(pixels[:, :16, :3]).all()  # the bar at the left
    ink = like(pixels[:, :, :3], np.array([0x1D, 0x21, 0x27]) / 255)
    assert ink[:, 40:].any() and not ink[:, -20:].any() and not ink[-20:].any()  # words, none of which is cut off


def test_no_two_pages_have_the_same():
    assert len({(HTML / previews.address(name.removesuffix(".html"))).read_bytes() for name in PAGES}) == len(PAGES)


@pytest.mark.parametrize("height, drawn", [(100, 175), (300, 525), (2000, 550)])
def test_a_chart_has_the_room_at_the_right_and_a_high_one_is_cut_off_below(tmp_path, height, drawn):
    accent = like(seen(previews.card("A page", "Words.", "A book", picture(height)), tmp_path))
    rows, columns = np.flatnonzero(accent[:, 900]), np.flatnonzero(accent[315, 16:]) + 16
    assert len(rows) == pytest.approx(drawn, abs=2)
    assert len(columns) == pytest.approx(previews.ROOM, abs=2)  # and not a strip, where it is high
    assert columns.min() >= previews.WIDTH - previews.ROOM - 41 and columns.max() <= previews.WIDTH - 40


def test_what_the_page_says_of_itself_is_there(tmp_path):
    with_words, without = (
        seen(previews.card("A page", words, "A book", None), tmp_path) for words in ("Some words.", "")
    )
    assert (with_words != without).any()


def test_the_same_page_gives_the_same_bytes():
    first, second = (previews.drawn(previews.card("A <b> & page", "", "A book", picture(90))) for _ in range(2))
    assert first == second


def test_the_first_chart_of_a_page_is_taken():
    document = utils.new_document("x")
    for text in ("<p>no picture</p>", f"<figure>{SVG.format(1, 1)}</figure>", SVG.format(2, 2)):
        document += nodes.raw("", text, format="html")
    assert previews.chart(document).get("viewBox") == "0 0 320 1"
    assert previews.chart(utils.new_document("x")) is None and previews.chart(None) is None


def test_a_page_that_says_nothing_of_itself_has_none(tmp_path):
    app = SimpleNamespace(builder=SimpleNamespace(name="html"), outdir=tmp_path)
    previews.draw(app, "embed/pay", "embed.html", {"site": {"description": ""}}, None)
    assert not list(tmp_path.iterdir())
