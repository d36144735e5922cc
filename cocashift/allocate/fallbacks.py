"""Where area had to stand in for a method's weights: named, and counted for the quality report."""

import pandas as pd

from cocashift import schemas
from cocashift.allocate.allocation import METHODS, ground
from cocashift.harmonise import quality

__all__ = ["fallbacks", "report"]


def fallbacks(
    pieces: pd.DataFrame, cultivation: pd.DataFrame, years: list[int], surfaces: pd.DataFrame
) -> pd.DataFrame:
    """Name the municipalities with coca in which area had to stand in for a method's weights.

    Returns
    -------
    DataFrame
        One row per municipality, method and year: ``divipola``, ``method``, ``year``,
        ``coca_ha``.
    """
    parts = []
    for year in years:
        coca = cultivation.loc[cultivation["year"] == year].set_index("divipola")["coca_ha"]
        for method in METHODS[1:]:
            weighed = ground(pieces, surfaces, coca, method, year)
            if weighed is not None:
                codes = pieces.loc[weighed["by_area"], "divipola"].unique()
                grown = coca[coca.index.isin(codes) & (coca > 0)].rename_axis("divipola")
                parts.append(grown.reset_index().assign(method=method, year=year))
    columns = ["divipola", "method", "year", "coca_ha"]
    return pd.concat(parts)[columns] if parts else pd.DataFrame(columns=columns)


def report(stood_in: pd.DataFrame) -> pd.DataFrame:
    """Lay the municipalities in which area stood in out for the quality report.

    Parameters
    ----------
    stood_in : DataFrame
        As `fallbacks` gives them.

    Returns
    -------
    DataFrame
        `schemas.Quality`.
    """
    rows = [
        quality.report(
            "weights",
            f"{method} {year}",
            [("areal_instead", len(rows), f"{rows['coca_ha'].sum():,.1f} ha")],
        )
        for (method, year), rows in stood_in.groupby(["method", "year"])
    ]
    return pd.concat(rows) if rows else schemas.Quality.empty()
