"""Where spraying had left coca alone: a measure of off limits that needs no reading of the law."""

import pandas as pd

__all__ = ["WINDOWS", "unsprayed"]

# ASSUME: nobody knows how long growers remember spraying, so one, three and five years are shown.
WINDOWS = (1, 3, 5)


def unsprayed(eradication: pd.DataFrame, codes: pd.Index, first: int) -> pd.DataFrame:
    """Mark municipalities that were not sprayed in the years up to the first one compared.

    Parameters
    ----------
    eradication : DataFrame
        `schemas.Eradication`.
    codes : Index
        The municipalities to mark.
    first : int
        The first year compared: spraying during it came before its 31 December.

    Returns
    -------
    DataFrame
        One row per code; a column ``unsprayed_<n>y`` for each n of `WINDOWS` whose years the
        register covers all: 1.0 where nothing was sprayed in them, else 0.0.
    """
    covered = set(eradication.loc[eradication["sprayed_ha"].notna(), "year"])
    marks = pd.DataFrame(index=codes)
    for window in WINDOWS:
        years = range(first - window + 1, first + 1)
        if covered.issuperset(years):
            of_window = eradication[eradication["year"].isin(years)]
            sprayed = of_window.groupby("divipola")["sprayed_ha"].sum().reindex(codes, fill_value=0)
            marks[f"unsprayed_{window}y"] = (sprayed == 0).astype(float)
    return marks
