"""Drawing: every draw places every municipality's hectares on its pieces."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cocashift.allocate.ensemble import priors, ratios, surfaces
from cocashift.allocate.ensemble.land import FOOTPRINT, Land, prepare
from cocashift.allocate.ensemble.members import Member, apportion, ensemble_of, usable
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
        A row for every piece of a municipality with coca; key ``divipola`` and the flags; pieces
        with the same flags are one row. Areas in hectares.
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
    cultivation: pd.DataFrame,
    zones: dict[str, list[str]],
    flags: Iterable[str] = (),
    years: list[int] | None = None,
    seed: int = 0,
    draws: int = 4000,
    members: tuple[Member, ...] | None = None,
    census_cv: float = 0.0,
) -> Iterator[Placement]:
    """Place every municipality's hectares on its pieces, many times over.

    Parameters
    ----------
    pieces : DataFrame
        A row is a piece: the part of one municipality that lies in the same zones. Columns:
        ``divipola``; ``area_ha``; bool columns, the flags, that say what the piece lies in;
        optionally the extensive ``footprint_ha`` (hectares of ground that ever had coca) and
        ``cells_ha`` (hectares of sampled cells, smoothed; only shares inside a municipality count)
        and the intensive ``canopy_pct``, ``neighbour_km``, ``depth_km`` (means over the piece;
        missing counts as the average). Row order does not matter.
    cultivation : DataFrame
        A row is a municipality and year; key ``divipola, year``; ``coca_ha`` in hectares.
    zones : dict
        Zones that have a density ratio of their own, each with the flags whose union it is.
    flags : iterable of str
        Further flags that the pieces of a placement keep.
    years : list of int, optional
        The years to place, all by default. The law of any of them does not hang on which others
        are placed; levels are learned from all years of the table.
    seed : int
        The same seed and input give the same figures.
    draws : int
        Draws over all members.
    members : tuple of Member, optional
        Another ensemble than the default one; members whose columns are missing are left out.
    census_cv : float
        Coefficient of variation of the municipal totals themselves; 0 takes them as they are.

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
    kept = {*flags, *(column for columns in zones.values() for column in columns)}
    land, table = prepare(pieces, cultivation, zones, kept)
    years = sorted(map(int, years if years is not None else table))
    if members is None:
        members = ensemble_of(land)
    coca = table.mean(axis=1).to_numpy()
    power = surfaces.footprint_power(land, coca) if FOOTPRINT in land else 0.0
    laws = {base: ratios.of_zones(land, coca, base, power) for base in _bases(members, land)}
    numbers = apportion([m.share if usable(m, land) else 0.0 for m in members], draws)
    # Each member has a stream of its own, so one without its column moves no other.
    streams = np.random.default_rng(seed).spawn(len(members))
    for member, number, rng in zip(members, numbers, streams, strict=True):
        if number:
            shares = surfaces.expected(member, land, power, number, rng)
            drawn = _draw(shares, laws[member.base], land, table[years], census_cv, rng)
            yield Placement(member.name, land.frame, years, drawn)


def _bases(members: tuple[Member, ...], land: Land) -> set[str]:
    """List what density ratios refer to in the members that can be drawn."""
    return {member.base for member in members if member.share and usable(member, land)}


def _draw(surface, law: Ratios, land: Land, table: pd.DataFrame, census_cv, rng) -> np.ndarray:
    """Place hectares: zone ratios, then patches, then what fits, ``(draw, year, piece)``."""
    number, years = len(surface), list(table)
    theta = law.mean + rng.standard_normal((number, len(law.mean))) @ law.root
    # ASSUME: ground declared in the years examined was already used as the zone's other ground.
    expected = land.shares(surface * np.exp(theta @ land.inside.T))
    patches = priors.PATCHES * np.exp(priors.PATCHES_LOG_SD * rng.standard_normal((number, 1)))
    stays = rng.uniform(*priors.PERSISTENCE, (number, 1))
    lasting = rng.standard_gamma(stays * patches * expected)
    wander = _wander(years, len(land.zones), number, rng)
    placed = np.empty((number, len(years), len(land.areas)))
    for place, year in enumerate(years):
        passing = rng.standard_gamma((1 - stays) * patches * expected)
        moved = np.exp(wander[place] @ land.inside.T)
        weights = (lasting + passing + 1e-12 * expected) * moved
        totals = _totals(table[year].to_numpy(float), land, number, census_cv, rng)
        placed[:, place] = fit(land.shares(weights) * totals[:, land.town], land)
    return placed


def _totals(hectares: np.ndarray, land: Land, number: int, census_cv: float, rng) -> np.ndarray:
    """Give municipal totals, ``(draw, municipality)``; with an error of their own if asked for."""
    if not census_cv:
        return np.broadcast_to(hectares, (number, len(hectares)))
    # ASSUME: the census errs independently in each municipality and year, and by a factor.
    log_sd = np.sqrt(np.log1p(census_cv**2))
    error = np.exp(log_sd * rng.standard_normal((number, len(hectares))) - log_sd**2 / 2)
    return np.minimum(hectares * error, land.total(land.areas))


def _wander(years: list[int], zones: int, number: int, rng) -> np.ndarray:
    """Draw how log ratios wander about their mean over the years, ``(year, draw, zone)``.

    A stationary autoregression: the law of two years hangs only on the time between them.
    """
    root = ratios.root(priors.YEAR_SD**2 * ratios.correlation(zones))
    path = [rng.standard_normal((number, zones)) @ root]
    for gap in np.diff(years):
        kept = priors.YEAR_CORRELATION**gap
        fresh = rng.standard_normal((number, zones)) @ root
        path.append(kept * path[-1] + np.sqrt(1 - kept**2) * fresh)
    return np.array(path)


def fit(hectares: np.ndarray, land: Land) -> np.ndarray:
    """Move what exceeds a piece's area to the room left in the same municipality."""
    held = np.minimum(hectares, land.areas)
    over = land.total(hectares - held)
    room = land.areas - held
    free = land.total(room)
    # ASSUME: what does not fit spreads in proportion to the room left.
    filled = np.divide(over, free, out=np.zeros_like(over), where=free > 0).clip(0, 1)
    return held + room * filled[..., land.town]
