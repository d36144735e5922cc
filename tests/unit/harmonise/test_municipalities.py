from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

from cocashift.errors import InputError
from cocashift.harmonise import municipalities, neighbours, polygons

CRS = "EPSG:6933"
UNITS = gpd.GeoDataFrame(
    {"label": ["5001", "CO05002", "52001"]},
    geometry=[box(x, 0, x + 1000, 1000) for x in (0, 1000, 2000)],
    crs=CRS,
)
GAZETTEER = pd.DataFrame(
    {
        "code": ["05001", "05002", "99001"],
        "name": ["MedellÃ\xadn", "Abejorral", "Puerto CarreÃ±o"],
        "department_code": ["05", "05", "99"],
        "department": ["Antioquia", "Antioquia", "Vichada"],
        "area_km2": [1.0, 2.0, 3.0],
    }
)


def test_nothing_that_does_not_join_is_dropped_in_silence():
    found, readings = municipalities.harmonise(UNITS, GAZETTEER, CRS)
    assert found["divipola"].tolist() == ["05001", "05002", "52001"]
    assert found["municipality"].tolist() == ["Medellín", "Abejorral", "52001"]
    assert found["department"].tolist() == ["Antioquia", "Antioquia", "52"]
    told = {item: (count, detail) for item, count, detail in readings}
    assert told["codes_repaired"][0] == 2
    assert told["gazetteer_repaired"][0] == 2
    assert told["not_in_gazetteer"] == (1, "52001")
    assert told["without_boundary"] == (1, "99001 Puerto Carreño")
    assert told["areas_apart"] == (1, "05002 Abejorral -50.0%")


def test_without_gazetteer_the_layer_names_its_municipalities():
    named = UNITS.assign(name=["Uno", None, "Tres"], department=["D", None, "E"])
    found, readings = municipalities.harmonise(named, None, CRS)
    assert found["municipality"].tolist() == ["Uno", "05002", "Tres"]
    assert found["department"].tolist() == ["D", "D", "E"]
    assert found["official_area_ha"].isna().all()
    assert [item for item, _, _ in readings] == ["codes_repaired"]


def test_a_code_is_named_by_its_row_also_where_features_before_it_are_left_out(tmp_path):
    squares = [None, box(-74, 4, -73, 5), box(-73, 4, -72, 5)]
    frame = gpd.GeoDataFrame({"CODE": ["05001", "05002", "x"]}, geometry=squares, crs="EPSG:4686")
    frame.to_file(tmp_path / "units.gpkg")
    units, _ = polygons.read_features(str(tmp_path / "units.gpkg"), {"label": "CODE"})
    with pytest.raises(InputError, match=r"'x' \(feature 3\)"):
        municipalities.harmonise(units, None, "EPSG:6933")


@pytest.mark.parametrize(("name", "other"), [(7, 8), (True, False), (date(2013, 8, 21), None)])
def test_names_that_are_no_text_are_names(tmp_path, name, other):
    squares = [box(-74, 4, -73, 5), box(-73, 4, -72, 5)]
    frame = {"CODE": ["05001", "05002"], "NAME": [name, other], "DPTO": [5.0, None]}
    gpd.GeoDataFrame(frame, geometry=squares, crs="EPSG:4686").to_file(tmp_path / "units.gpkg")
    layer = {"code": "CODE", "name": "NAME", "department": "DPTO", "layout": "polygons"}
    units, _ = polygons.read(str(tmp_path / "units.gpkg"), layer | {"vintage": "v"}, "EPSG:9377")
    found, _ = municipalities.harmonise(units, None, "EPSG:6933")
    assert found["municipality"].tolist() == [str(name), "05002" if other is None else str(other)]
    assert found["department"].tolist() == ["5", "5"]


def test_slivers_are_measured_and_more_is_an_error():
    sliver = UNITS.set_geometry(
        gpd.GeoSeries([box(0, 0, 1010, 1000), *UNITS.geometry[1:]], crs=CRS)
    )
    readings = {row[0]: row for row in municipalities.harmonise(sliver, None, CRS)[1]}
    assert readings["overlaps"] == ("overlaps", 1, "1.0 ha")
    wide = UNITS.set_geometry(gpd.GeoSeries([box(0, 0, 1500, 1000), *UNITS.geometry[1:]], crs=CRS))
    with pytest.raises(InputError, match="05001 and 05002 lie on each other"):
        municipalities.harmonise(wide, None, CRS)


def test_of_the_world_only_neighbours_are_kept():
    places = [(177, -19, 179, -16), (-79, -4, -67, 12), (-73, 1, -60, 12), (-92, -5, -75, 1)]
    world = gpd.GeoDataFrame(
        {"label": ["FJI", "COL", "VEN", "ECU"]},
        geometry=[box(*at) for at in places],
        crs="EPSG:4686",
    )
    assert neighbours.harmonise(world, "EPSG:6933")["country"].tolist() == ["ECU", "VEN"]


def around(*codes):
    squares = [box(-79 + step, 0, -78 + step, 1) for step in range(len(codes))]
    return gpd.GeoDataFrame({"label": codes}, geometry=squares, crs="EPSG:4326")


def test_codes_of_countries_are_known_in_any_letters():
    found = neighbours.harmonise(around("ecu", " PER ", "Col"), CRS)
    assert found["country"].tolist() == ["ECU", "PER"]


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (["EC"], "rows 0: no codes of three letters: 'EC'"),
        (["ECU", None], "rows 1: no codes of three letters: nan"),
        ([218], "rows 0: no codes of three letters: '218'"),
        (["ECU", "ECU"], "1 codes of countries come on more than one feature: ECU"),
    ],
)
def test_what_is_no_code_of_a_country_is_told(codes, told):
    with pytest.raises(InputError, match=f"^the layer of countries[:,] {told}"):
        neighbours.harmonise(around(*codes), CRS)


def test_official_areas_may_all_be_whole():
    listed = GAZETTEER.assign(code=["05001", "05002", "52001"], area_km2=[1, 2, 3])
    found, _ = municipalities.harmonise(UNITS, listed, CRS)
    assert found["official_area_ha"].tolist() == [100.0, 200.0, 300.0]
