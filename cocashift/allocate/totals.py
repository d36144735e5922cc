"""Sums over the country: every method's hectares in zones, and the ensemble's beside them."""

import pandas as pd

from cocashift import schemas
from cocashift.allocate.models import QUANTILES

__all__ = ["sprayed", "total"]

FIGURES = ("coca_ha", "coca_mcse_ha", "national_share")


def total(
    allocation: pd.DataFrame,
    cultivation: pd.DataFrame,
    intervals: pd.DataFrame | None = None,
    years: list[int] | None = None,
    eradication: pd.DataFrame | None = None,
    basis: str = "in_force",
) -> pd.DataFrame:
    """Sum an allocation over the country, and set the ensemble beside it.

    Parameters
    ----------
    allocation : DataFrame
        `schemas.Allocation`.
    cultivation : DataFrame
        `schemas.Cultivation`.
    intervals : DataFrame, optional
        `schemas.Intervals`.
    years : list of int, optional
        The two years compared: the change between them stands in the rows of the last.
    eradication : DataFrame, optional
        `schemas.Eradication`.
    basis : str
        The basis of the intervals: that of the allocation.

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
    if eradication is not None:
        sums["sprayed_ha"] = (
            sprayed(allocation, eradication)
            .reindex(pd.MultiIndex.from_frame(sums[keys]))
            .to_numpy()
        )
        sums["sprayed_per_coca_ha"] = sums["sprayed_ha"] / sums["coca_ha"].where(
            sums["coca_ha"] > 0
        )
    if years is not None:
        first, last = (sums[sums["year"] == year].set_index(["zone", "method"]) for year in years)
        here = sums["year"] == years[-1]
        rows = pd.MultiIndex.from_frame(sums.loc[here, ["zone", "method"]])
        step = last["coca_ha"] - first["coca_ha"]
        sums.loc[here, "change_ha"] = step.reindex(rows).to_numpy()
    frame = sums
    if intervals is not None:
        models = [_model(sums, rows, years, basis) for _, rows in intervals.groupby("method")]
        frame = pd.concat([sums, *models], ignore_index=True)
    columns = list(schemas.ZoneTotals.to_schema().columns)
    frame = frame.reindex(columns=columns).astype(dict.fromkeys(columns[4:], float))
    # Beside one another: a zone or reading in a year, by every method.
    order = frame.groupby(["year", "zone"], sort=False).ngroup()
    return schemas.ZoneTotals.validate(
        frame.assign(order=order)
        .sort_values("order", kind="stable")[columns]
        .reset_index(drop=True)
    )


def sprayed(allocation: pd.DataFrame, eradication: pd.DataFrame) -> pd.Series:
    """Sum sprayed hectares in zones, spread inside municipalities as the allocation spreads coca.

    Returns
    -------
    Series
        Index ``zone, kind, year, method``; missing in a year that the register does not cover.
    """
    register = eradication.dropna(subset="sprayed_ha")
    events = register.set_index(["divipola", "year"])["sprayed_ha"]
    rows = pd.MultiIndex.from_frame(allocation[["divipola", "year"]])
    hectares = allocation["coca_share"] * events.reindex(rows).fillna(0.0).to_numpy()
    hectares = hectares.where(allocation["year"].isin(register["year"]))
    keys = [allocation[key] for key in ("zone", "kind", "year", "method")]
    return hectares.groupby(keys, sort=False).sum(min_count=1)


def _model(sums, intervals, years, basis) -> pd.DataFrame:
    """Lay the medians and intervals out as rows of a method of their own."""
    known = intervals[intervals["basis"].eq(basis) & intervals["left_out"].eq("")]
    ground = sums.drop_duplicates(["zone", "year"])[
        ["zone", "kind", "year", "area_ha", "coca_ha_lower", "coca_ha_upper"]
    ]
    levels = known[known["period"].str.len() == 4].assign(year=lambda k: k["period"].astype(int))
    figures = [f"{name}_{q}" for name in FIGURES for q in QUANTILES]
    rows = ground.merge(levels[["zone", "year", *figures]], on=["zone", "year"])
    rows = rows.assign(
        method=intervals["method"].iloc[0],
        coca_ha=rows["coca_ha_p50"],
        national_share=rows["national_share_p50"],
    )
    if years is None:
        return rows
    change = known[known["period"] == "-".join(map(str, years))].set_index("zone")
    last = rows["year"] == years[-1]
    for name, quantile in (("", "_p50"), ("_p10", "_p10"), ("_p90", "_p90")):
        rows[f"change_ha{name}"] = rows["zone"].map(change[f"coca_ha{quantile}"]).where(last)
        error = rows["zone"].map(change[f"coca_mcse_ha{quantile}"])
        rows[f"change_mcse_ha{quantile}"] = error.where(last)
    return rows
