"""Sum up zones and readings in the two years, and compare the years in each."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import totals
from cocashift.migrate import shift

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, output, years = snakemake.input, snakemake.output, snakemake.params.years
    tables = (given.allocation, given.cultivation, given.eradication)
    allocation, cultivation, eradication = map(pd.read_parquet, tables)
    intervals = pd.concat(map(pd.read_parquet, given.intervals))
    totals.total(allocation, cultivation, intervals, years, eradication).to_parquet(output.zones)
    shift.compare(allocation, cultivation, eradication, years, intervals).to_parquet(output.shift)
