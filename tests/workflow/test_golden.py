"""The bundled dataset's figures are those that were committed, and a number that moves is told."""

import pandas as pd
import pytest
import yaml

from cocashift.publish.catalogue import datapackage, moved
from tests.conftest import ROOT

GOLDEN = sorted((ROOT / "tests/golden").glob("*.csv"))
TOLERANCES = yaml.safe_load((ROOT / "tests/golden/tolerances.yaml").read_text("utf-8"))
MEANT = "If it is meant, run `make golden` and commit the files with the reason."


def moves(table: str, golden, found, tolerances=TOLERANCES) -> pd.DataFrame:
    """What moved beyond its tolerance."""
    tolerance = tolerances.get(table, tolerances["default"])
    return moved.between(golden, found, datapackage.KEYS[table], **tolerance)


def read(path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_figures_are_the_golden_ones(maps, path):
    found = moves(path.stem, read(path), read(maps / "tables" / path.name))
    assert found.empty, f"{path.stem}: what moved\n{found.to_string(index=False)}\n{MEANT}"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_figure_that_moves_by_a_thousandth_is_seen(path):
    golden = read(path)
    for column in golden:
        figures = pd.to_numeric(golden[column], errors="coerce")
        rows = figures.index[figures.abs() > 0.01]
        if not figures.notna().any() or not len(rows) or column in datapackage.KEYS[path.stem]:
            continue
        spoilt = golden.copy()
        spoilt.loc[rows[-1], column] = str(figures[rows[-1]] * 1.001)
        found = moves(path.stem, golden, spoilt)
        assert found["column"].tolist() == [column]


def test_golden_files_are_small():
    assert len(GOLDEN) >= 8
    assert sum(path.stat().st_size for path in GOLDEN) < 100_000
