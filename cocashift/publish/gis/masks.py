"""The zones as a raster: one bit per category, so that overlapping zones stay apart."""

import geopandas as gpd
import numpy as np
from rasterio.features import rasterize

from cocashift.harmonise import rasters
from cocashift.harmonise.rasters import Raster

__all__ = ["NODATA", "bits", "rasterise"]

NODATA = 255


def bits(zones: list[str]) -> dict[str, int]:
    """Give each category its bit, in the order of the configuration.

    Examples
    --------
    >>> bits(["park", "reserve"])
    {'park': 1, 'reserve': 2}
    """
    if len(zones) > 7:
        raise ValueError(
            f"a byte holds seven categories beside its no-data value, not {len(zones)}"
        )
    return {zone: 1 << position for position, zone in enumerate(zones)}


def rasterise(
    ground: gpd.GeoSeries,
    zones: gpd.GeoDataFrame,
    order: list[str],
    resolution_m: float,
) -> Raster:
    """Burn the zones into a grid over the country.

    Parameters
    ----------
    ground : GeoSeries
        The country's municipalities, in the projected CRS of the grid; cells outside all of them
        are no data.
    zones : GeoDataFrame
        The zones in force, with their ``zone``.
    order : list of str
        Categories in the order of their bits.
    resolution_m : float
        Cell size.

    Returns
    -------
    Raster
        Unsigned bytes; a cell is in a zone if its centre is.
    """
    transform, shape = rasters.grid_of(ground, resolution_m)

    def burn(shapes, value):
        return rasterize(shapes, shape, 0, transform=transform, default_value=value, dtype="uint8")

    mask = np.zeros(shape, dtype="uint8")
    projected = zones.to_crs(ground.crs)
    for zone, bit in bits(order).items():
        shapes = projected.geometry[projected["zone"] == zone]
        if len(shapes):
            mask |= burn(shapes, bit)
    cells = np.where(burn(ground, 1) == 1, mask, NODATA).astype("uint8")
    return Raster(cells, transform, ground.crs)
