"""Intervals for the hectares inside zones, from an ensemble of areal-interpolation models.

Municipal totals do not say where inside a municipality coca grows. One model of that hides how
little is known; bounds that assume nothing are too wide to use. Here every draw is one complete
account of the country: a weighting surface, a density ratio for every zone, and a patchy placing of
each municipality's hectares. The 10th and 90th percentile over the draws are an 80 % interval.

In municipality m with H hectares in year t, piece i gets

    x_it = H_mt g_it e_it / sum_j g_jt e_jt,      sum_i x_it = H_mt,      x_it <= area_i

    pi_i ~ q_i exp(sum of theta_z over the zones of i)   expected share, adding up to 1 in m
    g_it ~ Gamma(kappa pi_i)                             placing in patches (Dirichlet shares)
    e_it = exp(sum of d_zt over the zones of i)          what the year adds to the zone's ratio

with q the member's surface, theta the log density ratio of a zone to its surroundings, and kappa
the number of patches a municipality's coca amounts to. docs/intervals.md argues every prior.

References
----------
Goodchild & Lam (1980): areal weighting. Eicher & Brewer (2001), Mennis (2003): dasymetric weights.
Flowerdew & Green (1989): zone densities from source totals. King (1997), Duncan & Davis (1953):
bounds in each unit. Wakefield (2004): priors where the data cannot identify. Ferguson (1973):
Dirichlet process. Bates & Granger (1969), Draper (1995): pooling models.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

__all__ = ["MEMBERS", "Member", "Placement", "intervals", "place"]

FOOTPRINT = "footprint_ha"
INTENSIVE = ("canopy_pct", "neighbour_km", "depth_km")
CHANGE = "change"
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


@dataclass(frozen=True)
class Member:
    """One weighting surface: what it starts from, what tilts it, its share of the draws."""

    name: str
    share: float
    surface: str = "areal"
    tilt: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """What density ratios of zones refer to: ``areal`` or ``footprint``."""
        return "areal" if self.surface == "areal" else "footprint"


# ASSUME: where a footprint is known it gets 85 % of the draws, since coca of a surveyed year cannot
# lie outside the ground where the same survey ever saw coca; 15 % guard against a misplaced raster.
MEMBERS = (
    Member("areal", 0.15),
    Member("areal tilted by canopy", 0.0, tilt=("canopy_pct",)),
    Member("areal tilted by distance", 0.0, tilt=("neighbour_km", "depth_km")),
    Member("footprint", 0.30, surface="footprint"),
    Member("footprint blended with area", 0.15, surface="blend"),
    Member("footprint tilted by canopy", 0.20, surface="footprint", tilt=("canopy_pct",)),
    Member("footprint tilted by distance", 0.20, "footprint", ("neighbour_km", "depth_km")),
)
# ASSUME: without a footprint, plain area and each tilt count alike.
MEMBERS_WITHOUT_FOOTPRINT = (
    Member("areal", 1 / 3),
    Member("areal tilted by canopy", 1 / 3, tilt=("canopy_pct",)),
    Member("areal tilted by distance", 1 / 3, tilt=("neighbour_km", "depth_km")),
)

# ASSUME: before the data speak, coca in a zone is as dense as around it, give or take (one standard
# deviation of the logarithm) a factor 3.5 per area and 2.2 per hectare of footprint.
RATIO_SD = {"areal": 1.25, "footprint": 0.8}
# ASSUME: what keeps coca out of one zone or draws it in (state presence, tenure, roads) is partly
# the same in others, so their log ratios correlate.
RATIO_CORRELATION = 0.35
# ASSUME: parks and reserves were drawn where few people live, so by area their density is centred
# on 0.5 and 0.75 of the surroundings'; per hectare of footprint on 1, as it shows who came.
RATIO_CENTRE = {"areal": {"park": np.log(0.5), "reserve": np.log(0.75)}, "footprint": {}}
# ASSUME: contrasts between municipalities mislead about contrasts inside them (aggregation bias) by
# a factor of 7 (one standard deviation), in the change from year to year by 1.35.
AGGREGATION_SD, AGGREGATION_SD_CHANGE = 2.0, 0.3
# ASSUME: in the regression, a ratio or a department's level beyond a factor of 7 or 3 is doubtful.
RIDGE_RATIO_SD, RIDGE_LEVEL_SD = 2.0, 1.0
FEWEST_TOWNS = 10
# ASSUME: from one year to the next a zone's density ratio moves by a factor of about 1.35.
RATIO_CHANGE_SD = 0.3
# ASSUME: the coca of a municipality amounts to about 6 independent patches (2.5 to 14 in 80 %).
PATCHES, PATCHES_LOG_SD = 6.0, 0.65
# ASSUME: between two years, 40 to 90 % of what places the patches stays.
PERSISTENCE = (0.40, 0.90)
# ASSUME: hectares per hectare of footprint rise or fall with how dense the footprint is.
FOOTPRINT_POWER_SD = 0.25
FOOTPRINT_POWER_RANGE = (0.6, 2.0)
# ASSUME: up to a tenth of the coca lies off the footprint (raster cells of 1 km, other borders).
FOOTPRINT_LEAK = 0.10
# ASSUME: nobody knows the sign of a tilt inside municipalities: frontier draws, remoteness repels.
TILT_SD = {"areal": 0.5, "footprint": 0.3}


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


def intervals(
    pieces: pd.DataFrame,
    cultivation_by_year: pd.DataFrame,
    zones: dict[str, str | dict[int, str]] | list[str],
    scenarios: dict[str, list[str]],
    seed: int = 0,
    draws: int = 4000,
    members: tuple[Member, ...] | None = None,
    compared: tuple[int, int] | None = None,
) -> pd.DataFrame:
    """Give an 80 % interval for the hectares in every zone and scenario, by year, and the change.

    Parameters
    ----------
    pieces : DataFrame
        A row is a piece: the part of one municipality that lies in the same zones. Columns:
        ``divipola``; ``area_ha``; a bool column for each zone; optionally the extensive
        ``footprint_ha`` (hectares of ground that ever had coca) and the intensive
        ``canopy_pct``, ``neighbour_km``, ``depth_km`` (means over the piece; missing counts as the
        average). Row order does not matter.
    cultivation_by_year : DataFrame
        A row is a municipality and year; key ``divipola, year``; ``coca_ha`` in hectares.
    zones : list of str or dict
        Zones, each with its bool column, or with a column for each year where its ground changed.
    scenarios : dict
        The zones whose union each scenario counts.
    seed : int
        The same seed and input give the same figures.
    draws : int
        Draws over all members.
    members : tuple of Member, optional
        Another ensemble than the default one; members whose columns are missing are left out.
    compared : tuple of int, optional
        The two years between which the change is taken; the first and the last by default.

    Returns
    -------
    DataFrame
        A row is a zone or scenario and a period; key ``zone, period``. ``kind`` is ``category`` or
        ``scenario``; ``period`` is a year, as text, or ``change`` (between the years compared, if
        there are several); ``coca_ha_p10``, ``coca_ha_p50``, ``coca_ha_p90`` in hectares;
        ``national_share_p10``, ``national_share_p50``, ``national_share_p90`` over the year's
        total, for ``change`` the last share minus the first. A draw holds both years, so the
        interval of a change is narrower than the difference of two intervals.

    Raises
    ------
    ValueError
        As `place`, and if a scenario names an unknown zone.
    """
    columns, years = _columns(zones, cultivation_by_year), _years(cultivation_by_year)
    unknown = sorted({z for inside in scenarios.values() for z in inside} - set(columns))
    if unknown:
        raise ValueError(f"scenarios name zones that are not given: {', '.join(unknown)}")
    unions = {**{zone: [zone] for zone in columns}, **scenarios}
    totals = [
        _totals(placement, columns, unions)
        for placement in place(pieces, cultivation_by_year, zones, seed, draws, members)
    ]
    ordered = cultivation_by_year.sort_values(["year", "divipola"])
    national = ordered.groupby("year")["coca_ha"].sum()[years].to_numpy()
    compared = compared or (years[0], years[-1])
    return _summary(np.concatenate(totals), national, list(unions), len(columns), years, compared)


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
    columns, years = _columns(zones, cultivation_by_year), _years(cultivation_by_year)
    land, hectares = _prepare(pieces, cultivation_by_year, columns)
    if members is None:
        members = MEMBERS if FOOTPRINT in land else MEMBERS_WITHOUT_FOOTPRINT
    power = _footprint_power(land, hectares) if FOOTPRINT in land else 0.0
    ratios = {base: _ratios(land, hectares, base, power) for base in _bases(land)}
    numbers = _apportion([m.share if _usable(m, land) else 0.0 for m in members], draws)
    # Each member has a stream of its own, so one without its column moves no other.
    streams = np.random.default_rng(seed).spawn(len(members))
    for member, number, rng in zip(members, numbers, streams, strict=True):
        if number:
            surface = _surface(member, land, power, number, rng)
            hectares_drawn = _draw(surface, ratios[member.base], land, hectares, rng)
            yield Placement(member.name, land.frame, years, hectares_drawn)


# Input ------------------------------------------------------------------------------------------


class _Land:
    """Pieces sorted by municipality, with where each municipality starts."""

    def __init__(self, frame: pd.DataFrame, inside: np.ndarray, zones: list[str]):
        self.frame, self.zones = frame, zones
        self.inside = inside  # (year, piece, zone)
        self.areas = frame["area_ha"].to_numpy(float)
        codes = frame["divipola"].to_numpy()
        self.starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
        self.town = np.cumsum(np.r_[False, codes[1:] != codes[:-1]])
        self.codes = codes[self.starts]

    def __contains__(self, column: str) -> bool:
        return column in self.frame

    def total(self, figures: np.ndarray) -> np.ndarray:
        """Sum over the pieces of each municipality (last axis)."""
        return np.add.reduceat(figures, self.starts, axis=-1)

    def shares(self, figures: np.ndarray) -> np.ndarray:
        """Divide by the municipality's sum; where that is nothing, share by area."""
        whole = self.total(figures)[..., self.town]
        by_area = self.areas / self.total(self.areas)[self.town]
        return np.where(whole > 0, figures / np.where(whole > 0, whole, 1), by_area)


