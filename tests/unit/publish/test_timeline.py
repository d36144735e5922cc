"""The curves of the map of all years, and the ranking of the map of two."""

import numpy as np
import pandas as pd
import pytest

from cocashift.publish.pages import compare, timeline
from cocashift.publish.results import Publication, Results


@pytest.fixture
def cultivation() -> pd.DataFrame:
    """A department of the Pacific without a figure in 2013, and one of Catatumbo."""
    rows = [
        ("52835", 2012, 10.04),
        ("52835", 2013, np.nan),
        ("52835", 2014, 30.0),
        ("54810", 2012, 1.0),
        ("54810", 2013, 2.0),
        ("54810", 2014, 3.0),
        ("11001", 2012, 0.0),
    ]
    return pd.DataFrame(rows, columns=["divipola", "year", "coca_ha"])


def test_a_year_without_a_figure_is_missing_and_never_nothing(cultivation):
    assert timeline.national(cultivation) == [11.0, 2.0, 33.0]
    only = cultivation[cultivation["divipola"].str.startswith("52")]
    assert timeline.national(only) == [10.0, None, 30.0]
    found = timeline.of_regions(cultivation)
    assert found == {"pacific": [10.0, None, 30.0], "catatumbo": [1.0, 2.0, 3.0]}


def test_hectares_inside_come_from_the_best_model_to_the_digits_that_its_error_leaves(cultivation):
    series = pd.DataFrame(
        {
            "level": "scenario",
            "code": ["wide", "wide", "wide", "strict"],
            "method": ["fitted", "ensemble", "fitted", "fitted"],
            "year": [2012, 2012, 2014, 2012],
            "coca_ha_p10": [5.0, 1.0, 1111.0, 0.0],
            "coca_ha_p50": [6.0, 2.0, 2222.0, 0.0],
            "coca_ha_p90": [7.0, 3.0, 3333.0, 0.0],
            "coca_mcse_ha_p10": [0.0, 0.0, 4.0, 0.0],
            "coca_mcse_ha_p50": [0.0, 0.0, 4.0, 0.0],
            "coca_mcse_ha_p90": [0.0, 0.0, 40.0, 0.0],
        }
    )
    told = Publication(years=[2012, 2014], headline="wide", scenarios={"wide": ["A"]})
    found = timeline.inside(Results(series=series, cultivation=cultivation), told)
    assert found["median"] == [6.0, None, 2222.0]
    assert found["told"] == [
        "inside the zones 6 ha (5–7)",
        None,
        "inside the zones 2,220 ha (1,110–3,300)",
    ]
    bare = Results(series=series.head(0), cultivation=cultivation)
    assert timeline.inside(bare, told) is None


def test_slopes_are_of_those_with_most_coca_in_either_year():
    change = pd.DataFrame(
        {
            "divipola": ["00001", "00002", "00003", "00004"],
            "coca_ha_2013": [5.0, 0.0, 9.04, np.nan],
            "coca_ha_2014": [1.0, 0.0, 2.0, 50.0],
        }
    )
    told = Publication(years=[2013, 2014], headline="a", scenarios={"a": ["A"]})
    found = compare.largest(Results(change=change), told)
    assert found == [["00003", 9.0, 2.0], ["00001", 5.0, 1.0]]
