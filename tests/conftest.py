"""What the tests share: a built copy of the project, and how to ask for a program or a folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from tests import forked

# How long an example takes says how busy the machine is.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).parent.parent
# For people to look at.
PICTURES = ROOT / "pictures"
# Where no figure matters that is drawn: a sixteenth of the draws.
FEW_DRAWS = "draws=2048"
REAL = (ROOT / os.environ.get("COCASHIFT_REAL_DATA", "../shared/data")).resolve()


def pytest_xdist_auto_num_workers() -> int:
    """Take three workers for two cores: each waits for others now and then, for Slurm mostly."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)


# What takes minutes: Slurm's tests, which wait most of the time, and whole runs of the line.
LONG = [
    "tests/slurm/",
    "tests/workflow/test_regions.py",
    "tests/endure/",
    "tests/workflow/test_answer.py",
    "tests/workflow/test_same_bytes.py",
    "tests/qgis/test_reentry.py",
    "tests/workflow/test_elsewhere.py",
    "tests/docs/test_tutorial.py",
    "tests/upkeep/test_check.py",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes minutes, so that no worker is left alone with it at the end.

    Slurm's tests are the first worker's; the others, to which xdist gives a run of tests each,
    share the rest of it.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1))
    begun = [[] for _ in range(workers)]
    for rank, path in enumerate(LONG):
        place = 1 + (rank - 1) % (workers - 1) if rank and workers > 1 else 0
        begun[place] += [item for item in items if item.nodeid.startswith(path)]
    others = [item for item in items if not item.nodeid.startswith(tuple(LONG))]
    ordered = []
    for number, first in enumerate(begun):
        size = (len(items) - len(ordered)) // (workers - number) - len(first)
        ordered += first + others[: max(0, size)]
        del others[: max(0, size)]
    items[:] = ordered + others


def need(found, what: str, remedy: str) -> None:
    """Skip a test that lacks something, in one line; in CI, where nothing may be lacking, fail."""
    if not found:
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell(f"needs {what}: {remedy}")


def snakemake(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run the workflow in a folder, its processes forked; datasets may name the real folder."""
    return forked.run(command(folder, *arguments))


def command(folder: Path, *arguments: str) -> dict:
    """Say how a user runs the workflow, to `subprocess`."""
    # Tests run Snakemake many times; each must see the folder's own package and nothing else.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    environment["COCASHIFT_REAL_DATA"] = str(REAL)
    # Tests that run at the same time share the machine.
    cores = (os.cpu_count() or 1) // int(environment.get("PYTEST_XDIST_WORKER_COUNT", 1))
    return {
        "args": [sys.executable, "-m", "snakemake", *arguments, "--cores", str(max(1, cores))],
        "cwd": folder,
        "env": environment,
    }


def copy_project(folder: Path) -> Path:
    """Copy what git knows of the project: a clean clone with the changes at hand."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.check_output(listed, cwd=ROOT, text=True).splitlines():
        if not name.startswith("tests/") and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id):
    """A function that builds a folder the first time it is asked for, by whichever worker."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def folder_of(name, build):
        folder, done = shared / name, shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                build(folder)
                done.touch()
        return folder

    return folder_of


@pytest.fixture(scope="session")
def built(once) -> Path:
    """A copy of the project in which the whole line has run on the bundled dataset.

    Its jobs are forked; the tests on Slurm, where each process begins as a user's does, hold it
    against theirs to the last byte.
    """

    def build(folder):
        run = snakemake(copy_project(folder))
        assert run.returncode == 0, run.stderr

    return once("built", build)


@pytest.fixture(scope="session")
def maps(built) -> Path:
    """The folder that people open."""
    return built / "maps/bundled"


@pytest.fixture(scope="session")
def spanish(built, once) -> Path:
    """The built project, its pages in Spanish."""

    def build(folder):
        run = snakemake(shutil.copytree(built, folder), "--config", "language=es")
        assert run.returncode == 0, run.stderr

    return once("spanish", build)


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real layers."""
    need(
        REAL.is_dir(),
        f"the real layers in {REAL}",
        "set COCASHIFT_REAL_DATA to a folder that holds them",
    )
    return REAL


@pytest.fixture(scope="session")
def real_maps(real, once) -> Path:
    """What the whole line publishes of the layers as third parties published them."""

    def build(folder):
        shutil.copy(ROOT / "tests/real/real.yaml", copy_project(folder))
        run = snakemake(folder, "--config", "dataset=real.yaml", FEW_DRAWS)
        assert run.returncode == 0, run.stderr

    return once("real", build) / "maps/real"


@pytest.fixture(scope="session")
def edition(request):
    """The folder of an edition, by its name."""
    folders = {
        "bundled": lambda: request.getfixturevalue("maps"),
        "spanish": lambda: request.getfixturevalue("spanish") / "maps/bundled",
        "real": lambda: request.getfixturevalue("real_maps"),
        "hostile": lambda: request.getfixturevalue("hostile"),
    }
    return lambda name: folders[name]()


@pytest.fixture(scope="session")
def hostile(once) -> Path:
    """What the line publishes of a dataset whose every text would like to be markup."""
    # The toy country runs the workflow as this module says.
    from tests.toy import hostile

    def build(folder):
        run = hostile(copy_project(folder)).run()
        assert run.returncode == 0, run.stderr

    return once("hostile", build) / "maps/hostile"


@pytest.fixture(scope="session")
def reserve(once) -> Path:
    """A copy of the project in which the tutorial was followed."""
    from tests.docs.tutorial import follow

    return once("reserve", lambda folder: follow(copy_project(folder)))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium, which draws the pages."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    need(found, "Chromium", "apt-get install chromium")
    return found
