"""The same figures in the four layouts that the coca table comes in."""

import json

import openpyxl
import pandas as pd
import pytest

from cocashift.errors import InputError
from cocashift.harmonise import layouts, tables

PORTAL = (
    "CODDEPTO,DEPARTAMENTO,CODMPIO,MUNICIPIO,2013,2014\n"
    '5,ANTIOQUIA,5031,AMALFI,48.0,"1,040.5"\n'
    "19,CAUCA,19050,ARGELIA ,- 0,5\n"
    "52,NARIÑO,52019,ALBÁN,7,\n"
)
JSON = [
    {"coddepto": "5", "codmpio": "5031", "municipio": "AMALFI", "_2013": "48", "_2014": "1040.5"},
    {"coddepto": "19", "codmpio": "19050", "municipio": "ARGELIA", "_2013": "0", "_2014": "5"},
    {"coddepto": "52", "codmpio": "52019", "municipio": "ALBÁN", "_2013": "7"},
]
TIDY = "divipola,year,coca_ha\n05031,2013,48\n05031,2014,1040.5\n19050,2014,5\n52019,2013,7\n"
WORKBOOK = [
    [],
    ["CULTIVOS ILÍCITOS"],
    [],
    ["CODDEPTO", "DEPARTAMENTO", "CODMPIO", "MUNICIPIO", 2013, 2014],
    [5, "ANTIOQUIA", 5031, "AMALFI", 48, 1040.5],
    ["Total ANTIOQUIA", None, None, None, 48, 1040.5],
    [19, "CAUCA", 19050, "ARGELIA", None, 5],
    ["Total CAUCA", None, None, None, None, 5],
    [52, "NARIÑO", 52019, "ALBÁN", 7, None],
    ["Total NARIÑO", None, None, None, 7, None],
    ["Total", "Total", None, None, 55, 1045.5],
    [],
    ["1. Fuente: SIMCI</p>", "1. Fuente: SIMCI</p>", "1. Fuente: SIMCI</p>"],
]


def written(folder, layout, content=None):
    if layout == "odc_workbook":
        path, book = folder / "coca.xlsx", openpyxl.Workbook()
        for row in content or WORKBOOK:
            book.active.append(row)
        book.save(path)
        return path
    path = folder / ("coca.json" if layout == "portal_json" else "coca.csv")
    path.write_text(
        content or {"portal": PORTAL, "portal_json": json.dumps(JSON), "tidy": TIDY}[layout],
        "utf-8",
    )
    return path


@pytest.mark.parametrize("layout", layouts.LAYOUTS)
def test_the_layouts_agree(tmp_path, layout):
    record, readings = tables.read_figures(written(tmp_path, layout), layout, "coca_ha", 2001)
    assert record.pivot(index="divipola", columns="year", values="coca_ha").to_dict() == {
        2013: {"05031": 48.0, "19050": 0.0, "52019": 7.0},
        2014: {"05031": 1040.5, "19050": 5.0, "52019": 0.0},
    }
    assert {item: count for item, count, _ in readings}["rows"] == (4 if layout == "tidy" else 3)


@pytest.mark.parametrize("layout", layouts.LAYOUTS)
def test_a_blank_before_the_census_stays_missing(tmp_path, layout):
    path = written(tmp_path, layout)
    record = tables.read_figures(path, layout, "coca_ha", 2014)[0].set_index(["divipola", "year"])
    assert record.loc[("52019", 2014), "coca_ha"] == 0
    record = tables.read_figures(path, layout, "coca_ha", 2015)[0].set_index(["divipola", "year"])
    assert pd.isna(record.loc[("52019", 2014), "coca_ha"])


def test_what_was_left_out_and_repaired_is_told(tmp_path):
    _, readings = tables.read_figures(
        written(tmp_path, "odc_workbook"), "odc_workbook", "coca_ha", 2001
    )
    told = {item: count for item, count, _ in readings}
    assert (told["title_rows"], told["total_rows"], told["notes"]) == (3, 4, 1)
    assert (told["totals_apart"], told["blanks_zero"]) == (0, 2)
    _, readings = tables.read_figures(written(tmp_path, "portal"), "portal", "coca_ha", 2001)
    told = {item: count for item, count, _ in readings}
    assert (told["codes_repaired"], told["grouped"], told["dashes_zero"]) == (1, 1, 1)


def test_a_total_that_is_not_the_sum_of_its_rows_is_counted(tmp_path):
    wrong = [row if row[:1] != ["Total CAUCA"] else [*row[:5], 6] for row in WORKBOOK]
    path = written(tmp_path, "odc_workbook", wrong)
    _, readings = tables.read_figures(path, "odc_workbook", "coca_ha")
    assert {item: count for item, count, _ in readings}["totals_apart"] == 1


def test_a_row_that_is_neither_municipality_total_nor_note_is_named(tmp_path):
    odd = [row if row[2:3] != [19050] else [19, "CAUCA", "ARGELIA", "?", 1, 5] for row in WORKBOOK]
    with pytest.raises(InputError, match=r"coca\.xlsx .*row 7: 'ARGELIA' is no municipal code"):
        tables.read_figures(written(tmp_path, "odc_workbook", odd), "odc_workbook", "coca_ha")


@pytest.mark.parametrize("code", [None, " ", "?"])
def test_a_row_of_figures_is_no_note(tmp_path, code):
    # Without its code a row would be taken for words, and its hectares be lost.
    odd = [row if row[2:3] != [19050] else [19, "CAUCA", code, "ARGELIA", 1, 5] for row in WORKBOOK]
    with pytest.raises(InputError, match=r"row 7: '\??' is no municipal code"):
        tables.read_figures(written(tmp_path, "odc_workbook", odd), "odc_workbook", "coca_ha")


def test_totals_and_headings_are_known_in_any_letters(tmp_path):
    typed = [[str(c).swapcase() + " " if isinstance(c, str) else c for c in r] for r in WORKBOOK]
    path = written(tmp_path, "odc_workbook", typed)
    _, readings = tables.read_figures(path, "odc_workbook", "coca_ha")
    told = {item: count for item, count, _ in readings}
    assert (told["total_rows"], told["notes"], told["totals_apart"]) == (4, 1, 0)
