"""The tables against their descriptor, and against figures as published."""

import json
import re

import pandas as pd
import pytest

from mlcareer import data


@pytest.mark.parametrize("name", data.names())
def test_table_is_as_described(name):
    about = data.resource(name)
    frame = data.load(name)
    assert len(frame) == about["rows"] > 0
    assert list(frame.columns) == [field["name"] for field in about["schema"]["fields"]]
    for key in ("title", "description", "producer", "cite", "vintage", "obtained", "hash", "bytes"):
        assert about[key], f"{name} lacks {key}"
    assert about["sources"][0]["path"].startswith("https://") and about["licenses"][0]["title"]
    assert isinstance(about["refetchable"], bool)
    assert about["bytes"] == (data.folder() / about["path"]).stat().st_size
    for field in about["schema"]["fields"]:
        assert field["title"]
        if field["type"] == "number":
            assert field.get("unit"), f"{name}.{field['name']} has no unit"


def test_every_file_is_described_and_the_other_way_round():
    described = {about["path"] for about in data.descriptor()["resources"]}
    assert described == {path.name for path in data.folder().iterdir() if path.suffix in (".csv", ".parquet")}


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
    assert value("oews_industry", "employment", industry="52--53", occupation="15-2051") == 46_730
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
    assert value("projections", "growth_percent", occupation="15-2051") == 34.6
    assert value("projections_earlier", "growth_percent", occupation="15-2051") == 33.5
    assert value("education_assignments", "education", occupation="15-1221") == "Master's degree"
    assert value("prevailing_wages", "level_1", area="41940", occupation="15-2051") == 123_531
    assert value("onet_education", "n", onet_code="15-1252.00", category=6) == 22
    assert value("onet_education", "suppress", onet_code="15-1221.00", category=6)


def test_every_sector_has_its_jobs_of_all_occupations():
    """So that the density of an occupation there can be worked out."""
    rows = data.load("oews_industry")
    jobs = rows.pivot(index="industry", columns="occupation", values="employment").astype(float)
    sectors = rows.loc[rows["level"].isin([0, 2]) & (rows["occupation"] == "15-2051"), "industry"]
    assert jobs.loc[sectors, "00-0000"].notna().all()
    nation = data.load("oews_national").set_index("occupation")["employment"]
    for occupation in ("15-2051", "15-1221", "15-1252", "00-0000"):
        assert jobs.loc["000000", occupation] == nation[occupation]
    density = jobs["15-2051"] / jobs["00-0000"]
    density /= density["000000"]
    published = {"62--63": 0.38, "52--53": 4.41, "48--50": 0.35}
    assert {sector: round(density[sector], 2) for sector in published} == published
    share = jobs["00-0000"] / jobs.loc["000000", "00-0000"] * 100
    assert round(share["62--63"], 1) == 15.5


def test_machine_learning_titles_are_among_all_filings():
    """Seven states hold half of the pairs for any title too; the raw file has 96,545 filings."""
    states = data.load("visa_states")
    assert (states["filings"] <= states["all_filings"]).all() and (states["employers"] <= states["all_employers"]).all()
    assert states["all_filings"].sum() == 96_545 and states["state"].is_unique
    inside = states[states["state"].isin(["CA", "WA", "NY", "MA", "TX", "IL", "GA"])].sum(numeric_only=True)
    share = inside / states.sum(numeric_only=True) * 100
    assert round(share["all_employers"], 1) == 51.2 and round(share["all_filings"], 1) == 58.9


def test_an_employer_stands_once_however_it_is_spelled():
    employers = data.load("visa_employers")
    names = employers["employer"].str.lower().str.replace(r"[^a-z0-9 ]", "", regex=True)
    assert names.is_unique
    assert employers["employer"].iloc[:2].tolist() == ["all employers", "ByteDance Inc"]
    assert employers["titles"].iloc[:2].tolist() == [2101, 50] and employers["employers"].iloc[0] == 1184
    assert employers["titles"].iloc[1:].is_monotonic_decreasing


