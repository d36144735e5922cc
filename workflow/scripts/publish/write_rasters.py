"""Write the rasters for QGIS: the zones off limits, and coca per area."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.harmonise import weights
from cocashift.harmonise.zones import in_force
from cocashift.publish import files, results
from cocashift.publish.gis import density, geotiffs, masks, rasters

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    params, given, written = snakemake.params, snakemake.input, snakemake.output
    found, publication = results.read(given), results.tell(params)
    (first, last), resolution_m = publication.years, params.resolution_m
    ground = found.municipalities.geometry.to_crs(publication.crs)
    mask = masks.rasterise(ground, in_force(found.zones, last), publication.zones, resolution_m)
    weighed = weights.read_by_role(given.weights, params.layers.get("weights", []))
    surfaces = pd.read_parquet(given.surfaces)
    grid = density.surface(weighed, ground, resolution_m)
    laid = pd.concat(map(pd.read_parquet, given.laid)) if given.laid else None
    spread = density.rasterise(
        found.pieces, found.cultivation, surfaces, publication.years, grid, laid
    )
    bands = rasters.describe(mask.cells, density.best_method(surfaces), publication)
    named = publication.place.published
    made = {"mask": mask, "change": spread["change"], "first": spread[first], "last": spread[last]}
    apart = {"mask": list(masks.apart(mask.cells, publication.zones).values())}
    for name, raster in logs.steps(made.items(), "rasters"):
        geotiffs.write_geotiff(raster, bands[name], written[name], apart.get(name, ()))
        files.write_text(named(bands[name].style), written[f"{name}_style"])
        files.write_text(named(bands[name].metadata), written[f"{name}_metadata"])
