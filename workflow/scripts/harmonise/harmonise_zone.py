"""Make the features of one zone category."""

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import logs
from cocashift.harmonise import border, quality, zone_layers, zones

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    definition, crs = snakemake.params.definition, snakemake.params.crs
    if "layer" in definition:
        parts = snakemake.params.layers[definition["layer"]]
        layer, read = zone_layers.read(snakemake.input.layer, parts, crs["publish"])
        frames = {"layer": layer}
        read.append((definition["layer"], [zone_layers.overlaps(layer, crs["area"])]))
        told = pd.concat(quality.report(definition["layer"], *of_file) for of_file in read)
    else:
        needed = {"municipalities", "neighbours"} & set(snakemake.input.keys())
        frames = {name: gpd.read_parquet(snakemake.input[name]) for name in needed}
    if "border" in definition:
        frames["border"] = border.line(definition, **frames, crs=crs["publish"])
    zone = snakemake.wildcards.zone
    features = zones.build(zone, definition, frames, crs["area"], crs["publish"])
    if "layer" not in definition:
        described = zones.described(definition, features, frames, crs["publish"])
        told = quality.report(zone, "municipalities", described)
    # With boxes, so that what lies elsewhere need not be read.
    features.to_parquet(snakemake.output.zone, write_covering_bbox=True, row_group_size=512)
    told.to_parquet(snakemake.output.quality)
