"""Draw the map of where cultivation rose and fell."""

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import layers, logs, maps, zones
from cocashift.words import Words

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    params = snakemake.params
    features = pd.concat(map(gpd.read_parquet, snakemake.input.zones), ignore_index=True)
    page = maps.change_map(
        gpd.read_parquet(snakemake.input.municipalities),
        gpd.read_parquet(snakemake.input.neighbours),
        zones.in_force(features, params.years[-1]),
        pd.read_parquet(snakemake.input.change),
        params.years,
        params.crs,
        Words(params.language),
        params.note,
    )
    layers.write_text(page, snakemake.output.map)
