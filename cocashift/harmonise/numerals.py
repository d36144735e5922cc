"""Figures as people type them: text with commas, dashes and blanks, read without guessing.

A naive cast turns ``1,234`` or ``- 0`` into a missing value, and a careless sum turns that into
zero. Here a figure is read, or the cell that holds it is named.
"""

import numpy as np
import pandas as pd

from cocashift.errors import InputError

__all__ = ["read"]

# More hectares than the land of the Earth: no figure of this world.
MOST = 1.5e10
BLANK = {"", "-", "–", "—", "nan", "NaN", "NA", "N/A", "None", "null"}
# Spreadsheets print zero in accounting format as a dash before it.
DASHED_ZERO = r"[-–—]\s*0+(?:[.,]0+)?"
PLAIN = r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
GROUPED = r"-?[0-9]{{1,3}}(?:{group}[0-9]{{3}})+(?:{decimal}[0-9]+)?"
# Thousands or decimals: nothing but three digits after the one mark.
EITHER = r"-?[1-9][0-9]{{0,2}}{mark}[0-9]{{3}}"


def read(text: pd.Series, decimal: str | None = None) -> tuple[pd.Series, dict[str, int]]:
    """Read figures from text.

    Parameters
    ----------
    text : Series
        Cells as found, text or numbers; the index says where they stand, for messages.
    decimal : str, optional
        The mark before decimals, ``.`` or ``,``. By default the figures themselves tell: one
        that can be read in one way only decides for all.

    Returns
    -------
    figures : Series of float
        Same index; blanks and lone dashes are missing.
    repaired : dict
        How many cells were not plain figures, by what they were: ``dashes_blank``,
        ``dashes_zero``, ``grouped``, ``decimal_commas``.

    Raises
    ------
    InputError
        If a cell is no figure, or if the decimal mark cannot be told.

    Examples
    --------
    >>> figures, repaired = read(pd.Series(["1,234.5", "- 0", "", "12"]))
    >>> figures.tolist(), repaired["grouped"]
    ([1234.5, 0.0, nan, 12.0], 1)
    >>> read(pd.Series(["1.234,5", "0,25"]))[0].tolist()
    [1234.5, 0.25]
    """
    # What a workbook or JSON holds as a number is one, and tells nothing of the others' marks.
    number = text.map(lambda cell: isinstance(cell, int | float) and not isinstance(cell, bool))
    cells = text.astype("object").where(text.notna(), "").astype("str").str.strip()
    blank, dashed = cells.isin(BLANK), cells.str.fullmatch(DASHED_ZERO)
    figures = cells.mask(blank, "nan").mask(dashed, "0")
    rest = ~(blank | dashed | number.astype(bool))
    mark = decimal or _decimal_mark(figures[rest])
    group = {".": ",", ",": "."}[mark]
    grouped = rest & figures.str.fullmatch(GROUPED.format(group="\\" + group, decimal="\\" + mark))
    figures = figures.mask(grouped, figures.str.replace(group, "", regex=False))
    commas = rest & (mark == ",") & figures.str.contains(",", regex=False)
    figures = figures.mask(commas, figures.str.replace(",", ".", regex=False))
    odd = ~blank & ~figures.str.fullmatch(PLAIN)
    odd |= figures.mask(odd | blank, "0").astype(np.float64).abs() > MOST
    if odd.any():
        raise InputError(
            f"{_places(cells[odd])}: no figure. Correct it, or leave the cell blank if there is "
            "none."
        )
    repaired = {
        "dashes_blank": int((blank & cells.str.fullmatch(r"[-–—]")).sum()),
        "dashes_zero": int(dashed.sum()),
        "grouped": int(grouped.sum()),
        "decimal_commas": int(commas.sum()),
    }
    return figures.astype(np.float64), repaired


def _decimal_mark(cells: pd.Series) -> str:
    """Tell the decimal mark from figures that can be read in one way only."""
    grouped = r"-?[0-9]+(?:{group}[0-9]{{3}})*{mark}[0-9]+"
    millions = r"-?[0-9]{{1,3}}(?:{group}[0-9]{{3}}){{2,}}"
    points, commas = (
        cells[
            (cells.str.fullmatch(grouped.format(group=group, mark=mark)) & _decided(cells, sign))
            | cells.str.fullmatch(millions.format(group=group))
        ]
        for mark, group, sign in ((r"\.", ",", "."), (",", r"\.", ","))
    )
    if len(points) and len(commas):
        raise InputError(
            f"{_places(points)} has a decimal point and {_places(commas)} a decimal comma. Write "
            "all figures in one way."
        )
    if len(commas):
        return ","
    either = cells[cells.str.fullmatch(EITHER.format(mark="[.,]"))]
    if len(either) and not len(points):
        raise InputError(
            f"{_places(either)} may be thousands or decimals. Say which with `decimal: '.'` or "
            "`decimal: ','` at the layer in the dataset."
        )
    return "."


def _decided(cells: pd.Series, mark: str) -> pd.Series:
    """Which cells show by themselves that this is the decimal mark.

    Other than three digits after it, a leading zero before it, or the other mark before it.
    """
    before, after = cells.str.rsplit(mark, n=1).str[0], cells.str.rsplit(mark, n=1).str[-1]
    other = {".": ",", ",": "."}[mark]
    return (
        (after.str.len() != 3) | before.isin(["0", "-0"]) | before.str.contains(other, regex=False)
    )


def _places(cells: pd.Series) -> str:
    """Name the first few cells with what they hold."""
    told = [f"{place}: {value!r}" for place, value in cells.head(3).items()]
    return "; ".join(told) + (f"; and {len(cells) - 3} more" if len(cells) > 3 else "")
