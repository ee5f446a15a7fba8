"""The report's words in tables."""

import pandas as pd

from mlcareer.tables import Table
from mlcareer.text import money

FRAME = pd.DataFrame({"Place": ["A", "B"], "Wage": [1000, None], "Jobs": [5, None]})


def test_missing_is_not_zero():
    page = Table(FRAME, "Wages", formats={"Wage": money}).html()
    assert "$1,000" in page and page.count("<td>not released</td>") == 2


def test_a_wage_published_as_a_bound_is_a_figure():
    page = Table(pd.DataFrame({"Place": ["A", "B"], "Wage": ["at least $239,200", "$9,000"]}), "Wages").html()
    assert "<td>at least $239,200</td>" in page
