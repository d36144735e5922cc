"""The municipalities whose change maps call out, and the names that everyone calls them by."""

import re

import numpy as np
import pandas as pd

__all__ = ["called", "short"]

# Official names put the saint before the town.
SAINT = re.compile(r"^San(?:ta)? \w+ de(?: la)? (?=[A-ZÁÉÍÓÚÑ])")


def called(change: pd.DataFrame, count: int) -> pd.DataFrame:
    """Give the largest changes, the largest first: at least one of each sign, if there is one.

    Parameters
    ----------
    change : DataFrame
        `schemas.Change`.
    count : int
        How many rows to give at most.
    """
    moved = change[change["change_ha"].fillna(0) != 0]
    ranked = moved.sort_values("change_ha", key=lambda step: -step.abs(), kind="stable")
    top = ranked.head(count)
    for sign in (1, -1):
        first = ranked[np.sign(ranked["change_ha"]) == sign].head(1)
        if len(first) and not (np.sign(top["change_ha"]) == sign).any():
            top = pd.concat([top.head(count - 1), first])
    return top


def short(name: str) -> str:
    """Leave the saint out of a town's name.

    Examples
    --------
    >>> short("San Andrés de Tumaco"), short("San Andrés")
    ('Tumaco', 'San Andrés')
    """
    return SAINT.sub("", name)
