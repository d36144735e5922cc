"""Rasters brought to one equal-area grid, and what polygons hold of them, exactly."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource
from rasterio import Affine
from rasterio.warp import Resampling, reproject

from cocashift import limits

__all__ = ["Raster", "grid_of", "to_grid", "totals"]

HECTARE_M2 = 10_000
CELL_M = 500.0


@dataclass(frozen=True)
class Raster:
    """Values on a north-up grid; missing ones are NaN."""

    cells: np.ndarray
    transform: Affine
    crs: str

    def source(self) -> NumPyRasterSource:
        """Give the values to `exactextract`; missing cells count nothing."""
        rows, columns = self.cells.shape
        left, top = self.transform.c, self.transform.f
        return NumPyRasterSource(
            np.nan_to_num(self.cells.astype("float32")),
            xmin=left,
            ymin=top + rows * self.transform.e,
            xmax=left + columns * self.transform.a,
            ymax=top,
        )


def grid_of(shapes: gpd.GeoSeries, cell_m: float = CELL_M) -> tuple[Affine, tuple[int, int]]:
    """Lay a grid over polygons, its lines at multiples of the cell.

    So grids of two datasets lie on one another.

    Parameters
    ----------
    shapes : GeoSeries
        In a CRS in metres.
    cell_m : float
        Cell size.

    Returns
    -------
    transform : Affine
        Of the grid, in the polygons' CRS.
    shape : tuple of int
        Rows and columns.

    Raises
    ------
    InputError
        If there are more cells than are worked on at once; the message says how many.
    """
    west, south, east, north = (
        np.floor(edge / cell_m) if first else np.ceil(edge / cell_m)
        for edge, first in zip(shapes.total_bounds, (True, True, False, False), strict=True)
    )
    limits.require_cells(
        int((north - south) * (east - west)),
        f"a grid of {cell_m:g} m over {(east - west) * cell_m / 1000:,.0f} by "
        f"{(north - south) * cell_m / 1000:,.0f} km",
        "Choose a larger `resolution_m:` of the mask in the configuration",
    )
    transform = Affine(cell_m, 0, west * cell_m, 0, -cell_m, north * cell_m)
    return transform, (int(north - south), int(east - west))


def to_grid(raster: Raster, transform: Affine, shape: tuple[int, int], crs: str) -> Raster:
    """Resample a raster of intensive values (a share, a percentage) to another grid.

    Parameters
    ----------
    raster : Raster
        In any CRS.
    transform, shape, crs
        The grid.

    Returns
    -------
    Raster
        Each cell the mean of what it covers, weighted by area; NaN where nothing is known.
    """
    values = np.full(shape, np.nan, dtype="float32")
    reproject(
        raster.cells.astype("float32"),
        values,
        src_transform=raster.transform,
        src_crs=raster.crs,
        src_nodata=np.nan,
        dst_transform=transform,
        dst_crs=crs,
        dst_nodata=np.nan,
        resampling=Resampling.average,
    )
    return Raster(values, transform, crs)


def totals(raster: Raster, polygons: gpd.GeoDataFrame) -> pd.Series:
    """Integrate a raster over polygons: value times hectares.

    Cells that a border crosses count by the part inside, exactly, not by their centres.

    Parameters
    ----------
    raster : Raster
        On an equal-area grid; missing cells count nothing.
    polygons : GeoDataFrame
        In the raster's CRS.

    Returns
    -------
    Series
        Same index as the polygons.
    """
    sums = exact_extract(raster.source(), polygons[["geometry"]], ["sum"], output="pandas")["sum"]
    cell_ha = raster.transform.a**2 / HECTARE_M2
    return pd.Series(sums.to_numpy(float) * cell_ha, index=polygons.index)
