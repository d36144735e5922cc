"""Coca per area as a raster: the hectares of every municipality, spread over the cells it covers.

The record has no position inside a municipality. Each piece of the overlay spreads the hectares
that the allocation expects in it, evenly or as the weights say, so that sums over the country,
a municipality or a zone are those of the tables, but for cells that a border crosses.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
from exactextract import exact_extract

from cocashift import logs
from cocashift.allocate import allocation
from cocashift.harmonise import rasters
from cocashift.harmonise.rasters import Raster
from cocashift.overlay.weighing import weigh

__all__ = ["best_method", "cover", "rasterise", "surface"]

# Densities are per 100 km², as everywhere.
AREA_M2 = 100_000_000
# Relative: what single precision and slivers without a cell may cost.
TOLERANCE = 1e-6
# So often the log hears how far it is.
PARTS = 20


def surface(layers: dict[str, list[Raster]], shapes: gpd.GeoSeries, cell_m: float) -> Raster:
    """Lay a grid over a country, and weigh its cells against each other.

    Parameters
    ----------
    layers : dict
        Rasters by role, as `surfaces.describe` takes them; without any that weighs all cells are
        alike.
    shapes : GeoSeries
        The country's polygons, in a projected CRS.
    cell_m : float
        Cell size.

    Returns
    -------
    Raster
        In the CRS of the shapes.
    """
    transform, shape = rasters.grid_of(shapes, cell_m)
    on_grid = {
        role: [rasters.to_grid(raster, transform, shape, shapes.crs) for raster in of_role]
        for role, of_role in layers.items()
    }
    return weigh(on_grid) or Raster(np.ones(shape), transform, shapes.crs)


def best_method(surfaces: pd.DataFrame) -> str:
    """Say how hectares are spread inside municipalities: by weights where there are any."""
    return "dasymetric" if "weight" in surfaces else "areal"


def rasterise(
    pieces: gpd.GeoDataFrame,
    cultivation: pd.DataFrame,
    surfaces: pd.DataFrame,
    years: list[int],
    grid: Raster,
    laid: pd.DataFrame | None = None,
) -> dict[int | str, Raster]:
    """Spread the hectares of two years over a grid.

    Parameters
    ----------
    pieces, cultivation, surfaces : DataFrame
        `schemas.Pieces`, `schemas.Cultivation`, `schemas.Surfaces`.
    years : list of int
        First and last year.
    grid : Raster
        As `surface` gives it. Where a piece has no weight, or its hectares were placed by area,
        its cells count by the area it covers.
    laid : DataFrame, optional
        Of all pieces, as `cover` gives it, by default here.

    Returns
    -------
    dict of Raster
        Hectares per 100 km² for each year and ``change``, single precision: values times the
        cell's nominal area add up to the hectares placed. A cell is NaN where no municipality
        has a figure; in ``change``, one for both years.

    Raises
    ------
    ValueError
        If a sum over the cells is not the sum over the pieces.
    """
    method = best_method(surfaces)
    placed = {
        year: allocation.by_piece(pieces, cultivation, year, method, surfaces) for year in years
    }
    laid = cover(pieces, grid) if laid is None else laid
    piece, cell, covered = (laid[column].to_numpy() for column in ("piece", "cell", "covered"))
    # ASSUME: inside a piece hectares lie as the weights of its cells say, or evenly without any.
    weighed = covered * np.nan_to_num(grid.cells.ravel())[cell]
    parts = {}
    for year, rows in placed.items():
        even = rows["by_area"].to_numpy() | (np.bincount(piece, weighed, len(pieces)) == 0)
        part = np.where(even[piece], covered, weighed)
        share = part / np.bincount(piece, part, len(pieces))[piece]
        parts[year] = share * rows["coca_ha"].to_numpy()[piece]
    hectares = {year: rows["coca_ha"] for year, rows in placed.items()}
    first, last = years
    parts["change"] = parts[last] - parts[first]
    hectares["change"] = hectares[last] - hectares[first]
    return {name: _densities(cell, parts[name], grid, hectares[name].sum()) for name in parts}


def cover(pieces: gpd.GeoDataFrame, grid: Raster, number: int = 1, count: int = 1) -> pd.DataFrame:
    """Say which cells each piece covers, and how much of each: exactly, not by their centres.

    Parameters
    ----------
    pieces : GeoDataFrame
        `schemas.Pieces`.
    grid : Raster
        As `surface` gives it; its values do not matter.
    number, count : int
        Which of how many parts of the pieces are laid on it, counted from 1.

    Returns
    -------
    DataFrame
        A row is a piece and a cell that it meets; ``piece`` and ``cell``, their places in table
        and grid, and ``covered``, the share of the cell, above 0 and at most 1. All parts one after
        the other are the whole.
    """
    mine = np.array_split(np.arange(len(pieces)), count)[number - 1]
    source, asked = grid.source(), ["cell_id", "coverage"]
    shapes = pieces.geometry.iloc[mine].to_crs(grid.crs)
    steps = [rows for rows in np.array_split(np.arange(len(shapes)), PARTS) if len(rows)]
    found = [
        exact_extract(source, rasters.Shapes(shapes.iloc[rows]), asked, output="pandas")
        for rows in logs.steps(steps, "parts of the pieces laid on the grid")
    ]
    ids, shares = (
        [each for frame in found for each in frame[column]] for column in ("cell_id", "coverage")
    )
    piece = np.repeat(mine, [len(each) for each in ids])
    cell, covered = (np.concatenate([np.array([]), *listed]) for listed in (ids, shares))
    some = covered > 0
    columns = {"piece": piece, "cell": cell.astype(int), "covered": covered}
    return pd.DataFrame({name: figures[some] for name, figures in columns.items()})


def _densities(cell: np.ndarray, hectares: np.ndarray, grid: Raster, whole: float) -> Raster:
    """Sum what pieces give to each cell, per 100 km² of it."""
    known = ~np.isnan(hectares)
    sums = np.bincount(cell[known], hectares[known], grid.cells.size)
    areas = grid.transform.a**2 / AREA_M2
    density = np.full(grid.cells.size, np.nan, "float32")
    density[cell[known]] = sums[cell[known]] / areas
    density = density.reshape(grid.cells.shape)
    found = np.nansum(density, dtype=float) * areas
    if abs(found - whole) > TOLERANCE * max(1.0, np.abs(hectares[known]).sum()):
        raise ValueError(f"the cells hold {found:,.3f} ha instead of {whole:,.3f} ha")
    return Raster(density, grid.transform, grid.crs)
