"""Names whose letters were read in the wrong encoding, or that carry marks no reader sees."""

import pandas as pd

__all__ = ["repair"]

# UTF-8 read as Windows-1252: an Ã or Â, and what was the second byte of a letter.
DOUBLED = r"[ÃÂ][\u0080-\u00bf\u0152-\u2122]"
# Control characters and marks of direction: one of them turns round the text that follows a name.
UNSEEN = r"[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"


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
    text = names.astype("str").str.strip().str.replace(r"\s+", " ", regex=True)
    doubled = text.str.contains(DOUBLED, regex=True) & names.notna()
    whole = text.mask(doubled, text[doubled].map(_undo)).str.replace(UNSEEN, "", regex=True)
    changed = (whole != text) & names.notna()
    return whole.where(names.notna(), None), int(changed.sum())


def _undo(text: str) -> str:
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
