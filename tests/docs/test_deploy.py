"""The ways to other places that docs/deploy.md shows, walked as it shows them."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, copy_project, need, snakemake
from tests.docs.guides import blocks, read
from tests.toy import Toy

DEPLOY = read("docs/deploy.md")
SNAKEFILE = "".join(text for text in blocks(DEPLOY, "python") if "module " in text)


def rules(folder: Path) -> set[str]:
    run = snakemake(folder, "--list-rules", "--quiet")
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


@pytest.fixture
def study(tmp_path):
    """A workflow of its own, with a clone of this one beside its Snakefile."""
    study = tmp_path / "study"
    (study / "config").mkdir(parents=True)
    (study / "Snakefile").write_text(SNAKEFILE, "utf-8")
    clone = copy_project(study / "cocashift")
    (study / "config/config.yaml").write_text(read("config/config.yaml"), "utf-8")
    toy = Toy(clone, tmp_path / "toy")
    layers = {k: v | {"path": str(toy / v["path"])} for k, v in toy.layers.items()}
    described = yaml.safe_dump({"title": toy.title, "layers": layers})
    (study / "layers.yaml").write_text(described, "utf-8")
    config = study / "config/config.yaml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("dataset: bundled", "dataset: layers.yaml"), "utf-8")
    return study


def test_the_workflow_is_a_module_of_another(study):
    named = rules(study)
    assert "mine" in named
    assert len(named) > 20
    assert [name for name in named - {"mine"} if not name.startswith("coca_")] == []
    run = snakemake(study, "mine", "--quiet")
    assert run.returncode == 0, run.stderr
    assert (study / "mine.txt").stat().st_size
    # What is written lies in the study, and nothing in the clone.
    assert (study / "data/processed/layers/cultivation.parquet").is_file()
    assert not (study / "cocashift/data/processed/layers").exists()


def test_it_is_deployed_by_snakedeploy(tmp_path):
    lines = "".join(blocks(DEPLOY, "console")).splitlines()
    (line,) = [each for each in lines if "snakedeploy" in each]
    program = Path(sys.executable).with_name("snakedeploy")
    need(program.is_file(), "snakedeploy", "pip install --requirement requirements-test.lock")
    copy_project(tmp_path / "cocashift")
    command = [program, *shlex.split(line.removeprefix("$ "))[1:]]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    study = tmp_path / "study"
    snakefile = study / "workflow/Snakefile"
    text = snakefile.read_text("utf-8")
    assert '"workflow/Snakefile"' in text
    clone = re.search(r'reads `"(\.\./\.\./[^"]+)"`', DEPLOY)[1]
    snakefile.write_text(text.replace('"workflow/Snakefile"', f'"{clone}"'), "utf-8")
    (copy,) = re.findall(r"`(cp -r [^`]+)`", DEPLOY)
    subprocess.run(shlex.split(copy), cwd=tmp_path, check=True)
    run = snakemake(study, "--dry-run", "--quiet", "host")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "write_index" in run.stdout + run.stderr
    run = snakemake(study, "data/processed/bundled/cultivation.parquet", "--quiet")
    assert run.returncode == 0, run.stderr


def test_the_container_installs_what_a_lock_names_and_nothing_else():
    recipe = [line for line in read("Dockerfile").splitlines() if not line.startswith("#")]
    (base,) = [line.removeprefix("FROM ") for line in recipe if line.startswith("FROM ")]
    (copied,) = [line.split()[1] for line in recipe if line.startswith("COPY ")]
    (installed,) = [line for line in recipe if line.startswith("RUN ")]
    assert copied == "requirements-cloud.lock"
    assert f"--require-hashes --requirement {copied}" in installed
    # The Python that tests run under.
    classifiers = tomllib.loads(read("pyproject.toml"))["project"]["classifiers"]
    version = re.fullmatch(r"python:([\d.]+)-slim", base)[1]
    assert f"Programming Language :: Python :: {version}" in classifiers
    assert f"{version}." in f"{sys.version.split()[0]}."
    # One recipe, and of the folder it is sent the lock alone.
    assert read(".dockerignore").splitlines()[1:] == ["*", f"!{copied}"]
    listed = subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines()
    found = [name for name in listed if re.search(r"(Docker|Container)file", name)]
    assert found == ["Dockerfile"]


def test_the_catalogue_is_told_what_holds():
    usage = yaml.safe_load(read(".snakemake-workflow-catalog.yml"))["usage"]
    assert set(usage) == {"mandatory-flags", "software-stack-deployment", "report"}
    # None is needed: the first command of the guide has none.
    assert usage["mandatory-flags"]["flags"] == ""
    assert usage["software-stack-deployment"]["conda"] is True
    assert usage["report"] is True
    assert 'report: "workflow/report/workflow.rst"' in read("Snakefile")
    assert (ROOT / "config/README.md").is_file()
    assert (ROOT / "LICENSE").is_file()
