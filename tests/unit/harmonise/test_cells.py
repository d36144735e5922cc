"""Sampled cells: read from a table by position or code, or from points and squares."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from cocashift.errors import InputError
from cocashift.harmonise import cells, simci_grid
from tests.unit.conftest import frame, municipality

CODES = pd.Series(["33_37_2_22", "33_37_3_13"])
LAYER = {"layout": "cells", "vintage": "of today"}


def read(tmp_path, text, **layer):
    path = tmp_path / "cells.csv"
    path.write_text(text, "utf-8")
    return cells.read(str(path), LAYER | layer)


def counts(readings):
    return {item: count for item, count, _ in readings if count is not None}


def test_a_table_without_position_is_placed_by_its_codes(tmp_path):
    found, readings = read(tmp_path, "GRILLA1;coca_ha\n33_37_2_22;1,5\n33_37_3_13;2\n")
    assert found["coca_ha"].tolist() == [1.5, 2.0]
    assert found.geometry.distance(simci_grid.centres(CODES)).max() == 0
    assert counts(readings) == {"sampled_cells": 2, "decimal_commas": 1}


def test_position_comes_before_code_and_both_are_compared(tmp_path):
    text = "cell,lon,lat,coca_ha\n33_37_2_22,-74.9240,7.2042,1\n33_37_3_13,-74.5,7.1771,2\n"
    found, readings = read(tmp_path, text)
    apart = found.geometry.distance(simci_grid.centres(CODES))
    assert apart.iloc[0] < 10
    assert apart.iloc[1] > 40_000
    assert counts(readings)["cells_apart"] == 1


def test_a_cell_without_figure_is_missing_and_not_zero(tmp_path):
    found, readings = read(tmp_path, "cell,coca_ha\n33_37_2_22,\n33_37_3_13,0\n33_37_3_14,3\n")
    assert found["coca_ha"].tolist() == [0.0, 3.0]
    assert counts(readings)["cells_missing"] == 1


@pytest.mark.parametrize("layout", ["points", "polygons"])
def test_points_and_squares_count_at_their_centre(tmp_path, layout):
    shapes = {"points": simci_grid.centres, "polygons": simci_grid.squares}[layout](CODES)
    table = gpd.GeoDataFrame({"ha": [1.0, 2.0]}, geometry=shapes).to_crs("EPSG:4326")
    table.loc[2] = {"ha": 5.0, "geometry": None}
    table.to_file(tmp_path / "cells.gpkg")
    layer = LAYER | {"layout": layout, "hectares": "ha"}
    found, readings = cells.read(str(tmp_path / "cells.gpkg"), layer)
    assert found["coca_ha"].tolist() == [1.0, 2.0]
    assert found.geometry.distance(simci_grid.centres(CODES)).max() < 1
    assert counts(readings)["no_geometry"] == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("cell,ha\n33_37_2_22,1\n", "no column 'coca_ha'; the columns are cell, ha. .*`hectares:`"),
        ("name,coca_ha\nx,1\n", "no column 'cell' or 'grilla1'.*`code:`"),
        ("cell,coca_ha\n33_37,1\n", "line 2, column 'cell': '33_37' is no code"),
        ("cell,coca_ha\n33_37_2_22,-1\n", "line 2: -1 ha is negative"),
        ("cell,coca_ha\n33_37_2_22,many\n", "line 2: 'many': no figure"),
        ("cell,coca_ha\n33_37_2_22,1\n33_37_2_22,2\n", "line 3: cell 33_37_2_22 comes twice"),
        ("cell,coca_ha\n33_37_2_22,0\n", "no cell has hectares"),
        ("lon,lat,coca_ha\n7.2,-74.9,1\n", "wrong order"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, text, told):
    with pytest.raises(InputError, match=f"cells.csv: .*{told}|cells.csv: {told}"):
        read(tmp_path, text)


def test_a_layer_without_geometry_is_told(tmp_path):
    gpd.GeoDataFrame({"coca_ha": [1.0]}, geometry=[shapely.Point(0, 0)]).to_file(
        tmp_path / "cells.gpkg"
    )
    with pytest.raises(InputError, match=r"no geometry, or no CRS"):
        cells.read(str(tmp_path / "cells.gpkg"), LAYER | {"layout": "points"})


def test_cells_in_no_municipality_and_in_another_are_counted():
    pieces = frame(
        municipality("01001", shapely.box(0, 0, 1000, 1000)),
        municipality("02001", shapely.box(1000, 0, 2000, 1000)),
    )
    sampled = gpd.GeoDataFrame(
        {"divipola": ["01001", "01001", None, "02001"], "coca_ha": [1.0, 2.0, 4.0, 8.0]},
        geometry=gpd.points_from_xy([500, 1500, 1500, 5000], [500] * 4),
        crs=pieces.crs,
    )
    assert cells.hold_against(sampled, pieces) == [
        ("cells_outside", 1, "8 ha"),
        ("cells_elsewhere", 1, "2 ha"),
    ]
