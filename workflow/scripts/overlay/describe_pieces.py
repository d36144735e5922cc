"""Measure every piece on the surfaces that tell where coca can grow."""

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import logs, schemas
from cocashift.harmonise import grid, quality, weights
from cocashift.overlay import surfaces

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given, described = snakemake.input, snakemake.params.layers
    told, rasters, cells = [schemas.Quality.empty()], {}, None
    for path, layer in zip(given.weights, described.get("weights", []), strict=True):
        raster, read = weights.read(path, layer)
        rasters.setdefault(layer["role"], []).append(raster)
        told.append(quality.report("weights", Path(path).name, read))
    if given.grid:
        layer = described["grid"][0]
        cells, read = grid.read(given.grid[0], layer)
        told.append(quality.report("grid", Path(given.grid[0]).name, read))
    surfaces.describe(
        gpd.read_parquet(given.pieces),
        pd.read_parquet(given.editions),
        pd.read_parquet(given.cultivation),
        rasters,
        cells,
    ).to_parquet(snakemake.output.surfaces)
    pd.concat(told).to_parquet(snakemake.output.quality)
