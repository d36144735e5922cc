"""Set the two years side by side in every municipality."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.migrate import change

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    change.compare(
        pd.read_parquet(snakemake.input.municipalities),
        pd.read_parquet(snakemake.input.cultivation),
        pd.read_parquet(snakemake.input.eradication),
        pd.read_parquet(snakemake.input.allocation),
        snakemake.params.years,
    ).to_parquet(snakemake.output.change)
