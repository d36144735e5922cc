"""Summing up: intervals of zones and of their unions over all draws."""

from collections.abc import Callable, Iterable
from itertools import pairwise

import numpy as np
import pandas as pd

from cocashift.allocate.ensemble.design import DEFAULT, Design
from cocashift.allocate.ensemble.draws import Placement, place
from cocashift.allocate.ensemble.summing import Sums, Union, compared, joined, sums
from cocashift.allocate.models import QUANTILES

__all__ = ["intervals", "summarise"]

CHANGES = ("share_of_change", "growth", "growth_outside")
LEVELS = list(QUANTILES.values())


def intervals(
    pieces: pd.DataFrame,
    cultivation: pd.DataFrame,
    zones: dict[str, list[str]],
    unions: dict[str, Union],
    pairs: Iterable[tuple[int, int]] | None = None,
    design: Design = DEFAULT,
    placing: Callable[..., Iterable[Placement]] = place,
) -> pd.DataFrame:
    """Give an 80 % interval for the hectares in every union, by year, and for changes.

    Parameters
    ----------
    pieces, cultivation, zones
        As in `place`.
    unions : dict of Union
        What to sum, by name.
    pairs : iterable of tuple of int, optional
        Pairs of years between which changes are taken; by default of each year and the next.
    design : Design
        As in `place`.
    placing : callable
        What draws: `place`, or `gridded.place_grid`.

    Returns
    -------
    DataFrame
        A row is a union and a period; key ``union, period``. ``period`` is a year, as text, or two
        of them, ``2013-2014``; ``coca_ha_p10``, ``coca_ha_p50``, ``coca_ha_p90`` in hectares, or
        their change; ``national_share_*`` over the year's total, or the last share minus the
        first. Of pairs, ``share_of_change_*`` is the part of the nation's change, and ``growth_*``
        and ``growth_outside_*`` the change over the first year inside and outside.
        ``coca_mcse_ha_*`` is the Monte Carlo standard error of a percentile. A draw holds
        all years, so the interval of a change is narrower than the difference of two intervals.

    Raises
    ------
    ValueError
        As `place`, if a union names an unknown flag, or if no draw meets all published totals.
    """
    return summarise(sums(pieces, cultivation, zones, unions, design, placing), unions, pairs)


def summarise(
    drawn: Iterable[Sums],
    unions: dict[str, Union],
    pairs: Iterable[tuple[int, int]] | None = None,
) -> pd.DataFrame:
    """Take intervals from draws, in whatever order they come.

    Parameters
    ----------
    drawn : iterable of Sums
        As `sums` gives them, of one part of the draws after the other.
    unions, pairs
        As in `intervals`.

    Returns
    -------
    DataFrame
        As `intervals` gives it.

    Raises
    ------
    ValueError
        If no draw meets all published totals.
    """
    found = joined(drawn)
    if not len(found.repetition):
        raise ValueError("no draw meets all published totals together")
    years = found.years.tolist()
    pairs = list(pairs if pairs is not None else pairwise(years))
    sets = [found.repetition == each for each in np.unique(found.repetition)]
    return _summary(found.inside, found.whole, sets, unions, years, pairs)


def _summary(inside, whole, sets, unions: dict[str, Union], years, pairs) -> pd.DataFrame:
    """Take percentiles over draws, of each year and of the change between two."""
    names, parts = np.array(list(unions)), []
    small = np.array([union.small for union in unions.values()])
    among = compared(unions.values())
    nation = np.array([among.index(union.without) for union in unions.values()])
    with np.errstate(invalid="ignore", divide="ignore"):  # a year without coca has no shares
        for place, year in enumerate(years):
            asked = ~np.isnan(inside[:, place, 0])
            for rows in (asked & ~small, asked & small):
                hectares = inside[rows, place]
                share = hectares / whole[nation[rows], place] if not small[rows].any() else None
                parts.append(_table(names[rows], str(year), sets, hectares, share))
        for first, last in pairs:
            was, became = years.index(first), years.index(last)
            known = ~np.isnan(inside[:, [was, became], 0]).any(axis=1)
            asked = ~small & known
            before, after = inside[asked, was], inside[asked, became]
            all_before, all_after = whole[nation[asked], was], whole[nation[asked], became]
            step, grown = after - before, all_after - all_before
            changes = {
                "share_of_change": step / np.where(grown == 0, np.nan, grown),
                "growth": step / _positive(before),
                "growth_outside": (grown - step) / _positive(all_before - before),
            }
            share = after / all_after - before / all_before
            period, asked_small = f"{first}-{last}", small & known
            parts.append(_table(names[asked], period, sets, step, share, changes))
            step = inside[asked_small, became] - inside[asked_small, was]
            parts.append(_table(names[asked_small], period, sets, step, None))
    return pd.concat(parts, ignore_index=True)


def _positive(hectares: np.ndarray) -> np.ndarray:
    """Leave out what is none, up to rounding: nothing grows by a rate from nothing."""
    return np.where(hectares > 1e-9, hectares, np.nan)


def _table(names, period, sets, hectares, shares, changes=None) -> pd.DataFrame:
    """Take the percentiles of one period, and how far those of single repetitions differ."""
    columns = {"union": names, "period": period}
    figures = {"coca_ha": hectares, "national_share": shares} | dict.fromkeys(CHANGES)
    figures |= changes or {}
    for figure, drawn in figures.items():
        found = [np.nan] * len(QUANTILES)
        if drawn is not None:
            found = np.quantile(drawn, LEVELS, axis=1)
        for name, row in zip(QUANTILES, found, strict=True):
            columns[f"{figure}_{name}"] = row
    for name, row in zip(QUANTILES, _error(hectares, sets), strict=True):
        columns[f"coca_mcse_ha_{name}"] = row
    return pd.DataFrame(columns, index=range(len(names)))


def _error(drawn: np.ndarray, sets: list[np.ndarray]) -> np.ndarray:
    """Take the standard error of percentiles from repetitions, ``(percentile, union)``.

    Quasi-random draws are not independent of one another, but the repetitions are (Owen 1998).
    """
    if len(sets) < 2:
        return np.full((len(LEVELS), len(drawn)), np.nan)
    apart = np.stack([np.quantile(drawn[:, each], LEVELS, axis=1) for each in sets])
    return apart.std(axis=0, ddof=1) / np.sqrt(len(sets))
