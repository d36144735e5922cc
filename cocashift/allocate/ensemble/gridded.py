"""Drawing where a grid of hectares is known: what is left open is where cells are cut, and errors.

A cell that a border cuts may hold its hectares on either side of it. And a grid errs: by how much
shows where its sums over municipalities are held against the table, which is the census itself.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from cocashift import logs
from cocashift.allocate.ensemble.design import DEFAULT, Design
from cocashift.allocate.ensemble.draws import BATCH, REPETITIONS, Placement
from cocashift.allocate.ensemble.land import GRID, Land, prepare
from cocashift.allocate.ensemble.members import apportion

__all__ = ["error", "place_grid"]

# ASSUME: a grid errs by 5 % on the parts of a municipality even where its sums are the table's.
LEAST_SD = 0.05


def place_grid(
    pieces: pd.DataFrame,
    cultivation: pd.DataFrame,
    zones: dict[str, list[str]],
    flags: Iterable[str] = (),
    design: Design = DEFAULT,
) -> Iterator[Placement]:
    """Place every municipality's hectares as a grid has them, many times over.

    Parameters
    ----------
    pieces, cultivation, zones, flags, design
        As in `draws.place`; pieces have ``grid_ha_<year>`` with ``_lower`` and ``_upper`` for the
        years of the design. Members, published totals and parts are not asked for.

    Yields
    ------
    Placement
        In every draw and year a municipality's hectares add up to its total, and no piece holds
        more than its area. A municipality without hectares in the grid is shared by area.
    """
    flags = {*flags, *(column for columns in zones.values() for column in columns)}
    land, table = prepare(pieces, cultivation, zones, flags)
    years = sorted(design.years or [])
    streams = np.random.default_rng(design.seed).spawn(REPETITIONS)
    numbers = apportion([1.0] * REPETITIONS, design.draws)
    sets = enumerate(zip(numbers, streams, strict=True))
    for repetition, (number, rng) in logs.steps(sets, "sets of draws"):
        for begin in range(0, number, BATCH):
            size = min(BATCH, number - begin)
            placed = [_place(land, table[year].to_numpy(float), year, size, rng) for year in years]
            hectares = np.moveaxis(np.array(placed), -1, 0)
            yield Placement("grid", np.full(size, repetition), land.frame, years, hectares)


def _place(land: Land, hectares: np.ndarray, year: int, number: int, rng) -> np.ndarray:
    """Place one year's hectares, ``(piece, draw)``."""
    even, least, most = (
        land.frame[f"{GRID}{year}{end}"].to_numpy(float) for end in ("", "_lower", "_upper")
    )
    open_ = most - least
    part = np.divide(even - least, open_, out=np.zeros_like(even), where=open_ > 0)
    part = part.clip(1e-6, 1 - 1e-6)[:, None]
    # ASSUME: on which side of a border a cut cell's hectares lie is anyone's guess, by area on
    # average.
    lying = least[:, None] + open_[:, None] * rng.beta(
        2 * part, 2 * (1 - part), (len(even), number)
    )
    sd = error(land, hectares, even)
    # ASSUME: it errs by piece, and by zone as well: what grows under trees is missed everywhere.
    errors = rng.standard_normal((len(even), number))
    errors += land.inside @ rng.standard_normal((land.inside.shape[1], number))
    shares = land.shares(lying * np.exp(sd * errors))
    return land.bounded(shares * hectares[land.town][:, None])


def error(land: Land, hectares: np.ndarray, gridded: np.ndarray) -> float:
    """Say by how much a grid errs: the log sd of its municipal sums about those of the table.

    A factor that all municipalities have in common shifts no share and is left aside.
    """
    sums = land.total(gridded)
    both = (sums > 0) & (hectares > 0)
    if both.sum() < 2:
        return LEAST_SD
    logs, weights = np.log(sums[both] / hectares[both]), hectares[both]
    mean = np.average(logs, weights=weights)
    return max(LEAST_SD, float(np.sqrt(np.average((logs - mean) ** 2, weights=weights))))
