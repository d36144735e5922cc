"""Lay a part of the pieces on the cells of the rasters for QGIS."""

from typing import TYPE_CHECKING

import geopandas as gpd

from cocashift import logs
from cocashift.publish.gis import density

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    towns = gpd.read_parquet(given.municipalities, columns=["geometry"]).to_crs(params.crs)
    grid = density.surface({}, towns.geometry, params.resolution_m)
    number, count = map(int, snakemake.wildcards.scatteritem.split("-of-"))
    pieces = gpd.read_parquet(given.pieces, columns=["geometry"])
    density.cover(pieces, grid, number, count).to_parquet(snakemake.output.laid)