def test_base_rates_of_onet():
    rates = data.load("onet_everywhere").set_index(["domain", "element", "mark"]).sort_index()
    share = (rates["reach"] / rates["occupations"] * 100).round()
    assert share["skill", "Programming", 3] == 3 and share["skill", "Complex Problem Solving", 3] == 72
    assert share["skill", "Mathematics", 3] == 27 and share["knowledge", "Mathematics", 3] == 56
    assert share["education", "Master's degree or more", 10] == 31
    assert rates.loc[("technology", "Python", 1), ["reach", "occupations"]].tolist() == [67, 923]
    patterns = rates.loc["task", "pattern"]
    assert (patterns != "").all() and set(rates.drop(index="task")["pattern"]) == {""}
    named = data.load("onet_tasks").query("onet_code == '15-2051.00'")["task"]
    counted = {name: named.str.contains(patterns[name, 1], case=False).sum() for name in ("models", "data analysis")}
    assert counted == {"models": 4, "data analysis": 5}
    remodeled = pd.Series(["Plan the remodeling of rooms.", "Modeling of risk."])
    assert remodeled.str.contains(patterns["models", 1], case=False).tolist() == [False, True]


def test_areas_of_a_typical_occupation():
    """Fewer reach a higher mark, and fewer surely than by the estimate; about half reach the nation's concentration."""
    typical = data.load("oews_everywhere").set_index("mark")
    assert typical.index.tolist() == [0.25, 0.5, 0.75, 1.0] and set(typical["occupations"]) == {304}
    assert typical["reach"].is_monotonic_decreasing and typical["surely_reach"].is_monotonic_decreasing
    assert typical["surely_below"].is_monotonic_increasing
    assert (typical["surely_reach"] < typical["reach"]).all()
    assert (typical["reach"] + typical["surely_below"] <= 100).all()
    assert typical.loc[1.0].tolist() == [304, 48.3, 29.9, 36.9]


def test_rank_of_a_rating_among_all_occupations():
    """Programming is rated lower nearly everywhere than for research scientists; mathematics is no mark of developers."""
    rated = data.load("onet_importance").set_index(["onet_code", "domain", "element"])["percentile"]
    assert rated["15-1221.00", "skill", "Programming"] == 98.9 and rated["15-1252.00", "skill", "Mathematics"] == 58.1


def test_experience_that_workers_name():
    """The shares of an occupation's categories add up; the median developer names more than six years."""
    named = data.load("onet_experience").set_index(["onet_code", "category"])["percent"].unstack()
    assert named.shape == (2, 11) and named.sum(axis="columns").round().eq(100).all()
    assert named.loc["15-1252.00", 9:].sum() > 50 > named.loc["15-1252.00", 10:].sum()


def test_nine_months_are_a_part_of_their_year():
    nine = data.load("visa_nine_months").set_index(["fiscal_year", "occupation"])["certified"]
    whole = data.load("visa_certified").set_index(["fiscal_year", "occupation"])["certified"]
    both = nine.index.intersection(whole.index)
    assert len(both) == 6 and (nine[both] < whole[both]).all() and (nine[both] > whole[both] / 2).all()
    change = (nine["FY2026"] / nine["FY2025"] - 1) * 100
    assert change.round(1).to_dict() == {"15-2051": 3.1, "15-1252": -13.4, "00-0000": -9.7}


def test_firms_of_two_industries_that_filed_for_the_title():
    """With those that did not."""
    firms = data.load("visa_industries")
    assert (firms["titles"] <= firms["all_titles"]).all() and (firms["all_titles"] > 0).all()
    filed = firms[firms["titles"] > 0].groupby("industry")["titles"].agg(["size", "sum"])
    assert filed.loc["e-commerce"].tolist() == [10, 34] and filed.loc["cybersecurity"].tolist() == [4, 13]
    assert value("visa_industries", "titles", employer="CrowdStrike Inc") == 0


def test_postings_as_published():
    """Extremes and newest figures as the report's raw files note them; no month is missing."""
    software = data.load("postings_software").set_index("date")["postings"]
    assert (software.idxmax(), software.max()) == ("2022-03-01", 233.62)
    later = software["2022-03-01":]
    assert (later.idxmin(), later.min(), software.iloc[-1]) == ("2025-04-01", 62.61, 72.15)
    named, remote = (data.load(name).set_index("date")["percent"] for name in ("postings_ai", "postings_remote"))
    assert [round(named[day], 1) for day in ("2019-01-01", "2026-06-30")] == [1.7, 5.9]
    assert [round(remote[day], 1) for day in ("2019-01-01", "2026-04-30")] == [2.5, 8.5]
    for series in (software, named, remote, data.load("postings_all").set_index("date")["postings"]):
        months = pd.PeriodIndex(series.index, freq="M")
        assert set(months) == set(pd.period_range(months.min(), months.max(), freq="M"))


