"""Measure every piece on the surfaces that tell where coca can grow."""

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import logs, schemas
from cocashift.harmonise import cells, grid, quality, weights
from cocashift.overlay import surfaces

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, layers = snakemake.input, snakemake.params.layers
    pieces, cultivation = gpd.read_parquet(given.pieces), pd.read_parquet(given.cultivation)
    stage = logs.stages("read rasters, grid and cells", "describe the pieces by them")
    next(stage)
    told, rasters, gridded, sampled = [schemas.Quality.empty()], {}, None, None
    for path, layer in zip(given.weights, layers.get("weights", []), strict=True):
        raster, read = weights.read(path, layer)
        rasters.setdefault(layer["role"], []).append(raster)
        read += weights.hold_against(raster, pieces)
        told.append(quality.report("weights", Path(path).name, read))
    if given.grid:
        gridded, read = grid.read(given.grid[0], layers["grid"][0])
        read += grid.hold_against(gridded, cultivation, pieces)
        told.append(quality.report("grid", Path(given.grid[0]).name, read))
    if given.cells:
        sampled, read = cells.read(given.cells[0], layers["cells"][0])
        read += cells.hold_against(sampled, pieces)
        told.append(quality.report("cells", Path(given.cells[0]).name, read))
    next(stage)
    editions = pd.read_parquet(given.editions)
    described = surfaces.describe(pieces, editions, cultivation, rasters, gridded, sampled)
    described.to_parquet(snakemake.output.surfaces)
    pd.concat(told).to_parquet(snakemake.output.quality)
