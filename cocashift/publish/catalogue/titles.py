"""What each published layer, table and figure holds, in the reader's language."""

import re
from collections.abc import Iterable

from cocashift.words import Words

__all__ = ["FIGURE", "of_figures", "of_files"]

LAYERS = {
    "project": "qgis/cocashift.qgz",
    "gpkg": "qgis/cocashift.gpkg",
    "mask": "qgis/off_limits_mask.tif",
    "density_change": "qgis/coca_density_change.tif",
}
TABLES = {
    "change": "tables/municipal_change.csv",
    "zones": "tables/zones.csv",
    "zone_units": "tables/zone_units.csv",
    "series": "tables/series.csv",
    "context": "tables/context.csv",
    "event_study": "tables/event_study.csv",
    "sensitivity": "tables/sensitivity.csv",
    "shift": "tables/shift.csv",
    "claim": "tables/claim.csv",
    "evidence": "tables/evidence.csv",
    "clusters": "tables/clusters.csv",
    "autocorrelation": "tables/autocorrelation.csv",
    "centres": "tables/centres.csv",
    "flows": "tables/flows.csv",
    "flow_summary": "tables/flow_summary.csv",
    "checks": "tables/checks.csv",
    "quality": "tables/quality.csv",
    "unplaced": "tables/unplaced.csv",
    "dictionary": "tables/dictionary.csv",
    "datapackage": "datapackage.json",
}
# A figure's name, its width in millimetres, and its form.
FIGURE = re.compile(r"figures/(\w+)-(\d+)mm\.(\w+)")


def of_figures(published: Iterable[str], words: Words) -> dict[str, str]:
    """Say of every figure what it shows and how wide it is, by its path."""
    return {
        path: words("index.figure.title", figure=words(f"index.figure.{found[1]}"), wide=found[2])
        for path in published
        if (found := FIGURE.fullmatch(path))
    }


def of_files(published: Iterable[str], words: Words) -> dict[str, str]:
    """Say of every layer and table what it holds, by its path; those come last that are many."""
    told = {path: words(f"index.file.{key}") for key, path in (LAYERS | TABLES).items()}
    for path in published:
        if found := re.fullmatch(r"qgis/coca_density_(\d{4})\.tif", path):
            told[path] = words("index.file.density", year=found[1])
        elif found := re.fullmatch(r"qgis/geoparquet/(\w+)\.parquet", path):
            told[path] = words("index.file.geoparquet", layer=words.layer(found[1]))
    return told
