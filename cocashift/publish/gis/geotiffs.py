"""Cloud-optimised GeoTIFFs: rasters that a GIS shows at any scale without reading them whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import rasterio
import rasterio.shutil

from cocashift.harmonise.rasters import Raster
from cocashift.publish.files import whole

__all__ = ["Band", "write_geotiff"]


@dataclass(frozen=True)
class Band:
    """What a reader of a raster must know: its title, what it says, and of which unit it is.

    `nodata` is the value of cells of which nothing is known; `tags` are kept with the band;
    `style` is QML and `metadata` QGIS's XML; `more` are the titles of further bands.
    """

    title: str
    description: str
    nodata: float
    style: str
    metadata: str
    unit: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    more: list[str] = field(default_factory=list)


def write_geotiff(raster: Raster, band: Band, path: str, more: Sequence[np.ndarray] = ()) -> None:
    """Write a raster, with overviews; an older file is replaced.

    Parameters
    ----------
    raster : Raster
        Its first band.
    band : Band
        What it is.
    path : str
        The file.
    more : sequence of ndarray
        Cells of further bands, of the same kind and with the titles that `band` has for them.
    """
    profile = {
        "driver": "GTiff",
        "height": raster.cells.shape[0],
        "width": raster.cells.shape[1],
        "count": 1 + len(more),
        "dtype": raster.cells.dtype.name,
        "crs": raster.crs,
        "transform": raster.transform,
        "nodata": band.nodata,
    }
    # A mean of densities is a density; one of bit codes would be another code. The nearest cell's
    # is one that its other bands agree with.
    resampling = "average" if raster.cells.dtype.kind == "f" else "nearest"
    with rasterio.MemoryFile() as memory, whole(path) as draft:
        with memory.open(**profile) as file:
            for number, cells in enumerate([raster.cells, *more], start=1):
                file.write(cells, number)
            file.update_tags(TIFFTAG_IMAGEDESCRIPTION=band.description)
            file.update_tags(1, **band.tags)
            for number, title in enumerate([band.title, *band.more], start=1):
                file.set_band_description(number, title)
            file.set_band_unit(1, band.unit)
        rasterio.shutil.copy(
            memory.name,
            draft,
            driver="COG",
            compress="deflate",
            blocksize=256,
            overview_resampling=resampling,
        )
