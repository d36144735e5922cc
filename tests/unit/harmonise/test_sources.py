"""A file is known before it is opened, and is never changed by being read."""

import hashlib
import shutil
import sqlite3
import zipfile

import geopandas as gpd
import pytest
from shapely import box

from cocashift.errors import InputError
from cocashift.harmonise import polygons, provenance

LAYER = gpd.GeoDataFrame(
    {"NAME": ["Uno", "Dos"]}, geometry=[box(-76, 2, -75, 3), box(-75, 2, -74, 3)], crs="EPSG:4326"
)


def read(path, **more):
    return polygons.read_features(str(path), {"label": "NAME"}, **more)[0]["label"].tolist()


@pytest.fixture
def shapes(tmp_path):
    (tmp_path / "parts").mkdir()
    LAYER.to_file(tmp_path / "parts/zones.shp", engine="pyogrio")
    return tmp_path / "parts"


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def parts(folder, **prefixes):
    return {
        f"{prefixes.get(file.suffix[1:], '')}{file.name}": file.read_bytes()
        for file in sorted(folder.iterdir())
    }


def test_an_archive_is_read_wherever_the_shapefile_lies_in_it(tmp_path, shapes):
    members = {f"a [1]/b{{2}}/{name}": content for name, content in parts(shapes).items()}
    members["__MACOSX/._zones.shp"] = b"resource fork"
    assert read(packed(tmp_path / "z{1}.zip", members)) == ["Uno", "Dos"]
    assert read(packed(tmp_path / "up.zip", {n.upper(): c for n, c in parts(shapes).items()}))


def test_an_archive_that_holds_a_geopackage_is_read(tmp_path):
    LAYER.to_file(tmp_path / "in.gpkg", engine="pyogrio")
    members = {"x/in.gpkg": (tmp_path / "in.gpkg").read_bytes()}
    assert read(packed(tmp_path / "g.zip", members)) == ["Uno", "Dos"]


def test_of_several_layers_of_an_archive_one_is_named(tmp_path, shapes):
    other = {name.replace("zones", "old"): content for name, content in parts(shapes).items()}
    path = packed(tmp_path / "both.zip", parts(shapes) | {f"x/{n}": c for n, c in other.items()})
    assert read(path, layer="old") == ["Uno", "Dos"]
    with pytest.raises(InputError, match=r"holds 2 layers: .*Say which of them"):
        read(path, layer="new")


def test_archives_that_cannot_be_are_told(tmp_path, shapes):
    whole = parts(shapes)
    apart = parts(shapes, dbf="other/", shx="other/")
    two = whole | {f"more/{name}": content for name, content in whole.items()}
    bad = {
        "apart": (apart, r"beside zones\.shp the archive lacks \.shx and \.dbf"),
        "two": (two, "holds 2 layers: zones.shp, more/zones.shp"),
        "none": ({"readme.txt": b"hello"}, "the archive holds no layer"),
        "empty": (whole | {"zones.shp": b""}, "it is empty"),
        "cut": (whole | {"zones.dbf": whole["zones.dbf"][:70]}, "cannot be read as a vector layer"),
    }
    for name, (members, message) in bad.items():
        with pytest.raises(InputError, match=message) as told:
            read(packed(tmp_path / f"{name}.zip", members))
        assert f"{name}.zip" in str(told.value)


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path, shapes, monkeypatch):
    path = packed(tmp_path / "bomb.zip", parts(shapes) | {"zones.cpg": b" " * 3_000_000})
    monkeypatch.setenv("COCASHIFT_MAX_GB", "0.002")
    with pytest.raises(InputError, match=r"bomb\.zip, unpacked: .*set COCASHIFT_MAX_GB higher"):
        read(path)
    monkeypatch.setenv("COCASHIFT_MAX_GB", "lots")
    with pytest.raises(InputError, match="COCASHIFT_MAX_GB=lots: no number above zero"):
        read(path)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("zones.vrt", "<OGRVRTDataSource/>", "a VRT, which points to other files"),
        ("zones.gpkg", "<OGRVRTDataSource/>", "a VRT, which points to other files"),
        ("zones.geojson", "<!doctype html>", "it is a web page"),
        ("zones.gml", "<gml/>", "the format .gml is not read"),
        ("zones.shp", "", "it is empty"),
        ("zones.xml", "<OGRWFSDataSource><URL>http://127.0.0.1/</URL></OGRWFSDataSource>", ".xml"),
    ],
)
def test_formats_that_point_or_ask_elsewhere_are_not_opened(tmp_path, name, content, message):
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=message):
        read(tmp_path / name)


