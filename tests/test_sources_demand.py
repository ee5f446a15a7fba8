"""Job postings, exposure and filings by employer: what the refresh makes of small raw files, and what it refuses."""

import dataclasses
import hashlib

import pandas as pd
import pytest

import sources
from sources import employer_filings, exposure, hiring_lab


def made(module, folder, monkeypatch, files, **changed):
    """The tables of a source, made from these texts by the key of their file."""
    for key, text in files.items():
        path = folder / module.SOURCE.named[key]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in module.SOURCE.files}
    monkeypatch.setattr(module, "SOURCE", dataclasses.replace(module.SOURCE, files=digests, **changed))
    return module.run(sources.Raw(folder, folder, None))


def refused(make, *words):
    with pytest.raises(sources.RefreshError) as caught:
        make()
    message = str(caught.value)
    assert "\n" not in message
    for word in words:
        assert word in message, message


# ---- job postings ----

NEWEST = {
    "software": "2021-04-01",
    "all": "2021-04-03",
    "states": "2021-04-03",
    "ai": "2020-01-02",
    "remote": "2020-01-01",
}
STATES = sorted(set(sources.STATES.values()) - hiring_lab.TERRITORIES)


def days(begins, ends, every="D"):
    return [str(day.date()) for day in pd.date_range(begins, ends, freq=every)]


def lines(header, rows):
    return "\n".join([header, *(",".join(map(str, row)) for row in rows), ""])


def postings():
    """Texts of the five files: an index grows by one a day in one country and state, and stays elsewhere."""
    monthly = days("2020-02-01", NEWEST["software"], "MS")
    daily = list(enumerate(days("2020-02-01", NEWEST["all"])))
    shares = {key: list(enumerate(days("2019-01-01", NEWEST[key]))) for key in ("ai", "remote")}
    return {
        "software": lines(
            "date,indeed_software_development_postings_index", [(day, 100 - n) for n, day in enumerate(monthly)]
        ),
        "all": lines(
            "date,jobcountry,indeed_job_postings_index_SA,indeed_job_postings_index_NSA,variable",
            [
                (day, "US", 100 + n if kind == "total postings" else 100, 1, kind)
                for kind in ("total postings", "new postings")
                for n, day in daily
            ],
        ),
        "states": lines(
            "date,state,indeed_job_postings_index",
            [(day, state.lower(), 100 + (min(n, 300) if state == "WA" else 0)) for state in STATES for n, day in daily],
        ),
        "ai": lines(
            "date,jobcountry,AI_share_postings",
            [(day, country, 1.234567 if country == "US" else 9) for n, day in shares["ai"] for country in ("DE", "US")],
        ),
        "remote": lines("date,jobcountry,remote_share_postings", [(day, "US", n / 100) for n, day in shares["remote"]]),
    }


def posted(folder, monkeypatch, **files):
    by_hand = {
        key: {**hiring_lab.SOURCE.by_hand[key], "newest": day, "check_again": "2030-01-01"}
        for key, day in NEWEST.items()
    }
    return made(hiring_lab, folder, monkeypatch, postings() | files, by_hand=by_hand)


def test_postings_by_month_and_on_the_newest_day(tmp_path, monkeypatch):
    tables = posted(tmp_path, monkeypatch)
    every = tables["postings_all"].set_index("date")["postings"]
    assert len(every) == 16 and every.index[-2:].tolist() == ["2021-04-01", "2021-04-03"]
    assert every[["2020-02-01", "2020-03-01", "2021-04-03"]].tolist() == [100, 129, 527]
    assert tables["postings_software"]["postings"].tolist() == list(range(100, 85, -1))
    ai, remote = tables["postings_ai"], tables["postings_remote"]
    assert len(ai) == 14 and set(ai["percent"]) == {1.23}  # the other country's is another figure
    assert len(remote) == 13 and remote["percent"].iloc[1] == 0.31


def test_postings_by_state_stand_beside_the_nation(tmp_path, monkeypatch):
    states = posted(tmp_path, monkeypatch)["postings_states"].set_index("state")
    assert sorted(states.index) == sorted([*STATES, "US"]) and states.index.is_monotonic_increasing
    assert states.loc["US"].tolist() == ["2021-04-03", 527, 162, 527, "2021-04-03"]
    assert states.loc["WA"].tolist() == ["2021-04-03", 400, 162, 400, "2020-11-27"]  # the first of several such days
    assert states.loc["GA", ["postings", "year_before", "highest"]].tolist() == [100, 100, 100]


