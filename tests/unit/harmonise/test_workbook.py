"""Which sheet of a workbook is read, and that no formula is read before it is computed."""

import re
import zipfile

import openpyxl
import pytest

from cocashift.errors import InputError
from cocashift.harmonise import tables, workbook

ROWS = [["CODDEPTO", "CODMPIO", 2013, 2014], [5, 5001, 10, 20.5], [52, 52001, 0, 3]]
OLD = [ROWS[0], [5, 5001, 1, 1]]


def saved(folder, sheets, hidden=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            sheet.append(row)
    book.save(folder / "coca.xlsx")
    return folder / "coca.xlsx"


@pytest.mark.parametrize(
    ("sheets", "hidden", "named"),
    [
        ({"notes": [["CULTIVOS"]], "coca": ROWS}, [], None),
        ({"old": OLD, "coca": ROWS}, ["old"], None),
        ({"old": OLD, "coca": ROWS}, [], "coca"),
        ({"notes": [["CULTIVOS"]], "coca": ROWS}, ["coca"], "coca"),
    ],
)
def test_the_sheet_that_is_meant_is_read(tmp_path, sheets, hidden, named):
    path = saved(tmp_path, sheets, hidden)
    layer = {"provider": "p", "licence": "l", "vintage": "v", "layout": "odc_workbook"}
    record, _ = tables.read(str(path), layer | ({"layer": named} if named else {}), "coca_ha")
    assert record["coca_ha"].tolist() == [10, 20.5, 0, 3]


@pytest.mark.parametrize(
    ("sheets", "hidden", "named", "message"),
    [
        ({"old": OLD, "coca": ROWS}, [], None, "on several sheets; the sheets are old, coca."),
        ({"a": OLD, "b": [["x"]]}, ["a"], None, "headings; the sheets are a (hidden), b. Name"),
        ({"a": OLD}, [], "b", "no sheet 'b'; the sheets are a. Name the right one as `layer:`"),
    ],
)
def test_where_none_or_several_may_be_meant_the_sheets_are_told(
    tmp_path, sheets, hidden, named, message
):
    with pytest.raises(InputError, match=re.escape(message)):
        workbook.rows(saved(tmp_path, sheets, hidden), "CODMPIO", named)


def test_a_formula_without_result_is_no_blank(tmp_path):
    # As programs save it that compute nothing; a census would take the blank for zero hectares.
    path = saved(tmp_path, {"coca": [*ROWS, [5, 5002, "=5*2", 4]]})
    with pytest.raises(InputError, match=r"C4: the formula has no result\. Open the workbook"):
        workbook.rows(path, "CODMPIO")


@pytest.mark.parametrize(
    ("cell", "value"), [("<v>10</v>", 10), ("", ""), ('<v t="e">#REF!</v>', "#REF!")]
)
def test_a_formula_counts_as_it_was_computed(tmp_path, cell, value):
    path = saved(tmp_path, {"coca": [*ROWS, [5, 5002, "=5*2", 4]]})
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    sheet = "xl/worksheets/sheet1.xml"
    kind = b't="str" ' if isinstance(value, str) else b""
    before = b'<c r="C4"><f>5*2</f><v></v></c>'
    assert before in parts[sheet].replace(b"<v />", b"<v></v>")
    after = b'<c r="C4" ' + kind + b"><f>5*2</f>" + cell.replace(' t="e"', "").encode() + b"</c>"
    parts[sheet] = parts[sheet].replace(b"<v />", b"<v></v>").replace(before, after)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert workbook.rows(path, "CODMPIO")[-1] == [5, 5002, value, 4]
