"""Fitting draws to published totals of zones, without moving a hectare out of its municipality.

In a year with totals each draw's weights are multiplied by a factor for each zone with a total,
such that its sums in the zones are the totals; municipal totals hold all along. It is where
iterative proportional fitting would end, found by Newton's method. What that says of the zones'
density ratios in those years is carried to the other years by the ensemble's own law of how ratios
go together over time.

References
----------
Deming & Stephan (1940): iterative proportional fitting. Deville & Särndal (1992): the same as a
raking whose factors solve a convex problem. You, Rao & Dick (2004), Datta et al. (2010):
benchmarking small-area estimates.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from cocashift.allocate.ensemble.carrying import carry
from cocashift.allocate.ensemble.land import Land

__all__ = ["Total", "condition", "scale"]

ROUNDS, STEPS = 10, 40
CLOSE, NEARLY = 3e-4, 2e-3
# Of logarithms of factors: how far one step goes at most, and where a zone takes all that it can.
STRIDE, REACH = 2.0, 50.0
# The interval of a figure printed with a tolerance is taken for one of 95 %.
Z_95 = 1.96


@dataclass(frozen=True)
class Total:
    """Published hectares inside a zone: which flags it is the union of, in which year, how firm."""

    zone: str
    flags: list[str]
    year: int
    coca_ha: float
    tolerance_percent: float

    def drawn(self, errors: np.ndarray) -> np.ndarray:
        """Say what it may truly be, within its tolerance, from standard normal errors."""
        # ASSUME: a printed total errs normally, its tolerance being a 95 % interval.
        return self.coca_ha * (1 + self.tolerance_percent / 100 / Z_95 * errors)


def condition(
    weights: dict[int, np.ndarray],
    sums: dict[int, np.ndarray],
    grounds: dict[int, Land],
    totals: Iterable[Total],
    ratio_var: dict[str, float],
    errors: np.ndarray,
) -> tuple[dict[int, np.ndarray], np.ndarray]:
    """Multiply weights such that every draw meets the totals, and years without them follow.

    Parameters
    ----------
    weights, sums, grounds : dict
        By year: weights of pieces, ``(piece, draw)``; municipal hectares, ``(municipality, draw)``;
        the pieces.
    totals : iterable of Total
        Of any years; those of years that are not drawn say nothing.
    ratio_var : dict
        Variance of the lasting log ratio of every zone that has a total.
    errors : ndarray
        Standard normal, ``(total, draw)``: where in its tolerance each total truly lies.

    Returns
    -------
    weights : dict of ndarray
        By year.
    met : ndarray
        Which draws meet all totals. One whose patches leave no room for a total contradicts it.
    """
    drawn = [(t, t.drawn(e)) for t, e in zip(totals, errors, strict=True) if t.year in weights]
    met = np.ones(errors.shape[1], bool)
    if not drawn:
        return weights, met
    flags = {total.zone: total.flags for total, _ in drawn}
    zones = sorted(flags)
    inside = {
        year: np.stack([land.covers(flags[zone]) for zone in zones], axis=1)
        for year, land in grounds.items()
    }
    years, known, targets, factors = list(weights), {}, {}, {}
    for year in sorted({total.year for total, _ in drawn}):
        here = {zones.index(t.zone): hectares for t, hectares in drawn if t.year == year}
        known[year] = sorted(here)
        targets[year] = np.stack([here[zone] for zone in known[year]])
        covers = inside[year][:, known[year]]
        # What is carried to other years need not be exact: no piece is held to its area yet.
        factors[year], _ = scale(
            weights[year], sums[year], covers, targets[year], grounds[year], rounds=1
        )
    variance = np.array([ratio_var[zone] for zone in zones])
    told = dict(zip(years, carry(factors, known, years, variance), strict=True))
    for year, with_total in known.items():
        # What other years say of zones without a total must not undo the totals of this one.
        told[year][with_total] = 0
        begun = weights[year] * np.exp(inside[year] @ told[year])
        covers = inside[year][:, with_total]
        told[year][with_total], held = scale(
            begun, sums[year], covers, targets[year], grounds[year], factors[year]
        )
        met &= held
    return {year: weights[year] * np.exp(inside[year] @ told[year]) for year in years}, met


def scale(
    weights: np.ndarray,
    totals: np.ndarray,
    inside: np.ndarray,
    targets: np.ndarray,
    land: Land,
    begin: np.ndarray | None = None,
    rounds: int = ROUNDS,
) -> tuple[np.ndarray, np.ndarray]:
    """Find by how much each zone's weights are to be multiplied to meet its total, in every draw.

    Parameters
    ----------
    weights : ndarray
        ``(piece, draw)``.
    totals : ndarray
        Municipal hectares, ``(municipality, draw)``.
    inside : ndarray
        ``(piece, zone)``, bool; zones may overlap.
    targets : ndarray
        Hectares, ``(zone, draw)``.
    land : Land
        The pieces.
    begin : ndarray, optional
        Logarithms to begin with.
    rounds : int
        How often, at most, to aim higher for what full pieces send on.

    Returns
    -------
    factors : ndarray
        Their logarithms, ``(zone, draw)``.
    met : ndarray
        Which draws meet all totals.
    """
    found = np.zeros(targets.shape) if begin is None else begin.copy()
    met, rest, goals = np.zeros(targets.shape[1], bool), np.arange(targets.shape[1]), targets.copy()
    # A municipality that no zone's border crosses gives the same whatever the factors.
    atoms, members, cut, rows = land.atoms(inside)
    merged = (members @ weights)[rows]
    covers = inside.astype(float)
    at_atoms, crossed = atoms.inside, totals[atoms.parted]
    fixed = at_atoms[atoms.starts[~atoms.parted]].T @ totals[~atoms.parted]
    for _ in range(rounds):
        given = (_of(rest, figures) for figures in (merged, crossed, goals, fixed, found))
        here = _newton(at_atoms[rows], cut, *given)
        found[:, rest] = here
        shares = land.shares(_of(rest, weights) * np.exp(covers @ here))
        placed = land.bounded(shares * _of(rest, totals)[land.town])
        reached = covers.T @ placed / _of(rest, targets)
        apart = np.abs(reached - 1).max(axis=0)
        met[rest] = apart < NEARLY
        # A piece that is full sends on what its atom had room for: aim as much higher.
        goals[:, rest] /= reached.clip(0.5, 2)
        rest = rest[apart > CLOSE]
        if not len(rest):
            break
    return found, met


def _of(draws: np.ndarray, figures: np.ndarray) -> np.ndarray:
    """Keep some draws, with each row still in one place: indexing would scatter it."""
    if len(draws) == figures.shape[1]:
        return figures
    return np.take(figures, draws, axis=1)


def _newton(covers, land: Land, weights, totals, targets, fixed, begin) -> np.ndarray:
    """Solve for the logarithms of factors, ``(zone, draw)``, all zones of a draw at once."""
    found = begin.copy()
    both = (covers[:, :, None] * covers[:, None, :]).reshape(len(covers), -1).T
    stride, before = np.full(found.shape[1], STRIDE), np.full(found.shape[1], np.inf)
    rest = np.arange(found.shape[1])
    for _ in range(STEPS):
        hectares, wanted = _of(rest, totals), _of(rest, targets)
        shares = land.shares(_of(rest, weights) * np.exp(covers @ _of(rest, found)))
        placed = shares * hectares[land.town]
        off = _of(rest, fixed) + covers.T @ land.bounded(placed) - wanted
        apart = np.abs(off / wanted).max(axis=0)
        # A step that led away was too long.
        stride[rest] *= np.where(apart < before[rest], 1.0, 0.5)
        before[rest] = apart
        far = np.flatnonzero(apart > CLOSE)
        if not len(far):
            break
        rest, placed, off, hectares = rest[far], *(_of(far, f) for f in (placed, off, hectares))
        slope = _slope(placed, hectares, covers, both, land)
        step = np.linalg.solve(slope, -off.T[..., None])[..., 0].T
        found[:, rest] += step.clip(-stride[rest], stride[rest])
        found = found.clip(-REACH, REACH)
    return found


def _slope(placed, totals, covers, both, land: Land) -> np.ndarray:
    """Say how sums in zones answer to the logarithms of factors, ``(draw, zone, zone)``.

    The sum over municipalities of the covariance of zones among their hectares.
    """
    zones, draws = covers.shape[1], placed.shape[1]
    slope = (both @ placed).reshape(zones, zones, draws)
    held = [land.total(placed * covers[:, zone, None]) for zone in range(zones)]
    whole = np.where(totals > 0, totals, 1)
    for a in range(zones):
        for b in range(a, zones):
            shared = (held[a] * held[b] / whole).sum(axis=0)
            slope[a, b] -= shared
            if a != b:
                slope[b, a] -= shared
    # Where nothing can answer, the step is as long as it may be.
    slope[np.arange(zones), np.arange(zones)] += 1e-9 * totals.sum(axis=0) + 1e-12
    return slope.transpose(2, 0, 1)
