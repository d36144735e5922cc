"""Neighbours of Colombia, from layers of the region or of the world."""

import geopandas as gpd
from shapely import box

from cocashift import municipalities


def test_of_the_world_only_neighbours_are_kept():
    world = gpd.GeoDataFrame(
        {"label": ["FJI", "COL", "VEN", "ECU"]},
        geometry=[box(177, -19, 179, -16), box(-79, -4, -67, 12), box(-73, 1, -60, 12)]
        + [box(-92, -5, -75, 1)],
        crs="EPSG:4686",
    )
    assert municipalities.neighbours(world, "EPSG:6933")["country"].tolist() == ["ECU", "VEN"]
