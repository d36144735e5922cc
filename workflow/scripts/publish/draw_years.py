"""Draw the maps of single years: two of them against each other, and all in a row."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.pages import compare, years

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, publication = snakemake.input, results.tell(snakemake.params)
    found, ground = results.read(given), json.loads(Path(given.ground).read_text("utf-8"))
    written = snakemake.output
    for draw, pages in (
        (compare.compare_map, [written.compare, *written.compare_others]),
        (years.years_map, [written.years, *written.years_others]),
    ):
        for edition, path in zip(publication.editions, pages, strict=True):
            files.write_text(draw(found, ground, edition), path)
