"""The whole line, run as a user runs it, on a copy of the project."""

import csv
import hashlib
import re
import shutil

import pandas as pd
import pytest

from tests.conftest import snakemake


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
        *(
            f"es/{page}.html"
            for page in ["index", "change", "compare", "years", "flows", "zones", "quality"]
        ),
        "SHA256SUMS",
        "qgis/cocashift.gpkg",
        "qgis/cocashift.qgz",
        "qgis/off_limits_mask.tif",
        "qgis/coca_density_2013.tif",
        "qgis/coca_density_2014.tif",
        "qgis/coca_density_change.tif",
        "qgis/geoparquet/municipality_zones.parquet",
        "tables/municipal_change.csv",
        "tables/zones.csv",
        "tables/checks.csv",
        "tables/dictionary.csv",
        "datapackage.json",
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
        "coca_ha_p10",
        "coca_ha_p50",
        "coca_ha_p90",
        "coca_mcse_ha_p10",
        "coca_mcse_ha_p50",
        "coca_mcse_ha_p90",
        "national_share",
        "national_share_p10",
        "national_share_p90",
        "change_ha",
        "change_ha_p10",
        "change_ha_p90",
        "change_mcse_ha_p10",
        "change_mcse_ha_p50",
        "change_mcse_ha_p90",
        "sprayed_ha",
        "sprayed_per_coca_ha",
    ]


def test_changes_are_those_of_the_record(maps):
    change = pd.read_csv(maps / "tables/municipal_change.csv")
    step = change["change_ha"]
    assert ((step > 0).sum(), (step < 0).sum()) == (137, 72)
    assert (step[step > 0].sum(), step[step < 0].sum()) == (23466, -2523)
    kinds = change["change_class"].value_counts()
    assert (kinds["new"], kinds["disappeared"]) == (17, 16)


def test_flows_are_what_municipalities_lost(maps):
    flows = pd.read_csv(maps / "tables/flows.csv", dtype={"from_divipola": str, "to_divipola": str})
    net = flows[flows["reading"] == "net"]
    change = pd.read_csv(maps / "tables/municipal_change.csv", dtype={"divipola": str})
    step = change.set_index("divipola")["change_ha"]
    assert net["coca_ha"].sum() == pytest.approx(2523)
    leaving = net.groupby("from_divipola")["coca_ha"].sum()
    assert leaving.to_numpy() == pytest.approx(-step[step < 0].sort_index().to_numpy())
    coming = net.groupby("to_divipola")["coca_ha"].sum()
    assert (coming <= step[coming.index] + 1e-6).all()
    summary = pd.read_csv(maps / "tables/flow_summary.csv").set_index("reading")
    row = summary.loc["net"]
    assert (row.lost_ha, row.gained_ha, row.net_change_ha) == (2523, 23466, 20943)
    assert row.net_transfer_ha_upper == 2523
    # Half the sum of absolute differences of the two distributions, by hand from the table.
    apart = change["coca_ha_2014"] / 69132 - change["coca_ha_2013"] / 48189
    moved = summary.loc["share", "reassigned_share"]
    assert moved == pytest.approx(apart.abs().sum() / 2, abs=1e-5)


def test_the_shift_agrees_with_the_zones_and_adds_up(maps):
    shift = pd.read_csv(maps / "tables/shift.csv").set_index(["zone", "method"])
    zones = pd.read_csv(maps / "tables/zones.csv").set_index(["zone", "method", "year"])
    for zone, method in shift.index[shift["kind"] != "exposure"]:
        row = shift.loc[(zone, method)]
        assert row.coca_ha_first == pytest.approx(zones.loc[(zone, method, 2013), "coca_ha"])
        assert row.coca_ha_last == pytest.approx(zones.loc[(zone, method, 2014), "coca_ha"])
    assert (shift["change_ha"] + shift["change_outside_ha"]).to_numpy() == pytest.approx(20943)
    # Medians do not add up, so the models have no such split.
    single = shift.drop(index=["ensemble", "fitted"], level="method")
    split = single["national_growth_ha"] + single["redistribution_ha"] + single["extension_ha"]
    assert split.to_numpy() == pytest.approx(single["change_ha"].to_numpy(), abs=1e-4)
    # A whole department is known: 6,345 of 48,189 ha, then 6,944 of 69,132.
    row = shift.loc[("catatumbo", "areal")]
    assert row.share_change == pytest.approx(6944 / 69132 - 6345 / 48189, abs=1e-6)
    assert row.share_change_lower == row.share_change_upper == row.share_change


