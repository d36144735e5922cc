"""Tables of reference: labelled points, the gazetteer, national series, statements."""

from io import StringIO

import numpy as np
import pandas as pd

from cocashift.errors import InputError
from cocashift.harmonise import delimited

__all__ = ["read"]

TEXT_FIELDS = (
    "CODDEPTO",
    "CODMPIO",
    "code",
    "codes",
    "department_code",
    "label",
    "published",
    "stated",
)
# What a table of each layout must have.
COLUMNS = {
    "labelled_points": ["layer", "label", "lon", "lat"],
    "gazetteer": ["code", "name", "department", "area_km2"],
    "national": ["year", "unodc_coca_ha", "unodc_note"],
    "claim": ["figure", "stated", "unit", "measure", "first_year", "last_year"],
    "statements": [
        "statement",
        "measure",
        "level",
        "codes",
        "first_year",
        "last_year",
        "published",
    ],
}
# What is computed with: numbers, or nothing where the second says so.
NUMBERS = {
    "labelled_points": {"lon": (-180, 180), "lat": (-90, 90)},
    "gazetteer": {"area_km2": (0, 1e7)},
    "national": {"year": (1900, 2100), "unodc_coca_ha": (0, 1e9)},
    "claim": {"first_year": (1900, 2100), "last_year": (1900, 2100), "stated": (-1e12, 1e12)},
    "statements": {
        "first_year": (1900, 2100),
        "last_year": (1900, 2100),
        "published": (-1e12, 1e12),
    },
}
NEEDED = {("labelled_points", "lon"), ("labelled_points", "lat"), ("national", "year")}


def read(path: str, layer: dict) -> pd.DataFrame:
    """Read a CSV with codes as text, and with published figures as they were printed.

    Parameters
    ----------
    path : str
        The file.
    layer : dict
        Its description in the dataset; ``layout`` tells which columns it must have.

    Raises
    ------
    InputError
        If the file or a column is missing, a row is ragged, or a cell that is computed with is no
        number.
    """
    file, layout = delimited.require_file(path), layer["layout"]
    try:
        # What is read strictly, as text, is then typed; text beside it tells in which line.
        text = delimited.read(file, COLUMNS[layout][0])
        lacking = [column for column in COLUMNS[layout] if column not in text]
        if lacking:
            raise InputError(
                f"no column {', '.join(map(repr, lacking))}; the columns are "
                f"{', '.join(text.columns[:12])}. Is it the right file?"
            )
        table = pd.read_csv(
            StringIO(text.to_csv(index=False)), dtype=dict.fromkeys(TEXT_FIELDS, "str")
        )
        for column, (least, most) in NUMBERS[layout].items():
            numbers = _numbers(text[column], least, most, (layout, column) in NEEDED)
            if column not in TEXT_FIELDS:
                table[column] = numbers.to_numpy()
        return table
    except InputError as error:
        raise InputError(f"{file.name} (layout {layout}): {error}") from None


def _numbers(text: pd.Series, least: float, most: float, needed: bool) -> pd.Series:
    """Read numbers as programs write them, a point before decimals."""
    blank = text.str.strip() == ""
    numbers = pd.to_numeric(text.mask(blank, None), errors="coerce").astype(np.float64)
    odd = ~numbers.between(least, most) & ~(blank & (not needed))
    if odd.any():
        raise InputError(
            f"{odd.idxmax()}, column {text.name!r}: {text[odd].iloc[0]!r} is no number from "
            f"{least:g} to {most:g}. Correct it."
        )
    whole = not blank.any() and (numbers % 1 == 0).all()
    return numbers.astype(np.int64) if whole else numbers
