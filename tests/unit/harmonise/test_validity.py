"""A repair that changes hectares is no repair; what is left out is named by its own row."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import GeometryCollection, LineString, Point, Polygon, box

from cocashift.errors import InputError
from cocashift.harmonise import polygons, validity

SQUARE = box(-76, 2, -75.5, 2.5)


def written(tmp_path, *shapes, crs="EPSG:4326", kind="gpkg"):
    path = tmp_path / f"zones.{kind}"
    frame = gpd.GeoDataFrame(
        {"NAME": [f"n{n}" for n in range(len(shapes))]}, geometry=list(shapes), crs=crs
    )
    frame.to_file(path, engine="pyogrio")
    return str(path)


def read(path, **more):
    found, readings = polygons.read_features(path, {"label": "NAME"}, **more)
    return found, {item: (count, detail) for item, count, detail in readings}


def test_the_polygon_of_a_collection_is_kept_and_told_by_its_own_row(tmp_path):
    mixed = GeometryCollection(
        [box(-75, 2, -74.9, 2.1), GeometryCollection([Point(-75, 2), LineString([(0, 0), (1, 1)])])]
    )
    path = written(tmp_path, None, SQUARE, mixed, Point(-75, 3), kind="geojson")
    found, told = read(path)
    assert found["label"].tolist() == ["n1", "n2"]
    hectares = found.to_crs("EPSG:6933").area.iloc[1] / 10_000
    assert told["collections_reduced"] == (1, f"{hectares:,.1f} ha; rows 3")
    assert told["no_geometry"] == (1, "rows 1")
    assert told["not_polygons"] == (1, "rows 4")


def test_rows_are_those_of_the_file_also_where_a_condition_leaves_some_out(tmp_path):
    path = written(tmp_path, SQUARE, SQUARE, None, Point(-75, 3))
    _, told = read(path, where="NAME <> 'n0'")
    assert told["no_geometry"] == (1, "rows 3")
    assert told["not_polygons"] == (1, "rows 4")
    assert told["where_left_out"] == (1, "")


def spike(width):
    """A square whose border crosses itself in a loop of this width, in degrees."""
    x = -75.5
    loop = [(x, 2.2), (x + width, 2.2 + width), (x + width, 2.2), (x, 2.2 + width)]
    return Polygon([(-76, 2), (x, 2), *loop, (x, 2.5), (-76, 2.5)])


def test_a_repair_within_the_rounding_of_an_area_is_made_and_told(tmp_path):
    found, told = read(written(tmp_path, SQUARE, spike(1e-5)))
    assert found.is_valid.all()
    assert told["invalid_repaired"][1].endswith("ha; rows 2")


def test_a_repair_that_changes_hectares_is_refused_unless_it_is_allowed(tmp_path):
    bow = Polygon([(-76, 2), (-75, 3), (-75, 2), (-76, 3)])
    path = written(tmp_path, SQUARE, bow)
    with pytest.raises(InputError, match=r"zones\.gpkg: rows 2: .* of row 2 by \+.* ha"):
        read(path)
    hectares = gpd.GeoSeries([bow], crs=4326).make_valid().to_crs("EPSG:6933").area.sum() / 1e4
    found, told = read(path, repair_ha=np.ceil(hectares))
    assert len(found) == 2
    assert told["invalid_repaired"][0] == 1


@pytest.mark.parametrize(
    ("vertex", "crs", "message"),
    [
        ((-75, np.nan), "EPSG:4326", "a vertex without coordinates"),
        ((np.inf, 3), "EPSG:4326", "a vertex without coordinates"),
        ((-75, 90.5), "EPSG:4686", "a vertex beyond the pole"),
        ((-75, -1e300), "EPSG:4326", "a vertex beyond the pole"),
        ((1e12, 1e12), "EPSG:9377", "a vertex outside the ground of its CRS"),
    ],
)
def test_a_vertex_that_lies_nowhere_is_refused(tmp_path, vertex, crs, message):
    whole = gpd.GeoSeries([SQUARE], crs=4326).to_crs(crs).iloc[0]
    corners = [*whole.exterior.coords[:-1], vertex]
    path = written(tmp_path, whole, Polygon(corners), crs=crs)
    with pytest.raises(InputError, match=rf"zones\.gpkg: rows 2: {message}"):
        read(path)


def test_a_polygon_without_area_is_left_out_and_told(tmp_path):
    line = Polygon([(-75, 2), (-74, 2), (-75, 2)])
    found, told = read(written(tmp_path, SQUARE, line))
    assert len(found) == 1
    assert told["no_area"] == (1, "rows 2")


def test_ground_in_three_features_is_counted_once():
    shapes = gpd.GeoSeries(
        [box(0, 0, 400, 100), box(100, 0, 500, 100), box(200, 0, 300, 100)], crs=6933
    )
    pairs = validity.overlaps(shapes)
    assert len(pairs) == 3
    # From 100 to 400: three hectares; the pairs' sum would be five.
    assert validity.shared_ha(pairs) == pytest.approx(3)
    assert pairs["overlap_ha"].sum() == pytest.approx(5)


def test_nodes_that_lie_apart_are_no_overlap():
    # One more vertex on the shared border, and one set a hair beside it.
    west = Polygon([(0, 0), (1000, 0), (1000, 333), (1000 + 1e-7, 666), (1000, 1000), (0, 1000)])
    shapes = gpd.GeoSeries([west, box(1000, 0, 2000, 1000)], crs=6933)
    assert not shapes.is_valid_coverage()
    assert validity.overlaps(shapes).empty
    assert shapely.union_all(shapes.to_numpy()).area == pytest.approx(2e6)
