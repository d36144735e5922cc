"""Days as fields of a layer hold them: dates, times or text, whatever a program saved."""

from datetime import datetime

import pandas as pd

__all__ = ["parse"]


def parse(value: object) -> str | None:
    """Give the day that a field holds, as ISO text; an empty one is none.

    Parameters
    ----------
    value : object
        A date, a time, or text in the order year, month, day. Shapefiles write it with slashes.

    Returns
    -------
    str or None
        ``2013-08-21``; the day as written where there is a time with a zone.

    Raises
    ------
    ValueError
        If the value is no date, or could be read in another order.

    Examples
    --------
    >>> parse("2013-08-21"), parse("2013/08/21 05:00:00"), parse(20130821.0), parse(" ")
    ('2013-08-21', '2013-08-21', '2013-08-21', None)
    """
    # Where one is missing, whole numbers of a layer come as decimal ones.
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if pd.isna(value) else str(value).strip().replace("/", "-")
    return datetime.fromisoformat(text).date().isoformat() if text else None