def test_states_of_postings_are_those_of_the_survey_without_territories():
    states = data.load("postings_states").set_index("state")
    assert set(states.index) == set(data.load("states")["state"]) - {"GU", "PR", "VI"} | {"US"}
    assert (states["highest"] >= states[["postings", "year_before"]].max(axis=1)).all()
    newest = data.load("postings_newest").set_index("table")["newest"]
    assert set(states["date"]) == {newest["postings_states"]}
    for name in ("postings_software", "postings_all", "postings_ai", "postings_remote"):
        assert data.load(name)["date"].max() == newest[name]


def test_exposure_of_the_stand_ins():
    """By whom it is rated, and how, changes which of the three stands first."""
    exposure = data.indexed("exposure", occupation=("15-2051", "15-1221", "15-1252"))
    three = exposure.loc[["15-2051", "15-1221", "15-1252"]]
    assert three["observed"].round(2).tolist() == [0.46, 0.34, 0.29]
    assert three["rated_by_people"].round(2).tolist() == [0.58, 0.5, 0.45]
    assert three["rated_by_model"].round(2).tolist() == [0.69, 0.63, 0.87]
    assert (exposure["observed"].notna().sum(), exposure["observed"].eq(0).sum()) == (755, 410)
    assert exposure["rated_of"].eq(0).eq(exposure["rated_by_people"].isna()).all()


def test_filings_of_four_years_by_code_and_employer():
    """The sums and shares that the report's raw files note, and the same sum by code as by employer."""
    codes, employers = data.load("filing_codes"), data.load("filing_employers")
    whole = employers[employers["employer"] == "all employers"].set_index("titles")
    assert whole["filings"].to_dict() == {"machine learning engineer": 5693, "machine learning or ML": 10218}
    assert codes.groupby("titles")["filings"].sum().to_dict() == whole["filings"].to_dict()
    share = codes[codes["titles"] == "machine learning engineer"].set_index("code")["percent"].round(1)
    assert share[["15-1252", "15-2051", "15-1133", "15-1221"]].tolist() == [52.3, 22.9, 5.4, 3.9]
    assert codes.groupby("titles")["percent"].sum().between(99.5, 100.5).all()
    surveyed = set(data.load("occupations_detailed")["occupation"])
    assert (codes["occupation"].isin(surveyed) == (codes["classification"] == "2018")).all()
    for _, rows in employers[employers["employer"] != "all employers"].groupby("titles"):
        assert len(rows) >= 25 and rows["filings"].is_monotonic_decreasing


def test_a_masters_degree_or_more_joins_two_groups():
    stated = data.load("survey_pay").query("grouping == 'degree'").set_index(["role", "group"])["n"]
    for role, n in (("AI/ML engineer", 44), ("Data scientist", 61)):
        assert stated[role, "Master's degree or more"] == n
        assert stated[role, "Master's degree"] + stated[role, "Professional degree (PhD, JD, MD)"] == n
    long = {"role": "AI/ML engineer", "grouping": "years of coding", "group": "20 years or more"}
    figures = [value("survey_pay", name, **long) for name in ("n", "p75", "p75_low", "p75_high")]
    assert figures == [29, 300_000, 246_000, 360_000]


def bearers(name):
    """(place, state) of all that bear a name."""
    rows = data.load("place_names").query("name == @name")
    return set(zip(rows["place"], rows["state"]))


