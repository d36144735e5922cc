"""The layers and rasters in other programs: GDAL, DuckDB, geopandas, a COG validator."""

import shutil
import subprocess

import duckdb
import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import rasterio
import shapely
from rio_cogeo import cog_validate

from tests.conftest import need

RASTERS = ["off_limits_mask", "coca_density_2013", "coca_density_2014", "coca_density_change"]
COPIES = ["municipalities", "departments", "zones", "municipality_zones", "flows", "centres"]


@pytest.mark.parametrize("which", ["bundled", "real", "hostile"])
def test_gdal_reads_everything_without_a_warning(edition, tmp_path, which):
    need(shutil.which("ogrinfo"), "GDAL's programs", "apt-get install gdal-bin")
    # Programs leave files of their own beside what they read.
    folder = shutil.copytree(edition(which) / "qgis", tmp_path / "qgis")
    rasters = [["gdalinfo", "-stats", folder / f"{name}.tif"] for name in RASTERS]
    for command in (["ogrinfo", "-so", "-al", folder / "cocashift.gpkg"], *rasters):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("which", ["bundled", "real", "hostile"])
def test_the_geopackage_is_valid(edition, which):
    need(shutil.which("ogrinfo"), "GDAL's programs", "apt-get install gdal-bin python3-gdal")
    package = edition(which) / "qgis/cocashift.gpkg"
    # GDAL's own validator; it comes with the Python of gdal-bin.
    command = ["/usr/bin/python3", "-m", "osgeo_utils.samples.validate_gpkg", "--extra", package]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    for layer, kind in pyogrio.list_layers(package):
        if kind is None:  # styles
            continue
        frame = gpd.read_file(package, layer=layer)
        shapeless = frame.geometry.isna()
        assert frame.geometry[~shapeless].is_valid.all(), layer
        # A needle whose width is lost in rounding is a row without a shape.
        assert not shapeless.any() or frame["area_ha"][shapeless].max() < 1e-6, layer


@pytest.mark.parametrize("which", ["bundled", "real", "hostile"])
@pytest.mark.parametrize("name", RASTERS)
def test_rasters_are_cloud_optimised(edition, which, name):
    valid, errors, warnings = cog_validate(edition(which) / f"qgis/{name}.tif", strict=True)
    assert (valid, errors, warnings) == (True, [], [])


@pytest.mark.parametrize("which", ["bundled", "real"])
def test_densities_add_up_to_the_tables(edition, which):
    folder = edition(which)
    change = pd.read_csv(folder / "tables/municipal_change.csv")
    figures = {"2013": "coca_ha_2013", "2014": "coca_ha_2014", "change": "change_ha"}
    for name, column in figures.items():
        with rasterio.open(folder / f"qgis/coca_density_{name}.tif") as raster:
            areas = raster.res[0] * raster.res[1] / 1e8
            hectares = raster.read(1, masked=True).sum(dtype=float) * areas
        assert hectares == pytest.approx(change[column].sum(), rel=1e-6)
        assert hectares == pytest.approx(change[column].sum(), abs=1e-2)


@pytest.mark.parametrize("which", ["bundled", "real"])
def test_densities_inside_zones_are_near_the_allocations(edition, which):
    folder = edition(which)
    zones = pd.read_csv(folder / "tables/zones.csv").set_index(["zone", "year", "method"])
    method = {"bundled": "areal", "real": "dasymetric"}[which]
    with rasterio.open(folder / "qgis/off_limits_mask.tif") as raster:
        mask, bits = raster.read(1), {zone: int(bit[4:]) for bit, zone in raster.tags(1).items()}
    with rasterio.open(folder / "qgis/coca_density_2014.tif") as raster:
        hectares = np.nan_to_num(raster.read(1).astype(float)) * 0.0025
    for zone, bit in bits.items():
        inside = hectares[(mask != 255) & (mask & bit > 0)].sum()
        # A cell of 25 ha, 0.0025 of 100 km², is in a zone or not; the overlay is exact.
        assert inside == pytest.approx(zones.loc[(zone, 2014, method), "coca_ha"], rel=0.03), zone


@pytest.mark.parametrize("which", ["bundled", "real", "hostile"])
@pytest.mark.parametrize("name", COPIES)
def test_duckdb_and_geopandas_read_the_geoparquet(edition, which, name):
    path = edition(which) / f"qgis/geoparquet/{name}.parquet"
    layer = gpd.read_file(edition(which) / "qgis/cocashift.gpkg", layer=name)
    copy = gpd.read_parquet(path)
    assert copy.crs.to_epsg() == 9377
    assert copy.columns.drop("geometry").tolist() == layer.columns.drop("geometry").tolist()
    table = duckdb.sql(f"SELECT * EXCLUDE (geometry), ST_AsWKB(geometry) AS wkb FROM '{path}'")
    read = table.df()
    assert len(read) == len(layer)
    some = read["wkb"].notna()
    assert some.tolist() == layer.geometry.notna().tolist()
    shapes = shapely.from_wkb([bytes(each) for each in read["wkb"][some]])
    bounds = shapely.bounds(shapes)
    assert bounds == pytest.approx(shapely.bounds(layer.geometry[some].to_numpy()))
    # The box of each feature lets a reader skip those elsewhere.
    xmin = [box["xmin"] for box in read["bbox"][some]]
    assert xmin == pytest.approx(bounds[:, 0].tolist())
    for column in layer.columns.drop("geometry"):
        if layer[column].dtype == float:
            assert read[column].tolist() == pytest.approx(layer[column].tolist(), nan_ok=True)
