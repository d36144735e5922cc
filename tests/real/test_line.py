"""The whole line on the layers as third parties published them."""

import shutil

import pandas as pd
import pytest

from tests.conftest import ROOT, copy_project, snakemake

# Hectares by areal weighting, computed independently on the same layers: 2013, 2014, tolerance.
EXPECTED = {
    "park": (5819, 7428, 0.005),
    "reserve": (6558, 7330, 0.005),
    "council": (9114, 11934, 0.005),
    "catatumbo": (6345, 6944, 1e-9),
    "ecuador": (3280, 5287, 0.03),
    "strict": (14180, 18812, 0.01),
    "standard": (18891, 24432, 0.01),
    "broad": (27318, 35434, 0.01),
}


@pytest.fixture(scope="module")
def published(real, tmp_path_factory):
    folder = copy_project(tmp_path_factory.mktemp("real"))
    shutil.copy(ROOT / "tests/real/real.yaml", folder)
    run = snakemake(folder, "--config", "dataset=real.yaml")
    assert run.returncode == 0, run.stderr
    return folder / "maps/real"


@pytest.fixture(scope="module")
def zones(published):
    return pd.read_csv(published / "tables/zones.csv").set_index(["zone", "year"])


@pytest.mark.parametrize("zone", EXPECTED)
def test_hectares_in_zones(zones, zone):
    first, last, tolerance = EXPECTED[zone]
    assert zones.loc[(zone, 2013), "coca_ha"] == pytest.approx(first, rel=tolerance)
    assert zones.loc[(zone, 2014), "coca_ha"] == pytest.approx(last, rel=tolerance)


def test_the_strip_inside_the_ecuadorian_border(zones):
    # The document states this area.
    assert zones.loc[("ecuador", 2014), "area_ha"] / 100 == pytest.approx(5628, abs=1)
    assert zones.loc[("ecuador", 2014), "area_ha"] / 100 == pytest.approx(5614, rel=0.01)


def test_repairs_are_told(published):
    quality = pd.read_csv(published / "tables/quality.csv").set_index(["file", "item"])
    assert (
        quality.loc[("national_parks_before_2013.gpkg", "invalid geometries repaired"), "count"]
        == 3
    )
    assert quality.loc[("indigenous_reserves.gpkg", "features"), "count"] == 653
    assert quality.loc[("community_councils.gpkg", "features"), "count"] == 158


def test_a_page_can_be_mailed(published):
    assert (published / "change.html").stat().st_size < 1_500_000