def test_each_figure_of_the_statement(maps):
    claim = pd.read_csv(maps / "tables/claim.csv").set_index("figure")
    assert claim.columns.tolist() == ["stated", "computed", "unit", "holds", "note"]
    assert claim.loc["us_coca_change_2007_2013", "computed"] == pytest.approx(-51.8, abs=0.05)
    assert claim.loc["us_coca_change_2013_2014", "computed"] == pytest.approx(39.1, abs=0.05)
    assert claim.loc["eradicated_2014", "computed"] == pytest.approx(67234.93)
    assert claim.loc["production_change_2013_2014", "computed"] == pytest.approx(32.4, abs=0.05)
    holds = claim["holds"].dropna().astype(str)
    assert holds[holds == "False"].index.tolist() == ["production_change_2013_2014"]
    # Of 2013 only the statement has a figure.
    assert claim.index[claim["holds"].isna()].tolist() == [
        "us_coca_2013",
        "production_2013",
        "production_2014",
        "production_change_2007_2013",
        "interdicted_2014",
    ]


def test_where_it_moved(maps):
    change = pd.read_csv(maps / "tables/municipal_change.csv", dtype={"divipola": str})
    clusters = pd.read_csv(maps / "tables/clusters.csv", dtype={"divipola": str})
    assert clusters["divipola"].tolist() == change["divipola"].tolist()
    # Where the largest rises lie side by side: Putumayo along the border.
    high = clusters[clusters["lisa"] == "high_high"]
    assert {"86320", "86568", "86865"} <= set(high["divipola"])
    centres = pd.read_csv(maps / "tables/centres.csv")
    assert centres["year"].tolist() == list(range(2001, 2023))
    assert centres["lon"].between(-79, -67).all()
    assert (centres["semi_major_km"] >= centres["semi_minor_km"]).all()
    whole = pd.read_csv(maps / "tables/autocorrelation.csv")
    assert len(whole) == 9
    assert whole["p_value"].between(0, 1).all()


def test_sums_and_bounds_of_the_zones(maps):
    zones = pd.read_csv(maps / "tables/zones.csv")
    assert (zones["coca_ha_lower"] <= zones["coca_ha"]).all()
    assert (zones["coca_ha"] <= zones["coca_ha_upper"]).all()
    assert zones["national_share"].between(0, 1).all()
    assert set(zones["method"]) == {"ensemble", "fitted", "areal", "cells"}
    for _, whole in zones[zones["zone"] == "catatumbo"].groupby("method"):
        found = whole.set_index("year")["coca_ha"].round(6).to_dict()
        assert found == {2013: 6345, 2014: 6944}
    for _, year in zones[zones["kind"] == "scenario"].groupby(["year", "method"]):
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
    assert {"harmonise_zone", "overlay_zones", "allocate_cultivation", "draw_maps"} <= rerun
    assert not {"harmonise_boundaries", "harmonise_records"} & rerun
    run = snakemake(project, "--dry-run")
    made = set(re.findall(r"Make the features of zone '(\w+)'", run.stdout + run.stderr))
    # Both strips are 10 km wide, so both become narrower.
    assert made == {"ecuador", "venezuela"}


def test_an_edited_module_reruns_the_rules_that_use_it(project):
    edit(project / "cocashift/publish/gis/masks.py", "The zones as a raster", "Zones as a raster")
    assert planned(project) == {
        "write_rasters",
        "write_project",
        "write_catalogue",
        "draw_maps",
        "write_index",
    }


def test_an_edited_figure_reruns_the_figures_and_what_lists_them(project):
    edit(project / "cocashift/publish/figures/lanes.py", "Lay out lanes", "Lay lanes out")
    assert planned(project) == {
        "draw_figures",
        "write_catalogue",
        "write_index",
    }


def test_an_edited_word_reruns_what_shows_words_and_no_table(project):
    edit(project / "cocashift/words.yaml", "en: Largest changes", "en: The largest changes")
    assert planned(project) == {
        "write_layers",
        "write_rasters",
        "write_project",
        "write_catalogue",
        "draw_shapes",
        "draw_maps",
        "draw_figures",
        "write_pages",
        "write_index",
    }


def test_figures_that_do_not_add_up_stop_the_line(project):
    coca = project / "data/raw/bundled/coca.csv"
    edit(coca, "AMALFI,36.61", "AMALFI,36.62")
    assert "harmonise_records" in planned(project)
    edit(coca, "AMALFI,36.62", "AMALFI,36.61")
    edit(project / "data/raw/bundled/national_series.csv", "2014,69132", "2014,70000")
    assert {"check_results", "write_tables", "draw_maps"} <= planned(project)
    before = files(project / "maps")
    run = snakemake(project)
    assert run.returncode != 0
    assert re.search(r"\n1 of \d+ checks failed; nothing was published", run.stderr)
    assert "national total, 2014, ha: expected 70000.00, found 69132.00" in run.stderr
    assert "Traceback" not in run.stderr
    assert files(project / "maps") == before


def test_the_checksums_are_those_of_every_file(maps):
    listed = {}
    for line in (maps / "SHA256SUMS").read_text("utf-8").splitlines():
        sha256, path = line.split("  ")
        listed[path] = sha256
    assert listed.items() == (files(maps).items() - {("SHA256SUMS", digest(maps / "SHA256SUMS"))})


def test_spanish_changes_the_words_and_not_the_numbers(spanish):
    index = (spanish / "maps/bundled/index.html").read_text("utf-8")
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


def files(folder) -> dict[str, str]:
    """Give the checksum of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()
