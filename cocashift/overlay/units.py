"""Single parks, reserves and councils: pieces cut along the borders between them."""

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import shapely

from cocashift import schemas
from cocashift.harmonise.municipalities import HECTARE_M2
from cocashift.overlay.partition import clipped, polygons

__all__ = ["cut"]


def cut(pieces: gpd.GeoDataFrame, units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Cut pieces into parts that each lie in a known set of units.

    Parameters
    ----------
    pieces : GeoDataFrame
        `schemas.Pieces`, in an equal-area CRS.
    units : GeoDataFrame
        `schemas.Units`, in the same CRS; they may overlap one another.

    Returns
    -------
    GeoDataFrame
        `schemas.Parts`; a part without area is none.
    """
    shapes, ground = pieces.geometry.to_numpy(), units.geometry.to_numpy()
    shapely.prepare(ground)
    piece, unit = shapely.STRtree(ground).query(shapes, predicate="intersects")
    order = np.lexsort((unit, piece))
    met = np.split(unit[order], np.searchsorted(piece[order], np.arange(1, len(shapes))))
    rows, inside, parts = [], [], []
    for row, (whole, near) in enumerate(zip(shapes, met, strict=True)):
        for names, part in _parts(whole, near, ground):
            rows.append(row)
            inside.append("|".join(units["unit"].iloc[each] for each in names))
            parts.append(part)
    frame = gpd.GeoDataFrame(
        pieces[["divipola", "inside"]].iloc[rows].reset_index(drop=True),
        geometry=parts,
        crs=pieces.crs,
    ).assign(units=np.array(inside, dtype=str))
    frame["area_ha"] = frame.area / HECTARE_M2
    return schemas.Parts.validate(frame[list(schemas.Parts.to_schema().columns)])


def _parts(whole, near: np.ndarray, ground: np.ndarray) -> Iterator[tuple[list[int], object]]:
    """Cut one piece along the borders of the units that meet it, one after the other."""
    parts = [([], whole)]
    for unit in near:
        if shapely.covers(ground[unit], whole):
            parts = [([*names, unit], part) for names, part in parts]
            continue
        first = np.zeros(1, int)
        local = clipped(np.array([whole]), ground, first, np.array([unit]), first)[0]
        shapes = np.array([part for _, part in parts])
        within = polygons(shapely.intersection(shapes, local))
        beyond = polygons(shapely.difference(shapes, local))
        parts = [
            *zip([[*names, unit] for names, _ in parts], within, strict=True),
            *zip([names for names, _ in parts], beyond, strict=True),
        ]
        parts = [(names, part) for names, part in parts if shapely.area(part) > 0]
    yield from parts
