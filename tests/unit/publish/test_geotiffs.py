import hashlib

import numpy as np
import pytest
import rasterio
from rasterio import Affine

from cocashift.harmonise.rasters import Raster
from cocashift.publish.gis import geotiffs, masks, rasters
from cocashift.publish.results import Publication
from cocashift.words import Words

SOURCES = {"parks": [{"provider": "A & B", "vintage": "2014", "licence": "CC0"}]}
GRID = (Affine(500, 0, 0, 0, -500, 1000), "EPSG:9377")


def described(mask, order, language):
    publication = Publication(
        years=[2013, 2014],
        language=language,
        zones=order,
        dataset={"note": "approximate_borders"},
        sources=SOURCES,
        crs=GRID[1],
    )
    return rasters.describe(mask, "areal", publication)


def test_a_mask_tells_its_bits_and_has_a_colour_for_each_set_of_zones(tmp_path):
    path = tmp_path / "mask.tif"
    cells = np.array([[3, 1, 0, 255], [1, 1, 0, 255]], "uint8")
    band = described(cells, ["park", "reserve"], "en")["mask"]
    geotiffs.write_geotiff(Raster(cells, *GRID), band, str(path))
    with rasterio.open(path) as raster:
        assert raster.read(1).tolist() == cells.tolist()
        assert raster.tags(1) == {"BIT_1": "park", "BIT_2": "reserve"}
        assert raster.tags()["TIFFTAG_IMAGEDESCRIPTION"].endswith(
            Words("en").note("approximate_borders")
        )
        assert raster.nodata == masks.NODATA
        assert raster.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        colours = raster.colormap(1)
    assert colours[1] == (0x00, 0x44, 0x1B, 255)
    assert len({colours[code] for code in (0, 1, 3)}) == 3
    assert 'value="3"' in band.style
    assert 'label="National parks + Indigenous reserves"' in band.style
    assert 'value="2"' not in band.style  # no cell is in a reserve alone
    assert "<history>National parks: A &amp; B, 2014. Licence: CC0</history>" in band.metadata


def test_a_density_has_its_unit_and_missing_cells_stay_missing(tmp_path):
    path = tmp_path / "density.tif"
    cells = np.full((600, 600), 0.5, "float32")
    cells[:, 300:] = np.nan
    band = described(np.zeros((1, 1), "uint8"), ["park"], "es")["last"]

    def write():
        geotiffs.write_geotiff(Raster(cells, *GRID), band, str(path))
        return hashlib.sha256(path.read_bytes()).hexdigest()

    assert write() == write()
    assert 'label="1 a 5"' in band.style
    with rasterio.open(path) as raster:
        assert raster.units == ("ha/100 km²",)
        assert raster.overviews(1) == [2, 4]
        overview = raster.read(1, out_shape=(150, 150))
    assert overview[:, :75].tolist() == pytest.approx(0.5 * np.ones((150, 75)))
    assert np.isnan(overview[:, 75:]).all()
