"""How lasting coca is in a municipality, over the years before and up to the last one."""

import numpy as np
import pandas as pd

__all__ = ["CLASSES", "classify"]

CLASSES = ("permanent", "intermittent", "new", "abandoned", "never", "missing")

WINDOW_YEARS = 10
RECENT_YEARS = 3


def classify(cultivation: pd.DataFrame, last: int) -> pd.Series:
    """Name how lasting coca is in each municipality of the coca table.

    The years examined are those of the table among the ten up to `last`. The recent ones are the
    last three of them, or half of them where fewer than six are there.

    Parameters
    ----------
    cultivation : DataFrame
        `schemas.Cultivation`.
    last : int
        The last year examined.

    Returns
    -------
    Series
        One of `CLASSES` by ``divipola``. ``permanent``: coca in every year. ``new``: in a recent
        year and in none before. ``abandoned``: in a year before and in no recent one.
        ``intermittent``: in recent and in earlier years, but not in all. ``never``: in none.
        ``missing``: a figure is missing, so that none of these can be said.

    References
    ----------
    UNODC/SIMCI (2015), Colombia: Coca cultivation survey 2014, map 2 (permanence 2005-2014 by cell
    of 1 km).

    Examples
    --------
    >>> years = range(2009, 2015)
    >>> table = pd.DataFrame({"divipola": "01001", "year": years, "coca_ha": [0.0, 0, 0, 0, 3, 5]})
    >>> classify(table, 2014).to_dict()
    {'01001': 'new'}
    """
    examined = cultivation["year"].between(last - WINDOW_YEARS + 1, last)
    table = cultivation[examined].pivot(index="divipola", columns="year", values="coca_ha")
    grown = (table > 0).to_numpy()
    # ASSUME: the surveys' classes of cells hold for municipalities; three years without coca make
    # it abandoned, and coca first seen in the last three years is new.
    recent = min(RECENT_YEARS, grown.shape[1] // 2)
    before, lately = (part.any(axis=1) for part in np.split(grown, [-recent], axis=1))
    conditions = [
        table.isna().any(axis=1).to_numpy(),
        grown.all(axis=1),
        ~before & ~lately,
        ~before,
        ~lately,
    ]
    names = ["missing", "permanent", "never", "new", "abandoned"]
    return pd.Series(np.select(conditions, names, default="intermittent"), table.index).astype(
        "str"
    )
