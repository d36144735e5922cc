import hashlib
import re

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


def test_a_mask_has_its_bits_how_many_zones_and_a_band_for_each(tmp_path):
    path = tmp_path / "mask.tif"
    cells = np.array([[3, 1, 0, 255], [1, 1, 0, 255]], "uint8")
    order = ["park", "reserve"]
    band = described(cells, order, "en")["mask"]
    more = list(masks.apart(cells, order).values())
    geotiffs.write_geotiff(Raster(cells, *GRID), band, str(path), more)
    with rasterio.open(path) as raster:
        assert raster.read(1).tolist() == cells.tolist()
        assert raster.read(2).tolist() == [[2, 1, 0, 255], [1, 1, 0, 255]]
        assert raster.read(4).tolist() == [[1, 0, 0, 255], [0, 0, 0, 255]]
        assert raster.descriptions[1:] == (
            "How many kinds of zones",
            "National parks",
            "Indigenous reserves",
        )
        assert raster.tags(1) == {"BIT_1": "park", "BIT_2": "reserve"}
        assert raster.tags()["TIFFTAG_IMAGEDESCRIPTION"].endswith(
            Words("en").note("approximate_borders")
        )
        assert raster.nodata == masks.NODATA
        assert raster.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
    assert 'band="2"' in band.style
    labels = re.findall('label="(.*?)"', band.style)
    assert labels == ["One kind of zone", "2 kinds of zones"]
    assert "<history>National parks: A &amp; B, 2014. Licence: CC0</history>" in band.metadata


def test_each_kind_of_zone_in_the_mask_has_a_style_of_its_own():
    styles = rasters.of_zones(["park", "reserve"], Words("es"))
    assert list(styles) == ["Parques nacionales", "Resguardos indígenas"]
    assert [re.findall('band="(.)"', qml) for qml in styles.values()] == [["3"], ["4"]]
    assert 'color="#00441b"' in styles["Parques nacionales"]


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
