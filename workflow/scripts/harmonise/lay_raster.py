"""Lay the raster of zones over the country, and see that it has not too many cells."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd

from cocashift import logs
from cocashift.harmonise import rasters

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    params = snakemake.params
    ground = gpd.read_parquet(snakemake.input.municipalities).geometry.to_crs(params.crs)
    _, (rows, columns) = rasters.grid_of(ground, params.resolution_m)
    size = {"rows": rows, "columns": columns, "resolution_m": params.resolution_m}
    Path(snakemake.output.raster).write_text(json.dumps(size) + "\n", "utf-8")
