"""Benchmark: do the intervals cover what they should when the truth inside zones is known?

Cultivation is drawn on the raster grid (cells of about 0.7 km) under laws of how it meets zones
(`truths.py`), summed to municipalities, and estimated by the very function that a run uses, all
years together. The CSV it writes: a row is a law, a strength, what the estimator was given, a zone
or reading, and a quantity.

Usage: python benchmarks/calibration.py CACHE_FOLDER OUTPUT.csv [SEEDS]
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.truths import LAWS, YEARS, ZONES, Grid, Law, sample, simulate
from cocashift.allocate import ensemble
from cocashift.allocate.ensemble.fitting import Total

READINGS = {
    "strict": ["park", "ecuador", "catatumbo"],
    "standard": ["park", "ecuador", "catatumbo", "reserve"],
    "broad": ["park", "ecuador", "catatumbo", "reserve", "council"],
}
UNIONS = {zone: [zone] for zone in ZONES} | READINGS
COMPARED = (2013, 2014)
CHANGE = "-".join(map(str, COMPARED))
DRAWS = 1024
# Which totals are published in reality, and within how many per cent they are to be met.
PUBLISHED = {
    ("park", 2012): 2.0,
    ("ecuador", 2013): 4.0,
    ("park", 2014): 1.5,
    ("reserve", 2014): 3.0,
    ("council", 2014): 3.0,
    ("park", 2015): 1.0,
    ("reserve", 2015): 3.0,
    ("council", 2015): 3.0,
}


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
    """Give what is true of each zone: hectares, their change, and their part of the growth."""
    rows = []
    area = grid.pieces["area_ha"].to_numpy()
    whole = np.bincount(grid.town_of_piece, area)
    hectares = coca["coca_ha"].to_numpy().reshape(len(YEARS), -1)
    first, last = (YEARS.index(year) for year in COMPARED)
    grown = placed[last].sum() - placed[first].sum()
    for zone, members in UNIONS.items():
        covers = grid.pieces[members].any(axis=1).to_numpy()
        ground = np.bincount(grid.town_of_piece, area * covers)
        lower = np.maximum(0, hectares - (whole - ground)).sum(axis=1)
        upper = np.minimum(hectares, ground).sum(axis=1)
        true, width = placed @ covers, upper - lower
        change, between = true[last] - true[first], width[last] + width[first]
        rows += [(zone, str(YEARS[i]), "level", true[i], width[i]) for i in (first, last)]
        rows.append((zone, CHANGE, "change", change, between))
        rows.append((zone, CHANGE, "part of growth", change / grown, between / abs(grown)))
    return pd.DataFrame(rows, columns=["zone", "period", "quantity", "true", "bounds"])


def published(grid: Grid, placed: np.ndarray, rng) -> tuple[Total, ...]:
    """Print the truth as it is printed in reality: some zones, some years, within a tolerance."""
    totals = []
    for (zone, year), tolerance in PUBLISHED.items():
        true = placed[YEARS.index(year)] @ grid.pieces[zone].to_numpy(bool)
        error = rng.normal(0, tolerance / 100 / 1.96)
        totals.append(Total(zone, [zone], year, true * (1 + error), tolerance))
    return tuple(totals)


def trial(grid: Grid, law: Law, seed: int) -> pd.DataFrame:
    """Draw one truth, and score the estimate by what it was given."""
    years, ever = simulate(grid, law, seed)
    rng = np.random.default_rng([LAWS.index(law), seed, 1])
    placed = np.stack([np.bincount(grid.piece, year) for year in years])
    coca = table(grid, placed)
    known = truth_and_bounds(grid, placed, coca)
    pieces = grid.pieces.assign(footprint_ha=np.bincount(grid.piece, grid.area * ever))
    bare = pieces.drop(columns=["footprint_ha", "canopy_pct", "neighbour_km", "depth_km"])
    first, last = (YEARS.index(year) for year in COMPARED)
    cells = sample(grid, [years[first], years[last]], rng)
    totals = published(grid, placed, rng)
    given = {
        "areas only": (bare, ()),
        "rasters": (pieces, ()),
        "cells": (bare.assign(cells_ha=cells), ()),
        "rasters and cells": (pieces.assign(cells_ha=cells), ()),
        "cells and totals": (bare.assign(cells_ha=cells), totals),
        "rasters, cells and totals": (pieces.assign(cells_ha=cells), totals),
    }
    scored = []
    for information, (frame, fitted) in given.items():
        found = ensemble.intervals(
            frame,
            coca,
            {zone: [zone] for zone in [*ZONES, "catatumbo"]},
            {zone: ensemble.Union(flags) for zone, flags in UNIONS.items()},
            [COMPARED],
            ensemble.Design((*COMPARED, 2012, 2015, 2011), seed, DRAWS, totals=fitted),
        ).rename(columns={"union": "zone"})
        scored.append(_ends(found, known).assign(information=information))
    return pd.concat(scored).assign(law=law.name, strength=law.told, seed=seed)


def _ends(found: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Set each truth beside the interval for it."""
    merged = known.merge(found, on=["zone", "period"])
    part = merged["quantity"] == "part of growth"
    for quantile in ("p10", "p50", "p90"):
        merged[quantile] = merged[f"share_of_change_{quantile}"].where(
            part, merged[f"coca_ha_{quantile}"]
        )
    return merged[[*known.columns, "p10", "p50", "p90"]]


def score(trials: pd.DataFrame) -> pd.DataFrame:
    """Count coverage and widths, in each cell of the benchmark and pooled."""
    width = trials["p90"] - trials["p10"]
    scored = trials.assign(
        covered=trials["true"].between(trials["p10"], trials["p90"]),
        below=trials["true"] < trials["p10"],
        width_ratio=width / trials["bounds"],
        width=width,
    )
    keys = ["information", "law", "strength", "zone", "quantity"]
    parts = [scored]
    for pooled in (
        ["law", "strength"],
        ["zone"],
        ["law", "strength", "zone"],
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
            median_width=("width", "median"),
            median_true=("true", "median"),
        )
        .round(4)
        .reset_index()
    )


def main(cache: Path, output: Path, seeds: int) -> None:
    """Run all trials, two at a time, and write their score."""
    grid = Grid(cache)
    cases = list(product([grid], LAWS, range(seeds)))
    with ProcessPoolExecutor() as pool:
        trials = pd.concat(pool.map(trial, *zip(*cases, strict=True)))
    trials.to_parquet(cache / "trials.parquet")
    score(trials).to_csv(output, index=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 3)
