import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

from cocashift.errors import InputError
from cocashift.harmonise import municipalities

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
    assert municipalities.neighbours(world, "EPSG:6933")["country"].tolist() == ["ECU", "VEN"]
