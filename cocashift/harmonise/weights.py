"""Rasters of weights: where inside a municipality coca can grow, in any format and CRS."""

from pathlib import Path

import numpy as np
import pyproj
import rasterio
from rasterio.warp import transform_bounds

from cocashift.errors import InputError
from cocashift.harmonise import extent, provenance
from cocashift.harmonise.quality import Reading
from cocashift.harmonise.rasters import Raster

__all__ = ["read", "read_by_role"]


def read(path: str, layer: dict) -> tuple[Raster, list[Reading]]:
    """Read a raster of weights.

    Parameters
    ----------
    path : str
        The file, in any format and CRS that GDAL reads.
    layer : dict
        Its description in the dataset; ``role`` says what it weighs.

    Returns
    -------
    raster : Raster
        The first band; missing values are NaN.
    readings : list of Reading
        What was read.

    Raises
    ------
    InputError
        If it cannot be read, has no CRS, lies elsewhere, or holds negative weights.
    """
    name = Path(path).name
    try:
        with rasterio.open(path) as file:
            if file.crs is None:
                raise InputError(
                    f"{name}: the raster has no CRS. Assign one in QGIS (Layer > Set CRS, then "
                    "Export) or with `gdal_edit.py -a_srs`."
                )
            bounds = transform_bounds(file.crs, "EPSG:4326", *file.bounds)
            values = file.read(1, masked=True).astype("float32").filled(np.nan)
            raster = Raster(values, file.transform, file.crs.to_wkt())
            cells = ("cells", values.size, f"{file.res[0]:.6g} x {file.res[1]:.6g}")
    except rasterio.errors.RasterioIOError as error:
        raise InputError(f"{name}: cannot be read as a raster ({error}).") from None
    extent.require_colombia(bounds, name)
    if np.nanmin(values, initial=0) < 0:
        raise InputError(f"{name}: {np.nanmin(values):g} is below zero, and no weight. Correct it.")
    if layer["role"] == "footprint" and np.nanmax(values, initial=0) > 1:
        raise InputError(
            f"{name}: {np.nanmax(values):g} is above 1: a footprint is the share of the ground, 0 "
            "to 1. Rescale it, or give it the role 'weight'."
        )
    missing = ("cells_missing", int(np.isnan(values).sum()), "")
    crs = ("crs", None, extent.crs_name(pyproj.CRS(raster.crs)))
    return raster, [*provenance.of_file(path, layer), cells, missing, crs]


def read_by_role(paths: list[str], parts: list[dict]) -> dict[str, list[Raster]]:
    """Read rasters of weights, as `read` does each, by their roles."""
    by_role = {}
    for path, part in zip(paths, parts, strict=True):
        by_role.setdefault(part["role"], []).append(read(path, part)[0])
    return by_role
