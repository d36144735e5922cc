"""See whether the answer changes when one thing is another."""

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import logs
from cocashift.allocate.ground import Ground
from cocashift.harmonise import zones
from cocashift.migrate import sensitivity

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    frames = {name: gpd.read_parquet(given[name]) for name in ("municipalities", "neighbours")}
    strips = [
        zones.build(zone, definition, frames, params.crs["area"], params.crs["publish"])
        for zone, definition in params.strips
    ]
    nothing = gpd.GeoDataFrame({"zone": []}, geometry=[], crs=params.crs["area"])
    ground = Ground(
        gpd.read_parquet(given.pieces),
        pd.read_parquet(given.editions),
        pd.read_parquet(given.surfaces),
        pd.read_parquet(given.cultivation),
    )
    sensitivity.vary(
        pd.read_parquet(given.zones),
        pd.concat(map(pd.read_parquet, given.intervals)),
        ground,
        params.scenarios,
        params.years,
        pd.concat(strips) if strips else nothing,
        params.census_cv,
        params.draws,
    ).to_parquet(snakemake.output.sensitivity)
