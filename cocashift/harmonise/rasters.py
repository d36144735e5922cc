"""Rasters brought to one equal-area grid, and what polygons hold of them, exactly."""

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from exactextract import exact_extract
from exactextract.feature import Feature, FeatureSource
from exactextract.raster import NumPyRasterSource
from rasterio import Affine
from rasterio.warp import Resampling, reproject

from cocashift import limits

__all__ = ["Raster", "Shapes", "grid_of", "to_grid", "totals"]

HECTARE_M2 = 10_000
CELL_M = 500.0


@dataclass(frozen=True)
class Raster:
    """Values on a north-up grid; missing ones are NaN."""

    cells: np.ndarray
    transform: Affine
    crs: str

    def source(self, name: str | None = None) -> NumPyRasterSource:
        """Give the values to `exactextract`, by a name; missing cells count nothing."""
        cells = self.cells.astype("float32", copy=False)
        if np.isnan(cells).any():
            cells = np.nan_to_num(cells)
        rows, columns = cells.shape
        left, top = self.transform.c, self.transform.f
        return NumPyRasterSource(
            cells,
            xmin=left,
            ymin=top + rows * self.transform.e,
            xmax=left + columns * self.transform.a,
            ymax=top,
            name=name,
        )


class Shapes(FeatureSource):
    """Polygons for `exactextract`, which reads a frame's by way of GeoJSON, three times as slow."""

    def __init__(self, polygons: gpd.GeoSeries):
        super().__init__()
        self._polygons = polygons

    def count(self) -> int:
        """Say how many there are."""
        return len(self._polygons)

    def srs_wkt(self) -> str:
        """Give the CRS in which they are."""
        return self._polygons.crs.to_wkt()

    def __iter__(self) -> Iterator[Feature]:
        return map(_Shape, shapely.to_wkb(self._polygons.to_numpy()))


class _Shape(Feature):
    def __init__(self, wkb: bytes):
        super().__init__()
        self._wkb = wkb

    def geometry(self) -> bytes:
        return self._wkb


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


def totals(layers: dict[str, Raster], polygons: gpd.GeoDataFrame) -> pd.DataFrame:
    """Integrate rasters over polygons: value times hectares.

    Cells that a border crosses count by the part inside, exactly, not by their centres.

    Parameters
    ----------
    layers : dict of Raster
        By name, all on one equal-area grid; missing cells count nothing.
    polygons : GeoDataFrame
        In the rasters' CRS.

    Returns
    -------
    DataFrame
        A column for each raster; same index as the polygons.
    """
    if not layers:
        return polygons[[]]
    # All at once: what a polygon covers of the cells is found once.
    sources = [raster.source(name) for name, raster in layers.items()]
    found = exact_extract(sources, Shapes(polygons.geometry), ["sum"], output="pandas")
    found.columns, found.index = list(layers), polygons.index
    cell_ha = next(iter(layers.values())).transform.a ** 2 / HECTARE_M2
    return found.astype(float) * cell_ha
