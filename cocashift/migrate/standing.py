"""Bounds of a change in zones under one named assumption: what stood stays.

Of a municipality only the net change was planted or removed. It then follows, whatever grew where,
how much of it can have lain inside a zone: far less than if all fields might have moved.
"""

import pandas as pd

__all__ = ["bounds"]

KEYS = ["kind", "zone", "method"]


def bounds(allocation: pd.DataFrame, coca: pd.DataFrame, years: list[int]) -> pd.DataFrame:
    """Bound the change of each zone, held as in the last year, if what stood stayed.

    With H_0 and H_1 hectares in a municipality of which A_z of A can hold coca inside the zone, the
    hectares that stood inside, x, lie between max(0, H_0 - (A - A_z)) and min(H_0, A_z). A rise D
    puts at least max(0, D - (A - A_z - (H_0 - x))) inside and at most min(D, A_z - x); a fall takes
    at least max(0, |D| - (H_0 - x)) and at most min(|D|, x) from it.

    Parameters
    ----------
    allocation : DataFrame
        `schemas.Allocation`; areal weighting is taken, which says how much ground there is.
    coca : DataFrame
        Hectares by municipality (index) in the two years (columns).
    years : list of int
        First and last year.

    Returns
    -------
    DataFrame
        Index ``kind, zone, method`` of areal rows: ``change_ha_stood_lower``,
        ``change_ha_stood_upper`` and ``share_of_change_stood_lower``, ``_upper``.
    """
    # ASSUME: what stood stays: only a municipality's net change was planted or removed.
    first, last = years
    rows = allocation[allocation["method"].eq("areal") & allocation["year"].eq(last)]
    rows = rows[rows["divipola"].isin(coca.index)]
    # Where no zone reaches, nothing of the change is inside.
    reached = rows[rows["area_ha"] > 0]
    inside = reached["area_ha"]
    outside = inside / reached["area_share"] - inside
    was, became = (reached["divipola"].map(coca[year]).astype(float) for year in years)
    least, most = (was - outside).clip(lower=0), was.where(was < inside, inside)
    step = became - was
    rise, fall = step.clip(lower=0), (-step).clip(lower=0)
    upper = rise.where(rise < inside - least, inside - least)
    upper -= (fall - (was - least)).clip(lower=0)
    lower = (rise - (outside - (was - most))).clip(lower=0)
    lower -= fall.where(fall < most, most)
    both = reached[KEYS].assign(change_ha_stood_lower=lower, change_ha_stood_upper=upper)
    every = pd.MultiIndex.from_frame(rows[KEYS].drop_duplicates())
    sums = both.groupby(KEYS, sort=False).sum().reindex(every, fill_value=0.0)
    national = coca[last].sum() - coca[first].sum()
    parts = sums / (national or float("nan"))
    # Where the nation's hectares fell, the ends change places.
    sums["share_of_change_stood_lower"] = parts.min(axis=1, skipna=False)
    sums["share_of_change_stood_upper"] = parts.max(axis=1, skipna=False)
    return sums
