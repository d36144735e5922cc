"""How well borders rebuilt from labelled points match the official layers."""

import geopandas as gpd
import pandas as pd
import pytest

from tests.conftest import ROOT

AREA = "EPSG:6933"


def iou(first, second) -> float:
    """Area shared over area covered by either."""
    return first.intersection(second).area / first.union(second).area


@pytest.fixture(scope="module")
def rebuilt(built):
    return gpd.read_parquet(built / "data/processed/bundled/municipalities.parquet").set_index(
        "divipola"
    )


@pytest.fixture(scope="module")
def official(real):
    layer = gpd.read_file(real / "boundaries/municipalities_mgn2018.gpkg").to_crs(AREA)
    return layer.set_index("MPIO_CCNCT")


def test_the_national_outline(rebuilt, official):
    assert iou(rebuilt.union_all(), official.union_all()) >= 0.99


def test_municipalities_lie_where_they_are(rebuilt, official):
    assert set(rebuilt.index) == set(official.index)
    placed = rebuilt.geometry.reindex(official.index).intersection(official.geometry)
    share = placed.area / official.area
    assert share.mean() >= 0.91
    coca = pd.read_csv(ROOT / "data/raw/bundled/coca.csv", dtype={"CODMPIO": str})
    grew = coca.set_index("CODMPIO")[["2013", "2014"]].max(axis=1)
    assert share[grew[grew > 0].index].mean() >= 0.94


@pytest.mark.parametrize(
    ("zone", "file"),
    [
        ("park", "national_parks_2014"),
        ("reserve", "indigenous_reserves"),
        ("council", "community_councils"),
    ],
)
def test_zones_lie_where_they_are(built, real, zone, file):
    layer = gpd.read_file(real / f"zones/{file}.gpkg").to_crs(AREA)
    whole = layer.make_valid(method="structure", keep_collapsed=False).union_all()
    zones = gpd.read_parquet(built / f"data/processed/bundled/zones/{zone}.parquet")
    assert iou(zones.union_all(), whole) >= 0.88
