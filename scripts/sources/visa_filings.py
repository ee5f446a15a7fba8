"""H-1B filings for titles with "machine learning" or "ML": where, under which occupation, at which offered wage.

Raw layout: ``lca_fy2024q1.parquet``, one row a certified full-time filing of October to December 2023: EMPLOYER_NAME,
JOB_TITLE, SOC_CODE, ANNUAL_WAGE (low end of the offer), WAGE_UNIT_OF_PAY, WORKSITE_STATE.
``lca_fy2025_employer_title_pairs.parquet``: distinct employer and job of fiscal year 2025, no pay, no counts.
``lca_certified_by_soc.csv``: certified cases by occupation and fiscal year, and of October to June in columns such as
``FY2026_Oct_Jun``. Names and titles are free text: they are
kept as text, rid of control characters, and never read as anything else.
"""

import unicodedata

import pandas as pd

from mlcareer.settings import edition
from sources import US_GOVERNMENT, Raw, Source, Table, column, columns_of

FILINGS, PAIRS, CERTIFIED = (
    "lca/lca_fy2024q1.parquet",
    "lca/lca_fy2025_employer_title_pairs.parquet",
    "lca/lca_certified_by_soc.csv",
)

PERIOD = edition().periods["visa_filings"]

SOURCE = Source(
    title="Labor condition applications (H-1B), FY2022 to FY2026",
    producer="US Department of Labor, Office of Foreign Labor Certification",
    cite="H-1B filings (filings by place and occupation: October to December 2023; employers: FY2025)",
    official="https://www.dol.gov/agencies/eta/foreign-labor/performance",
    vintage="filings of October to December 2023; employer and title pairs of FY2025; certified cases FY2022 to FY2025, and "
    "October to June of FY2024 to FY2026",
    period=PERIOD,
    licence=US_GOVERNMENT,
    obtained="Extracts of the Department's disclosure files in public repositories (MaxGhenis/h1b-explorer @ 3b74190; "
    "gary-limo/h1b-salary-search-); certified cases transcribed, two independent sources agree for FY2024–25; FY2026 has no such check. These "
    "shapes cannot be fetched from the Department.",
    refetchable=False,
    files={
        FILINGS: "6c3f2d4f550962e49f639efeef3892aba2a90c3b9174da99e50d2a90c062fbb4",
        PAIRS: "74649756206671ed3fb1781df13801a454b14e82af34dfa8ed7f6f78cdc27b95",
        CERTIFIED: "a95d32c03a84455adee360632787dbf250cffbf4da0520a12a3fddf54a882da2",
    },
    cautions=(
        "A filing is not a hire, and only people who need a visa are in it.",
        "Filings for the title name the state only, not the city, and are of one quarter of a year. The wage is the "
        "low end of the offer.",
        "Some filings bear occupation codes of 2010, and 15-2051 hardly existed before FY2023.",
        "Employers are counted as they write their names, so one firm may count more than once. The quarter's 229 "
        "spellings for machine learning titles are 223 without case and punctuation. For FY2025 such spellings are "
        "counted as one.",
    ),
)

#: Titles meant: "machine learning" anywhere, or ML as a word.
PATTERN = r"machine learning|\bML\b"
SMALLEST = 10
#: So many employers of FY2025, and those with as many titles as the last of them.
SHOWN = 25
YEARS = ("FY2022", "FY2023", "FY2024", "FY2025")
#: Fiscal years whose first nine months are known, too: column of the raw file -> year.
NINE_MONTHS = {f"{year}_Oct_Jun": year for year in ("FY2024", "FY2025", "FY2026")}

#: Firms of two industries that the official classification does not have: industry -> firm as it writes its name -> what it does.
#: Set down by hand, partly from what the filings hold: a claim that such firms exist needs some, and no sample of all. Left
#: out, for their business is mostly another: DoorDash and Instacart (delivery), Shopify (software for shops), Amazon Web
#: Services (computing), Cloudflare (networks), Sift (fraud).
FIRMS = {
    "e-commerce": {
        "Amazon.com Services LLC": "runs Amazon's online store",
        "Chewy Inc": "sells pet supplies online",
        "eBay Inc": "online marketplace",
        "Etsy Inc": "online marketplace for handmade goods",
        "Faire Wholesale Inc": "online marketplace for shops that buy wholesale",
        "OfferUp Inc": "online marketplace for used goods",
        "Poshmark Inc": "online marketplace for used clothes",
        "Rakuten USA Inc": "online shopping with cash back",
        "SHEIN Technology LLC": "sells clothes online",
        "Stitch Fix Inc": "sells clothes online",
        "StockX LLC": "online marketplace for sneakers",
        "The RealReal Inc": "sells used luxury goods online",
        "ThredUp Inc": "sells used clothes online",
        "Wayfair LLC": "sells furniture online",
    },
    "cybersecurity": {
        "Abnormal Security Corporation": "protects email",
        "CrowdStrike Inc": "protects computers in use",
        "Fortinet Inc": "makes firewalls",
        "Netskope Inc": "protects the use of cloud services",
        "Okta Inc": "manages identities and access",
        "Palo Alto Networks Inc": "makes firewalls",
        "Proofpoint Inc": "protects email",
        "Rapid7 LLC": "looks for weak points and attacks",
        "SentinelOne Inc": "protects computers in use",
        "Sophos Inc": "protects computers in use",
        "Tenable Inc": "looks for weak points",
        "Trend Micro Inc": "protects computers in use",
        "Zscaler Inc": "protects the use of cloud services",
    },
}

