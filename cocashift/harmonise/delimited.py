"""Delimited text as people save it: with commas, or semicolons as spreadsheets in Spanish do."""

from io import StringIO
from pathlib import Path

import pandas as pd

from cocashift.errors import InputError

__all__ = ["column", "read", "require_once"]


def read(file: Path) -> pd.DataFrame:
    """Read a CSV as text.

    Parameters
    ----------
    file : Path
        The file, UTF-8.

    Returns
    -------
    DataFrame
        Text in every cell; the index says in which line a row stands.

    Raises
    ------
    InputError
        If it is missing, not UTF-8, or no table.
    """
    if not file.is_file():
        raise InputError(f"{file}: there is no such file. Check the path in the dataset.")
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("the file is not UTF-8. Save it as CSV UTF-8.") from None
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    try:
        table = pd.read_csv(StringIO(text), dtype="str", keep_default_na=False, sep=separator)
    except ValueError as error:
        raise InputError(f"no table ({error}). Save it as CSV UTF-8.") from None
    table.index = [f"line {number}" for number in range(2, len(table) + 2)]
    return table


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
