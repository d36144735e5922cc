"""The zones as a raster: one bit per category, so that overlapping zones stay apart."""

import geopandas as gpd
import numpy as np
from rasterio.features import rasterize

from cocashift.harmonise import rasters
from cocashift.harmonise.rasters import Raster

__all__ = ["NODATA", "apart", "bits", "rasterise"]

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


def apart(cells: np.ndarray, order: list[str]) -> dict[str, np.ndarray]:
    """Take the bits of a mask apart.

    Parameters
    ----------
    cells : ndarray
        As `rasterise` gives them.
    order : list of str
        Categories in the order of their bits.

    Returns
    -------
    dict of ndarray
        ``count``, how many categories a cell lies in, and for each category whether it does, 1 or
        0; outside the country no data.

    Examples
    --------
    >>> {name: each.tolist() for name, each in apart(np.uint8([3, 2, 255]), ["a", "b"]).items()}
    {'count': [2, 1, 255], 'a': [1, 0, 255], 'b': [1, 1, 255]}
    """
    outside = cells == NODATA
    inside = {zone: (cells & bit > 0).astype("uint8") for zone, bit in bits(order).items()}
    count = sum(inside.values(), np.zeros_like(cells))
    return {
        name: np.where(outside, NODATA, each).astype("uint8")
        for name, each in {"count": count, **inside}.items()
    }
