"""The hectares of each draw, summed over what is asked for."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from cocashift.allocate.ensemble.design import DEFAULT, Design
from cocashift.allocate.ensemble.draws import Placement, place
from cocashift.allocate.ensemble.land import UNITS

__all__ = ["Sums", "Union", "compared", "joined", "sums"]


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


@dataclass(frozen=True)
class Sums:
    """The hectares of draws, summed: all that intervals need of them, and small enough to keep.

    Attributes
    ----------
    years : ndarray
        Ascending.
    inside : ndarray
        Hectares of every union, ``(union, year, draw)``; missing where it is not asked for.
    whole : ndarray
        Hectares of what unions are compared with, ``(compared, year, draw)``.
    repetition : ndarray
        Which of the independent sets of draws each belongs to, ``(draw,)``.
    """

    years: np.ndarray
    inside: np.ndarray
    whole: np.ndarray
    repetition: np.ndarray


def sums(
    pieces: pd.DataFrame,
    cultivation: pd.DataFrame,
    zones: dict[str, list[str]],
    unions: dict[str, Union],
    design: Design = DEFAULT,
    placing: Callable[..., Iterable[Placement]] = place,
) -> Iterator[Sums]:
    """Draw, and sum up what lies in every union.

    Parameters
    ----------
    pieces, cultivation, zones, unions, design, placing
        As in `intervals`.

    Yields
    ------
    Sums
        Of a batch of draws after the other.

    Raises
    ------
    ValueError
        As `place`, or if a union names an unknown flag.
    """
    flags = {flag for union in unions.values() for flag in union.named()}
    flags -= _named_units(pieces)
    unknown = sorted(flags - set(pieces))
    if unknown:
        raise ValueError(f"unions name flags that are not given: {', '.join(unknown)}")
    covers = None
    for placement in placing(pieces, cultivation, zones, flags, design):
        if covers is None:  # all members are drawn on the same pieces
            covers = _covers(placement.pieces, unions, placement.years)
            nation = _nation(placement.pieces, unions.values())
        inside = _sums(placement, covers, len(unions))
        whole = _whole(placement, *nation)
        yield Sums(np.array(placement.years), inside, whole, placement.repetition)


def joined(parts: Iterable[Sums]) -> Sums:
    """Join the sums of parts of the draws; without any, there are no draws in it."""
    parts = [part for part in parts if len(part.repetition)]
    if not parts:
        return Sums(np.array([], int), np.empty((0, 0, 0)), np.empty((0, 0, 0)), np.array([], int))
    return Sums(
        parts[0].years,
        np.concatenate([part.inside for part in parts], axis=-1),
        np.concatenate([part.whole for part in parts], axis=-1),
        np.concatenate([part.repetition for part in parts]),
    )


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
    among = {each: ~department.isin(each).to_numpy() for each in compared(unions.values())}
    found, before = [], None
    for year in years:
        asked = [(place, union.of_year(year), union) for place, union in enumerate(unions.values())]
        known = [(place, names, union) for place, names, union in asked if names is not None]
        if known != before:  # most years ask for the same
            covers = [
                np.logical_or.reduce([nothing, *(flags[each] for each in names)])
                & among[union.without]
                for _, names, union in known
            ]
            ground = sparse.csr_array(np.array(covers, float).reshape(len(covers), len(frame)))
        found.append(([place for place, _, _ in known], ground))
        before = known
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
    return ground, np.array([~np.isin(names, without) for without in compared(unions)], float)


def _whole(placement: Placement, ground: sparse.csr_array, among: np.ndarray) -> np.ndarray:
    """Sum hectares over what unions are compared with, ``(compared, year, draw)``."""
    by_year = [ground @ placement.hectares[:, year].T for year in range(len(placement.years))]
    return np.tensordot(among, np.stack(by_year), (1, 1))


def compared(unions: Iterable[Union]) -> list[tuple[str, ...]]:
    """List what is left out of the nation that unions are compared with."""
    return sorted({union.without for union in unions})
