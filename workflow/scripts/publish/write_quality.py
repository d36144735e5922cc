"""Write the page on data quality."""

from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.pages import quality

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    found, publication = results.read(snakemake.input), results.tell(snakemake.params)
    for edition, path in zip(publication.editions, snakemake.output, strict=True):
        files.write_text(quality.render(found, edition), path)
