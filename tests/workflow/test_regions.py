"""A country cut region by region has the same pieces, to the last byte, as one cut at once."""

import geopandas as gpd
import pytest

from benchmarks import country
from tests.conftest import copy_project, snakemake


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("project"))


def test_regions_are_gathered_to_the_last_byte(project):
    # 22 municipalities: of 33 regions, some are empty.
    country.write(project / "drawn", times=0.02)
    found = {}
    for regions in (1, 3, 33):
        folder = project / "data/processed/drawn"
        outputs = [folder / "pieces.parquet", folder / "editions.parquet"]
        for output in outputs:
            output.unlink(missing_ok=True)
        run = snakemake(
            project,
            "data/processed/drawn/pieces.parquet",
            *("--set-scatter", f"country={regions}"),
            *("--config", "dataset=drawn/drawn.yaml"),
        )
        assert run.returncode == 0, run.stderr
        said = run.stdout + run.stderr
        assert said.count("Cut the municipalities of region") == (regions if regions > 1 else 0)
        assert not list(folder.glob("regions/*.parquet"))
        found[regions] = [output.read_bytes() for output in outputs]
    assert found[1] == found[3] == found[33]
    pieces = gpd.read_parquet(outputs[0])
    assert len(pieces) > pieces["divipola"].nunique() == 22
