"""What the guides show works as it stands there."""

import re
import shlex

import geopandas as gpd
import pandas as pd
import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.conftest import FEW_DRAWS, ROOT, copy_project, snakemake
from tests.toy import MUNICIPALITIES, PARKS

CONFIG = yaml.safe_load((ROOT / "config/config.yaml").read_text("utf-8"))
GUIDES = ["README.md", "config/README.md", "docs/errors.md"]


def blocks(guide, language):
    text = (ROOT / guide).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("project"))


COMMANDS = sorted(
    {
        line.partition("$ ")[2].partition("#")[0].strip()
        for guide in GUIDES
        for block in blocks(guide, "console")
        for line in block.splitlines()
        if line.startswith("$ snakemake")
    }
)


@pytest.mark.parametrize("line", [line for line in COMMANDS if "official" not in line])
def test_commands_are_understood(project, line):
    _, *arguments = shlex.split(line)
    arguments = [argument for argument in arguments if argument != "--unlock"]
    run = snakemake(project, "--dry-run", "--quiet", "host", *arguments)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_guides_show_commands():
    assert len(COMMANDS) >= 4


YAML = [block for guide in GUIDES for block in blocks(guide, "yaml")]


@pytest.mark.parametrize("number", range(len(YAML)))
def test_descriptions_are_valid(number):
    """Whole datasets, layers to put into one, zones and widths of the configuration."""
    found = yaml.safe_load(YAML[number])
    layers = yaml.safe_load((ROOT / "workflow/schemas/dataset.schema.yaml").read_text("utf-8"))
    config = yaml.safe_load((ROOT / "workflow/schemas/config.schema.yaml").read_text("utf-8"))
    assert set(found) <= {"title", "layers", "zones", "widths"}
    if "layers" in found:
        if "title" not in found:  # to be put into a dataset that has these
            known = yaml.safe_load((ROOT / "config/datasets/bundled.yaml").read_text("utf-8"))
            found["layers"] = known["layers"] | found["layers"]
        Draft202012Validator(layers).validate({"title": "x", "layers": found["layers"]})
    zones = found.get("zones", {})
    if "widths" in found:
        zones = {"ecuador": CONFIG["zones"]["ecuador"] | {"widths": found["widths"]}}
    if zones:
        Draft202012Validator(config).validate(CONFIG | {"zones": zones})


def test_the_documented_minimum_runs(project):
    """The first dataset of the guide, with files as it names them, and the documented columns."""
    (text,) = [block for block in YAML if "title: My layers" in block]
    (project / "my").mkdir()
    (project / "my/layers.yaml").write_text(text)
    MUNICIPALITIES.to_file(project / "my/municipios.shp")
    PARKS.to_file(project / "my/parques.gpkg")
    rows = [(code, year, 10 + year % 7) for code in ("05001", "52001") for year in (2013, 2014)]
    pd.DataFrame(rows, columns=["divipola", "year", "coca_ha"]).to_csv(
        project / "my/coca.csv", index=False
    )
    run = snakemake(project, "--config", "dataset=my/layers.yaml", FEW_DRAWS)
    assert run.returncode == 0, run.stderr
    published = gpd.read_file(project / "maps/layers/qgis/cocashift.gpkg", layer="municipalities")
    assert published["coca_ha_2014"].sum() == 2 * (10 + 2014 % 7)
    assert (project / "maps/layers/index.html").is_file()
