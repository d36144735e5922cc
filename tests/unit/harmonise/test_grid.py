"""The full grid: a CSV whose codes say where cells lie, or polygons, for any years."""

import time

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import box

from cocashift.errors import InputError
from cocashift.harmonise import grid, simci_grid
from tests.unit.conftest import coca, frame, municipality

# As the portal names them.
YEARS = {
    **{str(year): f"areacoca_{year}" for year in range(2001, 2022)},
    "2004": "areacoca2004",
    "2022": "coca2022_",
    "2023": "areacoca2023",
    "2024": "areacoca2024",
}
LAYER = {"layout": "cells", "vintage": "of today"}


def read(tmp_path, text, **layer):
    path = tmp_path / "grid.csv"
    path.write_text(text, "utf-8")
    return grid.read(str(path), LAYER | layer)


def counts(readings):
    return {item: (count, detail) for item, count, detail in readings if count is not None}


def test_a_table_of_all_years_is_placed_by_its_codes(tmp_path):
    head = ",".join(["grilla1", *YEARS.values()])
    rows = ["33_37_2_22" + ",1.5" * 24, "104_5_3_9" + ",0" * 23 + ","]
    cells, readings = read(tmp_path, "\n".join([head, *rows]))
    assert list(cells.columns) == [*sorted(YEARS), "geometry"]
    assert cells["2004"].tolist() == [1.5, 0.0]
    assert np.isnan(cells["2024"][1])  # a blank is missing, and no zero
    codes = pd.Series(["33_37_2_22", "104_5_3_9"])
    assert cells.geometry.geom_equals(simci_grid.squares(codes)).all()
    assert counts(readings)["cells_missing"] == (1, "2024: 1")
    assert counts(readings)["rows"] == (2, "cells")


def test_semicolons_and_decimal_commas_are_read(tmp_path):
    cells, _ = read(tmp_path, "AREACOCA_2013;GRILLA1\n1,25;33_37_2_22\n;33_37_2_23\n")
    assert cells["2013"].tolist()[0] == 1.25
    assert np.isnan(cells["2013"][1])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("grilla1,coca\n33_37_2_22,1\n", "no field names coca and a year"),
        ("code,areacoca_2013\n33_37_2_22,1\n", "no column 'grilla1' or 'cell'"),
        ("grilla1,areacoca_2013,coca2013_\n33_37_2_22,1,1\n", "both name 2013"),
        ("grilla1,areacoca_2013\n33_37_2_22,1\n33_37_2_22,1\n", "line 3: cell .* comes twice"),
        ("grilla1,areacoca_2013\n33_37_2,1\n", "line 2, column 'grilla1': '33_37_2' is no code"),
        (
            "grilla1,areacoca_2013\n33_37_2_22,1\n33_37_2_23,x\n",
            "line 3, column 'areacoca_2013': 'x': no figure",
        ),
        (
            "grilla1,areacoca_2013\n33_37_2_22,1\n33_37_2_23,-2\n",
            "line 3, field 'areacoca_2013': negative hectares",
        ),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, text, told):
    with pytest.raises(InputError, match=f"^grid.csv: .*{told}|^grid.csv: {told}"):
        read(tmp_path, text)


def test_polygons_give_the_same_cells(tmp_path):
    text = "grilla1,areacoca_2013,coca2022_\n33_37_2_22,1.5,\n33_37_2_23,2,3\n"
    by_code, _ = read(tmp_path, text)
    drawn = by_code.rename(columns={"2013": "areacoca_2013", "2022": "coca2022_"})
    drawn.to_file(tmp_path / "grid.gpkg")
    layer = {"layout": "polygons", "vintage": "of today"}
    by_shape, _ = grid.read(str(tmp_path / "grid.gpkg"), layer)
    assert by_shape[["2013", "2022"]].equals(by_code[["2013", "2022"]])
    assert by_shape.geometry.geom_equals(by_code.geometry).all()


