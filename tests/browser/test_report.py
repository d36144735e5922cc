"""Snakemake's own report, as one page and as an archive, in a browser without network."""

import shutil
import zipfile

import pytest

from tests.conftest import snakemake

MAPS = {
    "Where cultivation rose and fell",
    "Two years under one handle",
    "All years",
    "Hypothetical flows",
}


@pytest.fixture(scope="module")
def reports(built, tmp_path_factory):
    project = shutil.copytree(built, tmp_path_factory.mktemp("reported") / "project")
    for kind in ("html", "zip"):
        run = snakemake(project, "--report", f"report.{kind}")
        assert run.returncode == 0, run.stderr
    with zipfile.ZipFile(project / "report.zip") as archive:
        archive.extractall(project / "unpacked")
    return {
        "html": project / "report.html",
        "zip": next((project / "unpacked").rglob("report.html")),
    }


@pytest.mark.parametrize("kind", ["html", "zip"])
def test_a_report_shows_every_map(visit, reports, picture, kind):
    page = visit(reports[kind].name, reports[kind].parent)
    assert "2013 and 2014" in page.locator("body").inner_text()
    page.get_by_text("1 Maps").click()
    shown = {row.locator("td").first.inner_text() for row in page.locator("tbody tr").all()}
    assert shown == MAPS
    page.locator("tr", has_text="All years").locator("a").first.click()
    page.wait_for_function("document.querySelector('iframe') !== null")
    frame = page.locator("iframe").element_handle().content_frame()
    frame.wait_for_selector("html[data-ready]", state="attached")
    assert frame.locator(".leaflet-municipalities-pane path").count() > 300
    picture(page, f"report-{kind}")


# Both widths of a figure in one format stand in one row.
def test_a_report_has_every_table_and_figure_and_says_what_they_are(visit, reports):
    page = visit(reports["html"].name, reports["html"].parent)
    for category, count in {"2 Figures": 27, "3 Tables": 20}.items():
        page.get_by_text(category).click()
        assert page.locator("tbody tr").count() == count
        page.get_by_text("Results").click()
    page.get_by_text("3 Tables").click()
    page.locator("tbody tr").first.locator("a").nth(1).click()
    assert "Headline reading: Standard (tiers A, B)." in page.locator("body").inner_text()
