"""See how far the headline moves when one assumption is another."""

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import logs
from cocashift.harmonise import zones
from cocashift.migrate import sensitivity

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    given, params = snakemake.input, snakemake.params
    frames = {name: gpd.read_parquet(given[name]) for name in ("municipalities", "neighbours")}
    strips = [
        zones.build(
            zone,
            definition | {"widths": [{"km": width} for width in params.widths_km]},
            frames,
            params.crs["area"],
            params.crs["publish"],
        )
        for zone, definition in params.strips.items()
    ]
    sensitivity.vary(
        pd.read_parquet(given.zones),
        gpd.read_parquet(given.pieces),
        pd.read_parquet(given.editions),
        pd.read_parquet(given.cultivation),
        params.scenarios,
        params.years,
        pd.concat(strips) if strips else gpd.GeoDataFrame(geometry=[], crs=params.crs["area"]),
    ).to_parquet(snakemake.output.sensitivity)
