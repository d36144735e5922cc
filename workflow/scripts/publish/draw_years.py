"""Draw the maps of single years: two under one handle, and all in a row."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.pages import years

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given, publication = snakemake.input, results.tell(snakemake.params)
    found, ground = results.read(given), json.loads(Path(given.ground).read_text("utf-8"))
    written = snakemake.output
    for edition, path in zip(
        publication.editions, [written.compare, *written.compare_others], strict=True
    ):
        files.write_text(years.compare_map(found, ground, edition), path)
    for edition, path in zip(
        publication.editions, [written.years, *written.years_others], strict=True
    ):
        files.write_text(years.years_map(found, ground, edition), path)
