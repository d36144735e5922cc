"""Allocate municipal hectares to zones and scenarios, or gather what is allocated in parts."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import allocation, fallbacks, parts

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    pieces = pd.read_parquet(given.pieces, columns=["divipola", "inside", "area_ha"])
    tables = map(pd.read_parquet, (given.editions, given.cultivation, given.surfaces))
    editions, cultivation, surfaces = tables
    found = (
        parts.gathered(list(map(pd.read_parquet, given.parts)))
        if given.parts
        else allocation.allocate(
            pieces, editions, cultivation, params.scenarios, params.years, surfaces
        )
    )
    found.to_parquet(snakemake.output.allocation)
    stood_in = fallbacks.fallbacks(pieces, cultivation, params.years, surfaces)
    fallbacks.report(stood_in).to_parquet(snakemake.output.quality)