def _columns(zones, cultivation) -> dict[str, dict[int, str]]:
    """Give the membership column of each zone in each year."""
    named = zones if isinstance(zones, dict) else {zone: zone for zone in zones}
    return {
        zone: {
            year: column[year] if isinstance(column, dict) else column
            for year in _years(cultivation)
        }
        for zone, column in sorted(named.items())
    }


def _years(cultivation: pd.DataFrame) -> list[int]:
    return sorted(int(year) for year in cultivation["year"].unique())


def _prepare(pieces, cultivation, columns) -> tuple[_Land, np.ndarray]:
    """Keep municipalities with coca, in one order, and their hectares by year."""
    _check(pieces, cultivation)
    # ASSUME: a missing figure of a surveyed year adds nothing to a zone's total.
    table = cultivation.pivot(index="divipola", columns="year", values="coca_ha").fillna(0.0)
    table = table[(table > 0).any(axis=1)].sort_index()
    lost = sorted(set(table.index) - set(pieces["divipola"]))
    if lost or table.empty:
        raise ValueError(f"municipalities with coca but without pieces: {', '.join(lost) or 'all'}")
    flags = sorted({column for by_year in columns.values() for column in by_year.values()})
    frame = _merge(pieces[pieces["divipola"].isin(table.index)], flags)
    inside = [frame[[columns[zone][year] for zone in columns]].to_numpy(bool) for year in table]
    land = _Land(frame, np.stack(inside), list(columns))
    hectares = table.to_numpy(float).T
    excess = (hectares - land.total(land.areas) * (1 + 1e-9)).max(axis=0)
    if (excess > 0).any():
        raise ValueError(f"more hectares than area in municipality {land.codes[excess.argmax()]}")
    return land, hectares


