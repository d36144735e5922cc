"""Summing up: intervals of zones and scenarios over all draws."""

import numpy as np
import pandas as pd

from cocashift.allocate.ensemble.draws import Placement, place
from cocashift.allocate.ensemble.land import membership_columns, years_of
from cocashift.allocate.ensemble.members import Member

__all__ = ["intervals"]

CHANGE = "change"
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


def intervals(
    pieces: pd.DataFrame,
    cultivation_by_year: pd.DataFrame,
    zones: dict[str, str | dict[int, str]] | list[str],
    scenarios: dict[str, list[str]],
    seed: int = 0,
    draws: int = 4000,
    members: tuple[Member, ...] | None = None,
    compared: tuple[int, int] | None = None,
) -> pd.DataFrame:
    """Give an 80 % interval for the hectares in every zone and scenario, by year, and the change.

    Parameters
    ----------
    pieces : DataFrame
        A row is a piece: the part of one municipality that lies in the same zones. Columns:
        ``divipola``; ``area_ha``; a bool column for each zone; optionally the extensive
        ``footprint_ha`` (hectares of ground that ever had coca) and the intensive
        ``canopy_pct``, ``neighbour_km``, ``depth_km`` (means over the piece; missing counts as the
        average). Row order does not matter.
    cultivation_by_year : DataFrame
        A row is a municipality and year; key ``divipola, year``; ``coca_ha`` in hectares.
    zones : list of str or dict
        Zones, each with its bool column, or with a column for each year where its ground changed.
    scenarios : dict
        The zones whose union each scenario counts.
    seed : int
        The same seed and input give the same figures.
    draws : int
        Draws over all members.
    members : tuple of Member, optional
        Another ensemble than the default one; members whose columns are missing are left out.
    compared : tuple of int, optional
        The two years between which the change is taken; the first and the last by default.

    Returns
    -------
    DataFrame
        A row is a zone or scenario and a period; key ``zone, period``. ``kind`` is ``category`` or
        ``scenario``; ``period`` is a year, as text, or ``change`` (between the years compared, if
        there are several); ``coca_ha_p10``, ``coca_ha_p50``, ``coca_ha_p90`` in hectares;
        ``national_share_p10``, ``national_share_p50``, ``national_share_p90`` over the year's
        total, for ``change`` the last share minus the first. A draw holds both years, so the
        interval of a change is narrower than the difference of two intervals.

    Raises
    ------
    ValueError
        As `place`, and if a scenario names an unknown zone.
    """
    columns, years = membership_columns(zones, cultivation_by_year), years_of(cultivation_by_year)
    unknown = sorted({z for inside in scenarios.values() for z in inside} - set(columns))
    if unknown:
        raise ValueError(f"scenarios name zones that are not given: {', '.join(unknown)}")
    unions = {**{zone: [zone] for zone in columns}, **scenarios}
    totals = [
        _totals(placement, columns, unions)
        for placement in place(pieces, cultivation_by_year, zones, seed, draws, members)
    ]
    ordered = cultivation_by_year.sort_values(["year", "divipola"])
    national = ordered.groupby("year")["coca_ha"].sum()[years].to_numpy()
    compared = compared or (years[0], years[-1])
    return _summary(np.concatenate(totals), national, list(unions), len(columns), years, compared)


def _totals(placement: Placement, columns, unions) -> np.ndarray:
    """Sum hectares over each zone and union, ``(draw, year, zone)``."""
    frame = placement.pieces
    sums = []
    for index, year in enumerate(placement.years):
        covers = [
            frame[[columns[zone][year] for zone in inside]].any(axis=1)
            for inside in unions.values()
        ]
        sums.append(placement.hectares[:, index] @ np.stack(covers, axis=1).astype(float))
    return np.stack(sums, axis=1)


def _summary(totals, national, names: list[str], categories, years, compared) -> pd.DataFrame:
    """Take percentiles over draws, of each year and of the change between two."""
    kinds = np.where(np.arange(len(names)) < categories, "category", "scenario")
    periods = [str(year) for year in years] + ([CHANGE] if len(years) > 1 else [])
    tables = [pd.DataFrame({"zone": names, "kind": kinds, "period": each}) for each in periods]
    first, last = (years.index(year) for year in compared)
    with np.errstate(invalid="ignore"):  # a year without coca has no shares
        shares = totals / national[:, None]
    for figure, drawn in (("coca_ha", totals), ("national_share", shares)):
        steps = [*np.moveaxis(drawn, 1, 0), drawn[:, last] - drawn[:, first]]
        for table, sums in zip(tables, steps, strict=False):
            found = np.quantile(sums, list(QUANTILES.values()), axis=0)
            table[[f"{figure}_{quantile}" for quantile in QUANTILES]] = found.T
    return pd.concat(tables).sort_values(["kind", "zone", "period"], ignore_index=True)
