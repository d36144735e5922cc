"""The record of a run says what made it, and nothing of where and when."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, snakemake


@pytest.fixture(scope="module")
def record(maps) -> dict:
    return json.loads((maps / "run.json").read_text("utf-8"))


def test_it_names_every_input_with_its_checksum(record, built):
    layers = yaml.safe_load((ROOT / "config/datasets/bundled.yaml").read_text("utf-8"))["layers"]
    assert {each["layer"] for each in record["inputs"]} == set(layers)
    for each in record["inputs"]:
        content = (built / "data/raw/bundled" / each["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == each["sha256"], each["file"]


def test_it_holds_the_configuration_the_dataset_and_the_software(record):
    config = yaml.safe_load((ROOT / "config/config.yaml").read_text("utf-8"))
    assert record["configuration"] == config
    described = yaml.safe_load((ROOT / "config/datasets/bundled.yaml").read_text("utf-8"))
    assert record["description"].keys() == described.keys()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert record["program"]["version"] == project["version"]
    lock = hashlib.sha256((ROOT / "requirements.lock").read_bytes()).hexdigest()
    assert record["program"]["requirements.lock"] == f"sha256:{lock}"
    names = [re.split(r"[<>=\[]", each)[0] for each in project["dependencies"]]
    assert list(record["software"]["packages"]) == sorted(names)


def test_it_tells_no_place_no_machine_and_no_time(maps, built):
    text = (maps / "run.json").read_text("utf-8")
    for told in (str(built), str(ROOT), os.uname().nodename, f"{Path.home()}/"):
        assert told not in text
    # A copy is in no tree of git, even where a folder above it is.
    assert json.loads(text)["program"]["commit"] is None


def test_in_a_tree_of_git_it_names_the_commit_and_what_was_changed(built, tmp_path):
    project = shutil.copytree(built, tmp_path / "project")
    author = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "As it is"]):
        subprocess.run(["git", *command], cwd=project, check=True)
    commit = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=project, text=True).strip()
    # No run reads the first; the second is read by none of the rules that are asked for.
    (project / "README.md").write_text("Another", "utf-8")
    (project / "config/datasets/mine.yaml").write_text("title: Mine\n", "utf-8")
    run = snakemake(project, "maps/bundled/index.html")
    assert run.returncode == 0, run.stderr
    program = json.loads((project / "maps/bundled/run.json").read_text("utf-8"))["program"]
    assert program["commit"] == commit
    assert program["modified"] == ["config/datasets/mine.yaml"]
    for page in ("index.html", "es/index.html"):
        told = (project / "maps/bundled" / page).read_text("utf-8")
        assert commit[:10] in told
        assert "config/datasets/mine.yaml" in told
