"""Draw the ensemble: medians and 80 % intervals for every zone, reading, unit and year."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import intervals

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def read(given, pieces, surfaces) -> intervals.Ground:
    """Read what the ensemble is drawn on."""
    tables = (pieces, given.editions, surfaces, given.cultivation)
    return intervals.Ground(*map(pd.read_parquet, tables))


if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given, params = snakemake.input, snakemake.params
    found, units = intervals.of_zones(
        read(given, given.pieces, given.surfaces),
        params.scenarios,
        params.years,
        params.census_cv,
        published=pd.read_parquet(given.totals) if given.totals else None,
        parts=read(given, given.parts, given.of_parts),
    )
    found.to_parquet(snakemake.output.intervals)
    units.to_parquet(snakemake.output.units)
