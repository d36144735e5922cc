"""Tables as text, read strictly: what others would guess at, drop or run together is told."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from cocashift.errors import InputError

__all__ = ["ENCODING", "column", "headings", "read", "require_file", "require_once"]

# A byte-order mark before the headings is a spreadsheet's habit.
ENCODING = "utf-8-sig"
# Spreadsheets set to Spanish separate columns by semicolons.
SEPARATORS = (",", ";", "\t")
# What stands before a text that a spreadsheet would take for a formula (`publish.files`).
MARKED = r"^'(?='*[=@\t\r+-])"
# How far down headings are looked for, to tell that titles stand above them.
TITLE_LINES = 30


def read(file: Path, key: str | None = None) -> pd.DataFrame:
    """Read a delimited table as text, every row as wide as its headings.

    Parameters
    ----------
    file : Path
        UTF-8; columns separated by comma, semicolon or tabulator.
    key : str, optional
        A heading that the table should have, upper and lower case alike; it tells the separator,
        and whether titles stand above.

    Returns
    -------
    DataFrame
        Cells as they stand; the index says in which line a row begins.

    Raises
    ------
    InputError
        If the file is not UTF-8, titles stand above the headings, a heading comes twice, a quote
        runs over lines, or a row is wider or narrower than the headings. Names the line.
    """
    text = _text(require_file(file))
    lines = text.splitlines()
    separator = _separator(lines, key)
    rows = list(_rows(text, separator))
    if not rows:
        raise InputError("no table: the file is empty. Fetch it again, or name another file.")
    (_, head), rows = rows[0], rows[1:]
    columns = headings(head)
    for line, cells in rows:
        if len(cells) != len(columns):
            raise InputError(
                f"line {line} has {len(cells)} cells, but there are {len(columns)} headings. "
                "Correct the row; a cell that holds the separator stands in quotes."
            )
    return pd.DataFrame(
        [[re.sub(MARKED, "", cell) for cell in cells] for _, cells in rows],
        columns=columns,
        index=[f"line {line}" for line, _ in rows],
        dtype="object",
    )


def headings(cells: list[str]) -> list[str]:
    """Trim headings, and refuse one that comes twice: which of the columns is meant, none can say.

    Raises
    ------
    InputError
        Naming both columns.
    """
    columns = [str(cell).strip() for cell in cells]
    seen: dict[str, int] = {}
    for number, column in enumerate(columns, start=1):
        known = column.casefold().lstrip("_")
        if known and known in seen:
            raise InputError(
                f"the heading {column!r} comes twice, in columns {seen[known]} and {number}. "
                "Remove one of the columns, or rename it."
            )
        seen[known] = number
    return columns


def column(table: pd.DataFrame, names: tuple[str, ...], key: str) -> str:
    """Find a column by the first of several names, upper and lower case alike.

    Parameters
    ----------
    table : DataFrame
        As `read` gives it.
    names : tuple of str
        What it may be called.
    key : str
        The key of the dataset that names it, for the message.

    Raises
    ------
    InputError
        If there is none of them; the message lists the columns.
    """
    found = {str(name).strip().casefold(): name for name in reversed(table.columns)}
    for name in names:
        if name.casefold() in found:
            return found[name.casefold()]
    raise InputError(
        f"no column {' or '.join(map(repr, names))}; the columns are "
        f"{', '.join(map(str, table.columns[:12]))}. Name the right one as `{key}:` in the dataset."
    )


def require_once(codes: pd.Series) -> None:
    """Refuse a cell of a grid that comes twice.

    Raises
    ------
    InputError
        The message names the cell and where it comes again.
    """
    if codes.duplicated().any():
        place = codes.duplicated().idxmax()
        raise InputError(f"{place}: cell {codes[place]} comes twice. Keep one row of it.")


def require_file(path: str | Path) -> Path:
    """Refuse a file that is not there, is a folder, or may not be read.

    Raises
    ------
    InputError
        Naming the path.
    """
    file = Path(path)
    if file.is_dir():
        raise InputError(
            f"{file}: is a folder, and a layer is a file. Name a file in it; a layer of a "
            "geodatabase (.gdb) is saved as a GeoPackage first."
        )
    if not file.is_file():
        raise InputError(f"{file}: there is no such file. Check the path in the dataset.")
    try:
        file.open("rb").close()
    except OSError as error:
        raise InputError(
            f"{file}: cannot be opened ({error.strerror}). Allow reading it."
        ) from None
    return file


def _text(file: Path) -> str:
    raw = file.read_bytes()
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InputError("the file is a workbook, or an archive. Save it as CSV UTF-8.")
    if raw.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise InputError("the file is a web page. Fetch the table again.")
    try:
        text = raw.decode(ENCODING)
    except UnicodeDecodeError:
        raise InputError("the file is not UTF-8. Save it as CSV UTF-8.") from None
    if "\0" in text:
        raise InputError("the file holds null bytes: it is no text, or damaged. Fetch it again.")
    return text


def _separator(lines: list[str], key: str | None) -> str:
    """Find the headings by the key, and so the separator; they must be the first line."""
    for number, line in enumerate([line for line in lines if line.strip()][:TITLE_LINES]):
        for separator in SEPARATORS:
            cells = [cell.strip(' "').casefold().lstrip("_") for cell in line.split(separator)]
            if key and key.casefold() in cells and (len(cells) > 1 or separator == SEPARATORS[-1]):
                if number:
                    raise InputError(
                        f"the first line is no row of headings: {key!r} stands in line "
                        f"{lines.index(line) + 1}. Remove the rows above it."
                    )
                return separator
    first = next((line for line in lines if line.strip()), "")
    return max(SEPARATORS, key=first.count)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Go through the rows that hold anything, each with the line where it begins."""
    reader = csv.reader(
        text.replace("\r\n", "\n").replace("\r", "\n").split("\n"),
        delimiter=separator,
        strict=True,
    )
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(
                f"line {begins}: the quotes do not match ({error}). Correct the row."
            ) from None
        if reader.line_num > begins:
            raise InputError(
                f"line {begins}: a quote is opened and only closed in line {reader.line_num}. "
                "Close it where the cell ends."
            )
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1
