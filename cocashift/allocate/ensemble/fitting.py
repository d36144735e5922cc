"""Fitting draws to published totals of zones, without moving a hectare out of its municipality.

In a year with totals each draw's weights are scaled, zone by zone and over again, until its sums
in the zones are the totals (iterative proportional fitting); municipal totals hold all along. What
that says of the zones' density ratios in those years is carried to the other years by the
ensemble's own law of how ratios go together over time.

References
----------
Deming & Stephan (1940): iterative proportional fitting. You, Rao & Dick (2004), Datta et al.
(2010): benchmarking small-area estimates. Matheron (1971), Hoffman & Ribak (1991): conditioning a
draw of a normal law by the difference between what is known and what it drew.
"""

from dataclasses import dataclass

import numpy as np

from cocashift.allocate.ensemble import priors
from cocashift.allocate.ensemble.land import Land

__all__ = ["Total", "carry", "fit", "scale", "sums"]

ROUNDS, STEPS = 60, 30
CLOSE, NEARLY = 1e-4, 2e-3
# Of logarithms of factors: beyond it a zone takes all that it can, or nothing.
REACH = 50.0
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

    def drawn(self, number: int, rng) -> np.ndarray:
        """Draw what it may truly be, within its tolerance."""
        # ASSUME: a printed total errs normally, its tolerance being a 95 % interval.
        error = self.tolerance_percent / 100 / Z_95 * rng.standard_normal(number)
        return self.coca_ha * (1 + error)


def fit(hectares: np.ndarray, land: Land) -> np.ndarray:
    """Move what exceeds a piece's area to the room left in the same municipality."""
    held = np.minimum(hectares, land.areas)
    over = land.total(hectares - held)
    room = land.areas - held
    free = land.total(room)
    # ASSUME: what does not fit spreads in proportion to the room left.
    filled = np.divide(over, free, out=np.zeros_like(over), where=free > 0).clip(0, 1)
    return held + room * filled[..., land.town]


def sums(hectares: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Sum hectares over zones, ``(draw, zone)``."""
    return hectares @ inside.astype(float)


def scale(
    weights: np.ndarray, totals: np.ndarray, inside: np.ndarray, targets: np.ndarray, land: Land
) -> tuple[np.ndarray, np.ndarray]:
    """Find by how much each zone's weights are to be multiplied to meet its total, in every draw.

    Parameters
    ----------
    weights : ndarray
        ``(draw, piece)``.
    totals : ndarray
        Municipal hectares, ``(draw, municipality)``.
    inside : ndarray
        ``(piece, zone)``, bool; zones may overlap.
    targets : ndarray
        Hectares, ``(draw, zone)``.
    land : Land
        The pieces.

    Returns
    -------
    factors : ndarray
        Their logarithms, ``(draw, zone)``.
    met : ndarray
        Which draws meet all totals. One whose patches leave no room for a total contradicts it.
    """
    found = np.zeros(targets.shape)
    whole = totals[:, land.town]
    flags = inside.T.astype(float)
    # A zone's factor moves hectares only in municipalities that the zone reaches.
    near = [land.reached(inside[:, zone]) for zone in range(inside.shape[1])]
    rest, met = np.arange(len(targets)), np.zeros(len(targets), bool)
    for _ in range(ROUNDS):
        for zone, (ground, pieces) in enumerate(near):
            draws = np.ix_(rest, pieces)
            found[rest, zone] += _meet(
                weights[draws] * np.exp(found[rest] @ flags[:, pieces]),
                whole[draws],
                inside[pieces, zone],
                targets[rest, zone],
                ground,
            )
        found = found.clip(-REACH, REACH)
        placed = fit(land.shares(weights[rest] * np.exp(found[rest] @ flags)) * whole[rest], land)
        apart = np.abs(sums(placed, inside) / targets[rest] - 1).max(axis=1)
        met[rest] = apart < NEARLY
        rest = rest[apart > CLOSE]
        if not len(rest):
            break
    return found, met


def _meet(weights, whole, inside, target, land: Land) -> np.ndarray:
    """Find the one factor of a zone that meets its total, in every draw: Newton in a bracket."""
    step = np.zeros(len(target))
    low, high = np.full(len(target), -REACH), np.full(len(target), REACH)
    rest = np.arange(len(target))
    for _ in range(STEPS):
        factor = np.where(inside, np.exp(step[rest])[:, None], 1.0)
        placed = fit(land.shares(weights[rest] * factor) * whole[rest], land)
        held = placed[:, inside].sum(axis=1)
        apart = np.log(target[rest] / np.maximum(held, 1e-9))
        low[rest] = np.where(apart > 0, step[rest], low[rest])
        high[rest] = np.where(apart < 0, step[rest], high[rest])
        # What is in reach answers by the part of it that is not inside yet.
        inertia = 1 - (held / whole[rest][:, land.starts].sum(axis=1)).clip(max=0.9)
        ahead = step[rest] + apart / inertia
        inner = (ahead > low[rest]) & (ahead < high[rest])
        step[rest] = np.where(inner, ahead, (low[rest] + high[rest]) / 2)
        rest = rest[np.abs(apart) > CLOSE / 2]
        if not len(rest):
            break
    return step


def carry(
    factors: dict[int, np.ndarray], known: dict[int, list[int]], years: list[int], ratio_var
) -> np.ndarray:
    """Carry what is known of zones in some years to all, ``(year, draw, zone)``.

    Parameters
    ----------
    factors : dict of ndarray
        By year the logarithms of `scale`, ``(draw, zone)``, zero for zones without a total.
    known : dict of list of int
        By year the zones that had a total.
    years : list of int
        All years drawn.
    ratio_var : ndarray
        Variance of each zone's lasting log ratio.

    Returns
    -------
    ndarray
        Logarithms of factors. Zones without a total follow the others as their ratios correlate.
    """
    number, zones = next(iter(factors.values())).shape
    places = [(year, zone) for year, listed in sorted(known.items()) for zone in listed]
    when = np.array([year for year, _ in places])
    which = np.array([zone for _, zone in places])
    alike = (1 - priors.RATIO_CORRELATION) * np.eye(zones) + priors.RATIO_CORRELATION
    spread = np.sqrt(ratio_var)

    def covariance(year_a, zone_a, year_b, zone_b):
        lasting = spread[zone_a][:, None] * spread[zone_b][None]
        apart = np.abs(year_a[:, None] - year_b[None])
        wandering = priors.YEAR_SD**2 * priors.YEAR_CORRELATION**apart
        return (lasting + wandering) * alike[np.ix_(zone_a, zone_b)]

    moved = np.stack([factors[year][:, zone] for year, zone in places], axis=1)
    among = covariance(when, which, when, which) + 1e-9 * np.eye(len(places))
    gain = np.linalg.solve(among, moved.T)
    every = np.arange(zones)
    told = np.empty((len(years), number, zones))
    for place, year in enumerate(years):
        towards = covariance(np.full(zones, year), every, when, which)
        told[place] = (towards @ gain).T
    return told
