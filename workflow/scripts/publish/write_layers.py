"""Write the layers for QGIS: a styled GeoPackage, and each layer as GeoParquet."""

from pathlib import Path
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.gis import geopackages, layers, styles

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    found, publication = results.read(snakemake.input), results.tell(snakemake.params)
    made = layers.layers(found, publication)
    frames = {name: publication.place.kept(frame) for name, frame in made.items()}
    styled = styles.of_layers(found.zones, publication)
    described = geopackages.described(frames, styled, publication)
    place = publication.place
    geopackages.write_geopackage(described, snakemake.output.layers, place)
    for path in logs.steps(snakemake.output.copies, "copies"):
        files.write_geoparquet(place.frame(frames[place.internal(Path(path).stem)]), path)
