"""Draw the hypothetical flows."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.pages import flows

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, publication = snakemake.input, results.tell(snakemake.params)
    ground = json.loads(Path(given.ground).read_text("utf-8"))
    found = results.read(given)
    for edition, path in zip(publication.editions, snakemake.output, strict=True):
        files.write_text(flows.flow_map(found, ground, edition), path)
