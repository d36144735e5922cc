"""Benchmark: do the intervals cover what they should when the truth inside zones is known?

Cultivation is drawn on the raster grid (cells of about 0.7 km) under laws of how it meets zones,
summed to municipalities, and estimated by the very function that a run uses. The CSV it writes:
a row is a law, a strength, what the estimator was given, a zone or scenario, and a quantity.

Usage: python benchmarks/calibration.py CACHE_FOLDER OUTPUT.csv [SEEDS]
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import ndimage

from cocashift.allocate import ensemble

ZONES = ["park", "reserve", "council", "ecuador"]
SCENARIOS = {
    "strict": ["park", "ecuador", "catatumbo"],
    "standard": ["park", "ecuador", "catatumbo", "reserve"],
    "broad": ["park", "ecuador", "catatumbo", "reserve", "council"],
}
UNIONS = {zone: [zone] for zone in ZONES} | SCENARIOS
SHAPE = (3048, 2229)
CELL_M, TOP_M, EARTH_M = 699.2589780182944, 1574216.548161465, 6378137.0
YEARS = (2013, 2014)
NATIONAL_HA = (48_189.0, 69_132.0)
MOST_HA_PER_HA = 0.6
SHARE_EVER = 0.15
SAMPLED, KERNEL_KM = 0.2, 2.5
DRAWS = 1500

# law, ground on which it holds, coca density inside a zone over that outside, log sd of the field
LAWS = [
    ("avoiding", "land", 0.25, 2.0),
    ("avoiding", "land", 0.5, 2.0),
    ("indifferent", "land", 1.0, 2.0),
    ("seeking", "land", 2.0, 2.0),
    ("seeking", "land", 4.0, 2.0),
    ("clustered, avoiding", "land", 0.5, 3.2),
    ("clustered", "land", 1.0, 3.2),
    ("clustered, seeking", "land", 2.0, 3.2),
    ("mixed by zone", "land", np.nan, 2.0),
    ("avoiding on the real footprint", "footprint", 0.5, 1.5),
    ("indifferent on the real footprint", "footprint", 1.0, 1.5),
    ("seeking on the real footprint", "footprint", 2.0, 1.5),
]


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
        recent = pd.read_parquet(cache / "cultivation.parquet").query("2012 <= year <= 2015")
        mean = recent.groupby("divipola")["coca_ha"].mean()
        self.coca = mean.reindex(self.towns).fillna(0.0).to_numpy()
        self.inside = self.pieces[ZONES].to_numpy(bool)


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


def simulate(grid: Grid, law: tuple, seed: int):
    """Draw two years of cultivation, ``(cell, cell)``, and the footprint an archive would show."""
    _, ground, strength, spread = law
    rng = np.random.default_rng([LAWS.index(law), seed])
    logs = np.log(strength) + 0.25 * rng.standard_normal(len(ZONES))
    if np.isnan(strength):
        logs = rng.uniform(np.log(0.25), np.log(3), len(ZONES))
    on_land = ground == "land"
    cells = np.ones(len(grid.row), bool) if on_land else grid.ever
    spread_over = np.bincount(grid.town, grid.area * cells, len(grid.towns))
    level = np.log(np.maximum(grid.coca, 1e-3) / np.maximum(spread_over, 1))
    level += 0.5 * rng.standard_normal(len(level))
    cells &= grid.coca[grid.town] > 0

    lasting, fresh = smooth_field(grid, rng), smooth_field(grid, rng)
    effect = zone_effect(grid, logs, 0.4, rng)
    moved = zone_effect(grid, rng.normal(0.3 * (seed % 3 - 1), 0.15, len(ZONES)), 0.1, rng)
    first = level[grid.town] + spread * lasting + effect
    growth = 0.5 * rng.standard_normal(len(level))
    keeps = rng.uniform(0.7, 0.95)
    second = (level + growth)[grid.town] + effect + moved
    second += spread * (keeps * lasting + np.sqrt(1 - keeps**2) * fresh)
    years = [
        allot(log, cells, grid.area, sum_)
        for log, sum_ in zip((first, second), NATIONAL_HA, strict=True)
    ]
    if not on_land:
        return years, grid.ever
    older = level[grid.town] + spread * (0.8 * lasting + 0.6 * smooth_field(grid, rng))
    older += zone_effect(grid, 0.7 * logs + 0.3 * rng.standard_normal(len(ZONES)), 0.4, rng)
    record = np.maximum(older, np.maximum(first, second)) + 0.5 * rng.standard_normal(len(first))
    return years, record >= np.quantile(record, 1 - SHARE_EVER)


def table(grid: Grid, placed: np.ndarray) -> pd.DataFrame:
    """Sum pieces, ``(year, piece)``, to what a user has: hectares by municipality and year."""
    sums = np.stack([np.bincount(grid.town_of_piece, year) for year in placed])
    return pd.DataFrame(
        {
            "divipola": np.tile(grid.towns, len(YEARS)),
            "year": np.repeat(YEARS, len(grid.towns)),
            "coca_ha": sums.ravel(),
        }
    )


def truth_and_bounds(grid: Grid, placed: np.ndarray, coca: pd.DataFrame) -> pd.DataFrame:
    """Give the known hectares and the width of the bounds, by zone and period."""
    rows = []
    area = grid.pieces["area_ha"].to_numpy()
    whole = np.bincount(grid.town_of_piece, area)
    for zone, members in UNIONS.items():
        covers = grid.pieces[members].any(axis=1).to_numpy()
        ground = np.bincount(grid.town_of_piece, area * covers)
        hectares = coca["coca_ha"].to_numpy().reshape(len(YEARS), -1)
        lower = np.maximum(0, hectares - (whole - ground))
        upper = np.minimum(hectares, ground)
        true = placed @ covers
        width = (upper - lower).sum(axis=1)
        rows += [(zone, str(y), true[i], width[i]) for i, y in enumerate(YEARS)]
        rows.append((zone, "change", true[1] - true[0], width.sum()))
    return pd.DataFrame(rows, columns=["zone", "period", "true_ha", "bounds_ha"])


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


def trial(grid: Grid, law: tuple, seed: int) -> pd.DataFrame:
    """Draw one truth and score both the estimate with rasters and the one with areas alone."""
    years, ever = simulate(grid, law, seed)
    placed = np.stack([np.bincount(grid.piece, year) for year in years])
    coca = table(grid, placed)
    known = truth_and_bounds(grid, placed, coca)
    pieces = grid.pieces.assign(footprint_ha=np.bincount(grid.piece, grid.area * ever))
    bare = pieces.drop(columns=["footprint_ha", "canopy_pct", "neighbour_km", "depth_km"])
    sampled = sample(grid, years, np.random.default_rng([LAWS.index(law), seed, 1]))
    given = {
        "rasters": pieces,
        "areas only": bare,
        "cells": bare.assign(cells_ha=sampled),
        "rasters and cells": pieces.assign(cells_ha=sampled),
    }
    scored = []
    for information, frame in given.items():
        found = ensemble.intervals(
            frame,
            coca,
            {zone: [zone] for zone in [*ZONES, "catatumbo"]},
            {zone: ensemble.Union(flags) for zone, flags in UNIONS.items()},
            design=ensemble.Design(seed=seed, draws=DRAWS),
        ).rename(columns={"union": "zone"})
        found["period"] = found["period"].replace("-".join(map(str, YEARS)), "change")
        scored.append(known.merge(found, on=["zone", "period"]).assign(information=information))
    return pd.concat(scored).assign(law=law[0], strength=_strength(law), seed=seed)


def _strength(law: tuple) -> str:
    return "0.25 to 3" if np.isnan(law[2]) else f"{law[2]:g}"


def score(trials: pd.DataFrame) -> pd.DataFrame:
    """Count coverage and widths, in each cell of the benchmark and pooled."""
    width = trials["coca_ha_p90"] - trials["coca_ha_p10"]
    scored = trials.assign(
        covered=trials["true_ha"].between(trials["coca_ha_p10"], trials["coca_ha_p90"]),
        below=trials["true_ha"] < trials["coca_ha_p10"],
        width_ratio=width / trials["bounds_ha"],
        width_ha=width,
        quantity=np.where(trials["period"] == "change", "change", "level"),
    )
    keys = ["information", "law", "strength", "zone", "quantity"]
    parts = [scored]
    for pooled in (
        ["law", "strength"],
        ["zone"],
        ["quantity"],
        ["law", "strength", "zone"],
        ["zone", "quantity"],
        ["law", "strength", "quantity"],
        ["law", "strength", "zone", "quantity"],
    ):
        parts.append(scored.assign(**dict.fromkeys(pooled, "all")))
    every = pd.concat([part.astype({"strength": str}) for part in parts])
    return (
        every.groupby(keys)
        .agg(
            intervals=("covered", "size"),
            coverage=("covered", "mean"),
            below_p10=("below", "mean"),
            median_width_ratio=("width_ratio", "median"),
            median_width_ha=("width_ha", "median"),
            median_true_ha=("true_ha", "median"),
        )
        .round(4)
        .reset_index()
    )


if __name__ == "__main__":
    cache, output = Path(sys.argv[1]), Path(sys.argv[2])
    seeds = int(sys.argv[3]) if len(sys.argv) > 3 else 8
    grid = Grid(cache)
    trials = pd.concat([trial(grid, law, seed) for law in LAWS for seed in range(seeds)])
    trials.to_parquet(cache / "trials.parquet")
    score(trials).to_csv(output, index=False)
