"""What a reader sees of a source and its tables."""

from bs4 import BeautifulSoup

from mlcareer import data
from mlcareer.views import provenance


def test_what_was_checked_in_words():
    key = {"fields": ["area"], "reference": {"resource": "metros", "fields": ["area"]}}
    schema = {"primaryKey": ["area", "occupation"], "foreignKeys": [key]}
    assert provenance.checked(schema) == "Each is of another area and occupation. Each area stands in metros."


def described(name, **more):
    return {
        "name": name,
        "title": name,
        "description": "All <b>of</b> them.",
        "rows": 1234,
        "producer": "A & B",
        "vintage": "2026",
        "refetchable": True,
        "obtained": "From <i>there</i>.",
        "cautions": ["No <script>alert(1)</script>."],
        "sources": [{"title": "T", "path": "https://example.org"}],
        "licenses": [{"name": "x", "title": "Free", "path": "https://example.org/free"}],
        "rawFiles": [{"path": "raw.csv", "hash": "sha256:" + "a" * 64}],
        "schema": {"primaryKey": ["x"], "fields": []},
        **more,
    }


def test_a_source_with_its_tables_as_text():
    tables = [described("one"), described("two"), described("three", producer="C")]
    page = BeautifulSoup(provenance.Provenance(tables)._repr_html_(), "html.parser")
    first, second = page.find_all("details")
    assert (
        first.find("dl")["id"] == "source-one" == provenance.anchor(tables[:2])
        and second.find("dl")["id"] == "source-three"
    )
    assert [link["href"] for link in first.select("dt a")] == ["#table-one", "#table-two"]
    told = " ".join(first.get_text(" ").split())
    for words in (
        "A & B",
        "Free",
        "the very same files? yes",
        "raw.csv",
        "No <script>alert(1)</script>.",
        "From <i>there</i>.",
        "1,234 rows",
    ):
        assert words in told, words
    assert not page.find_all(["script", "i"])


def test_every_table_of_the_report_is_there():
    shown = provenance.Provenance(data.descriptor()["resources"])._repr_html_()
    page = BeautifulSoup(shown, "html.parser")
    assert [link["href"].removeprefix("#table-") for link in page.select("dt a")] == data.names()
    for about in data.descriptor()["resources"]:
        assert all(caution in page.get_text() for caution in about["cautions"]), about["name"]
