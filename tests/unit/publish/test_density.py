import numpy as np
import pandas as pd
import pytest
from rasterio import Affine
from shapely import box

from cocashift.harmonise import zones
from cocashift.harmonise.rasters import Raster
from cocashift.overlay import partition
from cocashift.publish.gis import density
from tests.unit.conftest import CRS, coca, frame, municipality, zone

YEARS = [2013, 2014]


@pytest.fixture
def country():
    """Two municipalities of 1 km side by side, a park over the upper half of the first."""
    units = frame(
        municipality("01001", box(0, 0, 1000, 1000)),
        municipality("02001", box(1000, 0, 2000, 1000)),
    )
    park = frame(zone("park", box(0, 500, 1000, 1000)))
    return units, partition.partition(units, zones.editions(park, YEARS))


def surfaces_of(pieces, **columns):
    return pd.DataFrame(pieces[["divipola", "inside"]]).assign(**columns)


def weights(pieces):
    """All weight lies in the upper left cell of the park; the second municipality has none."""
    cells = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]])
    in_park = 25.0 * (pieces["inside"] != "").to_numpy()
    grid = Raster(cells, Affine(500, 0, 0, 0, -500, 1000), CRS)
    return grid, surfaces_of(pieces, weight=in_park, able_ha=in_park)


def even(units, cell_m):
    return density.surface({}, units.geometry, cell_m)


def test_hectares_lie_evenly_and_their_sum_is_the_record(country):
    units, pieces = country
    record = coca({"01001": (10, 20), "02001": (30, 0)})
    found = density.rasterise(pieces, record, surfaces_of(pieces), YEARS, even(units, 500))
    assert found[2013].cells.tolist() == [[1000, 1000, 3000, 3000]] * 2
    assert found["change"].cells.tolist() == [[1000, 1000, -3000, -3000]] * 2


def test_a_cell_on_a_border_has_the_hectares_of_both(country):
    units, pieces = country
    record = coca({"01001": (10, 10), "02001": (30, 30)})
    found = density.rasterise(pieces, record, surfaces_of(pieces), YEARS, even(units, 2000))
    # 40 ha on a cell of 4 km², only half of which is land.
    assert found[2013].cells.tolist() == [[1000]]


def test_missing_is_not_zero(country):
    units, pieces = country
    record = coca({"01001": (10, None), "02001": (30, 0)})
    found = density.rasterise(pieces, record, surfaces_of(pieces), YEARS, even(units, 1000))
    assert np.isnan(found[2014].cells[0, 0])
    assert found[2014].cells[0, 1] == 0
    assert np.isnan(found["change"].cells[0, 0])


def test_weights_move_hectares_within_a_municipality_and_zone_sums_are_the_allocations(country):
    _, pieces = country
    grid, weighed = weights(pieces)
    record = coca({"01001": (10, 10), "02001": (30, 30)})
    found = density.rasterise(pieces, record, weighed, YEARS, grid)
    assert found[2013].cells.tolist() == [[4000, 0, 3000, 3000], [0, 0, 3000, 3000]]


def test_hectares_that_do_not_fit_their_cells_are_spread_by_area(country):
    _, pieces = country
    grid, weighed = weights(pieces)
    found = density.rasterise(pieces, coca({"01001": (10, 60)}), weighed, YEARS, grid)
    assert found[2014].cells[:, :2].tolist() == [[6000, 6000], [6000, 6000]]


def test_lost_hectares_are_an_error(country):
    units, pieces = country
    west = even(units.iloc[:1], 500)
    record = coca({"01001": (10, 20), "02001": (30, 0)})
    with pytest.raises(ValueError, match=r"the cells hold 10\.000 ha instead of 40\.000 ha"):
        density.rasterise(pieces, record, surfaces_of(pieces), YEARS, west)
