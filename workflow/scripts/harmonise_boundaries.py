"""Bring municipalities and neighbouring countries to one schema."""

from typing import TYPE_CHECKING

from cocashift import logs, municipalities, sources

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    layers, crs = snakemake.params.layers, snakemake.params.crs
    municipalities.harmonise(
        sources.read_polygons(
            snakemake.input.municipalities[0], layers["municipalities"][0], crs["publish"]
        ),
        sources.read_table(snakemake.input.gazetteer[0]),
        crs["area"],
    ).to_parquet(snakemake.output.municipalities)
    municipalities.neighbours(
        sources.read_polygons(snakemake.input.countries[0], layers["countries"][0], crs["publish"]),
        crs["area"],
    ).to_parquet(snakemake.output.neighbours)
