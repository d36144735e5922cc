"""Set the two years side by side: municipalities, zones and scenarios."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import totals
from cocashift.migrate import change

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    cultivation = pd.read_parquet(snakemake.input.cultivation)
    allocated = pd.read_parquet(snakemake.input.allocation)
    change.compare(
        pd.read_parquet(snakemake.input.municipalities),
        cultivation,
        pd.read_parquet(snakemake.input.eradication),
        allocated,
        snakemake.params.years,
    ).to_parquet(snakemake.output.change)
    totals.total(
        allocated,
        cultivation,
        pd.concat(map(pd.read_parquet, snakemake.input.intervals)),
        snakemake.params.years,
        pd.read_parquet(snakemake.input.eradication),
    ).to_parquet(snakemake.output.zones)
