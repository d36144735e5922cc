"""Compare the two years in every zone: shift and share, with intervals and bounds."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.migrate import shift

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    shift.compare(
        pd.read_parquet(snakemake.input.allocation),
        pd.read_parquet(snakemake.input.cultivation),
        pd.read_parquet(snakemake.input.eradication),
        snakemake.params.years,
        pd.concat(map(pd.read_parquet, snakemake.input.intervals)),
    ).to_parquet(snakemake.output.shift)
