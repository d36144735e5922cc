"""The least, the expected and the most of a unit's total that can lie in a zone."""

import numpy as np
import pandas as pd

__all__ = ["bound"]

FIGURES = ["weight", "least", "most"]


def bound(
    unit: pd.Series, ground: pd.DataFrame, inside: pd.DataFrame, total: pd.Series
) -> pd.DataFrame:
    """Say how much of each unit's total lies in each zone: expected, at least and at most.

    With a total H in a unit, its pieces weighted w and holding at least l and at most m:
    expected = H w_z / w, lower = max(l_z, H - (m - m_z)), upper = min(m_z, H - (l - l_z)).

    Parameters
    ----------
    unit : Series
        Of each piece, the unit it is part of.
    ground : DataFrame
        Of each piece ``weight``, and what it holds at ``least`` and at ``most``; further columns
        are summed with them.
    inside : DataFrame of bool
        Which zones, its columns, each piece lies in; zones may overlap.
    total : Series
        Of each unit; missing where it is not known.

    Returns
    -------
    DataFrame
        One row per unit and zone; key ``unit, zone``; ``share`` of the weight, ``lower``,
        ``expected``, ``upper``, and further columns of the ground summed.

    References
    ----------
    Goodchild & Lam (1980), "Areal interpolation: a variant of the traditional spatial problem".
    Duncan & Davis (1953), "An alternative to ecological correlation": the bounds.
    """
    named = unit.rename("unit")
    long = pd.DataFrame(
        {
            name: inside.mul(figure, axis=0)
            .groupby(named)
            .sum()
            .rename_axis(columns="zone")
            .stack()
            for name, figure in ground.items()
        }
    ).reset_index()
    whole = ground.groupby(named).sum().reindex(long["unit"]).set_axis(long.index)
    outside = whole[FIGURES] - long[FIGURES]
    held = long["unit"].map(total)
    long["share"] = (long["weight"] / whole["weight"]).clip(upper=1)
    long["expected"] = held * long["share"]
    lower = np.maximum(long["least"], held - outside["most"])
    upper = np.minimum(long["most"], held - outside["least"])
    # Clipping keeps the last digit of a rounded bound from passing the expected value.
    long["lower"] = lower.clip(lower=0, upper=long["expected"])
    long["upper"] = upper.clip(upper=held).clip(lower=long["expected"])
    return long.drop(columns=FIGURES)
