"""Writing what leaves the line: tables, GeoPackages and rasters, whole or not at all.

The same frames give the same bytes, so that a published file can be checked by its hash.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import rasterio
import rasterio.shutil

__all__ = [
    "fingerprints",
    "join_change",
    "write_bytes",
    "write_geopackage",
    "write_mask",
    "write_table",
    "write_text",
]

# GeoPackages record when they were written; a fixed day keeps the bytes equal between runs.
GEOPACKAGE_DATE = "2014-12-31T00:00:00.000Z"


@contextmanager
def _whole(path: str) -> Iterator[Path]:
    """Write beside the target and move into place at the end: nobody reads half a file."""
    target = Path(path)
    draft = target.with_name(f".{target.stem}.part{target.suffix}")
    draft.unlink(missing_ok=True)
    try:
        yield draft
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def write_table(frame: pd.DataFrame, path: str, decimals: int = 6) -> None:
    """Write a frame as CSV, UTF-8, a point before decimals, missing figures empty."""
    with _whole(path) as draft:
        frame.round(decimals).to_csv(draft, index=False, lineterminator="\n")


def write_text(text: str, path: str) -> None:
    """Write a text file, UTF-8."""
    with _whole(path) as draft:
        draft.write_text(text, "utf-8", newline="\n")


def write_bytes(content: bytes, path: str) -> None:
    """Write a file of any kind."""
    with _whole(path) as draft:
        draft.write_bytes(content)


def fingerprints(paths: list[str], folder: Path) -> dict[str, tuple[int, str]]:
    """Give size in bytes and SHA-256 of files, by their paths from a folder."""
    found = {}
    for path in map(Path, paths):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found[path.relative_to(folder).as_posix()] = (path.stat().st_size, digest)
    return found


def join_change(municipalities: gpd.GeoDataFrame, change: pd.DataFrame) -> gpd.GeoDataFrame:
    """Give every municipality its figures; those never in the coca table have theirs missing."""
    figures = change.drop(columns=["municipality", "department", "area_ha"])
    return municipalities.merge(figures, on="divipola", validate="1:1")


def write_geopackage(
    layers: dict[str, gpd.GeoDataFrame], path: str, crs: str, description: str
) -> None:
    """Write layers to one GeoPackage.

    Parameters
    ----------
    layers : dict of GeoDataFrame
        Layer name to rows, in any CRS.
    path : str
        The file; an older one is replaced.
    crs : str
        The CRS in which all layers are stored.
    description : str
        What a reader of each layer must know; GIS programs show it.
    """
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": GEOPACKAGE_DATE})
    with _whole(path) as draft:
        for name, frame in layers.items():
            frame.to_crs(crs).to_file(
                draft,
                layer=name,
                driver="GPKG",
                engine="pyogrio",
                promote_to_multi=True,
                mode="a" if draft.exists() else "w",
                # 1.2 is what older QGIS opens without a warning.
                dataset_options={} if draft.exists() else {"VERSION": "1.2"},
                layer_options={
                    "GEOMETRY_NAME": "geom",
                    "FID": "fid",
                    "DESCRIPTION": description,
                },
            )


def write_mask(
    mask: np.ndarray,
    transform: rasterio.Affine,
    crs: str,
    bits: dict[str, int],
    path: str,
    description: str,
) -> None:
    """Write a mask of bit codes as a cloud-optimised GeoTIFF.

    Parameters
    ----------
    mask : ndarray
        Unsigned bytes; each category is one bit, 0 is land in no zone.
    transform : Affine
        Upper left corner and cell size.
    crs : str
        CRS of the transform.
    bits : dict
        The value of each category's bit; written into the file's tags.
    path : str
        The file.
    description : str
        What a reader must know; GIS programs show it.
    """
    profile = {
        "driver": "GTiff",
        "height": mask.shape[0],
        "width": mask.shape[1],
        "count": 1,
        "dtype": "uint8",
        "crs": crs,
        "transform": transform,
        "nodata": MASK_NODATA,
    }
    with rasterio.MemoryFile() as memory, _whole(path) as draft:
        with memory.open(**profile) as raster:
            raster.write(mask, 1)
            raster.update_tags(TIFFTAG_IMAGEDESCRIPTION=description)
            raster.set_band_description(1, "off_limits")
            raster.update_tags(1, **{f"BIT_{value}": zone for zone, value in bits.items()})
        rasterio.shutil.copy(
            memory.name, draft, driver="COG", compress="deflate", overview_resampling="nearest"
        )


MASK_NODATA = 255
