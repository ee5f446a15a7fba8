"""The occupations of the report, by their codes in the Standard Occupational Classification 2018.

No official wage statistic has "machine learning engineer" as a category, so three occupations stand in for it. Which,
what they are called and which stands first is said in ``report.toml``. Code that means whichever stands first says
``FIRST``; code that means one of them, whatever its place, names it.
"""

from mlcareer.settings import edition

_STANDING_IN = edition().occupations

#: The three that stand in, in the order in which the report shows them, with the names it uses.
PROXIES = {occupation.code: occupation.plural for occupation in _STANDING_IN}
FIRST, *OTHERS = PROXIES

DATA_SCIENTISTS = edition().occupation("data_scientists").code
RESEARCH_SCIENTISTS = edition().occupation("research_scientists").code
SOFTWARE_DEVELOPERS = edition().occupation("software_developers").code
OTHER_COMPUTER = edition().occupation("other_computer").code
ALL = edition().occupation("all").code

NAMES = {**PROXIES, **{occupation.code: occupation.plural for occupation in edition().beside.values()}}

#: Names within a sentence, shorter than ``NAMES``: "data scientist", "research scientists".
SINGULAR = {occupation.code: occupation.singular for occupation in _STANDING_IN}
PLURAL = {occupation.code: occupation.short.lower() for occupation in _STANDING_IN}

#: The same as short headings: "Research scientists".
SHORT = {occupation.code: occupation.short for occupation in _STANDING_IN}


def onet(code: str) -> str:
    """The O*NET-SOC code of an occupation as a whole: ``15-2051.00``."""
    return f"{code}.00"
