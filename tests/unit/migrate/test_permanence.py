import numpy as np
import pandas as pd
import pytest

from cocashift.migrate import permanence


def classes(figures: list, last: int = 2014) -> str:
    years = range(last - len(figures) + 1, last + 1)
    table = pd.DataFrame({"divipola": "01001", "year": years, "coca_ha": figures}, dtype=object)
    table = table.astype({"divipola": "str", "year": int, "coca_ha": float})
    return permanence.classify(table, last)["01001"]


@pytest.mark.parametrize(
    ("figures", "kind"),
    [
        ([1] * 10, "permanent"),
        ([0] * 10, "never"),
        ([0] * 9 + [1], "new"),
        ([0] * 7 + [1, 0, 0], "new"),
        ([1] + [0] * 9, "abandoned"),
        ([1] * 7 + [0] * 3, "abandoned"),
        ([1] * 8 + [0] * 2, "intermittent"),
        ([0, 1, 0, 0, 0, 0, 0, 0, 0, 1], "intermittent"),
        ([1] * 9 + [np.nan], "missing"),
        ([0, 1], "new"),
        ([1, 0], "abandoned"),
        ([1, 1], "permanent"),
        ([1, 0, 1, 0], "intermittent"),
    ],
)
def test_kinds_of_permanence(figures, kind):
    assert classes(figures) == kind
    assert kind in permanence.CLASSES


def test_years_outside_the_ten_do_not_count():
    assert classes([5] + [0] * 10) == "never"
    table = pd.DataFrame({"divipola": "01001", "year": range(2010, 2020), "coca_ha": 0.0})
    table.loc[table["year"] > 2014, "coca_ha"] = 9.0
    assert permanence.classify(table, 2014)["01001"] == "never"