def test_each_series_has_its_newest_day(tmp_path, monkeypatch):
    newest = posted(tmp_path, monkeypatch)["postings_newest"].set_index("table")
    assert newest["newest"].to_dict() == {f"postings_{key}": day for key, day in NEWEST.items()}
    assert set(newest["check_again"]) == {"2030-01-01"}


def test_days_in_words_are_those_in_the_table():
    """The vintage and the cautions name days that stand in ``by_hand``, too."""
    by_hand = hiring_lab.SOURCE.by_hand
    for about in by_hand.values():
        assert about["newest"] in hiring_lab.SOURCE.vintage
        again = pd.Timestamp(about["check_again"])
        assert any(f"{again.day} {again:%B %Y}" in caution for caution in hiring_lab.SOURCE.cautions)
    for table in hiring_lab.TABLES.values():
        newest = by_hand.get(table.name.removeprefix("postings_"))
        assert not newest or f"{pd.Timestamp(newest['newest']):%B %Y}" in table.period.partition(" to ")[2]


@pytest.mark.parametrize(
    "key, old, new, words",
    [
        ("software", "2020-05-01,97\n", "", ["no row of 2020-05-01"]),
        ("software", "2021-04-01,86\n", "", ["no row of 2021-04-01"]),
        (
            "software",
            "2021-04-01,86\n",
            "2021-04-01,86\n2021-05-01,86\n",
            ["a row of 2021-05-01", "end with 2021-04-01"],
        ),
        ("software", "2020-05-01,97\n", "2020-05-01,97\n2020-05-01,97\n", ["stands twice"]),
        ("software", "2020-05-01,97", "2020-05-01,n/a", ["no figure on 2020-05-01"]),
        ("software", "2020-05-01,97", "2020-05-01,", ["no figure on 2020-05-01"]),
        ("software", "2020-02-01,100", "2020-02-01,99", ["is not 100 on 2020-02-01"]),
        ("software", "postings_index", "postings", ["no column 'indeed_software_development_postings_index'"]),
        ("all", "index_SA", "index", ["no column 'indeed_job_postings_index_SA'"]),
        ("all", "total postings", "all postings", ["no row with variable 'total postings'"]),
        ("all", "2020-02-01,US,100,1,total", "2020-02-01,US,88,1,total", ["is not 100 on 2020-02-01"]),
        ("states", "2020-06-05,ga,100\n", "", ["no row for GA of 2020-06-05"]),
        ("states", ",dc,", ",pr,", ["DC, PR: a state that is missing or unknown"]),
        ("states", "2020-02-01,tx,100", "2020-02-01,tx,50", ["for TX is not 100"]),
        ("ai", "US", "USA", ["no row with jobcountry 'US'"]),
        ("ai", "2019-03-01,US,1.234567\n", "", ["no row of 2019-03-01"]),
        ("ai", "2019-03-01,US,1.234567", "2019-03-01,US,123.4567", ["no figure on 2019-03-01"]),
        ("remote", "remote_share_postings", "share", ["no column 'remote_share_postings'"]),
    ],
)
def test_postings_refused(tmp_path, monkeypatch, key, old, new, words):
    text = postings()[key]
    assert old in text
    name = hiring_lab.SOURCE.named[key]
    refused(lambda: posted(tmp_path, monkeypatch, **{key: text.replace(old, new)}), name, *words)


# ---- exposure ----

OBSERVED = "occ_code,title,observed_exposure\n11-1031,Legislators,0.5\n15-1252,Developers,0.0\n15-2051,Data,0.46\n"
RATED = lines(
    "O*NET-SOC Code,Title,dv_rating_alpha,dv_rating_beta,dv_rating_gamma,"
    "human_rating_alpha,human_rating_beta,human_rating_gamma",
    [
        ("15-2051.00", "a", 0.5, 0.75, 1, 0.2, 0.6, 1),
        ("15-2051.01", "b", 0, 0.5, 1, 0, 0.25, 0.5),
        ("31-1121.00", "c", 0, 0, 0, 0, 0.1, 0.2),
        ("31-1122.00", "d", 0, 0.1, 0.2, 0, 0.2, 0.4),
        ("45-3031.00", "e", 0, 0.5, 1, 0, 0.5, 1),
    ],
)


