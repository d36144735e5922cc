import numpy as np
from shapely import box

from cocashift.publish.gis import masks
from tests.unit.conftest import frame, municipality, zone


def test_overlapping_zones_stay_apart_in_the_mask():
    # 4 x 2 cells of 500 m: the park covers the left half, the reserve the upper row of it.
    country = frame(municipality("01001", box(0, 0, 2000, 1000)))
    features = frame(zone("park", box(0, 0, 1000, 1000)), zone("reserve", box(0, 500, 1000, 1000)))
    mask = masks.rasterise(country.geometry, features, ["park", "reserve"], 500)
    assert mask.cells.tolist() == [[3, 3, 0, 0], [1, 1, 0, 0]]


def test_ground_outside_the_country_is_no_data():
    corner = box(0, 0, 1000, 1000).difference(box(500, 500, 1000, 1000))
    country = frame(municipality("01001", corner))
    mask = masks.rasterise(country.geometry, frame(zone("park", corner)), ["park"], 500)
    assert mask.cells.tolist() == [[1, masks.NODATA], [1, 1]]
    assert mask.cells.dtype == np.uint8
