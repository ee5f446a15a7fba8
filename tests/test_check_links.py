"""What ``check`` says of links to the state of an explorer, on a page made here: no built book is needed."""

import pytest
from bs4 import BeautifulSoup

from chores import check
from predrawn import Choice, carrier, explore, extension, progress

TOWNS = ["Alm", "Berg & Tal", "Cape"]


@pytest.fixture(params=["select", "search"])
def published(request, tmp_path, monkeypatch):
    """A page with an explorer that shows towns side by side, as a book would hold it."""
    channel = tmp_path / "channel"
    channel.touch()
    monkeypatch.setenv(progress.CHANNEL, str(channel))
    town = Choice(TOWNS, kind=request.param)
    shown = explore(lambda town, dotted: f"{town} {dotted}", name="towns", beside="town", town=town, dotted=False)
    markup, states = carrier.take(shown._repr_mimebundle_()["text/html"])
    extension.write_states(tmp_path, states)
    file = tmp_path / "page.html"
    file.write_text(f"<body>{markup}</body>", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "address, known",
    [
        ("#towns.town=Cape", True),
        ("#towns.town=Berg+%26+Tal&towns.town_2=Alm&towns.town_3=Cape", True),
        ("#towns.town=Cape&towns.town_2=none&towns.town_3=none&towns.dotted=yes", True),  # as it is copied
        ("#towns.town_2=Berg+%26+Tal", True),
        ("#towns.town=%E2%80%93", False),  # the first is never none
        ("#towns.town_2=Dale", False),
        ("#towns.town_4=Alm", False),
        ("#towns.dotted=maybe", False),
    ],
)
def test_links_to_what_is_side_by_side(published, address, known):
    faults = check._broken(address, BeautifulSoup(published.read_text("utf-8"), "html.parser"), published)
    assert faults == ([] if known else [f"a link leads to {address}, which no explorer there offers"])
