"""What changed in the zones: hectares, shares, and shift and share.

A zone's hectares can rise because the country's do, because municipalities with much of the zone
grow faster than others, or because the zone itself was enlarged. The three add up to the change.
"""

import numpy as np
import pandas as pd

from cocashift import schemas
from cocashift.migrate import exposure, standing

__all__ = ["compare"]

QUANTILES = ("p10", "p50", "p90")
KEYS = ["kind", "zone", "method"]


def compare(
    allocation: pd.DataFrame,
    cultivation: pd.DataFrame,
    eradication: pd.DataFrame,
    years: list[int],
    intervals: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Compare two years in every zone and scenario, and where spraying had left coca alone.

    With s_mt the share of municipality m's hectares H_mt in the zone, N_t the national total and
    g = N_1 / N_0 - 1, the zone's change is national growth, redistribution and extension:
    sum s_m0 H_m0 g, sum s_m0 (H_m1 - (1 + g) H_m0), sum (s_m1 - s_m0) H_m1.

    Parameters
    ----------
    allocation : DataFrame
        `schemas.Allocation`, of any methods.
    cultivation : DataFrame
        `schemas.Cultivation`; municipalities with a missing figure in either year take no part,
        those without boundary count in the nation and in no zone.
    eradication : DataFrame
        `schemas.Eradication`.
    years : list of int
        First and last year.
    intervals : DataFrame, optional
        `schemas.Intervals`.

    Returns
    -------
    DataFrame
        `schemas.Shift`.

    References
    ----------
    Dunn (1960), "A statistical and analytical technique for regional analysis" (shift and share).
    """
    coca = cultivation.pivot(index="divipola", columns="year", values="coca_ha")[years].dropna()
    marks = exposure.unsprayed(eradication, coca.index, years[0])
    marks.columns = pd.MultiIndex.from_product([["exposure"], marks.columns, ["recorded"]])
    inside = [_inside(allocation, coca, year) for year in years]
    inside = [pd.concat([shares, marks], axis=1).rename_axis(columns=KEYS) for shares in inside]
    hectares = [coca[year] @ shares for year, shares in zip(years, inside, strict=True)]
    frame = pd.concat(
        [
            _hectares(allocation, coca, hectares, years),
            _shares(coca, hectares, years),
            _shift_share(coca, inside, years),
            standing.bounds(allocation, coca, years),
        ],
        axis=1,
    )
    frame = frame.reset_index().assign(first_year=years[0], last_year=years[1])
    frame = _extremes(frame, *(coca[year].sum() for year in years))
    if intervals is not None:
        models = [_model(frame, rows, years) for _, rows in intervals.groupby("method")]
        frame = pd.concat([frame, *models], ignore_index=True)
    frame = frame.reindex(columns=list(schemas.Shift.to_schema().columns))
    return schemas.Shift.validate(frame.astype(dict.fromkeys(frame.columns[5:], float)))


def _inside(allocation, coca, year) -> pd.DataFrame:
    """Give the share of each municipality's hectares in each zone, ``(municipality, zone)``."""
    of_year = allocation[allocation["year"] == year]
    shares = of_year.pivot(index="divipola", columns=KEYS, values="coca_share")
    return shares.reindex(coca.index).fillna(0.0)


def _hectares(allocation, coca, hectares, years) -> pd.DataFrame:
    """Give hectares of both years with their bounds, and growth inside and outside."""
    known = allocation[allocation["divipola"].isin(coca.index)]
    frame = pd.DataFrame(index=hectares[0].index)
    for when, year, expected in zip(("first", "last"), years, hectares, strict=True):
        frame[f"coca_ha_{when}"] = expected
        of_year = known[known["year"] == year].groupby(KEYS)
        for bound in ("lower", "upper"):
            sums = of_year[f"coca_ha_{bound}"].sum().reindex(frame.index)
            frame[f"coca_ha_{when}_{bound}"] = sums.fillna(expected)  # what is recorded is exact
    frame["change_ha"] = frame["coca_ha_last"] - frame["coca_ha_first"]
    first, last = (coca[year].sum() - frame[f"coca_ha_{when}"] for year, when in _named(years))
    frame["change_outside_ha"] = last - first
    frame["growth_inside"] = _ratio(frame["change_ha"], frame["coca_ha_first"])
    frame["growth_outside"] = _ratio(last - first, first)
    return frame


def _shares(coca, hectares, years) -> pd.DataFrame:
    """Give shares of the national totals, and of its change."""
    first, last = (coca[year].sum() for year in years)
    frame = pd.DataFrame(
        {
            "national_share_first": _ratio(hectares[0], first),
            "national_share_last": _ratio(hectares[1], last),
        }
    )
    frame["share_change"] = frame["national_share_last"] - frame["national_share_first"]
    frame["share_of_change"] = _ratio(hectares[1] - hectares[0], last - first)
    return frame


def _shift_share(coca, inside, years) -> pd.DataFrame:
    """Split each zone's change into national growth, redistribution and extension."""
    first, last = (coca[year] for year in years)
    growth = last.sum() / first.sum() if first.sum() else np.nan
    return pd.DataFrame(
        {
            "national_growth_ha": (growth - 1) * (first @ inside[0]),
            "redistribution_ha": (last - growth * first) @ inside[0],
            # Rounding of shares is no ground.
            "extension_ha": last @ (inside[1] - inside[0]).round(12) + 0.0,
        }
    )


def _extremes(frame: pd.DataFrame, first: float, last: float) -> pd.DataFrame:
    """Add what follows if the coca lay at opposite extremes in the two years."""
    ends = {"lower": ("upper", "lower"), "upper": ("lower", "upper")}
    changes = {}
    for end, (before, after) in ends.items():
        was, became = frame[f"coca_ha_first_{before}"], frame[f"coca_ha_last_{after}"]
        frame[f"share_change_{end}"] = _ratio(became, last) - _ratio(was, first)
        changes[end] = _ratio(became - was, last - first)
    # Where the nation's hectares fell, the extremes change places.
    both = pd.DataFrame(changes)
    frame["share_of_change_lower"] = both.min(axis=1, skipna=False)
    frame["share_of_change_upper"] = both.max(axis=1, skipna=False)
    return frame


def _model(frame: pd.DataFrame, intervals: pd.DataFrame, years: list[int]) -> pd.DataFrame:
    """Lay the ensemble's medians and intervals out as rows of a method of their own."""
    known = intervals[intervals["basis"].eq("in_force") & intervals["left_out"].eq("")]
    by_period = {period: rows.set_index("zone") for period, rows in known.groupby("period")}
    change = "-".join(map(str, years))
    rows = frame[frame["method"] == "areal"].copy()
    if change not in by_period:
        return rows.iloc[:0]
    told = {
        "coca_ha_first": (str(years[0]), "coca_ha"),
        "coca_ha_last": (str(years[1]), "coca_ha"),
        "national_share_first": (str(years[0]), "national_share"),
        "national_share_last": (str(years[1]), "national_share"),
        "change_ha": (change, "coca_ha"),
        "share_change": (change, "national_share"),
        "share_of_change": (change, "share_of_change"),
        "growth_inside": (change, "growth"),
        "growth_outside": (change, "growth_outside"),
    }
    national = rows["change_ha"] + rows["change_outside_ha"]
    for figure, (period, name) in told.items():
        for quantile in QUANTILES:
            found = rows["zone"].map(by_period[period][f"{name}_{quantile}"])
            rows[f"{figure}_{quantile}"] = found
        rows[figure] = rows[f"{figure}_p50"]
    rows["change_outside_ha"] = national - rows["change_ha"]
    # Shift and share go with one placing of the hectares, not with a median over many.
    rows[["national_growth_ha", "redistribution_ha", "extension_ha"]] = np.nan
    return rows.assign(method=intervals["method"].iloc[0])


def _named(years):
    return zip(years, ("first", "last"), strict=True)


def _ratio(part: pd.Series, whole) -> pd.Series:
    """Divide; a part of nothing is missing."""
    whole = pd.Series(whole, index=part.index)
    return part / whole.where(whole != 0)
