"""Codes of the grid say where cells lie: held against the positions that the bundled cells have."""

import geopandas as gpd
import pandas as pd
import pytest

from cocashift.errors import InputError
from cocashift.harmonise import simci_grid
from tests.conftest import ROOT

CELLS = ROOT / "data/raw/bundled/coca_cells.csv"


def codes(*values):
    places = [f"line {number}" for number in range(2, len(values) + 2)]
    return pd.Series(values, index=places, name="grilla1")


@pytest.mark.parametrize(
    ("code", "corner"),
    [
        ("15_1_1_1", (1_040_000, 1_623_000)),  # the first cell of a row of blocks
        ("15_1_1_2", (1_041_000, 1_623_000)),  # the next one to the east
        ("15_1_1_6", (1_040_000, 1_622_000)),  # the first of the row below
        ("15_1_2_1", (1_045_000, 1_623_000)),
        ("15_1_3_1", (1_040_000, 1_618_000)),
        ("15_2_1_1", (1_050_000, 1_623_000)),
        ("15_11_1_1", (1_040_000, 1_613_000)),
        ("15_100_4_25", (1_139_000, 1_524_000)),  # the last cell of the block
        ("16_1_1_1", (540_000, 1_523_000)),  # the next row begins further west
    ],
)
def test_a_code_counts_row_by_row_from_the_north_west(code, corner):
    west, _, _, north = simci_grid.squares(codes(code)).total_bounds
    assert (west, north) == corner


def test_every_bundled_cell_lies_where_its_code_says():
    table = pd.read_csv(CELLS, dtype={"cell": "str"})
    stated = gpd.GeoSeries.from_xy(table["lon"], table["lat"], crs="EPSG:4326")
    apart = simci_grid.centres(table["cell"]).distance(stated.to_crs(simci_grid.CRS))
    assert len(table) == 18_197
    assert apart.max() < 10  # positions are printed to four decimals of a degree


def test_squares_are_one_kilometre_and_centres_their_middle():
    cells = codes("33_37_2_22", "104_5_3_9")
    squares = simci_grid.squares(cells)
    assert squares.area.tolist() == [1e6, 1e6]
    assert squares.crs == simci_grid.CRS
    assert squares.centroid.distance(simci_grid.centres(cells)).max() == 0


@pytest.mark.parametrize(
    "odd",
    ["33_37_2", "33_37_2_26", "33_101_1_1", "33_0_1_1", "2_1_1_1", "999_1_1_1", "a_1_1_1", ""],
)
def test_what_is_no_code_is_named_with_its_place(odd):
    with pytest.raises(InputError, match=f"line 3, column 'grilla1': '{odd}' is no code"):
        simci_grid.squares(codes("33_37_2_22", odd))
