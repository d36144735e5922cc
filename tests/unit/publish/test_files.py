import json

import geopandas as gpd
import pandas as pd
import pyarrow.parquet
import pytest

from cocashift.publish import files


def test_a_failed_write_leaves_the_old_file_and_no_draft(tmp_path):
    path = tmp_path / "table.csv"
    files.write_table(pd.DataFrame({"a": [1]}), str(path))

    class Broken(pd.DataFrame):
        def round(self, *_):
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        files.write_table(Broken({"a": [2]}), str(path))
    assert path.read_text() == "a\n1\n"
    assert [file.name for file in tmp_path.iterdir()] == ["table.csv"]


def test_geoparquet_is_of_version_1_1_and_comes_back_as_it_was(tmp_path, two_squares):
    path = tmp_path / "squares.parquet"
    files.write_geoparquet(two_squares.to_crs("EPSG:9377"), str(path))
    about = json.loads(pyarrow.parquet.read_schema(path).metadata[b"geo"])
    assert about["version"] == "1.1.0"
    assert about["columns"]["geometry"]["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    read = gpd.read_parquet(path)
    assert read.crs.to_epsg() == 9377
    assert read["divipola"].tolist() == ["01001", "02001"]
    assert read.to_crs(two_squares.crs).area.tolist() == pytest.approx([1e6, 1e6])
