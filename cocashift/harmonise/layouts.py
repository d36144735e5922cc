"""Layouts of municipal tables: each brought to cells of code, name, year and text."""

import json
from pathlib import Path

import openpyxl
import pandas as pd

from cocashift.errors import InputError
from cocashift.harmonise import delimited
from cocashift.harmonise.quality import Reading

__all__ = ["LAYOUTS"]

CODE, NAME = "CODMPIO", "MUNICIPIO"
TIDY = ("divipola", "year")


def _portal(file: Path, _figure: str) -> tuple[pd.DataFrame, list[Reading]]:
    """Read the open-data portal's CSV download."""
    return _wide(delimited.read(file))


def _portal_json(file: Path, _figure: str) -> tuple[pd.DataFrame, list[Reading]]:
    """Read the open-data portal's JSON: keys in lower case, values text, blanks left out."""
    try:
        rows = json.loads(file.read_text("utf-8-sig"))
    except ValueError as error:
        raise InputError(f"no JSON ({error}). Fetch it again.") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError("no list of rows but an answer of another kind. Fetch it again.")
    table = pd.DataFrame(rows, dtype="object")
    table.index = [f"row {number}" for number in range(1, len(table) + 1)]
    return _wide(table)


def _odc_workbook(file: Path, _figure: str) -> tuple[pd.DataFrame, list[Reading]]:
    """Read the drug observatory's workbook: title rows, totals between rows, a footnote."""
    try:
        sheet = openpyxl.load_workbook(file, read_only=True, data_only=True).worksheets[0]
    except (OSError, ValueError, KeyError, openpyxl.utils.exceptions.InvalidFileException) as error:
        raise InputError(f"no workbook ({error}). Fetch it again.") from None
    rows = [
        ["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)
    ]
    head = next((number for number, row in enumerate(rows) if CODE in row), None)
    if head is None:
        raise InputError(f"no row with {CODE!r} among its headings. Is it the right sheet?")
    table = pd.DataFrame(
        rows[head + 1 :],
        columns=[_whole(cell) for cell in rows[head]],
        index=[f"row {number}" for number in range(head + 2, len(rows) + 1)],
        dtype="object",
    )
    codes = table[CODE].map(_whole)
    first = table.iloc[:, 0].map(_whole)
    municipal = codes.str.fullmatch(r"\d{4,5}(\.0)?")
    total = first.str.startswith("Total")
    note = ~municipal & ~total & (first.str.len() > 0) & ((first == codes) | (codes == ""))
    blank = (table == "").all(axis=1)
    odd = ~(municipal | total | note | blank)
    if odd.any():
        place = odd.idxmax()
        raise InputError(f"{place}: {codes[place]!r} is no municipal code. Correct the cell.")
    cells, _ = _wide(table[municipal])
    readings = [
        ("title_rows", head, ""),
        ("total_rows", int(total.sum()), ""),
        ("notes", int(note.sum()), " ".join(first[note])[:160]),
    ]
    return cells, [*readings, *_totals_agree(table, municipal, total, cells)]


def _tidy(file: Path, figure: str) -> tuple[pd.DataFrame, list[Reading]]:
    """Read one row per municipality and year."""
    table = delimited.read(file)
    columns = {str(column).strip().casefold(): column for column in table.columns}
    lacking = [column for column in (*TIDY, figure) if column not in columns]
    if lacking:
        found = ", ".join(map(str, table.columns[:12]))
        raise InputError(
            f"no column {', '.join(map(repr, lacking))}; the columns are {found}. A tidy table "
            f"has {', '.join((*TIDY, figure))}."
        )
    name = columns.get("municipality")
    year = table[columns["year"]].astype("str").str.strip().str.replace(r"\.0$", "", regex=True)
    odd = ~year.str.fullmatch(r"\d{4}")
    if odd.any():
        raise InputError(
            f"{odd.idxmax()}, column 'year': {year[odd].iloc[0]!r} is no year of four digits."
        )
    cells = pd.DataFrame(
        {
            "row": table.index,
            "code": table[columns["divipola"]],
            "name": table[name] if name else None,
            "year": year,
            "text": table[columns[figure]],
        }
    )
    return cells, []


LAYOUTS = {
    "portal": _portal,
    "portal_json": _portal_json,
    "odc_workbook": _odc_workbook,
    "tidy": _tidy,
}


def _wide(table: pd.DataFrame) -> tuple[pd.DataFrame, list[Reading]]:
    """Read one row per municipality, one column per year: ``2013``, or ``_2013`` in the API."""
    table = table.rename(columns=lambda column: str(column).strip().lstrip("_"))
    columns = {column.casefold(): column for column in table.columns}
    years = [column for column in table.columns if column.isdecimal() and len(column) == 4]
    if CODE.casefold() not in columns or not years:
        missing = "no columns of years" if CODE.casefold() in columns else f"no column {CODE!r}"
        found = ", ".join(map(str, table.columns[:12]))
        raise InputError(
            f"{missing}; the columns are {found}. Is it the right file, and is its layout one of "
            f"{', '.join(LAYOUTS)}?"
        )
    name = columns.get(NAME.casefold())
    frame = pd.DataFrame(
        {
            "row": table.index,
            "code": table[columns[CODE.casefold()]],
            "name": table[name].astype("str").str.strip() if name else None,
        }
    )
    cells = frame.join(table[years]).melt(
        ["row", "code", "name"], years, var_name="year", value_name="text"
    )
    return cells, []


def _totals_agree(table, municipal, total, cells) -> list[Reading]:
    """Compare the workbook's own totals with the sums of the rows that they stand for."""
    years = sorted(cells["year"].unique())
    figures = table[years].map(lambda cell: pd.to_numeric(cell, errors="coerce")).fillna(0.0)
    sums = figures[municipal].groupby(table.iloc[:, 0].map(_whole)[municipal]).sum()
    apart = 0
    for place in table.index[total]:
        words = _whole(table.loc[place].iloc[0])
        part = table.loc[:place].iloc[:-1]
        department = _whole(part[municipal.loc[part.index]].iloc[-1, 0])
        expected = sums.sum() if words == "Total" else sums.loc[department]
        # Totals are printed to cents.
        apart += int(((figures.loc[place] - expected).abs() > 0.05).sum())
    return [("totals_apart", apart, "")]


def _whole(cell: object) -> str:
    """Write a cell as text; a whole number without its decimals."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()