def exposed(folder, monkeypatch, observed=OBSERVED, rated=RATED):
    return made(exposure, folder, monkeypatch, {"observed": observed, "rated": rated})["exposure"]


def test_exposure_by_codes_of_the_survey(tmp_path, monkeypatch):
    """Parts are averaged, joined codes found, those that the survey leaves out dropped; 0 is a figure, and none is none."""
    table = exposed(tmp_path, monkeypatch).set_index("occupation")
    assert table.index.tolist() == ["15-1252", "15-2051", "31-1120"]
    assert table.loc["15-2051"].tolist() == [0.46, 0.425, 0.625, 2]
    assert table.loc["15-1252", "observed"] == 0 and table.loc["15-1252", "rated_of"] == 0
    assert table.loc["15-1252", ["rated_by_people", "rated_by_model"]].isna().all()
    assert pd.isna(table.loc["31-1120", "observed"])
    assert table.loc["31-1120", ["rated_by_people", "rated_by_model", "rated_of"]].tolist() == [0.15, 0.05, 2]


@pytest.mark.parametrize(
    "observed, rated, words",
    [
        (("observed_exposure", "exposure"), None, ["observed_2026-03.csv", "no column 'observed_exposure'"]),
        (("15-1252,", "15-2051,"), None, ["15-2051 stands twice"]),
        (("15-1252,", "151252,"), None, ["'151252'", "no code of an occupation"]),
        (("0.46", "46"), None, ["observed_exposure of 15-2051 is no figure from 0 to 1"]),
        (("0.46", ""), None, ["observed_exposure of 15-2051 is no figure"]),
        (("15-1252,", "31-1121,"), None, ["31-1121: a part of a joined code"]),
        (None, ("human_rating_beta", "beta"), ["rated_2023.csv", "no column 'human_rating_beta'"]),
        (None, ("15-2051.01", "15-2051.00"), ["15-2051.00 stands twice"]),
        (None, ("15-2051.01", "15-2051"), ["no code of an occupation"]),
        (None, ("0.5,0.75,1", "0.5,0.8,1"), ["dv_rating_beta is not the mean of alpha and gamma"]),
        (None, ("0.5,0.75,1", "0.5,1.25,2"), ["dv_rating_beta of 15-2051.00 is no figure from 0 to 1"]),
    ],
)
def test_exposure_refused(tmp_path, monkeypatch, observed, rated, words):
    texts = {"observed": OBSERVED, "rated": RATED}
    for key, change in (("observed", observed), ("rated", rated)):
        if change:
            assert change[0] in texts[key]
            texts[key] = texts[key].replace(change[0], change[1], 1)
    refused(lambda: exposed(tmp_path, monkeypatch, **texts), *words)


# ---- filings by employer ----

FILED = ["employer", "title", "soc", "filings", "fiscal_years"]
FILINGS = (
    ("ACME INC", "MACHINE LEARNING ENGINEER", "15-1252", 5, "2022 2023"),
    ("ACME, INC.", "SENIOR MACHINE LEARNING ENGINEER", "15-2051.01", 3, "2024"),
    ("BOX LLC", "MACHINE LEARNING ENGINEERING MANAGER", "15-1133", 2, "2022"),
    ("CAT LLC", "ML ENGINEER", "15-2051", 9, "2025"),
    ("DOG LLC", "HTML ENGINEER", "15-1252", 50, "2025"),
    ("NA", "machine learning engineer", "15-1252", 2, "2023"),
    ("ELK LLC", "MACHINE LEARNING ENGINEER", "15-1034", 1, "2024"),
)
ONET = "O*NET-SOC Code\tTitle\tDescription\n" + "".join(
    f'{code}\t{title}\tIt is "so.\n'
    for code, title in (
        ("15-1252.00", "Software Developers"),
        ("15-2051.00", "Data Scientists"),
        ("15-2051.01", "Business Intelligence Analysts"),
    )
)


