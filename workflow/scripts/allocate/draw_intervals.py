"""Draw the ensemble: medians and 80 % intervals for every zone, reading and year."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import intervals

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given, params = snakemake.input, snakemake.params
    ground = intervals.Ground(
        pd.read_parquet(given.pieces, columns=["divipola", "inside", "area_ha"]),
        pd.read_parquet(given.editions),
        pd.read_parquet(given.surfaces),
        pd.read_parquet(given.cultivation),
    )
    intervals.of_zones(
        ground,
        params.scenarios,
        params.years,
        params.census_cv,
    ).to_parquet(snakemake.output.intervals)
