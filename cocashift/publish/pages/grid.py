"""The density raster as a picture of classes, which a page paints in its own colours."""

import base64
from collections.abc import Collection

import numpy as np
import rasterio
from rasterio.enums import Resampling
from rasterio.vrt import WarpedVRT
from rasterio.warp import transform_bounds

from cocashift.publish import symbology
from cocashift.words import Words

__all__ = ["picture", "theme"]

# What web maps are drawn in.
MERCATOR = "EPSG:3857"
CELL_M = 1000


def picture(raster: rasterio.DatasetReader) -> dict:
    """Encode the change per area as classes.

    Parameters
    ----------
    raster : DatasetReader
        The raster of change, ha per 100 km².

    Returns
    -------
    dict
        ``png``, a picture in base64 whose grey is 0 where nothing is known, else 1 more than the
        place of the class among those of `theme`; ``bounds``, its corners as the maps take them.
    """
    breaks = symbology.change_breaks()
    with WarpedVRT(raster, crs=MERCATOR, resampling=Resampling.average, **_coarse(raster)) as drawn:
        values = drawn.read(1, masked=True)
        west, south, east, north = transform_bounds(MERCATOR, "EPSG:4326", *drawn.bounds)
    of = len(breaks) + 1 - np.searchsorted(breaks, values.filled(0), side="right")
    of = np.where(np.ma.getmaskarray(values) | (values.filled(0) == 0), 0, of)
    return {
        "png": base64.b64encode(_png(of.astype("uint8"))).decode(),
        "bounds": [[south, west], [north, east]],
    }


def theme(drawn: dict, methods: Collection[str], words: Words) -> dict:
    """Tell a `picture` in a language.

    Parameters
    ----------
    drawn : dict
        As `picture` gives it.
    methods : collection of str
        Of the allocation: hectares are spread by weights where there are any.
    words : Words
        The catalogue.

    Returns
    -------
    dict
        What is drawn; ``id``, ``label``, ``about``, ``classes`` (of them the first ``scale`` are
        painted, the last is told) and ``edges``.
    """
    spread = "dasymetric" if "dasymetric" in methods else "areal"
    style = symbology.change_density(words)
    shades = zip(style["colours"], style["labels"], strict=True)
    classes = [{"colour": colour, "label": label} for colour, label in shades][::-1]
    rest = {"colour": style["missing"], "label": words("map.grid_rest")}
    return drawn | {
        "id": "grid",
        "label": words("theme.grid"),
        "about": words("map.about_grid", spread=words(f"raster.{spread}")),
        "classes": [*classes, rest],
        "scale": len(classes),
        "edges": style["edges"],
    }


def _coarse(raster: rasterio.DatasetReader) -> dict:
    """Lay the raster's extent out in the CRS of web maps, in cells of `CELL_M`."""
    west, south, east, north = transform_bounds(raster.crs, MERCATOR, *raster.bounds)
    wide, high = round((east - west) / CELL_M), round((north - south) / CELL_M)
    transform = rasterio.transform.from_bounds(west, south, east, north, wide, high)
    return {"transform": transform, "width": wide, "height": high}


def _png(of: np.ndarray) -> bytes:
    high, wide = of.shape
    with rasterio.MemoryFile() as file:
        with file.open(driver="PNG", width=wide, height=high, count=1, dtype="uint8") as target:
            target.write(of, 1)
        return file.read()
