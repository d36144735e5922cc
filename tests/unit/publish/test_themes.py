"""Classes of the maps, on municipalities whose answers can be worked out in the head."""

import numpy as np
import pandas as pd
import pytest

from cocashift.publish import themes
from cocashift.words import Words

WORDS = Words("en")
YEARS = [2013, 2014]
CODES = ["05001", "05002", "52001", "52002", "86001"]


@pytest.fixture
def change() -> pd.DataFrame:
    """Rises by 100 ha and 5 ha; none; not in the table; falls by 60 ha; each on 100 km²."""
    first = np.array([0.0, 10.0, 0.0, np.nan, 100.0])
    last = np.array([100.0, 15.0, 0.0, np.nan, 40.0])
    return pd.DataFrame(
        {
            "divipola": CODES,
            "area_ha": 10_000.0,
            "coca_ha_2013": first,
            "coca_ha_2014": last,
            "change_ha": last - first,
        }
    )


def labels(theme: dict) -> list[str]:
    return [theme["classes"][place]["label"] for place in theme["of"]]


def test_departments_are_summed_and_one_without_a_figure_is_missing(change):
    theme = themes.of_departments(change[change["divipola"] != "52001"], YEARS, WORDS)
    assert theme["codes"] == list(theme["units"]) == ["05", "52", "86"]
    assert theme["units"]["05"] == [10, 115, 105]
    assert theme["units"]["52"] == [None, None, None]
    # 105 ha on 200 km², and a fall of 60 ha on 100 km².
    assert labels(theme) == ["+50 and more", "Not in the coca table", "below −50"]


def test_what_is_known_is_where_the_bounds_meet(change):
    allocation = pd.DataFrame(
        {
            "divipola": CODES,
            "zone": "standard",
            "year": 2014,
            "method": "areal",
            "coca_ha_lower": [0.0, 15.0, 0.0, np.nan, 10.0],
            "coca_ha_upper": [100.0, 15.0, 0.0, np.nan, 26.0],
        }
    )
    theme = themes.of_knowledge(change, allocation, "standard", 2014, WORDS)
    assert labels(theme) == [
        "75% and more: anything possible",
        "known",
        "No coca in 2014",
        "Not in the coca table",
        "25% to 50%",
    ]


def test_every_year_has_its_class_and_a_missing_year_is_not_none():
    cultivation = pd.DataFrame(
        {
            "divipola": ["05001", "05001", "05001", "05002", "05002", "99999"],
            "year": [2001, 2002, 2003, 2001, 2002, 2001],
            "coca_ha": [0.0, 30.0, np.nan, 300.0, np.nan, 5.0],
        }
    )
    area = pd.Series(10_000.0, index=["05001", "05002"])
    theme = themes.of_years(cultivation, area, WORDS)
    assert theme["years"] == [2001, 2002, 2003]
    told = {
        code: [theme["classes"][place]["label"] for place in of] for code, of in theme["of"].items()
    }
    assert told == {
        "05001": ["No coca", "20 to 50", "Not in the coca table"],
        "05002": ["200 and more", "Not in the coca table", "Not in the coca table"],
    }


def test_a_scale_has_its_breaks_as_they_are_written(change):
    theme = themes.of_departments(change, YEARS, WORDS)
    assert theme["edges"] == ["−50", "−10", "−1", "+1", "+10", "+50"]
    assert theme["scale"] == len(theme["edges"]) + 1
