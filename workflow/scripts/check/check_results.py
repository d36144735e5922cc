"""Check that the results add up; stop the line if they do not."""

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import logs
from cocashift.check import checks
from cocashift.harmonise import references

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, layers = snakemake.input, snakemake.params.layers
    published = {name: references.read(given[name][0], layers[name][0]) for name in layers}
    strips = {"definitions": dict(snakemake.params.strips), "crs": snakemake.params.crs}
    strips["neighbours"] = gpd.read_parquet(given.neighbours)
    strips["zones"] = pd.concat(map(gpd.read_parquet, given.drawn)) if given.drawn else None
    results = checks.run(
        gpd.read_parquet(given.municipalities),
        checks.Record(
            pd.read_parquet(given.cultivation),
            pd.read_parquet(given.unplaced),
            pd.read_parquet(given.eradication),
        ),
        pd.read_parquet(given.allocation),
        pd.read_parquet(given.zones),
        snakemake.params.years,
        checks.References(**published),
        strips,
        snakemake.params.census_cv,
    )
    checks.require(results)
    results.to_parquet(snakemake.output.checks)
