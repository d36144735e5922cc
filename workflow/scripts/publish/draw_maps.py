"""Draw the maps: of change, of two years, of all years, and of hypothetical flows."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import rasterio

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.pages import change, compare, flows, grid, years

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, publication = snakemake.input, results.tell(snakemake.params)
    found, ground = results.read(given), json.loads(Path(given.ground).read_text("utf-8"))
    with rasterio.open(given.grid) as raster:
        picture = grid.picture(raster)
    methods = set(found.allocation["method"])
    output = snakemake.output
    written = (output.change, output.compare, output.years, output.flows)
    for edition, *paths in zip(publication.editions, *written, strict=True):
        density = grid.theme(picture, methods, edition.words)
        drawn = (
            change.change_map(found, ground, density, edition),
            compare.compare_map(found, ground, edition),
            years.years_map(found, ground, edition),
            flows.flow_map(found, ground, edition),
        )
        for page, path in zip(drawn, paths, strict=True):
            files.write_text(page, path)
