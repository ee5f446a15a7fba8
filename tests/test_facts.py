"""The files of facts: what is wrong is told in one line, and what YAML is known to spoil stays as it is written."""

import shutil

import pytest

from sources import SOURCES, facts, module

NAME = "price_parities"
#: What stands in that file, to be spoiled.
COLUMN = '{name: all_items, type: number, title: "Price parity, all items", unit: "index, nation = 100", minimum: 1}'
SHA256 = "sha256: c712b4d744bd8cac81dc0d80bf566cb66b86e45277f5c4279f4a9fe5817315b6"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with copies of the files of facts, read in place of them until the test ends."""
    for path in (*facts.FOLDER.glob("*.yml"), facts.FOLDER / "schema.json"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(facts, "FOLDER", tmp_path)
    facts._read.cache_clear()
    yield tmp_path
    facts._read.cache_clear()


def spoil(folder, old, new, name=NAME):
    path = folder / f"{name}.yml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands in {path.name} {text.count(old)} times"
    path.write_text(text.replace(old, new), "utf-8")


def refused(name=NAME, **values):
    """The message, which is one line."""
    with pytest.raises(facts.RefreshError) as error:
        facts.facts(name, **values)
    assert "\n" not in str(error.value) and len(str(error.value)) < 600
    return str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("producer:", "producr:", ": there is no key 'producr'; did you mean 'producer'? There are: title, "),
        ("refetchable: false\n", "", ": the key 'refetchable' is missing."),
        ("refetchable: false", "refetchable: no", ", refetchable: 'no' is not possible here; it takes true or false."),
        ("cite: ", "title: ", ", line 3: the key 'title' stands twice."),
        ("key: [area]", "key: [area]\n    key: [year]", ", line 28: the key 'key' stands twice."),
        ("official: https", "official: http", ", official: 'http://www.bea.gov/data/"),
        ("license: public domain", "license: public domian", ": shared.yml has no 'public domian' among its licenses."),
        ("license: public domain", "license: {name: PD, title: Public}", ", license: the key 'path' is missing."),
        ("    sha256", "    sha265", ", files.parities: there is no key 'sha265'; did you mean 'sha256'?"),
        (SHA256, SHA256[:-1], ", files.parities.sha256: 'c712b4d744bd8cac81dc0d80bf566cb66b86e45277f5c4279f4a9fe5817315b'"),
        ("path: bea_rpp/", "path: ../bea_rpp/", ", files.parities.path: '../bea_rpp/MARPP_MSA_2008_2024.csv' is not possible"),
        ("path: bea_rpp/", "path: /bea_rpp/", ", files.parities.path: '/bea_rpp/MARPP_MSA_2008_2024.csv' is not possible"),
        ("path: bea_rpp/", "path: bea_rpp/./", "it takes a path below the raw folder."),
        ("path: bea_rpp/", "path: bea_rpp/a b", "it takes a path below the raw folder."),
        ("cautions:", "cautions: []\nshared:", ", cautions: at least one is needed."),
        ("    key: [area]", "    key: [aera]", ", price_parities: it has no column 'aera', which its key or reference names."),
        ("    key: [area]", "    key: [area]\n    refers: {metro: metros}", "no column 'metro', which its key or reference"),
        ("    key: [area]", "    key: [area]\n    period: oewss", ": report.toml gives no period 'oewss'; did you mean 'oews'?"),
        ("    key: [area]", "    key: [area]\n    format: xlsx", ".format: 'xlsx' is not possible here. There are: csv, parquet."),
        ("  price_parities:", "  Price parities:", ", tables: 'Price parities' is not possible here; it takes a name of small"),
        ("      - area\n", "      - aera\n", ", price_parities: shared.yml has no 'aera' among its columns. There are: occ"),
        ("      - area\n", "      - 3\n", ", tables.price_parities.columns.0: 3 is not possible here; it takes a column, "),
        ("      - area\n", "      - area\n      - [area]\n", ", price_parities: the column 'area' stands twice."),
        (COLUMN, COLUMN.replace("unit", "units"), ", tables.price_parities.columns.2: there is no key 'units'; did you mean"),
        (COLUMN, COLUMN.replace("type: number, ", ""), ", tables.price_parities.columns.2: the key 'type' is missing."),
        (COLUMN, COLUMN.replace("number", "float"), ".columns.2.type: 'float' is not possible here. There are: string, int"),
        (COLUMN, COLUMN.replace("minimum: 1", "enum: cities"), ", all_items: enum names 'cities', which nothing gives. There"),
        (COLUMN, COLUMN.replace("minimum: 1", "minimum: LEAST"), ", all_items: minimum names 'LEAST', which nothing gives."),
        (COLUMN, COLUMN.replace("minimum: 1", "minimum: one"), "it takes a number, or what the code hands over, in capitals."),
        ("parities, {period}\nofficial", "parities, {perod}\nofficial", " names 'perod', which nothing gives; did you mean 'period'?"),
        ("parities, {period}\nofficial", "parities, {SMALLEST}\nofficial", " names 'SMALLEST', which nothing gives."),
        ("parities, {period}\nofficial", "parities, {period\nofficial", " cannot be filled in: expected '}' before end of string."),
        ("parities, {period}\nofficial", "parities, {period.x}\nofficial", " cannot be filled in: 'str' object has no attribute 'x'."),
        ("tables:", "by_hand: {a: 1}\ntables:", ": there is no key 'by_hand'"),
        ("tables:", "? [a, b]\n: c\ntables:", ", line 23: a key is no text."),
        ("tables:", "tables: [", ", line 25: "),
        ("tables:", "tables: &all !!python/object:os.system", ", line 23: could not determine a constructor for the tag"),
        ("tables:", "tables: *all", ", line 23: found undefined alias 'all'."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_one_line(folder, old, new, message):
    spoil(folder, old, new)
    told = refused()
    assert told.startswith(f"scripts/sources/{NAME}.yml") and message in told


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ": None is not possible here; it takes the facts of a source: title, producer, tables and so on."),
        (b"# nothing\n", ": None is not possible here; it takes the facts of a source"),
        (b"Prices by area, as published.\n", ": 'Prices by area, as published.' is not possible here"),
        (b"title: Stra\xdfe\n", " cannot be read as YAML: 'utf-8' codec can't decode byte 0xdf"),
        (b"title: a\x00b\n", " cannot be read as YAML: "),
        (b"title: [a\nproducer: b\n", ", line 2: "),
        (b"title: a\n\tproducer: b\n", ", line 2: "),
        (b"\x89PNG\r\n", " cannot be read as YAML: "),
    ],
)
def test_no_file_of_facts_at_all(folder, content, message):
    (folder / f"{NAME}.yml").write_bytes(content)
    told = refused()
    assert told.startswith(f"scripts/sources/{NAME}.yml") and message in told


def test_a_file_that_is_not_there(folder):
    (folder / f"{NAME}.yml").unlink()
    assert refused() == f"scripts/sources/{NAME}.yml is not there. Bring it back: git checkout scripts/sources"


def test_a_source_without_a_period(folder):
    (folder / f"{NAME}.yml").rename(folder / "price_parity.yml")
    assert "price_parity.yml: report.toml gives no period 'price_parity'; did you mean" in refused("price_parity")


@pytest.mark.parametrize("other", ["place_names.delineations", "plce_names.delineation", "prevailing_wages.counties"])
def test_a_file_of_another_source_that_is_not_there(folder, other):
    spoil(folder, "place_names.delineation", other, "prevailing_wages")
    told = f"scripts/sources/prevailing_wages.yml, files.counties: there is no file '{other}'."
    assert refused("prevailing_wages") == told


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("shared", "    title: O*NET-SOC code\n", "", "scripts/sources/shared.yml, columns.onet_code: the key 'title' is missing."),
        ("shared", "columns:", "colums:", "scripts/sources/shared.yml: there is no key 'colums'; did you mean 'columns'?"),
        ("certificates", "      note: In beta", "      notes: In beta", ", by_hand.certificates.azure-ai-103: there is no key 'notes'"),
        ("certificates", "check_again: 2027-05-22", "check_again: 22 May", ", by_hand.check_again: '22 May' is not possible here"),
        ("occupation_aliases", "15-1253], reason: short", "15-1253], reason: shrt", ", by_hand.words.QA.reason: 'shrt' is not"),
        ("occupation_aliases", "QA: {means: [15-1253]", "QA: {means: [151253]", ", by_hand.words.QA.means.0: 151253 is not possible"),
        ("place_names", "one_city:", "one_cities:", ", by_hand: there is no key 'one_cities'; did you mean 'one_city'?"),
        ("projections_earlier", "    - 11-1031", "    - 11-103", ", by_hand.not_surveyed.0: '11-103' is not possible here"),
    ],
)  # fmt: skip
def test_what_is_shared_or_set_down_by_hand_is_checked(folder, name, old, new, message):
    spoil(folder, old, new, name)
    assert message in refused(NAME if name == "shared" else name)


def test_what_is_set_down_by_hand_is_needed(folder):
    path = folder / "geography.yml"
    path.write_text(
        path.read_text("utf-8").replace("\nby_hand:\n", "\nshared: []\n").replace("  short:\n", ""), "utf-8"
    )
    path.write_text(
        "\n".join(line for line in path.read_text("utf-8").split("\n") if not line.startswith('    "')), "utf-8"
    )
    assert refused("geography", GEONAMES="x") == "scripts/sources/geography.yml: the key 'by_hand' is missing."


@pytest.mark.parametrize(
    "text", ["NO", "yes", "off", "09", "007", "1_000", "1e3", "0x1F", "12:30", "2026-01-02", "=", "<<", "1.", ".5"]
)
def test_what_yaml_is_known_to_spoil_stays_text(tmp_path, text):
    (tmp_path / "a.yml").write_text(f"key: {text}\n{text}: value\nlist: [{text}]\n", "utf-8")
    assert facts._load(tmp_path / "a.yml") == {"key": text, text: "value", "list": [text]}


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("false", False), ("0", 0), ("-180", -180), ("2024", 2024), ("0.5", 0.5), ("10.0", 10.0)]
)  # fmt: skip
def test_true_false_and_plain_numbers_are_such(tmp_path, text, value):
    (tmp_path / "a.yml").write_text(f"{text}: {text}", "utf-8")
    (held,) = facts._load(tmp_path / "a.yml").items()
    assert held == (text, value) and type(held[1]) is type(value)


def test_what_a_file_of_facts_says(folder):
    """Texts are filled in, a column of shared.yml may be changed, a list of columns stands for those in it."""
    spoil(folder, "parities, {period}\nofficial", "parities of {begins}, {oews}, at least {LEAST:,}\nofficial")
    spoil(folder, "      - area\n", "      - &both [area, {use: state, title: Its state, required: false}]\n")
    spoil(folder, COLUMN, COLUMN.replace("minimum: 1", "minimum: LEAST, enum: PRICES, unique: true"))
    source, tables = facts.facts(NAME, LEAST=1000, PRICES=[1000, 2000])
    assert source.cite == "regional price parities of 2024, May 2025, at least 1,000"
    assert (
        source.named == {"parities": "bea_rpp/MARPP_MSA_2008_2024.csv"}
        and source.fetch == {}
        and source.by_hand is None
    )
    table = tables[NAME]
    assert table.columns[:4] == ["area", "state", "year", "all_items"] and table.primary_key == ("area",)
    assert table.field("state") == {
        "name": "state",
        "type": "string",
        "title": "Its state",
        "constraints": {"pattern": "[A-Z]{2}"},
    }
    assert list(table.field("all_items")["constraints"]) == ["required", "minimum", "enum", "unique"]
    assert table.field("all_items")["constraints"]["minimum"] == 1000 and table.values("all_items") == [1000, 2000]


def test_what_the_code_asks_for_and_is_not_there_is_told_in_one_line():
    source, tables = facts.facts(NAME)
    for ask, told in (
        (lambda: source.named["parity"], f"scripts/sources/{NAME}.yml, files: there is no 'parity', which the source's code needs"),
        (lambda: tables["prices"], f"scripts/sources/{NAME}.yml, tables: there is no 'prices', which the source's code needs"),
        (lambda: tables[NAME].field("yaer"), f"{NAME}, columns: there is no 'yaer', which the source's code needs; did you mean 'year'?"),
        (lambda: tables[NAME].values("goods"), f"{NAME}, goods: there is no 'enum', which the source's code needs."),
    ):  # fmt: skip
        with pytest.raises(facts.RefreshError) as error:
            ask()
        assert str(error.value).startswith(told)


def test_the_first_year_of_a_period():
    assert facts._first_year("October to December 2023") == facts._first_year("2023–33") == "2023"
    assert facts._first_year("O*NET 30.2") == ""


def test_a_file_of_another_source_is_that_very_file():
    of, own = module("prevailing_wages").SOURCE, module("place_names").SOURCE
    path = own.named["delineation"]
    assert of.named["counties"] == path and of.files[path] == own.files[path]
    of, own = module("place_names").SOURCE, module("us_atlas").SOURCE
    assert of.fetch[of.named["atlas"]] == own.fetch[own.named["package"]]


def test_every_file_of_facts_is_a_source():
    assert {path.stem for path in facts.FOLDER.glob("*.yml")} == {*SOURCES, "shared"}
    assert set(facts._schema()["$defs"]["by_hand"]) <= {*SOURCES, "description"}


@pytest.mark.parametrize("name", SOURCES)
def test_a_table_is_cited_by_its_own_period(name):
    """Where a source is cited by its period. Figures of FY2024 to FY2026 were told to be of October to December 2023."""
    lines = (facts.FOLDER / f"{name}.yml").read_text("utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith("cite:")]
    if "{period}" in line:
        made = module(name)
        assert made.SOURCE.period in made.SOURCE.cite
        for table in made.TABLES.values():
            assert (table.period or made.SOURCE.period) in (table.cite or made.SOURCE.cite), table.name
