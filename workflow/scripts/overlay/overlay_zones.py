"""Cut municipalities into pieces, each lying in a known set of zones, or gather them."""

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import logs
from cocashift.harmonise import zones
from cocashift.overlay import partition, regions

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given = snakemake.input
    cultivation = pd.read_parquet(given.cultivation, columns=["year"])
    years = sorted(cultivation["year"].unique().tolist())
    read = pd.read_parquet if given.regions else gpd.read_parquet
    columns = zones.DATED if given.regions else None
    features = [read(path, columns=columns) for path in given.zones]
    editions = zones.editions(pd.concat(features, ignore_index=True), years)
    if given.regions:
        pieces = regions.gathered(list(map(gpd.read_parquet, given.regions)))
    else:
        pieces = partition.partition(gpd.read_parquet(given.municipalities), editions)
    pieces.to_parquet(snakemake.output.pieces)
    table = pd.DataFrame(editions).drop(columns="geometry", errors="ignore")
    table.to_parquet(snakemake.output.editions)
