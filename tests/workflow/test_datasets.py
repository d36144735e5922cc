"""Datasets of any name and place, and the workflow as a part of another."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from tests.conftest import command, copy_project, snakemake
from tests.toy import Toy


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def toy(project, request):
    return Toy(project, project / "toys" / request.node.name.replace("[", "_").replace("]", "_"))


def described(toy, path):
    """Write the toy's description at another path, with absolute paths in it."""
    layers = {k: v | {"path": str(toy / v["path"])} for k, v in toy.layers.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump({"title": toy.title, "layers": layers}, allow_unicode=True))
    return path


def dry(project, dataset):
    return snakemake(project, "--dry-run", "--quiet", "host", "--config", f"dataset={dataset}")


@pytest.mark.parametrize("name", ["a[1]", "b+c", "d (2)", "é.v2", "x'y"])
def test_a_dataset_may_have_any_name(project, toy, name):
    run = dry(project, described(toy, toy.folder / f"{name}.yaml"))
    assert run.returncode == 0, run.stdout + run.stderr
    assert "harmonise_zone" in run.stdout + run.stderr


def test_braces_in_its_name_are_told(project, toy):
    run = dry(project, described(toy, toy.folder / "a{1}.yaml"))
    assert run.returncode == 1
    assert "a{1}.yaml: folders go by the name of this file" in toy.told(run)


def test_the_files_of_layers_may_have_any_name(project, toy):
    for layer, name in {"parks": "p (1).gpkg", "coca": "c [2]+x.csv"}.items():
        (toy / toy.layers[layer]["path"]).rename(toy / name)
        toy.layers[layer]["path"] = name
    targets = [f"data/processed/{toy.folder.name}/quality/{n}.parquet" for n in ("park", "records")]
    run = toy.run(*targets)
    assert run.returncode == 0, run.stderr


def test_braces_in_their_names_are_told(project, toy):
    toy.layers["parks"]["path"] = "p{1}.gpkg"
    run = toy.run("--dry-run")
    assert "p{1}.gpkg: Snakemake takes braces in a path for a wildcard" in toy.told(run)


def test_two_datasets_of_one_name_do_not_take_each_others_folders(project, toy):
    first = described(toy, toy.folder / "one/same.yaml")
    second = described(toy, toy.folder / "two/same.yaml")
    target = "data/processed/same/quality/boundaries.parquet"
    run = snakemake(project, target, "--config", f"dataset={first}")
    assert run.returncode == 0, run.stderr
    refused = dry(project, second)
    assert refused.returncode == 1
    assert "belong to" in toy.told(refused)
    assert "one/same.yaml, another dataset of this name" in toy.told(refused)
    assert dry(project, first).returncode == 0
    first.unlink()
    assert dry(project, second).returncode == 0


def test_after_a_kill_the_makefile_says_how_to_go_on(project):
    locks = project / ".snakemake/locks"
    running = subprocess.Popen(
        **command(project), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while not locks.is_dir() or not any(locks.iterdir()):
        assert running.poll() is None
        time.sleep(0.1)
    running.kill()
    running.wait()
    # What `make` sets up is there already.
    (project / ".venv").mkdir()
    (project / ".venv/maps").touch()
    given = command(project)
    given["env"]["PATH"] = f"{Path(sys.executable).parent}:{given['env']['PATH']}"
    run = subprocess.run(
        **given | {"args": ["make", "maps"]}, text=True, capture_output=True, check=False
    )
    shutil.rmtree(locks)
    assert run.returncode == 2
    last = (run.stdout + run.stderr).rstrip().splitlines()[-1]
    assert last.endswith("go on with: snakemake --unlock && make maps")
