"""Lay out coca, spraying and manual eradication, one row per municipality and year."""

from typing import TYPE_CHECKING

from cocashift import logs, records, sources

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    records.cultivation(sources.read_table(snakemake.input.coca[0])).to_parquet(
        snakemake.output.cultivation
    )
    records.eradication(
        sources.read_table(snakemake.input.spraying[0]),
        sources.read_table(snakemake.input.manual[0]),
    ).to_parquet(snakemake.output.eradication)
