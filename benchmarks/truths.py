"""Truths for the calibration: cultivation drawn on the raster grid, where all of it is known.

A law says how coca meets zones and how it changes: levels of municipalities, a field that is alike
nearby, density ratios of zones that differ between zones and municipalities, and growth.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import ndimage

__all__ = ["LAWS", "YEARS", "ZONES", "Grid", "Law", "sample", "simulate"]

ZONES = ["park", "reserve", "council", "ecuador"]
SHAPE = (3048, 2229)
CELL_M, TOP_M, EARTH_M = 699.2589780182944, 1574216.548161465, 6378137.0
YEARS = (2011, 2012, 2013, 2014, 2015)
MOST_HA_PER_HA = 0.6
SHARE_EVER = 0.15
SAMPLED, KERNEL_KM = 0.2, 2.5


@dataclass(frozen=True)
class Law:
    """How coca meets zones.

    `strength` is its density inside a zone over that outside (None: any, by zone), `spread` the log
    sd of the field; `regional` how much faster a municipality grows that lies in zones wholly, with
    no move inside any; ground is ``land`` or, where the archive knows nothing of the law, the real
    ``footprint``.
    """

    name: str
    strength: float | None
    spread: float = 2.0
    ground: str = "land"
    regional: float = 0.0

    @property
    def told(self) -> str:
        """The strength, in words."""
        return "0.25 to 3" if self.strength is None else f"{self.strength:g}"


LAWS = (
    Law("avoiding", 0.25),
    Law("avoiding", 0.5),
    Law("indifferent", 1.0),
    Law("seeking", 2.0),
    Law("seeking", 4.0),
    Law("clustered, avoiding", 0.5, 3.2),
    Law("clustered", 1.0, 3.2),
    Law("clustered, seeking", 2.0, 3.2),
    Law("mixed by zone", None),
    Law("avoiding on the real footprint", 0.5, 1.5, "footprint"),
    Law("indifferent on the real footprint", 1.0, 1.5, "footprint"),
    Law("seeking on the real footprint", 2.0, 1.5, "footprint"),
    Law("growing where zones are", 1.0, regional=0.8),
    Law("growing where zones are not", 1.0, regional=-0.8),
)


class Grid:
    """Cells of municipalities with coca: their piece, area and zones; and their pieces."""

    def __init__(self, cache: Path):
        cells = np.load(cache / "grid.npz")
        self.row, self.column, self.ever = (
            cells["row"].astype(int),
            cells["column"].astype(int),
            cells["ever"],
        )
        latitude = np.arctan(np.sinh((TOP_M - (self.row + 0.5) * CELL_M) / EARTH_M))
        self.area = (CELL_M * np.cos(latitude)) ** 2 / 1e4
        real = pd.read_parquet(cache / "pieces.parquet")
        used, self.piece = np.unique(cells["piece"], return_inverse=True)
        self.pieces = real.iloc[used].reset_index(drop=True)
        self.pieces["area_ha"] = np.bincount(self.piece, self.area)
        self.towns, town = np.unique(self.pieces["divipola"], return_inverse=True)
        self.town_of_piece, self.town = town, town[self.piece]
        record = pd.read_parquet(cache / "cultivation.parquet")
        # The years grow as the record has them: by 43 % in the one that is to be taken apart.
        self.national = record.groupby("year")["coca_ha"].sum().reindex(YEARS).tolist()
        recent = record.query("2012 <= year <= 2015")
        mean = recent.groupby("divipola")["coca_ha"].mean()
        self.coca = mean.reindex(self.towns).fillna(0.0).to_numpy()
        self.inside = self.pieces[ZONES].to_numpy(bool)
        # The part of each municipality that lies in zones, standardised to a mean of none.
        area = self.pieces["area_ha"].to_numpy()
        part = np.bincount(town, area * self.inside.any(axis=1)) / np.bincount(town, area)
        self.zoned = part - np.average(part, weights=self.coca)


def smooth_field(grid: Grid, rng) -> np.ndarray:
    """Draw a standard normal field that is alike over 3 km, over 14 km, and has its own grain."""
    parts = []
    for width in (4, 20):
        field = ndimage.gaussian_filter(rng.standard_normal(SHAPE, np.float32), width, truncate=3)
        parts.append(field[grid.row, grid.column] / field.std())
    grain = rng.standard_normal(len(grid.row))
    return np.sqrt(0.4) * parts[0] + np.sqrt(0.35) * parts[1] + np.sqrt(0.25) * grain


def zone_effect(grid: Grid, logs: np.ndarray, jitter: float, rng) -> np.ndarray:
    """Give each cell the sum of its zones' log ratios, which differ between municipalities."""
    local = logs + jitter * rng.standard_normal((len(grid.towns), len(ZONES)))
    return (grid.inside * local[grid.town_of_piece]).sum(axis=1)[grid.piece]


