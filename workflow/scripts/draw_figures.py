"""Draw the static figures for reports."""

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import figures, layers, logs, zones
from cocashift.words import Words

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given, params = snakemake.input, snakemake.params
    years, words = params.years, Words(params.language)
    units = gpd.read_parquet(given.municipalities).to_crs(params.crs)
    features = pd.concat(map(gpd.read_parquet, given.zones), ignore_index=True).to_crs(params.crs)
    change, clusters = pd.read_parquet(given.change), pd.read_parquet(given.clusters)
    drawn = {
        "change": figures.change_figure(units, change, clusters, params.headline, years, words),
        "compare": figures.years_figure(units, change, years, words),
        "years": figures.series_figure(
            pd.read_parquet(given.series), params.headline, years, words
        ),
        "zones": figures.zone_figure(units, zones.in_force(features, years[-1]), words),
        "flows": figures.flow_figure(units, pd.read_parquet(given.flows), years, words),
        "shares": figures.share_figure(pd.read_parquet(given.totals), years, words),
    }
    for path in map(Path, snakemake.output):
        layers.write_bytes(figures.save(drawn[path.stem], path.suffix[1:]), path)
