"""The drawn country of the benchmarks: borders shared, shapes valid, the same each time."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from benchmarks import country


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drawn")
    country.write(folder, times=0.05)
    return folder


def test_neighbours_share_their_borders_to_the_last_digit(drawn):
    towns = gpd.read_parquet(drawn / "municipalities.parquet")
    assert len(towns) == round(1_122 * 0.05)
    assert towns["code"].is_unique
    assert towns.is_valid.all()
    assert shapely.coverage_is_valid(towns.geometry.to_numpy())
    assert towns.area.sum() / 1e6 == pytest.approx(country.AREA_KM2)
    assert 1_000 < towns.count_coordinates().mean() < 3_000


def test_zones_overlap_one_another_and_are_valid(drawn):
    for layer, (count, area_km2, _) in country.ZONES.items():
        zones = gpd.read_parquet(drawn / f"{layer}.parquet")
        assert len(zones) == round(count * 0.05)
        assert zones.is_valid.all()
        assert zones.area.sum() / 1e6 == pytest.approx(area_km2)
    reserves = gpd.read_parquet(drawn / "reserves.parquet")
    assert reserves.union_all().area < reserves.area.sum() - 1e6


def test_a_seed_draws_one_country(drawn, tmp_path):
    country.write(tmp_path, times=0.05)
    for layer in ("municipalities", "parks", "strips"):
        first, again = (gpd.read_parquet(at / f"{layer}.parquet") for at in (drawn, tmp_path))
        pd.testing.assert_frame_equal(first, again)
    country.write(tmp_path, times=0.05, seed=2)
    other = gpd.read_parquet(tmp_path / "parks.parquet")
    assert not other.geom_equals(gpd.read_parquet(drawn / "parks.parquet")).any()


def test_figures_of_coca_fit_into_their_municipalities(drawn):
    table = pd.read_csv(drawn / "coca.csv", dtype={"CODMPIO": "str"})
    towns = gpd.read_parquet(drawn / "municipalities.parquet").set_index("code")
    figures = table.filter(regex=r"^\d{4}$")
    assert figures.shape[1] == 22
    most = towns.area.reindex(table["CODMPIO"]).to_numpy() / 10_000
    assert (np.nanmax(figures.to_numpy(), axis=1) <= most).all()
