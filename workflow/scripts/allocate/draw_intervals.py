"""Draw the ensemble: an 80 % interval for every zone, scenario and year."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import intervals

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    intervals.of_zones(
        pd.read_parquet(snakemake.input.pieces, columns=["divipola", "inside", "area_ha"]),
        pd.read_parquet(snakemake.input.editions),
        pd.read_parquet(snakemake.input.surfaces),
        pd.read_parquet(snakemake.input.cultivation),
        snakemake.params.scenarios,
        snakemake.params.years,
    ).to_parquet(snakemake.output.intervals)
