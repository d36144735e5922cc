"""The dictionary and the catalogue tell of everything that is published, and nothing else."""

import csv
import hashlib
import json
import re
import shutil

import pandas as pd
import pyogrio
import pytest
from frictionless import Package

from cocashift.publish.catalogue import datapackage
from tests.conftest import ROOT


@pytest.fixture(params=["en", "es"])
def folder(request, maps):
    """What is published, in each language."""
    if request.param == "en":
        return maps
    return request.getfixturevalue("spanish") / "maps/bundled"


def read_dictionary(folder):
    return pd.read_csv(folder / "tables/dictionary.csv", dtype=str, keep_default_na=False)


def read_package(folder):
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def layers_of(path):
    return [layer for layer, _ in pyogrio.list_layers(path) if layer != "layer_styles"]


def test_frictionless_finds_nothing_wrong(folder):
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert report.valid
    # Every cell of every table was read, and of the other files every byte.
    kinds = {task.place: task.type for task in report.tasks}
    assert {kind for path, kind in kinds.items() if path.endswith(".csv")} == {"table"}
    assert {kind for path, kind in kinds.items() if not path.endswith(".csv")} == {"file"}


@pytest.mark.parametrize(
    ("file", "error"),
    [("tables/zones.csv", "type-error"), ("qgis/off_limits_mask.tif", "hash-count")],
)
def test_frictionless_would_find_a_change(maps, tmp_path, file, error):
    copy = shutil.copytree(maps, tmp_path / "maps")
    content = (copy / file).read_bytes()
    (copy / file).write_bytes(
        content.replace(b",2014,", b",MMXIV,") + b"x" * (error == "hash-count")
    )
    report = Package(str(copy / "datapackage.json")).validate()
    assert [error] in report.flatten(["type"])


def test_the_dictionary_has_every_field_of_every_table_and_layer(folder):
    found = {
        (file, layer): rows["field"].tolist()
        for (file, layer), rows in read_dictionary(folder).groupby(["file", "layer"])
    }
    expected = {}
    for table in (folder / "tables").glob("*.csv"):
        with table.open(encoding="utf-8") as lines:
            expected[f"tables/{table.name}", ""] = next(csv.reader(lines))
    for file in (folder / "qgis").glob("*.gpkg"):
        for layer in layers_of(file):
            about = pyogrio.read_info(file, layer=layer)
            expected[f"qgis/{file.name}", layer] = list(about["fields"])
    assert ("tables/dictionary.csv", "") in expected
    assert found == expected


def test_every_field_is_described_in_both_languages(maps, spanish):
    english, spanish = read_dictionary(maps), read_dictionary(spanish / "maps/bundled")
    for rows in (english, spanish):
        assert rows[["type", "name", "description"]].ne("").all(axis=None)
    assert english["description"].ne(spanish["description"]).all()
    assert english[["file", "layer", "field", "type", "unit"]].equals(
        spanish[["file", "layer", "field", "type", "unit"]]
    )


def test_a_zone_without_a_provider_says_what_it_is_made_of_in_its_language(maps, spanish):
    told = {}
    for language, folder in {"en": maps, "es": spanish / "maps/bundled"}.items():
        package = next((folder / "qgis").glob("*.gpkg"))
        zones = pyogrio.read_dataframe(package, layer="zones", read_geometry=False)
        assert zones["source"].notna().all()
        told[language] = set(zones.loc[zones["zone"].isin(["ecuador", "catatumbo"]), "source"])
    assert told == {"en": {"made of the municipal layer"}, "es": {"hecha con la capa municipal"}}


def test_codes_are_text_and_figures_have_units(maps):
    rows = read_dictionary(maps)
    codes = rows["field"].str.contains("divipola") | rows["field"].isin(["code", "department_code"])
    assert codes.sum() > 5
    assert set(rows.loc[codes, "type"]) == {"string"}
    assert set(rows.loc[rows["unit"] != "", "type"]) == {"number"}
    # The unit of these stands in the row.
    without = rows[(rows["type"] == "number") & (rows["unit"] == "")]["field"]
    assert without.str.startswith("computed").all()


def test_the_catalogue_has_every_file_with_its_size_and_hash(folder):
    told = {
        resource["path"]: (resource["bytes"], resource["hash"])
        for resource in read_package(folder)["resources"]
    }
    published = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in ("tables", "qgis", "figures")
        for path in (folder / part).rglob("*.*")
        if path.suffix not in {".qml", ".qmd"}  # how a raster is drawn and told is no data
    }
    assert told == {
        path: (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        for path, content in published.items()
    }


def test_the_catalogue_says_what_the_dictionary_says(folder):
    rows = read_dictionary(folder)
    package = read_package(folder)
    assert all(resource["title"] for resource in package["resources"])
    for resource in package["resources"]:
        own = rows[rows["file"] == resource["path"]]
        assert [layer["name"] for layer in resource.get("layers", [])] == list(
            own.loc[own["layer"] != "", "layer"].unique()
        )
        if "schema" in resource:
            fields = pd.DataFrame(resource["schema"]["fields"]).reindex(
                columns=["name", "type", "unit", "title", "description"], fill_value=""
            )
            assert fields.fillna("").to_numpy().tolist() == (
                own[["field", "type", "unit", "name", "description"]].to_numpy().tolist()
            )


def test_the_catalogue_tells_the_caveats_and_no_time(maps, spanish):
    package = read_package(maps)
    assert "do not show that any grower, or any field, moved" in package["description"]
    assert "Borders are approximate" in package["description"]
    assert "created" not in package
    # Nobody licensed the bundled facts, and nobody had to, but for the sampled cells.
    assert "licenses" not in package
    terms = {"no licence needed" in source["title"] for source in package["sources"]}
    licensed = [s["title"] for s in package["sources"] if "no licence needed" not in s["title"]]
    assert terms == {True, False}
    assert ["CC BY-SA 4.0" in title for title in licensed] == [True]
    assert "Los límites son aproximados" in read_package(spanish / "maps/bundled")["description"]


def test_keys_are_those_of_the_guide():
    guide = (ROOT / "docs/outputs.md").read_text("utf-8")
    for name, key in datapackage.KEYS.items():
        section = guide.partition(f"### `{name}.csv`")[2].partition("\n#")[0]
        assert re.search(r"key\s+`([\w, ]+)`", section)[1].split(", ") == key, name
