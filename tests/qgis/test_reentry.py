"""Zones that QGIS exported and edited, given back as config/README.md says."""

import json
import re
import shutil

import geopandas as gpd
import pandas as pd
import pytest
import shapely
import yaml

from tests.conftest import FEW_DRAWS, ROOT, snakemake

GUIDE = (ROOT / "config/README.md").read_text("utf-8").partition("## Zones edited in QGIS")[2]
EXAMPLES = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)]
EDITED, ZONES, PIECES = EXAMPLES
NAME = "Kwe'sx «Ñandú» Wẽt 保护区"
# Miraflores, Guaviare, has room for a park outside all zones; the two parks lie on no other.
ROOM, DATED, DELETED = "95200", "LA PAYA", "TINIGUA"
FIGURES = ["area_ha", "coca_ha_lower", "coca_ha", "coca_ha_upper"]


@pytest.fixture(scope="module")
def harmonised(built):
    """Municipalities with their hectares, and the parks, of the run whose zones are edited."""
    processed = built / "data/processed/bundled"
    municipalities = gpd.read_parquet(processed / "municipalities.parquet").set_index("divipola")
    coca = pd.read_parquet(processed / "cultivation.parquet")
    coca = coca.pivot(index="divipola", columns="year", values="coca_ha")[[2013, 2014]]
    parks = gpd.read_parquet(processed / "zones/park.parquet").set_index("name")
    return municipalities.join(coca), parks.geometry


@pytest.fixture(scope="module")
def square(built, harmonised):
    """A park of 10 x 10 km to be drawn, as QGIS stores it."""
    municipality = harmonised[0].to_crs("EPSG:9377").geometry[ROOM]
    zones = gpd.read_file(built / "maps/bundled/qgis/cocashift.gpkg", layer="zones")
    free = municipality.difference(zones.union_all())
    middle = shapely.get_point(shapely.maximum_inscribed_circle(free, 100), 0)
    drawn = middle.buffer(5000, cap_style="square")
    assert free.contains(drawn)
    return drawn


@pytest.fixture(scope="module")
def project(built, square, qgis, once):
    """The project with the exports in `my/`, and the configuration and datasets of the guide."""
    edits = {
        "drawn": {"zone": "park", "name": NAME},
        "shape": square.wkt,
        "dated": DATED,
        "day": "2014-06-01",
        "deleted": DELETED,
    }
    bundled = yaml.safe_load((built / "config/datasets/bundled.yaml").read_text("utf-8"))
    config = yaml.safe_load((built / "config/config.yaml").read_text("utf-8")) | ZONES

    def edit(folder):
        shutil.copytree(built, folder)
        package = folder / "maps/bundled/qgis/cocashift.gpkg"
        told = qgis("edit_zones.py", package, folder / "my", json.dumps(edits))
        assert told["after"] == told["before"] == 858
        for name, example in {"edited": EDITED, "pieces": PIECES}.items():
            dataset = bundled | {"layers": bundled["layers"] | example["layers"]}
            text = yaml.safe_dump(dataset, allow_unicode=True)
            (folder / f"my/{name}.yaml").write_text(text, "utf-8")
        (folder / "config/config.yaml").write_text(yaml.safe_dump(config), "utf-8")

    return once("reentry", edit)


@pytest.fixture(scope="module")
def edited(project, once):
    """What the whole line publishes of the edited zones."""

    def build(folder):
        run = snakemake(
            shutil.copytree(project, folder), "--config", "dataset=my/edited.yaml", FEW_DRAWS
        )
        assert run.returncode == 0, run.stderr

    return once("reentry-edited", build) / "maps/edited"


@pytest.fixture(scope="module")
def pieces(project, once):
    """What a run on the pieces of the overlay makes of them, up to the hectares in zones."""
    processed = "data/processed/pieces"

    def build(folder):
        target = f"{processed}/allocation.parquet"
        run = snakemake(
            shutil.copytree(project, folder), target, "--config", "dataset=my/pieces.yaml"
        )
        assert run.returncode == 0, run.stderr

    return once("reentry-pieces", build) / processed


def figures(maps):
    """Areas and hectares with their bounds, by category or scenario and year."""
    zones = pd.read_csv(maps / "tables/zones.csv").set_index(["zone", "year"]).sort_index()
    return zones.loc[zones["method"] == "areal", FIGURES]


