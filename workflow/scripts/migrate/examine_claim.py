"""Hold each figure of a published statement against the records, and weigh its cause."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.harmonise import references
from cocashift.migrate import claim

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, layers = snakemake.input, snakemake.params.layers
    published = {name: references.read(given[name][0], layers[name][0]) for name in layers}
    cultivation = pd.read_parquet(given.cultivation)
    claim.check(
        published.get("claim"), published.get("national"), pd.read_parquet(given.eradication)
    ).to_parquet(snakemake.output.claim)
    claim.weigh(
        pd.read_parquet(given.shift), pd.read_parquet(given.flow_summary), cultivation
    ).to_parquet(snakemake.output.evidence)
