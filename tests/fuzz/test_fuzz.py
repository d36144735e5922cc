"""A sample of the fuzzer's inputs, and changes that must not change what is read."""

import io
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cocashift.harmonise import polygons, tables
from tests.fuzz import readers, run

# Of the whole suite's time.
SECONDS = 35
PER_READER = 40


def test_a_sample_of_spoilt_inputs_is_read_or_told():
    # Other inputs than `make fuzz` has tried, and each day others.
    first = 100_000 + date.today().toordinal() * PER_READER
    inputs = PER_READER * len(readers.READERS)
    counts, failures = run.run(inputs, seconds=SECONDS, first=first)
    assert failures == []
    assert all(sum(of.values()) for of in counts.values())


def test_the_fuzzer_sees_what_it_looks_for(tmp_path):
    """Readers that are wrong in known ways are found out."""

    def reader(read):
        return run.Reader("toy", readers.READERS[0].make, lambda content, _: content, read)

    def told(read):
        run.SOUND.pop("toy", None)
        return run.attempt(reader(read), 0, tmp_path / "input")[0]

    def raises(error):
        def read(_):
            raise error

        return read

    assert told(lambda _: None) == "read"
    assert told(raises(run.InputError("coca.csv: odd"))) == "told"
    assert told(raises(run.InputError("odd"))) == "file not named"
    assert told(raises(KeyError("odd"))) == "traceback"
    assert told(raises(RecursionError())) == "traceback"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    record, _ = tables.read(
        str(readers.READERS[0].make(folder)), readers.SOURCE | {"layout": "portal"}, "coca_ha"
    )
    return folder, record


CELLS = pd.read_csv(io.StringIO(readers.PORTAL), dtype="str", keep_default_na=False)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.permutations(range(len(CELLS))),
    columns=st.permutations(range(len(CELLS.columns))),
    separator=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.booleans(),
    quoting=st.sampled_from([0, 1]),
)
def test_how_a_table_was_saved_does_not_change_what_is_read(
    sound, rows, columns, separator, end, mark, quoting
):
    folder, record = sound
    text = CELLS.iloc[rows, columns].to_csv(
        index=False, sep=separator, lineterminator=end, quoting=quoting
    )
    (folder / "again.csv").write_bytes((b"\xef\xbb\xbf" if mark else b"") + text.encode())
    layer = readers.SOURCE | {"layout": "portal"}
    again, _ = tables.read(str(folder / "again.csv"), layer, "coca_ha")
    pd.testing.assert_frame_equal(again, record)


@pytest.mark.parametrize("kind", ["gpkg", "geojson", "shp", "fgb", "parquet"])
@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 1, 0, 2]])
def test_how_a_layer_was_saved_does_not_change_what_is_read(tmp_path, kind, order):
    frame = readers.UNITS.iloc[order].to_crs("EPSG:4326").assign(extra=1.5)
    path = tmp_path / f"units.{kind}"
    if kind == "parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path, engine="pyogrio")
    layer = readers.SOURCE | {"layout": "polygons", "code": "CODE", "name": "NAME"}
    units, _ = polygons.read(str(path), layer, readers.PUBLISH)
    found = units.sort_values("label", ignore_index=True)
    assert found["label"].tolist() == readers.CODES
    assert found["name"].tolist() == readers.UNITS["NAME"].tolist()
    expected = readers.UNITS.to_crs(readers.AREA).area
    assert np.allclose(gpd.GeoSeries(found.geometry).to_crs(readers.AREA).area, expected)
