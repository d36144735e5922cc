"""Cut pieces along the borders of single parks, reserves and councils."""

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import logs
from cocashift.harmonise import zones
from cocashift.overlay import units

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    features = pd.concat(map(gpd.read_parquet, given.zones), ignore_index=True)
    cultivation = pd.read_parquet(given.cultivation)
    pieces = gpd.read_parquet(given.pieces)
    named = zones.units(features, params.named, params.years[-1])
    grown = cultivation.loc[cultivation["coca_ha"] > 0, "divipola"]
    units.cut(pieces[pieces["divipola"].isin(grown)], named).to_parquet(snakemake.output.parts)
    named.to_parquet(snakemake.output.units)
