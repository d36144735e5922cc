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
        "unit",
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
    "gazetteer": {"area_km2": (0.001, 1e7)},
    "national": {"year": (1900, 2100), "unodc_coca_ha": (0, 1e9)},
    "claim": {"first_year": (1900, 2100), "last_year": (1900, 2100), "stated": (-1e12, 1e12)},
    "statements": {
        "first_year": (1900, 2100),
        "last_year": (1900, 2100),
        "published": (-1e12, 1e12),
        "largest": (1, 1e6),
    },
}
NEEDED = {
    ("labelled_points", "lon"),
    ("labelled_points", "lat"),
    ("national", "year"),
    ("claim", "stated"),
    ("claim", "last_year"),
    ("statements", "published"),
    ("statements", "last_year"),
}
# What is computed by these words, and what some of them need besides.
CHOICES = {
    "claim": {"unit": ["ha", "t", "percent"]},
    "statements": {
        "unit": ["ha", "percent"],
        "measure": ["coca", "change", "largest_share", "sprayed", "manual", "eradicated"],
        "level": ["country", "department", "municipality"],
    },
}
NEEDED_BY = {"change": "first_year", "largest_share": "largest"}
# No two rows say the same.
KEYS = {"claim": ["figure"], "statements": ["statement", "unit"]}


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
        If the file or a column is missing, a row is ragged or comes twice, or a cell that is
        computed with is blank, no number, or no word of those that there are.
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
            if column not in text:
                continue
            numbers = _numbers(text[column], least, most, (layout, column) in NEEDED)
            if column not in TEXT_FIELDS:
                table[column] = numbers.to_numpy()
        _require_words(text, layout)
        return table
    except InputError as error:
        raise InputError(f"{file.name} (layout {layout}): {error}") from None


def _require_words(text: pd.DataFrame, layout: str) -> None:
    """Refuse words that nothing is computed by, rows without what theirs needs, and repetitions."""
    for column, known in CHOICES.get(layout, {}).items():
        odd = ~text[column].isin(known)
        if odd.any():
            raise InputError(
                f"{odd.idxmax()}, column {column!r}: {text.loc[odd.idxmax(), column]!r} is none "
                f"of {', '.join(known)}. Correct it."
            )
    for measure, column in NEEDED_BY.items() if layout == "statements" else ():
        cells = text.get(column, pd.Series("", text.index))
        lacking = text["measure"].eq(measure) & cells.str.strip().eq("")
        if lacking.any():
            raise InputError(
                f"{lacking.idxmax()}: a {measure} needs a figure in column {column!r}. Write it."
            )
    twice = text.duplicated(KEYS[layout]) if layout in KEYS else pd.Series(False, text.index)
    if twice.any():
        row = text.loc[twice.idxmax(), KEYS[layout]]
        raise InputError(f"{twice.idxmax()}: {', '.join(row)!r} comes twice. Keep one row of it.")


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
