"""How coca would spread inside municipalities if zones did not matter."""

import numpy as np

from cocashift.allocate.ensemble import priors
from cocashift.allocate.ensemble.land import CELLS, FOOTPRINT, INTENSIVE, Land
from cocashift.allocate.ensemble.members import Member
from cocashift.allocate.ensemble.points import Points

__all__ = ["COORDINATES", "by_density", "expected", "footprint_power"]

COLUMNS = {"footprint": FOOTPRINT, "cells": CELLS}


# Coordinates that `expected` takes at most of its points.
COORDINATES = 2 + len(INTENSIVE)


def expected(member: Member, land: Land, power: float, points: Points) -> np.ndarray:
    """Draw a member's expected shares before zones count, ``(piece, draw)``."""
    if member.base == "areal":
        shares = np.repeat(land.shares(land.areas)[:, None], points.number, axis=1)
    else:
        centre, spread, leak = {
            "footprint": (power, priors.FOOTPRINT_POWER_SD, priors.FOOTPRINT_LEAK),
            "cells": (1.0, priors.CELLS_POWER_SD, priors.CELLS_LEAK),
        }[member.base]
        powers = (centre + spread * points.normal(1)[0]).clip(*priors.FOOTPRINT_POWER_RANGE)
        # ASSUME: how far a blend leans from its base to plain area is anyone's guess.
        leaks = points.uniform(0, 1.0 if member.blend else leak)
        shares = by_density(land, COLUMNS[member.base], powers, leaks)
    for column in member.tilt:
        slope = priors.TILT_SD[member.base] * points.normal(1)
        shares = land.shares(shares * np.exp(_standardised(land, column)[:, None] * slope))
    return shares


def by_density(land: Land, column: str, powers: np.ndarray, leak) -> np.ndarray:
    """Share by what lies on pieces: area times its density to powers, and a leak, by draw.

    Power 0 is areal weighting, 1 shares in proportion to it, more favours dense cores.
    """
    density = land.frame[column].to_numpy(float).clip(0) / land.areas
    with np.errstate(divide="ignore"):
        dense = np.exp(np.log(density.clip(max=1))[:, None] * powers)
    on = land.shares(land.areas[:, None] * dense)
    return (1 - leak) * on + leak * land.shares(land.areas)[:, None]


def footprint_power(land: Land, coca: np.ndarray) -> float:
    """Slope of log coca density on log footprint density between municipalities.

    Half-way between that slope and 1 (plain proportion): between municipalities the slope also
    holds what whole regions have in common.
    """
    area, footprint = land.total(land.areas), land.total(land.frame[FOOTPRINT].to_numpy(float))
    used = (coca > 0) & (footprint > 0)
    if used.sum() < 30:
        return 1.0
    x, y = np.log((footprint / area)[used]), np.log((coca / area)[used])
    slope = np.cov(x, y)[0, 1] / np.var(x, ddof=1) if np.ptp(x) > 0 else 1.0
    # ASSUME: inside municipalities the footprint's density counts half as much as between them.
    return float(np.clip(0.5 + 0.5 * slope, *priors.FOOTPRINT_POWER_RANGE))


def _standardised(land: Land, column: str) -> np.ndarray:
    """Centre an intensive covariate on its area-weighted mean, in standard deviations."""
    values = land.frame[column].to_numpy(float)
    centred = values - np.average(values, weights=land.areas)
    spread = np.sqrt(np.average(centred**2, weights=land.areas))
    return (centred / spread if spread > 0 else centred).clip(-3, 3)
