"""Write the index page."""

from pathlib import Path
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.pages import index, page

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    target = snakemake.output.page
    published = files.fingerprints(snakemake.input.published, Path(target).parent)
    found, publication = results.read(snakemake.input), results.tell(snakemake.params)
    for edition, path in zip(publication.editions, snakemake.output, strict=True):
        html = index.render(found, published, edition)
        files.write_text(page.framed(html, "index", edition), path)
