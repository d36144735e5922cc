"""Names whose letters were read in the wrong encoding, or that carry marks no reader sees."""

import re

import pandas as pd

__all__ = ["as_text", "repair"]

# UTF-8 read as Windows-1252 or as Latin-1, which tables without a word on their encoding are taken
# for: a letter of two bytes begins with Ã or Â, a dash or a quote of three with â.
SECOND = r"[\u0080-\u00bf\u0152-\u2122]"
DOUBLED = rf"[ÃÂ]{SECOND}|â[\u0080€]{SECOND}"
# Control characters and marks of direction: one of them turns round the text that follows a name.
UNSEEN = r"[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"


def as_text(values: pd.Series) -> pd.Series:
    """Write numbers, days and the like as text, whole numbers without decimals.

    Where one is missing, whole numbers of a layer come as decimal ones.

    Examples
    --------
    >>> as_text(pd.Series([5001.0, 7.5, None])).tolist()
    ['5001', '7.5', None]
    """
    if pd.api.types.is_string_dtype(values) or values.dtype == object:
        return values
    return pd.Series([_told(value) for value in values], index=values.index, dtype="object")


def repair(names: pd.Series) -> tuple[pd.Series, int]:
    r"""Undo a double encoding (``BogotÃ¡``), take out what is not seen, and trim spaces.

    Parameters
    ----------
    names : Series of str
        Names as found; missing ones stay missing.

    Returns
    -------
    names : Series
        Same index.
    repaired : int
        How many were encoded twice or carried such marks.

    Examples
    --------
    >>> repair(pd.Series(["BogotÃ¡", " Nariño ", "PeÃ±ol", "\u202eUne"]))[0].tolist()
    ['Bogotá', 'Nariño', 'Peñol', 'Une']
    >>> repair(pd.Series(["Nariño", None]))[1]
    0
    """
    text = names.astype("str")
    # First of all: halves of letters look like spaces (à) and like marks that no reader sees (Ñ).
    whole = text.str.replace(DOUBLED, _undo, regex=True)
    whole = _trimmed(whole).str.replace(UNSEEN, "", regex=True)
    changed = (whole != _trimmed(text)) & names.notna()
    return whole.where(names.notna(), None), int(changed.sum())


def _told(value: object) -> str | None:
    whole = isinstance(value, float) and value.is_integer()
    return None if pd.isna(value) else str(int(value) if whole else value)


def _trimmed(text: pd.Series) -> pd.Series:
    return text.str.strip().str.replace(r"\s+", " ", regex=True)


def _undo(found: re.Match) -> str:
    """Read the bytes of one letter again; what they were taken for tells them."""
    try:
        return b"".join(map(_byte, found[0])).decode("utf-8")
    except UnicodeError:
        return found[0]


def _byte(letter: str) -> bytes:
    return letter.encode("latin-1" if ord(letter) < 256 else "cp1252")
