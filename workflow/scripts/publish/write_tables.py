"""Write the tables."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.migrate import change
from cocashift.publish import files, results

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    place = results.tell(snakemake.params).place

    def published(frame):
        return place.frame(place.kept(frame))

    grown = change.ever_grown(
        pd.read_parquet(snakemake.input.change), pd.read_parquet(snakemake.input.cultivation)
    )
    files.write_table(published(grown), snakemake.output.change)
    named = grown[["divipola", "municipality", "department"]]
    clusters = named.merge(pd.read_parquet(snakemake.input.clusters), on="divipola")
    files.write_table(published(clusters), snakemake.output.clusters)
    centres = pd.read_parquet(snakemake.input.centres).drop(columns="geometry")
    files.write_table(published(centres), snakemake.output.centres)
    plain = set(snakemake.output.keys()) - {"change", "clusters", "centres", "quality"}
    for table in sorted(plain):
        frame = pd.read_parquet(snakemake.input[table])
        files.write_table(published(frame), snakemake.output[table])
    quality = pd.concat(map(pd.read_parquet, snakemake.input.quality), ignore_index=True)
    files.write_table(published(quality), snakemake.output.quality)
