"""Write the page on data quality."""

from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.pages import quality

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    page = quality.render(results.read(snakemake.input), results.tell(snakemake.params))
    files.write_text(page, snakemake.output.page)
