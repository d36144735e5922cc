"""Simplify the shapes that all maps draw, once."""

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import logs
from cocashift.harmonise.zones import in_force
from cocashift.publish import files
from cocashift.publish.pages import ground

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    zones = pd.concat(map(gpd.read_parquet, given.zones), ignore_index=True)
    drawn = ground.draw(
        gpd.read_parquet(given.municipalities),
        in_force(zones, params.years[-1]),
        pd.read_parquet(given.change),
        params.crs,
        params.basemap,
    )
    files.write_text(json.dumps(drawn, separators=(",", ":")), snakemake.output.ground)
