"""Cloud-optimised GeoTIFFs: rasters that a GIS shows at any scale without reading them whole."""

from dataclasses import dataclass, field

import rasterio
import rasterio.shutil

from cocashift.harmonise.rasters import Raster
from cocashift.publish.files import whole

__all__ = ["Band", "write_geotiff"]


@dataclass(frozen=True)
class Band:
    """What a reader of a raster must know: its title, what it says, and of which unit it is.

    `nodata` is the value of cells of which nothing is known; `tags` are kept with the band;
    `palette` gives a colour (red, green, blue) by value; `style` is QML and `metadata` QGIS's XML.
    """

    title: str
    description: str
    nodata: float
    style: str
    metadata: str
    unit: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    palette: dict[int, tuple[int, ...]] = field(default_factory=dict)


def write_geotiff(raster: Raster, band: Band, path: str) -> None:
    """Write one band, with overviews; an older file is replaced."""
    profile = {
        "driver": "GTiff",
        "height": raster.cells.shape[0],
        "width": raster.cells.shape[1],
        "count": 1,
        "dtype": raster.cells.dtype.name,
        "crs": raster.crs,
        "transform": raster.transform,
        "nodata": band.nodata,
    }
    # A mean of densities is a density; one of bit codes would be another code.
    resampling = "average" if raster.cells.dtype.kind == "f" else "mode"
    with rasterio.MemoryFile() as memory, whole(path) as draft:
        with memory.open(**profile) as file:
            file.write(raster.cells, 1)
            file.update_tags(TIFFTAG_IMAGEDESCRIPTION=band.description)
            file.update_tags(1, **band.tags)
            file.set_band_description(1, band.title)
            file.set_band_unit(1, band.unit)
            if band.palette:
                file.write_colormap(1, band.palette)
        rasterio.shutil.copy(
            memory.name,
            draft,
            driver="COG",
            compress="deflate",
            blocksize=256,
            overview_resampling=resampling,
        )
