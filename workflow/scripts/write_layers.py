"""Write the layers for QGIS: municipalities, zones and the off-limits mask."""

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import layers, logs, masks, zones
from cocashift.words import Words

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    params = snakemake.params
    words = Words(params.language)
    municipalities = gpd.read_parquet(snakemake.input.municipalities)
    features = pd.concat(map(gpd.read_parquet, snakemake.input.zones), ignore_index=True)
    change = pd.read_parquet(snakemake.input.change)
    layers.write_geopackage(
        {
            "municipalities": layers.join_change(municipalities, change),
            "zones": features,
        },
        snakemake.output.layers,
        params.crs,
        words.note(params.note),
    )
    in_force = zones.in_force(features, params.year)
    mask, transform = masks.rasterise(
        municipalities, in_force, params.order, params.crs, params.resolution_m
    )
    layers.write_mask(
        mask,
        transform,
        params.crs,
        masks.bits(params.order),
        snakemake.output.mask,
        words.note(params.note),
    )
