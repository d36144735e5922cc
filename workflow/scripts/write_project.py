"""Write the project for QGIS: all layers styled, bookmarks, a sheet to print."""

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd

from cocashift import layers, logs, project
from cocashift.words import Words

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    params, given = snakemake.params, snakemake.input
    words = Words(params.language)
    rendered = project.render(
        project.vector_layers(given.layers),
        [project.raster_layer(path) for path in given.rasters],
        gpd.read_file(given.layers, layer="municipalities", columns=["divipola", "change_class"]),
        params.sources,
        params.years,
        words.note(params.note),
        words,
    )
    target = snakemake.output.project
    layers.write_bytes(project.archive(rendered, Path(target).stem), target)
