"""Geometry made valid in the open: what was repaired is counted, what cannot be is told."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from cocashift.errors import InputError
from cocashift.harmonise.quality import Reading

__all__ = ["overlaps", "repair", "rows", "shared_ha"]

AREA_CRS = "EPSG:6933"
HECTARE_M2 = 10_000
# Less than ten square metres is the rounding of coordinates.
OVERLAP_HA = 0.001
# What a repair may change of a feature before it is more than a rounding.
REPAIR_HA = 0.1


def repair(
    frame: gpd.GeoDataFrame, readings: list[Reading], name: str, allowed_ha: float | None = None
) -> gpd.GeoDataFrame:
    """Leave out features without geometry, flatten Z, and make every polygon valid.

    Parameters
    ----------
    frame : GeoDataFrame
        Features as read; the index says in which row of the file each stands.
    readings : list of Reading
        What is left out or repaired is added, with rows and hectares.
    name : str
        Of the file, for messages.
    allowed_ha : float, optional
        The most hectares that the repair of one feature may change; the rounding of an area by
        default.

    Returns
    -------
    GeoDataFrame
        Valid polygons with an area, each under its row.

    Raises
    ------
    InputError
        If a vertex has no coordinates or lies nowhere on Earth, no feature is a polygon, or a
        repair changes more than is allowed; names the rows.
    """
    empty = frame.geometry.isna() | frame.geometry.is_empty
    if empty.any():
        readings.append(("no_geometry", int(empty.sum()), rows(empty)))
    if empty.all():
        raise InputError(f"{name}: no feature has a geometry. Fetch it again.")
    frame = frame[~empty].copy()
    lifted = frame.geometry.has_z
    if lifted.any():
        readings.append(("z_removed", int(lifted.sum()), ""))
    before = frame.geometry.force_2d()
    _require_somewhere(before, name)
    before = _polygons(before, readings, name)
    # The structure method gives polygons where the linework method leaves collections.
    after = before.make_valid(method="structure", keep_collapsed=False)
    invalid = ~before.is_valid
    if invalid.any():
        change = _hectares(after[invalid]) - _hectares(before[invalid])
        _require_rounding(change, name, allowed_ha)
        told = f"{change.sum():+,.4f} ha; {rows(invalid)}"
        readings.append(("invalid_repaired", int(invalid.sum()), told))
    flat = after.is_empty | (shapely.area(after.to_numpy()) == 0)
    if flat.any():
        readings.append(("no_area", int(flat.sum()), rows(flat)))
    if flat.all():
        raise InputError(f"{name}: no polygon of the layer has an area. Name another layer.")
    return frame.loc[before.index].set_geometry(after)[~flat]


def overlaps(shapes: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Find polygons that lie on each other.

    Parameters
    ----------
    shapes : GeoSeries
        Valid polygons in an equal-area CRS.

    Returns
    -------
    GeoDataFrame
        One row per pair: ``left`` and ``right`` (labels of the index), ``overlap_ha``, ``share``
        of the smaller polygon, and the ground that both cover.
    """
    left = right = np.array([], int)
    if not shapes.is_valid_coverage():
        left, right = shapes.sindex.query(shapes, predicate="intersects")
        left, right = left[left < right], right[left < right]
    first, second = shapes.iloc[left].to_numpy(), shapes.iloc[right].to_numpy()
    both = shapely.intersection(first, second)
    area = shapely.area(both)
    pairs = gpd.GeoDataFrame(
        {
            "left": shapes.index[left],
            "right": shapes.index[right],
            "overlap_ha": area / HECTARE_M2,
            "share": area / np.minimum(shapely.area(first), shapely.area(second)),
        },
        geometry=both,
        crs=shapes.crs,
    )
    return pairs[pairs["overlap_ha"] > OVERLAP_HA].reset_index(drop=True)


