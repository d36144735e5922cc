"""Cut the municipalities of one region into pieces."""

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
    features = [pd.read_parquet(path, columns=zones.DATED) for path in given.zones]
    known = zones.editions(pd.concat(features, ignore_index=True), years)
    boxes = pd.read_parquet(given.municipalities, columns=["divipola", "bbox"])
    number, count = map(int, snakemake.wildcards.scatteritem.split("-of-"))
    codes, box = regions.region(boxes, number, count)
    towns = gpd.read_parquet(given.municipalities, bbox=box)
    near = [gpd.read_parquet(path, bbox=box) for path in given.zones]
    editions = zones.editions(pd.concat(near, ignore_index=True), years, known)
    pieces = partition.partition(towns[towns["divipola"].isin(codes)], editions)
    pieces.to_parquet(snakemake.output.pieces)