def allot(log_density: np.ndarray, cells: np.ndarray, area: np.ndarray, total: float) -> np.ndarray:
    """Turn log densities into hectares per cell: a national total, no cell beyond its capacity."""
    weight = np.where(cells, area * np.exp(log_density - log_density[cells].max()), 0)
    hectares = np.zeros(len(area))
    for _ in range(30):
        free = cells & (hectares < MOST_HA_PER_HA * area)
        hectares += np.where(free, weight, 0) * (total - hectares.sum()) / weight[free].sum()
        hectares = np.minimum(hectares, MOST_HA_PER_HA * area)
    return hectares


def simulate(grid: Grid, law: Law, seed: int) -> tuple[list[np.ndarray], np.ndarray]:
    """Draw the years' cultivation, hectares per cell, and the footprint an archive would show."""
    rng = np.random.default_rng([LAWS.index(law), seed])
    if law.strength is None:
        logs = rng.uniform(np.log(0.25), np.log(3), len(ZONES))
    else:
        logs = np.log(law.strength) + 0.25 * rng.standard_normal(len(ZONES))
    on_land = law.ground == "land"
    cells = np.ones(len(grid.row), bool) if on_land else grid.ever
    spread_over = np.bincount(grid.town, grid.area * cells, len(grid.towns))
    level = np.log(np.maximum(grid.coca, 1e-3) / np.maximum(spread_over, 1))
    level += 0.5 * rng.standard_normal(len(level))
    cells &= grid.coca[grid.town] > 0

    lasting = smooth_field(grid, rng)
    effect = zone_effect(grid, logs, 0.4, rng)
    keeps = rng.uniform(0.7, 0.95)
    # Zones gain, keep or lose against their surroundings from the year before the last growth on;
    # under a regional law nothing moves inside municipalities.
    step = 0.0 if law.regional else 0.3 * (seed % 3 - 1)
    moved = zone_effect(grid, rng.normal(step, 0.15 * (not law.regional), len(ZONES)), 0.1, rng)
    years, field = [], lasting
    for year, total in zip(YEARS, grid.national, strict=True):
        if year > YEARS[0]:
            field = keeps * field + np.sqrt(1 - keeps**2) * smooth_field(grid, rng)
            level = level + 0.35 * rng.standard_normal(len(level))
        grown = law.regional * grid.zoned * (year >= 2014)
        log = (level + grown)[grid.town] + effect + law.spread * field + moved * (year >= 2014)
        years.append((log, allot(log, cells, grid.area, total)))
    placed = [hectares for _, hectares in years]
    if not on_land:
        return placed, grid.ever
    older = level[grid.town] + law.spread * (0.8 * lasting + 0.6 * smooth_field(grid, rng))
    older += zone_effect(grid, 0.7 * logs + 0.3 * rng.standard_normal(len(ZONES)), 0.4, rng)
    record = np.maximum.reduce([older, *(log for log, _ in years)])
    record += 0.5 * rng.standard_normal(len(record))
    return placed, record >= np.quantile(record, 1 - SHARE_EVER)


def sample(grid: Grid, years: list[np.ndarray], rng) -> np.ndarray:
    """Draw what a fifth of the cells would show over other years, smoothed, by piece.

    What a cell held over the years is not what it holds in two of them: its logarithm differs by
    0.7 on its own and by 0.5 together with its neighbours within 14 km.
    """
    drift = 0.7 * rng.standard_normal(len(grid.row)) + 0.5 * smooth_field(grid, rng)
    shown = sum(years) * np.exp(drift) * (rng.random(len(grid.row)) < SAMPLED)
    field = np.zeros(SHAPE, np.float32)
    field[grid.row, grid.column] = shown
    # As the line smooths them: a gaussian, and area as one cell more in each municipality.
    width = KERNEL_KM / 0.699
    smooth = ndimage.gaussian_filter(field, width)[grid.row, grid.column]
    known = np.bincount(grid.piece, smooth, len(grid.pieces))
    cells = np.bincount(grid.town, shown > 0, len(grid.towns))
    mean = np.bincount(grid.town, shown, len(grid.towns)) / np.maximum(cells, 1)
    area = grid.pieces["area_ha"].to_numpy()
    share = area / np.bincount(grid.town_of_piece, area)[grid.town_of_piece]
    return known + mean[grid.town_of_piece] * share
