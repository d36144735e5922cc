"""Writing what leaves the line: tables, GeoPackages and rasters, whole or not at all.

The same frames give the same bytes, so that a published file can be checked by its hash.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import rasterio
import rasterio.shutil

__all__ = [
    "fingerprints",
    "whole",
    "write_bytes",
    "write_mask",
    "write_table",
    "write_text",
]


@contextmanager
def whole(path: str) -> Iterator[Path]:
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
    with whole(path) as draft:
        frame.round(decimals).to_csv(draft, index=False, lineterminator="\n")


def write_text(text: str, path: str) -> None:
    """Write a text file, UTF-8."""
    with whole(path) as draft:
        draft.write_text(text, "utf-8", newline="\n")


def write_bytes(content: bytes, path: str) -> None:
    """Write a file of any kind."""
    with whole(path) as draft:
        draft.write_bytes(content)


def fingerprints(paths: list[str], folder: Path) -> dict[str, tuple[int, str]]:
    """Give size in bytes and SHA-256 of files, by their paths from a folder."""
    found = {}
    for path in map(Path, paths):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found[path.relative_to(folder).as_posix()] = (path.stat().st_size, digest)
    return found


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
    with rasterio.MemoryFile() as memory, whole(path) as draft:
        with memory.open(**profile) as raster:
            raster.write(mask, 1)
            raster.update_tags(TIFFTAG_IMAGEDESCRIPTION=description)
            raster.set_band_description(1, "off_limits")
            raster.update_tags(1, **{f"BIT_{value}": zone for zone, value in bits.items()})
        rasterio.shutil.copy(
            memory.name, draft, driver="COG", compress="deflate", overview_resampling="nearest"
        )


MASK_NODATA = 255