def drawn(tmp_path, **fields):
    squares = simci_grid.squares(pd.Series([f"33_37_2_{cell}" for cell in (22, 23, 24)]))
    gpd.GeoDataFrame(fields, geometry=squares.array).to_file(tmp_path / "grid.gpkg")
    return grid.read(str(tmp_path / "grid.gpkg"), LAYER | {"layout": "polygons"})


def test_polygons_whose_figures_are_text_are_read_as_a_table_is(tmp_path):
    cells, readings = drawn(tmp_path, areacoca_2013=["1,25", " ", None], coca2014_=[1.5, np.nan, 2])
    assert cells["2013"].fillna(-1).tolist() == [1.25, -1, -1]
    assert counts(readings)["decimal_commas"] == (1, "")
    assert counts(readings)["cells_missing"] == (3, "2013: 2, 2014: 1")


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (["1", "2", "x"], "row 3, column 'areacoca_2013': 'x': no figure"),
        ([1, -2, 3], "row 2, field 'areacoca_2013': negative hectares"),
        ([1, 2, np.inf], "row 3, field 'areacoca_2013': infinite hectares"),
    ],
)
def test_a_polygon_whose_figure_is_none_is_named_by_its_row(tmp_path, figures, told):
    with pytest.raises(InputError, match=f"^grid.gpkg: {told}"):
        drawn(tmp_path, areacoca_2013=figures)


def test_a_year_that_a_field_names_otherwise_is_told(tmp_path):
    _, readings = drawn(tmp_path, areacoca_2013=[1, 2, 3], coca_2012b=[1, 2, 3], n=[2012] * 3)
    assert counts(readings)["columns_unread"] == (1, "'coca_2012b'")


def test_years_are_held_against_the_table():
    years = [2010, 2011, 2012, 2013, 2014]
    recorded = coca({"01001": (6000, 6000, 6000, 6000, 6000)}, years)
    square = box(0, 0, 1000, 1000)
    sums = {"2010": 5000.0, "2011": 7000.0, "2012": 5000.0, "2013": 6004.0, "2015": 1.0}
    cells = gpd.GeoDataFrame(
        {year: [hectares, 0.0] for year, hectares in sums.items()} | {"2014": [np.nan, np.nan]},
        geometry=[square, box(9000, 0, 9500, 500)],
        crs="EPSG:6933",
    )
    found = counts(grid.hold_against(cells, recorded, frame(municipality("01001", square))))
    assert found == {
        "grid_agrees": (1, "2013"),
        "grid_unadjusted": (1, "2010: 5,000 ha instead of 6,000 ha"),
        "grid_apart": (
            2,
            "2011: 7,000 ha instead of 6,000 ha; 2012: 5,000 ha instead of 6,000 ha",
        ),
        "cells_outside": (1, "at most 0.0 ha (2010)"),
    }


def test_a_grid_of_real_size_is_read_in_seconds(tmp_path):
    """All cells of 12 rows of blocks: 120,000 rows, 24 years, most of them blank or none."""
    random = np.random.default_rng(1)
    blocks = random.choice(np.arange(16, 145), 48, replace=False)
    codes = [
        f"{block}_{tenth}_{quarter}_{cell}"
        for block in blocks
        for tenth in range(1, 101)
        for quarter in range(1, 5)
        for cell in range(1, 26)
    ]
    codes = random.choice(codes, 120_000, replace=False)
    hectares = random.lognormal(1, 1.3, (len(codes), len(YEARS))).round(4)
    kind = random.random(hectares.shape)
    table = pd.DataFrame(np.where(kind < 0.2, hectares, 0.0), columns=list(YEARS.values()))
    table = table.mask(kind > 0.5)
    table.insert(0, "grilla1", codes)
    table.to_csv(tmp_path / "grid.csv", index=False)
    begun = time.process_time()
    cells, readings = grid.read(str(tmp_path / "grid.csv"), LAYER)
    assert time.process_time() - begun < 30
    assert len(cells) == 120_000
    sums = table.drop(columns="grilla1").sum()
    for year, field in YEARS.items():
        assert cells[year].sum() == pytest.approx(sums[field])
    assert counts(readings)["cells_missing"][0] == int((kind > 0.5).sum())
