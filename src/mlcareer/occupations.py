"""The occupations of the report, by their codes in the Standard Occupational Classification 2018.

No official wage statistic has "machine learning engineer" as a category, so three occupations stand in for it.
"""

DATA_SCIENTISTS = "15-2051"
RESEARCH_SCIENTISTS = "15-1221"
SOFTWARE_DEVELOPERS = "15-1252"
OTHER_COMPUTER = "15-1299"
ALL = "00-0000"

#: The three that stand in, in the order in which the report shows them, with the names it uses.
PROXIES = {
    DATA_SCIENTISTS: "Data scientists",
    RESEARCH_SCIENTISTS: "Computer research scientists",
    SOFTWARE_DEVELOPERS: "Software developers",
}
NAMES = {**PROXIES, ALL: "All occupations", OTHER_COMPUTER: "Computer occupations, all other"}


def onet(code: str) -> str:
    """The O*NET-SOC code of an occupation as a whole: ``15-2051.00``."""
    return f"{code}.00"