@pytest.mark.parametrize(
    "name, expected",
    [
        ("Columbus", {("18140", "OH"), ("17980", "GA"), ("18020", "IN"), ("37980", "NJ"), ("MS", "MS"), ("NE", "NE")}),
        ("Dublin", {("18140", "OH"), ("41860", "CA"), ("GA", "GA")}),
        ("Bellevue, of Washington and Nebraska", {("42660", "WA"), ("36540", "NE")}),
        ("Kansas City", {("28140", "MO"), ("28140", "KS")}),  # two cities in one area
        ("Dodge City", {("KS", "KS")}),  # a town in no metropolitan area
        ("Juneau", {("AK", "AK")}),
        ("Hilo", {("HI", "HI")}),
        ("Boise", {("14260", "ID")}),
        ("Boise City", {("14260", "ID")}),
        ("San Juan, of Puerto Rico", {("41980", "PR")}),
        ("Overland Park", {("28140", "KS")}),
        ("Brooklyn, of New York", {("35620", "NY")}),
        ("Manhattan", {("35620", "NY"), ("31740", "KS"), ("16980", "IL")}),
        ("The Bronx", {("35620", "NY")}),
        ("Winston-Salem", {("49180", "NC")}),
        ("Wilkes-Barre", {("42540", "PA")}),
        ("Kapolei", {("46520", "HI")}),
        ("Honolulu", {("46520", "HI")}),
        ("Los Angeles County", {("31080", "CA")}),
        ("Ford County, of Kansas", {("KS", "KS")}),
        ("Falls Church", {("47900", "VA")}),  # a city that belongs to no county
        ("Winchester, of Virginia", {("49020", "VA")}),
        ("Orleans Parish", {("35380", "LA")}),
        ("District of Columbia", {("47900", "DC")}),
        ("Waterbury", {("47930", "CT")}),  # its former county is New Haven's
        ("Fairfield County, of Connecticut", {("14860", "CT"), ("47930", "CT")}),  # its towns lie in two areas
        ("Capitol Planning Region", {("25540", "CT")}),
        ("Milford, of Connecticut", {("35300", "CT")}),
    ],
)
def test_where_a_name_leads(name, expected):
    """By the official lists of counties; where a name is common, in the states named."""
    name, _, states = name.partition(", of ")
    assert {
        (place, state) for place, state in bearers(name) if not states or state in {s for _, s in expected}
    } == expected


def test_a_name_leads_to_an_area_or_to_its_own_state():
    names = data.load("place_names")
    outside = names["place"].str.len() == 2
    assert (names.loc[outside, "place"] == names.loc[outside, "state"]).all()
    assert set(names.loc[~outside, "place"]) == set(data.load("metros")["area"])
    assert set(names["state"]) == set(data.load("states")["state"])


def test_every_area_has_its_cities_and_counties():
    names = data.load("place_names")
    cities = names[names["kind"] == "city in the title"].groupby("place")["name"].agg(set)
    for area, title in data.load("metros").set_index("area")["name"].items():
        named, _ = title.rsplit(", ", 1)
        assert cities[area] and all(city in named for city in cities[area]), title
        rest = named
        for city in sorted(cities[area], key=len, reverse=True):
            rest = rest.replace(city, "", 1)
        assert rest.strip("-/") in (
            "",
            "Davidson",
            "Fayette",
            "Bibb County",
            "Clarke County",
            "Jefferson County",
            "Richmond County",
        )
    states = data.load("metros").set_index("area")["name"].str.rsplit(", ", n=1).str[1].str.split("-")
    there = names[names["place"].isin(states.index)]
    strangers = [row for row in there.itertuples() if row.state not in states[row.place]]
    assert not strangers
    counties = names[names["kind"] == "county"].groupby("place").size()
    assert (
        counties["31080"] == 2 and counties["35620"] == 22 and counties["16980"] == 13
    )  # as the delineation lists them


def test_cities_of_areas_lie_where_they_do():
    """Within two kilometers of their known places; and no two areas have the same point."""
    points = data.load("metros").set_index("area")[["state", "latitude", "longitude"]]
    for area, state, latitude, longitude in (
        ("18140", "OH", 39.96, -83.00),
        ("17980", "GA", 32.46, -84.99),
        ("14260", "ID", 43.61, -116.20),
        ("41980", "PR", 18.47, -66.11),
        ("46520", "HI", 21.31, -157.86),
        ("35620", "NY", 40.71, -74.01),
        ("38300", "PA", 40.44, -80.00),
    ):
        row = points.loc[area]
        assert (
            row["state"] == state
            and abs(row["latitude"] - latitude) < 0.02
            and abs(row["longitude"] - longitude) < 0.02
        )
    assert points.notna().all(axis=None) and not points.duplicated().any()
    placed = data.load("metros")["short_name"].str.rsplit(", ", n=1).str[1]
    assert placed.tolist() == points["state"].tolist()