def shared_ha(pairs: gpd.GeoDataFrame) -> float:
    """Measure the ground that lies in more than one polygon: once, in however many it lies.

    Parameters
    ----------
    pairs : GeoDataFrame
        From `overlaps`.
    """
    return float(pairs.union_all().area / HECTARE_M2) if len(pairs) else 0.0


def rows(chosen: pd.Series) -> str:
    """Name the first few rows of the file that are chosen; the index says which each is."""
    numbers = [str(row) for row in chosen.index[chosen]]
    return "rows " + ", ".join(numbers[:5]) + (" …" if len(numbers) > 5 else "")


def _require_somewhere(shapes: gpd.GeoSeries, name: str) -> None:
    """Refuse vertices without coordinates, and those that no place on Earth has."""
    points, owner = shapely.get_coordinates(shapes.to_numpy(), return_index=True)
    lost = ~np.isfinite(points).all(axis=1)
    told = "a vertex without coordinates (NaN or infinite)"
    if not lost.any() and shapes.crs.is_geographic:
        # Longitudes may go once round, from 0 to 360.
        lost = (np.abs(points[:, 1]) > 90) | (np.abs(points[:, 0]) > 360)
        told = "a vertex beyond the pole, or beyond 360 degrees of longitude"
    elif not lost.any():
        to_degrees = pyproj.Transformer.from_crs(shapes.crs, "EPSG:4326", always_xy=True)
        lost = ~np.isfinite(to_degrees.transform(*points.T)).all(axis=0)
        told = "a vertex outside the ground of its CRS"
    if lost.any():
        odd = pd.Series(np.isin(np.arange(len(shapes)), owner[lost]), index=shapes.index)
        raise InputError(f"{name}: {rows(odd)}: {told}. Correct it, or delete the vertex in QGIS.")


def _polygons(shapes: gpd.GeoSeries, readings: list[Reading], name: str) -> gpd.GeoSeries:
    """Keep polygons, also those of collections; tell what else is left out."""
    kinds = shapes.geom_type
    mixed = kinds == "GeometryCollection"
    if mixed.any():
        reduced = shapes[mixed].map(_areal)
        shapes = shapes.copy()
        shapes[mixed] = reduced
        kept = ~reduced.is_empty
        if kept.any():
            hectares = _hectares(reduced[kept]).sum()
            told = f"{hectares:,.1f} ha; {rows(mixed & ~shapes.is_empty)}"
            readings.append(("collections_reduced", int(kept.sum()), told))
    areal = shapes.geom_type.isin(["Polygon", "MultiPolygon"]) & ~shapes.is_empty
    if not areal.any():
        found = ", ".join(sorted(set(kinds)))
        raise InputError(f"{name}: the layer has no polygons but {found}. Name a polygon layer.")
    if not areal.all():
        readings.append(("not_polygons", int((~areal).sum()), rows(~areal)))
    return shapes[areal]


def _areal(shape: shapely.Geometry) -> shapely.Geometry:
    """Take the polygons of a collection, however deep they lie in it."""
    parts = shapely.get_parts(shape)
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        parts = shapely.get_parts(parts)
    return shapely.MultiPolygon(
        list(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])
    )


def _require_rounding(change: pd.Series, name: str, allowed_ha: float | None) -> None:
    """Refuse repairs that change hectares: which shape was meant, none can say."""
    most = REPAIR_HA if allowed_ha is None else allowed_ha
    wide = change[change.abs() > most]
    if len(wide):
        row = wide.abs().idxmax()
        raise InputError(
            f"{name}: {rows(change.abs() > most)}: the geometry is invalid, and repairing it "
            f"changes the area, of row {row} by {wide[row]:+,.1f} ha. Repair it in QGIS (Fix "
            f"geometries) and look at it, or allow it with `repair_ha: {np.ceil(abs(wide[row])):g}`"
            " at the layer in the dataset."
        )


def _hectares(geometries: gpd.GeoSeries) -> pd.Series:
    return geometries.to_crs(AREA_CRS).area / HECTARE_M2
