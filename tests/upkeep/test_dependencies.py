"""What is told of dependencies is what is installed."""

import json
import re
import subprocess
import sys
from importlib import metadata

import yaml

from tests.conftest import ROOT
from upkeep import dependencies, installed, sbom


def test_each_dependency_is_judged_and_nothing_else():
    judged = yaml.safe_load((ROOT / "upkeep/dependencies.yaml").read_text("utf-8"))
    assert sorted(judged) == installed.direct()
    assert {tuple(each) for each in judged.values()} == {("does", "instead", "upkeep")}


def test_the_guide_tells_what_is_installed():
    guide = (ROOT / "docs/dependencies.md").read_text("utf-8")
    assert dependencies.section() in guide, "run `make dependencies`"


def test_what_a_package_brings_is_counted_to_the_end():
    assert {"numpy", "python-dateutil", "six"} - {"six"} <= installed.brings("pandas")
    assert "pandas" not in installed.brings("pandas")
    assert set(installed.needs("geopandas")) >= {"pandas", "shapely", "pyproj"}


def test_every_licence_is_known():
    unknown = [n for n in installed.everything() if installed.licence(n) == "not stated"]
    assert unknown == []


def test_the_bill_of_materials_names_everything_once(tmp_path):
    for folder in ("a", "b"):
        command = [sys.executable, str(ROOT / "upkeep/sbom.py"), str(tmp_path / folder)]
        subprocess.run(command, check=True, cwd=tmp_path)
    text = (tmp_path / "a/sbom.cdx.json").read_text("utf-8")
    assert text == (tmp_path / "b/sbom.cdx.json").read_text("utf-8")
    bill = json.loads(text)
    components = {each["bom-ref"]: each for each in bill["components"]}
    assert len(components) == len(bill["components"])
    assert f"pkg:pypi/pandas@{metadata.version('pandas')}" in components
    leaflet = components["pkg:npm/leaflet@1.9.4"]
    assert leaflet["licenses"] == [{"license": {"id": "BSD-2-Clause"}}]
    assert len(leaflet["components"]) > 1
    known = {*components, bill["metadata"]["component"]["bom-ref"]}
    for edge in bill["dependencies"]:
        assert {edge["ref"], *edge["dependsOn"]} <= known
    # Everything that a lock installs here is in it.
    locked = set(
        re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.M)
    )
    named = {each["name"] for each in bill["components"] if each["purl"].startswith("pkg:pypi")}
    assert named <= locked
    rows = (tmp_path / "a/licences.csv").read_text("utf-8").splitlines()
    assert len(rows) == len(components) + 1


def test_vendored_libraries_bear_the_licence_that_lies_beside_them():
    with (sbom.VENDORED / "vendor.csv").open(encoding="utf-8") as table:
        told = {tuple(line.split(",")[:3]) for line in table.read().splitlines()[1:]}
    for each in sbom.vendored():
        assert (each["name"], each["version"], each["licenses"][0]["license"]["id"]) in told
