"""Write the index page."""

from pathlib import Path
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.pages import index

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    target = snakemake.output.page
    published = files.fingerprints(snakemake.input.published, Path(target).parent)
    page = index.render(results.read(snakemake.input), published, results.tell(snakemake.params))
    files.write_text(page, target)
