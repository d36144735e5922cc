"""Write the layers for QGIS: a styled GeoPackage, and each layer as GeoParquet."""

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import geopackages, layers, logs, published, styles
from cocashift.words import Words

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

SHAPES = ("municipalities", "pieces", "centres")
TABLES = ("change", "clusters", "allocation", "editions", "cultivation", "flows")

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    params, given = snakemake.params, snakemake.input
    scenarios, years, words = params.scenarios, params.years, Words(params.language)
    features = pd.concat(map(gpd.read_parquet, given.zones), ignore_index=True)
    frames = published.layers(
        **{name: gpd.read_parquet(given[name]) for name in SHAPES},
        **{name: pd.read_parquet(given[name]) for name in TABLES},
        zones=features,
        scenarios=scenarios,
        years=years,
        crs=params.crs,
    )
    styled = styles.of_layers(
        features, params.order, list(scenarios), params.headline, years, words
    )
    groups, note = words.groups(params.order, scenarios), words.note(params.note)
    described = geopackages.described(frames, styled, params.sources, groups, years, note, words)
    geopackages.write_geopackage(described, snakemake.output.layers)
    for path in snakemake.output.copies:
        layers.write_geoparquet(frames[Path(path).stem], path)
