"""Zones as features, each with what is known of its own hectares."""

import geopandas as gpd
import pandas as pd

from cocashift.allocate.models import MODELS
from cocashift.harmonise.municipalities import HECTARE_M2

__all__ = ["with_hectares"]


def with_hectares(
    zones: gpd.GeoDataFrame, zone_units: pd.DataFrame, years: list[int]
) -> gpd.GeoDataFrame:
    """Give every feature of a zone layer the hectares of the unit of its name.

    Parameters
    ----------
    zones : GeoDataFrame
        `schemas.Zones`, in an equal-area CRS.
    zone_units : DataFrame
        `schemas.ZoneUnits`.
    years : list of int
        First and last year.

    Returns
    -------
    GeoDataFrame
        The zones with ``area_ha`` and, by year, the median ``coca_ha_<year>``, its interval
        ``_p10``, ``_p90`` and its bounds ``_lower``, ``_upper``, by the best model; missing for
        strips, departments and features without a name.
    """
    known = next((m for m in MODELS if zone_units["method"].eq(m).any()), MODELS[-1])
    figures = ["coca_ha", "coca_ha_p10", "coca_ha_p90", "coca_ha_lower", "coca_ha_upper"]
    found = zones.assign(area_ha=zones.area / HECTARE_M2)
    for year in years:
        told = zone_units[zone_units["method"].eq(known) & zone_units["year"].eq(year)]
        columns = {name: name.replace("coca_ha", f"coca_ha_{year}") for name in figures}
        named = told[["zone", "name", *figures]].rename(columns=columns)
        found = found.merge(named, on=["zone", "name"], how="left", validate="m:1")
    return found
