"""A dataset's file is read strictly, and every fault names the file."""

import re
import shutil

import geopandas as gpd
import pytest
import yaml
from shapely import box

from cocashift import coverage, datasets
from cocashift.errors import InputError
from tests.conftest import ROOT

SCHEMA = yaml.safe_load((ROOT / "workflow/schemas/dataset.schema.yaml").read_text("utf-8"))
LAYER = "path: a.gpkg, layout: polygons, code: c, provider: x, licence: y, vintage: z"
COCA = "path: c.csv, layout: tidy, provider: x, licence: y, vintage: z"
PLAIN = f"title: Añil\nlayers:\n  municipalities: {{{LAYER}}}\n  coca: {{{COCA}}}\n"


def read(tmp_path, text):
    path = tmp_path / "mine.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return datasets.read(path, SCHEMA)


def test_a_byte_order_mark_and_days_without_quotes_are_read(tmp_path):
    parks = "  parks: {<<: *p, name: n, until: 2013-08-20}\n"
    text = "\ufeff" + PLAIN.replace("municipalities: {", "municipalities: &p {") + parks
    found = read(tmp_path, text)
    assert found["title"] == "Añil"
    assert found["layers"]["parks"]["until"] == "2013-08-20"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PLAIN.encode("cp1252"), "the file is not UTF-8. Save it as UTF-8"),
        (PLAIN.encode("utf-16"), "the file is not UTF-8"),
        ("title: [", "cannot be read as YAML"),
        ("", "None is not of type 'object'"),
        ("- a\n", "is not of type 'object'"),
        (PLAIN + "title: again\n", "line 5: the key 'title' comes twice"),
        (PLAIN + f"  coca: {{{COCA}}}\n", "line 5: the key 'coca' comes twice"),
        (PLAIN.replace("vintage: z", "vintage: 2018"), "Write it in quotes, as text"),
        (PLAIN + "2013: x\n", "the key 2013 is no text"),
        (PLAIN.replace("vintage: z", "vintage: 2013-19-45", 1), "cannot be read as YAML"),
        (
            PLAIN.replace("vintage: z", "vintage: z, from: '2013-02-30'", 1),
            "'2013-02-30' is no day",
        ),
        (
            PLAIN.replace("vintage: z", "vintage: z, from: 2014-01-01, until: 2013-01-01", 1),
            "`until` comes before `from`",
        ),
        ("a: &a [*a]\n", "refers to itself"),
        ("[" * 3_000, "cannot be read as YAML"),
        ("!!python/object/apply:os.system ['true']", "cannot be read as YAML"),
        (
            "a0: &a0 [x, x]\n"
            + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)),
            "unfold to too much",
        ),
        ("title: x\nlayers: {coca: {rows: [1, -.inf]}}\n", "a number is infinite, or `.nan`"),
    ],
)
def test_what_is_wrong_is_told_with_the_file(tmp_path, text, message):
    with pytest.raises(InputError, match=re.escape(message)) as told:
        read(tmp_path, text)
    assert "mine.yaml" in str(told.value)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("2009,2012", [2009, 2012]),
        ("[2009, 2012]", [2009, 2012]),
        ("(2009,2012)", [2009, 2012]),
        ((2009, 2012), [2009, 2012]),
        (["2009", 2012], [2009, 2012]),
        ("2009", [2009]),
        ("nineteen", "nineteen"),
        (2009, 2009),
        (None, None),
    ],
)
def test_years_are_taken_as_a_command_line_gives_them(given, found):
    assert datasets.years(given) == found


@pytest.mark.parametrize("kind", ["gpkg", "shp", "geojson", "zip", "fgb", "parquet"])
@pytest.mark.parametrize("count", [3, 1100])
def test_a_layer_of_few_municipalities_is_a_part_of_the_country(tmp_path, kind, count):
    squares = [box(-75 + n / 1000, 3, -74.999 + n / 1000, 3.001) for n in range(count)]
    frame = gpd.GeoDataFrame({"code": range(count)}, geometry=squares, crs=4326)
    path = tmp_path / f"m.{kind}"
    if kind == "zip":
        (tmp_path / "parts").mkdir()
        frame.to_file(tmp_path / "parts/m.shp")
        shutil.make_archive(str(tmp_path / "m"), "zip", tmp_path / "parts")
    elif kind == "parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path)
    assert coverage.part({"path": str(path)}) == (3 if count == 3 else 0)
    if kind != "parquet":
        assert coverage.part({"path": str(path), "where": "code < 2"}) == 2


@pytest.mark.parametrize("name", ["m.gpkg", "m.zip", "m.shp", "m.parquet", "none.gpkg"])
def test_a_file_that_does_not_tell_is_taken_for_the_country(tmp_path, name):
    if name[0] == "m":
        (tmp_path / name).write_bytes(b"PK\x03\x04 odd")
    assert coverage.part({"path": str(tmp_path / name)}) == 0
