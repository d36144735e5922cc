"""What pieces hold of rasters and grids, cut exactly by borders."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from exactextract import exact_extract
from rasterio import Affine
from shapely import Point, box

from cocashift.harmonise import rasters, zones
from cocashift.harmonise.rasters import Raster
from cocashift.overlay import partition, surfaces
from tests.unit.conftest import coca, frame, municipality, zone

CRS = "EPSG:6933"


@pytest.fixture
def country():
    """Two municipalities of 4 km²; a park in the west of the first cuts cells in two."""
    towns = frame(
        municipality("01001", box(0, 0, 2000, 2000)),
        municipality("02001", box(2000, 0, 4000, 2000)),
    )
    editions = zones.editions(frame(zone("park", box(0, 0, 750, 2000))), [2013])
    return partition.partition(towns, editions), editions


def raster(cells, size=500, left=0, top=2000, crs=CRS):
    return Raster(np.asarray(cells, "float32"), Affine(size, 0, left, 0, -size, top), crs)


def describe(country, layers, grid=None, cells=None):
    pieces, editions = country
    grown = coca({"01001": (5,), "02001": (3,)}, [2013])
    found = surfaces.describe(pieces, editions, grown, layers, grid, cells)
    return found.set_index(["divipola", "inside"])


def test_cells_are_cut_by_borders_not_by_their_centres(country):
    # The column of cells from 500 to 1,000 m is half in the park.
    footprint = np.zeros((4, 8))
    footprint[:, 1] = 1
    found = describe(country, {"footprint": [raster(footprint)]})
    assert found["footprint_ha"].round(6).tolist() == [50.0, 50.0, 0.0]
    assert found["weight"].tolist() == found["footprint_ha"].tolist()
    assert found["able_ha"].round(6).tolist() == [50.0, 50.0, 0.0]


def test_several_weights_multiply_and_what_is_not_known_weighs_nothing(country):
    one, two = np.full((4, 8), 0.5), np.full((4, 8), 4.0)
    two[:, 0] = np.nan
    found = describe(country, {"footprint": [raster(one)], "weight": [raster(two)]})
    assert found.loc[("01001", "park_1"), "weight"] == pytest.approx(50 * 2.0)
    assert found.loc[("01001", "park_1"), "able_ha"] == pytest.approx(50)
    assert found.loc[("02001", ""), "weight"] == pytest.approx(400 * 2.0)


def test_canopy_is_a_mean_over_what_is_known(country):
    cells = np.full((4, 8), 80.0)
    cells[:2] = np.nan
    cells[:, 4:] = np.nan
    found = describe(country, {"canopy": [raster(cells)]})["canopy_pct"]
    assert found[("01001", "")] == pytest.approx(80)
    assert np.isnan(found[("02001", "")])


def test_a_raster_in_another_crs_and_cell_size_keeps_its_sum():
    fine = np.zeros((40, 40))
    fine[10:30, 10:30] = 1
    source = raster(fine, size=100, top=4000)
    polygon = gpd.GeoDataFrame(geometry=[box(-1000, -1000, 6000, 6000)], crs=CRS)
    transform, shape = rasters.grid_of(polygon.geometry)
    warped = rasters.to_grid(source, transform, shape, CRS)
    assert rasters.totals({"sum": warped}, polygon)["sum"].iloc[0] == pytest.approx(400, rel=1e-4)


def test_rasters_integrated_together_are_what_each_is_alone():
    cells = np.random.default_rng(7).random((2, 4, 8))
    cells[1, :2] = np.nan
    layers = {"whole": raster(cells[0]), "part": raster(cells[1])}
    holed = box(0, 0, 3000, 2000).difference(box(700, 300, 1900, 1100))
    shapes = [holed, shapely.MultiPolygon([box(3100, 0, 3300, 900), box(3500, 10, 3990, 1990)])]
    polygons = gpd.GeoDataFrame(geometry=shapes, crs=CRS, index=[7, 3])
    together = rasters.totals(layers, polygons)
    for name, layer in layers.items():
        source = layer.source()
        alone = exact_extract(source, polygons, ["sum"], output="pandas")["sum"]
        assert together[name].tolist() == (alone * (500**2 / 10_000)).tolist()
    assert together.index.tolist() == [7, 3]
    assert rasters.totals({}, polygons).shape == (2, 0)


def test_a_grid_gives_its_hectares_to_the_pieces_it_meets(country):
    cells = gpd.GeoDataFrame(
        {"2013": [8.0, 6.0, 1.0]},
        geometry=[
            box(500, 0, 1500, 1000),  # a quarter in the park
            box(3500, 0, 4500, 1000),  # half of it beyond the country: all goes to 02001
            box(9000, 0, 9500, 500),  # beyond everything
        ],
        crs=CRS,
    )
    found = describe(country, {}, cells)
    assert found["grid_ha_2013"].round(6).to_dict() == {
        ("01001", ""): 6.0,
        ("01001", "park_1"): 2.0,
        ("02001", ""): 6.0,
    }
    # Of the cell that the park's edge cuts, all 8 ha may lie on either side; 25 ha are in the park.
    assert found["grid_ha_2013_lower"].round(6).tolist() == [0.0, 0.0, 6.0]
    assert found["grid_ha_2013_upper"].round(6).tolist() == [8.0, 8.0, 6.0]


def test_a_crowded_cell_must_give_to_both_sides_of_a_border(country):
    # 90 of 100 ha are coca, 25 of them in the park: at least 15 there, and at most all 25.
    cells = gpd.GeoDataFrame({"2013": [90.0]}, geometry=[box(500, 0, 1500, 1000)], crs=CRS)
    found = describe(country, {}, cells)
    assert found["grid_ha_2013_lower"].round(6).tolist() == [65.0, 15.0, 0.0]
    assert found["grid_ha_2013_upper"].round(6).tolist() == [75.0, 25.0, 0.0]


def test_sampled_cells_leave_a_column_of_their_own(country):
    sampled = gpd.GeoDataFrame(
        {"divipola": [None], "coca_ha": [5.0]}, geometry=[Point(1500, 1000)], crs=CRS
    )
    found = describe(country, {}, cells=sampled)["cells_ha"]
    assert found.loc["01001"].sum() == pytest.approx(5)
    assert found[("01001", "park_1")] > 0
    assert found[("02001", "")] == 0


def test_distances(country):
    found = describe(country, {})
    # Centres of municipalities lie at x = 1,000 and 3,000; of the pieces at 375, 1,375 and 3,000.
    assert found["neighbour_km"].round(3).tolist() == [1.625, 2.625, 2.0]
    assert found.loc[("01001", "park_1"), "depth_km"] > 0 > found.loc[("01001", ""), "depth_km"]


def test_a_zone_that_cuts_no_municipality_has_no_edge_inside_one():
    towns = frame(municipality("01001", box(0, 0, 2000, 2000)))
    editions = zones.editions(frame(zone("whole", box(-9, -9, 2009, 2009))), [2013])
    found = describe((partition.partition(towns, editions), editions), {})
    assert found["depth_km"].isna().all()
    assert pd.isna(found["neighbour_km"].iloc[0]) or found["neighbour_km"].iloc[0] >= 0
