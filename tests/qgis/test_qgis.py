"""The layers in the real QGIS and in Debian's GDAL."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import need

SYSTEM_PYTHON = "/usr/bin/python3"


@pytest.fixture(scope="module")
def qgis():
    """A function that runs a script in QGIS's Python and gives what it tells."""
    environment = {"QT_QPA_PLATFORM": "offscreen", "PATH": os.environ["PATH"], "HOME": "/tmp"}
    probe = [SYSTEM_PYTHON, "-c", "import qgis.core"]
    found = (
        Path(SYSTEM_PYTHON).exists()
        and not subprocess.run(probe, env=environment, capture_output=True, check=False).returncode
    )
    need(found, "QGIS", "apt-get install python3-qgis qgis-providers")

    def run(script, *arguments):
        path = Path(__file__).parent / script
        command = [SYSTEM_PYTHON, str(path), *map(str, arguments)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run


@pytest.fixture
def layers(maps, tmp_path):
    """The published folder, copied: programs leave files of their own beside what they read."""
    return shutil.copytree(maps / "qgis", tmp_path / "qgis")


def test_qgis_opens_the_layers(qgis, layers):
    seen = qgis("read_layers.py", layers)
    assert seen["municipalities"]["features"] == 1122
    assert seen["zones"]["features"] > 800
    for layer in seen.values():
        assert layer["valid"]
        assert layer["crs"] == "EPSG:9377"
    assert {"divipola", "coca_ha_2013", "coca_ha_2014", "change_class"} <= set(
        seen["municipalities"]["fields"]
    )
    assert seen["mask"]["cell"] == 500


def test_gdal_reads_everything_without_a_warning(layers):
    need(shutil.which("ogrinfo"), "GDAL's programs", "apt-get install gdal-bin")
    for command in (
        ["ogrinfo", "-so", "-al", layers / "cocashift.gpkg"],
        ["gdalinfo", "-stats", layers / "off_limits_mask.tif"],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0
        assert done.stderr == ""
