"""What docs/scale.md tells is what the profiles hold and the benchmarks found."""

import importlib.util
import re

import pandas as pd
import pytest
import yaml

from tests.conftest import ROOT

GUIDE = (ROOT / "docs/scale.md").read_text("utf-8")


@pytest.fixture(scope="module")
def latin_america():
    path = ROOT / "benchmarks/latin_america.py"
    spec = importlib.util.spec_from_file_location("latin_america", path)
    spec.loader.exec_module(module := importlib.util.module_from_spec(spec))
    return module


def test_the_costs_of_a_continent_are_those_of_the_benchmark(latin_america):
    assert latin_america.write(GUIDE) == GUIDE


def test_costs_grow_with_polygons_and_cells(latin_america):
    measured = pd.DataFrame(
        [("overlay", "polygon", 100, 360, 500), ("mask", "megacell", 10, 36, 30)],
        columns=["step", "unit", "units", "cpu_s", "peak_mb"],
    )
    countries = pd.DataFrame(
        {"country": ["A", "B"], "polygons": [1000, 500], "area_km2": [900, 9000]}
    )
    found = latin_america.costs(measured, countries).set_index("step")
    assert found.loc["overlay"].tolist() == ["polygon", 1.5, "A", 1.0, 5.0]
    # A megacell is 900 km².
    assert found.loc["mask"].tolist() == ["megacell", pytest.approx(0.011), "B", 0.01, 0.03]


def test_every_profile_is_explained_and_starts_interrupted_jobs_anew():
    for path in (ROOT / "profiles").glob("*/profile.yaml"):
        profile = yaml.safe_load(path.read_text("utf-8"))
        assert profile["rerun-incomplete"], path
        if path.parent.name != "default":
            assert f"profiles/{path.parent.name}" in GUIDE
            assert profile["retries"] == 2
            assert profile["default-resources"]["mem_mb"] == "2000 * attempt"
            assert f"| {profile['jobs']} |" in GUIDE


def test_every_command_of_the_guide_exists():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)$", GUIDE, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for name in re.findall(r"(?:envs|benchmarks|profiles)/[\w./]*\w", GUIDE):
        assert (ROOT / name).exists(), name
