"""Drawing: every draw places every municipality's hectares on its pieces."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cocashift.allocate.ensemble import fitting, priors, ratios, surfaces
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
    totals: Iterable[fitting.Total] = (),
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
    totals : iterable of Total, optional
        Published hectares inside zones that every draw is fitted to; draws that cannot be are left
        out.

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
    totals = list(totals)
    flags = {*flags, *(column for columns in zones.values() for column in columns)}
    flags |= {flag for total in totals for flag in total.flags}
    land, table = prepare(pieces, cultivation, zones, flags)
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
            law = laws[member.base]
            weights, sums = _draw(shares, law, land, table[years], census_cv, rng)
            if totals:
                factors, kept = _fitted(weights, sums, law, land, years, totals, rng)
                weights, sums = (weights * np.exp(factors))[kept], sums[kept]
            drawn = fitting.fit(land.shares(weights) * sums[..., land.town], land)
            yield Placement(member.name, land.frame, years, drawn)


def _bases(members: tuple[Member, ...], land: Land) -> set[str]:
    """List what density ratios refer to in the members that can be drawn."""
    return {member.base for member in members if member.share and usable(member, land)}


def _draw(
    surface, law: Ratios, land: Land, table: pd.DataFrame, census_cv, rng
) -> tuple[np.ndarray, np.ndarray]:
    """Draw weights of pieces, ``(draw, year, piece)``, and the totals to share out by them."""
    number, years = len(surface), list(table)
    theta = law.mean + rng.standard_normal((number, len(law.mean))) @ law.root
    # ASSUME: ground declared in the years examined was already used as the zone's other ground.
    expected = land.shares(surface * np.exp(theta @ land.inside.T))
    patches = priors.PATCHES * np.exp(priors.PATCHES_LOG_SD * rng.standard_normal((number, 1)))
    stays = rng.uniform(*priors.PERSISTENCE, (number, 1))
    lasting = rng.standard_gamma(stays * patches * expected)
    wander = _wander(years, len(land.zones), number, rng)
    weights = np.empty((number, len(years), len(land.areas)))
    sums = np.empty((number, len(years), len(land.codes)))
    for place, year in enumerate(years):
        passing = rng.standard_gamma((1 - stays) * patches * expected)
        moved = np.exp(wander[place] @ land.inside.T)
        weights[:, place] = (lasting + passing + 1e-12 * expected) * moved
        sums[:, place] = _totals(table[year].to_numpy(float), land, number, census_cv, rng)
    return weights, sums


def _fitted(weights, sums, law, land: Land, years, totals, rng) -> tuple[np.ndarray, np.ndarray]:
    """Give log factors of weights that meet published totals, and the draws that can meet them."""
    zones = sorted({total.zone for total in totals})
    flags = {total.zone: total.flags for total in totals}
    inside = np.stack([land.frame[flags[zone]].any(axis=1) for zone in zones], axis=1)
    listed, targets, factors = {}, {}, {}
    for year in sorted({total.year for total in totals} & set(years)):
        here = {zones.index(total.zone): total for total in totals if total.year == year}
        listed[year] = sorted(here)
        targets[year] = np.stack([here[z].drawn(len(weights), rng) for z in listed[year]], axis=1)
        place = years.index(year)
        factors[year] = np.zeros((len(weights), len(zones)))
        factors[year][:, listed[year]], _ = fitting.scale(
            weights[:, place], sums[:, place], inside[:, listed[year]], targets[year], land
        )
    if not listed:
        return np.zeros((1, 1, 1)), np.ones(len(weights), bool)
    lasting = np.diag(law.root @ law.root)
    variance = [lasting[land.zones.index(z)] if z in land.zones else lasting.mean() for z in zones]
    told, kept = (
        fitting.carry(factors, listed, years, np.array(variance)),
        np.ones(len(weights), bool),
    )
    for year, with_total in listed.items():
        # What other years say of zones without a total must not undo the totals of this one.
        place = years.index(year)
        told[place][:, with_total] = 0
        begun = weights[:, place] * np.exp(told[place] @ inside.T)
        told[place][:, with_total], held = fitting.scale(
            begun, sums[:, place], inside[:, with_total], targets[year], land
        )
        kept &= held
    return np.moveaxis(told @ inside.T.astype(float), 0, 1), kept


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
