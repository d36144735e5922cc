"""Match what municipalities lost to what others gained, over the least distance."""

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import logs
from cocashift.migrate import flows

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    params = snakemake.params
    change = pd.read_parquet(snakemake.input.change)
    reassigned = flows.reassign(
        gpd.read_parquet(snakemake.input.municipalities), change, params.headline, params.years
    )
    reassigned.to_parquet(snakemake.output.flows)
    flows.summarise(reassigned, change).to_parquet(snakemake.output.summary)
