"""Check that the results add up; stop the line if they do not."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import checks, logs, sources

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    results = checks.run(
        pd.read_parquet(snakemake.input.municipalities),
        pd.read_parquet(snakemake.input.cultivation),
        pd.read_parquet(snakemake.input.eradication),
        pd.read_parquet(snakemake.input.allocation),
        pd.read_parquet(snakemake.input.zones),
        snakemake.params.years,
        *(
            sources.read_table(files[0]) if files else None
            for files in (snakemake.input.national, snakemake.input.statements)
        ),
    )
    checks.require(results)
    results.to_parquet(snakemake.output.checks)
