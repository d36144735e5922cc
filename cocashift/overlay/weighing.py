"""Rasters of one grid, multiplied: dasymetric weights, cell by cell."""

import numpy as np

from cocashift.harmonise.rasters import Raster

__all__ = ["product", "weigh"]

# Rasters that weigh, several multiplied; canopy only tilts the ensemble.
WEIGHING = ("footprint", "weight")


def weigh(on_grid: dict[str, list[Raster]]) -> Raster | None:
    """Multiply the rasters that weigh.

    Parameters
    ----------
    on_grid : dict
        Rasters by role, all on one grid.

    Returns
    -------
    Raster or None
        Dasymetric weights of that grid; nothing where no raster weighs.
    """
    weighing = [raster for role in WEIGHING for raster in on_grid.get(role, [])]
    return product(weighing) if weighing else None


def product(layers: list[Raster]) -> Raster:
    """Multiply rasters of one grid; where one knows nothing there is no weight."""
    values = np.prod([np.nan_to_num(layer.cells) for layer in layers], axis=0)
    return Raster(values, layers[0].transform, layers[0].crs)
