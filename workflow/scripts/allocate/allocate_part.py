"""Allocate the municipal hectares of one part of the country."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs, schemas
from cocashift.allocate import allocation, parts

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    number, count = map(int, snakemake.wildcards.scatteritem.split("-of-"))
    pieces = pd.read_parquet(given.pieces, columns=["divipola", "inside", "area_ha"])
    some = parts.part(pieces, number, count)
    tables = map(pd.read_parquet, (given.editions, given.cultivation, given.surfaces))
    editions, cultivation, surfaces = tables
    found = (
        schemas.Allocation.empty()
        if some.empty
        else allocation.allocate(
            some, editions, cultivation, params.scenarios, params.years, surfaces
        )
    )
    found.to_parquet(snakemake.output.allocation)
