"""Draw the maps of single years: two under one handle, and all in a row."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from cocashift import layers, logs, year_maps
from cocashift.words import Words

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given, params = snakemake.input, snakemake.params
    told = (
        json.loads(Path(given.ground).read_text("utf-8")),
        pd.read_parquet(given.change),
        pd.read_parquet(given.cultivation),
        params.years,
        Words(params.language),
        params.note,
    )
    layers.write_text(year_maps.compare_map(*told), snakemake.output.compare)
    layers.write_text(year_maps.years_map(*told), snakemake.output.years)