def _check(pieces, cultivation) -> None:
    if cultivation.duplicated(["divipola", "year"]).any():
        raise ValueError("cultivation has two rows for one municipality and year")
    if (cultivation["coca_ha"] < 0).any():
        raise ValueError("cultivation has negative hectares")
    if not (pieces["area_ha"] > 0).all():
        raise ValueError("every piece needs an area above zero")


def _merge(pieces: pd.DataFrame, flags: list[str]) -> pd.DataFrame:
    """Make pieces of a municipality that lie in the same zones one row, in one order."""
    extensive = [column for column in ("area_ha", FOOTPRINT) if column in pieces]
    intensive = [column for column in INTENSIVE if column in pieces]
    columns = ["divipola", *flags, *extensive, *intensive]
    ordered = pieces[columns].sort_values(columns, ignore_index=True)
    for column in intensive:
        # ASSUME: where a covariate is not known it is as in the average piece.
        ordered[column] = ordered[column].fillna(ordered[column].mean()).fillna(0.0)
    ordered[intensive] = ordered[intensive].mul(ordered["area_ha"], axis=0)
    merged = ordered.groupby(["divipola", *flags], as_index=False).sum()
    merged[intensive] = merged[intensive].div(merged["area_ha"], axis=0)
    return merged


def _usable(member: Member, land: _Land) -> bool:
    """Tell whether the columns that a member needs are there."""
    needed = [*member.tilt, *([FOOTPRINT] if member.base == "footprint" else [])]
    return all(column in land for column in needed)


