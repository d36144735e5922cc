"""The self-check says what works, and what to do where something does not."""

import os
import subprocess
import sys
import venv

import pytest

from tests.conftest import ROOT, copy_project
from upkeep import check

QUICK = (
    "from upkeep import check; check.line = check.browser = check.qgis = lambda folder: iter(())"
)
ASKED = f"import sys; sys.path.insert(0, '.'); {QUICK}; sys.exit(not check.check())"


def test_a_working_installation_is_told_to_work():
    command = [sys.executable, "upkeep/check.py"]
    run = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    told = run.stdout.splitlines()
    assert len(told) == 6
    assert all(line.startswith("ok ") for line in told[:5])
    assert "three municipalities runs from end to end" in run.stdout
    assert told[-1] == "The installation works."


def test_an_environment_without_packages_is_told_what_to_do(tmp_path):
    venv.create(tmp_path / "bare")
    project = copy_project(tmp_path / "project")
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    run = subprocess.run(
        [tmp_path / "bare/bin/python", "-c", ASKED],
        cwd=project,
        env=clean,
        text=True,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 1, run.stderr
    assert "FAILED  packages that are not installed: " in run.stdout
    assert "pandas" in run.stdout
    assert "make maps" in run.stdout
    assert "Traceback" not in run.stderr


def test_another_version_than_the_locked_one_is_told(monkeypatch):
    locked = [("numpy", "0.1"), ("pandas", "0.2")]
    monkeypatch.setattr(check, "_locked", lambda: iter(locked))
    ((works, told),) = check.packages()
    assert works
    assert "instead of 0.1" in told
    assert "instead of 0.2" in told


def test_every_locked_package_of_this_machine_is_compared():
    names = dict(check._locked())
    assert len(names) > 80
    assert "colorama" not in names  # of Windows


@pytest.mark.parametrize("broken", ["change", "ha"])
def test_a_line_that_fails_or_adds_up_to_something_else_is_told(tmp_path, monkeypatch, broken):
    def run(command, **_):
        tables = tmp_path / "maps/toy/tables"
        tables.mkdir(parents=True)
        table = "coca_ha_2013,coca_ha_2014\n14,24\n"
        (tables / "municipal_change.csv").write_text(table, "utf-8")
        code = int(broken == "change")
        return subprocess.CompletedProcess(command, code, "", "layer parks: the disk is full.")

    monkeypatch.setattr(check.subprocess, "run", run)
    ((works, told),) = check.line(tmp_path)
    assert not works
    assert ("the disk is full" if broken == "change" else "24.0) ha where (14.0, 23.5) go") in told
    assert "make maps" in told
