"""Draw the map of where cultivation rose and fell."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.pages import change

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given = snakemake.input
    ground = json.loads(Path(given.ground).read_text("utf-8"))
    page = change.change_map(results.read(given), ground, results.tell(snakemake.params))
    files.write_text(page, snakemake.output.map)
