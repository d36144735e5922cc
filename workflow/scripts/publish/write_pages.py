"""Write the pages of single parks, reserves and councils, and of data quality."""

from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.pages import quality, zones

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    found, publication = results.read(snakemake.input), results.tell(snakemake.params)
    told = zones.rows(found, publication.years)
    written = (snakemake.output.zones, snakemake.output.quality)
    for edition, *paths in zip(publication.editions, *written, strict=True):
        pages = (zones.render(found, told, edition), quality.render(found, edition))
        for page, path in zip(pages, paths, strict=True):
            files.write_text(page, path)
