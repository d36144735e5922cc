"""Zone layers whose features say themselves when they were in force."""

import datetime

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely import box

from cocashift.errors import InputError
from cocashift.harmonise import provenance, zone_layers, zones

PART = {
    "layout": "polygons",
    "name": "name",
    "from_field": "first",
    "until_field": "last",
    "provider": "toy",
    "vintage": "of today",
}
CRS = "EPSG:9377"


def features(first, last, names=("Ñandú", "B")):
    squares = [box(-74 + step, 4, -73.5 + step, 5) for step in range(2)]
    return gpd.GeoDataFrame(
        {"name": names, "first": first, "last": last}, geometry=squares, crs="EPSG:4326"
    )


def read(frame, path, **more):
    if path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path)
    found, [(_, readings)] = zone_layers.read([str(path)], [PART | more], CRS)
    return found, readings


DAY = datetime.date(2013, 8, 21)
TIME = pd.Timestamp("2013-08-21 05:00")


@pytest.mark.parametrize("kind", ["gpkg", "shp", "geojson", "parquet"])
@pytest.mark.parametrize(
    "first", ["2013-08-21", DAY, TIME, TIME.tz_localize("America/Bogota")], ids=str
)
def test_days_are_read_as_dates_times_or_text(tmp_path, kind, first):
    # GDAL takes text of a GeoJSON that looks like a date for one, and a Shapefile has no times.
    frame = features([first, None], [None, ""])
    found, readings = read(frame, tmp_path / f"zones.{kind}")
    assert found["from"].fillna("open").tolist() == ["2013-08-21", "open"]
    assert found["until"].isna().all()
    assert "names_repaired" not in {item for item, *_ in readings}


@pytest.mark.parametrize("where", [{}, {"where": "name IS NOT NULL"}])
def test_an_evening_in_another_zone_is_no_other_day(tmp_path, where):
    # GDAL takes the text of a GeoJSON for times; brought to one zone, one would be of 2014.
    evenings = ["2013-12-31T22:00:00-05:00", "2013-12-31T22:00:00+00:00"]
    found, _ = read(features(evenings, None), tmp_path / "zones.geojson", **where)
    assert found["from"].tolist() == ["2013-12-31"] * 2


def test_each_feature_counts_in_its_own_years(tmp_path):
    frame = features([None, "2014-01-01"], ["2013-12-31", None])
    found, _ = read(frame, tmp_path / "zones.gpkg")
    made = zones.build("park", {"tier": "A", "layer": "parks"}, {"layer": found}, CRS, CRS)
    assert zones.in_force(made, 2013)["name"].tolist() == ["Ñandú"]
    assert zones.in_force(made, 2014)["name"].tolist() == ["B"]


def test_one_end_may_be_the_files_and_the_other_the_features(tmp_path):
    path = tmp_path / "zones.gpkg"
    features([None, "2014-01-01"], None).to_file(path)
    part = {key: value for key, value in PART.items() if key != "until_field"}
    found, _ = zone_layers.read([str(path)], [part | {"until": "2014-06-30"}], CRS)
    assert found["until"].tolist() == ["2014-06-30"] * 2


def test_a_code_beside_does_not_hide_the_days(tmp_path):
    path = tmp_path / "zones.gpkg"
    features("2013-08-21", None).assign(id=["1", "2"]).to_file(path)
    part = {key: value for key, value in PART.items() if key != "name"} | {"code": "id"}
    found, _ = zone_layers.read([str(path)], [part], CRS)
    assert found["from"].tolist() == ["2013-08-21"] * 2


def test_features_outside_the_country_are_counted_by_their_rows(tmp_path):
    frame = features(None, None)
    turned = shapely.transform(frame.geometry[1], lambda xy: xy[:, ::-1])
    frame = frame.set_geometry([frame.geometry[0], turned], crs=frame.crs)
    found, readings = read(frame, tmp_path / "zones.gpkg")
    assert len(found) == 2
    assert ("features_outside", 1, "rows 2") in readings


def test_whole_numbers_are_days_also_where_one_is_missing(tmp_path):
    found, _ = read(features([20130821, None], [None, 20141231.0]), tmp_path / "zones.gpkg")
    assert found["from"].fillna("").tolist() == ["2013-08-21", ""]
    assert found["until"].fillna("").tolist() == ["", "2014-12-31"]


def test_a_feature_without_name_is_kept_and_counted(tmp_path):
    found, readings = read(features(None, None, ["A", None]), tmp_path / "zones.gpkg")
    assert ("names_missing", 1, "") in readings
    made = zones.build("park", {"tier": "A", "layer": "parks"}, {"layer": found}, CRS, CRS)
    assert made["name"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        ("21/08/2013", None, "zones.gpkg, field 'first': '21/08/2013' is no date .feature 'Ñandú'"),
        (None, "2013-02-30", "zones.gpkg, field 'last': '2013-02-30' is no date"),
        (2013, None, "field 'first': 2013 is no date"),
        ("2014-01-01", "2013-12-31", "'Ñandú' is in force until 2013-12-31, which is before its"),
    ],
)
def test_what_is_no_time_in_force_is_told(tmp_path, first, last, message):
    with pytest.raises(InputError, match=message):
        read(features([first] * 2, [last] * 2), tmp_path / "zones.gpkg")


def test_parts_of_one_file_go_by_their_conditions():
    layer = {"layer": "zones", "where": "zone = 'park'"}
    assert provenance.file_name("my/zones.gpkg", layer) == "zones.gpkg: zones: zone = 'park'"
    assert provenance.file_name("my/zones.gpkg", {}) == "zones.gpkg"
