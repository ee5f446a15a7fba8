"""Which occupations stand in for the title, and which one does not."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mlcareer.occupations import (
    DATA_SCIENTISTS,
    FIRST,
    OTHER_COMPUTER,
    PROXIES,
    RESEARCH_SCIENTISTS,
    SOFTWARE_DEVELOPERS,
    onet,
)
from mlcareer.presumptions import presume
from mlcareer.prose import Markdown
from mlcareer.settings import edition
from mlcareer.text import count, money, percent


def counted(
    official: pd.Series, titled: set[str], jobs: pd.Series, schooling: pd.Series, filed: pd.Series, of: str
) -> Markdown:
    """Why each of the three stands in, as a list in Markdown.

    All by occupation: ``official`` titles, ``jobs``, ``schooling`` (typical entry), certified visa ``filings`` of a period
    (``of``), with "all", their sum. ``titled``: the O*NET codes under which the title is listed.
    """
    most = filed[SOFTWARE_DEVELOPERS]
    presume("The title is listed under data scientists.", onet(DATA_SCIENTISTS) in titled)
    presume("The title is listed under research scientists.", onet(RESEARCH_SCIENTISTS) in titled)
    presume("The title is not listed under software developers.", onet(SOFTWARE_DEVELOPERS) not in titled)
    presume(
        "Research scientists are a small occupation, software developers a very large one.",
        jobs[RESEARCH_SCIENTISTS] * 3 < jobs[DATA_SCIENTISTS] < jobs[SOFTWARE_DEVELOPERS] / 3,
    )
    presume(
        "Research scientists need a master's degree, the others a bachelor's.",
        schooling[RESEARCH_SCIENTISTS] == "Master's degree"
        and schooling[DATA_SCIENTISTS] == schooling[SOFTWARE_DEVELOPERS] == "Bachelor's degree",
    )
    presume(
        "More visa filings bear the code of software developers than any other.",
        most == filed.drop(index="all").max(),
    )

    def share(code: str) -> str:
        return percent(filed[code] / filed["all"] * 100)

    reasons = {
        DATA_SCIENTISTS: f"O*NET lists the title here, and {share(DATA_SCIENTISTS)} of the visa filings counted below bear this code.",
        RESEARCH_SCIENTISTS: f"O*NET lists the title here, too, and {share(RESEARCH_SCIENTISTS)} of the filings bear this code. It is a "
        "small occupation that asks for more schooling.",
        SOFTWARE_DEVELOPERS: f"O*NET does not list the title here, but employers file it here. Of {filed['all']} "
        f"certified visa filings for machine learning titles ({of}), {most} bear this code ({share(SOFTWARE_DEVELOPERS)}), more than "
        "any other. It is a very large occupation, and no source says how many in it build models.",
    }
    first, *_ = edition().occupations
    reasons[FIRST] += f" That it stands first is a convention of this report. {first.why}"
    line = Markdown("- **{}.** {}")
    return Markdown("\n").join(line.format(named(official, code), reasons[code]) for code in PROXIES)


def left_out(official: pd.Series, titled: set[str], figures: Mapping, of: str) -> Markdown:
    """Why the rest of the computer occupations does not stand in. ``figures``: its employment and median wage."""
    presume(
        "The title is listed under one part of the computer occupations left out.",
        sum(code.startswith(OTHER_COMPUTER) for code in titled) == 1,
    )
    name = named(official, OTHER_COMPUTER)
    words = """
**Left out: {name}.** O\\*NET lists the title under one of its parts. But wages exist
for the whole group only: {jobs} jobs of many kinds, with a median of {median} ({of}).
"""
    return Markdown(words.strip()).format(
        name=name[0].lower() + name[1:], jobs=count(figures["employment"]), median=money(figures["median"]), of=of
    )


def named(official: pd.Series, code: str) -> str:
    """An occupation with its code: ``Data scientists (15-2051)``."""
    return f"{official[code].capitalize()} ({code})"
