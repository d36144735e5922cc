"""Measure what a polygon and a million cells cost, on a drawn country; see docs/scale.md.

Usage: python benchmarks/country.py FOLDER && python benchmarks/scale.py FOLDER benchmarks/scale.csv
"""

import resource
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd

from cocashift.harmonise import zones
from cocashift.overlay import partition
from cocashift.publish.gis import masks

KINDS = ["park", "reserve", "council"]
YEAR = 2014
CELL_M = 125


def used(whose: int) -> tuple[float, float]:
    """Seconds of a processor and most megabytes, of this process or of its children."""
    usage = resource.getrusage(whose)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(whose: int, work, *given):
    """Give what some work makes, and what it used."""
    before, _ = used(whose)
    made = work(*given)
    after, peak_mb = used(whose)
    return made, after - before, peak_mb


def line(folder: Path, *targets: Path) -> None:
    """Make some files of the line, in processes of their own."""
    dataset = f"dataset={folder / folder.name}.yaml"
    words = ["--cores", "1", "--quiet", "all", "--config", dataset, "--", *map(str, targets)]
    subprocess.run([sys.executable, "-m", "snakemake", *words], check=True)


def main(folder: Path, table: Path) -> None:
    """Measure each step and write the table."""
    made = Path("data/processed") / folder.name
    wanted = [made / "municipalities.parquet", *(made / f"zones/{kind}.parquet" for kind in KINDS)]
    _, harmonise_s, harmonise_mb = measure(resource.RUSAGE_CHILDREN, line, folder, *wanted)
    _, idle_s, _ = measure(resource.RUSAGE_CHILDREN, line, folder, *wanted)

    units = gpd.read_parquet(wanted[0])
    features = pd.concat(map(gpd.read_parquet, wanted[1:]), ignore_index=True)

    def overlay():
        return partition.partition(units, zones.editions(features, [YEAR]))

    _, overlay_s, overlay_mb = measure(resource.RUSAGE_SELF, overlay)
    given = units.geometry, features, KINDS, CELL_M
    mask, mask_s, mask_mb = measure(resource.RUSAGE_SELF, masks.rasterise, *given)
    inside = int((mask.cells != masks.NODATA).sum()) / 1e6
    rows = [
        ("read and repair polygons and zones", "polygon", len(units), harmonise_s - idle_s),
        ("overlay, exact", "polygon", len(units), overlay_s),
        ("mask of zones, in memory", "megacell", round(inside, 1), mask_s),
    ]
    frame = pd.DataFrame(rows, columns=["step", "unit", "units", "cpu_s"])
    # The mask comes on top of what the overlay held.
    frame["peak_mb"] = [harmonise_mb, overlay_mb, mask_mb - overlay_mb]
    frame = frame.round({"units": 0, "cpu_s": 1, "peak_mb": 0})
    frame.astype({"units": int, "peak_mb": int}).to_csv(table, index=False)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
