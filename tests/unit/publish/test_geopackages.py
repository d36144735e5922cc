import hashlib
import sqlite3
from contextlib import closing

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from shapely import box

from cocashift.publish.gis import geopackages, symbols
from cocashift.publish.results import Publication
from tests.unit.conftest import frame, municipality, zone

LONG = "Ñandú « » 中文 " * 20
SOURCES = {"parks": [{"provider": "A & B", "vintage": "2014", "licence": "CC0"}]}
PUBLICATION = Publication(
    years=[2013, 2014], language="es", dataset={"note": "approximate_borders"}, sources=SOURCES
)


@pytest.fixture
def written(tmp_path, two_squares):
    """A function that writes a GeoPackage of two layers, and gives its path."""
    units = frame(municipality("01001", box(0, 0, 1000, 1000), LONG), two_squares.iloc[1])
    frames = {
        "municipalities": units[["divipola", "municipality", "area_ha", "geometry"]],
        "zones": frame(zone("park", box(0, 0, 500, 500))),
    }
    frames = {name: each.to_crs("EPSG:9377") for name, each in frames.items()}
    rules = [symbols.Rule("All", "", "#a34f05")]
    styled = {
        "municipalities": [symbols.Style("First", rules), symbols.Style("Second", rules)],
        "zones": [symbols.Style("Zones", rules)],
    }

    def write():
        path = tmp_path / "toy.gpkg"
        described = geopackages.described(frames, styled, PUBLICATION)
        geopackages.write_geopackage(described, str(path))
        return path

    return write


def rows(path, query):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


def test_a_geopackage_has_its_layers_crs_and_caveat(written):
    path = written()
    names = [name for name, _ in pyogrio.list_layers(path)]
    assert names == ["municipalities", "zones", "layer_styles"]
    read = gpd.read_file(path, layer="municipalities")
    assert read.crs.to_epsg() == 9377
    assert read["divipola"].tolist() == ["01001", "02001"]
    assert read["municipality"].iloc[0] == LONG
    about = pyogrio.read_info(path, layer="zones")["layer_metadata"]
    assert about["DESCRIPTION"].endswith(PUBLICATION.note)


def test_fields_are_named_and_described_in_the_language(written):
    found = rows(written(), "SELECT title, description FROM gpkg_data_columns")
    assert ("Código DIVIPOLA", "Código del municipio según el DANE, cinco dígitos") in found


def test_the_first_style_is_the_default(written):
    found = rows(
        written(), "SELECT f_table_name, styleName, useAsDefault FROM layer_styles ORDER BY id"
    )
    assert found == [
        ("municipalities", "First", 1),
        ("municipalities", "Second", 0),
        ("zones", "Zones", 1),
    ]


def test_metadata_tell_licence_and_lineage(written):
    ((metadata,),) = rows(written(), "SELECT metadata FROM gpkg_metadata LIMIT 1")
    assert "<license>CC0</license>" in metadata
    assert "<history>Parques nacionales: A &amp; B, 2014. Licencia: CC0</history>" in metadata


def test_every_year_of_a_municipality_is_a_view_of_its_shape(tmp_path, two_squares):
    path = tmp_path / "years.gpkg"
    columns = ["divipola", "municipality", "department", "geometry"]
    record = pd.DataFrame(
        {
            "divipola": ["01001", "01001", "02001"],
            "year": [2013, 2014, 2014],
            "coca_ha": [1.0, None, 3.0],
            "coca_ha_per_100km2": [10.0, None, 30.0],
        }
    )
    units = two_squares.assign(department="D")[columns].to_crs("EPSG:9377")
    frames = {"municipalities": units, "coca_by_year": record}
    rules = [symbols.Rule("All", "", "#a34f05")]
    styled = {
        name: [symbols.Style(name, rules)] for name in ("municipalities", "municipality_years")
    }
    styled["coca_by_year"] = [symbols.Style("coca_by_year", None)]
    described = geopackages.described(frames, styled, PUBLICATION)
    geopackages.write_geopackage(described, str(path))
    drawn = gpd.read_file(path, layer="municipality_years")
    assert drawn.crs.to_epsg() == 9377
    assert (
        drawn[["divipola", "year"]].to_numpy().tolist()
        == record[["divipola", "year"]].to_numpy().tolist()
    )
    assert drawn["coca_ha"].isna().tolist() == [False, True, False]
    assert drawn.geometry.iloc[0].equals(units.geometry.iloc[0])
    # A table without shapes has its style too, which holds the names of its fields.
    found = rows(path, "SELECT f_table_name, f_geometry_column FROM layer_styles ORDER BY id")
    assert found == [
        ("municipalities", "geom"),
        ("coca_by_year", ""),
        ("municipality_years", "geom"),
    ]
    assert geopackages.columns(str(path))["coca_by_year"]["coca_ha"] == "float64"


def test_the_same_frames_give_the_same_bytes(written):
    first = hashlib.sha256(written().read_bytes()).hexdigest()
    assert hashlib.sha256(written().read_bytes()).hexdigest() == first


def test_a_layer_without_features_keeps_its_geometry(tmp_path, two_squares):
    path = tmp_path / "empty.gpkg"
    flows = two_squares[["divipola", "geometry"]].assign(year=2014).iloc[:0]
    styled = {"flows": [symbols.Style("Flows", [symbols.Rule("All", "", "#a34f05", "arrow")])]}
    described = geopackages.described({"flows": flows}, styled, PUBLICATION)
    geopackages.write_geopackage(described, str(path))
    assert pyogrio.read_info(path, layer="flows")["geometry_type"] == "LineString"
