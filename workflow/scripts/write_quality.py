"""Write the page on data quality."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import layers, logs, quality_page
from cocashift.words import Words

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    params = snakemake.params
    page = quality_page.render(
        pd.concat(map(pd.read_parquet, snakemake.input.quality), ignore_index=True),
        pd.read_parquet(snakemake.input.checks),
        pd.read_parquet(snakemake.input.unplaced),
        sorted(set(params.wanted) - set(params.zones)),
        params.dataset,
        Words(params.language),
    )
    layers.write_text(page, snakemake.output.page)
