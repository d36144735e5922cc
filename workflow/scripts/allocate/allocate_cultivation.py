"""Allocate municipal hectares to zones and scenarios, with bounds, by every method there is."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import allocation, fallbacks

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, years = snakemake.input, snakemake.params.years
    pieces = pd.read_parquet(given.pieces, columns=["divipola", "inside", "area_ha"])
    editions, surfaces = pd.read_parquet(given.editions), pd.read_parquet(given.surfaces)
    cultivation = pd.read_parquet(given.cultivation)
    allocation.allocate(
        pieces, editions, cultivation, snakemake.params.scenarios, years, surfaces
    ).to_parquet(snakemake.output.allocation)
    fallbacks.report(fallbacks.fallbacks(pieces, cultivation, years, surfaces)).to_parquet(
        snakemake.output.quality
    )
