"""Build the real pieces with their covariates, and the fine grid that the calibration draws on.

Usage: python benchmarks/pieces.py FOLDER_OF_REAL_LAYERS CACHE_FOLDER

Writes into the cache folder pieces.parquet (a row is a piece), cultivation.parquet (a row is a
municipality and year) and grid.npz (a row is a raster cell of a municipality with coca).
"""

import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import rasterio
import rasterio.features
import shapely
from exactextract import exact_extract
from scipy import ndimage

from cocashift.harmonise import border

DATA, CACHE = map(Path, sys.argv[1:3])
AREA, DISTANCE = "EPSG:6933", "EPSG:9377"
FOOTPRINT = DATA / "rasters/raster_coca_ever_2001_2023.tif"
CANOPY = DATA / "rasters/raster_canopy2000_pct.tif"


def read_zones(towns):
    """One dissolved geometry per column: zones, and parks as they stood before August 2013."""

    def dissolved(name):
        layer = gpd.read_file(DATA / f"zones/{name}.gpkg").to_crs(AREA)
        layer["geometry"] = shapely.make_valid(
            layer.geometry.to_numpy(), method="structure", keep_collapsed=False
        )
        return layer

    parks, before = dissolved("national_parks_2014"), dissolved("national_parks_before_2013")
    enlarged = parks["NOM_PNN"].str.contains("hiribiquete", case=False)
    core = before.loc[before["NOM_PNN"].str.contains("hiribiquete", case=False)].union_all()
    old = parks[~enlarged].union_all().union(parks[enlarged].union_all().intersection(core))
    countries = gpd.read_file(DATA / "boundaries/countries_natural_earth_10m.gpkg")
    code = next(c for c in countries if (countries[c] == "ECU").any())
    neighbours = countries.rename(columns={code: "country"})[["country", "geometry"]]
    ecuador = {"border": {"country": "ECU", "departments": ["52", "86"]}, "widths": [{"km": 10}]}
    line = border.line(ecuador, towns, neighbours.to_crs(AREA), DISTANCE)
    strip = border.strips(ecuador, line, towns, DISTANCE).to_crs(AREA)
    return {
        "park": parks.union_all(),
        "park_2012": old,
        "reserve": dissolved("indigenous_reserves").union_all(),
        "council": dissolved("community_councils").union_all(),
        "ecuador": strip.union_all(),
    }


def cut(pieces, column, zone):
    parts = gpd.GeoDataFrame(geometry=shapely.get_parts(zone), crs=AREA)
    near = gpd.sjoin(pieces[["geometry"]], parts, predicate="intersects").index.unique()
    touched = pieces.loc[near]
    shapely.prepare(parts.geometry.to_numpy())
    local = gpd.overlay(touched, parts, how="intersection", keep_geom_type=True)
    local = local.dissolve(
        ["divipola", *[c for c in pieces if pieces[c].dtype == bool]], as_index=False
    )
    keys = ["divipola", *[c for c in pieces if pieces[c].dtype == bool]]
    paired = touched.merge(local[[*keys, "geometry"]], on=keys, suffixes=("", "_in"))
    outside = shapely.difference(paired["geometry"].values, paired["geometry_in"].values)
    kept = pd.concat(
        [
            pieces[~pieces.set_index(keys).index.isin(paired.set_index(keys).index)].assign(
                **{column: False}
            ),
            paired[[*keys]].assign(geometry=outside, **{column: False}),
            paired[[*keys]].assign(geometry=paired["geometry_in"], **{column: True}),
        ]
    )
    kept = gpd.GeoDataFrame(kept, geometry="geometry", crs=AREA)
    kept[column] = kept[column].astype(bool)
    return kept[kept.area > 0].reset_index(drop=True)


def mean_of(raster, frame):
    exploded = frame[["geometry"]].explode(index_parts=False)
    exploded = exploded[exploded.geom_type == "Polygon"]
    flat = exploded.dissolve(exploded.index).reindex(frame.index).set_crs(AREA, allow_override=True)
    found = exact_extract(raster, flat.to_crs("EPSG:3857"), ["mean"], output="pandas")
    return found["mean"].to_numpy(float)


