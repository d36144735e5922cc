import re
import shutil
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, box

from cocashift.errors import InputError
from cocashift.harmonise import polygons

BOWTIE = Polygon([(-73, 4), (-72, 5), (-72, 4), (-73, 5)])
SQUARES = [box(-74, 4, -73, 5), box(-73, 4, -72, 5)]


def layer(geometries=SQUARES, crs="EPSG:4686", field="MPIO_CCNCT"):
    codes = [f"0{number}001" for number in range(len(geometries))]
    return gpd.GeoDataFrame({field: codes}, geometry=list(geometries), crs=crs)


def written(tmp_path, kind, frame):
    path = tmp_path / f"layer.{kind}"
    if kind == "parquet":
        frame.to_parquet(path)
    elif kind == "zip":
        (tmp_path / "shapes").mkdir()
        frame.to_file(tmp_path / "shapes/layer.shp", engine="pyogrio")
        shutil.make_archive(str(path.with_suffix("")), "zip", tmp_path / "shapes")
    else:
        frame.to_file(path, engine="pyogrio")
    return str(path)


@pytest.mark.parametrize("kind", ["gpkg", "shp", "geojson", "zip", "parquet"])
def test_every_format_is_read_alike(tmp_path, kind):
    found, readings = polygons.read_features(
        written(tmp_path, kind, layer(crs="EPSG:4326")), {"label": "mpio_ccnct"}
    )
    assert found["label"].tolist() == ["00001", "01001"]
    assert found.geometry.geom_equals(gpd.GeoSeries(SQUARES, crs=4326), align=False).all()
    assert ("features", 2, "") in readings


def test_a_name_that_a_shapefile_cut_is_found(tmp_path):
    path = tmp_path / "cut.shp"
    layer().rename(columns={"MPIO_CCNCT": "CODIGO_MUN"}).to_file(path)
    found, _ = polygons.read_features(str(path), {"label": "codigo_municipio"})
    assert found["label"].tolist() == ["00001", "01001"]


@pytest.mark.parametrize("kind", ["PARQUET", "geoparquet", "GPKG", "GeoJSON"])
def test_a_format_is_known_in_any_letters(tmp_path, kind):
    path = written(tmp_path, kind.lower().removeprefix("geo").replace("json", "geojson"), layer())
    renamed = tmp_path / f"named.{kind}"
    shutil.move(path, renamed)
    assert polygons.read_features(str(renamed), {"label": "MPIO_CCNCT"})[0]["label"].size == 2


def test_a_field_is_the_one_that_is_called_so_and_not_the_first_but_for_case(tmp_path):
    frame = layer(field="CODE").assign(code="wrong")[["code", "CODE", "geometry"]]
    path = written(tmp_path, "geojson", frame)
    assert polygons.read_features(path, {"label": "CODE"})[0]["label"].tolist() == [
        "00001",
        "01001",
    ]
    with pytest.raises(InputError, match="the fields 'code', 'CODE' are all called 'Code'"):
        polygons.read_features(path, {"label": "Code"})


@pytest.mark.parametrize("field", ["Código ", "Co\u0301digo", " CÓDIGO"])
def test_what_looks_alike_is_the_same_field(tmp_path, field):
    path = written(tmp_path, "geojson", layer(field=field))
    assert polygons.read_features(path, {"label": "Código"})[0]["label"].size == 2


@pytest.mark.parametrize("kind", ["shp", "geojson"])
def test_text_in_another_encoding_than_it_says_is_told(tmp_path, kind):
    path = written(tmp_path, kind, layer([SQUARES[0]]).assign(MPIO_CCNCT="Barí"))
    text = Path(path).with_suffix(".dbf" if kind == "shp" else ".geojson")
    text.write_bytes(text.read_bytes().replace("í".encode(), b"\xed"))
    with pytest.raises(InputError, match=rf"layer\.{kind}: its text is not in the encoding that"):
        polygons.read_features(path, {"label": "MPIO_CCNCT"})


def test_foreign_characters_survive_a_shapefiles_encoding(tmp_path):
    path = tmp_path / "latin.shp"
    layer([SQUARES[0]]).assign(MPIO_CCNCT="Nariño «Ñ»").to_file(path, encoding="ISO-8859-1")
    assert polygons.read_features(str(path), {"label": "MPIO_CCNCT"})[0]["label"].tolist() == [
        "Nariño «Ñ»"
    ]


@pytest.mark.parametrize("declared", [None, "ISO-8859-1", "ISO-8859-15"])
@pytest.mark.parametrize("name", ["ÁREA ÑANDÚ", "Barí à Í", "Norte – Sur", "NARIÑO «É»"])
def test_a_shapefile_that_hides_its_utf8_is_read(tmp_path, declared, name):
    # Programs that write UTF-8 and no .cpg, or the .cpg of another file.
    path = tmp_path / "utf8.shp"
    layer([SQUARES[0]]).assign(MPIO_CCNCT=name).to_file(path, encoding="UTF-8")
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    table[29] = 0  # the byte that may tell the encoding
    path.with_suffix(".dbf").write_bytes(table)
    path.with_suffix(".cpg").unlink()
    if declared:
        path.with_suffix(".cpg").write_text(declared)
    found, readings = polygons.read_features(str(path), {"label": "MPIO_CCNCT"})
    assert found["label"].tolist() == [name]
    assert ("names_repaired", 1, "MPIO_CCNCT") in readings


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4686", "EPSG:3116", "EPSG:9377"])
def test_any_crs(tmp_path, crs):
    found, readings = polygons.read_features(
        written(tmp_path, "gpkg", layer().to_crs(crs)), {"label": "MPIO_CCNCT"}
    )
    assert found.to_crs("EPSG:4686").geometry.iloc[0].centroid.x == pytest.approx(-73.5, abs=1e-3)
    assert ("crs", None, crs) in readings


