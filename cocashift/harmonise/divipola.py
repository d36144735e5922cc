"""Municipal codes, in Colombia DIVIPOLA: five digits, the first two of which name the department.

A code is text. As a number it loses its leading zero (05001 becomes 5001), so it is never one.
"""

import pandas as pd

from cocashift.errors import InputError
from cocashift.place import COLOMBIA, Place

__all__ = ["department", "repair"]

REMEDY = "Name the field that holds the municipal code."


def repair(
    codes: pd.Series, remedy: str = REMEDY, place: Place = COLOMBIA
) -> tuple[pd.Series, int]:
    """Restore municipal codes to text, of five digits in Colombia.

    Known damages are undone: a lost leading zero (``5001``), a cast to a decimal number
    (``5854.0``), the country prefix of other catalogues (``CO05001``), and spaces around.

    Parameters
    ----------
    codes : Series
        Codes as found, of any type; for messages, its name says what they are and its index where
        they stand.
    remedy : str, optional
        What to do about other values, where they come from elsewhere than a layer's field.
    place : Place
        Says how many digits a code has.

    Returns
    -------
    codes : Series
        Codes of all their digits, same index.
    repaired : int
        How many were damaged.

    Raises
    ------
    InputError
        If a value is not a damaged code; the message names the first few.

    Examples
    --------
    >>> codes, repaired = repair(pd.Series([5001, "5854.0", "CO05001", " 27495 ", "05002"]))
    >>> codes.tolist(), repaired
    (['05001', '05854', '05001', '27495', '05002'], 4)
    """
    text = codes.astype("string")
    bare = text.str.strip().str.replace(r"\.0+$", "", regex=True)
    bare = bare.str.replace(f"^{place.prefix}", "", regex=True)
    # What is short has lost its zero as a number.
    short_or_whole = f"(?:{place.short})|(?:[0-9]{{{place.digits}}})"
    whole = bare.where(bare.str.fullmatch(short_or_whole)).str.zfill(place.digits)
    if whole.isna().any():
        lost = codes[whole.isna()].head(5)
        odd = ", ".join(f"{value!r} ({at})" for at, value in lost.items())
        raise InputError(
            f"{codes.name}: {int(whole.isna().sum())} values are not {_named(place)}: {odd}. "
            f"{remedy}"
        )
    return whole.astype("str"), int((text != whole).sum())


def _named(place: Place) -> str:
    """Say what codes there are, for messages."""
    return f"codes of {place.digits} digits" if place.elsewhere else "DIVIPOLA codes of five digits"


def department(divipola: pd.Series) -> pd.Series:
    """Give the department's two digits of each municipal code."""
    return divipola.str[:2]
