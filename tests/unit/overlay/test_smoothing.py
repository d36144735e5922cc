"""Sampled cells lend their hectares to the ground around, and none is lost."""

import geopandas as gpd
import numpy as np
import pytest
from shapely import box

from cocashift.harmonise import rasters, simci_grid, zones
from cocashift.overlay import partition, smoothing
from tests.unit.conftest import frame, municipality, zone

# A corner of Colombia in the CRS of the grid, and in that of the toys.
WEST, SOUTH, KM = 1_000_000, 1_000_000, 1_000


def square(left, low, right, high):
    shape = box(*(WEST + KM * left, SOUTH + KM * low, WEST + KM * right, SOUTH + KM * high))
    return gpd.GeoSeries([shape], crs=simci_grid.CRS).to_crs("EPSG:6933").iloc[0]


@pytest.fixture
def pieces():
    """Two municipalities of 40 by 40 km; the west of the first is a park."""
    towns = frame(
        municipality("01001", square(0, 0, 40, 40)), municipality("02001", square(40, 0, 80, 40))
    )
    editions = zones.editions(frame(zone("park", square(0, 0, 10, 40))), [2013])
    return partition.partition(towns, editions)


def sampled(*cells):
    x, y, hectares = np.array(cells, float).T
    points = gpd.points_from_xy(WEST + KM * x, SOUTH + KM * y, crs=simci_grid.CRS)
    return gpd.GeoDataFrame({"divipola": None, "coca_ha": hectares}, geometry=points)


def of_pieces(cells, pieces):
    surface = smoothing.surface(cells, pieces, *rasters.grid_of(pieces.geometry))
    lent = rasters.totals({"lent": surface}, pieces)["lent"]
    found = smoothing.in_pieces(lent, cells, pieces)
    return dict(zip(zip(pieces["divipola"], pieces["inside"], strict=True), found, strict=True))


def test_a_cell_lends_most_to_its_own_surroundings(pieces):
    found = of_pieces(sampled((25.5, 20.5, 7.0)), pieces)
    # One cell's weight is spread by area: a quarter of that lies in the park.
    park = 7 * (1 / 2) * (1 / 4)
    assert found["01001", "park_1"] == pytest.approx(park, rel=0.01)
    assert found["01001", ""] == pytest.approx(7 - park, rel=0.01)
    assert found["02001", ""] == 0  # no cell: area is to stand in


def test_many_cells_leave_little_to_area(pieces):
    inside = [(4.5, north + 0.5, 1.0) for north in range(40)]
    found = of_pieces(sampled(*inside), pieces)
    # 5.5 km to the park's edge is 2.2 bandwidths, and the edge of the country throws nothing out.
    assert found["01001", "park_1"] / 40 == pytest.approx(0.985 * 40 / 41 + 0.25 / 41, abs=0.01)


def test_a_municipality_keeps_the_hectares_of_its_own_cells(pieces):
    found = of_pieces(sampled((39.5, 20.5, 3.0), (45.5, 20.5, 5.0), (60.5, 39.5, 1.0)), pieces)
    assert found["01001", "park_1"] + found["01001", ""] == pytest.approx(3)
    assert found["02001", ""] == pytest.approx(6)


def test_a_cell_beyond_everything_counts_nowhere(pieces):
    near = of_pieces(sampled((25.5, 20.5, 7.0)), pieces)
    far = of_pieces(sampled((25.5, 20.5, 7.0), (900.5, 20.5, 99.0)), pieces)
    assert far == near


@pytest.mark.parametrize("kernel", smoothing.KERNELS)
def test_spreading_loses_nothing_at_an_edge(kernel):
    mass, land = np.zeros((60, 60)), np.zeros((60, 60))
    land[10:50, 10:50] = 1
    mass[10, 10], mass[30, 30], mass[9, 30] = 2.0, 3.0, 1.0  # a corner, the middle, just at sea
    found = smoothing.spread(mass, land, smoothing.window(kernel, 3))
    assert found[land == 0].max() == 0
    assert found.sum() == pytest.approx(6, rel=0.02)
    assert found[30, 30] > found[30, 33] > found[30, 38]


@pytest.mark.parametrize("kernel", smoothing.KERNELS)
def test_a_window_sums_to_one_and_spreads_by_its_bandwidth(kernel):
    spreads = []
    for bandwidth in (4, 8):
        window = smoothing.window(kernel, bandwidth)
        assert window.sum() == pytest.approx(1)
        assert window[:, ::-1] == pytest.approx(window)
        away = np.arange(len(window)) - len(window) // 2
        spreads.append(np.sqrt((window * away**2).sum()))
    assert spreads[1] / spreads[0] == pytest.approx(2, rel=0.03)