def _bases(land: _Land) -> list[str]:
    return ["areal", "footprint"] if FOOTPRINT in land else ["areal"]


def _apportion(shares: list[float], draws: int) -> np.ndarray:
    """Share out the draws, largest remainders first."""
    if not sum(shares) > 0:
        raise ValueError("no member of the ensemble has the columns it needs")
    exact = np.array(shares) / sum(shares) * draws
    numbers = np.floor(exact).astype(int)
    numbers[np.argsort(numbers - exact, kind="stable")[: draws - numbers.sum()]] += 1
    return numbers


# Surfaces: how coca would spread if zones did not matter ------------------------------------------


def _surface(member: Member, land: _Land, power: float, number: int, rng) -> np.ndarray:
    """Draw a member's expected shares before zones count, ``(draw, piece)``."""
    if member.base == "areal":
        shares = np.broadcast_to(land.shares(land.areas), (number, len(land.areas)))
    else:
        powers = rng.normal(power, FOOTPRINT_POWER_SD, number).clip(*FOOTPRINT_POWER_RANGE)
        # ASSUME: how far a blend leans from the footprint to plain area is anyone's guess.
        most = 1.0 if member.surface == "blend" else FOOTPRINT_LEAK
        shares = _footprint(land, powers, rng.uniform(0, most, (number, 1)))
    for column in member.tilt:
        slope = rng.normal(0, TILT_SD[member.base], (number, 1))
        shares = land.shares(shares * np.exp(slope * _standardised(land, column)))
    return shares


def _footprint(land: _Land, powers: np.ndarray, leak) -> np.ndarray:
    """Share by footprint: area times its density to a power, and a leak by area.

    Power 0 is areal weighting, 1 shares in proportion to the footprint, more favours dense cores.
    """
    density = land.frame[FOOTPRINT].to_numpy(float).clip(0) / land.areas
    with np.errstate(divide="ignore"):
        dense = np.exp(powers[:, None] * np.log(density.clip(max=1)))
    on = land.shares(land.areas * dense)
    return (1 - leak) * on + leak * land.shares(land.areas)


def _footprint_power(land: _Land, hectares: np.ndarray) -> float:
    """Slope of log coca density on log footprint density between municipalities.

    Half-way between that slope and 1 (plain proportion): between municipalities the slope also
    holds what whole regions have in common.
    """
    area, footprint = land.total(land.areas), land.total(land.frame[FOOTPRINT].to_numpy(float))
    coca = hectares.mean(axis=0)
    used = (coca > 0) & (footprint > 0)
    if used.sum() < 30:
        return 1.0
    x, y = np.log((footprint / area)[used]), np.log((coca / area)[used])
    slope = np.cov(x, y)[0, 1] / np.var(x, ddof=1) if np.ptp(x) > 0 else 1.0
    # ASSUME: inside municipalities the footprint's density counts half as much as between them.
    return float(np.clip(0.5 + 0.5 * slope, *FOOTPRINT_POWER_RANGE))


def _standardised(land: _Land, column: str) -> np.ndarray:
    """Centre an intensive covariate on its area-weighted mean, in standard deviations."""
    values = land.frame[column].to_numpy(float)
    centred = values - np.average(values, weights=land.areas)
    spread = np.sqrt(np.average(centred**2, weights=land.areas))
    return (centred / spread if spread > 0 else centred).clip(-3, 3)