def main():
    start = time.time()
    CACHE.mkdir(exist_ok=True)
    towns = gpd.read_file(DATA / "boundaries/municipalities_mgn2018.gpkg").to_crs(AREA)
    towns["divipola"] = towns["MPIO_CCNCT"].astype(str).str.zfill(5)
    towns["department_code"] = towns["divipola"].str[:2]
    shapes = read_zones(towns)
    print("zones", round(time.time() - start))
    pieces = towns[["divipola", "geometry"]].copy()
    for column, zone in shapes.items():
        pieces = cut(pieces, column, zone)
        print(column, len(pieces), round(time.time() - start))
    pieces["catatumbo"] = pieces["divipola"].str.startswith("54")
    pieces["area_ha"] = pieces.area / 1e4
    whole = towns.set_index("divipola").area / 1e4
    print("lost", (pieces.groupby("divipola")["area_ha"].sum() - whole).abs().max())

    pieces["footprint_ha"] = np.nan_to_num(mean_of(FOOTPRINT, pieces)) * pieces["area_ha"]
    pieces["canopy_pct"] = mean_of(CANOPY, pieces)
    cultivation = pd.read_csv(DATA / "coca/municipal_coca_2001_2022.csv", dtype={"CODMPIO": str})
    years = [c for c in cultivation if c.isdigit()]
    long = cultivation.melt("CODMPIO", years, "year", "coca_ha").rename(
        columns={"CODMPIO": "divipola"}
    )
    long["divipola"], long["year"] = long["divipola"].str.zfill(5), long["year"].astype(int)
    long["coca_ha"] = long["coca_ha"].fillna(0.0)
    long.to_parquet(CACHE / "cultivation.parquet")

    growing = long.groupby("divipola")["coca_ha"].sum().loc[lambda s: s > 0].index
    centres = towns.set_index("divipola").geometry.centroid
    others = centres[centres.index.isin(growing)]
    points = shapely.get_coordinates(pieces.geometry.centroid.values)
    away = np.hypot(
        *(points[:, None, :] - shapely.get_coordinates(others.values)[None]).transpose(2, 0, 1)
    )
    away[pieces["divipola"].to_numpy()[:, None] == others.index.to_numpy()[None]] = np.inf
    pieces["neighbour_km"] = away.min(axis=1) / 1000

    with rasterio.open(FOOTPRINT) as raster:
        transform, shape, ever = raster.transform, raster.shape, raster.read(1)
    with rasterio.open(CANOPY) as raster:
        canopy = raster.read(1)
    mercator = pieces.to_crs("EPSG:3857").geometry
    label = rasterio.features.rasterize(
        zip(mercator, range(1, len(pieces) + 1), strict=True),
        shape,
        transform=transform,
        dtype="int32",
    )
    land = label > 0
    zoned = np.zeros(len(pieces) + 1, bool)
    zoned[1:] = pieces[["park", "reserve", "council"]].any(axis=1)
    inner = ndimage.distance_transform_edt(zoned[label]) * 0.699
    outer = ndimage.distance_transform_edt(~zoned[label] & land) * 0.699
    depth = np.where(zoned[label], inner, -outer)
    sums = ndimage.mean(depth, label, np.arange(1, len(pieces) + 1))
    pieces["depth_km"] = np.nan_to_num(sums)
    pieces.drop(columns="geometry").to_parquet(CACHE / "pieces.parquet")

    usable = land & np.isin(np.r_[False, pieces["divipola"].isin(growing).to_numpy()][label], True)
    row, column = np.nonzero(usable)
    np.savez_compressed(
        CACHE / "grid.npz",
        row=row.astype("int16"),
        column=column.astype("int16"),
        piece=label[usable] - 1,
        ever=ever[usable] == 1,
        canopy=canopy[usable],
    )
    print(len(pieces), len(row), round(time.time() - start))
    for zone in [*shapes, "catatumbo"]:
        inside = pieces[pieces[zone]]
        print(
            zone,
            round(inside["area_ha"].sum() / 100),
            "km2, footprint km2",
            round(inside["footprint_ha"].sum() / 100),
        )


if __name__ == "__main__":
    main()
