"""The whole line, run as a user runs it, on a copy of the project."""

import csv
import hashlib
import re
import shutil

import pandas as pd
import pytest

from tests.conftest import copy_project, snakemake


def planned(folder, *arguments) -> set[str]:
    """Rules that a dry run would run."""
    run = snakemake(folder, "--dry-run", "--quiet", "host", *arguments)
    assert run.returncode == 0, run.stderr
    counted = re.findall(r"^(\w+)\s+\d+$", run.stdout + run.stderr, re.MULTILINE)
    return set(counted) - {"total", "all"}


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def project(built, tmp_path):
    """A built project that a test may change."""
    return shutil.copytree(built, tmp_path / "project")


def test_every_promised_file_is_there(maps):
    promised = [
        "index.html",
        "change.html",
        "qgis/cocashift.gpkg",
        "qgis/off_limits_mask.tif",
        "tables/municipal_change.csv",
        "tables/zones.csv",
        "tables/checks.csv",
    ]
    assert [name for name in promised if not (maps / name).is_file()] == []


def test_columns_of_the_tables(maps):
    change = pd.read_csv(maps / "tables/municipal_change.csv", dtype={"divipola": str})
    assert change.columns.tolist() == [
        "divipola",
        "municipality",
        "department",
        "area_ha",
        "coca_ha_2013",
        "coca_ha_2014",
        "change_ha",
        "change_class",
        "off_limits_share_strict",
        "off_limits_share_standard",
        "off_limits_share_broad",
        "sprayed_ha_2013",
        "sprayed_ha_2014",
        "manual_ha_2013",
        "manual_ha_2014",
        "permanence",
    ]
    assert change["divipola"].str.fullmatch(r"\d{5}").all()
    assert (change["coca_ha_2013"].sum(), change["coca_ha_2014"].sum()) == (48189, 69132)
    zones = pd.read_csv(maps / "tables/zones.csv")
    assert zones.columns.tolist() == [
        "zone",
        "kind",
        "year",
        "method",
        "area_ha",
        "coca_ha_lower",
        "coca_ha",
        "coca_ha_upper",
        "national_share",
    ]


def test_changes_are_those_of_the_record(maps):
    change = pd.read_csv(maps / "tables/municipal_change.csv")
    step = change["change_ha"]
    assert ((step > 0).sum(), (step < 0).sum()) == (137, 72)
    assert (step[step > 0].sum(), step[step < 0].sum()) == (23466, -2523)
    kinds = change["change_class"].value_counts()
    assert (kinds["new"], kinds["disappeared"]) == (17, 16)


def test_sums_and_bounds_of_the_zones(maps):
    zones = pd.read_csv(maps / "tables/zones.csv")
    assert (zones["coca_ha_lower"] <= zones["coca_ha"]).all()
    assert (zones["coca_ha"] <= zones["coca_ha_upper"]).all()
    assert zones["national_share"].between(0, 1).all()
    whole = zones[zones["zone"] == "catatumbo"].set_index("year")
    assert whole["coca_ha"].round(6).to_dict() == {2013: 6345, 2014: 6944}
    for _, year in zones[zones["kind"] == "scenario"].groupby("year"):
        assert (
            year.set_index("zone")["coca_ha"]
            .loc[["strict", "standard", "broad"]]
            .is_monotonic_increasing
        )


def test_all_checks_hold(maps):
    with (maps / "tables/checks.csv").open() as table:
        rows = list(csv.DictReader(table))
    assert [row for row in rows if row["ok"] != "True"] == []
    statements = [row for row in rows if "Putumayo" in row["check"] or "Antioquia" in row["check"]]
    assert len(statements) == 5


def test_a_second_run_has_nothing_to_do(built):
    assert planned(built) == set()


def test_another_width_reruns_its_zone_and_what_follows(project):
    edit(project / "config/config.yaml", "{km: 10,", "{km: 5,")
    rerun = planned(project)
    assert {"harmonise_zone", "overlay_zones", "allocate_cultivation", "draw_change"} <= rerun
    assert not {"harmonise_boundaries", "harmonise_records"} & rerun
    run = snakemake(project, "--dry-run")
    made = set(re.findall(r"Make the features of zone '(\w+)'", run.stdout + run.stderr))
    assert made == {"ecuador"}


def test_an_edited_module_reruns_the_rules_that_use_it(project):
    edit(project / "cocashift/masks.py", "The zones as a raster", "Zones as a raster")
    assert planned(project) == {"write_layers", "write_index"}


def test_an_edited_word_reruns_pages_and_no_figures(project):
    edit(project / "cocashift/words.yaml", "en: Largest changes", "en: The largest changes")
    assert planned(project) == {
        "write_layers",
        "draw_change",
        "write_quality",
        "write_index",
    }


def test_figures_that_do_not_add_up_stop_the_line(project):
    edit(project / "data/raw/bundled/coca.csv", "AMALFI,36.61", "AMALFI,36.62")
    assert "harmonise_records" in planned(project)
    edit(project / "data/raw/bundled/national_series.csv", "2014,69132", "2014,70000")
    before = {path: digest(path) for path in (project / "maps").rglob("*.*")}
    run = snakemake(project)
    assert run.returncode != 0
    assert "1 of 42 checks failed; nothing was published" in run.stderr
    assert "national total, 2014, ha: expected 70000.00, found 69132.00" in run.stderr
    assert "Traceback" not in run.stderr
    assert {path: digest(path) for path in (project / "maps").rglob("*.*")} == before


def test_the_same_inputs_give_the_same_bytes_elsewhere(built, tmp_path):
    again = copy_project(tmp_path)
    run = snakemake(again)
    assert run.returncode == 0, run.stderr
    published = sorted(p.relative_to(built) for p in (built / "maps").rglob("*.*"))
    differing = [str(p) for p in published if digest(built / p) != digest(again / p)]
    assert differing == []


def test_spanish_changes_the_words_and_not_the_numbers(project):
    run = snakemake(project, "--config", "language=es")
    assert run.returncode == 0, run.stderr
    index = (project / "maps/bundled/index.html").read_text("utf-8")
    assert '<html lang="es">' in index
    assert "Coca y zonas excluidas" in index
    assert "48.189 ha" in index


def test_an_unknown_dataset_and_an_unknown_key_are_told(built):
    run = snakemake(built, "--dry-run", "--config", "dataset=nowhere")
    told = run.stdout + run.stderr
    assert "dataset 'nowhere': there is no config/datasets/nowhere.yaml" in told
    assert "Known datasets: bundled" in told
    run = snakemake(built, "--dry-run", "--config", "yeers=[2013]")
    assert "yeers" in run.stdout + run.stderr


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()
