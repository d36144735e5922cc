"""Drawing: every draw places every municipality's hectares on its pieces."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cocashift.allocate.ensemble import priors, ratios, surfaces
from cocashift.allocate.ensemble.land import FOOTPRINT, Land, membership_columns, prepare, years_of
from cocashift.allocate.ensemble.members import (
    MEMBERS,
    MEMBERS_WITHOUT_FOOTPRINT,
    Member,
    apportion,
    bases,
    usable,
)
from cocashift.allocate.ensemble.ratios import Ratios

__all__ = ["Placement", "place"]


@dataclass(frozen=True)
class Placement:
    """The hectares of one member's draws.

    Attributes
    ----------
    member : str
        Name of the member.
    pieces : DataFrame
        A row for every piece of a municipality with coca; key ``divipola`` and the membership
        columns; pieces that lie in the same zones are one row. Areas in hectares.
    years : list of int
        The years, ascending.
    hectares : ndarray
        Coca hectares, ``(draw, year, piece)``.
    """

    member: str
    pieces: pd.DataFrame
    years: list[int]
    hectares: np.ndarray


def place(
    pieces: pd.DataFrame,
    cultivation_by_year: pd.DataFrame,
    zones: dict[str, str | dict[int, str]] | list[str],
    seed: int = 0,
    draws: int = 4000,
    members: tuple[Member, ...] | None = None,
) -> Iterator[Placement]:
    """Place every municipality's hectares on its pieces, many times over.

    Parameters
    ----------
    pieces, cultivation_by_year, zones, seed, draws, members
        As in `intervals`.

    Yields
    ------
    Placement
        One for each member whose columns are there. In every draw and year a municipality's
        hectares add up to its total, and no piece holds more than its area.

    Raises
    ------
    ValueError
        If a municipality with coca has no pieces or there is no coca at all, a municipality and
        year repeats, hectares are negative, an area is not positive, a municipality has more
        hectares than area, or no member has its columns.
    """
    columns, years = membership_columns(zones, cultivation_by_year), years_of(cultivation_by_year)
    land, hectares = prepare(pieces, cultivation_by_year, columns)
    if members is None:
        members = MEMBERS if FOOTPRINT in land else MEMBERS_WITHOUT_FOOTPRINT
    power = surfaces.footprint_power(land, hectares) if FOOTPRINT in land else 0.0
    laws = {base: ratios.of_zones(land, hectares, base, power) for base in bases(land)}
    numbers = apportion([m.share if usable(m, land) else 0.0 for m in members], draws)
    # Each member has a stream of its own, so one without its column moves no other.
    streams = np.random.default_rng(seed).spawn(len(members))
    for member, number, rng in zip(members, numbers, streams, strict=True):
        if number:
            shares = surfaces.expected(member, land, power, number, rng)
            drawn = _draw(shares, laws[member.base], land, hectares, rng)
            yield Placement(member.name, land.frame, years, drawn)


def _draw(surface, law: Ratios, land: Land, hectares, rng) -> np.ndarray:
    """Place hectares: zone ratios, then patches, then what fits, ``(draw, year, piece)``."""
    number, years = len(surface), len(hectares)
    theta = law.mean + rng.standard_normal((number, len(law.mean))) @ law.root
    # ASSUME: ground declared in the years examined was already used as the zone's other ground.
    expected = land.shares(surface * np.exp(theta @ land.inside[-1].T))
    patches = priors.PATCHES * np.exp(priors.PATCHES_LOG_SD * rng.standard_normal((number, 1)))
    stays = rng.uniform(*priors.PERSISTENCE, (number, 1))
    lasting = rng.standard_gamma(stays * patches * expected)
    path = _path(law, number, rng)
    placed = np.empty((number, years, len(land.areas)))
    for year in range(years):
        passing = rng.standard_gamma((1 - stays) * patches * expected)
        weights = (lasting + passing + 1e-12 * expected) * np.exp(path[year] @ land.inside[year].T)
        placed[:, year] = fit(land.shares(weights) * hectares[year][land.town], land)
    return placed


def _path(law: Ratios, number: int, rng) -> np.ndarray:
    """Draw how log ratios wander about their mean over the years, ``(year, draw, zone)``."""
    start = np.zeros((number, len(law.mean)))
    moves = [mean + rng.standard_normal(start.shape) @ root for mean, root in law.steps]
    path = np.cumsum([start, *moves], axis=0)
    return path - path.mean(axis=0)


def fit(hectares: np.ndarray, land: Land) -> np.ndarray:
    """Move what exceeds a piece's area to the room left in the same municipality."""
    held = np.minimum(hectares, land.areas)
    over = land.total(hectares - held)
    room = land.areas - held
    free = land.total(room)
    # ASSUME: what does not fit spreads in proportion to the room left.
    filled = np.divide(over, free, out=np.zeros_like(over), where=free > 0).clip(0, 1)
    return held + room * filled[..., land.town]
