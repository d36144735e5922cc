"""The profiles for clouds plan the whole line with every file in a bucket; nothing leaves here."""

import importlib.util
import re

import pytest
import yaml

from tests import forked
from tests.conftest import ROOT, command, copy_project, need
from tests.scale.bucket import Bucket


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("cloud"))


@pytest.fixture(scope="module")
def bucket(project):
    """The project's copy in a bucket, as docs/scale.md has it made."""
    bucket = Bucket(project, "cocashift")
    yield bucket
    bucket.close()


@pytest.mark.parametrize("cloud", ["kubernetes", "googlebatch"])
def test_the_whole_line_is_planned(cloud, project, bucket):
    remedy = "pip install --requirement requirements-cloud.lock"
    for plugin in (f"executor_plugin_{cloud}", "storage_plugin_gcs"):
        need(importlib.util.find_spec(f"snakemake_{plugin}"), f"the plugin {plugin}", remedy)
    profile = yaml.safe_load((ROOT / f"profiles/{cloud}/profile.yaml").read_text("utf-8"))
    assert profile["executor"] == cloud
    given = command(
        project,
        *["--workflow-profile", f"profiles/{cloud}", "--dry-run"],
        *["--default-storage-prefix", "gs://bucket/cocashift", "--set-scatter", "country=2"],
    )
    given["env"] |= {"STORAGE_EMULATOR_HOST": bucket.address}
    run = forked.run(given)
    assert run.returncode == 0, run.stderr
    told = run.stdout + run.stderr
    written = [path.read_text("utf-8") for path in (ROOT / "workflow/rules").rglob("*.smk")]
    rules = re.findall(r"^rule (\w+):", "\n".join(written), re.MULTILINE)
    planned = set(re.findall(r"^(\w+) +\d+$", told, re.MULTILINE))
    assert planned - {"total", "all"} == set(rules) - {"retrieve"}
    # It looked for files in the bucket, and found the sources there.
    assert any("cocashift%2Fmaps%2Fbundled%2Findex.html" in asked for asked in bucket.asked)
