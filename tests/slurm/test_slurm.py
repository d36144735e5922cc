"""The line on a real Slurm of two nodes: a killed job and a lost node change no byte."""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from benchmarks import country
from tests.conftest import command, copy_project, need, snakemake

HERE = Path(__file__).parent
DAEMONS = ["munged", "mariadbd", "slurmdbd", "slurmctld", "slurmd"]
# Where the daemons lie, which are no user's programs.
PATH = f"{os.environ['PATH']}:/usr/sbin"
PATIENCE_S = 1200


@pytest.fixture(scope="module")
def slurm():
    """Slurm, on this machine and for these tests only."""
    missing = [each for each in DAEMONS if not shutil.which(each, path=PATH)]
    packages = "slurm-wlm slurmdbd munge mariadb-server"
    need(not missing, "Slurm", f"apt-get install {packages} (there is no {', '.join(missing)})")
    need(os.geteuid() == 0, "root, to start Slurm", "run in a container")
    # One at a time on a machine, whoever else tests there; and a socket's path must be short.
    lock = FileLock("/tmp/cocashift-slurm.lock")
    with lock, tempfile.TemporaryDirectory(prefix="slurm", dir="/tmp") as folder:
        need(not os.path.lexists("/etc/slurm/slurm.conf"), "no other Slurm", "run in a container")
        Path(folder).chmod(0o755)
        try:
            subprocess.run([HERE / "start.sh", folder], check=True, timeout=120)
            yield ask
        finally:
            subprocess.run([HERE / "stop.sh", folder], check=True, timeout=120)


def ask(*words: str) -> list[str]:
    """Ask Slurm, and give the lines of its answer."""
    return subprocess.check_output(words, text=True).splitlines()


@contextlib.contextmanager
def submitted(folder: Path, *arguments: str) -> Iterator[subprocess.Popen]:
    """Run the workflow on Slurm as a user does, but ask more often how its jobs are."""
    given = command(folder)
    given["env"] |= {"OPENBLAS_NUM_THREADS": "1"}
    profile = ["--workflow-profile", "profiles/slurm"]
    soon = "--slurm-init-seconds-before-status-checks=1"
    given["args"] = [sys.executable, "-m", "snakemake", *profile, soon, *arguments]
    told = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(**given, **told) as run:
        try:
            yield run
        finally:
            run.kill()


def running(run: subprocess.Popen, rule: str) -> tuple[str, str]:
    """Wait for a job of a rule to be at work; give its number and its node."""
    for _ in range(PATIENCE_S * 2):
        assert run.poll() is None, run.communicate()[0]
        working = ask("squeue", "--noheader", "--steps", "--format=%i")
        for line in ask("squeue", "--noheader", "--states=R", "--format=%i %N %k"):
            number, where, what = line.split(maxsplit=2)
            if rule in what and f"{number}.0" in working:
                return number, where
        time.sleep(0.5)
    pytest.fail(f"no job of {rule} ever ran")


def bytes_of(folder: Path) -> dict[str, str]:
    """Give the checksum of each file that the line makes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for made in ("maps", "data/processed")
        for path in sorted((folder / made).rglob("*"))
        if path.is_file()
    }


def finished(run: subprocess.Popen) -> str:
    """Wait for the end of a run that must succeed; give what it told."""
    told, _ = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 0, told
    return told


def test_a_bad_input_is_told_in_its_sentence(slurm, tmp_path):
    coca = copy_project(tmp_path) / "data/raw/bundled/coca.csv"
    coca.write_text(coca.read_text("utf-8").replace("AMALFI,36.61", "AMALFI,-36.61"), "utf-8")
    with submitted(tmp_path, "data/processed/bundled/cultivation.parquet") as run:
        told, _ = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 1, told
    sentence, log = told.rstrip().splitlines()[-2:]
    assert sentence.endswith("column '2001': -36.61 ha is negative. Correct the cell."), told
    assert log == "log: logs/bundled/harmonise_records.log"


def test_a_drawn_country_is_allocated_to_the_same_bytes(slurm, tmp_path):
    """What grows with polygons, on as large a country as `make scale` asks for."""
    times = float(os.environ.get("COCASHIFT_TIMES", 0.05))
    country.write(tmp_path / "country", times=times)
    for place in ("here", "there"):
        copy_project(tmp_path / place)
    wanted = ["data/processed/country/allocation.parquet"]
    arguments = [*wanted, "--config", f"dataset={tmp_path / 'country/country.yaml'}"]
    # Cut region by region there, and as a whole here.
    with submitted(tmp_path / "there", *arguments, "--set-scatter", "country=3") as run:
        finished(run)
    here = snakemake(tmp_path / "here", *arguments)
    assert here.returncode == 0, here.stderr
    made = bytes_of(tmp_path / "here")
    assert {"data/processed/country/pieces.parquet", *wanted} <= made.keys()
    assert bytes_of(tmp_path / "there") == made


def test_a_killed_job_and_a_lost_node_change_no_byte(slurm, built, tmp_path):
    with submitted(copy_project(tmp_path)) as run:
        # A job is killed on its way.
        killed, _ = running(run, "rule_overlay_zones")
        slurm("scancel", "--signal=KILL", killed)
        # A node goes down with all that runs on it.
        lost, node = running(run, "rule_draw_figures")
        slurm("scontrol", "update", f"nodename={node}", "state=down", "reason=lost")
        told = finished(run)
    for job, state in {killed: "", lost: "NODE_FAIL"}.items():
        assert re.search(rf"SLURM-job '{job}' failed.*{state}", told), told
    assert bytes_of(tmp_path) == bytes_of(built)
