"""How much of a municipality's coca lies in a zone, when only the municipal total is known.

The total does not say where inside the municipality the coca grows. So each figure comes as three:
the least and the most that can lie in the zone, and an expected value under a stated assumption.
Four assumptions stand side by side: coca is as dense inside as outside (areal), it follows weights
(dasymetric), it lies around sampled cells (cells), or as a gridded layer says (grid).
"""

import numpy as np
import pandas as pd

from cocashift import schemas
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

    With H hectares in a municipality, its pieces weighted w, and E the hectares of ground that can
    hold coca (E_z of them in the zone): expected = H w_z / w, lower = max(0, H - (E - E_z)),
    upper = min(H, E_z). Areal weighting has w = E = area. Dasymetric weighting has the raster's
    weights, and E the cells with any weight; where a municipality has no weight, or its hectares do
    not fit the cells, area stands in (`fallbacks.fallbacks` names it).

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
    Eicher & Brewer (2001), "Dasymetric mapping and areal interpolation". Duncan & Davis (1953),
    "An alternative to ecological correlation": the bounds.
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
    """Weigh each piece, and say how many hectares of it can hold coca; None without the layer."""
    area = pieces["area_ha"]
    if method == "areal":
        # ASSUME: areal weighting: coca is as dense inside the zone as outside, in a municipality.
        return pd.DataFrame({"weight": area, "able_ha": area, "by_area": False})
    weight, able = {
        "dasymetric": ("weight", "able_ha"),
        "cells": ("cells_ha", None),
        "grid": (f"grid_ha_{year}", None),
    }[method]
    if surfaces is None or weight not in surfaces:
        return None
    keys = pieces[["divipola", "inside"]]
    known = keys.merge(surfaces, on=["divipola", "inside"], how="left", validate="1:1")
    known = known.set_axis(pieces.index)
    # ASSUME: dasymetric weighting: inside a municipality coca is as dense as the weights say, and
    # none lies where they are zero; sampled cells, smoothed, hold each part's share in all years; a
    # grid's hectares are right but for one factor.
    weighed = pd.DataFrame(
        {"weight": known[weight], "able_ha": known[able].clip(upper=area) if able else area}
    )
    town = pieces["divipola"]
    whole = weighed.groupby(town)[["weight", "able_ha"]].transform("sum")
    hectares = town.map(coca).fillna(0.0)
    expected = hectares * weighed["weight"] / whole["weight"].where(whole["weight"] > 0)
    crowded = (expected > weighed["able_ha"] * (1 + 1e-9)).groupby(town).transform("any")
    weighed["by_area"] = (whole["weight"] <= 0) | crowded
    for column in ("weight", "able_ha"):
        weighed[column] = weighed[column].where(~weighed["by_area"], area)
    return weighed


def _allocate(pieces, ground, inside, coca) -> pd.DataFrame:
    """Sum the ground inside each zone by municipality, and place its hectares on it."""

    def in_zones(figure: pd.Series) -> pd.Series:
        sums = inside.mul(figure, axis=0).groupby(pieces["divipola"]).sum()
        return sums.rename_axis(columns="zone").stack()

    long = pd.DataFrame(
        {
            "area_ha": in_zones(pieces["area_ha"]),
            "weight": in_zones(ground["weight"]),
            "able_ha": in_zones(ground["able_ha"]),
        }
    ).reset_index()
    town = long["divipola"]
    sums = ground.assign(area_ha=pieces["area_ha"]).groupby(pieces["divipola"])
    whole = sums[["area_ha", "weight", "able_ha"]].sum()
    hectares = town.map(coca)
    long["area_share"] = (long["area_ha"] / town.map(whole["area_ha"])).clip(upper=1)
    long["coca_share"] = (long["weight"] / town.map(whole["weight"])).clip(upper=1)
    long["coca_ha"] = hectares * long["coca_share"]
    # Clipping keeps the last digit of a rounded bound from passing the expected value.
    lower = (hectares - (town.map(whole["able_ha"]) - long["able_ha"])).clip(lower=0)
    long["coca_ha_lower"] = lower.clip(upper=long["coca_ha"])
    long["coca_ha_upper"] = hectares.clip(upper=long["able_ha"]).clip(lower=long["coca_ha"])
    return long
