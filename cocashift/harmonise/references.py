"""Tables of reference: labelled points, the gazetteer, national series, statements."""

from pathlib import Path

import pandas as pd

from cocashift.errors import InputError

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
        If the file or a column is missing.
    """
    file = Path(path)
    if not file.is_file():
        raise InputError(f"{file}: there is no such file. Check the path in the dataset.")
    try:
        table = pd.read_csv(file, dtype=dict.fromkeys(TEXT_FIELDS, "str"))
    except (ValueError, UnicodeDecodeError) as error:
        raise InputError(f"{file.name}: no table ({error}). Save it as CSV UTF-8.") from None
    lacking = [column for column in COLUMNS[layer["layout"]] if column not in table]
    if lacking:
        raise InputError(
            f"{file.name} (layout {layer['layout']}): no column {', '.join(map(repr, lacking))}; "
            f"the columns are {', '.join(table.columns[:12])}. Is it the right file?"
        )
    return table
