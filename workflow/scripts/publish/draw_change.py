"""Draw the map of where cultivation rose and fell."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import rasterio

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.pages import change, grid

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, publication = snakemake.input, results.tell(snakemake.params)
    ground = json.loads(Path(given.ground).read_text("utf-8"))
    found = results.read(given)
    with rasterio.open(given.grid) as raster:
        picture = grid.picture(raster)
    for edition, path in zip(publication.editions, snakemake.output, strict=True):
        density = grid.theme(picture, edition.words)
        files.write_text(change.change_map(found, ground, density, edition), path)
