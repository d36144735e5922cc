"""Draw the map of where cultivation rose and fell."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import layers, logs, maps
from cocashift.words import Words

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given, params = snakemake.input, snakemake.params
    features = pd.concat(map(gpd.read_parquet, given.zones), ignore_index=True)
    page = maps.change_map(
        json.loads(Path(given.ground).read_text("utf-8")),
        gpd.read_parquet(given.municipalities),
        features,
        *(
            pd.read_parquet(given[name])
            for name in ("change", "clusters", "cultivation", "allocation")
        ),
        params.headline,
        params.years,
        Words(params.language),
        params.note,
    )
    layers.write_text(page, snakemake.output.map)
