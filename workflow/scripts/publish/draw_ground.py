"""Simplify the shapes that all maps draw, once."""

import json
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.harmonise.zones import in_force
from cocashift.publish import files, results
from cocashift.publish.pages import ground

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given, params = snakemake.input, snakemake.params
    found = results.read(given)
    drawn = ground.draw(
        found.municipalities,
        in_force(found.zones, params.years[-1]),
        found.change,
        params.crs,
        params.basemap,
    )
    files.write_text(json.dumps(drawn, separators=(",", ":")), snakemake.output.ground)
