"""What a run shows of itself, by `make maps` and by hand."""

import re
import shutil

import pytest

from tests.conftest import ROOT, snakemake


@pytest.fixture
def project(built, tmp_path):
    return shutil.copytree(built, tmp_path / "project")


def test_a_run_shows_a_line_per_job_what_it_made_and_which_page_to_open(project):
    run = snakemake(project, "--forcerun", "write_index")
    assert run.returncode == 0, run.stderr
    lines = [re.sub(r"\d\d:\d\d:\d\d  ", "", line) for line in run.stderr.splitlines()]
    assert lines[0].startswith("Using workflow specific profile")
    assert lines[1] == "2 jobs to do"
    assert lines[2].startswith("1 of 2: Write the index page")
    assert re.match(r"2 of 2: all \(\d s\)", lines[3])
    assert len(lines) == 4
    made = project / "maps/bundled"
    pages, tables = (len([*made.glob(each)]) for each in ("*.html", "tables/*.csv"))
    told = f"Made {pages} pages, 8 layers, 4 rasters, {tables} tables, 9 figures in "
    assert re.fullmatch(told + r"\d+ s\.\nOpen maps/bundled/index.html\n", run.stdout)
    # Snakemake's own log has it all.
    kept = max((project / ".snakemake/log").iterdir()).read_text("utf-8")
    assert "Reason: Forced execution" in kept
    assert "Building DAG of jobs..." in kept


def test_what_an_earlier_run_left_is_told_by_its_name_of_today(project):
    made = project / "maps/bundled"
    shutil.copy(made / "figures/change-88mm.png", made / "figures/change.png")
    run = snakemake(project, "--forcerun", "write_index")
    assert run.returncode == 0, run.stderr
    told = "figures/change.png (now figures/change-180mm.png). Delete what is old.\nOpen maps/"
    assert f"Not of this run in maps/bundled: {told}" in run.stdout
    assert (made / "figures/change.png").is_file()


def test_a_run_with_nothing_to_do_says_where_the_page_is(built):
    run = snakemake(built)
    assert run.stderr.endswith(" up to date).\nOpen maps/bundled/index.html\n")


def test_who_asks_for_some_files_or_for_details_gets_these(project):
    sums = "maps/bundled/SHA256SUMS"
    run = snakemake(project, sums, "--force", "--verbose")
    assert run.returncode == 0, run.stderr
    assert "Job stats:" in run.stderr
    assert "Open maps" not in run.stdout
    assert snakemake(project, sums, "--force", "--quiet", "all").stdout == ""
    assert "Job stats:" in snakemake(project, sums, "--force", "--dry-run").stdout


def test_weights_are_of_rules_that_there_are():
    folder = ROOT / "workflow/rules"
    weighed = re.findall(r'^    "(\w+)": \d', (folder / "progress.smk").read_text("utf-8"), re.M)
    written = "\n".join(path.read_text("utf-8") for path in folder.rglob("*.smk"))
    assert len(weighed) > 5
    assert [name for name in weighed if f"rule {name}:" not in written and name != "all"] == []
