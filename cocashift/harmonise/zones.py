"""Zones off limits to aerial eradication: which ground each category covers, and when.

A zone is a layer of polygons (parks, reserves, councils), a strip inside a border (Ecuador) or a
set of departments (Norte de Santander). Each feature keeps the days it was in force; a zone counts
in a year if it was in force on 31 December of it.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from cocashift import schemas
from cocashift.harmonise import border
from cocashift.harmonise.quality import Reading

__all__ = ["DATED", "build", "described", "editions", "in_force", "units"]

# What tells the editions of features.
DATED = ["zone", "tier", "valid_from", "valid_until"]


def build(
    zone: str,
    definition: dict,
    frames: dict[str, gpd.GeoDataFrame],
    area_crs: str,
    distance_crs: str,
) -> gpd.GeoDataFrame:
    """Make the features of one category from its definition.

    Parameters
    ----------
    zone : str
        The category.
    definition : dict
        ``tier``, and one of ``layer`` (polygons as published), ``border`` with ``widths`` (strips
        inside a border), or ``departments`` (whole departments).
    frames : dict of GeoDataFrame
        What the definition needs: ``municipalities`` and ``neighbours`` (their schemas), or
        ``layer`` (``name``, ``source``, ``from`` and ``until``, any CRS). Where the border is
        found already, as `border.line` finds it, it stands under ``border``.
    area_crs : str
        An equal-area CRS; the result is in it.
    distance_crs : str
        The projected CRS in which widths are measured.

    Returns
    -------
    GeoDataFrame
        `schemas.Zones`.
    """
    if "layer" in definition:
        parts = frames["layer"]
    elif "border" in definition:
        line = _border(definition, frames, distance_crs)
        parts = border.strips(definition, line, frames["municipalities"], distance_crs)
    else:
        parts = _departments(definition, frames["municipalities"])
    frame = parts.to_crs(area_crs).rename(columns={"from": "valid_from", "until": "valid_until"})
    frame = frame.assign(zone=zone, tier=definition["tier"])
    for column in ("name", "source", "valid_from", "valid_until"):
        frame[column] = frame[column].astype("str")
    frame = _ordered(frame[list(schemas.Zones.to_schema().columns)])
    return schemas.Zones.validate(frame)


def _ordered(zones: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Sort features: the order in which a provider lists them must change no figure."""
    zones = zones.reset_index(drop=True)
    keyed = zones.join(zones.bounds)
    told = ["valid_from", "valid_until", "name", "source", *zones.bounds]
    order = keyed.sort_values(told, na_position="first", kind="stable").index
    return zones.loc[order].reset_index(drop=True)


def _departments(definition, municipalities) -> gpd.GeoDataFrame:
    """Take whole departments, as the municipal layer draws them."""
    chosen = municipalities[municipalities["department_code"].isin(definition["departments"])]
    dissolved = chosen.dissolve("department").reset_index()
    return dissolved.rename(columns={"department": "name"}).assign(
        **{"from": definition.get("from"), "until": definition.get("until")},
        source=None,
    )


def described(
    definition: dict,
    zones: gpd.GeoDataFrame,
    frames: dict[str, gpd.GeoDataFrame],
    distance_crs: str,
) -> list[Reading]:
    """Say what a category that is drawn from the municipal layer came to.

    Parameters
    ----------
    definition, frames, distance_crs
        As for `build`.
    zones : GeoDataFrame
        What it gave; none where the layer has no ground of the category.
    """
    if zones.empty:
        return [("no_ground", 1, "")]
    if "border" not in definition:
        return [("features", len(zones), "")]
    return border.described(zones, _border(definition, frames, distance_crs))


def _border(definition, frames, crs) -> shapely.MultiLineString:
    if "border" in frames:
        return frames["border"]
    return border.line(definition, frames["municipalities"], frames["neighbours"], crs)


def in_force(zones: gpd.GeoDataFrame, year: int) -> gpd.GeoDataFrame:
    """Take the features that were in force on 31 December of a year."""
    eve = f"{year}-12-31"
    begun = zones["valid_from"].fillna("0000-01-01") <= eve
    return zones[begun & (zones["valid_until"].fillna("9999-12-31") >= eve)]


def editions(
    zones: gpd.GeoDataFrame, years: list[int], known: pd.DataFrame | None = None
) -> gpd.GeoDataFrame:
    """Group the features of each category that are in force in the same years.

    Parameters
    ----------
    zones : GeoDataFrame
        `schemas.Zones`; of its columns `DATED` alone for the table without geometry.
    years : list of int
        The years examined; a feature in force on none of their 31 Decembers is left out.
    known : DataFrame, optional
        The editions of all zones, where these are some of them; their own by default.

    Returns
    -------
    GeoDataFrame
        `schemas.Editions` with the features, as they are, collected as geometry: they may overlap.
    """
    counted = pd.DataFrame({year: zones.index.isin(in_force(zones, year).index) for year in years})
    counted = counted.set_index(zones.index)[sorted(years)]
    ever = counted.any(axis=1)
    dated = zones[ever].assign(
        first_year=counted[ever].idxmax(axis=1).astype(int),
        last_year=counted.loc[ever, ::-1].idxmax(axis=1).astype(int),
    )
    keys = ["zone", "tier", "first_year", "last_year"]
    if known is None:
        known = dated[keys].drop_duplicates(ignore_index=True)
        number = (known.groupby("zone").cumcount() + 1).astype("str")
        known = known.assign(edition=known["zone"] + "_" + number)
    columns = list(schemas.Editions.to_schema().columns)
    schemas.Editions.validate(pd.DataFrame(known[columns]))
    if "geometry" not in zones:
        return known[columns]
    # Sorted by edition, and within one as they come.
    table = pd.MultiIndex.from_frame(known[keys])
    edition = table.get_indexer(pd.MultiIndex.from_frame(dated[keys]))
    order = np.argsort(edition, kind="stable")
    there, number = np.unique(edition[order], return_inverse=True)
    drawn = shapely.geometrycollections(dated.geometry.to_numpy()[order], indices=number)
    return gpd.GeoDataFrame(known.loc[there, columns], geometry=drawn, crs=zones.crs)


def units(zones: gpd.GeoDataFrame, categories: list[str], year: int) -> gpd.GeoDataFrame:
    """Take single parks, reserves and councils by their names, as they were on 31 December.

    Parameters
    ----------
    zones : GeoDataFrame
        `schemas.Zones`.
    categories : list of str
        Those whose features are units of their own.
    year : int
        The last year compared: units are held as they were then, in all years.

    Returns
    -------
    GeoDataFrame
        `schemas.Units`; features of one name in one category are one unit, those without a name
        are none.
    """
    named = zones["zone"].isin(categories) & zones["name"].fillna("").ne("")
    current = in_force(zones[named], year)[["zone", "name", "geometry"]]
    frame = current.dissolve(["zone", "name"], as_index=False)
    number = (frame.groupby("zone").cumcount() + 1).astype("str")
    frame = frame.assign(unit=frame["zone"] + ":" + number)
    return schemas.Units.validate(frame[list(schemas.Units.to_schema().columns)])
