"""Summing up: intervals of zones and of their unions over all draws."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from cocashift.allocate.ensemble.draws import Placement, place

__all__ = ["QUANTILES", "Union", "intervals"]

CHANGES = ("share_of_change", "growth", "growth_outside")
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


@dataclass(frozen=True)
class Union:
    """Ground whose hectares are summed: what lies in any of the flags, in all years or by year.

    `without` names departments, two digits each, that count neither in it nor in the nation.
    """

    flags: list[str] | dict[int, list[str]]
    without: tuple[str, ...] = ()

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
    **options,
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
    **options
        Of `place`: ``years``, ``seed``, ``draws``, ``members``, ``census_cv``.

    Returns
    -------
    DataFrame
        A row is a union and a period; key ``union, period``. ``period`` is a year, as text, or two
        of them, ``2013-2014``; ``coca_ha_p10``, ``coca_ha_p50``, ``coca_ha_p90`` in hectares, or
        their change; ``national_share_*`` over the year's total, or the last share minus the
        first. Of pairs, ``share_of_change_*`` is the part of the nation's change, and ``growth_*``
        and ``growth_outside_*`` the change over the first year inside and outside. A draw holds
        all years, so the interval of a change is narrower than the difference of two intervals.

    Raises
    ------
    ValueError
        As `place`, if a union names an unknown flag, or if no draw meets all published totals.
    """
    flags = {flag for union in unions.values() for flag in union.named()}
    unknown = sorted(flags - set(pieces))
    if unknown:
        raise ValueError(f"unions name flags that are not given: {', '.join(unknown)}")
    inside, whole, covers = [], [], None
    for placement in place(pieces, cultivation, zones, flags, **options):
        years = placement.years
        # All members are drawn on the same pieces.
        covers = covers or _covers(placement.pieces, unions, years)
        sums, nation = _sums(placement, covers, len(unions))
        inside.append(sums)
        whole.append(nation)
    if not sum(map(len, inside)):
        raise ValueError("no draw meets all published totals together")
    pairs = list(pairs if pairs is not None else pairwise(years))
    return _summary(np.concatenate(inside), np.concatenate(whole), list(unions), years, pairs)


def _covers(
    frame: pd.DataFrame, unions: dict[str, Union], years: list[int]
) -> list[tuple[list[int], np.ndarray, np.ndarray]]:
    """Say for each year which unions are asked for, what they cover, and among what."""
    department = frame["divipola"].str[:2]
    among = np.stack([~department.isin(union.without) for union in unions.values()], axis=1)
    flags = {
        name: frame[name].to_numpy(bool) for union in unions.values() for name in union.named()
    }
    nothing = np.zeros(len(frame), bool)
    found = []
    for year in years:
        asked = {place: union.of_year(year) for place, union in enumerate(unions.values())}
        known = [place for place, names in asked.items() if names is not None]
        covers = [
            np.logical_or.reduce([nothing, *(flags[name] for name in asked[place])])
            for place in known
        ]
        inside = np.stack(covers, axis=1) & among[:, known] if known else np.empty((len(frame), 0))
        found.append((known, inside.astype(float), among[:, known].astype(float)))
    return found


def _sums(placement: Placement, covers: list, unions: int) -> tuple[np.ndarray, np.ndarray]:
    """Sum hectares over each union, and over what it is compared with, ``(draw, year, union)``."""
    shape = (len(placement.hectares), len(placement.years), unions)
    inside, whole = np.full(shape, np.nan), np.full(shape, np.nan)
    for index, (known, ground, among) in enumerate(covers):
        hectares = placement.hectares[:, index]
        inside[:, index, known] = hectares @ ground
        whole[:, index, known] = hectares @ among
    return inside, whole


def _summary(inside, whole, names: list[str], years: list[int], pairs) -> pd.DataFrame:
    """Take percentiles over draws, of each year and of the change between two."""
    with np.errstate(invalid="ignore", divide="ignore"):  # a year without coca has no shares
        shares = inside / whole
        parts = [_table(names, str(y), inside[:, i], shares[:, i]) for i, y in enumerate(years)]
        for first, last in pairs:
            was, became = years.index(first), years.index(last)
            step = inside[:, became] - inside[:, was]
            nation = whole[:, became] - whole[:, was]
            changes = {
                "share_of_change": step / np.where(nation == 0, np.nan, nation),
                "growth": step / _positive(inside[:, was]),
                "growth_outside": (nation - step) / _positive(whole[:, was] - inside[:, was]),
            }
            share = shares[:, became] - shares[:, was]
            parts.append(_table(names, f"{first}-{last}", step, share, changes))
    return pd.concat(parts, ignore_index=True)


def _positive(hectares: np.ndarray) -> np.ndarray:
    """Leave out what is none, up to rounding: nothing grows by a rate from nothing."""
    return np.where(hectares > 1e-9, hectares, np.nan)


def _table(names, period, hectares, shares, changes=None) -> pd.DataFrame:
    """Take the percentiles of one period."""
    asked = ~np.isnan(hectares[0])
    table = pd.DataFrame({"union": np.array(names)[asked], "period": period})
    figures = {"coca_ha": hectares, "national_share": shares} | dict.fromkeys(CHANGES)
    figures |= changes or {}
    for figure, drawn in figures.items():
        found = [np.nan] * len(QUANTILES)
        if drawn is not None:
            found = np.quantile(drawn[:, asked], list(QUANTILES.values()), axis=0)
        for name, row in zip(QUANTILES, found, strict=True):
            table[f"{figure}_{name}"] = row
    return table
