"""The record of a run: what repeats it, and nothing that varies."""

import hashlib
import json
import platform

import numpy as np
import pandas as pd

from cocashift.publish.catalogue import record

MADE_FROM = {
    "version": "1.2.3",
    "commit": None,
    "modified": None,
    "lock": "a" * 64,
    "packages": ["numpy", "no-such-package"],
    "configuration": {"dataset": "/home/ana/mine.yaml", "years": [2013, 2014]},
    "description": {
        "layers": {"parks": [{"path": "C:\\data\\parks.gpkg"}, {"path": "$DATA/b.shp"}]}
    },
}
NONE = pd.DataFrame(columns=["layer", "file", "item", "count", "detail"], dtype=str)


def test_a_checksum_is_the_one_of_what_was_read_or_else_of_the_file(tmp_path):
    file = tmp_path / "series.csv"
    file.write_bytes(b"year,ha\n")
    part = {"path": "/gone/zones.gpkg", "layer": "park"}
    sources = {"parks": [part], "national": [{"path": str(file)}]}
    quality = pd.DataFrame(
        [["parks", "zones.gpkg: park", "sha256", "", "b" * 64]], columns=NONE.columns
    )
    found = record.describe("toy", MADE_FROM, sources, quality)["inputs"]
    assert found == [
        {"layer": "parks", "file": "zones.gpkg", "sha256": "b" * 64},
        {
            "layer": "national",
            "file": "series.csv",
            "sha256": hashlib.sha256(b"year,ha\n").hexdigest(),
        },
    ]


def test_two_files_of_one_name_in_one_layer_are_told_apart(tmp_path):
    parts, rows = [], []
    for year in ("2013", "2014"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "parks.csv").write_text(year, "utf-8")
        parts.append({"path": str(tmp_path / year / "parks.csv")})
        digest = hashlib.sha256(year.encode()).hexdigest()
        rows.append(["parks", "parks.csv", "sha256", "", digest])
    quality = pd.DataFrame(rows, columns=NONE.columns)
    found = record.describe("toy", MADE_FROM, {"parks": parts}, quality)["inputs"]
    assert [each["sha256"] for each in found] == [row[-1] for row in rows]


def test_no_absolute_path_is_told_and_others_stay():
    found = record.describe("toy", MADE_FROM, {}, NONE)
    assert found["configuration"] == {"dataset": "mine.yaml", "years": [2013, 2014]}
    paths = [part["path"] for part in found["description"]["layers"]["parks"]]
    assert paths == ["parks.gpkg", "$DATA/b.shp"]
    assert json.loads(json.dumps(found)) == found


def test_versions_are_those_that_run():
    software = record.describe("toy", MADE_FROM, {}, NONE)["software"]
    assert software["python"] == platform.python_version()
    assert software["packages"] == {"no-such-package": None, "numpy": np.__version__}
    assert all(software[name][0].isdigit() for name in ("GDAL", "GEOS", "PROJ"))
