"""Lay out hectares in single parks, reserves and councils, year by year."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import units

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given = snakemake.input
    drawn = [pd.read_parquet(path) for path in given.drawn]
    units.bounded(
        pd.concat([table for table in drawn if len(table)] or drawn),
        pd.read_parquet(given.parts, columns=["divipola", "units", "area_ha"]),
        pd.read_parquet(given.units, columns=["unit", "zone", "name"]),
        pd.read_parquet(given.cultivation),
    ).to_parquet(snakemake.output.units)
