"""Rasters of weights: where inside a municipality coca can grow."""

import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyproj
import rasterio
import shapely
from rasterio.enums import ColorInterp
from rasterio.warp import transform_bounds
from rasterio.windows import Window, from_bounds

from cocashift import limits, place
from cocashift.errors import InputError, reading
from cocashift.harmonise import delimited, extent, provenance
from cocashift.harmonise.quality import Reading
from cocashift.harmonise.rasters import HECTARE_M2, Raster
from cocashift.place import Place

__all__ = ["hold_against", "read", "read_by_role"]

# Formats that hold their own cells: none that fetches them, or points to other files.
DRIVERS = {".asc": "AAIGrid", ".sdat": "SAGA", ".bil": "EHdr"}
REMEDY = "Give a GeoTIFF (gdal_translate makes one), or a grid called .asc, .bil or .sdat."
# Less is the rounding of a raster's edge.
BEYOND_HA = 1.0
# What begins a line of an ASCII grid that is no row of cells.
HEAD = set(
    b"ncols nrows xllcorner yllcorner xllcenter yllcenter cellsize dx dy nodata_value".split()
)
# Cells around the country that resampling looks at.
RIM = 2


def read(path: str, layer: dict) -> tuple[Raster, list[Reading]]:
    """Read a raster of weights, as far as it covers the country.

    Parameters
    ----------
    path : str
        The file: GeoTIFF, or an ASCII, EHdr or SAGA grid; in any CRS, north up.
    layer : dict
        Its description in the dataset; ``role`` says what it weighs.

    Returns
    -------
    raster : Raster
        The band over Colombia; missing values are NaN.
    readings : list of Reading
        What was read.

    Raises
    ------
    InputError
        If it cannot be read or is cut off, has no CRS, lies elsewhere or askew, is too large, or
        holds values that are no weights.
    """
    file = delimited.require_file(path)
    name = file.name
    with (
        reading(name, "a raster", REMEDY),
        warnings.catch_warnings(action="ignore"),
        rasterio.Env(GDAL_HTTP_PROXY="127.0.0.1:9"),
        rasterio.open(file, driver=DRIVERS.get(file.suffix.lower(), "GTiff")) as opened,
    ):
        window = _over_place(opened, name, place.of(layer))
        _require_whole(file, opened)
        values = opened.read(1, window=window, masked=True).astype("float32").filled(np.nan)
        # Integers that stand for fractions; no raster without scale is changed by it.
        values = values * np.float32(opened.scales[0]) + np.float32(opened.offsets[0])
        raster = Raster(values, opened.window_transform(window), opened.crs.to_wkt())
        size = f"{opened.res[0]:.6g} x {opened.res[1]:.6g}"
    # Damaged files hold odd kinds of NaN, which numpy's minima do not pass over.
    values[np.isnan(values)] = np.nan
    _require_weights(values, layer["role"], name, place.of(layer))
    cells = ("cells", values.size, size)
    missing = ("cells_missing", int(np.isnan(values).sum()), "")
    crs = ("crs", None, extent.crs_name(pyproj.CRS(raster.crs)))
    return raster, [*provenance.of_file(path, layer), cells, missing, crs]


def read_by_role(paths: list[str], parts: list[dict]) -> dict[str, list[Raster]]:
    """Read rasters of weights, as `read` does each, by their roles."""
    by_role = {}
    for path, part in zip(paths, parts, strict=True):
        by_role.setdefault(part["role"], []).append(read(path, part)[0])
    return by_role


def hold_against(raster: Raster, pieces: gpd.GeoDataFrame) -> list[Reading]:
    """Say of how many municipalities some ground lies beyond a raster, where it weighs nothing.

    Parameters
    ----------
    raster : Raster
        As `read` gives it.
    pieces : GeoDataFrame
        `schemas.Pieces`.

    Returns
    -------
    list of Reading
        ``ground_uncovered``, if there are any.
    """
    bounds = rasterio.transform.array_bounds(*raster.cells.shape, raster.transform)
    frame = shapely.box(*bounds)
    # Its edges are curves in another CRS.
    edges = shapely.segmentize(frame, (frame.bounds[2] - frame.bounds[0]) / 100)
    covered = gpd.GeoSeries([edges], crs=raster.crs).to_crs(pieces.crs).iloc[0]
    shapely.prepare(covered)
    beyond = pieces[~shapely.covers(covered, pieces.geometry.to_numpy())]
    hectares = beyond.geometry.difference(covered).area / HECTARE_M2
    hectares = hectares.groupby(beyond["divipola"]).sum()
    hectares = hectares[hectares > BEYOND_HA]
    if hectares.empty:
        return []
    return [("ground_uncovered", len(hectares), f"{hectares.sum():,.0f} ha")]


