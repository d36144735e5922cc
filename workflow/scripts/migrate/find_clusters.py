"""Find where change clusters, and where the hectares lie on the whole in every year."""

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import logs
from cocashift.migrate import centres, clusters

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    params = snakemake.params
    municipalities = gpd.read_parquet(snakemake.input.municipalities)
    change = pd.read_parquet(snakemake.input.change)
    stage = logs.stages("clusters", "autocorrelation", "centres")
    next(stage)
    clusters.find(municipalities, change, params.crs).to_parquet(snakemake.output.clusters)
    next(stage)
    clusters.autocorrelation(municipalities, change, params.years, params.crs).to_parquet(
        snakemake.output.autocorrelation
    )
    next(stage)
    centres.find(
        municipalities, pd.read_parquet(snakemake.input.cultivation), params.crs
    ).to_parquet(snakemake.output.centres)
