"""Write the index page."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from cocashift import index, layers, logs
from cocashift.words import Words

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

FRAMES = ("change", "zones", "checks", "cultivation", "shift", "flow_summary", "claim", "evidence")

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    params = snakemake.params
    page = index.render(
        *(pd.read_parquet(snakemake.input[frame]) for frame in FRAMES),
        params.years,
        params.headline,
        params.dataset,
        params.layers,
        sorted(set(params.wanted) - set(params.zones)),
        layers.fingerprints(snakemake.input.published, Path(snakemake.output.page).parent),
        Words(params.language),
    )
    layers.write_text(page, snakemake.output.page)
