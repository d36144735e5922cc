"""The tutorial leads from its files to its sentences, and tells the figures of its own run."""

import geopandas as gpd
import pandas as pd

from tests.docs.guides import figures, prose, read, session


def test_it_tells_the_figures_of_its_run(reserve, monkeypatch):
    monkeypatch.chdir(reserve)
    known = {80, *session("docs/tutorial.md")}
    told = figures(prose(read("docs/tutorial.md")))
    assert len(told) >= 8
    assert [each for each in told if each not in known] == []


def test_what_it_says_holds(reserve):
    zones = pd.read_csv(reserve / "maps/reserve/tables/zones.csv")
    zones = zones[zones["zone"] == "municipal_reserve"].set_index(["method", "year"])
    change = pd.read_csv(reserve / "maps/reserve/tables/municipal_change.csv")
    whole = change.set_index("municipality").loc["Puerto Asís"]
    last = zones.loc[("fitted", 2015)]
    # It lies in one municipality, all of whose coca has room in it.
    assert last["coca_ha_upper"] == whole["coca_ha_2015"]
    assert last["coca_ha_lower"] == 0
    assert last["change_ha_p10"] < 0 < last["change_ha_p90"]
    # Tens are what drawing leaves uncertain, and hundreds are told.
    assert 5 < last["coca_mcse_ha_p90"] < 50
    # No grid: the rows to take are those fitted to published totals.
    assert "gridded" not in zones.index.get_level_values("method")


def test_the_reserve_is_the_one_that_was_drawn(reserve):
    drawn = gpd.read_file(reserve / "my/reserve.geojson").to_crs("EPSG:6933")
    zones = pd.read_csv(reserve / "maps/reserve/tables/zones.csv")
    area = zones.loc[zones["zone"] == "municipal_reserve", "area_ha"].unique()
    assert abs(area[0] / (drawn.area.sum() / 1e4) - 1) < 1e-6
    assert (reserve / "maps/reserve/change.html").is_file()
    assert not (reserve / "maps/bundled").exists()
