"""How much of a municipality's coca lies in a zone, when only the municipal total is known.

The total does not say where inside the municipality the coca grows. So each figure comes as three:
the least and the most that can lie in the zone, and an expected value under a stated assumption.
Four assumptions stand side by side: coca is as dense inside as outside (areal), it follows weights
(dasymetric), it lies around sampled cells (cells), or as a gridded layer says (grid).
"""

import numpy as np
import pandas as pd

from cocashift import schemas
from cocashift.allocate import bounds
from cocashift.overlay import partition

__all__ = ["METHODS", "allocate", "by_piece", "ground"]

METHODS = ("areal", "dasymetric", "cells", "grid")


def allocate(
    pieces: pd.DataFrame,
    editions: pd.DataFrame,
    cultivation: pd.DataFrame,
    scenarios: dict[str, list[str]],
    years: list[int],
    surfaces: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Allocate municipal hectares to zones by every method that the surfaces allow.

    As `bounds.bound` does with pieces of weight w that hold at least l and at most m. Areal
    weighting has w = m = area and l = 0, and so have sampled cells but for w. Dasymetric weighting
    has the raster's weights, and as m the cells with any weight. A grid's cells that a border cuts
    leave open on which side their hectares lie. Where a municipality has no weight, or its hectares
    do not fit the ground, area stands in (`fallbacks.fallbacks` names it).

    Parameters
    ----------
    pieces : DataFrame
        `schemas.Pieces`, geometry not needed.
    editions : DataFrame
        `schemas.Editions`.
    cultivation : DataFrame
        `schemas.Cultivation`.
    scenarios : dict
        Tiers by scenario.
    years : list of int
        The years to allocate.
    surfaces : DataFrame, optional
        `schemas.Surfaces` of the same pieces.

    Returns
    -------
    DataFrame
        `schemas.Allocation`: a row for every municipality, also where its coca is missing.

    References
    ----------
    Goodchild & Lam (1980), "Areal interpolation: a variant of the traditional spatial problem".
    Eicher & Brewer (2001), "Dasymetric mapping and areal interpolation".
    """
    parts = []
    for year in years:
        inside = partition.membership(pieces, editions, scenarios, year)
        coca = cultivation.loc[cultivation["year"] == year].set_index("divipola")["coca_ha"]
        for method in METHODS:
            weighed = ground(pieces, surfaces, coca, method, year)
            if weighed is not None:
                allocated = _allocate(pieces, weighed, inside, coca)
                kind = np.where(allocated["zone"].isin(list(scenarios)), "scenario", "category")
                parts.append(allocated.assign(kind=kind, year=year, method=method))
    columns = list(schemas.Allocation.to_schema().columns)
    return schemas.Allocation.validate(pd.concat(parts, ignore_index=True)[columns])


def by_piece(
    pieces: pd.DataFrame,
    cultivation: pd.DataFrame,
    year: int,
    method: str = "areal",
    surfaces: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Place municipal hectares on pieces by one method, as `allocate` does on zones.

    Parameters
    ----------
    pieces, cultivation, surfaces : DataFrame
        `schemas.Pieces`, `schemas.Cultivation`, `schemas.Surfaces`.
    year : int
        The year to place.
    method : str
        One of `METHODS`; all but the first need the surfaces.

    Returns
    -------
    DataFrame
        One row per piece, same index: ``coca_ha``, missing where the municipality has no figure,
        and ``by_area``, whether area stood in for the method's weights.
    """
    coca = cultivation.loc[cultivation["year"] == year].set_index("divipola")["coca_ha"]
    weighed = ground(pieces, surfaces, coca, method, year)
    share = weighed["weight"] / weighed["weight"].groupby(pieces["divipola"]).transform("sum")
    return pd.DataFrame(
        {"coca_ha": pieces["divipola"].map(coca) * share, "by_area": weighed["by_area"]}
    )


def ground(pieces, surfaces, coca, method, year) -> pd.DataFrame | None:
    """Weigh each piece, and say how many hectares it holds at least and at most.

    None where the surfaces lack the method's layer.
    """
    area = pieces["area_ha"]
    if method == "areal":
        # ASSUME: areal weighting: coca is as dense inside the zone as outside, in a municipality.
        return pd.DataFrame({"weight": area, "least_ha": 0.0, "most_ha": area, "by_area": False})
    gridded = f"grid_ha_{year}"
    weight = {"dasymetric": "weight", "cells": "cells_ha", "grid": gridded}[method]
    if surfaces is None or weight not in surfaces:
        return None
    keys = pieces[["divipola", "inside"]]
    known = keys.merge(surfaces, on=["divipola", "inside"], how="left", validate="1:1")
    known = known.set_axis(pieces.index)
    # ASSUME: dasymetric weighting: inside a municipality coca is as dense as the weights say, and
    # none lies where they are zero; sampled cells, smoothed, hold each part's share in all years; a
    # grid's hectares are right but for one factor.
    town, weights = pieces["divipola"], known[weight]
    whole = weights.groupby(town).transform("sum")
    factor = town.map(coca).fillna(0.0) / whole.where(whole > 0)
    most = known["able_ha"].clip(upper=area) if method == "dasymetric" else area
    crowded = (factor * weights > most * (1 + 1e-9)).groupby(town).transform("any")
    by_area = (whole <= 0) | crowded
    least = 0.0 * area
    if f"{gridded}_upper" in surfaces and method == "grid":
        least = factor * known[f"{gridded}_lower"]
        most = (factor * known[f"{gridded}_upper"]).clip(upper=area)
    return pd.DataFrame(
        {
            "weight": weights.where(~by_area, area),
            "least_ha": least.where(~by_area, 0.0),
            "most_ha": most.where(~by_area, area),
            "by_area": by_area,
        }
    )


def _allocate(pieces, ground, inside, coca) -> pd.DataFrame:
    """Sum the ground inside each zone by municipality, and place its hectares on it."""
    ground = ground.rename(columns={"least_ha": "least", "most_ha": "most"})
    figures = ground[["weight", "least", "most"]].assign(area_ha=pieces["area_ha"])
    found = bounds.bound(pieces["divipola"], figures, inside, coca)
    area = pieces.groupby("divipola")["area_ha"].sum()
    return found.assign(
        area_share=(found["area_ha"] / found["unit"].map(area)).clip(upper=1)
    ).rename(
        columns={
            "unit": "divipola",
            "share": "coca_share",
            "lower": "coca_ha_lower",
            "expected": "coca_ha",
            "upper": "coca_ha_upper",
        }
    )