def test_what_is_repaired_is_counted(tmp_path):
    lifted = shapely.force_3d(SQUARES[1], 7.0)
    frame = layer([SQUARES[0], None, BOWTIE, lifted])
    found, readings = polygons.read_features(
        written(tmp_path, "gpkg", frame), {"label": "MPIO_CCNCT"}, repair_ha=1e6
    )
    told = {item: (count, detail) for item, count, detail in readings}
    assert told["features"] == (4, "")
    assert told["no_geometry"] == (1, "rows 2")
    assert told["invalid_repaired"][0] == 1
    assert told["z_removed"][0] >= 1
    assert found["label"].tolist() == ["00001", "02001", "03001"]
    assert found.is_valid.all()
    assert not found.has_z.any()


@pytest.mark.parametrize("kind", ["gpkg", "shp", "geojson", "zip"])
@pytest.mark.parametrize(
    "where", ["CODE = '01001'", "in_park", "in_park = 1", "name = 'Ñandú' AND in_park"]
)
def test_a_condition_chooses_features_and_counts_the_others(tmp_path, kind, where):
    frame = layer(field="CODE").assign(name=["Nariño", "Ñandú"], in_park=[False, True])
    found, readings = polygons.read_features(
        written(tmp_path, kind, frame), {"label": "CODE"}, where=where
    )
    assert found["label"].tolist() == ["01001"]
    told = {item: count for item, count, _ in readings}
    assert (told["features"], told["where_left_out"]) == (1, 1)


def test_a_condition_that_all_meet_leaves_none_out(tmp_path):
    path = written(tmp_path, "gpkg", layer(field="CODE"))
    assert ("where_left_out", 0, "") in polygons.read_features(
        path, {"label": "CODE"}, where="1 = 1"
    )[1]
    assert "where_left_out" not in {
        item for item, *_ in polygons.read_features(path, {"label": "CODE"})[1]
    }


@pytest.mark.parametrize("kind", ["gpkg", "shp", "geojson"])
@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("CODE = ", "`where: CODE = ` is no condition on its fields, which are CODE"),
        ("NAME = 'x'", "`where: NAME = 'x'` is no condition on its fields, which are CODE"),
        ("CODE = 'x'", "none of its 2 features meets `where: CODE = 'x'`"),
    ],
)
def test_a_condition_that_cannot_be_is_told(tmp_path, kind, where, message):
    path = written(tmp_path, kind, layer(field="CODE"))
    with pytest.raises(InputError, match=re.escape(message)):
        polygons.read_features(path, {"label": "CODE"}, where=where)


def bad(tmp_path, what):
    """A file with one thing wrong, and the field asked for."""
    path = tmp_path / "bad.gpkg"
    frame = layer()
    match what:
        case "missing file":
            return tmp_path / "nowhere.gpkg"
        case "no layer":
            path.write_text("this is no layer")
            return path
        case "unknown field":
            frame = layer(field="CODE")
        case "no features":
            frame = layer().iloc[:0]
        case "no CRS":
            frame = layer(crs=None)
        case "points":
            frame = layer([Point(-73, 4), Point(-72, 4)])
        case "lines":
            frame = layer([LineString([(-73, 4), (-72, 4)])])
        case "another country":
            frame = layer([box(2, 46, 3, 47)])
        case "order of coordinates":
            frame = layer([Polygon([(y, x) for x, y in s.exterior.coords]) for s in SQUARES])
        case "wrong CRS":
            frame = layer([MultiPolygon([box(1, 1, 2, 2)])], crs="EPSG:3857")
    frame.to_file(path, engine="pyogrio")
    return path


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("missing file", r"nowhere\.gpkg: there is no such file. Check the path in the dataset"),
        ("no layer", r"bad\.gpkg: cannot be read as a vector layer .* Give a GeoPackage"),
        ("unknown field", r"bad\.gpkg: there is no field 'MPIO_CCNCT'; the fields are CODE\."),
        ("no features", r"bad\.gpkg: the layer has no features"),
        ("no CRS", r"bad\.gpkg: the layer has no CRS. Assign one in QGIS"),
        ("points", r"bad\.gpkg: the layer has no polygons but Point"),
        ("lines", r"bad\.gpkg: the layer has no polygons but LineString"),
        (
            "another country",
            r"bad\.gpkg: the layer lies at longitude 2\.0 to 3\.0.* outside Colombia",
        ),
        ("order of coordinates", r"coordinates are in the wrong order, latitude before longitude"),
        ("wrong CRS", r"outside Colombia. Check its CRS"),
    ],
)
def test_bad_layers_are_told_in_one_sentence(tmp_path, what, message):
    with pytest.raises(InputError, match=message) as error:
        polygons.read_features(str(bad(tmp_path, what)), {"label": "MPIO_CCNCT"})
    assert "\n" not in str(error.value)