def alike(row):
    """The same but for rounding: EPSG:9377 and back moves borders by up to two millimetres."""
    return pytest.approx(row.to_dict(), rel=1e-5, abs=1e-3)


def measured(shape, municipalities):
    """Hectares of a shape inside the country, and the coca that areal weighting places in it."""
    inside = municipalities.intersection(shape).area / 1e4
    coca = municipalities[[2013, 2014]].mul(inside / municipalities["area_ha"], axis=0).sum()
    return {
        year: pd.Series({"area_ha": inside.sum(), "coca_ha": coca[year]}) for year in coca.index
    }


def test_the_figures_differ_by_exactly_what_was_edited(maps, edited, harmonised, square):
    municipalities, parks = harmonised
    drawn = gpd.GeoSeries([square], crs="EPSG:9377").to_crs(parks.crs)[0]
    new, old, gone = (
        measured(shape, municipalities) for shape in (drawn, parks[DATED], parks[DELETED])
    )
    # A square of 10,000 ha, but for the scale of EPSG:9377.
    assert new[2014]["area_ha"] == pytest.approx(10_000, rel=0.01)
    assert min(part[2014]["coca_ha"] for part in (new, old, gone)) > 5
    before, after = figures(maps), figures(edited)
    step = (after - before).loc["park", ["area_ha", "coca_ha"]]
    for year, expected in {
        2013: new[2013] - old[2013] - gone[2013],
        2014: new[2014] - gone[2014],
    }.items():
        assert step.loc[year].to_dict() == pytest.approx(expected.to_dict(), abs=0.01)


def test_the_other_categories_are_as_they_were(maps, edited):
    before, after = figures(maps), figures(edited)
    for zone in ("ecuador", "venezuela", "catatumbo", "reserve", "council"):
        for year in (2013, 2014):
            assert after.loc[(zone, year)].to_dict() == alike(before.loc[(zone, year)])


def test_what_was_edited_is_published_anew(edited):
    zones = gpd.read_file(edited / "qgis/cocashift.gpkg", layer="zones")
    parks = zones[zones["zone"] == "park"].set_index("name")
    assert parks.loc[NAME, "tier"] == "A"
    assert parks.loc[NAME, ["valid_from", "valid_until"]].isna().all()
    assert parks.loc[DATED, "valid_from"] == "2014-06-01"
    assert DELETED not in parks.index
    assert zones.groupby("zone").size().to_dict() == {
        "park": 56,
        "ecuador": 1,
        "venezuela": 1,
        "catatumbo": 1,
        "reserve": 641,
        "council": 158,
    }
    assert zones.set_index("zone").loc["catatumbo", "valid_from"] == "2011-01-01"


def test_what_a_condition_leaves_out_is_counted(edited):
    quality = pd.read_csv(edited / "tables/quality.csv")
    assert not quality.duplicated(["layer", "file", "item"]).any()
    left_out = quality[quality["item"] == "where_left_out"].set_index("file")["count"]
    assert left_out["zones.gpkg: zone = 'park'"] == 858 - 56
    assert left_out["zones.gpkg: zone = 'ecuador'"] == 858 - 1
    page = (edited / "quality.html").read_text("utf-8")
    assert "Features that do not meet the condition, left out" in page
    assert "Border strip" in page


def allocated(processed):
    """The same figures before they are published, of the two years compared."""
    rows = pd.read_parquet(processed / "allocation.parquet")
    rows = rows[rows["method"].eq("areal") & rows["year"].isin([2013, 2014])]
    return rows.groupby(["zone", "year"])[FIGURES].sum()


def test_pieces_given_back_are_the_zones_that_they_were_cut_from(maps, built, pieces):
    before, after = allocated(built / "data/processed/bundled"), allocated(pieces)
    assert after.index.tolist() == before.index.tolist() == figures(maps).index.tolist()
    for row in before.index:
        assert after.loc[row].to_dict() == alike(before.loc[row])
        assert after.loc[row].to_dict() == alike(figures(maps).loc[row])
    quality = pd.concat(map(pd.read_parquet, sorted((pieces / "quality").glob("*.parquet"))))
    assert len(quality)
    assert not quality.duplicated(["layer", "file", "item"]).any()