def test_a_condition_calls_no_function_that_asks_the_network(tmp_path):
    LAYER.to_file(tmp_path / "zones.gpkg", engine="pyogrio")
    with pytest.raises(InputError, match="calls a function that is not allowed"):
        read(tmp_path / "zones.gpkg", where="ogr_geocode('Bogota') IS NOT NULL")


def test_a_geopackage_that_is_open_elsewhere_is_read_with_its_edits_and_stays_as_it_is(tmp_path):
    path, held = tmp_path / "zones.gpkg", tmp_path / "held"
    LAYER.to_file(path, engine="pyogrio")
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = WAL")
    # The triggers of a GeoPackage call functions that only GIS programs have.
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        database.execute(f'DROP TRIGGER "{name}"')
    database.execute("UPDATE zones SET NAME = 'Tres' WHERE NAME = 'Dos'")
    database.commit()
    held.mkdir()
    for file in tmp_path.glob("zones.gpkg*"):
        shutil.copy(file, held)
    database.close()
    (held / "zones.gpkg-shm").unlink(missing_ok=True)
    before = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in held.iterdir()}
    assert "zones.gpkg-wal" in before
    held.chmod(0o555)
    assert read(held / "zones.gpkg") == ["Uno", "Tres"]
    after = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in held.iterdir()}
    assert after == before
    told = provenance.of_file(str(held / "zones.gpkg"), {"vintage": "x"})
    assert ("open_elsewhere", 1, "zones.gpkg-wal") in told
    held.chmod(0o755)


def test_the_checksum_of_a_shapefile_covers_all_its_parts(shapes):
    path = str(shapes / "zones.shp")
    names = ["zones.shp", "zones.shx", "zones.dbf", "zones.prj", "zones.cpg"]
    joined = b"".join((shapes / name).read_bytes() for name in names)
    digest = hashlib.sha256(joined).hexdigest()
    assert provenance.checksum(path) == digest
    provenance.of_file(path, {"vintage": "x", "sha256": digest.upper()})
    (shapes / "zones.dbf").write_bytes((shapes / "zones.dbf").read_bytes() + b" ")
    with pytest.raises(InputError, match="It is another edition, or damaged"):
        provenance.of_file(path, {"vintage": "x", "sha256": digest})


@pytest.mark.parametrize("name", ["a{1}.gpkg", "b [2].gpkg", "c+d'é.gpkg"])
def test_any_name_of_a_file_is_read(tmp_path, name):
    LAYER.to_file(tmp_path / name, engine="pyogrio", layer="zones")
    assert read(tmp_path / name) == ["Uno", "Dos"]


def test_damage_is_told_with_the_file(tmp_path, shapes):
    (shapes / "zones.prj").write_text("PROJCS[nothing")
    with pytest.raises(InputError, match=r"zones\.shp: cannot be read as a vector layer"):
        read(shapes / "zones.shp")
    (shapes / "zones.prj").write_text(
        'GEOGCS["Moon",DATUM["D",SPHEROID["Moon",1737400,0]],PRIMEM["P",0],UNIT["Degree",0.017]]'
    )
    with pytest.raises(InputError, match=r"zones\.shp: its CRS \(Moon\) is none of the Earth's"):
        read(shapes / "zones.shp")
    ring = "[[[-75,2],[-74,2],[-74,3],[-75,3]]]"
    (tmp_path / "open.geojson").write_text(
        '{"type":"FeatureCollection","features":['
        '{"type":"Feature","properties":{"NAME":"a"},"geometry":null},'
        '{"type":"Feature","properties":{"NAME":"b"},"geometry":{"type":"Polygon","coordinates":'
        + ring
        + "}}]}"
    )
    with pytest.raises(InputError, match=r"open\.geojson: the geometry of row 2 cannot be"):
        read(tmp_path / "open.geojson")


def test_a_folder_is_told_as_one(tmp_path):
    (tmp_path / "zones.gdb").mkdir()
    with pytest.raises(InputError, match=r"zones\.gdb: is a folder, and a layer is a file"):
        read(tmp_path / "zones.gdb")