def filed(folder, monkeypatch, filings=FILINGS, header=FILED, onet=ONET):
    text = pd.DataFrame(filings, columns=header).to_csv(index=False)
    return made(employer_filings, folder, monkeypatch, {"filings": text, "occupations": onet})


def test_employers_under_one_spelling(tmp_path, monkeypatch):
    """Filings count, the spelling with most of them stands for all, and who is as good as the last shown is shown, too."""
    monkeypatch.setattr(employer_filings, "SHOWN", 2)
    table = filed(tmp_path, monkeypatch)["filing_employers"]
    assert table.values.tolist() == [
        ["machine learning engineer", "all employers", 13, 4, 2024],
        ["machine learning engineer", "ACME INC", 8, 1, 2024],
        ["machine learning engineer", "BOX LLC", 2, 1, 2022],
        ["machine learning engineer", "NA", 2, 1, 2023],
        ["machine learning or ML", "all employers", 22, 5, 2025],
        ["machine learning or ML", "CAT LLC", 9, 1, 2025],
        ["machine learning or ML", "ACME INC", 8, 1, 2024],
    ]


def test_codes_as_filed(tmp_path, monkeypatch):
    """A detailed code is not counted in its occupation; which classification has it is said."""
    table = filed(tmp_path, monkeypatch)["filing_codes"]
    chosen = table[table["titles"] == "machine learning engineer"].drop(columns="titles")
    assert chosen.values.tolist() == [
        ["15-1252", "15-1252", "Software Developers", "2018", 7, 53.85],
        ["15-2051.01", "15-2051", "Data Scientists", "2018", 3, 23.08],
        ["15-1133", "15-1133", "Software Developers, Systems Software", "2010", 2, 15.38],
        ["15-1034", "15-1034", "", "neither", 1, 7.69],
    ]
    both = table[table["titles"] == "machine learning or ML"]
    assert both.set_index("code").loc["15-2051", ["filings", "percent"]].tolist() == [9, 40.91]


def test_names_of_employers_are_text(tmp_path, monkeypatch):
    """Control characters are gone, markup and formulas are left as the text that they are."""
    hostile = "<script>\x07=1+1\u202e \u200bLLC"
    rows = [*FILINGS, (hostile, "ML ENGINEER", "15-1252", 99, "2025")]
    names = filed(tmp_path, monkeypatch, rows)["filing_employers"]["employer"]
    assert "<script> =1+1 LLC" in set(names)


@pytest.mark.parametrize(
    "row, words",
    [
        (("X", "ML ENGINEER", "15-1252", 0, "2025"), ["'0'", "'filings'"]),
        (("X", "ML ENGINEER", "15-1252", "many", "2025"), ["'many'", "'filings'"]),
        (("X", "ML ENGINEER", "151252", 1, "2025"), ["'151252'", "'soc'"]),
        (("X", "ML ENGINEER", "15-1777", 1, "2025"), ["15-1777 is in no classification known here"]),
        (("X", "ML ENGINEER", "15-1252", 1, ""), ["''", "'fiscal_years'"]),
        (
            ("X", "ML ENGINEER", "15-1252", 1, "2026"),
            ["fiscal years are 2022, 2023, 2024, 2025, 2026, not fiscal years 2022 to 2025"],
        ),
        (("CAT LLC", "ML ENGINEER", "15-2051", 1, "2024"), ["stand twice"]),
    ],
)
def test_filings_refused(tmp_path, monkeypatch, row, words):
    refused(lambda: filed(tmp_path, monkeypatch, [*FILINGS, row]), employer_filings.FILINGS, *words)


def test_filings_without_their_columns_titles_or_years(tmp_path, monkeypatch):
    renamed = ["employer", "title", "code", "filings", "fiscal_years"]
    refused(lambda: filed(tmp_path, monkeypatch, header=renamed), "no column 'soc'")
    other = [(name, "HTML ENGINEER", *rest) for name, _, *rest in FILINGS]
    refused(lambda: filed(tmp_path, monkeypatch, other), "no title has machine learning engineer")
    refused(lambda: filed(tmp_path, monkeypatch, FILINGS[:3]), "fiscal years are 2022, 2023, 2024, not")
    refused(lambda: filed(tmp_path, monkeypatch, onet=ONET.replace("Title", "Name")), "no column 'Title'")