# Zones: density ratios from a prior and from the contrast between municipalities ------------------


@dataclass(frozen=True)
class _Ratios:
    """Normal laws of the zones' log density ratios, and of their steps from year to year."""

    mean: np.ndarray
    root: np.ndarray
    steps: list[tuple[np.ndarray, np.ndarray]]


def _ratios(land: _Land, hectares: np.ndarray, base: str, power: float) -> _Ratios:
    """Pool the prior with ecological regressions of the level and of each year's step."""
    flags = land.inside[-1]
    shares, exposure = _exposure(land, base, power)
    centre = np.array([RATIO_CENTRE[base].get(zone, 0.0) for zone in land.zones])
    level = _ecological(land, hectares.mean(axis=0), exposure, flags)
    mean, cov = _pool(centre, RATIO_SD[base], level, AGGREGATION_SD)
    steps = []
    shares = land.shares(shares * np.exp(flags @ mean))
    for year in range(1, len(hectares)):
        # Growth where a year before there was nothing is not a ratio: such pieces drop out.
        estimate = _ecological(land, hectares[year], shares * hectares[year - 1][land.town], flags)
        moved, spread = _pool(0 * centre, RATIO_CHANGE_SD, estimate, AGGREGATION_SD_CHANGE)
        steps.append((moved, _root(spread)))
    return _Ratios(mean, _root(cov), steps)


def _exposure(land: _Land, base: str, power: float) -> tuple[np.ndarray, np.ndarray]:
    """Give expected shares where zones do not matter, and the ground they stand for in hectares."""
    if base == "areal":
        return land.shares(land.areas), land.areas
    shares = _footprint(land, np.array([power]), 0.5 * FOOTPRINT_LEAK)[0]
    return shares, shares * land.total(land.frame[FOOTPRINT].to_numpy(float))[land.town]


def _pool(centre, spread, estimate, bias) -> tuple[np.ndarray, np.ndarray]:
    """Combine a normal prior with an estimate whose bias is of known size (inverse variances)."""
    found, cov = estimate
    unit = np.eye(len(centre))
    alike = (1 - RATIO_CORRELATION) * unit + RATIO_CORRELATION
    prior = np.linalg.inv(spread**2 * alike)
    data = np.linalg.inv(cov + bias**2 * unit)
    pooled = np.linalg.inv(prior + data)
    return pooled @ (prior @ centre + data @ found), pooled


def _root(cov: np.ndarray) -> np.ndarray:
    """Take the symmetric square root, which does not hang on the order of zones."""
    values, vectors = np.linalg.eigh(cov)
    return (vectors * np.sqrt(values.clip(0))) @ vectors.T


def _ecological(land: _Land, coca, exposure, flags) -> tuple[np.ndarray, np.ndarray]:
    """Estimate log density ratios of zones from totals of municipalities, with their covariance.

    The mean is that of Flowerdew & Green (1989), mu_m = exp(a_department) sum_i e_i exp(theta z_i);
    the error is Student's on the logarithm (4 degrees of freedom), fitted by reweighted
    Gauss-Newton steps, so that a municipality counts by what it tells and not by its hectares.
    """
    zones = flags.shape[1]
    used = (coca > 0) & (land.total(exposure) > 0)
    if used.sum() < FEWEST_TOWNS:  # too few to tell: the prior stays
        return np.zeros(zones), np.eye(zones) * RIDGE_RATIO_SD**2
    logs = np.log(coca[used])
    # A first column for the country, then one for each department, drawn towards it by the ridge.
    departments = pd.get_dummies(pd.Series(land.codes[used]).str[:2]).to_numpy(float)
    levels = np.column_stack([np.ones(len(logs)), departments])
    sd = np.r_[np.full(zones, RIDGE_RATIO_SD), 1e3, np.full(departments.shape[1], RIDGE_LEVEL_SD)]
    found, spread = np.zeros(len(sd)), 1.0
    for _ in range(25):
        weighted = exposure * np.exp(flags @ found[:zones])
        whole = land.total(weighted)[used]
        slopes = land.total(weighted * flags.T)[:, used].T / whole[:, None]
        residual = logs - np.log(whole) - levels @ found[zones:]
        # ASSUME: hectares of a municipality are uncertain by their root, besides the spread.
        variance = spread**2 + 1 / coca[used]
        weight = 5 / (4 + residual**2 / variance) / variance
        spread = np.sqrt(np.average(residual**2, weights=weight)).clip(0.2, 3.0)
        design = np.column_stack([slopes, levels])
        information = design.T @ (design * weight[:, None]) + np.diag(sd**-2)
        step = np.linalg.solve(information, design.T @ (weight * residual) - found / sd**2)
        found = found + step.clip(-1, 1)
        if np.abs(step).max() < 1e-6:
            break
    return found[:zones], np.linalg.inv(information)[:zones, :zones]


