"""A country worked on in parts gives the same as one worked on at once, to the last byte."""

import shutil

import geopandas as gpd
import pytest

from benchmarks import country
from tests.conftest import FEW_DRAWS, copy_project, snakemake

MADE = [
    "data/processed/drawn/pieces.parquet",
    "data/processed/drawn/editions.parquet",
    "data/processed/drawn/allocation.parquet",
    "data/processed/drawn/intervals/ensemble.parquet",
    "maps/drawn/qgis/off_limits_mask.tif",
    "maps/drawn/qgis/coca_density_2013.tif",
    "maps/drawn/qgis/coca_density_change.tif",
]
PARTS = {
    "Cut the municipalities of region",
    "Allocate municipal hectares in part",
    "of the ensemble (ensemble)",
    "of the pieces on the cells",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("project"))


def test_parts_are_gathered_to_the_last_byte(project):
    # 22 municipalities: of 24 parts, some are empty.
    country.write(project / "drawn", times=0.02)
    found = {}
    for parts in (1, 3, 24):
        for output in MADE:
            (project / output).unlink(missing_ok=True)
        run = snakemake(
            project,
            *MADE,
            *("--set-scatter", f"country={parts}"),
            *("--config", "dataset=drawn/drawn.yaml", FEW_DRAWS),
        )
        assert run.returncode == 0, run.stderr
        said = run.stdout + run.stderr
        assert {said.count(words) for words in PARTS} == {parts if parts > 1 else 0}
        left = {path.parent.name for path in (project / "data/processed").rglob("*-of-*")}
        assert not left
        found[parts] = [(project / output).read_bytes() for output in MADE]
    assert found[1] == found[3] == found[24]
    pieces = gpd.read_parquet(project / MADE[0])
    assert len(pieces) > pieces["divipola"].nunique() == 22


def test_fitted_draws_come_in_parts_too(built, tmp_path):
    project = shutil.copytree(built, tmp_path / "project")
    fitted = project / "data/processed/bundled/intervals/fitted.parquet"
    found = []
    for parts in (1, 5):
        fitted.unlink()
        wanted = [str(fitted.relative_to(project)), "--set-scatter", f"country={parts}"]
        run = snakemake(project, *wanted, "--config", FEW_DRAWS)
        assert run.returncode == 0, run.stderr
        found.append(fitted.read_bytes())
    assert found[0] == found[1]
