"""Drawing: every draw places every municipality's hectares on its pieces."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd

from cocashift import logs
from cocashift.allocate.ensemble import fitting, priors, ratios, surfaces
from cocashift.allocate.ensemble.design import DEFAULT, Design
from cocashift.allocate.ensemble.land import FOOTPRINT, Land, prepare
from cocashift.allocate.ensemble.members import Member, apportion, ensemble_of, usable
from cocashift.allocate.ensemble.points import Points
from cocashift.allocate.ensemble.ratios import Ratios

__all__ = ["REPETITIONS", "Placement", "place"]

# The draws come in so many independent sets, whose differences tell the Monte Carlo error.
REPETITIONS = 8
# And are drawn so many at a time, which is what a processor's cache holds of a year's pieces.
BATCH = 512


@dataclass(frozen=True)
class Placement:
    """The hectares of some draws of one member.

    Attributes
    ----------
    member : str
        Name of the member.
    repetition : ndarray
        Which of the independent sets of draws each belongs to, ``(draw,)``.
    pieces : DataFrame
        A row for every piece of a municipality with coca; key ``divipola`` and the flags; pieces
        with the same flags are one row. Areas in hectares.
    years : list of int
        The years, ascending.
    hectares : ndarray
        Coca hectares, ``(draw, year, piece)``.
    """

    member: str
    repetition: np.ndarray
    pieces: pd.DataFrame
    years: list[int]
    hectares: np.ndarray


def place(
    pieces: pd.DataFrame,
    cultivation: pd.DataFrame,
    zones: dict[str, list[str]],
    flags: Iterable[str] = (),
    design: Design = DEFAULT,
) -> Iterator[Placement]:
    """Place every municipality's hectares on its pieces, many times over.

    Parameters
    ----------
    pieces : DataFrame
        A row is a piece: the part of one municipality that lies in the same zones. Columns:
        ``divipola``; ``area_ha``; bool columns, the flags, that say what the piece lies in;
        optionally ``units``, names of smaller ground that it lies in, joined by ``|``; the
        extensive ``footprint_ha`` (hectares of ground that ever had coca) and ``cells_ha``
        (hectares of sampled cells, smoothed; only shares inside a municipality count) and the
        intensive ``canopy_pct``, ``neighbour_km``, ``depth_km`` (means over the piece; missing
        counts as the average). Row order does not matter.
    cultivation : DataFrame
        A row is a municipality and year; key ``divipola, year``; ``coca_ha`` in hectares.
    zones : dict
        Zones that have a density ratio of their own, each with the flags whose union it is.
    flags : iterable of str
        Further flags that the pieces of a placement keep.
    design : Design
        Years, number of draws, members, and what the draws are fitted to.

    Yields
    ------
    Placement
        Some for each member whose columns are there. In every draw and year a
        municipality's hectares add up to its total, and no piece holds more than its area.

    Raises
    ------
    ValueError
        If a municipality with coca has no pieces or there is no coca at all, a municipality and
        year repeats, hectares are negative, an area is not positive, a municipality has more
        hectares than area, or no member has its columns.
    """
    flags = {*flags, *(column for columns in zones.values() for column in columns)}
    flags |= {flag for total in design.totals for flag in total.flags}
    land, table = prepare(pieces, cultivation, zones, flags)
    members = design.members or ensemble_of(land)
    coca = table.mean(axis=1).to_numpy()
    table = table[list(map(int, design.years or sorted(table)))]
    power = surfaces.footprint_power(land, coca) if FOOTPRINT in land else 0.0
    laws = {base: ratios.of_zones(land, coca, base, power) for base in _bases(members, land)}
    shares = [m.share if usable(m, land) else 0.0 for m in members]
    country = _Country(land, table, power, _grounds(land, table, design), design)
    coordinates = surfaces.COORDINATES + 2 + len(land.zones) * (1 + table.shape[1])
    batches = _batches(members, apportion(shares, design.draws), coordinates, design.seed)
    number, parts = design.part
    mine = list(islice(batches, number - 1, None, parts))
    for member, points, rng in logs.steps(mine, f"batches of {BATCH} draws"):
        drawn, met = _draw(member, laws[member.base], country, points, rng)
        sets = points.repetition[met]
        yield Placement(member.name, sets, land.frame, sorted(table), drawn)


def _batches(
    members: tuple[Member, ...], numbers: np.ndarray, coordinates: int, seed: int
) -> Iterator[tuple[Member, Points, np.random.Generator]]:
    """Share the draws out in batches that do not hang on one another."""
    # Each member has a stream of its own, so one without its column moves no other.
    streams = np.random.default_rng(seed).spawn(len(members))
    for member, number, rng in zip(members, numbers, streams, strict=True):
        sets = apportion([1.0] * REPETITIONS, number)
        for points in Points(sets, coordinates, rng).batches(BATCH):
            yield member, points, rng.spawn(1)[0]


def _bases(members: tuple[Member, ...], land: Land) -> set[str]:
    """List what density ratios refer to in the members that can be drawn."""
    return {member.base for member in members if member.share and usable(member, land)}


@dataclass(frozen=True)
class _Country:
    """What all draws share."""

    land: Land
    table: pd.DataFrame
    power: float
    grounds: dict[int, tuple[Land, np.ndarray, np.ndarray]]
    design: Design


def _grounds(
    land: Land, table: pd.DataFrame, design: Design
) -> dict[int, tuple[Land, np.ndarray, np.ndarray]]:
    """Say where there is something to draw in each year: land, its municipalities, its pieces."""
    told = {total.year for total in design.totals}
    found = {}
    for year in table:
        # Where nothing is to be placed, or there is one piece to place it on, nothing is drawn.
        towns = (table[year] > 0).to_numpy() & (land.parted | (year in told))
        found[year] = (*land.part(towns), towns)
    return found


def _draw(
    member: Member, law: Ratios, country: "_Country", points: Points, rng
) -> tuple[np.ndarray, np.ndarray]:
    """Draw hectares, ``(draw, year, piece)``, with years ascending, of the draws that are met."""
    land, table, grounds, design = country.land, country.table, country.grounds, country.design
    zones = len(land.zones)
    theta = law.mean[:, None] + law.root @ points.normal(zones)
    patches = priors.PATCHES * np.exp(priors.PATCHES_LOG_SD * points.normal(1)[0])
    stays = points.uniform(*priors.PERSISTENCE)
    surface = surfaces.expected(member, land, country.power, points)
    # ASSUME: ground declared in the years examined was already used as the zone's other ground.
    expected = land.shares(surface * np.exp(land.inside @ theta))
    wander = _wander(list(table), zones, points)
    shape = stays * patches * expected
    lasting, fresh = _gamma(shape, rng), patches * expected - shape
    totals = {y: _totals(table[y].to_numpy(float), land, points.number, design, rng) for y in table}
    weights = {}
    for (year, (ground, pieces, _)), moved in zip(grounds.items(), wander, strict=True):
        passing = _gamma(fresh[pieces], rng)
        # Where no patch falls, what is expected decides.
        drawn = lasting[pieces] + passing + 1e-12 * expected[pieces]
        weights[year] = drawn * np.exp(ground.inside @ moved)
    met = np.ones(points.number, bool)
    if design.totals:
        weights, met = _conditioned(weights, totals, grounds, law, design, rng)
    years = sorted(table)
    hectares = np.empty((len(years), len(land.areas), met.sum()))
    for place, year in enumerate(years):
        ground, pieces, _ = grounds[year]
        placed = totals[year][land.town]
        placed[pieces] *= ground.shares(weights[year])
        placed = land.bounded(placed)
        hectares[place] = placed if met.all() else np.compress(met, placed, axis=1)
    return np.moveaxis(hectares, -1, 0), met


def _gamma(shape: np.ndarray, rng) -> np.ndarray:
    """Draw patches; single precision holds more digits than any draw needs."""
    return rng.standard_gamma(shape.astype(np.float32), dtype=np.float32)


def _conditioned(weights, totals, grounds, law, design, rng) -> tuple[dict, np.ndarray]:
    """Fit weights to the published totals; say which draws meet them."""
    lands = {year: ground for year, (ground, _, _) in grounds.items()}
    sums = {year: totals[year][towns] for year, (_, _, towns) in grounds.items()}
    zones = next(iter(lands.values())).zones
    lasting = np.diag(law.root @ law.root)
    of_zone = dict(zip(zones, lasting, strict=True))
    variance = {t.zone: of_zone.get(t.zone, lasting.mean()) for t in design.totals}
    number = next(iter(weights.values())).shape[1]
    errors = rng.standard_normal((len(design.totals), number))
    return fitting.condition(weights, sums, lands, design.totals, variance, errors)


def _totals(hectares: np.ndarray, land: Land, number: int, design: Design, rng) -> np.ndarray:
    """Give municipal totals, ``(municipality, draw)``; with an error of their own if asked for."""
    if not design.census_cv:
        return np.broadcast_to(hectares[:, None], (len(hectares), number))
    # ASSUME: the census errs independently in each municipality and year, and by a factor.
    log_sd = np.sqrt(np.log1p(design.census_cv**2))
    error = np.exp(log_sd * rng.standard_normal((len(hectares), number)) - log_sd**2 / 2)
    return np.minimum(hectares[:, None] * error, land.total(land.areas)[:, None])


def _wander(years: list[int], zones: int, points: Points) -> np.ndarray:
    """Draw how log ratios wander about their mean over the years, ``(year, zone, draw)``.

    A stationary autoregression: the law of two years hangs only on the time between them. Each
    year is drawn given those before it in the list.
    """
    apart = np.abs(np.subtract.outer(years, years))
    over_years = np.linalg.cholesky(priors.YEAR_SD**2 * priors.YEAR_CORRELATION**apart)
    fresh = points.normal(len(years) * zones).reshape(len(years), zones, -1)
    return np.einsum("yk,zs,ksn->yzn", over_years, ratios.root(ratios.correlation(zones)), fresh)
