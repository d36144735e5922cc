"""The benchmarks compare methods that answer one question, and write down what they found."""

import numpy as np
import pandas as pd
import pytest

from benchmarks import country, overlay
from benchmarks.methods import METHODS, Clock


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drawn")
    country.write(folder, times=0.03)
    np.save(folder / "pairs.npy", METHODS["pairs"](folder, Clock()))
    return folder


# The others need packages that only `make bench` installs.
@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("cocashift_areas", 1e-9),
        ("cocashift_pieces", 1e-9),
        ("cocashift_areas_by_region", 1e-9),
        ("cocashift_pieces_by_region", 1e-9),
        ("geopandas_raw", 1e-9),
        ("geopandas_exploded", 1e-9),
        ("geopandas_dissolved", 1e-9),
        ("exactextract", 0.5),
        ("counted", 0.5),
    ],
)
def test_methods_answer_one_question(drawn, method, error):
    clock = Clock()
    np.save(drawn / f"{method}.npy", METHODS[method](drawn, clock))
    found = overlay.errors(method, drawn)
    assert found["worst_error"] <= error
    assert found["total_error"] <= error / 10
    assert 0 < clock.processor < 60


def test_a_method_that_fails_is_told_and_not_left_out(drawn, tmp_path):
    row = overlay.measured("pairs", tmp_path, "1")
    assert row == {"size": "1", "method": "pairs", "note": "failed: FileNotFoundError"}
    good = {"size": "1", "method": "pairs", "seconds": 2.0, "processor_s": 3.0, "peak_mb": 99.0}
    good |= overlay.errors("pairs", drawn)
    quick = good | {"method": "cocashift_areas", "processor_s": 1.0}
    text = overlay.table(pd.DataFrame([good, quick, row | {"method": "duckdb"}]))
    lines = text.splitlines()[2:]
    assert [line.split(" | ")[0][2:] for line in lines] == [
        overlay.SAID[method] for method in ("cocashift_areas", "pairs", "duckdb")
    ]
    assert "| 3.00 |" in lines[0]
    assert "failed: FileNotFoundError" in lines[2]


def test_tables_stand_between_their_marks_and_nothing_else_moves(tmp_path, monkeypatch):
    guide = tmp_path / "guide.md"
    guide.write_text("# A\n\n<!-- b -->\nold\n<!-- end of b -->\n\nafter\n", "utf-8")
    monkeypatch.setattr(overlay, "GUIDE", guide)
    for _ in range(2):
        overlay.replace("b", "new")
    assert guide.read_text("utf-8") == "# A\n\n<!-- b -->\n\nnew\n\n<!-- end of b -->\n\nafter\n"


def test_the_guide_has_both_marks():
    text = overlay.GUIDE.read_text("utf-8")
    for mark in ("overlay", "line"):
        assert f"<!-- {mark} -->\n" in text
        assert f"<!-- end of {mark} -->" in text
