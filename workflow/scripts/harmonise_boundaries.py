"""Bring municipalities and neighbouring countries to one schema."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs, municipalities, sources

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    layers, crs = snakemake.params.layers, snakemake.params.crs
    units, of_units = sources.read_polygons(
        snakemake.input.municipalities[0], layers["municipalities"][0], crs["publish"]
    )
    countries, of_countries = sources.read_polygons(
        snakemake.input.countries[0], layers["countries"][0], crs["publish"]
    )
    gazetteer = sources.read_table(snakemake.input.gazetteer[0])
    municipalities.harmonise(units, gazetteer, crs["area"]).to_parquet(
        snakemake.output.municipalities
    )
    municipalities.neighbours(countries, crs["area"]).to_parquet(snakemake.output.neighbours)
    pd.concat([of_units, of_countries]).to_parquet(snakemake.output.quality)
