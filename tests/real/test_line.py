"""The whole line on the layers as third parties published them."""

import geopandas as gpd
import pandas as pd
import pytest

from cocashift.harmonise import succession, tables

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
def zones(real_maps):
    table = pd.read_csv(real_maps / "tables/zones.csv")
    return table[table["method"] == "areal"].set_index(["zone", "year"])


@pytest.fixture(scope="module")
def dasymetric(real_maps):
    table = pd.read_csv(real_maps / "tables/zones.csv")
    return table[table["method"] == "dasymetric"].set_index(["zone", "year"])


@pytest.mark.parametrize("zone", EXPECTED)
def test_hectares_in_zones(zones, zone):
    first, last, tolerance = EXPECTED[zone]
    assert zones.loc[(zone, 2013), "coca_ha"] == pytest.approx(first, rel=tolerance)
    assert zones.loc[(zone, 2014), "coca_ha"] == pytest.approx(last, rel=tolerance)


def test_the_footprint_moves_hectares_out_of_parks(zones, dasymetric):
    # Computed independently with the same raster: 3,237 ha against 7,428 by area.
    assert dasymetric.loc[("park", 2014), "coca_ha"] == pytest.approx(3237, rel=0.01)
    tighter = dasymetric["coca_ha_upper"] - dasymetric["coca_ha_lower"]
    assert (tighter <= zones["coca_ha_upper"] - zones["coca_ha_lower"] + 1e-6).all()


def test_sampled_cells_need_area_to_stand_in_hardly_anywhere(real_maps):
    """Needles of the overlay, reprojected, seem to hold whole cells: 4,270 ha fell to area."""
    quality = pd.read_csv(real_maps / "tables/quality.csv")
    stood_in = quality[quality["file"].eq("cells 2014") & quality["item"].eq("areal_instead")]
    assert float(stood_in["detail"].iloc[0].removesuffix(" ha").replace(",", "")) < 100
    placed = quality[quality["layer"].eq("cells")].set_index("item")["count"]
    assert placed["cells_elsewhere"] / placed["sampled_cells"] < 0.03


@pytest.mark.parametrize("model", ["ensemble", "fitted"])
def test_intervals_are_at_most_half_as_wide_as_the_bounds(real_maps, model):
    table = pd.read_csv(real_maps / "tables/zones.csv")
    drawn = table[table["method"] == model].set_index(["zone", "year"]).sort_index()
    cut = drawn.drop("catatumbo", level="zone")
    interval = cut["coca_ha_p90"] - cut["coca_ha_p10"]
    assert (interval <= (cut["coca_ha_upper"] - cut["coca_ha_lower"]) / 2).all()
    assert (cut["coca_ha_p10"] >= cut["coca_ha_lower"]).all()
    assert (cut["coca_ha_p90"] <= cut["coca_ha_upper"]).all()


def test_the_series_says_what_the_zones_say(real_maps, zones):
    series = pd.read_csv(real_maps / "tables/series.csv")
    areal = series[(series["method"] == "areal") & series["code"].isin(zones.index.levels[0])]
    for column in ("coca_ha", "coca_ha_lower", "coca_ha_upper"):
        beside = areal.set_index(["code", "year"])[column].reindex(zones.index)
        assert beside.tolist() == pytest.approx(zones[column].tolist())
    assert set(areal["year"]) == set(range(2001, 2023))


def test_parks_of_2012_are_those_before_the_enlargement(real_maps):
    varied = pd.read_csv(real_maps / "tables/sensitivity.csv").set_index(["variant", "scenario"])
    # Both are drawn anew, so hectares of the ground that was added stand out only in the areas.
    before = varied.loc[("park as in force 2001-2012", "strict"), "national_share_last"]
    after = varied.loc[("park as in force 2013-2022", "strict"), "national_share_last"]
    assert before == pytest.approx(after, rel=0.02)
    zones = pd.read_parquet(real_maps.parent.parent / "data/processed/real/editions.parquet")
    parks = zones[zones["zone"] == "park"].sort_values("first_year")
    assert parks["last_year"].tolist() == [2012, 2022]


def test_figures_in_print_are_light(real_maps):
    heavy = {path.name: path.stat().st_size for path in (real_maps / "figures").glob("*.pdf")}
    assert len(heavy) == 18
    assert {name: size for name, size in heavy.items() if size > 500_000} == {}


def test_the_strip_inside_the_ecuadorian_border(zones):
    # The document states this area.
    assert zones.loc[("ecuador", 2014), "area_ha"] / 100 == pytest.approx(5628, abs=1)
    assert zones.loc[("ecuador", 2014), "area_ha"] / 100 == pytest.approx(5614, rel=0.01)


def test_cells_of_the_published_grid_are_nearly_as_large_as_they_say(real):
    units = gpd.read_file(real / "boundaries/municipalities_mgn2018.gpkg")
    islands = units["MPIO_CCNCT"].str.startswith("88")
    off = 100 * (units.to_crs("EPSG:9377").area / units.to_crs("EPSG:6933").area - 1)[~islands]
    # The document states these.
    assert (off.min(), off.max()) == pytest.approx((-0.2, 0.9), abs=0.05)


def test_repairs_are_told(real_maps):
    quality = pd.read_csv(real_maps / "tables/quality.csv").set_index(["file", "item"])
    assert quality.loc[("national_parks_before_2013.gpkg", "invalid_repaired"), "count"] == 3
    assert quality.loc[("indigenous_reserves.gpkg", "features"), "count"] == 653
    assert quality.loc[("community_councils.gpkg", "features"), "count"] == 158


def test_the_four_layouts_of_the_coca_table_agree(real, tmp_path):
    portal = real / "coca/municipal_coca_2001_2022.csv"
    text = pd.read_csv(portal, dtype="str")
    keys = {c: f"_{c}" if c.isdecimal() else c.casefold() for c in text.columns}
    text.rename(columns=keys).to_json(tmp_path / "api.json", orient="records")
    long = tables.read_figures(portal, "portal", "coca_ha", 2001)[0]
    long.to_csv(tmp_path / "tidy.csv", index=False)
    files = {
        "portal": portal,
        "portal_json": tmp_path / "api.json",
        "odc_workbook": real / "coca/odc_municipal_coca_1999_2019.xlsx",
        "tidy": tmp_path / "tidy.csv",
    }
    found = {
        layout: tables.read_figures(file, layout, "coca_ha", 2001)[0]
        for layout, file in files.items()
    }
    for year, total in {2013: 48189.0, 2014: 69132.0}.items():
        grown = [
            record[(record["year"] == year) & (record["coca_ha"] > 0)]
            .set_index("divipola")["coca_ha"]
            .to_dict()
            for record in found.values()
        ]
        assert all(figures == grown[0] for figures in grown)
        assert sum(grown[0].values()) == total


def test_municipalities_that_came_or_went_lie_beside_the_one_that_has_their_ground(real):
    units = gpd.read_file(real / "boundaries/municipalities_mgn2018.gpkg").set_index("MPIO_CCNCT")
    known = succession.changes().set_index("code")
    known = known[known.index.isin(units.index)]
    assert len(known) >= 5
    for code, row in known.iterrows():
        assert units.geometry[code].touches(units.geometry[row["lies_in"]]), code
        assert units.loc[row["lies_in"], "MPIO_CNMBR"].casefold() == row["of"].casefold()
