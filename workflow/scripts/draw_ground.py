"""Simplify the shapes that all maps draw, once."""

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import ground, layers, logs, zones

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given, params = snakemake.input, snakemake.params
    features = pd.concat(map(gpd.read_parquet, given.zones), ignore_index=True)
    drawn = ground.draw(
        gpd.read_parquet(given.municipalities),
        gpd.read_parquet(given.neighbours),
        zones.in_force(features, params.years[-1]),
        params.crs,
        params.basemap,
    )
    layers.write_text(json.dumps(drawn, separators=(",", ":")), snakemake.output.ground)
