"""Certificates: which are offered, as reported. Set down by hand; there is no raw file.

Raw layout: none. To check one again, read the vendor's page, correct its row below, and set both dates.
"""

import pandas as pd

from mlcareer.settings import edition
from sources import OWN_LICENCE, Raw, Source, Table, column

PERIOD = edition().periods["certificates"]

SOURCE = Source(
    title="Status of certificates, as reported",
    producer="This report",
    cite=f"status of certificates as reported, {PERIOD}",
    official="https://www.tensorflow.org/certificate",
    vintage=PERIOD,
    period=PERIOD,
    licence=OWN_LICENCE,
    obtained="Reported: set down from secondary reports (for Microsoft: release notes of "
    "kengio/dp-800-study-guide v1.3.0, July 2026); no vendor's page could be read. There is no file that could be "
    "had, so it cannot be fetched.",
    refetchable=False,
    files={},
    cautions=("This is what was reported, and it was not confirmed on the vendors' pages. Look there before you pay.",),
)

CHECKED, AGAIN = "2026-11-22", "2027-05-22"
#: id -> (name, vendor, status, since, note)
CERTIFICATES = {
    "tensorflow-developer": ("TensorFlow Developer Certificate", "Google", "withdrawn", "2024-05-01", "Not sold since"),
    "azure-ai-engineer": (
        "Azure AI Engineer Associate (AI-102)",
        "Microsoft",
        "withdrawn",
        "2026-06-30",
        "Retired; AI-103 follows it",
    ),
    "azure-ai-103": (
        "Azure AI Apps and Agents Developer Associate (AI-103)",
        "Microsoft",
        "beta",
        "",
        "In beta in July 2026",
    ),
    "aws-ml-engineer": (
        "AWS Certified Machine Learning Engineer – Associate",
        "Amazon Web Services",
        "offered",
        "",
        "A new version is in beta",
    ),
    "aws-ml-specialty": (
        "AWS Certified Machine Learning – Specialty",
        "Amazon Web Services",
        "withdrawn",
        "2026-03-31",
        "Retired",
    ),
    "google-ml-engineer": ("Professional Machine Learning Engineer", "Google Cloud", "offered", "", ""),
    "databricks-associate": ("Machine Learning Associate", "Databricks", "offered", "", ""),
    "databricks-professional": ("Machine Learning Professional", "Databricks", "offered", "", ""),
}

TABLES = (
    Table(
        "certificates",
        "Certificates in machine learning and whether they are offered",
        f"As reported in {PERIOD}, with the day of the last check and the day to check again.",
        (
            column("certificate", "string", "Identifier", pattern=r"[a-z0-9-]+"),
            column("name", "string", "Name"),
            column("vendor", "string", "Vendor"),
            column("status", "string", "Status as reported", enum=["offered", "beta", "withdrawn"]),
            column("since", "date", "Since (empty: not reported)", required=False),
            column("note", "string", "What to know", required=False),
            column("checked", "date", "Checked on"),
            column("check_again", "date", "Check again by"),
        ),
        ("certificate",),
    ),
)


def run(raw: Raw) -> dict[str, pd.DataFrame]:
    """Read the raw files; return one frame a table of TABLES, as its fields describe it."""
    rows = [(key, *values, CHECKED, AGAIN) for key, values in CERTIFICATES.items()]
    return {"certificates": pd.DataFrame(rows, columns=TABLES[0].columns)}
