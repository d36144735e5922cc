"""Follow the country, its departments and the zones over all years of the table."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import allocation, totals
from cocashift.migrate import series

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given = snakemake.input
    cultivation = pd.read_parquet(given.cultivation)
    allocated = allocation.allocate(
        pd.read_parquet(given.pieces, columns=["divipola", "inside", "area_ha"]),
        pd.read_parquet(given.editions),
        cultivation,
        snakemake.params.scenarios,
        sorted(cultivation["year"].unique().tolist()),
        pd.read_parquet(given.surfaces),
    )
    series.follow(
        pd.read_parquet(given.municipalities, columns=["department_code", "department"]),
        cultivation,
        totals.total(allocated, cultivation, pd.read_parquet(given.intervals)),
    ).to_parquet(snakemake.output.series)
