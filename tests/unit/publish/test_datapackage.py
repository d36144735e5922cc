import pandas as pd
import pytest

from cocashift.publish.catalogue import datapackage, dictionary
from cocashift.publish.results import Publication
from cocashift.words import Words

FILE = "tables/series.csv"
LAYER = {"provider": "DANE", "vintage": "2018", "licence": "not stated"}


def describe(rows=(("", "2014", "8.0"),), name="toy", layers=(LAYER,), others=()):
    """The descriptor of a folder with one table."""
    columns = ["code", "year", "coca_ha"]
    words = Words("en")
    return datapackage.describe(
        name,
        dictionary.describe({FILE: columns}, {}, {}, words),
        {FILE: pd.DataFrame(rows, columns=columns).assign(level="zone", method="areal")},
        {FILE: (10, "ab")} | dict.fromkeys(others, (20, "cd")),
        Publication(years=[2013, 2014], dataset={"title": "Toy"}, sources={"parks": list(layers)}),
    )


def test_a_table_has_typed_fields_with_units():
    (table,) = describe()["resources"]
    assert (table["name"], table["path"]) == ("series", FILE)
    assert table["title"] == Words("en")("index.file.series")
    assert (table["bytes"], table["hash"]) == (10, "sha256:ab")
    code, year, coca = table["schema"]["fields"]
    assert (code["type"], year["type"], coca["type"]) == ("string", "integer", "number")
    assert coca["unit"] == "ha"
    assert "unit" not in code


@pytest.mark.parametrize(
    ("rows", "has_key"),
    [
        ([("05", "2013", "8"), ("05", "2014", "9")], True),
        ([("05", "2013", "8"), ("05", "2013", "9")], False),
        ([("", "2013", "8"), ("05", "2013", "9")], False),
        ([], True),
    ],
)
def test_a_key_is_named_where_it_is_unique_and_whole(rows, has_key):
    (table,) = describe(rows)["resources"]
    assert ("primaryKey" in table["schema"]) == has_key


def test_other_files_go_by_their_suffix():
    paths = ["qgis/toy.gpkg", "qgis/toy.tif", "qgis/toy.parquet", "qgis/toy.qgz"]
    files = describe(others=paths)["resources"][1:]
    assert [file["name"] for file in files] == [path.removeprefix("qgis/") for path in paths]
    assert [file["format"] for file in files] == ["gpkg", "tif", "geoparquet", "qgz"]
    assert not any("schema" in file or "type" in file for file in files)
    with pytest.raises(KeyError):
        describe(others=["qgis/toy.docx"])


def test_figures_go_by_what_they_show():
    paths = [f"figures/growth-88mm.{form}" for form in ("png", "pdf", "svg")]
    files = describe(others=paths)["resources"][1:]
    kinds = ["image/png", "application/pdf", "image/svg+xml"]
    assert [file["mediatype"] for file in files] == kinds
    assert {file["title"] for file in files} == {"Change inside and outside, 88 mm wide"}


def test_terms_are_told_as_they_are_and_promise_no_more():
    package = describe(layers=[LAYER, LAYER | {"licence": "CC BY 4.0"}])
    assert "licenses" not in package
    assert [source["title"] for source in package["sources"]] == [
        "National parks: DANE. Licence: not stated",
        "National parks: DANE. Licence: CC BY 4.0",
    ]
    assert package["sources"][0]["version"] == "2018"
    named = describe(layers=[LAYER | {"licence": "CC BY 4.0"}])["licenses"]
    assert named == [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]


def test_a_source_has_its_address_and_no_path_of_this_machine():
    part = LAYER | {"address": "https://host.example/parks.zip", "path": "/home/me/parks.zip"}
    package = describe(layers=[part])
    assert package["sources"][0]["path"] == part["address"]
    assert "/home/me" not in str(package)


def test_a_name_is_fit_for_addresses():
    assert describe(name="My Layers (2)")["name"] == "cocashift-my-layers-2-"
