"""Sampled cells of coca, smoothed: how a municipality's coca is spread over its ground.

A sample of a grid's cells says where coca was seen and leaves most cells out. Each sampled cell
lends its hectares to the ground around it by a kernel, across the borders of municipalities and of
zones alike; only shares *inside* a municipality are taken from the result, because the years that
are summed in a cell differ from one municipality to another.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import rasterio.features
import shapely
from rasterio import Affine
from scipy.fft import irfft2, next_fast_len, rfft2

from cocashift.harmonise import rasters, simci_grid
from cocashift.harmonise.rasters import Raster

__all__ = [
    "AREA_CELLS",
    "BANDWIDTH_KM",
    "KERNEL",
    "KERNELS",
    "blend",
    "in_pieces",
    "spread",
    "surface",
    "window",
]

# ASSUME: left-out cells are best predicted by these (benchmarks/cells.csv, written by
# benchmarks/cells.py); no total of any zone was looked at.
KERNEL = "gaussian"
BANDWIDTH_KM = 2.5
# The municipality's ground as such counts as much as this many sampled cells.
AREA_CELLS = 1.0
# By the distance in bandwidths, with how many of them the kernel reaches.
KERNELS = {
    "gaussian": (lambda q: np.exp(-(q**2) / 2), 4),
    "exponential": (lambda q: np.exp(-q), 8),
    "epanechnikov": (lambda q: np.clip(1 - q**2, 0, None), 1),
}
CELL_KM = simci_grid.CELL_M / 1_000
# Of a cell's side: what a kernel is averaged over.
PARTS = 5


def surface(
    cells: gpd.GeoDataFrame, pieces: gpd.GeoDataFrame, transform: Affine, shape: tuple[int, int]
) -> Raster:
    """Spread the hectares of sampled cells over the ground around them.

    Parameters
    ----------
    cells : GeoDataFrame
        As `harmonise.cells.read` gives them.
    pieces : GeoDataFrame
        `schemas.Pieces`; off them nothing is laid.
    transform, shape
        A grid in the pieces' CRS.

    Returns
    -------
    Raster
        Hectares per hectare, on that grid.
    """
    ground = pieces.geometry.to_crs(simci_grid.CRS)
    own, size = rasters.grid_of(ground, simci_grid.CELL_M)
    land = rasterio.features.rasterize(ground, size, transform=own, dtype="float32")
    points = shapely.get_coordinates(cells.geometry.to_crs(simci_grid.CRS).to_numpy())
    column = ((points[:, 0] - own.c) // simci_grid.CELL_M).astype(int)
    row = ((own.f - points[:, 1]) // simci_grid.CELL_M).astype(int)
    on_map = (row >= 0) & (row < size[0]) & (column >= 0) & (column < size[1])
    hectares = cells["coca_ha"].to_numpy(float)
    mass = np.zeros(size)
    np.add.at(mass, (row[on_map], column[on_map]), hectares[on_map])
    smoothed = spread(mass, land, window(KERNEL, BANDWIDTH_KM))
    per_ha = Raster(smoothed / (simci_grid.CELL_M**2 / rasters.HECTARE_M2), own, simci_grid.CRS)
    # Pieces are measured in their own CRS: needles fold over themselves on the way to another.
    return rasters.to_grid(per_ha, transform, shape, pieces.crs)


def in_pieces(lent: pd.Series, cells: gpd.GeoDataFrame, pieces: gpd.GeoDataFrame) -> np.ndarray:
    """Share the hectares that a municipality's sampled cells have among its pieces.

    Parameters
    ----------
    lent : Series
        What each piece holds of `surface`, in hectares.
    cells, pieces : GeoDataFrame
        As there.

    Returns
    -------
    ndarray
        Hectares of each piece; their sum over a municipality is that of the cells in it, and all
        are zero where it has none.
    """
    hectares = cells["coca_ha"].to_numpy(float)
    town = np.unique(pieces["divipola"], return_inverse=True)[1]
    centres = cells.geometry.to_crs(pieces.crs).to_numpy()
    cell, piece = shapely.STRtree(pieces.geometry.to_numpy()).query(centres, predicate="intersects")
    cell, first = np.unique(cell, return_index=True)
    counted = np.bincount(town[piece[first]], minlength=town.max() + 1)
    held = np.bincount(town[piece[first]], hectares[cell], town.max() + 1)
    seen, area = (_shares(figures.to_numpy(), town) for figures in (lent, pieces["area_ha"]))
    shares = blend(seen, area, counted[town])
    return held[town] * shares


def blend(
    seen: np.ndarray, area: np.ndarray, cells: np.ndarray, area_cells: float = AREA_CELLS
) -> np.ndarray:
    """Blend shares by sampled cells with shares by area: the fewer cells, the more area counts."""
    # ASSUME: the sample may have missed any ground of the municipality, as if AREA_CELLS of its
    # cells lay anywhere in it.
    return np.where(cells > 0, (cells * seen + area_cells * area) / (cells + area_cells), 0.0)


def spread(mass: np.ndarray, land: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Spread hectares over land: what a kernel would lay on sea or abroad stays on this side.

    Parameters
    ----------
    mass, land : ndarray
        Hectares of each cell, and 1 on land.
    kernel : ndarray
        As `window` gives it.

    Returns
    -------
    ndarray
        With the sum of ``mass``, but for cells far from any land.

    References
    ----------
    Diggle (1985), "A kernel method for smoothing point process data": the correction at edges,
    here in the form that keeps each point's mass (Jones 1993).
    """
    reached = _convolved(land, kernel)
    lent = np.where(reached > 1e-6, mass / np.maximum(reached, 1e-6), 0.0)
    return land * np.clip(_convolved(lent, kernel), 0, None)


def _convolved(field: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Lay a kernel of odd sides over each cell of a field, and nothing beyond it."""
    sides = [
        next_fast_len(a + b - 1, real=True) for a, b in zip(field.shape, kernel.shape, strict=True)
    ]
    whole = irfft2(rfft2(field, sides) * rfft2(kernel, sides), sides)
    centre = [slice(b // 2, b // 2 + a) for a, b in zip(field.shape, kernel.shape, strict=True)]
    return whole[tuple(centre)]


def window(kernel: str, bandwidth_km: float) -> np.ndarray:
    """Lay a kernel out on cells of 1 km, each averaged over its ground; the sum is 1."""
    weigh, reach = KERNELS[kernel]
    side = 2 * int(np.ceil(reach * bandwidth_km / CELL_KM)) + 1
    away = (np.arange(side * PARTS) - (side * PARTS - 1) / 2) * CELL_KM / PARTS
    fine = weigh(np.hypot(*np.meshgrid(away, away)) / bandwidth_km)
    cells = fine.reshape(side, PARTS, side, PARTS).sum(axis=(1, 3))
    return cells / cells.sum()


def _shares(figure: np.ndarray, town: np.ndarray) -> np.ndarray:
    whole = np.bincount(town, figure)[town]
    return np.divide(figure, whole, out=np.zeros(len(figure)), where=whole > 0)
