"""The zones as a raster: one bit per category, so that overlapping zones stay apart."""

import geopandas as gpd
import numpy as np
from rasterio import Affine
from rasterio.features import rasterize
from rasterio.transform import from_origin

from cocashift.layers import MASK_NODATA

__all__ = ["bits", "rasterise"]


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
    municipalities: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    order: list[str],
    crs: str,
    resolution_m: float,
) -> tuple[np.ndarray, Affine]:
    """Burn the zones into a grid over the country.

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`; cells outside all of them are no data.
    zones : GeoDataFrame
        The zones in force, with their ``zone``.
    order : list of str
        Categories in the order of their bits.
    crs : str
        The projected CRS of the grid.
    resolution_m : float
        Cell size.

    Returns
    -------
    mask : ndarray
        Unsigned bytes; a cell is in a zone if its centre is.
    transform : Affine
        From column and row to coordinates.
    """
    ground = municipalities.geometry.to_crs(crs)
    left, bottom, right, top = ground.total_bounds
    # The grid is aligned to whole cells, so that grids of two datasets lie on one another.
    left, top = (
        resolution_m * np.floor(left / resolution_m),
        resolution_m * np.ceil(top / resolution_m),
    )
    shape = (
        int(np.ceil((top - bottom) / resolution_m)),
        int(np.ceil((right - left) / resolution_m)),
    )
    transform = from_origin(left, top, resolution_m, resolution_m)

    def burn(shapes, value):
        return rasterize(shapes, shape, 0, transform=transform, default_value=value, dtype="uint8")

    mask = np.zeros(shape, dtype="uint8")
    projected = zones.to_crs(crs)
    for zone, bit in bits(order).items():
        shapes = projected.geometry[projected["zone"] == zone]
        if len(shapes):
            mask |= burn(shapes, bit)
    return np.where(burn(ground, 1) == 1, mask, MASK_NODATA).astype("uint8"), transform