def _over_place(opened: rasterio.DatasetReader, name: str, at: Place) -> Window:
    """Take the window of the raster that the country lies in."""
    if opened.crs is None:
        raise InputError(
            f"{name}: the raster has no CRS. Assign one in QGIS (Layer > Set CRS, then Export) or "
            "with `gdal_edit.py -a_srs`."
        )
    extent.require_earth(pyproj.CRS(opened.crs.to_wkt()), name)
    if not np.isfinite(opened.bounds).all():
        raise InputError(f"{name}: the raster's position is no number. Georeference it anew.")
    extent.require_place(transform_bounds(opened.crs, "EPSG:4326", *opened.bounds), name, at)
    grid = opened.transform
    if grid.b or grid.d or grid.a <= 0 or grid.e >= 0:
        raise InputError(
            f"{name}: the raster does not lie north up (its grid is {tuple(grid)[:6]}). Bring it "
            "there with `gdalwarp`."
        )
    if np.dtype(opened.dtypes[0]).kind not in "iuf":
        raise InputError(f"{name}: cells of {opened.dtypes[0]} are no weights. Convert the raster.")
    bands = [each for each in opened.colorinterp if each != ColorInterp.alpha]
    if len(bands) > 1:
        raise InputError(
            f"{name}: the raster has {len(bands)} bands. Save the one that is meant by itself "
            "(`gdal_translate -b 1`)."
        )
    window = whole = Window(0, 0, opened.width, opened.height)
    around = transform_bounds("EPSG:4326", opened.crs, *at.extent, densify_pts=51)
    if np.isfinite(around).all():
        near = from_bounds(*around, transform=grid)
        size = (near.width + 2 * RIM, near.height + 2 * RIM)
        near = Window(near.col_off - RIM, near.row_off - RIM, *size)
        window = near.round_offsets().round_lengths().intersection(whole)
    count = int(window.width) * int(window.height)
    limits.require_cells(count, name, "Resample it to larger cells (`gdalwarp -tr`)")
    return window


def _require_whole(file: Path, opened: rasterio.DatasetReader) -> None:
    """Refuse a grid that is cut off: cells that a file lacks would be read as zero."""
    expected, found = opened.width * opened.height, None
    if file.suffix.lower() == ".asc":
        with file.open("rb") as lines:
            rows = (words for words in map(bytes.split, lines) if words)
            found = sum(len(words) for words in rows if words[0].lower() not in HEAD)
    elif file.suffix.lower() in DRIVERS:
        bits = opened.tags(1, ns="IMAGE_STRUCTURE").get("NBITS")
        bits = int(bits or 8 * np.dtype(opened.dtypes[0]).itemsize)
        found = 8 * file.stat().st_size // bits
    if found is not None and found < expected:
        raise InputError(
            f"{file.name}: it is cut off: {found:,} of {expected:,} cells are there. Fetch it "
            "again."
        )


def _require_weights(values: np.ndarray, role: str, name: str, at: Place) -> None:
    if np.isinf(values).any():
        raise InputError(f"{name}: infinite values are no weights. Mark them as nodata.")
    if np.isnan(values).all():
        raise InputError(
            f"{name}: no cell over {at.name('en')} has a value. Check its nodata value."
        )
    if np.nanmin(values) < 0:
        raise InputError(f"{name}: {np.nanmin(values):g} is below zero, and no weight. Correct it.")
    if role == "canopy" and np.nanmax(values) > 100:
        raise InputError(
            f"{name}: {np.nanmax(values):g} is above 100: a canopy is the percentage of the ground "
            "under trees. Mark codes, as of water, as nodata; or rescale it."
        )
    if role == "footprint" and np.nanmax(values) > 1:
        raise InputError(
            f"{name}: {np.nanmax(values):g} is above 1: a footprint is the share of the ground, 0 "
            "to 1. Rescale it, or give it the role 'weight'."
        )
