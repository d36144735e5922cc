"""Ask year by year whether coca grew faster where more of a municipality lies off limits."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.migrate import event_study

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    event_study.estimate(
        pd.read_parquet(snakemake.input.allocation),
        pd.read_parquet(snakemake.input.cultivation),
        list(snakemake.params.scenarios),
        snakemake.params.years,
    ).to_parquet(snakemake.output.event_study)
