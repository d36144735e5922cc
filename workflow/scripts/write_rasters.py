"""Write the rasters for QGIS: the zones off limits, and coca per area."""

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import density, geotiffs, layers, logs, masks, raster_layers, sources, zones
from cocashift.words import Words

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    params, given, written = snakemake.params, snakemake.input, snakemake.output
    years, words = params.years, Words(params.language)
    note = words.note(params.note)
    ground = gpd.read_parquet(given.municipalities).geometry.to_crs(params.crs)
    features = pd.concat(map(gpd.read_parquet, given.zones), ignore_index=True)
    in_force = zones.in_force(features, years[-1])
    mask = masks.rasterise(ground, in_force, params.order, params.resolution_m)
    weights = sources.read_weights(given.weights, params.layers.get("weights", []))
    surfaces = pd.read_parquet(given.surfaces)
    spread = density.rasterise(
        gpd.read_parquet(given.pieces),
        pd.read_parquet(given.cultivation),
        surfaces,
        years,
        density.surface(weights, ground, params.resolution_m),
    )
    method = density.best_method(surfaces)
    rasters = {"mask": mask, "change": spread["change"]}
    rasters |= {"first": spread[years[0]], "last": spread[years[-1]]}
    bands = raster_layers.describe(
        mask.cells, params.order, method, years, params.sources, params.crs, note, words
    )
    for name, raster in rasters.items():
        geotiffs.write_geotiff(raster, bands[name], written[name])
        layers.write_text(bands[name].style, written[f"{name}_style"])
        layers.write_text(bands[name].metadata, written[f"{name}_metadata"])
