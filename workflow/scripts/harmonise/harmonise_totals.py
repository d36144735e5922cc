"""Bring published hectares inside zones to one schema."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs, schemas
from cocashift.harmonise import quality, totals

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    published, told = schemas.PublishedTotals.empty(), schemas.Quality.empty()
    if given.totals:
        published, read = totals.read(given.totals[0], params.layers["totals"][0])
        published, left = totals.hold_against(
            published, pd.read_parquet(given.cultivation), params.known, params.made
        )
        told = quality.report("totals", Path(given.totals[0]).name, [*read, *left])
    published.to_parquet(snakemake.output.totals)
    told.to_parquet(snakemake.output.quality)
