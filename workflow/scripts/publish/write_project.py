"""Write the project for QGIS: all layers styled, map themes, bookmarks, sheets to print."""

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from cocashift import logs
from cocashift.publish import files, finding, results
from cocashift.publish.gis import entries, project, rasters

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, target = snakemake.input, snakemake.output.project
    found, publication = results.read(given), results.tell(snakemake.params)
    years = found.cultivation["year"]
    words, zones = publication.words, publication.zones
    place = publication.place
    named = ["divipola", "municipality", "change_class"]
    rendered = project.render(
        entries.vector_layers(given.layers, words, place),
        {
            "change": entries.raster_layer(given.change_raster),
            "last": entries.raster_layer(given.last_raster),
            "first": entries.raster_layer(given.first_raster),
            "mask": entries.raster_layer(
                given.mask, words("raster.count"), rasters.of_zones(zones, words)
            ),
        },
        entries.features(given.layers, "municipalities", named, place),
        entries.features(given.layers, "zones", ["name"], place),
        {
            "finding": finding.growth(found.shift, publication),
            "version": yaml.safe_load(Path(given.citation).read_text("utf-8"))["version"],
            "known": [int(years.min()), int(years.max())],
        },
        publication,
    )
    packed = project.archive(place.published(rendered), Path(target).stem)
    files.write_bytes(packed, target)
