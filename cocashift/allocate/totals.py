"""Sums of an allocation over the country, with intervals and change beside them."""

import pandas as pd

from cocashift import schemas

__all__ = ["total"]


def total(
    allocation: pd.DataFrame,
    cultivation: pd.DataFrame,
    intervals: pd.DataFrame | None = None,
    years: list[int] | None = None,
) -> pd.DataFrame:
    """Sum an allocation over the country.

    Parameters
    ----------
    allocation : DataFrame
        `schemas.Allocation`.
    cultivation : DataFrame
        `schemas.Cultivation`.
    intervals : DataFrame, optional
        `schemas.Intervals`, placed beside the sums.
    years : list of int, optional
        The two years compared: the change between them stands in the rows of the last.

    Returns
    -------
    DataFrame
        `schemas.ZoneTotals`; bounds are sums of the municipal bounds.
    """
    keys = ["zone", "kind", "year", "method"]
    figures = ["area_ha", "coca_ha_lower", "coca_ha", "coca_ha_upper"]
    sums = allocation.groupby(keys, sort=False)[figures].sum(min_count=1).reset_index()
    national = cultivation.groupby("year")["coca_ha"].sum(min_count=1)
    sums["national_share"] = sums["coca_ha"] / sums["year"].map(national)
    columns = list(schemas.ZoneTotals.to_schema().columns)
    frame = sums.reindex(columns=columns)
    interval = ["coca_ha_p10", "coca_ha_p90"]
    if intervals is not None:
        known = intervals.set_index(["zone", "period"])[interval]
        periods = pd.MultiIndex.from_arrays([frame["zone"], frame["year"].astype("str")])
        frame[interval] = known.reindex(periods).to_numpy()
    if years is not None:
        first, last = (frame[frame["year"] == year].set_index(["zone", "method"]) for year in years)
        step = last["coca_ha"] - first["coca_ha"]
        here = frame["year"] == years[-1]
        rows = pd.MultiIndex.from_frame(frame.loc[here, ["zone", "method"]])
        frame.loc[here, "change_ha"] = step.reindex(rows).to_numpy()
        if intervals is not None:
            change = pd.MultiIndex.from_arrays(
                [rows.get_level_values("zone"), ["change"] * len(rows)]
            )
            frame.loc[here, ["change_ha_p10", "change_ha_p90"]] = known.reindex(change).to_numpy()
    return schemas.ZoneTotals.validate(frame.astype(dict.fromkeys(columns[4:], float)))
