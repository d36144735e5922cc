"""What changed in each municipality between two years: by how much, and of what kind.

Municipal totals show net change. They do not show that anyone, or anything, moved.
"""

import numpy as np
import pandas as pd

from cocashift import schemas
from cocashift.migrate import permanence

__all__ = ["CLASSES", "classify", "compare", "ever_grown"]

CLASSES = ("new", "rose", "stable", "fell", "disappeared", "none", "missing")

STABLE_HA = 1.0
STABLE_SHARE = 0.10


def classify(first: pd.Series, last: pd.Series) -> pd.Series:
    """Name the kind of change between two years.

    Parameters
    ----------
    first, last : Series
        Hectares in the two years, same index; missing where there is no figure.

    Returns
    -------
    Series
        One of `CLASSES`. ``new`` and ``disappeared`` start from or end at zero; ``stable`` is a
        change within ±1 ha or ±10 %; ``none`` is zero in both years; ``missing`` lacks a figure.

    Examples
    --------
    >>> classify(pd.Series([0, 100, 100, 100, 5, 0]), pd.Series([2, 150, 105, 60, 0, 0])).tolist()
    ['new', 'rose', 'stable', 'fell', 'disappeared', 'none']
    """
    step = last - first
    # ASSUME: the survey's whole hectares in 2006-2014 make ±1 ha rounding, and ±10 % is its noise.
    stable = (step.abs() <= STABLE_HA) | (step.abs() <= STABLE_SHARE * first)
    conditions = [
        first.isna() | last.isna(),
        (first == 0) & (last == 0),
        first == 0,
        last == 0,
        stable,
        step > 0,
    ]
    names = ["missing", "none", "new", "disappeared", "stable", "rose"]
    return pd.Series(np.select(conditions, names, default="fell"), index=first.index).astype("str")


def compare(
    municipalities: pd.DataFrame,
    cultivation: pd.DataFrame,
    eradication: pd.DataFrame,
    allocation: pd.DataFrame,
    years: list[int],
) -> pd.DataFrame:
    """Set two years side by side for every municipality.

    Parameters
    ----------
    municipalities : DataFrame
        `schemas.Municipalities`, geometry not needed.
    cultivation : DataFrame
        `schemas.Cultivation`.
    eradication : DataFrame
        `schemas.Eradication`.
    allocation : DataFrame
        `schemas.Allocation`; gives the share of each municipality's area that is off limits in
        the last year.
    years : list of int
        First and last year.

    Returns
    -------
    DataFrame
        `schemas.Change`, sorted by ``divipola``.
    """
    first, last = years
    named = municipalities.set_index("divipola")[["municipality", "department", "area_ha"]]
    frame = named.join(_by_year(cultivation, "coca_ha", years))
    frame["change_ha"] = frame[f"coca_ha_{last}"] - frame[f"coca_ha_{first}"]
    frame["change_class"] = classify(frame[f"coca_ha_{first}"], frame[f"coca_ha_{last}"])
    frame = frame.join(_off_limits(allocation, last))
    for figure in ("sprayed_ha", "manual_ha"):
        covered = set(eradication.loc[eradication[figure].notna(), "year"])
        columns = _by_year(eradication, figure, years).reindex(frame.index)
        # A municipality that neither register names had no recorded event in a covered year.
        for year in covered & set(years):
            columns[f"{figure}_{year}"] = columns[f"{figure}_{year}"].fillna(0.0)
        frame = frame.join(columns)
    lasting = permanence.classify(cultivation, last)
    frame["permanence"] = lasting.reindex(frame.index, fill_value="missing")
    return schemas.Change.validate(frame.reset_index())


def ever_grown(change: pd.DataFrame, cultivation: pd.DataFrame) -> pd.DataFrame:
    """Keep the municipalities that had coca in any year of the table."""
    most = cultivation.groupby("divipola")["coca_ha"].max()
    return change[change["divipola"].isin(most[most > 0].index)]


def _by_year(record: pd.DataFrame, figure: str, years: list[int]) -> pd.DataFrame:
    """One row per municipality, one column per year: ``<figure>_<year>``."""
    wide = record.pivot(index="divipola", columns="year", values=figure).reindex(columns=years)
    return wide.astype(float).add_prefix(f"{figure}_").rename_axis(columns=None)


def _off_limits(allocation: pd.DataFrame, year: int) -> pd.DataFrame:
    """One row per municipality: the share of its area in each scenario, in one year."""
    of_year = allocation[
        (allocation["kind"] == "scenario")
        & (allocation["year"] == year)
        & (allocation["method"] == "areal")
    ]
    wide = of_year.pivot(index="divipola", columns="zone", values="area_share")
    wide = wide[of_year["zone"].unique()]
    return wide.add_prefix("off_limits_share_").rename_axis(columns=None)
