"""Parts of the country: what is allocated in each by itself and gathered is what is at once."""

import numpy as np
import pandas as pd

from cocashift import schemas

__all__ = ["gathered", "part"]


def part(pieces: pd.DataFrame, number: int, count: int) -> pd.DataFrame:
    """Take the pieces of one of so many groups of municipalities, of about equal number.

    Parameters
    ----------
    pieces : DataFrame
        `schemas.Pieces`, geometry not needed.
    number : int
        Of the group, from 1.
    count : int
        How many groups there are; some are empty if there are fewer municipalities.

    Returns
    -------
    DataFrame
        Some of the pieces.
    """
    codes = np.array_split(np.unique(pieces["divipola"]), count)[number - 1]
    return pieces[pieces["divipola"].isin(codes)]


def gathered(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Bring what is allocated in all parts into the order of what is allocated at once.

    Parameters
    ----------
    parts : list of DataFrame
        `schemas.Allocation` of each part.

    Returns
    -------
    DataFrame
        `schemas.Allocation`.
    """
    frame = pd.concat([each for each in parts if len(each)], ignore_index=True)
    # Years, methods and zones follow one another as in every part.
    keys = [pd.factorize(frame[column])[0] for column in ("zone", "method", "year")]
    order = np.lexsort((keys[0], frame["divipola"], keys[1], keys[2]))
    return schemas.Allocation.validate(frame.iloc[order].reset_index(drop=True))
