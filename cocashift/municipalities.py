"""Municipalities and neighbouring countries, in the schema that the later stages rely on."""

import geopandas as gpd
import pandas as pd

from cocashift import divipola, schemas

__all__ = ["harmonise", "neighbours"]

HECTARE_M2 = 10_000
HOME = "COL"


def harmonise(units: gpd.GeoDataFrame, gazetteer: pd.DataFrame, crs: str) -> gpd.GeoDataFrame:
    """Join municipal polygons to their names and measure them.

    Parameters
    ----------
    units : GeoDataFrame
        One row per municipality: ``label`` (its code) and the polygon, in any CRS.
    gazetteer : DataFrame
        One row per municipality: ``code``, ``name``, ``department_code``, ``department``,
        ``area_km2`` (official).
    crs : str
        An equal-area CRS.

    Returns
    -------
    GeoDataFrame
        `schemas.Municipalities`, sorted by ``divipola``.
    """
    named = units.assign(divipola=divipola.repair(units["label"])).merge(
        gazetteer.assign(divipola=divipola.repair(gazetteer["code"])),
        on="divipola",
        validate="1:1",
    )
    measured = named.to_crs(crs).sort_values("divipola", ignore_index=True)
    frame = measured.assign(
        municipality=measured["name"],
        department_code=divipola.department(measured["divipola"]),
        area_ha=measured.area / HECTARE_M2,
        official_area_ha=measured["area_km2"] * 100,
    )
    return schemas.Municipalities.validate(frame[list(schemas.Municipalities.to_schema().columns)])


def neighbours(units: gpd.GeoDataFrame, crs: str) -> gpd.GeoDataFrame:
    """Bring the neighbouring countries to the schema.

    Parameters
    ----------
    units : GeoDataFrame
        One row per country: ``label`` (three letters) and the polygon, in any CRS; Colombia
        itself, which world layers hold, is no neighbour.
    crs : str
        An equal-area CRS.

    Returns
    -------
    GeoDataFrame
        `schemas.Neighbours`, sorted by ``country``.
    """
    foreign = units[units["label"] != HOME]
    frame = foreign.rename(columns={"label": "country"})[["country", "geometry"]].to_crs(crs)
    return schemas.Neighbours.validate(frame.sort_values("country", ignore_index=True))
