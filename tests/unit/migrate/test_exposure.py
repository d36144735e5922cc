import pandas as pd

from cocashift.migrate import exposure


def register(rows: list[tuple], years: range, codes=("01001", "01002")) -> pd.DataFrame:
    """A register that covers these years, with hectares sprayed where they are given."""
    given = {(code, year): hectares for code, year, hectares in rows}
    return pd.DataFrame(
        [
            (code, year, float(given.get((code, year), 0)), float("nan"))
            for code in codes
            for year in years
        ],
        columns=["divipola", "year", "sprayed_ha", "manual_ha"],
    )


def test_spraying_counts_within_its_window():
    codes = pd.Index(["01001", "01002", "01003"])
    sprayed = [("01001", 2011, 4), ("01002", 2014, 9)]
    found = exposure.unsprayed(register(sprayed, range(2005, 2015)), codes, 2013)
    assert found.columns.tolist() == ["unsprayed_1y", "unsprayed_3y", "unsprayed_5y"]
    # Sprayed in 2011: within three years up to 2013, not within one.
    assert found.loc["01001"].tolist() == [1, 0, 0]
    # Spraying after the first year compared did not come before it; 01003 is in no register.
    assert found.loc["01002"].tolist() == found.loc["01003"].tolist() == [1, 1, 1]


def test_years_that_no_register_covers_give_no_column():
    found = exposure.unsprayed(register([], range(2012, 2014)), pd.Index(["01001"]), 2013)
    assert found.columns.tolist() == ["unsprayed_1y"]
    assert exposure.unsprayed(register([], range(2010, 2014)), found.index, 2016).empty
