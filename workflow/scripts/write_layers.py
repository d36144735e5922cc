"""Write the layers for QGIS: a styled GeoPackage, and each layer as GeoParquet."""

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from cocashift import geopackages, layers, logs, published, styles, zones
from cocashift.words import Words

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    params, given = snakemake.params, snakemake.input
    years = params.years
    words = Words(params.language)
    note = words.note(params.note)
    municipalities = gpd.read_parquet(given.municipalities)
    features = pd.concat(map(gpd.read_parquet, given.zones), ignore_index=True)
    in_force = zones.in_force(features, years[-1])
    centres = gpd.read_parquet(given.centres)
    figures = published.municipality_figures(
        municipalities,
        *(pd.read_parquet(given[name]) for name in ("change", "clusters", "allocation")),
        years,
    )
    frames = {
        "municipalities": figures,
        "municipality_points": published.points(figures, years),
        "departments": published.departments(figures, years),
        "zones": features,
        "zones_union": published.unions(features, params.scenarios, years[-1]),
        "municipality_zones": published.pieces_counted(
            gpd.read_parquet(given.pieces),
            pd.read_parquet(given.editions),
            pd.read_parquet(given.cultivation),
            municipalities,
            params.scenarios,
            years,
        ),
        "flows": published.flow_lines(pd.read_parquet(given.flows), municipalities),
        "centres": centres[centres["year"].isin(years)],
    }
    described = geopackages.described(
        frames,
        styles.of_layers(
            in_force, params.order, list(params.scenarios), params.headline, years, words
        ),
        params.sources,
        words.groups(params.order, params.scenarios),
        years,
        note,
        words,
    )
    geopackages.write_geopackage(described, snakemake.output.layers, params.crs)
    for path in snakemake.output.copies:
        layers.write_geoparquet(frames[Path(path).stem], path, params.crs)
