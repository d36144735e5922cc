"""Overlay by every method, and write what it took into docs/benchmarks.md.

Usage: python benchmarks/overlay.py FOLDER_OF_REAL_LAYERS CACHE_FOLDER [--sizes real 1 10 30]

Each method runs in a process of its own and is stopped after a limit. Layers are drawn, and kept,
in the cache folder. All that was measured is written to benchmarks/overlay.csv first.
"""

import argparse
import json
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import pandas as pd
import shapely

from benchmarks import country
from benchmarks.methods import METHODS, present

LIMIT_S = 300
TABLE, GUIDE = Path("benchmarks/overlay.csv"), Path("docs/benchmarks.md")
PLOT = Path("docs/benchmarks.svg")
REFERENCE = "pairs"
LARGE = ["cocashift_areas", "cocashift_pieces", "pairs", "geopandas_raw", "duckdb", "sedonadb"]
LARGEST = ["cocashift_areas_by_region", "cocashift_pieces_by_region", "pairs"]
RUNS = {
    "1": [*METHODS],
    "real": [*METHODS],
    "10": [*LARGE, "cocashift_areas_by_region"],
    "30": LARGEST,
}
SAID = {
    "cocashift_areas": "**cocashift**, areas",
    "cocashift_pieces": "**cocashift**, pieces with geometry",
    "cocashift_areas_by_region": "**cocashift**, areas, region by region",
    "cocashift_pieces_by_region": "**cocashift**, pieces with geometry, region by region",
    "pairs": "STRtree pairs, `shapely.intersection`, union per municipality",
    "geopandas_raw": "`geopandas.overlay` on features, then `dissolve`",
    "geopandas_exploded": "`geopandas.overlay` on zones dissolved and exploded",
    "geopandas_dissolved": "`geopandas.overlay` on zones dissolved",
    "tobler_dissolved": "`tobler.area_interpolate` on zones dissolved",
    "tobler_raw": "`tobler.area_interpolate` on features: counts overlaps twice",
    "duckdb": "DuckDB spatial, zones dissolved and dumped",
    "sedonadb": "SedonaDB, zones dissolved and dumped",
    "exactextract": "exactextract on masks of 250 m",
    "counted": "cells of 250 m counted",
}
# Of no use below this: areas of slivers have no digits to be relative to.
SLIVER_M2 = 1_000
PACKAGES = [
    *["geopandas", "shapely", "tobler", "exactextract"],
    *["duckdb", "duckdb-extension-spatial", "sedonadb"],
]


def real(layers: Path, folder: Path) -> None:
    """Lay the real layers out as those of a drawn country; strips lie inside the land border."""
    folder.mkdir(parents=True, exist_ok=True)

    def read(path):
        frame = gpd.read_file(layers / path).to_crs(country.CRS)
        shapes = frame.geometry.force_2d().make_valid(method="structure", keep_collapsed=False)
        return frame.set_geometry(shapes)

    towns = read("boundaries/municipalities_mgn2018.gpkg")
    towns = towns.assign(code=towns["MPIO_CCNCT"].astype(str).str.zfill(5)).sort_values("code")
    towns = towns[["code", "geometry"]].reset_index(drop=True)
    names = {
        "parks": "national_parks_2014",
        "reserves": "indigenous_reserves",
        "councils": "community_councils",
    }
    zones = {layer: read(f"zones/{file}.gpkg")[["geometry"]] for layer, file in names.items()}
    abroad = read("boundaries/countries_natural_earth_10m.gpkg").set_index("ADM0_A3")
    near = abroad.geometry[["ECU", "VEN"]].buffer(10_000)
    zones["strips"] = gpd.GeoDataFrame(geometry=near.to_numpy(), crs=country.CRS)
    for layer, frame in {"municipalities": towns, **zones}.items():
        frame.to_parquet(folder / f"{layer}.parquet", write_covering_bbox=True)


def measured(method: str, folder: Path, size: str) -> dict:
    """Run one method; what it found is held against the reference."""
    out = folder / f"{method}.npy"
    command = [sys.executable, "benchmarks/methods.py", method, str(folder), str(out)]
    try:
        run = subprocess.run(command, text=True, capture_output=True, timeout=LIMIT_S, check=False)
    except subprocess.TimeoutExpired:
        return {"size": size, "method": method, "note": f"stopped after {LIMIT_S} s"}
    if run.returncode:
        error = run.stderr.strip().rpartition("\n")[2].partition(":")[0]
        return {"size": size, "method": method, "note": f"failed: {error}"}
    return {"size": size, "method": method} | json.loads(run.stdout.splitlines()[-1])


def errors(method: str, folder: Path) -> dict:
    """Tell by how much the worst figure, and the worst column's sum, is wrong."""
    found, true = (np.load(folder / f"{each}.npy") for each in (method, REFERENCE))
    large = true > SLIVER_M2
    worst = (np.abs(found - true)[large] / true[large]).max()
    total = np.abs(found.sum(axis=0) / true.sum(axis=0) - 1).max()
    return {"worst_error": worst, "total_error": total}