TABLES = (
    Table(
        "visa_occupations",
        f"Filings for machine learning titles by occupation code, {PERIOD}",
        f"Certified full-time filings. The row 'all' is their sum. Hourly offers times 2,080; empty below {SMALLEST} filings.",
        (
            column("code", "string", "Occupation code as filed (six digits), or all", pattern=r"all|\d{2}-\d{4}"),
            column("filings", "integer", "Filings", "filings", minimum=1),
            column("employers", "integer", "Employers, as written", "employers", minimum=1),
            *(
                column(name, "integer", f"{title} of the low end of the offer", "US dollars a year", required=False)
                for name, title in (("p25", "25th percentile"), ("median", "Median"), ("p75", "75th percentile"))
            ),
        ),
        ("code",),
    ),
    Table(
        "visa_states",
        f"Filings for machine learning titles and for all titles by state, {PERIOD}",
        "Certified full-time filings, by state of the worksite: every state and territory with a filing for any title. An "
        "employer counts once in each state where it filed, so a sum over states counts pairs of employer and state.",
        (
            column("state", "string", "State or territory", pattern=r"[A-Z]{2}"),
            column("filings", "integer", "Filings for machine learning titles", "filings", minimum=0),
            column("employers", "integer", "Employers that filed for them, as written", "employers", minimum=0),
            column("all_filings", "integer", "Filings for any title", "filings", minimum=1),
            column(
                "all_employers", "integer", "Employers that filed for any title, as written", "employers", minimum=1
            ),
        ),
        ("state",),
    ),
    Table(
        "visa_employers",
        "Employers with most machine learning titles, fiscal year 2025",
        "The 25 employers with the most titles, all that have as many as the last of them, and the row 'all employers'. Names that "
        "differ in case or punctuation alone are one employer, under the spelling with the most titles, and a title that has "
        "several of them counts once. A firm may still file under several names.",
        (
            column("employer", "string", "Employer in its usual spelling, or all employers"),
            column("titles", "integer", "Pairs of employer and title with machine learning or ML", "pairs", minimum=1),
            column("employers", "integer", "Employers counted in the row", "employers", minimum=1),
        ),
        ("employer",),
        period=edition().periods["visa_employers"],
    ),
    Table(
        "visa_industries",
        "Named firms of e-commerce and cybersecurity that filed for machine learning titles, fiscal year 2025",
        "Firms named by hand, for the official classification has no such industries; a firm without a title is listed, too. Names "
        "that differ in case or punctuation are one firm. The list shows whether such firms filed, not how many did.",
        (
            column("industry", "string", "Industry", enum=list(FIRMS)),
            column("employer", "string", "Firm, as it writes its name", unique=True),
            column("business", "string", "What it does"),
            column("titles", "integer", "Its titles with machine learning or ML", "titles", minimum=0),
            column("all_titles", "integer", "All its titles", "titles", minimum=0),
        ),
        ("employer",),
        period=edition().periods["visa_employers"],
    ),
    Table(
        "visa_certified",
        "Certified H-1B cases by occupation and fiscal year",
        "All titles of the occupation, not only machine learning.",
        (
            column("occupation", "string", "Occupation", pattern=r"\d{2}-\d{4}"),
            column("fiscal_year", "string", "Fiscal year (October to September)", enum=list(YEARS)),
            column("certified", "integer", "Certified cases", "cases", minimum=0),
        ),
        ("occupation", "fiscal_year"),
        period=edition().periods["visa_certified"],
    ),
    Table(
        "visa_nine_months",
        "Certified H-1B cases by occupation, October to June of each fiscal year",
        "The first nine months of a fiscal year, to hold the newest, which is not over, against those before. All titles of "
        "the occupation, not only machine learning.",
        (
            column("occupation", "string", "Occupation", pattern=r"\d{2}-\d{4}"),
            column("fiscal_year", "string", "Fiscal year (October to September)", enum=list(NINE_MONTHS.values())),
            column("certified", "integer", "Certified cases, October to June", "cases", minimum=0),
        ),
        ("occupation", "fiscal_year"),
        period=edition().periods["visa_nine_months"],
    ),
)


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    # load
    filings = pd.read_parquet(raw.path(SOURCE, FILINGS))
    columns_of(filings, ["EMPLOYER_NAME", "JOB_TITLE", "SOC_CODE", "ANNUAL_WAGE", "WORKSITE_STATE"], FILINGS)
    pairs = columns_of(pd.read_parquet(raw.path(SOURCE, PAIRS)), ["employer", "job"], PAIRS)
    certified = columns_of(pd.read_csv(raw.path(SOURCE, CERTIFIED)), ["soc", *YEARS, *NINE_MONTHS], CERTIFIED)

    # process
    filings = filings.assign(EMPLOYER_NAME=filings["EMPLOYER_NAME"].map(plain_text), code=filings["SOC_CODE"].str[:7])
    titled = filings[filings["JOB_TITLE"].str.contains(PATTERN, case=False, na=False)]
    occupations = [("all", *_summary(titled)), *((code, *_summary(group)) for code, group in titled.groupby("code"))]
    states = _by_state(titled).join(_by_state(filings).add_prefix("all_"), how="right").fillna(0).astype(int)
    spelled = {name: one_spelling(name) for name in pairs["employer"].unique()}
    pairs = pairs.assign(name=pairs["employer"].map(spelled))
    firms = _firms(pairs)
    titles = _titles(pairs[pairs["job"].str.contains(PATTERN, case=False, na=False)])
    top = titles.nlargest(SHOWN, "titles", keep="all").sort_values(["titles", "employer"], ascending=[False, True])
    whole = pd.DataFrame({"employer": ["all employers"], "titles": titles["titles"].sum(), "employers": len(titles)})

    # result
    fields = TABLES[0].columns
    occupations = pd.DataFrame(occupations, columns=fields).sort_values(["filings", "code"], ascending=[False, True])
    occupations[fields[1:]] = occupations[fields[1:]].astype("Int64")
    return {
        "visa_occupations": occupations,
        "visa_states": states.reset_index().sort_values(["filings", "state"], ascending=[False, True]),
        "visa_employers": pd.concat([whole, top]),
        "visa_industries": firms,
        "visa_certified": _by_year(certified, {year: year for year in YEARS}),
        "visa_nine_months": _by_year(certified, NINE_MONTHS),
    }


