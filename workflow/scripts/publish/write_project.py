"""Write the project for QGIS: all layers styled, bookmarks, a sheet to print."""

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.gis import entries, project

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given, target = snakemake.input, snakemake.output.project
    rendered = project.render(
        entries.vector_layers(given.layers),
        [entries.raster_layer(path) for path in given.rasters],
        gpd.read_file(given.layers, layer="municipalities", columns=["divipola", "change_class"]),
        results.tell(snakemake.params),
    )
    files.write_bytes(project.archive(rendered, Path(target).stem), target)