def vertices(folder: Path) -> int:
    files = [folder / f"{each}.parquet" for each in ["municipalities", *present(folder)]]
    shapes = (gpd.read_parquet(file, columns=["geometry"]).geometry for file in files)
    return sum(int(shapely.get_num_coordinates(each.to_numpy()).sum()) for each in shapes)


def table(rows: pd.DataFrame) -> str:
    """Write one size's rows, the fastest first."""
    best = rows.loc[~rows["method"].str.startswith("cocashift"), "processor_s"]
    exact = rows["worst_error"] < 1e-5  # sums of slivers, at worst
    best = best[exact].min()
    lines = [
        "| method | s | processor s | times as fast as the best exact peer | peak MB | worst error "
        "| error of sums |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows.sort_values("processor_s").itertuples():
        if pd.isna(row.processor_s):  # failed, or stopped
            lines.append(f"| {SAID[row.method]} | {row.note} | | | | | |")
            continue
        lines.append(
            f"| {SAID[row.method]} | {row.seconds:.1f} | {row.processor_s:.1f} "
            f"| {best / row.processor_s:.2f} | {row.peak_mb:,.0f} "
            f"| {row.worst_error:.0e} | {row.total_error:.0e} |"
        )
    return "\n".join(lines)


def growth(rows: pd.DataFrame) -> str:
    """Tell processor time by vertex, size by size."""
    per = rows["processor_s"] / rows["vertices"] * 1e6
    wide = rows.assign(per=per).pivot_table(index="method", columns="size", values="per")
    sizes = [size for size in RUNS if size in wide and size != "real"]
    head = " | ".join(f"×{size}" for size in sizes)
    lines = [f"| method | {head} |", "| --- |" + " ---: |" * len(sizes)]
    for method in [each for each in SAID if each in wide.index]:
        if wide.loc[method, sizes].notna().sum() > 1:
            figures = [f"{each:.2f}" if each == each else "" for each in wide.loc[method, sizes]]
            lines.append(f"| {SAID[method]} | {' | '.join(figures)} |")
    return "\n".join(lines)


def draw(rows: pd.DataFrame) -> None:
    """Plot processor seconds by vertices, both logarithmic: what is linear is a straight slope."""
    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "cocashift"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.2), layout="constrained")
    drawn = rows[(rows["size"] != "real") & rows["processor_s"].notna()]
    for method, of_method in drawn.groupby("method", sort=False):
        if len(of_method) > 1:
            ours = method.startswith("cocashift")
            axes.plot(
                of_method["vertices"] / 1e6,
                of_method["processor_s"],
                marker="o",
                linewidth=2.5 if ours else 1,
                label=SAID[method].replace("*", "").replace("`", ""),
            )
    axes.set(xscale="log", yscale="log", xlabel="million vertices", ylabel="processor seconds")
    axes.legend(fontsize=7)
    figure.savefig(PLOT, metadata={"Date": None})


def machine() -> str:
    text = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").is_file() else ""
    models = [line.partition(":")[2].strip() for line in text.splitlines() if "model name" in line]
    model = models[0] if models else platform.machine()
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    geos = ".".join(map(str, shapely.geos_version))
    python = platform.python_version()
    return f"{len(models) or '?'} cores ({model}), Python {python}, GEOS {geos}, {packages}."


def write(rows: pd.DataFrame) -> None:
    """Write the tables between their marks."""
    parts = [machine()]
    for size, of_size in rows.groupby("size", sort=False):
        name = "The real layers" if size == "real" else f"The drawn country ×{size}"
        count = of_size["vertices"].iloc[0]
        parts += [f"### {name}", f"{count:,} vertices.", table(of_size)]
    parts += ["### Growth", "Processor seconds per million vertices.", growth(rows)]
    replace("overlay", "\n\n".join(parts))


def replace(mark: str, text: str) -> None:
    """Write a text between two marks of the guide."""
    whole = GUIDE.read_text("utf-8")
    before, _, rest = whole.partition(f"<!-- {mark} -->\n")
    _, end, after = rest.partition(f"<!-- end of {mark} -->")
    GUIDE.write_text(f"{before}<!-- {mark} -->\n\n{text}\n\n{end}{after}", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("layers", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--sizes", nargs="+", default=[*RUNS])
    given = parser.parse_args()
    rows, beaten = [], set()
    for size in given.sizes:
        folder = given.cache / size
        if size == "real" and not given.layers.is_dir():
            continue
        if not (folder / "strips.parquet").is_file():
            if size == "real":
                real(given.layers, folder)
            else:
                country.write(folder, float(size))
        # What failed or was too slow is not tried on more; the reference comes first.
        tried = [each for each in RUNS.get(size, [*METHODS]) if each not in beaten]
        count = vertices(folder)
        for method in sorted(tried, key=lambda each: each != REFERENCE):
            row = measured(method, folder, size) | {"vertices": count}
            if "note" in row:
                beaten.add(method)
            else:
                row |= errors(method, folder)
            rows.append(row)
            print(row, flush=True)
    frame = pd.DataFrame(rows)
    frame.to_csv(TABLE, index=False, float_format="%.4g")
    draw(frame)
    write(frame)


if __name__ == "__main__":
    main()
