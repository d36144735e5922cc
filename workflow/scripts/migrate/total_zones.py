"""Sum up zones and readings in the two years, by every method."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import totals

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    totals.total(
        pd.read_parquet(snakemake.input.allocation),
        pd.read_parquet(snakemake.input.cultivation),
        pd.concat(map(pd.read_parquet, snakemake.input.intervals)),
        snakemake.params.years,
        pd.read_parquet(snakemake.input.eradication),
    ).to_parquet(snakemake.output.zones)
