"""Write the tables."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs, place
from cocashift.migrate import change
from cocashift.publish import files

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    at = place.of(snakemake.params.dataset)
    grown = change.ever_grown(
        pd.read_parquet(snakemake.input.change), pd.read_parquet(snakemake.input.cultivation)
    )
    files.write_table(grown, snakemake.output.change, at)
    named = grown[["divipola", "municipality", "department"]]
    clusters = named.merge(pd.read_parquet(snakemake.input.clusters), on="divipola")
    files.write_table(clusters, snakemake.output.clusters, at)
    centres = pd.read_parquet(snakemake.input.centres).drop(columns="geometry")
    files.write_table(centres, snakemake.output.centres, at)
    plain = set(snakemake.output.keys()) - {"change", "clusters", "centres", "quality"}
    for table in sorted(plain):
        frame = pd.read_parquet(snakemake.input[table])
        files.write_table(frame, snakemake.output[table], at)
    quality = pd.concat(map(pd.read_parquet, snakemake.input.quality), ignore_index=True)
    files.write_table(quality, snakemake.output.quality, at)