# Draws --------------------------------------------------------------------------------------------


def _draw(surface, ratios: _Ratios, land: _Land, hectares, rng) -> np.ndarray:
    """Place hectares: zone ratios, then patches, then what fits, ``(draw, year, piece)``."""
    number, years = len(surface), len(hectares)
    theta = ratios.mean + rng.standard_normal((number, len(ratios.mean))) @ ratios.root
    # ASSUME: ground declared in the years examined was already used as the zone's other ground.
    expected = land.shares(surface * np.exp(theta @ land.inside[-1].T))
    patches = PATCHES * np.exp(PATCHES_LOG_SD * rng.standard_normal((number, 1)))
    stays = rng.uniform(*PERSISTENCE, (number, 1))
    lasting = rng.standard_gamma(stays * patches * expected)
    path = _path(ratios, number, rng)
    placed = np.empty((number, years, len(land.areas)))
    for year in range(years):
        passing = rng.standard_gamma((1 - stays) * patches * expected)
        weights = (lasting + passing + 1e-12 * expected) * np.exp(path[year] @ land.inside[year].T)
        placed[:, year] = _fit(land.shares(weights) * hectares[year][land.town], land)
    return placed


def _path(ratios: _Ratios, number: int, rng) -> np.ndarray:
    """Draw how log ratios wander about their mean over the years, ``(year, draw, zone)``."""
    start = np.zeros((number, len(ratios.mean)))
    moves = [mean + rng.standard_normal(start.shape) @ root for mean, root in ratios.steps]
    path = np.cumsum([start, *moves], axis=0)
    return path - path.mean(axis=0)


def _fit(hectares: np.ndarray, land: _Land) -> np.ndarray:
    """Move what exceeds a piece's area to the room left in the same municipality."""
    held = np.minimum(hectares, land.areas)
    over = land.total(hectares - held)
    room = land.areas - held
    free = land.total(room)
    # ASSUME: what does not fit spreads in proportion to the room left.
    filled = np.divide(over, free, out=np.zeros_like(over), where=free > 0).clip(0, 1)
    return held + room * filled[..., land.town]


def _totals(placement: Placement, columns, unions) -> np.ndarray:
    """Sum hectares over each zone and union, ``(draw, year, zone)``."""
    frame = placement.pieces
    sums = []
    for index, year in enumerate(placement.years):
        covers = [
            frame[[columns[zone][year] for zone in inside]].any(axis=1)
            for inside in unions.values()
        ]
        sums.append(placement.hectares[:, index] @ np.stack(covers, axis=1).astype(float))
    return np.stack(sums, axis=1)


def _summary(totals, national, names: list[str], categories, years, compared) -> pd.DataFrame:
    """Take percentiles over draws, of each year and of the change between two."""
    kinds = np.where(np.arange(len(names)) < categories, "category", "scenario")
    periods = [str(year) for year in years] + ([CHANGE] if len(years) > 1 else [])
    tables = [pd.DataFrame({"zone": names, "kind": kinds, "period": each}) for each in periods]
    first, last = (years.index(year) for year in compared)
    with np.errstate(invalid="ignore"):  # a year without coca has no shares
        shares = totals / national[:, None]
    for figure, drawn in (("coca_ha", totals), ("national_share", shares)):
        steps = [*np.moveaxis(drawn, 1, 0), drawn[:, last] - drawn[:, first]]
        for table, sums in zip(tables, steps, strict=False):
            found = np.quantile(sums, list(QUANTILES.values()), axis=0)
            table[[f"{figure}_{quantile}" for quantile in QUANTILES]] = found.T
    return pd.concat(tables).sort_values(["kind", "zone", "period"], ignore_index=True)
