import json

import geopandas as gpd
import pandas as pd
import pyarrow.parquet
import pytest

from cocashift.harmonise import delimited
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


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+cmd", "'+cmd"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("'=1", "''=1"),
        ("'-7", "''-7"),
        ("-7.25", "-7.25"),
        ("Ñandú - Sur", "Ñandú - Sur"),
        ("O'Higgins", "O'Higgins"),
    ],
)
def test_a_text_is_no_formula_in_a_spreadsheet_and_comes_back_as_it_was(tmp_path, text, cell):
    path = tmp_path / "table.csv"
    files.write_table(pd.DataFrame({"name": [text], "ha": [-7.25]}), str(path))
    assert path.read_text("utf-8").splitlines()[1] == f"{cell},-7.25"
    back = delimited.read(path, "name")
    assert back.iloc[0].tolist() == [text, "-7.25"]


def test_control_characters_are_written_out(tmp_path):
    path = tmp_path / "table.csv"
    files.write_table(pd.DataFrame({"name": ["\x1b[31mred", None]}), str(path))
    assert path.read_text("utf-8").splitlines()[1] == "\\x1b[31mred"


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
