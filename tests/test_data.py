"""The tables against their descriptor, and against figures as published."""

import json

import pandas as pd
import pytest

from mlcareer import data


@pytest.mark.parametrize("name", data.names())
def test_table_is_as_described(name):
    about = data.resource(name)
    frame = data.load(name)
    assert len(frame) > 0
    assert list(frame.columns) == [field["name"] for field in about["schema"]["fields"]]
    for key in ("title", "description", "producer", "cite", "vintage", "obtained", "hash", "bytes"):
        assert about[key], f"{name} lacks {key}"
    assert about["sources"][0]["path"].startswith("https://") and about["licenses"][0]["title"]
    assert isinstance(about["refetchable"], bool)
    for field in about["schema"]["fields"]:
        assert field["title"]
        if field["type"] == "number":
            assert field.get("unit"), f"{name}.{field['name']} has no unit"


@pytest.mark.parametrize("name", data.names())
def test_keys_point_to_rows_that_exist(name):
    for key in data.resource(name)["schema"].get("foreignKeys", []):
        (field,), (target,) = key["fields"], key["reference"]["fields"]
        assert set(data.load(name)[field]) <= set(data.load(key["reference"]["resource"])[target])


def test_every_file_is_described_and_the_other_way_round():
    described = {about["path"] for about in data.descriptor()["resources"]}
    assert described == {path.name for path in data.folder().glob("*.csv")}


def value(table, column, **key):
    frame = data.load(table)
    for name, wanted in key.items():
        frame = frame[frame[name] == wanted]
    assert len(frame) == 1
    return frame[column].iloc[0]


def test_figures_as_published():
    """Read off the producers' own publications, not off the tables."""
    nation = {"table": "oews_national", "occupation": "15-2051"}
    assert value(column="employment", **nation) == 262_440
    assert value(column="median", **nation) == 120_230
    assert value(column="mean_rse", **nation) == 0.7
    san_jose = {"table": "oews_metro", "area": "41940"}
    assert value(column="median", occupation="15-2051", **san_jose) == 185_080
    assert value(column="employment", occupation="15-1252", **san_jose) == 87_350
    assert value("oews_national_earlier", "median", occupation="15-2051", year=2024) == 112_590
    assert value("oews_national_earlier", "median", occupation="15-2051", year=2023) == 108_020
    assert value("oews_industry", "employment", industry="52--53") == 46_730
    published = {
        "41860": 115.6,
        "41940": 110.4,
        "42660": 111.1,
        "35620": 112.6,
        "14460": 108.3,
        "12420": 98.1,
        "16980": 103.6,
        "31080": 113.6,
        "12060": 100.1,
    }
    for area, level in published.items():
        assert round(value("price_parities", "all_items", area=area), 1) == level
    assert value("projections_2025_35", "growth_percent", occupation="15-2051") == 34.6
    assert value("projections_2024_34", "growth_percent", occupation="15-2051") == 33.5
    assert value("education_assignments", "education", occupation="15-1221") == "Master's degree"
    assert value("prevailing_wages", "level_1", area="41940", occupation="15-2051") == 123_531
    assert value("onet_education", "n", onet_code="15-1252.00", category=6) == 22
    assert value("onet_education", "suppress", onet_code="15-1221.00", category=6)


def test_coverage():
    metro = data.load("oews_metro")
    assert metro["area"].nunique() == 393  # not the 135 nonmetropolitan areas of the same area type
    assert set(metro["occupation"]) == {"15-2051", "15-1221", "15-1252", "00-0000"}
    technologies = data.load("onet_technologies").query("onet_code == '15-2051.00'")
    assert (len(technologies), technologies["in_demand"].sum()) == (87, 22)
    assert len(data.load("places")) == 10 and data.load("places")["area"].nunique() == 9
    assert len(data.load("price_parities")) == 388  # 387 metros and the nation


def test_suppressed_figures_stay_suppressed():
    metro = data.load("oews_metro")
    measures = [name for name in metro.columns[2:] if name not in ("not_released", "top_coded")]
    for name in measures:
        marked = metro["not_released"].str.split().map(lambda words, name=name: name in words)
        assert (metro[name].isna() == marked).all(), name
    assert (metro["not_released"] != "").sum() > 0


class TestBadInput:
    """One clear line each: which file, what is wrong, what to do."""

    def refused(self, tables, name, *words):
        with pytest.raises(data.DataError) as caught:
            data.load(name)
        message = str(caught.value)
        assert "\n" not in message
        for word in words:
            assert word in message, message

    def rewrite(self, tables, name, change):
        """Spoil a table and make the descriptor agree with the spoiled bytes, so that the schema has to notice."""
        path = tables / f"{name}.csv"
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        change(frame).to_csv(path, index=False, lineterminator="\n")
        package = json.loads((tables / data.DESCRIPTOR).read_text())
        for about in package["resources"]:
            if about["name"] == name:
                about["bytes"], about["hash"] = path.stat().st_size, data.sha256(path.read_bytes())
        (tables / data.DESCRIPTOR).write_text(json.dumps(package))

    def test_unknown_name(self, tables):
        self.refused(tables, "oews_metros", "oews_metros", "did you mean 'oews_metro'?")

    def test_missing_table(self, tables):
        (tables / "places.csv").unlink()
        self.refused(tables, "places", "data/places.csv is missing", "git checkout")

    def test_number_changed_by_hand(self, tables):
        path = tables / "oews_national.csv"
        path.write_text(path.read_text().replace("120230", "120330"))
        self.refused(tables, "oews_national", "data/oews_national.csv", "sha256", "make refresh")

    def test_column_gone(self, tables):
        self.rewrite(tables, "oews_national", lambda frame: frame.drop(columns="mean_rse"))
        self.refused(tables, "oews_national", "missing: mean_rse")

    def test_wrong_type(self, tables):
        self.rewrite(tables, "oews_national", lambda frame: frame.replace("120230", "much"))
        self.refused(tables, "oews_national", "line 2", "median", "'much' is not an integer")

    def test_value_out_of_bounds(self, tables):
        self.rewrite(tables, "oews_national", lambda frame: frame.replace("120230", "-5"))
        self.refused(tables, "oews_national", "median", "below 0")

    def test_unknown_code(self, tables):
        self.rewrite(tables, "oews_national", lambda frame: frame.replace("15-2051", "15-9999"))
        self.refused(tables, "oews_national", "occupation", "15-9999")

    def test_key_twice(self, tables):
        self.rewrite(tables, "oews_national", lambda frame: pd.concat([frame, frame.head(1)]))
        self.refused(tables, "oews_national", "occurs twice", "15-2051")

    def test_required_value_empty(self, tables):
        self.rewrite(tables, "places", lambda frame: frame.replace("Seattle", ""))
        self.refused(tables, "places", "name", "required")

    def test_no_folder(self, monkeypatch, tmp_path):
        monkeypatch.setenv("MLCAREER_DATA", str(tmp_path / "nowhere"))
        self.refused(tmp_path, "places", "datapackage.json is not there")

    def test_broken_descriptor(self, tables):
        (tables / data.DESCRIPTOR).write_text("{")
        self.refused(tables, "places", "datapackage.json is not valid JSON")
