"""Write the index page."""

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from cocashift import logs
from cocashift.harmonise.zones import in_force
from cocashift.publish import files, results
from cocashift.publish.pages import index, sketch

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given, params = snakemake.input, snakemake.params
    found, publication = results.read(given), results.tell(params)
    published = files.fingerprints(given.published, Path(snakemake.output.page).parent)
    citation = yaml.safe_load(Path(given.citation).read_text("utf-8"))
    shapes = sketch.gather(
        found.municipalities,
        in_force(found.zones, publication.years[-1]),
        publication.scenarios[publication.headline],
        publication.crs,
    )
    for edition, path in zip(publication.editions, snakemake.output, strict=True):
        html = index.render(found, shapes, published, citation, edition)
        files.write_text(html, path)
