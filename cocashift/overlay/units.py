"""Single parks, reserves and councils: pieces cut along the borders between them."""

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
    whole, ground = pieces.geometry.to_numpy(), units.geometry.to_numpy()
    shapely.prepare(ground)
    piece, unit = shapely.STRtree(ground).query(whole, predicate="intersects")
    order = np.lexsort((unit, piece))
    piece, unit = piece[order], unit[order]
    # The first unit of every piece, then the second of all that have two, and so on.
    turn = np.arange(len(piece)) - np.searchsorted(piece, piece)
    rows, shapes = np.arange(len(whole)), whole
    inside = np.full(len(whole), "", dtype=object)
    for now in range(turn.max(initial=-1) + 1):
        due = turn == now
        of_piece = np.full(len(whole), -1)
        of_piece[piece[due]] = unit[due]
        rows, shapes, inside = _split(rows, shapes, inside, of_piece, whole, ground, units["unit"])
    order = np.argsort(rows, kind="stable")
    frame = gpd.GeoDataFrame(
        pieces[["divipola", "inside"]].iloc[rows[order]].reset_index(drop=True),
        geometry=shapes[order],
        crs=pieces.crs,
    ).assign(units=inside[order].astype(str))
    frame["area_ha"] = frame.area / HECTARE_M2
    return schemas.Parts.validate(frame[list(schemas.Parts.to_schema().columns)])


def _split(rows, shapes, inside, of_piece, whole, ground, names) -> tuple:
    """Cut the parts of each piece along one unit's border; parts inside are marked with its name.

    `rows` says which piece each part is of, and `of_piece` which unit a piece's turn it is with, or
    -1.
    """
    unit = of_piece[rows]
    met = unit >= 0
    covered = met.copy()
    covered[met] = shapely.covers(ground[unit[met]], whole[rows[met]])
    crossed = np.flatnonzero(met & ~covered)

    pieces, back = np.unique(rows[crossed], return_inverse=True)
    local = clipped(whole[pieces], ground, pieces, of_piece[pieces], pieces)[back]
    within = polygons(shapely.intersection(shapes[crossed], local))
    beyond = polygons(shapely.difference(shapes[crossed], local))

    kept = np.flatnonzero(~met | covered)
    marked = np.array([names.iloc[each] if each >= 0 else "" for each in unit], dtype=object)
    joined = np.where(inside == "", marked, inside + "|" + marked)
    rows = np.concatenate([rows[kept], rows[crossed], rows[crossed]])
    inside = np.concatenate(
        [np.where(covered, joined, inside)[kept], joined[crossed], inside[crossed]]
    )
    shapes = np.concatenate([shapes[kept], within, beyond])
    some = shapely.area(shapes) > 0
    return rows[some], shapes[some], inside[some]
