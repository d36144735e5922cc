"""Weighting surfaces: what tells where inside a municipality coca can grow, piece by piece."""

import geopandas as gpd
import numpy as np
import pandas as pd
import rasterio.features
import shapely
from rasterio import Affine
from scipy import ndimage
from scipy.spatial import KDTree

from cocashift import schemas
from cocashift.harmonise import rasters
from cocashift.harmonise.rasters import Raster
from cocashift.overlay import smoothing
from cocashift.overlay.weighing import product, weigh

__all__ = ["describe"]

KM = 1_000


def describe(
    pieces: gpd.GeoDataFrame,
    editions: pd.DataFrame,
    cultivation: pd.DataFrame,
    layers: dict[str, list[Raster]],
    grid: gpd.GeoDataFrame | None = None,
    cells: gpd.GeoDataFrame | None = None,
) -> pd.DataFrame:
    """Measure each piece on every surface that a dataset has.

    Parameters
    ----------
    pieces, editions, cultivation
        `schemas.Pieces` or `schemas.Parts`, `schemas.Editions`, `schemas.Cultivation`.
    layers : dict
        Rasters by role: ``footprint`` (the share of the ground that ever had coca, 0 to 1),
        ``weight`` (any other weights of density, not negative) and ``canopy`` (per cent). Several
        weighing rasters are multiplied cell by cell.
    grid : GeoDataFrame, optional
        Cells with hectares of coca: a polygon and a column for each year, named by the year.
    cells : GeoDataFrame, optional
        Sampled cells, as `harmonise.cells.read` gives them.

    Returns
    -------
    DataFrame
        `schemas.Surfaces`.
    """
    frame = pd.DataFrame(pieces[["divipola", "inside", *(c for c in ["units"] if c in pieces)]])
    frame["neighbour_km"] = _to_neighbours(pieces, cultivation)
    frame["depth_km"] = _depth(pieces, editions)
    transform, shape = rasters.grid_of(pieces.geometry)
    on_grid = {
        role: [rasters.to_grid(raster, transform, shape, pieces.crs) for raster in of_role]
        for role, of_role in layers.items()
    }
    laid = {}
    if on_grid.get("footprint"):
        laid["footprint_ha"] = product(on_grid["footprint"])
    if on_grid.get("canopy"):
        laid["canopy_pct"] = canopy = product(on_grid["canopy"])
        known = np.isfinite(on_grid["canopy"][0].cells)
        laid["seen"] = Raster(known, canopy.transform, canopy.crs)
    if weight := weigh(on_grid):
        laid["weight"] = weight
        laid["able_ha"] = Raster(weight.cells > 0, weight.transform, weight.crs)
    del on_grid  # a country's cells are many
    if cells is not None:
        laid["cells_ha"] = smoothing.surface(cells, pieces, transform, shape)
    found = rasters.totals(laid, pieces)
    if "seen" in found:
        # A mean over what is known; where nothing is, it stays missing.
        seen = found.pop("seen")
        found["canopy_pct"] /= seen.where(seen > 0)
    if cells is not None:
        found["cells_ha"] = smoothing.in_pieces(found["cells_ha"], cells, pieces)
    frame = frame.join(found)
    if grid is not None:
        frame = frame.join(_of_cells(pieces, grid.to_crs(pieces.crs)))
    return schemas.Surfaces.validate(frame)


