"""DIVIPOLA codes: five digits, the first two of which name the department.

A code is text. As a number it loses its leading zero (05001 becomes 5001), so it is never one.
"""

import pandas as pd

from cocashift.errors import InputError

__all__ = ["department", "repair"]


def repair(codes: pd.Series) -> pd.Series:
    """Restore municipal codes to text of five digits.

    Known damages are undone: a lost leading zero (``5001``), a cast to a decimal number
    (``5854.0``), the country prefix of other catalogues (``CO05001``), and spaces around.

    Parameters
    ----------
    codes : Series
        Codes as found, of any type.

    Returns
    -------
    Series
        Codes of five digits, same index.

    Raises
    ------
    InputError
        If a value is not a damaged code; the message names the first few.

    Examples
    --------
    >>> repair(pd.Series([5001, "5854.0", "CO05001", " 27495 "])).tolist()
    ['05001', '05854', '05001', '27495']
    """
    text = codes.astype("string").str.strip()
    bare = text.str.replace(r"\.0+$", "", regex=True).str.replace(r"^CO", "", regex=True)
    whole = bare.where(bare.str.fullmatch(r"\d{4,5}")).str.zfill(5)
    if whole.isna().any():
        odd = ", ".join(repr(value) for value in codes[whole.isna()].head(5))
        raise InputError(
            f"field {codes.name!r}: {int(whole.isna().sum())} values are not DIVIPOLA codes of "
            f"five digits: {odd}. Name the field that holds the municipal code."
        )
    return whole.astype("str")


def department(divipola: pd.Series) -> pd.Series:
    """Give the department's two digits of each municipal code."""
    return divipola.str[:2]