def _by_year(certified: pd.DataFrame, years: dict[str, str]) -> pd.DataFrame:
    """One row an occupation and fiscal year. ``years``: column -> year."""
    long = certified.melt("soc", list(years), "fiscal_year", "certified").rename(columns={"soc": "occupation"})
    return long.assign(fiscal_year=long["fiscal_year"].map(years)).sort_values(["occupation", "fiscal_year"])


def _by_state(filings: pd.DataFrame) -> pd.DataFrame:
    """Filings and employers by state."""
    groups = filings.groupby(filings["WORKSITE_STATE"].rename("state"))["EMPLOYER_NAME"]
    return groups.agg(filings="size", employers="nunique")


def _summary(filings: pd.DataFrame) -> list:
    n, wages = len(filings), filings["ANNUAL_WAGE"]
    quartiles = [round(figure) for figure in wages.quantile([0.25, 0.5, 0.75])] if n >= SMALLEST else [None] * 3
    return [n, filings["EMPLOYER_NAME"].nunique(), *quartiles]


def _firms(pairs: pd.DataFrame) -> pd.DataFrame:
    """The firms of FIRMS with their titles, each title once though the firm's name has several spellings."""
    jobs = pairs.groupby("name")["job"].unique()
    rows = []
    for industry, firms in FIRMS.items():
        for name, business in firms.items():
            filed = pd.Series(jobs.get(one_spelling(name), []), dtype=str)
            titles = int(filed.str.contains(PATTERN, case=False).sum())
            rows.append((industry, name, business, titles, len(filed)))
    frame = pd.DataFrame(rows, columns=["industry", "employer", "business", "titles", "all_titles"])
    return frame.sort_values(["industry", "titles", "employer"], ascending=[False, False, True])


def _titles(pairs: pd.DataFrame) -> pd.DataFrame:
    """Employers with the number of their titles. Of one name's spellings that with the most titles stands for all, of equal
    ones that with the fewest capitals.
    """
    spellings = pairs["employer"].map(plain_text).groupby(pairs["name"]).value_counts().rename("titles").reset_index()
    spellings["capitals"] = spellings["employer"].str.count("[A-Z]")
    spellings = spellings.sort_values(["titles", "capitals", "employer"], ascending=[False, True, True])
    usual = spellings.drop_duplicates("name").set_index("name")["employer"]
    titles = pairs.groupby("name")["job"].nunique()
    return pd.DataFrame({"employer": usual, "titles": titles, "employers": 1}).reset_index(drop=True)


def one_spelling(name: object) -> str:
    """A name without case and punctuation: what the spellings of one name have in common."""
    return " ".join(
        "".join(letter for letter in plain_text(name).casefold() if letter.isalnum() or letter == " ").split()
    )


def plain_text(name: object) -> str:
    """Free text rid of what is no text: control, format and unassigned characters become blanks, blanks one blank."""
    kept = (" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in str(name))
    return " ".join("".join(kept).split())