def test_jobs_of_the_states_add_up_to_the_nations():
    """Which leave out the territories."""
    assert len(data.load("states")) == 54 and value("states", "name", state="OH") == "Ohio"
    jobs = data.load("oews_state").set_index(["occupation", "state"])["employment"]
    nation = data.load("oews_national").set_index("occupation")["employment"]
    assert len(jobs["00-0000"]) == 54
    for code, most in (
        ("00-0000", 0.001),
        ("15-1252", 0.001),
        ("15-2051", 0.01),
    ):  # some of the smallest are not released
        added = jobs[code].drop(["GU", "PR", "VI"], errors="ignore").sum()
        assert abs(added / nation[code] - 1) < most, code


def test_coverage():
    metro = data.load("oews_metro")
    assert metro["area"].nunique() == 393  # not the 135 nonmetropolitan areas of the same area type
    assert set(metro["occupation"]) == {"15-2051", "15-1221", "15-1252", "00-0000"}
    technologies = data.load("onet_technologies").query("onet_code == '15-2051.00'")
    assert (len(technologies), technologies["in_demand"].sum()) == (87, 22)
    assert len(data.load("places")) == 10 and data.load("places")["area"].nunique() == 9
    assert len(data.load("price_parities")) == 388  # 387 metros and the nation


def test_suppressed_figures_stay_suppressed():
    metro = pd.concat([data.load("oews_metro"), data.load("oews_state")])
    measures = [name for name in data.load("oews_metro").columns[2:] if name not in ("not_released", "top_coded")]
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

    def test_required_value_empty(self, tables):
        self.rewrite(tables, "places", lambda frame: frame.replace("Seattle", ""))
        self.refused(tables, "places", "name", "required")

    def test_no_folder(self, monkeypatch, tmp_path):
        monkeypatch.setenv("MLCAREER_DATA", str(tmp_path / "nowhere"))
        self.refused(tmp_path, "places", "datapackage.json is not there")

    def test_broken_descriptor(self, tables):
        (tables / data.DESCRIPTOR).write_text("{")
        self.refused(tables, "places", "datapackage.json is not valid JSON")

    def test_table_that_nobody_described(self):
        with pytest.raises(data.DataError, match="No table 'place' in data/datapackage.json; did you mean 'places'"):
            data.load("place")
        with pytest.raises(
            data.DataError, match=r"No table 'zzzz' in data/datapackage.json\. There are: occupations, "
        ):
            data.load("zzzz")

    def test_descriptor_without_resources(self, tables):
        (tables / data.DESCRIPTOR).write_text("[]")
        self.refused(tables, "places", "datapackage.json is not a data package with resources")
        (tables / data.DESCRIPTOR).write_text('{"resources": [{"name": "places"}]}')
        self.refused(tables, "places", "lacks its name, path, bytes, hash or schema")
        for resources in ("5", "[5]", "null"):
            (tables / data.DESCRIPTOR).write_text(f'{{"resources": {resources}}}')
            self.refused(tables, "places", "datapackage.json is not a data package with resources")

    @pytest.mark.parametrize("content", [b"\xff\xfe", b"[" * 100_000], ids=["not UTF-8", "nested without end"])
    def test_descriptor_that_is_no_json(self, tables, content):
        (tables / data.DESCRIPTOR).write_bytes(content)
        self.refused(tables, "places", "datapackage.json is not valid JSON", "git checkout")

    def described(self, tables, change):
        """Let ``change`` alter the description of ``places``, or the list of all."""
        package = json.loads((tables / data.DESCRIPTOR).read_text())
        (about,) = (about for about in package["resources"] if about["name"] == "places")
        change(about, package["resources"])
        (tables / data.DESCRIPTOR).write_text(json.dumps(package))

    @pytest.mark.parametrize("key", ["name", "path"])
    def test_resource_named_twice(self, tables, key):
        def twice(about, resources):
            resources.append({**about, "name": "others", "path": "others.csv", key: about[key]})

        self.described(tables, twice)
        self.refused(tables, "oews_metro", f"two resources have the {key} 'places", "git checkout")

    @pytest.mark.parametrize(
        "path",
        [
            "../places.csv",
            "/etc/passwd",
            "raw/places.csv",
            "places.csv/",
            "..",
            ".csv",
            "places.txt",
            "places.csv\n",
            "https://example.org/places.csv",
            ["a.csv"],
            None,
        ],
    )
    def test_path_outside_of_the_folder(self, tables, path):
        self.described(tables, lambda about, _: about.update(path=path))
        self.refused(tables, "places", "places lies at ", "no file in data/")

    def test_link_that_leads_outside_of_the_folder(self, tables, tmp_path):
        (tables / "places.csv").rename(tmp_path / "places.csv")
        (tables / "places.csv").symlink_to(tmp_path / "places.csv")
        self.refused(tables, "places", "places lies at 'places.csv'", "no file in data/")

    def test_folder_in_place_of_a_table(self, tables):
        (tables / "places.csv").unlink()
        (tables / "places.csv").mkdir()
        self.refused(tables, "places", "data/places.csv is missing")


