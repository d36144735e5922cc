"""Follow the country, its departments and zones held fixed over all years; compare the changes."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import allocation, totals
from cocashift.migrate import context, series

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    cultivation, editions = pd.read_parquet(given.cultivation), pd.read_parquet(given.editions)
    intervals = pd.concat(map(pd.read_parquet, given.intervals))
    allocated = allocation.allocate(
        pd.read_parquet(given.pieces, columns=["divipola", "inside", "area_ha"]),
        series.fixed(editions, params.years[-1]),
        cultivation,
        params.scenarios,
        sorted(cultivation["year"].unique().tolist()),
        pd.read_parquet(given.surfaces),
    )
    summed = totals.total(
        allocated,
        cultivation,
        intervals,
        eradication=pd.read_parquet(given.eradication),
        basis="fixed",
    )
    series.follow(
        pd.read_parquet(given.municipalities, columns=["department_code", "department"]),
        cultivation,
        summed,
        editions,
        params.sprayed,
    ).to_parquet(snakemake.output.series)
    context.compare(intervals, params.years, params.breaks).to_parquet(snakemake.output.context)
