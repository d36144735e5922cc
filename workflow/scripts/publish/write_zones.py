"""Write the page of single parks, reserves and councils."""

from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.pages import zones

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    found, publication = results.read(snakemake.input), results.tell(snakemake.params)
    told = zones.rows(found, publication.years)
    for edition, path in zip(publication.editions, snakemake.output, strict=True):
        files.write_text(zones.render(found, told, edition), path)