def parse(tmp_path, text, *fields):
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    described = [{"name": name, "type": kind, "constraints": limits} for name, kind, limits in fields]
    return data.parse(tmp_path / "t.csv", {"fields": described}, "t.csv")


def test_types(tmp_path):
    frame = parse(
        tmp_path,
        "i,n,b,d,s,k\n1,1.5,true,2026-11-25,x,7\n,,false,,,8\n",
        ("i", "integer", {}),
        ("n", "number", {}),
        ("b", "boolean", {}),
        ("d", "date", {}),
        ("s", "string", {}),
        ("k", "integer", {"required": True}),
    )
    assert [str(kind) for kind in frame.dtypes.drop(["d", "s"])] == ["Int64", "float64", "bool", "int64"]
    assert frame["i"].isna().tolist() == frame["n"].isna().tolist() == frame["d"].isna().tolist() == [False, True]
    assert frame["b"].tolist() == [True, False] and frame["s"].tolist() == ["x", ""]


@pytest.mark.parametrize(
    "kind, limits, text, complaint",
    [
        ("integer", {}, "1.0", "'1.0' is not an integer"),
        ("number", {}, "much", "'much' is not a number"),
        ("boolean", {}, "True", "'True' is neither true nor false"),
        ("boolean", {}, "", "'' is neither true nor false"),
        ("date", {}, "25.11.2026", "'25.11.2026' is not a date"),
        ("string", {"required": True}, "", "'' is empty, but a value is required"),
        ("integer", {}, "１２", "'１２' is not an integer"),
        ("integer", {}, "٣", "'٣' is not an integer"),
        ("integer", {}, "1_000", "'1_000' is not an integer"),
        ("integer", {}, "+1", "'+1' is not an integer"),
        ("integer", {}, " 1", "' 1' is not an integer"),
        ("integer", {}, "9223372036854775808", "is beyond the range of integers"),
        ("integer", {}, "-9223372036854775809", "is beyond the range of integers"),
        ("integer", {}, "9" * 5000, "is beyond the range of integers"),
        *(
            ("number", {}, text, f"{text!r} is not a number")
            for text in ("inf", "-inf", "Infinity", "nan", "NaN", "１.5", "1_0.5", "0x1F", "1,5", "1.", ".5")
        ),
        ("number", {}, "1e999", "'1e999' is beyond the range of numbers"),
        ("date", {}, "2026-02-30", "'2026-02-30' is not a date"),
        ("date", {}, "2026-13-01", "'2026-13-01' is not a date"),
        ("date", {}, "２０２６-01-01", "is not a date"),
        ("date", {}, "20260101", "'20260101' is not a date"),
        ("string", {}, "a\0b", r"'a\x00b' holds a control character"),
        ("string", {}, "a\x1b[2Jb", "holds a control character"),
        ("integer", {}, "1\0", "holds a control character"),
        ("money", {}, "1", "gives column x the unknown type 'money'"),
        ("any", {}, "1", "gives column x the unknown type 'any'"),
    ],
)
def test_a_value_that_is_not_as_described(tmp_path, kind, limits, text, complaint):
    with pytest.raises(data.DataError) as caught:
        parse(tmp_path, f'k,x\n0,"{text}"\n', ("k", "integer", {}), ("x", kind, limits))
    assert complaint in str(caught.value)
    assert kind in ("money", "any") or str(caught.value).startswith("t.csv, line 2, column x: ")


