"""A full disk and a missing permission end in one sentence, wherever they are met."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT, command, copy_project, need
from tests.toy import Toy

# Mounts of their own, which vanish with the process: as root, or in a namespace of the user's.
ALONE = [["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]]
# Root may write anywhere; without these it is a user like others.
BOUND = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
FULL = "The disk is full. Make room and run again: what is finished is kept."


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def toy(project, request):
    # No folder of its is there before.
    toy = Toy(project, project / "toys" / re.sub(r"\W+", "_", request.node.name))
    toy.describe()
    return toy


@pytest.fixture(scope="module")
def small_disk():
    """A function: how to run a command with a small disk mounted at a folder, for it alone."""
    probe = ["mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    able = [
        start
        for start in ALONE
        if shutil.which(start[0])
        and not subprocess.run([*start, *probe], capture_output=True, check=False).returncode
    ]
    need(able, "a small disk to fill", "run as root, or allow user namespaces")
    mount = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"'
    return lambda folder, size: [*able[0], "sh", "-c", mount, "sh", size, str(folder)]


def run(toy, before):
    """Run the toy as a user does, by way of another command."""
    given = command(toy.project, *toy.arguments())
    given["args"] = [*before, *given["args"]]
    return subprocess.run(**given, text=True, capture_output=True, check=False)


@pytest.mark.parametrize(("folder", "size"), [("data/processed", "16k"), (".snakemake", "64k")])
def test_a_full_disk_is_told(toy, small_disk, folder, size):
    (toy.project / folder).mkdir(exist_ok=True)
    done = run(toy, small_disk(folder, size))
    assert done.returncode == 1
    assert toy.told(done) == FULL


@pytest.mark.parametrize("folder", ["data/processed", "logs"])
def test_a_missing_permission_is_told(toy, folder):
    place = toy.project / folder
    place.mkdir(exist_ok=True)
    place.chmod(0o500)
    try:
        done = run(toy, BOUND if place.owner() == "root" else [])
    finally:
        place.chmod(0o700)
    assert done.returncode == 1
    told = toy.told(done)
    assert "ermission" in told
    assert folder in told
    assert "Traceback" not in told


WRITERS = """
import sys
from pathlib import Path

import numpy as np
from rasterio import Affine

from cocashift import logs
from cocashift.harmonise.rasters import Raster
from cocashift.publish import files
from cocashift.publish.gis import geopackages, geotiffs
from tests.toy import PARKS

folder = Path(sys.argv[1])
random = np.random.default_rng(1)
parks = PARKS.loc[[0] * 3000].assign(name=[random.bytes(25).hex() for _ in range(3000)])
noise = random.integers(0, 255, (900, 900)).astype("uint8")
raster = Raster(noise, Affine(500, 0, 0, 0, -500, 0), "EPSG:9377")
band = geotiffs.Band("t", "d", 255, "", "")
layer = geopackages.Layer("zones", parks, "t", "d", {}, {}, "")
for write, given, name in (
    (geopackages.write_geopackage, [[layer]], "a.gpkg"),
    (geotiffs.write_geotiff, [raster, band], "a.tif"),
    (files.write_geoparquet, [parks], "a.parquet"),
    (files.write_table, [parks[["name"]]], "a.csv"),
    (files.write_text, ["x" * 200_000], "a.html"),
):
    try:
        write(*given, str(folder / name))
    except Exception as error:
        print(name, logs._refusal(error) or repr(error))
    assert not (left := list(folder.iterdir())), left
"""


def test_each_kind_of_file_says_that_the_disk_is_full(small_disk, tmp_path):
    done = subprocess.run(
        [*small_disk(tmp_path, "40k"), sys.executable, "-W", "ignore", "-c", WRITERS, tmp_path],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert list(told) == ["a.gpkg", "a.tif", "a.parquet", "a.csv", "a.html"]
    assert set(told.values()) == {
        "The disk is full. Make room and run again: what is finished is kept."
    }
