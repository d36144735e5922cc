"""Cut municipalities into pieces, each lying in a known set of zones."""

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import logs
from cocashift.harmonise import zones
from cocashift.overlay import partition

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    features = pd.concat(map(gpd.read_parquet, snakemake.input.zones), ignore_index=True)
    cultivation = pd.read_parquet(snakemake.input.cultivation)
    years = sorted(cultivation["year"].unique().tolist())
    editions = zones.editions(features, years)
    pieces = partition.partition(gpd.read_parquet(snakemake.input.municipalities), editions)
    pieces.to_parquet(snakemake.output.pieces)
    editions.drop(columns="geometry").to_parquet(snakemake.output.editions)
