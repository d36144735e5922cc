"""Summing up: intervals of zones and of their unions over all draws."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import sparse

from cocashift.allocate.ensemble.draws import DEFAULT, Design, Placement, place
from cocashift.allocate.ensemble.land import UNITS
from cocashift.allocate.models import QUANTILES

__all__ = ["Union", "intervals"]

CHANGES = ("share_of_change", "growth", "growth_outside")
LEVELS = list(QUANTILES.values())


@dataclass(frozen=True)
class Union:
    """Ground whose hectares are summed: what lies in any of the flags, in all years or by year.

    `without` names departments, two digits each, that count neither in it nor in the nation.
    Of a `small` union only hectares are asked for, and their change, not its part of the nation.
    """

    flags: list[str] | dict[int, list[str]]
    without: tuple[str, ...] = ()
    small: bool = False

    def of_year(self, year: int) -> list[str] | None:
        """Name the flags of a year; None where the union is not asked for."""
        return self.flags.get(year) if isinstance(self.flags, dict) else self.flags

    def named(self) -> set[str]:
        """Name all flags."""
        by_year = self.flags.values() if isinstance(self.flags, dict) else [self.flags]
        return {flag for flags in by_year for flag in flags}


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
    flags = {flag for union in unions.values() for flag in union.named()}
    flags -= _named_units(pieces)
    unknown = sorted(flags - set(pieces))
    if unknown:
        raise ValueError(f"unions name flags that are not given: {', '.join(unknown)}")
    inside, whole, repetition, covers = [], [], [], None
    for placement in placing(pieces, cultivation, zones, flags, design):
        years = placement.years
        if covers is None:  # all members are drawn on the same pieces
            covers = _covers(placement.pieces, unions, years)
            nation = _nation(placement.pieces, unions.values())
        inside.append(_sums(placement, covers, len(unions)))
        whole.append(_whole(placement, *nation))
        repetition.append(placement.repetition)
    inside, whole = np.concatenate(inside, axis=-1), np.concatenate(whole, axis=-1)
    repetition = np.concatenate(repetition)
    if not inside.shape[-1]:
        raise ValueError("no draw meets all published totals together")
    pairs = list(pairs if pairs is not None else pairwise(years))
    sets = [repetition == each for each in np.unique(repetition)]
    return _summary(inside, whole, sets, unions, years, pairs)


def _named_units(pieces: pd.DataFrame) -> set[str]:
    """Name the units that pieces lie in."""
    listed = pieces[UNITS].drop_duplicates() if UNITS in pieces else []
    return {unit for joined in listed for unit in joined.split("|") if unit}


def _covers(
    frame: pd.DataFrame, unions: dict[str, Union], years: list[int]
) -> list[tuple[list[int], sparse.csr_array]]:
    """Say for each year which unions are asked for, and what they cover, ``(union, piece)``."""
    units = frame[UNITS].str.get_dummies("|") if UNITS in frame else frame[[]]
    flags = {
        name: (units if name in units else frame)[name].to_numpy(bool)
        for union in unions.values()
        for name in union.named()
    }
    nothing = np.zeros(len(frame), bool)
    department = frame["divipola"].str[:2]
    among = {each: ~department.isin(each).to_numpy() for each in _compared(unions.values())}
    found = []
    for year in years:
        asked = [(place, union.of_year(year), union) for place, union in enumerate(unions.values())]
        known = [(place, names, union) for place, names, union in asked if names is not None]
        covers = [
            np.logical_or.reduce([nothing, *(flags[name] for name in names)]) & among[union.without]
            for _, names, union in known
        ]
        ground = sparse.csr_array(np.array(covers, float).reshape(len(covers), len(frame)))
        found.append(([place for place, _, _ in known], ground))
    return found


def _sums(placement: Placement, covers: list, unions: int) -> np.ndarray:
    """Sum hectares over unions, ``(union, year, draw)``."""
    inside = np.full((unions, len(placement.years), len(placement.hectares)), np.nan)
    for index, (known, ground) in enumerate(covers):
        inside[known, index] = ground @ placement.hectares[:, index].T
    return inside


def _nation(frame: pd.DataFrame, unions: Iterable[Union]) -> tuple[sparse.csr_array, np.ndarray]:
    """Say which pieces a department has, and which departments unions are compared with."""
    names, department = np.unique(frame["divipola"].str[:2], return_inverse=True)
    places = (department, np.arange(len(frame)))
    ground = sparse.csr_array((np.ones(len(frame)), places), (len(names), len(frame)))
    return ground, np.array([~np.isin(names, without) for without in _compared(unions)], float)


def _whole(placement: Placement, ground: sparse.csr_array, among: np.ndarray) -> np.ndarray:
    """Sum hectares over what unions are compared with, ``(compared, year, draw)``."""
    by_year = [ground @ placement.hectares[:, year].T for year in range(len(placement.years))]
    return np.tensordot(among, np.stack(by_year), (1, 1))


def _compared(unions: Iterable[Union]) -> list[tuple[str, ...]]:
    """List what is left out of the nation that unions are compared with."""
    return sorted({union.without for union in unions})


def _summary(inside, whole, sets, unions: dict[str, Union], years, pairs) -> pd.DataFrame:
    """Take percentiles over draws, of each year and of the change between two."""
    names, parts = np.array(list(unions)), []
    small = np.array([union.small for union in unions.values()])
    compared = _compared(unions.values())
    nation = np.array([compared.index(union.without) for union in unions.values()])
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
