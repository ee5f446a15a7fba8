"""The sources about degrees: what College Scorecard and surveys of graduates become, and what is refused."""

import dataclasses
import hashlib

import pandas as pd
import pytest

import sources
from sources import ncses, scorecard

CODES = {code: (field, name) for field, codes in scorecard.FIELDS.items() for code, name in codes.items()}
ROW = {
    "unitid": "1",
    "opeid6": "000001",
    "inst_name": "One",
    "state": "OH",
    "control": "Public",
    "cip_code": "1107",
    "credential_level": "3",
    "completers_count": 10.0,
    "earnings_median_1yr": 50_000.0,
    "earnings_median_4yr": 70_000.0,
    "debt_median": float("nan"),
    "value_flag": "is not read",
}
NO_FIGURES = dict.fromkeys(scorecard.FIGURES, float("nan"))
#: A program of every code and level without a figure, at a school that completes one person in each.
FILL = [
    {
        **ROW,
        **NO_FIGURES,
        "opeid6": "000009",
        "unitid": "9",
        "inst_name": "Nine",
        "cip_code": code,
        "credential_level": level,
    }
    for code in CODES
    for level in scorecard.LEVELS
]
SCHOOLS = pd.DataFrame({"unitid": ["1", "2", "9"], "net_price_avg": [9_000.0, -100.0, None]})


def put(folder, module, files, monkeypatch):
    """Write raw files (path -> what writes it) and let the source expect these very files."""
    for path, write in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write(folder / path)
    expected = {path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in files}
    monkeypatch.setattr(module, "SOURCE", dataclasses.replace(module.SOURCE, files=expected))
    return module.run(sources.Raw(folder, folder, None))


@pytest.fixture
def scored(tmp_path, monkeypatch):
    """The tables of College Scorecard made from these rows, each a change of ROW, beside the programs of FILL."""

    def made(*rows, change=lambda frame: frame, schools=SCHOOLS):
        frame = pd.DataFrame([{**ROW, **row} for row in (*rows, *FILL)]).assign(
            cip_desc=lambda frame: (
                frame["cip_code"].map({code: name for code, (_, name) in CODES.items()}).fillna("Other.")
            ),
            credential_desc=lambda frame: (
                frame["credential_level"]
                .map({code: name for code, (name, _) in scorecard.LEVELS.items()})
                .fillna("Doctoral Degree")
            ),
        )
        files = {scorecard.PROGRAMS: change(frame).to_parquet, scorecard.INSTITUTIONS: schools.to_parquet}
        return put(tmp_path, scorecard, files, monkeypatch)

    return made


def listed(tables):
    return tables["degree_programs"].set_index("school_code")


