import numpy as np
import pandas as pd

from cocashift import records


def portal(**years):
    return pd.DataFrame({"CODMPIO": ["05001", "05002"], "MUNICIPIO": ["A", "B"], **years})


def test_a_blank_stays_missing():
    tidy = records.cultivation(portal(**{"2013": [3, np.nan], "2014": [4, 0]}))
    assert tidy["coca_ha"].isna().tolist() == [False, False, True, False]
    assert tidy.loc[3, "coca_ha"] == 0


def test_a_register_says_zero_only_for_the_years_it_covers():
    spraying = portal(**{"2013": [7.0, 0.0]}).head(1)
    manual = portal(**{"2013": [1.0, 2.0], "2014": [3.0, 4.0]})
    both = records.eradication(spraying, manual).set_index(["divipola", "year"])
    assert both.loc[("05002", 2013), "sprayed_ha"] == 0
    assert np.isnan(both.loc[("05002", 2014), "sprayed_ha"])
    assert np.isnan(both.loc[("05001", 2014), "sprayed_ha"])
    assert both["manual_ha"].sum() == 10
