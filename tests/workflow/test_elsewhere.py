"""Another country from end to end: its own crop, codes of six digits, zones of another kind."""

import base64
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import rasterio
import yaml

from tests.conftest import ROOT, copy_project, snakemake

# The program's own name may stand anywhere.
FOREIGN = re.compile(r"coca(?!shift)|colombia|divipola", re.IGNORECASE)
ENCODED = re.compile(r"[A-Za-z0-9+/=]{120,}")
TEXTS = {".html", ".csv", ".json", ".svg", ".qml", ".qmd", ""}


@pytest.fixture(scope="session")
def valdoria(once) -> Path:
    """What the example publishes, built as docs/elsewhere.md says."""

    def build(folder):
        copy_project(folder)
        subprocess.run([sys.executable, "-m", "examples.elsewhere.draw"], cwd=folder, check=True)
        run = snakemake(folder, "all", "--directory", "examples/elsewhere")
        assert run.returncode == 0, run.stdout + run.stderr

    return once("elsewhere", build) / "examples/elsewhere/maps/valdoria"


def unpacked(html: str) -> str:
    """Write out what a page carries encoded, its modules and its data; pictures are no text."""

    def text(found):
        content = base64.b64decode(found[0] + "=" * (-len(found[0]) % 4))
        if content[:1] == b"\x78":
            content = zlib.decompress(content)
        return "" if content[:4] == b"\x89PNG" else content.decode("utf-8", "replace")

    return ENCODED.sub(text, html)


def told(path: Path) -> str:
    """Give all that a published file says."""
    if path.suffix == ".html":
        return unpacked(path.read_text("utf-8"))
    if path.suffix in TEXTS:
        return ENCODED.sub("", path.read_text("utf-8"))
    if path.suffix == ".qgz":
        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist())
    if path.suffix == ".gpkg":
        with closing(sqlite3.connect(path)) as database:
            return "\n".join(database.iterdump())
    if path.suffix == ".tif":
        with rasterio.open(path) as raster:
            return f"{raster.tags()} {raster.tags(1)} {raster.descriptions}"
    if path.suffix == ".parquet":
        frame = gpd.read_parquet(path)
        return f"{list(frame.columns)} {frame.drop(columns='geometry').to_csv()}"
    assert path.suffix in {".png", ".pdf"}  # drawn as the SVG is
    return ""


def test_nothing_speaks_of_another_crop_or_country(valdoria):
    files = [path for path in sorted(valdoria.rglob("*")) if path.is_file()]
    assert len(files) > 90
    said = {
        str(path.relative_to(valdoria)): FOREIGN.findall(f"{path.name} {told(path)}")
        for path in files
    }
    assert {name: found[:5] for name, found in said.items() if found} == {}


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("index.html", ["Maize and the zones off limits to planting", "Valdoria", "Province"]),
        ("es/index.html", ["Maíz y zonas excluidas de la siembra", "el maíz creció", "Provincia"]),
        ("change.html", ["Net change by district", "Find a district or province"]),
        ("es/change.html", ["Busque un distrito o provincia", "cambio del maíz por distrito"]),
        ("zones.html", ["Single zones", "Dry belt 1", "Catchment 1"]),
        ("quality.html", ["48 of 96 districts lack a figure"]),
    ],
)
def test_pages_speak_the_words_of_the_place(valdoria, page, words):
    text = unpacked((valdoria / page).read_text("utf-8"))
    assert [word for word in words if word not in text] == []


def test_neither_claim_nor_register_is_missed_where_there_is_none(valdoria):
    index, quality = (
        (valdoria / f"{name}.html").read_text("utf-8") for name in ("index", "quality")
    )
    assert 'id="claim"' not in index
    assert 'id="rivals"' not in index
    assert "State" not in re.sub(r"(?s)<script.*?</script>|<style.*?</style>", "", index)
    assert "statement's figures" not in quality
    assert "spraying" not in re.sub(r"(?s)<script.*?</script>|<style.*?</style>", "", index)


def test_checks_hold_and_a_code_that_does_not_join_is_named(valdoria):
    checks = pd.read_csv(valdoria / "tables/checks.csv", dtype=str)
    assert checks["ok"].eq("True").all()
    named = checks.set_index("check").loc["unplaced, named, 2019", "found"]
    assert named == "990001 Old Harbour (12.50 ha)"
    unplaced = pd.read_csv(valdoria / "tables/unplaced.csv", dtype=str)
    assert set(unplaced["district_code"]) == {"990001"}
    assert "maize_ha" in unplaced


def test_codes_of_six_digits_keep_their_zero(valdoria):
    table = pd.read_csv(valdoria / "tables/district_change.csv", dtype=str)
    assert table["district_code"].str.fullmatch(r"\d{6}").all()
    assert table["district_code"].str.startswith("0").any()
    assert list(table.columns[:4]) == ["district_code", "district", "province", "area_ha"]
    layer = gpd.read_file(valdoria / "qgis/cocashift.gpkg", layer="districts")
    assert len(layer) == 96
    assert layer.crs == "EPSG:32731"
    assert set(table["district_code"]) < set(layer["district_code"])
    assert "sprayed_ha_2019" not in layer


def test_hectares_are_those_of_its_table(valdoria):
    drawn = pd.read_csv(valdoria.parents[1] / "data/maize.csv", dtype={"district_code": str})
    recorded = drawn[drawn["year"] == 2019].set_index("district_code")["maize_ha"]
    table = pd.read_csv(valdoria / "tables/district_change.csv", dtype={"district_code": str})
    found = table.set_index("district_code")["maize_ha_2019"].dropna()
    pd.testing.assert_series_equal(
        found.sort_index(), recorded.drop("990001").sort_index(), check_names=False
    )


def test_the_catalogue_describes_every_file_by_its_name(valdoria):
    package = json.loads((valdoria / "datapackage.json").read_text("utf-8"))
    paths = {resource["path"] for resource in package["resources"]}
    assert {"tables/district_change.csv", "qgis/maize_density_2019.tif"} <= paths
    assert [path for path in paths if not (valdoria / path).is_file()] == []
    linked = re.findall(r'href="((?:tables|qgis)/[^"#]+)"', (valdoria / "index.html").read_text())
    assert [path for path in linked if not (valdoria / path).is_file()] == []


def test_its_record_names_what_it_was_made_of(valdoria):
    record = json.loads((valdoria / "run.json").read_text("utf-8"))
    described = yaml.safe_load((ROOT / "examples/elsewhere/config/config.yaml").read_text("utf-8"))
    assert record["configuration"]["place"] == described["place"]
    assert {part["layer"] for part in record["inputs"]} == {
        *("districts", "maize", "catchments", "dry_belts")
    }