class TestScorecard:
    def test_campuses_of_a_school_are_one_program(self, scored):
        """It bears the name of the largest campus that offers it, and has the completers of all."""
        tables = scored(
            {"completers_count": 30.0},
            {"unitid": "2", "inst_name": "Two", "state": "PA", "completers_count": 5.0},
            {"unitid": "2", "inst_name": "Two", "state": "PA", "cip_code": "5107", "completers_count": 100.0},
        )
        row = listed(tables).loc["000001"]
        assert row[["school", "state", "campuses", "completers", "net_price"]].tolist() == ["Two", "PA", 2, 35, -100]
        counts = tables["degree_counts"].set_index(["state", "field", "level"])
        assert counts.loc[("PA", "computer science", "bachelor's")].tolist() == [1, 1, 1, 1, 0]
        assert counts.loc[("OH", "computer science", "bachelor's")].tolist() == [1, 0, 0, 0, 0]  # Nine
        assert counts.loc[("US", "computer science", "bachelor's")].tolist() == [2, 1, 1, 1, 0]
        assert counts.loc[("PA", "statistics", "master's")].tolist() == [0] * 5

    def test_a_campus_whose_completers_are_not_known(self, scored):
        row = listed(scored({}, {"unitid": "2", "inst_name": "Two", "completers_count": None})).loc["000001"]
        assert pd.isna(row["completers"])

    def test_what_is_not_listed(self, scored):
        """No figure, another field, another level, a school abroad; and a figure that is missing stays missing."""
        tables = scored(
            {},
            {"opeid6": "000002", "earnings_median_1yr": None, "earnings_median_4yr": None},
            {"opeid6": "000003", "cip_code": "1101"},
            {"opeid6": "000004", "credential_level": "6"},
            {"opeid6": "000005", "control": "Foreign", "state": None},
        )
        assert listed(tables).index.tolist() == ["000001"]
        assert pd.isna(listed(tables).loc["000001", "debt"])

    def test_a_closed_campus_is_in_the_nation_alone(self, scored):
        tables = scored({"unitid": "NA", "state": None})
        assert pd.isna(listed(tables).loc["000001", "state"]) and pd.isna(listed(tables).loc["000001", "net_price"])
        counts = tables["degree_counts"].set_index(["field", "level"]).loc[("computer science", "bachelor's")]
        assert counts[["state", "published"]].to_numpy().tolist() == [["US", 1], ["OH", 0]]

    def test_price_of_a_masters_degree_is_not_known(self, scored):
        assert pd.isna(listed(scored({"credential_level": "5"})).loc["000001", "net_price"])

    def test_names_are_plain_text(self, scored):
        assert listed(scored({"inst_name": "=On\u202ee\n\x00 <b>"})).loc["000001", "school"] == "=On e <b>"

    def test_both_codes_of_data_science_are_programs(self, scored):
        counts = scored({})["degree_counts"].set_index(["state", "field", "level"])
        assert counts.loc[("US", "data science", "master's")].tolist() == [2, 0, 0, 0, 0]

    def test_small_programs_count_in_one_median_and_not_in_the_other(self, scored):
        rows = [
            {"opeid6": f"1{n:05}", "unitid": "NA", "inst_name": f"School {n}", "earnings_median_1yr": 1000.0 * n}
            for n in range(1, 12)
        ]
        rows[0]["completers_count"], rows[1]["completers_count"], rows[10]["completers_count"] = 0.0, None, 500.0
        fields = scored(*rows, change=lambda frame: frame)["degree_fields"].set_index(["field", "level", "figure"])
        row = fields.loc[("computer science", "bachelor's", "earnings_one_year")]
        assert row[["programs", "p25", "median", "p75"]].tolist() == [11, 3500, 6000, 8500]
        assert row[["weighed", "completers"]].tolist() == [9, 580] and pd.isna(row["weighted_median"])  # below ten
        rows[0]["completers_count"] = 1.0
        row = scored(*rows)["degree_fields"].set_index(["field", "level", "figure"]).loc[row.name]
        assert row[["weighed", "completers", "weighted_median"]].tolist() == [10, 581, 11_000]
        row = scored(*rows[:9])["degree_fields"].set_index(["field", "level", "figure"]).loc[row.name]
        assert row["programs"] == 9 and row[["p25", "median", "p75", "weighted_median"]].isna().all()

    @pytest.mark.parametrize(
        ("weights", "middle"), [((1, 1, 1), 2), ((1, 1, 0), 1), ((1, 1, 2), 2), ((1, 1, 3), 3)], ids=str
    )
    def test_weighted_median(self, weights, middle):
        assert (
            scorecard._weighted_median(pd.Series([2, 1, 3]), pd.Series([weights[1], weights[0], weights[2]])) == middle
        )

    @pytest.mark.parametrize(
        ("rows", "change", "words"),
        [
            ([{}], lambda frame: frame.drop(columns="earnings_median_4yr"), "no column 'earnings_median_4yr'"),
            ([{}, {}], lambda frame: frame, "a program stands twice: 000001 1107 3"),
            (
                [{}, {"unitid": "2", "debt_median": 1.0}],
                lambda frame: frame,
                "campuses of one school have different figures",
            ),
            (
                [{}],
                lambda frame: frame.replace("Master's Degree", "Master of Arts"),
                'level 5 is not "Master\'s Degree"',
            ),
            ([{}], lambda frame: frame.replace("Statistics.", "Numbers."), "code 2705 is not 'Statistics.'"),
            ([{}], lambda frame: frame[frame["cip_code"] != "3070"], "code 3070 is not 'Data Science.'"),
            ([{"debt_median": 0.5}], lambda frame: frame, "debt_median has what is no whole number"),
            ([{}], lambda frame: frame.assign(debt_median="PS"), "debt_median has what is no whole number"),
            (
                [{"cip_code": "3070"}, {"cip_code": "3071"}],
                lambda frame: frame,
                "a school has figures for two programs of one field and level",
            ),
            (
                [{}],
                lambda frame: pd.concat([frame, frame.tail(1).assign(credential_level="05")]),
                "a level has another code",
            ),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_refused(self, scored, rows, change, words):
        with pytest.raises(sources.RefreshError) as refused:
            scored(*rows, change=change)
        assert words in str(refused.value) and scorecard.PROGRAMS in str(refused.value)
        assert len(str(refused.value).splitlines()) == 1

    @pytest.mark.parametrize(
        ("schools", "words"),
        [
            (pd.concat([SCHOOLS, SCHOOLS.head(1)]), "a campus stands in two rows"),
            (SCHOOLS.rename(columns={"net_price_avg": "price"}), "no column 'net_price_avg'"),
            (SCHOOLS.assign(net_price_avg=0.5), "net_price_avg has what is no whole number"),
        ],
        ids=["twice", "renamed", "cents"],
    )
    def test_refused_schools(self, scored, schools, words):
        with pytest.raises(sources.RefreshError, match=words):
            scored({}, schools=schools)


LAYOUTS = (ncses.PAY, ncses.SATISFACTION, ncses.STUDIED, ncses.DOCTORATE_YEARS, ncses.NEW_DOCTORS, ncses.DOCTORS)


def survey(layout):
    """The raw file of a layout: each figure 1,000 (years: 1.5), written as the Center does."""
    suffixes = ("_median_salary", "_se") if layout is ncses.DOCTORS else ("",)
    columns = [column + suffix for column in layout.columns for suffix in suffixes]
    figure = "1.5" if layout is ncses.DOCTORATE_YEARS else "1000"
    rows = [
        {layout.path: path.replace("–", "&#8211;"), **dict.fromkeys(columns, figure)}
        for path in (*layout.rows, "Others")
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def surveyed(tmp_path, monkeypatch):
    """The tables of the surveys; ``change`` alters the raw file of ``layout`` first."""

    def made(layout=None, change=lambda frame: frame):
        frames = [(each, change(survey(each)) if each is layout else survey(each)) for each in LAYOUTS]
        files = {
            ncses.SOURCE.named[each.file]: lambda path, frame=frame: frame.to_csv(path, index=False)
            for each, frame in frames
        }
        return put(tmp_path, ncses, files, monkeypatch)

    return made


def at(row, column, value):
    """A change of one cell: the row by its number."""

    def change(frame):
        frame.loc[row, column] = value
        return frame

    return change


class TestSurveys:
    def test_every_group_has_a_row(self, surveyed):
        tables = surveyed()
        assert {name: len(table) for name, table in tables.items()} == {
            "ncses_pay": 50,
            "ncses_satisfaction": 18,
            "ncses_studied": 40,
            "ncses_doctorate_years": 99,
            "ncses_new_doctors": 18,
            "ncses_doctors": 35,
        }
        for name, table in tables.items():
            assert table.columns.tolist() == ncses.TABLES[name].columns
            for field in ncses.TABLES[name].fields:
                assert set(table[field["name"]]) <= set(field["constraints"].get("enum", table[field["name"]]))

    @pytest.mark.parametrize("text", ["S", "D", "na", "-", ""])
    def test_suppressed_stays_missing(self, surveyed, text):
        tables = surveyed(ncses.PAY, at(0, "field_doctorate_total", text))
        pay = tables["ncses_pay"].set_index(["occupation", "age", "degree"])["median"]
        assert pd.isna(pay.loc[("all", "all", "doctorate")]) and pay.notna().sum() == 49

    def test_columns_that_lost_their_signs(self, surveyed):
        years = surveyed(ncses.DOCTORS, at(0, "field__5_median_salary", "2000"))["ncses_doctors"]
        assert years[years["median"] == 2000][["occupation", "years"]].to_numpy().tolist() == [["all", "5 or fewer"]]
        tables = surveyed(ncses.SATISFACTION, at(0, "field_years_since_highest_degree_35", "2000"))
        people = tables["ncses_satisfaction"]
        assert people[people["people"] == 2000]["years"].tolist() == ["35 or more"]

    def test_answers_stand_beside_their_people(self, surveyed):
        """In the order of the raw file's columns, computing below all."""
        wide = surveyed(ncses.SATISFACTION, at(8, "field_total", "2000"))["ncses_satisfaction"]
        assert wide["occupation"].unique().tolist() == ["all", ncses.COMPUTING]
        assert wide["years"].tolist()[:3] == ["all", "under 5", "5 to 9"]
        assert wide[wide["somewhat_dissatisfied"].eq(2000)].index.tolist() == [9]

    def test_footnote_signs_are_no_part_of_a_name(self, surveyed):
        def signed(frame):
            return frame.replace("doctoral program$", "doctoral program<sup>a</sup>", regex=True)

        assert len(surveyed(ncses.DOCTORATE_YEARS, signed)["ncses_doctorate_years"]) == 99

    @pytest.mark.parametrize(
        ("layout", "change", "words"),
        [
            (ncses.PAY, lambda frame: frame.drop(index=1), "0 rows for 'All occupations, all ages -> 29 and younger'"),
            (ncses.PAY, lambda frame: pd.concat([frame, frame.head(1)]), "2 rows for 'All occupations, all ages'"),
            (
                ncses.PAY,
                lambda frame: frame.rename(columns={"field_master_s_total": "x"}),
                "no column 'field_master_s_total'",
            ),
            (ncses.PAY, at(0, "field_master_s_total", "0.05"), "'0.05' is no figure"),
            (ncses.PAY, at(0, "field_master_s_total", "1500"), "'1500' is no figure"),
            (ncses.PAY, at(0, "field_master_s_total", "-1000"), "'-1000' is no figure"),
            (ncses.STUDIED, at(0, "field_total", "1,000"), "'1,000' is no figure"),
            (ncses.DOCTORS, at(0, "field__5_se", "750"), "'750' is no figure"),
            (ncses.NEW_DOCTORS, at(0, "field_academe", "72200.5"), "'72200.5' is no figure"),
            (ncses.DOCTORATE_YEARS, at(0, "field_2023", "8"), "'8' is no figure"),
            (ncses.DOCTORATE_YEARS, lambda frame: frame.drop(columns="field_2023"), "no column 'field_2023'"),
            (ncses.SATISFACTION, lambda frame: frame.drop(index=9), "0 rows for"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_refused(self, surveyed, layout, change, words):
        with pytest.raises(sources.RefreshError) as refused:
            surveyed(layout, change)
        assert words in str(refused.value) and ncses.SOURCE.named[layout.file] in str(refused.value)
        assert len(str(refused.value).splitlines()) == 1
