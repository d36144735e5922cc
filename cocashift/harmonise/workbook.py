"""Workbooks: which sheet is meant, and its cells as a spreadsheet program last computed them."""

import warnings
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from cocashift.errors import InputError

__all__ = ["rows"]

# A sheet may declare millions of empty cells.
WIDEST = 1_000
LONGEST = 200_000


def rows(file: Path, key: str, sheet: str | None = None) -> list[list]:
    """Read the cells of the sheet that is meant, every row as wide as the widest.

    Parameters
    ----------
    file : Path
        A workbook as Excel saves it since 2007.
    key : str
        A heading that the sheet has, upper and lower case alike.
    sheet : str, optional
        Its name; by default the only one with the heading, those aside that are hidden.

    Returns
    -------
    list of list
        Cells as computed; blank ones are empty text.

    Raises
    ------
    InputError
        If it is no workbook, has no such sheet or several, a formula has no result, or the sheet
        is too large.
    """
    try:
        # What openpyxl does not keep of a workbook, styles and lists, holds no figure.
        with warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            found = _meant(book.worksheets, key, sheet)
            _require_results(openpyxl.load_workbook(file, read_only=True)[found.title], found)
            cells = list(_cells(found))
    except InputError:
        raise
    except Exception as error:
        raise InputError(
            f"no workbook ({type(error).__name__}: {error}). Save it as .xlsx, or fetch it again; "
            "a web page or a CSV that is called .xlsx is none."
        ) from None
    width = max((len(row) for row in cells), default=0)
    if width > WIDEST or len(cells) == LONGEST:
        raise InputError(
            f"the sheet has {len(cells):,} rows and {width:,} columns: no table of coca."
        )
    return [row + [""] * (width - len(row)) for row in cells]


def _meant(sheets: list[Worksheet], key: str, name: str | None) -> Worksheet:
    """Find the sheet by its name, or else by the heading: none is taken for being the first."""
    if not sheets:
        raise InputError("the workbook has no sheet of cells. Fetch it again.")
    shown = [each for each in sheets if each.sheet_state == "visible"]
    if name:
        found, told = [each for each in sheets if each.title == name], f"no sheet {name!r}"
    else:
        found, told = [each for each in shown if _heads(each, key)], "headings on several sheets"
        told = told if found else f"no row with {key!r} among its headings"
    if len(found) == 1:
        return found[0]
    names = [each.title + ("" if each in shown else " (hidden)") for each in found or sheets]
    raise InputError(
        f"{told}; the sheets are {', '.join(names[:12])}. Name the right one as `layer:` in the "
        "dataset."
    )


def _heads(sheet: Worksheet, key: str) -> bool:
    return any(
        key.casefold() == str(cell).strip().casefold() for row in _cells(sheet) for cell in row
    )


def _cells(sheet: Worksheet) -> Iterator[list]:
    sheet.reset_dimensions()
    for row in islice(sheet.iter_rows(values_only=True), LONGEST):
        yield ["" if cell is None or not str(cell).strip() else cell for cell in row]


def _require_results(written: Worksheet, computed: Worksheet) -> None:
    """Refuse formulas that nothing has computed yet: without a result they would be blanks."""
    for sheet in (written, computed):
        sheet.reset_dimensions()
    pairs = zip(written.iter_rows(), computed.iter_rows(), strict=True)
    for formulas, results in islice(pairs, LONGEST):
        for formula, result in zip(formulas, results, strict=True):
            # A formula whose result is an empty text is computed: its cell is one of text.
            if formula.data_type == "f" and result.value is None and result.data_type == "n":
                raise InputError(
                    f"{formula.coordinate}: the formula has no result. Open the workbook in a "
                    "spreadsheet program, and save it."
                )
