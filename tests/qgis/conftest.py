"""QGIS's own Python, which is not the one that runs the tests."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import need

collect_ignore = ["edit_zones.py", "open_project.py", "read_layers.py"]
SYSTEM_PYTHON = "/usr/bin/python3"


@pytest.fixture(scope="session")
def qgis():
    """A function that runs a script in QGIS's Python and gives what it tells."""
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": "/tmp",
        "PATH": os.environ["PATH"],
        "HOME": "/tmp",
    }
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
