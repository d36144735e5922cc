import numpy as np
import pandas as pd
import pytest
import rasterio
from shapely import box

from cocashift import layers, masks
from tests.unit.conftest import frame, municipality, zone


def test_a_failed_write_leaves_the_old_file_and_no_draft(tmp_path):
    path = tmp_path / "table.csv"
    layers.write_table(pd.DataFrame({"a": [1]}), str(path))

    class Broken(pd.DataFrame):
        def round(self, *_):
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        layers.write_table(Broken({"a": [2]}), str(path))
    assert path.read_text() == "a\n1\n"
    assert [file.name for file in tmp_path.iterdir()] == ["table.csv"]


def test_overlapping_zones_stay_apart_in_the_mask(tmp_path):
    # 4 x 2 cells of 500 m: the park covers the left half, the reserve the upper row of it.
    country = frame(municipality("01001", box(0, 0, 2000, 1000)))
    features = frame(zone("park", box(0, 0, 1000, 1000)), zone("reserve", box(0, 500, 1000, 1000)))
    order = ["park", "reserve"]
    mask, transform = masks.rasterise(country, features, order, "EPSG:6933", 500)
    assert mask.tolist() == [[3, 3, 0, 0], [1, 1, 0, 0]]

    path = tmp_path / "mask.tif"
    layers.write_mask(mask, transform, "EPSG:6933", masks.bits(order), str(path), "A caveat.")
    with rasterio.open(path) as raster:
        assert raster.read(1).tolist() == mask.tolist()
        assert raster.tags(1) == {"BIT_1": "park", "BIT_2": "reserve"}
        assert raster.nodata == layers.MASK_NODATA
        assert raster.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"


def test_ground_outside_the_country_is_no_data():
    corner = box(0, 0, 1000, 1000).difference(box(500, 500, 1000, 1000))
    mask, _ = masks.rasterise(
        frame(municipality("01001", corner)),
        frame(zone("park", corner)),
        ["park"],
        "EPSG:6933",
        500,
    )
    assert mask.tolist() == [[1, layers.MASK_NODATA], [1, 1]]
    assert mask.dtype == np.uint8