def test_integers_are_exact_beside_missing_ones(tmp_path):
    """A float would know neither of them."""
    frame = parse(
        tmp_path, "k,x\n0,9007199254740993\n1,\n2,-9223372036854775808\n", ("k", "integer", {}), ("x", "integer", {})
    )
    assert frame["x"].tolist() == [9007199254740993, pd.NA, -(2**63)]


def test_the_first_of_several_faults_is_named(tmp_path):
    with pytest.raises(data.DataError, match="line 3, column x: 'b' is not an integer"):
        parse(tmp_path, "k,x\n0,1\n1,b\n2,c\n", ("k", "integer", {}), ("x", "integer", {}))


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("k,y\n0,1\n", "not as described (missing: x; not described: y)"),
        ("k\n0\n", "not as described (missing: x)"),
        ("k,x,y\n0,1,2\n", "not as described (not described: y)"),
        ("x,k\n0,1\n", "not as described (same columns in another order)"),
        ("k,x\n0,1,2\n", "cannot be read as a CSV table"),
        ("", "cannot be read as a CSV table"),
    ],
)
def test_columns_that_are_not_as_described(tmp_path, text, complaint):
    with pytest.raises(data.DataError) as caught:
        parse(tmp_path, text, ("k", "integer", {}), ("x", "integer", {}))
    assert complaint in str(caught.value) and "\n" not in str(caught.value)


def test_a_loaded_table_is_ones_own():
    mine = data.load("places")
    mine["name"] = "x"
    assert data.load("places")["name"].iloc[0] == "San Francisco"


class TestIndexed:
    def test_by_one_column_and_by_several(self):
        assert data.indexed("places", order=1).loc[1, "name"] == "San Francisco"
        assert data.indexed("places", order=[1, 2]).index.name == "order"
        both = data.indexed("survey_pay", role="Data scientist", grouping=["all", "degree"], group=None)
        assert both.index.names == ["role", "grouping", "group"] and len(both) == len(data.load("survey_pay"))
        assert both.loc[("Data scientist", "all", "all"), "n"] == 88
        assert len(data.indexed("places", order=None)) == 10

    def test_a_row_that_is_not_there_is_named(self):
        with pytest.raises(data.MissingRow) as caught:
            data.indexed("places", order=[1, 11])
        assert str(caught.value) == "data/places.csv has no row with order 11, which is needed here."
        with pytest.raises(data.MissingRow, match="no row with role 'Data scientist', group 'nobody', which"):
            data.indexed("survey_pay", role="Data scientist", grouping=None, group=["all", "nobody"])
        crossed = pd.DataFrame({"a": [1, 2], "b": [1, 2]})  # each value is there, the combination is not
        with pytest.raises(data.MissingRow, match="no row with a 1, b 2"):
            data.index_by(crossed, "t", a=1, b=[1, 2])

    def test_a_figure_that_is_not_there_is_named(self):
        frame = pd.DataFrame({"k": ["a", "b"], "x": [1.0, None], "y": [1.0, 2.0]})
        assert data.index_by(frame, "t", figures=["x"], k="a").loc["a", "x"] == 1
        assert len(data.index_by(frame, "t", figures=["y"], k=["a", "b"])) == 2
        with pytest.raises(data.MissingRow, match=r"data/t.csv has no x for k \['a', 'b'\], which is needed here"):
            data.index_by(frame, "t", figures=["y", "x"], k=["a", "b"])


def test_nothing_to_show_is_said():
    frame = pd.DataFrame({"a": [1]})
    assert data.some(frame, "area") is frame
    with pytest.raises(data.MissingRow, match="There is no area with 1,000 jobs, and without one"):
        data.some(frame.head(0), "area with 1,000 jobs")


def test_a_period_is_in_the_words_of_prose():
    assert data.period("oews_metro") == "May 2025" and data.period("visa_states") == "October to December 2023"


def test_cite_names_each_source_once():
    assert data.cite("oews_metro", "oews_national") == data.cite("oews_metro")
    assert data.cite("oews_metro", "places").count("; ") == 1 and "OEWS, May 2025" in data.cite("oews_metro")