def _to_neighbours(pieces: gpd.GeoDataFrame, cultivation: pd.DataFrame) -> np.ndarray:
    """Measure from each piece to the nearest other municipality that ever had coca."""
    grown = cultivation.loc[cultivation["coca_ha"] > 0, "divipola"].unique()
    towns = pieces[["divipola", "geometry"]].assign(
        weight=pieces.area, centre=pieces.geometry.centroid
    )
    towns = towns[towns["divipola"].isin(grown)]
    # A municipality's centroid is the mean of its pieces', weighted by area.
    xy = pd.DataFrame(
        {"x": towns["centre"].x * towns["weight"], "y": towns["centre"].y * towns["weight"]}
    )
    sums = xy.assign(divipola=towns["divipola"], weight=towns["weight"]).groupby("divipola").sum()
    centres = sums[["x", "y"]].div(sums["weight"], axis=0)
    here = shapely.get_coordinates(shapely.centroid(pieces.geometry.to_numpy()))
    # The nearest may be its own; one that is not there is infinitely far.
    away, number = KDTree(centres.to_numpy().reshape(-1, 2)).query(here, k=2)
    own = np.append(centres.index, "")[number[:, 0]] == pieces["divipola"].to_numpy()
    nearest = np.where(own, away[:, 1], away[:, 0]) / KM
    return np.where(np.isfinite(nearest), nearest, np.nan)


def _depth(pieces: gpd.GeoDataFrame, editions: pd.DataFrame) -> np.ndarray:
    """Measure how deep in the zones a piece lies, or how far outside them (negative).

    Only zones that cut through municipalities have an edge that matters inside one.
    """
    marks = pieces["inside"].str.get_dummies("|").reindex(columns=editions["edition"], fill_value=0)
    whole = marks.groupby(pieces["divipola"]).transform("nunique").le(1).all()
    zoned = marks.loc[:, ~whole].any(axis=1).to_numpy()
    if not zoned.any():
        return np.full(len(pieces), np.nan)
    transform, shape = rasters.grid_of(pieces.geometry)
    coarse, shape = (
        Affine(2 * transform.a, 0, transform.c, 0, 2 * transform.e, transform.f),
        tuple(-(-side // 2) for side in shape),
    )
    numbers = zip(pieces.geometry, range(1, len(pieces) + 1), strict=True)
    label = rasterio.features.rasterize(numbers, shape, transform=coarse, dtype="int32")
    inside = np.r_[False, zoned][label]
    cell_km = coarse.a / KM
    inward = ndimage.distance_transform_edt(inside) * cell_km
    outward = ndimage.distance_transform_edt(~inside) * cell_km
    depth = np.where(inside, inward, -outward)
    sums = ndimage.sum_labels(depth, label, np.arange(1, len(pieces) + 1))
    cells = np.bincount(label.ravel(), minlength=len(pieces) + 1)[1:]
    # A sliver that holds no cell's centre is not measured.
    return np.divide(sums, cells, out=np.full(len(pieces), np.nan), where=cells > 0)


def _of_cells(pieces: gpd.GeoDataFrame, grid: gpd.GeoDataFrame) -> pd.DataFrame:
    """Split the hectares of grid cells over the pieces they meet: by area, at least and at most."""
    years = [column for column in grid.columns if column != "geometry"]
    shapes, cells = pieces.geometry.to_numpy(), grid.geometry.to_numpy()
    shapely.prepare(shapes)
    cell, piece = shapely.STRtree(shapes).query(cells, predicate="intersects")
    within = shapely.covers(shapes[piece], cells[cell])
    part = np.where(within, shapely.area(cells[cell]), 0.0)
    part[~within] = shapely.area(shapely.intersection(cells[cell[~within]], shapes[piece[~within]]))
    part /= rasters.HECTARE_M2
    # A cell that reaches over the border gives all its hectares to the municipalities it meets.
    whole = np.bincount(cell, part, len(cells))[cell].clip(min=1e-9)
    columns = {}
    for year in years:
        hectares = np.nan_to_num(grid[year].to_numpy(float))[cell]
        even = hectares * part / whole
        # In a cell that a border cuts, coca may lie on either side, as far as it finds room.
        least = np.clip(hectares - (whole - part), 0, even)
        most = np.maximum(np.minimum(hectares, part), even)
        for name, figure in (("", even), ("_lower", least), ("_upper", most)):
            columns[f"grid_ha_{year}{name}"] = np.bincount(piece, figure, len(pieces))
    return pd.DataFrame(columns, index=pieces.index)
