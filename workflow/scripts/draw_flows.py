"""Draw the hypothetical flows."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import flow_map, layers, logs
from cocashift.words import Words

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given, params = snakemake.input, snakemake.params
    page = flow_map.flow_map(
        json.loads(Path(given.ground).read_text("utf-8")),
        gpd.read_parquet(given.municipalities),
        pd.read_parquet(given.flows),
        gpd.read_parquet(given.centres),
        params.years,
        Words(params.language),
        params.note,
    )
    layers.write_text(page, snakemake.output.map)
