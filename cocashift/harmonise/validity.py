"""Geometry made valid in the open: what was repaired is counted, what cannot be is told."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from cocashift.errors import InputError
from cocashift.harmonise.quality import Reading

__all__ = ["overlaps", "repair"]

AREA_CRS = "EPSG:6933"
HECTARE_M2 = 10_000
# Less than ten square metres is the rounding of coordinates.
OVERLAP_HA = 0.001


def repair(frame: gpd.GeoDataFrame, readings: list[Reading], name: str) -> gpd.GeoDataFrame:
    """Leave out features without geometry, flatten Z, and make every polygon valid."""
    empty = frame.geometry.isna() | frame.geometry.is_empty
    if empty.any():
        readings.append(("no_geometry", int(empty.sum()), _rows(empty)))
    if empty.all():
        raise InputError(f"{name}: no feature has a geometry. Fetch it again.")
    frame = frame[~empty].copy()
    lifted = frame.geometry.has_z
    if lifted.any():
        readings.append(("z_removed", int(lifted.sum()), ""))
    before = frame.geometry.force_2d()
    # The structure method gives polygons where the linework method leaves collections.
    after = before.make_valid(method="structure", keep_collapsed=False)
    invalid = ~before.is_valid
    if invalid.any():
        change = _area(after[invalid]) - _area(before[invalid])
        readings.append(("invalid_repaired", int(invalid.sum()), f"{change:+.4f} ha"))
    areal = after.geom_type.isin(["Polygon", "MultiPolygon"])
    if not areal.any():
        kinds = ", ".join(sorted(set(before.geom_type)))
        raise InputError(f"{name}: the layer has no polygons but {kinds}. Name a polygon layer.")
    if not areal.all():
        readings.append(("not_polygons", int((~areal).sum()), _rows(~areal)))
    return frame.set_geometry(after)[areal].reset_index(drop=True)


def overlaps(shapes: gpd.GeoSeries) -> pd.DataFrame:
    """Find polygons that lie on each other.

    Parameters
    ----------
    shapes : GeoSeries
        Valid polygons in an equal-area CRS.

    Returns
    -------
    DataFrame
        One row per pair: ``left`` and ``right`` (labels of the index), ``overlap_ha``, and
        ``share`` of the smaller polygon.
    """
    if shapes.is_valid_coverage():
        return pd.DataFrame(columns=["left", "right", "overlap_ha", "share"])
    left, right = shapes.sindex.query(shapes, predicate="intersects")
    left, right = left[left < right], right[left < right]
    first, second = shapes.iloc[left].to_numpy(), shapes.iloc[right].to_numpy()
    area = shapely.area(shapely.intersection(first, second))
    pairs = pd.DataFrame(
        {
            "left": shapes.index[left],
            "right": shapes.index[right],
            "overlap_ha": area / HECTARE_M2,
            "share": area / np.minimum(shapely.area(first), shapely.area(second)),
        }
    )
    return pairs[pairs["overlap_ha"] > OVERLAP_HA].reset_index(drop=True)


def _area(geometries: gpd.GeoSeries) -> float:
    return float(geometries.to_crs(AREA_CRS).area.sum() / HECTARE_M2)


def _rows(chosen: pd.Series) -> str:
    """Name the first few rows, counted from 1 as a GIS shows them."""
    numbers = [str(position + 1) for position, yes in enumerate(chosen) if yes]
    return "rows " + ", ".join(numbers[:5]) + (" …" if len(numbers) > 5 else "")
