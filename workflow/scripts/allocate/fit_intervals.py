"""Fit the ensemble to published totals of zones, where the dataset has them."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs, schemas
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
    published = pd.read_parquet(given.totals)
    fitted = (
        schemas.Intervals.empty()
        if published.empty
        else intervals.of_zones(
            ground,
            params.scenarios,
            params.years,
            params.census_cv,
            published=published,
        )
    )
    fitted.to_parquet(snakemake.output.intervals)
