"""The overlay: every municipality cut into pieces, each lying in a known set of zones.

The pieces of a municipality do not overlap and make up its whole area. So the area in any zone, or
in any union of zones, is a sum over pieces, and ground that lies in two zones is never counted
twice.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from cocashift import schemas
from cocashift.harmonise.municipalities import HECTARE_M2

__all__ = ["clipped", "membership", "partition", "polygons", "split"]


def partition(municipalities: gpd.GeoDataFrame, editions: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Cut municipalities along the borders of all zones.

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`, in an equal-area CRS.
    editions : GeoDataFrame
        `schemas.Editions` with geometry, in the same CRS; they may overlap one another.

    Returns
    -------
    GeoDataFrame
        `schemas.Pieces`, sorted by ``divipola`` and ``inside``.

    Raises
    ------
    ValueError
        If the CRS differ or are not projected, or if cutting lost or made area.
    """
    if municipalities.crs != editions.crs or not municipalities.crs.is_projected:
        raise ValueError(
            f"overlay needs one projected CRS, not {municipalities.crs} and {editions.crs}"
        )
    pieces = gpd.GeoDataFrame(
        {"divipola": municipalities["divipola"], "inside": ""},
        geometry=municipalities.geometry.values,
        crs=municipalities.crs,
    )
    for edition in editions.itertuples():
        pieces = split(pieces, edition.edition, edition.geometry)
    pieces["area_ha"] = pieces.area / HECTARE_M2
    pieces = pieces.sort_values(["divipola", "inside"], ignore_index=True)
    kept = pieces.groupby("divipola")["area_ha"].sum()
    lost = (kept - municipalities.set_index("divipola")["area_ha"]).abs().max()
    if lost > 1e-3:
        raise ValueError(f"cutting changed the area of a municipality by {lost:.3g} ha")
    return schemas.Pieces.validate(pieces[list(schemas.Pieces.to_schema().columns)])


def split(pieces: gpd.GeoDataFrame, edition: str, zone: shapely.Geometry) -> gpd.GeoDataFrame:
    """Cut each piece that a zone's border crosses; mark the parts inside with the edition.

    Parameters
    ----------
    pieces : GeoDataFrame
        ``divipola``, ``inside`` and polygons.
    edition : str
        Added to ``inside``.
    zone : Geometry
        In the CRS of the pieces.

    Returns
    -------
    GeoDataFrame
        The pieces, none without area; an ``area_ha`` they had is that of the uncut piece.
    """
    parts = shapely.get_parts(zone)
    shapely.prepare(parts)
    whole = pieces.geometry.to_numpy()
    tree = shapely.STRtree(parts)
    piece, part = tree.query(whole, predicate="intersects")
    covered = np.unique(piece[shapely.covers(parts[part], whole[piece])])
    crossed = np.setdiff1d(piece, covered)

    local = clipped(whole[crossed], parts, piece, part, crossed)
    inside = polygons(shapely.intersection(whole[crossed], local))
    outside = polygons(shapely.difference(whole[crossed], local))

    untouched = np.setdiff1d(np.arange(len(whole)), crossed)
    rows = np.concatenate([untouched, crossed, crossed])
    cut = pieces.iloc[rows].set_geometry(
        np.concatenate([whole[untouched], outside, inside]), crs=pieces.crs
    )
    within = np.isin(untouched, covered)
    within = np.concatenate([within, np.zeros(len(crossed), bool), np.ones(len(crossed), bool)])
    joined = (cut["inside"] + "|" + edition).str.removeprefix("|")
    cut["inside"] = cut["inside"].where(~within, joined)
    return cut[shapely.area(cut.geometry.values) > 0]


def clipped(crossed, parts, piece, part, rows) -> np.ndarray:
    """Collect, for each crossed piece, the parts of a zone that meet it, clipped to its box.

    Overlay time grows with the vertices of both members, and most of a large park is nowhere near
    the piece. Clipping to a box is linear; where it makes an invalid polygon, or fails at a needle
    thinner than the digits of its coordinates, the part stays whole.
    """
    bounds = shapely.bounds(crossed) + np.array([-1, -1, 1, 1])
    order = np.argsort(piece, kind="stable")
    starts = np.searchsorted(piece[order], rows, side="left")
    ends = np.searchsorted(piece[order], rows, side="right")
    local = []
    for box, start, end in zip(bounds, starts, ends, strict=True):
        near = parts[part[order[start:end]]]
        try:
            cut = shapely.clip_by_rect(near, *box)
            cut = np.where(shapely.is_valid(cut), cut, near)
        except shapely.errors.GEOSException:
            cut = near
        local.append(shapely.union_all(cut) if len(cut) > 1 else cut[0])
    return np.array(local, dtype=object)


def polygons(geometries: np.ndarray) -> np.ndarray:
    """Keep the polygons of each geometry: touching borders leave lines and points behind."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    areal = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    out = np.array([shapely.MultiPolygon()] * len(geometries), dtype=object)
    if areal.any():
        shapely.multipolygons(parts[areal], indices=owner[areal], out=out)
    single = shapely.get_num_geometries(out) == 1
    out[single] = shapely.get_geometry(out[single], 0)
    return out


def membership(
    pieces: pd.DataFrame, editions: pd.DataFrame, scenarios: dict[str, list[str]], year: int
) -> pd.DataFrame:
    """Say which zones and scenarios each piece counts in, in one year.

    Parameters
    ----------
    pieces : DataFrame
        `schemas.Pieces`, geometry not needed.
    editions : DataFrame
        `schemas.Editions`.
    scenarios : dict
        Tiers by scenario: ``{"strict": ["A"]}``.
    year : int
        A zone counts if in force on 31 December of it.

    Returns
    -------
    DataFrame
        One row per piece, same index; one boolean column per category and per scenario.
    """
    marks = pieces["inside"].str.get_dummies("|").reindex(columns=editions["edition"], fill_value=0)
    current = editions["first_year"].le(year) & editions["last_year"].ge(year)
    columns = {
        zone: marks[editions.loc[current & (editions["zone"] == zone), "edition"]].any(axis=1)
        for zone in editions["zone"].unique()
    }
    for scenario, tiers in scenarios.items():
        counted = current & editions["tier"].isin(tiers)
        columns[scenario] = marks[editions.loc[counted, "edition"]].any(axis=1)
    return pd.DataFrame(columns, index=pieces.index)