class TestParquet:
    """What a Parquet file must be to be read: as for a CSV file, its types besides."""

    FIELDS = (
        {"name": "place", "type": "string", "constraints": {"required": True, "pattern": "[A-Z]{2}"}},
        {"name": "jobs", "type": "integer", "constraints": {"minimum": 0}},
        {"name": "pay", "type": "number", "constraints": {}},
    )
    GOOD = {
        "place": ["OH", "TX"],
        "jobs": pd.array([10, None], dtype="Int64"),
        "pay": [1.5, float("nan")],
    }

    def parse(self, folder, **changed):
        path = folder / "t.parquet"
        pd.DataFrame({**self.GOOD, **changed}).to_parquet(path, index=False)
        return data.parse(path, {"fields": list(self.FIELDS)}, "data/t.parquet")

    def test_types_and_missing_values(self, tmp_path):
        frame = self.parse(tmp_path)
        assert list(frame["jobs"].isna()) == list(frame["pay"].isna()) == [False, True]
        assert str(frame["jobs"].dtype) == "Int64" and str(frame["pay"].dtype) == "float64"

    @pytest.mark.parametrize(
        "changed, words",
        [
            ({"jobs": ["10", "20"]}, "column jobs: its type is str, and its description says integer"),
            ({"pay": [1, 2]}, "column pay: its type is int64, and its description says number"),
            ({"place": [1, 2]}, "column place: its type is int64, and its description says string"),
            ({"pay": [1.5, float("inf")]}, "row 2, column pay: inf is not finite"),
            ({"place": ["OH", "T\0X"]}, "row 2, column place: 'T\\x00X' holds a control character"),
            ({"place": ["OH", None]}, "row 2, column place: '' is empty"),
            ({"more": [1, 2]}, "not described: more"),
        ],
    )
    def test_refused(self, tmp_path, changed, words):
        with pytest.raises(data.DataError, match=re.escape(words)):
            self.parse(tmp_path, **changed)

    @pytest.mark.parametrize("content", [b"", b"<html>not a table</html>", b"PAR1 and no more"])
    def test_no_parquet_file(self, tmp_path, content):
        (tmp_path / "t.parquet").write_bytes(content)
        with pytest.raises(data.DataError, match=r"^data/t.parquet cannot be read as a Parquet table: [^\n]+$"):
            data.parse(tmp_path / "t.parquet", {"fields": list(self.FIELDS)}, "data/t.parquet")

    def test_cut_in_two(self, tmp_path):
        whole = (data.folder() / "oews_detailed.parquet").read_bytes()
        (tmp_path / "t.parquet").write_bytes(whole[: len(whole) // 2])
        with pytest.raises(data.DataError, match="cannot be read as a Parquet table"):
            data.parse(tmp_path / "t.parquet", data.resource("oews_detailed")["schema"], "data/t.parquet")

    def test_the_digest_is_of_the_content_alone(self, tmp_path):
        frame = pd.DataFrame(self.GOOD)
        assert data.digest(frame, ["place"]) == data.digest(frame.iloc[::-1], ["place"])
        assert data.digest(frame, ["place"]) != data.digest(frame.assign(pay=[1.5, 2.0]), ["place"])

    def test_the_descriptor_has_the_digest_of_each(self):
        for name in data.names():
            about = data.resource(name)
            if about["format"] == "parquet":
                assert about["contentHash"] == data.digest(data.load(name), about["schema"]["primaryKey"]), name


def test_detailed_wages_are_those_of_the_other_tables():
    """The stand-ins' figures stand in two tables each: they came by two ways through the same source."""
    detailed = data.load("oews_detailed").set_index(["place", "occupation"])
    compared = 0
    for table, place in (("oews_metro", "area"), ("oews_state", "state"), ("oews_national", None)):
        for row in data.load(table).to_dict("records"):
            key = (row[place] if place else "00000", row["occupation"])
            if key[1] == "00-0000":
                continue
            other = detailed.loc[key]
            for name in ("employment", "employment_rse", "mean", "mean_rse", "p10", "p25", "median", "p75", "p90"):
                same = row[name] == other[name] if pd.notna(row[name]) else pd.isna(other[name])
                assert same, (key, name)
            compared += 1
    assert compared > 800
